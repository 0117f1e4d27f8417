//! The balance identity of the open report, reckoned once a change.

use crate::finding::Finding;
use crate::report::Report;
use crate::report::place::{CellId, Place};
use crate::rules::{self, Column};

/// How a column does in the identity, by what is filled in so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnState {
    /// All its figures are there, and both sides agree.
    Balanced,
    /// Figures are missing, and with them it can still come right.
    Unfilled,
    /// The sides of the column differ, and no blank in it can make them agree.
    Fails,
}

/// Both sides of the balance identity under every column that has one.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    columns: Vec<Column>,
    states: Vec<ColumnState>,
}

impl Identity {
    /// Reckons the identity of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let columns = rules::columns(report);
        let states = columns.iter().map(|column| state(report, column)).collect();
        Self { columns, states }
    }

    /// Reckons it for a clerk who has asked whether it is balanced: what differs fails, whatever may
    /// still be filled in.
    #[must_use]
    pub fn asked(report: &Report) -> Self {
        let mut identity = Self::of(report);
        for (column, state) in identity.columns.iter().zip(&mut identity.states) {
            if column.difference() != 0 {
                *state = ColumnState::Fails;
            }
        }
        identity
    }

    /// The columns with how each does, in the order of the form.
    pub fn columns(&self) -> impl Iterator<Item = (&Column, ColumnState)> {
        self.columns.iter().zip(self.states.iter().copied())
    }

    /// The columns that fail by themselves: totals that only add up what fails beside them aside.
    #[must_use]
    pub fn failing(&self) -> Vec<&Column> {
        let failing: Vec<_> = self.of_state(ColumnState::Fails).collect();
        let count = failing.len();
        failing.into_iter().filter(|c| !c.total || count == 1).collect()
    }

    /// Columns with blanks that can still be filled in so that the sides agree.
    #[must_use]
    pub fn unfilled(&self) -> usize {
        self.of_state(ColumnState::Unfilled).count()
    }

    fn of_state(&self, wanted: ColumnState) -> impl Iterator<Item = &Column> {
        self.columns().filter(move |(_, state)| *state == wanted).map(|(column, _)| column)
    }

    /// Whether a finding is about a column that can still come right by what is missing in it: it
    /// blocks saving, and is no fault yet.
    #[must_use]
    pub fn is_pending(&self, finding: &Finding) -> bool {
        let Place::Column(cell) = finding.place else { return false };
        self.of_state(ColumnState::Unfilled).any(|column| column.cell == cell)
    }

    /// The identity in one line: 勾稽：7 列平衡; 勾稽：2 列平衡，5 列未填; or how many columns fail,
    /// with both sides of the first.
    #[must_use]
    pub fn words(&self) -> String {
        let failing = self.failing();
        let Some(first) = failing.first() else {
            let (all, unfilled) = (self.columns.len(), self.unfilled());
            return match unfilled {
                0 => format!("勾稽：{all} 列平衡"),
                _ if unfilled == all => format!("勾稽：{all} 列未填"),
                _ => format!("勾稽：{} 列平衡，{unfilled} 列未填", all - unfilled),
            };
        };
        let side =
            |figures: &[i64]| figures.iter().map(i64::to_string).collect::<Vec<_>>().join("＋");
        let (left, right) = (side(&first.left), side(&first.right));
        let (count, difference) = (failing.len(), first.difference().abs());
        format!("勾稽：{count} 列不平。{} {left}≠{right}，差 {difference}", first.name)
    }
}

/// How a column does: a side with figures missing can only grow.
fn state(report: &Report, column: &Column) -> ColumnState {
    let difference = column.difference();
    let (left, right) = if column.printed { (0, 0) } else { missing(report, column) };
    match (left + right, difference) {
        (0, 0) => ColumnState::Balanced,
        (0, _) => ColumnState::Fails,
        (_, 0) => ColumnState::Unfilled,
        (_, 1..) if right == 0 => ColumnState::Fails,
        (_, ..=-1) if left == 0 => ColumnState::Fails,
        _ => ColumnState::Unfilled,
    }
}

/// How many figures are missing on the left and on the right side of a column.
fn missing(report: &Report, column: &Column) -> (usize, usize) {
    let table = column.cell.table;
    let form = &report.edition().tables[table];
    let at = form.cells[column.cell.index].column;
    let blanks = |rows: &[usize]| -> usize {
        let cells = rows.iter().filter_map(|row| form.cell_at(*row, at));
        let typed = cells.flat_map(|cell| form.cells[cell].sum_of.clone().unwrap_or(vec![cell]));
        let is_missing = |index: &usize| {
            let value = report.figures.typed(CellId { table, index: *index });
            value.is_blank() || value.count().is_none()
        };
        typed.filter(is_missing).count()
    };
    form.balance.as_ref().map_or((0, 0), |(left, right)| (blanks(left), blanks(right)))
}

#[cfg(test)]
mod tests {
    use super::{ColumnState, Identity};
    use crate::edition;
    use crate::report::place::CellId;
    use crate::report::{Edit, Report, Value};

    /// The state of the first column where these rows have these counts and the others are blank,
    /// or 0 where `rest` says so.
    fn check(counts: &[(&str, i64)], rest: Option<i64>, expected: ColumnState) {
        let mut report = Report::blank(edition::by_id("2021").unwrap(), "甲镇", 2025);
        let table = report.edition().tables.iter().position(|form| form.balance.is_some()).unwrap();
        let edition = report.edition().clone();
        let form = &edition.tables[table];
        for index in 0..form.cells.len() {
            let id = CellId { table, index };
            let row = form.row_of(index).id.clone();
            let count = counts.iter().find(|(name, _)| *name == row).map(|(_, count)| *count);
            let first = form.cells[index].column == 0;
            let count = count.filter(|_| first).or(rest);
            if let Some(count) = count.filter(|_| form.cells[index].sum_of.is_none()) {
                report.apply(Edit::Value(id, Value::Count(count))).unwrap();
            }
        }
        let identity = Identity::of(&report);
        let (column, state) = identity.columns().next().unwrap();
        assert_eq!(state, expected, "{counts:?} {rest:?} {}", column.sides());
    }

    #[test]
    fn blank_is_not_balanced() {
        use ColumnState::{Balanced, Fails, Unfilled};
        check(&[], None, Unfilled);
        check(&[], Some(0), Balanced);
        check(&[("received", 3)], None, Unfilled);
        check(&[("received", 3)], Some(0), Fails);
        check(&[("received", 3), ("carried_in", 0)], None, Unfilled);
        // More results than requests, and no request is missing.
        check(&[("received", 3), ("carried_in", 0), ("carried_out", 4)], None, Fails);
        check(&[("received", 3), ("carried_out", 4)], None, Unfilled);
        check(&[("received", 3), ("carried_out", 3)], Some(0), Balanced);
        check(&[("received", 3), ("carried_out", 3)], None, Unfilled);
    }

    #[test]
    fn what_differs_fails_for_a_clerk_who_asks() {
        let mut report = Report::blank(edition::by_id("2021").unwrap(), "甲镇", 2025);
        let received = Identity::of(&report).columns().next().unwrap().0.cell;
        let form = &report.edition().tables[received.table];
        let index = form.cell_at(form.row("received").unwrap(), 0).unwrap();
        let cell = CellId { index, ..received };
        report.apply(Edit::Value(cell, Value::Count(3))).unwrap();
        assert!(Identity::of(&report).failing().is_empty());
        assert_eq!(Identity::asked(&report).failing().len(), 1);
    }

    #[test]
    fn an_untouched_form_is_not_green() {
        let report = Report::blank(edition::by_id("2021").unwrap(), "甲镇", 2025);
        let identity = Identity::of(&report);
        assert_eq!(identity.words(), format!("勾稽：{} 列未填", identity.columns().count()));
        assert!(identity.failing().is_empty());
    }
}
