//! What is asked about an import under review.

use super::comparison::ReviewStep;
use crate::import::LineTarget;

/// What views ask for about the review. Its items are named by their place among the notes of the
/// import, which no check remakes.
#[derive(Clone, Copy, Debug)]
pub enum ReviewCommand {
    /// Begins the review of the published report that was read last.
    Begin,
    /// Accepts an item, or takes it back.
    Step(usize, ReviewStep),
    /// Accepts the item that was gone to.
    AcceptCurrent,
    /// Accepts in one step all the proposals that go together.
    AcceptProposals,
    /// Moves a line of the source, counted from 1, to where it belongs.
    MoveLine(usize, LineTarget),
    /// Makes an item the one that keys are about; nothing takes the keyboard.
    Choose(usize),
    /// Shows an item in the source and in the form.
    Goto(usize),
    /// Goes to the next item that something is left to be done about.
    Next,
    /// Goes to the one before.
    Previous,
    /// Ends the review: what was read is a report like any other.
    Finish,
    /// Ends the review with the next year's report, started from what was read.
    AsTemplate,
}
