//! Work that must not hold up a frame: dialogs, reading, writing. Each runs in a thread and sends
//! one answer back, also where it panics.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::crash::{CrashLog, Role};
use super::dialogs::Picked;
use super::drafts::{Against, Draft};
use super::exporting::{Looked, Request};
use super::keeping::{NotSaved, Saved};
use super::opening::Reading;
use super::preview::{Sheets, Tile};
use super::print::{Problem, State, Way};
use super::state::{Prepared, Purpose, Shown, Step};
use super::versions::Version;
use crate::export::picture::Painter;
use crate::file::{FileError, Stamp};
use crate::open::Opened;
use crate::report::Report;

/// What a job sends back. One that ends the job, unless it says otherwise.
pub(super) enum Answer {
    /// A dialog was closed.
    Picked(Purpose, Picked),
    /// A file was read.
    Opened { path: PathBuf, as_template: bool, result: Box<Result<Reading, FileError>> },
    /// The open report's file was read again.
    Reloaded { generation: u64, result: Box<Result<Reading, FileError>> },
    /// What a report's file held before was read.
    VersionsRead { generation: u64, versions: Vec<Version> },
    /// Last year's report was read, for the report that was open then.
    LastYear { generation: u64, result: Box<Result<Opened, FileError>> },
    /// The checklist was written.
    ChecklistWritten { path: PathBuf, result: Result<(), FileError> },
    /// A report was saved, or not; then with what stands in its place if this program wrote it.
    Saved {
        generation: u64,
        path: PathBuf,
        report: Box<Report>,
        result: Result<Saved, (NotSaved, Option<Stamp>)>,
    },
    /// The dialog for a folder was closed.
    FolderPicked(Picked),
    /// The folder of an export was looked at.
    ExportLooked(Box<Request>, Looked),
    /// On the way: how far a file of an export is.
    ExportStep { id: u64, at: usize, step: Step },
    /// An export is over.
    Exported { id: u64 },
    /// The desktop was given a folder to open.
    FolderOpened { folder: PathBuf, opened: bool },
    /// The desktop was given a page of the manual; where it lies, if nothing opened it.
    ManualShown(Result<(), String>),
    /// A draft was written; the report and the revision it holds.
    Drafted { generation: u64, revision: u64, result: Result<(), FileError> },
    /// The job that wrote a draft of this report panicked.
    DraftFell { generation: u64 },
    /// A draft that is of no use any more was taken away.
    DraftGone,
    /// It was looked how a draft stands to its file.
    Compared { path: PathBuf, against: Against },
    /// The file was read that a draft stands in for: the draft can be opened.
    DraftReady { draft: Box<Draft>, file: Option<PathBuf>, reading: Option<Box<Reading>> },
    /// The report was laid out.
    Laid(Box<Sheets>),
    /// The office's faces were looked for: they are known from now on.
    FacesFound,
    /// Pieces of pages were drawn.
    Drawn(Box<Painter>, Vec<Tile>),
    /// The pages to print, where nothing blocks the report, and how they can be printed.
    PrintersFound { prepared: Option<Box<Prepared>>, way: Result<Way, Problem> },
    /// On the way: how far a print job is.
    PrintState { id: u64, state: State },
    /// A print job ended, or was not taken.
    Printed { id: u64, queue: String, result: Result<State, Problem> },
    /// The desktop was given the pages to open or to print.
    PagesShown { printing: bool, result: Result<Shown, String> },
    /// Any other job panicked.
    Fell,
}

/// Wakes the window when an answer is there.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// The jobs under way.
pub(super) struct Jobs {
    sender: Sender<(Answer, bool)>,
    receiver: Receiver<(Answer, bool)>,
    wake: Wake,
    crash: Arc<CrashLog>,
    under_way: usize,
}

impl Jobs {
    pub(super) fn new(wake: Wake, crash: Arc<CrashLog>) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, wake, crash, under_way: 0 }
    }

    /// Runs `work` in a thread of its own.
    pub(super) fn start(&mut self, work: impl FnOnce() -> Answer + Send + 'static) {
        self.start_or(Answer::Fell, |_| work());
    }

    /// The same with work that tells on the way how far it is.
    pub(super) fn start_telling(
        &mut self,
        work: impl FnOnce(&dyn Fn(Answer)) -> Answer + Send + 'static,
    ) {
        self.start_or(Answer::Fell, work);
    }

    /// The same with an answer of its own for the case that the work panics.
    pub(super) fn start_or(
        &mut self,
        fallen: Answer,
        work: impl FnOnce(&dyn Fn(Answer)) -> Answer + Send + 'static,
    ) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        let crash = Arc::clone(&self.crash);
        self.under_way += 1;
        std::thread::spawn(move || {
            let send = move |answer, last| {
                // Nobody is there to hear it when the window has been closed meanwhile.
                if sender.send((answer, last)).is_ok() {
                    wake();
                }
            };
            let done = crash.guard(Role::Beside, || work(&|answer| send(answer, false)));
            send(done.unwrap_or(fallen), true);
        });
    }

    /// An answer that has come in.
    pub(super) fn next(&mut self) -> Option<Answer> {
        let answer = self.receiver.try_recv().ok()?;
        Some(self.count(answer))
    }

    /// Whether nothing is under way.
    pub(super) fn is_idle(&self) -> bool {
        self.under_way == 0
    }

    /// Waits for an answer, at most so long; for the end of the program and for tests.
    pub(super) fn wait(&mut self, at_most: std::time::Duration) -> Option<Answer> {
        let answer = self.receiver.recv_timeout(at_most).ok()?;
        Some(self.count(answer))
    }

    fn count(&mut self, (answer, last): (Answer, bool)) -> Answer {
        self.under_way -= usize::from(last);
        answer
    }
}
