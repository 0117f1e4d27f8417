//! R20: what the text says did not happen, the tables do not count: 未收到申请 against table
//! three, 未发生行政复议、行政诉讼 against table four. Cases that the text counts are held against
//! table four as well.
//!
//! What is narrower than the table is not judged: 未收到信函申请, 未发生败诉的行政诉讼.

use std::ops::Range;

use super::cells::{Applications, cases};
use super::claims::{self, NOT, RECEIVED, has};
use super::context::{Context, Sentence, known};
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::{CellId, Field, Place};

/// R20.
pub static RULE: Rule = Rule {
    code: "R20",
    severity: Severity::Warning,
    title: "文字中“未收到申请”“未发生复议、诉讼”与表三、表四一致",
    basis: "文字与表格说的是同一件事，不应当相反",
    point: Point::ProseAndTables,
    safe: false,
    check,
};

/// Only some of the cases: those that were lost.
const NARROWER: [&str; 8] = ["败诉", "纠正", "纠错", "撤销", "违法", "维持", "尚未审结", "撤回"];

fn check(context: &Context<'_>, found: &mut Found) {
    let applications = Applications::of(context.report);
    for sentence in context.sentences() {
        for clause in sentence.clauses() {
            let words = sentence.between(clause.start, clause.end);
            if claims::elsewhen(context.report, words) {
                continue;
            }
            if let Some(table) = &applications {
                none_received(sentence, &clause, table, found);
            }
            if has(words, &["复议", "诉讼"]) && !has(words, &NARROWER) {
                proceedings(context, sentence, &clause, found);
            }
        }
    }
}

/// 未收到…申请, 没有依申请公开…
fn none_received(
    sentence: &Sentence<'_>,
    clause: &Range<usize>,
    table: &Applications<'_>,
    found: &mut Found,
) {
    let words = sentence.between(clause.start, clause.end);
    let Some(said) = says_none(words) else { return };
    let (Some(new), Some(total)) = (table.number(table.received), table.total(table.received))
    else {
        return;
    };
    if new == 0 || claims::only_some(words) || table.applicant(table.received, words).is_some() {
        return;
    }
    let said = clause.start + said.start..clause.start + said.end;
    let message = format!(
        "文字写“{}”，表三“{}”的总计却是 {new}，两处不一致。请核对，改正其中一处。",
        sentence.between(said.start, said.end),
        table.label(table.received)
    );
    found.add(sentence.place(said), message, None).other = Some(Place::Cell(total));
}

/// Where a clause says that no application was received.
fn says_none(words: &str) -> Option<Range<usize>> {
    for (at, _) in words.char_indices() {
        let rest = words.get(at..).unwrap_or_default();
        let Some(not) = NOT.iter().find(|not| rest.starts_with(**not)) else { continue };
        let after = rest.get(not.len()..).unwrap_or_default();
        let object = match RECEIVED
            .iter()
            .find_map(|verb| after.trim_start_matches('有').strip_prefix(verb))
        {
            Some(object) => object,
            None if after.starts_with("发生")
                || after.starts_with("依申请")
                || after.starts_with("政府信息公开申请") =>
            {
                after
            }
            None => continue,
        };
        let Some(end) = object.find("申请").map(|found| found + "申请".len()) else { continue };
        let (thing, behind) = object.split_at_checked(end)?;
        let by = has(thing, &["因", "由", "引发", "引起"]) || has(behind, &["引发", "引起"]);
        if !by && !has(thing, &claims::OTHERS) && !behind.starts_with(['人', '表', '书']) {
            return Some(at..at + rest.len() - behind.len());
        }
    }
    None
}

/// One kind of cases: its words, its column group, and what the text may say of it.
const KINDS: [(&str, &str); 2] = [("复议", "行政复议"), ("诉讼", "行政诉讼")];

/// 未发生行政复议、行政诉讼; 行政复议1件、行政诉讼2件; 行政复议、行政诉讼均为0.
fn proceedings(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    clause: &Range<usize>,
    found: &mut Found,
) {
    let words = sentence.between(clause.start, clause.end);
    let first = KINDS.iter().filter_map(|(word, _)| words.find(word)).min().unwrap_or(0);
    let none = denied(words.get(..first).unwrap_or_default());
    let disclosure = sentence.field == Field::Before(4)
        || sentence.field == Field::After(4)
        || sentence.text.contains("公开");
    let mut named: Vec<&str> = Vec::new();
    let mut at = clause.start;
    // 行政复议、行政诉讼共3件: the kinds named up to a count share it.
    for count in sentence.counts_in(clause).filter(|count| claims::exact(count).is_some()) {
        named.extend(kinds(sentence.between(at, count.range.start)));
        at = count.range.end;
        let told = claims::exact(count).unwrap_or_default();
        if !named.is_empty() && disclosure && !none {
            let each =
                told == 0 || has(sentence.between(clause.start, count.range.start), &["均", "各"]);
            let place = sentence.place(count.range.clone());
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

fn kinds(words: &str) -> impl Iterator<Item = &'static str> {
    KINDS.iter().filter(move |(word, _)| words.contains(word)).map(|(_, kind)| *kind)
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

/// Holds what is told of some kinds of cases against their totals: of each, or of all together.
fn compare(
    context: &Context<'_>,
    place: &Place,
    kinds: &[&str],
    (told, each): (i64, bool),
    found: &mut Found,
) {
    let total = |kind: &str| -> Option<(i64, Vec<CellId>)> {
        let cells = cases(context.report, kind);
        let sum =
            cells.iter().map(|cell| known(&context.report.figures, *cell)).sum::<Option<i64>>()?;
        (!cells.is_empty()).then_some((sum, cells))
    };
    let totals: Option<Vec<_>> = kinds.iter().map(|kind| total(kind).map(|t| (*kind, t))).collect();
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

#[cfg(test)]
mod tests {
    use crate::rules::tests::{against, prose};

    const SOME: &str = "applications.received.natural=3 proceedings.cases.review_upheld=1 \
        proceedings.cases.direct_upheld=2";

    fn some(text: &str, expected: &[&str]) {
        against("R20", SOME, text, expected);
    }

    #[test]
    fn what_did_happen() {
        for text in [
            "2021年，我镇未收到依申请公开政府信息申请。",
            "全年没有收到公民、法人和其他组织的政府信息公开申请。",
            "我乡没有依申请公开政府信息和不予公开政府信息情况。",
            "本年度无政府信息公开申请。",
            "全年未发生依申请公开事项。",
        ] {
            some(text, &["表三“一、本年新收政府信息公开申请数量”的总计却是 3"]);
        }
        let both: &[&str] =
            &["没有行政复议，表四“行政复议”的总计是 1", "没有行政诉讼，表四“行政诉讼”的总计是 2"];
        some("未发生政府信息公开方面行政复议、行政诉讼。", both);
        some("未发生因政府信息公开工作引发举报、投诉、申请行政复议或提起行政诉讼的情况。", both);
        some("政府信息公开方面无行政复议、行政诉讼。", both);
        some("因政府信息公开被申请行政复议、行政诉讼均为0件。", both);
        some(
            "因政府信息公开被申请行政复议1件、被提起行政诉讼3件。",
            &["行政诉讼 3 件，表四“行政诉讼”的总计是 2"],
        );
        some(
            "政府信息公开行政复议、行政诉讼共4件。",
            &["行政复议、行政诉讼 4 件，表四“行政复议、行政诉讼”的总计是 3"],
        );
    }

    #[test]
    fn what_did_not_or_something_else() {
        for text in [
            "2021年，我镇未收到依申请公开政府信息申请，未发生行政复议、行政诉讼。",
            "没有发生政府信息公开的收费及减免，政府信息公开工作没有公众举报、投诉。",
            "政府信息公开行政复议、行政诉讼0件。",
        ] {
            prose("R20", text, &[]);
        }
        for text in [
            "未收到信函申请。",
            "未收到科研机构的申请。",
            "未收到申请人的补正材料。",
            "未收到群众举报。",
            "未发生败诉的行政诉讼。",
            "2020年未收到政府信息公开申请。",
            "全年办理行政复议案件12件。",
            "政府信息公开行政复议、行政诉讼共3件。",
            "因政府信息公开被申请行政复议1件、被提起行政诉讼2件。",
            "未因不依法公开被申请人投诉。",
            "加强行政复议、行政诉讼应对。",
        ] {
            some(text, &[]);
        }
    }
}
