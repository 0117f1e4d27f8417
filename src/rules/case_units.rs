//! R49: requests, reviews and lawsuits are counted in 件 (宗 will do), not in 条, 个 or 次.

use super::claims;
use super::context::{Context, Sentence};
use super::{Found, Point, Rule, nearby};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::zh::WordList;
use crate::zh::counts::Count;

/// R49: requests, reviews and lawsuits are counted in 件 (宗 will do), not in 条, 个 or 次.
pub static RULE: Rule = Rule {
    code: "R49",
    severity: Severity::Warning,
    title: "申请、复议、诉讼以“件”计",
    basis: "年度报告格式的表格以件计；公开的信息以条计",
    point: Point::Wording,
    safe: false,
    check,
};

/// Names of what is counted in 件, as they come before their count.
const CASES: [&str; 14] = [
    "信息公开申请",
    "公开申请",
    "依申请公开申请",
    "公开政府信息申请",
    "信息申请",
    "信息公开的申请",
    "行政复议",
    "行政诉讼",
    "行政复议案件",
    "行政诉讼案件",
    "行政复议申请",
    "复议案件",
    "诉讼案件",
    "收到申请",
];

/// What may be between a name of what is counted in 件 and its count.
const BETWEEN: [&str; 10] = ["共", "共计", "合计", "总计", "数量", "为", "有", "：", "了", "数"];

static ABOUT_CASES: WordList = WordList::new(&["申请", "复议", "诉讼"]);

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in context.sentences().iter().filter(|sentence| sentence.has(&ABOUT_CASES)) {
        for count in sentence.counts.iter().filter(|c| ["条", "个", "次"].contains(&c.unit)) {
            if let Some(name) = named(sentence, count) {
                let at = count.range.end - count.unit.len()..count.range.end;
                let message = format!("{name}以“件”计，这里写的是“{}”。", count.unit);
                let edits = vec![Edit::Splice(sentence.field, at, "件".into())];
                let fix = Fix { label: "改为“件”".into(), edits };
                found.add(sentence.place(count.range.clone()), message, Some(fix));
            }
        }
    }
}

/// What a count is of, where that is a case.
fn named(sentence: &Sentence<'_>, count: &Count) -> Option<&'static str> {
    let before = nearby::before(sentence.text, count.range.start - sentence.range.start, 16);
    let mut words = before.trim_end();
    while let Some(rest) = BETWEEN.iter().find_map(|filler| words.strip_suffix(filler)) {
        words = rest.trim_end();
    }
    let is_case = |words: &str| CASES.iter().any(|case| words.ends_with(case));
    let behind =
        nearby::after(sentence.text, count.range.end - sentence.range.start, 16).trim_start();
    // 3条政府信息公开申请; 3个申请人, 3次行政复议培训 are of something else.
    let follows = CASES.iter().find_map(|case| {
        let rest = behind.strip_prefix("政府").unwrap_or(behind).strip_prefix(case)?;
        let ends = rest.is_empty() || rest.starts_with(['，', '、', '。', '）', '均', '和']);
        ends.then_some(*case)
    });
    let case = if is_case(words) && !behind.starts_with(|c: char| "工月申信政".contains(c)) {
        words
    } else {
        follows?
    };
    let change = claims::is_change(words);
    (!change).then_some(if case.contains("诉讼") {
        "行政诉讼"
    } else if case.contains("复议") {
        "行政复议"
    } else {
        "政府信息公开申请"
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    #[test]
    fn units_of_cases() {
        for (text, told) in [
            ("全年收到政府信息公开申请3条。", "政府信息公开申请以“件”计，这里写的是“条”"),
            ("收到政府信息公开申请共5个，均已答复。", "写的是“个”"),
            ("被申请行政复议2次、行政诉讼1件。", "行政复议以“件”计，这里写的是“次”"),
            ("行政诉讼案件1个。", "行政诉讼以“件”计"),
            ("收到3条政府信息公开申请，均已答复。", "写的是“条”"),
            ("办理依申请公开申请 4 次。", "写的是“次”"),
            ("被提起行政诉讼两次。", "行政诉讼"),
        ] {
            prose("R49", text, &[told]);
        }
        mended("R49", "", "收到政府信息公开申请 3 条。", "收到政府信息公开申请 3 件。");
        for text in [
            "收到政府信息公开申请3件，行政复议1宗。",
            "主动公开政府信息120条。",
            "依申请公开政府信息12条。",
            "3个申请人提出申请。",
            "收到申请后3个工作日内登记。",
            "开展行政复议、行政诉讼培训3次。",
            "公布申请指南2个、申请渠道3个。",
            "收到政府信息公开申请3起。",
        ] {
            prose("R49", text, &[]);
        }
    }
}
