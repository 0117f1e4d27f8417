//! What can be read from Chinese prose without knowing what a report is: counts with their units,
//! dates, numerals, number marks, sentences, what kind of agency a name names.

pub mod agency;
mod charset;
pub mod counts;
pub mod dates;
mod likeness;
pub mod marks;
mod numerals;
mod reader;
mod sentences;
mod word_list;

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar as _;

pub use charset::CharSet;
pub use dates::years;
pub use likeness::{letter_count, percent_alike};
pub use numerals::{arabic_digit, chinese_digit, is_numeral, multiplier, numeral, value};
pub use sentences::{clauses, sentences};
pub use word_list::{Letters, WordList};

/// How many columns of text a character takes where Chinese is set: 2 for a Chinese one, 1 for a
/// Latin one, 0 for a control character.
#[must_use]
pub fn width(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

/// Whether a terminal would obey a character, a screen would set the text around it otherwise than it
/// stands, or no text may hold it: control characters but tab and line feed, the marks that turn the
/// direction, and noncharacters.
#[must_use]
pub fn is_unprintable(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}'
        | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || is_noncharacter(c)
}

/// Whether Unicode keeps a code point from ever being a character.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// A text as it may be shown: unprintable characters replaced by �.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.contains(is_unprintable) {
        Cow::Owned(text.replace(is_unprintable, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a character is a Chinese one.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

/// Whether a character is a mark of Chinese text: full-width, or a curly quote.
#[must_use]
pub fn is_full_width_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3017}' | '“' | '”' | '‘' | '’' | '…'
        | '！' | '（' | '）' | '，' | '．' | '：' | '；' | '？' | '％')
}

/// A text of at most so many characters on one line, with an ellipsis where it was longer.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
