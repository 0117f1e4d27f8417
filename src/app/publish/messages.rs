//! What is asked about publishing.

/// What takes a report out of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// On paper.
    Print,
    /// As files.
    Export,
}

/// What views ask for about publishing.
#[derive(Clone, Copy, Debug)]
pub enum PublishCommand {
    /// Prints or exports, after what has to be said against it.
    Ask(Publish),
    /// Prints or exports although something is to be mended.
    Anyway(Publish),
}

/// Something is to be mended before publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishModal {
    /// What was asked for.
    pub publish: Publish,
    /// How many findings of the E kind there are.
    pub errors: usize,
    /// How many figures of last year's prose nobody has decided on.
    pub carried: usize,
}
