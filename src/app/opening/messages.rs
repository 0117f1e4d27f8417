//! What is asked about opening and closing reports, and what comes of it.

use std::path::PathBuf;

use super::super::drafts::slot::Slot;
use super::super::drafts::store::Draft;
use super::reading::Reading;
use crate::file::{FileError, Owner, Stamp};
use crate::report::Report;
use crate::report::place::Place;
use std::sync::Arc;

/// What views ask for about opening and closing.
#[derive(Clone, Debug)]
pub enum OpeningCommand {
    /// Starts a blank report for the year just ended.
    New,
    /// Opens the sample that comes with the program.
    Sample,
    /// Opens a file of any readable shape.
    File(PathBuf),
    /// Opens a file, which is no return of the open report.
    Straight(PathBuf),
    /// Opens a file that another start of the program was given; does nothing where it is the one
    /// that is open.
    HandedOver(PathBuf),
    /// Reads the text of a published report.
    Text(String),
    /// Starts the report of a year from a file, opened as last year's.
    Template(PathBuf),
    /// Starts the next year's report from the open one.
    UseAsTemplate,
    /// Begins a report that was made elsewhere in the program, which was never saved.
    Begin(Box<Report>),
    /// Opens somebody else's report, which was read already, to be looked at.
    Look {
        /// The report.
        report: Box<Report>,
        /// Its file, which is not written.
        path: PathBuf,
        /// Where it is looked at.
        place: Option<Place>,
    },
    /// Starts a report from this one, as the next year's.
    StartFrom(Box<Report>),
    /// Opens a draft that was left behind or given up.
    Restore(Box<Draft>, Beside),
    /// Opens what somebody else has open.
    Elsewhere(How),
    /// Takes the old Word or WPS file of [`OpeningModal::OldWord`] through LibreOffice.
    Convert,
    /// Shows what was carried over from last year's report, and what was not.
    ShowFromLast,
    /// Closes the open report.
    ToStart,
    /// Ends the program.
    Quit,
    /// Ends the program without waiting for what runs aside.
    QuitNow,
    /// Answers [`OpeningModal::AskClose`].
    Close(SaveChoice),
    /// What stood against leaving the open report is done: does what waits for that.
    Proceed,
    /// The open report stays open: nothing waits for it to be closed any more.
    Stay,
    /// Takes a file off the recent ones.
    Forget(PathBuf),
    /// Looks, aside, which of the recent files are where they should be.
    LookForRecent,
}

/// How a draft is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// In the place of its file.
    InPlace,
    /// The draft is opened as a new report; the file that it is a draft of is left alone.
    AsNew,
}

/// What to do with changes before closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveChoice {
    /// The open report is saved first.
    Save,
    /// Keep them as a draft.
    KeepDraft,
    /// Give them up.
    Discard,
}

/// How a report that somebody else has open is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// To look at; it can be saved elsewhere.
    ReadOnly,
    /// The report is opened as a new one that was never saved.
    Copy,
    /// To be edited all the same: the clerk knows that the other computer has it no longer.
    Anyway,
}

/// What a file that was read becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenAs {
    /// The open report.
    Report,
    /// Last year's report, which a new one starts from.
    Template,
}

/// What a job about opening sends back.
pub(crate) enum OpeningAnswer {
    /// A file was read, as so many readings were begun.
    Read { number: u64, path: PathBuf, open_as: OpenAs, result: Box<Result<Reading, FileError>> },
    /// The file that was to be read is an old Word or WPS file, and this LibreOffice may convert it.
    OldWord { number: u64, file: OldWordFile },
    /// The draft was taken, if nobody else has it, and the file was read that it stands in for.
    DraftTaken {
        draft: Box<Draft>,
        file: Option<PathBuf>,
        slot: Option<Arc<Slot>>,
        reading: Option<Box<Reading>>,
    },
    /// The file is a ledger of requests, whatever it is called.
    IsLedger(PathBuf),
    /// It was looked whether a file is the one that is open.
    Compared { path: PathBuf, is_open: bool },
    /// For each of the recent files whether it is still there.
    Looked(Vec<(PathBuf, bool)>),
}

/// A report file that somebody else has open.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// The file that was read again.
    pub path: PathBuf,
    /// The report that the file holds now.
    pub report: Report,
    /// The state of the file when it was read again.
    pub(crate) stamp: Option<Stamp>,
    /// Who has it open.
    pub owner: Owner,
}

/// An old Word or WPS file that LibreOffice may convert.
#[derive(Clone, Debug)]
pub struct OldWordFile {
    /// The file.
    pub path: PathBuf,
    /// What is made of it when it is read.
    pub open_as: OpenAs,
    /// The program that converts it.
    pub libreoffice: PathBuf,
}

/// Sheets about opening and closing.
#[derive(Clone, Debug)]
pub enum OpeningModal {
    /// Something is being read; its name. It is cancelled by closing the sheet.
    Reading(String),
    /// Somebody else has the file open.
    Elsewhere(Box<Elsewhere>),
    /// The file is an old Word or WPS file: whether LibreOffice is to convert it.
    OldWord(OldWordFile),
    /// There are changes that are not saved.
    AskClose,
    /// The report is being closed, or the program ended: what that waits for is
    /// [`crate::app::App::awaited`].
    Closing,
    /// What was carried over from last year's report, and what was not.
    FromLast,
}
