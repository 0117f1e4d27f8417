//! What a panic leaves behind: the last draft, and a log without a word of the report.

use std::cell::RefCell;
use std::fs::File;
use std::io::{IsTerminal as _, Write as _};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Once, OnceLock, TryLockError};
use std::time::Duration;

use super::date::Moment;
use super::desk::Desk;
use super::drafts::slot::Slot;
use super::settings::values::Folders;
use super::work::content::DraftContent;

/// A log that has grown over so many bytes is put aside, in the place of the one before.
const LOG_BYTES: u64 = 64 * 1024;
/// The longest entry, in characters.
const ENTRY: usize = 16 * 1024;

/// What would be written, and where.
pub type DraftCopy = (Arc<Slot>, DraftContent);

/// Copies of what is open and not saved, for whoever ends the program. The window keeps it
/// up to date.
#[derive(Debug, Default)]
pub struct LastCopy {
    copies: Mutex<[Option<DraftCopy>; 2]>,
    /// The minute now, as last told: who falls has no clock.
    minute: AtomicU64,
}

impl LastCopy {
    /// Tells the time.
    pub fn tick(&self, now: Moment) {
        self.minute.store(now.minutes(), Ordering::Relaxed);
    }

    /// Notes what a last draft would have to hold; `None` where all is saved.
    pub fn note(&self, desk: Desk, copy: Option<DraftCopy>) {
        if let Ok(mut held) = self.copies.lock() {
            let [report, ledger] = &mut *held;
            match desk {
                Desk::Report => *report = copy,
                Desk::Ledger => *ledger = copy,
            }
        }
    }

    /// Writes the last drafts, where there is anything that is not saved. Waits for nobody longer
    /// than a moment: the caller may be the thread that holds what it asks for.
    pub fn write(&self) {
        for _ in 0..20 {
            match self.copies.try_lock() {
                Ok(held) => {
                    let copies = held.clone();
                    drop(held);
                    for (slot, content) in copies.into_iter().flatten() {
                        slot.write_last(&content);
                    }
                    return;
                }
                Err(TryLockError::Poisoned(_)) => return,
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }
}

/// What a thread is to the program, should it panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadRole {
    /// The window's own thread: the program ends, and says so at its next start.
    Window,
    /// A thread beside the window: the program goes on.
    Beside,
}

/// Where panics are reported, and what is written before the thread unwinds.
#[derive(Debug)]
pub struct CrashLog {
    folder: PathBuf,
    last: Arc<LastCopy>,
}

thread_local! {
    /// Who is told of a panic in this thread.
    static WATCH: RefCell<Option<(Arc<CrashLog>, ThreadRole)>> = const { RefCell::new(None) };
}

/// Who is told of a panic in any other thread, such as one of a library.
static PROGRAM: OnceLock<Arc<CrashLog>> = OnceLock::new();

impl CrashLog {
    /// The log in the program's folder for data, and the report that a last draft is made of.
    #[must_use]
    pub fn new(folders: &Folders, last: Arc<LastCopy>) -> Self {
        Self { folder: log_folder(folders), last }
    }

    /// From now on a panic in any thread of the program is reported. One in the calling thread,
    /// which is the window's, goes on to unwind to whoever opened the window.
    pub fn install(self: &Arc<Self>) {
        hook();
        // The program has one window, and so one log.
        let _first = PROGRAM.set(Arc::clone(self));
        WATCH.set(Some((Arc::clone(self), ThreadRole::Window)));
    }

    /// Does work and reports a panic in it, of which nothing goes beyond this call.
    ///
    /// # Errors
    /// The work panicked: the report of it is written.
    pub fn guard<R>(
        self: &Arc<Self>,
        role: ThreadRole,
        work: impl FnOnce() -> R,
    ) -> Result<R, Panicked> {
        hook();
        let former = WATCH.replace(Some((Arc::clone(self), role)));
        // What the work shares with others must bear its being left halfway: messages that were
        // sent, and locks, which are poisoned then and given up.
        let result = catch_unwind(AssertUnwindSafe(work));
        WATCH.set(former);
        result.map_err(|_| Panicked)
    }

    /// Writes the log and the last draft. Both before anything unwinds: the way out may panic again.
    fn report(&self, role: ThreadRole, info: &PanicHookInfo<'_>) {
        let minute = self.last.minute.load(Ordering::Relaxed);
        // Nobody is there any more to be told that the log cannot be written.
        let _unlogged = log(&self.folder, minute, role, info);
        self.last.write();
    }
}

/// A panic that was caught and reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panicked;

/// Has panics reported to whoever watches the thread. The hook is one for the whole process, and the
/// same whoever sets it: programs beside each other in one process, as in tests, do not meet.
fn hook() {
    static SET: Once = Once::new();
    SET.call_once(|| {
        let former = take_hook();
        set_hook(Box::new(move |info| {
            let watch = WATCH.with(|watch| watch.try_borrow().ok().and_then(|watch| watch.clone()));
            let watch = watch.or_else(|| Some((Arc::clone(PROGRAM.get()?), ThreadRole::Beside)));
            let Some((log, role)) = watch else { return former(info) };
            log.report(role, info);
            // The panic's own words may hold some of the report, and what a window prints is kept
            // in files by some desktops.
            if std::io::stderr().is_terminal() {
                former(info);
            }
        }));
    });
}

/// The log of this and of earlier runs.
#[must_use]
pub fn log_file(folders: &Folders) -> PathBuf {
    log_folder(folders).join(LOG)
}

/// The log, where the program stopped unexpectedly since this was last asked.
#[must_use]
pub fn since_last_start(folders: &Folders) -> Option<PathBuf> {
    std::fs::remove_file(log_folder(folders).join(UNTOLD)).ok()?;
    Some(log_file(folders))
}

/// What happened, and where more about it can be read.
#[must_use]
pub fn told(log: &Path) -> String {
    let log = log.display();
    format!("上次程序意外停止。记录在“{log}”，其中没有报告的文字，可以交给开发者。")
}

const LOG: &str = "stopped.log";
const FORMER_LOG: &str = "stopped.1.log";
/// A file of this name in the log's folder says that the clerk has not been told of a panic yet.
const UNTOLD: &str = "untold";

fn log_folder(folders: &Folders) -> PathBuf {
    folders.data.join("log")
}

/// Writes down where and when a panic was, and by which calls: not its own words, which may hold some
/// of the report.
fn log(
    folder: &Path,
    minute: u64,
    role: ThreadRole,
    info: &PanicHookInfo<'_>,
) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(LOG);
    if path.metadata().is_ok_and(|data| data.len() > LOG_BYTES) {
        std::fs::rename(&path, folder.join(FORMER_LOG))?;
    }
    let now = Moment::from_minutes(minute);
    let text = format!(
        "{}-{:02}-{:02} {}  nianbao {}  {} {}\n{}:{}\n{}\n",
        now.date.year,
        now.date.month,
        now.date.day,
        now.clock(),
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        info.location().map_or("?", |place| place.file()),
        info.location().map_or(0, std::panic::Location::line),
        std::backtrace::Backtrace::force_capture(),
    );
    // A chain of calls can be very long.
    let text: String = text.chars().take(ENTRY).collect();
    private(&path, true)?.write_all(text.as_bytes())?;
    if role == ThreadRole::Window {
        private(&folder.join(UNTOLD), false)?;
    }
    Ok(())
}

/// A file for the user alone.
fn private(path: &Path, append: bool) -> std::io::Result<File> {
    if path.is_symlink() {
        std::fs::remove_file(path)?;
    }
    let mut options = File::options();
    options.create(true).write(true).append(append);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
