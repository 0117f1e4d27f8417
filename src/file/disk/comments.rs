//! Comments on a report and what was published of it, as written in a file.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ReportData;
use super::history::{field, name};
use crate::file::ron_file::{ParseFault, impossible};
use crate::report::{
    Anchor, CellName, Comment, CommentAnswer, CommentPlace, Publication, Published, Report,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommentData {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    who: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minute: Option<u64>,
    place: CommentPlaceData,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    quote: String,
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    answers: Vec<CommentAnswerData>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    settled: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String,
}

/// What a comment is about: a field with the stretch in bytes, or ids of the edition.
#[derive(Serialize, Deserialize)]
pub(super) enum CommentPlaceData {
    Report,
    Text(String, usize, usize),
    Table(String),
    Cell(String, String, String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommentAnswerData {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    who: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minute: Option<u64>,
    text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublishedData<'t> {
    out: PublicationData,
    #[serde(borrow)]
    report: Box<ReportData<'t>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<PublicationData>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PublicationData {
    date: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    address: String,
}

impl CommentPlaceData {
    pub(super) fn of(place: &CommentPlace) -> Self {
        match place {
            CommentPlace::Report => Self::Report,
            CommentPlace::Text(anchor) => {
                let range = anchor.range();
                Self::Text(name(anchor.field()), range.start, range.end)
            }
            CommentPlace::Table(id) => Self::Table(id.clone()),
            CommentPlace::Cell(CellName { table, row, column }) => {
                Self::Cell(table.clone(), row.clone(), column.clone())
            }
        }
    }

    /// What a comment is about; `None` where there is no such field.
    pub(super) fn place(self) -> Option<CommentPlace> {
        Some(match self {
            Self::Report => CommentPlace::Report,
            Self::Text(named, start, end) => {
                CommentPlace::Text(Anchor::new(field(&named)?, start..end))
            }
            Self::Table(id) => CommentPlace::Table(id),
            Self::Cell(table, row, column) => CommentPlace::Cell(CellName { table, row, column }),
        })
    }
}

impl CommentData {
    pub(super) fn of(comment: &Comment) -> Self {
        let answer = |answer: &CommentAnswer| {
            let CommentAnswer { who, minute, text } = answer.clone();
            CommentAnswerData { who, minute, text }
        };
        Self {
            who: comment.who.clone(),
            minute: comment.minute,
            place: CommentPlaceData::of(&comment.place),
            quote: comment.quote.clone(),
            text: comment.text.clone(),
            answers: comment.answers.iter().map(answer).collect(),
            settled: comment.settled,
            source: comment.source.clone(),
        }
    }

    /// The comment; `None` where it is about a field that there is not.
    pub(super) fn comment(self) -> Option<Comment> {
        let answer = |answer: CommentAnswerData| {
            let CommentAnswerData { who, minute, text } = answer;
            CommentAnswer { who, minute, text }
        };
        Some(Comment {
            who: self.who,
            minute: self.minute,
            place: self.place.place()?,
            quote: self.quote,
            text: self.text,
            answers: self.answers.into_iter().map(answer).collect(),
            settled: self.settled,
            source: self.source,
        })
    }
}

/// The comments of a file, each about something that the report has.
pub(super) fn comments(
    text: &str,
    data: Vec<CommentData>,
    report: &Report,
) -> Result<Vec<Comment>, ParseFault> {
    let comments = data.into_iter().map(CommentData::comment).collect::<Option<Vec<_>>>();
    let places = |comments: &Vec<Comment>| {
        report.comments_fit(comments.iter().map(|comment| &comment.place))
    };
    comments.filter(places).ok_or_else(|| {
        let problem = "comments 所说的地方在文字里没有".to_owned();
        impossible(text, &["\n  comments:", "comments"], problem)
    })
}

impl PublicationData {
    fn of(out: &Publication) -> Self {
        Self { date: out.date.clone(), address: out.address.clone() }
    }

    fn publication(self) -> Publication {
        Publication { date: self.date, address: self.address }
    }
}

impl<'t> PublishedData<'t> {
    pub(super) fn of(published: &'t Published) -> Self {
        Self {
            out: PublicationData::of(&published.out),
            report: Box::new(ReportData::of(&published.report)),
            earlier: published.earlier.iter().map(PublicationData::of).collect(),
        }
    }

    /// What was published, or what cannot be.
    pub(super) fn published(self, text: &str) -> Result<Arc<Published>, ParseFault> {
        if self.report.published.is_some() {
            let problem = "已公布的报告里又有 published".to_owned();
            return Err(impossible(text, &["published:"], problem));
        }
        Ok(Arc::new(Published {
            out: self.out.publication(),
            report: Arc::new(self.report.report(text)?.as_published()),
            earlier: self.earlier.into_iter().map(PublicationData::publication).collect(),
        }))
    }
}
