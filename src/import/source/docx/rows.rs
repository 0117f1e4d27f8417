//! A Word table's cells on their way to their places.

use super::body::lines;
use crate::import::source::flow::{FlowCell, FlowItem, characters};

#[derive(Clone, Copy)]
pub(super) struct CellSpan {
    pub columns: usize,
    /// The cell is a part of the one above.
    pub continues: bool,
}

/// Cells on their way to their places.
#[derive(Default)]
pub(super) struct DocxRows {
    pub cells: Vec<FlowCell>,
    pub row: usize,
    pub column: usize,
    /// The row being read is deleted or hidden.
    pub dropped: bool,
    /// It is hidden.
    pub hides: bool,
    /// Characters in hidden rows.
    pub hidden: usize,
    /// Words in merged cells' covered parts, which Word does not show.
    pub covered: Vec<String>,
    /// For each column the last cell that starts in it.
    last: Vec<Option<usize>>,
}

impl DocxRows {
    pub(super) fn add(&mut self, span: CellSpan, pieces: Vec<FlowItem>) {
        if self.dropped {
            if self.hides {
                self.hidden += lines(&pieces).iter().map(|line| characters(line)).sum::<usize>();
            }
            return;
        }
        let column = self.column;
        self.column += span.columns;
        let above = self.last.get(column).copied().flatten().and_then(|at| self.cells.get_mut(at));
        let above = above.filter(|cell| {
            (cell.column, cell.columns) == (column, span.columns)
                && cell.row + cell.rows == self.row
        });
        if let Some(cell) = above.filter(|_| span.continues) {
            cell.rows += 1;
            self.covered.extend(lines(&pieces).into_iter().filter(|line| !line.is_empty()));
            return;
        }
        self.last.resize(self.last.len().max(column + 1), None);
        self.last[column] = Some(self.cells.len());
        let (row, columns) = (self.row, span.columns);
        self.cells.push(FlowCell { row, column, rows: 1, columns, pieces });
    }
}
