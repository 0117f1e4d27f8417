//! The open ledger as other features see it.

use std::sync::Arc;

use super::super::drafts::slot::Slot;
use super::super::save::file_state::FileState;
use super::document::LedgerDocument;
use crate::ledger::Tally;

/// The open ledger, with its file and its draft.
pub(crate) struct LedgerPlace {
    pub document: Option<LedgerDocument>,
    pub file: FileState,
    /// Where its draft is written.
    pub slot: Arc<Slot>,
    /// Counts the ledgers that were opened.
    pub generation: u64,
    /// What it counts in the open report's year and form, where it is that agency's.
    pub tally: Option<Arc<Tally>>,
}

impl LedgerPlace {
    pub(crate) fn new(slot: Arc<Slot>) -> Self {
        Self { document: None, file: FileState::default(), slot, generation: 0, tally: None }
    }

    /// Opens a ledger in the place of the one that is open, with its file.
    pub(crate) fn install(&mut self, document: LedgerDocument, file: FileState, slot: Arc<Slot>) {
        self.document = Some(document);
        self.file = file;
        self.slot = slot;
        self.generation += 1;
        self.tally = None;
    }

    /// Closes it.
    pub(crate) fn close(&mut self, slot: Arc<Slot>) {
        let generation = self.generation + 1;
        *self = Self { generation, ..Self::new(slot) };
    }
}
