//! What a file was when it was last seen, so that a change by another program is noticed.

use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::MAX_BYTES;
use crate::storage::{EntryKind, Links, Storage};

/// A file's state: its content decides; the time is when it got that content.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    bytes: u64,
    content: u64,
    /// When it was last written, where the file system says.
    pub modified: Option<SystemTime>,
}

impl PartialEq for Stamp {
    fn eq(&self, other: &Self) -> bool {
        (self.bytes, self.content) == (other.bytes, other.content)
    }
}

impl Stamp {
    /// The state of a file with this content.
    #[must_use]
    pub fn of(bytes: &[u8], modified: Option<SystemTime>) -> Self {
        Self { bytes: bytes.len() as u64, content: fingerprint(bytes), modified }
    }

    /// Reads a file with its state.
    ///
    /// # Errors
    /// Where it cannot be read, or is larger than a report file may be.
    pub fn read(storage: &dyn Storage, path: &Path) -> io::Result<(Self, Vec<u8>)> {
        Self::read_up_to(storage, path, MAX_BYTES)
    }

    /// Reads a file of at most so many bytes with its state.
    ///
    /// # Errors
    /// Where it cannot be read, or is larger.
    pub fn read_up_to(
        storage: &dyn Storage,
        path: &Path,
        most: u64,
    ) -> io::Result<(Self, Vec<u8>)> {
        let meta = storage.metadata(&storage.resolve(path)?)?;
        // A pipe would be waited for for ever.
        if meta.kind == EntryKind::Other {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let bytes = storage.read(path, most, Links::Follow)?;
        Ok((Self::of(&bytes, meta.modified), bytes))
    }
}

/// A number computed from bytes, the same on every machine: FNV-1a. No secret, and no proof
/// against someone who wants two contents with the same one.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
