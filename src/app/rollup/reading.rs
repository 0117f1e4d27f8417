//! Reading a folder, in a thread: what is new or changed since the last time, with what it makes.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::board::Board;
use super::detail::LastYears;
use crate::batch::{Cancel, in_order};
use crate::edition;
use crate::file::FileError;
use crate::open;
use crate::rollup::folder::{
    ReportFile, read_context, read_register, read_submission, report_files, without_published,
};
use crate::rollup::{
    Binding, Decisions, Register, RollUp, RollUpContext, RollupSetup, Submission, Unit, UnitNames,
    read_decisions, roll_up_again,
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
    /// What the sums are held against.
    pub context: RollUpContext,
    /// Why the county's own report cannot be read.
    pub trouble: Option<String>,
    /// Why the decisions cannot be read; nothing is decided then, and nothing written.
    pub damaged: Option<String>,
    pub files: Vec<ReportFile>,
    pub submissions: Vec<Submission>,
    pub last: LastYears,
    pub result: RollUp,
    pub board: Board,
}

/// What a reading starts from.
pub(super) struct ReadingStart {
    pub(super) folder: PathBuf,
    /// What was read before, and from which year on it is about.
    pub(super) before: Option<ReadBefore>,
    pub(super) year: u16,
}

pub(super) struct ReadBefore {
    pub(super) files: Vec<ReportFile>,
    pub(super) submissions: Arc<Vec<Submission>>,
    pub(super) last_folder: String,
    pub(super) last: Arc<LastYears>,
    pub(super) result: Arc<RollUp>,
}

/// The files that were read before, by their names, with what was read of them.
fn known_files(before: &ReadBefore) -> BTreeMap<&str, (&ReportFile, &Submission)> {
    let files = before.files.iter().zip(before.submissions.iter());
    files.map(|(file, submission)| (file.name.as_str(), (file, submission))).collect()
}

/// Reads a folder, until it is cancelled; then there is nothing.
pub(super) fn read_folder(
    storage: &dyn Storage,
    start: ReadingStart,
    cancel: &Cancel,
    progress: &dyn Fn(usize, usize),
) -> Result<Option<FolderRead>, FileError> {
    let ReadingStart { folder, before, year } = start;
    let mut files = report_files(&folder)?;
    let (decisions, damaged) = match read_decisions(storage, &folder) {
        Ok(decisions) => (decisions, None),
        Err(error) => (Decisions::default(), Some(error.to_string())),
    };
    let (context, trouble) = held_against(storage, &folder, &decisions, &mut files);
    let decided = (!decisions.register.is_empty()).then(|| folder.join(&decisions.register));
    let register = read_register(&folder, decided.as_deref())?;
    let units = register.as_ref().map(|register| register.units.clone()).unwrap_or_default();
    let same_last = before.as_ref().filter(|before| before.last_folder == decisions.last);
    let last = match same_last {
        Some(before) => LastYears::clone(&before.last),
        None => last_years(&folder, &decisions.last, &units, cancel)?,
    };
    let known = same_last.map(known_files).unwrap_or_default();
    let (texts, of_units) = (files.len() <= MOST_TEXTS, UnitNames::new(&units));
    let of_last = |agency: &str| last.get(&key(&units, &of_units, agency));
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
    let of = (register.clone(), decisions.clone(), context.clone());
    let setup = setup(&folder, decisions.year_or(year), of)?;
    let former = before.as_ref().map(|before| (&*before.result, before.submissions.as_slice()));
    let result = roll_up_again(setup, &submissions, former);
    let board = Board::of(&result, &submissions);
    Ok(Some(FolderRead {
        folder,
        register,
        decisions,
        context,
        trouble,
        damaged,
        files,
        submissions,
        last,
        result,
        board,
    }))
}

/// What the sums are held against, and why that cannot be read; the county's own report is none of the
/// files that came in.
fn held_against(
    storage: &dyn Storage,
    folder: &Path,
    decisions: &Decisions,
    files: &mut Vec<ReportFile>,
) -> (RollUpContext, Option<String>) {
    let own = (!decisions.published.is_empty()).then(|| Path::new(&decisions.published));
    without_published(files, folder, own);
    match read_context(storage, folder, decisions, (None, None)) {
        Ok(context) => (context, None),
        Err(error) => (RollUpContext::default(), Some(error.to_string())),
    }
}

/// What a roll-up of a year is made with.
pub(super) fn setup(
    folder: &Path,
    year: u16,
    (register, decisions, context): (Option<Register>, Decisions, RollUpContext),
) -> Result<RollupSetup, FileError> {
    let Some(edition) = edition::for_year(year) else {
        let problem = format!("程序没有 {year} 年的表格");
        return Err(FileError::new(folder, problem, "请在汇总信息里核对年度。"));
    };
    Ok(RollupSetup { year, edition, register, decisions, threshold: THRESHOLD, context })
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
    let of_units = UnitNames::new(units);
    let read = |file: &ReportFile| {
        let report = open::open(&file.path).ok()?.into_report();
        Some((report.agency.clone(), report.as_last_year()))
    };
    in_order(files, cancel, read, |_, report| {
        if let Ok(Some((agency, last))) = report {
            years.insert(key(units, &of_units, &agency), last);
        }
        ControlFlow::Continue(())
    });
    Ok(years)
}

/// The name under which a report of last year is found again: the unit's code, else the name.
fn key(units: &[Unit], names: &UnitNames, agency: &str) -> String {
    match names.bind(agency) {
        Binding::Unit(index) => units.get(index).map(|unit| unit.code.clone()).unwrap_or_default(),
        Binding::Unknown | Binding::Several => agency.to_owned(),
    }
}
