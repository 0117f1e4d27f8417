//! What is asked about figures that are carried over from last year's prose.

use crate::report::CarriedFigure;

/// What views ask for about figures that are carried over.
#[derive(Clone, Debug)]
pub enum CarriedCommand {
    /// Goes to the next figure that nobody has decided on.
    Next,
    /// Goes to the one before.
    Previous,
    /// Goes to one.
    Goto(CarriedFigure),
    /// One is right for this year as well.
    StillRight(CarriedFigure),
    /// One is this number this year: it is written in its place.
    Change(CarriedFigure, String),
    /// The one that the clerk is at is what is offered for it; goes on to the next.
    CurrentAsOffered,
    /// The one that the clerk is at is right for this year as well; goes on to the next.
    CurrentStillRight,
    /// The one that the clerk is at is this number this year; goes on to the next.
    CurrentIs(String),
    /// Goes through them one by one from now on, or leaves that.
    Check(bool),
    /// Lists those that nobody has decided on.
    List,
}
