//! The few characters beside a place in a text. Rules look no further than they say here, so that
//! their work does not grow with the square of the text.

/// Up to `chars` characters right before a byte of a text.
pub(super) fn before(text: &str, at: usize, chars: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let start = match chars.checked_sub(1) {
        Some(last) => head.char_indices().rev().nth(last).map_or(0, |(start, _)| start),
        None => head.len(),
    };
    head.get(start..).unwrap_or_default()
}

/// Up to `chars` characters from a byte of a text on.
pub(super) fn after(text: &str, at: usize, chars: usize) -> &str {
    let tail = text.get(at..).unwrap_or_default();
    let end = tail.char_indices().nth(chars).map_or(tail.len(), |(end, _)| end);
    tail.get(..end).unwrap_or_default()
}

/// Stretches between paired marks, opening mark to closing mark; what is open at the end of a line
/// is none. They are in order and do not overlap: of nested ones the outermost counts.
pub(super) fn enclosed(text: &str, pairs: &[(char, char)]) -> Vec<std::ops::Range<usize>> {
    let mut stretches = Vec::new();
    let mut open: Option<(usize, char, usize)> = None;
    for (at, c) in text.char_indices() {
        match &mut open {
            None => {
                let close = pairs.iter().find(|(first, _)| *first == c).map(|(_, close)| *close);
                open = close.map(|close| (at, close, 0));
            }
            Some(_) if c == '\n' => open = None,
            Some((start, close, depth)) => {
                let opens = pairs.iter().any(|(first, last)| *first == c && last == close);
                if c == *close && *depth == 0 {
                    stretches.push(*start..at + c.len_utf8());
                    open = None;
                } else if c == *close {
                    *depth -= 1;
                } else if opens {
                    *depth += 1;
                }
            }
        }
    }
    stretches
}

/// Whether a byte lies in one of some ordered stretches.
pub(super) fn within(stretches: &[std::ops::Range<usize>], at: usize) -> bool {
    let next = stretches.partition_point(|stretch| stretch.end <= at);
    stretches.get(next).is_some_and(|stretch| stretch.start <= at)
}

#[cfg(test)]
mod tests {
    use super::{after, before, enclosed, within};

    #[test]
    fn a_few_characters() {
        let text = "全年公开12条";
        let at = text.find("12").unwrap();
        assert_eq!((before(text, at, 2), after(text, at, 3)), ("公开", "12条"));
        assert_eq!(
            (before(text, at, 9), after(text, at, 0), before(text, at, 0)),
            ("全年公开", "", "")
        );
    }

    #[test]
    fn what_marks_enclose() {
        let text = "按《甲〈乙〉丙》和“丁\n戊”办";
        let found = enclosed(text, &[('《', '》'), ('“', '”')]);
        let said: Vec<_> = found.iter().map(|range| text.get(range.clone()).unwrap()).collect();
        assert_eq!(said, ["《甲〈乙〉丙》"]);
        assert!(within(&found, text.find('乙').unwrap()) && !within(&found, 0));
    }
}
