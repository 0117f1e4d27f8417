//! The program behind the window: what is open, what was done, what is asked. Knows no egui.
//!
//! Views read [`App`] and send [`Command`]s; [`App::handle`] is the only thing that changes it.
//! Each feature has a folder: its commands, its sheets, what its jobs answer, and what it does.
//! `App` only routes. What all of them need is in `core`; none needs another's state.

mod action;
mod answer;
mod by_feature;
pub mod carried;
pub mod checklist;
pub mod clipboard;
mod command;
pub mod comments;
pub mod compare;
mod core;
pub mod crash;
pub mod date;
pub mod delivery;
pub mod desk;
mod dialogs;
pub mod document;
pub mod drafts;
pub mod export;
mod file_names;
pub mod findings;
pub mod guidance;
#[cfg(feature = "gui")]
pub mod handover;
mod jobs;
mod kept;
pub mod ledger;
pub mod lists;
pub mod manual;
pub mod message;
mod modal;
pub mod navigation;
pub mod opening;
pub mod paste;
pub mod path;
mod perform;
pub mod preview;
pub mod print;
pub mod programs;
pub mod publish;
mod reading;
pub mod review;
pub mod rollup;
pub mod save;
pub mod search;
pub mod settings;
pub mod sides;
pub mod work;

use std::sync::Arc;
use std::time::Duration;

use self::core::{Core, Environment};
use answer::Answer;
use clipboard::ClipboardSlice;
use comments::slice::CommentsSlice;
use compare::slice::CompareSlice;
use crash::{CrashLog, LastCopy};
use drafts::slice::DraftsSlice;
use export::slice::ExportSlice;
use jobs::Jobs;
use ledger::slice::LedgerSlice;
use opening::slice::OpeningSlice;
use preview::pages::Preview;
use print::slice::PrintSlice;
use review::slice::ReviewSlice;
use rollup::slice::RollUpSlice;
use save::slice::SaveSlice;
use search::slice::SearchSlice;
use settings::keeper::SettingsKeeper;
use sides::slice::SidesSlice;

use crate::report::place::Place;
use crate::storage::{Disk, Storage};
use date::Moment;
use programs::Programs;

pub use action::{Action, FORM_KEYS, Group, Key, Shortcut};
pub use carried::items::{CarriedItem, CarriedState};
pub use carried::messages::CarriedCommand;
pub use checklist::messages::ChecklistCommand;
pub use clipboard::messages::{ClipboardCommand, CopySubject};
pub use command::Command;
pub use comments::ShownComments;
pub use comments::messages::{CommentId, CommentsCommand, CommentsModal};
pub use compare::messages::CompareCommand;
pub use delivery::messages::{DeliveryCommand, DeliveryModal, PackageChoice};
pub use desk::Desk;
pub use dialogs::{Dialogs, FileQuestion, Picked};
pub use document::Document;
pub use document::messages::{DocumentCommand, Merge};
pub use drafts::messages::{DraftChoice, DraftsCommand, DraftsModal};
pub use drafts::slot::Slot;
pub use drafts::store::{Against, Draft, DraftStore, DraftWork, FoundDrafts};
pub use export::choices::{ExportChoices, Exporting, FileStep};
pub use export::messages::{ExportCommand, ExportModal};
pub use findings::messages::{FindingsCommand, FindingsModal};
pub use guidance::messages::GuidanceCommand;
pub use jobs::{Wait, Wake};
pub use ledger::messages::{LedgerCommand, LedgerModal};
pub use lists::messages::{ListSubject, ListsCommand, ListsModal};
pub use manual::messages::ManualCommand;
pub use modal::{Modal, ModalKind};
pub use navigation::{EditRequest, NavigationCommand, Part, ProblemFilter};
pub use opening::messages::{
    Beside, Elsewhere, How, OldWordFile, OpeningCommand, OpeningModal, SaveChoice,
};
pub use path::messages::{PathCommand, PathModal, Purpose};
pub use preview::messages::PreviewCommand;
pub use print::choices::{PrintChoices, PrintedAs, PrintedCopy, Printing};
pub use print::messages::{PrintCommand, PrintModal};
pub use publish::messages::{Publish, PublishCommand, PublishModal};
pub use review::messages::ReviewCommand;
pub use rollup::exported::RollUpExport;
pub use rollup::messages::{RollUpCommand, RollUpModal};
pub use save::messages::{NotSaved, SaveCommand, SaveModal};
pub use save::versions::{Version, VersionId};
pub use search::messages::SearchCommand;
pub use search::{Hit, Search};
pub use settings::messages::{SettingsCommand, SettingsModal};
pub use settings::values::{Folders, Recent, Settings, Theme, ZOOMS};
pub use sides::messages::{SideOf, SidesCommand, SidesModal};
pub use work::content::DraftContent;
pub use work::{Workable, Working};

/// The program: what all features need, and each feature's own state.
pub struct App {
    core: Core,
    /// Where panics of this program are reported.
    crash: Arc<CrashLog>,
    clipboard: ClipboardSlice,
    comments: CommentsSlice,
    compare: CompareSlice,
    drafts: DraftsSlice,
    export: ExportSlice,
    ledger: LedgerSlice,
    opening: OpeningSlice,
    preview: Preview,
    print: PrintSlice,
    review: ReviewSlice,
    rollup: RollUpSlice,
    save: SaveSlice,
    search: SearchSlice,
    sides: SidesSlice,
    /// The log, where the program stopped unexpectedly the last time.
    stopped: Option<std::path::PathBuf>,
    /// The generations of the report and the ledger that the features' states are about.
    generations: (u64, u64),
}

impl App {
    /// Starts the program: reads the settings and begins to look for drafts left behind.
    #[must_use]
    pub fn new(
        folders: Folders,
        dialogs: Arc<dyn Dialogs>,
        programs: Arc<dyn Programs>,
        now: Moment,
        wake: Wake,
    ) -> Self {
        Self::on(Arc::new(Disk), folders, dialogs, programs, now, wake)
    }

    /// A program on any storage: reports, drafts and versions are read and written there.
    #[must_use]
    pub fn on(
        storage: Arc<dyn Storage>,
        folders: Folders,
        dialogs: Arc<dyn Dialogs>,
        programs: Arc<dyn Programs>,
        now: Moment,
        wake: Wake,
    ) -> Self {
        let (settings, damaged) = Settings::load(&folders);
        let stopped = crash::since_last_start(&folders);
        let settings = if stopped.is_some() { settings.with_usual_sizes() } else { settings };
        let welcome = settings.agency.is_empty().then_some(Modal::Settings(SettingsModal::Welcome));
        let drafts = DraftsSlice::default();
        let crash = Arc::new(CrashLog::new(&folders, Arc::clone(drafts.last_copy())));
        let environment = Environment { storage, dialogs, programs };
        let keeper = SettingsKeeper::new(settings, folders);
        let mut app = Self {
            core: Core::new(environment, keeper, Jobs::new(wake, Arc::clone(&crash)), now),
            crash,
            clipboard: ClipboardSlice::default(),
            comments: CommentsSlice::default(),
            compare: CompareSlice::default(),
            drafts,
            export: ExportSlice::default(),
            ledger: LedgerSlice::default(),
            opening: OpeningSlice::default(),
            preview: Preview::default(),
            print: PrintSlice::default(),
            review: ReviewSlice::default(),
            rollup: RollUpSlice::default(),
            save: SaveSlice::default(),
            search: SearchSlice::default(),
            sides: SidesSlice::default(),
            stopped,
            generations: (0, 0),
        };
        app.drafts.last_copy().tick(now);
        app.core.modal = damaged.map(Modal::Failed).or(welcome);
        app.drafts.start(&mut app.core);
        app
    }

    /// Says what the last run left behind, where it did not end as it should and nothing more
    /// pressing is being said.
    fn tell_after_a_stop(&mut self) {
        let is_free = match &self.core.modal {
            None => true,
            Some(Modal::Settings(modal)) => *modal == SettingsModal::Welcome,
            // What is being read goes on.
            Some(Modal::Opening(modal)) => matches!(modal, OpeningModal::Reading(_)),
            Some(_) => false,
        };
        if is_free && let Some(modal) = self.after_a_stop() {
            self.core.modal = Some(modal);
        }
    }

    /// What is said first after a run that did not end as it should.
    fn after_a_stop(&self) -> Option<Modal> {
        if self.drafts.left_behind().drafts.iter().any(|draft| !draft.origin.parted) {
            return Some(Modal::Drafts(DraftsModal::LeftBehind));
        }
        let told = crash::told(self.stopped.as_ref()?);
        Some(Modal::Failed(format!("{told}没有发现未保存的内容。")))
    }

    /// Does what is asked. The only thing that changes the program.
    pub fn handle(&mut self, command: impl Into<Command>) {
        self.core.send(command);
        while let Some(command) = self.core.next_command() {
            self.route(command);
            self.forget_former_report();
            self.review.follow(&self.core);
            self.comments.follow(&mut self.core);
            self.sides.follow(&self.core);
            self.compare.follow(&mut self.core);
        }
        self.core.check_aside();
        self.ledger.follow(&mut self.core);
        self.opening.end_if_ready(&mut self.core);
        self.drafts.note_last(&self.core);
    }

    /// Waits until nothing runs aside any more, at most so long for each job. For tests: nothing
    /// waits in the program itself.
    pub fn settle(&mut self, at_most: Duration) {
        loop {
            self.handle(Command::Tick(self.core.now));
            let busy = !self.core.jobs.is_idle();
            if busy && !self.core.jobs.wait(at_most) {
                return;
            }
            if !busy && !self.core.settings.is_unwritten() {
                return;
            }
        }
    }

    /// Gives a command to the feature that carries it out.
    fn route(&mut self, command: Command) {
        let core = &mut self.core;
        match command {
            Command::Do(action) => {
                if self.is_enabled(action) {
                    self.perform(action);
                }
            }
            Command::Tick(now) => self.tick(now),
            Command::Dismiss => {
                if let Some(Modal::Opening(OpeningModal::Reading(name))) = core.modal.take()
                    && core.cancel_reading()
                {
                    core.notify(format!("没有读取“{name}”"));
                }
                self.opening.stay(core);
            }
            Command::Carried(command) => carried::handle(core, command),
            Command::Checklist(command) => checklist::handle(core, command),
            Command::Clipboard(command) => self.clipboard.handle(core, command),
            Command::Comments(command) => self.comments.handle(core, command),
            Command::Compare(command) => self.compare.handle(core, command),
            Command::Delivery(command) => delivery::handle(core, command),
            Command::Document(command) => document::slice::handle(core, command),
            Command::Drafts(command) => self.drafts.handle(core, command),
            Command::Export(command) => self.export.handle(core, command),
            Command::Findings(command) => findings::slice::handle(core, command),
            Command::Ledger(command) => self.ledger.handle(core, command),
            Command::Lists(command) => lists::handle(core, command),
            Command::Guidance(command) => guidance::handle(core, command),
            Command::Manual(command) => manual::handle(core, command),
            Command::Navigation(command) => self.navigate(command),
            Command::Opening(OpeningCommand::Quit) if self.ledger.before_quit(core) => {}
            Command::Opening(command) => self.opening.handle(core, command),
            Command::Path(command) => path::handle(core, command),
            Command::Preview(command) => preview::slice::handle(&mut self.preview, core, command),
            Command::Print(command) => self.print.handle(core, command),
            Command::Publish(command) => publish::handle(core, command),
            Command::Review(ReviewCommand::Begin) => {
                if let Some(imported) = self.opening.take_imported() {
                    self.review.begin(core, imported);
                }
            }
            Command::Review(command) => self.review.handle(core, command),
            Command::RollUp(command) => self.rollup.handle(core, command),
            Command::Save(command) => self.save.handle(core, command),
            Command::Search(command) => self.search.handle(core, command),
            Command::Sides(command) => {
                self.sides.handle(core, &self.drafts.left_behind().drafts, command);
            }
            Command::Settings(command) => settings::handle(core, command),
        }
    }

    /// Does what an action is, for what is in front.
    fn perform(&mut self, action: Action) {
        let core = &mut self.core;
        if core.years_in_front {
            if let Some(command) = self.compare.command(action) {
                return core.send(command);
            }
            let is_open = core.settings.get().preview_open;
            if perform::leads_away_from_years(action) {
                core.years_in_front = false;
                if action == Action::TogglePreview && is_open {
                    return;
                }
            }
        }
        if let Some(command) = self.sides.command(action) {
            return core.send(command);
        }
        let leads_away =
            action.goes_to_part() || matches!(action, Action::ShowLedger | Action::ShowRollUp);
        if leads_away && self.sides.view().is_some() {
            core.send(SidesCommand::Close);
        }
        if core.rollup_in_front
            && let Some(command) = rollup::actions::command(action)
        {
            return core.send(command);
        }
        if core.front == Desk::Ledger && !core.rollup_in_front {
            let selected = self.ledger.view().selected;
            if let Some(command) = ledger::actions::command(action, selected) {
                return core.send(command);
            }
            if action.goes_to_part() {
                core.bring_to_front(Desk::Report);
            }
        }
        perform::perform(core, action, self.review.review().is_some());
    }

    /// Gives an answer to the feature whose job it is of.
    fn take(&mut self, answer: Answer) {
        let core = &mut self.core;
        match answer {
            Answer::Checklist(answer) => checklist::take(core, answer),
            Answer::Clipboard(answer) => self.clipboard.take(core, answer),
            Answer::Compare(answer) => self.compare.take(core, answer),
            Answer::Delivery(answer) => delivery::take(core, answer),
            Answer::Drafts(answer) => {
                let is_first_look = answer.is_first_look();
                self.drafts.take(core, answer);
                if is_first_look {
                    self.tell_after_a_stop();
                }
            }
            Answer::Export(answer) => self.export.take(core, answer),
            Answer::Findings(answer) => findings::slice::take(core, answer),
            Answer::Ledger(answer) => self.ledger.take(core, answer),
            Answer::Lists(answer) => lists::take(core, answer),
            Answer::Manual(answer) => manual::take(core, answer),
            Answer::Opening(answer) => self.opening.take(core, answer),
            Answer::Path(answer) => path::take(core, answer),
            Answer::Preview(answer) => preview::slice::take(&mut self.preview, core, answer),
            Answer::Print(answer) => self.print.take(core, answer),
            Answer::RollUp(answer) => self.rollup.take(core, answer),
            Answer::Save(answer) => self.save.take(core, answer),
            Answer::Sides(answer) => self.sides.take(core, answer),
            Answer::Settings(answer) => settings::take(core, answer),
            Answer::Panicked => self.job_panicked(),
        }
    }

    /// A frame begins: tells the time, takes what jobs have answered, writes settings that have
    /// been shown.
    fn tick(&mut self, now: Moment) {
        self.core.now = now;
        self.drafts.last_copy().tick(now);
        while let Some(answer) = self.core.jobs.next() {
            self.take(answer);
            self.forget_former_report();
        }
        self.core.settings.frame(&mut self.core.jobs);
    }

    fn navigate(&mut self, command: NavigationCommand) {
        let core = &mut self.core;
        match command {
            NavigationCommand::Show(part) => core.show(part),
            NavigationCommand::Goto(place) => core.goto(place),
            NavigationCommand::Arrived => core.shown.target = None,
            NavigationCommand::Edit(request) => core.shown.edit = Some(request),
            NavigationCommand::Edited => core.shown.edit = None,
            NavigationCommand::Cursor(cursor) => {
                carried::cursor(core, cursor.as_ref());
                self.review.cursor(core, cursor.as_ref());
                if let (Some(Place::Cell(to)), Some(Place::Cell(from))) =
                    (&cursor, &core.shown.cursor)
                    && to != from
                    && to.table == from.table
                {
                    // What was said was about where the clerk has been.
                    core.notice = None;
                }
                if let Some(place) = &cursor {
                    core.shown.places.insert(core.shown.part, place.clone());
                }
                core.shown.cursor = cursor;
            }
        }
    }

    /// Where another report has been opened, forgets what is about the one before.
    fn forget_former_report(&mut self) {
        let now = (self.core.generation, self.core.ledger.generation);
        let before = std::mem::replace(&mut self.generations, now);
        if before.1 != now.1 {
            self.drafts.forget(Desk::Ledger);
        }
        if before.0 != now.0 {
            self.core.carried_at = None;
            self.drafts.forget(Desk::Report);
            self.comments.forget();
            self.preview.forget();
            self.review.forget_unless(self.core.generation);
            self.save.forget();
            self.search.forget();
            self.sides.forget();
        }
    }

    /// A fault of this program ended a job: nothing waits for it any more, and the clerk is told.
    fn job_panicked(&mut self) {
        let core = &mut self.core;
        core.cancel_reading();
        self.opening.stay(core);
        self.save.panicked();
        self.export.panicked();
        self.ledger.panicked();
        self.rollup.panicked();
        let log = crash::log_file(core.settings.folders());
        let save = if core.document.is_some() {
            "窗口里的报告还在，请先保存，再"
        } else {
            "请再"
        };
        core.fail(format!(
            "程序出错，刚才的一步没有做完。{save}试一次。\
             还是出错的，请把“{}”交给开发者，其中没有报告的文字。",
            log.display()
        ));
    }

    /// What is written when the program ends in another way than by closing it.
    #[must_use]
    pub fn last_copy(&self) -> Arc<LastCopy> {
        Arc::clone(self.drafts.last_copy())
    }
}

impl App {
    /// Where panics of this program are reported.
    #[must_use]
    pub fn crash_log(&self) -> Arc<CrashLog> {
        Arc::clone(&self.crash)
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // Whoever listens for the program's end holds no draft of one that is closed.
        for desk in Desk::ALL {
            self.drafts.last_copy().note(desk, None);
        }
    }
}
