//! The ledger that is open: what is worked on, with its calendar of working days.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::work::{Workable, Working};
use crate::file::{self, Trail, fingerprint};
use crate::ledger::{HolidayYear, Ledger, LedgerEdit, RequestField, WorkCalendar};
use crate::report::Step;

/// Typing in one field of one request is one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerMerge {
    /// The request, by its index.
    pub row: usize,
    /// The field.
    pub field: RequestField,
}

impl Workable for Ledger {
    type Edit = LedgerEdit;
    type Merge = LedgerMerge;

    fn make(&mut self, edit: LedgerEdit) -> Result<(), String> {
        match self.apply(edit) {
            Some(_) => Ok(()),
            None => Err("台账里已经没有这一件了".to_owned()),
        }
    }

    fn difference(from: &Self, to: &Self) -> Vec<LedgerEdit> {
        from.difference(to)
    }

    fn draft_text(&self, trail: &Trail<LedgerEdit>) -> String {
        file::ledger_draft_text(self, trail)
    }

    fn state(&self) -> u64 {
        fingerprint(file::ledger_text(self).as_bytes())
    }
}

/// An open ledger.
pub struct LedgerDocument {
    work: Working<Ledger>,
    calendar: Arc<WorkCalendar>,
    /// The years of its own that the calendar was made with.
    holidays: Vec<HolidayYear>,
}

impl Deref for LedgerDocument {
    type Target = Working<Ledger>;

    fn deref(&self) -> &Working<Ledger> {
        &self.work
    }
}

impl LedgerDocument {
    /// Opens a ledger: `saved` where it is as it stands in its file.
    #[must_use]
    pub fn new(ledger: Ledger, path: Option<PathBuf>, saved: bool) -> Self {
        Self::of(Working::new(ledger, path, saved))
    }

    /// Opens what a draft holds: `saved` is what its file holds, where there is one.
    #[must_use]
    pub fn restored(
        ledger: Ledger,
        steps: Vec<Arc<Step<LedgerEdit>>>,
        path: Option<PathBuf>,
        saved: Option<Ledger>,
    ) -> Self {
        Self::of(Working::restored(ledger, steps, path, saved))
    }

    fn of(work: Working<Ledger>) -> Self {
        let holidays = work.content.holidays.clone();
        Self { calendar: Arc::new(work.content.calendar()), holidays, work }
    }

    /// The ledger as it stands, shared with what runs aside.
    #[must_use]
    pub fn ledger(&self) -> &Arc<Ledger> {
        &self.work.content
    }

    /// The working days by the program's notices and the ledger's own.
    #[must_use]
    pub fn calendar(&self) -> &Arc<WorkCalendar> {
        &self.calendar
    }

    /// Notes what the file holds now, and under which name.
    pub fn mark_saved(&mut self, ledger: Arc<Ledger>, path: Option<PathBuf>) {
        self.work.mark_saved(ledger);
        self.work.path = path.or(self.work.path.take());
    }

    /// Makes edits as one step, at a `minute` since 1970 in China.
    ///
    /// # Errors
    /// Why the edits were not made.
    pub fn edit(
        &mut self,
        label: &str,
        edits: Vec<LedgerEdit>,
        merge: Option<LedgerMerge>,
        minute: u64,
    ) -> Result<(), String> {
        self.noting(|work| work.edit((label, minute), edits, merge, |_, _| {}))
    }

    /// Puts another state in place as one step, at a `minute` since 1970 in China.
    pub fn take_over(&mut self, label: &str, ledger: Ledger, minute: u64) {
        self.noting(|work| work.take_over(label, ledger, minute));
    }

    /// Ends a run of typing that is one step.
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

    fn noting<R>(&mut self, change: impl FnOnce(&mut Working<Ledger>) -> R) -> R {
        let result = change(&mut self.work);
        if self.holidays != self.work.content.holidays {
            self.holidays.clone_from(&self.work.content.holidays);
            self.calendar = Arc::new(self.work.content.calendar());
        }
        result
    }
}
