//! What is asked about the manual, and what comes of it.

use super::pages::ManualPage;

/// What views ask for about the manual.
#[derive(Clone, Copy, Debug)]
pub enum ManualCommand {
    /// Has the desktop open a page.
    Open(ManualPage),
}

/// What a job about the manual sends back.
pub(crate) enum ManualAnswer {
    /// The desktop was given a page; where it lies, if nothing opened it.
    Shown(Result<(), String>),
}
