//! The report that is open: its state, its history, its findings.

use std::path::PathBuf;

use crate::finding::Finding;
use crate::report::place::{CellId, Field};
use crate::report::{Edit, Report};
use crate::rules::{self, Config};

/// So many steps can be taken back.
const STEPS: usize = 500;

/// What neighbouring edits are one step of: typing in one field is taken back as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Typing in a field of text.
    Field(Field),
    /// Typing in a cell.
    Cell(CellId),
    /// Choosing the year.
    Year,
}

struct Step {
    label: String,
    before: Report,
    merge: Option<Merge>,
}

/// An open report.
pub struct Document {
    report: Report,
    /// Where it is saved; `None` for one that never was.
    pub path: Option<PathBuf>,
    saved: Option<Report>,
    undo: Vec<Step>,
    redo: Vec<Step>,
    findings: Vec<Finding>,
    config: Config,
    /// Counts changes, so that work done aside can tell whether it is still of use.
    revision: u64,
}

impl Document {
    /// Opens a report: `saved` where it is as it stands in its file.
    #[must_use]
    pub fn new(report: Report, path: Option<PathBuf>, saved: bool) -> Self {
        let config = Config::default();
        Self {
            findings: rules::check(&report, &config),
            config,
            saved: saved.then(|| report.clone()),
            report,
            path,
            undo: Vec::new(),
            redo: Vec::new(),
            revision: 0,
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

    /// Says what the locality asks of the rules.
    pub fn set_rules(&mut self, config: &Config) {
        if self.config != *config {
            self.config.clone_from(config);
            self.check_again();
        }
    }

    /// Checks it once more: what it is checked against has changed.
    pub fn check_again(&mut self) {
        self.findings = rules::check(&self.report, &self.config);
    }

    /// Whether it differs from its file.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.saved.as_ref() != Some(&self.report)
    }

    /// Grows with every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Notes that `report` is what the file holds now.
    pub fn mark_saved(&mut self, report: Report) {
        self.saved = Some(report);
    }

    /// Makes edits as one step. An edit that cannot be made leaves the report as it was, and is
    /// told; edits that change nothing leave no step.
    ///
    /// # Errors
    /// Why the edits were not made.
    pub fn edit(
        &mut self,
        label: &str,
        edits: Vec<Edit>,
        merge: Option<Merge>,
    ) -> Result<(), String> {
        let before = self.report.clone();
        for edit in edits {
            if let Err(error) = self.report.apply(edit) {
                self.report = before;
                return Err(error.to_string());
            }
        }
        if self.report == before {
            return Ok(());
        }
        let joins = merge.is_some()
            && self.redo.is_empty()
            && self.undo.last().is_some_and(|step| step.merge == merge);
        if joins && self.undo.last().is_some_and(|step| step.before == self.report) {
            // Typing that was taken back is no step.
            self.undo.pop();
        } else if !joins {
            self.undo.push(Step { label: label.to_owned(), before, merge });
            if self.undo.len() > STEPS {
                self.undo.remove(0);
            }
        }
        self.redo.clear();
        self.changed();
        Ok(())
    }

    /// Puts another state of the report in place as one step.
    pub fn take_over(&mut self, label: &str, report: Report) {
        if self.report == report {
            return;
        }
        let before = std::mem::replace(&mut self.report, report);
        self.undo.push(Step { label: label.to_owned(), before, merge: None });
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
        self.redo.clear();
        self.changed();
    }

    /// Ends a run of edits that are one step: the next one is a step of its own.
    pub fn end_merge(&mut self) {
        if let Some(step) = self.undo.last_mut() {
            step.merge = None;
        }
    }

    /// Takes the last step back; its label, where there was one.
    pub fn undo(&mut self) -> Option<String> {
        let step = self.undo.pop()?;
        let back = self.swap(&step);
        self.redo.push(back);
        Some(step.label)
    }

    /// Makes the step last taken back again; its label, where there was one.
    pub fn redo(&mut self) -> Option<String> {
        let step = self.redo.pop()?;
        let back = self.swap(&step);
        self.undo.push(back);
        Some(step.label)
    }

    /// Puts a step's report in place, and gives the step that leads back.
    fn swap(&mut self, step: &Step) -> Step {
        let before = std::mem::replace(&mut self.report, step.before.clone());
        self.changed();
        Step { label: step.label.clone(), before, merge: None }
    }

    /// What undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// What redo would make again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    fn changed(&mut self) {
        self.check_again();
        self.revision += 1;
    }
}
