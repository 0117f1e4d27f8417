//! The command line: a contract that others' scripts use.
//!
//! Exit codes: 0 done, even with warnings; 1 refused (`check`: something is to be mended);
//! 2 unreadable or misused. Results and findings go to standard output, refusals and errors to
//! standard error; neither carries a control character of the input.
//!
//! A command is a file with a `COMMAND` (`spec`) and a line in `table`; parsing, `--help`, the man
//! page and shell completions follow from it.

mod check;
mod compare;
mod completions;
mod correct;
mod demo;
mod findings;
mod flags;
mod folder;
mod form;
mod help;
mod import;
mod ledger;
mod ledger_export;
mod ledger_import;
mod ledger_new;
mod ledger_text;
mod ledger_view;
mod man;
mod new;
mod outcome;
mod outputs;
mod package;
mod parse;
mod publish;
mod render;
mod review;
mod rollup;
mod show;
mod spec;
mod table;
mod write;

use jiff::civil::date;

pub use crate::batch::Progress;
pub use completions::{Shell, completions};
pub use man::man_page;
pub use outcome::{CommandLine, Next, Outcome, Session, UNWRITTEN};

use parse::ParsedLine;
use table::COMMANDS;

/// Runs a command line (without the program's name) and gives back all that it says. `this_year` is
/// the calendar year now, and today its first day.
#[must_use]
pub fn run(arguments: CommandLine, this_year: u16) -> Next {
    run_telling(arguments, this_year, &mut |_, _| {})
}

/// Runs the command line; long commands report how far they are.
#[must_use]
pub fn run_telling(arguments: CommandLine, this_year: u16, progress: Progress<'_>) -> Next {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let today = date(i16::try_from(this_year).unwrap_or(i16::MAX).clamp(1, 9999), 1, 1);
    let session = Session { this_year, today, input: None, out: &mut out, err: &mut err, progress };
    let mut next = run_in(arguments, session);
    let (Next::Print(outcome) | Next::Window(outcome, _)) = &mut next;
    outcome.out.insert_str(0, &String::from_utf8_lossy(&out));
    outcome.err.insert_str(0, &String::from_utf8_lossy(&err));
    next
}

/// Runs a command line in a session: results that are too many to be kept are printed as they come,
/// and what is handed back comes after them.
#[must_use]
pub fn run_in(arguments: CommandLine, mut session: Session<'_>) -> Next {
    let next = match parse::parse(arguments, COMMANDS) {
        Ok(ParsedLine::Help(spec)) => {
            let out = spec.map_or_else(|| help::all(COMMANDS), help::one);
            Ok(Next::Print(Outcome { out, ..Outcome::default() }))
        }
        Ok(ParsedLine::Version) => {
            let out = concat!("nianbao ", env!("CARGO_PKG_VERSION"), "\n").into();
            Ok(Next::Print(Outcome { out, ..Outcome::default() }))
        }
        Ok(ParsedLine::Window(files)) => Ok(Next::Window(Outcome::default(), files)),
        Ok(ParsedLine::Command(spec, given)) => (spec.run)(&given, &mut session),
        Err(misuse) => Err(misuse),
    };
    next.unwrap_or_else(|misuse| Next::Print(Outcome::failed(2, misuse.to_string())))
}
