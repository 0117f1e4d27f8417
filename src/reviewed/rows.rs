//! The rows of a table of a file, told by their labels where they are not the report's.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Reviewed;
use super::document::{ReviewedCell, ReviewedTable};
use super::lines::{NumberedCell, packed};
use crate::grid::Grid;
use crate::report::Filled;

/// How the rows of a file's table are read.
pub(super) enum AlignedRows {
    /// They are the report's.
    AsTheyAre,
    /// The table with the report's rows, found by their labels.
    ByLabel(ReviewedTable),
    /// Hardly a row is the report's; that is told.
    Unknown,
}

/// A table with other rows than the report's, or with these in another order, as one with its rows: a row
/// that is gone says what the report says, and is told as is one too many.
pub(super) fn aligned(
    filled: &Filled<'_>,
    (grid, cells): (&Grid, &[NumberedCell<'_>]),
    read: &ReviewedTable,
    out: &mut Reviewed,
) -> AlignedRows {
    let (own, theirs) = (own_labels(filled, grid.rows, cells), their_labels(read));
    if read.rows == grid.rows && !is_in_another_order(&own, &theirs) {
        return AlignedRows::AsTheyAre;
    }
    let name = &filled.form().name;
    let (row_of, extra) = counterparts(&own, &theirs);
    for label in extra.into_iter().filter_map(|row| theirs[row].as_ref()) {
        out.unplaced.push(format!("{name}里多了一行“{label}”：各行是规定的，没有读取"));
    }
    if row_of.iter().flatten().count() * 2 < grid.rows {
        let told = format!("{name}的各行与报告的大不相同，没有读取表中的改动，请对照文件");
        out.unplaced.push(told);
        return AlignedRows::Unknown;
    }
    let in_row = |row: usize| cells.iter().filter(move |((at, _), _)| *at == row);
    let there = |row: usize| read.cells.iter().filter(move |cell| cell.row == row);
    let mut table = ReviewedTable { rows: grid.rows, cells: Vec::new() };
    for (row, from) in row_of.into_iter().enumerate() {
        let count = in_row(row).count();
        if from.is_none() {
            let label = own[row].as_deref().unwrap_or_default();
            out.unplaced.push(format!("{name}里没有了“{label}”一行：各行是规定的，没有删"));
        }
        // Figures stand at the end of a row, whether its group's name is there or not.
        let given: Vec<&str> = from
            .map(|from| there(from).map(|cell| cell.text.as_str()).collect())
            .unwrap_or_default();
        for (number, (_, cell)) in in_row(row).enumerate() {
            let shown = filled.words(&cell.content);
            let theirs = (number + given.len()).checked_sub(count).and_then(|at| given.get(at));
            let text = theirs.map_or(shown, |text| (*text).to_owned());
            table.cells.push(ReviewedCell { row, number, text });
        }
    }
    AlignedRows::ByLabel(table)
}

/// Which row of the file each of the report's is, and the file's that are none of them. What is left of
/// both after the rows in order goes by its label, where that is told once.
fn counterparts(
    own: &[Option<String>],
    theirs: &[Option<String>],
) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut row_of = vec![None; own.len()];
    let mut extra: Vec<usize> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, own, theirs) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                for n in 0..len {
                    row_of[old_index + n] = Some(new_index + n);
                }
            }
            _ => extra.extend(op.new_range()),
        }
    }
    for row in 0..own.len() {
        if row_of[row].is_some() || own[row].is_none() {
            continue;
        }
        let same: Vec<usize> = extra.iter().copied().filter(|at| theirs[*at] == own[row]).collect();
        if let [only] = same.as_slice() {
            row_of[row] = Some(*only);
            extra.retain(|at| at != only);
        }
    }
    (row_of, extra)
}

/// The rows with other cells than the report's, which are told: whose figure is whose is not known there.
pub(super) fn uneven(
    filled: &Filled<'_>,
    cells: &[NumberedCell<'_>],
    read: &ReviewedTable,
    out: &mut Reviewed,
) -> BTreeSet<usize> {
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for ((row, _), _) in cells {
        counts.entry(*row).or_default().0 += 1;
    }
    for cell in &read.cells {
        counts.entry(cell.row).or_default().1 += 1;
    }
    let own = own_labels(filled, read.rows, cells);
    let uneven = counts.into_iter().filter(|(_, (own, there))| own != there);
    let uneven: BTreeSet<usize> = uneven.map(|(row, _)| row).collect();
    for row in &uneven {
        let label = own.get(*row).and_then(Option::as_deref).unwrap_or_default();
        let name = &filled.form().name;
        let told = format!("{name}“{label}”一行的格数与报告的不同，没有读取这一行，请对照文件");
        out.unplaced.push(told);
    }
    uneven
}

/// The last label of each row, which tells it: a group's name stands in the group's first row.
fn labels(rows: usize, cells: impl Iterator<Item = (usize, String)>) -> Vec<Option<String>> {
    let mut labels = vec![None; rows];
    for (row, text) in cells.filter(|(_, text)| text.chars().any(char::is_alphabetic)) {
        if let Some(label) = labels.get_mut(row) {
            *label = Some(text);
        }
    }
    labels
}

fn own_labels(filled: &Filled<'_>, rows: usize, cells: &[NumberedCell<'_>]) -> Vec<Option<String>> {
    let cell = |((row, _), cell): &NumberedCell<'_>| (*row, packed(&filled.words(&cell.content)));
    labels(rows, cells.iter().map(cell))
}

fn their_labels(read: &ReviewedTable) -> Vec<Option<String>> {
    labels(read.rows, read.cells.iter().map(|cell| (cell.row, packed(&cell.text))))
}

/// Whether these are the same rows, but not in the same order.
fn is_in_another_order(own: &[Option<String>], theirs: &[Option<String>]) -> bool {
    let sorted = |labels: &[Option<String>]| {
        let mut labels = labels.to_vec();
        labels.sort();
        labels
    };
    own != theirs && sorted(own) == sorted(theirs)
}
