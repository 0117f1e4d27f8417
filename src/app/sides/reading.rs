//! Reading, aside, what is put on a side and what came back.

use std::path::Path;

use super::messages::{ConsideredFile, ReturnedFile};
use crate::file::{self, FileError, FileKind};
use crate::open::{self, Opened};
use crate::package::{self, PackageFault};
use crate::report::Report;
use crate::reviewed::{self, ReviewFault, ReviewSource};

/// The name of a file, as it is shown.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Any readable file as a report.
pub(super) fn report(path: &Path) -> Result<Box<Report>, String> {
    if let Some(report) = packed_report(&bytes(path)?) {
        return report.map(Box::new).map_err(|fault| refused(path, &fault));
    }
    open::open(path).map(|opened| Box::new(opened.into_report())).map_err(|error| error.to_string())
}

/// What a file that came back says of the open report, of which `earlier` are kept states.
pub(super) fn returned(
    path: &Path,
    report: &Report,
    earlier: &[&Report],
) -> Result<ReturnedFile, String> {
    let bytes = bytes(path)?;
    if let Some(packed) = packed_report(&bytes) {
        let returned = packed.map_err(|fault| refused(path, &fault))?;
        return same_report(path, returned, (report, earlier));
    }
    let name = name_of(path);
    match ReviewSource::word(&name, &bytes, report, earlier) {
        Ok(source) => return Ok(ReturnedFile::Changed(Box::new(source))),
        Err(fault @ ReviewFault::OtherReport(..)) => {
            return Err(format!("“{}”{fault}", path.display()));
        }
        Err(ReviewFault::Unreadable(_)) => {}
    }
    if let Ok((FileKind::Report | FileKind::Draft, returned)) = file::parse(&name, &bytes) {
        return same_report(path, returned, (report, earlier));
    }
    if let Some(comments) = reviewed::read_text(&name, &bytes, report) {
        return Ok(ReturnedFile::Text(comments));
    }
    let remedy = "可以读入的有：审阅过的 Word 文档（docx）、报送包（zip）、带意见的报告文件、\
                  逐条写明意见的文字（txt）。";
    Err(FileError::new(path, "不是退回的文件", remedy).to_string())
}

/// What a file is that was to be opened while a report may be open.
pub(super) fn considered(path: &Path, report: Option<&Report>) -> ConsideredFile {
    let Ok(bytes) = bytes(path) else { return ConsideredFile::Other };
    match packed_report(&bytes) {
        Some(Ok(packed)) if report.is_some_and(|report| packed.is_state_of(report)) => {
            ConsideredFile::Return
        }
        Some(Ok(packed)) => ConsideredFile::Package(Box::new(packed)),
        Some(Err(fault)) => ConsideredFile::Refused(refused(path, &fault)),
        None if report.is_some_and(|report| came_back(path, &bytes, report)) => {
            ConsideredFile::Return
        }
        None => ConsideredFile::Other,
    }
}

/// Whether a file, which is no package, came back of a report: a Word file of it, its report file with
/// comments that it does not have, or a text of points.
fn came_back(path: &Path, bytes: &[u8], report: &Report) -> bool {
    let name = name_of(path);
    if reviewed::read(&name, bytes, report).is_ok() {
        return true;
    }
    if let Ok((_, theirs)) = file::parse(&name, bytes) {
        let source = |theirs| ReviewSource::report(&name, theirs, report, &[]);
        let brings = |theirs| !source(theirs).against(report).new_comments(report).is_empty();
        return theirs.is_state_of(report) && brings(theirs);
    }
    reviewed::is_list_of_points(bytes) && open::read(&name, bytes).is_err()
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    file::read(path).map_err(|error| error.to_string())
}

/// The report in a package; `None` where it is no package at all.
fn packed_report(bytes: &[u8]) -> Option<Result<Report, PackageFault>> {
    let unpacked = match package::unpack(bytes) {
        Ok(unpacked) => unpacked,
        Err(PackageFault::NotAZip | PackageFault::NoList) => return None,
        Err(fault) => return Some(Err(fault)),
    };
    unpacked.files.into_iter().find_map(|(name, content)| {
        match open::read(&name, &content).ok()? {
            Opened::File(_, report) => Some(Ok(*report)),
            Opened::Published(_) => None,
        }
    })
}

fn refused(path: &Path, fault: &PackageFault) -> String {
    FileError::new(path, fault.to_string(), fault.remedy()).to_string()
}

fn same_report(
    path: &Path,
    returned: Report,
    (report, earlier): (&Report, &[&Report]),
) -> Result<ReturnedFile, String> {
    if returned.is_state_of(report) {
        let source = ReviewSource::report(&name_of(path), returned, report, earlier);
        return Ok(ReturnedFile::Changed(Box::new(source)));
    }
    let (theirs, own) = (&returned.title, &report.title);
    let problem = format!("不是这份报告的：文件里是“{theirs}”，打开的是“{own}”");
    Err(FileError::new(path, problem, "请核对是不是选错了文件。").to_string())
}
