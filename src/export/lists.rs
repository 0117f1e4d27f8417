//! Lists for the file cover: comments, corrections, who changed what. One content, four forms.

use crate::font::Fonts;
use crate::layout::{self, ListSheet};
use crate::workbook::{self, CellContent, CellOut, Look, SheetOut, WorkbookError};

use super::{docx, pdf};

/// A form in which a list is given to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListFormat {
    /// A Word document.
    Docx,
    /// Pages.
    Pdf,
    /// A workbook.
    Xlsx,
    /// Plain text.
    Text,
}

/// A list with its text, for the form that has no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFile {
    /// The list as it is printed.
    pub sheet: ListSheet,
    /// The list as text.
    pub text: String,
    /// What the tab of the workbook says.
    pub tab: String,
}

impl ListFormat {
    /// What a button says.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Docx => "Word 文档",
            Self::Pdf => "PDF",
            Self::Xlsx => "Excel",
            Self::Text => "文字",
        }
    }

    /// What the file's name ends with, without the point.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Text => "txt",
        }
    }
}

impl ListFile {
    /// The content of the file.
    ///
    /// # Errors
    /// Where it has more rows than a workbook.
    pub fn bytes(&self, format: ListFormat, fonts: &Fonts) -> Result<Vec<u8>, WorkbookError> {
        Ok(match format {
            ListFormat::Docx => docx::list(&self.sheet),
            ListFormat::Pdf => pdf::pdf(&layout::list_sheet(&self.sheet, fonts).document, fonts),
            ListFormat::Xlsx => return workbook::xlsx(&[self.workbook()]),
            ListFormat::Text => self.text.clone().into_bytes(),
        })
    }

    fn workbook(&self) -> SheetOut {
        let widths = self.sheet.columns.iter().map(|(width, _)| f64::from(*width) * 1.2).collect();
        let mut sheet =
            SheetOut { name: self.tab.clone(), widths, frozen: (1, 1), ..SheetOut::default() };
        for (row, words) in (0..).zip(&self.sheet.rows) {
            for (column, text) in (0..).zip(words) {
                let content = match text.parse::<f64>() {
                    Ok(number) if number.is_finite() => CellContent::Number(number),
                    _ if text.is_empty() => CellContent::Blank,
                    _ => CellContent::Text(text.clone()),
                };
                let look = match (row, &content) {
                    (0, _) => Look::Head,
                    (_, CellContent::Text(_)) => Look::Label,
                    _ => Look::Figure,
                };
                sheet.cells.push(CellOut { row, column, content, look });
            }
        }
        sheet
    }
}
