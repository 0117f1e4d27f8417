//! A Word file that was exported, reviewed and came back (审阅稿): its comments at their words, and what
//! was changed in it, tracked or not, as proposals that are taken one by one or all.
//!
//! A Word file is read twice at once: as it was before its tracked changes, in which its comments are
//! found, and as it is with them. That is compared, paragraph by paragraph and cell by cell, with what the
//! file was made of, and so is a report that came back: what only the report has changed since is no
//! proposal, and what both have changed is told as such. Nothing of the report is changed here, and what
//! cannot be placed is listed.

mod base;
mod cells;
mod comments;
mod document;
mod letter;
mod lines;
mod merging;
mod moved;
mod naming;
mod notes;
mod pairing;
mod proposals;
mod returned;
mod rows;
mod runs;
mod source;
mod tables;

use std::fmt;

pub use base::ReviewBase;
pub use returned::{is_list_of_points, placed, read_text};
pub use source::ReviewSource;

use crate::import::Problem;
use crate::report::place::{CellId, Place};
use crate::report::{Anchor, Comment, Edit, Report, Value};
use crate::zh::shortened;

/// What a reviewed file says of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviewed {
    /// Its comments, in the order of the file, each at its place in the report; one whose words are not
    /// found [is lost](Comment::is_lost) and has them as its quote.
    pub comments: Vec<Comment>,
    /// What was changed, in the order of the report.
    pub proposals: Vec<ReviewProposal>,
    /// What was changed and has no place in the report, a line each in a clerk's words.
    pub unplaced: Vec<String>,
    /// How many paragraphs and cells only the report has changed since the file was made: they stay as
    /// they are.
    pub kept: usize,
}

/// One change of a reviewed file that the clerk may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewProposal {
    /// What it would change.
    pub at: ProposedAt,
    /// What the report says; empty for what is added.
    pub old: String,
    /// What the file says instead; empty for what is deleted.
    pub new: String,
    /// Who changed it, where the change was tracked.
    pub who: Option<String>,
    /// When, in minutes since 1970 in China, where the change was tracked.
    pub minute: Option<u64>,
    /// Where the report has changed the same words since the file was made: what they were then, empty
    /// where nothing was or nobody knows. `None` where only the file changed them.
    pub was: Option<String>,
    /// Whether it is one half of a move to another part of the report: what it deletes another proposal
    /// adds, or the other way round. A move within a part is one proposal.
    pub is_half: bool,
}

/// What a proposal would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposedAt {
    /// A stretch of a field's text; empty where something is added.
    Words(Anchor),
    /// A cell, with the value it would hold.
    Cell(CellId, Value),
}

/// Why a file is not read as a review of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewFault {
    /// It is no Word file, or a damaged one.
    Unreadable(Problem),
    /// It is the Word file of another report: the title in the file, and the report's.
    OtherReport(String, String),
}

impl fmt::Display for ReviewFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(_) => {
                f.write_str("不是能读的 Word 文档（docx）。请在 Word 或 WPS 中另存为 docx 再读入。")
            }
            Self::OtherReport(file, report) => write!(
                f,
                "不是这份报告的审阅稿：文件的标题是“{file}”，报告的标题是“{report}”。请核对是不是选错了文件。"
            ),
        }
    }
}

impl std::error::Error for ReviewFault {}

/// Reads a reviewed Word file against the report that it was made of, of which no earlier state is known;
/// `name` is the file's.
///
/// # Errors
/// That it is no Word file, or that of another report.
pub fn read(name: &str, bytes: &[u8], report: &Report) -> Result<Reviewed, ReviewFault> {
    ReviewSource::word(name, bytes, report, &[]).map(|source| source.against(report))
}

impl ReviewProposal {
    /// What it does, in a sentence's words without its place: “369” → “372”.
    #[must_use]
    pub fn words(&self) -> String {
        let (old, new) = (self.old.as_str(), self.new.as_str());
        let shown = |text: &str| text.trim().replace('\n', "¶");
        let half =
            if self.is_half { "（移到别处的一段，和另一处一起定）" } else { "" };
        if let Some((moved, behind)) = moved::of(old, new) {
            let words = shortened(&shown(moved), 30);
            return match behind {
                Some(other) => {
                    format!("“{words}”一段移到“{}”一段后面", shortened(&shown(other), 30))
                }
                None => format!("“{words}”一段移到前面"),
            };
        }
        match (old.trim(), new.trim()) {
            ("", "") if new.contains('\n') => "在这里分成两段".to_owned(),
            ("", "") if old.contains('\n') => "和下一段并成一段".to_owned(),
            ("", _) if new.starts_with('\n') => format!("后面增加一段“{}”{half}", shown(new)),
            ("", _) if new.ends_with('\n') => format!("前面增加一段“{}”{half}", shown(new)),
            ("", _) => format!("增加“{}”{half}", shown(new)),
            (_, "") => format!("删去“{}”{half}", shown(old)),
            _ => format!("“{}” → “{}”", shown(old), shown(new)),
        }
    }

    /// Where it is in the report.
    #[must_use]
    pub fn place(&self) -> Place {
        match &self.at {
            ProposedAt::Words(anchor) => anchor.place(),
            ProposedAt::Cell(id, _) => Place::Cell(*id),
        }
    }

    /// The edit that takes it; `None` where the report says something else there by now.
    #[must_use]
    pub fn edit(&self, report: &Report) -> Option<Edit> {
        match &self.at {
            ProposedAt::Words(anchor) => {
                let same = anchor.words(report) == Some(self.old.as_str());
                same.then(|| Edit::Splice(anchor.field(), anchor.range(), self.new.clone()))
            }
            ProposedAt::Cell(id, value) => {
                let same = report.figures.shown(*id).text() == self.old;
                same.then(|| Edit::Value(*id, value.clone()))
            }
        }
    }
}

impl Reviewed {
    /// The edits that take all proposals that only the file made and that still fit, in an order in
    /// which each can be made. What the report has changed as well is taken one by one.
    #[must_use]
    pub fn edits(&self, report: &Report) -> Vec<Edit> {
        // The last first: a change of length moves only what is behind it.
        let own = self.proposals.iter().rev().filter(|proposal| proposal.was.is_none());
        own.filter_map(|proposal| proposal.edit(report)).collect()
    }

    /// How many proposals are for words that the report has changed as well.
    #[must_use]
    pub fn of_both(&self) -> usize {
        self.proposals.iter().filter(|proposal| proposal.was.is_some()).count()
    }

    /// The comments of the file that a report does not have yet.
    #[must_use]
    pub fn new_comments(&self, report: &Report) -> Vec<Comment> {
        let known = |comment: &&Comment| {
            report.comments.iter().any(|other| {
                (&other.who, other.minute, &other.text, &other.quote)
                    == (&comment.who, comment.minute, &comment.text, &comment.quote)
            })
        };
        self.comments.iter().filter(|comment| !known(comment)).cloned().collect()
    }
}
