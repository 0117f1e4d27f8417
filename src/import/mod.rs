//! A published report → a report and what there is to say about the reading.
//!
//! A pipeline of three stages, each with a type of its own:
//!
//! - [`source`]: bytes → [`blocks::SourceText`], paragraphs and tables that no longer tell which
//!   program wrote them;
//! - [`tables`]: a section's blocks → [`tables::TableRead`], figures by the form's words;
//! - [`assemble`]: title, sections, prose and tables → [`Imported`], a report and notes on it.
//!
//! [`vocabulary`] is what all of them know of words. Another shape of source is another reader in
//! `source`. Nothing is filled in, nothing is shifted, and no text is dropped: what has no place
//! is listed.

mod assemble;
mod blocks;
mod error;
mod notes;
mod provenance;
mod source;
mod tables;
mod vocabulary;

pub use error::{ImportError, Problem};
pub use notes::{Note, NoteKind};
pub use provenance::{CellReading, Provenance, ReadState, SourceKind, Spot};
pub use source::{CancelReading, serve_pdf_reader};

use crate::report::Report;

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
    pub provenance: Provenance,
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
    read_cancellable(name, bytes, &CancelReading::default())
}

/// Reads a published report; a PDF, which may take long, until it is cancelled.
///
/// # Errors
/// As for [`read`], and [`Problem::Cancelled`].
pub fn read_cancellable(
    name: &str,
    bytes: &[u8],
    cancel: &CancelReading,
) -> Result<Imported, ImportError> {
    let fail = |problem| ImportError { file: name.to_owned(), problem };
    let source::Read { text, beside } = source::read(bytes, cancel).map_err(fail)?;
    let none = match text.kind {
        SourceKind::WebPage => Problem::NoReportInPage,
        _ => Problem::NoReport,
    };
    let mut read = assemble::report(name, text).ok_or_else(|| fail(none))?;
    for text in beside {
        let message = format!("“{text}”在文本框、页眉页脚、脚注或注音里，没有放进报告");
        let (line, place, fix) = (None, None, None);
        read.notes.push(Note { kind: NoteKind::Unplaced, line, place, message, fix });
        read.report.imported.get_or_insert_default().unplaced.push(text);
    }
    Ok(read)
}
