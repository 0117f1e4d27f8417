//! A Word file that was exported, reviewed and came back (审阅稿): its comments at their words, and what
//! was changed in it, tracked or not, as proposals that are taken one by one or all.
//!
//! The file is read twice at once: as it was before its tracked changes, in which its comments are found,
//! and as it is with them, which is compared with the report paragraph by paragraph and cell by cell.
//! Nothing of the report is changed here, and what cannot be placed is listed.

mod cells;
mod comments;
mod document;
mod lines;
mod pairing;
mod proposals;
mod returned;

use std::fmt;

pub use returned::{placed, read_text};

use crate::import::Problem;
use crate::report::place::{CellId, Place};
use crate::report::{Anchor, Comment, Edit, Report, Value};
use document::ReviewedText;
use lines::ReportItem;

/// What a reviewed file says of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Its comments, in the order of the file, each at its place in the report; one whose words are not
    /// found [is lost](Comment::is_lost) and has them as its quote.
    pub comments: Vec<Comment>,
    /// What was changed, in the order of the report.
    pub proposals: Vec<ReviewProposal>,
    /// What was changed and has no place in the report, a line each in a clerk's words.
    pub unplaced: Vec<String>,
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

/// Reads a reviewed file against the report that it was made of; `name` is the file's.
///
/// # Errors
/// That it is no Word file, or that of another report.
pub fn read(name: &str, bytes: &[u8], report: &Report) -> Result<Reviewed, ReviewFault> {
    let text = document::read(bytes).map_err(ReviewFault::Unreadable)?;
    let items = lines::items(report);
    refuse_another(report, &items, &text)?;
    let mut unplaced = text.beside.clone();
    let proposals = proposals::all(report, &items, &text, &mut unplaced);
    let comments = comments::all(name, report, &items, &text);
    Ok(Reviewed { comments, proposals, unplaced })
}

/// Refuses a file that neither has the report's title nor half of its paragraphs.
fn refuse_another(
    report: &Report,
    items: &[ReportItem],
    text: &ReviewedText,
) -> Result<(), ReviewFault> {
    let file = document::lines(&text.original);
    let title = file.first().map(|line| lines::packed(line)).unwrap_or_default();
    if title == lines::packed(&report.title) {
        return Ok(());
    }
    let own = items.iter().filter_map(|item| match item {
        ReportItem::Line(line) => Some(line.text.as_str()),
        ReportItem::Table(_) => None,
    });
    let own: Vec<&str> = own.filter(|line| line.chars().count() > 12).collect();
    let there = own.iter().filter(|line| file.iter().any(|other| other.trim() == **line)).count();
    if own.is_empty() || there * 2 >= own.len() {
        return Ok(());
    }
    Err(ReviewFault::OtherReport(title, report.title.clone()))
}

impl ReviewProposal {
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
    /// The edits that take all proposals that still fit, in an order in which each can be made.
    #[must_use]
    pub fn edits(&self, report: &Report) -> Vec<Edit> {
        // The last first: a change of length moves only what is behind it.
        self.proposals.iter().rev().filter_map(|proposal| proposal.edit(report)).collect()
    }

    /// Takes one proposal out, and gives the edit that makes it; the others stay at their words once
    /// that edit is made. `None` where there is none, or the report says something else there by now.
    pub fn take(&mut self, index: usize, report: &Report) -> Option<Edit> {
        let edit = self.proposals.get(index)?.edit(report)?;
        let taken = self.proposals.remove(index);
        if let ProposedAt::Words(at) = taken.at {
            let (was, is) = (at.range().len(), taken.new.len());
            for later in self.proposals.iter_mut().skip(index) {
                if let ProposedAt::Words(anchor) = &mut later.at
                    && anchor.field() == at.field()
                {
                    let range = anchor.range();
                    let moved = |byte: usize| (byte + is).saturating_sub(was);
                    *anchor = Anchor::new(at.field(), moved(range.start)..moved(range.end));
                }
            }
        }
        Some(edit)
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
