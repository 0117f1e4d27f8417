//! What is asked about saving, and what comes of it.

use std::path::PathBuf;

use super::super::date::Moment;
use super::super::opening::reading::Reading;
use super::save_job::Saved;
use super::versions::{Version, VersionId};
use crate::file::{FileError, Owner, Stamp};
use crate::report::Report;

/// What views ask for about saving.
#[derive(Clone, Debug)]
pub enum SaveCommand {
    /// Saves the report to its file, or asks where.
    Save,
    /// Asks where the report is saved.
    SaveAs,
    /// Saves to a file, unless another program has changed it.
    To(PathBuf),
    /// Saves to a file over what another program made of it, or where it was removed.
    Over(PathBuf),
    /// Reads the report's file again, in the place of what is open.
    Reload(PathBuf),
    /// Lists what the report's file held before.
    ListVersions,
    /// Goes back to one of the versions that are listed.
    Restore(VersionId),
    /// Shows who changed what, save by save.
    ShowLog,
    /// Narrows the list of changes that is given to others to some words.
    NarrowLog(String),
    /// Shows why saving is refused, and goes there.
    Refuse,
}

/// Why a report was not saved; the file is as it was.
#[derive(Clone, Debug)]
pub enum NotSaved {
    /// Another program wrote the file since it was opened, then.
    Changed(Option<Moment>),
    /// The file is gone, and its folder is there.
    Gone,
    /// Somebody else has it open.
    Locked(Owner),
    /// The file could not be written.
    Failed(FileError),
}

/// What a job about saving sends back; each tells which report it is about.
pub(crate) enum SaveAnswer {
    /// A report was saved, or not; then with what stands in its place if this program wrote it.
    Saved {
        generation: u64,
        path: PathBuf,
        report: Box<Report>,
        result: Result<Saved, (NotSaved, Option<Stamp>)>,
    },
    /// The open report's file was read again.
    Reloaded { generation: u64, result: Box<Result<Reading, FileError>> },
    /// What a report's file held before was read.
    Listed { generation: u64, versions: Vec<Version> },
}

/// Sheets about saving.
#[derive(Clone, Debug)]
pub enum SaveModal {
    /// Saving was refused: the identity fails, or figures are wrong.
    Refused,
    /// The report was not saved.
    NotSaved {
        /// Where it was to be.
        path: PathBuf,
        /// Why the report was not saved.
        trouble: NotSaved,
    },
    /// Who changed what, save by save.
    Log,
    /// What the report's file held before, the last one first.
    Versions(Vec<Version>),
}
