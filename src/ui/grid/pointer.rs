//! The mouse on the grid.

use egui::{PointerButton, Pos2, Rect, Response, Sense, Ui};

use super::panes::Panes;
use super::shape::{GridSpot, Shape};
use super::spoken;
use super::view::{GridCx, GridView, cell_id};
use crate::app::FindingsCommand;
use crate::finding::Finding;
use crate::ui::commands::Commands;

/// The cell under a point.
pub(super) fn cell_under(shape: &Shape, panes: &Panes, at: Pos2) -> Option<usize> {
    shape.cell_rects.iter().position(|spot| {
        let rect = panes.rect(spot.row..spot.row + 1, spot.column..spot.end);
        rect.intersect(panes.figures(spot.row)).contains(at)
    })
}

/// The cell of the row whose label is under a point: the next one to the right, else the row's last.
pub(super) fn cell_beside(shape: &Shape, panes: &Panes, at: Pos2) -> Option<usize> {
    let row_of = |spot: &GridSpot| {
        let rect = panes.rect(spot.row..spot.row + 1, spot.column..spot.end);
        Some(rect.intersect(panes.figures(spot.row))).filter(Rect::is_positive)
    };
    let spots = shape.cell_rects.iter().enumerate();
    let in_row = spots.filter_map(|(cell, spot)| {
        let rect = row_of(spot)?;
        let whole = panes.rect(spot.row..spot.row + 1, 0..shape.grid.columns);
        (rect.y_range().contains(at.y) && whole.contains(at)).then_some((cell, rect.left()))
    });
    let in_row: Vec<(usize, f32)> = in_row.collect();
    let right = in_row.iter().filter(|(_, left)| *left >= at.x);
    let next = right.min_by(|a, b| a.1.total_cmp(&b.1));
    next.or_else(|| in_row.iter().max_by(|a, b| a.1.total_cmp(&b.1))).map(|(cell, _)| *cell)
}

/// Makes every cell a widget in its row of the table, and does what the mouse asks.
pub(super) fn cells(table: &mut Ui, view: &mut GridView, cx: &mut GridCx<'_, '_>, panes: &Panes) {
    drag(table, view, cx, panes);
    let mut cells = vec![Vec::new(); cx.shape.grid.rows];
    for (cell, spot) in cx.shape.cell_rects.iter().enumerate() {
        cells[spot.row].push(cell);
    }
    for region in &panes.regions {
        for row in region.rows.clone() {
            let first = cells[row].first().copied();
            let line = spoken::row(table, (cx.sheet, cx.shape, panes), region, (row, first));
            for cell in &cells[row] {
                one(&line, view, cx, panes, *cell);
            }
        }
    }
}

fn one(ui: &Ui, view: &mut GridView, cx: &mut GridCx<'_, '_>, panes: &Panes, cell: usize) {
    let spot = cx.shape.cell_rects[cell];
    let rect = panes.rect(spot.row..spot.row + 1, spot.column..spot.end);
    let id = cell_id(cx.sheet.table, cell);
    let response = ui.interact(rect, id, Sense::click_and_drag());
    spoken::cell(&response, cx.sheet, &cx.shape.spoken[cell], cell);
    spoken::set(&response, view, cx, cell);
    pointed(ui, &response, view, cx, cell);
    if let Some(mark) = cx.sheet.marks[cell].filter(|_| response.hovered()) {
        let text = mark.waived.map_or(mark.message.to_owned(), |reason| {
            format!("{}\n已写明原因：{reason}", mark.message)
        });
        response.on_hover_text(text);
    }
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
    // An editor that came up in the frame of a click would be taken to be clicked beside, and lose the
    // keyboard: it comes in the next.
    if !held && ui.input(|i| i.pointer.any_pressed() || i.pointer.any_released()) {
        ui.ctx().request_repaint();
    } else if !held {
        view.pressed = None;
        return;
    }
    if let Some(over) = at.and_then(|at| cell_under(cx.shape, panes, at))
        && (over != from || view.corner.is_some())
    {
        view.corner = Some(over);
    }
}

/// Sends a cell's fix, where its button was pressed.
pub(super) fn fix(response: &Response, finding: Option<&Finding>, out: &mut Commands) {
    if response.clicked() {
        out.extend(finding.map(|finding| FindingsCommand::Fix(finding.id())));
    }
}
