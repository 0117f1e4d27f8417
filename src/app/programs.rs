//! Other programs of the system, behind a trait, so that tests answer for them.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::import::libreoffice;

/// What a program left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// Whether it says that it did what it was asked.
    pub success: bool,
    /// What it printed.
    pub out: String,
    /// What it complained of.
    pub error: String,
}

/// Runs other programs. Called from threads; an answer may take some seconds.
pub trait Programs: Send + Sync {
    /// Runs a program to its end.
    ///
    /// # Errors
    /// Where it is not installed (`NotFound`), does not end in time (`TimedOut`), or cannot run.
    fn run(&self, program: &str, arguments: &[OsString]) -> io::Result<Output>;

    /// Opens a file or a folder with what the desktop has for it.
    ///
    /// # Errors
    /// Where nothing opens it.
    fn open(&self, path: &Path) -> io::Result<()>;

    /// Whether files are printed by the desktop's own verb and not by `lp`: so on Windows.
    fn prints_by_shell(&self) -> bool {
        cfg!(windows)
    }

    /// LibreOffice, where it is installed: it converts old Word and WPS files.
    fn libreoffice(&self) -> Option<PathBuf> {
        None
    }

    /// How long to wait between two looks at a print queue.
    fn pause(&self) -> Duration {
        Duration::from_millis(500)
    }
}

/// The system's programs as they are.
#[derive(Clone, Debug, Default)]
pub struct System {
    /// Variables for the programs, beside the program's own.
    pub environment: Vec<(String, String)>,
}

/// A program that has not ended by then is ended.
const PATIENCE: Duration = Duration::from_secs(20);
/// A program that shows something and has not failed by then is taken to show it.
const OPENED: Duration = Duration::from_secs(3);

impl Programs for System {
    fn run(&self, program: &str, arguments: &[OsString]) -> io::Result<Output> {
        let mut command = Command::new(program);
        // What is printed is parsed: it has to be the same everywhere.
        command.args(arguments).env("LC_ALL", "C").envs(self.environment.iter().cloned());
        let piped = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn()?;
        let (out, error) = (gather(child.stdout.take()), gather(child.stderr.take()));
        let Some(success) = ended(&mut child, PATIENCE)? else {
            // One that has ended meanwhile is as good.
            let _ended = child.kill();
            let _ended = child.wait();
            return Err(ErrorKind::TimedOut.into());
        };
        let text = |gathered: JoinHandle<Vec<u8>>| {
            String::from_utf8_lossy(&gathered.join().unwrap_or_default()).into_owned()
        };
        Ok(Output { success, out: text(out), error: text(error) })
    }

    fn libreoffice(&self) -> Option<PathBuf> {
        libreoffice()
    }

    fn open(&self, path: &Path) -> io::Result<()> {
        let mut last = io::Error::from(ErrorKind::NotFound);
        for mut command in open::commands(path) {
            match comes_up(&mut command) {
                Ok(false) => {}
                Ok(true) => return Ok(()),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

/// Starts a program that shows something, and leaves it alone; whether it has not failed at once.
///
/// # Errors
/// Where it is not installed or cannot run.
pub fn comes_up(command: &mut Command) -> io::Result<bool> {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let ended = ended(&mut quiet.spawn()?, OPENED)?;
    Ok(ended != Some(false))
}

/// Reads a pipe to its end aside, so that the program never waits for it.
fn gather(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // What could be read counts.
        let _read = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
        bytes
    })
}

/// Whether a program ended well; `None` where it is still running after so long.
fn ended(child: &mut Child, at_most: Duration) -> io::Result<Option<bool>> {
    let since = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if since.elapsed() > at_most {
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
