//! R22: documents that the text says were made are counted in table two.
//!
//! Only what was made: 制定, 制发, 出台, 印发 of 规范性文件 or 规章. Their management, review and
//! publication are not; nor are those that others made (贯彻上级制定的规范性文件).

use std::ops::Range;

use super::claims::{self, has};
use super::context::{Context, Sentence, known};
use super::{Found, Point, Rule};
use crate::edition::{Role, RowId};
use crate::finding::Severity;
use crate::report::place::{CellId, Place};
use crate::zh::WordList;

/// R22: documents that the text says were made are counted in table two.
pub static RULE: Rule = Rule {
    code: "R22",
    severity: Severity::Warning,
    title: "文字中说制定了文件的，表二应当计入",
    basis: "文字与表格说的是同一件事，不应当相反",
    point: Point::ProseAndTables,
    safe: false,
    check,
};

static MADE: WordList = WordList::new(&["制定", "制发", "出台", "印发", "新制作", "发布实施"]);

const DOCUMENTS: [(&str, Role); 2] =
    [("规范性文件", Role::NormativeDocuments), ("规章", Role::Regulations)];

/// What makes a subject of the documents, not a product.
const ABOUT: [&str; 17] = [
    "管理",
    "清理",
    "备案",
    "审查",
    "审核",
    "目录",
    "制度",
    "办法",
    "程序",
    "工作",
    "公开",
    "发布",
    "评估",
    "数据库",
    "时",
    "前",
    "的制",
];

/// Before the verb: nothing was made, or may be.
const NOT: [&str; 6] = ["未", "没", "无", "不曾", "不得", "不再"];

/// Before the verb: what is yet to be made.
const PLANNED: [&str; 8] = ["拟", "计划", "将", "下一步", "打算", "准备", "明年", "下一年"];

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in context.sentences().iter().filter(|sentence| sentence.has(&MADE)) {
        for clause in sentence.clauses() {
            if claims::elsewhen(context.report, sentence.between(clause.start, clause.end)) {
                continue;
            }
            let said = says_made(sentence, clause).filter(|(_, said)| {
                let subject = sentence.between(clause.start, said.start);
                !claims::names_government(subject, context.report.agency.trim())
            });
            if let Some((role, said)) = said {
                compare(context, sentence, role, &said, found);
            }
        }
    }
}

/// Where a clause says that documents were made: what they are called, and the stretch.
fn says_made(sentence: &Sentence<'_>, clause: &Range<usize>) -> Option<(Role, Range<usize>)> {
    let words = sentence.between(clause.start, clause.end);
    let verb = MADE.first_in(words)?;
    let before = words.get(..verb.start)?;
    let after = words.get(verb.end..)?;
    let (document, role, at) =
        DOCUMENTS.iter().find_map(|(word, role)| Some((word, *role, after.find(word)?)))?;
    let (between, behind) = (after.get(..at)?, after.get(at + document.len()..)?);
    let quoted = between.contains('《') && between.contains('》');
    let near = between.chars().count() <= 12 || quoted;
    let attributive = between.starts_with('的') || has(between, &["规章制度", "和管理"]);
    let not = has(before, &NOT) || behind.starts_with("为零") || has(behind, &["数为零", "均为零"]);
    let others = has(before, &["贯彻", "落实", "学习", "转发", "解读", "执行", "宣传"]);
    let about = ABOUT.iter().any(|word| behind.starts_with(word));
    let planned = has(sentence.lead(clause.start + verb.start), &PLANNED);
    (near && !attributive && !not && !planned && !others && !about)
        .then(|| (role, clause.start + verb.start..clause.start + verb.end + at + document.len()))
}

fn compare(
    context: &Context<'_>,
    sentence: &Sentence<'_>,
    role: Role,
    said: &Range<usize>,
    found: &mut Found,
) {
    let report = context.report;
    let Some(RowId { table, row }) = report.edition().row(role) else { return };
    let form = &report.edition().tables[table];
    let cell = CellId { table, index: form.rows[row].cells.start };
    let Some(figure) = known(&report.figures, cell) else { return };
    let end = said.end + "12,345 件".len();
    let near = said.start..end.min(sentence.range.end);
    let count = sentence.counts_in(&near).find_map(claims::exact);
    let place = Place::Cell(cell).words(report);
    let message = match count {
        Some(0) => return,
        // What differs from a figure that is there is R44's.
        _ if figure > 0 => return,
        Some(told) => format!(
            "文字写{} {told} 件，{place}是 {figure}",
            sentence.between(said.start, said.end)
        ),
        None => format!("文字写“{}”，{place}却是 0", sentence.between(said.start, said.end)),
    };
    let message =
        format!("{message}，两处不一致。请核对，改正其中一处；由上级或其他单位制定的，请写明。");
    found.add(sentence.place(said.clone()), message, None).other = Some(Place::Cell(cell));
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{against, prose};

    #[test]
    fn documents_that_are_not_counted() {
        for text in [
            "九间楼乡部分科室按照上级要求或工作需要制定了规范性文件。",
            "全年制发行政规范性文件3件。",
            "柳塘镇人民政府制发行政规范性文件3件。",
            "制定出台《柳塘镇集镇管理办法》等行政规范性文件2件。",
        ] {
            prose("R22", text, &["本年制发件数"]);
        }
        let two = "disclosure.normative_documents.made=2 disclosure.normative_documents.in_force=2";
        against("R22", two, "全年制发行政规范性文件3件、废止1件。", &[]); // R44
        against("R22", two, "全年制发行政规范性文件2件、废止1件。", &[]);
        against("R22", two, "全年制定了规范性文件。", &[]);
        let blank = "disclosure.normative_documents.made=";
        against("R22", blank, "全年制发行政规范性文件3件。", &[]);
    }

    #[test]
    fn documents_that_were_not_made() {
        for text in [
            "严格执行行政规范性文件制定程序。",
            "制定规范性文件管理办法。",
            "未制定规范性文件。",
            "全年制发行政规范性文件0件。",
            "贯彻落实上级制定的规范性文件。",
            "学习上级出台的规范性文件。",
            "特制定本制度。",
            "制定规范性文件时公开征求意见。",
            "发布规范性文件解读3篇。",
            "本年度未新制发规章。",
            "未新制定行政规范性文件。",
            "没有新制发行政规范性文件。",
            "不曾制发行政规范性文件。",
            "未再制发规范性文件。",
            "没有以镇政府名义制发规范性文件。",
            "乡镇无权制定规章。",
            "县人民政府全年制发行政规范性文件8件。",
            "云泽县人民政府制发行政规范性文件8件，我镇在专栏转载。",
            "制发行政规范性文件为零。",
            "制发行政规范性文件数为零。",
            "拟于2022年制定行政规范性文件1件。",
            "下一步，制定行政规范性文件2件。",
            "计划制定行政规范性文件2件。",
            "2022年制定行政规范性文件1件。",
        ] {
            prose("R22", text, &[]);
        }
    }
}
