//! Reading a file to be edited, in a thread: a report file with its lock and its state, so that a
//! change by somebody else is noticed.

use std::path::Path;
use std::time::UNIX_EPOCH;

use super::super::date::{Date, Moment};
use crate::file::{self, FileError, FileKind, Lock, Locking, Owner, Stamp};
use crate::import::{self, CancelReading};
use crate::open::{self, Opened};
use crate::storage::{self, EntryKind, Storage, UNFINISHED};

/// A file that was read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub opened: Opened,
    /// What the file was; `None` for what came from no file.
    pub stamp: Option<Stamp>,
    pub locking: Locking,
    /// Whether LibreOffice made of it what was read.
    pub converted: bool,
}

/// What a file is read for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Intent<'a> {
    /// To be looked at, or started from: it is not locked.
    Read,
    /// To be edited, by this owner of the lock.
    Edit(&'a Owner),
    /// To edit it, although a lock that cannot be asked about stands in the way.
    EditAnyway(&'a Owner),
}

impl Reading {
    /// What came from no file.
    pub(crate) fn plain(opened: Opened) -> Self {
        Self { opened, stamp: None, locking: Locking::Impossible, converted: false }
    }
}

/// Reads a file of any readable shape, until it is cancelled. A report file is locked where it is to
/// be edited.
pub(crate) fn read(
    storage: &dyn Storage,
    path: &Path,
    intent: Intent<'_>,
    today: Date,
    cancel: &CancelReading,
) -> Result<Reading, FileError> {
    let reading = look(storage, path, cancel)?;
    let (me, even_far) = match intent {
        Intent::Read => return Ok(reading),
        Intent::Edit(me) => (me, false),
        Intent::EditAnyway(me) => (me, true),
    };
    if !matches!(reading.opened, Opened::File(FileKind::Report, _)) {
        return Ok(reading);
    }
    let locking = Lock::take(storage, path, me, even_far);
    sweep(storage, path, today);
    // Whoever had the lock until just now may have saved since.
    Ok(Reading { locking, ..look(storage, path, cancel)? })
}

/// Removes what saves of the first version that were cut off by a crash left beside the file, days
/// ago: whatever is younger may still be written. Later versions' are known by their names.
pub(crate) fn sweep(storage: &dyn Storage, path: &Path, today: Date) {
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

/// Whether a file that could not be read is one that LibreOffice may convert.
pub(crate) fn is_old_word(storage: &dyn Storage, path: &Path) -> bool {
    Stamp::read(storage, path).is_ok_and(|(_, bytes)| import::is_old_word(&bytes))
}

/// Reads an old Word or WPS file through LibreOffice, until it is cancelled.
pub(crate) fn read_converted(
    storage: &dyn Storage,
    (path, libreoffice): (&Path, &Path),
    cancel: &CancelReading,
) -> Result<Reading, FileError> {
    let (_, bytes) = Stamp::read(storage, path).map_err(|error| file::unreadable(path, &error))?;
    let docx = import::converted(&bytes, libreoffice, cancel).map_err(|error| error.of(path))?;
    let opened = open::read_cancellable(&path.display().to_string(), &docx, cancel)?;
    Ok(Reading { converted: true, ..Reading::plain(opened) })
}

fn look(storage: &dyn Storage, path: &Path, cancel: &CancelReading) -> Result<Reading, FileError> {
    let (stamp, bytes) =
        Stamp::read(storage, path).map_err(|error| file::unreadable(path, &error))?;
    let opened = open::read_cancellable(&path.display().to_string(), &bytes, cancel)?;
    Ok(Reading { stamp: Some(stamp), ..Reading::plain(opened) })
}
