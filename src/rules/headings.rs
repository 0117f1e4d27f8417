//! R12: section headings as mandated, with a number.
//!
//! How the number is written (5、 for 五、) is the business of R13.

use super::{Context, Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::zh::{arabic_digit, is_numeral};

/// R12: section headings as mandated, with a number.
pub static RULE: Rule = Rule {
    code: "R12",
    severity: Severity::Warning,
    title: "各部分标题与规定格式一致",
    basis: "国办公开办函〔2021〕30号、〔2019〕60号规定的六部分标题",
    point: Point::Sections,
    safe: true,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    for (number, mandated) in (1..=6).zip(&report.edition().sections) {
        let heading = report.section(number).heading.trim();
        if heading.is_empty() {
            continue; // R11
        }
        let (numbered, words) = without_number(heading);
        let problem = if words != without_number(mandated).1 {
            format!("标题“{heading}”与规定的“{mandated}”不一致。")
        } else if !numbered {
            format!("标题“{heading}”没有序号，规定的是“{mandated}”。")
        } else {
            continue;
        };
        let field = Field::Heading(number);
        let edits = vec![Edit::Text(field, mandated.clone())];
        let fix = Fix { label: format!("改为“{mandated}”"), edits };
        found.add(Place::Field(field), problem, Some(fix));
    }
}

/// Whether a heading starts with a number mark, and its words without it.
fn without_number(heading: &str) -> (bool, &str) {
    let inner = heading.trim_start_matches(['（', '(']);
    let rest = inner.trim_start_matches(|c: char| is_numeral(c) || arabic_digit(c).is_some());
    let words = rest.trim_start_matches(['、', '.', '．', '，', ',', '）', ')']);
    // 一 and 十 are words as well (一般…): a number is one only with its mark.
    let numbered = rest.len() < inner.len() && words.len() < rest.len();
    if numbered { (true, words.trim_start()) } else { (false, heading) }
}

#[cfg(test)]
mod tests {
    use super::without_number;

    #[test]
    fn numbers_and_words() {
        for (heading, numbered, words) in [
            ("五、存在", true, "存在"),
            ("5、 存在", true, "存在"),
            ("５．存在", true, "存在"),
            ("（五）存在", true, "存在"),
            ("存在", false, "存在"),
            ("一般情况", false, "一般情况"),
        ] {
            assert_eq!(without_number(heading), (numbered, words));
        }
    }
}
