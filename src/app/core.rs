//! What every feature stands on: the open report, the clerk's choices, what is shown, the jobs.
//!
//! A feature reads and changes it, starts jobs by it, and asks other features for something by
//! [`Core::send`]. It names no feature's state, so that no feature needs another's.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use super::command::Command;
use super::date::Moment;
use super::desk::Desk;
use super::dialogs::{Dialogs, FileQuestion};
use super::document::Document;
use super::drafts::slot::Slot;
use super::drafts::store::DraftStore;
use super::findings::messages::FindingsAnswer;
use super::jobs::Jobs;
use super::kept;
use super::ledger::messages::LedgerCommand;
use super::ledger::place::LedgerPlace;
use super::modal::Modal;
use super::navigation::{Navigation, Part};
use super::opening::messages::OpeningModal;
use super::path::messages::{PathAnswer, Purpose};
use super::programs::Programs;
use super::save::file_state::FileState;
use super::settings::keeper::SettingsKeeper;
use super::settings::messages::SettingsCommand;
use super::settings::values::{Recent, Settings};
use super::work::content::DraftContent;
use super::work::{Workable, Working};
use crate::finding::{Finding, FindingId};
use crate::font::{Choice, Office};
use crate::import::CancelReading;
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Report};
use crate::rules::Config;
use crate::storage::Storage;

/// What the system offers: disks, dialogs, other programs. Each may take as long as it likes, so
/// each is used from a job.
pub(super) struct Environment {
    /// Where reports, drafts and versions are.
    pub storage: Arc<dyn Storage>,
    /// The system's file dialogs.
    pub dialogs: Arc<dyn Dialogs>,
    /// The other programs of the machine: what prints, opens files and folders.
    pub programs: Arc<dyn Programs>,
}

/// How something that is open stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenWork {
    /// It differs from its file.
    pub dirty: bool,
    /// It was never changed, and never saved.
    pub untouched: bool,
    pub revision: u64,
}

impl OpenWork {
    fn of<T: Workable>(work: &Working<T>) -> Self {
        let (dirty, untouched) = (work.is_dirty(), work.is_untouched());
        Self { dirty, untouched, revision: work.revision() }
    }
}

/// What every feature stands on.
pub(super) struct Core {
    pub environment: Environment,
    pub settings: SettingsKeeper,
    pub jobs: Jobs,
    /// The moment, as last told by [`Command::Tick`].
    pub now: Moment,
    /// The open report; none on the start page.
    pub document: Option<Document>,
    /// How the open report stands to its file.
    pub file: FileState,
    /// Where the open report's draft is written.
    pub slot: Arc<Slot>,
    pub drafts: DraftStore,
    /// Counts the reports that were opened: what belongs to another one is of no use.
    pub generation: u64,
    /// The open ledger of requests, with its file and its draft.
    pub ledger: LedgerPlace,
    /// Which of the two is in front.
    pub front: Desk,
    /// Whether the roll-up is in front of both.
    pub rollup_in_front: bool,
    /// Whether years side by side are in front of all of them.
    pub years_in_front: bool,
    /// What is shown of it.
    pub shown: Navigation,
    /// The finding that was gone to.
    pub finding: Option<FindingId>,
    /// The figure of last year's prose that was gone to, by its index, until the cursor goes elsewhere.
    pub carried_at: Option<usize>,
    /// What stands in front of everything else until it is answered.
    pub modal: Option<Modal>,
    /// What the list of changes is narrowed to.
    pub list_words: String,
    /// What was done last, in a line.
    pub notice: Option<String>,
    /// Commands that features have sent each other, in order.
    queue: VecDeque<Command>,
    /// What is being read for the clerk, by its number, and what ends that.
    reading: Option<(u64, CancelReading)>,
    /// Counts what was read.
    readings: u64,
}

impl Core {
    pub(super) fn new(
        environment: Environment,
        settings: SettingsKeeper,
        jobs: Jobs,
        now: Moment,
    ) -> Self {
        let folders = settings.folders();
        let drafts = DraftStore::new(Arc::clone(&environment.storage), folders);
        Self {
            slot: drafts.slot(),
            environment,
            settings,
            jobs,
            now,
            document: None,
            file: FileState::default(),
            generation: 0,
            ledger: LedgerPlace::new(drafts.slot()),
            drafts,
            front: Desk::Report,
            rollup_in_front: false,
            years_in_front: false,
            shown: Navigation::default(),
            finding: None,
            carried_at: None,
            modal: None,
            list_words: String::new(),
            notice: None,
            queue: VecDeque::new(),
            reading: None,
            readings: 0,
        }
    }

    // What features ask of each other.

    /// Has a command carried out after the one that is being carried out now.
    pub(super) fn send(&mut self, command: impl Into<Command>) {
        self.queue.push_back(command.into());
    }

    /// The next command that is to be carried out.
    pub(super) fn next_command(&mut self) -> Option<Command> {
        self.queue.pop_front()
    }

    /// Says in a line what was done.
    pub(super) fn notify(&mut self, text: impl Into<String>) {
        self.notice = Some(text.into());
    }

    /// Says in a sheet what went wrong, in place of any line.
    pub(super) fn fail(&mut self, text: impl Into<String>) {
        self.notice = None;
        self.modal = Some(Modal::Failed(text.into()));
    }

    /// Asks for a path, by the system's dialog.
    pub(super) fn ask_path(&mut self, purpose: Purpose) {
        let dialogs = Arc::clone(&self.environment.dialogs);
        let name = self.proposed_file(purpose);
        let (title, folder) = (purpose.title(), self.proposed_folder());
        let asked = FileQuestion { title, folder, files: purpose.files() };
        self.jobs.start(move || {
            let picked = match (&name, purpose.extension()) {
                _ if purpose == Purpose::RollUpFolder => dialogs.folder(&asked),
                (Some(name), Some(extension)) => dialogs.save(&asked, name, extension),
                _ if purpose.takes_several() => dialogs.open_several(&asked),
                _ => dialogs.open(&asked),
            };
            PathAnswer::Picked(purpose, picked)
        });
    }

    // What is being read.

    /// Says that something is being read, which the clerk can cancel. What was being read before
    /// is of no use any more.
    pub(super) fn begin_reading(&mut self, path: &Path) -> (u64, CancelReading) {
        self.cancel_reading();
        self.readings += 1;
        let cancel = CancelReading::default();
        self.reading = Some((self.readings, cancel.clone()));
        let name = path.display().to_string();
        self.notify(format!("正在读取“{name}”…"));
        if self.modal.is_none() {
            self.modal = Some(OpeningModal::Reading(name).into());
        }
        (self.readings, cancel)
    }

    /// Takes note that something was read; whether it is still wanted.
    pub(super) fn end_reading(&mut self, number: u64) -> bool {
        let is_wanted = self.reading.as_ref().is_some_and(|(wanted, _)| *wanted == number);
        if is_wanted {
            self.reading = None;
            self.close_reading_sheet();
        }
        is_wanted
    }

    /// Ends what is being read, where anything is; whether anything was.
    pub(super) fn cancel_reading(&mut self) -> bool {
        let reading = self.reading.take();
        if let Some((_, cancel)) = &reading {
            cancel.cancel();
            self.close_reading_sheet();
        }
        reading.is_some()
    }

    fn close_reading_sheet(&mut self) {
        if matches!(self.modal, Some(Modal::Opening(OpeningModal::Reading(_)))) {
            self.modal = None;
        }
    }

    // What is open, the report or the ledger alike.

    pub(super) fn open_work(&self, desk: Desk) -> Option<OpenWork> {
        match desk {
            Desk::Report => self.document.as_deref().map(OpenWork::of),
            Desk::Ledger => self.ledger.document.as_deref().map(OpenWork::of),
        }
    }

    /// What a draft of it, written now, holds.
    pub(super) fn content_of(&self, desk: Desk) -> Option<DraftContent> {
        let minute = self.now.minutes();
        match desk {
            Desk::Report => self.document.as_ref().map(|document| document.content(minute)),
            Desk::Ledger => self.ledger.document.as_ref().map(|ledger| ledger.content(minute)),
        }
    }

    pub(super) fn slot_of(&self, desk: Desk) -> &Arc<Slot> {
        match desk {
            Desk::Report => &self.slot,
            Desk::Ledger => &self.ledger.slot,
        }
    }

    /// Gives it another place for its draft; the former one.
    pub(super) fn set_slot_of(&mut self, desk: Desk, slot: Arc<Slot>) -> Arc<Slot> {
        match desk {
            Desk::Report => std::mem::replace(&mut self.slot, slot),
            Desk::Ledger => std::mem::replace(&mut self.ledger.slot, slot),
        }
    }

    pub(super) fn generation_of(&self, desk: Desk) -> u64 {
        match desk {
            Desk::Report => self.generation,
            Desk::Ledger => self.ledger.generation,
        }
    }

    /// What the rules are asked of the open report: the locality's choices, and what the ledger
    /// counts in its year, where one is known.
    pub(super) fn rules(&self) -> Config {
        Config { ledger: self.ledger.tally.clone(), ..self.settings.get().rules() }
    }

    /// Brings the ledger to the front, where one is open, or the report.
    pub(super) fn bring_to_front(&mut self, desk: Desk) {
        let is_open = self.ledger.document.is_some();
        self.front = if is_open { desk } else { Desk::Report };
        self.rollup_in_front = false;
        self.years_in_front = false;
    }

    /// What shows the ledger: the one that is open, else the one that was used last; `None` where no
    /// file of one is known.
    pub(super) fn ledger_to_show(&self) -> Option<LedgerCommand> {
        if self.ledger.document.is_some() {
            return Some(LedgerCommand::Front(Desk::Ledger));
        }
        let recent = self.settings.get().recent.iter().find(|recent| recent.ledger)?;
        Some(LedgerCommand::Open(recent.path.clone()))
    }

    /// Checks the open report by what the rules are asked now, where that has changed.
    pub(super) fn ask_rules_anew(&mut self) {
        let rules = self.rules();
        if let Some(document) = &mut self.document {
            document.set_rules(&rules);
        }
    }

    // The open report.

    pub(super) fn report(&self) -> Option<&Report> {
        self.document.as_ref().map(Document::report)
    }

    pub(super) fn document_path(&self) -> Option<&Path> {
        self.document.as_ref().and_then(|document| document.path.as_deref())
    }

    /// Begins to check the open report, where that is to be done aside.
    pub(super) fn check_aside(&mut self) {
        if let Some(check) = self.document.as_mut().and_then(Document::begin_check) {
            self.jobs.start(move || {
                let findings = check.findings();
                FindingsAnswer::Checked(check, findings)
            });
        }
    }

    /// Makes edits as one step of the history. Nothing is done where there are none.
    pub(super) fn edit(&mut self, label: impl Into<String>, edits: Vec<Edit>) {
        if edits.is_empty() {
            return;
        }
        let (label, minute) = (label.into(), self.now.minutes());
        let problem = self.change(|document| document.edit(&label, edits, None, minute).err());
        self.notify(problem.unwrap_or(label));
    }

    /// Changes the report; the finding that was gone to stays the current one where it is still
    /// there, be its place moved by a change of the words before it.
    pub(super) fn change<T>(&mut self, how: impl FnOnce(&mut Document) -> Option<T>) -> Option<T> {
        let document = self.document.as_mut()?;
        let current = self.finding.take().and_then(|id| document.finding(&id).cloned());
        let result = how(document);
        self.finding = current.and_then(|current| {
            let same = |finding: &&Finding| {
                finding.code == current.code && finding.message == current.message
            };
            let exactly = document.findings().iter().find(|f| same(f) && f.place == current.place);
            exactly.or_else(|| document.findings().iter().find(same)).map(Finding::id)
        });
        result
    }

    /// Opens a report in the place of the one that is open. Its file and its draft are none so far.
    pub(super) fn install(&mut self, mut document: Document) {
        self.leave_report();
        self.ledger.tally = None;
        document.set_rules(&self.rules());
        self.front = Desk::Report;
        self.rollup_in_front = false;
        self.document = Some(document);
        self.know_faces();
    }

    /// Closes the open report.
    pub(super) fn leave_report(&mut self) {
        kept::keep(self);
        self.document = None;
        self.years_in_front = false;
        self.file = FileState::default();
        self.slot = self.drafts.slot();
        self.generation += 1;
        self.shown = Navigation { pane: self.shown.pane, ..Navigation::default() };
        self.finding = None;
        self.notice = None;
    }

    /// Has the office's faces looked for where the rules need them.
    pub(super) fn know_faces(&mut self) {
        if self.settings.get().faces == Choice::Office && Office::known().is_none() {
            self.send(SettingsCommand::LookForFaces);
        }
    }

    // What is shown of it.

    pub(super) fn show(&mut self, part: Part) {
        self.years_in_front = false;
        if self.document.is_some() {
            if self.shown.part != part {
                self.shown.cursor = None;
            }
            self.shown.part = part;
        }
    }

    pub(super) fn goto(&mut self, place: Place) {
        self.years_in_front = false;
        let Some(report) = self.report() else { return };
        let is_figure =
            matches!(place, Place::Cell(_) | Place::Column(_) | Place::Row(..) | Place::Table(_));
        let part = match place.section(report) {
            Some(_) if self.shown.part == Part::Tables && is_figure => Part::Tables,
            Some(section) => Part::Section(section),
            None => Part::Basic,
        };
        self.shown.part = part;
        self.shown.target = Some(place);
    }

    /// The cell to put the cursor in for a place: a column's first cell that can be typed in.
    pub(super) fn first_cell(&self, place: &Place) -> Place {
        let (Place::Column(column), Some(report)) = (place, self.report()) else {
            return place.clone();
        };
        let Some(form) = report.edition().tables.get(column.table) else { return place.clone() };
        let at = form.cells[column.index].column;
        let typed = form.cells.iter().position(|cell| cell.column == at && cell.sum_of.is_none());
        Place::Cell(CellId { table: column.table, index: typed.unwrap_or(column.index) })
    }

    /// The table the cursor is in, or the one of the section that is shown.
    pub(super) fn table_at_hand(&self) -> Option<usize> {
        let report = self.report()?;
        match (&self.shown.cursor, self.shown.part) {
            (Some(Place::Cell(id)), _) => Some(id.table),
            (_, Part::Section(n)) => report.edition().table_in(n),
            _ => None,
        }
    }

    /// The section with a table that is shown.
    pub(super) fn section_at_hand(&self) -> Option<u8> {
        match self.shown.part {
            Part::Section(n) => self.report()?.edition().table_in(n).map(|_| n),
            _ => None,
        }
    }

    /// Goes to what stands before or after the table that is shown.
    pub(super) fn goto_text(&mut self, field: fn(u8) -> Field) {
        if let Some(section) = self.section_at_hand() {
            self.goto(Place::Field(field(section)));
        }
    }

    /// Puts a file at the head of the recent ones.
    pub(super) fn remember(&mut self, path: &Path, report: &Report) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (agency, year, used) = (report.agency.clone(), report.year, self.now.date);
        self.settings.change(|s: &mut Settings| {
            s.remember(Recent { path, agency, year, used, ledger: false });
        });
    }
}

/// A new report is signed by its agency.
pub(super) fn signed(mut report: Report) -> Report {
    if report.signature.name.is_empty() {
        report.signature.name.clone_from(&report.agency);
    }
    report
}
