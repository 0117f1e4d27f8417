//! Any readable file, by its content: a report, a draft, or a published report to be imported.

use std::path::Path;

use crate::file::{self, FileError, FileKind};
use crate::import::{self, CancelReading, Imported};
use crate::ledger::sheet::{self, ReadLedger};
use crate::report::Report;
use crate::workbook;

/// What a file turned out to be.
#[derive(Debug)]
pub enum Opened {
    /// One of our own files.
    File(FileKind, Box<Report>),
    /// A published report, read, with what the reading found.
    Published(Box<Imported>),
}

impl Opened {
    /// The report in it.
    #[must_use]
    pub fn report(&self) -> &Report {
        match self {
            Self::File(_, report) => report,
            Self::Published(imported) => &imported.report,
        }
    }

    /// The report alone.
    #[must_use]
    pub fn into_report(self) -> Report {
        match self {
            Self::File(_, report) => *report,
            Self::Published(imported) => imported.report,
        }
    }
}

/// Reads an office's own table of requests, xlsx or csv, into a ledger; `name` is the file's.
///
/// # Errors
/// File and remedy: our own file, no spreadsheet, or one without the headings of a ledger.
pub fn ledger_table(name: &str, bytes: &[u8]) -> Result<ReadLedger, FileError> {
    let refused = |line, problem: String, remedy: String| FileError {
        file: name.to_owned(),
        line,
        problem,
        remedy,
    };
    if file::is_report_file(bytes) || file::is_ledger_file(bytes) {
        let problem = "这是本程序自己的文件，不是 Excel 或 csv 的台账".into();
        return Err(refused(None, problem, "请核对是不是选错了文件。".into()));
    }
    let book =
        workbook::read(bytes).map_err(|error| refused(error.line, error.problem, error.remedy))?;
    sheet::read(&book).ok_or_else(|| {
        let problem = "没有找到台账的表头：要有编号、收到日期、申请内容等列".into();
        let remedy = "请在第一行写上列名，可以导出一份空台账看样子。".into();
        refused(None, problem, remedy)
    })
}

/// Opens a file.
///
/// # Errors
/// File, place and remedy, where it cannot be read or holds no report.
pub fn open(path: &Path) -> Result<Opened, FileError> {
    read(&path.display().to_string(), &file::read(path)?)
}

/// Reads bytes of any readable shape, recognised by content; `name` is the file's, for messages.
///
/// # Errors
/// As for [`open()`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Opened, FileError> {
    read_cancellable(name, bytes, &CancelReading::default())
}

/// Reads bytes of any readable shape as [`read`] does; what takes long to read, until it is
/// cancelled.
///
/// # Errors
/// As for [`open()`], and where it is cancelled.
pub fn read_cancellable(
    name: &str,
    bytes: &[u8],
    cancel: &CancelReading,
) -> Result<Opened, FileError> {
    if file::is_report_file(bytes) {
        let (kind, report) = file::parse(name, bytes)?;
        return Ok(Opened::File(kind, Box::new(report)));
    }
    if file::is_ledger_file(bytes) {
        let remedy = "请用 nianbao ledger 查看、对照，或者填入报告。";
        return Err(FileError::new(Path::new(name), "这是依申请公开台账，不是报告", remedy));
    }
    match import::read_cancellable(name, bytes, cancel) {
        Ok(imported) => Ok(Opened::Published(Box::new(imported))),
        Err(error) => Err(error.into()),
    }
}
