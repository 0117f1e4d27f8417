//! What prose says of applications, and what it does not: the words that several rules go by.

use std::ops::Range;

use super::context::Sentence;
use super::nearby;
use crate::report::Report;
use crate::report::place::Field;
use crate::zh::WordList;
use crate::zh::counts::Count;

/// An application is received.
pub(super) const RECEIVED: [&str; 6] = ["收到", "受理", "接到", "接收", "新收", "收件"];

/// Something did not happen.
pub(super) const NOT: [&str; 5] = ["没有", "未", "无", "零", "没"];

/// Units in which applications and cases are counted; empty for a number without one.
pub(super) const CASES: [&str; 9] = ["件", "条", "个", "次", "起", "宗", "份", "例", ""];

/// What is received besides, and is no application for information.
pub(super) static OTHERS: WordList = WordList::new(&[
    "复议", "诉讼", "起诉", "信访", "举报", "投诉", "咨询", "建议", "提案", "来信", "来电", "补正",
    "许可", "审批", "救助", "热线",
]);

/// Only some of the applications.
static CHANNELS: WordList = WordList::new(&[
    "当面", "当场", "现场", "信函", "邮寄", "书面", "网络", "网上", "在线", "平台", "邮件", "传真",
    "电话", "窗口",
]);

/// All of them after all: 通过信函、网络等渠道.
static ALL_CHANNELS: WordList = WordList::new(&["等", "各种", "多种", "各类", "各个", "所有"]);

/// Another year's, or a part of this year's.
static ELSEWHEN: WordList = WordList::new(&[
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
    "近年",
    "近两年",
    "近2年",
    "近三年",
    "近3年",
    "近四年",
    "近五年",
    "近5年",
    "近几年",
    "两年来",
    "三年来",
    "五年来",
    "几年来",
]);

/// A difference, not a number of its own.
static CHANGE: WordList =
    WordList::new(&["增加", "减少", "增长", "上升", "下降", "增至", "多了", "少了", "较", "同比"]);

/// Whether any of some words is in a text.
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

/// Whether what is said is of another year or of a part of this one.
pub(super) fn elsewhen(report: &Report, clause: &str) -> bool {
    let other_year = report.year.is_some_and(|year| {
        clause.match_indices('年').any(|(at, _)| {
            let before = clause.get(..at).unwrap_or_default().trim_end();
            let digits = nearby::before(before, before.len(), 4);
            digits.parse::<u16>().is_ok_and(|told| (1990..2100).contains(&told) && told != year)
        })
    });
    let sum_of_years = clause.contains("累计")
        && !has(clause, &["年度", "全年", "本年", "今年"])
        && !clause.contains('年');
    other_year || sum_of_years || ELSEWHEN.are_in(clause)
}

/// Whether only some of the applications are meant: 收到信函申请3件.
pub(super) fn only_some(clause: &str) -> bool {
    CHANNELS.are_in(clause) && !ALL_CHANNELS.are_in(clause)
}

/// Whether a count is a difference: 比上年增加2件.
pub(super) fn is_change(before: &str) -> bool {
    CHANGE.are_in(before)
}

/// Whether words before a count make a change of it and not last year's figure itself: 比上年增加.
pub(super) fn is_change_of(before: &str) -> bool {
    has(before, &["增加", "减少", "增长", "上升", "下降", "增至", "多了", "少了"])
}

/// Whether a sentence is about applications for information: it says so itself, or what is
/// shortly before it does.
pub(super) fn about_applications(report: &Report, sentence: &Sentence<'_>) -> bool {
    const WORDS: [&str; 3] = ["申请公开", "公开申请", "信息申请"];
    let text = report.text(sentence.field);
    let before = text.get(..sentence.range.start).unwrap_or_default();
    sentence.field == Field::Before(3)
        || sentence.field == Field::After(3)
        || has(sentence.text, &WORDS)
        || has(nearby::before(before, before.len(), 150), &WORDS)
}

/// The number of a count that can be held against others: whole, not about.
pub(super) fn exact_any(count: &Count) -> Option<i64> {
    count.whole().filter(|_| !count.about)
}

/// The number of a count that can be held against a table: whole, not about.
pub(super) fn exact(count: &Count) -> Option<i64> {
    exact_any(count).filter(|_| CASES.contains(&count.unit))
}

/// Whether words name somebody else than the reporting agency as the one that is counted: 县公安局,
/// 各部门; 全县 where the agency is no county's government.
pub(super) fn of_others(report: &Report, words: &str) -> bool {
    static SEVERAL: WordList = WordList::new(&[
        "各单位",
        "各部门",
        "各乡镇",
        "各镇",
        "各乡",
        "各街道",
        "各村",
        "各科室",
        "各地",
        "各局",
        "各级",
        "各县",
        "各区",
        "全省",
        "全国",
        "成员单位",
        "下属单位",
        "直属单位",
    ]);
    const WIDER: [(&str, &str); 3] =
        [("全县", "县人民政府"), ("全区", "区人民政府"), ("全市", "市人民政府")];
    let agency = report.agency.trim();
    SEVERAL.are_in(words)
        || names_government(words, agency)
        || WIDER.iter().any(|(all, own)| words.contains(all) && !agency.ends_with(own))
        || names_agency(words, agency)
}

/// Whether words name a government that is not the reporting agency's: 云泽县人民政府, 县政府. 政府信息
/// is no government.
pub(super) fn names_government(words: &str, agency: &str) -> bool {
    ["省", "市", "县", "区", "州", "盟", "旗"].iter().any(|level| {
        let full = format!("{level}人民政府");
        let short = format!("{level}政府");
        let named = words.contains(&full)
            || words
                .match_indices(&short)
                .any(|(at, _)| !nearby::after(words, at + short.len(), 2).starts_with("信息"));
        named && !agency.contains(&full)
    })
}

/// Whether words name an agency that is not the reporting one: 县公安局, 青山镇, 法院.
fn names_agency(words: &str, agency: &str) -> bool {
    const ENDS: [(&str, &str); 8] = [
        ("局", "布格大全当结邮定"),
        ("委员会", "民"),
        ("管委会", ""),
        ("镇", "乡城集村古小建"),
        ("乡", "城下家山水"),
        ("街道", ""),
        ("法院", ""),
        ("检察院", ""),
    ];
    ENDS.iter().any(|(end, never)| {
        words.match_indices(end).any(|(at, _)| {
            let name = nearby::before(words, at, 3);
            let name: String = name.chars().filter(|c| crate::zh::is_han(*c)).collect();
            let Some(last) = name.chars().next_back() else { return false };
            let short: String = nearby::before(&name, name.len(), 2).to_owned() + end;
            let own = "我本全该各镇乡".contains(last) || agency.contains(&short);
            name.chars().count() >= 2 && !own && !never.contains(last)
        })
    })
}
