//! What others say of a report (审阅意见): kept beside the text, never part of what is printed.

use super::anchor::{self, Anchor};
use super::place::{CellId, Field, Place};
use super::{CarriedFigure, Report};
use crate::edition::Edition;

/// Who wrote a comment, an answer or a save, as it is shown and printed: 未署名 where nobody knows.
#[must_use]
pub fn writer_words(who: &str) -> &str {
    if who.is_empty() { "未署名" } else { who }
}

/// One comment with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Who wrote it; empty where nobody knows.
    pub who: String,
    /// When it was written, in minutes since 1970 in China; `None` where nobody knows.
    pub minute: Option<u64>,
    /// What it is about, now.
    pub place: CommentPlace,
    /// The words it was about when it was written; empty for a table or the whole report.
    pub quote: String,
    /// What it says.
    pub text: String,
    /// What was answered, the oldest first.
    pub answers: Vec<CommentAnswer>,
    /// Whether somebody has settled it (已处理); else it is open (待处理).
    pub settled: bool,
    /// Name of the file that it came with; empty where it was written in the program.
    pub source: String,
}

/// One answer to a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentAnswer {
    /// Who wrote it; empty where nobody knows.
    pub who: String,
    /// When it was written, in minutes since 1970 in China; `None` where nobody knows.
    pub minute: Option<u64>,
    /// What it says.
    pub text: String,
}

/// What a comment is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentPlace {
    /// The report as a whole.
    Report,
    /// Words of a field, which it moves with.
    Text(Anchor),
    /// A table, by its id in the edition.
    Table(String),
    /// A cell.
    Cell(CellName),
}

/// A cell by what the edition calls its table, row and column: the same in every edition that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellName {
    /// Id of the table.
    pub table: String,
    /// Id of the row.
    pub row: String,
    /// Id of the column.
    pub column: String,
}

/// The marks of a report's text at one moment: what takes a change of text back puts them back as
/// they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextMarks {
    /// The marks of last year's figures.
    pub carried: Vec<CarriedFigure>,
    /// What each comment is about, in the order of the comments.
    pub places: Vec<CommentPlace>,
}

impl CellName {
    /// The name of a cell; `None` where the edition has no such cell.
    #[must_use]
    pub fn of(edition: &Edition, id: CellId) -> Option<Self> {
        let form = edition.tables.get(id.table)?;
        form.cells.get(id.index)?;
        let (row, column) = (form.row_of(id.index).id.clone(), form.column_of(id.index).id.clone());
        Some(Self { table: form.id.clone(), row, column })
    }

    /// The cell in an edition; `None` where that has none of the name.
    #[must_use]
    pub fn cell(&self, edition: &Edition) -> Option<CellId> {
        let table = edition.tables.iter().position(|form| form.id == self.table)?;
        let form = edition.tables.get(table)?;
        let row = form.row(&self.row)?;
        let column = form.band_of(row).columns.iter().position(|label| label.id == self.column)?;
        Some(CellId { table, index: form.cell_at(row, column)? })
    }
}

impl CommentPlace {
    /// The place in a report as findings name places; `None` where its form has no such table or cell.
    #[must_use]
    pub fn place(&self, report: &Report) -> Option<Place> {
        let edition = report.edition();
        match self {
            Self::Report => Some(Place::Report),
            Self::Text(anchor) => Some(anchor.place()),
            Self::Table(id) => {
                edition.tables.iter().position(|form| form.id == *id).map(Place::Table)
            }
            Self::Cell(name) => name.cell(edition).map(Place::Cell),
        }
    }

    /// What is at a place of a report; a place that no comment can be about is the whole report.
    #[must_use]
    pub fn of(report: &Report, place: &Place) -> Self {
        let edition = report.edition();
        match place {
            Place::Field(field) => Self::Text(Anchor::new(*field, 0..report.text(*field).len())),
            Place::Text(field, range) => Self::Text(Anchor::new(*field, range.clone())),
            Place::Table(table) | Place::Row(table, _) => {
                edition.tables.get(*table).map_or(Self::Report, |form| Self::Table(form.id.clone()))
            }
            Place::Cell(id) | Place::Column(id) => {
                CellName::of(edition, *id).map_or(Self::Report, Self::Cell)
            }
            Place::Report | Place::Year => Self::Report,
        }
    }
}

impl Comment {
    /// Whether what it was about is gone: its words were deleted, or the form has no such table or
    /// cell. Its [`quote`](Self::quote) still says what it was.
    #[must_use]
    pub fn is_lost(&self, report: &Report) -> bool {
        match &self.place {
            CommentPlace::Text(anchor) => anchor.is_gone() && !self.quote.is_empty(),
            other => other.place(report).is_none(),
        }
    }

    /// The words that it is about now, where they are other ones than when it was written.
    #[must_use]
    pub fn changed_words<'a>(&self, report: &'a Report) -> Option<&'a str> {
        let CommentPlace::Text(anchor) = &self.place else { return None };
        let words = anchor.words(report)?;
        (!words.is_empty() && words != self.quote).then_some(words)
    }

    /// Its words, answers, and names, in bytes.
    pub(super) fn weight(&self) -> usize {
        let answers = self.answers.iter().map(|a| a.who.len() + a.text.len() + 32).sum::<usize>();
        size_of::<Self>()
            + self.who.len()
            + self.quote.len()
            + self.text.len()
            + self.source.len()
            + answers
    }
}

impl Report {
    /// The comments that nobody has settled (待处理), with their indices.
    pub fn open_comments(&self) -> impl Iterator<Item = (usize, &Comment)> {
        self.comments.iter().enumerate().filter(|(_, comment)| !comment.settled)
    }

    /// Whether what comments are about is in the fields, at whole characters.
    #[must_use]
    pub fn comments_fit<'a>(&self, places: impl IntoIterator<Item = &'a CommentPlace>) -> bool {
        places.into_iter().all(|place| match place {
            CommentPlace::Text(anchor) => anchor.words(self).is_some(),
            _ => true,
        })
    }

    /// The comments in the order of what they are about, by their indices: the whole report, then
    /// from the title to the date; what is about the same place in the order in which it came.
    #[must_use]
    pub fn comments_in_order(&self) -> Vec<usize> {
        let fields = Self::printed_fields();
        let field = |field: Field| fields.iter().position(|other| *other == field);
        let key = |comment: &Comment| match comment.place.place(self) {
            Some(Place::Text(at, range)) => (field(at), 0, range.start),
            Some(Place::Cell(id)) => {
                let section = self.edition().tables[id.table].section;
                (field(Field::Before(section)), 1, id.index + 1)
            }
            Some(Place::Table(table)) => {
                (field(Field::Before(self.edition().tables[table].section)), 1, 0)
            }
            _ => (None, 0, 0),
        };
        let mut order: Vec<usize> = (0..self.comments.len()).collect();
        order.sort_by_key(|at| key(&self.comments[*at]));
        order
    }

    /// The marks of the text as they are.
    pub(super) fn text_marks(&self) -> TextMarks {
        let places = self.comments.iter().map(|comment| comment.place.clone()).collect();
        TextMarks { carried: self.carried.clone(), places }
    }

    /// Moves the comments on a field whose text has become what it is now from `old`; true where any
    /// is in this field.
    pub(super) fn move_comments(&mut self, field: Field, old: &str) -> bool {
        let mut comments = std::mem::take(&mut self.comments);
        let anchors = comments.iter_mut().filter_map(|comment| match &mut comment.place {
            CommentPlace::Text(anchor) => Some(anchor),
            _ => None,
        });
        let any = anchor::follow(anchors, field, (old, self.text(field)));
        self.comments = comments;
        any
    }

    /// Puts marks in the place of those that there are; false, and nothing is changed, where they do
    /// not fit the text or the comments.
    pub(super) fn put_marks(&mut self, marks: TextMarks) -> bool {
        let fit = self.carried_fit(&marks.carried)
            && marks.places.len() == self.comments.len()
            && self.comments_fit(&marks.places);
        if fit {
            self.carried = marks.carried;
            for (comment, place) in self.comments.iter_mut().zip(marks.places) {
                comment.place = place;
            }
        }
        fit
    }
}
