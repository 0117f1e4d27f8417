//! R43: every character can be shown by one of the faces.

use super::{Context, Found, Point, Rule};
use crate::finding::{Finding, Severity};
use crate::font::Fonts;
use crate::report::Report;

/// R43.
pub static RULE: Rule = Rule {
    code: "R43",
    severity: Severity::Warning,
    title: "每个字都有字库可以显示",
    basis: "公文用字应当能够印出",
    point: Point::Wording,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    tell(context.report, context.config.faces.known(), found);
}

/// What another face has to show, told for those who look at the faces: R43, at level I.
#[must_use]
pub fn substituted(report: &Report, fonts: &Fonts) -> Vec<Finding> {
    let mut found = Found { rule: &RULE, findings: Vec::new() };
    tell(report, fonts, &mut found);
    found.findings.retain(|finding| finding.severity == Severity::Info);
    found.findings
}

fn tell(report: &Report, fonts: &Fonts, found: &mut Found) {
    for substitute in fonts.substitutes(report) {
        let message = substitute.message(fonts);
        let shown = substitute.shown.is_some();
        let told = found.add(substitute.place, message, None);
        if shown {
            told.severity = Severity::Info;
        }
    }
}
