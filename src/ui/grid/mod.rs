//! The form grid: any table of any edition, as the official form draws it, for the keyboard first.
//!
//! The form is painted; every cell is a widget with a name and a value; one live editor stands
//! over the active cell.

mod clipboard;
mod context_menu;
mod editor;
mod edits;
mod head;
mod identity;
mod keys;
mod last;
mod notes;
mod paint;
mod panes;
mod pen;
mod pointer;
mod scroll;
mod shape;
mod sheet;
mod spoken;
mod steps;
mod tables;
mod typing;
mod view;
mod widths;
mod wrap;

use std::sync::Arc;

use egui::{Event, Key, Rect, Sense, Ui, Vec2, vec2};

pub use head::head;
pub use tables::{TablesView, tables};
pub use view::GridView;

use crate::app::{App, NavigationCommand};
use crate::report::place::Place;
use crate::ui::commands::Commands;
use crate::ui::theme;
use paint::Paint;
use panes::Panes;
use shape::{NOTES_GAP, Shape};
use sheet::GridSheet;
use view::{Arrows, GridCx, cell_id, editor_id};

/// Shows a table of the open report in the room there is; gives where the active cell is, if it has
/// just moved.
pub fn show(
    ui: &mut Ui,
    app: &App,
    table: usize,
    view: &mut GridView,
    out: &mut Commands,
) -> Option<Rect> {
    let room = ui.available_size();
    show_in(ui, app, table, view, room, out)
}

/// Shows a table in a room of its own size; gives where the active cell is, if it has just moved.
fn show_in(
    ui: &mut Ui,
    app: &App,
    table: usize,
    view: &mut GridView,
    room: Vec2,
    out: &mut Commands,
) -> Option<Rect> {
    let sheet = GridSheet::new(app, table)?;
    let former = view.shape.take();
    let shape = Shape::of(ui.painter(), former.clone(), sheet.report().edition(), table, room);
    if let (Some(former), Some(active)) = (former, view.active)
        && !Arc::ptr_eq(&former, &shape)
        && let Some(spot) = shape.cell_rects.get(active)
    {
        // A pane was folded or the window sized: the cursor stays in view.
        view.scroll.show(&shape, *spot);
    }
    view.shape = Some(Arc::clone(&shape));
    let notes = if shape.notes > 0.0 { NOTES_GAP + shape.notes } else { 0.0 };
    let size = vec2((shape.width() + shape.bar + notes).min(room.x), shape.height());
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let panes = |view: &mut GridView| Panes::new(&shape, rect.min.round(), &mut view.scroll);
    let before = panes(view);
    scroll::wheel(ui, view, &shape, &before);

    let ctx = ui.ctx().clone();
    let mut cx = GridCx { ctx: &ctx, sheet: &sheet, shape: &shape, out };
    view.catch_up(&mut cx);
    find_focus(view, &mut cx);
    arrive(view, &mut cx);
    context_menu::find(ui, view, &mut cx, &before);
    if let (Some(request), Some(Place::Cell(id))) = (app.edit_request(), app.cursor())
        && id.table == table
    {
        view.carry_out(&mut cx, request);
        cx.out.push(NavigationCommand::Edited);
    }
    if view.focused {
        keys::walk(view, &mut cx, scroll::page(&shape));
    }
    let panes = panes(view);
    // The table as a client sees it; what is drawn is painted over the same place.
    let mut table = spoken::table(ui, &sheet, &panes);
    pointer::cells(&mut table, view, &mut cx, &panes);
    draw(ui, &mut table, view, &mut cx, &panes);
    let active = view.active.filter(|_| std::mem::take(&mut view.moved))?;
    let spot = shape.cell_rects[active];
    Some(panes.rect(spot.row..spot.row + 1, spot.column..spot.end))
}

fn draw(ui: &mut Ui, table: &mut Ui, view: &mut GridView, cx: &mut GridCx<'_, '_>, panes: &Panes) {
    let (sheet, shape) = (cx.sheet, cx.shape);
    let colours = theme::colours(ui.ctx());
    let block: Vec<usize> = if view.is_block() {
        view.block(cx.steps()).into_iter().flatten().collect()
    } else {
        Vec::new()
    };
    let edited = view.edited(sheet);
    let active = view.active;
    let paint = Paint { sheet, shape, panes, colours, active, block: &block, edited };
    paint.form(ui.painter());
    spoken::identity(table, &paint);
    scroll::below(ui, view, cx, panes, colours);
    scroll::bar(ui, view, cx, panes, colours);
    notes::show(ui, &paint, cx.out);
    editor::show(ui, view, cx, panes);
    editor::ring(ui, view, &paint, shape.notes == 0.0);
    context_menu::show(ui, view, cx);
}

/// Whether the keyboard is on one of this table's cells. A key that the window took for moving
/// focus before the grid saw it is taken back.
fn find_focus(view: &mut GridView, cx: &mut GridCx<'_, '_>) {
    let ctx = cx.ctx;
    let table = cx.sheet.table;
    let mine = view.active.map(|cell| (cell_id(table, cell), editor_id(table, cell)));
    let focus = ctx.memory(egui::Memory::focused);
    let is_mine = mine.is_some_and(|(cell, editor)| focus == Some(cell) || focus == Some(editor));
    let escaped = || {
        let escape = |event: &Event| matches!(event, Event::Key { key: Key::Escape, .. });
        focus.is_none() && view.focused && ctx.input(|input| input.events.iter().any(escape))
    };
    let free = cx.sheet.app.modal().is_none();
    let here = free && mine.is_some() && (is_mine || escaped());
    if here {
        ctx.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
        if !view.focused
            && let Some(cell) = view.active
        {
            cx.out.push(NavigationCommand::Cursor(Some(Place::Cell(cx.sheet.id(cell)))));
        }
    } else if view.focused {
        view.leave(cx);
        view.arrows = Arrows::Cells;
    }
    view.focused = here;
    // The editor has the keyboard where there is one, else the cell; a client may have asked for
    // the other.
    if let (true, Some((cell, editor))) = (here, mine) {
        let wanted = if view.edited(cx.sheet).is_some() { editor } else { cell };
        if focus != Some(wanted) {
            ctx.memory_mut(|memory| memory.request_focus(wanted));
        }
    }
}

/// Goes to the place that the program wants shown.
fn arrive(view: &mut GridView, cx: &mut GridCx<'_, '_>) {
    let app = cx.sheet.app;
    let free = app.modal().is_none();
    if let Some(cell) = app.target().and_then(|place| cell_at(cx.sheet, place)) {
        if free {
            view.enter_goal_column(cx, cell);
            cx.out.push(NavigationCommand::Arrived);
        } else {
            view.active = Some(cell);
            view.scroll.show(cx.shape, cx.shape.cell_rects[cell]);
        }
    }
}

/// The cell of this table to go to for a place in it.
fn cell_at(sheet: &GridSheet<'_>, place: &Place) -> Option<usize> {
    let cells = &sheet.form.cells;
    let typed = |wanted: &dyn Fn(usize) -> bool| {
        (0..cells.len()).find(|cell| wanted(*cell) && !sheet.is_total(*cell))
    };
    match place {
        Place::Cell(id) => Some(id.index).filter(|_| id.table == sheet.table),
        Place::Column(id) if id.table == sheet.table => {
            let band = |cell: usize| sheet.form.rows[cells[cell].row].band;
            let same = |cell: usize| {
                cells[cell].column == cells[id.index].column && band(cell) == band(id.index)
            };
            typed(&same).or(Some(id.index))
        }
        Place::Row(table, row) if *table == sheet.table => typed(&|cell| cells[cell].row == *row),
        Place::Table(table) if *table == sheet.table => {
            typed(&|cell| sheet.typed(cell).is_blank()).or_else(|| sheet.first_typed())
        }
        _ => None,
    }
}
