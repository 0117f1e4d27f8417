//! Bytes → lines of text without conversion residue.

use super::encoding::{decode, is_big5};
use super::markup::MarkupSigns;
use super::mojibake::{self, StoredText};
use crate::import::Problem;
use crate::zh;

/// Beyond this many changed lines only their number is reported.
const MAX_TOLD: usize = 200;

/// Longest `[bookmark: …]` that is taken for one, in characters.
const MAX_BOOKMARK: usize = 80;

/// One line of the source, residue taken out, spaces and tabs as written.
pub(crate) struct SourceLine {
    /// Counted from 1.
    pub number: usize,
    /// The number of words between spaces that come before it in the source's line.
    pub first_word: usize,
    pub text: String,
}

/// The text of a file, whatever its encoding, and what it had been taken for, where it was stored in
/// a wrong one and has been restored.
pub(crate) fn text(bytes: &[u8]) -> Result<(String, Option<&'static str>), Problem> {
    let text = decode(bytes);
    // What Big5 has no character for was saved as a question mark: too many are no report's.
    let lost = || text.matches('?').count() * 50 > text.chars().count();
    if is_big5(bytes) && lost() {
        return Err(Problem::Mojibake);
    }
    if text.trim().is_empty() {
        return Err(Problem::Empty);
    }
    let (text, restored) = match mojibake::reading(&text) {
        StoredText::Sound => (text, None),
        StoredText::Restored(text, what) => (text, Some(what)),
        StoredText::Broken => return Err(Problem::Mojibake),
    };
    let characters = text.chars().count();
    let controls = text.chars().filter(|c| is_control(*c)).count();
    let unknown = text.chars().filter(|c| *c == '\u{FFFD}').count();
    if controls * 50 > characters || unknown * 20 > characters {
        let was_text = controls == 0 && std::str::from_utf8(bytes).is_ok();
        return Err(if was_text { Problem::Mojibake } else { Problem::Binary });
    }
    Ok((text, restored))
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}')
}

/// Rare ends of lines.
const ENDS: [char; 5] = ['\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The lines, and what was taken out of which.
pub(crate) fn lines(text: &str) -> (Vec<SourceLine>, Vec<String>) {
    // Text that was saved twice over ends its lines with two carriage returns.
    let text = text.replace("\r\r\n", "\n").replace("\r\n", "\n");
    let mut cleaner = Cleaner::default();
    let lines: Vec<&str> = text.split(['\n', '\r']).flat_map(|line| line.split(ENDS)).collect();
    let mut marks = MarkupSigns::of(&lines);
    let lines = lines.into_iter().enumerate().map(|(index, line)| {
        let text = marks.strip(line);
        SourceLine { number: index + 1, first_word: 0, text: cleaner.line(index + 1, &text) }
    });
    let lines = lines.collect();
    let mut told = cleaner.told();
    told.extend(marks.told());
    (lines, told)
}

/// Takes residue out of lines, and keeps count of it.
#[derive(Debug, Default)]
pub(crate) struct Cleaner {
    told: Vec<String>,
    changed: usize,
}

impl Cleaner {
    /// The line without residue.
    pub(crate) fn line(&mut self, number: usize, line: &str) -> String {
        let (text, residue) = clean(line);
        if !residue.is_empty() {
            self.changed += 1;
            if self.changed <= MAX_TOLD {
                self.told.push(format!("第 {number} 行：{}", residue.join("、")));
            }
        }
        text
    }

    /// What was taken out of which lines.
    pub(crate) fn told(mut self) -> Vec<String> {
        if self.changed > MAX_TOLD {
            self.told.push(format!("另有 {} 行也有转换残留", self.changed - MAX_TOLD));
        }
        self.told
    }
}

/// A line without conversion residue, and what that was.
fn clean(line: &str) -> (String, Vec<String>) {
    let mut residue = Vec::new();
    // A line of a page or of a cell is not split at them: no figure may hold one.
    let mut text = line.replace(ENDS, " ");
    if line.contains("[bookmark:") {
        text = without_bookmarks(&text, &mut residue);
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
    ("控制字符", |c| is_control(c) || zh::is_unprintable(c)),
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
    use super::{Cleaner, lines};

    #[test]
    fn what_ends_a_line_is_a_space_where_lines_are_not_split() {
        // A page and a Word file have them inside a cell.
        assert_eq!(Cleaner::default().line(1, "1\u{B}2\u{85}3\u{2028}"), "1 2 3 ");
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
