//! R43: every character can be shown by one of the faces.

use std::collections::BTreeSet;

use super::{Context, Found, Point, Rule};
use crate::finding::{Finding, Severity};
use crate::font::Fonts;
use crate::report::Report;
use crate::report::place::Place;
use crate::words::CharSet;

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
    let report = context.report;
    let fonts = context.config.faces.known();
    let mut met = CharSet::default();
    let mut told = BTreeSet::new();
    let mut look = |text: &str, place: &dyn Fn(usize, usize) -> Place, found: &mut Found| {
        for (at, c) in text.char_indices() {
            if (c.is_ascii() && !c.is_control())
                || c.is_whitespace()
                || !met.insert(c)
                || fonts.covers(c)
                || !told.insert(c)
            {
                continue;
            }
            let code = u32::from(c);
            let message = format!(
                "字库里没有“{c}”（U+{code:04X}），印出来会是空框。请换用规范字，或者核对是不是乱码。"
            );
            found.add(place(at, at + c.len_utf8()), message, None);
        }
    };
    for field in Report::printed_fields() {
        look(report.text(field), &|from, to| Place::Text(field, from..to), found);
    }
    for id in report.figures.cells() {
        use crate::report::Value::{Mark, Written};
        if let Mark(text) | Written(text) = report.figures.typed(id) {
            look(text, &|_, _| Place::Cell(id), found);
        }
    }
    tell(report, fonts, found);
}

/// What another face has to show, told for those who look at the faces: R43, at level I.
#[must_use]
pub fn substituted(report: &Report, fonts: &Fonts) -> Vec<Finding> {
    let mut found = Found { rule: &RULE, findings: Vec::new() };
    tell(report, fonts, &mut found);
    found.findings
}

fn tell(report: &Report, fonts: &Fonts, found: &mut Found) {
    for substitute in fonts.substitutes(report) {
        let message = substitute.message(fonts);
        found.add(substitute.place, message, None).severity = Severity::Info;
    }
}
