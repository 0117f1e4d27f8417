//! Leaving the open ledger: for another one, at its close, and before the program ends. What was
//! changed is saved first; where it cannot be, the clerk is asked.

use std::path::PathBuf;

use super::super::core::Core;
use super::super::desk::Desk;
use super::super::drafts::messages::{DraftsCommand, Parting};
use super::super::modal::Modal;
use super::super::opening::messages::How;
use super::messages::{Front, LedgerCommand, LedgerModal};
use super::opening;
use super::slice::LedgerSlice;

impl LedgerSlice {
    /// Opens a file, or shows it where it is the one that is open.
    pub(super) fn open(&mut self, core: &mut Core, path: PathBuf, front: Front) {
        let is_open = core.ledger.document.as_ref().is_some_and(|d| d.path.as_ref() == Some(&path));
        if is_open {
            return self.show_in_front(core, front);
        }
        let again = match front {
            Front::Ledger => LedgerCommand::Open(path.clone()),
            Front::Comparison => LedgerCommand::OpenToCompare(path.clone()),
        };
        if self.may_leave(core, again) {
            opening::read(core, path, front, false);
        }
    }

    /// Brings to the front what was opened for that.
    pub(super) fn show_in_front(&mut self, core: &mut Core, front: Front) {
        match front {
            Front::Ledger => core.bring_to_front(Desk::Ledger),
            Front::Comparison => self.compare_when_counted = true,
        }
        self.reorder = true;
    }

    /// Whether another ledger may take the place of the one that is open. Where that is not saved
    /// yet it is saved first, and what was asked is done `again` after that; where it is in no file,
    /// or could not be saved, the clerk is asked.
    pub(super) fn may_leave(&mut self, core: &mut Core, again: LedgerCommand) -> bool {
        self.left_row(core);
        let Some(work) = core.open_work(Desk::Ledger) else { return true };
        let homeless = core.ledger.document.as_ref().is_some_and(|d| d.path.is_none());
        if !work.dirty || (homeless && work.untouched) {
            return true;
        }
        if homeless || self.saver.has_failed() || core.ledger.file.reader_of.is_some() {
            core.modal = Some(LedgerModal::AskClose.into());
            core.bring_to_front(Desk::Ledger);
        } else {
            self.saver.after = Some(again);
        }
        false
    }

    /// Opens what somebody else has open.
    pub(super) fn elsewhere(&mut self, core: &mut Core, how: How) {
        if let Some(front) = opening::elsewhere(core, how) {
            self.show_in_front(core, front);
        }
    }

    /// Closes the open ledger, once what was changed is saved.
    pub(super) fn close(&mut self, core: &mut Core) {
        self.left_row(core);
        let Some(work) = core.open_work(Desk::Ledger) else { return };
        let homeless = core.ledger.document.as_ref().is_some_and(|d| d.path.is_none());
        if !work.dirty || (homeless && work.untouched) {
            return Self::left(core);
        }
        if homeless || core.ledger.file.reader_of.is_some() {
            core.modal = Some(LedgerModal::AskClose.into());
        } else {
            self.saver.after = Some(LedgerCommand::Left);
            self.saver.save(core);
        }
    }

    /// Leaves what is not saved as a draft, or gives it up, and closes the ledger after that.
    pub(super) fn part(core: &mut Core, parting: Parting) {
        core.modal = None;
        core.send(DraftsCommand::Part(Desk::Ledger, parting));
    }

    /// The ledger is saved, or left as a draft: it goes.
    pub(super) fn left(core: &mut Core) {
        if matches!(core.modal, Some(Modal::Opening(_))) {
            core.modal = None;
        }
        let slot = core.drafts.slot();
        core.ledger.close(slot);
        core.bring_to_front(Desk::Report);
        core.send(DraftsCommand::Look);
    }

    /// Saves what is left to be saved, before the program ends. Whether the clerk must be asked.
    pub(crate) fn before_quit(&mut self, core: &mut Core) -> bool {
        self.left_row(core);
        let Some(work) = core.open_work(Desk::Ledger) else { return false };
        let homeless = core.ledger.document.as_ref().is_some_and(|d| d.path.is_none());
        let asks = work.dirty
            && !(homeless && work.untouched)
            && (homeless || core.ledger.file.reader_of.is_some() || self.saver.has_failed());
        if asks {
            core.bring_to_front(Desk::Ledger);
            core.modal = Some(LedgerModal::AskClose.into());
        }
        asks
    }
}
