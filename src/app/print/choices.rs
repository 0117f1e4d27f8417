//! What is chosen for printing, what is ready to be printed, and how far a job is.

use std::sync::Arc;

use super::system::{PrintState, Printers};

/// What the question for a printer shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintChoices {
    /// The printers to choose from.
    pub printers: Printers,
    /// The one that is chosen at first.
    pub chosen: usize,
    /// Pages of the document.
    pub pages: usize,
    /// Whether both sides are chosen at first.
    pub both_sides: bool,
}

/// A print job under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printing {
    /// Tells it from others.
    pub(crate) id: u64,
    /// The name of the printer's queue.
    pub queue: String,
    /// How far it is; `None` before the printer has taken it.
    pub state: Option<PrintState>,
    /// Whether it is being taken back.
    pub cancelling: bool,
}

/// Pages that are ready to be printed.
#[derive(Clone)]
pub(crate) struct Prepared {
    /// What the job is called.
    pub title: String,
    pub pdf: Arc<Vec<u8>>,
    /// How many pages there are.
    pub pages: usize,
}

/// A file that the desktop has been given to open or to print, in a folder of its own that goes
/// with the program.
pub(crate) type HandedFolder = tempfile::TempDir;
