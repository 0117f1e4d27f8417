//! The content of one field of a row: nothing, something understood, or words that are not.

use jiff::civil::Date;

use super::day::read_day;

/// A field of a request. Blank is not a value, and what cannot be read is kept as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Entry<T> {
    /// Nothing.
    #[default]
    Blank,
    /// Something that was understood.
    Known(T),
    /// Words that were not understood, to be mended by the clerk.
    Unread(String),
}

/// Something that a field can hold, with its one way of being written.
pub trait EntryValue: Sized {
    /// Reads what was written, tolerantly; `None` where it is not understood.
    fn read(text: &str) -> Option<Self>;

    /// The value as it is written; reading that gives the same value.
    fn words(&self) -> String;
}

impl<T: EntryValue> Entry<T> {
    /// Reads what was written in a field.
    #[must_use]
    pub fn read(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::Blank;
        }
        T::read(text.trim()).map_or_else(|| Self::Unread(text.to_owned()), Self::Known)
    }

    /// The entry as it is written; empty for a blank one.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Known(value) => value.words(),
            Self::Unread(text) => text.clone(),
        }
    }
}

impl<T> Entry<T> {
    /// What was understood.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is blank.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }

    /// Whether it holds words that were not understood.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        matches!(self, Self::Unread(_))
    }
}

impl Entry<Date> {
    /// The day, where one is known.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.known().copied()
    }
}

impl EntryValue for Date {
    fn read(text: &str) -> Option<Self> {
        read_day(text)
    }

    fn words(&self) -> String {
        self.to_string()
    }
}

/// An amount of money, not negative, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Yuan {
    /// Hundredths of a yuan.
    pub fen: i64,
}

/// The largest amount that is read: sums of a whole ledger stay far from overflow.
const MAX_FEN: i64 = 99_999_999_999_999;

impl EntryValue for Yuan {
    /// Reads 100, 100.5, 1,200.50, ￥100 and 100元, with at most two decimals.
    fn read(text: &str) -> Option<Self> {
        let plain: String = text.chars().map(half_width).filter(|c| *c != ',').collect();
        let plain = plain.trim().trim_start_matches(['￥', '¥']).trim_end_matches('元').trim();
        let (whole, part) = plain.split_once('.').unwrap_or((plain, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 2 {
            return None;
        }
        let part: i64 = format!("{part:0<2}").parse().ok()?;
        let fen = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)?;
        (fen <= MAX_FEN).then_some(Self { fen })
    }

    fn words(&self) -> String {
        let (whole, part) = (self.fen / 100, self.fen % 100);
        let text = format!("{whole}.{part:02}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// Full-width digits and signs as their ASCII counterparts.
pub(super) fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    }
}
