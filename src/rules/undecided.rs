//! R63: last year's years, counts and amounts in the prose that nobody has decided on.
//!
//! One finding a figure. Each is decided on by itself, so that no reason answers for several of them:
//! the rule's findings are not waived.

use super::context::Context;
use super::{Found, Point, Rule};
use crate::finding::Severity;

/// R63.
pub static RULE: Rule = Rule {
    code: "R63",
    severity: Severity::Warning,
    title: "沿用上年文字的年份和数字已逐处核对",
    basis: "报告的是本年度的情况；上年留下的每个数，改过或者确认仍然对，才算本年的",
    point: Point::Carried,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    for mark in context.report.undecided() {
        let message = format!("上年的“{}”没有核对。请改为今年的数，或者确认仍然对。", mark.was);
        found.add(mark.at.place(), message, None);
    }
}

#[cfg(test)]
mod tests {
    use crate::report::place::Field;
    use crate::report::{Edit, Report};
    use crate::rules::tests::report;
    use crate::rules::{Config, check, waive};

    fn next(edits: &[(Field, &str)]) -> Report {
        let mut last = report("2021");
        for (field, text) in edits {
            last.apply(Edit::Text(*field, (*text).to_owned())).unwrap();
        }
        last.template(last.edition().clone(), "甲镇人民政府", last.year.unwrap() + 1)
    }

    fn told(report: &Report) -> Vec<String> {
        let found = check(report, &Config::default());
        found.into_iter().filter(|f| f.code == "R63").map(|f| f.message).collect()
    }

    #[test]
    fn every_figure_is_told_until_it_is_decided_on() {
        let none =
            [(Field::LeadIn, "现公布。"), (Field::Before(1), "公开。"), (Field::Before(5), "无。")];
        assert!(told(&next(&none)).is_empty(), "no figure is none of last year's");
        let mut report = next(&[
            (Field::LeadIn, "现公布2021年报告。"),
            (Field::Before(1), "2021年公开94条，培训2次。"),
            (Field::Before(5), "2022年，我们将培训4次。"),
        ]);
        let some = told(&report);
        assert_eq!(some.len(), 6, "{some:?}");
        assert!(some[2].starts_with("上年的“94”没有核对"), "{some:?}");
        // A reason does not answer for them.
        let finding = check(&report, &Config::default()).into_iter().find(|f| f.code == "R63");
        assert_eq!(waive(&report, &finding.unwrap(), "都看过了"), None);
        report.apply(Edit::Carried(Vec::new())).unwrap();
        assert!(told(&report).is_empty());
    }
}
