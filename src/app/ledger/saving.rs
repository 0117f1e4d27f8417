//! Saving the ledger: a row when it is left, aside, by the same steps as a report; what the file
//! held when it was opened is kept as one version a session.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::core::Core;
use super::super::desk::Desk;
use super::super::drafts::messages::DraftsCommand;
use super::super::jobs::Wait;
use super::super::modal::Modal;
use super::super::opening::messages::OpeningCommand;
use super::super::path::messages::Purpose;
use super::super::save::messages::NotSaved;
use super::super::save::save_job::{Save, Saved, SavedLock};
use super::super::save::versions::{VersionId, Versions};
use super::messages::{LedgerAnswer, LedgerCommand, LedgerModal, ReadFile};
use super::opening::remember;
use crate::file::{self, FileError, Locking, MAX_LEDGER_BYTES, Stamp};
use crate::ledger::Ledger;

/// Whether what another program made of the file is written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WriteOver {
    /// Only what was last seen.
    Known,
    /// Whatever is there.
    Anything,
}

/// How far the saving of the open ledger is.
#[derive(Debug, Default)]
pub(super) struct LedgerSaver {
    /// The ledger, by its generation, of which a save is under way.
    saving: Option<u64>,
    /// Where to save once it is done.
    next: Option<(PathBuf, WriteOver)>,
    /// A version of what the file held was kept in this session, of this file.
    versioned: Option<PathBuf>,
    /// Why the last save failed, in the words that were told: the same is not told twice.
    told: Option<String>,
    /// What waits for all to be saved: closing it, or opening another one in its place.
    pub(super) after: Option<LedgerCommand>,
}

impl LedgerSaver {
    /// Whether the last save failed.
    pub(super) fn has_failed(&self) -> bool {
        self.told.is_some()
    }

    /// Saves what was changed, where there is a file for it and it may be written.
    pub(super) fn save_row(&mut self, core: &mut Core) {
        let Some(document) = &core.ledger.document else { return };
        let own = document.path.clone().filter(|_| core.ledger.file.reader_of.is_none());
        if let Some(path) = own.filter(|_| document.is_dirty()) {
            self.write(core, path, WriteOver::Known);
        }
    }

    /// Saves as the clerk asks: where there is no file it is asked for.
    pub(super) fn save(&mut self, core: &mut Core) {
        self.told = None;
        let document = core.ledger.document.as_ref();
        let own = document.and_then(|document| document.path.clone());
        match own.filter(|_| core.ledger.file.reader_of.is_none()) {
            Some(path) => self.write(core, path, WriteOver::Known),
            None => core.ask_path(Purpose::LedgerSave),
        }
    }

    pub(super) fn write(&mut self, core: &mut Core, path: PathBuf, over: WriteOver) {
        if self.saving == Some(core.ledger.generation) {
            self.next = Some((path, over));
            return;
        }
        let Some(document) = &core.ledger.document else { return };
        let own = document.path.as_ref() == Some(&path);
        let place = &core.ledger.file;
        let first = self.versioned.as_ref() != Some(&path);
        let save = Save {
            storage: Arc::clone(&core.environment.storage),
            versions: first.then(|| Versions::of_ledgers(core.settings.folders())),
            expected: place.stamp.filter(|_| own && over == WriteOver::Known),
            locked: own && place.lock.is_some(),
            path,
            most: MAX_LEDGER_BYTES,
            now: core.now,
        };
        let (generation, ledger) = (core.ledger.generation, Arc::clone(document.ledger()));
        self.saving = Some(generation);
        core.jobs.start_or(Wait::Ledger, LedgerAnswer::SavePanicked, move || {
            let result = save.run_text(file::checked_ledger_text(&save.path, &ledger));
            LedgerAnswer::Saved { generation, path: save.path, ledger, result }
        });
    }

    pub(super) fn ended(
        &mut self,
        core: &mut Core,
        path: PathBuf,
        ledger: Arc<Ledger>,
        result: Result<Saved, (NotSaved, Option<Stamp>)>,
    ) {
        self.saving = None;
        let own = core.ledger.document.as_ref().is_some_and(|d| d.path.as_ref() == Some(&path));
        match result {
            Ok(saved) => {
                self.told = None;
                self.versioned = Some(path.clone());
                self.done(core, &path, ledger, saved);
            }
            Err((trouble, now)) => {
                if own && now.is_some() {
                    core.ledger.file.stamp = now;
                }
                self.next = None;
                self.failed(core, path, trouble);
            }
        }
        if let Some((path, over)) = self.next.take() {
            self.write(core, path, over);
        }
    }

    /// A fault ended the thread that saved.
    pub(super) fn panicked(&mut self, core: &mut Core) {
        (self.saving, self.next, self.after) = (None, None, None);
        core.send(OpeningCommand::Stay);
        core.fail(
            "程序出错，台账没有存上。登记的内容还在窗口里，请再保存一次，或者另存为别的文件。",
        );
    }

    fn done(&mut self, core: &mut Core, path: &Path, ledger: Arc<Ledger>, saved: Saved) {
        let Saved { stamp, lock, told } = saved;
        let place = &mut core.ledger.file;
        place.lock = match lock {
            SavedLock::New(lock) => Some(lock),
            SavedLock::Former => place.lock.take(),
            SavedLock::None => None,
        };
        (place.stamp, place.reader_of) = (Some(stamp), None);
        let Some(document) = &mut core.ledger.document else { return };
        let moved = document.path.as_deref() != Some(path);
        let agency = ledger.agency.clone();
        document.mark_saved(ledger, Some(path.to_owned()));
        let clean = !document.is_dirty();
        if moved {
            remember(core, path, &agency);
            core.notify(format!("已保存“{}”", path.display()));
        }
        if !told.is_empty() {
            core.notify(told.join("；"));
        }
        core.send(DraftsCommand::Saved(Desk::Ledger));
        if !clean && self.after.is_some() {
            self.save_row(core);
        } else if let Some(command) = self.after.take() {
            core.send(command);
        }
    }

    /// It was not saved: told in a sheet, once for each reason; the draft holds what was changed.
    fn failed(&mut self, core: &mut Core, path: PathBuf, trouble: NotSaved) {
        core.send(DraftsCommand::Keep);
        let words = format!("{trouble:?}");
        let again = self.told.replace(words.clone()) == Some(words);
        if again && self.after.is_none() {
            let name = path.display();
            return core.notify(format!("台账仍然没有存到“{name}”，内容已作为草稿保留"));
        }
        self.after = None;
        core.send(OpeningCommand::Stay);
        core.modal = Some(LedgerModal::NotSaved { path, trouble }.into());
    }
}

/// Reads the open ledger's file again: what another program made of it.
pub(super) fn reload(core: &mut Core, path: PathBuf) {
    core.modal = None;
    let storage = Arc::clone(&core.environment.storage);
    let generation = core.ledger.generation;
    core.jobs.start(move || {
        let read = Stamp::read_up_to(&*storage, &path, MAX_LEDGER_BYTES);
        let read = read.map_err(|error| file::unreadable_ledger(&path, &error));
        let result = read.and_then(|(stamp, bytes)| {
            let ledger = file::parse_ledger(&path.display().to_string(), &bytes)?;
            Ok(ReadFile { ledger, stamp, locking: Locking::Impossible })
        });
        LedgerAnswer::Reloaded { generation, result }
    });
}

pub(super) fn reloaded(core: &mut Core, result: Result<ReadFile, FileError>) {
    match result {
        Ok(ReadFile { ledger, stamp, .. }) => {
            core.ledger.file.stamp = Some(stamp);
            let minute = core.now.minutes();
            if let Some(document) = &mut core.ledger.document {
                document.take_over("重新打开", ledger, minute);
                let now = Arc::clone(document.ledger());
                document.mark_saved(now, None);
            }
            core.notify("已重新打开；刚才的修改可以用撤销找回");
        }
        Err(error) => core.fail(error.to_string()),
    }
}

/// Lists what the file held before, aside.
pub(super) fn list_versions(core: &mut Core) {
    let Some(document) = &core.ledger.document else { return };
    let Some(path) = document.path.clone() else {
        core.modal = Some(LedgerModal::Versions(Vec::new()).into());
        return;
    };
    let storage = Arc::clone(&core.environment.storage);
    let versions = Versions::of_ledgers(core.settings.folders());
    let (now, generation) = (Arc::clone(document.ledger()), core.ledger.generation);
    core.jobs.start(move || {
        let versions = versions.list(&*storage, &path, |bytes| {
            let then = file::parse_ledger("", bytes).ok()?;
            let changes = then.changes(&now);
            Some((then, changes))
        });
        LedgerAnswer::Listed { generation, versions }
    });
}

/// Goes back to a version that is listed, as a step that can be taken back.
pub(super) fn restore_version(core: &mut Core, id: VersionId) {
    let Some(Modal::Ledger(LedgerModal::Versions(versions))) = &core.modal else { return };
    let Some(version) = versions.iter().find(|version| version.id == id).cloned() else { return };
    core.modal = None;
    let saved = version.words();
    let minute = core.now.minutes();
    if let Some(document) = &mut core.ledger.document {
        document.take_over(&format!("恢复 {saved} 的内容"), version.content, minute);
    }
    core.notify(format!("已恢复 {saved} 保存的台账；可以撤销"));
}
