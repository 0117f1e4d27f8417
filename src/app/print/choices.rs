//! What is chosen for printing, what is ready to be printed, and how far a job is.

use std::sync::Arc;

use super::system::{PrintState, Printers};
use crate::export::ReviewCopy;

/// For whom the pages are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrintedAs {
    /// For everyone: the report as it is published.
    #[default]
    Published,
    /// For the leader: 送审稿, made as it was the last time.
    ForReview,
}

/// Which pages are printed, and whether they are ready.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrintedCopy {
    /// How the 送审稿 is made; `None` for the report as it is published.
    pub review: Option<ReviewCopy>,
    /// The pages are being made: they cannot be printed yet.
    pub making: bool,
}

/// What the question for a printer shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintChoices {
    /// The printers to choose from.
    pub printers: Printers,
    /// The one that is chosen at first.
    pub chosen: usize,
    /// Which pages.
    pub copy: PrintedCopy,
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
