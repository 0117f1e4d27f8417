//! What is asked about the ledger of requests, and what comes of it.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::drafts::slot::Slot;
use super::super::drafts::store::Draft;
use super::super::opening::messages::{Beside, How};
use super::super::save::messages::NotSaved;
use super::super::save::save_job::Saved;
use super::super::save::versions::{Version, VersionId};
use super::filter::{LedgerFilter, LedgerOrder};
use super::overview::Overview;
use crate::file::{FileError, Locking, Owner, Stamp};
use crate::ledger::sheet::{ExportedNames, RowNote};
use crate::ledger::{HolidayYear, Ledger, PendingCases, RequestField};
use crate::report::place::CellId;

/// What views ask for about the ledger.
#[derive(Clone, Debug)]
pub enum LedgerCommand {
    /// Begins an empty ledger.
    New,
    /// Opens a ledger's file, or shows it where it is the one that is open.
    Open(PathBuf),
    /// Opens a ledger's file to hold the open report against it; the report stays in front.
    OpenToCompare(PathBuf),
    /// Makes a ledger of an office's own table.
    Import(PathBuf),
    /// Opens a draft that was left behind or given up.
    Restore(Box<Draft>, Beside),
    /// Opens what somebody else has open.
    Elsewhere(How),
    /// Looks, aside, what is due in a ledger that was used before.
    LookForDue(PathBuf),
    /// Closes the open ledger: its rows are saved first.
    Close,
    /// Answers [`LedgerModal::AskClose`]: keeps what is not saved as a draft, or gives it up.
    CloseWithout(super::super::drafts::messages::Parting),
    /// The ledger's draft was left: closes it.
    Left,
    /// Brings the open ledger to the front, or the report.
    Front(super::super::desk::Desk),

    /// Begins a request with a number of its own, received today.
    Register,
    /// Writes into a field of a request.
    Write {
        /// The request, by its index.
        row: usize,
        /// The field.
        field: RequestField,
        /// As it was typed; a day may be 3.7.
        text: String,
    },
    /// A field is left: what follows is a step of its own.
    EndField,
    /// Takes a request out of the ledger.
    Delete(usize),
    /// Takes the last step back.
    Undo,
    /// Makes the step last taken back again.
    Redo,
    /// Says whose ledger it is.
    Agency(String),
    /// Says in which years a pending case counts.
    Pending(PendingCases),
    /// Says the office's own days off.
    Holidays(Vec<HolidayYear>),

    /// Goes to a request, or to none; the one that is left is saved.
    Select(Option<usize>),
    /// Goes to the next request that waits for a reply.
    NextOpen,
    /// Goes to the one before.
    PreviousOpen,
    /// Shows a year, or all.
    Year(Option<i16>),
    /// Shows some requests of it.
    Filter(LedgerFilter),
    /// Has the search take the keyboard.
    AskFind,
    /// Folds what is below the list, or unfolds it.
    TogglePanel,
    /// Looks for words.
    Find(String),
    /// Puts the list into an order.
    Order(LedgerOrder),
    /// Hides the names of natural persons, or shows them.
    HideNames(bool),

    /// Saves now, or asks where.
    Save,
    /// Asks where the ledger is saved.
    SaveAs,
    /// Saves to a file, unless another program has changed it.
    To(PathBuf),
    /// Saves over what another program made of the file, or where it was removed.
    Over(PathBuf),
    /// Reads the file again, in the place of what is open.
    Reload(PathBuf),
    /// Lists what the file held before.
    ListVersions,
    /// Goes back to one of the versions that are listed.
    RestoreVersion(VersionId),

    /// Asks how the ledger is exported.
    AskExport,
    /// Asks where to, with the names or without.
    Export(ExportedNames),
    /// Exports to a workbook, or to csv where the name ends so.
    ExportTo(PathBuf),
    /// Asks for what is said about the whole ledger.
    AskProperties,

    /// Holds the open report against the ledger: opens one where none is open.
    Compare,
    /// Puts the ledger's figures into these cells of the report, as one step.
    Fill(Vec<CellId>),
    /// Puts all of the ledger's figures into the report, as one step.
    FillAll,
    /// Puts the fee sentence into section six.
    WriteFees,
    /// Puts the counts of requests into section one.
    WriteCounts,
}

/// What a job about the ledger sends back.
pub(crate) enum LedgerAnswer {
    /// A ledger was read from its file.
    Read { path: PathBuf, front: Front, result: Result<ReadFile, FileError> },
    /// A table was read.
    Imported(Result<ImportedLedger, FileError>),
    /// A draft was taken, where nobody else has it, and its file read.
    DraftTaken {
        draft: Box<Draft>,
        file: Option<PathBuf>,
        slot: Option<Arc<Slot>>,
        read: Option<ReadFile>,
    },
    /// What the list and the table show was counted, of one open ledger.
    Counted { generation: u64, overview: Box<Overview> },
    /// A fault ended the counting.
    CountPanicked,
    /// The ledger was saved, or not; then with what stands in its place if this program wrote it.
    Saved {
        generation: u64,
        path: PathBuf,
        ledger: Arc<Ledger>,
        result: Result<Saved, (NotSaved, Option<Stamp>)>,
    },
    /// A fault ended the saving.
    SavePanicked,
    /// The file was read again.
    Reloaded { generation: u64, result: Result<ReadFile, FileError> },
    /// What the file held before was read.
    Listed { generation: u64, versions: Vec<Version<Ledger>> },
    /// The ledger was exported.
    Exported { path: PathBuf, result: Result<(), FileError> },
    /// What is due in a ledger that is not open; `None` where it cannot be read.
    Due(Option<DueRequests>),
}

/// What is in front once a ledger was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Front {
    /// The ledger.
    Ledger,
    /// The report, to be held against it.
    Comparison,
}

/// A ledger that was read from a file.
#[derive(Debug)]
pub(crate) struct ReadFile {
    pub ledger: Ledger,
    pub stamp: Stamp,
    pub locking: Locking,
}

/// A ledger that was made of a table.
#[derive(Clone, Debug)]
pub struct ImportedLedger {
    /// The table's file.
    pub name: String,
    /// What it became.
    pub ledger: Ledger,
    /// What was done with sheets and columns.
    pub notes: Vec<String>,
    /// The rows that must be mended.
    pub rows: Vec<RowNote>,
}

/// What is due in a ledger, without a name or a content of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRequests {
    /// The ledger's file.
    pub path: PathBuf,
    /// How many are overdue.
    pub overdue: usize,
    /// Number, last day and working days left of what falls due within seven days, and of what is
    /// overdue, the most urgent first.
    pub requests: Vec<(String, Date, i64)>,
}

/// A ledger that somebody else has open.
#[derive(Clone, Debug)]
pub struct LedgerElsewhere {
    /// The file.
    pub path: PathBuf,
    /// What it holds now.
    pub ledger: Ledger,
    pub(crate) stamp: Stamp,
    pub(crate) front: Front,
    /// Who has it open.
    pub owner: Owner,
}

/// Sheets about the ledger.
#[derive(Clone, Debug)]
pub enum LedgerModal {
    /// A table was made a ledger: what was done, and what must be mended.
    Imported(Box<ImportedLedger>),
    /// Somebody else has the file open.
    Elsewhere(Box<LedgerElsewhere>),
    /// The ledger is to be closed and is not in a file.
    AskClose,
    /// It was not saved.
    NotSaved {
        /// Where it was to be.
        path: PathBuf,
        /// Why.
        trouble: NotSaved,
    },
    /// What its file held before.
    Versions(Vec<Version<Ledger>>),
    /// How it is exported.
    Export,
    /// What is said about the whole ledger: whose it is, pending cases, days off.
    Properties,
    /// The report beside the ledger.
    Compare,
}
