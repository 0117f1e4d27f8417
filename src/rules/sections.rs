//! R11: the report has its six sections.

use super::{Context, Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::report::place::{Field, Place};

/// R11: the report has its six sections.
pub static RULE: Rule = Rule {
    code: "R11",
    severity: Severity::Error,
    title: "六个部分齐全，依次排列",
    basis: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号",
    point: Point::Sections,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    for (number, mandated) in (1..=6).zip(&report.edition().sections) {
        if report.section(number).heading.trim().is_empty() {
            let field = Field::Heading(number);
            let message = format!("缺少“{mandated}”这一部分的标题。请补上标题和内容。");
            let edits = vec![Edit::Text(field, mandated.clone())];
            let fix = Fix { label: "补上标题".into(), edits };
            found.add(Place::Field(field), message, Some(fix));
        }
    }
}
