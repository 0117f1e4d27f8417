//! What is asked about the roll-up, and what comes of it.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::dialogs::Picked;
use super::super::path::messages::Purpose;
use super::board::BoardFilter;
use super::detail::{BesideTexts, UnitDetail};
use super::exported::RollUpExport;
use super::reading::FolderRead;
use crate::file::FileError;
use crate::report::Report;
use crate::report::place::{CellId, Place};
use crate::rollup::{
    ChangedDecisions, DecisionChange, DecisionKind, NotChanged, RollUp, UnitYears,
};

/// What views ask for about the roll-up.
#[derive(Clone, Debug)]
pub enum RollUpCommand {
    /// Asks for a folder.
    AskFolder,
    /// Opens a folder.
    Open(PathBuf),
    /// Brings the open roll-up to the front, or asks for a folder where none is open.
    ToFront,
    /// Leaves it for the report, or the start page; it stays open.
    ToReport,
    /// Closes it.
    Close,
    /// Reads what is new or changed in the folder.
    Refresh,
    /// Ends the reading; what was read stays.
    CancelReading,
    /// Shows one of its pages.
    Show(RollUpPage),
    /// Shows some of the units.
    Filter(BoardFilter),
    /// Looks for words in names, codes and files.
    Find(String),
    /// Has the search take the keyboard.
    AskFind,
    /// Goes to a row of the board, or to none.
    Select(Option<usize>),
    /// Goes to the next unit that waits for a decision.
    NextOpen,
    /// Goes to the one before.
    PreviousOpen,
    /// Shows the sum of another of the form's tables.
    SumTable(usize),
    /// Shows from which units a sum comes.
    Sum(CellId),
    /// Goes to one of the pairs of texts that are alike.
    Pair(usize),
    /// Shows the two texts of the pair side by side.
    Beside,
    /// Opens the report of the unit that is gone to, to be looked at, at a place.
    Look(Option<Place>),
    /// Shows the years of the unit that is gone to side by side.
    Years,
    /// Asks for the reason of a decision about the unit that is gone to.
    AskReason(DecisionKind),
    /// Decides about the unit that is gone to.
    Decide(DecisionKind, String),
    /// Takes the decision about it back.
    TakeBack,
    /// Asks which unit's report contains the figures of the one that is gone to.
    AskContained,
    /// Asks which unit the file that is gone to is of.
    AskUnit,
    /// Changes something else that was decided.
    Change(DecisionChange),
    /// Copies the text for the unit that is gone to.
    CopyLetter,
    /// Asks for year, scope, register and last year's folder.
    AskProperties,
    /// Writes a register of the units that have reported, to be completed.
    MakeRegister,
    /// Asks what is exported.
    AskExport,
    /// Asks where to.
    AskPath(Purpose),
    /// Exports to a file.
    ExportTo(RollUpExport, PathBuf),
    /// Begins the county's own report, its tables filled with the sums.
    MakeReport,
    /// Begins it although units are missing.
    MakeReportAnyway,
}

/// The pages of a roll-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RollUpPage {
    /// 收报登记.
    #[default]
    Board,
    /// 汇总三表.
    Sums,
    /// 文字雷同.
    Alike,
}

impl RollUpPage {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::Board, Self::Sums, Self::Alike];

    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Board => "收报登记",
            Self::Sums => "汇总三表",
            Self::Alike => "文字雷同",
        }
    }
}

/// What a job about the roll-up sends back; each is of one opening of a folder, by its number.
pub(crate) enum RollUpAnswer {
    /// The dialog for a folder was closed.
    FolderPicked(Picked),
    /// How many files of a folder have been read, and how many there are.
    Progress { number: u64, done: usize, of: usize },
    /// The folder was read; `None` where that was cancelled.
    Read { number: u64, result: Box<Result<Option<FolderRead>, FileError>> },
    /// A decision was written, or why not; with what follows from it.
    Changed { number: u64, result: Box<Result<(ChangedDecisions, RollUp), NotChanged>> },
    /// A fault ended the writing.
    ChangePanicked,
    /// What is wrong with a unit's report was found.
    Detailed { number: u64, detail: Arc<UnitDetail> },
    /// A fault ended that.
    DetailPanicked,
    /// The reports of a unit's years were read: its name, and what came of it.
    YearsRead { name: String, years: UnitYears },
    /// Two texts were read.
    BesideRead(Box<BesideTexts>),
    /// Something was exported.
    Exported { path: PathBuf, result: Result<(), FileError> },
    /// A register was written.
    RegisterMade { path: PathBuf, result: Result<(), FileError> },
    /// A report was read, to be looked at.
    Looked { path: PathBuf, place: Option<Place>, result: Result<Box<Report>, FileError> },
}

/// Sheets about the roll-up.
#[derive(Clone, Debug)]
pub enum RollUpModal {
    /// A folder is being read that is not open yet: how far that is. It is cancelled by closing the sheet.
    Reading,
    /// Why something is decided.
    Reason(DecisionKind),
    /// Which unit's report contains the figures of the one that is gone to.
    Contained,
    /// Which unit a file is of, by its name.
    Bind(String),
    /// Year, scope, register, last year's folder.
    Properties,
    /// What is exported.
    Export,
    /// The county's report is begun although units are missing.
    Incomplete(String),
    /// Two texts side by side.
    Beside(Box<BesideTexts>),
}
