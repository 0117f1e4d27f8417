//! What is asked about drafts, and what comes of it.

use std::path::PathBuf;

use super::super::desk::Desk;
use super::store::{Against, FoundDrafts};
use crate::file::FileError;

/// What views ask for about drafts.
#[derive(Clone, Debug)]
pub enum DraftsCommand {
    /// Writes the drafts of what is open, where there is anything that is not in them yet, and
    /// takes them away where nothing is left to keep. The window asks for it when typing has stopped
    /// for a while.
    Keep,
    /// The same of one of them.
    KeepOf(Desk),
    /// The report or the ledger has come to be in a file: its draft goes, or is one of that file
    /// from now on.
    Saved(Desk),
    /// Leaves the draft of what is open behind, which is about to be closed.
    Part(Desk, Parting),
    /// Looks what drafts there are.
    Look,
    /// Shows the drafts that were left behind.
    Show,
    /// Shows the drafts that were given up.
    ShowBin,
    /// Shows the drafts where one was left behind that stands in for this file.
    Offer(PathBuf),
    /// Does something with a draft that was left behind or given up, by its own file.
    Choose(PathBuf, DraftChoice),
}

/// What becomes of the draft of a report that is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// The draft is kept, and offered at the next start.
    Keep,
    /// The draft is moved to the bin.
    GiveUp,
}

/// What to do with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftChoice {
    /// Goes on with it in the place of its file.
    Restore,
    /// Goes on with it as with a new report, and leaves its file alone.
    Beside,
    /// Moves it to the bin; one that is there is deleted.
    GiveUp,
}

/// Why drafts are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LookReason {
    /// The program has started.
    Started,
    /// Drafts may have been added, taken up or removed.
    Changed,
    /// One was given up: the sheet that lists none any more closes.
    GaveUp,
}

/// What a job about drafts sends back.
pub(crate) enum DraftsAnswer {
    /// A draft was written; of what, and the revision it holds.
    Written { desk: Desk, generation: u64, revision: u64, result: Result<(), FileError> },
    /// The thread that wrote a draft of this report has fallen.
    Panicked { desk: Desk, generation: u64 },
    /// A draft that is of no use any more was taken away.
    Gone,
    /// A draft was moved to the bin, or deleted there.
    GivenUp,
    /// The draft of what is about to be closed was left, or given up.
    Parted { desk: Desk, generation: u64, result: Result<(), FileError> },
    /// Drafts were looked for.
    Found { left_behind: FoundDrafts, bin: FoundDrafts, reason: LookReason },
    /// It was looked how drafts compare to their files, each by its own file's name.
    Compared(Vec<(PathBuf, Against)>),
    /// All drafts were gone through; whether any was removed or put aside.
    Tidied(bool),
}

impl DraftsAnswer {
    /// Whether it is known now what earlier runs left behind.
    pub(crate) fn is_first_look(&self) -> bool {
        matches!(self, Self::Found { reason: LookReason::Started, .. })
    }
}

/// Sheets about drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftsModal {
    /// The draft of a file that was opened.
    OfFile(PathBuf),
    /// The drafts that were left behind.
    LeftBehind,
    /// The drafts that were given up in the last thirty days.
    Bin,
}
