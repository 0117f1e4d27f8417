//! What changed between two texts, by words.

use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices};

/// A stretch of text that is in both texts, or in one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// In which text it is.
    pub kind: StretchKind,
    /// The words.
    pub text: String,
}

/// In which of two texts a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StretchKind {
    /// In both.
    Same,
    /// In the earlier one only.
    Removed,
    /// In the later one only.
    Added,
}

/// What changed from one text to another, in order: all stretches but the added ones make the earlier
/// text, all but the removed ones the later. A number or a Latin word is one word, a Chinese character
/// is one; a single character that two changes leave between them is part of the change.
#[must_use]
pub fn stretches(earlier: &str, later: &str) -> Vec<Stretch> {
    let (old, new) = (words(earlier), words(later));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut changes: Vec<(ChangeTag, &str)> = Vec::new();
    for change in ops.iter().flat_map(|op: &DiffOp| op.iter_changes(&old, &new)) {
        changes.push((change.tag(), change.value()));
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for (tag, text) in changes {
        let kind = match tag {
            ChangeTag::Equal => StretchKind::Same,
            ChangeTag::Delete => StretchKind::Removed,
            ChangeTag::Insert => StretchKind::Added,
        };
        push(&mut stretches, kind, text);
    }
    without_islands(&stretches)
}

fn push(stretches: &mut Vec<Stretch>, kind: StretchKind, text: &str) {
    if text.is_empty() {
        return;
    }
    match stretches.last_mut() {
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => stretches.push(Stretch { kind, text: text.to_owned() }),
    }
}

/// Joins changes that only one common character lies between, so that a changed phrase is read as one.
fn without_islands(stretches: &[Stretch]) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    for (index, stretch) in stretches.iter().enumerate() {
        match stretch.kind {
            StretchKind::Removed => removed.push_str(&stretch.text),
            StretchKind::Added => added.push_str(&stretch.text),
            StretchKind::Same => {
                let inside = index > 0 && index + 1 < stretches.len();
                let mut characters = stretch.text.chars();
                let single = characters.next().is_some_and(char::is_alphanumeric)
                    && characters.next().is_none();
                if inside && single {
                    removed.push_str(&stretch.text);
                    added.push_str(&stretch.text);
                    continue;
                }
                push(&mut joined, StretchKind::Removed, &std::mem::take(&mut removed));
                push(&mut joined, StretchKind::Added, &std::mem::take(&mut added));
                push(&mut joined, StretchKind::Same, &stretch.text);
            }
        }
    }
    push(&mut joined, StretchKind::Removed, &removed);
    push(&mut joined, StretchKind::Added, &added);
    joined
}

/// A text as words: a run of digits, with its decimal mark, or of Latin letters is one, every other
/// character one by itself.
fn words(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        '0'..='9' | '０'..='９' | '.' | '%' => Some(0),
        c if c.is_ascii_alphabetic() => Some(1),
        _ => None,
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((_, c)) = characters.next() {
        let end = characters.peek().map_or(text.len(), |(next, _)| *next);
        let next = characters.peek().and_then(|(_, next)| kind(*next));
        if kind(c).is_none() || next != kind(c) {
            words.extend(text.get(start..end));
            start = end;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{StretchKind, stretches};

    fn shown(earlier: &str, later: &str) -> String {
        let mark = |kind| match kind {
            StretchKind::Same => "",
            StretchKind::Removed => "-",
            StretchKind::Added => "+",
        };
        let parts = stretches(earlier, later);
        let parts = parts.iter().map(|part| format!("{}{}", mark(part.kind), part.text));
        parts.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn changes_are_told_by_words() {
        for (earlier, later, expected) in [
            ("公开信息94条。", "公开信息120条。", "公开信息|-94|+120|条。"),
            ("满意率98.5%。", "满意率99%。", "满意率|-98.5%|+99%|。"),
            ("加强领导。", "加强组织领导。", "加强|+组织|领导。"),
            ("甲乙丙", "丁乙戊", "-甲乙丙|+丁乙戊"),
            ("", "甲", "+甲"),
            ("甲", "", "-甲"),
            ("甲", "甲", "甲"),
            ("", "", ""),
        ] {
            assert_eq!(shown(earlier, later), expected);
        }
    }

    proptest! {
        #![proptest_config(crate::testing::cases())]

        #[test]
        fn the_stretches_make_both_texts(a in "[甲乙丙0-9a\n.]{0,24}", b in "[甲乙丙0-9a\n.]{0,24}") {
            let parts = stretches(&a, &b);
            let without = |kind| -> String {
                let kept = parts.iter().filter(|part| part.kind != kind);
                kept.map(|part| part.text.as_str()).collect()
            };
            prop_assert_eq!(without(StretchKind::Added), a);
            prop_assert_eq!(without(StretchKind::Removed), b);
        }
    }
}
