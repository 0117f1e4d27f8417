//! Notes below the pages or at the end of a Word file: a report has none, so they are told.

use std::collections::BTreeMap;

use crate::import::{XmlReader, XmlToken, docx_parts};
use crate::layout::MARK;
use crate::zh::{self, shortened};

/// A reference to a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoteMark {
    /// At the end of the document, not below the page.
    pub at_end: bool,
    pub id: String,
    /// The words before it in its paragraph.
    pub before: String,
}

/// What each note that is referred to says, a line each.
pub(super) fn told(bytes: &[u8], marks: &[NoteMark]) -> Vec<String> {
    if marks.is_empty() {
        return Vec::new();
    }
    let names = ["word/footnotes.xml", "word/endnotes.xml"];
    let parts = docx_parts(bytes, &names).unwrap_or_default();
    let words: Vec<BTreeMap<String, String>> =
        parts.iter().map(|part| part.as_deref().map(notes).unwrap_or_default()).collect();
    let line = |mark: &NoteMark| {
        let (kind, part) = if mark.at_end { ("尾注", 1) } else { ("脚注", 0) };
        let said = words.get(part).and_then(|notes| notes.get(&mark.id));
        let said = said.map_or("", |said| said.trim());
        let skipped = mark.before.chars().count().saturating_sub(12);
        let before: String = mark.before.chars().skip(skipped).collect();
        format!("“{before}”后面的{kind}“{}”：报告没有{kind}", shortened(said, 80))
    };
    marks.iter().map(line).collect()
}

/// What somebody has written into the heads and feet of the pages, a line each: a report has nothing there but
/// the number of the page, and the mark of a copy for the leader.
pub(super) fn in_margins(bytes: &[u8]) -> Vec<String> {
    let names =
        ["header", "footer"].map(|part| (1..=6).map(move |n| format!("word/{part}{n}.xml")));
    let names: Vec<String> = names.into_iter().flatten().collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let parts = docx_parts(bytes, &names).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for part in parts.iter().flatten() {
        let words = words(part);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!("页眉页脚里的“{}”不在报告里", shortened(&words, 80));
        let is_ours = words.contains(MARK) || !words.contains(zh::is_han);
        if !is_ours && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// The words of a part.
fn words(part: &str) -> String {
    let mut xml = XmlReader::new(part);
    let (mut words, mut in_words) = (String::new(), false);
    while let Ok(token) = xml.next() {
        match token {
            XmlToken::Open(tag) => in_words = tag.name() == "t",
            XmlToken::Text(text) if in_words => words.push_str(&text),
            XmlToken::Text(_) => {}
            XmlToken::Close => in_words = false,
            XmlToken::End => break,
        }
    }
    words
}

/// The words of the notes of a part, by their numbers.
fn notes(part: &str) -> BTreeMap<String, String> {
    let mut xml = XmlReader::new(part);
    let mut notes: BTreeMap<String, String> = BTreeMap::new();
    let (mut current, mut in_words) = (None, false);
    while let Ok(token) = xml.next() {
        match token {
            XmlToken::Open(tag) => match tag.name() {
                "footnote" | "endnote" => current = tag.attribute("id"),
                name => in_words = name == "t",
            },
            XmlToken::Text(text) if in_words => {
                if let Some(id) = &current {
                    notes.entry(id.clone()).or_default().push_str(&text);
                }
            }
            XmlToken::Text(_) => {}
            XmlToken::Close => in_words = false,
            XmlToken::End => break,
        }
    }
    notes
}
