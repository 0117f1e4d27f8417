//! The cells that prose speaks of, found by what the form says of itself: totals, the identity,
//! the words of the labels. No edition's ids stand here.

use super::context::known;
use crate::edition::Table;
use crate::report::Report;
use crate::report::place::{CellId, Place};

/// The table of applications: the one with a balance identity.
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
        let tables = &report.edition().tables;
        let table = tables.iter().position(|table| table.balance.is_some())?;
        let form = &tables[table];
        let (left, right) = form.balance.as_ref()?;
        let ([received, carried_in], [outcomes, carried_out]) = (left.as_slice(), right.as_slice())
        else {
            return None;
        };
        let rows = [*received, *carried_in, *outcomes, *carried_out];
        let [received, carried_in, outcomes, carried_out] = rows;
        Some(Self { report, table, form, received, carried_in, outcomes, carried_out })
    }

    /// The total of a row, over all applicants.
    pub fn total(&self, row: usize) -> Option<CellId> {
        let across = |total: &&crate::edition::Total| {
            total.across && self.form.cells[total.total].row == row
        };
        let total = self.form.totals.iter().find(across)?;
        Some(CellId { table: self.table, index: total.total })
    }

    /// What the total of a row comes to, where no cell of the row is blank.
    pub fn number(&self, row: usize) -> Option<i64> {
        known(&self.report.figures, self.total(row)?)
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
            // The outermost label stands over all of them.
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

/// A label without its number and what stands in brackets: （二）部分公开（区分…） → 部分公开.
fn without_mark(label: &str) -> &str {
    let label = label.strip_prefix('（').and_then(|l| l.split_once('）')).map_or(label, |(_, l)| l);
    let label = label.split_once('（').map_or(label, |(words, _)| words);
    label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
}

/// The totals of the cases of a kind (行政复议, 行政诉讼), by the words of their columns.
pub(super) fn cases(report: &Report, kind: &str) -> Vec<CellId> {
    let tables = report.edition().tables.iter().enumerate();
    let totals = tables.filter(|(_, form)| form.balance.is_none()).flat_map(|(table, form)| {
        form.totals
            .iter()
            .filter(move |total| {
                form.column_of(total.total).path.first().is_some_and(|label| label == kind)
            })
            .map(move |total| CellId { table, index: total.total })
    });
    totals.collect()
}

/// The first figure of the rows whose label has certain words: 规范性文件, 规章.
pub(super) fn rows_named(report: &Report, words: &str) -> Vec<(usize, usize)> {
    let tables = report.edition().tables.iter().enumerate();
    let named = tables.flat_map(|(table, form)| {
        form.rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.path.last().is_some_and(|label| label.contains(words)))
            .map(move |(row, _)| (table, row))
    });
    named.collect()
}
