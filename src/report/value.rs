//! The content of one number cell.

use crate::edition::Kind;

/// The largest count that is taken as a number: sums of a whole table stay far from overflow.
pub const MAX_COUNT: i64 = 999_999_999_999;

/// The longest figure that is kept as written, in characters: no column holds more.
const MAX_WRITTEN: usize = 40;

/// The content of one number cell. Blank is not 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing was filled in.
    #[default]
    Blank,
    /// "/", "-", "—" or "无" in place of a number; printed as written, counted as blank.
    Mark(String),
    /// A whole number.
    Count(i64),
    /// An amount or a figure with its unit, exactly as written; in a count's cell, something
    /// that is not a whole number and has to be mended (R05).
    Written(String),
}

/// Maps full-width digits, signs, commas and points to their ASCII counterparts.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '，' | '．' | '＋' | '－' | '／' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        '−' => '-',
        other => other,
    }
}

/// Drops commas that separate thousands: those of 1,234 but not of 12,34.
fn without_commas(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once('.').map_or((text, None), |(w, r)| (w, Some(r)));
    let digits = whole.trim_start_matches(['+', '-']);
    let mut groups = digits.split(',');
    let first = groups.next().unwrap_or("");
    let all_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let well_formed = digits.contains(',')
        && (1..=3).contains(&first.len())
        && all_digits(first)
        && groups.all(|group| group.len() == 3 && all_digits(group));
    well_formed.then(|| match rest {
        Some(rest) => format!("{}.{rest}", whole.replace(',', "")),
        None => whole.replace(',', ""),
    })
}

fn is_blank_mark(text: &str) -> bool {
    matches!(text, "/" | "／" | "-" | "－" | "--" | "—" | "——" | "–" | "无" | "\\")
}

impl Value {
    /// Reads what was typed or met in a cell of a kind. Spaces around it are dropped; full-width
    /// digits and thousands commas are understood. What is not a figure of that kind is kept.
    #[must_use]
    pub fn read(kind: Kind, text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Blank;
        }
        if is_blank_mark(text) {
            return Self::Mark(text.to_owned());
        }
        if kind == Kind::AsWritten {
            return Self::Written(text.to_owned());
        }
        let plain: String = text.chars().map(half_width).collect();
        let plain = without_commas(&plain).unwrap_or(plain);
        match kind {
            Kind::Money if decimal_places(&plain).is_some() => Self::Written(plain),
            Kind::Money | Kind::AsWritten => Self::Written(text.to_owned()),
            Kind::Count | Kind::SignedCount => match plain.parse::<i64>() {
                Ok(number) if number.abs() <= MAX_COUNT => Self::Count(number),
                _ => Self::Written(text.to_owned()),
            },
        }
    }

    /// The number, where it is one.
    #[must_use]
    pub fn count(&self) -> Option<i64> {
        match self {
            Self::Count(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether there is no figure: blank, or a mark instead of a number.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank | Self::Mark(_))
    }

    /// The value as it is printed; empty for a blank.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Mark(text) | Self::Written(text) => text.clone(),
            Self::Count(number) => number.to_string(),
        }
    }

    /// What is wrong with it in a cell of a kind, in a clerk's words (R05); `None` where nothing
    /// is.
    #[must_use]
    pub fn fault(&self, kind: Kind) -> Option<&'static str> {
        match (kind, self) {
            (_, Self::Written(text)) if text.chars().nth(MAX_WRITTEN).is_some() => {
                Some("写得太长，一格最多 40 个字")
            }
            (_, Self::Blank | Self::Mark(_)) | (Kind::AsWritten, _) => None,
            (Kind::Money, _) => money_fault(&self.text()),
            (Kind::Count, Self::Count(number)) if *number < 0 => Some("件数不能小于 0"),
            (_, Self::Count(_)) => None,
            (_, Self::Written(_)) => Some("件数请填整数"),
        }
    }
}

/// The number of decimal places of a plain decimal, with or without a sign; `None` where the text
/// is none.
fn decimal_places(text: &str) -> Option<usize> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let has_point = digits.contains('.');
    (all_digits(whole) && all_digits(places)).then_some(if has_point { places.len() } else { 0 })
}

fn money_fault(text: &str) -> Option<&'static str> {
    match decimal_places(text) {
        None => Some("请只填数字，单位已是万元"),
        Some(_) if text.starts_with('-') => Some("金额不能小于 0"),
        Some(places) if places > 4 => Some("金额最多 4 位小数"),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Value;
    use crate::edition::Kind;

    fn check(kind: Kind, cases: &[(&str, &str, Option<&str>)]) {
        for (typed, printed, fault) in cases {
            let value = Value::read(kind, typed);
            assert_eq!(value.text(), *printed, "{typed}");
            assert_eq!(value.fault(kind), *fault, "{typed}");
            assert_eq!(Value::read(kind, &value.text()), value, "{typed}");
        }
    }

    #[test]
    fn counts() {
        check(
            Kind::Count,
            &[
                ("", "", None),
                (" 0\u{a0}", "0", None),
                ("１２", "12", None),
                ("1,234,567", "1234567", None),
                ("12,34", "12,34", Some("件数请填整数")),
                ("/", "/", None),
                ("无", "无", None),
                ("-3", "-3", Some("件数不能小于 0")),
                ("3.5", "3.5", Some("件数请填整数")),
                ("99999999999999999999", "99999999999999999999", Some("件数请填整数")),
            ],
        );
        check(Kind::SignedCount, &[("－3", "-3", None), ("+2", "2", None)]);
    }

    #[test]
    fn money_is_kept_exactly() {
        check(
            Kind::Money,
            &[
                ("3.20", "3.20", None),
                ("０.１２３４", "0.1234", None),
                ("1,234.5", "1234.5", None),
                ("0.12345", "0.12345", Some("金额最多 4 位小数")),
                ("-1.0", "-1.0", Some("金额不能小于 0")),
                ("3万", "3万", Some("请只填数字，单位已是万元")),
                (".5", ".5", Some("请只填数字，单位已是万元")),
            ],
        );
        let long = "9".repeat(41);
        let too_long = (long.as_str(), long.as_str(), Some("写得太长，一格最多 40 个字"));
        let written = [("251000元", "251000元", None), (" 8040 ", "8040", None), too_long];
        check(Kind::AsWritten, &written);
    }
}
