//! What a command says, and what it runs in.

use std::ffi::OsString;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::batch::Progress;
use crate::file::FileError;
use crate::zh;

/// What a command has to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// For standard output.
    pub out: String,
    /// For standard error.
    pub err: String,
    /// 0, 1 or 2.
    pub code: u8,
}

impl Outcome {
    /// A refusal or an error alone.
    pub(super) fn failed(code: u8, text: impl AsRef<str>) -> Self {
        let mut outcome = Self::default();
        outcome.fail(code, text);
        outcome
    }

    /// Adds a line of text; what a terminal would obey in it is shown as a mark.
    pub(super) fn line(&mut self, text: impl AsRef<str>) {
        self.out.push_str(&zh::shown(text.as_ref()));
        self.out.push('\n');
    }

    /// Adds a refusal or an error; the worst code stays.
    pub(super) fn fail(&mut self, code: u8, text: impl AsRef<str>) {
        self.err.push_str(&zh::shown(text.as_ref()));
        self.err.push('\n');
        self.code = self.code.max(code);
    }

    /// Adds what another one says.
    pub(super) fn add(&mut self, other: &Self) {
        self.out.push_str(&other.out);
        self.err.push_str(&other.err);
        self.code = self.code.max(other.code);
    }
}

/// What to do after a command has run.
#[derive(Debug)]
pub enum Next {
    /// Print this and end.
    Print(Outcome),
    /// Print this and open the window, with the files that were named: several are years of one agency.
    Window(Outcome, Vec<PathBuf>),
}

impl Next {
    /// The end of a command: what it said, with the error that stopped it.
    pub(super) fn end(mut outcome: Outcome, done: Result<(), FileError>) -> Self {
        if let Err(error) = done {
            outcome.fail(2, error.to_string());
        }
        Self::Print(outcome)
    }
}

/// What a command runs in. Nothing else of the machine reaches it but the files that are named.
pub struct Session<'a> {
    /// The calendar year now.
    pub this_year: u16,
    /// Today, for what depends on the day.
    pub today: Date,
    /// Where a list of files is read from when `-` asks for it; taken by who reads it.
    pub input: Option<&'a mut dyn BufRead>,
    /// Where results go that are too many to be kept until the end.
    pub out: &'a mut dyn Write,
    /// Where errors go beside such results.
    pub err: &'a mut dyn Write,
    /// Called with how far a long command is.
    pub progress: Progress<'a>,
}

impl Session<'_> {
    /// Prints a part of a long result at once and forgets its text; the code stays.
    ///
    /// # Errors
    /// Where the output cannot be written, a closed pipe included.
    pub(super) fn print(&mut self, part: &mut Outcome) -> io::Result<()> {
        let written = self.out.write_all(part.out.as_bytes());
        part.out.clear();
        // Where not even this can be written, the exit code still says it.
        let _untold = self.err.write_all(part.err.as_bytes());
        part.err.clear();
        written
    }
}

/// What ends a command whose output cannot be written: nothing more is said where the reader has
/// closed the pipe, which is the reader's choice.
pub(super) fn unwritten(error: &io::Error) -> Outcome {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Outcome::default();
    }
    Outcome::failed(2, UNWRITTEN)
}

/// The message about a file on which the program panicked.
pub(super) fn panicked(path: &Path) -> Outcome {
    let file = path.display();
    let problem = format!("“{file}”没有读完：程序出错。请把这个文件告诉开发者；其余文件照常处理。");
    Outcome::failed(2, problem)
}

/// The message that results could not be written.
pub const UNWRITTEN: &str = "结果没有写完，请核对输出的位置和磁盘空间。";

/// The words of a command line, without the program's name.
pub type CommandLine = Vec<OsString>;
