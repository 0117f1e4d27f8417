//! Words over and in tables that say of which year the figures are.

use crate::import::vocabulary::folding::fold;
use crate::import::vocabulary::labels::is_word_of_a_form;
use crate::import::vocabulary::years::{first_year, title_year};

/// A longer line is no caption.
const MAX_CAPTION: usize = 40;

/// Years said by words rather than by a number.
const LAST: [&str; 9] =
    ["上一年度", "上一年", "上年度", "上年", "去年", "前一年度", "前一年", "往年", "以前年度"];
const THIS: [&str; 6] = ["本报告年度", "本年度", "本年", "今年", "当年度", "当年"];

/// What a year's word may have behind it where it heads figures.
const BEHIND: [&str; 14] = [
    "",
    "度",
    "数",
    "数据",
    "情况",
    "数量",
    "件数",
    "合计",
    "统计数",
    "统计表",
    "表",
    "同期",
    "度数据",
    "值",
];

/// What is behind 上年 or 本年 where it is a row or a column of the form, or a part of its name.
const OF_THE_FORM: [&str; 13] =
    ["结转", "新", "制", "废", "收费", "办理", "增", "减", "项目", "处理", "公开", "发", "度办理"];

/// A year as words say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SaidYear {
    Year(u16),
    This,
    Last,
}

/// The years that a line of its own says of the table below it; none where it is a sentence or the
/// form's own.
pub(super) fn said_by_line(text: &str) -> Vec<SaidYear> {
    let is_long = text.chars().nth(MAX_CAPTION).is_some();
    if is_long || text.contains(['。', '《', '；']) || is_word_of_a_form(text) {
        return Vec::new();
    }
    let folded = fold(text);
    let mut said = Vec::new();
    let mut rest = folded.as_str();
    while let Some(year) = first_year(rest) {
        said.push(SaidYear::Year(year.number));
        rest = rest.get(year.end..).unwrap_or_default();
    }
    let sheet = folded.strip_prefix("工作表:");
    if let Some(year) = sheet.filter(|_| said.is_empty()).and_then(title_year) {
        said.push(SaidYear::Year(year.number));
    }
    if said.is_empty() {
        let body = sheet.unwrap_or(&folded);
        let body = body.trim_start_matches(|c: char| !c.is_alphanumeric());
        let body = body.strip_prefix('附').unwrap_or(body);
        said.extend(relative(body.trim_start_matches(|c: char| !c.is_alphanumeric())).map(|r| r.0));
    }
    said
}

/// The year that a cell beside others says, and nothing else.
pub(super) fn said_by_cell(text: &str) -> Option<SaidYear> {
    if text.chars().nth(MAX_CAPTION / 2).is_some() || is_word_of_a_form(text) {
        return None;
    }
    let folded = fold(text);
    let body = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some(year) = first_year(body).filter(|year| year.start == 0) {
        let rest = body.get(year.end..).unwrap_or_default();
        let is_head = BEHIND.contains(&rest) || is_word_of_a_form(rest);
        return is_head.then_some(SaidYear::Year(year.number));
    }
    let (said, rest) = relative(body)?;
    BEHIND.contains(&rest).then_some(said)
}

/// Whether a line is about the table above it: 以上为2022年数据.
pub(super) fn is_about_above(text: &str) -> bool {
    ["以上", "上表", "上述", "前表"].iter().any(|word| text.contains(word))
}

/// 上年, 本年 at the beginning of words, and what is behind it.
fn relative(text: &str) -> Option<(SaidYear, &str)> {
    let begins = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
    let (said, rest) = match (begins(&LAST), begins(&THIS)) {
        (Some(rest), _) => (SaidYear::Last, rest),
        (None, Some(rest)) => (SaidYear::This, rest),
        (None, None) => return None,
    };
    (!OF_THE_FORM.iter().any(|word| rest.starts_with(word))).then_some((said, rest))
}

#[cfg(test)]
mod tests {
    use super::SaidYear::{Last, This, Year};
    use super::{said_by_cell, said_by_line};

    #[test]
    fn what_captions_say() {
        for (text, said) in [
            ("2022年", vec![Year(2022)]),
            ("附：2022年度", vec![Year(2022)]),
            ("表三（2022年度）", vec![Year(2022)]),
            ("2022年与2023年对比", vec![Year(2022), Year(2023)]),
            ("上年度情况", vec![Last]),
            ("（去年）", vec![Last]),
            ("附：上一年度收到和处理申请情况", vec![Last]),
            ("本年度情况", vec![This]),
            ("工作表：2022", vec![Year(2022)]),
            ("工作表：上年", vec![Last]),
            ("二、上年结转政府信息公开申请数量", vec![]),
            ("上年结转数", vec![]),
            ("本年新收", vec![]),
            ("本年增/减", vec![]),
            ("依据《条例》（2019年修订）", vec![]),
            ("2022年我镇收到申请3件。", vec![]),
        ] {
            assert_eq!(said_by_line(text), said, "{text}");
        }
        for (text, said) in [
            ("2022年", Some(Year(2022))),
            ("2022年度", Some(Year(2022))),
            ("上年", Some(Last)),
            ("本年度数据", Some(This)),
            ("上一年项目数量", None),
            ("上一年项目数量（指2019年事项数）", None),
            ("本年制发件数", None),
        ] {
            assert_eq!(said_by_cell(text), said, "{text}");
        }
    }
}
