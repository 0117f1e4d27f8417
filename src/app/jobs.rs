//! Work that must not hold up a frame: dialogs, reading, writing. Each runs in a thread and sends
//! one answer back, also where it panics.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::answer::Answer;
use super::crash::{CrashLog, ThreadRole};

/// Wakes the window when an answer is there.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Work that the program does not end without, as the clerk is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wait {
    /// The report is being saved.
    Save,
    /// The ledger is being saved.
    Ledger,
    /// A decision of a roll-up is being written.
    RollUp,
    /// A draft is being written, or taken away.
    Draft,
    /// Files are being exported.
    Export,
    /// Pages are on their way to a printer.
    Print,
    /// The clerk's choices are being written.
    Settings,
}

impl Wait {
    /// What is being done, in a clerk's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Save => "正在保存报告",
            Self::Ledger => "正在保存台账",
            Self::RollUp => "正在写入汇总文件",
            Self::Draft => "正在保留草稿",
            Self::Export => "正在导出文件",
            Self::Print => "正在交给打印机",
            Self::Settings => "正在保存设置",
        }
    }
}

/// An answer, and which job it ends, where it ends one.
type Sent = (Answer, Option<u64>);

/// The jobs under way.
pub(super) struct Jobs {
    sender: Sender<Sent>,
    receiver: Receiver<Sent>,
    wake: Wake,
    crash: Arc<CrashLog>,
    /// The jobs under way, by their numbers, and what the program's end waits for of them.
    under_way: BTreeMap<u64, Option<Wait>>,
    /// Counts the jobs.
    count: u64,
    /// An answer that was waited for, and is taken next.
    waited_for: Option<Sent>,
}

impl Jobs {
    pub(super) fn new(wake: Wake, crash: Arc<CrashLog>) -> Self {
        let (sender, receiver) = channel();
        let under_way = BTreeMap::new();
        Self { sender, receiver, wake, crash, under_way, count: 0, waited_for: None }
    }

    /// Runs `work` in a thread of its own.
    pub(super) fn start<A: Into<Answer>>(&mut self, work: impl FnOnce() -> A + Send + 'static) {
        self.begin(None, Answer::Panicked, |_| work().into());
    }

    /// Starts work in a thread that the program does not end without.
    pub(super) fn start_awaited<A: Into<Answer>>(
        &mut self,
        wait: Wait,
        work: impl FnOnce() -> A + Send + 'static,
    ) {
        self.begin(Some(wait), Answer::Panicked, |_| work().into());
    }

    /// Starts work that the program may end without, with an answer of its own for the case that it
    /// panics.
    pub(super) fn start_beside<A: Into<Answer>>(
        &mut self,
        fallen: impl Into<Answer>,
        work: impl FnOnce() -> A + Send + 'static,
    ) {
        self.begin(None, fallen.into(), |_| work().into());
    }

    /// Starts work in a thread, with an answer of its own for the case that it panics.
    pub(super) fn start_or<A: Into<Answer>>(
        &mut self,
        wait: Wait,
        fallen: impl Into<Answer>,
        work: impl FnOnce() -> A + Send + 'static,
    ) {
        self.begin(Some(wait), fallen.into(), |_| work().into());
    }

    /// Starts work in a thread that tells on the way how far it is.
    pub(super) fn start_telling<A: Into<Answer>>(
        &mut self,
        wait: Option<Wait>,
        work: impl FnOnce(&dyn Fn(A)) -> A + Send + 'static,
    ) {
        self.begin(wait, Answer::Panicked, |tell| work(&|answer: A| tell(answer.into())).into());
    }

    fn begin(
        &mut self,
        wait: Option<Wait>,
        fallen: Answer,
        work: impl FnOnce(&dyn Fn(Answer)) -> Answer + Send + 'static,
    ) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        let crash = Arc::clone(&self.crash);
        self.count += 1;
        let number = self.count;
        self.under_way.insert(number, wait);
        std::thread::spawn(move || {
            let send = move |answer, ends| {
                // Nobody is there to hear it when the window has been closed meanwhile.
                if sender.send((answer, ends)).is_ok() {
                    wake();
                }
            };
            let done = crash.guard(ThreadRole::Beside, || work(&|answer| send(answer, None)));
            send(done.unwrap_or(fallen), Some(number));
        });
    }

    /// An answer that has come in.
    pub(super) fn next(&mut self) -> Option<Answer> {
        let (answer, ends) = self.waited_for.take().or_else(|| self.receiver.try_recv().ok())?;
        if let Some(number) = ends {
            self.under_way.remove(&number);
        }
        Some(answer)
    }

    /// Whether nothing is under way.
    pub(super) fn is_idle(&self) -> bool {
        self.under_way.is_empty()
    }

    /// What is under way that the program does not end without.
    pub(super) fn awaited(&self) -> Vec<Wait> {
        let mut awaited: Vec<Wait> = self.under_way.values().copied().flatten().collect();
        awaited.sort();
        awaited.dedup();
        awaited
    }

    /// Waits for an answer, at most so long, and whether one has come; for tests.
    pub(super) fn wait(&mut self, at_most: std::time::Duration) -> bool {
        if self.waited_for.is_none() {
            self.waited_for = self.receiver.recv_timeout(at_most).ok();
        }
        self.waited_for.is_some()
    }
}
