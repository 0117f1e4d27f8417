//! What is wrong with a report, where, and how it can be mended.

use crate::report::Edit;
use crate::report::place::Place;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// B: blocks saving, and so exporting and printing.
    Blocks,
    /// E: to be mended before the report is published.
    Error,
    /// W: may be right; can be waived with a written reason.
    Warning,
    /// I: worth knowing.
    Info,
}

impl Severity {
    /// The letter that scripts see.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Blocks => "B",
            Self::Error => "E",
            Self::Warning => "W",
            Self::Info => "I",
        }
    }

    /// The word that a clerk sees.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Blocks => "不能保存",
            Self::Error => "须改正",
            Self::Warning => "提醒",
            Self::Info => "提示",
        }
    }
}

/// One thing that is wrong, or may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code, R01 to R65.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The place in the report that the finding is about.
    pub place: Place,
    /// Where two places contradict each other, the second of them: the cell that a sentence is
    /// about, the items that a sum is of.
    pub other: Option<Place>,
    /// What is wrong, with the figures in it, and what to do.
    pub message: String,
    /// What a machine can do about it.
    pub fix: Option<Fix>,
    /// The clerk's reason, where the finding was waived.
    pub waived: Option<String>,
}

/// Which finding: its rule and its place. It stays the name of the same finding when a check makes
/// the list of findings anew, as an index into that list does not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FindingId {
    /// The rule's code.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// The other side, where the rule compares the place with several.
    pub other: Option<Place>,
}

impl Finding {
    /// The name of this finding.
    #[must_use]
    pub fn id(&self) -> FindingId {
        FindingId { code: self.code, place: self.place.clone(), other: self.other.clone() }
    }

    /// Whether it is about a blank cell, which its fix fills.
    #[must_use]
    pub fn fills_blank(&self) -> bool {
        let value = |edit: &Edit| matches!(edit, Edit::Value(..));
        self.code == "R06"
            && matches!(self.place, Place::Cell(_))
            && self.fix.as_ref().is_some_and(|fix| fix.edits.iter().all(value))
    }

    /// Whether an id is this finding's.
    #[must_use]
    pub fn is(&self, id: &FindingId) -> bool {
        self.code == id.code && self.place == id.place && self.other == id.other
    }
}

/// A mend that the clerk may accept: ordinary edits under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the button says: 补 0.
    pub label: String,
    /// The edits, in order. Those that splice one field are from its end to its start, so that
    /// each finds its stretch where the unmended text has it.
    pub edits: Vec<Edit>,
}
