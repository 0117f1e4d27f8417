//! Where words begin in a line of text, for clients that go through it word by word. Chinese is
//! written without spaces, and no dictionary of words is among the libraries: there each character is
//! a word, and letters and digits that belong together are one.

/// What a character is for the count of words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// Letters and digits, which go on.
    Letter,
    /// A character that is a word alone.
    Single,
}

fn class(c: char) -> Class {
    match c {
        _ if c.is_whitespace() => Class::Space,
        '.' | ',' | '%' | '-' | '_' => Class::Letter,
        _ if c.is_ascii_alphanumeric() || (c.is_alphabetic() && u32::from(c) < 0x2E80) => {
            Class::Letter
        }
        _ => Class::Single,
    }
}

/// The characters at which words begin, counted from 0. A run of text holds at most 255 characters.
pub(super) fn starts(text: &str) -> Vec<u8> {
    let mut before = Class::Space;
    let mut starts = Vec::new();
    for (at, c) in text.chars().enumerate() {
        let here = class(c);
        let begins = here == Class::Single || here == Class::Letter && before != Class::Letter;
        if let (true, Ok(at)) = (begins, u8::try_from(at)) {
            starts.push(at);
        }
        before = here;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::starts;

    #[test]
    fn chinese_by_character_and_figures_whole() {
        for (text, expected) in [
            ("公开12.5万元", &[0, 1, 2, 6, 7][..]),
            ("PDF 文档", &[0, 4, 5]),
            ("", &[]),
            ("2025年。", &[0, 4, 5]),
        ] {
            assert_eq!(starts(text), expected, "{text}");
        }
    }
}
