//! Prose → sentences → clauses, as ranges of bytes.

use std::ops::Range;

use super::is_han;

/// The sentences of a text: each ends at 。！？； or at the end of its paragraph. The mark is not
/// part of it, nor is white space around it; empty ones are left out.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    split(text, 0, &['。', '！', '？', '；', '!', '?', ';', '\n', '\r'])
}

/// The clauses of a sentence that starts at byte `start` of its text: split at commas and colons,
/// not at 、 and not inside a number (1,234).
#[must_use]
pub fn clauses(sentence: &str, start: usize) -> Vec<Range<usize>> {
    split(sentence, start, &['，', ',', '：', ':'])
}

fn split(text: &str, start: usize, marks: &[char]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let in_number = || {
            let mut follows = text.get(at + c.len_utf8()..).unwrap_or_default().chars();
            matches!(c, ',' | ':')
                && before.is_ascii_digit()
                && follows.next().is_some_and(|c| c.is_ascii_digit())
        };
        if !is_han(c) && marks.contains(&c) && !in_number() {
            parts.push(from..at);
            from = at + c.len_utf8();
        }
        before = c;
    }
    parts.push(from..text.len());
    let trimmed = parts.into_iter().filter_map(|part| {
        let words = text.get(part.clone())?;
        let from = part.start + (words.len() - words.trim_start().len());
        let words = words.trim();
        (!words.is_empty()).then(|| start + from..start + from + words.len())
    });
    trimmed.collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn sentences_and_clauses() {
        let text = "甲。 乙；丙\n\n丁，1,234条：戊、己";
        let said = |ranges: Vec<std::ops::Range<usize>>| -> Vec<&str> {
            ranges.into_iter().map(|range| text.get(range).unwrap()).collect()
        };
        let sentences = super::sentences(text);
        let last = sentences.last().unwrap().clone();
        assert_eq!(said(sentences), ["甲", "乙", "丙", "丁，1,234条：戊、己"]);
        let clauses = super::clauses(text.get(last.clone()).unwrap(), last.start);
        assert_eq!(said(clauses), ["丁", "1,234条", "戊、己"]);
    }
}
