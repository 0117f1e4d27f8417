//! What is asked about what helps with writing.

use crate::report::place::Field;

/// What views ask for about what helps with writing.
#[derive(Clone, Debug)]
pub enum GuidanceCommand {
    /// Shows what helps with a field.
    Show(Field),
    /// Puts a phrase into a field.
    Insert {
        /// The field.
        field: Field,
        /// Where the caret was, in bytes of its text; at the end where it was nowhere.
        at: Option<usize>,
        /// The phrase, with what is to be filled in in 〔〕.
        phrase: String,
    },
    /// Keeps a phrase of the office's own.
    Keep {
        /// The section, 0 for the lead-in.
        section: u8,
        /// The phrase.
        text: String,
    },
    /// Takes one of them away.
    Forget {
        /// The section, 0 for the lead-in.
        section: u8,
        /// The phrase.
        text: String,
    },
}
