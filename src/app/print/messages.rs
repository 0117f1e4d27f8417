//! What is asked about printing, and what comes of it.

use super::choices::{HandedFolder, Prepared, PrintChoices, Printing};
use super::system::{Job, Order, PrintProblem, PrintState, PrintWay};

/// What views ask for about printing.
#[derive(Clone, Debug)]
pub enum PrintCommand {
    /// Makes the pages and looks for printers.
    LookForPrinters,
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
    ByShell,
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
