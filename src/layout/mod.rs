//! Prose and grids → pages of positioned items. The only place that breaks lines and pages.
//!
//! Any report is laid out, finished or not; whatever it holds, nothing but the page number stands
//! outside the text area, no text overlaps, and no character is dropped without being told.

mod borders;
mod cell;
mod checklist;
mod columns;
mod even;
mod flow;
mod form;
mod kinsoku;
mod line;
mod measure;
pub mod page;
mod places;
mod prose;
mod rows;
pub mod sheet;
mod signature;
mod table;
mod title;
mod title_words;

pub use checklist::{ChecklistRow, checklist};
pub use form::form;
pub use measure::MISSING;
pub use prose::subheading;
pub use table::{Shape, shape};
pub use title::title_lines;

use crate::font::{Face, Fonts};
use crate::report::place::{Field, Place};
use crate::report::{Filled, Report};
use crate::units::Length;
use measure::Measure;
use page::{Document, Item, Page};
use prose::Setter;
use sheet::{FOLIO, HEIGHT, LEFT, TOP, WIDTH};

/// Choices that the standard leaves to the office; the default is none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A quarter of an em between Chinese and the digits or Latin letters beside it.
    pub latin_gap: bool,
}

/// A report as pages, and what could not be set as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// The pages.
    pub document: Document,
    /// In reading order.
    pub problems: Vec<Problem>,
}

/// Something that could not be set as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// What is wrong with it.
    pub trouble: Trouble,
}

/// What can be wrong with a text on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No face has the character; [`MISSING`] is drawn. Told at its first place only.
    NoGlyph(char),
    /// A figure is too long for its cell even at the smallest size; it runs over several lines.
    Broken,
    /// A figure is too long for its cell even so; its end is not printed.
    Cut,
}

impl Problem {
    /// What is wrong, in a clerk's words.
    #[must_use]
    pub fn message(&self) -> String {
        match self.trouble {
            Trouble::NoGlyph(c) => {
                format!("字体中没有“{c}”（U+{:04X}），版面上以{MISSING}代替", u32::from(c))
            }
            Trouble::Broken => "数字太长，缩到最小字号仍排不进一行，已分行排".to_owned(),
            Trouble::Cut => "内容太长，格内排不下，版面上没有排完".to_owned(),
        }
    }
}

/// Lays a report out; any report, finished or not.
#[must_use]
pub fn layout(report: &Report, fonts: &Fonts, options: Options) -> Laid {
    let mut setter = Setter::new(fonts, options);
    setter.title(&report.title, &report.agency);
    setter.prose(Field::LeadIn, &report.lead_in);
    for (number, section) in (1..).zip(&report.sections) {
        setter.heading(Field::Heading(number), &section.heading);
        setter.prose(Field::Before(number), &section.before);
        if let Some(table) = report.edition().table_in(number) {
            setter.table(Filled::new(&report.figures, table));
        }
        setter.prose(Field::After(number), &section.after);
    }
    setter.signature(&report.signature);
    finish(setter, report.title.clone(), report.agency.clone())
}

/// Breaks what was set into pages and numbers them.
fn finish(setter: Setter<'_>, title: String, author: String) -> Laid {
    let Setter { mut measure, blocks, problems } = setter;
    let (mut pages, outline) = flow::paginate(blocks);
    for (number, page) in (1..).zip(&mut pages) {
        add_folio(&mut measure, page, number);
    }
    Laid { document: Document { title, author, pages, outline }, problems }
}

/// The page number, its dashes 7 mm below the text area: at the right on odd pages, at the left on
/// even ones, one character in.
fn add_folio(measure: &mut Measure<'_>, page: &mut Page, number: usize) {
    let shaped = measure.shape(&format!("— {number} —"), Face::FangSong, FOLIO);
    let width = shaped.width(0..shaped.glyphs.len());
    let x = if number % 2 == 1 { LEFT + WIDTH - FOLIO - width } else { LEFT + FOLIO };
    // A dash stands 0.38 em above the baseline: in the middle of its em box.
    let baseline = TOP + HEIGHT + Length::mm(7) + FOLIO.scale(38, 100);
    for line in line::lines(&shaped, line::Measures::ragged(WIDTH)) {
        page.items.extend(line.runs(&shaped, x, baseline, |_| None).into_iter().map(Item::Text));
    }
}
