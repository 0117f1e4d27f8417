//! The report that is open: its state, its history, its findings.

mod aside;
pub mod basics;
pub mod identity;
pub mod messages;
pub mod proposals;
pub mod size;
pub(super) mod slice;

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

pub(crate) use aside::AsideCheck;
use aside::CheckState;
use identity::Identity;
use messages::Merge;

use super::work::{Workable, Working};
use crate::file::{self, Trail};
use crate::finding::{Finding, FindingId};
use crate::report::place::Field;
use crate::report::{self, CarriedFigure, Edit, Report, Step};
use crate::rules::{self, Config, FindingGroup, TableFigure};

impl Workable for Report {
    type Edit = Edit;
    type Merge = Merge;

    fn make(&mut self, edit: Edit) -> Result<(), String> {
        self.apply(edit).map(|_| ()).map_err(|error| error.to_string())
    }

    fn difference(from: &Self, to: &Self) -> Vec<Edit> {
        report::difference(from, to)
    }

    fn draft_text(&self, trail: &Trail) -> String {
        file::draft_text_with_trail(self, trail)
    }

    fn state(&self) -> u64 {
        file::state(self)
    }
}

/// An open report: what is worked on, and what is wrong with it.
pub struct Document {
    work: Working<Report>,
    findings: Vec<Finding>,
    groups: Vec<FindingGroup>,
    /// The findings in groups, from the first place of the report to the last.
    by_place: Vec<FindingGroup>,
    check: CheckState,
    identity: Identity,
    /// Whether the clerk has asked for the balance since it last was there.
    asked: bool,
    /// What the tables have for last year's figures that are still to be decided on.
    table_figures: Vec<(CarriedFigure, TableFigure)>,
    config: Config,
}

impl Deref for Document {
    type Target = Working<Report>;

    fn deref(&self) -> &Working<Report> {
        &self.work
    }
}

impl Document {
    /// Opens a report: `saved` where it is as it stands in its file.
    #[must_use]
    pub fn new(report: Report, path: Option<PathBuf>, saved: bool) -> Self {
        Self::of(Working::new(report, path, saved))
    }

    /// Opens what a draft holds, with the steps that it remembers: `saved` is what its file holds,
    /// where there is one.
    #[must_use]
    pub fn restored(
        report: Report,
        steps: Vec<Arc<Step>>,
        path: Option<PathBuf>,
        saved: Option<Report>,
    ) -> Self {
        Self::of(Working::restored(report, steps, path, saved))
    }

    fn of(work: Working<Report>) -> Self {
        let mut document = Self {
            findings: Vec::new(),
            groups: Vec::new(),
            by_place: Vec::new(),
            check: CheckState::Done,
            identity: Identity::of(&work.content),
            asked: false,
            table_figures: Vec::new(),
            config: Config::default(),
            work,
        };
        document.check_again();
        document
    }

    /// The report as it stands.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.work.content
    }

    /// What is wrong with it.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings in rows, in their order; members are indices into [`Document::findings`].
    #[must_use]
    pub fn groups(&self) -> &[FindingGroup] {
        &self.groups
    }

    /// The findings from the first place of the report to the last, a problem in a row.
    #[must_use]
    pub fn by_place(&self) -> &[FindingGroup] {
        &self.by_place
    }

    /// The balance identity.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What the tables have for a figure of last year's prose, where it has a cell that is filled in.
    #[must_use]
    pub fn table_figure(&self, mark: &CarriedFigure) -> Option<&TableFigure> {
        self.table_figures.iter().find(|(of, _)| of == mark).map(|(_, figure)| figure)
    }

    /// Whether a finding blocks saving, and is no fault yet: see [`Identity::is_pending`].
    #[must_use]
    pub fn is_pending(&self, finding: &Finding) -> bool {
        self.identity.is_pending(finding)
    }

    /// The finding with an id, where it is still there.
    #[must_use]
    pub fn finding(&self, id: &FindingId) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.is(id))
    }

    /// Says what the locality asks of the rules.
    pub fn set_rules(&mut self, config: &Config) {
        if self.config != *config {
            self.config.clone_from(config);
            self.check_again();
        }
    }

    /// Checks it once more: it, or what it is checked against, has changed. A large one is checked
    /// aside; until that is done the findings are those of before, and have no fixes.
    pub fn check_again(&mut self) {
        self.reckon();
        self.table_figures.clear();
        let report = &self.work.content;
        if aside::is_small(report) {
            self.check = CheckState::Done;
            self.findings = rules::check(report, &self.config);
            self.table_figures = rules::table_figures(report, &self.config);
        } else {
            self.check = CheckState::Wanted;
            for finding in &mut self.findings {
                finding.fix = None;
            }
        }
        self.order();
    }

    fn order(&mut self) {
        self.groups = rules::groups(&self.findings);
        self.by_place = rules::by_place(self.work.content.edition(), &self.findings);
    }

    /// Whether the findings are those of an earlier state: it is being checked aside.
    #[must_use]
    pub fn is_being_checked(&self) -> bool {
        !matches!(self.check, CheckState::Done)
    }

    /// The check that is to be made aside, where one is wanted.
    pub(crate) fn begin_check(&mut self) -> Option<AsideCheck> {
        let CheckState::Wanted = self.check else { return None };
        let (check, stopper) = AsideCheck::new(&self.work.content, &self.config);
        self.check = CheckState::UnderWay(stopper);
        Some(check)
    }

    /// Takes what a check has found; one that was overtaken is of no use.
    pub(crate) fn end_check(&mut self, check: &AsideCheck, findings: Option<Vec<Finding>>) {
        if let (CheckState::UnderWay(stopper), Some(findings)) = (&self.check, findings)
            && stopper.is_of(check)
        {
            self.findings = findings;
            self.order();
            self.check = CheckState::Done;
        }
    }

    /// The clerk has asked whether it is balanced: until it is, what differs is shown as failing.
    pub fn ask_balance(&mut self) {
        self.asked = true;
        self.reckon();
    }

    fn reckon(&mut self) {
        let report = &self.work.content;
        let identity = Identity::asked(report);
        self.asked &= !identity.failing().is_empty();
        self.identity = if self.asked { identity } else { Identity::of(report) };
    }

    /// Notes that `report` is what the file holds now, and under which name.
    pub fn mark_saved(&mut self, report: Report, path: Option<PathBuf>) {
        if self.work.content.log != report.log {
            self.work.amend(|content| content.log.clone_from(&report.log));
        }
        self.work.mark_saved(Arc::new(report));
        self.work.path = path.or(self.work.path.take());
    }

    /// Makes edits as one step, at a `minute` since 1970 in China. An edit that cannot be made
    /// leaves the report as it was; edits that change nothing leave no step.
    ///
    /// # Errors
    /// Why the edits were not made.
    pub fn edit(
        &mut self,
        label: &str,
        edits: Vec<Edit>,
        merge: Option<Merge>,
        minute: u64,
    ) -> Result<(), String> {
        let then = |report: &mut Report, before: &Report| {
            if let Some(Merge::Field(field)) = merge {
                decide(report, before, field);
            }
        };
        self.noting(|work| work.edit((label, minute), edits, merge, then))
    }

    /// Puts another state of the report in place as one step, at a `minute` since 1970 in China.
    pub fn take_over(&mut self, label: &str, mut report: Report, minute: u64) {
        // Whatever is gone back to, what was changed since stays known.
        report.log.clone_from(&self.work.content.log);
        self.noting(|work| work.take_over(label, report, minute));
    }

    /// Ends a run of edits that are one step: the next one is a step of its own.
    pub fn end_merge(&mut self) {
        self.work.end_merge();
    }

    /// Takes the last step back; its label, where there was one.
    pub fn undo(&mut self) -> Option<String> {
        self.noting(Working::undo)
    }

    /// Makes the step last taken back again; its label, where there was one.
    pub fn redo(&mut self) -> Option<String> {
        self.noting(Working::redo)
    }

    /// Changes the report, and checks it where it has changed.
    fn noting<R>(&mut self, change: impl FnOnce(&mut Working<Report>) -> R) -> R {
        let revision = self.work.revision();
        let result = change(&mut self.work);
        if self.work.revision() != revision {
            self.check_again();
        }
        result
    }
}

/// A change by the clerk's own hand decides on the figures of last year that it changes or deletes;
/// one by the program decides on none.
fn decide(report: &mut Report, before: &Report, field: Field) {
    report.carried = report.decided_after(before, field);
}
