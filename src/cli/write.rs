//! How commands write: a report that balances, or a draft, and never over the clerk's own files.

use std::path::Path;

use super::findings::{self, text_of};
use super::outcome::Outcome;
use crate::file::{self, FileError, Lock, Locking, Owner, write_atomic};
use crate::ledger::Ledger;
use crate::report::Report;
use crate::rules::{self, Balanced, Config};
use crate::storage::Disk;

/// Writes a report where nothing blocks it, else a draft where one is asked for, else nothing.
///
/// # Errors
/// The file and why it cannot be written.
pub(super) fn write_report(
    outcome: &mut Outcome,
    report: &Report,
    out: &Path,
    draft: bool,
) -> Result<(), FileError> {
    spare(out)?;
    // Held until it is written: a window that has the report open must not lose what it has.
    let Some(_held) = held(outcome, out) else { return Ok(()) };
    if draft {
        write_atomic(out, file::checked(out, file::draft_text(report))?.as_bytes())?;
        findings::summary(outcome, report, &rules::check(report, &Config::default()));
        outcome.line(format!("已存为草稿：{}", out.display()));
        return Ok(());
    }
    match Balanced::new(report) {
        Ok(balanced) => {
            write_atomic(out, file::checked(out, file::report_text(balanced))?.as_bytes())?;
            findings::summary(outcome, report, &rules::check(report, &Config::default()));
            outcome.line(format!("已存为报告：{}", out.display()));
        }
        Err(findings) => {
            outcome.fail(1, format!("没有写出“{}”，先要改正：", out.display()));
            for finding in &findings {
                outcome.fail(1, text_of(report, finding));
            }
            outcome.fail(1, "改正后再存；也可以加 --draft 先存为草稿。");
        }
    }
    Ok(())
}

/// Refuses to write a report over a file that is something else: a slip of `-o` must not cost the
/// clerk's own document.
fn spare(out: &Path) -> Result<(), FileError> {
    match std::fs::metadata(out) {
        Ok(data) if data.is_file() && data.len() > 0 => {}
        _ => return Ok(()),
    }
    if file::read(out).is_ok_and(|bytes| file::is_report_file(&bytes)) {
        return Ok(());
    }
    Err(FileError::kept(out, "已有这个文件，而且不是报告文件，没有覆盖"))
}

/// Writes a ledger, over nothing but a ledger.
///
/// # Errors
/// The file and why it cannot be written.
pub(super) fn write_ledger(
    outcome: &mut Outcome,
    ledger: &Ledger,
    out: &Path,
) -> Result<(), FileError> {
    let is_there = std::fs::metadata(out).is_ok_and(|data| data.is_file() && data.len() > 0);
    if is_there && !file::read_ledger(out).is_ok_and(|bytes| file::is_ledger_file(&bytes)) {
        return Err(FileError::kept(out, "已有这个文件，而且不是台账文件，没有覆盖"));
    }
    let Some(_held) = held(outcome, out) else { return Ok(()) };
    write_atomic(out, file::checked_ledger_text(out, ledger)?.as_bytes())?;
    outcome.line(format!("已存为台账：{}（含个人信息，请妥善保管）", out.display()));
    Ok(())
}

/// What keeps an output from others until it is dropped.
struct Held {
    _lock: Option<Lock>,
}

/// Locks an output for this program; `None`, and the outcome says why, where another program has it.
fn held(outcome: &mut Outcome, out: &Path) -> Option<Held> {
    match Lock::take(&Disk, out, &Owner::me(""), false) {
        Locking::Taken(owner) => {
            let problem = format!("没有写出“{}”，它正由{owner}编辑。", out.display());
            outcome.fail(1, format!("{problem}请先在那边关闭，或者换一个输出的文件名。"));
            None
        }
        Locking::Mine(lock) => Some(Held { _lock: Some(lock) }),
        Locking::Own | Locking::Impossible => Some(Held { _lock: None }),
    }
}

/// Refuses to write over the file that is read.
///
/// # Errors
/// That both are one file.
pub(super) fn not_the_source(source: &Path, out: &Path) -> Result<(), FileError> {
    let same = match (source.canonicalize(), out.canonicalize()) {
        (Ok(source), Ok(out)) => source == out,
        _ => false,
    };
    if !same {
        return Ok(());
    }
    Err(FileError::kept(out, "输出的文件就是来源文件，没有覆盖"))
}
