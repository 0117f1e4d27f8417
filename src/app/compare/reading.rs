//! The text for the public that is kept beside the report, in a plain file of its own.
//!
//! It is no part of the statutory report and of its file: it opens in any editor, and is never
//! published with the report by mistake. What is typed is kept at once, as in the ledger; where somebody
//! else has changed the file meanwhile nothing is written over.

use std::path::{Path, PathBuf};

use super::messages::CompareAnswer;
use crate::app::core::Core;
use crate::app::jobs::Wait;
use crate::file::{self, FileError, write_atomic};

/// The text and its file.
#[derive(Clone, Debug, Default)]
pub struct ReadingText {
    /// The text: a paragraph a line; none before it was looked for or made.
    pub text: Option<String>,
    /// What the file held when it was last read or written; none where there is none.
    kept: Option<String>,
    /// The file, once the report has one.
    pub path: Option<PathBuf>,
    /// Whether the clerk has typed in it, or it was read from its file.
    is_own: bool,
    /// It is being written.
    writing: bool,
    /// The file was changed by somebody else: it is written no more.
    pub is_refused: bool,
}

impl ReadingText {
    /// Where it is kept beside a report.
    #[must_use]
    pub fn beside(report: &Path) -> PathBuf {
        let mut name = report.file_stem().unwrap_or_default().to_os_string();
        name.push(".解读.txt");
        report.with_file_name(name)
    }

    /// Whether everything that was typed is in the file.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        !self.is_own || self.text == self.kept
    }

    /// Looks for the text beside the open report.
    pub(super) fn look(&mut self, core: &mut Core) {
        let Some(path) = core.document_path().map(Self::beside) else { return };
        if self.path.as_ref() == Some(&path) {
            return;
        }
        self.path = Some(path.clone());
        core.jobs.start(move || {
            let text = std::fs::metadata(&path).ok().and_then(|_| read(&path).ok());
            CompareAnswer::ReadingFound { path, text }
        });
    }

    /// Takes the text that was found beside the report, unless something was typed meanwhile.
    pub(super) fn found(&mut self, path: &Path, text: Option<String>) {
        if self.path.as_deref() != Some(path) {
            return;
        }
        if let Some(text) = text {
            // What was typed before the report had a file does not go over another text.
            self.is_refused = self.is_own && self.text.as_ref() != Some(&text);
            if !self.is_own {
                self.text = Some(text.clone());
                self.is_own = true;
            }
            self.kept = Some(text);
        }
    }

    /// A first version is made anew, where nothing of the clerk's is in it.
    pub(super) fn propose(&mut self, text: String) {
        if !self.is_own {
            self.text = Some(text);
        }
    }

    /// The clerk has typed.
    pub(super) fn typed(&mut self, text: String) {
        self.is_own = true;
        self.text = Some(text);
    }

    /// Writes what is not in the file yet.
    pub(super) fn keep(&mut self, core: &mut Core) {
        if self.is_kept() || self.writing || self.is_refused {
            return;
        }
        let (Some(path), Some(text)) = (self.path.clone(), self.text.clone()) else { return };
        self.writing = true;
        let kept = self.kept.clone();
        core.jobs.start_awaited(Wait::Export, move || {
            let result = write(&path, &text, kept.as_deref());
            CompareAnswer::ReadingKept { path, text, result }
        });
    }

    /// It was written, or was not; why not, where the clerk is to know.
    pub(super) fn written(
        &mut self,
        path: &Path,
        text: String,
        result: Result<(), FileError>,
    ) -> Option<FileError> {
        if self.path.as_deref() != Some(path) {
            return result.err();
        }
        self.writing = false;
        match result {
            Ok(()) => {
                self.kept = Some(text);
                None
            }
            Err(error) => {
                self.is_refused = true;
                Some(error)
            }
        }
    }
}

fn read(path: &Path) -> Result<String, FileError> {
    let bytes = file::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(&text).replace("\r\n", "\n"))
}

fn write(path: &Path, text: &str, kept: Option<&str>) -> Result<(), FileError> {
    let is_there = std::fs::metadata(path).is_ok();
    let is_known = match kept {
        Some(kept) => is_there && read(path)? == kept,
        None => !is_there,
    };
    if !is_known {
        let remedy = "窗口里的解读没有写进去，请用“导出”另存。";
        return Err(FileError::new(path, "在别处改过，没有覆盖", remedy));
    }
    write_atomic(path, text.as_bytes())
}
