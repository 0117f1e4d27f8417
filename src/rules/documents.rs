//! R44: how many documents were made, repealed and in force, and how many licences, penalties and
//! coercive measures there were, is in the text what it is in table two.
//!
//! The agency's own of this year: what was passed on, explained, filed or published is not judged,
//! nor what was cleared up of earlier years. That documents were made where the table has 0 is R22's.

use std::ops::Range;

use super::claims::{self, has};
use super::context::{Context, Sentence, known};
use super::{Found, Point, Rule};
use crate::edition::{Role, RowId};
use crate::finding::{Fix, Severity};
use crate::report::place::{CellId, Place};
use crate::report::{Edit, Report};
use crate::zh::WordList;
use crate::zh::counts::Count;

/// R44: how many documents were made, repealed and in force, and how many licences, penalties and
/// coercive measures there were, is in the text what it is in table two.
pub static RULE: Rule = Rule {
    code: "R44",
    severity: Severity::Warning,
    title: "文字中规章、规范性文件和行政许可、处罚、强制的件数与表二一致",
    basis: "文字与表格说的是同一件事，数字应当相同",
    point: Point::ProseAndTables,
    safe: false,
    check,
};

/// What is counted: words of the text, and the row.
const DOCUMENTS: [(&str, Role); 2] =
    [("规范性文件", Role::NormativeDocuments), ("规章", Role::Regulations)];

/// What was done with documents, and the words of the column that counts it.
const DEEDS: [(&str, &[&str]); 13] = [
    ("新制发", &["制发", "新制作"]),
    ("制发", &["制发", "新制作"]),
    ("制定", &["制发", "新制作"]),
    ("出台", &["制发", "新制作"]),
    ("印发", &["制发", "新制作"]),
    ("废止", &["废止"]),
    ("宣布失效", &["废止"]),
    ("现行有效", &["现行有效"]),
    ("继续有效", &["现行有效"]),
    ("有效", &["现行有效"]),
    ("保留", &["现行有效"]),
    ("现存", &["现行有效"]),
    ("现有", &["现行有效"]),
];

/// Deeds that table two does not count.
static OTHER_DEEDS: WordList = WordList::new(&[
    "转发",
    "解读",
    "备案",
    "审查",
    "审核",
    "公开",
    "发布",
    "公布",
    "修订",
    "修改",
    "征求",
    "学习",
    "贯彻",
    "落实",
    "报送",
    "评估",
    "合法性",
    "代拟",
    "起草",
    "汇编",
    "上级",
    "拟",
]);

/// Decisions: words of the text, and the row.
const DECISIONS: [(&str, Role); 3] =
    [("行政许可", Role::Licences), ("行政处罚", Role::Penalties), ("行政强制", Role::Coercion)];

/// The words of [`DECISIONS`].
const NAMES: [&str; 3] = ["行政许可", "行政处罚", "行政强制"];

/// What may be between the words and their count.
const BETWEEN: [&str; 25] = [
    "行政",
    "规范性文件",
    "规章",
    "处理",
    "决定",
    "案件",
    "措施",
    "执行",
    "数量",
    "件数",
    "总数",
    "共计",
    "共",
    "计",
    "为",
    "有",
    "的",
    "了",
    "是",
    "：",
    "数",
    "合计",
    "均",
    "分别",
    "文件",
];

/// Before a decision: not that it was taken.
static NOT_TAKEN: WordList = WordList::new(&[
    "公开", "公示", "发布", "公布", "推送", "归集", "上传", "报送", "受理", "收到", "申请", "信息",
    "事项", "录入", "因", "培训", "撤销", "取消", "下放",
]);

const UNITS: [&str; 7] = ["件", "项", "个", "份", "起", "宗", ""];

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in context.sentences().iter().filter(|s| !s.counts.is_empty()) {
        let text = sentence.text;
        if has(text, &["规范性文件", "规章"]) && !is_clearing(sentence) {
            documents(context, sentence, found);
        }
        if has(text, &NAMES) {
            decisions(context, sentence, found);
        }
    }
}

/// Whether a sentence is about documents of earlier years that were cleared up.
fn is_clearing(sentence: &Sentence<'_>) -> bool {
    sentence.text.contains("清理")
        && (has(sentence.text, &["历年", "往年", "以前", "此前", "以来", "之前", "历史"])
            || !sentence.dates().is_empty())
}

/// Walks a sentence: what is named, what is done with it, how many.
fn documents(context: &Context<'_>, sentence: &Sentence<'_>, found: &mut Found) {
    let mut noun = None;
    for clause in sentence.clauses() {
        let words = sentence.between(clause.start, clause.end);
        let others = OTHER_DEEDS.are_in(words)
            || has(words, &["规章制度", "未", "没有", "不再"])
            || claims::elsewhen(context.report, words)
            || claims::is_change(words);
        let mut deed = None;
        let mut from = clause.start;
        for count in sentence.counts_in(clause) {
            let before = sentence.between(from, count.range.start);
            from = count.range.end;
            let deeds = DEEDS
                .iter()
                .filter_map(|(word, column)| Some((before.rfind(word)? + word.len(), *column)));
            if let Some((_, column)) = deeds.max_by_key(|(end, _)| *end) {
                deed = Some(column);
            }
            let named =
                DOCUMENTS.iter().filter_map(|(word, row)| Some((before.rfind(word)?, *row)));
            if let Some((_, row)) = named.max_by_key(|(at, _)| *at) {
                noun = Some(row);
            }
            let last = DEEDS.iter().map(|(word, _)| *word).chain(["规范性文件", "规章"]);
            let end = last.filter_map(|word| Some(before.rfind(word)? + word.len())).max();
            let next = end.is_some_and(|end| {
                claims::made_of(before.get(end..).unwrap_or_default(), &BETWEEN)
            });
            if let (Some(row), Some(columns), true, false) = (noun, deed, next, others) {
                let made = columns[0] == "制发";
                compare(context, sentence, count, (row, columns, made), found);
            }
        }
        // 行政规范性文件制发3件 names its noun for what follows.
        let behind = sentence.between(from, clause.end);
        if let Some((_, row)) = DOCUMENTS.iter().find(|(word, _)| behind.contains(word)) {
            noun = Some(*row);
        }
    }
}

/// Holds a count of documents against its cell.
fn compare(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    count: &Count,
    (row, columns, made): (Role, &[&str], bool),
    found: &mut Found,
) {
    let Some(cell) = cell(context.report, row, columns) else { return };
    let Some(figure) = known(&context.report.figures, cell) else { return };
    let Some(told) = claims::exact_any(count).filter(|_| UNITS.contains(&count.unit)) else {
        return;
    };
    if others(context.report, sentence, count) {
        return;
    }
    found.stands_for(sentence.field, &count.number, (cell, figure));
    let missing = made && figure == 0 && told > 0; // R22
    if told == figure || missing {
        return;
    }
    differs(context, sentence, count, (told, figure), cell, found);
}

/// Whether somebody else is named before a count.
fn others(report: &Report, sentence: &Sentence<'_>, count: &Count) -> bool {
    claims::of_others(report, sentence.lead(count.range.start))
}

fn differs(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    count: &Count,
    (told, figure): (i64, i64),
    cell: CellId,
    found: &mut Found,
) {
    let place = Place::Cell(cell).words(context.report);
    let message =
        format!("文字写 {told} 件，{place}是 {figure}，两处不一致。请核对，改正其中一处。");
    // Where the table has nothing it may be the table that was not filled in.
    let fix = (figure > 0).then(|| {
        let edit = Edit::Splice(sentence.field, count.number.clone(), figure.to_string());
        Fix { label: format!("文字改为 {figure}"), edits: vec![edit] }
    });
    found.add(sentence.place(count.range.clone()), message, fix).other = Some(Place::Cell(cell));
}

/// 作出行政许可24件、行政处罚3件.
fn decisions(context: &Context<'_>, sentence: &Sentence<'_>, found: &mut Found) {
    for clause in sentence.clauses() {
        let words = sentence.between(clause.start, clause.end);
        if !has(words, &NAMES) || claims::elsewhen(context.report, words) {
            continue;
        }
        let mut from = clause.start;
        for count in sentence.counts_in(clause) {
            let before = sentence.between(from, count.range.start);
            let near = count.range.start - sentence.lead(count.range.start).len();
            from = count.range.end;
            if let Some(rows) = taken(before, sentence.between(near.max(clause.start), from)) {
                decision(context, sentence, count, &rows, found);
            } else if context.config.all_decisions {
                published(context, sentence, count, before, found);
            }
        }
    }
}

/// The decisions that a count is of: those named right before it.
fn taken(before: &str, clause: &str) -> Option<Vec<(&'static str, Role)>> {
    let named = |words: &str| {
        let last = DECISIONS.iter().filter_map(|row| Some((words.rfind(row.0)?, *row)));
        last.max_by_key(|(at, _)| *at)
    };
    let (mut at, row) = named(before)?;
    let behind = before.get(at + row.0.len()..)?;
    if !claims::made_of(behind, &BETWEEN)
        || NOT_TAKEN.are_in(clause)
        || has(clause, &["未", "没有"])
    {
        return None;
    }
    let mut rows = vec![row];
    // 行政许可、行政处罚共30件
    while let Some((first, row)) = before.get(..at).and_then(named) {
        let between = before.get(first + row.0.len()..at)?;
        if !claims::made_of(between, &["、", "和", "及", "与", "决定", "案件"]) {
            break;
        }
        rows.push(row);
        at = first;
    }
    (!(rows.len() > 1 && has(behind, &["均", "分别"]))).then_some(rows)
}

/// More decisions published than table two counts, where it has to count all of them.
fn published(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    count: &Count,
    before: &str,
    found: &mut Found,
) {
    let Some((row, role)) = DECISIONS.iter().find(|(row, _)| before.contains(row)) else { return };
    let own = has(before, &["公开", "公示", "公布"])
        && before.split(*row).last().is_some_and(|behind| claims::made_of(behind, &BETWEEN));
    let Some(cell) = cell(context.report, *role, &["处理决定"]).filter(|_| own) else { return };
    let Some(figure) = known(&context.report.figures, cell) else { return };
    let Some(told) = claims::exact_any(count).filter(|told| *told > figure) else { return };
    if others(context.report, sentence, count) {
        return;
    }
    let message = format!(
        "文字写公开{row} {told} 件，{}只有 {figure}；本地要求依法不公开的决定也要计入，公开的不会更多。请核对。",
        Place::Cell(cell).words(context.report)
    );
    found.add(sentence.place(count.range.clone()), message, None).other = Some(Place::Cell(cell));
}

fn decision(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    count: &Count,
    rows: &[(&str, Role)],
    found: &mut Found,
) {
    let report = context.report;
    let cells: Vec<CellId> =
        rows.iter().filter_map(|(_, row)| cell(report, *row, &["处理决定"])).collect();
    let figures: Option<i64> = cells.iter().map(|cell| known(&report.figures, *cell)).sum();
    let (Some(figure), Some(cell)) = (figures, cells.first()) else { return };
    let Some(told) = claims::exact_any(count).filter(|_| UNITS.contains(&count.unit)) else {
        return;
    };
    if cells.len() != rows.len() || others(report, sentence, count) {
        return;
    }
    found.stands_for(sentence.field, &count.number, (*cell, figure));
    if told == figure {
        return;
    }
    if rows.len() == 1 {
        return differs(context, sentence, count, (told, figure), *cell, found);
    }
    let message = format!(
        "文字写{}共 {told} 件，表二这几行之和是 {figure}，两处不一致。请核对，改正其中一处。",
        rows.iter().rev().map(|(name, _)| *name).collect::<Vec<_>>().join("、")
    );
    found.add(sentence.place(count.range.clone()), message, None).other = Some(Place::Cell(*cell));
}

/// The cell of a row of table two, by words of its column's label.
fn cell(report: &Report, row: Role, columns: &[&str]) -> Option<CellId> {
    let RowId { table, row } = report.edition().row(row)?;
    let form = &report.edition().tables[table];
    let cells: Range<usize> = form.rows[row].cells.clone();
    let index = cells.into_iter().find(|index| {
        let label = form.column_of(*index).path.last();
        label.is_some_and(|label| columns.iter().any(|word| label.contains(word)))
    })?;
    Some(CellId { table, index })
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{against, mended};

    const FIGURES: &str = "disclosure.normative_documents.made=3 \
        disclosure.normative_documents.repealed=1 disclosure.normative_documents.in_force=12 \
        disclosure.licences.decisions=24 disclosure.penalties.decisions=5";

    fn rule(text: &str, expected: &[&str]) {
        against("R44", FIGURES, text, expected);
    }

    #[test]
    fn counts_that_differ_from_table_two() {
        for (text, told) in [
            ("全年制发行政规范性文件4件。", "4 件，表二“行政规范性文件”本年制发件数是 3"),
            ("全年制发行政规范性文件3件，废止2件。", "2 件，表二“行政规范性文件”本年废止件数是 1"),
            ("截至年底，现行有效的行政规范性文件15件。", "现行有效件数是 12"),
            ("行政规范性文件制发3件、废止1件，现行有效10件。", "10 件"),
            ("印发规章2件。", ""),
            ("全年作出行政许可决定20件。", "20 件，表二“行政许可”本年处理决定数量是 24"),
            ("办理行政许可24件、行政处罚7件。", "7 件，表二“行政处罚”"),
            ("实施行政强制1件。", "“行政强制”本年处理决定数量是 0"),
            (
                "作出行政许可、行政处罚决定共30件。",
                "行政许可、行政处罚共 30 件，表二这几行之和是 29",
            ),
        ] {
            rule(text, if told.is_empty() { &[] } else { std::slice::from_ref(&told) });
        }
    }

    #[test]
    fn counts_that_agree_or_are_of_other_things() {
        for text in [
            "全年制发行政规范性文件3件，废止1件，现行有效12件。",
            "作出行政许可24件，行政处罚5件，行政强制0件。",
            "作出行政许可、行政处罚共29件。",
            "转发上级行政规范性文件8件。",
            "解读行政规范性文件6件。",
            "报县司法局备案行政规范性文件2件。",
            "清理2015年以来的行政规范性文件40件，废止9件，继续有效31件。",
            "公开行政许可信息60条，公示行政处罚20件。",
            "受理行政许可申请130件。",
            "县教育局制发行政规范性文件5件。",
            "2020年制发行政规范性文件7件。",
            "健全规章制度6项。",
            "制发行政规范性文件约5件。",
            "取消行政许可事项2项。",
        ] {
            rule(text, &[]);
        }
    }

    #[test]
    fn where_all_decisions_are_counted_no_more_are_published() {
        use crate::report::place::Field;
        use crate::rules::tests::{put, report, write};
        use crate::rules::{Config, check};
        for (text, many) in
            [("公开行政许可26件。", 1), ("公示行政处罚5件。", 0), ("公开行政许可信息60条。", 0)]
        {
            let mut report = report("2021");
            put(&mut report, FIGURES);
            write(&mut report, Field::Before(1), text);
            for (all_decisions, many) in [(true, many), (false, 0)] {
                let config = Config { all_decisions, ..Config::default() };
                let found = check(&report, &config).into_iter().filter(|f| f.code == "R44");
                assert_eq!(found.count(), many, "{text}");
            }
        }
    }

    #[test]
    fn the_fix_puts_the_tables_figure_in() {
        mended("R44", FIGURES, "办理行政许可２０ 件。", "办理行政许可24 件。");
        // Where the table has nothing, it may be the side that is wrong.
        mended("R44", FIGURES, "实施行政强制1件。", "实施行政强制1件。");
    }
}
