//! What a report can get wrong: one file a rule, or a tight family of them, each registered here.
//!
//! A rule reads a report and gives findings; it changes nothing. Codes are stable: scripts and
//! waivers name them.

mod balance;
mod blanks;
mod edition_year;
mod figures;
mod glyphs;
mod headings;
mod sections;
mod totals;

#[cfg(test)]
mod tests;

pub use balance::{Column, columns};

use crate::finding::{Finding, Fix, Severity};
use crate::report::Report;
use crate::report::place::Place;

/// One rule.
pub struct Rule {
    /// Stable: R01 to R43.
    pub code: &'static str,
    /// How much its findings weigh.
    pub severity: Severity,
    /// What it asks for, in a clerk's words.
    pub title: &'static str,
    /// Where that comes from: a clause, a notice, or practice.
    pub basis: &'static str,
    check: fn(&Report, &mut Found),
}

/// Every rule, by code.
pub static ALL: &[&Rule] = &[
    &totals::ROWS,
    &totals::COLUMNS,
    &balance::RULE,
    &totals::GROUPS,
    &figures::RULE,
    &blanks::RULE,
    &sections::RULE,
    &headings::RULE,
    &edition_year::RULE,
    &glyphs::RULE,
];

/// Collects one rule's findings.
pub(crate) struct Found {
    rule: &'static Rule,
    findings: Vec<Finding>,
}

impl Found {
    fn add(&mut self, place: Place, message: impl Into<String>, fix: Option<Fix>) {
        let Rule { code, severity, .. } = *self.rule;
        let message = message.into();
        self.findings.push(Finding { code, severity, place, message, fix, waived: None });
    }
}

/// Every finding of every rule, by code, then by place; waived ones are marked, not left out.
#[must_use]
pub fn check(report: &Report) -> Vec<Finding> {
    let mut findings = run(report, |_| true);
    for finding in &mut findings {
        // What blocks or has to be mended is not a matter of reasons.
        if finding.severity >= Severity::Warning {
            let same =
                |w: &&crate::report::Waiver| w.code == finding.code && w.message == finding.message;
            finding.waived = report.waivers.iter().find(same).map(|w| w.reason.clone());
        }
    }
    findings
}

fn run(report: &Report, wanted: impl Fn(&Rule) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in ALL.iter().filter(|rule| wanted(rule)) {
        let mut found = Found { rule, findings: Vec::new() };
        (rule.check)(report, &mut found);
        findings.append(&mut found.findings);
    }
    findings
}

/// A report that nothing blocks: the only one that can be saved, exported or printed.
#[derive(Clone, Copy, Debug)]
pub struct Balanced<'a>(&'a Report);

impl<'a> Balanced<'a> {
    /// # Errors
    /// The blocking findings, where there are any.
    pub fn new(report: &'a Report) -> Result<Self, Vec<Finding>> {
        let findings = run(report, |rule| rule.severity == Severity::Blocks);
        if findings.is_empty() { Ok(Self(report)) } else { Err(findings) }
    }

    /// The report.
    #[must_use]
    pub fn report(self) -> &'a Report {
        self.0
    }
}
