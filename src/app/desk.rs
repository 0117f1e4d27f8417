//! The two things that are open at a time: the report and the ledger of requests.

/// Which of the things that are open is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Desk {
    /// The report; without one the start page.
    #[default]
    Report,
    /// The ledger of requests.
    Ledger,
}

impl Desk {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Report, Self::Ledger];

    /// What it is called in a sentence.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Report => "报告",
            Self::Ledger => "台账",
        }
    }
}
