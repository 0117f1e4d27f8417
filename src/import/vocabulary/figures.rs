//! Figures as sources write them: which words are one, and what value they mean.

use crate::edition::Kind;
use crate::report::Value;

/// Units met after a count.
const COUNT_UNITS: &[&str] = &["件次", "人次", "件", "条", "次", "个", "项", "人"];

/// Units met after a figure of any kind.
const UNITS: &[&str] = &["万元", "元", "万"];

/// Where a figure was broken over lines for want of room: a space that nobody types.
pub(crate) const BROKEN: char = '\u{2005}';

/// A longer text is no figure.
const MAX_FIGURE: usize = 24;

/// Whether a cell's words are a figure, or a mark in place of one.
pub(crate) fn is_figure(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().take(MAX_FIGURE + 1).count() > MAX_FIGURE {
        return false;
    }
    if matches!(Value::read(Kind::Count, text), Value::Mark(_)) {
        return true;
    }
    let numeric = |c: char| {
        is_zero_like(c)
            || matches!(c, '0'..='9' | '０'..='９' | '+' | '-' | '−' | '－' | '.' | '．' | ',' | '，' | ' ' | BROKEN)
    };
    let behind = text.trim_start_matches(numeric);
    let rest = bare_unit(split_mark(behind).0.trim_end());
    // 1. and 2， are numbers of something.
    let whole = !text.ends_with(['.', '．', ',', '，']);
    whole
        && behind.len() < text.len()
        && (rest.is_empty() || COUNT_UNITS.contains(&rest) || UNITS.contains(&rest))
}

/// A unit without brackets around it: 3.2（万元）.
fn bare_unit(unit: &str) -> &str {
    let inner = unit.strip_prefix(['（', '(']).and_then(|unit| unit.strip_suffix(['）', ')']));
    inner.unwrap_or(unit)
}

/// Words or a figure, and the mark of a note behind them: 37①, 37[1], 37（注1）, 37*.
pub(crate) fn split_mark(text: &str) -> (&str, &str) {
    let raised = |c: char| matches!(c, '¹' | '²' | '³' | '⁰'..='⁹' | '①'..='⑳' | '*' | '＊' | '※' | '†' | '‡');
    let words = text.trim_end_matches(raised);
    if words.len() < text.len() {
        return (words, text.strip_prefix(words).unwrap_or_default());
    }
    for (open, close) in [('[', ']'), ('〔', '〕'), ('［', '］'), ('（', '）'), ('(', ')')] {
        let Some((words, note)) = text.strip_suffix(close).and_then(|t| t.rsplit_once(open)) else {
            continue;
        };
        let number = note.strip_prefix('注').or((open != '（' && open != '(').then_some(note));
        let is_number =
            |number: &str| number.chars().all(char::is_numeric) && number.chars().nth(2).is_none();
        if number.is_some_and(is_number) && !note.is_empty() {
            return (words, text.strip_prefix(words).unwrap_or_default());
        }
    }
    (text, "")
}

fn is_zero_like(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'Ｏ' | '〇' | '○')
}

/// Reads a cell, and says what was made of it where that is not plain.
pub(crate) fn read(kind: Kind, text: &str) -> (Value, Option<String>) {
    // No value holds a tab or the like: it would not come back from a report file.
    let mut text = text.replace(char::is_control, " ");
    if kind == Kind::AsWritten {
        text = text.replace(BROKEN, " ");
    }
    let text = &text;
    let value = Value::read(kind, text);
    let (figure, mark) = split_mark(text.trim());
    let figure = figure.trim_end();
    // What stands as it was written has no fault, and the mark of a note all the same.
    if kind == Kind::AsWritten && !mark.is_empty() && is_figure(figure) {
        let note = format!("“{}”按 {figure} 读取", text.trim());
        return (Value::read(kind, figure), Some(note));
    }
    let Some(fault) = value.fault(kind) else { return (value, None) };
    let text = text.trim();
    let marked =
        || Some(Value::read(kind, figure)).filter(|v| !v.is_blank() && v.fault(kind).is_none());
    match mend(kind, text)
        .or_else(|| marked().or_else(|| mend(kind, figure)).filter(|_| !mark.is_empty()))
    {
        Some(mended) => {
            let note = format!("“{text}”按 {} 读取", mended.text());
            (mended, Some(note))
        }
        None => (value, Some(format!("“{text}”照原样保留（{fault}）"))),
    }
}

/// The figure without its unit and with 0 for a letter like it.
fn mend(kind: Kind, text: &str) -> Option<Value> {
    // 3.2（万元）, but not 36(3), whose brackets hold another figure.
    let within = text.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    let unit = within.filter(|(_, unit)| COUNT_UNITS.contains(unit) || UNITS.contains(unit));
    let text: String =
        unit.map_or_else(|| text.to_owned(), |(figure, unit)| format!("{figure}{unit}"));
    let units = if kind == Kind::Money { &["万元"] } else { COUNT_UNITS };
    let number = units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text).trim();
    // Nothing is nothing in every unit.
    let all = || COUNT_UNITS.iter().chain(UNITS);
    let bare = all().find_map(|unit| text.strip_suffix(unit)).map(str::trim);
    let number = bare.filter(|bare| matches!(*bare, "0" | "０")).unwrap_or(number);
    let number: String = number.chars().map(|c| if is_zero_like(c) { '0' } else { c }).collect();
    let number = number.replace(BROKEN, "");
    // A spreadsheet's 5.0 counts five.
    let whole = number
        .split_once('.')
        .filter(|(_, rest)| !rest.is_empty() && rest.chars().all(|c| c == '0'));
    let number = whole.filter(|_| kind != Kind::Money).map_or(number.as_str(), |(whole, _)| whole);
    let value = Value::read(kind, number);
    (!value.is_blank() && value.fault(kind).is_none()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_from_words() {
        for text in [
            "0",
            " 12 ",
            "-",
            "/",
            "无",
            "0件",
            "1,234",
            "251000元",
            "O",
            "３",
            "0.1234",
            "-3",
            "3.2（万元）",
            "37①",
            "37²",
            "37[1]",
            "37 〔2〕",
            "37（注1）",
            "37件*",
        ] {
            assert!(is_figure(text), "{text}");
        }
        for text in [
            "",
            "（万元）",
            "规章",
            "1.",
            "2，",
            "1.属于国家秘密",
            "2021年",
            "总计",
            "OK",
            "_",
            "3.其他",
            "①",
            "[1]",
            "37[a]",
            "37（1）",
        ] {
            assert!(!is_figure(text), "{text}");
        }
    }

    #[test]
    fn cells_are_read_and_told() {
        let count = |n| Value::Count(n);
        let written = |text: &str| Value::Written(text.to_owned());
        for (kind, text, value, note) in [
            (
                Kind::Count,
                "1234567\u{2005}8",
                count(12_345_678),
                Some("“1234567\u{2005}8”按 12345678 读取"),
            ),
            (Kind::Count, " 3 ", count(3), None),
            (Kind::Count, "0件", count(0), Some("“0件”按 0 读取")),
            (Kind::Count, "37①", count(37), Some("“37①”按 37 读取")),
            (Kind::Count, "37件[1]", count(37), Some("“37件[1]”按 37 读取")),
            (Kind::Money, "5.23（注1）", written("5.23"), Some("“5.23（注1）”按 5.23 读取")),
            (Kind::Count, "O", count(0), Some("“O”按 0 读取")),
            (Kind::Count, "5.00", count(5), Some("“5.00”按 5 读取")),
            (Kind::Count, "1O", count(10), Some("“1O”按 10 读取")),
            (Kind::Count, "约3", written("约3"), Some("“约3”照原样保留（件数请填整数）")),
            (Kind::Count, "1\t2", written("1 2"), Some("“1 2”照原样保留（件数请填整数）")),
            (Kind::Count, "", Value::Blank, None),
            (Kind::Money, "0元", written("0"), Some("“0元”按 0 读取")),
            (Kind::Money, "3.2（万元）", written("3.2"), Some("“3.2（万元）”按 3.2 读取")),
            (Kind::Count, "36(3)", written("36(3)"), Some("“36(3)”照原样保留（件数请填整数）")),
            (Kind::Count, "1（2）", written("1（2）"), Some("“1（2）”照原样保留（件数请填整数）")),
            (Kind::Count, "5（件）", count(5), Some("“5（件）”按 5 读取")),
            (Kind::Money, "0.25万元", written("0.25"), Some("“0.25万元”按 0.25 读取")),
            (
                Kind::Money,
                "25元",
                written("25元"),
                Some("“25元”照原样保留（请只填数字，单位已是万元）"),
            ),
            (Kind::AsWritten, "251000元", written("251000元"), None),
            (Kind::AsWritten, "0²", written("0"), Some("“0²”按 0 读取")),
            (
                Kind::AsWritten,
                "3.5万元（注1）",
                written("3.5万元"),
                Some("“3.5万元（注1）”按 3.5万元 读取"),
            ),
            (Kind::AsWritten, "见附件①", written("见附件①"), None),
        ] {
            let read = read(kind, text);
            assert_eq!((read.0, read.1.as_deref()), (value, note), "{text}");
        }
    }
}
