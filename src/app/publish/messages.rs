//! What is asked about publishing.

use super::super::clipboard::messages::CopySubject;

/// What takes a report out of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// The report is printed on paper.
    Print,
    /// The report is exported as files.
    Export,
    /// By the clipboard.
    Copy(CopySubject),
}

/// What views ask for about publishing.
#[derive(Clone, Copy, Debug)]
pub enum PublishCommand {
    /// Prints or exports, after what has to be said against it.
    Ask(Publish),
    /// Prints or exports although something is to be mended.
    Anyway(Publish),
    /// Prints or exports it as 送审稿, which may have what is to be mended; copies nothing.
    ForReview(Publish),
}

/// Something is to be mended before publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishModal {
    /// What was asked for.
    pub publish: Publish,
    /// The number of findings of severity E.
    pub errors: usize,
    /// The number of figures of last year's prose that nobody has decided on.
    pub carried: usize,
}
