//! What is asked about years side by side, and what comes of it.

use std::path::PathBuf;

use crate::file::FileError;
use crate::report::Report;
use crate::report::place::CellId;
use crate::rules::ChangeMeasure;

/// What of the view is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearsTab {
    /// Table two.
    Disclosure,
    /// Table three.
    #[default]
    Applications,
    /// Table four.
    Proceedings,
    /// The charts.
    Charts,
    /// What changed in the words.
    Prose,
    /// The text for the public.
    Reading,
    /// What changed much, with reasons.
    Changes,
}

impl YearsTab {
    /// All of them, left to right.
    pub const ALL: [Self; 7] = [
        Self::Disclosure,
        Self::Applications,
        Self::Proceedings,
        Self::Charts,
        Self::Prose,
        Self::Reading,
        Self::Changes,
    ];

    /// What its button says.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Disclosure => "表二",
            Self::Applications => "表三",
            Self::Proceedings => "表四",
            Self::Charts => "图",
            Self::Prose => "文字",
            Self::Reading => "解读",
            Self::Changes => "与上年核对表",
        }
    }

    /// The table that it shows, by its place in the form.
    #[must_use]
    pub fn table(self) -> Option<usize> {
        match self {
            Self::Disclosure => Some(0),
            Self::Applications => Some(1),
            Self::Proceedings => Some(2),
            _ => None,
        }
    }

    /// The tab so many to the right, going round.
    #[must_use]
    pub fn step(self, by: usize) -> Self {
        let at = Self::ALL.iter().position(|tab| *tab == self).unwrap_or(0);
        Self::ALL[(at + by) % Self::ALL.len()]
    }
}

/// What is written of years side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearsOutput {
    /// All figures, as a workbook.
    Workbook,
    /// The picture on A4, as pixels.
    Png,
    /// The picture on A4, as outlines.
    Svg,
    /// The picture on A4, as a page.
    Pdf,
    /// The picture for phones, as pixels.
    TallPng,
    /// The picture for phones, as outlines.
    TallSvg,
    /// The text for the public, plain.
    ReadingText,
    /// The text for the public, for Word.
    ReadingDocx,
    /// What changed much, to be printed.
    ChangesPdf,
    /// What changed much, for Word.
    ChangesDocx,
    /// What changed much, as a workbook.
    ChangesXlsx,
}

impl YearsOutput {
    /// All of them, as the menu has them.
    pub const ALL: [Self; 11] = [
        Self::Workbook,
        Self::Png,
        Self::Svg,
        Self::Pdf,
        Self::TallPng,
        Self::TallSvg,
        Self::ReadingText,
        Self::ReadingDocx,
        Self::ChangesPdf,
        Self::ChangesDocx,
        Self::ChangesXlsx,
    ];

    /// What the menu says.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Workbook => "各年数字（Excel）",
            Self::Png => "一页图（PNG）",
            Self::Svg => "一页图（SVG）",
            Self::Pdf => "一页图（PDF）",
            Self::TallPng => "手机长图（PNG）",
            Self::TallSvg => "手机长图（SVG）",
            Self::ReadingText => "解读（文字）",
            Self::ReadingDocx => "解读（Word）",
            Self::ChangesPdf => "与上年核对表（PDF）",
            Self::ChangesDocx => "与上年核对表（Word）",
            Self::ChangesXlsx => "与上年核对表（Excel）",
        }
    }

    /// What the proposed name of its file ends with, before the extension.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Workbook => "历年对照",
            Self::Png | Self::Svg | Self::Pdf => "一页图",
            Self::TallPng | Self::TallSvg => "手机长图",
            Self::ReadingText | Self::ReadingDocx => "解读",
            Self::ChangesPdf | Self::ChangesDocx | Self::ChangesXlsx => "与上年核对表",
        }
    }

    /// The extension of its file.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Workbook | Self::ChangesXlsx => "xlsx",
            Self::Png | Self::TallPng => "png",
            Self::Svg | Self::TallSvg => "svg",
            Self::Pdf | Self::ChangesPdf => "pdf",
            Self::ReadingText => "txt",
            Self::ReadingDocx | Self::ChangesDocx => "docx",
        }
    }

    /// Whether it is what a tab shows: it is proposed first.
    #[must_use]
    pub fn is_shown_in(self, tab: YearsTab) -> bool {
        match tab {
            YearsTab::Disclosure | YearsTab::Applications | YearsTab::Proceedings => {
                self == Self::Workbook
            }
            YearsTab::Charts => self == Self::Png,
            YearsTab::Reading => self == Self::ReadingText,
            YearsTab::Changes => self == Self::ChangesPdf,
            YearsTab::Prose => false,
        }
    }

    /// Whether it is about the open report's own last year.
    #[must_use]
    pub fn is_of_changes(self) -> bool {
        matches!(self, Self::ChangesPdf | Self::ChangesDocx | Self::ChangesXlsx)
    }
}

/// What views ask for about years side by side.
#[derive(Clone, Debug)]
pub enum CompareCommand {
    /// Shows the open report beside what is known of last year, and the years that were added before;
    /// at the figure that the cursor is on. Without a report, nothing so far.
    Open,
    /// Shows the open report beside last year's and the years added before, at the words of a section, 1 to 6.
    OpenProse(u8),
    /// Shows the reports of one unit of a roll-up; each with where it comes from.
    ShowUnit(String, Vec<(String, Report)>),
    /// Goes back to where it was opened from.
    Close,
    /// Asks for a report of another year.
    Add,
    /// Adds reports of other years.
    AddFiles(Vec<PathBuf>),
    /// Takes the report of a year out again; the open one stays.
    Remove(u16),
    /// Shows a tab.
    Tab(YearsTab),
    /// Chooses a figure; the chart follows.
    Choose(CellId),
    /// Shows a column of a table of one column a line, by its place.
    Column(usize),
    /// Shows only the lines with a figure, or all.
    OnlyFilled(bool),
    /// Goes to a figure in the open report.
    Goto(CellId),
    /// Asks what is written.
    AskExport,
    /// Asks where something is written.
    Export(YearsOutput),
    /// Writes it.
    Write(YearsOutput, PathBuf),
    /// The text for the public is this now.
    Reading(String),
    /// Makes the text for the public anew from the figures.
    DraftReading,
    /// From which change on a figure is to be explained.
    Measure(ChangeMeasure),
    /// Keeps a reason for a figure's change.
    Explain(CellId, String),
    /// Asks what is to be said of a year's scope.
    AskScope(u16),
    /// Says of a year why its figures are of another set of agencies; nothing takes that back.
    NoteScope(u16, String),
}

/// Sheets about years side by side.
#[derive(Clone, Copy, Debug)]
pub enum CompareModal {
    /// What is written.
    Export,
    /// What is to be said of a year's scope.
    Scope(u16),
}

/// What a job about years side by side sends back.
pub(crate) enum CompareAnswer {
    /// Reports were read.
    Read { of: u64, files: Vec<(String, Result<Box<Report>, FileError>)> },
    /// Something was written, or why it was not.
    Written { path: PathBuf, result: Result<(), FileError> },
    /// The text beside the report was looked for.
    ReadingFound { path: PathBuf, text: Option<String> },
    /// The text was written beside the report, or why it was not.
    ReadingKept { path: PathBuf, text: String, result: Result<(), FileError> },
}
