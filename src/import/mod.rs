//! A published report → a report and what there is to say about the reading.
//!
//! A pipeline of three stages, each with a type of its own:
//!
//! - `source`: bytes → `blocks::SourceText`, paragraphs and tables that no longer tell which
//!   program wrote them;
//! - `tables`: a section's blocks → `tables::TableRead`, figures by the form's words;
//! - `assemble`: title, sections, prose and tables → `Imported`, a report and notes on it.
//!
//! `vocabulary` is what all of them know of words. Another shape of source is another reader in
//! `source`. Nothing is filled in, nothing is shifted, and no text is dropped: what has no place
//! is listed.

mod asides;
mod assemble;
mod blocks;
mod error;
mod imported;
mod moving;
mod notes;
mod old_word;
mod provenance;
mod source;
mod tables;
mod vocabulary;

pub use error::{ImportError, Problem};
pub use imported::{Imported, TableCount};
pub use moving::{LineTarget, MovedLine, moved};
pub use notes::{Note, NoteKind};
pub use old_word::{ConvertError, converted, is_old_word, libreoffice};
pub use provenance::{CellReading, LineUse, Provenance, ReadState, SourceKind, Spot};
pub(crate) use source::docx::parts as docx_parts;
pub(crate) use source::docx::xml::{XmlReader, XmlTag, XmlToken};
pub(crate) use source::text::encoding::decode as decode_text;
pub use source::{CancelReading, serve_pdf_reader};
pub(crate) use vocabulary::{figures, labels};

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
    let source::Read { mut text, beside } = source::read(bytes, cancel).map_err(fail)?;
    let left_out = std::mem::take(&mut text.asides);
    let mut read = assemble::report(name, text).map_err(fail)?;
    asides::tell(&mut read, left_out);
    for text in beside {
        let message = format!("“{text}”在文本框、页眉页脚、脚注或注音里，没有放进报告");
        let (line, place, fix) = (None, None, None);
        read.notes.push(Note { kind: NoteKind::Unplaced, line, place, message, fix });
        read.report.imported.get_or_insert_default().unplaced.push(text);
    }
    Ok(read)
}
