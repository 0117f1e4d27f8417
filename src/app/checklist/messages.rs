//! What is asked about the checklist, and what comes of it.

use std::path::PathBuf;

use crate::file::FileError;

/// What views ask for about the checklist.
#[derive(Clone, Debug)]
pub enum ChecklistCommand {
    /// Shows the checklist.
    Show,
    /// Asks where it is written as PDF.
    Export,
    /// Writes it as PDF.
    Write(PathBuf),
}

/// What a job about the checklist sends back.
pub(crate) enum ChecklistAnswer {
    /// The checklist was written, or why it was not.
    Written { path: PathBuf, result: Result<(), FileError> },
}
