//! Prose and grids → pages of positioned items. The only place that breaks lines and pages.
//!
//! Any report is laid out, finished or not; whatever it holds, nothing but the page number is
//! outside the text area, no text overlaps, and no character is dropped without a problem that says so.

mod borders;
mod cell;
mod columns;
mod even;
mod figure_sheet;
mod flow;
mod form;
mod kinsoku;
mod label_words;
mod line;
mod list_sheet;
mod measure;
mod number_units;
pub mod page;
mod places;
mod plan;
mod prose;
mod review;
mod rows;
pub mod sheet;
mod signature;
mod table;
mod table_block;
pub mod tags;
mod title;
mod title_words;

pub use figure_sheet::{BarChart, ChartBar, FigureSheet, KeyFigure, SheetFormat, figure_sheet};
pub use form::form;
pub use list_sheet::{ListSheet, WriteIn, list_sheet};
pub use measure::MISSING;
pub use prose::subheading;
pub use review::{MARK, ReviewLayout, review};
pub use table::TableShape;
pub use title::title_lines;

use crate::font::{Face, Fonts};
use crate::report::place::{Field, Place};
use crate::report::{Filled, Report};
use crate::units::Length;
use flow::Book;
use measure::Measure;
use page::{Item, LaidOut, Page};
use prose::Setter;
use sheet::{FOLIO, HEIGHT, LEFT, TOP, WIDTH};
use table::TablePurpose;

/// Choices that the standard leaves to the office; the default is none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A quarter of an em between Chinese and the digits or Latin letters beside it.
    pub latin_gap: bool,
    /// Laid out as 送审稿, every page marked; how.
    pub review: Option<ReviewLayout>,
}

impl Options {
    /// The lines of a page.
    fn lines(self) -> usize {
        if self.review.is_some() { review::LINES } else { sheet::LINES }
    }
}

/// A report as pages, and what could not be set as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// The pages with their outline and structure.
    pub document: LaidOut,
    /// In reading order.
    pub problems: Vec<LayoutProblem>,
    /// How each table is set, in order, for forms that set its lines themselves.
    pub tables: Vec<TableShape>,
}

/// Something that could not be set as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutProblem {
    /// Where it is.
    pub place: Place,
    /// What is wrong with it.
    pub trouble: Trouble,
}

/// What can be wrong with a text on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No face has the character; [`MISSING`] is drawn. Reported at its first place only.
    NoGlyph(char),
    /// A figure is too long for its cell even at the smallest size; it runs over several lines.
    Broken,
    /// A figure is too long for its cell even so; its end is not printed.
    Cut,
}

impl LayoutProblem {
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

/// Upper bound on lines of a report that others are given: more than a thousand pages take more memory
/// than a program may have.
pub const MAX_LINES: usize = 30_000;

/// About how many lines of text a report has on pages, its tables left out.
#[must_use]
pub fn lines_of(report: &Report) -> usize {
    let of_paragraph = |text: &str| 1 + text.chars().count() / prose::LINE;
    let fields = Report::printed_fields().into_iter();
    fields.flat_map(|field| report.text(field).lines()).map(of_paragraph).sum()
}

/// Lays a report out; any report, finished or not.
#[must_use]
pub fn layout(report: &Report, fonts: &Fonts, options: Options) -> Laid {
    let setter = set_report(report, fonts, options);
    finish(setter, report.title.clone(), report.agency.clone())
}

/// Everything that a report prints, in order.
fn set_report<'a>(report: &Report, fonts: &'a Fonts, options: Options) -> Setter<'a> {
    let mut setter = Setter::new(fonts, options);
    setter.title(&report.title, &report.agency);
    setter.prose(Field::LeadIn, &report.lead_in);
    for (number, section) in (1..).zip(&report.sections) {
        setter.heading(Field::Heading(number), &section.heading);
        setter.prose(Field::Before(number), &section.before);
        if let Some(index) = report.edition().table_in(number) {
            let filled = Filled::new(&report.figures, index);
            let summary = format!("{}：{}", filled.form().name, section.heading.trim());
            setter.table(filled, &summary, TablePurpose::Read);
        }
        setter.prose(Field::After(number), &section.after);
    }
    setter.signature(&report.signature);
    setter
}

/// Breaks what was set into pages, numbers and marks them.
fn finish(setter: Setter<'_>, title: String, author: String) -> Laid {
    let Setter { mut measure, grid, blocks, elements, mut problems, review } = setter;
    let Book { mut pages, outline, problems: in_tables, tables, .. } = flow::paginate(blocks, grid);
    for (number, page) in (1..).zip(&mut pages) {
        add_folio(&mut measure, page, number);
        if let Some(review) = review {
            review::mark(&mut measure, page, review);
        }
    }
    problems.extend(in_tables);
    problems.sort_by_key(|(block, _)| *block);
    let problems = problems.into_iter().map(|(_, problem)| problem).collect();
    Laid {
        document: LaidOut { title, author, pages, outline, elements, ..LaidOut::default() },
        problems,
        tables,
    }
}

/// The page number, its dashes 7 mm below the text area: at the right on odd pages, at the left on
/// even ones, one character in.
fn add_folio(measure: &mut Measure<'_>, page: &mut Page, number: usize) {
    let shaped = measure.shape(&format!("— {number} —"), Face::SongTi, FOLIO);
    let width = shaped.width(0..shaped.glyphs.len());
    let x = if number % 2 == 1 { LEFT + WIDTH - FOLIO - width } else { LEFT + FOLIO };
    // A dash is 0.38 em above the baseline: in the middle of its em box.
    let baseline = TOP + HEIGHT + Length::mm(7) + FOLIO.scale(38, 100);
    for line in line::lines(&shaped, line::Measures::ragged(WIDTH)) {
        page.items.extend(line.runs(&shaped, x, baseline, |_| None).into_iter().map(Item::Text));
    }
}
