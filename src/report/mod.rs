//! One filled report: what was typed, and nothing that follows from it.

mod alignment;
mod amount;
mod anchor;
mod carried;
mod changes;
mod comment;
mod difference;
mod edit;
mod figures;
mod filled;
mod form;
pub mod place;
mod place_words;
mod published;
mod save_log;
mod template;
mod value;

use std::sync::Arc;

pub use amount::Amount;
pub use anchor::Anchor;
pub use carried::{CarriedFigure, FigureDecision, numbers};
pub use changes::{Change, changes};
pub use comment::{CellName, Comment, CommentAnswer, CommentPlace, TextMarks, writer_words};
pub use difference::{Step, Weighed, difference};
pub use edit::{Edit, EditError};
pub use figures::Figures;
pub use filled::Filled;
pub use form::Form;
pub use place_words::PlaceWords;
pub use published::{Publication, Published};
pub use save_log::{NotedChange, NotedSave, SaveLog};
pub use value::{MAX_COUNT, Value};

use crate::edition::Edition;
use place::Field;

/// Report years that can be named: the Regulation has been in force since 2008.
pub const YEARS: std::ops::RangeInclusive<u16> = 2008..=2099;

/// One year's report of one agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Full name of the agency (机关全称).
    pub agency: String,
    /// The year reported on; `None` where an imported text does not name it.
    pub year: Option<u16>,
    /// The title as printed.
    pub title: String,
    /// Paragraphs between the title and section one, one a line.
    pub lead_in: String,
    /// The six sections, in order.
    pub sections: [Section; 6],
    /// The figures of the tables, in the edition's form.
    pub figures: Figures,
    /// Who signs and when.
    pub signature: Signature,
    /// What is known of last year's report.
    pub last: Option<LastYear>,
    /// Warnings that the clerk has answered.
    pub waivers: Vec<Waiver>,
    /// What an import could not place; nothing of the source is dropped.
    pub imported: Option<ImportRecord>,
    /// The years and figures that last year's prose has left, in the order of the fields, as far
    /// as nobody has decided on them.
    pub carried: Vec<CarriedFigure>,
    /// What others have said of it, in the order in which it came.
    pub comments: Vec<Comment>,
    /// What was published of it; `None` as long as nothing was.
    pub published: Option<Arc<Published>>,
    /// Who changed what, save by save; no edit changes it, and nothing of it is printed.
    pub log: SaveLog,
}

/// A section's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading as printed, with its number; empty where the source has none.
    pub heading: String,
    /// Paragraphs, one a line; in a section with a table, those before it.
    pub before: String,
    /// Paragraphs after the table.
    pub after: String,
}

/// 署名 and 成文日期 as printed; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Full name of the agency.
    pub name: String,
    /// The date, as in 2026年1月15日.
    pub date: String,
}

/// Last year's report, as far as this year's checks need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastYear {
    /// The year that last year's report is on; `None` where it does not name it.
    pub year: Option<u16>,
    /// The figures of last year's report, in its own edition.
    pub figures: Figures,
    /// The prose of its six sections, before and after the table, one paragraph a line.
    pub sections: [String; 6],
}

/// A warning that the clerk has answered with a reason.
///
/// It answers one finding, as long as what that finding was about stays the same: an empty place or
/// subject means any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiver {
    /// The rule's code.
    pub code: String,
    /// The finding's place in words, as [`place::Place::words`] gives it.
    pub place: String,
    /// The finding's message.
    pub message: String,
    /// The sentence or the figure it was about.
    pub about: String,
    /// Why the report is right all the same.
    pub reason: String,
}

/// What an import leaves to be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportRecord {
    /// Name of the file it was read from.
    pub source: String,
    /// Lines of the source that found no place.
    pub unplaced: Vec<String>,
    /// Conversion residue that was taken out, and where.
    pub cleaned: Vec<String>,
    /// Whether the source had the title on several lines; they are one line now.
    pub joined_title: bool,
    /// Name of another edition, where the source had that edition's table heads over this one's
    /// cells; else empty.
    pub other_heads: String,
}

impl LastYear {
    /// Whether it can be the report of the year before another's: unless both years are known and
    /// say otherwise.
    #[must_use]
    pub fn precedes(&self, year: Option<u16>) -> bool {
        match (self.year, year) {
            (Some(last), Some(year)) => last.checked_add(1) == Some(year),
            _ => true,
        }
    }
}

impl Report {
    /// A blank report in an edition: title and headings as mandated, nothing filled in.
    #[must_use]
    pub fn blank(edition: Arc<Edition>, agency: &str, year: u16) -> Self {
        let section = |heading: &String| Section { heading: heading.clone(), ..Section::default() };
        Self {
            agency: agency.to_owned(),
            year: Some(year),
            title: edition.title(agency, year),
            lead_in: String::new(),
            sections: std::array::from_fn(|i| section(&edition.sections[i])),
            figures: Figures::blank(edition),
            signature: Signature::default(),
            last: None,
            waivers: Vec::new(),
            imported: None,
            carried: Vec::new(),
            comments: Vec::new(),
            published: None,
            log: SaveLog::default(),
        }
    }

    /// The edition whose form it fills.
    #[must_use]
    pub fn edition(&self) -> &Arc<Edition> {
        self.figures.edition()
    }

    /// A section by its number, 1 to 6.
    ///
    /// # Panics
    /// For any other number: a place in a report names only these.
    #[must_use]
    pub fn section(&self, number: u8) -> &Section {
        &self.sections[usize::from(number) - 1]
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Agency => &self.agency,
            Field::Title => &self.title,
            Field::LeadIn => &self.lead_in,
            Field::Heading(n) => &self.section(n).heading,
            Field::Before(n) => &self.section(n).before,
            Field::After(n) => &self.section(n).after,
            Field::SignatureName => &self.signature.name,
            Field::SignatureDate => &self.signature.date,
        }
    }

    fn text_mut(&mut self, field: Field) -> &mut String {
        match field {
            Field::Agency => &mut self.agency,
            Field::Title => &mut self.title,
            Field::LeadIn => &mut self.lead_in,
            Field::Heading(n) => &mut self.sections[usize::from(n) - 1].heading,
            Field::Before(n) => &mut self.sections[usize::from(n) - 1].before,
            Field::After(n) => &mut self.sections[usize::from(n) - 1].after,
            Field::SignatureName => &mut self.signature.name,
            Field::SignatureDate => &mut self.signature.date,
        }
    }

    /// Every field of text that is printed, in reading order.
    #[must_use]
    pub const fn printed_fields() -> [Field; 22] {
        let mut fields = [Field::Title; 22];
        fields[1] = Field::LeadIn;
        let mut number = 1;
        while number <= 6 {
            let at = 3 * number as usize - 1;
            fields[at] = Field::Heading(number);
            fields[at + 1] = Field::Before(number);
            fields[at + 2] = Field::After(number);
            number += 1;
        }
        fields[20] = Field::SignatureName;
        fields[21] = Field::SignatureDate;
        fields
    }

    /// Whether another report is the same agency's of the same year: a state of this one.
    #[must_use]
    pub fn is_state_of(&self, other: &Self) -> bool {
        self.year == other.year && self.agency == other.agency
    }

    /// A section's prose: before the table, newline, after the table.
    #[must_use]
    pub fn prose(&self, number: u8) -> String {
        let section = self.section(number);
        match (section.before.as_str(), section.after.as_str()) {
            (before, "") => before.to_owned(),
            ("", after) => after.to_owned(),
            (before, after) => format!("{before}\n{after}"),
        }
    }
}
