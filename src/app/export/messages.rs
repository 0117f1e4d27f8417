//! What is asked about exporting, and what comes of it.

use std::path::PathBuf;

use super::super::dialogs::Picked;
use super::choices::{ExportChoices, Exporting, FileStep};
use super::request::{ExportRequest, Looked, Subject};

/// What views ask for about exporting.
#[derive(Clone, Debug)]
pub enum ExportCommand {
    /// Asks for forms, names and folder.
    Ask(Subject),
    /// Asks the system for a folder to export to.
    ChooseFolder,
    /// Exports what was chosen, where no file is there already.
    Begin(Box<ExportRequest>),
    /// Answers [`ExportModal::AskReplace`]: the files are replaced.
    Replace,
    /// Answers [`ExportModal::AskReplace`]: the choices come again.
    Back,
    /// Has the desktop open a folder, or a file in it.
    Open(PathBuf),
}

/// What a job about exporting sends back.
pub(crate) enum ExportAnswer {
    /// The dialog for a folder was closed.
    FolderPicked(Picked),
    /// The folder of an export was looked at.
    Looked(Box<ExportRequest>, Looked),
    /// On the way: how far a file of an export is, by its place among the export's files.
    Step { id: u64, at: usize, step: FileStep },
    /// An export is over.
    Done { id: u64 },
    /// The desktop was given a folder to open.
    FolderOpened { folder: PathBuf, opened: bool },
}

/// Sheets about exporting.
#[derive(Clone, Debug)]
pub enum ExportModal {
    /// Forms, names and folder.
    Choose(Box<ExportChoices>),
    /// Files are there already: all of them are replaced, or none.
    AskReplace {
        /// What was chosen.
        choices: Box<ExportChoices>,
        /// The files that are there.
        names: Vec<String>,
    },
    /// Files are being written.
    UnderWay(Exporting),
    /// Every file was written or failed; which, and why.
    Done(Exporting),
}
