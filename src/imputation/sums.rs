//! The sums of a table as equations, and what they say of figures that are missing.

use std::ops::Range;

use crate::edition::Table;

/// One equation: both sides, as cells, add up to the same.
#[derive(Debug)]
struct Sum {
    left: Vec<usize>,
    right: Vec<usize>,
}

/// All equations of a table.
#[derive(Debug)]
pub(super) struct Sums(Vec<Sum>);

impl Sum {
    fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.left.iter().chain(&self.right).copied()
    }

    /// Left less right; `None` where a cell is not known.
    fn difference(&self, known: &[Option<i64>]) -> Option<i64> {
        let side = |cells: &[usize]| cells.iter().map(|cell| known[*cell]).sum::<Option<i64>>();
        Some(side(&self.left)? - side(&self.right)?)
    }

    /// The only cell that is not known, and what it must be.
    fn missing(&self, known: &[Option<i64>]) -> Option<(usize, i64)> {
        let mut unknown = self.cells().filter(|cell| known[*cell].is_none());
        let (cell, None) = (unknown.next()?, unknown.next()) else { return None };
        let side = |cells: &[usize]| cells.iter().filter_map(|cell| known[*cell]).sum::<i64>();
        let difference = side(&self.right) - side(&self.left);
        Some((cell, if self.left.contains(&cell) { difference } else { -difference }))
    }
}

impl Sums {
    pub(super) fn of(table: &Table) -> Self {
        let mut sums: Vec<Sum> = table
            .totals
            .iter()
            .map(|total| Sum { left: total.of.clone(), right: vec![total.total] })
            .collect();
        if let Some((left, right)) = &table.balance {
            for column in 0..table.band_of(left[0]).columns.len() {
                let cells = |rows: &[usize]| {
                    rows.iter().filter_map(|row| table.cell_at(*row, column)).collect()
                };
                sums.push(Sum { left: cells(left), right: cells(right) });
            }
        }
        Self(sums)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The figures, and those that the sums leave one answer for. Nothing is concluded from a
    /// figure that a sum speaks against, and nothing is less than 0.
    pub(super) fn solve(&self, known: &[Option<i64>]) -> Vec<Option<i64>> {
        let mut doubtful = vec![false; known.len()];
        loop {
            let solved = self.conclude(known, &doubtful);
            let mut changed = false;
            for sum in self.0.iter().filter(|sum| sum.difference(&solved).is_some_and(|d| d != 0)) {
                for cell in sum.cells() {
                    changed |= !std::mem::replace(&mut doubtful[cell], true);
                }
            }
            if !changed {
                return solved;
            }
        }
    }

    fn conclude(&self, known: &[Option<i64>], doubtful: &[bool]) -> Vec<Option<i64>> {
        let mut solved = known.to_vec();
        loop {
            let mut changed = false;
            for sum in &self.0 {
                if let Some((cell, number)) = sum.missing(&solved)
                    && number >= 0
                    && !sum.cells().any(|cell| doubtful[cell])
                {
                    solved[cell] = Some(number);
                    changed = true;
                }
            }
            if !changed {
                return solved;
            }
        }
    }

    /// Whether every sum with a cell of the row is known and right.
    pub(super) fn hold_for(&self, figures: &[Option<i64>], row: &Range<usize>) -> bool {
        let with = self.0.iter().filter(|sum| sum.cells().any(|cell| row.contains(&cell)));
        with.map(|sum| sum.difference(figures)).all(|difference| difference == Some(0))
    }
}
