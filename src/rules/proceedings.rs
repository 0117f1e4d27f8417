//! What a clause says of 行政复议 and 行政诉讼, held against table four: that there were none, or how
//! many.

use std::ops::Range;

use super::Found;
use super::cells::cases;
use super::claims::{self, has};
use super::context::{Context, Sentence, known};
use crate::edition::Role;
use crate::report::place::{CellId, Field, Place};

/// Only some of the cases, those that were lost or came after another; or what follows from them.
const NARROWER: [&str; 15] = [
    "败诉",
    "纠正",
    "纠错",
    "撤销",
    "违法",
    "维持",
    "尚未审结",
    "撤回",
    "复议后",
    "经复议",
    "直接起诉",
    "追责",
    "追究",
    "超期",
    "逾期",
];

/// Units in which cases are counted; none, where the number stands alone.
const UNITS: [&str; 5] = ["件", "起", "宗", "例", ""];

/// What may be between the name of cases and their count.
pub(super) const BESIDE: [&str; 27] = [
    "案件", "案", "事项", "情况", "申请", "数量", "总数", "件数", "发生", "收到", "被", "提起",
    "的", "共", "计", "合", "总", "均", "各", "都", "为", "有", "是", "、", "”", "：", "数",
];

/// What may be before applications or cases without making less of them than all.
pub(super) const WHOLE: [&str; 44] = [
    "全年",
    "本年度",
    "本年",
    "年度",
    "年内",
    "今年",
    "年",
    "我",
    "本",
    "全",
    "镇",
    "乡",
    "街道",
    "局",
    "单位",
    "机关",
    "发生",
    "共",
    "均",
    "被",
    "申请",
    "提起",
    "依申请公开",
    "依申请",
    "政府信息",
    "信息公开",
    "信息",
    "公开",
    "公民",
    "法人",
    "其他组织",
    "和",
    "或者",
    "或",
    "及",
    "与",
    "、",
    "的",
    "任何",
    "提出",
    "有",
    "向",
    "个人",
    "社会公众",
];

/// The kinds of cases: the word that names one, its full name, and its columns of totals.
const KINDS: [(&str, &str, Role); 2] =
    [("复议", "行政复议", Role::ReviewTotal), ("诉讼", "行政诉讼", Role::LitigationTotal)];

/// 未发生行政复议、行政诉讼; 行政复议1件、行政诉讼2件; 行政复议、行政诉讼均为0.
pub(super) fn proceedings(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    clause: &Range<usize>,
    found: &mut Found,
) {
    let words = sentence.between(clause.start, clause.end);
    if !has(words, &["复议", "诉讼"]) || has(words, &NARROWER) {
        return;
    }
    let first = first_kind(words);
    let none = denied(words.get(..first).unwrap_or_default());
    let disclosure = sentence.field == Field::Before(4)
        || sentence.field == Field::After(4)
        || sentence.text.contains("公开");
    let mut named: Vec<&str> = Vec::new();
    let mut at = clause.start;
    // 行政复议、行政诉讼共3件: the kinds named up to a count share it.
    for count in sentence.counts_in(clause) {
        let before = sentence.between(at, count.range.start);
        named.extend(kinds(before));
        at = count.range.end;
        let told = claims::exact(count).filter(|_| UNITS.contains(&count.unit));
        let Some(told) = told.filter(|_| claims::made_of(behind_kinds(before), &BESIDE)) else {
            named.clear();
            continue;
        };
        // None at all is none of these either.
        let of_these = disclosure
            || (told == 0
                && claims::made_of(before.get(..first_kind(before)).unwrap_or_default(), &WHOLE));
        if !named.is_empty() && of_these && !none {
            let each =
                told == 0 || has(sentence.between(clause.start, count.range.start), &["均", "各"]);
            let place = sentence.place(count.range.clone());
            if let Some((sum, cells)) = total(context, &named).filter(|_| named.len() == 1 || !each)
            {
                found.stands_for(sentence.field, &count.number, (cells[0], sum));
            }
            compare(context, &place, &named, (told, each), found);
        }
        named.clear();
    }
    let kinds: Vec<&str> = kinds(words).collect();
    if none {
        let from = clause.start + first;
        let start = sentence
            .between(clause.start, from)
            .char_indices()
            .rev()
            .nth(30)
            .map_or(clause.start, |(at, _)| clause.start + at);
        let place = sentence.place(start.max(clause.start)..clause.end);
        compare(context, &place, &kinds, (0, true), found);
    }
}

/// Where the first of the kinds is named, with its 行政.
fn first_kind(words: &str) -> usize {
    KINDS
        .iter()
        .filter_map(|(word, kind, _)| words.find(kind).or(words.find(word)))
        .min()
        .unwrap_or(0)
}

/// The text after the last of the kinds that are named.
fn behind_kinds(words: &str) -> &str {
    let end = KINDS.iter().filter_map(|(word, ..)| Some(words.rfind(word)? + word.len())).max();
    words.get(end.unwrap_or(0)..).unwrap_or_default()
}

fn kinds(words: &str) -> impl Iterator<Item = &'static str> {
    KINDS.iter().filter(move |(word, ..)| words.contains(word)).map(|(_, kind, _)| *kind)
}

/// Whether words before a case say that there was none.
fn denied(words: &str) -> bool {
    const NONE: [&str; 12] = [
        "未发生",
        "没有发生",
        "未产生",
        "没有产生",
        "未引发",
        "没有引发",
        "未出现",
        "没有出现",
        "未收到",
        "没有收到",
        "未被",
        "没有因",
    ];
    let ends = ["无", "没有", "未"].iter().any(|not| {
        let words =
            words.trim_end_matches("行政").trim_end_matches("申请").trim_end_matches("提起");
        words.ends_with(not)
    });
    ends || has(words, &NONE) || words.starts_with("无")
}

/// The total of some kinds of cases, with the cells it is in; `None` where one is blank.
fn total(context: &Context<'_>, kinds: &[&str]) -> Option<(i64, Vec<CellId>)> {
    let named = KINDS.iter().filter(|(_, name, _)| kinds.contains(name));
    let cells: Vec<CellId> = named.flat_map(|(.., role)| cases(context.report, *role)).collect();
    let figures = &context.report.figures;
    let sum = cells.iter().map(|cell| known(figures, *cell)).sum::<Option<i64>>()?;
    (!cells.is_empty()).then_some((sum, cells))
}

/// Holds what is told of some kinds of cases against their totals: of each, or of all together.
fn compare(
    context: &Context<'_>,
    place: &Place,
    kinds: &[&str],
    (told, each): (i64, bool),
    found: &mut Found,
) {
    let totals: Option<Vec<_>> =
        kinds.iter().map(|kind| total(context, &[*kind]).map(|t| (*kind, t))).collect();
    let Some(totals) = totals else { return };
    let all: i64 = totals.iter().map(|(_, (sum, _))| sum).sum();
    for (kind, (sum, cells)) in &totals {
        let (named, sum) = if each || kinds.len() == 1 {
            ((*kind).to_owned(), *sum)
        } else {
            (kinds.join("、"), all)
        };
        if sum == told {
            continue;
        }
        let said = if told == 0 { format!("没有{named}") } else { format!("{named} {told} 件") };
        let message = format!(
            "文字写{said}，表四“{named}”的总计是 {sum}，两处不一致。请核对，改正其中一处。"
        );
        let figures = &context.report.figures;
        let cell = cells.iter().find(|cell| figures.number(**cell) > 0).unwrap_or(&cells[0]);
        found.add(place.clone(), message, None).other = Some(Place::Cell(*cell));
        if !each {
            return;
        }
    }
}
