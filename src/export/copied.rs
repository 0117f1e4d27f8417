//! What is put on the clipboard: text, and beside it a piece of a web page, so that a table stays a
//! table where it is pasted.

use super::html::{figures_fragment, fragment, table_fragment};
use super::text::text;
use crate::grid::Grid;
use crate::report::Filled;
use crate::rules::Balanced;

/// The same content twice, for whoever it is pasted into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// For a field, a spreadsheet or a letter.
    pub text: String,
    /// For a word processor or a site's editor; says its own encoding, UTF-8.
    pub html: String,
}

impl Copied {
    /// A whole report, from its title to its signature.
    #[must_use]
    pub fn report(report: Balanced<'_>) -> Self {
        Self { text: text(report.report()), html: piece(&fragment(report.report())) }
    }

    /// One table of a report with all its labels, by its index in the edition; nothing where the
    /// edition has no such table.
    #[must_use]
    pub fn table(report: Balanced<'_>, index: usize) -> Self {
        let report = report.report();
        if index >= report.edition().tables.len() {
            return Self::default();
        }
        let text = tabbed(Filled::new(&report.figures, index));
        Self { text, html: piece(&table_fragment(report, index)) }
    }

    /// Figures alone, as a spreadsheet has them: tabs between columns, a line a row.
    #[must_use]
    pub fn figures(text: String) -> Self {
        Self { html: piece(&figures_fragment(&text)), text }
    }
}

/// Some programs take a piece that does not say its encoding for another one.
fn piece(fragment: &str) -> String {
    format!("<meta charset=\"utf-8\">{fragment}")
}

/// A table for a spreadsheet: each merged cell's words in the first of its places.
fn tabbed(filled: Filled<'_>) -> String {
    let grid = Grid::new(filled.form());
    let mut rows = vec![vec![String::new(); grid.columns]; grid.rows];
    for cell in &grid.cells {
        rows[cell.row][cell.column] = filled.words(&cell.content);
    }
    rows.into_iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")
}
