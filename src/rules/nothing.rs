//! R20: what the text says did not happen, the tables do not count: 未收到申请 against table
//! three, 未发生行政复议、行政诉讼 against table four. Cases that the text counts are held against
//! table four as well.
//!
//! What is narrower than the table is not judged: 未收到信函申请, 未收到涉及商业秘密的申请,
//! 未发生败诉的行政诉讼, 未发生复议后起诉. A count is one of cases only in a unit of cases, with
//! nothing between it and their name that makes something else of it (行政复议等业务培训3次).

use std::ops::Range;

use super::cells::Applications;
use super::claims::{self, NOT, RECEIVED, has};
use super::context::{Context, Sentence};
use super::proceedings::{BESIDE, WHOLE, proceedings};
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::Place;
use crate::zh::WordList;

/// R20: what the text says did not happen, the tables do not count: 未收到申请 against table three,
/// 未发生行政复议、行政诉讼 against table four.
pub static RULE: Rule = Rule {
    code: "R20",
    severity: Severity::Warning,
    title: "文字中“未收到申请”“未发生复议、诉讼”与表三、表四一致",
    basis: "文字与表格说的是同一件事，不应当相反",
    point: Point::ProseAndTables,
    safe: false,
    check,
};

/// What may follow 申请 without making something else of it.
const BEHIND: [&str; 15] = [
    "公开",
    "政府信息",
    "信息",
    "申请",
    "的",
    "情况",
    "情形",
    "事项",
    "件",
    "事件",
    "案件",
    "受理",
    "办理",
    "内容",
    "业务",
];

/// Parts of an agency: what they did not receive another part may have.
const PARTS: [&str; 10] =
    ["村", "社区", "站所", "科室", "部门", "窗口", "中心", "大厅", "学校", "企业"];

/// What is told of here.
static CASES: WordList = WordList::new(&["申请", "复议", "诉讼"]);

fn check(context: &Context<'_>, found: &mut Found) {
    let applications = Applications::of(context.report);
    for sentence in context.sentences() {
        for clause in sentence.clauses() {
            let words = sentence.between(clause.start, clause.end);
            if !CASES.are_in(words) || claims::elsewhen(context.report, words) {
                continue;
            }
            if let Some(table) = &applications {
                none_received(sentence, clause, table, found);
                none_counted(sentence, clause, table, found);
            }
            proceedings(context, sentence, clause, found);
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

/// 依申请公开0件, where some were received and information was given.
fn none_counted(
    sentence: &Sentence<'_>,
    clause: &Range<usize>,
    table: &Applications<'_>,
    found: &mut Found,
) {
    let Some(count) = sentence.counts_in(clause).next() else { return };
    let before = sentence.between(clause.start, count.range.start);
    let Some((subject, behind)) = before.split_once("依申请公开") else { return };
    // It may mean what was received or what was given: both have to be there.
    let outcomes = table.named_outcomes();
    let given = outcomes.iter().filter(|(label, _)| ["予以公开", "部分公开"].contains(label));
    let given: i64 = given.filter_map(|(_, rows)| table.sum(rows)).sum();
    let whole = claims::made_of(subject, &WHOLE)
        && (claims::made_of(behind, &BESIDE) || claims::made_of(behind, &BEHIND));
    let (Some(new), Some(total)) = (table.number(table.received), table.total(table.received))
    else {
        return;
    };
    if claims::exact(count) == Some(0) && whole && new > 0 && given > 0 {
        let said = clause.start + subject.len()..count.range.end;
        let message = format!(
            "文字写“{}”，表三“{}”的总计却是 {new}，两处不一致。请核对，改正其中一处。",
            sentence.between(said.start, said.end),
            table.label(table.received)
        );
        found.add(sentence.place(said), message, None).other = Some(Place::Cell(total));
    }
}

/// Where a clause says that no application was received.
fn says_none(words: &str) -> Option<Range<usize>> {
    const BEGIN: [&str; 6] = ["发生", "依申请", "政府信息公开申请", "公民", "法人", "任何"];
    for (at, _) in words.match_indices(['没', '未', '无', '零']) {
        let rest = words.get(at..).unwrap_or_default();
        let Some(not) = NOT.iter().find(|not| rest.starts_with(**not)) else { continue };
        let after = rest.get(not.len()..).unwrap_or_default();
        let object = match RECEIVED
            .iter()
            .find_map(|verb| after.trim_start_matches('有').strip_prefix(verb))
        {
            Some(object) => object,
            None if BEGIN.iter().any(|begin| after.starts_with(begin)) => after,
            None => continue,
        };
        let Some(end) = object.find("申请").map(|found| found + "申请".len()) else { continue };
        let (thing, behind) = object.split_at_checked(end)?;
        let behind_it =
            behind.split(['、', '和', '及', '或', '与', '（']).next().unwrap_or_default();
        let all = claims::made_of(thing, &WHOLE)
            && claims::made_of(behind_it, &BEHIND)
            && !has(words.get(..at).unwrap_or_default(), &PARTS);
        if all {
            return Some(at..at + rest.len() - behind.len());
        }
    }
    None
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
        some("没有公民、法人或其他组织向我镇申请公开政府信息。", &["的总计却是 3"]);
        let given = format!("{SOME} applications.granted.natural=3");
        against("R20", &given, "全年依申请公开0件。", &["文字写“依申请公开0件”"]);
        some(
            "全年发生行政复议0件，行政诉讼0件。",
            &["没有行政复议，表四“行政复议”的总计是 1", "没有行政诉讼，表四“行政诉讼”的总计是 2"],
        );
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
            "本报告由总体情况、政府信息公开行政复议和行政诉讼情况、其他需要报告的事项等6个部分组成。",
            "本报告由总体情况、政府信息公开行政复议、行政诉讼情况、其他需要报告的事项等六个部分组成。",
            "本报告由主动公开、因政府信息公开被申请复议和行政诉讼情况等6个方面内容组成。",
            "本报告由总体情况、政府信息公开行政复议和行政诉讼情况6个部分组成。",
            "开展政府信息公开、行政复议等业务培训3次。",
            "政府信息公开行政复议答辩材料5件。",
            "没有发生重复申请、大量反复申请等情形。",
            "未发生复议后起诉案件。",
            "未发生复议后又提起行政诉讼的情况。",
            "未收到涉及商业秘密的申请。",
            "未收到需要收费的申请。",
            "没有收到企业法人以外其他组织的申请。",
            "村级未收到依申请公开事项。",
            "未发生依申请公开的投诉。",
            "全年依申请公开0件。",
            "全年发生安全生产行政复议0件。",
        ] {
            some(text, &[]);
        }
    }
}
