//! The command line: a contract that others' scripts use.
//!
//! Exit codes: 0 done, even with warnings; 1 refused (`check`: something is to be mended);
//! 2 unreadable or misused. Results and findings go to standard output, refusals and errors to
//! standard error. Nothing here prints: what would be printed is handed back.

mod args;
mod check;
mod commands;
mod cores;
mod folder;
mod render;
mod words;

use std::ffi::OsString;

pub use args::{Command, parse};
pub use check::{Listing, Task};
pub use cores::Progress;

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
    fn line(&mut self, text: impl AsRef<str>) {
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    /// Adds a refusal or an error; the worst code stays.
    fn fail(&mut self, code: u8, text: impl AsRef<str>) {
        self.err.push_str(text.as_ref());
        self.err.push('\n');
        self.code = self.code.max(code);
    }
}

/// What to do after the command line has been read.
#[derive(Debug)]
pub enum Next {
    /// Print this and end.
    Print(Outcome),
    /// Print this and open the window, with a file where one was named.
    Window(Outcome, Option<std::path::PathBuf>),
}

/// Runs a command line (without the program's name). `this_year` is the calendar year now.
#[must_use]
pub fn run(arguments: Vec<OsString>, this_year: u16) -> Next {
    run_telling(arguments, this_year, &mut |_, _| {})
}

/// The same; what takes its time tells how far it is.
#[must_use]
pub fn run_telling(arguments: Vec<OsString>, this_year: u16, progress: Progress<'_>) -> Next {
    match parse(arguments) {
        Ok(Command::Import { source, out, draft }) if source.is_dir() => {
            Next::Print(folder::import(&source, &out, draft, progress))
        }
        Ok(Command::Window(file)) => Next::Window(Outcome::default(), file),
        Ok(Command::Demo(folder)) => commands::demo(&folder),
        Ok(command) => Next::Print(commands::run(command, this_year, progress)),
        Err(problem) => {
            let mut outcome = Outcome::default();
            outcome.fail(2, problem);
            Next::Print(outcome)
        }
    }
}
