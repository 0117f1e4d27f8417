//! Where the panes of an import under review stand, in a window of any size.

use egui::{Pos2, Rect, pos2};

use crate::ui::bounded::bounded;

/// Height of the line at the top.
const HEAD: f32 = 44.0;
/// Height of the line with the parts of the form.
const PARTS: f32 = 36.0;
/// Height of the line at the bottom.
pub(super) const FOOT: f32 = 54.0;
/// Upper bound on the rows of the list that are shown at first, and the same where room lacks.
const ITEMS: (usize, usize) = (5, 3);
/// Width that the form needs to show all columns of its widest table.
const FORM: f32 = 852.0;
/// A window lower than this lacks room.
const LOW: f32 = 700.0;

/// Least width of the source and of the form, and most of the window's height that the list takes.
const LEAST: (f32, f32, f32) = (220.0, 360.0, 0.5);

/// How large the clerk wants the panes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PaneSizes {
    /// Width of the source; 0 for the usual share.
    pub source: f32,
    /// Height of the list, its head aside; 0 for the usual one.
    pub list: f32,
    /// How many rows the list has: an empty one takes no room.
    pub rows: usize,
}

/// What is shown where the window has no room for everything at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ReviewPage {
    /// The source.
    Source,
    /// The report that was read from it.
    #[default]
    Form,
    /// What there is to look at.
    Items,
}

/// Whether a window has no room for the source beside the form and the list below both.
pub(super) fn is_small(whole: Rect) -> bool {
    whole.width() < 760.0 || whole.height() < 480.0
}

/// Where everything stands; what is not shown has no place.
#[allow(missing_docs)] // Each is the pane of that name.
pub(super) struct Places {
    pub head: Rect,
    pub pages: Option<Rect>,
    pub source: Option<Rect>,
    /// The line with the parts of the form, and the form.
    pub form: Option<(Rect, Rect)>,
    pub items: Option<Rect>,
    pub foot: Rect,
    /// From where to where lines are drawn.
    pub lines: Vec<(Pos2, Pos2)>,
}

/// Height of the list in whole rows: as many as the clerk wants, never more than there are.
fn list_height(sizes: PaneSizes, low: bool, room: f32) -> f32 {
    let (head, row) = (super::items::HEAD, super::items::ROW);
    let rows = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * row;
    if sizes.rows == 0 {
        return 0.0;
    }
    let usual = rows(if low { ITEMS.1 } else { ITEMS.0 });
    let wanted = if sizes.list > 0.0 { (sizes.list / row).round().max(1.0) * row } else { usual };
    let most = (room * LEAST.2).max((head + usual).min(room)) - head;
    let fitting = (most / row).floor().max(1.0) * row;
    head + wanted.min(rows(sizes.rows)).min(fitting)
}

impl Places {
    /// The source beside the form, the list below both.
    pub fn all(whole: Rect, foot: f32, sizes: PaneSizes) -> Self {
        let (top, foot) = (whole.top() + HEAD, whole.bottom() - foot);
        let list = foot - list_height(sizes, whole.height() < LOW, foot - top);
        let share = (whole.width() * 0.36).min(whole.width() - FORM);
        let usual = bounded(share, 340.0_f32.min(whole.width() / 2.0), 560.0);
        let wide = if sizes.source > 0.0 { sizes.source } else { usual };
        let most = (whole.width() - LEAST.1).max(LEAST.0);
        let left = whole.left() + bounded(wide, LEAST.0, most).round();
        let room = |x0, y0, x1, y1| Rect::from_min_max(pos2(x0, y0), pos2(x1, y1));
        let parts = room(left, top, whole.right(), top + PARTS);
        Self {
            head: room(whole.left(), whole.top(), whole.right(), top),
            pages: None,
            source: Some(room(whole.left(), top, left, list)),
            form: Some((parts, room(left, parts.bottom(), whole.right(), list))),
            items: (list < foot).then(|| room(whole.left(), list, whole.right(), foot)),
            foot: room(whole.left(), foot, whole.right(), whole.bottom()),
            lines: vec![
                (pos2(whole.left(), top), pos2(whole.right(), top)),
                (pos2(left, top), pos2(left, list)),
                (pos2(whole.left(), list), pos2(whole.right(), list)),
                (pos2(whole.left(), foot), pos2(whole.right(), foot)),
            ],
        }
    }

    /// One of them at a time.
    pub fn one(whole: Rect, foot: f32, page: ReviewPage) -> Self {
        let (top, foot) = (whole.top() + HEAD, whole.bottom() - foot);
        let room = |y0: f32, y1: f32| {
            Rect::from_min_max(pos2(whole.left(), y0), pos2(whole.right(), y1.max(y0)))
        };
        let below = top + PARTS;
        let rest = room(below, foot);
        let (parts, form) = rest.split_top_bottom_at_y((below + PARTS).min(rest.bottom()));
        Self {
            head: room(whole.top(), top),
            pages: Some(room(top, below)),
            source: (page == ReviewPage::Source).then_some(rest),
            form: (page == ReviewPage::Form).then_some((parts, form)),
            items: (page == ReviewPage::Items).then_some(rest),
            foot: room(foot, whole.bottom()),
            lines: vec![
                (pos2(whole.left(), top), pos2(whole.right(), top)),
                (pos2(whole.left(), foot), pos2(whole.right(), foot)),
            ],
        }
    }
}
