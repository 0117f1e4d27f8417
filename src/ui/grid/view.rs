//! What a grid remembers between frames: where the cursor is, what is being typed, how far it is
//! scrolled. Nothing of it is part of the report.

use std::sync::Arc;

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Id};

use super::panes::Scroll;
use super::shape::Shape;
use super::sheet::GridSheet;
use super::steps::Steps;
use crate::app::{DocumentCommand, Merge, NavigationCommand};
use crate::report::place::Place;
use crate::report::{Edit, Value};
use crate::ui::commands::Commands;

/// What the arrows (and Home, End, copy) work on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Arrows {
    /// The table: what is typed replaces what stands in the cell.
    #[default]
    Cells,
    /// The text of the active cell, after F2 or a double click.
    Text,
}

/// State of one table's grid.
#[derive(Default)]
pub struct GridView {
    /// The cell with the cursor.
    pub(super) active: Option<usize>,
    /// The other corner of the selected block.
    pub(super) corner: Option<usize>,
    /// The column of the grid that up and down keep to.
    pub(super) goal_column: usize,
    /// What stands in the live editor.
    pub(super) text: String,
    /// What stood in the cell when the cursor came.
    pub(super) before: Value,
    /// What the arrows move in.
    pub(super) arrows: Arrows,
    /// The report's revision when something typed was last sent.
    pub(super) sent: Option<u64>,
    /// How far it is scrolled.
    pub(super) scroll: Scroll,
    /// What of a turn of the wheel has not moved a row yet.
    pub(super) wheel: f32,
    /// The cell where a mouse button went down and is still held.
    pub(super) pressed: Option<usize>,
    /// What the last paste or cut has to say.
    pub(super) notice: Option<String>,
    /// A pasted text that the active cell refused, until the cursor goes elsewhere.
    pub(super) refused: Option<String>,
    /// Where the menu under the right button was asked for, while it is open.
    pub(super) menu_at: Option<super::context_menu::MenuAt>,
    /// Whether an input method's letters are in the editor, not yet taken over.
    pub(super) composing: bool,
    /// Whether the cursor has moved to another cell this frame.
    pub(super) moved: bool,
    /// Whether the keyboard was here in the last frame.
    pub(super) focused: bool,
    /// The geometry, kept while it fits.
    pub(super) shape: Option<Arc<Shape>>,
}

/// The id of a cell's widget.
pub(super) fn cell_id(table: usize, index: usize) -> Id {
    Id::unique("form grid").with(table).with(index)
}

/// The id of the live editor while it stands over a cell: another than the cell's, so that a client
/// that knows the cell finds its text in it, and knows the cell still when the editor has gone.
pub(super) fn editor_id(table: usize, index: usize) -> Id {
    cell_id(table, index).with("editor")
}

/// What a view needs to change itself and to send commands.
pub(super) struct GridCx<'a, 'b> {
    /// Where focus and the editor's state are kept.
    pub ctx: &'a Context,
    /// The table that is shown.
    pub sheet: &'a GridSheet<'b>,
    /// The geometry of the table on the screen.
    pub shape: &'a Shape,
    /// What is sent.
    pub out: &'a mut Commands,
}

impl GridCx<'_, '_> {
    /// Moves over the table.
    pub fn steps(&self) -> Steps<'_> {
        Steps { form: self.sheet.form, shape: self.shape }
    }
}

impl GridView {
    /// Whether the arrows move in the text of the active cell.
    pub(super) fn edits_text(&self) -> bool {
        self.arrows == Arrows::Text
    }

    /// Whether several cells are selected.
    pub(super) fn is_block(&self) -> bool {
        self.corner.is_some() && self.corner != self.active
    }

    /// The selected cells by rows; the active one where no block is selected.
    pub(super) fn block(&self, steps: Steps<'_>) -> Vec<Vec<usize>> {
        match (self.active, self.corner) {
            (Some(active), corner) => steps.block(active, corner.unwrap_or(active)),
            _ => Vec::new(),
        }
    }

    /// Puts the cursor on a cell, all of it selected, and brings it into view.
    pub(super) fn enter(&mut self, cx: &mut GridCx<'_, '_>, cell: usize) {
        self.leave(cx);
        self.active = Some(cell);
        self.corner = None;
        self.arrows = Arrows::Cells;
        (self.notice, self.refused) = (None, None);
        self.load(cx, cell);
        self.scroll.show(cx.shape, cx.shape.cell_rects[cell]);
        let total = cx.sheet.is_total(cell);
        let id = if total { cell_id } else { editor_id }(cx.sheet.table, cell);
        cx.ctx.memory_mut(|memory| memory.request_focus(id));
        cx.ctx.request_repaint();
        (self.focused, self.moved, self.composing) = (true, true, false);
        cx.out.push(NavigationCommand::Cursor(Some(Place::Cell(cx.sheet.id(cell)))));
    }

    /// Enters a cell; up and down keep to its column from now on.
    pub(super) fn enter_goal_column(&mut self, cx: &mut GridCx<'_, '_>, cell: usize) {
        self.goal_column = cx.shape.cell_rects[cell].column;
        self.enter(cx, cell);
    }

    /// Ends the typing in the active cell.
    pub(super) fn leave(&mut self, cx: &mut GridCx<'_, '_>) {
        if self.active.is_some() && self.sent.take().is_some() {
            cx.out.push(DocumentCommand::EndMerge);
        }
    }

    /// Takes the report's value into the editor.
    fn load(&mut self, cx: &GridCx<'_, '_>, cell: usize) {
        self.before = cx.sheet.typed(cell).clone();
        self.text = self.before.text();
        let characters = self.text.chars().count();
        select(cx.ctx, editor_id(cx.sheet.table, cell), 0, characters);
    }

    /// Takes over what has changed behind the editor: undo, a paste, a fill, another report.
    pub(super) fn catch_up(&mut self, cx: &mut GridCx<'_, '_>) {
        let Some(cell) = self.active else { return };
        if cell >= cx.sheet.form.cells.len() {
            *self = Self::default();
            return;
        }
        // What was just sent may not have arrived.
        if self.composing || self.sent == Some(cx.sheet.document.revision()) {
            return;
        }
        let typed = cx.sheet.typed(cell);
        if Value::read(cx.sheet.kind(cell), &self.text) != *typed {
            self.sent = None;
            self.arrows = Arrows::Cells;
            self.load(cx, cell);
        }
    }

    /// Sends what stands in the editor.
    pub(super) fn send(&mut self, cx: &mut GridCx<'_, '_>) {
        let Some(cell) = self.active.filter(|cell| !cx.sheet.is_total(*cell)) else { return };
        let id = cx.sheet.id(cell);
        let value = Value::read(cx.sheet.kind(cell), &self.text);
        cx.out.push(DocumentCommand::Edit {
            label: format!("填写 {}", cx.shape.names[cell]),
            edits: vec![Edit::Value(id, value)],
            merge: Some(Merge::Cell(id)),
        });
        self.sent = Some(cx.sheet.document.revision());
        (self.notice, self.refused) = (None, None);
        cx.ctx.request_discard("totals change in the frame of the keystroke");
    }

    /// Whether the cell that has the keyboard says something else than when the cursor came.
    pub(crate) fn is_typing(&self) -> bool {
        self.focused && self.active.is_some() && self.text != self.before.text()
    }

    /// Puts back what stood in the cell when the cursor came.
    pub(super) fn take_back(&mut self, cx: &mut GridCx<'_, '_>) {
        let Some(cell) = self.active else { return };
        self.arrows = Arrows::Cells;
        self.corner = None;
        if self.text != self.before.text() {
            self.text = self.before.text();
            self.send(cx);
        }
        let characters = self.text.chars().count();
        select(cx.ctx, editor_id(cx.sheet.table, cell), 0, characters);
    }

    /// Opens the active cell for editing, the caret at the end.
    pub(super) fn edit(&mut self, cx: &GridCx<'_, '_>) {
        if let Some(cell) = self.active.filter(|cell| !cx.sheet.is_total(*cell)) {
            self.corner = None;
            self.arrows = Arrows::Text;
            let end = self.text.chars().count();
            select(cx.ctx, editor_id(cx.sheet.table, cell), end, end);
        }
    }
}

/// Selects characters in the editor with this id.
pub(super) fn select(ctx: &Context, id: Id, from: usize, to: usize) {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(from), CCursor::new(to));
    state.cursor.set_char_range(Some(range));
    state.store(ctx, id);
}

/// The selected characters of the editor with this id.
pub(super) fn selected(ctx: &Context, id: Id) -> Option<(usize, usize)> {
    let state = TextEditState::load(ctx, id)?;
    let range = state.cursor.char_range()?.as_sorted_char_range();
    Some((range.start.0, range.end.0))
}
