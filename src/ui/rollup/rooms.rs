//! Where the parts of the roll-up's screen stand, and how they give way where room lacks.

use egui::{Rect, pos2};

const STRIP: f32 = 44.0;
const STATUS: f32 = 28.0;
const TITLE: f32 = 46.0;
const CHIPS: f32 = 38.0;
const MARGIN: f32 = 16.0;
/// Widths of the panel, each with the least width of a window that has it.
const PANELS: [(f32, f32); 3] = [(344.0, 1340.0), (300.0, 1200.0), (260.0, 940.0)];

/// The parts of the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct RollUpRooms {
    pub strip: Rect,
    pub nav: Rect,
    pub title: Rect,
    pub chips: Rect,
    pub list: Rect,
    /// Chips and list together, for pages that have no chips.
    pub page: Rect,
    pub panel: Rect,
    pub status: Rect,
}

impl RollUpRooms {
    pub(super) fn new(rect: Rect) -> Self {
        let (strip, under) = rect.split_top_bottom_at_y(rect.top() + STRIP);
        let (middle, status) = under.split_top_bottom_at_y(under.bottom() - STATUS);
        let nav_width = if rect.width() < 1200.0 { 132.0 } else { 168.0 };
        let (nav, main) = middle.split_left_right_at_x(middle.left() + nav_width);
        let panel = PANELS.into_iter().find(|(_, least)| rect.width() >= *least);
        let panel = panel.map_or(0.0, |(width, _)| width);
        let (main, panel) = main.split_left_right_at_x((main.right() - panel).max(main.left()));
        let (title, below) = main.split_top_bottom_at_y(main.top() + TITLE);
        let inside = |rect: Rect| {
            let right = (rect.right() - 14.0).max(rect.left() + MARGIN);
            Rect::from_min_max(pos2(rect.left() + MARGIN, rect.top()), pos2(right, rect.bottom()))
        };
        let end = |rect: Rect| {
            let bottom = (rect.bottom() - 12.0).max(rect.top());
            Rect::from_min_max(rect.min, pos2(rect.right(), bottom))
        };
        let (chips, list) = below.split_top_bottom_at_y(below.top() + CHIPS);
        Self {
            strip,
            nav,
            title: inside(title),
            chips: inside(chips),
            list: end(inside(list)),
            page: end(inside(below)),
            panel,
            status,
        }
    }

    /// Everything but what stands around it.
    pub(super) fn main(&self) -> Rect {
        let (min, max) = (pos2(self.nav.right(), self.nav.top()), self.status.right_top());
        Rect::from_min_max(min, max)
    }
}
