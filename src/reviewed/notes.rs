//! Notes below the pages or at the end of a Word file: a report has none, so they are told.

use std::collections::BTreeMap;

use crate::import::{XmlReader, XmlToken, docx_parts};
use crate::zh::shortened;

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
