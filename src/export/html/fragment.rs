//! A piece of a web page for a site's editor, a word processor or the clipboard: everything that it
//! looks like is in its elements, since those who take it drop styles, scripts and classes.

use maud::{Markup, html};

use super::super::parts::{ReportPart, parts};
use super::plain;
use crate::font::Fonts;
use crate::grid::{Content, Grid, GridCell};
use crate::layout;
use crate::report::{Filled, Report};

const INDENT: &str = "text-indent:2em";
const TABLE: &str = "border-collapse:collapse;width:100%;border:1px solid #000";
const FIGURES: &str = "border-collapse:collapse;border:1px solid #000";
const CELL: &str = "border:1px solid #000;padding:4px 6px;text-align:center";
/// A label of this many characters or fewer stays on one line.
const SHORT: usize = 8;

/// The whole report, from its title on.
#[must_use]
pub fn fragment(report: &Report) -> String {
    html! { @for part in parts(report) { (part_of(report, part)) "\n" } }.into_string()
}

/// One table of a report, by its index in the edition.
#[must_use]
pub fn table_fragment(report: &Report, index: usize) -> String {
    table(report, index).into_string()
}

/// Figures alone as a table: tabs between columns, a line a row.
#[must_use]
pub fn figures_fragment(text: &str) -> String {
    let rows = html! {
        table border="1" cellspacing="0" cellpadding="4" style=(FIGURES) {
            tbody {
                @for row in text.split('\n') {
                    tr { @for figure in row.split('\t') { td style=(CELL) { (plain(figure)) } } }
                }
            }
        }
    };
    rows.into_string()
}

fn part_of(report: &Report, part: ReportPart<'_>) -> Markup {
    html! {
        @match part {
            ReportPart::Title(text) => h1 style="text-align:center" {
                (plain(&layout::title_lines(text, &report.agency, Fonts::builtin()).concat()))
            },
            ReportPart::Heading(text) => h2 style=(INDENT) { (words(text)) },
            ReportPart::Subheading(text) => h3 style=(INDENT) { (words(text)) },
            ReportPart::Paragraph(head, body) => p style=(INDENT) {
                @if !head.is_empty() { strong { (words(head)) } }
                (words(body))
            },
            ReportPart::Table(index) => (table(report, index)),
            ReportPart::Signature(signature) => {
                @for text in [&signature.name, &signature.date] {
                    @if !text.is_empty() { p style="text-align:right" { (words(text)) } }
                }
            },
        }
    }
}

/// Text whose runs of spaces stay.
fn words(text: &str) -> Markup {
    let text = plain(text);
    html! {
        @if text.contains("  ") || text.contains('\t') {
            span style="white-space:pre-wrap" { (text) }
        } @else {
            (text)
        }
    }
}

fn table(report: &Report, index: usize) -> Markup {
    let filled = Filled::new(&report.figures, index);
    let grid = Grid::new(filled.form());
    html! {
        table border="1" cellspacing="0" cellpadding="4" style=(TABLE) {
            tbody {
                @for row in 0..grid.rows {
                    tr {
                        @for cell in grid.cells.iter().filter(|cell| cell.row == row) {
                            (cell_of(filled, &grid, cell))
                        }
                    }
                }
            }
        }
    }
}

fn cell_of(filled: Filled<'_>, grid: &Grid, cell: &GridCell) -> Markup {
    let span = |count: usize| (count > 1).then_some(count);
    let (rows, columns) = (span(cell.rows), span(cell.columns));
    let text = filled.words(&cell.content);
    let scope = match &cell.content {
        Content::Figure(_) => {
            return html! {
                td rowspan=[rows] colspan=[columns] style=(CELL) { (plain(&text)) }
            };
        }
        Content::Caption(_) => "colgroup",
        Content::Header(_) if cell.columns > 1 => "colgroup",
        Content::Header(_) => "col",
        Content::Label(..) if cell.rows > 1 => "rowgroup",
        Content::Label(..) => "row",
    };
    let mut style = CELL.to_owned();
    if grid.is_row_label(cell) {
        style = style.replace("center", "left");
    }
    if text.chars().count() <= SHORT {
        style.push_str(";white-space:nowrap");
    }
    html! {
        th scope=(scope) rowspan=[rows] colspan=[columns] style=(style) { (plain(&text)) }
    }
}
