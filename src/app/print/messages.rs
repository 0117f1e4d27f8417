//! What is asked about printing, and what comes of it.

use super::choices::{HandedFolder, Prepared, PrintChoices, PrintedAs, PrintedCopy, Printing};
use super::system::{Job, Order, PrintProblem, PrintState, PrintWay};
use crate::export::ReviewCopy;

/// What views ask for about printing.
#[derive(Clone, Debug)]
pub enum PrintCommand {
    /// Makes the pages and looks for printers.
    Begin(PrintedAs),
    /// Looks for printers once more, for the same pages.
    LookForPrinters,
    /// Makes the pages of another copy: the 送审稿 as told, or the published one.
    MakePages(Option<ReviewCopy>),
    /// Gives the pages that were made to a printer.
    Send(Order),
    /// Takes back the print job that is shown.
    Cancel,
    /// Has the desktop print the pages.
    ByShell,
    /// Has the desktop open the pages.
    OpenPages,
}

/// What the desktop does with the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handing {
    /// The desktop's program prints the pages.
    Print,
    /// The desktop's program opens the pages.
    Open,
}

/// What a job about printing sends back.
pub(crate) enum PrintAnswer {
    /// The pages to print, where nothing blocks the report, and how they can be printed.
    Found { prepared: Option<Box<Prepared>>, way: Result<PrintWay, PrintProblem> },
    /// The pages of another copy, where nothing blocks the report.
    Made { review: Option<ReviewCopy>, prepared: Option<Box<Prepared>> },
    /// A printer has taken a job, or not.
    Sent { id: u64, queue: String, result: Result<Job, PrintProblem> },
    /// On the way: how far a print job is.
    State { id: u64, state: PrintState },
    /// A print job ended.
    Ended { id: u64, queue: String, state: PrintState },
    /// The desktop was given the pages.
    HandedOver { handing: Handing, result: Result<HandedFolder, String> },
}

/// Sheets about printing.
#[derive(Clone, Debug)]
pub enum PrintModal {
    /// The pages are being made, and printers looked for.
    Looking,
    /// Printer, copies, pages, sides.
    Choose(PrintChoices),
    /// The desktop prints, or opens the pages.
    ByShell(PrintedCopy),
    /// Nothing could be printed.
    NotPrinted(PrintProblem),
    /// A print job is under way.
    UnderWay(Printing),
    /// A print job ended.
    Ended {
        /// How, in a word.
        title: &'static str,
        /// What to do.
        words: String,
    },
}
