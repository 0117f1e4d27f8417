//! What is asked about copying, and what comes of it.

use crate::export::Copied;

/// What is copied of a report as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopySubject {
    /// A table with its labels, by its index in the edition.
    Table(usize),
    /// Everything, from the title to the signature.
    Report,
}

/// What views ask for about copying.
#[derive(Clone, Debug)]
pub enum ClipboardCommand {
    /// Makes a table or the whole report ready for the clipboard, where nothing blocks it.
    Copy(CopySubject),
    /// Has the window put figures on the clipboard that a view has gathered.
    Put(Copied),
    /// Tells that the window has put a table or the report on the clipboard; whether as a table
    /// too, or as mere text.
    Taken {
        /// Whether what is pasted stays a table.
        with_tables: bool,
    },
}

/// What a job about copying sends back.
pub(crate) enum ClipboardAnswer {
    /// What was to be copied is ready; none where something blocks the report.
    Made(CopySubject, Option<Copied>),
}
