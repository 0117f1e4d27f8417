//! Last year's report, read to check the open one against.

use std::path::PathBuf;

use super::super::core::Core;
use super::super::document::size::too_long;
use super::messages::FindingsAnswer;
use crate::file::{self, FileError};
use crate::import::NoteKind;
use crate::open::{self, Opened};
use crate::report::Report;

/// Reads it, aside.
pub(super) fn begin(core: &mut Core, path: PathBuf) {
    let generation = core.generation;
    let (number, cancel) = core.begin_reading(&path);
    core.jobs.start(move || {
        let name = path.display().to_string();
        let read = |bytes: Vec<u8>| open::read_cancellable(&name, &bytes, &cancel);
        let result = Box::new(file::read(&path).and_then(read));
        FindingsAnswer::LastYear { number, generation, result }
    });
}

/// Takes what was read.
pub(super) fn take(core: &mut Core, result: Result<Opened, FileError>) {
    match result {
        Ok(opened) => {
            let doubts = doubts(&opened);
            put(core, &opened.into_report(), doubts);
        }
        Err(error) => core.fail(error.to_string()),
    }
}

/// Puts last year's report where the checks find it, with the number of places that its import is not
/// certain about. One of another year is of no use to them.
pub(super) fn put(core: &mut Core, given: &Report, doubts: usize) {
    core.notice = None;
    let Some(report) = core.report() else { return };
    if let Some(problem) = too_long(given) {
        return core.fail(format!("上年的报告没有带入：{problem}"));
    }
    let last = given.as_last_year();
    let Some(edit) = report.follow(&last) else {
        let (year, due) = (last.year.unwrap_or(0), report.year.map_or(0, |year| year - 1));
        return core.fail(format!(
            "选的是 {year} 年的报告，没有带入。本报告要与 {due} 年的报告核对，请另选一份。"
        ));
    };
    let told = told_of(given, doubts);
    let warned = warnings_of(given, &report.agency);
    core.edit("选择上年报告", vec![edit]);
    if warned.is_empty() {
        core.notify(told);
    } else {
        core.fail(told + &warned);
    }
}

/// What was taken from last year's report.
fn told_of(given: &Report, doubts: usize) -> String {
    let year = given.year.map_or_else(|| "上".to_owned(), |year| format!(" {year} "));
    let agency = &given.agency;
    let of = if agency.is_empty() { String::new() } else { format!("（{agency}）") };
    let doubts = match doubts {
        0 => String::new(),
        doubts => format!("读入时有 {doubts} 处存疑，以原文为准。"),
    };
    format!("已带入{year}年报告{of}的数和文字，用于核对。{doubts}")
}

/// Why it may be the wrong one, where anything says so.
fn warnings_of(given: &Report, agency: &str) -> String {
    let mut warned = String::new();
    if !agency.is_empty() && !given.agency.is_empty() && agency != given.agency {
        warned += "它的机关与本报告的“";
        warned += agency;
        warned += "”不同，机关更名的可以沿用，选错的请撤销。";
    }
    if given.year.is_none() {
        warned += "没有读出它的年度，请核对是不是上年的报告，选错的请撤销。";
    }
    warned
}

/// The number of places of a published report that the import is not certain about.
fn doubts(opened: &Opened) -> usize {
    match opened {
        Opened::File(..) => 0,
        Opened::Published(imported) => {
            imported.notes.iter().filter(|note| note.kind != NoteKind::Found).count()
        }
    }
}
