//! What can be told of Chinese prose without knowing what a report is: counts with their units,
//! dates, number marks, sentences, what kind of agency a name names.

pub mod agency;
mod charset;
pub mod counts;
pub mod dates;
pub mod marks;
mod reader;
mod sentences;

pub use charset::CharSet;
pub use sentences::{clauses, sentences};

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
