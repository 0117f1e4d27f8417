//! What is left of a program that did not end as it should: the last draft, and a log that carries
//! no report text.

use std::fs::File;
use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, TryLockError};
use std::time::Duration;

use super::date::Moment;
use super::document::Content;
use super::drafts::Slot;
use super::jobs;
use super::settings::Folders;

/// A log that has grown over so many bytes is put aside, in the place of the one before.
const LOG_BYTES: u64 = 64 * 1024;
/// The longest entry, in characters.
const ENTRY: usize = 16 * 1024;

/// A copy of the open report that is not saved, for whoever ends the program. The window keeps it
/// up to date.
#[derive(Debug, Default)]
pub struct LastCopy {
    copy: Mutex<Option<(Arc<Slot>, Content)>>,
    /// The minute now, as last told: who falls has no clock.
    minute: AtomicU64,
}

impl LastCopy {
    /// Tells the time.
    pub fn tick(&self, now: Moment) {
        self.minute.store(now.minutes(), Ordering::Relaxed);
    }

    /// Notes what a last draft would have to hold; `None` where all is saved.
    pub fn note(&self, copy: Option<(Arc<Slot>, Content)>) {
        if let Ok(mut held) = self.copy.lock() {
            *held = copy;
        }
    }

    /// Writes the last draft, where there is anything that is not saved. Waits for nobody longer
    /// than a moment: the caller may be the thread that holds what it asks for.
    pub fn write(&self) {
        for _ in 0..20 {
            match self.copy.try_lock() {
                Ok(held) => {
                    let copy = held.clone();
                    drop(held);
                    if let Some((slot, content)) = copy {
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

/// Has every panic leave a line in the log and a last draft. On the calling thread, without which
/// the program cannot go on, it then takes its way as before; a job on another one answers that it
/// has fallen, and the thread comes to rest.
pub fn install(folders: &Folders, last: Arc<LastCopy>) {
    let folder = log_folder(folders);
    let main = std::thread::current().id();
    let former = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let minute = last.minute.load(Ordering::Relaxed);
        // Nobody is there any more to be told that the log cannot be written.
        let is_main = std::thread::current().id() == main;
        let _unlogged = log(&folder, (minute, is_main), info);
        last.write();
        if is_main {
            return former(info);
        }
        jobs::answer_for_the_fallen();
        // Where nothing unwinds, a thread that came back from here would take the window, and what
        // is being typed in it, with it.
        while cfg!(panic = "abort") {
            std::thread::park();
        }
    }));
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

const LOG: &str = "stopped.log";
const FORMER_LOG: &str = "stopped.1.log";
/// Its being there says that the clerk has not been told yet.
const UNTOLD: &str = "untold";

fn log_folder(folders: &Folders) -> PathBuf {
    folders.data.join("log")
}

/// Where and when, and by which calls: not the panic's own words, which may hold some of the report.
fn log(
    folder: &Path,
    (minute, is_main): (u64, bool),
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
    // A thread beside it that falls does not end the program.
    if is_main {
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
