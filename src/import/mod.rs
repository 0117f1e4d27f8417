//! A published report → a report and what there is to say about the reading.
//!
//! Bytes, told apart by their content (`sniff`): plain text → lines (`decode`); a web page, a Word
//! file or a PDF → paragraphs and tables (`html`, `docx`, `pdf`, `pieces`). Both → blocks that do
//! not tell how the source wrote its tables (`blocks`, `bars`, `drawn`) → title and sections (`title`, `outline`) → figures, by the words
//! of the form (`labels`, `rows`, `values`, `tables`) → a report (`fill`). Another shape of
//! source is another way to make blocks.
//!
//! Nothing is filled in, nothing is shifted, and no text is dropped: what has no place is listed.

mod bars;
mod blocks;
mod decode;
mod docx;
mod drawn;
mod encoding;
mod error;
mod fill;
mod furniture;
mod html;
mod labels;
mod notes;
mod order;
mod outline;
mod pdf;
mod pieces;
mod rows;
mod sniff;
mod stream;
mod tables;
mod title;
mod trace;
mod used;
mod values;

pub use drawn::width;
pub use error::{ImportError, Problem};
pub use notes::{Note, NoteKind};
pub use trace::{Reading, SourceKind, Spot, State, Trace};

use blocks::Source;
use sniff::Kind;

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
    let (source, beside) = source(bytes).map_err(fail)?;
    let none = match source.kind {
        SourceKind::WebPage => Problem::NoReportInPage,
        _ => Problem::NoReport,
    };
    let mut read = fill::report(name, source).ok_or_else(|| fail(none))?;
    for text in beside {
        let message = format!("“{text}”在文本框、页眉页脚、脚注或注音里，没有放进报告");
        let (line, place, fix) = (None, None, None);
        read.notes.push(Note { kind: NoteKind::Unplaced, line, place, message, fix });
        read.report.imported.get_or_insert_default().unplaced.push(text);
    }
    Ok(read)
}

/// What a file says, whatever it is, and the lines that stand beside the text.
fn source(bytes: &[u8]) -> Result<(Source, Vec<String>), Problem> {
    let (kind, words) = match sniff::kind(bytes)? {
        Kind::Text => {
            let text = decode::text(bytes)?;
            if !sniff::is_web_page(&text)? {
                let (lines, cleaned) = decode::lines(&text);
                let blocks = blocks::read(&lines).ok_or(Problem::TooMany)?;
                let lines = lines.into_iter().map(|line| line.text).collect();
                let source = Source { kind: SourceKind::Text, blocks, lines, cleaned };
                return Ok((source, Vec::new()));
            }
            (SourceKind::WebPage, html::read(&text)?)
        }
        Kind::Zip => (SourceKind::Docx, docx::read(bytes)?),
        Kind::Pdf => (SourceKind::Pdf, pdf::read(bytes)?),
    };
    let (blocks, mut cleaned) = pieces::blocks(words.pieces).ok_or(Problem::TooMany)?;
    cleaned.extend(words.cleaned);
    Ok((Source::numbered(kind, blocks, cleaned), words.beside))
}
