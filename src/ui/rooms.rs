//! Where the panes of the window stand. Room is given up in a fixed order where it lacks.

use egui::{Rect, pos2};

use crate::app::{App, Part};

/// Height of the strip with menus and tools.
const STRIP: f32 = 44.0;
/// Height of the line at the bottom.
const STATUS: f32 = 28.0;
/// Width of the parts of the report, unfolded and folded.
const NAV: (f32, f32) = (168.0, 52.0);
/// Width of the folded preview, and the least of the unfolded one.
const PREVIEW: (f32, f32) = (30.0, 360.0);
/// Height of the head of the problems.
pub const PROBLEMS_HEAD: f32 = 32.0;
/// Below this width of the client the parts fold.
const NAV_FOLDS: f32 = 1200.0;
/// A middle narrower than this has no room for a table and the preview beside it.
const TABLE_NEEDS: f32 = 1000.0;
/// A middle lower than this has no room for the problems below it.
const MIDDLE_NEEDS: f32 = 430.0;

/// Panes that stay unfolded although room lacks, because the clerk unfolded them by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Insist {
    /// The parts of the report.
    pub nav: bool,
    /// The problems.
    pub problems: bool,
    /// The preview.
    pub preview: bool,
}

/// The panes of the window, and which of them are folded.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)] // Each is the pane of that name.
pub struct Rooms {
    pub strip: Rect,
    pub nav: Rect,
    pub middle: Rect,
    pub problems: Rect,
    pub preview: Rect,
    pub status: Rect,
    pub nav_open: bool,
    pub problems_open: bool,
    pub preview_open: bool,
}

impl Rooms {
    /// Divides the client.
    #[must_use]
    pub fn new(client: Rect, app: &App, insist: Insist) -> Self {
        let settings = app.settings();
        let tables = match (app.part(), app.document()) {
            (Part::Tables, _) => true,
            (Part::Section(n), Some(d)) => d.report().edition().table_in(n).is_some(),
            _ => false,
        };
        let nav_open = settings.nav_open && (insist.nav || client.width() >= NAV_FOLDS);
        let nav = if nav_open { NAV.0 } else { NAV.1 };
        let preview = settings.preview_width.clamp(PREVIEW.1, client.width() / 2.0);
        let beside = client.width() - nav - preview;
        let preview_open =
            settings.preview_open && (insist.preview || !tables || beside >= TABLE_NEEDS);
        let preview = if preview_open { preview } else { PREVIEW.0 };
        let height = client.height() - STRIP - STATUS;
        let wanted = settings.problems_height.clamp(29.0, (height / 2.0).max(29.0));
        let above = height - PROBLEMS_HEAD - wanted;
        let problems_open = settings.problems_open && (insist.problems || above >= MIDDLE_NEEDS);
        let problems = PROBLEMS_HEAD + if problems_open { wanted.round() } else { 0.0 };
        let (top, bottom) = (client.top() + STRIP, client.bottom() - STATUS);
        let (left, right) = (client.left() + nav, client.right() - preview);
        let room = |x0, y0, x1, y1| Rect::from_min_max(pos2(x0, y0), pos2(x1, y1));
        Self {
            strip: room(client.left(), client.top(), client.right(), top),
            nav: room(client.left(), top, left, bottom),
            middle: room(left, top, right, bottom - problems),
            problems: room(left, bottom - problems, right, bottom),
            preview: room(right, top, client.right(), bottom),
            status: room(client.left(), bottom, client.right(), client.bottom()),
            nav_open,
            problems_open,
            preview_open,
        }
    }

    /// The same with the problems as high as their edge has been dragged.
    pub fn drag_problems(&mut self, height: f32) {
        let most = (self.nav.height() / 2.0).max(29.0);
        let top = self.problems.bottom() - PROBLEMS_HEAD - height.clamp(29.0, most).round();
        self.problems.min.y = top;
        self.middle.max.y = top;
    }

    /// The same with the preview as wide as its edge has been dragged.
    pub fn drag_preview(&mut self, width: f32) {
        let most = ((self.preview.right() - self.strip.left()) / 2.0).max(PREVIEW.1);
        let left = self.preview.right() - width.clamp(PREVIEW.1, most).round();
        self.preview.min.x = left;
        self.middle.max.x = left;
        self.problems.max.x = left;
    }
}
