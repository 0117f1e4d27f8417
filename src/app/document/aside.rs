//! Checks of large reports, which take longer than a frame may: they run aside, and the next change
//! of the report ends them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::finding::Finding;
use crate::report::Report;
use crate::rules::{self, Config};

/// Upper bound on the text of a report that is checked at once, in bytes. It is a few times as much
/// as an ordinary report has, and takes a few milliseconds.
const AT_ONCE: usize = 60_000;

/// Whether a report is small enough to be checked on a frame.
pub(super) fn is_small(report: &Report) -> bool {
    let fields = Report::printed_fields().into_iter();
    fields.map(|field| report.text(field).len()).sum::<usize>() <= AT_ONCE
}

/// How the findings of a document stand to its report.
#[derive(Debug, Default)]
pub(super) enum CheckState {
    /// They are the report's.
    #[default]
    Done,
    /// They are those of an earlier state: a check is to be begun.
    Wanted,
    /// They are those of an earlier state: this check is under way.
    UnderWay(Stopper),
}

/// Stops a check when it is dropped.
#[derive(Debug)]
pub(super) struct Stopper(Arc<AtomicBool>);

impl Stopper {
    /// Whether a check is the one that this would stop.
    pub(super) fn is_of(&self, check: &AsideCheck) -> bool {
        Arc::ptr_eq(&self.0, &check.is_over)
    }
}

impl Drop for Stopper {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A check that runs aside.
#[derive(Clone, Debug)]
pub(crate) struct AsideCheck {
    report: Arc<Report>,
    config: Config,
    is_over: Arc<AtomicBool>,
}

impl AsideCheck {
    pub(super) fn new(report: &Arc<Report>, config: &Config) -> (Self, Stopper) {
        let is_over = Arc::default();
        let stopper = Stopper(Arc::clone(&is_over));
        (Self { report: Arc::clone(report), config: config.clone(), is_over }, stopper)
    }

    /// The findings; `None` where the check was stopped. For a thread.
    pub(crate) fn findings(&self) -> Option<Vec<Finding>> {
        let is_wanted = || !self.is_over.load(Ordering::Relaxed);
        rules::check_while(&self.report, &self.config, is_wanted)
    }
}
