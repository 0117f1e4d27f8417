//! `rollup`: a folder of what the agencies of a county sent → states, sums, a workbook, the county's
//! own report as a draft. Nothing is written into the folder.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::flags::{AGENCY, FORMAT, YEAR};
use super::new::NoForm;
use super::outcome::{Next, Outcome, Session};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::write_report;
use crate::batch::{Cancel, FoundFile, expand, in_order};
use crate::edition;
use crate::export::cells;
use crate::export::csv::record;
use crate::file::{self, FileError, write_atomic};
use crate::open;
use crate::report::place::Field;
use crate::report::{Edit, LastYear, Report, Value};
use crate::rollup::{
    self, Binding, Decisions, Received, Register, RollUp, RollupSetup, Submission, bind, roll_up,
    view,
};
use crate::rules::{self, Config};
use crate::workbook;

pub(super) static COMMAND: Spec = Spec {
    name: "rollup",
    operands: Operands::One(("文件夹", "FOLDER")),
    flags: &[
        (&YEAR, Need::Required),
        (&REGISTER, Need::Optional),
        (&LAST, Need::Optional),
        (&FORMAT, Need::Optional),
        (&XLSX, Need::Optional),
        (&REPORT, Need::Optional),
        (&AGENCY, Need::Optional),
    ],
    what: (
        "汇总文件夹里各单位的报告：谁没交、哪些有问题、各表合计；\
         --xlsx 生成汇总工作簿，--report 生成本级报告的草稿；文件夹里什么都不改动",
        "Roll up the reports of a folder: who is missing, what is wrong, sums; with --xlsx a \
         workbook, with --report a draft of the county's own report. The folder is only read.",
    ),
    run,
};

static REGISTER: Flag = Flag {
    long: "register",
    short: None,
    takes: Takes::Path(("名录.xlsx", "REGISTER")),
    what: (
        "单位名录（xlsx、csv 或 ron），不写的用文件夹里的“名录”",
        "Who is to report (xlsx, csv or ron); by default the file 名录 of the folder.",
    ),
};

static LAST: Flag = Flag {
    long: "last",
    short: None,
    takes: Takes::Path(("上年文件夹", "LAST")),
    what: ("上年的文件夹，用来对照结转和数字", "Last year's folder, to compare with."),
};

static XLSX: Flag = Flag {
    long: "xlsx",
    short: None,
    takes: Takes::Path(("输出.xlsx", "OUT.xlsx")),
    what: ("生成工作簿", "Write a workbook."),
};

static REPORT: Flag = Flag {
    long: "report",
    short: None,
    takes: Takes::Path(("输出.nianbao", "OUT")),
    what: (
        "生成本级报告的草稿，表中是合计，要用 --agency 写明机关",
        "Write a draft of the county's report with the sums; needs --agency.",
    ),
};

/// The most files whose texts are compared with each other's.
const MOST_TEXTS: usize = 20_000;

/// From how many percent on two sections are alike.
const THRESHOLD: u8 = 90;

fn run(given: &Given, session: &mut Session<'_>) -> Result<Next, Misuse> {
    let folder = given.operand()?;
    let year = given.year(&YEAR).ok_or_else(|| Misuse::new("请用 --year 写明年度"))?;
    if given.has(&REPORT) != given.has(&AGENCY) {
        return Err(Misuse::new("--report 和 --agency 要一起写"));
    }
    let Some(edition) = edition::for_year(year) else {
        return Ok(Next::Print(Outcome::failed(2, NoForm::Year(year).to_string())));
    };
    let mut outcome = Outcome::default();
    let done = (|| -> Result<(), FileError> {
        if !folder.is_dir() {
            return Err(FileError::new(folder, "没有这个文件夹", "请核对名称和位置。"));
        }
        let register = register(folder, given.path(&REGISTER))?;
        let decisions = decisions(folder)?;
        let units = register.as_ref().map(|register| register.units.clone()).unwrap_or_default();
        let last = match given.path(&LAST) {
            Some(last) => last_years(last, session)?
                .into_iter()
                .map(|(agency, last)| (key(&units, &agency), last))
                .collect(),
            None => BTreeMap::new(),
        };
        let files = files(folder)?;
        let compared = files.len() <= MOST_TEXTS;
        let read = |found: &FoundFile| {
            submission(folder, found, |agency| last.get(&key(&units, agency)), compared)
        };
        let mut submissions = Vec::new();
        let count = files.len();
        in_order(files, &Cancel::default(), read, |found, submission| {
            submissions.push(submission.unwrap_or_else(|_| unreadable(folder, &found)));
            (session.progress)(submissions.len(), count);
            ControlFlow::Continue(())
        });
        let setup = RollupSetup { year, edition, register, decisions, threshold: THRESHOLD };
        let result = roll_up(setup, &submissions);
        if !compared {
            outcome.fail(0, format!("文件超过 {MOST_TEXTS} 个，没有比较各单位的文字。"));
        }
        tell(&mut outcome, given, &result, &submissions);
        outcome.code = outcome.code.max(u8::from(!result.is_complete()));
        write(&mut outcome, given, &result, &submissions)
    })();
    Ok(Next::end(outcome, done))
}

/// Writes the workbook and the county's draft, where they are asked for.
fn write(
    outcome: &mut Outcome,
    given: &Given,
    result: &RollUp,
    submissions: &[Submission],
) -> Result<(), FileError> {
    if let Some(path) = given.path(&XLSX) {
        file::not_ours(path)?;
        let bytes = workbook::xlsx(&rollup::workbook(result, submissions));
        write_atomic(path, &bytes.map_err(|error| FileError::of_workbook(path, error))?)?;
    }
    if let (Some(path), Some(agency)) = (given.path(&REPORT), given.text(&AGENCY)) {
        let mut written = Outcome::default();
        write_report(&mut written, &county_report(result, agency), path, true)?;
        outcome.err.push_str(&written.err);
        outcome.code = outcome.code.max(written.code);
    }
    Ok(())
}

fn tell(outcome: &mut Outcome, given: &Given, result: &RollUp, submissions: &[Submission]) {
    match given.text(&FORMAT) {
        Some("json") => outcome.out.push_str(&view::json(result)),
        Some("csv") => outcome.out.push_str(&tidy(result, submissions)),
        _ => {
            for line in view::lines(result) {
                outcome.line(line);
            }
        }
    }
}

/// The name under which a report of last year is found again: the unit's code, else the name.
fn key(units: &[rollup::Unit], agency: &str) -> String {
    match bind(units, agency) {
        Binding::Unit(index) => units.get(index).map(|unit| unit.code.clone()).unwrap_or_default(),
        Binding::Unknown | Binding::Several => agency.to_owned(),
    }
}

/// The files of a folder that may be reports.
fn files(folder: &Path) -> Result<Vec<FoundFile>, FileError> {
    let mut files = expand(&[folder.to_owned()])?;
    files.retain(|found| found.met && !is_ours(&found.path));
    Ok(files)
}

/// Whether a file is the register or holds the decisions.
fn is_ours(path: &Path) -> bool {
    let is = |name: Option<&std::ffi::OsStr>, wanted: &str| name.is_some_and(|name| name == wanted);
    is(path.file_stem(), "名录") || is(path.extension(), "nianbao-rollup")
}

/// The register that is named, else the folder's own.
fn register(folder: &Path, named: Option<&Path>) -> Result<Option<Register>, FileError> {
    let own = ["xlsx", "csv", "ron"].map(|extension| folder.join(format!("名录.{extension}")));
    let path = named.map(Path::to_owned).or_else(|| own.into_iter().find(|path| path.is_file()));
    let Some(path) = path else { return Ok(None) };
    let bytes = file::read(&path)?;
    let register = match std::str::from_utf8(&bytes) {
        Ok(text) if is_ron(text) => Register::from_ron(text),
        _ => {
            let book = workbook::read(&bytes);
            Register::from_workbook(&book.map_err(|error| FileError::of_workbook(&path, error))?)
        }
    };
    let told = |error: rollup::RegisterError| {
        let row = error.row.map(|row| row as usize);
        FileError::new(&path, error.problem, "请改好名录再试。").at(row)
    };
    register.map(Some).map_err(told)
}

/// Whether a text is RON rather than comma-separated values.
fn is_ron(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with(['(', '#', '/'])
}

fn decisions(folder: &Path) -> Result<Decisions, FileError> {
    let path = folder.join(Decisions::FILE);
    if !path.is_file() {
        return Ok(Decisions::default());
    }
    let bytes = file::read(&path)?;
    let text = String::from_utf8_lossy(&bytes);
    Decisions::read(&text).map_err(|error| {
        FileError::new(&path, error.problem, "请改用备份，或者移走它重新决定。").at(error.line)
    })
}

/// A file with what was read of it, checked against last year's report where that is known.
fn submission<'a>(
    folder: &Path,
    found: &FoundFile,
    last: impl Fn(&str) -> Option<&'a LastYear>,
    texts: bool,
) -> Submission {
    let mut submission = unreadable(folder, found);
    let Ok(bytes) = file::read(&found.path) else { return submission };
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    submission.content = hasher.finish();
    let Ok(opened) = open::read(&submission.file, &bytes) else { return submission };
    let mut report = opened.into_report();
    if let Some(edit) = last(&report.agency).and_then(|last| report.follow(last)) {
        // What does not apply leaves the report as it was sent.
        let _applied = report.apply(edit);
    }
    let findings = rules::check(&report, &Config::default());
    submission.received = Some(Received::of(&report, &findings, texts));
    submission
}

/// A file of which nothing is known but its name and age.
fn unreadable(folder: &Path, found: &FoundFile) -> Submission {
    let name = found.path.strip_prefix(folder).unwrap_or(&found.path);
    let modified = std::fs::metadata(&found.path).and_then(|data| data.modified());
    let since = modified.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Submission {
        file: name.display().to_string(),
        modified: since.map_or(0, |since| since.as_secs()),
        content: 0,
        received: None,
    }
}

/// The reports of last year's folder by agency, as far as this year's checks need them.
fn last_years(
    folder: &Path,
    session: &mut Session<'_>,
) -> Result<Vec<(String, LastYear)>, FileError> {
    let files = files(folder)?;
    let (mut last, mut seen, count) = (Vec::new(), 0, files.len());
    let read = |found: &FoundFile| {
        let report = open::open(&found.path).ok()?.into_report();
        Some((report.agency.clone(), report.as_last_year()))
    };
    in_order(files, &Cancel::default(), read, |_, report| {
        last.extend(report.ok().flatten());
        seen += 1;
        (session.progress)(seen, count);
        ControlFlow::Continue(())
    });
    Ok(last)
}

/// The county's own report, to be written by a clerk: its tables hold the sums, and its lead-in says
/// from how many units they come.
fn county_report(result: &RollUp, agency: &str) -> Report {
    let mut report = Report::blank(result.edition.clone(), agency, result.year);
    for sum in result.sums.iter().filter(|sum| !report_is_total(result, sum.cell)) {
        let Some(total) = sum.total else { continue };
        let value = total.count().map_or_else(|| Value::Written(total.text()), Value::Count);
        let kind = result.edition.tables[sum.cell.table].cells[sum.cell.index].kind;
        let value = match kind {
            edition::Kind::Money | edition::Kind::AsWritten => Value::Written(total.text()),
            edition::Kind::Count | edition::Kind::SignedCount => value,
        };
        // The cells are those of the same edition, and no totals.
        let _applied = report.apply(Edit::Value(sum.cell, value));
    }
    let summed = result.units.iter().filter(|unit| unit.is_summed()).count();
    let lacking = result.lacking().unwrap_or_default();
    let lead_in = format!("此处填写引言。表中数字由 {summed} 个单位的报告汇总。{lacking}");
    let _applied = report.apply(Edit::Text(Field::LeadIn, lead_in));
    report
}

fn report_is_total(result: &RollUp, id: crate::report::place::CellId) -> bool {
    result.edition.tables[id.table].cells[id.index].sum_of.is_some()
}

/// Every figure of every unit as a line: tidy data for other programs.
fn tidy(result: &RollUp, submissions: &[Submission]) -> String {
    let mut out =
        record(&["code", "name", "state", "file", "section", "row", "column", "value"], "\n");
    for unit in &result.units {
        let received = unit.submission.and_then(|index| submissions.get(index)?.received.as_ref());
        let Some(received) = received else { continue };
        let file = unit.file.clone().unwrap_or_default();
        let Some(form) = edition::by_id(&received.edition) else { continue };
        for (id, amount) in &received.figures {
            let table = &form.tables[id.table];
            let (section, value) = (table.section.to_string(), amount.text());
            let row = table.row_of(id.index).path.join(cells::BETWEEN);
            let column = table.column_of(id.index).path.join(cells::BETWEEN);
            let (code, name) = (unit.unit.code.as_str(), unit.unit.name.as_str());
            let state = unit.state.code();
            out += &record(&[code, name, state, &file, &section, &row, &column, &value], "\n");
        }
    }
    out
}
