//! Asking for a path: by the system's dialog, or in the window where there is none, and once more
//! before a file is replaced.

pub mod messages;

use std::path::PathBuf;

use messages::{PathAnswer, PathCommand, PathModal};

use super::checklist::messages::ChecklistCommand;
use super::compare::messages::CompareCommand;
use super::core::Core;
use super::delivery::messages::DeliveryCommand;
use super::dialogs::Picked;
use super::export::names::file_problem;
use super::findings::messages::FindingsCommand;
use super::ledger::messages::LedgerCommand;
use super::lists::messages::ListsCommand;
use super::modal::Modal;
use super::opening::messages::OpeningCommand;
use super::rollup::messages::RollUpCommand;
use super::save::messages::{NotSaved, SaveCommand, SaveModal};
use super::sides::messages::SidesCommand;
use crate::file::FileError;

pub use messages::Purpose;

/// Does what is asked about paths.
pub(super) fn handle(core: &mut Core, command: PathCommand) {
    core.modal = None;
    match command {
        PathCommand::Given(purpose, path) => picked(core, purpose, path),
        PathCommand::GivenSeveral(paths) => core.send(CompareCommand::AddFiles(paths)),
        PathCommand::Overwrite(purpose, path) => write(core, purpose, path),
    }
}

/// Takes the answer of a dialog, or of a look at the disk.
pub(super) fn take(core: &mut Core, answer: PathAnswer) {
    match answer {
        PathAnswer::Picked(purpose, Picked::File(path)) => picked(core, purpose, path),
        PathAnswer::Picked(_, Picked::Files(paths)) => {
            core.send(CompareCommand::AddFiles(paths));
        }
        PathAnswer::Picked(_, Picked::Cancelled) => core.send(OpeningCommand::Stay),
        PathAnswer::Picked(purpose, Picked::Unavailable) => {
            let proposed = core.proposed_path(purpose);
            core.modal = Some(PathModal::Ask { purpose, proposed }.into());
        }
        PathAnswer::Looked { purpose, path, exists: true } => {
            core.modal = Some(PathModal::Overwrite { purpose, path }.into());
        }
        PathAnswer::Looked { purpose, path, exists: false } => write(core, purpose, path),
    }
}

/// Gives a path to the feature that asked for it; one that is to be written is looked at first.
fn picked(core: &mut Core, purpose: Purpose, path: PathBuf) {
    match purpose {
        Purpose::Open | Purpose::Import => core.send(OpeningCommand::File(path)),
        Purpose::Template => core.send(OpeningCommand::Template(path)),
        Purpose::LastYear => core.send(FindingsCommand::ReadLastYear(path)),
        Purpose::CompareAdd => core.send(CompareCommand::AddFiles(vec![path])),
        Purpose::Side(side) => core.send(SidesCommand::File(side, path)),
        Purpose::Returned => core.send(SidesCommand::ReadReturned(path)),
        Purpose::LedgerOpen => core.send(LedgerCommand::Open(path)),
        Purpose::LedgerImport => core.send(LedgerCommand::Import(path)),
        Purpose::LedgerCompare => core.send(LedgerCommand::OpenToCompare(path)),
        Purpose::RollUpFolder => core.send(RollUpCommand::Open(path)),
        Purpose::Save
        | Purpose::Checklist
        | Purpose::Years(_)
        | Purpose::Package(_)
        | Purpose::List(..)
        | Purpose::LedgerSave
        | Purpose::LedgerExport
        | Purpose::RollUp(_) => look(core, purpose, path),
    }
}

/// Looks, aside, whether a file is there that would be replaced.
fn look(core: &mut Core, purpose: Purpose, mut path: PathBuf) {
    if path.extension().is_none()
        && let Some(extension) = purpose.extension()
    {
        path.set_extension(extension);
    }
    if let Some(problem) = file_problem(&path) {
        core.send(OpeningCommand::Stay);
        let is_no_report = matches!(
            purpose,
            Purpose::LedgerSave
                | Purpose::LedgerExport
                | Purpose::RollUp(_)
                | Purpose::Package(_)
                | Purpose::List(..)
                | Purpose::Years(_)
        );
        if is_no_report {
            return core.fail(FileError::new(&path, "没有写出", problem).to_string());
        }
        core.modal = Some(Modal::Save(SaveModal::NotSaved {
            trouble: NotSaved::Failed(FileError::new(&path, "没有写出", problem)),
            path,
        }));
        return;
    }
    // What is open is meant to replace its own file.
    let own = match purpose {
        Purpose::Save => core.document_path(),
        Purpose::LedgerSave => core.ledger.document.as_ref().and_then(|d| d.path.as_deref()),
        _ => None,
    };
    if own == Some(&*path) {
        return write(core, purpose, path);
    }
    core.jobs.start(move || {
        let exists = path.exists();
        PathAnswer::Looked { purpose, path, exists }
    });
}

fn write(core: &mut Core, purpose: Purpose, path: PathBuf) {
    match purpose {
        Purpose::Checklist => core.send(ChecklistCommand::Write(path)),
        Purpose::Years(output) => core.send(CompareCommand::Write(output, path)),
        Purpose::Package(choice) => core.send(DeliveryCommand::WritePackage(choice, path)),
        Purpose::List(subject, format) => {
            core.send(ListsCommand::Write(subject, format, path));
        }
        Purpose::LedgerSave => core.send(LedgerCommand::To(path)),
        Purpose::LedgerExport => core.send(LedgerCommand::ExportTo(path)),
        Purpose::RollUp(what) => core.send(RollUpCommand::ExportTo(what, path)),
        _ => core.send(SaveCommand::To(path)),
    }
}
