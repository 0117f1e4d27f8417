//! What is asked about comments.

use crate::report::{Comment, CommentPlace, Report};

/// Which comment: what it says, and where it stood in the list when that was seen. A list that has
/// changed since leads to the same comment, or to none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentId {
    at: usize,
    who: String,
    minute: Option<u64>,
    text: String,
}

impl CommentId {
    /// The comment with an index in the report's list.
    #[must_use]
    pub fn of(report: &Report, at: usize) -> Option<Self> {
        let Comment { who, minute, text, .. } = report.comments.get(at)?;
        Some(Self { at, who: who.clone(), minute: *minute, text: text.clone() })
    }

    /// Where it is in the report's list now.
    #[must_use]
    pub fn find(&self, report: &Report) -> Option<usize> {
        let same = |comment: &Comment| {
            (&comment.who, comment.minute, &comment.text) == (&self.who, self.minute, &self.text)
        };
        let here = report.comments.get(self.at).is_some_and(same).then_some(self.at);
        here.or_else(|| report.comments.iter().position(same))
    }
}

/// What views ask for about comments.
#[derive(Clone, Debug)]
pub enum CommentsCommand {
    /// Opens the comments beside the text, or leaves them.
    Toggle,
    /// Opens them.
    Open,
    /// Leaves them.
    Close,
    /// Shows only the open ones, or all.
    OnlyOpen(bool),
    /// Asks for the words of a new comment.
    Ask(CommentPlace),
    /// Asks for the words of an answer.
    AskAnswer(CommentId),
    /// Adds a comment: what it is about, its words.
    Add(CommentPlace, String),
    /// Adds an answer.
    Answer(CommentId, String),
    /// Says that one is settled, or is open again.
    Settle(CommentId, bool),
    /// Says of the current one that it is settled, or open again.
    SettleCurrent,
    /// Deletes one.
    Delete(CommentId),
    /// Makes one the current one.
    Choose(CommentId),
    /// Makes one the current one and goes to what it is about.
    Goto(CommentId),
    /// Goes to the next open one.
    Next,
    /// Goes to the open one before.
    Previous,
    /// Says what a comment is about whose words were not found: the words that are selected.
    PutAt(CommentPlace),
    /// Puts the one figure that a comment gives in the place of the one that its words hold.
    TakeFigure(CommentId),
}

/// Sheets about comments.
#[derive(Clone, Debug)]
pub enum CommentsModal {
    /// The words of a new comment.
    New(CommentPlace),
    /// The words of an answer.
    Answer(CommentId),
}
