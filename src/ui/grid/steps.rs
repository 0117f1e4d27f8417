//! From cell to cell.

use super::shape::{GridSpot, Shape};
use crate::edition::Table;

/// A table with where its cells stand: what moves need.
#[derive(Clone, Copy)]
pub(super) struct Steps<'a> {
    /// The table of the form that is shown.
    pub form: &'a Table,
    /// Where its cells stand.
    pub shape: &'a Shape,
}

impl Steps<'_> {
    fn spot(&self, cell: usize) -> GridSpot {
        self.shape.cell_rects[cell]
    }

    fn is_total(&self, cell: usize) -> bool {
        self.form.cells[cell].sum_of.is_some()
    }

    /// The cell of a row that covers a column of the grid, else the nearest.
    fn covering(&self, row: usize, goal_column: usize) -> Option<usize> {
        let away = |cell: &usize| {
            let GridSpot { column, end, .. } = self.spot(*cell);
            if goal_column < column {
                column - goal_column
            } else {
                (goal_column + 1).saturating_sub(end)
            }
        };
        self.form.rows[row].cells.clone().min_by_key(away)
    }

    /// The cell a number of rows below (above, if negative) in a column of the grid, as far as there are rows.
    pub fn down(&self, cell: usize, goal_column: usize, rows: isize) -> Option<usize> {
        let row = self.form.cells[cell].row;
        let target = row.saturating_add_signed(rows).min(self.form.rows.len() - 1);
        if target == row { None } else { self.covering(target, goal_column) }
    }

    /// The neighbour in the row.
    pub fn across(&self, cell: usize, forward: bool) -> Option<usize> {
        let row = &self.form.rows[self.form.cells[cell].row].cells;
        let next = if forward { cell + 1 } else { cell.checked_sub(1)? };
        row.contains(&next).then_some(next)
    }

    /// The next cell to type in, row by row.
    pub fn next_typed(&self, cell: usize, forward: bool) -> Option<usize> {
        let typed = |at: &usize| !self.is_total(*at);
        if forward {
            (cell + 1..self.form.cells.len()).find(typed)
        } else {
            (0..cell).rev().find(typed)
        }
    }

    /// The next cell to type in, column by column: below, then from the top of the next column
    /// on. A cell over several columns belongs to the first of them. Parts of a table with columns
    /// of their own come one after the other, as they are read.
    pub fn next_in_column(&self, cell: usize, forward: bool) -> Option<usize> {
        let band = |at: usize| self.form.rows[self.form.cells[at].row].band;
        let key = |at: usize| (band(at), self.spot(at).column, self.spot(at).row);
        let here = key(cell);
        let typed = (0..self.form.cells.len()).filter(|at| !self.is_total(*at));
        if forward {
            typed.filter(|at| key(*at) > here).min_by_key(|at| key(*at))
        } else {
            typed.filter(|at| key(*at) < here).max_by_key(|at| key(*at))
        }
    }

    /// The first or last cell of a cell's row.
    pub fn row_end(&self, cell: usize, last: bool) -> usize {
        let row = &self.form.rows[self.form.cells[cell].row].cells;
        if last { row.end - 1 } else { row.start }
    }

    /// The cells between two, by rows: those that share a column with the rectangle the two span.
    pub fn block(&self, one: usize, other: usize) -> Vec<Vec<usize>> {
        let (a, b) = (self.spot(one), self.spot(other));
        let (left, right) = (a.column.min(b.column), a.end.max(b.end));
        let (first, last) = {
            let (a, b) = (self.form.cells[one].row, self.form.cells[other].row);
            (a.min(b), a.max(b))
        };
        let inside = |cell: &usize| {
            let GridSpot { column, end, .. } = self.spot(*cell);
            column < right && left < end
        };
        (first..=last)
            .map(|row| self.form.rows[row].cells.clone().filter(inside).collect())
            .collect()
    }

    /// The columns of the grid that a block takes.
    pub fn columns(&self, block: &[Vec<usize>]) -> std::ops::Range<usize> {
        let cell_rects = || block.iter().flatten().map(|cell| self.spot(*cell));
        let left = cell_rects().map(|spot| spot.column).min().unwrap_or(0);
        left..cell_rects().map(|spot| spot.end).max().unwrap_or(left)
    }
}
