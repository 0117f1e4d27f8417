//! The balance identity of the open report, reckoned once a change.

use crate::report::Report;
use crate::rules::{self, Column};

/// Both sides of the balance identity under every column that has one.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    columns: Vec<Column>,
}

impl Identity {
    /// Reckons the identity of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        Self { columns: rules::columns(report) }
    }

    /// The columns, in the order of the form.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The columns that fail by themselves: totals that only add up what fails beside them aside.
    #[must_use]
    pub fn failing(&self) -> Vec<&Column> {
        let failing: Vec<_> = self.columns.iter().filter(|c| c.difference() != 0).collect();
        let count = failing.len();
        failing.into_iter().filter(|c| !c.total || count == 1).collect()
    }

    /// The identity in one line: 勾稽：7 列平衡, or how many columns fail, with both sides of the
    /// first.
    #[must_use]
    pub fn words(&self) -> String {
        let failing = self.failing();
        let Some(first) = failing.first() else {
            return format!("勾稽：{} 列平衡", self.columns.len());
        };
        let side =
            |figures: &[i64]| figures.iter().map(i64::to_string).collect::<Vec<_>>().join("＋");
        let (left, right) = (side(&first.left), side(&first.right));
        let (count, difference) = (failing.len(), first.difference().abs());
        format!("勾稽：{count} 列不平。{} {left}≠{right}，差 {difference}", first.name)
    }
}
