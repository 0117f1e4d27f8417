//! What is decided of a unit, and of the folder as a whole: written at once, under a lock.

use std::sync::Arc;

use super::super::core::Core;
use super::super::jobs::Wait;
use super::super::save::save_job::me;
use super::board::Board;
use super::messages::{RollUpAnswer, RollUpCommand};
use super::reading::setup;
use super::slice::RollUpSlice;
use crate::rollup::{
    ChangedDecisions, Decision, DecisionChange, DecisionKind, NotChanged, RollUp, change_decisions,
    roll_up_again,
};

impl RollUpSlice {
    /// Decides about the unit that is gone to, or changes something else that was decided.
    pub(super) fn decide(&mut self, core: &mut Core, command: RollUpCommand) {
        core.modal = None;
        let Some(open) = &self.open else { return };
        let at = self.selected_unit();
        let unit = at.and_then(|unit| open.result.units.get(unit));
        let change = match (command, unit) {
            (RollUpCommand::Change(change), _) => change,
            (RollUpCommand::TakeBack, Some(unit)) => {
                DecisionChange::Decide(unit.unit.code.clone(), None)
            }
            (RollUpCommand::Decide(DecisionKind::Accepted, _), Some(unit))
                if !may_be_accepted(unit) =>
            {
                let told = "还有须改正的问题，或者没有能用的报告，不能通过";
                return core.notify(told);
            }
            (RollUpCommand::Decide(kind, reason), Some(unit)) => {
                let date = core.now.date;
                let date = format!("{}-{:02}-{:02}", date.year, date.month, date.day);
                let shown = at.and_then(|at| open.board.units.get(at));
                let seen = shown.map_or(0, |shown| shown.modified);
                let decision = Decision { kind, reason: reason.trim().to_owned(), date, seen };
                DecisionChange::Decide(unit.unit.code.clone(), Some(decision))
            }
            _ => return,
        };
        if self.deciding {
            return core.notify("上一个决定还在写入，请稍等再定");
        }
        self.write(core, change);
    }

    fn write(&mut self, core: &mut Core, change: DecisionChange) {
        let Some(open) = &self.open else { return };
        let (folder, known) = (open.folder.clone(), open.decisions.clone());
        let (register, year) = (open.register.clone(), open.result.year);
        let context = open.context.clone();
        let (submissions, former) = (Arc::clone(&open.submissions), Arc::clone(&open.result));
        let (storage, owner) = (Arc::clone(&core.environment.storage), me(core.now));
        let (number, ended) = (self.number, core.ended_year());
        self.deciding = true;
        core.jobs.start_or(Wait::RollUp, RollUpAnswer::ChangePanicked, move || {
            let changed = change_decisions(&*storage, &folder, &known, &change, &owner);
            let result = changed.and_then(|changed| {
                let decisions = changed.decisions.clone();
                let year = match (&change, decisions.year) {
                    (DecisionChange::Year(_), 0) => ended,
                    (_, 0) => year,
                    (_, year) => year,
                };
                let of = (register, decisions, context);
                let setup = setup(&folder, year, of).map_err(NotChanged::File)?;
                let result = roll_up_again(setup, &submissions, Some((&former, &submissions)));
                Ok((changed, result))
            });
            RollUpAnswer::Changed { number, result: Box::new(result) }
        });
    }

    /// A change was written, or not.
    pub(super) fn decided(
        &mut self,
        core: &mut Core,
        number: u64,
        result: Result<(ChangedDecisions, RollUp), NotChanged>,
    ) {
        let Some(open) = self.open.as_mut().filter(|_| number == self.number) else { return };
        let (changed, result) = match result {
            Ok(done) => done,
            Err(error @ NotChanged::File(_)) => return core.fail(error.to_string()),
            Err(error @ NotChanged::Collision(_)) => {
                core.fail(error.to_string());
                // What somebody else has written is shown.
                return core.send(RollUpCommand::Refresh);
            }
        };
        let anew = open.decisions.last != changed.decisions.last
            || open.decisions.register != changed.decisions.register
            || open.decisions.published != changed.decisions.published;
        let names: Vec<&str> = changed
            .others
            .iter()
            .filter_map(|code| result.units.iter().find(|unit| unit.unit.code == *code))
            .map(|unit| unit.unit.name.as_str())
            .collect();
        let told = match names.len() {
            0 => "已写入汇总文件".to_owned(),
            1..=5 => format!("已写入；别人刚刚也定了{}", names.join("、")),
            more => format!("已写入；别人刚刚也定了 {more} 个单位"),
        };
        open.board = Arc::new(Board::of(&result, &open.submissions));
        (open.decisions, open.result) = (changed.decisions, Arc::new(result));
        core.notify(told);
        self.detail = None;
        self.lay();
        if anew {
            core.send(RollUpCommand::Refresh);
        }
    }
}

/// Whether a unit's report may be accepted: it has figures and nothing that must be mended.
#[must_use]
pub(crate) fn may_be_accepted(unit: &crate::rollup::UnitResult) -> bool {
    unit.state.has_figures() && unit.findings.blocks + unit.findings.errors == 0
}
