//! First stage: a file's bytes → its text as blocks, whatever program wrote it.

pub(crate) mod docx;
pub(crate) mod flow;
mod html;
mod marked;
mod pdf;
mod sheet_formats;
mod sheet_looks;
mod sheet_parts;
mod sniff;
pub(crate) mod text;
mod xlsx;

use super::Problem;
use super::blocks::SourceText;
use super::provenance::SourceKind;
use flow::FlowBlocks;
use sniff::SourceFormat;

pub use pdf::{CancelReading, serve as serve_pdf_reader};

/// A source as it was read.
pub(crate) struct Read {
    /// The report's own text.
    pub text: SourceText,
    /// Lines beside the text: in boxes, notes, and at the head or foot of pages.
    pub beside: Vec<String>,
}

/// Why nothing is read of a file, as far as its first bytes show.
pub(crate) fn kind_problem(bytes: &[u8]) -> Option<Problem> {
    sniff::kind(bytes).err()
}

/// Reads a file by its content.
///
/// # Errors
/// Where nothing can be read of it, with what it is instead.
pub(crate) fn read(bytes: &[u8], cancel: &CancelReading) -> Result<Read, Problem> {
    let (kind, flow) = match sniff::kind(bytes)? {
        SourceFormat::Text => {
            let (decoded, restored) = text::residue::text(bytes)?;
            let mut restored: Vec<String> = restored
                .map(|what| format!("整篇乱码（{what}保存过），已逐字还原"))
                .into_iter()
                .collect();
            if text::encoding::is_big5(bytes) {
                restored.push(
                    "文件是大五码（Big5）编码，已按此读取，这种编码没有的简体字可能已经丢失，请核对"
                        .to_owned(),
                );
            }
            if !sniff::is_web_page(&decoded)? {
                let mut text = text::read(&decoded).ok_or(Problem::TooMany)?;
                text.cleaned.extend(restored);
                return Ok(Read { text, beside: Vec::new() });
            }
            let mut flow = html::read(&decoded)?;
            flow.cleaned.extend(restored);
            (SourceKind::WebPage, flow)
        }
        SourceFormat::Zip => match docx::read(bytes) {
            Err(Problem::Spreadsheet) => (SourceKind::Workbook, xlsx::read(bytes)?),
            read => (SourceKind::Docx, read?),
        },
        SourceFormat::Pdf => (SourceKind::Pdf, pdf::read(bytes, cancel)?),
    };
    let FlowBlocks { blocks, mut cleaned, asides } =
        flow::blocks(flow.pieces).ok_or(Problem::TooMany)?;
    cleaned.extend(flow.cleaned);
    let beside = flow.beside.iter().map(|line| marked::shown(line).into_owned());
    let beside = beside.filter(|line| !line.trim().is_empty()).collect();
    Ok(Read { text: SourceText::numbered(kind, blocks, cleaned, asides), beside })
}
