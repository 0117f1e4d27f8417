//! What a file was made of: the text that a change in it is a change of, so that what the report changed
//! since is not taken for one.

use std::collections::BTreeMap;

use super::document::{ReviewedBlock, ReviewedTable};
use super::lines::{NumberedCell, ReportItem, items, numbered, packed};
use crate::export::docx::{Imprint, ImprintItem, mark};
use crate::grid::Grid;
use crate::report::{Filled, Report};

/// What the changes of a file are told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewBase {
    /// By the marks that the file carries of the text that it was exported with.
    Exported,
    /// It carries none: by an earlier state of the report, which is nearest to it.
    Earlier,
    /// It carries none: by the report as it was when the file was read.
    Now,
}

/// A paragraph or a table of what the file was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BaseItem {
    Line(BaseLine),
    /// The cells in the order of the grid.
    Table(Vec<BaseCell>),
}

/// A paragraph of what the file was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseLine {
    mark: u64,
    /// White space does not count in it.
    pub one_line: bool,
    /// Its words; `None` where only the mark of it is known.
    pub text: Option<String>,
}

/// A cell of what the file was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseCell {
    mark: u64,
    /// Its words; `None` where only the mark of it is known.
    pub text: Option<String>,
}

impl BaseLine {
    fn of(text: &str, one_line: bool) -> Self {
        Self { mark: mark(text, one_line), one_line, text: Some(text.to_owned()) }
    }

    /// Whether these are its words.
    pub fn is(&self, text: &str) -> bool {
        mark(text, self.one_line) == self.mark
    }
}

impl BaseCell {
    fn of(text: &str) -> Self {
        Self { mark: mark(text, true), text: Some(text.to_owned()) }
    }

    /// Whether these are its words.
    pub fn is(&self, text: &str) -> bool {
        mark(text, true) == self.mark
    }
}

/// The paragraphs and tables of a report.
pub(super) fn of_report(report: &Report) -> Vec<BaseItem> {
    let items = items(report);
    items.iter().map(|item| of_item(report, item)).collect()
}

/// A paragraph or table of a report.
pub(super) fn of_item(report: &Report, item: &ReportItem) -> BaseItem {
    match item {
        ReportItem::Line(line) => BaseItem::Line(BaseLine::of(&line.text, line.field.is_line())),
        ReportItem::Table(table) => {
            let cells = words(report, *table);
            BaseItem::Table(cells.iter().map(|cell| BaseCell::of(cell)).collect())
        }
    }
}

/// What a file carries the marks of, with the words of those that the file, the report or an earlier
/// state of it still has.
pub(super) fn of_imprint(
    imprint: &Imprint,
    file: &[ReviewedBlock],
    reports: &[&Report],
) -> Vec<BaseItem> {
    let mut known: BTreeMap<u64, String> = BTreeMap::new();
    let mut note = |text: &str, one_line: bool| {
        known.entry(mark(text, one_line)).or_insert_with(|| text.to_owned());
    };
    for report in reports {
        for item in items(report) {
            match item {
                ReportItem::Line(line) => note(&line.text, line.field.is_line()),
                ReportItem::Table(table) => {
                    for cell in words(report, table) {
                        note(&cell, true);
                    }
                }
            }
        }
    }
    for block in file {
        match block {
            ReviewedBlock::Line(line) => {
                note(line.trim(), false);
                note(&line.split('\n').map(str::trim).collect::<String>(), true);
            }
            ReviewedBlock::Table(table) => {
                table.cells.iter().for_each(|cell| note(&packed(&cell.text), true));
            }
        }
    }
    let text = |mark: u64| known.get(&mark).cloned();
    let item = |item: &ImprintItem| match item {
        ImprintItem::Line(mark, one_line) => {
            BaseItem::Line(BaseLine { mark: *mark, one_line: *one_line, text: text(*mark) })
        }
        ImprintItem::Table(marks) => {
            let cell = |mark: &u64| BaseCell { mark: *mark, text: text(*mark) };
            BaseItem::Table(marks.iter().map(cell).collect())
        }
    };
    imprint.items.iter().map(item).collect()
}

/// The one of some states of a report that has most in common with a file: its index. The first is
/// taken where others have no more.
pub(super) fn nearest(states: &[&Report], file: &[ReviewedBlock]) -> usize {
    let distance = |report: &&Report| {
        let own = blocks(report);
        let mut counts: BTreeMap<String, i32> = BTreeMap::new();
        for (blocks, step) in [(own.as_slice(), 1), (file, -1)] {
            for key in blocks.iter().flat_map(keys) {
                *counts.entry(key).or_default() += step;
            }
        }
        counts.values().map(|count| count.unsigned_abs()).sum::<u32>()
    };
    let distances = states.iter().map(distance);
    distances.enumerate().min_by_key(|(index, far)| (*far, *index)).map_or(0, |(index, _)| index)
}

/// What a paragraph is counted as, every two characters in it, or each cell of a table.
fn keys(block: &ReviewedBlock) -> Vec<String> {
    match block {
        ReviewedBlock::Line(line) if line.trim().is_empty() => Vec::new(),
        ReviewedBlock::Line(line) => {
            let line: Vec<char> = format!("\n{}\n", packed(line)).chars().collect();
            line.windows(2).map(|pair| pair.iter().collect()).collect()
        }
        ReviewedBlock::Table(table) => {
            let size = (table.rows, table.cells.len());
            let cell = |cell: &super::document::ReviewedCell| {
                format!("{size:?} {} {} {}", cell.row, cell.number, packed(&cell.text))
            };
            table.cells.iter().map(cell).collect()
        }
    }
}

/// A report as a file would have it.
pub(super) fn blocks(report: &Report) -> Vec<ReviewedBlock> {
    let block = |item: &ReportItem| match item {
        ReportItem::Line(line) => ReviewedBlock::Line(line.text.clone()),
        ReportItem::Table(table) => ReviewedBlock::Table(table_of(report, *table)),
    };
    items(report).iter().map(block).collect()
}

/// A table of a report as a file would have it.
pub(super) fn table_of(report: &Report, table: usize) -> ReviewedTable {
    let filled = Filled::new(&report.figures, table);
    let grid = Grid::new(filled.form());
    let cell = |((row, number), cell): NumberedCell<'_>| super::document::ReviewedCell {
        row,
        number,
        text: filled.words(&cell.content),
    };
    ReviewedTable { rows: grid.rows, cells: numbered(&grid).into_iter().map(cell).collect() }
}

/// The words of a table's cells, in the order of the grid.
fn words(report: &Report, table: usize) -> Vec<String> {
    table_of(report, table).cells.into_iter().map(|cell| cell.text).collect()
}
