//! R43: every character can be shown by one of the faces.

use super::nearby::within;
use super::{Context, Found, Point, Rule, document_number};
use crate::finding::{Finding, Severity};
use crate::font::Fonts;
use crate::report::Report;
use crate::report::place::Place;
use crate::zh::is_han;

/// R43: every character can be shown by one of the faces.
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
    if found.findings.is_empty() {
        return;
    }
    let traditional = context.traditional().is_some();
    found.findings.retain(|finding| {
        let Place::Text(field, range) = &finding.place else { return true };
        let text = context.report.text(*field);
        let character = text.get(range.clone()).and_then(|c| c.chars().next());
        // A text in traditional characters is reported once (R60), the brackets of a document's number
        // with how they are mended (R55).
        let mended = "﹝﹞".contains(character.unwrap_or(' '))
            && within(&document_number::stretches(text), range.start);
        !(mended || traditional && character.is_some_and(is_han))
    });
}

/// What another face has to show, reported for those who look at the faces: R43, at level I.
#[must_use]
pub fn substituted(report: &Report, fonts: &Fonts) -> Vec<Finding> {
    let mut found = Found::new(&RULE);
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
