//! Steps over several cells: paste, clear, fill down. Each is one step of the history.

use super::clipboard;
use super::view::{GridView, Hand};
use crate::app::Command;
use crate::report::{Edit, Value};

impl GridView {
    /// Puts values into cells as one step, named by what is done and how many cells it changes.
    fn put(&mut self, hand: &mut Hand<'_, '_>, what: &str, values: Vec<(usize, Value)>) {
        self.leave(hand);
        let changed: Vec<Edit> = values
            .into_iter()
            .filter(|(cell, value)| !hand.sheet.is_total(*cell) && hand.sheet.typed(*cell) != value)
            .map(|(cell, value)| Edit::Value(hand.sheet.id(cell), value))
            .collect();
        if !changed.is_empty() {
            let label = format!("{what} {} {} 格", hand.sheet.form.name, changed.len());
            hand.out.push(Command::Edit { label, edits: changed, merge: None });
            hand.ctx.request_discard("totals change in the frame of the keystroke");
        }
    }

    /// Clears the selected cells.
    pub(super) fn clear(&mut self, hand: &mut Hand<'_, '_>, what: &str) {
        let cells = self.block(hand.steps()).into_iter().flatten();
        let values = cells.map(|cell| (cell, Value::Blank)).collect();
        self.put(hand, what, values);
    }

    /// The selected cells' texts on the clipboard.
    pub(super) fn copy(&self, hand: &Hand<'_, '_>) {
        let text =
            clipboard::copy(hand.steps(), &self.block(hand.steps()), |c| hand.sheet.shown(c));
        hand.ctx.copy_text(text);
    }

    /// Copies the top row of the selected block into the rows below it; without a block, the cell
    /// above into the active one.
    pub(super) fn fill_down(&mut self, hand: &mut Hand<'_, '_>) {
        let Some(active) = self.active else { return };
        let steps = hand.steps();
        let rows = if self.is_block() {
            self.block(steps)
        } else {
            let lane = hand.shape.spots[active].column;
            let Some(above) = steps.down(active, lane, -1) else { return };
            vec![vec![above], vec![active]]
        };
        let Some((first, below)) = rows.split_first() else { return };
        let mut values = Vec::new();
        for row in below {
            for (from, to) in first.iter().zip(row) {
                let text = hand.sheet.shown(*from);
                values.push((*to, Value::read(hand.sheet.kind(*to), &text)));
            }
        }
        self.put(hand, "向下填充", values);
    }

    /// Puts a pasted block on the table from the first selected cell on. A single figure goes
    /// into every selected cell.
    pub(super) fn paste(&mut self, hand: &mut Hand<'_, '_>, text: &str) {
        let texts = clipboard::parse(text);
        let block = self.block(hand.steps());
        let Some(from) = block.first().and_then(|row| row.first().copied()) else { return };
        if let ([row], true) = (texts.as_slice(), self.is_block())
            && let [single] = row.as_slice()
        {
            let cells = block.into_iter().flatten();
            let value = |cell| (cell, Value::read(hand.sheet.kind(cell), single));
            return self.put(hand, "粘贴", cells.map(value).collect());
        }
        let placed = clipboard::place(hand.steps(), from, &texts);
        let told = tell(hand, &placed);
        let last = placed.values.last().map(|(cell, _)| *cell);
        self.put(hand, "粘贴", placed.values);
        self.active = Some(from);
        self.corner = last.filter(|last| *last != from);
        self.told = told;
    }
}

/// What has to be said of a paste: what found no place, and totals that are not the sums.
fn tell(hand: &Hand<'_, '_>, placed: &clipboard::Placed) -> Option<String> {
    let mut told = Vec::new();
    if placed.lost > 0 {
        told.push(format!("有 {} 个数超出表格，没有粘贴", placed.lost));
    }
    let mut report = hand.sheet.report().clone();
    for (cell, value) in &placed.values {
        if let Err(error) = report.apply(Edit::Value(hand.sheet.id(*cell), value.clone())) {
            debug_assert!(false, "{error}: only typed cells are pasted into");
        }
    }
    let differs = |(cell, text): &&(usize, String)| {
        let pasted = Value::read(hand.sheet.kind(*cell), text);
        pasted.count().is_some_and(|n| n != report.figures.number(hand.sheet.id(*cell)))
    };
    let different = placed.totals.iter().filter(differs).count();
    if different > 0 {
        told.push(format!("粘贴的总计有 {different} 处与各项之和不同，已按各项计算"));
    }
    (!told.is_empty()).then(|| format!("{}。", told.join("；")))
}
