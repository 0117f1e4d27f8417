//! What a file is, and what a draft remembers beside its report or ledger.

use std::path::PathBuf;
use std::sync::Arc;

use crate::report::{Edit, Step};

/// What a file says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A saved report.
    Report,
    /// An unfinished one, in any state.
    Draft,
}

impl FileKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Report => "Report",
            Self::Draft => "Draft",
        }
    }
}

/// What a draft remembers beside its report or ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail<E = Edit> {
    /// Where it comes from.
    pub origin: Origin,
    /// How its last steps are taken back, the oldest first.
    pub steps: Vec<Arc<Step<E>>>,
}

impl<E> Default for Trail<E> {
    fn default() -> Self {
        Self { origin: Origin::default(), steps: Vec::new() }
    }
}

/// Where a draft comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The report file it is a draft of; `None` for a report that was never saved.
    pub file: Option<PathBuf>,
    /// The [`state`](super::state) of that file when the draft was begun from it.
    pub state: Option<u64>,
    /// When it was written, in minutes since 1970 in China; 0 where nobody knows.
    pub minute: u64,
    /// Whether the clerk has chosen to leave it as a draft; otherwise the program was ended while
    /// it was being worked on.
    pub parted: bool,
}
