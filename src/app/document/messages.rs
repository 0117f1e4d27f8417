//! What is asked about the open report.

use crate::report::Edit;
use crate::report::place::{CellId, Field};

/// What neighbouring edits are one step of: typing in one field is taken back as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Typing in a field of text.
    Field(Field),
    /// Typing in a cell.
    Cell(CellId),
    /// Choosing the year.
    Year,
}

/// What views ask for about the open report.
#[derive(Clone, Debug)]
pub enum DocumentCommand {
    /// Makes edits as one labelled step of the history.
    Edit {
        /// What the undo menu says.
        label: String,
        /// The edits, in order.
        edits: Vec<Edit>,
        /// What neighbouring edits it joins into one step.
        merge: Option<Merge>,
    },
    /// Ends a run of typing: what follows is a step of its own.
    EndMerge,
    /// Takes the last step back.
    Undo,
    /// Makes the step last taken back again.
    Redo,
    /// Puts 0 into the blank cells of the row the cursor is in.
    FillRow,
    /// Goes where one writes under the next heading （一） of a text.
    NextHeading {
        /// The field.
        field: Field,
        /// The byte of its text that the caret is at; `None` for the first heading.
        from: Option<usize>,
    },
    /// Puts 0 into the blank cells of the column that the cursor is in.
    FillColumn,
    /// Puts 0 into the blank cells of the table at hand.
    FillTable,
    /// Puts 0 into every blank cell of the report.
    FillReport,
    /// Writes a lead-in from agency, year and settings.
    ProposeLeadIn,
    /// Puts the headings that section one lacks where they belong.
    InsertAspects,
    /// Says that a paste was not taken: the text would have got so many characters, and at most
    /// `most` are taken.
    PasteRefused {
        /// Characters of the whole text.
        characters: usize,
        /// How many are taken.
        most: usize,
    },
    /// Puts the sentence on information processing fees into section six.
    InsertFeeSentence,
}
