//! What stands before section one: the title with agency and year in it, and the lead-in.

use super::blocks::Line;
use super::furniture::is_furniture;
use super::labels::fold;
use crate::report::YEARS;
use crate::words::is_han;

/// Longer lines are prose, not a title.
const MAX_TITLE: usize = 60;

/// What an agency's name is followed by, where it is not the year.
const SUBJECTS: &[&str] = &["政府信息公开", "信息公开", "政务公开"];

/// A title stands in no more lines than this.
const MAX_LINES: usize = 5;

/// What agencies are; none is called only this.
const KINDS: &[&str] = &[
    "人民政府",
    "政府",
    "办公室",
    "办事处",
    "管理委员会",
    "管委会",
    "委员会",
    "街道",
    "镇",
    "乡",
    "民族",
    "自治州",
    "自治县",
    "自治旗",
    "自治区",
    "局",
];

/// What names of places end with.
const PLACES: &str = "省市县区州盟旗乡镇";

/// Names of places, one or several, have so many characters.
const MIN_PLACE: usize = 3;
const MAX_PLACE: usize = 30;

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
/// itself (a site repeats it in breadcrumbs and lists), with the lines before it where it is not
/// whole alone, or where only they make it the name that the report is signed with.
pub(super) fn front(lines: Vec<Line>, signed: &[String]) -> Front {
    let candidates = (0..lines.len()).filter_map(|at| Some((at, completes_title(&lines, at)?)));
    let Some((end, _)) = candidates.max_by_key(|(at, weight)| (*weight, *at)) else {
        let (unplaced, lead_in) = lines.into_iter().partition(|line| is_furniture(&line.text));
        return Front { lead_in, unplaced, ..Front::default() };
    };
    let count = title_lines(lines.get(..=end).unwrap_or_default(), signed);
    let mut rest = lines.into_iter();
    let mut unplaced: Vec<Line> = rest.by_ref().take(end + 1 - count).collect();
    let title = rest.by_ref().take(count).collect();
    let (furniture, lead_in) = rest.partition::<Vec<Line>, _>(|line| is_furniture(&line.text));
    unplaced.extend(furniture);
    Front { title, lead_in, unplaced }
}

/// How many of the lines, the last of which completes the title, are the title.
fn title_lines(lines: &[Line], signed: &[String]) -> usize {
    let before = lines.iter().rev().skip(1).take(MAX_LINES - 1);
    let most = 1 + before.take_while(|line| is_part(line)).count();
    let joined = |count: usize| -> String {
        let lines = lines.get(lines.len() - count..).unwrap_or_default();
        lines.iter().map(|line| line.text.as_str()).collect()
    };
    let count = (1..=most).find(|count| is_whole(&joined(*count))).unwrap_or(most.min(2));
    let is_signed = |count: &usize| signed.contains(&agency(&joined(*count)));
    if let Some(signed) = (count..=most).find(is_signed) {
        return signed;
    }
    let name = agency(&joined(count));
    let above = lines.iter().rev().skip(count).take(most - count);
    count + above.take_while(|line| is_name(&name) && is_place(&line.text, &name)).count()
}

/// Whether a line is the beginning of an agency's name: places only, and none that the rest of
/// the name begins with.
fn is_place(text: &str, name: &str) -> bool {
    let short = (MIN_PLACE..=MAX_PLACE).contains(&text.chars().count());
    let listed = text.starts_with(|c| PLACES.contains(c) || matches!(c, '各' | '本' | '全'));
    let place = text.ends_with(|c| PLACES.contains(c)) && text.chars().all(is_han);
    short && place && !listed && !name.starts_with(text)
}

/// How much the title says that a line completes, alone or with the end of the line before:
/// what it is about, of whom, of which year, and nothing after it. `None` where it completes none.
fn completes_title(lines: &[Line], at: usize) -> Option<usize> {
    let line = lines.get(at).filter(|line| is_part(line))?;
    if names_report(&line.text) {
        return Some(weight(&line.text));
    }
    let before = lines.get(at.checked_sub(1)?).filter(|line| is_part(line))?;
    let joined = format!("{}{}", before.text, line.text);
    let is_end = line.text.ends_with(['告', '报']) && !names_report(&before.text);
    (is_end && names_report(&joined)).then(|| weight(&joined))
}

fn weight(text: &str) -> usize {
    let folded = fold(text);
    let ends = folded.ends_with("报告") || folded.ends_with("年报");
    8 * usize::from(is_yearly(&folded))
        + 4 * usize::from(is_whole(text))
        + 2 * usize::from(first_year(&folded).is_some())
        + usize::from(ends)
}

/// Whether a line may be one of the title's.
fn is_part(line: &Line) -> bool {
    let short = line.text.chars().count() <= MAX_TITLE;
    short && !line.text.contains(['。', '，', '；', '：']) && !is_furniture(&line.text)
}

fn is_yearly(folded: &str) -> bool {
    folded.contains("年度报告") || folded.contains("年报")
}

/// Whether words are those of a title: 年度报告, 年报, or 2023年政府信息公开工作情况的报告.
fn names_report(text: &str) -> bool {
    let text = fold(text);
    let says = SUBJECTS.iter().any(|subject| text.contains(subject));
    is_yearly(&text) || (says && first_year(&text).is_some() && text.ends_with("报告"))
}

/// Whether a paragraph may be a whole title.
pub(super) fn is_title(text: &str) -> bool {
    is_part(&Line::new(0, text)) && names_report(text)
}

/// Whether a title names an agency and says what it is about.
fn is_whole(text: &str) -> bool {
    let text = fold(text);
    SUBJECTS.iter().any(|subject| text.contains(subject)) && is_name(&agency(&text))
}

/// Whether an agency's name says whose it is, and not only 镇人民政府.
fn is_name(agency: &str) -> bool {
    let mut rest = agency;
    while let Some(less) = KINDS.iter().find_map(|kind| rest.strip_suffix(kind)) {
        rest = less;
    }
    !rest.is_empty()
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
    let name = name.trim_end_matches("关于").trim_start_matches("关于");
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
            (
                "关于云泽县柳塘镇人民政府2023年度政府信息公开工作情况的报告",
                "云泽县柳塘镇人民政府",
                Some(2023),
            ),
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

    /// How many lines are the title, and how many found no place.
    fn check(lines: &[&str], signed: &[&str], title: usize, unplaced: usize) {
        let signed: Vec<String> = signed.iter().map(|name| (*name).to_owned()).collect();
        let front = front(lines.iter().map(|text| Line::new(1, text)).collect(), &signed);
        assert_eq!((front.title.len(), front.unplaced.len()), (title, unplaced), "{lines:?}");
        assert_eq!(front.lead_in.len(), lines.len() - title - unplaced);
    }

    #[test]
    fn titles_over_two_lines() {
        let check = |lines: &[&str], title, unplaced| check(lines, &[], title, unplaced);
        check(&["某乡2021年政府信息公开工作", "年度报告"], 2, 0);
        check(&["某乡人民政府", "2021年政府信息公开工作年度报告", "前言。"], 2, 0);
        check(&["字号 打印", "某乡人民政府2021年政府信息公开工作年度报告", "前言。"], 1, 1);
        check(&["政府信息公开年报", "某乡2021年政府信息公开工作年度报告", "来源：某乡"], 1, 2);
        check(&["首页 > 公开 > 年报", "某乡政府信息公开工作", "2021年度报告", "前言。"], 2, 1);
        check(&["根据条例编制本报告。"], 0, 0);
        check(&[], 0, 0);
    }

    #[test]
    fn titles_over_several_lines() {
        // A name that is only a kind of agency's goes on above.
        check(&["巴东县野三关镇", "人民政府2023年政府信息公开工作年度报告", "前言。"], &[], 2, 0);
        let four = ["字号 打印", "某某镇", "人民政府", "2023年政府信息公开", "工作年度报告"];
        check(&four, &[], 4, 1);
        check(&["某某镇人民政府2023年政府信息公开工作年度", "报告", "前言。"], &[], 2, 0);
        // What it is signed with tells how much of the lines above is the name.
        let three = [
            "某某县信息公开",
            "某某省某某市某某县",
            "云溪镇人民政府办公室综合科",
            "2025年政府信息公开工作年度报告",
        ];
        check(&three, &["某某省某某市某某县云溪镇人民政府办公室综合科"], 3, 1);
        check(&three, &[], 3, 1);
        check(&three, &["云溪镇人民政府办公室综合科"], 2, 2);
        // Places above it are of the name, unless it begins with them, or they are a list's.
        let title = "云溪镇人民政府2025年政府信息公开工作年度报告";
        check(&["某某县", title], &[], 2, 0);
        check(&["云溪镇", title], &[], 1, 1);
        check(&["乡镇", title], &[], 1, 1);
        check(&["各县市区", title], &[], 1, 1);
    }

    #[test]
    fn titles_without_the_usual_words() {
        let other = "关于某镇人民政府2023年度政府信息公开工作情况的报告";
        check(&[other, "前言。"], &[], 1, 0);
        check(&["某镇2023年政府信息公开工作年度报告", other], &[], 1, 0);
        check(&["政府信息公开工作情况的报告"], &[], 0, 0);
    }
}
