//! A table with its header cells, merged as the form has them.
//!
//! Each band of the form is a row group of its own; a form of one band has its headers in `thead`.

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
                    (cell_of(report, index, cell))
                } }
                "\n"
            }
        }
    };
    html! {
        section.table tabindex="0" aria-label=(form.name) {
            table {
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

fn cell_of(report: &Report, table: usize, cell: &GridCell) -> Markup {
    let span = |count: usize| (count > 1).then_some(count);
    let (rows, columns) = (span(cell.rows), span(cell.columns));
    let header = |scope: &str, words: &str| {
        html! { th scope=(scope) rowspan=[rows] colspan=[columns] { (plain(words)) } }
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
