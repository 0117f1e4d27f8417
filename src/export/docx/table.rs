//! A table with merged cells; its head repeats on every page, and no row is split.

use maud::{Markup, html};

use super::body::run;
use crate::grid::{Content, Grid, GridCell};
use crate::report::Report;
use crate::report::place::CellId;

/// The table's width: the text area's, in twentieths of a point.
const WIDTH: usize = 8844;

pub(super) fn table(report: &Report, index: usize) -> Markup {
    let grid = Grid::new(&report.edition().tables[index]);
    let cover = grid.cover();
    let widths = widths(&grid);
    html! {
        w:tbl {
            w:tblPr {
                w:tblW w:w=(WIDTH) w:type="dxa" {}
                w:jc w:val="center" {}
                w:tblBorders {
                    w:top w:val="single" w:sz="4" w:space="0" w:color="000000" {}
                    w:left w:val="single" w:sz="4" w:space="0" w:color="000000" {}
                    w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000" {}
                    w:right w:val="single" w:sz="4" w:space="0" w:color="000000" {}
                    w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000" {}
                    w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000" {}
                }
                w:tblLayout w:type="fixed" {}
                w:tblCellMar {
                    w:left w:w="45" w:type="dxa" {}
                    w:right w:w="45" w:type="dxa" {}
                }
            }
            w:tblGrid { @for width in &widths { w:gridCol w:w=(width) {} } }
            @for row in 0..grid.rows {
                w:tr {
                    w:trPr {
                        w:cantSplit {}
                        @if row < grid.head_rows { w:tblHeader {} }
                    }
                    @for cell in row_cells(&grid, &cover, row) {
                        (cell_of(report, index, &grid, cell, row, &widths))
                    }
                }
            }
        }
    }
}

/// The cells that stand in a row, left to right; one that is merged downwards stands in several.
fn row_cells<'a>(grid: &'a Grid, cover: &[usize], row: usize) -> Vec<&'a GridCell> {
    let mut indices = cover[row * grid.columns..][..grid.columns].to_vec();
    indices.dedup();
    indices.into_iter().map(|index| &grid.cells[index]).collect()
}

fn cell_of(
    report: &Report,
    table: usize,
    grid: &Grid,
    cell: &GridCell,
    row: usize,
    widths: &[usize],
) -> Markup {
    let words = match &cell.content {
        Content::Caption(words) | Content::Header(words) | Content::Label(words, _) => {
            words.clone()
        }
        Content::Figure(index) => report.figures.shown(CellId { table, index: *index }).text(),
    };
    let style = match cell.content {
        Content::Caption(_) | Content::Header(_) => "TableHead",
        Content::Label(..) | Content::Figure(_) => "TableText",
    };
    let group = cell.rows > 1 || cell.column + cell.columns < grid.label_columns;
    let left = matches!(cell.content, Content::Label(..)) && !group;
    let width: usize = widths[cell.column..cell.column + cell.columns].iter().sum();
    html! {
        w:tc {
            w:tcPr {
                w:tcW w:w=(width) w:type="dxa" {}
                @if cell.columns > 1 { w:gridSpan w:val=(cell.columns) {} }
                @if cell.rows > 1 && cell.row == row { w:vMerge w:val="restart" {} }
                @if cell.row < row { w:vMerge {} }
                w:vAlign w:val="center" {}
            }
            w:p {
                w:pPr {
                    w:pStyle w:val=(style) {}
                    @if left { w:jc w:val="left" {} }
                }
                @if cell.row == row { (run("", &words)) }
            }
        }
    }
}

/// Widths of the columns, in twentieths of a point.
fn widths(grid: &Grid) -> Vec<usize> {
    let figures = grid.columns - grid.label_columns;
    let share = match grid.label_columns {
        0 => 0,
        1 => WIDTH * 2 / 5,
        _ => WIDTH / 2,
    };
    let mut widths = vec![share / grid.label_columns.max(1); grid.label_columns];
    widths.extend(vec![(WIDTH - share) / figures.max(1); figures]);
    widths
}
