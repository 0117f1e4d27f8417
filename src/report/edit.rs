//! The one way to change a report: primitive edits, each of which gives back its inverse.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::place::{CellId, Field};
use super::{
    CarriedFigure, Comment, Figures, ImportRecord, LastYear, MAX_COUNT, Published, Report,
    TextMarks, Value, Waiver, YEARS,
};

/// A primitive change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Replaces the text of a field.
    Text(Field, String),
    /// Replaces a stretch of a field, in bytes of its text.
    Splice(Field, Range<usize>, String),
    /// Sets the year (not the edition).
    Year(Option<u16>),
    /// Puts a value into a cell.
    Value(CellId, Value),
    /// Notes or forgets a total as it was printed in an imported report.
    Printed(CellId, Option<Value>),
    /// Replaces all figures, and with them the edition.
    Figures(Box<Figures>),
    /// Replaces what is known of last year.
    Last(Option<Box<LastYear>>),
    /// Replaces the waivers.
    Waivers(Vec<Waiver>),
    /// Replaces what an import has left to be looked at.
    Imported(Option<Box<ImportRecord>>),
    /// Replaces the marks of what is carried over from last year's prose.
    Carried(Vec<CarriedFigure>),
    /// Replaces the comments.
    Comments(Vec<Comment>),
    /// Replaces what was published.
    Published(Option<Arc<Published>>),
    /// An edit after which the marks of the text are these: what takes back a change of text in a
    /// field that has marks or comments.
    Marked(Box<Edit>, Box<TextMarks>),
}

/// Why an edit was not made; the report is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The edition's form has no such cell.
    NoSuchCell,
    /// A total is computed, not typed; what is not a total was not printed as one.
    Total,
    /// The value is not as [`Value::read`] reads its text for the cell's kind.
    Value,
    /// Sections are numbered 1 to 6.
    NoSuchSection,
    /// The field's text has no such stretch.
    NoSuchStretch,
    /// A field of one line was given several.
    SeveralLines,
    /// The year is outside [`YEARS`].
    Year,
    /// A mark of what is carried over, or what a comment is about, has no such place in its field.
    NoSuchMark,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSuchCell => "表中没有这一格",
            Self::Total => "总计由程序计算，不能填写",
            Self::Value => "这一格不能放这样的值",
            Self::NoSuchSection => "报告只有六个部分",
            Self::NoSuchStretch => "文字已经改过，请重新核对",
            Self::SeveralLines => "此处只能填一行",
            Self::NoSuchMark => "文字已经改过，沿用的标记或意见对不上",
            Self::Year => "年度应在 2008 至 2099 之间",
        })
    }
}

impl std::error::Error for EditError {}

impl Field {
    /// Whether the field is one line (the others hold one paragraph a line).
    #[must_use]
    pub fn is_line(self) -> bool {
        !matches!(self, Self::LeadIn | Self::Before(_) | Self::After(_))
    }

    fn exists(self) -> bool {
        match self {
            Self::Heading(n) | Self::Before(n) | Self::After(n) => (1..=6).contains(&n),
            _ => true,
        }
    }
}

impl Report {
    /// Makes one edit and gives back the edit that takes it back.
    ///
    /// # Errors
    /// Where the edit makes no sense for this report, which then stays as it was.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        use std::mem::replace;
        Ok(match edit {
            Edit::Text(field, _) | Edit::Splice(field, ..) if !field.exists() => {
                return Err(EditError::NoSuchSection);
            }
            Edit::Text(field, text) | Edit::Splice(field, _, text)
                if field.is_line() && text.contains(['\n', '\r']) =>
            {
                return Err(EditError::SeveralLines);
            }
            Edit::Splice(field, range, text) => self.splice(field, range, &text)?,
            Edit::Text(field, text) => {
                let former = replace(self.text_mut(field), text);
                self.marked(Edit::Text(field, former.clone()), field, &former)
            }
            Edit::Year(Some(year)) if !YEARS.contains(&year) => return Err(EditError::Year),
            Edit::Year(year) => Edit::Year(replace(&mut self.year, year)),
            Edit::Value(id, _) if self.figures.cell(id).is_none() => {
                return Err(EditError::NoSuchCell);
            }
            Edit::Value(id, _) if self.figures.is_total(id) => return Err(EditError::Total),
            Edit::Value(id, value) if !self.reads_back(id, &value) => return Err(EditError::Value),
            Edit::Value(id, value) => Edit::Value(id, self.figures.set_typed(id, value)),
            Edit::Printed(id, _) if self.figures.cell(id).is_none() => {
                return Err(EditError::NoSuchCell);
            }
            Edit::Printed(id, _) if !self.figures.is_total(id) => return Err(EditError::Total),
            Edit::Printed(id, Some(value)) if !self.reads_back(id, &value) => {
                return Err(EditError::Value);
            }
            Edit::Printed(id, value) => Edit::Printed(id, self.figures.set_printed(id, value)),
            Edit::Figures(figures) => Edit::Figures(Box::new(replace(&mut self.figures, *figures))),
            Edit::Last(last) => {
                Edit::Last(replace(&mut self.last, last.map(|last| *last)).map(Box::new))
            }
            Edit::Waivers(waivers) => Edit::Waivers(replace(&mut self.waivers, waivers)),
            Edit::Imported(imported) => {
                let imported = imported.map(|imported| *imported);
                Edit::Imported(replace(&mut self.imported, imported).map(Box::new))
            }
            Edit::Carried(marks) if !self.carried_fit(&marks) => return Err(EditError::NoSuchMark),
            Edit::Carried(marks) => Edit::Carried(replace(&mut self.carried, marks)),
            Edit::Comments(comments)
                if !self.comments_fit(comments.iter().map(|comment| &comment.place)) =>
            {
                return Err(EditError::NoSuchMark);
            }
            Edit::Comments(comments) => Edit::Comments(replace(&mut self.comments, comments)),
            Edit::Published(published) => Edit::Published(replace(&mut self.published, published)),
            Edit::Marked(edit, marks) => self.apply_marked(*edit, *marks)?,
        })
    }

    /// Replaces a stretch of a field's text, in bytes; gives back the edit that takes it back.
    fn splice(&mut self, field: Field, range: Range<usize>, text: &str) -> Result<Edit, EditError> {
        let whole = self.text_mut(field);
        let Some(old) = whole.get(range.clone()).map(ToOwned::to_owned) else {
            return Err(EditError::NoSuchStretch);
        };
        let back = range.start..range.start + text.len();
        let former = whole.clone();
        whole.replace_range(range, text);
        Ok(self.marked(Edit::Splice(field, back, old), field, &former))
    }

    /// Makes an edit and puts marks in the place of those that there are; gives back the edit that
    /// takes both back.
    fn apply_marked(&mut self, edit: Edit, marks: TextMarks) -> Result<Edit, EditError> {
        let (former, before) = (self.text_marks(), self.clone());
        let back = self.apply(edit)?;
        if !self.put_marks(marks) {
            *self = before;
            return Err(EditError::NoSuchMark);
        }
        let back = if let Edit::Marked(back, _) = back { *back } else { back };
        Ok(Edit::Marked(Box::new(back), Box::new(former)))
    }

    /// Moves the marks of a field with its text, which was `former`; `back` takes back that change,
    /// and gets the marks as they were where any is in the field.
    fn marked(&mut self, back: Edit, field: Field, former: &str) -> Edit {
        if self.carried.is_empty() && self.comments.is_empty() {
            return back;
        }
        let marks = self.text_marks();
        let figures = self.move_carried(field, former);
        let comments = self.move_comments(field, former);
        if figures || comments { Edit::Marked(Box::new(back), Box::new(marks)) } else { back }
    }

    /// Whether a value is what its own text reads as, so that a saved report comes back exactly.
    fn reads_back(&self, id: CellId, value: &Value) -> bool {
        let Some(kind) = self.figures.cell(id).map(|cell| cell.kind) else { return false };
        if let Value::Count(number) = value
            && kind.counts()
        {
            return number.abs() <= MAX_COUNT;
        }
        let text = value.text();
        !text.contains(char::is_control) && Value::read(kind, &text) == *value
    }
}
