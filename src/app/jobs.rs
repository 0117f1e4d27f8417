//! Work that must not hold up a frame: dialogs, reading, writing. Each runs in a thread and sends
//! one answer back.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::dialogs::Picked;
use super::preview::{Sheets, Tile};
use super::state::Purpose;
use crate::export::picture::Painter;
use crate::file::FileError;
use crate::open::Opened;
use crate::report::Report;

/// What a job sends back.
pub(super) enum Answer {
    /// A dialog was closed.
    Picked(Purpose, Picked),
    /// A file was read.
    Opened { path: PathBuf, as_template: bool, result: Box<Result<Opened, FileError>> },
    /// A report was saved.
    Saved { path: PathBuf, report: Box<Report>, result: Result<(), FileError> },
    /// The document was written for others.
    Exported { path: PathBuf, pages: Option<usize>, result: Result<(), FileError> },
    /// A draft was written; the revision it holds.
    Drafted { revision: u64, result: Result<(), FileError> },
    /// The report was laid out.
    Laid(Box<Sheets>),
    /// Pieces of pages were drawn.
    Drawn(Box<Painter>, Vec<Tile>),
}

/// Wakes the window when an answer is there.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// The jobs under way.
pub(super) struct Jobs {
    sender: Sender<Answer>,
    receiver: Receiver<Answer>,
    wake: Wake,
    under_way: usize,
}

impl Jobs {
    pub(super) fn new(wake: Wake) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, wake, under_way: 0 }
    }

    /// Runs `work` in a thread of its own.
    pub(super) fn start(&mut self, work: impl FnOnce() -> Answer + Send + 'static) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        self.under_way += 1;
        std::thread::spawn(move || {
            // Nobody is there to hear it when the window has been closed meanwhile.
            if sender.send(work()).is_ok() {
                wake();
            }
        });
    }

    /// An answer that has come in.
    pub(super) fn next(&mut self) -> Option<Answer> {
        let answer = self.receiver.try_recv().ok()?;
        self.under_way -= 1;
        Some(answer)
    }

    /// Whether nothing is under way.
    pub(super) fn is_idle(&self) -> bool {
        self.under_way == 0
    }

    /// Waits for an answer, at most so long; for the end of the program and for tests.
    pub(super) fn wait(&mut self, at_most: std::time::Duration) -> Option<Answer> {
        let answer = self.receiver.recv_timeout(at_most).ok()?;
        self.under_way -= 1;
        Some(answer)
    }
}
