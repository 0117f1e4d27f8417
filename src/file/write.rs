//! The one way to write a file: beside it, flushed, then put in its place.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::{FileError, problem};
use crate::storage::{Disk, EntryKind, Lost, Storage};

/// What became of a file that was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// What of the former file's permissions and owner could not be kept.
    pub lost: Lost,
    /// The number of other names (hard links) of the former file, which still lead to its former
    /// content.
    pub other_names: u64,
}

/// Writes a file whole: a temporary file beside it, flushed, renamed, the folder flushed. Whoever
/// reads it sees the former content or the new one, never a part.
///
/// # Errors
/// Where any step fails; the former file is then as it was.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    write_whole(&Disk, path, bytes).map(drop)
}

/// Writes a file whole or not at all on any storage; returns what could not be kept.
///
/// # Errors
/// As [`write_atomic`]; where only the last flush failed the new content is there, and the
/// message says so.
pub fn write_whole(storage: &dyn Storage, path: &Path, bytes: &[u8]) -> Result<Written, FileError> {
    whole(storage, path, bytes).map_err(|failed| failed.told(path))
}

/// Writes a file of the program's own, as whole as any: readable by its user alone, and put in
/// the place of a link, never where it leads to. Its folder is made where there is none, and must
/// not be a link itself.
///
/// # Errors
/// As [`write_whole`].
pub fn write_private(storage: &dyn Storage, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    private(storage, path, bytes).map_err(|failed| failed.told(path))
}

/// A step that failed, and whether the new content is in place all the same.
struct FailedWrite {
    error: io::Error,
    put: bool,
}

impl From<io::Error> for FailedWrite {
    fn from(error: io::Error) -> Self {
        Self { error, put: false }
    }
}

impl From<ErrorKind> for FailedWrite {
    fn from(kind: ErrorKind) -> Self {
        io::Error::from(kind).into()
    }
}

impl FailedWrite {
    fn told(&self, path: &Path) -> FileError {
        let (what, remedy) = problem::io(&self.error);
        let problem = if self.put {
            format!("已经写到文件里，但磁盘没有确认，{what}")
        } else {
            format!("没有写成，{what}。原有文件没有改动")
        };
        let remedy =
            if self.put { "请再保存一次，或者换一个位置。" } else { remedy };
        FileError::new(path, problem, remedy)
    }
}

fn whole(storage: &dyn Storage, path: &Path, bytes: &[u8]) -> Result<Written, FailedWrite> {
    // A link stays a link, and what it leads to is written; a device or a pipe is nobody's file.
    let (target, former) = match storage.metadata(path) {
        Ok(meta) if meta.kind == EntryKind::Link => {
            let target = storage.resolve(path)?;
            let meta = storage.metadata(&target)?;
            (target, Some(meta))
        }
        Ok(meta) => (path.to_owned(), Some(meta)),
        Err(error) if error.kind() == ErrorKind::NotFound => (path.to_owned(), None),
        Err(error) => return Err(error.into()),
    };
    match former.map(|meta| meta.kind) {
        None | Some(EntryKind::File) => {}
        Some(EntryKind::Folder) => return Err(ErrorKind::IsADirectory.into()),
        Some(EntryKind::Link | EntryKind::Other) => return Err(ErrorKind::Unsupported.into()),
    }
    let folder = folder_of(&target);
    let mut file = storage.begin(folder)?;
    file.write(bytes)?;
    let lost = file.copy_metadata(former.is_some().then_some(target.as_path()))?;
    file.sync()?;
    file.put(&target)?;
    storage.sync_folder(folder).map_err(|error| FailedWrite { error, put: true })?;
    let other_names = former.map_or(0, |meta| meta.names.saturating_sub(1));
    Ok(Written { lost, other_names })
}

fn private(storage: &dyn Storage, path: &Path, bytes: &[u8]) -> Result<(), FailedWrite> {
    let folder = folder_of(path);
    if storage.metadata(folder).is_err() {
        storage.create_folder(folder)?;
    }
    if storage.metadata(folder)?.kind != EntryKind::Folder {
        return Err(ErrorKind::NotADirectory.into());
    }
    let mut file = storage.begin(folder)?;
    file.write(bytes)?;
    file.sync()?;
    file.put(path)?;
    storage.sync_folder(folder).map_err(|error| FailedWrite { error, put: true })
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests;
