//! Ledgers come and go: new, opened, made of a table, restored from a draft.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::core::Core;
use super::super::drafts::messages::DraftsCommand;
use super::super::drafts::store::{Draft, DraftWork};
use super::super::modal::Modal;
use super::super::opening::messages::{Beside, How};
use super::super::opening::reading::sweep;
use super::super::path::messages::Purpose;
use super::super::save::file_state::FileState;
use super::super::save::save_job::me;
use super::super::settings::values::Recent;
use super::document::LedgerDocument;
use super::editing::day;
use super::messages::{
    DueRequests, Front, ImportedLedger, LedgerAnswer, LedgerElsewhere, LedgerModal, ReadFile,
};
use super::overview::{LedgerSnapshot, Overview};
use super::slice::whole;
use crate::app::date::Date;
use crate::file::{self, FileError, Lock, Locking, MAX_LEDGER_BYTES, Owner, Stamp};
use crate::ledger::Ledger;
use crate::open;
use crate::storage::{Links, Storage};

const TAKEN: &str = "这份草稿已经在另一个年报窗口里打开，或者已经不在了。请到那个窗口里继续登记。";

/// Whether a file says that it is a ledger, whatever it is called. For a thread.
pub(crate) fn is_ledger(storage: &dyn Storage, path: &Path) -> bool {
    let bytes = storage.read(path, MAX_LEDGER_BYTES, Links::Follow);
    bytes.is_ok_and(|bytes| file::is_ledger_file(&bytes))
}

/// Begins an empty ledger of the clerk's agency, and asks where it is kept.
pub(super) fn new(core: &mut Core) {
    let agency = core.settings.get().agency.clone();
    let ledger = Ledger { agency, ..Ledger::default() };
    install(core, LedgerDocument::new(ledger, None, false), FileState::default());
    core.ask_path(Purpose::LedgerSave);
}

fn install(core: &mut Core, document: LedgerDocument, file: FileState) {
    let slot = core.drafts.slot();
    core.ledger.install(document, file, slot);
}

/// Reads a file, to be edited by this program; with its lock.
pub(super) fn read(core: &mut Core, path: PathBuf, front: Front, anyway: bool) {
    core.notify(format!("正在读取“{}”…", path.display()));
    let (storage, owner) = (Arc::clone(&core.environment.storage), me(core.now));
    let today = core.now.date;
    core.jobs.start(move || {
        let result = locked(&*storage, &path, (&owner, anyway), today);
        LedgerAnswer::Read { path, front, result }
    });
}

fn locked(
    storage: &dyn Storage,
    path: &Path,
    (owner, anyway): (&Owner, bool),
    today: Date,
) -> Result<ReadFile, FileError> {
    // What is no ledger is not locked.
    plain(storage, path)?;
    let locking = Lock::take(storage, path, owner, anyway);
    sweep(storage, path, today);
    // Whoever had the lock until just now may have saved since.
    Ok(ReadFile { locking, ..plain(storage, path)? })
}

fn plain(storage: &dyn Storage, path: &Path) -> Result<ReadFile, FileError> {
    let (stamp, bytes) = Stamp::read_up_to(storage, path, MAX_LEDGER_BYTES)
        .map_err(|error| file::unreadable_ledger(path, &error))?;
    let ledger = file::parse_ledger(&path.display().to_string(), &bytes)?;
    Ok(ReadFile { ledger, stamp, locking: Locking::Impossible })
}

/// A file was read: it is opened, unless somebody else has it. Whether it was.
pub(super) fn opened(core: &mut Core, path: PathBuf, front: Front, read: ReadFile) -> bool {
    let ReadFile { ledger, stamp, locking } = read;
    core.notice = None;
    if let Locking::Taken(owner) = locking {
        let elsewhere = LedgerElsewhere { path, ledger, stamp, front, owner };
        core.modal = Some(LedgerModal::Elsewhere(Box::new(elsewhere)).into());
        return false;
    }
    let file = core.ledger.file.with(Some(stamp), locking);
    remember(core, &path, &ledger.agency);
    install(core, LedgerDocument::new(ledger, Some(path.clone()), true), file);
    core.send(DraftsCommand::Offer(path));
    true
}

/// Opens what somebody else has open; what is to be in front then.
pub(super) fn elsewhere(core: &mut Core, how: How) -> Option<Front> {
    let Some(Modal::Ledger(LedgerModal::Elsewhere(elsewhere))) = core.modal.take() else {
        return None;
    };
    let LedgerElsewhere { path, ledger, stamp, front, owner } = *elsewhere;
    match how {
        How::ReadOnly => {
            remember(core, &path, &ledger.agency);
            let file = FileState::read_only(Some(stamp), owner);
            install(core, LedgerDocument::new(ledger, Some(path), true), file);
            core.notify("只读打开：可以查看，修改后请另存为别的文件");
        }
        How::Copy => {
            install(core, LedgerDocument::new(ledger, None, false), FileState::default());
            core.notify("这是副本，保存时请取一个名称");
        }
        How::Anyway => {
            read(core, path, front, true);
            return None;
        }
    }
    Some(front)
}

/// Puts the file at the head of the recent ones: its name, and nothing of what is in it but whose
/// it is.
pub(super) fn remember(core: &mut Core, path: &Path, agency: &str) {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (agency, used) = (agency.to_owned(), core.now.date);
    core.settings.change(|settings| {
        settings.remember(Recent { path, agency, year: None, used, ledger: true });
    });
}

/// Reads an office's own table, aside.
pub(super) fn import(core: &mut Core, path: PathBuf) {
    core.notify(format!("正在读取“{}”…", path.display()));
    let storage = Arc::clone(&core.environment.storage);
    let agency = core.settings.get().agency.clone();
    core.jobs.start(move || {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        LedgerAnswer::Imported(table(&*storage, &path, &name, agency))
    });
}

fn table(
    storage: &dyn Storage,
    path: &Path,
    name: &str,
    agency: String,
) -> Result<ImportedLedger, FileError> {
    let bytes = storage
        .read(path, MAX_LEDGER_BYTES, Links::Follow)
        .map_err(|error| file::unreadable_ledger(path, &error))?;
    let read = open::ledger_table(name, &bytes)?;
    let ledger = Ledger { agency, ..read.ledger };
    Ok(ImportedLedger { name: name.to_owned(), ledger, notes: read.notes, rows: read.rows })
}

/// A table was read: it is an open ledger that is not saved yet.
pub(super) fn imported(core: &mut Core, imported: ImportedLedger) {
    core.notice = None;
    let ledger = imported.ledger.clone();
    // It is no untouched one: what was read is asked for before it is closed.
    let document = LedgerDocument::restored(ledger, Vec::new(), None, None);
    install(core, document, FileState::default());
    core.modal = Some(LedgerModal::Imported(Box::new(imported)).into());
}

/// Takes a draft and reads its file, aside.
pub(super) fn take_draft(core: &mut Core, draft: Box<Draft>, beside: Beside) {
    let file = draft.origin.file.clone().filter(|_| beside == Beside::InPlace);
    core.notify("正在打开草稿…");
    let (storage, owner) = (Arc::clone(&core.environment.storage), me(core.now));
    let (drafts, today) = (core.drafts.clone(), core.now.date);
    core.jobs.start(move || {
        let slot = drafts.take(&draft);
        // A file that cannot be read is not there for this: the ledger is not saved.
        let read = file.as_ref().filter(|_| slot.is_some());
        let read = read.and_then(|path| locked(&*storage, path, (&owner, false), today).ok());
        LedgerAnswer::DraftTaken { draft, file, slot, read }
    });
}

/// A draft was taken: its ledger is opened, in the place of its file where that can be edited.
pub(super) fn restored(
    core: &mut Core,
    draft: Draft,
    file: Option<PathBuf>,
    slot: Option<Arc<crate::app::Slot>>,
    read: Option<ReadFile>,
) -> bool {
    let (Some(slot), DraftWork::Ledger(ledger, steps)) = (slot, draft.work) else {
        core.fail(TAKEN);
        core.send(DraftsCommand::Look);
        return false;
    };
    let mut told = "已恢复台账的草稿，可以继续登记".to_owned();
    let (document, state) = match read {
        Some(ReadFile { locking: Locking::Taken(owner), .. }) => {
            told = format!("原来的台账正由{owner}编辑，草稿已另行打开");
            (LedgerDocument::restored(ledger, steps, None, None), FileState::default())
        }
        Some(ReadFile { ledger: saved, stamp, locking }) => {
            let state = core.ledger.file.with(Some(stamp), locking);
            (LedgerDocument::restored(ledger, steps, file, Some(saved)), state)
        }
        None => (LedgerDocument::restored(ledger, steps, file, None), FileState::default()),
    };
    core.ledger.install(document, state, slot);
    core.modal = None;
    core.send(DraftsCommand::Look);
    core.send(DraftsCommand::Keep);
    core.notify(told);
    true
}

/// Looks, aside, what is due in a ledger that is not open.
pub(super) fn look_for_due(core: &mut Core, path: PathBuf) {
    let storage = Arc::clone(&core.environment.storage);
    let today = day(core.now.date);
    core.jobs.start(move || {
        let due = plain(&*storage, &path).ok().map(|read| {
            let calendar = Arc::new(read.ledger.calendar());
            let snapshot = LedgerSnapshot {
                ledger: Arc::new(read.ledger),
                calendar,
                query: whole(today),
                kept: None,
            };
            due(path, &Overview::of(snapshot))
        });
        LedgerAnswer::Due(due)
    });
}

/// What is due, by numbers alone.
pub(super) fn due(path: PathBuf, overview: &Overview) -> DueRequests {
    let number = |row: usize| {
        overview.ledger.requests.get(row).map_or_else(String::new, |r| r.name().to_owned())
    };
    let due = overview.due_this_week();
    let overdue = due.iter().filter(|(_, _, left)| *left < 0).count();
    let requests = due.into_iter().map(|(row, day, left)| (number(row), day, left)).collect();
    DueRequests { path, overdue, requests }
}
