//! A report for others: PDF from pages; text, web page and Word document from grids and prose;
//! JSON for scripts.

mod blank_workbook;
pub mod cells;
pub mod changes;
pub mod checklist;
pub mod comments;
mod copied;
pub mod csv;
pub mod docx;
mod hash;
pub mod html;
pub mod json;
pub mod ledger;
pub mod lists;
pub mod ofd;
mod parts;
pub mod pdf;
pub mod picture;
pub mod png;
pub mod svg;
pub mod text;

pub use blank_workbook::blank_workbook;
pub use copied::Copied;

use crate::finding::Finding;
use crate::font::{Face, Fonts};
use crate::layout::{self, Options, ReviewLayout};
use crate::report::{Form, PlaceWords, Report};
use crate::rules::{self, Balanced};
use crate::zh::dates::dates;

/// A form in which a report is given to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The official pages.
    Pdf,
    /// Plain text with drawn tables.
    Text,
    /// One web page that needs no other file.
    Html,
    /// A Word document.
    Docx,
    /// The official pages in the state's own format.
    Ofd,
    /// A piece of a web page, to be pasted into a site's editor.
    Fragment,
}

impl Format {
    /// Every form, the official one first.
    pub const ALL: [Self; 6] =
        [Self::Pdf, Self::Ofd, Self::Text, Self::Html, Self::Fragment, Self::Docx];

    /// What a blank form is given in.
    pub const BLANK: [Self; 2] = [Self::Pdf, Self::Docx];

    /// What a file's name ends with, without the point.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Text => "txt",
            Self::Html | Self::Fragment => "html",
            Self::Docx => "docx",
            Self::Ofd => "ofd",
        }
    }

    /// The format's name for a clerk: Word 文档.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Text => "文字",
            Self::Html => "网页",
            Self::Docx => "Word 文档",
            Self::Ofd => "OFD",
            Self::Fragment => "网页片段",
        }
    }
}

/// What a clerk has chosen about the forms.
#[derive(Clone, Copy)]
pub struct ExportSetup<'a> {
    /// The faces of the pages.
    pub fonts: &'a Fonts,
    /// How pages are laid out.
    pub layout: Options,
    /// Plain text in the national encoding, which older programs expect, instead of UTF-8.
    pub gb18030: bool,
}

impl Default for ExportSetup<'static> {
    fn default() -> Self {
        Self { fonts: Fonts::builtin(), layout: Options::default(), gb18030: false }
    }
}

/// A report in one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// The number of pages; `None` for a format without pages of its own.
    pub pages: Option<usize>,
    /// What the clerk should know of it, a line each; nothing where all is well.
    pub notes: Vec<String>,
}

/// Gives a report in a form; the same report gives the same bytes.
#[must_use]
pub fn export(report: Balanced<'_>, format: Format, setup: &ExportSetup<'_>) -> Exported {
    let report = report.report();
    let (bytes, pages, notes) = match format {
        Format::Pdf | Format::Ofd => {
            let laid = layout::layout(report, setup.fonts, setup.layout);
            let words = PlaceWords::new(report);
            let note = |problem: &layout::LayoutProblem| {
                format!("版面：{}：{}", words.of(&problem.place), problem.message())
            };
            let mut notes: Vec<String> = laid.problems.iter().map(note).collect();
            notes.extend(substituted(report, setup.fonts));
            let pages = laid.document.pages.len();
            let bytes = match format {
                Format::Ofd => ofd::ofd(&laid.document, setup.fonts, signed_on(report)),
                _ => pdf::pdf(&laid.document, setup.fonts),
            };
            (bytes, Some(pages), notes)
        }
        Format::Text => {
            let text = text::text(report);
            let notes = text::comes_back(report).err().map(not_whole).unwrap_or_default();
            let bytes = if setup.gb18030 { text::gb18030(&text) } else { text.into_bytes() };
            (bytes, None, notes)
        }
        Format::Html => (html::html(report).into_bytes(), None, Vec::new()),
        Format::Fragment => (html::fragment(report).into_bytes(), None, Vec::new()),
        Format::Docx => (docx::docx(report, setup.layout), None, Vec::new()),
    };
    Exported { bytes, pages, notes }
}

/// How a 送审稿 is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReviewCopy {
    /// Whether the lines of each page are numbered.
    pub line_numbers: bool,
    /// Whether a last sheet lists what is open.
    pub findings: bool,
}

impl ReviewCopy {
    /// The forms that it is given in.
    pub const FORMATS: [Format; 2] = [Format::Pdf, Format::Docx];
}

/// Gives a report to the leader as 送审稿, with what is open: as PDF or as a Word document, and as
/// nothing else; every page is marked.
#[must_use]
pub fn review(
    report: Balanced<'_>,
    findings: &[Finding],
    copy: ReviewCopy,
    format: Format,
    setup: &ExportSetup<'_>,
) -> Option<Exported> {
    let report = report.report();
    let sheet = copy.findings.then(|| checklist::open_findings(report, findings));
    let review = ReviewLayout { line_numbers: copy.line_numbers };
    let (bytes, pages) = match format {
        Format::Pdf => {
            let laid = layout::review(report, sheet.as_ref(), review, setup.fonts, setup.layout);
            (pdf::pdf(&laid.document, setup.fonts), Some(laid.document.pages.len()))
        }
        Format::Docx => (docx::review(report, sheet.as_ref(), review, setup.layout), None),
        Format::Text | Format::Html | Format::Fragment | Format::Ofd => return None,
    };
    Some(Exported { bytes, pages, notes: Vec::new() })
}

/// Gives a blank form: as PDF or as a Word document, and as nothing else.
#[must_use]
pub fn form(form: &Form, format: Format, setup: &ExportSetup<'_>) -> Option<Exported> {
    let (bytes, pages) = match format {
        Format::Pdf => {
            let laid = layout::form(form, setup.fonts, setup.layout);
            (pdf::pdf(&laid.document, setup.fonts), Some(laid.document.pages.len()))
        }
        Format::Docx => (docx::form(form, setup.layout), None),
        Format::Ofd => {
            let laid = layout::form(form, setup.fonts, setup.layout);
            (ofd::ofd(&laid.document, setup.fonts, None), Some(laid.document.pages.len()))
        }
        Format::Text | Format::Html | Format::Fragment => return None,
    };
    Some(Exported { bytes, pages, notes: Vec::new() })
}

/// A list as a PDF to be printed and signed.
#[must_use]
pub fn list_pdf(sheet: &layout::ListSheet, fonts: &crate::font::Fonts) -> Vec<u8> {
    pdf::pdf(&layout::list_sheet(sheet, fonts).document, fonts)
}

/// The day that a report is signed on, as year, month and day, where it says one that there is.
fn signed_on(report: &Report) -> Option<(u16, u8, u8)> {
    let date = dates(&report.signature.date).into_iter().next()?;
    let year = u16::try_from(date.year?).ok().filter(|year| (1900..=9999).contains(year))?;
    let month = u8::try_from(date.month?).ok().filter(|month| (1..=12).contains(month))?;
    let day = u8::try_from(date.day?).ok().filter(|day| (1..=31).contains(day))?;
    Some((year, month, day))
}

/// What the office's own faces lack, a line each; the check reports what the program's own lack.
fn substituted(report: &Report, fonts: &Fonts) -> Vec<String> {
    if !Face::ALL.iter().any(|role| fonts.is_own(*role)) {
        return Vec::new();
    }
    let findings = rules::substituted(report, fonts).into_iter();
    let words = PlaceWords::new(report);
    findings.map(|f| format!("字体：{}：{}", words.of(&f.place), f.message)).collect()
}

/// Lines that say that the text does not give the whole report back, and where it differs.
fn not_whole(differences: Vec<String>) -> Vec<String> {
    let head = "提醒：由这份文字不能完整恢复报告，请另外保存报告文件。不同之处：".to_owned();
    let lines = differences.into_iter().map(|difference| format!("  {difference}"));
    std::iter::once(head).chain(lines).collect()
}
