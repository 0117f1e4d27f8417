//! What is asked about lists for the file cover.

use std::path::PathBuf;

use crate::export::lists::ListFormat;
use crate::file::FileError;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListSubject {
    /// What others have said of the report.
    Comments,
    /// What a published report says otherwise now.
    Correction,
    /// Who changed what, save by save.
    Changes,
}

impl ListSubject {
    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Comments => "审阅意见",
            Self::Correction => "更正说明",
            Self::Changes => "修改记录",
        }
    }

    /// The forms it is given in.
    #[must_use]
    pub fn formats(self) -> &'static [ListFormat] {
        match self {
            Self::Comments => {
                &[ListFormat::Docx, ListFormat::Pdf, ListFormat::Xlsx, ListFormat::Text]
            }
            Self::Correction => &[ListFormat::Docx, ListFormat::Pdf],
            Self::Changes => &[ListFormat::Xlsx, ListFormat::Pdf],
        }
    }
}

/// What views ask for about lists.
#[derive(Clone, Debug)]
pub enum ListsCommand {
    /// Asks in which form.
    Choose(ListSubject),
    /// Asks where it is written.
    Ask(ListSubject, ListFormat),
    /// Writes it.
    Write(ListSubject, ListFormat, PathBuf),
}

/// What a job about lists sends back.
pub(crate) enum ListsAnswer {
    /// The list was written, or why it was not.
    Written { subject: ListSubject, path: PathBuf, result: Result<(), FileError> },
}

/// Sheets about lists.
#[derive(Clone, Copy, Debug)]
pub enum ListsModal {
    /// In which form a list is written.
    Choose(ListSubject),
}
