//! What stands before section one: the title with agency and year in it, and the lead-in.

use super::blocks::Line;
use super::furniture::is_furniture;
use super::labels::fold;
use crate::report::YEARS;

/// Longer lines are prose, not a title.
const MAX_TITLE: usize = 60;

/// What an agency's name is followed by, where it is not the year.
const SUBJECTS: &[&str] = &["政府信息公开", "信息公开", "政务公开"];

/// What stands before section one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    /// The title's lines; none where there is no title.
    pub title: Vec<Line>,
    pub lead_in: Vec<Line>,
    /// Lines before the title.
    pub unplaced: Vec<Line>,
}

/// Finds the title: of the short lines that complete 年度报告 or 年报 the one that says most of
/// itself (a site repeats it in breadcrumbs and lists), with the line before it where it is not
/// whole alone.
pub(super) fn front(lines: Vec<Line>) -> Front {
    let candidates = lines.iter().enumerate().filter(|(_, line)| completes_title(line));
    let Some((end, _)) = candidates.max_by_key(|(at, line)| (weight(line), *at)) else {
        let (unplaced, lead_in) = lines.into_iter().partition(|line| is_furniture(&line.text));
        return Front { lead_in, unplaced, ..Front::default() };
    };
    let before = end.checked_sub(1).and_then(|index| lines.get(index));
    let joined = before
        .is_some_and(|line| is_short(line) && !is_whole(&lines[end]) && !is_furniture(&line.text));
    let mut rest = lines.into_iter();
    let mut unplaced: Vec<Line> = rest.by_ref().take(end - usize::from(joined)).collect();
    let title = rest.by_ref().take(1 + usize::from(joined)).collect();
    let (furniture, lead_in) = rest.partition::<Vec<Line>, _>(|line| is_furniture(&line.text));
    unplaced.extend(furniture);
    Front { title, lead_in, unplaced }
}

/// How much a title says: what it is about, of whom, of which year, and nothing after it.
fn weight(line: &Line) -> usize {
    let text = fold(&line.text);
    let ends = text.ends_with("报告") || text.ends_with("年报");
    4 * usize::from(is_whole(line))
        + 2 * usize::from(first_year(&text).is_some())
        + usize::from(ends)
}

fn is_short(line: &Line) -> bool {
    line.text.chars().count() <= MAX_TITLE && !line.text.contains(['。', '，', '；', '：'])
}

fn completes_title(line: &Line) -> bool {
    let text = fold(&line.text);
    let named = text.contains("年度报告") || text.contains("年报");
    named && is_short(line) && !is_furniture(&line.text)
}

/// Whether a title names an agency and says what it is about.
fn is_whole(line: &Line) -> bool {
    let text = fold(&line.text);
    SUBJECTS.iter().any(|subject| text.contains(subject)) && !agency(&text).is_empty()
}

/// The agency that a title names; empty where it names none.
pub(super) fn agency(title: &str) -> String {
    let title: String = title.split_whitespace().collect();
    let mut rest = title.as_str();
    if let Some(year) = first_year(rest).filter(|year| year.start == 0) {
        rest = rest.split_at(year.end).1.trim_start_matches('度');
    }
    let subject = |text: &str| SUBJECTS.iter().filter_map(|s| text.find(s)).min();
    let year = first_year(rest).map(|year| year.start);
    let end = match year {
        Some(year) if subject(rest.split_at(year).1).is_some() => Some(year),
        year => subject(rest).or(year),
    };
    let (name, after) = rest.split_at(end.unwrap_or(0));
    // XX镇人民政府信息公开: 政府 belongs to both.
    let shared = name.ends_with("人民") && after.starts_with("政府");
    let name = name.trim_end_matches("关于");
    if shared { format!("{name}政府") } else { name.to_owned() }
}

/// A year and where in the text, in bytes, it stands, 年 included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    pub number: u16,
    start: usize,
    end: usize,
}

/// The first year (2021年, ２０２１ 年, 二〇二一年) in a text.
pub(super) fn first_year(text: &str) -> Option<Year> {
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
    let digit = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        '○' | '零' | 'Ｏ' => 0,
        _ => u32::try_from("〇一二三四五六七八九".chars().position(|d| d == c)?).ok()?,
    };
    u16::try_from(digit).ok()
}

/// The year of 统计期限 in a text.
pub(super) fn period_year(text: &str) -> Option<u16> {
    let (_, after) = text.split_once("期限").or_else(|| text.split_once("期间"))?;
    first_year(after).map(|year| year.number)
}

#[cfg(test)]
mod tests {
    use super::{agency, first_year, front, period_year};
    use crate::import::blocks::Line;

    #[test]
    fn agency_and_year_of_titles() {
        for (title, name, year) in [
            ("富阳区上官乡2021年政府信息公开工作年度报告", "富阳区上官乡", Some(2021)),
            (
                "殷都区人民政府办公室2021年政府信息公开工作年度报告",
                "殷都区人民政府办公室",
                Some(2021),
            ),
            ("九间楼乡政府信息公开工作2020年度报告", "九间楼乡", Some(2020)),
            (
                "民权县伯党乡人民政府 2022 年政府信息公开工作 年度报告",
                "民权县伯党乡人民政府",
                Some(2022),
            ),
            ("大岚镇人民政府信息公开工作年度报告", "大岚镇人民政府", None),
            ("2021年度大岚镇人民政府政府信息公开工作年度报告", "大岚镇人民政府", Some(2021)),
            ("某县政务公开办公室2023年政府信息公开工作年度报告", "某县政务公开办公室", Some(2023)),
            ("某局关于二〇二二年政府信息公开工作的年度报告", "某局", Some(2022)),
            ("年度报告", "", None),
            ("", "", None),
        ] {
            assert_eq!(agency(title), name, "{title}");
            assert_eq!(first_year(title).map(|year| year.number), year, "{title}");
        }
    }

    #[test]
    fn numbers_that_are_no_years() {
        for text in ["12021年", "2032条", "1998年", "2021", "202020年", "20 21年"] {
            assert_eq!(first_year(text), None, "{text}");
        }
        let lead_in = "2020年印发。统计期限自 2021年1月1日起至2021年12月31日止";
        assert_eq!(period_year(lead_in), Some(2021));
    }

    #[test]
    fn titles_over_two_lines() {
        let check = |lines: &[&str], title: usize, unplaced: usize| {
            let front = front(lines.iter().map(|text| Line::new(1, text)).collect());
            assert_eq!((front.title.len(), front.unplaced.len()), (title, unplaced), "{lines:?}");
            assert_eq!(front.lead_in.len(), lines.len() - title - unplaced);
        };
        check(&["某乡2021年政府信息公开工作", "年度报告"], 2, 0);
        check(&["某乡人民政府", "2021年政府信息公开工作年度报告", "前言。"], 2, 0);
        check(&["字号 打印", "某乡人民政府2021年政府信息公开工作年度报告", "前言。"], 1, 1);
        check(&["政府信息公开年报", "某乡2021年政府信息公开工作年度报告", "来源：某乡"], 1, 2);
        check(&["首页 > 公开 > 年报", "某乡政府信息公开工作", "2021年度报告", "前言。"], 2, 1);
        check(&["根据条例编制本报告。"], 0, 0);
        check(&[], 0, 0);
    }
}
