//! What is asked about findings, and what comes of it. A finding is named by its id: a check that
//! ends meanwhile makes the list of findings anew.

use std::path::PathBuf;

use crate::app::ProblemFilter;
use crate::app::document::AsideCheck;
use crate::file::FileError;
use crate::finding::{Finding, FindingId};
use crate::open::Opened;
use crate::report::Report;
use crate::rules::Mend;

/// What views ask for about findings.
#[derive(Clone, Debug)]
pub enum FindingsCommand {
    /// Shows a finding and makes it the current one.
    Goto(FindingId),
    /// Shows the other place that a finding is about.
    GotoOther(FindingId),
    /// Goes to the next finding that waits for the clerk.
    Next,
    /// Goes to the one before.
    Previous,
    /// Tells what a finding's rule asks for, and why.
    About(FindingId),
    /// Lists and goes through some of the problems only.
    Filter(ProblemFilter),
    /// Goes through the problems from the first place to the last, or by their weight.
    ByPlace(bool),
    /// No finding is the current one any more.
    Leave,
    /// Accepts the fix of a finding.
    Fix(FindingId),
    /// Accepts the fix of the current finding.
    FixCurrent,
    /// Accepts the fixes of these findings, as one step.
    FixThese(Vec<FindingId>),
    /// Accepts the fixes of all findings that stand in one row with this one.
    FixAll(FindingId),
    /// Lists what 整理格式 would change.
    AskTidy,
    /// Makes the changes that [`FindingsModal::Tidy`] lists.
    Tidy,
    /// Asks why findings are to be left as they are.
    AskReason(Vec<FindingId>),
    /// Waives findings with a written reason.
    Waive {
        /// The findings that the reason is for.
        findings: Vec<FindingId>,
        /// Why they are left as they are.
        reason: String,
    },
    /// Takes the reasons of findings back, as one step.
    Unwaive(Vec<FindingId>),
    /// Reads last year's report, to check the open one against.
    ReadLastYear(PathBuf),
    /// Checks the open report against this report of last year.
    UseLastYear(Box<Report>),
}

/// What a job about findings sends back.
pub(crate) enum FindingsAnswer {
    /// A large report was checked; nothing where the check was stopped.
    Checked(AsideCheck, Option<Vec<Finding>>),
    /// Last year's report was read, for the report that was open then.
    LastYear { number: u64, generation: u64, result: Box<Result<Opened, FileError>> },
}

/// Sheets about findings.
#[derive(Clone, Debug)]
pub enum FindingsModal {
    /// What 整理格式 would change.
    Tidy(Box<Mend>),
    /// What the rule of a finding asks for.
    About(FindingId),
    /// Why these findings are to be left as they are.
    Reason(Vec<FindingId>),
}
