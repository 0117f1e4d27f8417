//! Steps over several cells: paste, clear, fill down. Each is one step of the history.

use super::clipboard;
use super::view::{GridCx, GridView};
use crate::app::paste::{self, PastedBlock, PastedFigure, PlacedFigures};
use crate::app::{ClipboardCommand, DocumentCommand, EditRequest};
use crate::export::Copied;
use crate::report::place::Place;
use crate::report::{Edit, Value};
use crate::ui::edited_field;

impl GridView {
    /// Puts values into cells as one step, named by what is done and how many cells it changes.
    fn put(&mut self, cx: &mut GridCx<'_, '_>, what: &str, values: Vec<(usize, Value)>) {
        self.leave(cx);
        let changed: Vec<Edit> = values
            .into_iter()
            .filter(|(cell, value)| !cx.sheet.is_total(*cell) && cx.sheet.typed(*cell) != value)
            .map(|(cell, value)| Edit::Value(cx.sheet.id(cell), value))
            .collect();
        if !changed.is_empty() {
            let label = format!("{what} {} {} 格", cx.sheet.form.name, changed.len());
            cx.out.push(DocumentCommand::Edit { label, edits: changed, merge: None });
            cx.ctx.request_discard("totals change in the frame of the keystroke");
        }
    }

    /// Does with the selected cells what a menu asks for; the keyboard comes back to them.
    pub(super) fn carry_out(&mut self, cx: &mut GridCx<'_, '_>, request: EditRequest) {
        let Some(active) = self.active else { return };
        let id = super::view::cell_id(cx.sheet.table, active);
        cx.ctx.memory_mut(|memory| memory.request_focus(id));
        self.focused = true;
        match request {
            EditRequest::Cut => {
                self.copy(cx);
                self.clear(cx, "剪切");
            }
            EditRequest::Copy => self.copy(cx),
            EditRequest::Paste => edited_field::ask(cx.ctx, request),
            EditRequest::Comment | EditRequest::PutComment => {
                let place = Place::Cell(cx.sheet.id(active));
                cx.out.push(edited_field::comment(cx.sheet.report(), &place, request));
            }
            // A text's own.
            EditRequest::NextHeading => {}
            EditRequest::FillDown => self.fill_down(cx),
            EditRequest::FillRight => self.fill_right(cx),
            EditRequest::FillBlock => {
                let cells: Vec<usize> = self.block(cx.steps()).into_iter().flatten().collect();
                self.zeros(cx, &cells);
            }
        }
    }

    /// Clears the selected cells.
    pub(super) fn clear(&mut self, cx: &mut GridCx<'_, '_>, what: &str) {
        let cells = self.block(cx.steps()).into_iter().flatten();
        let values = cells.map(|cell| (cell, Value::Blank)).collect();
        self.put(cx, what, values);
    }

    /// The selected cells' texts on the clipboard.
    pub(super) fn copy(&self, cx: &mut GridCx<'_, '_>) {
        let text = clipboard::copy(cx.steps(), &self.block(cx.steps()), |c| cx.sheet.shown(c));
        cx.out.push(ClipboardCommand::Put(Copied::figures(text)));
    }

    /// Copies the top row of the selected block into the rows below it; without a block, the cell
    /// above into the active one.
    pub(super) fn fill_down(&mut self, cx: &mut GridCx<'_, '_>) {
        let Some(active) = self.active else { return };
        let steps = cx.steps();
        let rows = if self.is_block() {
            self.block(steps)
        } else {
            let goal_column = cx.shape.cell_rects[active].column;
            let Some(above) = steps.down(active, goal_column, -1) else { return };
            vec![vec![above], vec![active]]
        };
        let Some((first, below)) = rows.split_first() else { return };
        let mut values = Vec::new();
        for row in below {
            for (from, to) in first.iter().zip(row) {
                let text = cx.sheet.shown(*from);
                values.push((*to, Value::read(cx.sheet.kind(*to), &text)));
            }
        }
        self.put(cx, "向下填充", values);
    }

    /// Copies the left column of the selected block into the columns right of it; without a block,
    /// the cell at the left into the active one.
    pub(super) fn fill_right(&mut self, cx: &mut GridCx<'_, '_>) {
        let Some(active) = self.active else { return };
        let steps = cx.steps();
        let rows = if self.is_block() {
            self.block(steps)
        } else {
            let Some(left) = steps.across(active, false) else { return };
            vec![vec![left, active]]
        };
        let mut values = Vec::new();
        for row in &rows {
            let Some((from, others)) = row.split_first() else { continue };
            let text = cx.sheet.shown(*from);
            values.extend(others.iter().map(|to| (*to, Value::read(cx.sheet.kind(*to), &text))));
        }
        self.put(cx, "向右填充", values);
    }

    /// Puts 0 into the blank ones of some cells.
    pub(super) fn zeros(&mut self, cx: &mut GridCx<'_, '_>, cells: &[usize]) {
        let blank = |cell: &&usize| cx.sheet.typed(**cell).is_blank();
        let zero = |cell: &usize| (*cell, Value::read(cx.sheet.kind(*cell), "0"));
        let values = cells.iter().filter(blank).map(zero).collect();
        self.put(cx, "空白补 0", values);
    }

    /// Puts a pasted block on the table: where its labels say, else from the first selected cell on.
    /// A single figure goes into every selected cell.
    pub(super) fn paste(&mut self, cx: &mut GridCx<'_, '_>, text: &str) {
        let pasted = PastedBlock::read(text);
        let block = self.block(cx.steps());
        let Some(from) = block.first().and_then(|row| row.first().copied()) else { return };
        let placed = match pasted.single().filter(|_| self.is_block()) {
            Some(single) => everywhere(cx, block.iter().flatten().copied(), single),
            None => paste::place(cx.sheet.report().edition(), cx.sheet.table, from, &pasted),
        };
        let told = tell(cx, &placed);
        let (first, last) = (placed.values.first(), placed.values.last());
        let (first, last) = (first.map_or(from, |(cell, _)| *cell), last.map(|(cell, _)| *cell));
        self.put(cx, "粘贴", placed.values);
        if let Some(refused) = placed.refused.into_iter().next() {
            // What is to be looked at has the cursor.
            self.enter_goal_column(cx, refused.cell);
            self.refused = Some(refused.text);
        } else if placed.by_labels {
            self.enter_goal_column(cx, first);
        } else if !self.is_block() || pasted.single().is_none() {
            self.active = Some(from);
            self.corner = last.filter(|last| *last != from);
        }
        self.notice = told;
    }
}

/// A single figure in each of some cells.
fn everywhere(
    cx: &GridCx<'_, '_>,
    cells: impl Iterator<Item = usize>,
    text: &str,
) -> PlacedFigures {
    let mut placed = PlacedFigures::default();
    for cell in cells.filter(|cell| !cx.sheet.is_total(*cell)) {
        match paste::figure(cx.sheet.kind(cell), text) {
            PastedFigure::Plain(value) => placed.values.push((cell, value)),
            PastedFigure::Made(value) => {
                placed.made = vec![(text.to_owned(), value.text())];
                placed.values.push((cell, value));
            }
            PastedFigure::None => {
                placed.refused.push(paste::RefusedText { cell, text: text.to_owned() });
            }
        }
    }
    placed
}

/// What has to be said of a paste: what was left out or made of it, and totals that are not the sums.
fn tell(cx: &GridCx<'_, '_>, placed: &PlacedFigures) -> Option<String> {
    let mut told = placed.told();
    let values = placed.values.iter().map(|(cell, value)| (cx.sheet.id(*cell), value.clone()));
    let totals = placed.totals.iter().map(|(cell, text)| (cx.sheet.id(*cell), text.as_str()));
    let different = paste::different_totals(cx.sheet.report(), values, totals);
    if different > 0 {
        told.push(format!("粘贴的总计有 {different} 处与各项之和不同，已按各项计算"));
    }
    (!told.is_empty()).then(|| format!("{}。", told.join("；")))
}
