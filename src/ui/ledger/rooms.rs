//! Where the parts of the ledger's screen stand, and how they give way where room lacks.

use egui::{Rect, pos2};

use crate::app::App;

const STRIP: f32 = 44.0;
const STATUS: f32 = 28.0;
const TITLE: f32 = 46.0;
/// Head of what is below the list.
pub(super) const HEAD: f32 = 32.0;
/// What is below the list, with much and with little room.
const BODIES: [f32; 3] = [238.0, 196.0, 150.0];
/// Head of the list and so many rows stay above it.
const LIST_LEAST: f32 = 28.0 + 26.0 * 5.0;
/// Below this height the panel is folded until somebody is in its form.
const LOW: f32 = 600.0;
const MARGIN: f32 = 16.0;

/// The parts of the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct LedgerRooms {
    pub strip: Rect,
    pub nav: Rect,
    pub title: Rect,
    pub list: Rect,
    pub panel: Rect,
    pub status: Rect,
    /// Whether more than the head of the panel is shown.
    pub panel_open: bool,
}

impl LedgerRooms {
    pub(super) fn new(rect: Rect, app: &App, in_form: bool) -> Self {
        let (strip, under) = rect.split_top_bottom_at_y(rect.top() + STRIP);
        let (middle, status) = under.split_top_bottom_at_y(under.bottom() - STATUS);
        let nav_width = if rect.width() < 1200.0 { 132.0 } else { 168.0 };
        let (nav, main) = middle.split_left_right_at_x(middle.left() + nav_width);
        let (title, below) = main.split_top_bottom_at_y(main.top() + TITLE);
        let room = below.height() - HEAD - LIST_LEAST;
        let body = BODIES.into_iter().find(|body| *body <= room);
        let folded = rect.height() < LOW && !in_form;
        let open = app.ledger_view().panel_open && !folded;
        // With hardly any room the form has what there is.
        let body =
            if open { body.unwrap_or_else(|| BODIES[2].min(below.height() - HEAD)) } else { 0.0 };
        let at = (below.bottom() - HEAD - body.max(0.0)).max(below.top());
        let (list, panel) = below.split_top_bottom_at_y(at);
        let list = Rect::from_min_max(
            pos2(list.left() + MARGIN, list.top()),
            pos2(list.right() - MARGIN, (list.bottom() - 12.0).max(list.top())),
        );
        let inside = |rect: Rect| {
            Rect::from_min_max(
                pos2(rect.left() + MARGIN, rect.top()),
                pos2(rect.right() - MARGIN, rect.bottom()),
            )
        };
        Self { strip, nav, title: inside(title), list, panel, status, panel_open: open }
    }

    /// Everything but what stands around it.
    pub(super) fn main(&self) -> Rect {
        let (min, max) = (pos2(self.nav.right(), self.nav.top()), self.status.right_top());
        Rect::from_min_max(min, max)
    }
}
