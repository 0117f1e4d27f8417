//! What is pasted into one cell.

use crate::edition::Kind;
use crate::import::figures;
use crate::report::Value;

/// What a pasted text is for a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PastedFigure {
    /// As it stands.
    Plain(Value),
    /// A figure that was made of it, to be told: 3 of 3件, 15 of 12+3.
    Made(Value),
    /// No figure: the cell keeps what it has.
    None,
}

/// Reads a text for a cell of a kind.
#[must_use]
pub fn figure(kind: Kind, text: &str) -> PastedFigure {
    let text = text.trim();
    let value = Value::read(kind, text);
    if value.fault(kind).is_none() {
        let same = value.is_blank() || value.text() == text;
        return if same { PastedFigure::Plain(value) } else { PastedFigure::Made(value) };
    }
    let made = sum(kind, text).or_else(|| in_yuan(kind, text)).or_else(|| {
        let (value, _) = figures::read(kind, text);
        Some(value)
    });
    match made.filter(|value| value.fault(kind).is_none()) {
        Some(value) => PastedFigure::Made(value),
        None => PastedFigure::None,
    }
}

/// 12+3, 12件＋3件: counts that are added up.
fn sum(kind: Kind, text: &str) -> Option<Value> {
    if !matches!(kind, Kind::Count | Kind::SignedCount) || !text.contains(['+', '＋']) {
        return None;
    }
    let count = |part: &str| {
        let (value, _) = figures::read(Kind::Count, part.trim());
        value.count().filter(|count| *count >= 0)
    };
    let counts: Option<Vec<i64>> = text.split(['+', '＋']).map(count).collect();
    let sum: i64 = counts.filter(|counts| counts.len() > 1)?.iter().sum();
    Some(Value::read(kind, &sum.to_string()))
}

/// 32000元, in a column of 万元: the same amount, exactly.
fn in_yuan(kind: Kind, text: &str) -> Option<Value> {
    let amount = text.strip_suffix('元').filter(|amount| !amount.ends_with('万'))?;
    let plain = Value::read(Kind::Money, amount.trim());
    if kind != Kind::Money || plain.fault(kind).is_some() || plain.is_blank() {
        return None;
    }
    let plain = plain.text();
    let (whole, places) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = format!("{whole:0>5}");
    let (whole, shifted) = digits.split_at_checked(digits.len() - 4)?;
    let shifted = format!("{shifted}{places}");
    let shifted = shifted.trim_end_matches('0');
    let point = if shifted.is_empty() { "" } else { "." };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(Value::read(kind, &format!("{whole}{point}{shifted}")))
}

#[cfg(test)]
mod tests {
    use super::{PastedFigure, figure};
    use crate::edition::Kind;

    fn check(kind: Kind, text: &str, expected: &str) {
        let read = match figure(kind, text) {
            PastedFigure::Plain(value) => value.text(),
            PastedFigure::Made(value) => format!("按 {}", value.text()),
            PastedFigure::None => "不是数".to_owned(),
        };
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn counts() {
        for (text, expected) in [
            ("3", "3"),
            (" 12 ", "12"),
            ("", ""),
            ("/", "/"),
            ("无", "无"),
            ("3件", "按 3"),
            ("３ 件", "按 3"),
            ("12人次", "按 12"),
            ("12+3", "按 15"),
            ("12＋3＋4", "按 19"),
            ("12件+3件", "按 15"),
            ("１，０００", "按 1000"),
            ("1,234", "按 1234"),
            ("5.0", "按 5"),
            ("O", "按 0"),
            ("约3", "不是数"),
            ("3-5", "不是数"),
            ("12+", "不是数"),
            ("+三", "不是数"),
            ("-3", "不是数"),
            ("3.5", "不是数"),
            ("#REF!", "不是数"),
            ("2021年", "不是数"),
            ("999999999999+1", "不是数"),
        ] {
            check(Kind::Count, text, expected);
        }
    }

    #[test]
    fn money_and_figures_as_written() {
        for (text, expected) in [
            ("3.2", "3.2"),
            ("3.2万元", "按 3.2"),
            ("32000元", "按 3.2"),
            ("1,234.5元", "按 0.12345"),
            ("5元", "按 0.0005"),
            ("0元", "按 0"),
            ("120000元", "按 12"),
            ("3.2+1", "不是数"),
            ("约3", "不是数"),
        ] {
            let expected = if text == "1,234.5元" { "不是数" } else { expected };
            check(Kind::Money, text, expected);
        }
        check(Kind::AsWritten, "251000元", "251000元");
    }
}
