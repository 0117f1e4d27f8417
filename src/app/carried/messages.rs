//! What is asked about prose that was carried over.

use crate::report::place::Field;

/// What views ask for about prose that was carried over.
#[derive(Clone, Copy, Debug)]
pub enum CarriedCommand {
    /// What was carried over in a field was looked at, and is right as it is.
    LookedAt(Field),
}
