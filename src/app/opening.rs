//! Reading a file to be edited, in a thread: a report file with its lock and its state, so that a
//! change by somebody else is noticed.

use std::path::Path;
use std::time::UNIX_EPOCH;

use super::date::{Date, Moment};
use crate::file::{self, FileError, FileKind, Lock, Locking, Owner, Stamp};
use crate::open::{self, Opened};
use crate::report::Report;
use crate::storage::{self, EntryKind, Storage, UNFINISHED};

/// A file that was read.
#[derive(Debug)]
pub(super) struct Reading {
    pub opened: Opened,
    /// What the file was; `None` for what came from no file.
    pub stamp: Option<Stamp>,
    pub locking: Locking,
}

/// A report file that somebody else has open.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// The file.
    pub path: std::path::PathBuf,
    /// What it holds now.
    pub report: Report,
    /// Its state.
    pub(super) stamp: Option<Stamp>,
    /// Who has it open.
    pub owner: Owner,
}

/// How a report that somebody else has open is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// To look at; it can be saved elsewhere.
    ReadOnly,
    /// As a new report that was never saved.
    Copy,
    /// To be edited all the same: the clerk knows that the other computer has it no longer.
    Anyway,
}

impl Reading {
    /// What came from no file.
    pub(super) fn plain(opened: Opened) -> Self {
        Self { opened, stamp: None, locking: Locking::Impossible }
    }
}

/// Reads a file of any readable shape. A report file is locked where it is to be edited.
pub(super) fn read(
    storage: &dyn Storage,
    path: &Path,
    lock_as: Option<(&Owner, bool)>,
    today: Date,
) -> Result<Reading, FileError> {
    let reading = look(storage, path)?;
    let Some((me, even_far)) = lock_as else { return Ok(reading) };
    if !matches!(reading.opened, Opened::File(FileKind::Report, _)) {
        return Ok(reading);
    }
    let locking = Lock::take(storage, path, me, even_far);
    sweep(storage, path, today);
    // Whoever had the lock until just now may have saved since.
    Ok(Reading { locking, ..look(storage, path)? })
}

/// Removes what saves of the first version that were cut off by a crash left beside the file, days
/// ago: whatever is younger may still be written. Later versions' are known by their names.
pub(super) fn sweep(storage: &dyn Storage, path: &Path, today: Date) {
    let folder = path.parent().unwrap_or(path);
    for left in storage.list(folder).unwrap_or_default() {
        let name = left.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with(UNFINISHED) || storage::is_swept(&name) {
            continue;
        }
        let meta = storage.metadata(&left).ok().filter(|meta| meta.kind == EntryKind::File);
        let since = meta.and_then(|meta| meta.modified?.duration_since(UNIX_EPOCH).ok());
        let written = since.map(|since| Moment::in_china(since.as_secs()).date.days());
        if written.is_some_and(|day| today.days() - day > 2) {
            // One that stays is looked at again next time.
            let _stays = storage.remove(&left);
        }
    }
}

fn look(storage: &dyn Storage, path: &Path) -> Result<Reading, FileError> {
    let (stamp, bytes) =
        Stamp::read(storage, path).map_err(|error| file::unreadable(path, &error))?;
    let opened = open::read(&path.display().to_string(), &bytes)?;
    Ok(Reading { stamp: Some(stamp), ..Reading::plain(opened) })
}
