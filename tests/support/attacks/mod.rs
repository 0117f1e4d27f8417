//! Files that are made to take memory or time, of any size, the same every time. The fuzz targets
//! use them as well.

mod pdf;
mod report;
mod words;

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a file pretends to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Text,
    WebPage,
    Word,
    Pdf,
    Report,
    Workbook,
}

/// Makes a file of about so many bytes.
type Make = fn(usize) -> Vec<u8>;

/// A way to make a file of about so many bytes, before it is packed.
pub struct Attack {
    pub source: Source,
    pub name: &'static str,
    make: Make,
}

impl Attack {
    /// The file; larger than the program reads where `size` is.
    pub fn file(&self, size: usize) -> Vec<u8> {
        (self.make)(size)
    }
}

/// All of them.
pub fn all() -> Vec<Attack> {
    let from = |source, list: &[(&'static str, Make)]| -> Vec<Attack> {
        list.iter().map(|(name, make)| Attack { source, name, make: *make }).collect()
    };
    [
        from(Source::Text, words::TEXT),
        from(Source::WebPage, words::WEB_PAGE),
        from(Source::Word, words::WORD),
        from(Source::Report, report::REPORT),
        from(Source::Workbook, words::WORKBOOK),
        from(Source::Pdf, pdf::PDF),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// One of a kind, as the bytes of a fuzzer choose it, with some of its own bytes spliced in.
pub fn chosen(source: Source, bytes: &[u8]) -> Vec<u8> {
    let [which, power, at, more @ ..] = bytes else { return Vec::new() };
    let mine: Vec<Attack> = all().into_iter().filter(|attack| attack.source == source).collect();
    let mut file = mine[usize::from(*which) % mine.len()].file(1 << (power % 20));
    let at = file.len() * usize::from(*at) / 256;
    file.splice(at..at, more.iter().copied());
    file
}

/// A workbook whose one sheet holds some rows, as text.
pub fn workbook_of(rows: &str) -> Vec<u8> {
    words::workbook(rows)
}

/// A piece, as often as it takes to be so long.
fn repeated(piece: &str, size: usize) -> String {
    piece.repeat((size / piece.len()).max(1))
}

/// Pieces that differ by their number, as many as it takes to be so long.
fn numbered(size: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 1.. {
        text.push_str(&piece(number));
        if text.len() >= size {
            break;
        }
    }
    text
}

/// An archive with some parts.
fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a new part");
        zip.write_all(bytes).expect("into memory");
    }
    zip.finish().expect("into memory").into_inner()
}
