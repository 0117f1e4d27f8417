//! What is asked about two states of a report side by side, and what comes of it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::report::{Comment, Report};
use crate::reviewed::ReviewSource;

/// Which of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideOf {
    /// The one at the left.
    Earlier,
    /// The one at the right.
    Later,
}

/// Something that can stand on a side.
#[derive(Clone, Debug)]
pub struct SideChoice {
    /// What it is called.
    pub name: String,
    /// What it holds; `None` for the open report, as it is now.
    pub report: Option<Arc<Report>>,
}

/// What views ask for about two states side by side.
#[derive(Clone, Debug)]
pub enum SidesCommand {
    /// Shows the open report beside what is best held against it.
    Open,
    /// Goes back to the report.
    Close,
    /// Puts one of the choices on a side.
    Pick(SideOf, usize),
    /// Asks for a file to be put on a side.
    AskFile(SideOf),
    /// Puts a file on a side.
    File(SideOf, PathBuf),
    /// Shows only what differs, or all.
    OnlyChanges(bool),
    /// Makes a change the current one, by its number among the changes.
    Choose(usize),
    /// Goes to the next change.
    Next,
    /// Goes to the change before.
    Previous,
    /// Goes to where a change is in the open report.
    Goto(usize),
    /// Takes one proposal of a file that came back, by its number among the changes.
    Take(usize),
    /// Takes all of those that the report has not changed itself.
    TakeAll,
    /// Reads a file that came back: a reviewed Word file, a package, a report with comments, a text.
    ReadReturned(PathBuf),
    /// Looks whether a file is a return of the open report, and asks what it is to be.
    Consider(PathBuf),
}

/// What a file is that came back.
#[derive(Debug)]
pub(crate) enum ReturnedFile {
    /// A Word file or a report, with changes and comments.
    Changed(Box<ReviewSource>),
    /// A text, with the comments that are made of it.
    Text(Vec<Comment>),
}

/// What a file is that was to be opened.
#[derive(Debug)]
pub(crate) enum ConsideredFile {
    /// A return of the open report.
    Return,
    /// A package with another report.
    Package(Box<Report>),
    /// A package that was changed on its way, or is damaged: why it is refused.
    Refused(String),
    /// Something else: it is opened as any file.
    Other,
}

/// What a job about two states side by side sends back.
pub(crate) enum SidesAnswer {
    /// What the file of the report held before each save.
    Listed { generation: u64, versions: Vec<(String, Report)> },
    /// A file was read, to be put on a side.
    Read { generation: u64, side: SideOf, name: String, result: Result<Box<Report>, String> },
    /// A file that came back was read.
    Returned { generation: u64, name: String, result: Result<Box<ReturnedFile>, String> },
    /// It was looked what a file is that was to be opened, as so many readings were begun.
    Considered { number: u64, path: PathBuf, what: ConsideredFile },
}

/// Sheets about files that came back.
#[derive(Clone, Debug)]
pub enum SidesModal {
    /// A file is a return of the open report: whether it is read as one, or opened.
    IsReturn(PathBuf),
}
