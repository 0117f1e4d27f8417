//! A report as the paragraphs and tables that its Word file has, in order.

use std::ops::Range;

use crate::grid::{Grid, GridCell};
use crate::report::Report;
use crate::report::place::Field;

pub(super) use crate::export::docx::packed;

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ReportItem {
    Line(ReportLine),
    /// A table of the edition, by its index.
    Table(usize),
}

/// A paragraph: where it is in its field, and its words without the spaces around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReportLine {
    pub field: Field,
    pub range: Range<usize>,
    pub text: String,
}

/// The paragraphs and tables of a report that its Word file has.
pub(super) fn items(report: &Report) -> Vec<ReportItem> {
    let mut items = Vec::new();
    for field in Report::printed_fields() {
        items.extend(lines(report, field).into_iter().map(ReportItem::Line));
        if let Field::Before(section) = field {
            items.extend(report.edition().table_in(section).map(ReportItem::Table));
        }
    }
    items
}

/// The paragraphs of a field.
pub(super) fn lines(report: &Report, field: Field) -> Vec<ReportLine> {
    let mut lines = Vec::new();
    let mut at = 0;
    for piece in report.text(field).split_inclusive('\n') {
        let words = piece.trim();
        if !words.is_empty() {
            let start = at + (piece.len() - piece.trim_start().len());
            let range = start..start + words.len();
            lines.push(ReportLine { field, range, text: words.to_owned() });
        }
        at += piece.len();
    }
    lines
}

/// A cell of a grid with its row and its number in it.
pub(super) type NumberedCell<'a> = ((usize, usize), &'a GridCell);

/// The cells of a grid, each with its row and its number in it.
pub(super) fn numbered(grid: &Grid) -> Vec<NumberedCell<'_>> {
    let mut cells: Vec<&GridCell> = grid.cells.iter().collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let mut found: Vec<NumberedCell<'_>> = Vec::with_capacity(cells.len());
    for cell in cells {
        let number = match found.last() {
            Some(((row, number), _)) if *row == cell.row => number + 1,
            _ => 0,
        };
        found.push(((cell.row, number), cell));
    }
    found
}
