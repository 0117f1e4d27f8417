//! The folder of a roll-up as it is read: its files, its register, what came in. Nothing is written.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::decisions_file::read_decisions;
use super::{
    Decisions, PublishedFigures, Received, Register, RegisterError, RollUpContext, Submission,
};
use crate::batch::{self, FoundFile};
use crate::file::{self, FileError};
use crate::open::{self, Opened};
use crate::report::{LastYear, Report};
use crate::rules::{self, Config};
use crate::storage::{Links, Storage};
use crate::workbook;

/// How often a file is read that changes while it is read.
const ATTEMPTS: usize = 3;

/// A file of the folder that may be a report, and its state when it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder.
    pub name: String,
    /// When it was last changed; `None` where nobody knows.
    pub modified: Option<SystemTime>,
    /// Its size in bytes.
    pub bytes: u64,
}

/// The files of a folder that may be reports, by name, at any depth: without the register and the
/// decisions.
///
/// # Errors
/// The folder that cannot be listed, and why.
pub fn report_files(folder: &Path) -> Result<Vec<ReportFile>, FileError> {
    if !folder.is_dir() {
        return Err(FileError::new(folder, "没有这个文件夹", "请核对名称和位置。"));
    }
    let found = batch::expand(&[folder.to_owned()])?;
    let met = found.into_iter().filter(|found| found.met && !is_ours(&found.path));
    Ok(met.map(|FoundFile { path, .. }| ReportFile::at(folder, path)).collect())
}

impl ReportFile {
    /// What is known of a file below a folder without reading it.
    fn at(folder: &Path, path: PathBuf) -> Self {
        let meta = std::fs::metadata(&path).ok();
        Self {
            name: path.strip_prefix(folder).unwrap_or(&path).display().to_string(),
            modified: meta.as_ref().and_then(|meta| meta.modified().ok()),
            bytes: meta.map_or(0, |meta| meta.len()),
            path,
        }
    }

    /// When it was last changed, in seconds.
    fn seconds(&self) -> u64 {
        let since = self.modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        since.map_or(0, |since| since.as_secs())
    }

    /// The file, of which nothing is known but why it cannot be read.
    #[must_use]
    pub fn unread(&self, trouble: &str) -> Submission {
        Submission {
            file: self.name.clone(),
            modified: self.seconds(),
            content: 0,
            received: None,
            trouble: trouble.to_owned(),
        }
    }
}

/// Whether a file is the register or holds the decisions.
fn is_ours(path: &Path) -> bool {
    let is = |name: Option<&std::ffi::OsStr>, wanted: &str| name.is_some_and(|name| name == wanted);
    is(path.file_stem(), REGISTER) || is(path.extension(), "nianbao-rollup")
}

/// The name of a folder's register, without its extension.
const REGISTER: &str = "名录";

/// Whether a folder is one of a roll-up: it has a register, or decisions were made there.
#[must_use]
pub fn is_roll_up(folder: &Path) -> bool {
    folder.join(super::Decisions::FILE).is_file() || own_register(folder).is_some()
}

/// The folder's own register, where it has one.
#[must_use]
pub fn own_register(folder: &Path) -> Option<PathBuf> {
    let own = ["xlsx", "csv", "ron"].map(|end| folder.join(format!("{REGISTER}.{end}")));
    own.into_iter().find(|path| path.is_file())
}

/// Reads the register that is named, else the folder's own; `None` where there is none.
///
/// # Errors
/// File, row and remedy.
pub fn read_register(folder: &Path, named: Option<&Path>) -> Result<Option<Register>, FileError> {
    let Some(path) = named.map(Path::to_owned).or_else(|| own_register(folder)) else {
        return Ok(None);
    };
    let bytes = file::read(&path)?;
    let register = match std::str::from_utf8(&bytes) {
        Ok(text) if is_ron(text) => Register::from_ron(text),
        _ => {
            let book = workbook::read(&bytes);
            Register::from_workbook(&book.map_err(|error| FileError::of_workbook(&path, error))?)
        }
    };
    let told = |error: RegisterError| {
        let row = error.row.map(|row| row as usize);
        FileError::new(&path, error.problem, "请改好名录再试。").at(row)
    };
    register.map(Some).map_err(told)
}

/// What the sums of a folder are held against: the county's own published report, `published` or the one
/// that was decided, and the scope of last year's folder, `last` or the one that was decided.
///
/// # Errors
/// The report that is named and cannot be read, and why.
pub fn read_context(
    storage: &dyn Storage,
    folder: &Path,
    decisions: &Decisions,
    (last, published): (Option<&Path>, Option<&Path>),
) -> Result<RollUpContext, FileError> {
    let named = |given: Option<&Path>, decided: &str| match given {
        Some(path) => Some(path.to_owned()),
        None => (!decided.is_empty()).then(|| folder.join(decided)),
    };
    let last = named(last, &decisions.last);
    // What of last year cannot be read is told where its reports are read.
    let last = last.and_then(|last| read_decisions(storage, &last).ok());
    let last_scope = last.map(|decisions| decisions.scope).unwrap_or_default();
    let mut context = RollUpContext { last_scope, published: None };
    if let Some(path) = named(published, &decisions.published) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = steady_bytes(storage, &path)?;
        let report = open::read(&path.display().to_string(), &bytes)?.into_report();
        context.published = Some(PublishedFigures::of(&name, &report));
    }
    Ok(context)
}

/// Takes the county's own report out of the files that came in.
pub fn without_published(files: &mut Vec<ReportFile>, folder: &Path, published: Option<&Path>) {
    let Some(own) = published else { return };
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let own = real(&folder.join(own));
    files.retain(|file| real(&file.path) != own);
}

/// Whether a text is RON rather than comma-separated values.
fn is_ron(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with(['(', '#', '/'])
}

/// A file with what was read of it, checked against last year's report where `last` knows one of
/// its agency; `texts`: whether its texts are to be compared. What cannot be read says why.
pub fn read_submission<'a>(
    storage: &dyn Storage,
    file: &ReportFile,
    last: impl Fn(&str) -> Option<&'a LastYear>,
    texts: bool,
) -> Submission {
    let bytes = match steady_bytes(storage, &file.path) {
        Ok(bytes) => bytes,
        Err(error) => return file.unread(&format!("{}。{}", error.problem, error.remedy)),
    };
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let content = hasher.finish();
    let read = read_checked(&file.name, &bytes, last);
    let (report, findings, is_published) = match read {
        Ok(read) => read,
        Err(error) => {
            let line = error.line.map(|line| format!("第 {line} 行")).unwrap_or_default();
            let trouble = format!("{line}：{}。{}", error.problem, error.remedy);
            return Submission { content, ..file.unread(&trouble) };
        }
    };
    let received = if is_published {
        Received::of_published(&report, &findings, texts)
    } else {
        Received::of(&report, &findings, texts)
    };
    Submission { content, received: Some(received), ..file.unread("") }
}

/// A report, what is wrong with it, and whether it was read from a published document.
type CheckedReport = (Report, Vec<crate::finding::Finding>, bool);

/// Reads a report from bytes and checks it, against last year's where one is known.
///
/// # Errors
/// As [`open::read`].
pub fn read_checked<'a>(
    name: &str,
    bytes: &[u8],
    last: impl Fn(&str) -> Option<&'a LastYear>,
) -> Result<CheckedReport, FileError> {
    let opened = open::read(name, bytes)?;
    let is_published = matches!(opened, Opened::Published(_));
    let mut report = opened.into_report();
    if let Some(edit) = last(&report.agency).and_then(|last| report.follow(last)) {
        // What does not apply leaves the report as it was sent.
        let _applied = report.apply(edit);
    }
    let findings = rules::check(&report, &Config::default());
    Ok((report, findings, is_published))
}

/// The bytes of a file that did not change while it was read.
///
/// # Errors
/// Where it cannot be read, or somebody goes on writing it.
pub fn steady_bytes(storage: &dyn Storage, path: &Path) -> Result<Vec<u8>, FileError> {
    let unreadable = |error| file::unreadable(path, &error);
    let real = storage.resolve(path).map_err(unreadable)?;
    let state = || storage.metadata(&real).map(|meta| (meta.bytes, meta.modified));
    for _ in 0..ATTEMPTS {
        let before = state().map_err(unreadable)?;
        let bytes = storage.read(&real, file::MAX_BYTES, Links::Follow).map_err(unreadable)?;
        if state().map_err(unreadable)? == before && bytes.len() as u64 == before.0 {
            return Ok(bytes);
        }
    }
    let problem = "读的时候它还在变，可能正在复制或者保存";
    Err(FileError::new(path, problem, "请等它写完再刷新。"))
}

#[cfg(test)]
mod tests;
