//! How the open report stands to its file: what it was when last seen, and who may write it.

use crate::file::{Lock, Locking, Owner, Stamp};

/// The open report's file, where it has one.
#[derive(Default)]
pub(crate) struct FileState {
    /// The file's state when it was last read or written.
    pub stamp: Option<Stamp>,
    /// The lock on it, where this program has it.
    pub lock: Option<Lock>,
    /// Whoever has it open for writing, where this window only looks.
    pub reader_of: Option<Owner>,
}

impl FileState {
    /// The state of a file that was read to be edited, and that nobody else has; this one is that
    /// of the report that was open before, whose lock stays where it is the same file.
    pub(crate) fn with(&mut self, stamp: Option<Stamp>, locking: Locking) -> Self {
        let lock = match locking {
            Locking::Mine(lock) => Some(lock),
            Locking::Own => self.lock.take(),
            Locking::Impossible | Locking::Taken(_) => None,
        };
        Self { stamp, lock, reader_of: None }
    }

    /// The state of a file that `owner` has open: it is only looked at.
    pub(crate) fn read_only(stamp: Option<Stamp>, owner: Owner) -> Self {
        Self { stamp, lock: None, reader_of: Some(owner) }
    }
}
