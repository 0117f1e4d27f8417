//! Bytes → lines of text without conversion residue.

use super::encoding::decode;
use super::{ImportError, Problem};
use crate::file::MAX_BYTES;

/// Beyond this many changed lines only their number is told.
const MAX_TOLD: usize = 200;

/// Longest `[bookmark: …]` that is taken for one, in characters.
const MAX_BOOKMARK: usize = 80;

/// Marks at the start of files that are not plain text.
const MAGIC: &[(&[u8], Problem)] = &[
    (b"\xD0\xCF\x11\xE0", Problem::OldOffice),
    (b"PK\x03\x04", Problem::Docx),
    (b"%PDF", Problem::Pdf),
    (b"{\\rtf", Problem::Rtf),
    (b"\x89PNG", Problem::Image),
    (b"\xFF\xD8\xFF", Problem::Image),
    (b"GIF8", Problem::Image),
    (b"BM", Problem::Image),
    (b"II*\0", Problem::Image),
    (b"MM\0*", Problem::Image),
    (b"RIFF", Problem::Image),
];

/// One line of the source, residue taken out, spaces and tabs as they stand.
pub(super) struct SourceLine {
    /// Counted from 1.
    pub number: usize,
    pub text: String,
}

/// The text of a file, whatever its encoding.
pub(super) fn text(name: &str, bytes: &[u8]) -> Result<String, ImportError> {
    let fail = |problem| Err(ImportError { file: name.to_owned(), problem });
    if bytes.len() as u64 > MAX_BYTES {
        return fail(Problem::TooLarge);
    }
    // A text may well start with two letters, but has no NUL.
    let is_mark = |mark: &[u8]| bytes.starts_with(mark) && (mark.len() > 2 || bytes.contains(&0));
    if let Some((_, problem)) = MAGIC.iter().find(|(mark, _)| is_mark(mark)) {
        return fail(*problem);
    }
    let text = decode(bytes);
    if text.trim().is_empty() {
        return fail(Problem::Empty);
    }
    if is_web_page(&text) {
        return fail(Problem::WebPage);
    }
    let characters = text.chars().count();
    let controls = text.chars().filter(|c| is_control(*c)).count();
    let unknown = text.chars().filter(|c| *c == '\u{FFFD}').count();
    if controls * 50 > characters || unknown * 20 > characters {
        return fail(Problem::Binary);
    }
    Ok(text)
}

fn is_web_page(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(1024).collect::<String>().to_lowercase();
    head.starts_with('<') && (head.contains("<html") || head.contains("<!doctype html"))
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}')
}

/// The lines, and what was taken out of which.
pub(super) fn lines(text: &str) -> (Vec<SourceLine>, Vec<String>) {
    // Text that was saved twice over ends its lines with two carriage returns.
    let text = text.replace("\r\r\n", "\n").replace("\r\n", "\n");
    let mut lines = Vec::new();
    let mut told = Vec::new();
    let mut changed = 0;
    let ends = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    for (index, line) in text.split(ends).enumerate() {
        let number = index + 1;
        let (text, residue) = clean(line);
        if !residue.is_empty() {
            changed += 1;
            if changed <= MAX_TOLD {
                told.push(format!("第 {number} 行：{}", residue.join("、")));
            }
        }
        lines.push(SourceLine { number, text });
    }
    if changed > MAX_TOLD {
        told.push(format!("另有 {} 行也有转换残留", changed - MAX_TOLD));
    }
    (lines, told)
}

/// A line without conversion residue, and what that was.
fn clean(line: &str) -> (String, Vec<String>) {
    let mut residue = Vec::new();
    let mut text = line.to_owned();
    if line.contains("[bookmark:") {
        text = without_bookmarks(line, &mut residue);
    }
    for (name, is_residue) in RESIDUE {
        let count = text.chars().filter(|c| is_residue(*c)).count();
        if count > 0 {
            text.retain(|c| !is_residue(c));
            residue.push(format!("{name} {count} 个"));
        }
    }
    (text, residue)
}

type IsResidue = fn(char) -> bool;

/// Characters that a conversion leaves behind.
const RESIDUE: &[(&str, IsResidue)] = &[
    ("软连字符", |c| c == '\u{AD}'),
    ("无法辨认的字符", |c| c == '\u{FFFD}'),
    (
        "零宽字符",
        |c| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}'),
    ),
    ("控制字符", is_control),
];

fn without_bookmarks(line: &str, residue: &mut Vec<String>) -> String {
    let mut text = String::new();
    let mut parts = line.split("[bookmark:");
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once(']') {
            Some((name, rest)) if name.chars().count() <= MAX_BOOKMARK => {
                residue.push(format!("[bookmark:{name}]"));
                text.push_str(rest);
            }
            _ => {
                text.push_str("[bookmark:");
                text.push_str(part);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{lines, text};
    use crate::import::Problem;

    #[test]
    fn other_files_are_told_apart() {
        let cases: &[(&[u8], Problem)] = &[
            (b"", Problem::Empty),
            (b" \n\t\n", Problem::Empty),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", Problem::OldOffice),
            (b"PK\x03\x04....", Problem::Docx),
            (b"BM\x36\0\0\0", Problem::Image),
            (b"%PDF-1.7", Problem::Pdf),
            (b"\x89PNG\r\n", Problem::Image),
            (b"{\\rtf1", Problem::Rtf),
            (b"<!DOCTYPE html><html>", Problem::WebPage),
            (b"\x00\x01\x02\x03\x04\x05\x06\x07", Problem::Binary),
        ];
        for (bytes, problem) in cases {
            assert_eq!(text("a", bytes).unwrap_err().problem, *problem, "{bytes:?}");
        }
    }

    #[test]
    fn residue_is_taken_out_and_told() {
        let cases = [
            ("[bookmark: _GoBack]四是", "四是", "第 1 行：[bookmark: _GoBack]"),
            ("政\u{AD}府\u{AD}", "政府", "第 1 行：软连字符 2 个"),
            ("公\u{200B}开\u{FEFF}", "公开", "第 1 行：零宽字符 2 个"),
            ("公\u{FFFD}开\u{1}", "公开", "第 1 行：无法辨认的字符 1 个、控制字符 1 个"),
        ];
        for (source, kept, message) in cases {
            let (lines, told) = lines(source);
            assert_eq!(lines[0].text, kept);
            assert_eq!(told, [message]);
        }
        assert!(lines("[bookmark: 没有结尾").1.is_empty());
    }
}
