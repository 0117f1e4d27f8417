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
    /// Its number.
    pub number: u32,
    /// Its end, in bytes of the text.
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
    // 3.2万元, 1.1
    if style == Style::Digit && behind.starts_with(is_digit) {
        return None;
    }
    let end = text.len() - behind.len();
    let rest = text.len() - behind.trim_start().len();
    let written = text.get(..end)?;
    let half_width = written.contains('(') && written.contains(')');
    Some(Mark { style, number, end, rest, half_width })
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
