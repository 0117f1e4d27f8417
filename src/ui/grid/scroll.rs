//! Scrolling by whole rows: the wheel, the bar, and the word that tells how many rows are below.

use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::panes::Panes;
use super::pen;
use super::shape::Shape;
use super::view::{GridCx, GridView};
use crate::ui::bounded::bounded;
use crate::ui::icons;
use crate::ui::theme::{Colours, size};

/// Turns of the wheel over the table, a whole row at a time. What the table cannot use is left to
/// what it stands in.
pub(super) fn wheel(ui: &Ui, view: &mut GridView, shape: &Shape, panes: &Panes) {
    if !ui.rect_contains_pointer(panes.frame) {
        view.wheel = 0.0;
        return;
    }
    let delta = ui.input(egui::InputState::smooth_scroll_delta);
    if delta.x.abs() > 0.0 && panes.side_room > 0.0 {
        view.scroll.side = bounded(view.scroll.side - delta.x, 0.0, panes.side_room);
    }
    let can =
        |up: bool| if up { view.scroll.first > 0 } else { view.scroll.first < panes.last_first };
    if delta.y == 0.0 || !can(delta.y > 0.0) {
        view.wheel = 0.0;
        return;
    }
    ui.input_mut(|input| input.smooth_scroll_delta.y = 0.0);
    view.wheel += delta.y;
    let row = shape.row_height();
    while view.wheel >= row {
        view.wheel -= row;
        view.scroll.first = view.scroll.first.saturating_sub(1);
    }
    while view.wheel <= -row {
        view.wheel += row;
        view.scroll.first = (view.scroll.first + 1).min(panes.last_first);
    }
}

/// How many rows a screenful is.
pub(super) fn page(shape: &Shape) -> usize {
    let mut left = shape.scrolled;
    let fits = |height: &&f32| {
        left -= **height;
        left > -0.5
    };
    shape.heights[shape.body()].iter().take_while(fits).count().max(1)
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
// A table has a few dozen rows.
fn share(count: usize, of: usize) -> f32 {
    count as f32 / of.max(1) as f32
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
// Not negative, and at most the number of rows.
fn nearest(share: f32, of: usize) -> usize {
    (bounded(share, 0.0, 1.0) * of as f32).round() as usize
}

/// The bar at the right of the rows that scroll.
pub(super) fn bar(
    ui: &Ui,
    view: &mut GridView,
    cx: &GridCx<'_, '_>,
    panes: &Panes,
    colours: &Colours,
) {
    let (shape, table) = (cx.shape, cx.sheet.table);
    if shape.whole || panes.last_first == 0 {
        return;
    }
    let Some(region) = panes.regions.get(1) else { return };
    let clip = region.clip;
    let (gap, wide) = if shape.bar < 12.0 { (2.0, 4.0) } else { (6.0, 6.0) };
    let corner = pos2(panes.frame.right() + gap, clip.top() + 2.0);
    let track = Rect::from_min_size(corner, vec2(wide, clip.height() - 4.0));
    let rows = shape.body().len();
    let length = (track.height() * share(rows - panes.last_first, rows)).max(24.0);
    let travel = track.height() - length;
    let id = Id::unique("grid bar").with(table);
    let response = ui.interact(track.expand2(vec2(4.0, 0.0)), id, Sense::DRAG);
    if let Some(at) = response.interact_pointer_pos() {
        let up = (at.y - track.top() - length / 2.0) / travel.max(1.0);
        view.scroll.first = nearest(up, panes.last_first);
    }
    let top = track.top() + travel * share(view.scroll.first, panes.last_first);
    let thumb = Rect::from_min_size(pos2(track.left(), top), vec2(wide, length));
    let colour =
        if response.dragged() || response.hovered() { colours.edge } else { colours.line2 };
    ui.painter().rect_filled(thumb, 3.0, colour);
}

/// 下有12行, in the first of the rows that stay at the bottom; a click shows the next screenful.
pub(super) fn below(
    ui: &Ui,
    view: &mut GridView,
    cx: &GridCx<'_, '_>,
    panes: &Panes,
    colours: &Colours,
) {
    let (shape, table) = (cx.shape, cx.sheet.table);
    let (Some(region), true) = (panes.regions.get(2), panes.below > 0) else { return };
    if region.rows.is_empty() {
        return;
    }
    let words = format!("下有{}行", panes.below);
    let mut galley = pen::line(ui.painter(), &words, size::SMALL);
    let width = galley.size().x + 22.0;
    let free = shape.grid.cells.iter().find(|cell| {
        panes.goes_on(region, cell)
            && cell.column < shape.grid.label_columns
            && cell.row + cell.rows > region.rows.start
    });
    let row = region.rows.start;
    let rect = if let Some(cell) = free {
        panes.rect(row..row + 1, cell.column..cell.column + cell.columns)
    } else {
        let row = panes.rect(row..row + 1, 0..shape.grid.label_columns.max(1));
        Rect::from_min_max(pos2(row.right() - width - 8.0, row.top()), row.max)
    };
    let id = Id::unique("grid below").with(table);
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    let narrow = rect.width() < width;
    if narrow {
        galley = pen::line(ui.painter(), &words, 11.0);
    }
    let from = rect.center().x - (if narrow { galley.size().x } else { width - 6.0 }) / 2.0;
    let text = if narrow { from } else { from + 17.0 };
    if !narrow {
        let at = Rect::from_center_size(pos2(from + 6.0, rect.center().y), vec2(12.0, 12.0));
        icons::CHEVRON_DOWN.paint(ui.painter(), at, colours.accent);
    }
    pen::left(ui.painter(), pos2(text, rect.center().y), galley, colours.accent);
    if response.clicked() {
        view.scroll.first = (view.scroll.first + page(shape)).min(panes.last_first);
    }
}
