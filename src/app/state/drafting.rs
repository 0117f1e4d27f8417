//! Drafts: kept while a report is worked on, looked for when nothing is open, restored, given up.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::standing::Standing;
use super::{App, Leaving};
use crate::app::command::{DraftChoice, Modal};
use crate::app::crash::{CrashLog, LastCopy};
use crate::app::date::Moment;
use crate::app::document::Document;
use crate::app::drafts::{Against, Draft, Found};
use crate::app::jobs::Answer;
use crate::app::keeping::me;
use crate::app::opening::{self, Reading};
use crate::file::{self, FileKind, Locking};
use crate::open::Opened;

/// How long the end of a report waits for its draft to be written.
const LAST_WRITE: Duration = Duration::from_secs(5);

/// How far the draft of the open report is.
#[derive(Debug, Default)]
pub(super) struct Drafting {
    /// The revision that the draft holds, and when it was written.
    kept: Option<(u64, Moment)>,
    /// One is being written.
    under_way: bool,
    /// Something is to be written once it is.
    again: bool,
    /// What was noted for the program's end: the report and its revision.
    noted: Option<(u64, u64)>,
}

impl App {
    /// The drafts that earlier runs left behind, the newest first.
    #[must_use]
    pub fn left_behind(&self) -> &Found {
        &self.left_behind
    }

    /// The drafts that were given up in the last thirty days.
    #[must_use]
    pub fn bin(&self) -> &Found {
        &self.bin
    }

    /// The draft that stands in for a report file, where one was left behind.
    #[must_use]
    pub fn draft_of(&self, file: &Path) -> Option<&Draft> {
        let of_file = |draft: &&Draft| draft.trail.origin.file.as_deref() == Some(file);
        self.left_behind.drafts.iter().find(of_file)
    }

    /// The log, where the program stopped unexpectedly the last time.
    #[must_use]
    pub fn stopped(&self) -> Option<&Path> {
        self.stopped.as_deref()
    }

    /// What is said first after a run that did not end as it should.
    pub(super) fn after_a_stop(&self) -> Option<Modal> {
        if self.left_behind.drafts.iter().any(|draft| !draft.trail.origin.parted) {
            return Some(Modal::Drafts);
        }
        let log = self.stopped.as_ref()?;
        let told = format!("{}没有发现未保存的内容。", told_of_a_stop(log));
        Some(Modal::Failed(told))
    }

    /// When the draft was last written, where it holds all that is not saved.
    #[must_use]
    pub fn draft_kept(&self) -> Option<Moment> {
        let document = self.document.as_ref()?;
        self.drafting
            .kept
            .filter(|(revision, _)| *revision == document.revision())
            .map(|(_, at)| at)
    }

    /// What is written when the program ends in another way than by closing it.
    #[must_use]
    pub fn last_copy(&self) -> Arc<LastCopy> {
        Arc::clone(&self.last)
    }

    /// Where panics of this program are reported.
    #[must_use]
    pub fn crash_log(&self) -> Arc<CrashLog> {
        Arc::clone(&self.crash)
    }

    /// Writes the draft, where there is anything that is not in it yet, and takes it away where
    /// nothing is left to keep. The window calls it when typing has stopped for a while.
    pub fn keep_draft(&mut self) {
        let Some(document) = &self.document else { return };
        if !document.is_dirty() {
            return self.drop_draft();
        }
        if self.draft_kept().is_some() {
            return;
        }
        if std::mem::replace(&mut self.drafting.under_way, true) {
            self.drafting.again = true;
            return;
        }
        let (slot, content) = (Arc::clone(&self.slot), document.content(self.now.minutes()));
        let generation = self.generation;
        self.jobs.start_or(Answer::DraftFell { generation }, move |_| {
            let result = slot.write(&content);
            Answer::Drafted { generation, revision: content.revision, result }
        });
    }

    /// A panic in writing a draft is not the end of all drafts. The report's next one has a place of
    /// its own: what the former one's gate stands for may be half done.
    pub(super) fn draft_fell(&mut self, generation: u64) {
        if generation == self.generation {
            self.slot = self.drafts.slot();
            self.drafting.noted = None;
        }
        self.tell("程序出错，草稿没有写成，下次改动后会再写。请先保存报告");
        self.draft_ended();
    }

    pub(super) fn drafted(
        &mut self,
        (generation, revision): (u64, u64),
        result: Result<(), file::FileError>,
    ) {
        match result {
            Ok(()) if generation == self.generation => {
                self.drafting.kept = Some((revision, self.now));
            }
            Ok(()) => {}
            Err(error) => self.tell(format!("草稿没有保留下来：{error}")),
        }
        self.draft_ended();
    }

    /// Begins the next draft where something was changed meanwhile, or takes it away.
    fn draft_ended(&mut self) {
        self.drafting.under_way = false;
        let clean = self.document.as_ref().is_some_and(|document| !document.is_dirty());
        if std::mem::take(&mut self.drafting.again) || clean {
            self.keep_draft();
        }
    }

    /// The report has come to stand in a file: its draft goes, or is one of that file from now on.
    pub(super) fn settle_draft(&mut self) {
        self.slot.renew();
        self.drafting.kept = None;
        self.keep_draft();
    }

    fn drop_draft(&mut self) {
        self.drafting.kept = None;
        if self.slot.path().is_some() {
            let slot = std::mem::replace(&mut self.slot, self.drafts.slot());
            self.jobs.start(move || {
                slot.finish();
                Answer::DraftGone
            });
        }
    }

    /// A report is opened: it has no draft so far.
    pub(super) fn begin_draft(&mut self) {
        self.slot = self.drafts.slot();
        self.drafting.kept = None;
        self.drafting.again = false;
    }

    /// Leaves the open report as a draft, or gives its changes up to the bin, before it is closed.
    pub(super) fn part_with_draft(&mut self, keep: bool) {
        let Some(document) = &self.document else { return };
        let mut content = document.content(self.now.minutes());
        content.parted = true;
        let (slot, today) = (Arc::clone(&self.slot), self.now.date);
        let (generation, revision) = (self.generation, content.revision);
        self.jobs.start(move || {
            let result = if keep {
                slot.write(&content)
            } else {
                slot.give_up(&content, today);
                Ok(())
            };
            Answer::Drafted { generation, revision, result }
        });
        self.settle(LAST_WRITE);
        // The draft belongs to nobody from now on, and is offered.
        self.begin_draft();
        self.last.note(None);
        self.look_for_drafts();
    }

    /// Shows the drafts, or the bin, as they are now.
    pub(super) fn show_drafts(&mut self, bin: bool) {
        self.look_for_drafts();
        self.modal = Some(if bin { Modal::Bin } else { Modal::Drafts });
    }

    /// Looks what drafts there are, and, aside, how they stand to their files.
    pub(super) fn look_for_drafts(&mut self) {
        self.note_last();
        self.left_behind = self.drafts.left_behind();
        self.bin = self.drafts.bin(self.now.date);
        let drafts = self.left_behind.drafts.iter().chain(&self.bin.drafts);
        for draft in drafts.filter(|draft| draft.against == Against::Looking).cloned() {
            let storage = Arc::clone(&self.storage);
            self.jobs.start(move || {
                let against = draft.compare(&*storage);
                Answer::Compared { path: draft.path, against }
            });
        }
    }

    pub(super) fn compared(&mut self, path: &Path, against: &Against) {
        let nothing = matches!(against, Against::File { changes, .. } if changes.is_empty());
        if nothing && let Some(at) = self.left_behind.drafts.iter().position(|d| d.path == path) {
            // The program ended between saving and taking the draft away.
            let draft = self.left_behind.drafts.remove(at);
            self.drafts.forget(&draft);
            return;
        }
        let drafts = self.left_behind.drafts.iter_mut().chain(&mut self.bin.drafts);
        for draft in drafts.filter(|draft| draft.path == path) {
            draft.against.clone_from(against);
        }
    }

    fn draft_at(&self, path: &Path) -> Option<&Draft> {
        let drafts = self.left_behind.drafts.iter().chain(&self.bin.drafts);
        drafts.into_iter().find(|draft| draft.path == path)
    }

    /// Does with a draft what was chosen.
    pub(super) fn choose_draft(&mut self, path: &Path, choice: DraftChoice) {
        let Some(draft) = self.draft_at(path).cloned() else { return };
        match choice {
            DraftChoice::GiveUp => {
                self.drafts.give_up(&draft, self.now.date);
                self.look_for_drafts();
                let left = match self.modal {
                    Some(Modal::Drafts) => !self.left_behind.drafts.is_empty(),
                    Some(Modal::Bin) => !self.bin.drafts.is_empty(),
                    _ => true,
                };
                if !left {
                    self.modal = None;
                }
                let told = if draft.given_up.is_some() {
                    "草稿已删除"
                } else {
                    "草稿已放入“回收的草稿”，保留 30 天"
                };
                self.tell(told);
            }
            DraftChoice::Restore | DraftChoice::Beside => {
                self.modal = None;
                let beside = choice == DraftChoice::Beside;
                self.leave(Leaving::Draft(Box::new(draft), beside));
            }
        }
    }

    /// Reads the draft's file, then opens the draft.
    pub(super) fn begin_restoring(&mut self, draft: Box<Draft>, beside: bool) {
        let file = draft.trail.origin.file.clone().filter(|_| !beside);
        self.tell("正在打开草稿…");
        let (storage, owner) = (Arc::clone(&self.storage), me(self.now));
        let today = self.now.date;
        self.jobs.start(move || {
            // A file that cannot be read is not there for this: the report is not saved.
            let read =
                |path: &PathBuf| opening::read(&*storage, path, Some((&owner, false)), today).ok();
            let reading = file.as_ref().and_then(read).map(Box::new);
            Answer::DraftReady { draft, file, reading }
        });
    }

    pub(super) fn restored(
        &mut self,
        draft: Draft,
        file: Option<PathBuf>,
        reading: Option<Reading>,
    ) {
        let Some(slot) = self.drafts.take(&draft) else {
            self.modal = Some(Modal::Failed(
                "这份草稿已经在另一个年报窗口里打开，或者已经不在了。请到那个窗口里继续填写。"
                    .into(),
            ));
            return self.look_for_drafts();
        };
        let Draft { report, trail, .. } = draft;
        let mut told = "已恢复草稿，可以继续填写，也可以撤销最近一小时的改动".to_owned();
        let (document, standing) = match reading {
            Some(Reading { locking: Locking::Taken(owner), .. }) => {
                told = format!("原来的文件正由{owner}编辑，草稿已作为新的报告另行打开");
                (Document::restored(report, trail.steps, None, None), Standing::default())
            }
            Some(Reading { opened: Opened::File(FileKind::Report, saved), stamp, locking }) => {
                let standing = self.standing.with(stamp, locking);
                (Document::restored(report, trail.steps, file, Some(*saved)), standing)
            }
            _ => (Document::restored(report, trail.steps, file, None), Standing::default()),
        };
        self.install(document);
        self.standing = standing;
        self.slot = slot;
        self.look_for_drafts();
        // It is being worked on again, under the name it has now.
        self.keep_draft();
        self.tell(told);
    }

    /// Keeps the copy for the program's end up to date.
    pub(super) fn note_last(&mut self) {
        let document = self.document.as_ref();
        let unsaved = document.filter(|d| d.is_dirty() && (d.revision() > 0 || d.path.is_some()));
        let now = unsaved.map(|document| (self.generation, document.revision()));
        if now != self.drafting.noted {
            self.drafting.noted = now;
            let content = unsaved.map(|document| document.content(self.now.minutes()));
            self.last.note(content.map(|content| (Arc::clone(&self.slot), content)));
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // Whoever listens for the program's end holds no draft of one that is closed.
        self.last.note(None);
    }
}

/// What happened, and where more about it stands.
#[must_use]
pub fn told_of_a_stop(log: &Path) -> String {
    let log = log.display();
    format!("上次程序意外停止。记录在“{log}”，其中没有报告的文字，可以交给开发者。")
}
