//! What the sums leave as the only answer where a figure is missing or a row is shifted.
//!
//! Printed totals, the totals of rows and columns, and the balance identity are equations.
//! An answer is proposed where they give it, none of them speaks against it, and there is no
//! other. It is a fix like any other: nothing is filled in unasked.

mod sums;

use crate::edition::Kind;
use crate::finding::Fix;
use crate::report::place::{CellId, Place};
use crate::report::{Edit, Report, Value};
use sums::Sums;

/// The most orders of a row's figures that are tried.
const MAX_ORDERS: usize = 200;

/// A fix that the sums leave as the only one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The cell or the row.
    pub place: Place,
    /// What is proposed, with the figures, and why.
    pub message: String,
    /// The edits that fill the proposal in.
    pub fix: Fix,
    /// Whether figures are moved that are in other cells now.
    pub shifts: bool,
}

/// What the sums leave as the only answer, row by row.
#[must_use]
pub fn proposals(report: &Report) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for (table, form) in report.edition().tables.iter().enumerate() {
        let sums = Sums::of(form);
        if sums.is_empty() {
            continue;
        }
        let known = known(report, table);
        let solved = sums.solve(&known);
        for (row, place) in form.rows.iter().enumerate() {
            let cells = place.cells.clone();
            if cells.clone().all(|cell| known[cell].is_some()) {
                continue;
            }
            let left = left_over(report, table, row);
            let answer: Vec<Option<i64>> = cells.clone().map(|cell| solved[cell]).collect();
            let whole: Option<Vec<i64>> = answer.iter().copied().collect();
            let answer = match (whole, left) {
                (Some(whole), Some(left)) if !is_within(&left, &whole) => continue,
                (None, Some(left)) => order(&sums, &known, &cells, &left),
                (None, None) if report.imported.is_some() => {
                    let figures: Vec<i64> = cells.clone().filter_map(|cell| known[cell]).collect();
                    let moved = order(&sums, &known, &cells, &figures);
                    moved.filter(|_| !figures.is_empty()).or(Some(answer))
                }
                _ => Some(answer),
            };
            proposals.extend(answer.and_then(|answer| proposal(report, table, row, &answer)));
        }
    }
    proposals
}

/// The figures of a table that are numbers; a total as it was printed.
fn known(report: &Report, table: usize) -> Vec<Option<i64>> {
    let figures = &report.figures;
    let ids = figures.cells().filter(|id| id.table == table);
    ids.map(|id| {
        if figures.is_total(id) { figures.printed(id)?.count() } else { figures.typed(id).count() }
    })
    .collect()
}

/// The figures of a blank row that the import could not assign to cells: a line with the row's label.
fn left_over(report: &Report, table: usize, row: usize) -> Option<Vec<i64>> {
    let form = &report.edition().tables[table];
    let blank = |cell| *report.figures.typed(CellId { table, index: cell }) == Value::Blank;
    if !form.rows[row].cells.clone().all(blank) {
        return None;
    }
    let label = form.rows[row].path.last().map(|label| bare(label)).unwrap_or_default();
    let lines = report.imported.iter().flat_map(|imported| &imported.unplaced);
    let mut found = lines.filter_map(|line| {
        let (words, figures) = split(line)?;
        let same = if label.is_empty() { words.is_empty() } else { words.ends_with(&label) };
        (same && figures.len() < form.rows[row].cells.len()).then_some(figures)
    });
    found.next().filter(|_| found.next().is_none())
}

/// A line's words, bare, and the figures after them.
fn split(line: &str) -> Option<(String, Vec<i64>)> {
    let cells: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || c == '|').filter(|c| !c.is_empty()).collect();
    let number = |cell: &&&str| Value::read(Kind::Count, cell).count();
    let figures: Vec<i64> = cells.iter().rev().map_while(|cell| number(&cell)).collect();
    let words: String = cells.iter().take(cells.len() - figures.len()).copied().collect();
    (!figures.is_empty()).then(|| (bare(&words), figures.into_iter().rev().collect()))
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether figures are among others in the same order.
fn is_within(figures: &[i64], row: &[i64]) -> bool {
    let mut row = row.iter();
    figures.iter().all(|figure| row.any(|other| other == figure))
}

/// The one way to put figures, in their order, into a row so that every sum of it is right.
fn order(
    sums: &Sums,
    known: &[Option<i64>],
    cells: &std::ops::Range<usize>,
    figures: &[i64],
) -> Option<Vec<Option<i64>>> {
    let mut only: Option<Vec<i64>> = None;
    let mut columns: Vec<usize> = (0..figures.len()).collect();
    for _ in 0..MAX_ORDERS {
        let mut tried = known.to_vec();
        tried[cells.clone()].fill(None);
        for (column, figure) in columns.iter().zip(figures) {
            *tried.get_mut(cells.start + column)? = Some(*figure);
        }
        let solved = sums.solve(&tried);
        let row: Option<Vec<i64>> = cells.clone().map(|cell| solved[cell]).collect();
        match row.filter(|_| sums.hold_for(&solved, cells)) {
            Some(row) if only.as_ref().is_some_and(|other| *other != row) => return None,
            Some(row) => only = Some(row),
            None => {}
        }
        if !advance(&mut columns, cells.len()) {
            return only.map(|row| row.into_iter().map(Some).collect());
        }
    }
    None
}

/// The next choice of columns, in order; `false` after the last.
fn advance(columns: &mut [usize], count: usize) -> bool {
    let length = columns.len();
    for at in (0..length).rev() {
        if columns[at] < count - (length - at) {
            let first = columns[at] + 1;
            for (column, value) in columns[at..].iter_mut().zip(first..) {
                *column = value;
            }
            return true;
        }
    }
    false
}

/// What changes a row's figures into the answer; `None` where there is nothing to change.
fn proposal(report: &Report, table: usize, row: usize, answer: &[Option<i64>]) -> Option<Proposal> {
    let form = &report.edition().tables[table];
    let figures = &report.figures;
    let mut edits = Vec::new();
    let mut told = Vec::new();
    let mut shifts = false;
    for (cell, number) in form.rows[row].cells.clone().zip(answer) {
        let id = CellId { table, index: cell };
        let Some(number) = number.filter(|number| *number >= 0) else { continue };
        let value = Value::Count(number);
        if figures.is_total(id) {
            let printed = figures.printed(id);
            if printed.is_some_and(|printed| *printed != value && !printed.is_blank()) {
                edits.push(Edit::Printed(id, Some(value)));
                shifts = true;
            }
            continue;
        }
        let typed = figures.typed(id);
        // A mark for nothing is as good as 0.
        if *typed == value || (matches!(typed, Value::Mark(_)) && number == 0) {
            continue;
        }
        shifts |= !typed.is_blank();
        told.push((id, number));
        edits.push(Edit::Value(id, value));
    }
    let column = |id: CellId| form.column_words(id.index);
    let list: Vec<String> =
        told.iter().map(|(id, number)| format!("{} {number}", column(*id))).collect();
    let name = form.rows[row].path.last().filter(|l| !l.is_empty()).unwrap_or(&form.name);
    let (place, label) = match told.as_slice() {
        [] => return None,
        [(id, number)] if !shifts => (Place::Cell(*id), format!("填入 {number}")),
        _ if shifts => (Place::Row(table, row), "按推算移动并填入".to_owned()),
        list => (Place::Row(table, row), format!("填入推算的 {} 个数", list.len())),
    };
    let what = if shifts { "各数看来错了列" } else { "有空白" };
    let message =
        format!("“{name}”{what}，由合计和勾稽关系推算只能是：{}。请核对后采用。", list.join("、"));
    Some(Proposal { place, message, fix: Fix { label, edits }, shifts })
}

#[cfg(test)]
mod tests;
