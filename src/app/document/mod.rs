//! The report that is open: its state, its history, its findings.

mod aside;
pub mod basics;
mod history;
pub mod identity;
pub mod messages;
pub mod proposals;
pub mod size;
pub(super) mod slice;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

pub(crate) use aside::AsideCheck;
use aside::CheckState;
use history::History;
use identity::Identity;
use messages::Merge;

use crate::file::{self, Origin, Trail};
use crate::finding::{Finding, FindingId};
use crate::report::place::Field;
use crate::report::{CarriedFigure, Edit, Report, Step};
use crate::rules::{self, Config, TableFigure};

/// What the report's file holds.
struct SavedState {
    report: Arc<Report>,
    /// The number of that state, reckoned when it is first asked for.
    state: Arc<OnceLock<u64>>,
}

impl SavedState {
    fn new(report: Arc<Report>) -> Self {
        Self { report, state: Arc::default() }
    }
}

/// All that a draft of the open report holds, for what runs aside.
#[derive(Clone, Debug)]
pub struct DraftContent {
    report: Arc<Report>,
    file: Option<PathBuf>,
    saved: Option<(Arc<Report>, Arc<OnceLock<u64>>)>,
    steps: Vec<Arc<Step>>,
    minute: u64,
    /// The document's revision.
    pub revision: u64,
    /// Whether the clerk has chosen to leave it as a draft.
    pub parted: bool,
}

impl DraftContent {
    /// The draft's text.
    #[must_use]
    pub fn text(&self) -> String {
        let state = self.saved.as_ref();
        let state = state.map(|(saved, state)| *state.get_or_init(|| file::state(saved)));
        let origin =
            Origin { file: self.file.clone(), state, minute: self.minute, parted: self.parted };
        let trail = Trail { origin, steps: self.steps.clone() };
        file::draft_text_with_trail(&self.report, &trail)
    }
}

/// An open report.
pub struct Document {
    /// Shared with what runs aside: a draft that is being written holds up nothing.
    report: Arc<Report>,
    /// Where it is saved; `None` for one that never was.
    pub path: Option<PathBuf>,
    saved: Option<SavedState>,
    history: History,
    findings: Vec<Finding>,
    check: CheckState,
    identity: Identity,
    /// Whether the clerk has asked for the balance since it last was there.
    asked: bool,
    /// What the tables have for last year's figures that are still to be decided on.
    table_figures: Vec<(CarriedFigure, TableFigure)>,
    config: Config,
    /// Counts changes, so that work done aside can tell whether it is still of use.
    revision: u64,
}

impl Document {
    /// Opens a report: `saved` where it is as it stands in its file.
    #[must_use]
    pub fn new(report: Report, path: Option<PathBuf>, saved: bool) -> Self {
        let report = Arc::new(report);
        let mut document = Self {
            findings: Vec::new(),
            check: CheckState::Done,
            identity: Identity::of(&report),
            asked: false,
            table_figures: Vec::new(),
            config: Config::default(),
            saved: saved.then(|| SavedState::new(Arc::clone(&report))),
            report,
            path,
            history: History::default(),
            revision: 0,
        };
        document.check_again();
        document
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
        let saved = saved.map(|saved| SavedState::new(Arc::new(saved)));
        let history = History::restored(steps);
        // It has been changed before: it is no untouched report.
        Self { saved, history, revision: 1, ..Self::new(report, path, false) }
    }

    /// What a draft written now holds.
    #[must_use]
    pub fn content(&self, minute: u64) -> DraftContent {
        let saved = self.saved.as_ref();
        DraftContent {
            report: Arc::clone(&self.report),
            file: self.path.clone(),
            saved: saved.map(|saved| (Arc::clone(&saved.report), Arc::clone(&saved.state))),
            steps: self.history.kept(minute),
            minute,
            revision: self.revision,
            parted: false,
        }
    }

    /// The report as it stands.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What is wrong with it.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
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
        if aside::is_small(&self.report) {
            self.check = CheckState::Done;
            self.findings = rules::check(&self.report, &self.config);
            self.table_figures = rules::table_figures(&self.report, &self.config);
        } else {
            self.check = CheckState::Wanted;
            for finding in &mut self.findings {
                finding.fix = None;
            }
        }
    }

    /// Whether the findings are those of an earlier state: it is being checked aside.
    #[must_use]
    pub fn is_being_checked(&self) -> bool {
        !matches!(self.check, CheckState::Done)
    }

    /// The check that is to be made aside, where one is wanted.
    pub(crate) fn begin_check(&mut self) -> Option<AsideCheck> {
        let CheckState::Wanted = self.check else { return None };
        let (check, stopper) = AsideCheck::new(&self.report, &self.config);
        self.check = CheckState::UnderWay(stopper);
        Some(check)
    }

    /// Takes what a check has found; one that was overtaken is of no use.
    pub(crate) fn end_check(&mut self, check: &AsideCheck, findings: Option<Vec<Finding>>) {
        if let (CheckState::UnderWay(stopper), Some(findings)) = (&self.check, findings)
            && stopper.is_of(check)
        {
            self.findings = findings;
            self.check = CheckState::Done;
        }
    }

    /// The clerk has asked whether it is balanced: until it is, what differs is shown as failing.
    pub fn ask_balance(&mut self) {
        self.asked = true;
        self.reckon();
    }

    fn reckon(&mut self) {
        let identity = Identity::asked(&self.report);
        self.asked &= !identity.failing().is_empty();
        self.identity = if self.asked { identity } else { Identity::of(&self.report) };
    }

    /// Whether it differs from its file.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.saved.as_ref().is_none_or(|saved| saved.report != self.report)
    }

    /// Grows with every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Notes that `report` is what the file holds now.
    pub fn mark_saved(&mut self, report: Report) {
        self.saved = Some(SavedState::new(Arc::new(report)));
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
        let before = Arc::clone(&self.report);
        let report = Arc::make_mut(&mut self.report);
        for edit in edits {
            if let Err(error) = report.apply(edit) {
                self.report = before;
                return Err(error.to_string());
            }
        }
        if let Some(Merge::Field(field)) = merge {
            decide(Arc::make_mut(&mut self.report), &before, field);
        }
        if self.report != before {
            self.history.note((label, minute), (&before, &self.report), merge);
            self.changed();
        }
        Ok(())
    }

    /// Puts another state of the report in place as one step, at a `minute` since 1970 in China.
    pub fn take_over(&mut self, label: &str, report: Report, minute: u64) {
        if *self.report != report {
            let before = std::mem::replace(&mut self.report, Arc::new(report));
            self.history.note((label, minute), (&before, &self.report), None);
            self.changed();
        }
    }

    /// Ends a run of edits that are one step: the next one is a step of its own.
    pub fn end_merge(&mut self) {
        self.history.end_merge();
    }

    /// Takes the last step back; its label, where there was one.
    pub fn undo(&mut self) -> Option<String> {
        let label = self.history.undo(Arc::make_mut(&mut self.report))?;
        self.changed();
        Some(label)
    }

    /// Makes the step last taken back again; its label, where there was one.
    pub fn redo(&mut self) -> Option<String> {
        let label = self.history.redo(Arc::make_mut(&mut self.report))?;
        self.changed();
        Some(label)
    }

    /// What undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// What redo would make again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    fn changed(&mut self) {
        self.check_again();
        self.revision += 1;
    }
}

/// A change by the clerk's own hand decides on the figures of last year that it changes or deletes;
/// one by the program decides on none.
fn decide(report: &mut Report, before: &Report, field: Field) {
    let left = report.undecided_after(before, field);
    if left.len() < report.carried.len() {
        report.carried = left;
    }
}
