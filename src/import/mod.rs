//! A published report, as text → a report and what there is to say about the reading.
//!
//! Bytes → lines (`decode`) → blocks that do not tell how the source wrote its tables
//! (`blocks`, `drawn`) → title and sections (`title`, `outline`) → figures, by the words
//! of the form (`labels`, `rows`, `values`, `tables`) → a report (`fill`). Another shape of
//! source is another way to make blocks.
//!
//! Nothing is filled in, nothing is shifted, and no text is dropped: what has no place is listed.

mod bars;
mod blocks;
mod decode;
mod drawn;
mod encoding;
mod error;
mod fill;
mod furniture;
mod labels;
mod notes;
mod outline;
mod rows;
mod stream;
mod tables;
mod title;
mod trace;
mod values;

pub use drawn::width;
pub use error::{ImportError, Problem};
pub use notes::{Note, NoteKind};
pub use trace::{Reading, SourceKind, Spot, State, Trace};

use crate::report::Report;
use blocks::Source;

/// A report as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The report; what found no place is kept in it.
    pub report: Report,
    /// The import report.
    pub notes: Vec<Note>,
    /// How much of each table was read, in the order of the edition's tables.
    pub tables: Vec<TableCount>,
    /// Where in the source each part of the report stands.
    pub trace: Trace,
}

/// How much of a table was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCount {
    /// As a clerk calls it: 表三.
    pub name: String,
    /// Cells that the form has.
    pub expected: usize,
    /// Cells in which the source has something.
    pub read: usize,
}

/// Reads a published report.
///
/// # Errors
/// Where the bytes are no text, or the text is no report.
pub fn read(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    let fail = |problem| ImportError { file: name.to_owned(), problem };
    let text = decode::text(name, bytes)?;
    let (lines, cleaned) = decode::lines(&text);
    let blocks = blocks::read(&lines).ok_or_else(|| fail(Problem::TooMany))?;
    let lines = lines.into_iter().map(|line| line.text).collect();
    let source = Source { kind: SourceKind::Text, blocks, lines, cleaned };
    fill::report(name, source).ok_or_else(|| fail(Problem::NoReport))
}
