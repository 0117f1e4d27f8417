//! A table with its header cells, merged as the form has them.
//!
//! Each band of the form is a row group of its own; a form of one band has its headers in `thead`.
//!
//! On a small screen the figures scroll in a box and all labels stay: those at the left, of every
//! level, stand at its edge side by side, and the words of a header over several columns go along
//! as far as their columns do. `page.css` says how, by the level that a label's class tells.

use std::ops::Range;

use maud::{Markup, html};

use super::plain;
use crate::edition::Table;
use crate::grid::{Content, Grid, GridCell};
use crate::report::Report;
use crate::report::place::CellId;

pub(super) fn table(report: &Report, index: usize) -> Markup {
    let form = &report.edition().tables[index];
    let grid = Grid::new(form);
    let rows = |rows: Range<usize>| {
        html! {
            @for row in rows {
                tr { @for cell in grid.cells.iter().filter(|cell| cell.row == row) {
                    (cell_of(report, index, (&grid, cell)))
                } }
                "\n"
            }
        }
    };
    html! {
        section.table tabindex="0" aria-label=(form.name) {
            table class=[(grid.label_columns > 0).then(|| format!("labels{}", grid.label_columns))] {
                caption { (form.name) }
                "\n"
                @if grid.head_rows > 0 {
                    thead { (rows(0..grid.head_rows)) }
                    tbody { (rows(grid.head_rows..grid.rows)) }
                } @else {
                    @for band in bands(form) { tbody { (rows(band)) } }
                }
            }
        }
    }
}

/// The grid's rows of each band, headers included.
fn bands(form: &Table) -> Vec<Range<usize>> {
    let mut end = 0;
    let rows = |band: &crate::edition::Band| {
        let start = end;
        end += usize::from(band.caption.is_some()) + band.header_rows + band.rows.len();
        start..end
    };
    form.bands.iter().map(rows).collect()
}

fn cell_of(report: &Report, table: usize, (grid, cell): (&Grid, &GridCell)) -> Markup {
    let span = |count: usize| (count > 1).then_some(count);
    let (rows, columns) = (span(cell.rows), span(cell.columns));
    let level = (cell.column + cell.columns <= grid.label_columns).then(|| level(grid, cell));
    let header = |scope: &str, words: &str| {
        html! {
            th scope=(scope) rowspan=[rows] colspan=[columns] class=[level.as_deref()] {
                @if level.is_none() && cell.columns > 1 { span { (plain(words)) } }
                @else { (plain(words)) }
            }
        }
    };
    match &cell.content {
        Content::Caption(words) => header("rowgroup", words),
        Content::Header(words) if cell.columns > 1 => header("colgroup", words),
        Content::Header(words) => header("col", words),
        Content::Label(words, _) if cell.rows > 1 => header("rowgroup", words),
        Content::Label(words, _) => header("row", words),
        Content::Figure(index) => {
            let value = report.figures.shown(CellId { table, index: *index }).text();
            html! { td rowspan=[rows] colspan=[columns] { (plain(&value)) } }
        }
    }
}

/// Which of the columns of labels a cell begins in, and that it is the last one's alone or several
/// columns wide: the innermost labels are the long ones.
fn level(grid: &Grid, cell: &GridCell) -> String {
    let level = format!("level{}", cell.column);
    match (cell.columns, cell.column + 1 == grid.label_columns) {
        (1, true) => format!("{level} inner"),
        (1, false) => format!("{level} outer"),
        _ => level,
    }
}
