//! The roll-up (汇总): many agencies in one year. A register says who is to report, submissions are
//! bound to its units, each unit has a state, and the figures of those that count are summed.
//!
//! What was read comes in as [`Submission`]s; only [`folder`] reads, and only [`change_decisions`]
//! writes, the folder's own file of decisions. Nothing else here opens a file, and nothing knows the day.
//! A sum remembers from which units it comes. Nothing is counted twice: a unit whose figures another
//! one's report contains (已含于) is shown and not summed.

mod alike;
mod decisions;
mod decisions_file;
pub mod folder;
mod gather;
mod letters;
mod matching;
mod outputs;
mod packed;
mod published;
mod received_figures;
mod register;
mod sheets;
mod submission;
mod sums;
mod unit_years;
pub mod view;

use std::sync::Arc;

pub use alike::{Alike, TextSketch};
pub use decisions::{Decision, DecisionChange, DecisionKind, Decisions, DecisionsError};
pub use decisions_file::{ChangedDecisions, NotChanged, change_decisions, read_decisions};
pub use gather::{RollupSetup, roll_up, roll_up_again};
pub use letters::letter;
pub use matching::{Binding, UnitNames, bind};
pub use outputs::{board_sheet, county_report, register_csv, tidy};
pub use published::{PublishedDifference, PublishedFigures, RollUpContext};
pub use received_figures::ReceivedFigures;
pub use register::{Register, RegisterError, Unit};
pub use sheets::workbook;
pub use submission::{FindingCounts, Received, Submission};
pub use sums::{SumCell, SummedUnits};
pub use unit_years::{UnitYears, unit_years};

use serde::Serialize;

use crate::edition::Edition;

/// What became of a unit's report: the first of these that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitState {
    /// Nothing came in.
    Missing,
    /// What came in under its name cannot be read.
    Unreadable,
    /// The report is of another year, or does not name its year.
    WrongYear,
    /// The form is not the one of the year.
    WrongEdition,
    /// The balance identity fails, or figures are impossible.
    Unbalanced,
    /// Several reports came in; the newest counts.
    Duplicate,
    /// Something is to be mended.
    Errors,
    /// There are warnings that nobody has answered.
    Warnings,
    /// Nothing is wrong.
    Clean,
}

impl UnitState {
    /// The state's name in JSON; a contract.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::WrongYear => "wrong-year",
            Self::WrongEdition => "wrong-edition",
            Self::Unbalanced => "unbalanced",
            Self::Duplicate => "duplicate",
            Self::Errors => "errors",
            Self::Warnings => "warnings",
            Self::Clean => "clean",
        }
    }

    /// The state in a clerk's words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "未交",
            Self::Unreadable => "打不开",
            Self::WrongYear => "年度不符",
            Self::WrongEdition => "格式版本不符",
            Self::Unbalanced => "不平衡",
            Self::Duplicate => "重复报送",
            Self::Errors => "有须改正的",
            Self::Warnings => "有提醒",
            Self::Clean => "无问题",
        }
    }

    /// Whether there are figures that can be summed.
    #[must_use]
    pub fn has_figures(self) -> bool {
        self >= Self::Duplicate
    }
}

/// One unit with what became of it.
#[derive(Clone, Debug)]
pub struct UnitResult {
    /// The unit, as the register has it.
    pub unit: Unit,
    /// What was found.
    pub state: UnitState,
    /// What the county's office decided.
    pub decision: Option<Box<Decision>>,
    /// The submission that counts, as an index into those that were given.
    pub submission: Option<usize>,
    /// All submissions that count, that one first; several where filled forms of different tables came.
    pub parts: Vec<usize>,
    /// The unit's file, also where it cannot be read; `None` where nothing came in.
    pub file: Option<String>,
    /// The number of open findings of each severity in the unit's report.
    pub findings: FindingCounts,
}

impl UnitResult {
    /// The submissions that count, with what was read of each.
    pub fn sent<'a>(
        &self,
        submissions: &'a [Submission],
    ) -> impl Iterator<Item = (&'a Submission, &'a Received)> + use<'a, '_> {
        let parts = self.parts.iter().filter_map(|part| submissions.get(*part));
        parts.filter_map(|submission| Some((submission, submission.received.as_ref()?)))
    }

    /// What counts of what the unit sent.
    pub fn received<'a>(
        &self,
        submissions: &'a [Submission],
    ) -> impl Iterator<Item = &'a Received> + use<'a, '_> {
        self.sent(submissions).map(|(_, received)| received)
    }

    /// Whether the unit is to be counted: it is to be included, was not left out, and no other
    /// unit's report contains it.
    #[must_use]
    pub fn counts(&self) -> bool {
        let left_out = self.decision.as_ref().is_some_and(|d| d.kind == DecisionKind::LeftOut);
        self.unit.included && self.unit.contained_in.is_empty() && !left_out
    }

    /// Whether its figures are in the sums.
    #[must_use]
    pub fn is_summed(&self) -> bool {
        self.counts() && self.state.has_figures() && self.submission.is_some()
    }
}

/// Something to be looked at. Scripts see it with these names, which are a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RollUpProblem {
    /// The unit's code; empty where it is about none.
    pub unit: String,
    /// A rule's code (R03, R07, R08, R42), or `same-file`, `contained`, `figure`, `unreadable`; `published`
    /// and `scope` are of no unit.
    pub code: String,
    /// What is wrong, and what to do.
    pub message: String,
}

/// Several submissions of one unit. Scripts see it with these names, which are a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Duplicate {
    /// The unit's name.
    pub name: String,
    /// The files, by name.
    pub files: Vec<String>,
}

/// The reports of many agencies in one year, with states, sums and what is to be looked at.
#[derive(Debug)]
pub struct RollUp {
    /// The year reported on.
    pub year: u16,
    /// The edition of that year.
    pub edition: Arc<Edition>,
    /// Which units the sums are about, as the county's office has put it: 本级 or 本行政区域.
    pub scope: String,
    /// The units, in the register's order.
    pub units: Vec<UnitResult>,
    /// Files that cannot be read, or belong to no unit, by name.
    pub unmatched: Vec<String>,
    /// Units with several submissions.
    pub duplicates: Vec<Duplicate>,
    /// Sections that are nearly the same in two units' reports.
    pub alike: Vec<Alike>,
    /// One for each cell of the edition's tables, in order.
    pub sums: Vec<SumCell>,
    /// What is to be looked at, by unit.
    pub problems: Vec<RollUpProblem>,
    /// Where the county's own published report differs from the sums.
    pub published: Vec<PublishedDifference>,
}

/// The most units that a sentence names.
const NAMED: usize = 60;

impl RollUp {
    /// Whether every unit that counts has figures in the sums.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.units.iter().filter(|unit| unit.counts()).all(UnitResult::is_summed)
    }

    /// Which units that count have no figures in the sums, in a sentence, up to some sixty by name; `None`
    /// where all have.
    #[must_use]
    pub fn lacking(&self) -> Option<String> {
        let counting = || self.units.iter().filter(|unit| unit.counts());
        let lacking = || counting().filter(|unit| !unit.is_summed());
        let (all, missing) = (counting().count(), lacking().count());
        let word = |unit: &UnitResult| format!("{}（{}）", unit.unit.name, unit.state.word());
        let names: Vec<String> = lacking().take(NAMED).map(word).collect();
        let more = if missing > NAMED { format!("等 {missing} 个单位") } else { String::new() };
        let (summed, names) = (all - missing, names.join("、"));
        (missing > 0)
            .then(|| format!("应汇总 {all} 个单位，已汇总 {summed} 个，未计入：{names}{more}。"))
    }
}

#[cfg(test)]
mod tests;
