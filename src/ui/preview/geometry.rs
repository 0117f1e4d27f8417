//! Where pages stand on the desk, in whole pixels: what is drawn for them falls on the screen's.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
// Screens and pages are some thousand pixels wide, reports some hundred pages long.

use std::ops::Range;

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::app::preview::sheets::Area;
use crate::export::picture::Scale;
use crate::layout::sheet::{PAPER_HEIGHT, PAPER_WIDTH};
use crate::units::Length;

/// Space left of a page as wide as the pane, and right of it, where the scroll bar lies.
const BESIDE: (f32, f32) = (14.0, 23.0);
/// Space above, between and below pages.
pub const GAP: f32 = 12.0;
/// Points of the screen to a point of the page at 100 %.
const FULL: f32 = 96.0 / 72.0;
/// The least and the largest zoom, in percent.
pub const ZOOMS: (f32, f32) = (20.0, 400.0);
/// Where the buttons stop, in percent.
const STEPS: [f32; 12] =
    [20.0, 30.0, 40.0, 50.0, 67.0, 80.0, 100.0, 125.0, 150.0, 200.0, 300.0, 400.0];

/// How large pages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Zoom {
    /// Pages as wide as the pane.
    #[default]
    Width,
    /// Whole in the pane.
    Page,
    /// In percent of its size on paper.
    Percent(f32),
}

/// Pages below each other, from the content's top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    /// A page's width in pixels.
    pub width: u32,
    /// The number of pages.
    pub pages: usize,
    height: f32,
    /// Pixels to a point of the screen.
    pixels: f32,
    room: Vec2,
}

impl Geometry {
    /// Pages in a room.
    pub fn new(room: Vec2, zoom: Zoom, pixels: f32, pages: usize) -> Self {
        let wide = room.x - BESIDE.0 - BESIDE.1;
        let points = match zoom {
            Zoom::Width => wide,
            Zoom::Page => {
                wide.min((room.y - 2.0 * GAP) * PAPER_WIDTH.to_pt() / PAPER_HEIGHT.to_pt())
            }
            Zoom::Percent(percent) => PAPER_WIDTH.to_pt() * FULL * percent / 100.0,
        };
        let width = (points * pixels).max(40.0).floor() as u32;
        Self { width, pages, height: 0.0, pixels, room }.as_wide_as(width)
    }

    /// This geometry with pages of a width, in pixels.
    pub fn as_wide_as(&self, width: u32) -> Self {
        let (_, height) = Scale::paper_width(width).paper();
        Self { width, height: height as f32, ..*self }
    }

    /// The zoom in percent.
    pub fn percent(&self) -> f32 {
        self.size().x / PAPER_WIDTH.to_pt() / FULL * 100.0
    }

    /// The next stop of the buttons.
    pub fn step(&self, larger: bool) -> Zoom {
        let now = self.percent();
        let next = if larger {
            STEPS.into_iter().find(|step| *step > now + 1.0)
        } else {
            STEPS.into_iter().rev().find(|step| *step < now - 1.0)
        };
        Zoom::Percent(next.unwrap_or(now))
    }

    /// A page's size.
    pub fn size(&self) -> Vec2 {
        vec2(self.width as f32, self.height) / self.pixels
    }

    /// How much room all pages take.
    pub fn content(&self) -> Vec2 {
        let width = self.size().x + BESIDE.0 + BESIDE.1;
        let gap = self.gap();
        vec2(width.max(self.room.x), self.pages as f32 * (self.size().y + gap) + gap)
    }

    /// Whole pixels between pages.
    fn gap(&self) -> f32 {
        (GAP * self.pixels).round() / self.pixels
    }

    /// Where a page is in the content.
    pub fn page(&self, index: usize) -> Rect {
        let (size, gap) = (self.size(), self.gap());
        let spare = self.room.x - BESIDE.0 - BESIDE.1 - size.x;
        let left = BESIDE.0 + (spare / 2.0).max(0.0);
        let left = (left * self.pixels).round() / self.pixels;
        Rect::from_min_size(pos2(left, gap + index as f32 * (size.y + gap)), size)
    }

    /// Where a page is on the screen, given where the content begins there.
    pub fn on_screen(&self, index: usize, content: Pos2) -> Rect {
        let at = self.page(index).min + content.to_vec2();
        let whole = |at: f32| (at * self.pixels).round() / self.pixels;
        Rect::from_min_size(pos2(whole(at.x), whole(at.y)), self.size())
    }

    /// The pages that a stretch of the content shows.
    pub fn seen(&self, top: f32, bottom: f32) -> Range<usize> {
        let pitch = self.size().y + self.gap();
        let first = ((top - self.gap()) / pitch).floor().max(0.0) as usize;
        let last = (bottom / pitch).ceil().max(0.0) as usize;
        first.min(self.pages)..last.min(self.pages)
    }

    /// The page that most of a view of the content is of: the one in its middle.
    pub fn current(&self, top: f32) -> usize {
        let pitch = self.size().y + self.gap();
        let page = ((top + self.room.y / 2.0) / pitch).floor().max(0.0) as usize;
        page.min(self.pages.saturating_sub(1))
    }

    /// A part of a page, from the page's corner.
    pub fn rect(&self, area: Area) -> Rect {
        let at = |x: Length, y: Length| pos2(self.points(x), self.points(y));
        Rect::from_min_max(at(area.left, area.top), at(area.right, area.bottom))
    }

    /// A length of the page on the screen.
    pub fn points(&self, length: Length) -> f32 {
        length.to_pt() * self.size().x / PAPER_WIDTH.to_pt()
    }

    /// A point of a page, from the page's corner.
    pub fn point(&self, at: Vec2) -> (Length, Length) {
        let length =
            |at: f32| Scale::paper_width(self.width).length((at * self.pixels).floor() as i32);
        (length(at.x), length(at.y))
    }

    /// A stretch of a page's pixels, from the page's corner.
    pub fn pixels(&self, left: usize, top: usize, width: usize, height: usize) -> Rect {
        let size = |pixels: usize| pixels as f32 / self.pixels;
        let (min, size) = (pos2(size(left), size(top)), vec2(size(width), size(height)));
        Rect::from_min_size(min, size)
    }

    /// The pixels of a page that a part of the screen shows: columns and rows.
    pub fn pixels_of(&self, page: Rect, seen: Rect) -> (Range<usize>, Range<usize>) {
        let seen = seen.intersect(page).translate(-page.min.to_vec2());
        let range = |low: f32, high: f32| {
            (low * self.pixels).floor().max(0.0) as usize
                ..(high * self.pixels).ceil().max(0.0) as usize
        };
        (range(seen.left(), seen.right()), range(seen.top(), seen.bottom()))
    }

    /// Where to scroll to so that what was at a point of the view in `former` stays there.
    pub fn keep(&self, former: &Self, offset: Vec2, point: Vec2) -> Vec2 {
        let at = (offset + point).to_pos2();
        let index = former.seen(at.y, at.y).start.min(self.pages.saturating_sub(1));
        let (old, new) = (former.page(index), self.page(index));
        let part = (at - old.min) / old.size();
        self.clamp((new.min + part * new.size()).to_vec2() - point)
    }

    /// As far as can be scrolled.
    pub fn clamp(&self, offset: Vec2) -> Vec2 {
        offset.min(self.content() - self.room).max(Vec2::ZERO)
    }

    /// The room that pages are seen in.
    pub fn room(&self) -> Vec2 {
        self.room
    }
}

#[cfg(test)]
mod tests {
    use super::{Geometry, Zoom};
    use egui::{Pos2, Vec2, vec2};

    fn geometry(zoom: Zoom, pixels: f32) -> Geometry {
        Geometry::new(vec2(507.0, 622.0), zoom, pixels, 5)
    }

    #[test]
    fn pages_stand_on_whole_pixels() {
        for pixels in [1.0, 1.25, 1.5, 2.0] {
            for zoom in [Zoom::Width, Zoom::Page, Zoom::Percent(133.0)] {
                let geometry = geometry(zoom, pixels);
                for index in 0..5 {
                    let rect = geometry.on_screen(index, Pos2::new(859.3, -100.7));
                    for at in [rect.left(), rect.top(), rect.right(), rect.bottom()] {
                        let at = at * pixels;
                        assert!((at - at.round()).abs() < 0.01, "{zoom:?} {pixels} {at}");
                    }
                }
            }
        }
    }

    #[test]
    fn zooms() {
        assert!((geometry(Zoom::Width, 1.0).size().x - 470.0).abs() < 0.01);
        assert!(geometry(Zoom::Page, 1.0).size().y <= 598.0);
        let real = geometry(Zoom::Percent(100.0), 1.0);
        assert_eq!(real.width, 793);
        assert_eq!(real.step(true), Zoom::Percent(125.0));
        assert_eq!(geometry(Zoom::Width, 1.0).step(false), Zoom::Percent(50.0));
        let largest = geometry(Zoom::Percent(400.0), 1.0).step(true);
        assert!(matches!(largest, Zoom::Percent(percent) if (percent - 400.0).abs() < 1.0));
    }

    #[test]
    fn a_point_stays_where_it_is_when_the_zoom_changes() {
        let (small, large) = (geometry(Zoom::Width, 1.0), geometry(Zoom::Percent(200.0), 1.0));
        let (offset, point) = (vec2(0.0, 900.0), vec2(200.0, 300.0));
        let kept = large.keep(&small, offset, point);
        let part = |geometry: &Geometry, offset: Vec2| {
            let page = geometry.page(1);
            (offset + point - page.min.to_vec2()) / page.size()
        };
        assert!((part(&small, offset) - part(&large, kept)).length() < 0.001);
        assert!(small.keep(&large, Vec2::ZERO, point).y.abs() < 0.001);
    }

    #[test]
    fn which_pages_are_seen() {
        let geometry = geometry(Zoom::Width, 1.0);
        assert_eq!(geometry.seen(0.0, 622.0), 0..1);
        assert_eq!(geometry.seen(300.0, 922.0), 0..2);
        assert_eq!(geometry.current(300.0), 0);
        assert_eq!(geometry.current(500.0), 1);
        assert_eq!(geometry.current(99_999.0), 4);
    }
}
