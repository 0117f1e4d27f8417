//! What is chosen for an export, and how far it is.

use std::path::PathBuf;
use std::sync::Arc;

use super::request::{ExportRequest, Subject, Wanted};
use crate::edition::Edition;

/// What the question for forms, names and folder shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportChoices {
    /// What is chosen at first.
    pub request: ExportRequest,
    /// The tables, by their names.
    pub tables: Vec<String>,
    /// A choice that could not be carried out, and why.
    pub problem: Option<(ExportRequest, String)>,
    /// The folder that the system's dialog gave, and how often it did.
    pub picked: Option<(u32, PathBuf)>,
    /// The system has no dialog for folders.
    pub no_dialog: bool,
    pub(super) edition: Arc<Edition>,
}

impl ExportChoices {
    /// The files that a request asks for.
    #[must_use]
    pub fn wanted(&self, request: &ExportRequest) -> Vec<Wanted> {
        request.wanted(&self.edition)
    }
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileStep {
    /// The file waits for its turn.
    Waiting,
    /// The file is being made.
    Working,
    /// The file was written.
    Done {
        /// Pages of the file; `None` for a format without pages.
        pages: Option<usize>,
        /// A line each.
        notes: Vec<String>,
    },
    /// The file was not written, and why.
    Failed(String),
}

/// An export under way or over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exporting {
    pub(super) id: u64,
    /// What is written.
    pub subject: Subject,
    /// Where the files go.
    pub folder: PathBuf,
    /// The files, by name, and how far each is.
    pub files: Vec<(String, FileStep)>,
}

impl Exporting {
    /// The number of files that were not written.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.files.iter().filter(|(_, step)| matches!(step, FileStep::Failed(_))).count()
    }

    /// How it ended, in a line.
    pub(super) fn summary(&self) -> String {
        let (all, failed) = (self.files.len(), self.failed());
        let done = format!("已导出 {} 个文件到“{}”", all - failed, self.folder.display());
        if failed == 0 { done } else { format!("{done}，{failed} 个没有导出") }
    }
}
