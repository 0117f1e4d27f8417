//! Pages → pixels, as the preview shows them.
//!
//! Everything on a page is black, so that a picture is one byte a pixel: how much of it ink
//! covers. That asks for no more than the exact area of an outline in each pixel
//! (`ab_glyph_rasterizer`) and rectangles; a whole 2D library would bring colours, blending and
//! paths that no page has, and most of them sample areas more coarsely.
//!
//! What is drawn is what poppler draws of our PDF at the same scale, and so what most readers show:
//! outlines as they are, baselines on whole pixels, characters on quarters of a pixel, rules on
//! whole pixels and never thinner than one. `tests/system/picture.rs` compares the two.

mod glyph;
mod scale;

use std::collections::BTreeMap;

pub use scale::Scale;

use crate::font::{Face, Fonts};
use crate::layout::page::{Item, Page, RuleLine, Run};
use crate::units::Length;
use glyph::Mask;

/// A part of a page in whole pixels; the page's top left corner is 0, 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageWindow {
    /// The left edge, in pixels from the page's.
    pub left: usize,
    /// The upper edge, in pixels from the page's.
    pub top: usize,
    /// The width in pixels.
    pub width: usize,
    /// The height in pixels.
    pub height: usize,
}

/// Ink on paper, row by row: 0 is bare paper, 255 is black.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Pixels to a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width × height` bytes.
    pub ink: Vec<u8>,
}

/// Draws pages, and keeps the characters it has drawn for the next page of the same scale.
#[derive(Debug, Default)]
pub struct Painter {
    scale: Option<Scale>,
    masks: BTreeMap<Character, Mask>,
    /// Bytes in `masks`.
    held: usize,
}

/// The most bytes that drawn characters take.
const MOST: usize = 8 << 20;

/// The ink of a mark behind the text: 15 hundredths of black, as the PDF has it.
const FAINT: u8 = 38;

/// A character as it is drawn: face, glyph, size, and quarters of a pixel to the right.
type Character = (Face, u16, Length, u8);

impl Painter {
    /// Draws what of a page is in a window.
    pub fn draw(
        &mut self,
        page: &Page,
        fonts: &Fonts,
        scale: Scale,
        window: PageWindow,
    ) -> Picture {
        if self.scale.replace(scale) != Some(scale) || self.held > MOST {
            self.masks.clear();
            self.held = 0;
        }
        let PageWindow { width, height, .. } = window;
        let mut canvas =
            Canvas { window, picture: Picture { width, height, ink: vec![0; width * height] } };
        for item in &page.items {
            match item {
                Item::Text(run) => self.run(run, fonts, scale, u8::MAX, &mut canvas),
                Item::Faint(run) => self.run(run, fonts, scale, FAINT, &mut canvas),
                Item::Rule(rule) => canvas.rule(rule, scale),
            }
        }
        canvas.picture
    }

    /// Draws a run in an ink, of which 255 is black.
    fn run(&mut self, run: &Run, fonts: &Fonts, scale: Scale, ink: u8, canvas: &mut Canvas) {
        // No character reaches further from its baseline.
        let reach = run.size * 2;
        if !canvas.sees(scale.floor(run.baseline - reach), scale.floor(run.baseline + reach)) {
            return;
        }
        let font = fonts.font(run.face);
        let y = scale.floor(run.baseline);
        let mut x = run.x;
        for c in run.text.chars() {
            if let Some(glyph) = font.glyph(c) {
                let (pixel, quarter) = scale.quarter(x);
                let mask =
                    self.masks.entry((run.face, glyph, run.size, quarter)).or_insert_with(|| {
                        let mask = Mask::new(font, glyph, scale.em(run.size), quarter);
                        self.held += mask.bytes();
                        mask
                    });
                canvas.mask(mask, pixel, y, ink);
            }
            x += fonts.advance(run.face, c, run.size) + run.spacing;
        }
    }
}

/// A picture in the making.
struct Canvas {
    window: PageWindow,
    picture: Picture,
}

impl Canvas {
    /// Whether anything between two heights of the page is in the window.
    fn sees(&self, top: i64, bottom: i64) -> bool {
        let (first, last) = (whole(self.window.top), whole(self.window.top + self.window.height));
        bottom >= first && top < last
    }

    /// Puts a character's ink down, its origin at a pixel of the page.
    fn mask(&mut self, mask: &Mask, x: i64, y: i64, strength: u8) {
        let (left, top) = (x + mask.left, y + mask.top);
        for (row, ink) in mask.rows().enumerate() {
            let (from, under) = self.stretch(left, left + whole(ink.len()), top + whole(row));
            for (under, ink) in under.iter_mut().zip(ink.iter().skip(from)) {
                *under = over(*under, weakened(*ink, strength));
            }
        }
    }

    fn rule(&mut self, rule: &RuleLine, scale: Scale) {
        let half = rule.width / 2;
        let (mut x, mut y) = ((rule.x0, rule.x1), (rule.y0, rule.y1));
        // Lines have no caps: they are wider across only.
        if rule.x0 == rule.x1 {
            x = (rule.x0 - half, rule.x1 + half);
        } else {
            y = (rule.y0 - half, rule.y1 + half);
        }
        let pixels = |(low, high)| {
            let low = scale.round(low);
            (low, scale.round(high).max(low + 1))
        };
        let ((left, right), (top, bottom)) = (pixels(x), pixels(y));
        let first = whole(self.window.top);
        let last = whole(self.window.top + self.window.height);
        for row in top.max(first)..bottom.min(last) {
            self.stretch(left, right, row).1.fill(u8::MAX);
        }
    }

    /// The pixels of a row of the page between two columns, as far as they are in the window, and
    /// how many are left out before them.
    fn stretch(&mut self, left: i64, right: i64, row: i64) -> (usize, &mut [u8]) {
        let PageWindow { left: first, top, width, height } = self.window;
        let inside = |at: i64, start: usize, size: usize| {
            usize::try_from(at - whole(start)).unwrap_or(0).min(size)
        };
        let (from, to) = (inside(left, first, width), inside(right, first, width));
        let out = usize::try_from(whole(first) - left).unwrap_or(0);
        let row = row - whole(top);
        let rows = 0..whole(height);
        match usize::try_from(row) {
            Ok(row) if rows.contains(&whole(row)) => {
                (out, &mut self.picture.ink[row * width + from..row * width + to.max(from)])
            }
            _ => (out, &mut []),
        }
    }
}

/// What a thinner ink leaves of a mask's.
fn weakened(ink: u8, strength: u8) -> u8 {
    let product = u32::from(ink) * u32::from(strength);
    u8::try_from((product + 127) / 255).unwrap_or(u8::MAX)
}

/// Ink over ink.
fn over(under: u8, ink: u8) -> u8 {
    let bare = u32::from(255 - under) * u32::from(255 - ink);
    u8::MAX - u8::try_from((bare + 127) / 255).unwrap_or(u8::MAX)
}

fn whole(pixels: usize) -> i64 {
    i64::try_from(pixels).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{PageWindow, Painter, Scale, over};
    use crate::font::{Face, Fonts};
    use crate::layout::page::{Item, Page, RuleLine, Run};
    use crate::units::Length;

    fn text(words: &str) -> Item {
        Item::Text(Run {
            x: Length::pt(40),
            baseline: Length::pt(60),
            size: Length::pt(16),
            face: Face::FangSong,
            text: words.into(),
            spacing: Length::milli(250),
            width: Length::ZERO,
            place: None,
            tag: None,
            stands_for: None,
        })
    }

    fn page() -> Page {
        let line = |x0, y0, x1, y1| {
            let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(Length::pt);
            Item::Rule(RuleLine { x0, y0, x1, y1, width: Length::milli(500) })
        };
        let items = vec![text("政府信息"), line(30, 40, 120, 40), line(30, 40, 30, 80)];
        Page { items, cells: Vec::new() }
    }

    #[test]
    fn windows_fit_together() {
        let (scale, fonts) = (Scale::dpi(144), Fonts::builtin());
        let mut painter = Painter::default();
        let all = PageWindow { left: 0, top: 0, width: 300, height: 200 };
        let whole = painter.draw(&page(), fonts, scale, all);
        assert!(whole.ink.iter().any(|ink| (1..255).contains(ink)), "edges are smooth");
        // Cut through characters and rules.
        let (across, down) = ([0, 97, 300], [0, 113, 200]);
        for [left, right] in [[across[0], across[1]], [across[1], across[2]]] {
            for [top, bottom] in [[down[0], down[1]], [down[1], down[2]]] {
                let window = PageWindow { left, top, width: right - left, height: bottom - top };
                let part = painter.draw(&page(), fonts, scale, window);
                for (row, ink) in part.ink.chunks(part.width).enumerate() {
                    let start = (top + row) * all.width;
                    assert_eq!(ink, &whole.ink[start + left..start + right], "{window:?} {row}");
                }
            }
        }
    }

    #[test]
    fn a_thin_rule_is_a_line_of_whole_pixels() {
        let window = PageWindow { left: 0, top: 0, width: 200, height: 100 };
        let picture = Painter::default().draw(&page(), Fonts::builtin(), Scale::dpi(72), window);
        let row = |y: usize| &picture.ink[y * 200..(y + 1) * 200];
        assert!(row(40)[30..120].iter().all(|ink| *ink == 255));
        assert!(row(39).iter().chain(&row(41)[31..]).all(|ink| *ink == 0));
        assert!((41..80).all(|y| row(y)[30] == 255 && row(y)[29] == 0 && row(y)[31] == 0));
    }

    #[test]
    fn nothing_of_a_page_is_outside_it() {
        let window = PageWindow { left: 400, top: 300, width: 8, height: 8 };
        let picture = Painter::default().draw(&page(), Fonts::builtin(), Scale::dpi(72), window);
        assert_eq!(picture.ink, [0; 64]);
        let none = PageWindow { width: 0, height: 0, ..window };
        let picture = Painter::default().draw(&page(), Fonts::builtin(), Scale::dpi(72), none);
        assert!(picture.ink.is_empty());
    }

    #[test]
    fn ink_over_ink() {
        for (under, ink, expected) in [(0, 0, 0), (0, 7, 7), (255, 9, 255), (128, 128, 192)] {
            assert_eq!(over(under, ink), expected);
        }
    }
}
