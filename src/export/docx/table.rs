//! A table with merged cells, in the size and the columns that the pages have it in; its head
//! repeats on every page, no row is split, and where a page holds the table it stays whole.

use std::ops::Range;

use maud::{Markup, html};

use super::super::parts::plain;
use crate::grid::{Content, Grid};
use crate::layout::TableShape;
use crate::report::Filled;
use crate::units::Length;

/// Half a point, in eighths of one.
const RULE: i32 = 4;

/// Space at the left and at the right of a cell's words, in twentieths of a point.
const SIDE: i32 = 40;

/// A table as the pages have it; `about` says what it is to those who do not see it.
pub(super) fn table(filled: Filled<'_>, shape: &TableShape, about: &str) -> Markup {
    let grid = &Grid::new(filled.form());
    let set = WordTable { cover: grid.cover(), grid, shape };
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
                    w:top w:w="20" w:type="dxa" {}
                    w:left w:w=(SIDE) w:type="dxa" {}
                    w:bottom w:w="20" w:type="dxa" {}
                    w:right w:w=(SIDE) w:type="dxa" {}
                }
                w:tblCaption w:val=(plain(&filled.form().name)) {}
                w:tblDescription w:val=(plain(about)) {}
            }
            w:tblGrid {
                @for column in 0..grid.columns { w:gridCol w:w=(set.width(column..column + 1)) {} }
            }
            @for row in 0..grid.rows { (set.row(row)) }
        }
    }
}

/// A table and how the pages set it.
struct WordTable<'a> {
    grid: &'a Grid,
    /// By place of the grid, the index of the cell that covers it.
    cover: Vec<usize>,
    shape: &'a TableShape,
}

impl WordTable<'_> {
    /// Width of some columns, in twentieths of a point.
    fn width(&self, columns: Range<usize>) -> i32 {
        twentieths(self.shape.edges[columns.end]) - twentieths(self.shape.edges[columns.start])
    }

    fn row(&self, row: usize) -> Markup {
        // A cell that is merged downwards is in each of its rows.
        let mut cells = self.cover[row * self.grid.columns..][..self.grid.columns].to_vec();
        cells.dedup();
        html! {
            w:tr {
                w:trPr {
                    w:cantSplit {}
                    w:trHeight w:val=(twentieths(self.shape.rows[row])) w:hRule="atLeast" {}
                    @if row < self.grid.head_rows { w:tblHeader {} }
                }
                @for cell in cells { (self.cell(cell, row)) }
            }
        }
    }

    fn cell(&self, index: usize, row: usize) -> Markup {
        let cell = &self.grid.cells[index];
        let style = match cell.content {
            Content::Caption(_) | Content::Header(_) => "TableHead",
            Content::Label(..) | Content::Figure(_) => "TableText",
        };
        let (lines, size) = &self.shape.cells[index];
        // A figure that is too wide for its column is set smaller, as on the pages.
        let half_points = (*size * 2).0 / 1000;
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
                        // Where the pages keep a row with the next one, so does Word.
                        @if !self.shape.page_ends.contains(&row) { w:keepNext {} }
                        w:spacing w:line=(twentieths(self.shape.size.scale(6, 5))) w:lineRule="exact" {}
                        @if self.grid.is_row_label(cell) { (self.indent()) w:jc w:val="left" {} }
                        (size)
                    }
                    @if cell.row == row && !lines.is_empty() {
                        w:r {
                            (size)
                            // Broken where the pages break it.
                            @for (number, line) in lines.iter().enumerate() {
                                @if number > 0 { w:br {} }
                                w:t xml:space="preserve" { (plain(line)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// One column of labels is a character in from its rule, as on the pages.
    fn indent(&self) -> Markup {
        let own = twentieths(self.shape.size) - SIDE;
        html! { @if self.grid.label_columns == 1 { w:ind w:left=(own) {} } }
    }
}

fn twentieths(length: Length) -> i32 {
    length.scale(20, 1000).0
}
