//! What prose says of applications, and what it does not: the words that several rules go by.

use std::ops::Range;

use super::context::Sentence;
use crate::report::Report;
use crate::report::place::Field;
use crate::zh::counts::Count;

/// An application is received.
pub(super) const RECEIVED: [&str; 6] = ["收到", "受理", "接到", "接收", "新收", "收件"];

/// Something did not happen.
pub(super) const NOT: [&str; 5] = ["没有", "未", "无", "零", "没"];

/// Units in which applications and cases are counted; none, where the number stands alone.
pub(super) const CASES: [&str; 9] = ["件", "条", "个", "次", "起", "宗", "份", "例", ""];

/// What is received besides, and is no application for information.
pub(super) const OTHERS: [&str; 16] = [
    "复议", "诉讼", "起诉", "信访", "举报", "投诉", "咨询", "建议", "提案", "来信", "来电", "补正",
    "许可", "审批", "救助", "热线",
];

/// Only some of the applications.
const CHANNELS: [&str; 14] = [
    "当面", "当场", "现场", "信函", "邮寄", "书面", "网络", "网上", "在线", "平台", "邮件", "传真",
    "电话", "窗口",
];

/// All of them after all: 通过信函、网络等渠道.
const ALL_CHANNELS: [&str; 6] = ["等", "各种", "多种", "各类", "各个", "所有"];

/// Another year's, or a part of this year's.
const ELSEWHEN: [&str; 12] = [
    "上年度",
    "去年",
    "上一年",
    "同期",
    "季度",
    "上半年",
    "下半年",
    "月份",
    "每月",
    "历年",
    "比上年",
    "较上年",
];

/// A difference, not a number of its own.
const CHANGE: [&str; 10] =
    ["增加", "减少", "增长", "上升", "下降", "增至", "多了", "少了", "较", "同比"];

/// Whether any of some words stands in a text.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether a text is made of certain words alone, and of digits and white space.
pub(super) fn made_of(mut text: &str, words: &[&str]) -> bool {
    loop {
        text = text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        if text.is_empty() {
            return true;
        }
        let longest =
            words.iter().filter_map(|word| text.strip_prefix(word)).min_by_key(|s| s.len());
        let Some(rest) = longest else { return false };
        text = rest;
    }
}

/// The first of some words in a text: its range.
pub(super) fn first(text: &str, words: &[&str]) -> Option<Range<usize>> {
    let found = words.iter().filter_map(|word| text.find(word).map(|at| at..at + word.len()));
    found.min_by_key(|range| (range.start, usize::MAX - range.end))
}

/// Whether what is told is of another year or of a part of this one.
pub(super) fn elsewhen(report: &Report, clause: &str) -> bool {
    let other_year = report.year.is_some_and(|year| {
        clause.match_indices('年').any(|(at, _)| {
            let before = clause.get(..at).unwrap_or_default().trim_end();
            let digits: String =
                before.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
            digits.parse::<u16>().is_ok_and(|told| (1990..2100).contains(&told) && told != year)
        })
    });
    let sum_of_years = clause.contains("累计")
        && !has(clause, &["年度", "全年", "本年", "今年"])
        && !clause.contains('年');
    other_year || sum_of_years || has(clause, &ELSEWHEN)
}

/// Whether only some of the applications are meant: 收到信函申请3件.
pub(super) fn only_some(clause: &str) -> bool {
    has(clause, &CHANNELS) && !has(clause, &ALL_CHANNELS)
}

/// Whether a count is a difference: 比上年增加2件.
pub(super) fn is_change(before: &str) -> bool {
    has(before, &CHANGE)
}

/// Whether a sentence is about applications for information: it says so itself, or what stands
/// shortly before it does.
pub(super) fn about_applications(report: &Report, sentence: &Sentence<'_>) -> bool {
    const WORDS: [&str; 3] = ["申请公开", "公开申请", "信息申请"];
    let text = report.text(sentence.field);
    let before = text.get(..sentence.range.start).unwrap_or_default();
    let start = before.char_indices().rev().nth(150).map_or(0, |(at, _)| at);
    sentence.field == Field::Before(3)
        || sentence.field == Field::After(3)
        || has(sentence.text, &WORDS)
        || has(before.get(start..).unwrap_or_default(), &WORDS)
}

/// The number of a count that can be held against others: whole, not about.
pub(super) fn exact_any(count: &Count) -> Option<i64> {
    count.whole().filter(|_| !count.about)
}

/// The number of a count that can be held against a table: whole, not about.
pub(super) fn exact(count: &Count) -> Option<i64> {
    exact_any(count).filter(|_| CASES.contains(&count.unit))
}
