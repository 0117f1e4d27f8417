//! What all that is worked on has in common, the report and the ledger of requests: where it is
//! saved, what was done to it, and what a draft of it holds.

pub mod content;
mod history;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use content::{DraftContent, DraftParts, SavedState};
use history::History;

use crate::file::Trail;
use crate::report::{Step, Weighed};

/// What can be worked on: changed by edits that can be taken back, and kept as a draft.
pub trait Workable: Clone + PartialEq + fmt::Debug + Send + Sync + 'static {
    /// One change.
    type Edit: Clone + fmt::Debug + Weighed + Send + Sync;
    /// What neighbouring edits are one step of.
    type Merge: Copy + PartialEq + fmt::Debug;

    /// Makes an edit.
    ///
    /// # Errors
    /// Why it cannot be made, in a clerk's words; nothing is changed then.
    fn make(&mut self, edit: Self::Edit) -> Result<(), String>;

    /// The edits that make `to` of `from`.
    fn difference(from: &Self, to: &Self) -> Vec<Self::Edit>;

    /// The text of a draft.
    fn draft_text(&self, trail: &Trail<Self::Edit>) -> String;

    /// A number that tells two states apart, the same in every run.
    fn state(&self) -> u64;
}

/// Something that is being worked on.
pub struct Working<T: Workable> {
    /// Shared with what runs aside: a draft that is being written holds up nothing.
    pub(super) content: Arc<T>,
    /// Where it is saved; `None` for what never was.
    pub path: Option<PathBuf>,
    saved: Option<SavedState<T>>,
    history: History<T>,
    /// Counts changes, so that work done aside can tell whether it is still of use.
    revision: u64,
}

impl<T: Workable> Working<T> {
    /// Opens something: `saved` where it is as it stands in its file.
    pub(super) fn new(content: T, path: Option<PathBuf>, saved: bool) -> Self {
        let content = Arc::new(content);
        let saved = saved.then(|| SavedState::new(Arc::clone(&content)));
        Self { content, path, saved, history: History::default(), revision: 0 }
    }

    /// Opens what a draft holds, with the steps that it remembers: `saved` is what its file holds,
    /// where there is one.
    pub(super) fn restored(
        content: T,
        steps: Vec<Arc<Step<T::Edit>>>,
        path: Option<PathBuf>,
        saved: Option<T>,
    ) -> Self {
        let saved = saved.map(|saved| SavedState::new(Arc::new(saved)));
        let history = History::restored(steps);
        // It has been changed before: it is not untouched.
        Self { content: Arc::new(content), path, saved, history, revision: 1 }
    }

    /// What a draft written now holds.
    #[must_use]
    pub fn content(&self, minute: u64) -> DraftContent {
        let body = DraftParts {
            content: Arc::clone(&self.content),
            steps: self.history.kept(minute),
            file: self.path.clone(),
            saved: self.saved.clone(),
        };
        DraftContent::new(body, (minute, self.revision))
    }

    /// Whether it differs from its file.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.saved.as_ref().is_none_or(|saved| !saved.holds(&self.content))
    }

    /// Whether it was never changed, and never saved.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.revision == 0 && self.path.is_none()
    }

    /// Grows with every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What its file holds; `None` for what was never saved.
    #[must_use]
    pub fn saved(&self) -> Option<Arc<T>> {
        self.saved.as_ref().map(SavedState::content)
    }

    /// Changes what no step of the history is about.
    pub(super) fn amend(&mut self, how: impl FnOnce(&mut T)) {
        how(Arc::make_mut(&mut self.content));
    }

    /// Notes what the file holds now.
    pub(super) fn mark_saved(&mut self, content: Arc<T>) {
        self.saved = Some(SavedState::new(content));
    }

    /// Makes edits as one step, at a `minute` since 1970 in China, and `then` what follows from
    /// them, told what was before. An edit that cannot be made leaves all as it was; edits that
    /// change nothing leave no step.
    ///
    /// # Errors
    /// Why the edits were not made.
    pub(super) fn edit(
        &mut self,
        (label, minute): (&str, u64),
        edits: Vec<T::Edit>,
        merge: Option<T::Merge>,
        then: impl FnOnce(&mut T, &T),
    ) -> Result<(), String> {
        let before = Arc::clone(&self.content);
        let content = Arc::make_mut(&mut self.content);
        for edit in edits {
            if let Err(problem) = content.make(edit) {
                self.content = before;
                return Err(problem);
            }
        }
        then(content, &before);
        if self.content == before {
            self.content = before;
        } else {
            self.history.note((label, minute), (&before, &self.content), merge);
            self.revision += 1;
        }
        Ok(())
    }

    /// Puts another state in place as one step, at a `minute` since 1970 in China.
    pub(super) fn take_over(&mut self, label: &str, content: T, minute: u64) {
        if *self.content != content {
            let before = std::mem::replace(&mut self.content, Arc::new(content));
            self.history.note((label, minute), (&before, &self.content), None);
            self.revision += 1;
        }
    }

    /// Ends a run of edits that are one step: the next one is a step of its own.
    pub(super) fn end_merge(&mut self) {
        self.history.end_merge();
    }

    /// Takes the last step back; its label, where there was one.
    pub(super) fn undo(&mut self) -> Option<String> {
        let label = self.history.undo(Arc::make_mut(&mut self.content))?;
        self.revision += 1;
        Some(label)
    }

    /// Makes the step last taken back again; its label, where there was one.
    pub(super) fn redo(&mut self) -> Option<String> {
        let label = self.history.redo(Arc::make_mut(&mut self.content))?;
        self.revision += 1;
        Some(label)
    }

    /// What undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// What redo would make again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }
}
