//! A PDF is read in a process of its own, with limits on memory and time.
//!
//! The bounds of this folder are those that somebody thought of. Whatever else a file does to the
//! libraries that read it, the system ends this process and the program says so. The process is
//! the program itself, started with [`ARGUMENT`]: it takes the file from its standard input and
//! gives back what it read as JSON. It opens nothing and runs nothing.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};

use super::{FlowText, Problem, read_here};

/// The argument that makes the program a reader of one PDF.
const ARGUMENT: &str = "--read-pdf-from-standard-input";

/// Memory of the process in bytes, beside its own program.
#[cfg(unix)]
const MAX_MEMORY: u64 = 384 * 1024 * 1024;

/// All that the process may have mapped, for systems that do not count memory alone.
#[cfg(unix)]
const MAX_MAPPED: u64 = 2 * 1024 * 1024 * 1024;

/// Processor time in seconds.
#[cfg(unix)]
const MAX_SECONDS: u64 = 4;

/// What the process may give back, in bytes.
const MAX_ANSWER: u64 = 64 * 1024 * 1024;

/// What the process gives back.
#[derive(Serialize, Deserialize)]
enum ProcessAnswer {
    Read(FlowText),
    Refused(Problem),
}

/// Ends a reading that is under way, from another thread.
#[derive(Clone, Debug, Default)]
pub struct CancelReading(Arc<Cancelling>);

#[derive(Debug, Default)]
struct Cancelling {
    is_cancelled: AtomicBool,
    reader: Mutex<Option<Child>>,
}

impl CancelReading {
    /// Ends the reading. One that was not begun ends as soon as it begins.
    pub fn cancel(&self) {
        self.0.is_cancelled.store(true, Ordering::SeqCst);
        let mut reader = self.0.reader.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(child) = reader.as_mut() {
            // It may just have ended by itself.
            let _gone = child.kill();
        }
    }

    /// Whether the reading was ended.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.is_cancelled.load(Ordering::SeqCst)
    }

    /// Lets a process be ended from now on.
    fn guard(&self, mut child: Child) -> Result<(), Problem> {
        let mut reader = self.0.reader.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_cancelled() {
            let _gone = child.kill().and_then(|()| child.wait().map(drop));
            return Err(Problem::Cancelled);
        }
        *reader = Some(child);
        Ok(())
    }

    /// Waits for the process, which has closed its output.
    fn wait(&self) -> io::Result<ExitStatus> {
        let mut reader = self.0.reader.lock().unwrap_or_else(PoisonError::into_inner);
        match reader.take() {
            Some(mut child) => child.wait(),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

/// The paragraphs and tables of a PDF, read in a process of its own where one can be started.
pub(super) fn read(bytes: &[u8], cancel: &CancelReading) -> Result<FlowText, Problem> {
    let Some(program) = program() else { return read_here(bytes) };
    let child = Command::new(program)
        .arg(ARGUMENT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    // No more processes, or no program any more: the bounds of this folder hold all the same.
    let Ok(mut child) = child else { return read_here(bytes) };
    #[cfg(windows)]
    let _limits = limit_from_outside(&child);
    let (input, output) = (child.stdin.take(), child.stdout.take());
    cancel.guard(child)?;
    // The reader takes all of the file before it gives anything back; where it ends before, its
    // state says so.
    let _unread = input.map(|mut input| input.write_all(bytes));
    let mut answer = Vec::new();
    let read = output.map(|output| output.take(MAX_ANSWER).read_to_end(&mut answer));
    let status = cancel.wait();
    if cancel.is_cancelled() {
        return Err(Problem::Cancelled);
    }
    let is_whole = matches!(read, Some(Ok(_))) && status.is_ok_and(|status| status.success());
    match is_whole.then(|| serde_json::from_slice(&answer)) {
        Some(Ok(ProcessAnswer::Read(words))) => Ok(words),
        Some(Ok(ProcessAnswer::Refused(problem))) => Err(problem),
        _ => Err(Problem::TooCostly),
    }
}

/// The program that reads a PDF: the one that [`serve`] was called in; for a program that only
/// links this library, `nianbao` in its folder, or in the folder above for cargo's tests.
fn program() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    // The unit tests try what is compiled with them.
    if cfg!(test) {
        return None;
    }
    let find = || {
        let own = std::env::current_exe().ok()?;
        if IS_PROGRAM.load(Ordering::Relaxed) {
            // The file of the program may have been replaced since it was started.
            let running = Path::new("/proc/self/exe");
            return Some(if running.exists() { running.to_owned() } else { own });
        }
        let name = format!("nianbao{}", std::env::consts::EXE_SUFFIX);
        let folders = own.ancestors().skip(1).take(2);
        folders.map(|folder| folder.join(&name)).find(|program| program.is_file())
    };
    FOUND.get_or_init(find).as_deref()
}

/// Whether this process is the program, which can be started as a reader.
static IS_PROGRAM: AtomicBool = AtomicBool::new(false);

/// To be called by the program before anything else: makes it a reader where it was started as
/// one, and gives its exit code then. The limits hold before a byte of the file is read.
#[must_use]
pub fn serve() -> Option<u8> {
    IS_PROGRAM.store(true, Ordering::Relaxed);
    if std::env::args_os().nth(1).is_none_or(|argument| argument != ARGUMENT) {
        return None;
    }
    let answer = limit_from_inside().and_then(|()| {
        let mut bytes = Vec::new();
        io::stdin().take(crate::file::MAX_BYTES + 1).read_to_end(&mut bytes)?;
        let answer = match std::panic::catch_unwind(|| read_here(&bytes)) {
            Ok(Ok(words)) => ProcessAnswer::Read(words),
            Ok(Err(problem)) => ProcessAnswer::Refused(problem),
            // A fault of a library that was met by what the file says.
            Err(_) => ProcessAnswer::Refused(Problem::BrokenPdf),
        };
        let answer = serde_json::to_vec(&answer)?;
        io::stdout().write_all(&answer)
    });
    Some(if answer.is_ok() { 0 } else { 2 })
}

/// Limits this process, and leaves no image of its memory where it is ended.
#[cfg(unix)]
fn limit_from_inside() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limits = [
        (Resource::Data, MAX_MEMORY),
        (Resource::As, MAX_MAPPED),
        (Resource::Cpu, MAX_SECONDS),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        // A narrower limit that somebody else has set stays.
        let former = getrlimit(resource).current.unwrap_or(u64::MAX);
        let most = Some(most.min(former));
        let set = setrlimit(resource, Rlimit { current: most, maximum: most });
        // macOS has no limit on memory alone.
        if resource == Resource::Cpu {
            set?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)] // As where it can fail.
fn limit_from_inside() -> io::Result<()> {
    Ok(())
}

/// Windows limits a process by a job that it is put into from outside.
#[cfg(windows)]
fn limit_from_outside(child: &Child) -> Option<win32job::Job> {
    use std::os::windows::io::AsRawHandle as _;
    let mut limits = win32job::ExtendedLimitInfo::new();
    limits.limit_kill_on_job_close();
    limits.limit_working_memory(1, 384 * 1024 * 1024);
    let job = win32job::Job::create_with_limit_info(&limits).ok()?;
    job.assign_process(child.as_raw_handle() as isize).ok()?;
    Some(job)
}
