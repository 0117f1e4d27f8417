//! Steps over several cells: paste, clear, fill down. Each is one step of the history.

use super::clipboard;
use super::view::{GridCx, GridView};
use crate::app::document::paste;
use crate::app::{ClipboardCommand, DocumentCommand};
use crate::export::Copied;
use crate::report::{Edit, Value};

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

    /// Puts a pasted block on the table from the first selected cell on. A single figure goes
    /// into every selected cell.
    pub(super) fn paste(&mut self, cx: &mut GridCx<'_, '_>, text: &str) {
        let texts = clipboard::parse(text);
        let block = self.block(cx.steps());
        let Some(from) = block.first().and_then(|row| row.first().copied()) else { return };
        if let ([row], true) = (texts.as_slice(), self.is_block())
            && let [single] = row.as_slice()
        {
            let cells = block.into_iter().flatten();
            let value = |cell| (cell, Value::read(cx.sheet.kind(cell), single));
            return self.put(cx, "粘贴", cells.map(value).collect());
        }
        let placed = clipboard::place(cx.steps(), from, &texts);
        let told = tell(cx, &placed);
        let last = placed.values.last().map(|(cell, _)| *cell);
        self.put(cx, "粘贴", placed.values);
        self.active = Some(from);
        self.corner = last.filter(|last| *last != from);
        self.notice = told;
    }
}

/// What has to be said of a paste: what found no place, and totals that are not the sums.
fn tell(cx: &GridCx<'_, '_>, placed: &clipboard::Placed) -> Option<String> {
    let mut told = Vec::new();
    if placed.lost > 0 {
        told.push(format!("有 {} 个数超出表格，没有粘贴", placed.lost));
    }
    let values = placed.values.iter().map(|(cell, value)| (cx.sheet.id(*cell), value.clone()));
    let totals = placed.totals.iter().map(|(cell, text)| (cx.sheet.id(*cell), text.as_str()));
    let different = paste::different_totals(cx.sheet.report(), values, totals);
    if different > 0 {
        told.push(format!("粘贴的总计有 {different} 处与各项之和不同，已按各项计算"));
    }
    (!told.is_empty()).then(|| format!("{}。", told.join("；")))
}
