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

/// A year in a title that has to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DoubtedYear {
    /// 23年, with the year that it means.
    Short(u16),
    /// 2021-2023年: the first and the last of them.
    Range(u16, u16),
}

/// What stands between the years of several.
const BETWEEN: [char; 8] = ['-', '—', '–', '~', '～', '至', '、', '和'];

/// A title's year that is not written in full, or is one of several.
pub(crate) fn doubted_year(title: &str) -> Option<DoubtedYear> {
    let text: String = title.split_whitespace().collect();
    let known = |digits: &str| digits.parse().ok().filter(|year| YEARS.contains(year));
    if let Some(year) = title_year(&text) {
        let (before, behind) = (text.get(..year.start)?, text.get(year.end..)?);
        let bare = before.strip_suffix(BETWEEN).map(|rest| rest.trim_end_matches(BETWEEN));
        let first = bare.and_then(|rest| {
            let rest = rest.trim_end_matches('度').trim_end_matches('年');
            known(rest.get(rest.len().checked_sub(4)?..)?)
        });
        let behind = behind.trim_start_matches('度');
        let last = behind.strip_prefix(BETWEEN).and_then(|rest| {
            let rest = rest.trim_start_matches(BETWEEN);
            let year = first_year(rest).filter(|year| year.start == 0)?;
            Some(year.number)
        });
        let range = first.map(|first| DoubtedYear::Range(first, year.number));
        return range.or(last.map(|last| DoubtedYear::Range(year.number, last)));
    }
    let (before, _) = text.split_once('年')?;
    let digits = before.trim_start_matches(|c: char| !c.is_ascii_digit());
    let year = digits.parse::<u16>().ok().filter(|_| digits.len() == 2)? + 2000;
    YEARS.contains(&year).then_some(DoubtedYear::Short(year))
}

/// The first year in a text that nothing is compared with: 较2022年增长 names another.
pub(crate) fn told_year(text: &str) -> Option<u16> {
    let mut rest = text;
    while let Some(year) = first_year(rest) {
        let (before, behind) = rest.split_at_checked(year.end)?;
        let before = before.get(..year.start)?.trim_end();
        if !before.ends_with(['较', '比', '同', '与', '于', '自', '从']) {
            return Some(year.number);
        }
        rest = behind;
    }
    None
}

/// The month of a folded date, from 1; 0 where it says none.
pub(crate) fn month_of(date: &str) -> u8 {
    const MONTHS: [&str; 12] =
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let behind = date.split_once(['年', '-', '.', '/']).map_or("", |(_, behind)| behind);
    let month = behind.split(['月', '-', '.', '/']).next().unwrap_or_default();
    let named = || MONTHS.iter().zip(1..).find(|(name, _)| **name == month).map(|(_, n)| n);
    let first = if month == "元" || month == "正" { Some(1) } else { None };
    month.parse().ok().or(first).or_else(named).unwrap_or_default()
}

/// The year of a day that a site writes around a report: 发布日期：2024-01-20.
pub(crate) fn published_year(text: &str) -> Option<u16> {
    let folded = fold(text);
    let labelled = ["日期", "时间"].iter().any(|label| folded.contains(label)) || is_date(text);
    let at = folded.find("20").filter(|_| labelled)?;
    let year = folded.get(at..at + 4)?.parse().ok().filter(|year| YEARS.contains(year))?;
    let marked = folded.get(at + 4..)?.starts_with(['-', '/', '.', '年']);
    marked.then_some(year)
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

/// Whether a line is nothing but a date, or a year and a month, as reports are signed: 2022年1月.
pub(crate) fn is_signing_date(text: &str) -> bool {
    let folded = fold(text);
    let month = folded.strip_suffix('月').and_then(|rest| rest.split_once('年'));
    let is_month = |(year, month): (&str, &str)| {
        let whole = first_year(&folded).is_some_and(|year| year.start == 0);
        whole
            && year.chars().count() == 4
            && month.chars().nth(2).is_none()
            && (1..=12).contains(&month_of(&folded))
    };
    is_date(text) || month.is_some_and(is_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_reports_are_signed_with() {
        for text in
            ["二〇二二年 一月十五日", "2022-01-15", "2022年1月", "二〇二二年十二月", "2022年 元月"]
        {
            assert!(is_signing_date(text), "{text}");
        }
        for text in [
            "2021年",
            "2021年1月至2月日",
            "1-2-3",
            "2022年13月",
            "1月",
            "12022年1月",
            "2022年1月至3月",
        ] {
            assert!(!is_signing_date(text), "{text}");
        }
        assert!(!is_date("2022年1月"));
    }

    #[test]
    fn years_that_are_doubted() {
        for (title, year) in [
            ("柳塘镇23年政府信息公开工作年度报告", Some(DoubtedYear::Short(2023))),
            ("2021-2023年政府信息公开工作年度报告", Some(DoubtedYear::Range(2021, 2023))),
            ("柳塘镇2022年—2023年政府信息公开年报", Some(DoubtedYear::Range(2022, 2023))),
            ("柳塘镇2022、2023年度政府信息公开年报", Some(DoubtedYear::Range(2022, 2023))),
            ("柳塘镇2023年政府信息公开工作年度报告", None),
            ("柳塘镇政府信息公开工作年度报告", None),
            ("20XX年政府信息公开工作年度报告", None),
        ] {
            assert_eq!(doubted_year(title), year, "{title}");
        }
        assert_eq!(told_year("公开信息326条，较2022年增长10%"), None);
        assert_eq!(told_year("较 2022年增长，2023年公开信息326条"), Some(2023));
        assert_eq!(published_year("发布日期：2024-01-20"), Some(2024));
        assert_eq!(published_year("公开信息2024-01条"), None);
    }

    #[test]
    fn numbers_that_are_no_years() {
        for text in ["12021年", "2032条", "1998年", "2021", "202020年", "20 21年"] {
            assert_eq!(first_year(text), None, "{text}");
        }
        let lead_in = "2020年印发。统计期限自 2021年1月1日起至2021年12月31日止";
        assert_eq!(period_year(lead_in), Some(2021));
    }
}
