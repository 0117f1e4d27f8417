//! What a draft holds, for what runs aside.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::Workable;
use crate::file::{Origin, Trail};
use crate::report::Step;

/// What the file holds.
pub(super) struct SavedState<T> {
    content: Arc<T>,
    /// The number of that state, reckoned when it is first asked for.
    state: Arc<OnceLock<u64>>,
}

impl<T> Clone for SavedState<T> {
    fn clone(&self) -> Self {
        Self { content: Arc::clone(&self.content), state: Arc::clone(&self.state) }
    }
}

impl<T: Workable> SavedState<T> {
    pub(super) fn new(content: Arc<T>) -> Self {
        Self { content, state: Arc::default() }
    }

    pub(super) fn content(&self) -> Arc<T> {
        Arc::clone(&self.content)
    }

    /// Whether the file holds this.
    pub(super) fn holds(&self, content: &Arc<T>) -> bool {
        Arc::ptr_eq(&self.content, content) || self.content == *content
    }

    fn state(&self) -> u64 {
        *self.state.get_or_init(|| self.content.state())
    }
}

/// Something with its file and its last steps.
pub(super) struct DraftParts<T: Workable> {
    pub content: Arc<T>,
    pub steps: Vec<Arc<Step<T::Edit>>>,
    pub file: Option<PathBuf>,
    pub saved: Option<SavedState<T>>,
}

/// What can be written as a draft, whatever it is.
trait DraftBody: Send + Sync {
    fn text(&self, minute: u64, parted: bool) -> String;
}

impl<T: Workable> DraftBody for DraftParts<T> {
    fn text(&self, minute: u64, parted: bool) -> String {
        let state = self.saved.as_ref().map(SavedState::state);
        let origin = Origin { file: self.file.clone(), state, minute, parted };
        self.content.draft_text(&Trail { origin, steps: self.steps.clone() })
    }
}

/// All that a draft holds of what is open.
#[derive(Clone)]
pub struct DraftContent {
    body: Arc<dyn DraftBody>,
    minute: u64,
    /// The revision of what is open.
    pub revision: u64,
    /// Whether the clerk has chosen to leave it as a draft.
    pub parted: bool,
}

impl fmt::Debug for DraftContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nothing of what it holds: a ledger's draft has names in it.
        f.debug_struct("DraftContent").field("revision", &self.revision).finish_non_exhaustive()
    }
}

impl DraftContent {
    pub(super) fn new<T: Workable>(body: DraftParts<T>, (minute, revision): (u64, u64)) -> Self {
        let body = Arc::new(body);
        Self { body, minute, revision, parted: false }
    }

    /// The draft's text.
    #[must_use]
    pub fn text(&self) -> String {
        self.body.text(self.minute, self.parted)
    }
}
