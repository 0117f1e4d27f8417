//! Where the panes of the window stand. Room is given up in a fixed order where it lacks, and no
//! pane has a negative size in a window of any size.

use egui::{Rect, pos2};

use super::bounded::bounded;
use super::carried::BAR;
use crate::app::{App, Part};

/// Height of the toolbar with menus and tools.
const TOOLBAR: f32 = 44.0;
/// Height of the line at the bottom.
const STATUS: f32 = 28.0;
/// Width of the parts of the report, unfolded and folded.
const NAV: (f32, f32) = (168.0, 52.0);
/// Width of the folded preview, and the least of the unfolded one.
const PREVIEW: (f32, f32) = (30.0, 360.0);
/// Height of the head of the problems.
pub const PROBLEMS_HEAD: f32 = 32.0;
/// The least height of the unfolded problems below their head: one row.
const PROBLEMS_LEAST: f32 = 29.0;
/// The height of three rows, down to which the problems give way before they fold.
const PROBLEMS_FEW: f32 = 87.0;
/// Below this width of the client the parts fold.
const NAV_FOLDS: f32 = 1200.0;
/// Below this width of the client the folded parts and the folded preview are not shown at all: the
/// menus lead to both.
const NOTHING_BESIDE: f32 = 480.0;
/// An editor narrower than this has no room for a table and the preview beside it.
const TABLE_NEEDS: f32 = 1000.0;
/// An editor narrower than this has no room for the preview beside it.
const EDITOR_LEAST: f32 = 320.0;
/// An editor lower than this has no room for the problems below it.
const EDITOR_NEEDS: f32 = 430.0;

/// Width of the panel of last year's figures, and in a client that is not wider than the third.
const CARRIED: (f32, f32, f32) = (408.0, 340.0, 1280.0);
/// Below this width of the client the chosen one of last year's figures stands in a line instead.
const CARRIED_NEEDS: f32 = 1100.0;

/// Between toolbar and status line, in points: lower than this the head of the problems goes.
const LOWEST: f32 = 130.0;

/// Panes that stay unfolded although room lacks, because the clerk unfolded them by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Insist {
    /// The parts of the report.
    pub nav: bool,
    /// Whether the pane of problems is shown.
    pub problems: bool,
    /// Whether the preview is shown.
    pub preview: bool,
}

/// What the clerk chose of the panes, and what is shown in the editor.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // Each pane is folded or not, whatever the others are.
struct Wish {
    /// The editor shows a table.
    tables: bool,
    /// Years side by side stand in the editor's place: there are no pages beside them.
    years: bool,
    nav_open: bool,
    problems_open: bool,
    preview_open: bool,
    /// Height of the unfolded problems, in points.
    problems_height: f32,
    /// Width of the unfolded preview, in points.
    preview_width: f32,
    /// Last year's figures are gone through.
    checks_last: bool,
    /// The find bar stands where theirs would.
    finds: bool,
}

/// The panes of the window, and which of them are folded.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)] // Each is the pane of that name.
#[allow(clippy::struct_excessive_bools)] // Each pane is folded or not, whatever the others are.
pub struct PaneLayout {
    pub toolbar: Rect,
    pub nav: Rect,
    pub editor: Rect,
    pub problems: Rect,
    pub preview: Rect,
    pub status: Rect,
    pub nav_open: bool,
    pub problems_open: bool,
    pub preview_open: bool,
    /// The bar of last year's figures; without height where there is none.
    pub carried_bar: Rect,
    /// Whether their panel stands in the place of the preview.
    pub carried_open: bool,
}

impl PaneLayout {
    /// Divides the client.
    #[must_use]
    pub fn new(client: Rect, app: &App, insist: Insist) -> Self {
        let settings = app.settings();
        let tables = match (app.part(), app.document()) {
            (Part::Tables, _) => true,
            (Part::Section(n), Some(d)) => d.report().edition().table_in(n).is_some(),
            _ => false,
        };
        let wish = Wish {
            tables,
            years: app.years().is_some(),
            nav_open: settings.nav_open,
            // Comments need the room.
            problems_open: settings.problems_open && (insist.problems || !app.comments().open),
            preview_open: settings.preview_open,
            problems_height: settings.problems_height,
            preview_width: settings.preview_width,
            checks_last: app.checks_last(),
            finds: app.search().is_some(),
        };
        Self::divide(client, wish, insist)
    }

    fn divide(client: Rect, wish: Wish, insist: Insist) -> Self {
        let nav_open = wish.nav_open && (insist.nav || client.width() >= NAV_FOLDS);
        let beside = if client.width() < NOTHING_BESIDE { 0.0 } else { 1.0 };
        let nav = if nav_open { NAV.0 } else { NAV.1 * beside }.min(client.width());
        let preview = bounded(wish.preview_width, PREVIEW.1, client.width() / 2.0);
        let rest = client.width() - nav - preview;
        // Beside an open preview the editor keeps room for its fields.
        let fits = if wish.tables { rest >= TABLE_NEEDS } else { rest >= EDITOR_LEAST };
        let carried_open =
            wish.checks_last && !wish.tables && !wish.years && client.width() >= CARRIED_NEEDS;
        let preview_open =
            !wish.years && (carried_open || wish.preview_open && (insist.preview || fits));
        let preview = match (carried_open, preview_open) {
            (true, _) if client.width() > CARRIED.2 => CARRIED.0,
            (true, _) => CARRIED.1,
            (_, true) => preview,
            _ if wish.years => 0.0,
            _ => PREVIEW.0 * beside,
        };
        let preview = preview.min(client.width() - nav);
        let top = client.top() + TOOLBAR.min(client.height());
        let bottom = (client.bottom() - STATUS).max(top);
        let height = bottom - top;
        let wanted = bounded(wish.problems_height, PROBLEMS_LEAST, most_of_problems(height));
        // Where room lacks, the list gives way down to three rows before it folds.
        let spare = height - PROBLEMS_HEAD - EDITOR_NEEDS;
        let wanted = if insist.problems { wanted } else { wanted.min(spare.max(PROBLEMS_FEW)) };
        let above = height - PROBLEMS_HEAD - wanted;
        let fits = above >= EDITOR_NEEDS && !wish.years;
        let problems_open = wish.problems_open && (insist.problems || fits);
        let problems = PROBLEMS_HEAD + if problems_open { wanted.round() } else { 0.0 };
        // In a window that is lower still not even their head has room.
        let problems = if height < LOWEST && !problems_open { 0.0 } else { problems.min(height) };
        let (left, right) = (client.left() + nav, client.right() - preview);
        let bar = match (wish.checks_last && !wish.finds && !wish.years, carried_open) {
            (false, _) => 0.0,
            (true, true) => BAR,
            (true, false) => 2.0 * BAR,
        };
        let below = top + bar.min(height - problems);
        let bar_right = if carried_open { client.right() } else { right };
        let room = |x0, y0, x1, y1| Rect::from_min_max(pos2(x0, y0), pos2(x1, y1));
        Self {
            toolbar: room(client.left(), client.top(), client.right(), top),
            nav: room(client.left(), top, left, bottom),
            editor: room(left, below, right, bottom - problems),
            problems: room(left, bottom - problems, right, bottom),
            preview: room(right, if carried_open { below } else { top }, client.right(), bottom),
            carried_bar: room(left, top, bar_right, below),
            carried_open,
            status: room(client.left(), bottom, client.right(), client.bottom().max(bottom)),
            nav_open,
            problems_open,
            preview_open,
        }
    }

    /// Makes the problems as high as their edge has been dragged; `height` is in points.
    pub fn drag_problems(&mut self, height: f32) {
        let most = most_of_problems(self.nav.height());
        let height = PROBLEMS_HEAD + bounded(height, PROBLEMS_LEAST, most).round();
        // A bar above the editor keeps its room.
        let top = (self.problems.bottom() - height).max(self.editor.top());
        self.problems.min.y = top;
        self.editor.max.y = top;
    }

    /// Makes the preview as wide as its edge has been dragged; `width` is in points.
    pub fn drag_preview(&mut self, width: f32) {
        let most = (self.preview.right() - self.toolbar.left()) / 2.0;
        let width = bounded(width, PREVIEW.1, most).round();
        let left = (self.preview.right() - width).max(self.nav.right());
        self.preview.min.x = left;
        self.editor.max.x = left;
        self.problems.max.x = left;
    }
}

/// The greatest height of the problems below their head, in a client of this height between
/// toolbar and status line.
fn most_of_problems(height: f32) -> f32 {
    (height / 2.0).max(PROBLEMS_LEAST).min((height - PROBLEMS_HEAD).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::{Insist, PaneLayout, Wish};
    use egui::{Rect, vec2};

    /// Divides a client of a size in every way a clerk can have chosen.
    fn check(width: f32, height: f32) {
        for choice in 0..1024_u32 {
            let is = |bit: u32| choice & (1 << bit) != 0;
            for (problems_height, preview_width) in [(20.0, 20.0), (87.0, 508.0), (4000.0, 4000.0)]
            {
                let wish = Wish {
                    tables: is(0),
                    years: is(9),
                    nav_open: is(1),
                    problems_open: is(2),
                    preview_open: is(3),
                    problems_height,
                    preview_width,
                    checks_last: is(7),
                    finds: is(8),
                };
                let insist = Insist { nav: is(4), problems: is(5), preview: is(6) };
                let client = Rect::from_min_size(egui::Pos2::ZERO, vec2(width, height));
                let mut panes = PaneLayout::divide(client, wish, insist);
                for dragged in [None, Some(-100.0), Some(300.0), Some(9000.0)] {
                    if let Some(length) = dragged {
                        panes.drag_problems(length);
                        panes.drag_preview(length);
                    }
                    let PaneLayout { toolbar, nav, editor, problems, preview, status, .. } = panes;
                    let bar = panes.carried_bar;
                    for pane in [toolbar, nav, editor, problems, preview, status, bar] {
                        assert!(
                            pane.width() >= 0.0 && pane.height() >= 0.0,
                            "{width} × {height}: {panes:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn no_pane_has_a_negative_size() {
        for width in [0.0, 40.0, 200.0, 320.0, 719.0, 720.0, 960.0, 1366.0, 4000.0] {
            for height in [0.0, 50.0, 90.0, 104.0, 150.0, 480.0, 738.0, 2500.0] {
                check(width, height);
            }
        }
    }
}
