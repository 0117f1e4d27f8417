//! How the open report stands to its file: who may write it, what it was when last seen, and what
//! is done where something stands against saving.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{App, document_path};
use crate::app::command::{Modal, WithFile};
use crate::app::document::Document;
use crate::app::jobs::Answer;
use crate::app::keeping::{NotSaved, Save, Saved, me};
use crate::app::opening::{self, Elsewhere, How, Reading};
use crate::app::versions::{Version, Versions};
use crate::file::{FileError, FileKind, Lock, Locking, Owner, Stamp};
use crate::open::Opened;
use crate::report::Report;

/// The open report's file.
#[derive(Default)]
pub(super) struct Standing {
    /// What it was when it was last read or written.
    stamp: Option<Stamp>,
    lock: Option<Lock>,
    /// Whoever has it open for writing, where this window only looks.
    looking: Option<Owner>,
    /// A save is under way.
    pub(super) saving: bool,
    /// Where to save once it is done, and whether over whatever is there.
    next: Option<(PathBuf, bool)>,
}

impl Standing {
    /// What stands where a file was read to be edited, and nobody else has it.
    pub(super) fn with(&mut self, stamp: Option<Stamp>, locking: Locking) -> Self {
        let lock = match locking {
            Locking::Mine(lock) => Some(lock),
            Locking::Own => self.lock.take(),
            Locking::Impossible | Locking::Taken(_) => None,
        };
        Self { stamp, lock, ..Self::default() }
    }
}

impl App {
    /// Who has the open report's file for writing, where it is open here only to be looked at.
    #[must_use]
    pub fn read_only(&self) -> Option<&Owner> {
        self.standing.looking.as_ref()
    }

    /// Whether this file is the one that is open, to be edited.
    #[must_use]
    pub fn has_open(&self, path: &Path) -> bool {
        let real = |path: &Path| self.storage.resolve(path).ok();
        let open = document_path(self.document.as_ref()).and_then(|open| real(&open));
        open.is_some() && open == real(path)
    }

    pub(super) fn with_file(&mut self, what: WithFile) {
        match what {
            WithFile::SaveOver => self.save_over(),
            WithFile::Reload => self.reload(),
            WithFile::Open(how) => self.open_elsewhere(how),
            WithFile::Restore(index) => self.restore(index),
        }
    }

    /// Saves to a file; `over` whatever another program made of it.
    pub(super) fn write(&mut self, path: PathBuf, over: bool) {
        if self.standing.saving {
            self.standing.next = Some((path, over));
            return;
        }
        let Some(document) = &self.document else { return };
        let own = document.path.as_deref() == Some(&*path);
        let save = Save {
            storage: Arc::clone(&self.storage),
            versions: Versions::new(&self.folders),
            report: document.report().clone(),
            expected: self.standing.stamp.filter(|_| own && !over),
            locked: self.standing.lock.as_ref().is_some_and(|l| l.is_on(&*self.storage, &path)),
            path,
            now: self.now,
        };
        self.standing.saving = true;
        let generation = self.generation;
        self.jobs.start(move || {
            let result = save.run();
            Answer::Saved { generation, path: save.path, report: Box::new(save.report), result }
        });
    }

    pub(super) fn save_ended(
        &mut self,
        generation: u64,
        path: PathBuf,
        report: Report,
        result: Result<Saved, (NotSaved, Option<Stamp>)>,
    ) {
        if generation != self.generation {
            // The report has been left meanwhile; what was written is written.
            return;
        }
        self.standing.saving = false;
        let own = document_path(self.document.as_ref()).as_deref() == Some(&*path);
        match result {
            Ok(saved) => {
                let told = saved.told.clone();
                self.stands_at(&path, saved);
                self.saved(path, report, &told);
            }
            Err((trouble, now)) => {
                if own && now.is_some() {
                    self.standing.stamp = now;
                }
                self.standing.next = None;
                self.leaving = None;
                self.modal = Some(Modal::NotSaved { path, trouble });
            }
        }
        if let Some((path, over)) = self.standing.next.take() {
            self.write(path, over);
        }
    }

    fn stands_at(&mut self, path: &Path, saved: Saved) {
        let former = self.standing.lock.take();
        let lock = saved.lock.or(former.filter(|lock| lock.is_on(&*self.storage, path)));
        let standing = &mut self.standing;
        (standing.stamp, standing.lock, standing.looking) = (Some(saved.stamp), lock, None);
    }

    /// Writes although another program changed or removed the file.
    fn save_over(&mut self) {
        if let Some(Modal::NotSaved { path, .. }) = self.modal.take() {
            self.write(path, true);
        }
    }

    /// Begins to read a file, to be edited or started from.
    pub(super) fn read_file(&mut self, path: PathBuf, as_template: bool, even_far: bool) {
        self.tell(format!("正在读取“{}”…", path.display()));
        let (storage, owner) = (Arc::clone(&self.storage), me(self.now));
        let today = self.now.date;
        self.jobs.start(move || {
            let lock_as = (!as_template).then_some((&owner, even_far));
            let result = Box::new(opening::read(&*storage, &path, lock_as, today));
            Answer::Opened { path, as_template, result }
        });
    }

    /// A report file was read, to be edited.
    pub(super) fn open_report(
        &mut self,
        path: PathBuf,
        report: Report,
        (stamp, locking): (Option<Stamp>, Locking),
    ) {
        if let Locking::Taken(owner) = locking {
            self.notice = None;
            let elsewhere = Elsewhere { path, report, stamp, owner };
            self.modal = Some(Modal::OpenElsewhere(Box::new(elsewhere)));
            return;
        }
        let standing = self.standing.with(stamp, locking);
        self.remember(&path, &report);
        self.install(Document::new(report, Some(path), true));
        self.standing = standing;
    }

    /// Opens what somebody else has open.
    fn open_elsewhere(&mut self, how: How) {
        let Some(Modal::OpenElsewhere(elsewhere)) = self.modal.take() else { return };
        let Elsewhere { path, report, stamp, owner } = *elsewhere;
        match how {
            How::ReadOnly => {
                self.remember(&path, &report);
                self.install(Document::new(report, Some(path), true));
                self.standing = Standing { stamp, looking: Some(owner), ..Standing::default() };
                self.tell("只读打开：可以查看，修改后请另存为别的文件");
            }
            How::Copy => {
                self.install(Document::new(report, None, false));
                self.tell("这是副本，保存时请取一个名称");
            }
            How::Anyway => self.read_file(path, false, true),
        }
    }

    /// Reads the open report's file again: what another program made of it.
    fn reload(&mut self) {
        let Some(Modal::NotSaved { path, .. }) = self.modal.take() else { return };
        let (storage, generation) = (Arc::clone(&self.storage), self.generation);
        let today = self.now.date;
        self.jobs.start(move || {
            let result = Box::new(opening::read(&*storage, &path, None, today));
            Answer::Reloaded { generation, result }
        });
    }

    pub(super) fn reloaded(&mut self, generation: u64, result: Result<Reading, FileError>) {
        if generation != self.generation {
            return;
        }
        match result {
            Ok(Reading { opened: Opened::File(FileKind::Report, report), stamp, .. }) => {
                self.standing.stamp = stamp;
                let minute = self.now.minutes();
                self.change(|document| {
                    document.take_over("重新打开", (*report).clone(), minute);
                    document.mark_saved(*report);
                    Some(())
                });
                self.tell("已重新打开；刚才的修改可以用撤销找回");
            }
            Ok(_) => {
                let words = "这个文件已经不是报告文件了，报告没有改动。请另存为别的文件。";
                self.modal = Some(Modal::Failed(words.into()));
            }
            Err(error) => self.modal = Some(Modal::Failed(error.to_string())),
        }
    }

    /// Lists what the open report's file held before.
    pub(super) fn look_for_versions(&mut self) {
        let Some(document) = &self.document else { return };
        let Some(path) = document.path.clone() else {
            self.modal = Some(Modal::Versions(Vec::new()));
            return;
        };
        let (storage, versions) = (Arc::clone(&self.storage), Versions::new(&self.folders));
        let (report, generation) = (document.report().clone(), self.generation);
        self.jobs.start(move || {
            let versions = versions.list(&*storage, &path, &report);
            Answer::VersionsRead { generation, versions }
        });
    }

    pub(super) fn versions_read(&mut self, generation: u64, versions: Vec<Version>) {
        if generation == self.generation {
            self.modal = Some(Modal::Versions(versions));
        }
    }

    /// Goes back to a version, as a step that can be taken back.
    fn restore(&mut self, index: usize) {
        let Some(Modal::Versions(mut versions)) = self.modal.take() else { return };
        if index >= versions.len() {
            return;
        }
        let version = versions.swap_remove(index);
        let saved = version.saved.words();
        let label = format!("恢复 {saved} 的内容");
        let minute = self.now.minutes();
        self.change(|document| {
            document.take_over(&label, version.report, minute);
            Some(())
        });
        self.tell(format!("已恢复 {saved} 保存的内容，尚未保存；可以撤销"));
    }
}
