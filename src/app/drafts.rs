//! The draft that stands in for what is not saved: one for each report file, and one for a report
//! that has none yet.

use std::path::{Path, PathBuf};

use super::date::Moment;
use super::settings::Folders;
use crate::file::{self, FileError, Kind};
use crate::report::Report;

/// Where drafts are kept.
#[derive(Clone, Debug)]
pub struct DraftStore {
    folder: PathBuf,
}

/// A draft that was left behind.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The draft's own file.
    pub path: PathBuf,
    /// What it holds.
    pub report: Report,
    /// When it was written.
    pub kept: Option<Moment>,
}

impl DraftStore {
    /// The store in the program's data folder.
    #[must_use]
    pub fn new(folders: &Folders) -> Self {
        Self { folder: folders.data.join("drafts") }
    }

    /// The draft's file for a report file, or for the one that has none.
    #[must_use]
    pub fn path(&self, report: Option<&Path>) -> PathBuf {
        let name = match report {
            None => "unsaved".to_owned(),
            Some(path) => {
                // Short and the same every time.
                let hash = file::fingerprint(path.as_os_str().as_encoded_bytes());
                format!("{hash:016x}")
            }
        };
        self.folder.join(format!("{name}.ron"))
    }

    /// Writes a draft; called from a thread.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, path: &Path, report: &Report) -> Result<(), FileError> {
        // A folder that cannot be made fails at the file, with a message of its own.
        let _told_below = std::fs::create_dir_all(&self.folder);
        file::write_atomic(path, file::draft_text(report).as_bytes())
    }

    /// Deletes a draft that is no longer of use.
    pub fn discard(&self, path: &Path) {
        debug_assert!(path.starts_with(&self.folder));
        // One that is already gone is what was wanted.
        let _gone = std::fs::remove_file(path);
    }

    /// The newest draft that was left behind and can be read.
    #[must_use]
    pub fn newest(&self) -> Option<Draft> {
        let mut newest: Option<(std::time::SystemTime, Draft)> = None;
        for entry in std::fs::read_dir(&self.folder).ok()?.flatten() {
            let path = entry.path();
            let Ok(bytes) = file::read(&path) else { continue };
            let name = path.display().to_string();
            let Ok((Kind::Draft, report)) = file::parse(&name, &bytes) else { continue };
            let Ok(time) = entry.metadata().and_then(|data| data.modified()) else { continue };
            if newest.as_ref().is_none_or(|(newer, _)| *newer < time) {
                let since = time.duration_since(std::time::UNIX_EPOCH).ok();
                let kept = since.map(|since| Moment::in_china(since.as_secs()));
                newest = Some((time, Draft { path, report, kept }));
            }
        }
        newest.map(|(_, draft)| draft)
    }
}
