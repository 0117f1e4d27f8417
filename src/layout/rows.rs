//! Which rows of a table are on a page, and how high they are.

use std::ops::Range;

use crate::grid::{Grid, GridCell};
use crate::units::Length;

use super::sheet::small;

/// Rows of a table on one page: its repeated head and a stretch of the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// Rows of the head that come first.
    pub head: usize,
    /// The grid's rows after them.
    pub body: Range<usize>,
}

impl Rows {
    /// The number of rows, those of the head included.
    pub fn len(&self) -> usize {
        self.head + self.body.len()
    }

    /// The grid's rows, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        (0..self.head).chain(self.body.clone())
    }

    /// The rows that a cell takes here, counted from the first; empty where it is not here.
    pub fn of(&self, cell: &GridCell) -> Range<usize> {
        let (start, end) = (cell.row, cell.row + cell.rows);
        if start < self.head {
            return start..end.min(self.head);
        }
        let here = |row: usize| row.clamp(self.body.start, self.body.end) - self.body.start;
        self.head + here(start)..self.head + here(end)
    }

    /// Heights of the rows: `least`, or what their cells need (by index, space around the text
    /// included). What a merged cell needs beyond that is shared by its rows.
    pub fn heights(
        &self,
        grid: &Grid,
        least: Length,
        needed: impl Fn(usize) -> Length,
    ) -> Vec<Length> {
        let mut heights = vec![least; self.len()];
        let mut merged = Vec::new();
        for (index, cell) in grid.cells.iter().enumerate() {
            match self.of(cell) {
                rows if rows.len() == 1 => {
                    let height = &mut heights[rows.start];
                    *height = needed(index).max(*height);
                }
                rows if rows.is_empty() => {}
                rows => merged.push((index, rows)),
            }
        }
        merged.sort_by_key(|(_, rows)| rows.len());
        for (index, rows) in merged {
            let missing = needed(index) - heights[rows.clone()].iter().copied().sum();
            if missing > Length::ZERO {
                let share = missing / small(rows.len()) + Length::milli(1);
                heights[rows].iter_mut().for_each(|height| *height += share);
            }
        }
        heights
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;
    use crate::grid::{Content, Grid, GridCell};
    use crate::units::Length;

    fn cell(row: usize, rows: usize, column: usize) -> GridCell {
        GridCell { row, rows, column, columns: 1, content: Content::Figure(0) }
    }

    /// A head row, then a merged cell beside three rows.
    fn grid() -> Grid {
        let cells = vec![
            cell(0, 1, 0),
            cell(0, 1, 1),
            cell(1, 3, 0),
            cell(1, 1, 1),
            cell(2, 1, 1),
            cell(3, 1, 1),
        ];
        Grid { rows: 4, columns: 2, label_columns: 1, head_rows: 1, cells }
    }

    fn check(rows: &Rows, expected: &[i32]) {
        let needed = |cell: usize| Length::milli([10, 10, 100, 30, 10, 10][cell]);
        let found = rows.heights(&grid(), Length::milli(20), needed);
        assert_eq!(found.iter().map(|height| height.0).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn merged_cells_make_their_rows_higher() {
        check(&Rows { head: 0, body: 0..4 }, &[20, 41, 31, 31]);
        check(&Rows { head: 1, body: 1..4 }, &[20, 41, 31, 31]);
        // A merged label is repeated, and needs its room again.
        check(&Rows { head: 1, body: 2..4 }, &[20, 51, 51]);
        check(&Rows { head: 1, body: 3..4 }, &[20, 100]);
    }

    #[test]
    fn cells_are_cut_to_the_page() {
        let rows = Rows { head: 1, body: 2..3 };
        assert_eq!(rows.of(&cell(1, 3, 0)), 1..2);
        assert_eq!(rows.of(&cell(0, 1, 0)), 0..1);
        assert!(rows.of(&cell(1, 1, 1)).is_empty());
        assert!(rows.of(&cell(3, 1, 1)).is_empty());
        assert_eq!(rows.iter().collect::<Vec<_>>(), [0, 2]);
    }
}
