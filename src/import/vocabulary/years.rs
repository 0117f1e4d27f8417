//! Years as reports write them.

use super::folding::fold;
use crate::report::YEARS;
use crate::zh;

/// A year and its byte range in the text, 年 included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Year {
    /// The year as a number: 2021.
    pub number: u16,
    pub start: usize,
    pub end: usize,
}

/// The first year (2021年, ２０２１ 年, 二〇二一年) in a text.
pub(crate) fn first_year(text: &str) -> Option<Year> {
    let mut digits: Vec<(usize, u16)> = Vec::new();
    let mut gap = false;
    for (at, c) in text.char_indices() {
        if let Some(digit) = year_digit(c) {
            if gap {
                digits.clear();
            }
            digits.push((at, digit));
        } else if let ('年', [(start, _), _, _, _]) = (c, digits.as_slice()) {
            let year = digits.iter().fold(0, |year, (_, digit)| year * 10 + digit);
            if YEARS.contains(&year) {
                return Some(Year { number: year, start: *start, end: at + c.len_utf8() });
            }
            digits.clear();
        } else if !c.is_whitespace() {
            digits.clear();
        }
        gap = c.is_whitespace();
    }
    None
}

fn year_digit(c: char) -> Option<u16> {
    // Ｏ is a letter written for 〇.
    let digit = zh::arabic_digit(c).or_else(|| zh::chinese_digit(c));
    u16::try_from(digit.or((c == 'Ｏ').then_some(0))?).ok()
}

/// The year of a title, also where 年 is lost behind the digits: 2023政府信息公开, 2023度.
pub(crate) fn title_year(text: &str) -> Option<Year> {
    first_year(text).or_else(|| bare_year(text))
}

/// Four digits that are a year, and no others beside them.
fn bare_year(text: &str) -> Option<Year> {
    let digits: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| c.is_ascii_digit()).collect();
    let start = digits.first()?.0;
    let end = digits.last()?.0 + 1;
    let number: u16 = text.get(start..end).filter(|digits| digits.len() == 4)?.parse().ok()?;
    YEARS.contains(&number).then_some(Year { number, start, end })
}

/// The year of 统计期限 in a text.
pub(crate) fn period_year(text: &str) -> Option<u16> {
    let (_, after) = text.split_once("期限").or_else(|| text.split_once("期间"))?;
    let digits = || after.trim_start_matches(|c: char| !c.is_ascii_digit()).get(..4)?.parse().ok();
    first_year(after).map(|year| year.number).or_else(digits).filter(|year| YEARS.contains(year))
}

/// Whether a line is nothing but a date: 2022年1月15日, 2022-01-15, 二〇二二年一月十五日.
pub(crate) fn is_date(text: &str) -> bool {
    let text = fold(text).replace("元月", "1月");
    let numeral = |c: char| c.is_ascii_digit() || crate::zh::is_numeral(c);
    let parts: Vec<&str> = text.split(|c| !numeral(c)).filter(|part| !part.is_empty()).collect();
    let marks: String = text.chars().filter(|c| !numeral(*c)).collect();
    match marks.as_str() {
        "年月日" => parts.len() == 3 && first_year(&text).is_some(),
        "--" | ".." | "//" => parts.len() == 3 && parts[0].len() == 4,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_no_years() {
        for text in ["12021年", "2032条", "1998年", "2021", "202020年", "20 21年"] {
            assert_eq!(first_year(text), None, "{text}");
        }
        let lead_in = "2020年印发。统计期限自 2021年1月1日起至2021年12月31日止";
        assert_eq!(period_year(lead_in), Some(2021));
    }
}
