//! Asking for a file, behind a trait, so that tests can answer.

use std::path::PathBuf;

/// What came of asking for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A file was chosen.
    File(PathBuf),
    /// Several files were chosen.
    Files(Vec<PathBuf>),
    /// The clerk thought better of it.
    Cancelled,
    /// The system has no file dialog: the window asks for the path itself.
    Unavailable,
}

/// What a dialog is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileQuestion {
    /// What the dialog says.
    pub title: &'static str,
    /// Where it starts.
    pub folder: PathBuf,
    /// What the files are that are shown at first, and their extensions; all others can be shown too.
    pub files: (&'static str, &'static [&'static str]),
}

/// Asks for a file; called from a thread, and may take as long as the clerk does.
pub trait Dialogs: Send + Sync {
    /// A file to read.
    fn open(&self, asked: &FileQuestion) -> Picked;
    /// One file to read, or several; where the system has no dialog for several, one.
    fn open_several(&self, asked: &FileQuestion) -> Picked {
        self.open(asked)
    }
    /// A file to write, with a proposed name and the extension that belongs to it.
    fn save(&self, asked: &FileQuestion, name: &str, extension: &str) -> Picked;
    /// A folder to read from or to write to.
    fn folder(&self, asked: &FileQuestion) -> Picked;
}
