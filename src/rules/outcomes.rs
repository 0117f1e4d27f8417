//! R21: how the text counts outcomes of applications is how the table counts them.
//!
//! Both ways of saying it are read: 予以公开3件 and 3件予以公开; a heading of the form (不予公开)
//! stands for the sum of its rows, and so do outcomes that share a count (予以公开及部分公开的9件). What is
//! said of another agency is not judged. 办结 and 答复 stand for （七）总计, 结转下年度 and 上年结转 for
//! their rows.

use std::ops::Range;

use super::cells::Applications;
use super::claims::{self, has};
use super::context::{Context, Sentence};
use super::received::differs;
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::Place;
use crate::zh::counts::Count;

/// R21: how the text counts outcomes of applications is how the table counts them.
pub static RULE: Rule = Rule {
    code: "R21",
    severity: Severity::Warning,
    title: "文字中各种办理结果的件数与表三一致",
    basis: "文字与表格说的是同一件事，数字应当相同",
    point: Point::ProseAndTables,
    safe: false,
    check,
};

/// What may be between an outcome and its count.
const BETWEEN: [&str; 19] = [
    "分别",
    "各",
    "均",
    "政府信息公开",
    "政府信息",
    "信息公开",
    "信息",
    "申请",
    "公开",
    "数量",
    "情况",
    "继续办理",
    "的",
    "共",
    "计",
    "为",
    "有",
    "了",
    "是",
];

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(table) = Applications::of(context.report) else { return };
    let mut outcomes = table.named_outcomes();
    let own: [(&str, &[usize]); 6] = [
        ("结转下年度", &[table.carried_out]),
        ("结转下年", &[table.carried_out]),
        ("结转至下年", &[table.carried_out]),
        ("上年结转", &[table.carried_in]),
        ("上年度结转", &[table.carried_in]),
        ("办结", &[table.outcomes]),
    ];
    outcomes.extend(own.map(|(words, rows)| (words, rows.to_vec())));
    outcomes.push(("答复", vec![table.outcomes]));
    for sentence in context.sentences().iter().filter(|sentence| !sentence.counts.is_empty()) {
        if claims::about_applications(context.report, sentence) {
            for segment in segments(sentence) {
                segment_of(context, &table, &outcomes, sentence, &segment, found);
            }
        }
    }
}

/// The pieces between ，and 、.
fn segments(sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    let mut segments = Vec::new();
    for clause in sentence.clauses() {
        let mut from = clause.start;
        for piece in sentence.between(clause.start, clause.end).split(['、', '（', '）', '(', ')'])
        {
            segments.push(from..from + piece.len());
            from += piece.len() + '、'.len_utf8();
        }
    }
    segments
}

fn segment_of(
    context: &Context<'_>,
    table: &Applications<'_>,
    outcomes: &[(&str, Vec<usize>)],
    sentence: &Sentence<'_>,
    segment: &Range<usize>,
    found: &mut Found,
) {
    let words = sentence.between(segment.start, segment.end);
    let mut counts = sentence.counts_in(segment);
    let (Some(count), None) = (counts.next(), counts.next()) else { return };
    let Some(told) = claims::exact(count) else { return };
    if claims::elsewhen(context.report, &words.replace("上年度结转", ""))
        || claims::OTHERS.are_in(words)
    {
        return;
    }
    let Some(named) = named(sentence, segment, count, outcomes) else { return };
    if claims::of_others(context.report, sentence.lead(count.range.start)) {
        return;
    }
    let rows = named.rows.as_slice();
    let Some(figure) = table.sum(rows) else { return };
    let Some(cell) = table.total(rows[0]) else { return };
    if !named.listed {
        found.stands_for(sentence.field, &count.number, (cell, figure));
    }
    // 答复8件 may be all that there were: what was answered is not always what was settled.
    let all = [table.received, table.carried_in];
    let answered = rows == [table.outcomes] && table.sum(&all) == Some(told);
    // 予以公开、部分公开9件 may be said of the last alone.
    let last = named.listed && table.sum(&named.last) == Some(told);
    if figure == told || answered || last {
        return;
    }
    let label = &named.label;
    let what = match rows {
        [row] => format!("表三“{}”的总计是 {figure}", table.label(*row)),
        _ => format!("表三“{label}”各行的总计之和是 {figure}"),
    };
    let message = format!("文字写{label} {told} 件，{what}，两处不一致。请核对，改正其中一处。");
    // A number that is of several rows is not written by machine.
    let figure = (rows.len() == 1).then_some(figure);
    differs(found, sentence, count, cell, message, figure.filter(|_| table.holds()));
    if let ([_, _, ..], Some(last)) = (rows, found.findings.last_mut()) {
        // A sum of rows has no cell of its own: the first with a figure, else the first row.
        let some = rows.iter().find(|row| table.number(**row).is_some_and(|n| n > 0));
        last.other =
            some.and_then(|row| table.total(*row)).map(Place::Cell).or(Some(table.row(rows[0])));
    }
}

/// The outcomes that a count is of.
struct Named {
    /// Their words: 予以公开及部分公开.
    label: String,
    /// Their rows.
    rows: Vec<usize>,
    /// The rows of the last of them.
    last: Vec<usize>,
    /// Whether they are joined by 、, so that the count may be the last one's alone.
    listed: bool,
}

/// What joins outcomes that share a count.
const JOINTS: [&str; 7] = ["以及", "或者", "及", "和", "与", "或", "、"];

/// The outcomes that a count is of: the words right before it, else those right behind it. Those
/// that share it (予以公开及部分公开的9件) are taken together; 各3件 and 分别 are not judged.
fn named(
    sentence: &Sentence<'_>,
    segment: &Range<usize>,
    count: &Count,
    outcomes: &[(&str, Vec<usize>)],
) -> Option<Named> {
    // Back to the count before, over 、 as well: what is there without one shares this one.
    let clauses = sentence.clauses();
    let clause = clauses.get(clauses.partition_point(|clause| clause.end <= count.range.start))?;
    let from = clause.start.max(sentence.end_before(count));
    let before = sentence.between(from, count.range.start);
    let before = before.rsplit(['（', '(', '）', ')']).next().unwrap_or_default();
    let after = sentence.between(count.range.end, segment.end);
    let side = beside(before, outcomes, str::ends_with, |words, filler| words.strip_suffix(filler));
    let Some((mut rest, label, rows)) = side else {
        let side =
            beside(after, outcomes, str::starts_with, |words, filler| words.strip_prefix(filler));
        let (_, label, rows) = side?;
        let (rows, listed) = (rows.to_vec(), false);
        return Some(Named { label: label.to_owned(), last: rows.clone(), rows, listed });
    };
    let between = before.get(rest.len() + label.len()..).unwrap_or_default();
    if has(between, &["各", "分别"]) {
        return None;
    }
    let mut named =
        Named { label: label.into(), rows: rows.into(), last: rows.into(), listed: false };
    while let Some((joint, words)) =
        JOINTS.iter().find_map(|joint| Some((*joint, rest.strip_suffix(joint)?)))
    {
        let side =
            beside(words, outcomes, str::ends_with, |words, filler| words.strip_suffix(filler));
        let Some((before, label, rows)) = side else { break };
        named.listed |= joint == "、";
        named.label = format!("{label}{joint}{}", named.label);
        named.rows.splice(0..0, rows.iter().copied().filter(|row| !named.last.contains(row)));
        rest = before;
    }
    Some(named)
}

/// The longest outcome at the end of words that is next to the count, past what may be between,
/// with the words beyond it.
fn beside<'o, 'w>(
    mut words: &'w str,
    outcomes: &'o [(&'o str, Vec<usize>)],
    at_end: impl Fn(&'w str, &'o str) -> bool,
    strip: impl Fn(&'w str, &'static str) -> Option<&'w str>,
) -> Option<(&'w str, &'o str, &'o [usize])> {
    loop {
        words = words.trim_matches([' ', '：', ':', '“', '”', '"']);
        let fit = outcomes.iter().filter(|(label, _)| *label != "其他" && at_end(words, label));
        if let Some((label, rows)) = fit.max_by_key(|(label, _)| label.len()) {
            return Some((words.strip_suffix(label).unwrap_or_default(), label, rows));
        }
        words = BETWEEN.iter().find_map(|filler| strip(words, filler))?;
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{against, mended};

    const EIGHT: &str = "applications.received.natural=8 applications.carried_in.natural=1 \
        applications.granted.natural=3 applications.partial.natural=2 \
        applications.state_secret.natural=1 applications.third_party.natural=1 \
        applications.not_held.natural=1 applications.carried_out.natural=1";

    fn eight(text: &str, expected: &[&str]) {
        let text = format!("收到政府信息公开申请8件，{text}");
        against("R21", EIGHT, &text, expected);
    }

    #[test]
    fn outcomes_that_differ() {
        for (text, told) in [
            (
                "其中予以公开4件、部分公开2件。",
                "文字写予以公开 4 件，表三“（一）予以公开”的总计是 3",
            ),
            ("4件予以公开，2件部分公开。", "予以公开 4 件"),
            ("不予公开3件。", "表三“不予公开”各行的总计之和是 2"),
            ("属于国家秘密2件。", "表三“1.属于国家秘密”的总计是 1"),
            ("无法提供的2件。", "无法提供 2 件"),
            ("结转下年度继续办理0件。", "结转下年度 0 件，表三“四、结转下年度继续办理”的总计是 1"),
            ("上年结转两件。", "上年结转 2 件"),
            ("办结7件。", "（七）总计”的总计是 8"),
            (
                "予以公开及部分公开的9件。",
                "文字写予以公开及部分公开 9 件，表三“予以公开及部分公开”各行的总计之和是 5",
            ),
            ("予以公开、部分公开共7件。", "予以公开、部分公开 7 件"),
            ("不予公开和无法提供4件。", "各行的总计之和是 3"),
        ] {
            eight(text, &[told]);
        }
    }

    #[test]
    fn outcomes_that_agree_and_other_things() {
        for text in [
            "其中予以公开3件、部分公开2件、不予公开2件、无法提供1件，结转下年度1件。",
            "均在法定期限内予以答复。",
            "3件予以公开，2件部分公开。",
            "办结8件，答复9件。",
            "主动公开政府信息150条。",
            "答复群众咨询20件。",
            "2020年予以公开5件。",
            "办结信访件12件。",
            "予以公开及部分公开的5件，不予公开与无法提供共3件。",
            "予以公开、部分公开5件。",
            "予以公开和部分公开分别为3件和2件。",
            "其中县公安局收到12件，予以公开5件。",
            "各部门办结12件。",
            "予以公开或者部分公开的五件。",
        ] {
            eight(text, &[]);
        }
        against("R21", EIGHT, "对794条信息予以公开。", &[]);
        against("R21", "", "（二）主动公开\n予以公开794条。", &[]);
    }

    #[test]
    fn the_fix_puts_the_tables_figure_in() {
        let text = "收到政府信息公开申请8件，部分公开三件，4件予以公开。";
        let right = "收到政府信息公开申请8件，部分公开2件，3件予以公开。";
        mended("R21", EIGHT, text, right);
        // 不予公开 means eight rows, the others two: which is wrong is not for a machine.
        for text in ["不予公开三件。", "予以公开及部分公开的4件。"] {
            let text = format!("收到政府信息公开申请8件，{text}");
            mended("R21", EIGHT, &text, &text);
        }
        // In a table that does not balance it may be the figure that is wrong.
        let unbalanced = format!("{EIGHT} applications.granted.natural=4");
        let text = "收到政府信息公开申请8件，予以公开3件。";
        mended("R21", &unbalanced, text, text);
    }
}
