//! What a file is, by its content. Its name says nothing.

use crate::file::MAX_BYTES;
use crate::import::Problem;

/// A web page says that it is one within this many characters.
const MAX_HEAD: usize = 4096;

/// From this many closing tags or line breaks on, text that does not start with a tag is a piece of a page.
const MIN_TAGS: usize = 5;

/// What a report can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SourceFormat {
    /// Plain text or a web page: decoding decides which.
    Text,
    /// An archive that may be a Word file: its entries decide.
    Zip,
    Pdf,
}

/// Marks at the start of files of which nothing is read.
const MARKS: &[(&[u8], Problem)] = &[
    (b"{\\rtf", Problem::Rtf),
    (b"\x89PNG", Problem::Image),
    (b"\xFF\xD8\xFF", Problem::Image),
    (b"GIF8", Problem::Image),
    (b"BM", Problem::Image),
    (b"II*\0", Problem::Image),
    (b"MM\0*", Problem::Image),
    (b"RIFF", Problem::Image),
    (b"Rar!", Problem::Archive),
    (b"7z\xBC\xAF\x27\x1C", Problem::Archive),
    (b"\x1F\x8B\x08", Problem::Archive),
    (b"PK\x05\x06", Problem::Archive),
];

/// What a file is.
pub(crate) fn kind(bytes: &[u8]) -> Result<SourceFormat, Problem> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Problem::TooLarge);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(compound(bytes));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(SourceFormat::Zip);
    }
    if is_pdf(bytes) {
        return Ok(SourceFormat::Pdf);
    }
    // A text may well start with two letters, but has no NUL.
    let is_mark = |mark: &[u8]| bytes.starts_with(mark) && (mark.len() > 2 || bytes.contains(&0));
    match MARKS.iter().find(|(mark, _)| is_mark(mark)) {
        Some((_, problem)) => Err(*problem),
        None => Ok(SourceFormat::Text),
    }
}

/// Whether a file is a PDF: readers allow some bytes before its mark, but a text that only speaks
/// of it is none.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let Some(at) = head.windows(5).position(|window| window == b"%PDF-") else { return false };
    let before = head.get(..at).unwrap_or_default();
    let says_nothing = before.iter().all(|byte| !byte.is_ascii_alphanumeric() && *byte < 0x80);
    let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
    says_nothing || contains(tail, b"%%EOF") || std::str::from_utf8(bytes).is_err()
}

/// What a compound file (.doc, .xls, .wps; also what is encrypted) holds, by the names in it.
fn compound(bytes: &[u8]) -> Problem {
    let names = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &name)
    };
    if names("EncryptedPackage") {
        Problem::Locked
    } else if names("WordDocument") {
        Problem::OldOffice
    } else if names("Workbook") {
        Problem::Spreadsheet
    } else if names("PowerPoint Document") {
        Problem::Slides
    } else {
        Problem::OldOffice
    }
}

fn contains(bytes: &[u8], piece: &[u8]) -> bool {
    bytes.windows(piece.len()).any(|window| window == piece)
}

/// What an archive without a Word document is, by the names of its entries.
pub(crate) fn archive<'a>(names: impl Iterator<Item = &'a str>) -> Problem {
    let mut problem = Problem::Archive;
    for name in names {
        match name {
            "OFD.xml" => return Problem::Ofd,
            "content.xml" => problem = Problem::OpenDocument,
            name if name.starts_with("xl/") => return Problem::Spreadsheet,
            name if name.starts_with("ppt/") => return Problem::Slides,
            name if name.starts_with("word/") => return Problem::BrokenDocx,
            _ => {}
        }
    }
    problem
}

/// Whether decoded text is a web page, or a piece of one.
pub(crate) fn is_web_page(text: &str) -> Result<bool, Problem> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let head: String = start.chars().take(MAX_HEAD).collect::<String>().to_ascii_lowercase();
    if head.contains("mime-version:") && head.contains("content-type:") {
        let is_page =
            head.contains("multipart/related") || head.contains("content-type: text/html");
        return Err(if is_page { Problem::WebArchive } else { Problem::Mail });
    }
    if head.starts_with("<?xml") && (head.contains("wordml") || head.contains("<pkg:package")) {
        return Err(Problem::OldOffice);
    }
    let begins = ["<html", "<!doctype html", "<body", "<table", "<div", "<p", "<span", "<meta"];
    if head.starts_with('<') && begins.iter().any(|tag| head.contains(tag)) {
        return Ok(true);
    }
    let tags = ["</p>", "</td>", "</div>", "</span>", "<br"];
    let text = if text.contains('<') { text.to_ascii_lowercase() } else { String::new() };
    Ok(tags.iter().any(|tag| text.matches(tag).take(MIN_TAGS).count() >= MIN_TAGS))
}

#[cfg(test)]
mod tests {
    use super::{SourceFormat, archive, is_web_page, kind};
    use crate::import::Problem;

    fn compound(name: &str) -> Vec<u8> {
        let name = name.encode_utf16().flat_map(u16::to_le_bytes);
        [0xD0, 0xCF, 0x11, 0xE0, 0, 0].into_iter().chain(name).collect()
    }

    #[test]
    fn files_are_told_apart_by_their_content() {
        let cases: &[(&[u8], Result<SourceFormat, Problem>)] = &[
            (b"", Ok(SourceFormat::Text)),
            (b"PK\x03\x04....", Ok(SourceFormat::Zip)),
            (b"%PDF-1.7", Ok(SourceFormat::Pdf)),
            (b"\r\n%PDF-1.4", Ok(SourceFormat::Pdf)),
            (b"HTTP/1.1 200\r\n\r\n%PDF-1.4\n\xE2\xE3", Ok(SourceFormat::Pdf)),
            ("# 说明\n文件以 %PDF- 开头。".as_bytes(), Ok(SourceFormat::Text)),
            (&compound("WordDocument"), Err(Problem::OldOffice)),
            (&compound("Workbook"), Err(Problem::Spreadsheet)),
            (&compound("EncryptedPackage"), Err(Problem::Locked)),
            (&compound("PowerPoint Document"), Err(Problem::Slides)),
            (b"BM\x36\0\0\0", Err(Problem::Image)),
            (b"BMI", Ok(SourceFormat::Text)),
            (b"\x89PNG\r\n", Err(Problem::Image)),
            (b"{\\rtf1", Err(Problem::Rtf)),
            (b"Rar!\x1A\x07", Err(Problem::Archive)),
        ];
        for (bytes, expected) in cases {
            assert_eq!(kind(bytes), *expected, "{bytes:?}");
        }
    }

    #[test]
    fn archives_are_told_apart_by_their_entries() {
        for (names, problem) in [
            (&["mimetype", "content.xml"][..], Problem::OpenDocument),
            (&["OFD.xml", "Doc_0/Document.xml"], Problem::Ofd),
            (&["[Content_Types].xml", "xl/workbook.xml"], Problem::Spreadsheet),
            (&["ppt/presentation.xml"], Problem::Slides),
            (&["word/styles.xml"], Problem::BrokenDocx),
            (&["年度报告.docx"], Problem::Archive),
            (&[], Problem::Archive),
        ] {
            assert_eq!(archive(names.iter().copied()), problem, "{names:?}");
        }
    }

    #[test]
    fn pages_are_told_from_text() {
        let piece = "<td>1</td>".repeat(5);
        for (text, is_page) in [
            (" <!DOCTYPE html><html>", Ok(true)),
            ("<?xml version=\"1.0\"?>\n<html xmlns=\"a\">", Ok(true)),
            ("<!-- saved --><TABLE>", Ok(true)),
            (piece.as_str(), Ok(true)),
            (&"总体情况。<BR/>".repeat(5), Ok(true)),
            (&"一<二，".repeat(9), Ok(false)),
            ("前言<p>", Ok(false)),
            ("<关于公开的报告>", Ok(false)),
            (
                "From: a\nMIME-Version: 1.0\nContent-Type: multipart/related;",
                Err(Problem::WebArchive),
            ),
            ("MIME-Version: 1.0\r\nContent-Type: text/html;", Err(Problem::WebArchive)),
            ("To: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed;", Err(Problem::Mail)),
            (
                "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\">",
                Err(Problem::OldOffice),
            ),
        ] {
            assert_eq!(is_web_page(text), is_page, "{text}");
        }
    }
}
