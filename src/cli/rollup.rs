//! `rollup`: a folder of what the agencies of a county sent → states, sums, a workbook, the county's
//! own report as a draft. Nothing is written into the folder.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use super::flags::{AGENCY, FORMAT, GIVEN_YEAR};
use super::new::NoForm;
use super::outcome::{Next, Outcome, Session, unwritten};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::write_report;
use crate::batch::{Cancel, in_order};
use crate::edition;
use crate::file::{self, FileError, write_atomic};
use crate::open;
use crate::report::LastYear;
use crate::rollup::folder::{
    ReportFile, read_context, read_register, read_submission, report_files, without_published,
};
use crate::rollup::{
    self, Binding, RollUp, RollupSetup, Submission, UnitNames, read_decisions, roll_up, view,
};
use crate::storage::Disk;
use crate::workbook;

pub(super) static COMMAND: Spec = Spec {
    name: "rollup",
    operands: Operands::One(("文件夹", "FOLDER")),
    flags: &[
        (&GIVEN_YEAR, Need::Required),
        (&REGISTER, Need::Optional),
        (&LAST, Need::Optional),
        (&PUBLISHED, Need::Optional),
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

static PUBLISHED: Flag = Flag {
    long: "published",
    short: None,
    takes: Takes::Path(("已公布的报告", "PUBLISHED")),
    what: (
        "本级已经公布的报告，逐格对照合计",
        "The county's own published report, to be held against the sums.",
    ),
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

/// Lines that are put together before they are printed.
const AT_A_TIME: usize = 1000;

/// What is said of a file on which the program fell.
const PANICKED: &str = "：程序读它的时候出错。请把它发给开发者。";

/// From how many percent on two sections are alike.
const THRESHOLD: u8 = 90;

fn run(given: &Given, session: &mut Session<'_>) -> Result<Next, Misuse> {
    let folder = given.operand()?;
    let year = given.year(&GIVEN_YEAR).ok_or_else(|| Misuse::new("请用 --year 写明年度"))?;
    if given.has(&REPORT) != given.has(&AGENCY) {
        return Err(Misuse::new("--report 和 --agency 要一起写"));
    }
    let Some(edition) = edition::for_year(year) else {
        return Ok(Next::Print(Outcome::failed(2, NoForm::Year(year).to_string())));
    };
    let mut outcome = Outcome::default();
    let done = (|| -> Result<(), FileError> {
        let mut files = report_files(folder)?;
        let decisions = read_decisions(&Disk, folder)?;
        let beside = (given.path(&LAST), given.path(&PUBLISHED));
        let context = read_context(&Disk, folder, &decisions, beside)?;
        let decided = (!decisions.published.is_empty()).then(|| folder.join(&decisions.published));
        let own = given.path(&PUBLISHED).map(std::path::absolute).and_then(Result::ok);
        without_published(&mut files, folder, own.or(decided).as_deref());
        let decided = (!decisions.register.is_empty()).then(|| folder.join(&decisions.register));
        let register = read_register(folder, given.path(&REGISTER).or(decided.as_deref()))?;
        let units = register.as_ref().map(|register| register.units.as_slice()).unwrap_or_default();
        // Only last year's reports are looked up here.
        let names = UnitNames::new(if given.has(&LAST) { units } else { &[] });
        let last = match given.path(&LAST) {
            Some(last) => last_years(last, session)?
                .into_iter()
                .map(|(agency, last)| (key(units, &names, &agency), last))
                .collect(),
            None => BTreeMap::new(),
        };
        let compared = files.len() <= MOST_TEXTS;
        let read = |file: &ReportFile| {
            read_submission(&Disk, file, |agency| last.get(&key(units, &names, agency)), compared)
        };
        let mut submissions = Vec::new();
        let count = files.len();
        in_order(files, &Cancel::default(), read, |file, submission| {
            submissions.push(submission.unwrap_or_else(|_| file.unread(PANICKED)));
            (session.progress)(submissions.len(), count);
            ControlFlow::Continue(())
        });
        drop((names, last));
        let setup =
            RollupSetup { year, edition, register, decisions, threshold: THRESHOLD, context };
        let result = roll_up(setup, &submissions);
        if !compared {
            outcome.fail(0, format!("文件超过 {MOST_TEXTS} 个，没有比较各单位的文字。"));
        }
        outcome.code = outcome.code.max(u8::from(!result.is_complete()));
        if let Err(error) = tell(&mut outcome, given, (&result, &submissions), session) {
            outcome.add(&unwritten(&error));
        }
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
        write_report(&mut written, &rollup::county_report(result, agency), path, true)?;
        outcome.err.push_str(&written.err);
        outcome.code = outcome.code.max(written.code);
    }
    Ok(())
}

/// Says what was found; of the cells, which may be millions, a unit's at a time.
fn tell(
    outcome: &mut Outcome,
    given: &Given,
    (result, submissions): (&RollUp, &[Submission]),
    session: &mut Session<'_>,
) -> std::io::Result<()> {
    match given.text(&FORMAT) {
        Some("json") => {
            outcome.out = view::json(result);
            session.print(outcome)?;
        }
        Some("csv") => {
            for part in rollup::tidy(result, submissions) {
                outcome.out.push_str(&part);
                session.print(outcome)?;
            }
        }
        _ => {
            for (number, line) in view::lines(result).enumerate() {
                outcome.line(line);
                if number % AT_A_TIME == 0 {
                    session.print(outcome)?;
                }
            }
        }
    }
    Ok(())
}

/// The name under which a report of last year is found again: the unit's code, else the name.
fn key(units: &[rollup::Unit], names: &UnitNames, agency: &str) -> String {
    match names.bind(agency) {
        Binding::Unit(index) => units.get(index).map(|unit| unit.code.clone()).unwrap_or_default(),
        Binding::Unknown | Binding::Several => agency.to_owned(),
    }
}

/// The reports of last year's folder by agency, as far as this year's checks need them.
fn last_years(
    folder: &Path,
    session: &mut Session<'_>,
) -> Result<Vec<(String, LastYear)>, FileError> {
    let files = report_files(folder)?;
    let (mut last, mut seen, count) = (Vec::new(), 0, files.len());
    let read = |file: &ReportFile| {
        let report = open::open(&file.path).ok()?.into_report();
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
