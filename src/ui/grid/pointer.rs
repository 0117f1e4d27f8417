//! The mouse on the grid, and the names and values that a screen reader hears of its cells.

use egui::{Id, PointerButton, Pos2, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo};

use super::identity;
use super::paint::Paint;
use super::panes::Panes;
use super::shape::Shape;
use super::sheet::GridSheet;
use super::view::{GridCx, GridView, cell_id};
use crate::app::FindingsCommand;
use crate::finding::Finding;
use crate::grid::Content;
use crate::ui::commands::Commands;
use crate::ui::status;

/// The cell under a point.
pub(super) fn cell_under(shape: &Shape, panes: &Panes, at: Pos2) -> Option<usize> {
    shape.cell_rects.iter().position(|spot| {
        let rect = panes.rect(spot.row..spot.row + 1, spot.column..spot.end);
        rect.intersect(panes.figures(spot.row)).contains(at)
    })
}

/// Makes every cell but the one being edited a widget, and does what the mouse asks.
pub(super) fn cells(ui: &mut Ui, view: &mut GridView, cx: &mut GridCx<'_, '_>, panes: &Panes) {
    drag(ui, view, cx, panes);
    let edited = view.edited(cx.sheet);
    for region in &panes.regions {
        let clip = Rect::from_min_max(egui::pos2(panes.labels, region.clip.top()), region.clip.max);
        let mut child = ui.new_child(UiBuilder::new().max_rect(clip));
        child.set_clip_rect(clip.intersect(ui.clip_rect()));
        for cell in 0..cx.shape.cell_rects.len() {
            if region.rows.contains(&cx.shape.cell_rects[cell].row) && edited != Some(cell) {
                one(&child, view, cx, panes, cell);
            }
        }
    }
}

fn one(ui: &Ui, view: &mut GridView, cx: &mut GridCx<'_, '_>, panes: &Panes, cell: usize) {
    let spot = cx.shape.cell_rects[cell];
    let rect = panes.rect(spot.row..spot.row + 1, spot.column..spot.end);
    let id = cell_id(cx.sheet.table, cell);
    let response = ui.interact(rect, id, Sense::click_and_drag());
    describe(&response, cx.sheet, &cx.shape.names[cell], cell);
    pointed(ui, &response, view, cx, cell);
    if let Some(mark) = cx.sheet.marks[cell].filter(|_| response.hovered()) {
        let text = mark.waived.map_or(mark.message.to_owned(), |reason| {
            format!("{}\n已写明原因：{reason}", mark.message)
        });
        response.on_hover_text(text);
    }
}

fn describe(response: &Response, sheet: &GridSheet<'_>, name: &str, cell: usize) {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Cell, true, name);
        info.current_text_value = Some(sheet.shown(cell));
        info
    });
    let total = sheet.is_total(cell);
    response.ctx.accesskit_node_builder(response.id, |node| {
        if total {
            node.set_read_only();
        }
    });
}

fn pointed(
    ui: &Ui,
    response: &Response,
    view: &mut GridView,
    cx: &mut GridCx<'_, '_>,
    cell: usize,
) {
    let (down, shift) = ui.input(|input| {
        (input.pointer.button_pressed(PointerButton::Primary), input.modifiers.shift)
    });
    // A quick click goes down and up within one frame.
    if down && (response.is_pointer_button_down_on() || response.clicked()) {
        if shift && view.active.is_some() {
            view.corner = Some(cell);
        } else {
            view.enter_goal_column(cx, cell);
            view.pressed = Some(cell);
        }
    } else if response.double_clicked() {
        view.edit(cx);
    } else if response.has_focus() && view.active != Some(cell)
        || response.clicked() && !response.clicked_by(PointerButton::Primary)
    {
        // Brought here by Tab from outside, or by a screen reader.
        if view.active != Some(cell) || !view.focused {
            view.enter_goal_column(cx, cell);
        }
    }
}

/// A button that is held since a cell was pressed selects a block up to the cell it is over.
fn drag(ui: &Ui, view: &mut GridView, cx: &mut GridCx<'_, '_>, panes: &Panes) {
    let (held, at) = ui.input(|input| (input.pointer.primary_down(), input.pointer.interact_pos()));
    let Some(from) = view.pressed else { return };
    if !held {
        view.pressed = None;
        return;
    }
    if let Some(over) = at.and_then(|at| cell_under(cx.shape, panes, at))
        && (over != from || view.corner.is_some())
    {
        view.corner = Some(over);
    }
}

/// What helps with a row, over its label; over the headers, where a table has no labels.
pub(super) fn labels(ui: &Ui, sheet: &GridSheet<'_>, shape: &Shape, panes: &Panes) {
    let base = Id::unique("grid labels").with(sheet.table);
    for region in &panes.regions {
        for (index, cell) in shape.grid.cells.iter().enumerate() {
            let Content::Label(_, row) = cell.content else { continue };
            let innermost = cell.column + cell.columns == shape.grid.label_columns;
            if !innermost || !region.rows.contains(&cell.row) {
                continue;
            }
            let columns = cell.column..cell.column + cell.columns;
            let rect = panes.rect(cell.row..cell.row + cell.rows, columns).intersect(region.clip);
            help(ui, rect, base.with(index), sheet.form.rows[row].help.as_deref());
        }
    }
    if shape.grid.label_columns == 0 && shape.head > 0 {
        let rect = panes.rect(0..shape.head, 0..shape.grid.columns);
        help(ui, rect, base, sheet.form.rows[0].help.as_deref());
    }
}

/// The help of the label that the pointer is on goes to the status line: nothing covers the grid.
fn help(ui: &Ui, rect: Rect, id: Id, text: Option<&str>) {
    if let Some(text) = text.filter(|_| rect.is_positive())
        && ui.interact(rect, id, Sense::hover()).hovered()
    {
        status::say(ui.ctx(), text);
    }
}

/// What a screen reader hears of the line that checks the identity.
pub(super) fn identity(ui: &Ui, paint: &Paint<'_>) {
    let Some(row) = paint.panes.identity else { return };
    let base = Id::unique("grid identity").with(paint.sheet.table);
    for (at, (column, side)) in paint.sheet.identity.iter().enumerate() {
        let response = ui.interact(paint.identity_cell(row, at), base.with(at), Sense::hover());
        response.widget_info(|| {
            let name = format!("勾稽核对 {}", column.name);
            let mut info = WidgetInfo::labeled(Role::Cell, true, name);
            info.current_text_value = Some(identity::spoken(column, *side));
            info
        });
    }
}

/// Sends a cell's fix, where its button was pressed.
pub(super) fn fix(response: &Response, finding: Option<&Finding>, out: &mut Commands) {
    if response.clicked() {
        out.extend(finding.map(|finding| FindingsCommand::Fix(finding.id())));
    }
}
