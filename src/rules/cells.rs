//! The cells that prose speaks of, found by what the edition says of its rows: their roles, totals
//! and labels. No edition's ids are here.

use super::balance;
use super::context::known;
use crate::edition::{Role, RowId, Table};
use crate::report::place::{CellId, Place};
use crate::report::{Report, Value};

/// The table of disclosure requests, by the roles of its rows.
pub(super) struct Applications<'a> {
    report: &'a Report,
    table: usize,
    form: &'a Table,
    /// Row: 本年新收.
    pub received: usize,
    /// Row: 上年结转.
    pub carried_in: usize,
    /// Row: （七）总计.
    pub outcomes: usize,
    /// Row: 结转下年度继续办理.
    pub carried_out: usize,
}

impl<'a> Applications<'a> {
    pub fn of(report: &'a Report) -> Option<Self> {
        let edition = report.edition();
        let RowId { table, row: received } = edition.row(Role::Received)?;
        let row = |role| edition.row(role).map(|id| id.row);
        let (carried_in, outcomes) = (row(Role::CarriedIn)?, row(Role::Outcomes)?);
        let carried_out = row(Role::CarriedOut)?;
        let form = &edition.tables[table];
        Some(Self { report, table, form, received, carried_in, outcomes, carried_out })
    }

    /// The total of a row, over all applicants.
    pub fn total(&self, row: usize) -> Option<CellId> {
        self.form.row_total(row).map(|index| CellId { table: self.table, index })
    }

    /// What the total of a row comes to, where no cell of the row is blank.
    pub fn number(&self, row: usize) -> Option<i64> {
        known(&self.report.figures, self.total(row)?)
    }

    /// Whether the identity holds in every column and the totals are as they were printed: then a
    /// text that differs from the table is the side that is wrong.
    pub fn holds(&self) -> bool {
        let figures = &self.report.figures;
        let misprinted = |total: &crate::edition::Total| {
            let id = CellId { table: self.table, index: total.total };
            figures
                .printed(id)
                .and_then(Value::count)
                .is_some_and(|told| told != figures.number(id))
        };
        let columns = balance::columns(self.report);
        columns.iter().all(|column| column.difference() == 0)
            && !self.form.totals.iter().any(misprinted)
    }

    /// The sum of several rows' totals.
    pub fn sum(&self, rows: &[usize]) -> Option<i64> {
        rows.iter().map(|row| self.number(*row)).sum()
    }

    /// The rows that an outcome's words name, and the words: 不予公开 names its eight rows,
    /// 属于国家秘密 one of them.
    pub fn named_outcomes(&self) -> Vec<(&'a str, Vec<usize>)> {
        let leaves = self.form.rows.iter().enumerate().filter(|(row, _)| {
            self.form.totals.iter().any(|total| {
                !total.across
                    && self.form.cells[total.total].row == self.outcomes
                    && total.of.iter().any(|cell| self.form.cells[*cell].row == *row)
            })
        });
        let mut named: Vec<(&str, Vec<usize>)> = Vec::new();
        for (row, leaf) in leaves {
            // The outermost label is over all of them.
            for label in leaf.path.iter().skip(1) {
                let words = without_mark(label);
                match named.iter_mut().find(|(known, _)| *known == words) {
                    Some((_, rows)) => rows.push(row),
                    None => named.push((words, vec![row])),
                }
            }
        }
        named
    }

    /// The cells of a row for applicants that clerks name, with the words: 自然人, 商业企业.
    pub fn applicant(&self, row: usize, words: &str) -> Option<CellId> {
        let cells = self.form.rows[row].cells.clone();
        let mut named = cells.filter(|index| {
            let label = self.form.column_of(*index).path.last().map_or("", String::as_str);
            self.form.cells[*index].sum_of.is_none() && label != "其他" && words.contains(label)
        });
        let index = named.next()?;
        named.next().is_none().then_some(CellId { table: self.table, index })
    }

    /// A row as a place.
    pub fn row(&self, row: usize) -> Place {
        Place::Row(self.table, row)
    }

    /// Its words: 一、本年新收政府信息公开申请数量.
    pub fn label(&self, row: usize) -> &'a str {
        self.form.rows[row].path.last().map_or("", String::as_str)
    }
}

/// A label without its number and what is in brackets: （二）部分公开（区分…） → 部分公开.
fn without_mark(label: &str) -> &str {
    let label = label.strip_prefix('（').and_then(|l| l.split_once('）')).map_or(label, |(_, l)| l);
    let label = label.split_once('（').map_or(label, |(words, _)| words);
    label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
}

/// The totals of the cases of a kind: [`Role::ReviewTotal`] or [`Role::LitigationTotal`].
pub(super) fn cases(report: &Report, kind: Role) -> Vec<CellId> {
    report.edition().cells_of(kind).map(|(table, index)| CellId { table, index }).collect()
}
