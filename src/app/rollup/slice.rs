//! The roll-up that is open, and what is shown of it.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::compare::messages::CompareCommand;
use super::super::core::Core;
use super::super::dialogs::{FileQuestion, Picked};
use super::super::path::messages::{PathModal, Purpose};
use super::board::{Board, BoardFilter, BoardRow, is_open};
use super::detail::{LastYears, UnitDetail};
use super::messages::{RollUpAnswer, RollUpCommand, RollUpModal, RollUpPage};
use super::refreshing::close_reading_sheet;
use crate::batch::Cancel;
use crate::report::place::CellId;
use crate::rollup::folder::ReportFile;
use crate::rollup::{Decisions, Register, RollUp, RollUpContext, Submission};

/// A folder that was read, and what was made of it.
#[derive(Clone, Debug)]
pub struct OpenRollUp {
    /// The folder.
    pub folder: PathBuf,
    /// Who is to report; `None` where the reports that came in are all there is.
    pub register: Option<Register>,
    /// What was decided.
    pub decisions: Decisions,
    /// What the sums are held against.
    pub context: RollUpContext,
    /// Why what was decided cannot be read.
    pub damaged: Option<String>,
    pub(super) files: Vec<ReportFile>,
    /// What came in.
    pub submissions: Arc<Vec<Submission>>,
    pub(super) last: Arc<LastYears>,
    /// States, sums, what is alike, what is to be looked at.
    pub result: Arc<RollUp>,
    /// What the board shows beside that.
    pub board: Arc<Board>,
    /// Which reading of a folder it is.
    pub(super) reading: u64,
}

/// A folder that is being read.
#[derive(Clone, Debug)]
pub struct ReadingFolder {
    /// The folder.
    pub folder: PathBuf,
    /// How many files have been read.
    pub done: usize,
    /// How many there are; 0 until that is known.
    pub of: usize,
    pub(super) cancel: Cancel,
}

/// What is shown of the roll-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollUpShown {
    /// The page.
    pub page: RollUpPage,
    /// Which units.
    pub filter: BoardFilter,
    /// The words that are looked for.
    pub words: String,
    /// How often the search was asked for: it takes the keyboard when this changes.
    pub find_asked: usize,
    /// The row of the board that is gone to.
    pub selected: Option<usize>,
    /// The table whose sums are shown, by its index in the edition.
    pub table: usize,
    /// The sum whose units are shown.
    pub cell: Option<CellId>,
    /// The pair of texts that is gone to.
    pub pair: Option<usize>,
}

/// The roll-up.
#[derive(Default)]
pub(crate) struct RollUpSlice {
    pub(super) open: Option<OpenRollUp>,
    pub(super) reading: Option<ReadingFolder>,
    pub(super) shown: RollUpShown,
    /// The rows of the board, as they are filtered.
    pub(super) rows: Arc<Vec<BoardRow>>,
    pub(super) detail: Option<Arc<UnitDetail>>,
    /// The report of a unit is being looked at.
    pub(super) detailing: bool,
    /// A decision is being written.
    pub(super) deciding: bool,
    /// Counts the readings.
    pub(super) number: u64,
    /// Counts the folders that were opened.
    pub(super) opened: u64,
}

impl RollUpSlice {
    /// The folder that is open.
    pub(crate) fn open(&self) -> Option<&OpenRollUp> {
        self.open.as_ref()
    }

    /// The unit that is gone to, by its index.
    pub(crate) fn selected_unit(&self) -> Option<usize> {
        match self.rows.get(self.shown.selected?)? {
            BoardRow::Unit(unit) => Some(*unit),
            _ => None,
        }
    }

    /// Does what is asked about the roll-up.
    pub(in crate::app) fn handle(&mut self, core: &mut Core, command: RollUpCommand) {
        use RollUpCommand as C;
        if !matches!(command, C::Years | C::CancelReading) {
            core.years_in_front = false;
        }
        match command {
            C::Open(folder) => {
                core.modal = None;
                let folder = std::path::absolute(&folder).unwrap_or(folder);
                self.read(core, folder);
            }
            C::ToFront if self.open.is_some() => core.rollup_in_front = true,
            C::AskFolder | C::ToFront => ask_folder(core),
            C::ToReport => core.rollup_in_front = false,
            C::Close => self.close(core),
            C::Refresh => {
                if let Some(folder) = self.open.as_ref().map(|open| open.folder.clone()) {
                    self.read(core, folder);
                }
            }
            C::CancelReading => {
                close_reading_sheet(core);
                if let Some(reading) = &self.reading {
                    reading.cancel.cancel();
                }
            }
            C::AskReason(kind) => self.ask(core, RollUpModal::Reason(kind)),
            C::AskContained => self.ask(core, RollUpModal::Contained),
            C::AskUnit => {
                if let Some(file) = self.selected_file() {
                    core.modal = Some(RollUpModal::Bind(file).into());
                }
            }
            C::AskProperties => core.modal = Some(RollUpModal::Properties.into()),
            C::AskExport => core.modal = Some(RollUpModal::Export.into()),
            C::AskPath(purpose) => {
                core.modal = None;
                core.ask_path(purpose);
            }
            C::Decide(..) | C::TakeBack | C::Change(_) => self.decide(core, command),
            C::Look(_)
            | C::Years
            | C::Beside
            | C::CopyLetter
            | C::MakeRegister
            | C::ExportTo(..)
            | C::MakeReport
            | C::MakeReportAnyway => self.give(core, command),
            other => self.show(other),
        }
        self.follow_detail(core);
    }

    /// Changes what is shown.
    fn show(&mut self, command: RollUpCommand) {
        use RollUpCommand as C;
        match command {
            C::Show(page) => self.shown.page = page,
            C::Filter(filter) => {
                (self.shown.filter, self.shown.page) = (filter, RollUpPage::Board);
                self.lay();
            }
            C::Find(words) => {
                self.shown.words = words;
                self.lay();
            }
            C::AskFind => {
                self.shown.page = RollUpPage::Board;
                self.shown.find_asked += 1;
            }
            C::Select(row) => self.shown.selected = row,
            C::NextOpen => self.walk(1),
            C::PreviousOpen => self.walk(-1),
            C::SumTable(table) => (self.shown.table, self.shown.cell) = (table, None),
            C::Sum(cell) => self.shown.cell = Some(cell),
            C::Pair(pair) => {
                self.shown.pair = Some(pair);
                // The panel beside the texts is of the first of the two.
                let of = self.open.as_ref().and_then(|open| open.result.alike.get(pair));
                let is_its = |row: &BoardRow| of.is_some_and(|of| *row == BoardRow::Unit(of.a));
                self.shown.selected = self.rows.iter().position(is_its).or(self.shown.selected);
            }
            _ => debug_assert!(false, "another part does this"),
        }
    }

    /// Takes what a job about the roll-up sends back. What is about a folder that has been left
    /// meanwhile is over.
    pub(in crate::app) fn take(&mut self, core: &mut Core, answer: RollUpAnswer) {
        match answer {
            RollUpAnswer::FolderPicked(Picked::File(folder)) => {
                core.send(RollUpCommand::Open(folder));
            }
            RollUpAnswer::FolderPicked(Picked::Unavailable) => {
                let (purpose, proposed) = (Purpose::RollUpFolder, core.proposed_folder());
                core.modal = Some(PathModal::Ask { purpose, proposed }.into());
            }
            RollUpAnswer::Progress { number, done, of } => {
                if let Some(reading) = self.reading.as_mut().filter(|_| number == self.number) {
                    (reading.done, reading.of) = (done, of);
                }
            }
            RollUpAnswer::Read { number, result } if number == self.number => {
                self.took(core, *result);
            }
            RollUpAnswer::Changed { number, result } => {
                self.deciding = false;
                self.decided(core, number, *result);
            }
            RollUpAnswer::ChangePanicked => {
                self.deciding = false;
                core.fail("程序出错，决定没有写入。请再试一次。");
            }
            RollUpAnswer::Detailed { number, detail } => {
                self.detailing = false;
                if number == self.number {
                    self.detail = Some(detail);
                }
            }
            RollUpAnswer::DetailPanicked => self.detailing = false,
            RollUpAnswer::YearsRead { name, years } => {
                core.notice = None;
                if !years.trouble.is_empty() {
                    core.fail(years.trouble);
                }
                if !years.reports.is_empty() {
                    core.send(CompareCommand::ShowUnit(name, years.reports));
                }
            }
            RollUpAnswer::BesideRead(beside) => {
                core.modal = Some(RollUpModal::Beside(beside).into());
            }
            RollUpAnswer::Exported { path, result } => told(core, "已导出", &path, result),
            RollUpAnswer::RegisterMade { path, result } => {
                let made = result.is_ok();
                told(core, "已写出名录，可以用表格软件补齐", &path, result);
                if made {
                    core.send(RollUpCommand::Refresh);
                }
            }
            RollUpAnswer::Looked { path, place, result } => {
                super::giving::looked(core, path, place, result);
            }
            RollUpAnswer::FolderPicked(Picked::Cancelled | Picked::Files(_))
            | RollUpAnswer::Read { .. } => {}
        }
        self.follow_detail(core);
    }

    /// A fault ended a job.
    pub(crate) fn panicked(&mut self) {
        self.reading = None;
    }

    fn close(&mut self, core: &mut Core) {
        if let Some(reading) = self.reading.take() {
            reading.cancel.cancel();
        }
        *self = Self { number: self.number + 1, opened: self.opened + 1, ..Self::default() };
        core.rollup_in_front = false;
    }

    fn ask(&mut self, core: &mut Core, sheet: RollUpModal) {
        if self.selected_unit().is_some() {
            core.modal = Some(sheet.into());
        }
    }

    /// The file that is gone to: one that belongs to no unit, or the unit's.
    pub(super) fn selected_file(&self) -> Option<String> {
        match self.rows.get(self.shown.selected?)? {
            BoardRow::File(file) => Some(file.clone()),
            BoardRow::Unit(unit) => self.open()?.result.units.get(*unit)?.file.clone(),
            BoardRow::Band { .. } => None,
        }
    }

    /// Puts the rows of the board together; whoever was gone to stays so.
    pub(super) fn lay(&mut self) {
        let Some(open) = &self.open else { return };
        let selected = self.shown.selected.and_then(|at| self.rows.get(at)).cloned();
        let rows = open.board.rows(&open.result, self.shown.filter, &self.shown.words);
        let same = selected.and_then(|row| rows.iter().position(|other| *other == row));
        let first = || rows.iter().position(BoardRow::is_target);
        self.shown.selected = same.or_else(first);
        self.rows = Arc::new(rows);
    }

    /// Goes on to the next unit that waits for a decision, or back, around the end.
    fn walk(&mut self, step: isize) {
        self.shown.page = RollUpPage::Board;
        let Some(open) = &self.open else { return };
        let waits = |row: &BoardRow| match row {
            BoardRow::Unit(at) => {
                let unit = open.result.units.get(*at).zip(open.board.units.get(*at));
                unit.is_some_and(|(unit, shown)| is_open(unit, shown))
            }
            BoardRow::File(_) => true,
            BoardRow::Band { .. } => false,
        };
        let count = self.rows.len();
        let from = self.shown.selected.unwrap_or(count.saturating_sub(1));
        let at = |n: usize| match step {
            1 => (from + n) % count,
            _ => (from + count - n) % count,
        };
        let next = (1..=count).map(at).find(|at| self.rows.get(*at).is_some_and(waits));
        self.shown.selected = next.or(self.shown.selected);
    }
}

fn told(
    core: &mut Core,
    done: &str,
    path: &std::path::Path,
    result: Result<(), crate::file::FileError>,
) {
    match result {
        Ok(()) => core.notify(format!("{done}“{}”", path.display())),
        Err(error) => core.fail(error.to_string()),
    }
}

fn ask_folder(core: &mut Core) {
    let dialogs = Arc::clone(&core.environment.dialogs);
    let (title, folder) = (Purpose::RollUpFolder.title(), core.proposed_folder());
    let asked = FileQuestion { title, folder, files: ("", &[]) };
    core.jobs.start(move || RollUpAnswer::FolderPicked(dialogs.folder(&asked)));
}
