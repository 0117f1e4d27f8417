//! What is shown of the open report, and where the clerk is in it.

use std::collections::BTreeMap;

use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::report::place::Place;

/// A part of the report that the editor shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Agency, year, title, lead-in, signature.
    #[default]
    Basic,
    /// A section, 1 to 6.
    Section(u8),
    /// All tables below each other.
    Tables,
}

impl Part {
    /// Every part, in the order of the form.
    pub const ALL: [Self; 8] = [
        Self::Basic,
        Self::Section(1),
        Self::Section(2),
        Self::Section(3),
        Self::Section(4),
        Self::Section(5),
        Self::Section(6),
        Self::Tables,
    ];

    /// The part after it, going round.
    #[must_use]
    pub fn next(self) -> Self {
        self.steps(1)
    }

    /// The part before it, going round.
    #[must_use]
    pub fn previous(self) -> Self {
        self.steps(Self::ALL.len() - 1)
    }

    fn steps(self, count: usize) -> Self {
        let at = Self::ALL.iter().position(|part| *part == self).unwrap_or(0);
        Self::ALL[(at + count) % Self::ALL.len()]
    }
}

/// Which of the problems are listed and gone through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProblemFilter {
    /// Those of one severity; all of them where it is `None`.
    pub severity: Option<Severity>,
    /// Those in one part: basic information or a section; all of them where it is `None`.
    pub part: Option<Part>,
}

impl ProblemFilter {
    /// Whether a finding of a report is one of them.
    #[must_use]
    pub fn takes(&self, report: &Report, finding: &Finding) -> bool {
        let part = || finding.place.section(report).map_or(Part::Basic, Part::Section);
        self.severity.is_none_or(|severity| finding.severity == severity)
            && self.part.is_none_or(|wanted| wanted == part())
    }
}

/// What is to be done in the cells or the text that has the keyboard, or last had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditRequest {
    /// Copies what is selected and takes it out.
    Cut,
    /// Copies what is selected.
    Copy,
    /// Puts in what is on the clipboard.
    Paste,
    /// Copies the first selected row of cells into those below it.
    FillDown,
    /// Copies the first selected column of cells into those right of it.
    FillRight,
    /// Puts 0 into the blank ones of the selected cells.
    FillBlock,
    /// Says something about what is selected.
    Comment,
    /// Puts the current comment on what is selected.
    PutComment,
    /// Goes to the next heading （一） from the caret on.
    NextHeading,
}

/// What views ask for about what is shown.
#[derive(Clone, Debug)]
pub enum NavigationCommand {
    /// Shows a part of the report.
    Show(Part),
    /// Shows and focuses a place.
    Goto(Place),
    /// The place has been shown: nothing moves again until the next `Goto`.
    Arrived,
    /// Has something done where the keyboard is, or last was.
    Edit(EditRequest),
    /// It has been done.
    Edited,
    /// Tells where the cursor is, for what follows it (help, fill this row, next problem).
    Cursor(Option<Place>),
}

/// What is shown.
#[derive(Debug, Default)]
pub(super) struct Navigation {
    /// The part that is shown.
    pub part: Part,
    /// The place to scroll to and focus, until it was arrived at.
    pub target: Option<Place>,
    /// Where the cursor is.
    pub cursor: Option<Place>,
    /// Where the cursor was in each part: a key for a part leads back to it.
    pub places: BTreeMap<Part, Place>,
    /// What is to be done where the keyboard is, until it has been.
    pub edit: Option<EditRequest>,
    /// How often F6 was pressed.
    pub pane: usize,
    /// Which problems are listed and gone through.
    pub problems: ProblemFilter,
    /// Last year's figures are gone through one by one.
    pub checking_last: bool,
}
