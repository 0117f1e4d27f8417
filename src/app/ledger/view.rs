//! What views read of the ledger.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::App;
use super::super::date::Moment;
use super::super::desk::Desk;
use super::comparison::LedgerComparison;
use super::document::LedgerDocument;
use super::editing;
use super::messages::DueRequests;
use super::overview::Overview;
use super::slice::LedgerShown;
use crate::file::Owner;
use crate::ledger::Tally;

impl App {
    /// What is in front: the report (or the start page), or the ledger.
    #[must_use]
    pub fn front(&self) -> Desk {
        self.core.front
    }

    /// The open ledger.
    #[must_use]
    pub fn ledger(&self) -> Option<&LedgerDocument> {
        self.core.ledger.document.as_ref()
    }

    /// Counts the ledgers that were opened: views forget what belongs to another one.
    #[must_use]
    pub fn ledger_generation(&self) -> u64 {
        self.core.ledger.generation
    }

    /// What is shown of the ledger.
    #[must_use]
    pub fn ledger_view(&self) -> &LedgerShown {
        self.ledger.view()
    }

    /// What was counted last of the ledger: of the state that it holds itself.
    #[must_use]
    pub fn ledger_overview(&self) -> Option<&Arc<Overview>> {
        self.ledger.overview()
    }

    /// What the ledger counts in the open report's year, where the two belong together.
    #[must_use]
    pub fn ledger_tally(&self) -> Option<&Arc<Tally>> {
        self.core.ledger.tally.as_ref()
    }

    /// The open report beside the ledger, where the two belong together.
    #[must_use]
    pub fn ledger_comparison(&self) -> Option<LedgerComparison> {
        let (tally, ledger) = (self.core.ledger.tally.as_ref()?, self.ledger()?);
        Some(LedgerComparison::of(self.core.report()?, ledger.ledger(), tally))
    }

    /// What is due in the ledger that was used last, or in the one that is open.
    #[must_use]
    pub fn ledger_due(&self) -> Option<DueRequests> {
        match (self.ledger(), self.ledger.overview()) {
            (None, _) => self.ledger.due().cloned(),
            (Some(open), Some(overview)) => {
                let path = open.path.clone().unwrap_or_default();
                Some(super::opening::due(path, overview))
            }
            (Some(_), None) => None,
        }
    }

    /// When the ledger's draft was last written, where it holds all that is not saved.
    #[must_use]
    pub fn ledger_draft_kept(&self) -> Option<Moment> {
        self.drafts.kept(&self.core, Desk::Ledger)
    }

    /// Whether the last save of the ledger failed.
    #[must_use]
    pub fn ledger_save_failed(&self) -> bool {
        self.ledger.has_failed()
    }

    /// Who has the ledger's file for writing, where it is open here only to be looked at.
    #[must_use]
    pub fn ledger_read_only(&self) -> Option<&Owner> {
        self.core.ledger.file.reader_of.as_ref()
    }

    /// The day now, as ledgers count days.
    #[must_use]
    pub fn today(&self) -> Date {
        editing::today(&self.core)
    }

    /// How something that is open and not saved stands: which one it is, and its revision.
    #[must_use]
    pub fn unsaved(&self, desk: Desk) -> Option<(u64, u64)> {
        let work = self.core.open_work(desk).filter(|work| work.dirty)?;
        Some((self.core.generation_of(desk), work.revision))
    }
}
