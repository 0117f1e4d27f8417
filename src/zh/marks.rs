//! Number marks at the start of a paragraph: 一、 （一） 1. （1） 一是.

use super::numerals::{arabic_digit, is_numeral, numeral, value};

/// How a number mark is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 一、
    Section,
    /// （一）
    Bracketed,
    /// 1.
    Digit,
    /// （1）
    BracketedDigit,
    /// 一是
    Listed,
}

/// A number mark at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How it is written, whatever its brackets and stops are like.
    pub style: Style,
    /// The number that the mark names.
    pub number: u32,
    /// The end of the mark, in bytes of the text.
    pub end: usize,
    /// The end of the white space behind it.
    pub rest: usize,
    /// Whether its brackets are half-width, both of them: (一).
    pub half_width: bool,
}

/// The mark that a text starts with; white space before it is not skipped.
#[must_use]
pub fn mark(text: &str) -> Option<Mark> {
    let inner = text.strip_prefix(['（', '(']);
    let body = inner.unwrap_or(text);
    let chinese: String = body.chars().take_while(|c| is_numeral(*c)).collect();
    let digits: String = body.chars().take_while(|c| is_digit(*c)).take(3).collect();
    let (number, after) = match (chinese.as_str(), digits.as_str()) {
        ("", "") => return None,
        ("", digits) if digits.chars().count() < 3 => {
            (digits_value(digits)?, body.get(digits.len()..)?)
        }
        ("", _) => return None,
        (chinese, _) => (numeral_value(chinese)?, body.get(chinese.len()..)?),
    };
    let (style, behind) = match (inner.is_some(), chinese.is_empty()) {
        (true, is_digit) => {
            let style = if is_digit { Style::BracketedDigit } else { Style::Bracketed };
            (style, after.strip_prefix(['）', ')'])?)
        }
        (false, true) => (Style::Digit, after.strip_prefix(['.', '．', '、'])?),
        (false, false) => match after.strip_prefix(['、', '.', '．']) {
            Some(behind) => (Style::Section, behind),
            None => (Style::Listed, after.strip_prefix('是')?),
        },
    };
    // 3.2万元, 1.1 are none; 2.2023年 is a mark before a year.
    if style == Style::Digit && behind.starts_with(is_digit) && !starts_with_year(behind) {
        return None;
    }
    let end = text.len() - behind.len();
    let rest = text.len() - behind.trim_start().len();
    let written = text.get(..end)?;
    let half_width = written.contains('(') && written.contains(')');
    Some(Mark { style, number, end, rest, half_width })
}

/// A number mark that lacks one of its brackets: 三）政府信息管理, （三政府信息管理.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenMark {
    /// Its number.
    pub number: u32,
    /// Where the bracket is missing, in bytes of the text.
    pub missing: usize,
    /// Whether the opening one is missing.
    pub opening: bool,
}

/// The incomplete mark that a text starts with. `1）` is a way of numbering and is none; in （三 the
/// line has no closing bracket at all.
#[must_use]
pub fn broken_mark(text: &str) -> Option<BrokenMark> {
    let inner = text.strip_prefix(['（', '(']);
    let body = inner.unwrap_or(text);
    let numerals: String =
        body.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).collect();
    let number = numeral_value(&numerals)?;
    let behind = body.get(numerals.len()..)?;
    match inner {
        None if behind.starts_with(['）', ')']) => {
            Some(BrokenMark { number, missing: 0, opening: true })
        }
        Some(_) if !body.contains(['）', ')']) && !behind.is_empty() => {
            Some(BrokenMark { number, missing: text.len() - behind.len(), opening: false })
        }
        _ => None,
    }
}

/// Whether a text starts with a year: four digits and 年.
fn starts_with_year(text: &str) -> bool {
    let mut chars = text.chars();
    let digits = chars.by_ref().take(4).filter(|c| is_digit(*c)).count();
    digits == 4 && chars.as_str().trim_start().starts_with('年')
}

fn is_digit(c: char) -> bool {
    arabic_digit(c).is_some()
}

/// The number that up to two digits write.
fn digits_value(digits: &str) -> Option<u32> {
    digits.chars().try_fold(0, |sum, c| Some(sum * 10 + arabic_digit(c)?))
}

/// The number of a mark in Chinese numerals: 1 to 99, written as [`numeral`] writes it.
fn numeral_value(chinese: &str) -> Option<u32> {
    let number = u32::try_from(value(chinese)?).ok()?;
    (number < 100 && numeral(number) == chinese).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{Style, mark};

    #[test]
    fn broken_marks() {
        for (text, expected) in [
            ("三）政府信息管理", Some((3, 0, true))),
            ("十二)其他", Some((12, 0, true))),
            ("（三政府信息管理。", Some((3, 6, false))),
            ("（三）政府", None),
            ("（三项（含一项）工作", None),
            ("1）内部", None),
            ("三、政府", None),
            ("三", None),
        ] {
            let found = super::broken_mark(text).map(|m| (m.number, m.missing, m.opening));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn marks() {
        for (text, expected) in [
            ("一、总体情况", Some((Style::Section, 1, "一、"))),
            ("十二、其他", Some((Style::Section, 12, "十二、"))),
            ("（二）依申请", Some((Style::Bracketed, 2, "（二）"))),
            ("(二) 依申请", Some((Style::Bracketed, 2, "(二)"))),
            ("1、内部", Some((Style::Digit, 1, "1、"))),
            ("１．内部", Some((Style::Digit, 1, "１．"))),
            ("（1） 问题", Some((Style::BracketedDigit, 1, "（1）"))),
            ("三是加强", Some((Style::Listed, 3, "三是"))),
            ("3.2万元", None),
            ("2.2023年，公开", Some((Style::Digit, 2, "2."))),
            ("2.2023 年公开", Some((Style::Digit, 2, "2."))),
            ("2.20231年", None),
            ("2021.内", None),
            ("一般情况", None),
            ("（一", None),
            ("一一、", None),
            ("总体情况", None),
            ("", None),
        ] {
            let found = mark(text).map(|m| (m.style, m.number, text.get(..m.end).unwrap()));
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(mark("5、 存在").map(|mark| mark.rest), Some("5、 ".len()));
    }
}
