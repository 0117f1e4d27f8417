//! A table with merged cells, in the size and the columns that the pages have it in; its head
//! repeats on every page, no row is split, and where a page holds the table it stays whole.

use std::ops::Range;

use maud::{Markup, html};

use super::body;
use crate::font::Fonts;
use crate::grid::{Content, Grid, GridCell};
use crate::layout;
use crate::report::Filled;
use crate::units::Length;

/// Half a point, in eighths of one.
const RULE: i32 = 4;

/// Space at the left and at the right of a cell's words, in twentieths of a point.
const SIDE: i32 = 45;

/// The least size of a figure, in half points.
const SMALLEST: i32 = 11;

/// `above` lines stand with it on its page.
pub(super) fn table(filled: Filled<'_>, above: usize) -> Markup {
    let set = Set::new(filled, above);
    let grid = &set.grid;
    html! {
        w:tbl {
            w:tblPr {
                w:tblW w:w=(set.width(0..grid.columns)) w:type="dxa" {}
                w:jc w:val="center" {}
                w:tblBorders {
                    w:top w:val="single" w:sz=(RULE) w:space="0" w:color="000000" {}
                    w:left w:val="single" w:sz=(RULE) w:space="0" w:color="000000" {}
                    w:bottom w:val="single" w:sz=(RULE) w:space="0" w:color="000000" {}
                    w:right w:val="single" w:sz=(RULE) w:space="0" w:color="000000" {}
                    w:insideH w:val="single" w:sz=(RULE) w:space="0" w:color="000000" {}
                    w:insideV w:val="single" w:sz=(RULE) w:space="0" w:color="000000" {}
                }
                w:tblLayout w:type="fixed" {}
                w:tblCellMar {
                    w:top w:w="55" w:type="dxa" {}
                    w:left w:w=(SIDE) w:type="dxa" {}
                    w:bottom w:w="55" w:type="dxa" {}
                    w:right w:w=(SIDE) w:type="dxa" {}
                }
            }
            w:tblGrid {
                @for column in 0..grid.columns { w:gridCol w:w=(set.width(column..column + 1)) {} }
            }
            @for row in 0..grid.rows { (set.row(row)) }
        }
    }
}

/// A table and how the pages set it.
struct Set<'a> {
    filled: Filled<'a>,
    grid: Grid,
    /// By place of the grid, the index of the cell that covers it.
    cover: Vec<usize>,
    shape: layout::Shape,
}

impl<'a> Set<'a> {
    fn new(filled: Filled<'a>, above: usize) -> Self {
        let grid = Grid::new(filled.form());
        let shape = layout::shape(filled, above, Fonts::builtin());
        Self { filled, cover: grid.cover(), grid, shape }
    }

    /// Width of some columns, in twentieths of a point.
    fn width(&self, columns: Range<usize>) -> i32 {
        twentieths(self.shape.edges[columns.end]) - twentieths(self.shape.edges[columns.start])
    }

    fn row(&self, row: usize) -> Markup {
        // A cell that is merged downwards stands in each of its rows.
        let mut cells = self.cover[row * self.grid.columns..][..self.grid.columns].to_vec();
        cells.dedup();
        // Half the comfort of the pages: Word may break a label that fits here.
        let height = (self.shape.rows.0 + self.shape.rows.1) / 2;
        html! {
            w:tr {
                w:trPr {
                    w:cantSplit {}
                    w:trHeight w:val=(twentieths(height)) w:hRule="atLeast" {}
                    @if row < self.grid.head_rows { w:tblHeader {} }
                }
                @for cell in cells { (self.cell(&self.grid.cells[cell], row)) }
            }
        }
    }

    /// The size of a cell's words in half points: a figure that is too wide for its column is set
    /// smaller, as on the pages; Word would break it.
    fn half_points(&self, cell: &GridCell, words: &str) -> i32 {
        let full = (self.shape.size * 2).0 / 1000;
        if !matches!(cell.content, Content::Figure(_)) {
            return full;
        }
        let inner = self.width(cell.column..cell.column + cell.columns) - SIDE * 2;
        // A digit is half as wide as it is high: five twentieths of a point for each half point.
        let wide: i32 = words.chars().map(|c| if c.is_ascii() { 5 } else { 10 }).sum();
        full.min((inner / wide.max(1)).max(SMALLEST))
    }

    fn cell(&self, cell: &GridCell, row: usize) -> Markup {
        let words = self.filled.words(&cell.content);
        let style = match cell.content {
            Content::Caption(_) | Content::Header(_) => "TableHead",
            Content::Label(..) | Content::Figure(_) => "TableText",
        };
        let half_points = self.half_points(cell, &words);
        let size = html! { w:rPr { w:sz w:val=(half_points) {} w:szCs w:val=(half_points) {} } };
        html! {
            w:tc {
                w:tcPr {
                    w:tcW w:w=(self.width(cell.column..cell.column + cell.columns)) w:type="dxa" {}
                    @if cell.columns > 1 { w:gridSpan w:val=(cell.columns) {} }
                    @if cell.row < row { w:vMerge {} }
                    @else if cell.rows > 1 { w:vMerge w:val="restart" {} }
                    w:vAlign w:val="center" {}
                }
                w:p {
                    w:pPr {
                        w:pStyle w:val=(style) {}
                        // Whole on one page: every row stays with the next.
                        @if row + 1 < self.grid.rows { w:keepNext {} }
                        w:spacing w:line=(twentieths(self.shape.size.scale(6, 5))) w:lineRule="exact" {}
                        @if self.grid.is_row_label(cell) { w:jc w:val="left" {} }
                        (size)
                    }
                    @if cell.row == row && !words.is_empty() { w:r { (size) (body::words(&words)) } }
                }
            }
        }
    }
}

fn twentieths(length: Length) -> i32 {
    length.scale(20, 1000).0
}
