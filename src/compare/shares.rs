//! Parts of a whole over the years: kinds of outcome among the answers, requests carried over.

use std::ops::Range;

use super::ComparedCell;
use crate::edition::{Edition, Role, RowId, Table};
use crate::report::{Amount, Value};

/// One part over the years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it is: （一）予以公开, as the form says it.
    pub name: String,
    /// Of what: 办理结果总计.
    pub whole: &'static str,
    /// Its figure and the whole's of each year; `None` where one is not known.
    pub parts: Vec<Option<(i64, i64)>>,
}

impl Share {
    /// The share of a year in tenths of a percent; `None` where it is not known or the whole is 0.
    #[must_use]
    pub fn permille(&self, year: usize) -> Option<i64> {
        let (part, whole) = (*self.parts.get(year)?)?;
        Amount::whole(part).permille_of(Amount::whole(whole))
    }
}

/// The shares that the form tells: each group of outcomes among all outcomes, in the order of the
/// form, then what is carried over among what was received and carried in. Only totals over all
/// applicants count.
pub(super) fn all(edition: &Edition, cells: &[ComparedCell]) -> Vec<Share> {
    let rows = [Role::Outcomes, Role::CarriedOut, Role::Received, Role::CarriedIn];
    let rows: Vec<RowId> = rows.iter().filter_map(|role| edition.row(*role)).collect();
    let [outcomes, carried_out, received, carried_in] = rows.as_slice() else { return Vec::new() };
    let form = &edition.tables[outcomes.table];
    let of_row = |row: usize| over_years(form, outcomes.table, row, cells);
    let total = of_row(outcomes.row);
    let mut shares: Vec<Share> = groups(form, outcomes.row)
        .into_iter()
        .map(|(name, rows)| {
            let part = sum(rows.map(of_row));
            Share { name, whole: "办理结果总计", parts: pairs(&part, &total) }
        })
        .collect();
    let all = sum([received.row, carried_in.row].into_iter().map(of_row));
    shares.push(Share {
        name: "结转下年度继续办理".into(),
        whole: "本年新收与上年结转之和",
        parts: pairs(&of_row(carried_out.row), &all),
    });
    shares
}

/// The groups of outcomes: the rows from the first that has the caption of the total's row up to it,
/// by their second label without the note in brackets behind it.
fn groups(form: &Table, total: usize) -> Vec<(String, Range<usize>)> {
    let caption = form.rows[total].path.first();
    let first = form.rows.iter().position(|row| row.path.first() == caption).unwrap_or(total);
    let mut groups: Vec<(String, Range<usize>)> = Vec::new();
    for row in first..total {
        let label = form.rows[row].path.get(1).map(String::as_str).unwrap_or_default();
        let name = label.split_once("（区分").map_or(label, |(name, _)| name);
        match groups.last_mut() {
            Some((last, rows)) if last == name => rows.end = row + 1,
            _ => groups.push((name.to_owned(), row..row + 1)),
        }
    }
    groups
}

/// The total of a row in each year.
fn over_years(form: &Table, table: usize, row: usize, cells: &[ComparedCell]) -> Vec<Option<i64>> {
    let total = form.row_total(row);
    let cell = cells.iter().find(|cell| cell.id.table == table && Some(cell.id.index) == total);
    let count = |value: &Option<Value>| value.as_ref().and_then(Value::count);
    cell.map(|cell| cell.values.iter().map(count).collect()).unwrap_or_default()
}

/// Rows together, year by year; a row that one year's form does not have adds nothing to it.
fn sum(rows: impl Iterator<Item = Vec<Option<i64>>>) -> Vec<Option<i64>> {
    let mut sums: Vec<Option<i64>> = Vec::new();
    for row in rows {
        sums.resize(sums.len().max(row.len()), None);
        for (sum, figure) in sums.iter_mut().zip(row) {
            if let Some(figure) = figure {
                *sum = Some(sum.unwrap_or(0) + figure);
            }
        }
    }
    sums
}

fn pairs(parts: &[Option<i64>], wholes: &[Option<i64>]) -> Vec<Option<(i64, i64)>> {
    parts.iter().zip(wholes).map(|(part, whole)| part.zip(*whole)).collect()
}
