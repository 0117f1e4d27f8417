//! What is shown of the open report, and where the clerk is in it.

use crate::report::place::Place;

/// A part of the report that the editor shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// What views ask for about what is shown.
#[derive(Clone, Debug)]
pub enum NavigationCommand {
    /// Shows a part of the report.
    Show(Part),
    /// Shows and focuses a place.
    Goto(Place),
    /// The place has been shown: nothing moves again until the next `Goto`.
    Arrived,
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
    /// How often F6 was pressed.
    pub pane: usize,
}
