//! Reading the folder, aside: what is new or changed since the last time, with what it makes.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::core::Core;
use super::board::Board;
use super::detail::LastYears;
use super::messages::RollUpAnswer;
use super::slice::{OpenRollUp, ReadingFolder, RollUpSlice};
use crate::batch::{Cancel, in_order};
use crate::edition;
use crate::file::FileError;
use crate::open;
use crate::rollup::folder::{ReportFile, read_register, read_submission, report_files};
use crate::rollup::{
    Binding, Decisions, Register, RollUp, RollupSetup, Submission, Unit, bind, read_decisions,
    roll_up_again,
};
use crate::storage::Storage;

/// From how many percent on two sections are alike.
pub(super) const THRESHOLD: u8 = 90;
/// The most files whose texts are compared with each other's.
const MOST_TEXTS: usize = 20_000;
/// What is said of a file on which the program fell.
const PANICKED: &str = "：程序读它的时候出错。请把它发给开发者。";

/// What was read of a folder.
pub(crate) struct FolderRead {
    pub folder: PathBuf,
    pub register: Option<Register>,
    pub decisions: Decisions,
    /// Why the decisions cannot be read; nothing is decided then, and nothing written.
    pub damaged: Option<String>,
    pub files: Vec<ReportFile>,
    pub submissions: Vec<Submission>,
    pub last: LastYears,
    pub result: RollUp,
    pub board: Board,
}

/// What a reading starts from.
struct Start {
    folder: PathBuf,
    /// What was read before, and from which year on it is about.
    before: Option<Before>,
    year: u16,
}

struct Before {
    files: Vec<ReportFile>,
    submissions: Arc<Vec<Submission>>,
    last_folder: String,
    last: Arc<LastYears>,
    result: Arc<RollUp>,
}

impl RollUpSlice {
    /// Begins to read a folder: all of it, or, where it is the one that is open, what is new.
    pub(super) fn read(&mut self, core: &mut Core, folder: PathBuf) {
        if let Some(reading) = &self.reading {
            reading.cancel.cancel();
        }
        let before = self.open.as_ref().filter(|open| open.folder == folder).map(|open| Before {
            files: open.files.clone(),
            submissions: Arc::clone(&open.submissions),
            last_folder: open.decisions.last.clone(),
            last: Arc::clone(&open.last),
            result: Arc::clone(&open.result),
        });
        self.number += 1;
        let number = self.number;
        let cancel = Cancel::default();
        self.reading =
            Some(ReadingFolder { folder: folder.clone(), done: 0, of: 0, cancel: cancel.clone() });
        let storage = Arc::clone(&core.environment.storage);
        let start = Start { folder, before, year: core.ended_year() };
        core.jobs.start_telling(None, move |tell| {
            let progress = |done: usize, of: usize| {
                // A hundred times in all: each is a frame.
                if done == 1 || done == of || done.is_multiple_of(of.div_ceil(100).max(1)) {
                    tell(RollUpAnswer::Progress { number, done, of });
                }
            };
            let result = Box::new(read_folder(&*storage, start, &cancel, &progress));
            RollUpAnswer::Read { number, result }
        });
    }

    /// A folder was read, or not.
    pub(super) fn took(&mut self, core: &mut Core, result: Result<Option<FolderRead>, FileError>) {
        self.reading = None;
        let read = match result {
            Ok(Some(read)) => read,
            Ok(None) => return core.notify("已停止读取，原来读到的还在"),
            Err(error) => return core.fail(error.to_string()),
        };
        let same = self.open.as_ref().is_some_and(|open| open.folder == read.folder);
        if !same {
            self.shown = super::slice::RollUpShown { page: self.shown.page, ..Default::default() };
            self.opened += 1;
        }
        let news = news(self.open.as_ref().filter(|_| same), &read);
        if let Some(damaged) = &read.damaged {
            core.modal = Some(super::super::modal::Modal::Failed(format!(
                "{damaged}收报情况照常显示，改好以前不能写入新的决定。"
            )));
        }
        self.open = Some(OpenRollUp {
            folder: read.folder,
            register: read.register,
            decisions: read.decisions,
            damaged: read.damaged,
            files: read.files,
            submissions: Arc::new(read.submissions),
            last: Arc::new(read.last),
            result: Arc::new(read.result),
            board: Arc::new(read.board),
            reading: self.number,
        });
        core.rollup_in_front = true;
        core.notify(news);
        self.lay();
    }
}

/// What a reading has found, in a line.
fn news(before: Option<&OpenRollUp>, read: &FolderRead) -> String {
    let files = read.files.len();
    let Some(before) = before else { return format!("已读 {files} 个文件") };
    let is_new = |file: &&ReportFile| !before.files.contains(file);
    let new = read.files.iter().filter(is_new).count();
    let gone = |file: &&ReportFile| !read.files.iter().any(|now| now.name == file.name);
    let gone = before.files.iter().filter(gone).count();
    match (new, gone) {
        (0, 0) => "没有新的文件".to_owned(),
        (new, 0) => format!("新收到或改过 {new} 个文件"),
        (new, gone) => format!("新收到或改过 {new} 个文件，少了 {gone} 个"),
    }
}

fn read_folder(
    storage: &dyn Storage,
    start: Start,
    cancel: &Cancel,
    progress: &dyn Fn(usize, usize),
) -> Result<Option<FolderRead>, FileError> {
    let Start { folder, before, year } = start;
    let files = report_files(&folder)?;
    let (decisions, damaged) = match read_decisions(storage, &folder) {
        Ok(decisions) => (decisions, None),
        Err(error) => (Decisions::default(), Some(error.to_string())),
    };
    let named = (!decisions.register.is_empty()).then(|| folder.join(&decisions.register));
    let register = read_register(&folder, named.as_deref())?;
    let units = register.as_ref().map(|register| register.units.clone()).unwrap_or_default();
    let same_last = before.as_ref().filter(|before| before.last_folder == decisions.last);
    let last = match same_last {
        Some(before) => LastYears::clone(&before.last),
        None => last_years(&folder, &decisions.last, &units, cancel)?,
    };
    let known: BTreeMap<&str, (&ReportFile, &Submission)> = same_last
        .iter()
        .flat_map(|before| before.files.iter().zip(before.submissions.iter()))
        .map(|(file, submission)| (file.name.as_str(), (file, submission)))
        .collect();
    let texts = files.len() <= MOST_TEXTS;
    let of_last = |agency: &str| last.get(&key(&units, agency));
    let read = |file: &&ReportFile| match known.get(file.name.as_str()) {
        Some((before, submission)) if before == file && submission.received.is_some() => {
            Submission::clone(submission)
        }
        _ => read_submission(storage, file, of_last, texts),
    };
    let mut submissions = Vec::new();
    let count = files.len();
    in_order(files.iter(), cancel, read, |file, submission| {
        submissions.push(submission.unwrap_or_else(|_| file.unread(PANICKED)));
        progress(submissions.len(), count);
        ControlFlow::Continue(())
    });
    if cancel.is_cancelled() {
        return Ok(None);
    }
    let year = if decisions.year == 0 { year } else { decisions.year };
    let setup = setup(&folder, year, register.clone(), decisions.clone())?;
    let former = before.as_ref().map(|before| (&*before.result, before.submissions.as_slice()));
    let result = roll_up_again(setup, &submissions, former);
    let board = Board::of(&result, &submissions);
    Ok(Some(FolderRead {
        folder,
        register,
        decisions,
        damaged,
        files,
        submissions,
        last,
        result,
        board,
    }))
}

/// What a roll-up of a year is made with.
pub(super) fn setup(
    folder: &Path,
    year: u16,
    register: Option<Register>,
    decisions: Decisions,
) -> Result<RollupSetup, FileError> {
    let Some(edition) = edition::for_year(year) else {
        let problem = format!("程序没有 {year} 年的表格");
        return Err(FileError::new(folder, problem, "请在汇总信息里核对年度。"));
    };
    Ok(RollupSetup { year, edition, register, decisions, threshold: THRESHOLD })
}

/// The reports of last year's folder, which is named as seen from this year's.
fn last_years(
    folder: &Path,
    last: &str,
    units: &[Unit],
    cancel: &Cancel,
) -> Result<LastYears, FileError> {
    let mut years = LastYears::default();
    if last.is_empty() {
        return Ok(years);
    }
    let files = report_files(&folder.join(last))?;
    let read = |file: &ReportFile| {
        let report = open::open(&file.path).ok()?.into_report();
        Some((report.agency.clone(), report.as_last_year()))
    };
    in_order(files, cancel, read, |_, report| {
        if let Ok(Some((agency, last))) = report {
            years.insert(key(units, &agency), last);
        }
        ControlFlow::Continue(())
    });
    Ok(years)
}

/// The name under which a report of last year is found again: the unit's code, else the name.
fn key(units: &[Unit], agency: &str) -> String {
    match bind(units, agency) {
        Binding::Unit(index) => units.get(index).map(|unit| unit.code.clone()).unwrap_or_default(),
        Binding::Unknown | Binding::Several => agency.to_owned(),
    }
}
