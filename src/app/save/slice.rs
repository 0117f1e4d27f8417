//! Saving: what stands against it, the write itself aside, and what is done where it failed.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::core::Core;
use super::super::desk::Desk;
use super::super::document::size::too_long;
use super::super::drafts::messages::DraftsCommand;
use super::super::jobs::Wait;
use super::super::modal::Modal;
use super::super::opening::messages::OpeningCommand;
use super::super::opening::reading::{Intent, Reading, read};
use super::super::path::messages::Purpose;
use super::messages::{NotSaved, SaveAnswer, SaveCommand, SaveModal};
use super::noting::log_with;
use super::save_job::{Save, Saved, SavedLock};
use super::versions::{VersionId, Versions};
use crate::file::{self, FileError, FileKind, MAX_BYTES, Stamp};
use crate::import::CancelReading;
use crate::open::Opened;
use crate::report::{Report, changes};
use crate::rules::{self, Balanced};

/// Whether what another program made of the file is written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    /// Only what was last seen.
    Known,
    /// Whatever is there.
    Anything,
}

/// The state of the save feature: what is being written, and what is to be done after it.
#[derive(Default)]
pub(crate) struct SaveSlice {
    /// The report, by its generation, of which a save is under way.
    saving: Option<u64>,
    /// Where to save once it is done.
    next: Option<(PathBuf, Over)>,
}

impl SaveSlice {
    /// Forgets the saves of a report that is closed: one that is under way ends by itself.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Does what is asked about saving.
    pub(crate) fn handle(&mut self, core: &mut Core, command: SaveCommand) {
        match command {
            SaveCommand::Save => {
                let own = core.document_path().filter(|_| core.file.reader_of.is_none());
                let own = own.map(std::path::Path::to_owned);
                self.save(core, own);
            }
            SaveCommand::SaveAs => self.save(core, None),
            SaveCommand::To(path) => self.write(core, path, Over::Known),
            SaveCommand::Over(path) => {
                core.modal = None;
                self.write(core, path, Over::Anything);
            }
            SaveCommand::Reload(path) => reload(core, path),
            SaveCommand::ListVersions => list_versions(core),
            SaveCommand::Restore(id) => restore(core, id),
            SaveCommand::Refuse => refuse(core),
            SaveCommand::ShowLog => {
                core.modal = core.document.as_ref().map(|_| SaveModal::Log.into());
            }
            SaveCommand::NarrowLog(words) => core.list_words = words,
        }
    }

    /// Takes what a job about saving sends back. What is about a report that has been left
    /// meanwhile is over.
    pub(crate) fn take(&mut self, core: &mut Core, answer: SaveAnswer) {
        match answer {
            SaveAnswer::Saved { generation, path, report, result }
                if generation == core.generation =>
            {
                self.ended(core, path, *report, result);
            }
            SaveAnswer::Reloaded { generation, result } if generation == core.generation => {
                reloaded(core, *result);
            }
            SaveAnswer::Listed { generation, versions } if generation == core.generation => {
                core.modal = Some(SaveModal::Versions(versions).into());
            }
            _ => {}
        }
    }

    /// A fault of this program has ended a job: none is under way any more.
    pub(crate) fn panicked(&mut self) {
        self.forget();
    }

    /// Saves to a file, or asks where, unless the report is blocked.
    fn save(&mut self, core: &mut Core, own: Option<PathBuf>) {
        drop_lapsed(core);
        core.send(DraftsCommand::Keep);
        if core.report().is_none_or(|report| Balanced::new(report).is_err()) {
            return refuse(core);
        }
        match own {
            Some(path) => self.write(core, path, Over::Known),
            None => core.ask_path(Purpose::Save),
        }
    }

    fn write(&mut self, core: &mut Core, path: PathBuf, over: Over) {
        if self.saving == Some(core.generation) {
            self.next = Some((path, over));
            return;
        }
        let Some(document) = &core.document else { return };
        let own = document.path.as_deref() == Some(&*path);
        let save = Save {
            storage: Arc::clone(&core.environment.storage),
            versions: Some(Versions::new(core.settings.folders())),
            expected: core.file.stamp.filter(|_| own && over == Over::Known),
            locked: own && core.file.lock.is_some(),
            path,
            most: MAX_BYTES,
            now: core.now,
        };
        self.saving = Some(core.generation);
        let (before, mut report) = (document.saved(), Box::new(document.report().clone()));
        let settings = core.settings.get();
        let by = settings.notes_changes.then(|| (settings.writer(), core.now.minutes()));
        let generation = core.generation;
        core.jobs.start_awaited(Wait::Save, move || {
            if let Some(by) = by {
                report.log = log_with(before.as_deref(), &report, by);
            }
            let result = save.run(&report);
            SaveAnswer::Saved { generation, path: save.path, report, result }
        });
    }

    fn ended(
        &mut self,
        core: &mut Core,
        path: PathBuf,
        report: Report,
        result: Result<Saved, (NotSaved, Option<Stamp>)>,
    ) {
        self.saving = None;
        let own = core.document_path() == Some(&*path);
        match result {
            Ok(saved) => done(core, path, report, saved),
            Err((trouble, now)) => {
                if own && now.is_some() {
                    core.file.stamp = now;
                }
                self.next = None;
                core.send(OpeningCommand::Stay);
                core.modal = Some(SaveModal::NotSaved { path, trouble }.into());
            }
        }
        if let Some((path, over)) = self.next.take() {
            self.write(core, path, over);
        }
    }
}

/// The report is in its file; what waited for that goes on.
fn done(core: &mut Core, path: PathBuf, report: Report, saved: Saved) {
    let Saved { stamp, lock, told } = saved;
    let file = &mut core.file;
    file.lock = match lock {
        SavedLock::New(lock) => Some(lock),
        SavedLock::Former => file.lock.take(),
        SavedLock::None => None,
    };
    (file.stamp, file.reader_of) = (Some(stamp), None);
    core.remember(&path, &report);
    let mut words = vec![format!("已保存“{}”", path.display())];
    words.extend(told);
    core.notify(words.join("；"));
    if let Some(document) = &mut core.document {
        document.mark_saved(report, Some(path));
    }
    core.send(DraftsCommand::Saved(Desk::Report));
    core.send(OpeningCommand::Proceed);
}

/// What a waiver was about has changed for good when it is saved.
fn drop_lapsed(core: &mut Core) {
    let lapsed = core.report().map(|r| rules::drop_lapsed(r, &core.rules()));
    core.edit("删去失效的说明", lapsed.flatten().into_iter().collect());
}

/// Shows what blocks the report, and goes to it; nothing is left for then.
fn refuse(core: &mut Core) {
    let Some(report) = core.report() else { return };
    let Err(findings) = Balanced::new(report) else { return };
    core.send(OpeningCommand::Stay);
    if let Some(document) = &mut core.document {
        document.ask_balance();
    }
    core.modal = Some(SaveModal::Refused.into());
    if let Some(place) = findings.first().map(|finding| core.first_cell(&finding.place)) {
        core.goto(place);
    }
}

/// Reads the open report's file again: what another program made of it.
fn reload(core: &mut Core, path: PathBuf) {
    core.modal = None;
    let storage = Arc::clone(&core.environment.storage);
    let (generation, today) = (core.generation, core.now.date);
    core.jobs.start(move || {
        let result =
            Box::new(read(&*storage, &path, Intent::Read, today, &CancelReading::default()));
        SaveAnswer::Reloaded { generation, result }
    });
}

fn reloaded(core: &mut Core, result: Result<Reading, FileError>) {
    match result {
        Ok(Reading { opened: Opened::File(FileKind::Report, report), stamp, .. }) => {
            if let Some(problem) = too_long(&report) {
                return core.fail(problem);
            }
            core.file.stamp = stamp;
            let minute = core.now.minutes();
            core.change(|document| {
                document.take_over("重新打开", (*report).clone(), minute);
                document.mark_saved(*report, None);
                Some(())
            });
            core.notify("已重新打开；刚才的修改可以用撤销找回");
        }
        Ok(_) => core.fail("这个文件已经不是报告文件了，报告没有改动。请另存为别的文件。"),
        Err(error) => core.fail(error.to_string()),
    }
}

/// Lists what the open report's file held before, aside.
fn list_versions(core: &mut Core) {
    let Some(document) = &core.document else { return };
    let Some(path) = document.path.clone() else {
        core.modal = Some(SaveModal::Versions(Vec::new()).into());
        return;
    };
    let storage = Arc::clone(&core.environment.storage);
    let versions = Versions::new(core.settings.folders());
    let (report, generation) = (document.report().clone(), core.generation);
    core.jobs.start(move || {
        let versions = versions.list(&*storage, &path, |bytes| {
            let then = file::parse("", bytes).ok()?.1;
            let changes = changes(&then, &report).into_iter().map(|change| change.words);
            let changes = changes.collect();
            Some((then, changes))
        });
        SaveAnswer::Listed { generation, versions }
    });
}

/// Goes back to a version that is listed, as a step that can be taken back.
fn restore(core: &mut Core, id: VersionId) {
    let Some(Modal::Save(SaveModal::Versions(versions))) = &core.modal else { return };
    let Some(version) = versions.iter().find(|version| version.id == id).cloned() else { return };
    core.modal = None;
    let (saved, content) = (version.words(), version.content);
    let label = format!("恢复 {saved} 的内容");
    let minute = core.now.minutes();
    core.change(|document| {
        document.take_over(&label, content, minute);
        Some(())
    });
    core.notify(format!("已恢复 {saved} 保存的内容，尚未保存；可以撤销"));
}
