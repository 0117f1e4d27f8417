//! What a report can get wrong: one file a rule, or a tight family of them, each registered here.
//!
//! A rule reads a report and gives findings; it changes nothing. Codes are stable: scripts and
//! waivers name them.

mod all_blank;
mod all_done;
mod balance;
mod bare_year;
mod blanks;
mod carried;
mod case_units;
mod cells;
pub mod checklist;
mod claims;
mod config;
mod config_fault;
mod content;
mod context;
mod copied;
mod document_number;
mod documents;
mod doubled_marks;
mod edition_year;
mod elsewhere;
mod empty_headings;
mod end_punctuation;
mod fees;
mod figures;
mod glyphs;
mod headings;
mod ledger;
mod leftovers;
mod local;
mod mend;
mod missing_number;
mod nameless;
mod names;
mod nearby;
mod nobody;
mod normative_documents;
mod nothing;
mod notice;
mod numbering;
mod order;
mod other_heads;
mod outcomes;
mod outliers;
mod pairs;
mod parts;
mod percentages;
mod period;
mod personal;
mod point;
mod problem;
mod proceedings;
mod punctuation;
mod received;
mod regulations;
mod repeats;
mod scope_notes;
mod sections;
mod sums;
mod table_figures;
mod title;
mod totals;
mod traditional;
mod unasked;
mod undecided;
mod until;
mod waive;
mod wrong_words;
mod yearly;
mod years;

#[cfg(test)]
mod growth;
#[cfg(test)]
mod tests;

pub use balance::{Column, columns};
pub use config::{Config, Dates, RequiredFigure, Word};
pub use config_fault::ConfigFault;
pub use glyphs::substituted;
pub use mend::{Mend, ProposedChange, Touched, all_alike, tidy};
pub use order::{FindingGroup, FindingKind, Matter, groups, will_write, written};
pub use point::Point;
pub use problem::{blank_row, by_place, problem_count};
pub use scope_notes::{SAME_SCOPE, SCOPE, note_scope, scope_notes};
pub use table_figures::{TableFigure, table_figures};
pub use waive::{can_be_waived, drop_lapsed, lapsed, unwaive, waive};
pub use yearly::{CHANGE, ChangeMeasure, YearlyChange, explain, labels, yearly_changes};

use std::ops::Range;

use crate::finding::{Finding, Fix, Severity};
use crate::report::place::{CellId, Field, Place};
use crate::report::{Anchor, Report};
use context::Context;

/// One rule of the check.
pub struct Rule {
    /// Stable: R01 to R65.
    pub code: &'static str,
    /// How much its findings weigh, unless one says otherwise.
    pub severity: Severity,
    /// What the rule asks for, in a clerk's words.
    pub title: &'static str,
    /// Where that comes from: a clause, a notice, or practice.
    pub basis: &'static str,
    /// The point of the checklist that it belongs to.
    pub point: Point,
    /// Whether its fixes change form only, never what is said: 整理格式 makes them all at once.
    pub safe: bool,
    check: fn(&Context<'_>, &mut Found),
}

/// Every rule, by code.
pub static ALL: &[&Rule] = &[
    &totals::ROWS,
    &totals::COLUMNS,
    &balance::RULE,
    &totals::GROUPS,
    &figures::RULE,
    &blanks::RULE,
    &carried::CARRIED_IN,
    &carried::IN_FORCE,
    &carried::POSSIBLE,
    &regulations::RULE,
    &sections::RULE,
    &headings::RULE,
    &numbering::RULE,
    &content::FILLED,
    &content::ASPECTS,
    &content::RESULTS,
    &fees::REPORTED,
    &fees::AGREE,
    &received::RULE,
    &nothing::RULE,
    &outcomes::RULE,
    &normative_documents::RULE,
    &sums::RULE,
    &years::RULE,
    &period::PERIOD,
    &period::SIGNED,
    &names::OWN,
    &names::OTHER,
    &title::NAME,
    &title::FORM,
    &leftovers::TEMPLATE,
    &leftovers::RESIDUE,
    &repeats::RULE,
    &end_punctuation::RULE,
    &punctuation::HALF_WIDTH,
    &punctuation::QUOTES,
    &punctuation::SPACES,
    &personal::RULE,
    &copied::RULE,
    &edition_year::RULE,
    &notice::RULE,
    &outliers::RULE,
    &glyphs::RULE,
    &documents::RULE,
    &missing_number::RULE,
    &all_done::RULE,
    &parts::RULE,
    &nobody::RULE,
    &case_units::RULE,
    &percentages::RULE,
    &unasked::RULE,
    &local::RULE,
    &pairs::RULE,
    &doubled_marks::RULE,
    &document_number::RULE,
    &until::RULE,
    &bare_year::RULE,
    &nameless::RULE,
    &empty_headings::RULE,
    &traditional::RULE,
    &other_heads::RULE,
    &ledger::RULE,
    &undecided::RULE,
    &all_blank::RULE,
    &wrong_words::RULE,
];

/// The rule that has a code, where one has.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Rule> {
    let index = ALL.binary_search_by_key(&code, |rule| rule.code).ok()?;
    ALL.get(index).copied()
}

/// Collects one rule's findings.
pub(crate) struct Found {
    rule: &'static Rule,
    findings: Vec<Finding>,
    /// Numbers of the prose with what the tables have for them, be it the same or not.
    figures: Vec<TableFigure>,
}

impl Found {
    fn new(rule: &'static Rule) -> Self {
        Self { rule, findings: Vec::new(), figures: Vec::new() }
    }

    /// Notes which cell a number of the prose stands for, and what is in it.
    fn stands_for(&mut self, field: Field, number: &Range<usize>, (cell, figure): (CellId, i64)) {
        self.figures.push(TableFigure { at: Anchor::new(field, number.clone()), cell, figure });
    }

    /// Adds a finding, which the rule may still say more of: its other place, another severity.
    fn add(&mut self, place: Place, message: impl Into<String>, fix: Option<Fix>) -> &mut Finding {
        let Rule { code, severity, .. } = *self.rule;
        let message = message.into();
        let other = None;
        let finding = Finding { code, severity, place, other, message, fix, waived: None };
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }
}

/// Every finding of every rule that is asked, by code, then by place; waived ones are marked, not
/// left out.
#[must_use]
pub fn check(report: &Report, config: &Config) -> Vec<Finding> {
    let mut findings = run(report, config, |_| true);
    waive::mark(report, &mut findings);
    findings
}

/// The findings as [`check`] gives them, as long as they are wanted: that is asked before each rule.
/// `None` where they are not any more.
#[must_use]
pub fn check_while(
    report: &Report,
    config: &Config,
    is_wanted: impl Fn() -> bool,
) -> Option<Vec<Finding>> {
    let mut findings = run(report, config, |_| is_wanted());
    is_wanted().then(|| {
        waive::mark(report, &mut findings);
        findings
    })
}

fn run(report: &Report, config: &Config, wanted: impl Fn(&Rule) -> bool) -> Vec<Finding> {
    let context = Context::new(report, config);
    let mut findings = Vec::new();
    for rule in ALL.iter().filter(|rule| config.asks(rule) && wanted(rule)) {
        let mut found = Found::new(rule);
        (rule.check)(&context, &mut found);
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
        let blocks = |finding: &Finding| finding.severity == Severity::Blocks;
        let mut findings =
            run(report, &Config::default(), |rule| rule.severity == Severity::Blocks);
        findings.retain(blocks);
        if findings.is_empty() { Ok(Self(report)) } else { Err(findings) }
    }

    /// The report, which is in balance.
    #[must_use]
    pub fn report(self) -> &'a Report {
        self.0
    }
}
