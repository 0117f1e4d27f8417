//! Report files: RON, readable, in a stable order, written whole or not at all.
//!
//! A file holds a report or a draft, and says which in its first word. Only a balanced report is
//! saved as one; a draft may be in any state and is never published.

mod contents;
mod disk;
mod ledger;
mod ledger_draft;
mod lock;
mod names;
pub(crate) mod problem;
mod ron_file;
mod stamp;
mod write;

use std::io::{self, ErrorKind};
use std::path::Path;

pub use contents::{FileKind, Origin, Trail};
pub use ledger::{
    MAX_LEDGER_BYTES, checked_ledger_text, is_ledger_file, ledger_text, parse_ledger,
};
pub use ledger_draft::{ledger_draft_text, parse_ledger_draft};
pub use lock::{Lock, Locking, Owner};
pub use names::{is_reserved, refused_character, safe_name, trimmed};
pub use problem::FileError;
pub use stamp::{Stamp, fingerprint};
pub use write::{Written, write_atomic, write_private, write_whole};

use crate::report::{Report, SaveLog};
use crate::rules::Balanced;
use crate::storage::{Disk, Links, Storage};

/// The largest file that is read.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Reads a whole file of at most [`MAX_BYTES`].
///
/// # Errors
/// Where it cannot be read, is a folder, or is larger.
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    read_from(&Disk, path, Links::Follow)
}

/// Reads a whole file of at most [`MAX_LEDGER_BYTES`]: a ledger, or a table to be made one.
///
/// # Errors
/// As [`read`].
pub fn read_ledger(path: &Path) -> Result<Vec<u8>, FileError> {
    Disk.read(path, MAX_LEDGER_BYTES, Links::Follow)
        .map_err(|error| unreadable_ledger(path, &error))
}

/// That a ledger's file, or a table to be made one, could not be read.
#[must_use]
pub fn unreadable_ledger(path: &Path, error: &io::Error) -> FileError {
    if error.kind() != ErrorKind::FileTooLarge {
        return unreadable(path, error);
    }
    FileError::new(path, "文件超过 64 MiB", "台账不会这么大，请核对是不是选错了文件。")
}

/// Reads a file's bytes from any storage, up to the limit of [`MAX_BYTES`].
///
/// # Errors
/// As [`read`], and where it is a link that is refused.
pub fn read_from(storage: &dyn Storage, path: &Path, links: Links) -> Result<Vec<u8>, FileError> {
    storage.read(path, MAX_BYTES, links).map_err(|error| unreadable(path, &error))
}

/// The error that a file could not be read, in a clerk's words.
#[must_use]
pub fn unreadable(path: &Path, error: &io::Error) -> FileError {
    let (problem, remedy) = match error.kind() {
        ErrorKind::FileTooLarge => {
            ("文件超过 16 MiB".into(), "年度报告不会这么大，请核对是不是选错了文件。")
        }
        ErrorKind::IsADirectory => ("这是一个文件夹".into(), "请指定其中的一个文件。"),
        _ => {
            let (what, remedy) = problem::io(error);
            (format!("读不出来，{what}"), remedy)
        }
    };
    FileError::new(path, problem, remedy)
}

/// Whether the bytes say that they are a report file: known by content, not by extension.
#[must_use]
pub fn is_report_file(bytes: &[u8]) -> bool {
    // The first word is within the first lines, whatever comment is before it. A file whose
    // first word or encoding is damaged is known by its first fields, and reported as damaged: it must
    // not be read as a published report. UTF-16 is ASCII between zeros here.
    let head = |most| bytes.get(..bytes.len().min(most)).unwrap_or_default();
    // Ours has it in its second line.
    let begins = head(256).utf8_chunks().next();
    if begins.is_some_and(|chunk| disk::kind(chunk.valid()).is_some()) {
        return true;
    }
    let head = String::from_utf8_lossy(head(8192)).replace('\0', "");
    let fields = ["version:", "agency:", "edition:", "title:"];
    disk::kind(&head).is_some() || fields.iter().all(|field| head.contains(field))
}

/// Refuses to put a document where a report file or a ledger is: its figures would be gone.
///
/// # Errors
/// That the file is one of them.
pub fn not_ours(out: &Path) -> Result<(), FileError> {
    let Some(bytes) = out.is_file().then(|| read_ledger(out).ok()).flatten() else {
        return Ok(());
    };
    if is_ledger_file(&bytes) {
        return Err(FileError::kept(out, "这是一个台账文件，没有覆盖"));
    }
    if is_report_file(&bytes) {
        return Err(FileError::kept(out, "这是一个报告文件，没有覆盖"));
    }
    Ok(())
}

/// Reads a report file.
///
/// # Errors
/// File, line and remedy: not UTF-8, no report file, a newer version, unknown or doubled fields,
/// wrong types, values that cannot be.
pub fn parse(name: &str, bytes: &[u8]) -> Result<(FileKind, Report), FileError> {
    parse_with_trail(name, bytes).map(|(kind, report, _)| (kind, report))
}

/// Reads a report file or draft with the steps that a draft remembers; a draft of an older program
/// remembers none.
///
/// # Errors
/// As [`parse`].
pub fn parse_with_trail(name: &str, bytes: &[u8]) -> Result<(FileKind, Report, Trail), FileError> {
    let text = text_of(name, bytes, "报告文件已损坏，有不是 UTF-8 的字节")?;
    disk::read(text).map_err(|fault| {
        FileError::new(Path::new(name), shortened(fault.problem), fault.remedy).at(fault.line)
    })
}

/// The text of a file, without a mark at its beginning, or that it is not UTF-8.
fn text_of<'a>(name: &str, bytes: &'a [u8], damaged: &str) -> Result<&'a str, FileError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}')),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = String::from_utf8_lossy(before).matches('\n').count() + 1;
            Err(FileError::new(Path::new(name), damaged, problem::DAMAGED).at(line))
        }
    }
}

/// A sentence that quotes a damaged file is as long as a sentence.
fn shortened(problem: String) -> String {
    const LONGEST: usize = 120;
    match problem.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", problem.get(..at).unwrap_or_default()),
        None => problem,
    }
}

/// The text of a saved report.
#[must_use]
pub fn report_text(report: Balanced<'_>) -> String {
    disk::write(FileKind::Report, report.report(), None)
}

/// The text of a draft.
#[must_use]
pub fn draft_text(report: &Report) -> String {
    disk::write(FileKind::Draft, report, None)
}

/// The text of a draft that remembers where it comes from and how its last steps are taken back:
/// as many of them as a file may be large, since a larger one would not be read.
#[must_use]
pub fn draft_text_with_trail(report: &Report, trail: &Trail) -> String {
    as_many_steps_as_fit(trail.clone(), MAX_BYTES, |trail| {
        disk::write(FileKind::Draft, report, Some(trail))
    })
}

/// A draft's text with the last of its steps, as many of them as a file may be large.
fn as_many_steps_as_fit<E>(
    mut trail: Trail<E>,
    most: u64,
    write: impl Fn(&Trail<E>) -> String,
) -> String {
    loop {
        let text = write(&trail);
        if text.len() as u64 <= most || trail.steps.is_empty() {
            return text;
        }
        trail.steps.drain(..trail.steps.len().div_ceil(2));
    }
}

fn fits(text: &str) -> bool {
    text.len() as u64 <= MAX_BYTES
}

/// Gives the text of a report file back where it may be written: a file that is larger than
/// [`MAX_BYTES`] would not be read again.
///
/// # Errors
/// Where it is larger; nothing was written then.
pub fn checked(path: &Path, text: String) -> Result<String, FileError> {
    if fits(&text) {
        return Ok(text);
    }
    let problem = "没有写成，内容超过 16 MB，写成文件后就打不开了。原有文件没有改动";
    Err(FileError::new(path, problem, "请删去误粘贴的大段文字后再存；编辑中的内容还在。"))
}

/// A number that differs between two states of a report and is the same in every run.
#[must_use]
pub fn state(report: &Report) -> u64 {
    if report.log.is_empty() {
        return fingerprint(draft_text(report).as_bytes());
    }
    // Who wrote it makes no other state of it.
    let log = SaveLog::default();
    fingerprint(draft_text(&Report { log, ..report.clone() }).as_bytes())
}

#[cfg(test)]
mod tests;
