//! Asking for a file, behind a trait, so that tests can answer.

use std::path::PathBuf;

/// What came of asking for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A file was chosen.
    File(PathBuf),
    /// The clerk thought better of it.
    Cancelled,
    /// The system has no file dialog: the window asks for the path itself.
    Unavailable,
}

/// Asks for a file; called from a thread, and may take as long as the clerk does.
pub trait Dialogs: Send + Sync {
    /// A file to read.
    fn open(&self, title: &str) -> Picked;
    /// A file to write, with a proposed name and the extension that belongs to it.
    fn save(&self, title: &str, name: &str, extension: &str) -> Picked;
    /// A folder to write to.
    fn folder(&self, title: &str) -> Picked;
}
