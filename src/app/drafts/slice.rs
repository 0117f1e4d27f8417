//! The drafts of what is open, and those that were left behind or given up.

use std::path::Path;
use std::sync::Arc;

use super::super::command::Command;
use super::super::core::Core;
use super::super::crash::LastCopy;
use super::super::date::Moment;
use super::super::desk::Desk;
use super::super::jobs::Wait;
use super::super::kept;
use super::super::ledger::messages::LedgerCommand;
use super::super::modal::Modal;
use super::super::opening::messages::{Beside, OpeningCommand, OpeningModal};
use super::keeper::DraftKeeper;
use super::messages::{DraftChoice, DraftsAnswer, DraftsCommand, DraftsModal, LookReason, Parting};
use super::store::{Against, Draft, DraftWork, FoundDrafts};
use crate::file::FileError;

/// Drafts.
pub(crate) struct DraftsSlice {
    left_behind: FoundDrafts,
    bin: FoundDrafts,
    /// The drafts of what is open, in the order of [`Desk::ALL`].
    keepers: [DraftKeeper; 2],
    /// A look for drafts is under way.
    looking: bool,
    /// Another look is wanted after it, and why: two at once would find each other's locks.
    look_again: Option<LookReason>,
    /// What is written when the program ends in another way than by closing it.
    last: Arc<LastCopy>,
}

impl Default for DraftsSlice {
    fn default() -> Self {
        Self {
            left_behind: FoundDrafts::default(),
            bin: FoundDrafts::default(),
            keepers: Desk::ALL.map(DraftKeeper::new),
            looking: false,
            look_again: None,
            last: Arc::default(),
        }
    }
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

    fn keeper(&mut self, desk: Desk) -> &mut DraftKeeper {
        let [report, ledger] = &mut self.keepers;
        match desk {
            Desk::Report => report,
            Desk::Ledger => ledger,
        }
    }

    /// The draft that stands in for a file, where one was left behind.
    pub(crate) fn draft_of(&self, file: &Path) -> Option<&Draft> {
        let of_file = |draft: &&Draft| draft.origin.file.as_deref() == Some(file);
        self.left_behind.drafts.iter().find(of_file)
    }

    /// When the draft was last written, where it holds all that is not saved.
    pub(crate) fn kept(&self, core: &Core, desk: Desk) -> Option<Moment> {
        let [report, ledger] = &self.keepers;
        match desk {
            Desk::Report => report.kept(core),
            Desk::Ledger => ledger.kept(core),
        }
    }

    /// What is written when the program ends in another way than by closing it.
    pub(crate) fn last_copy(&self) -> &Arc<LastCopy> {
        &self.last
    }

    /// Forgets the draft of what is closed.
    pub(crate) fn forget(&mut self, desk: Desk) {
        self.keeper(desk).forget();
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
            DraftsCommand::Keep => {
                kept::keep(core);
                for keeper in &mut self.keepers {
                    keeper.keep(core);
                }
            }
            DraftsCommand::KeepOf(desk) => self.keeper(desk).keep(core),
            DraftsCommand::Saved(desk) => self.keeper(desk).saved(core),
            DraftsCommand::Part(desk, parting) => part(core, desk, parting),
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
                    core.modal = Some(DraftsModal::OfFile(file).into());
                }
            }
            DraftsCommand::Choose(path, choice) => self.choose(core, &path, choice),
        }
    }

    /// Takes what a job about drafts sends back.
    pub(crate) fn take(&mut self, core: &mut Core, answer: DraftsAnswer) {
        match answer {
            DraftsAnswer::Written { desk, generation, revision, result } => {
                self.keeper(desk).written(core, (generation, revision), result);
            }
            DraftsAnswer::Panicked { desk, generation } => {
                self.keeper(desk).panicked(core, generation);
            }
            DraftsAnswer::Gone => {}
            DraftsAnswer::GivenUp => self.look(core, LookReason::GaveUp),
            DraftsAnswer::Parted { desk, generation, result } => {
                self.parted(core, (desk, generation), result);
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

    /// Keeps the copies for the program's end up to date.
    pub(crate) fn note_last(&mut self, core: &Core) {
        for keeper in &mut self.keepers {
            keeper.note(core, &self.last);
        }
    }

    /// What was to be closed has its draft, or has given it up: what waited for that goes on. Where
    /// the draft could not be written, it stays open.
    fn parted(
        &mut self,
        core: &mut Core,
        (desk, generation): (Desk, u64),
        result: Result<(), FileError>,
    ) {
        if generation != core.generation_of(desk) {
            return;
        }
        if let Err(error) = result {
            core.send(OpeningCommand::Stay);
            return core.fail(format!("草稿没有保留下来，{}仍然开着。{error}", desk.word()));
        }
        // The draft is offered from now on.
        self.last.note(desk, None);
        self.keeper(desk).note_again();
        self.keeper(desk).parted(core);
        core.send(match desk {
            Desk::Report => Command::from(OpeningCommand::Proceed),
            Desk::Ledger => LedgerCommand::Left.into(),
        });
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
        core.send(match draft.work {
            DraftWork::Report(..) => {
                Command::from(OpeningCommand::Restore(Box::new(draft), beside))
            }
            DraftWork::Ledger(..) => LedgerCommand::Restore(Box::new(draft), beside).into(),
        });
    }

    /// The sheet closes whose last draft was given up.
    fn close_empty_sheet(&self, core: &mut Core) {
        let listed: &[Draft] = match &core.modal {
            Some(Modal::Drafts(DraftsModal::LeftBehind)) => &self.left_behind.drafts,
            Some(Modal::Drafts(DraftsModal::Bin)) => &self.bin.drafts,
            Some(Modal::Drafts(DraftsModal::OfFile(file))) if self.draft_of(file).is_none() => &[],
            _ => return,
        };
        if listed.is_empty() {
            core.modal = None;
        }
    }
}

/// Leaves what is open as a draft, or gives its changes up to the bin, aside.
fn part(core: &mut Core, desk: Desk, parting: Parting) {
    let Some(mut content) = core.content_of(desk) else { return };
    content.parted = true;
    let (slot, today) = (Arc::clone(core.slot_of(desk)), core.now.date);
    let generation = core.generation_of(desk);
    core.modal = Some(OpeningModal::Closing.into());
    core.jobs.start_awaited(Wait::Draft, move || {
        let result = match parting {
            Parting::Keep => slot.write(&content),
            Parting::GiveUp => {
                slot.give_up(&content, today);
                Ok(())
            }
        };
        DraftsAnswer::Parted { desk, generation, result }
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
