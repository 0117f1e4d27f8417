//! The draft of the open report, and those that were left behind or given up.

use std::path::Path;
use std::sync::Arc;

use super::super::core::Core;
use super::super::crash::LastCopy;
use super::super::date::Moment;
use super::super::jobs::Wait;
use super::super::modal::Modal;
use super::super::opening::messages::{Beside, OpeningCommand, OpeningModal};
use super::messages::{DraftChoice, DraftsAnswer, DraftsCommand, DraftsModal, LookReason, Parting};
use super::store::{Against, Draft, FoundDrafts};
use crate::file::FileError;

/// The state of the drafts feature: when the next draft is written, and what was left behind.
#[derive(Default)]
pub(crate) struct DraftsSlice {
    left_behind: FoundDrafts,
    bin: FoundDrafts,
    /// The revision that the draft of the open report holds, and when it was written.
    kept: Option<(u64, Moment)>,
    /// One is being written.
    under_way: bool,
    /// Something is to be written once it is.
    again: bool,
    /// A look for drafts is under way.
    looking: bool,
    /// Another look is wanted after it, and why: two at once would find each other's locks.
    look_again: Option<LookReason>,
    /// What was noted for the program's end: the report and its revision.
    noted: Option<(u64, u64)>,
    /// What is written when the program ends in another way than by closing it.
    last: Arc<LastCopy>,
}

impl DraftsSlice {
    /// The drafts that earlier runs left behind, the newest first.
    pub(crate) fn left_behind(&self) -> &FoundDrafts {
        &self.left_behind
    }

    /// The drafts that were given up in the last thirty days.
    pub(crate) fn bin(&self) -> &FoundDrafts {
        &self.bin
    }

    /// The draft that stands in for a report file, where one was left behind.
    pub(crate) fn draft_of(&self, file: &Path) -> Option<&Draft> {
        let of_file = |draft: &&Draft| draft.trail.origin.file.as_deref() == Some(file);
        self.left_behind.drafts.iter().find(of_file)
    }

    /// When the draft was last written, where it holds all that is not saved.
    pub(crate) fn kept(&self, core: &Core) -> Option<Moment> {
        let revision = core.document.as_ref()?.revision();
        self.kept.filter(|(kept, _)| *kept == revision).map(|(_, at)| at)
    }

    /// What is written when the program ends in another way than by closing it.
    pub(crate) fn last_copy(&self) -> &Arc<LastCopy> {
        &self.last
    }

    /// Forgets the draft of a report that is closed.
    pub(crate) fn forget(&mut self) {
        (self.kept, self.again) = (None, false);
    }

    /// Looks, aside, what earlier runs left behind: however much that is, the window does not wait.
    pub(crate) fn start(&mut self, core: &mut Core) {
        self.look(core, LookReason::Started);
    }

    fn found(&mut self, core: &mut Core, left_behind: FoundDrafts, bin: FoundDrafts) {
        (self.left_behind, self.bin) = (left_behind, bin);
        self.compare_all(core);
    }

    /// Does what is asked about drafts.
    pub(crate) fn handle(&mut self, core: &mut Core, command: DraftsCommand) {
        match command {
            DraftsCommand::Keep => self.keep(core),
            DraftsCommand::Saved => {
                core.slot.renew();
                self.kept = None;
                self.keep(core);
            }
            DraftsCommand::Part(parting) => part(core, parting),
            DraftsCommand::Look => self.look(core, LookReason::Changed),
            DraftsCommand::Show => {
                self.look(core, LookReason::Changed);
                core.modal = Some(DraftsModal::LeftBehind.into());
            }
            DraftsCommand::ShowBin => {
                self.look(core, LookReason::Changed);
                core.modal = Some(DraftsModal::Bin.into());
            }
            DraftsCommand::Offer(file) => {
                if self.draft_of(&file).is_some() && core.modal.is_none() {
                    core.modal = Some(DraftsModal::LeftBehind.into());
                }
            }
            DraftsCommand::Choose(path, choice) => self.choose(core, &path, choice),
        }
    }

    /// Takes what a job about drafts sends back.
    pub(crate) fn take(&mut self, core: &mut Core, answer: DraftsAnswer) {
        match answer {
            DraftsAnswer::Written { generation, revision, result } => {
                match result {
                    Ok(()) if generation == core.generation => {
                        self.kept = Some((revision, core.now));
                    }
                    Ok(()) => {}
                    Err(error) => core.notify(format!("草稿没有保留下来：{error}")),
                }
                self.ended(core);
            }
            DraftsAnswer::Panicked { generation } => self.panicked(core, generation),
            DraftsAnswer::Gone => {}
            DraftsAnswer::GivenUp => self.look(core, LookReason::GaveUp),
            DraftsAnswer::Parted { generation, result } => {
                self.parted(core, generation, result);
            }
            DraftsAnswer::Found { left_behind, bin, reason } => {
                self.looking = false;
                self.found(core, left_behind, bin);
                if let Some(reason) = self.look_again.take() {
                    self.look(core, reason);
                }
                match reason {
                    LookReason::Started => tidy(core),
                    LookReason::Changed => {}
                    LookReason::GaveUp => self.close_empty_sheet(core),
                }
            }
            DraftsAnswer::Compared(all) => {
                for (path, against) in all {
                    self.compared(core, &path, &against);
                }
            }
            DraftsAnswer::Tidied(any) => {
                if any {
                    self.look(core, LookReason::Changed);
                }
            }
        }
    }

    /// Keeps the copy for the program's end up to date.
    pub(crate) fn note_last(&mut self, core: &Core) {
        let document = core.document.as_ref();
        let unsaved = document.filter(|d| d.is_dirty() && (d.revision() > 0 || d.path.is_some()));
        let now = unsaved.map(|document| (core.generation, document.revision()));
        if now != self.noted {
            self.noted = now;
            let content = unsaved.map(|document| document.content(core.now.minutes()));
            self.last.note(content.map(|content| (Arc::clone(&core.slot), content)));
        }
    }

    fn keep(&mut self, core: &mut Core) {
        let Some(document) = &core.document else { return };
        if !document.is_dirty() {
            return self.drop_draft(core);
        }
        if self.kept(core).is_some() {
            return;
        }
        if std::mem::replace(&mut self.under_way, true) {
            self.again = true;
            return;
        }
        let (slot, content) = (Arc::clone(&core.slot), document.content(core.now.minutes()));
        let generation = core.generation;
        core.jobs.start_or(Wait::Draft, DraftsAnswer::Panicked { generation }, move || {
            let result = slot.write(&content);
            DraftsAnswer::Written { generation, revision: content.revision, result }
        });
    }

    /// A fault in writing a draft is not the end of all drafts. The report's next one has a place of
    /// its own: the thread that fell may still hold the former one's gate.
    fn panicked(&mut self, core: &mut Core, generation: u64) {
        if generation == core.generation {
            core.slot = core.drafts.slot();
            self.noted = None;
        }
        core.notify("程序出错，草稿没有写成，下次改动后会再写。请先保存报告");
        self.ended(core);
    }

    /// Begins the next draft where something was changed meanwhile, or takes it away.
    fn ended(&mut self, core: &mut Core) {
        self.under_way = false;
        let clean = core.document.as_ref().is_some_and(|document| !document.is_dirty());
        if std::mem::take(&mut self.again) || clean {
            self.keep(core);
        }
    }

    fn drop_draft(&mut self, core: &mut Core) {
        self.kept = None;
        if core.slot.path().is_some() {
            let slot = std::mem::replace(&mut core.slot, core.drafts.slot());
            core.jobs.start_awaited(Wait::Draft, move || {
                slot.finish();
                DraftsAnswer::Gone
            });
        }
    }

    /// The report that was to be closed has its draft, or has given it up: what waited for that
    /// goes on. Where the draft could not be written, the report stays open.
    fn parted(&mut self, core: &mut Core, generation: u64, result: Result<(), FileError>) {
        if generation != core.generation {
            return;
        }
        if let Err(error) = result {
            core.send(OpeningCommand::Stay);
            return core.fail(format!("草稿没有保留下来，报告仍然开着。{error}"));
        }
        // The draft belongs to nobody from now on, and is offered.
        self.last.note(None);
        core.slot = core.drafts.slot();
        self.kept = None;
        self.again = false;
        core.send(OpeningCommand::Proceed);
        core.send(DraftsCommand::Look);
    }

    /// Looks what drafts there are, aside; what they hold that their files have not, after that.
    fn look(&mut self, core: &mut Core, reason: LookReason) {
        if std::mem::replace(&mut self.looking, true) {
            self.look_again = Some(reason.max(self.look_again.unwrap_or(reason)));
            return;
        }
        let (store, today) = (core.drafts.clone(), core.now.date);
        core.jobs.start(move || {
            let (left_behind, bin) = (store.left_behind(), store.bin(today));
            DraftsAnswer::Found { left_behind, bin, reason }
        });
    }

    fn compare_all(&self, core: &mut Core) {
        let drafts = self.left_behind.drafts.iter().chain(&self.bin.drafts);
        let open: Vec<Draft> =
            drafts.filter(|draft| draft.against == Against::Looking).cloned().collect();
        if open.is_empty() {
            return;
        }
        let storage = Arc::clone(&core.environment.storage);
        core.jobs.start(move || {
            let compare = |draft: Draft| {
                let against = draft.compare(&*storage);
                (draft.path, against)
            };
            DraftsAnswer::Compared(open.into_iter().map(compare).collect())
        });
    }

    fn compared(&mut self, core: &mut Core, path: &Path, against: &Against) {
        let nothing = matches!(against, Against::File { changes, .. } if changes.is_empty());
        if nothing && let Some(at) = self.left_behind.drafts.iter().position(|d| d.path == path) {
            // The program ended between saving and taking the draft away.
            let draft = self.left_behind.drafts.remove(at);
            let store = core.drafts.clone();
            core.jobs.start(move || {
                store.forget(&draft);
                DraftsAnswer::Gone
            });
            return;
        }
        let drafts = self.left_behind.drafts.iter_mut().chain(&mut self.bin.drafts);
        for draft in drafts.filter(|draft| draft.path == path) {
            draft.against.clone_from(against);
        }
    }

    /// Does with a draft what was chosen.
    fn choose(&mut self, core: &mut Core, path: &Path, choice: DraftChoice) {
        let mut drafts = self.left_behind.drafts.iter().chain(&self.bin.drafts);
        let Some(draft) = drafts.find(|draft| draft.path == path).cloned() else { return };
        let beside = match choice {
            DraftChoice::GiveUp => return give_up(core, draft),
            DraftChoice::Restore => Beside::InPlace,
            DraftChoice::Beside => Beside::AsNew,
        };
        core.send(OpeningCommand::Restore(Box::new(draft), beside));
    }

    /// The sheet closes whose last draft was given up.
    fn close_empty_sheet(&self, core: &mut Core) {
        let listed = match core.modal {
            Some(Modal::Drafts(DraftsModal::LeftBehind)) => &self.left_behind.drafts,
            Some(Modal::Drafts(DraftsModal::Bin)) => &self.bin.drafts,
            _ => return,
        };
        if listed.is_empty() {
            core.modal = None;
        }
    }
}

/// Leaves the open report as a draft, or gives its changes up to the bin, aside.
fn part(core: &mut Core, parting: Parting) {
    let Some(document) = &core.document else { return };
    let mut content = document.content(core.now.minutes());
    content.parted = true;
    let (slot, today) = (Arc::clone(&core.slot), core.now.date);
    let generation = core.generation;
    core.modal = Some(OpeningModal::Closing.into());
    core.jobs.start_awaited(Wait::Draft, move || {
        let result = match parting {
            Parting::Keep => slot.write(&content),
            Parting::GiveUp => {
                slot.give_up(&content, today);
                Ok(())
            }
        };
        DraftsAnswer::Parted { generation, result }
    });
}

/// Removes what is saved and puts aside what is old, aside.
fn tidy(core: &mut Core) {
    let recent = core.settings.get().recent.iter();
    let recent: Vec<_> = recent.map(|recent| recent.path.clone()).collect();
    let (store, today) = (core.drafts.clone(), core.now.date);
    core.jobs.start(move || DraftsAnswer::Tidied(store.tidy(&recent, today)));
}

/// Moves a draft to the bin, or deletes one that is there, aside.
fn give_up(core: &mut Core, draft: Draft) {
    core.notify(match draft.given_up {
        Some(_) => "草稿已删除",
        None => "草稿已放入“回收的草稿”，保留 30 天",
    });
    let (store, today) = (core.drafts.clone(), core.now.date);
    core.jobs.start_awaited(Wait::Draft, move || {
        store.give_up(&draft, today);
        DraftsAnswer::GivenUp
    });
}
