//! `check`: one report with its checklist, or many, side by side, with a summary by rule.
//!
//! Files are read and checked by as many threads as there are processors; what is said of them
//! comes in the order of the files. A folder stands for the reports in it, at any depth: what is
//! no report there is passed over and counted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::cores::{Progress, on_all};
use super::{Outcome, words};
use crate::export::json;
use crate::file::{self, FileError, write_atomic};
use crate::finding::{Finding, Severity};
use crate::font::Fonts;
use crate::open::open;
use crate::report::{LastYear, Report};
use crate::rules::checklist::from_findings;
use crate::rules::{self, ALL, Config};
use crate::{export, layout};

/// How findings are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listing {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// What is to be checked, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// Files and folders.
    pub files: Vec<PathBuf>,
    /// How findings are listed.
    pub listing: Listing,
    /// Last year's report, for a single one.
    pub last: Option<PathBuf>,
    /// What the locality asks of the rules.
    pub rules: Option<PathBuf>,
    /// Where the checklist of a single report is written as PDF.
    pub checklist: Option<PathBuf>,
}

/// Runs the command; `progress` is told how many of how many files are done.
pub(super) fn run(outcome: &mut Outcome, task: &Task, progress: Progress<'_>) {
    let config = match task.rules.as_deref().map(config).transpose() {
        Ok(config) => config.unwrap_or_default(),
        Err(problem) => return outcome.fail(2, problem),
    };
    let jobs = match expand(&task.files) {
        Ok(jobs) => jobs,
        Err(error) => return outcome.fail(2, error.to_string()),
    };
    if jobs.len() != 1 && (task.last.is_some() || task.checklist.is_some()) {
        return outcome.fail(2, "--last 和 --checklist 只能用于一份报告。");
    }
    let last = match task.last.as_deref().map(open).transpose() {
        Ok(last) => last.map(|last| last.report().as_last_year()),
        Err(error) => return outcome.fail(2, error.to_string()),
    };
    let setup = Setup { config: &config, last: last.as_ref(), task, single: jobs.len() == 1 };
    let checked = on_all(&jobs, |job| one(job, &setup), progress);
    tell(outcome, task.listing, &jobs, checked);
}

/// What every file is checked with.
struct Setup<'a> {
    config: &'a Config,
    last: Option<&'a LastYear>,
    task: &'a Task,
    single: bool,
}

/// A file to be checked.
struct Job {
    path: PathBuf,
    /// Met in a folder, not named: it may be something else.
    met: bool,
}

fn config(path: &Path) -> Result<Config, String> {
    let bytes = file::read(path).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| "编码不是 UTF-8".to_owned());
    text.and_then(|text| Config::read(&text))
        .map_err(|problem| format!("规则设置“{}”读不出来：{problem}。", path.display()))
}

/// The files that files and folders stand for, those of a folder by name.
fn expand(paths: &[PathBuf]) -> Result<Vec<Job>, FileError> {
    let mut jobs = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut jobs)?;
        } else {
            jobs.push(Job { path: path.clone(), met: false });
        }
    }
    Ok(jobs)
}

/// Hidden files and links to folders are not followed.
fn walk(folder: &Path, jobs: &mut Vec<Job>) -> Result<(), FileError> {
    let fail = |error: &std::io::Error| {
        let (problem, remedy) = file::problem::io(error);
        let file = folder.display().to_string();
        FileError { file, line: None, problem, remedy: remedy.into() }
    };
    let entries = std::fs::read_dir(folder).map_err(|error| fail(&error))?;
    let mut entries = entries.collect::<Result<Vec<_>, _>>().map_err(|error| fail(&error))?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && !hidden => walk(&entry.path(), jobs)?,
            Ok(kind) if !kind.is_dir() && !hidden && entry.path().is_file() => {
                jobs.push(Job { path: entry.path(), met: true });
            }
            _ => {}
        }
    }
    Ok(())
}

/// What one file came to.
enum Checked {
    /// Its part of the listing, its findings by rule, and the code it ends with.
    Report(Outcome, BTreeMap<&'static str, usize>),
    /// Met in a folder, and no report.
    Passed,
    Failed(FileError),
}

fn one(job: &Job, setup: &Setup<'_>) -> Checked {
    let opened = match open(&job.path) {
        Ok(opened) => opened,
        Err(_) if job.met && is_other(&job.path) => return Checked::Passed,
        Err(error) => return Checked::Failed(error),
    };
    let left = words::left_out(&opened);
    let mut report = opened.into_report();
    let mut part = Outcome::default();
    if let Some(last) = setup.last {
        remember(&mut part, &mut report, last);
    }
    let findings = rules::check(&report, setup.config);
    if findings.iter().any(|finding| finding.severity <= Severity::Error) {
        part.code = part.code.max(1);
    }
    let file = job.path.display().to_string();
    match setup.task.listing {
        Listing::Json => part.out.push_str(&json::file(&file, &report, &findings)),
        Listing::Csv => words::rows(&mut part, &file, &report, &findings),
        Listing::Text => {
            words::checked(&mut part, &file, &report, &findings);
            if let Some(line) = left {
                part.line(line);
            }
            let lapsed = rules::lapsed(&report, setup.config).len();
            if lapsed > 0 {
                part.line(format!("  {lapsed} 条说明已失效：所说明的文字或数字已经改动。"));
            }
            if setup.single {
                words::checklist(&mut part, &from_findings(&report, setup.config, &findings));
            }
        }
    }
    if let Some(path) = &setup.task.checklist {
        print(&mut part, path, &report, setup.config, &findings);
    }
    Checked::Report(part, by_rule(&findings))
}

/// Whether a file can be read and does not say itself that it is a report file.
fn is_other(path: &Path) -> bool {
    file::read(path).is_ok_and(|bytes| !file::is_report_file(&bytes))
}

/// Puts last year's report, given by hand, in the place of what the report remembers.
fn remember(outcome: &mut Outcome, report: &mut Report, last: &LastYear) {
    let (year, other) = (report.year.unwrap_or_default(), last.year.unwrap_or_default());
    let Some(edit) = report.follow(last) else {
        let wanted = year.saturating_sub(1);
        return outcome.fail(2, format!("--last 给出的是 {other} 年的报告，不是 {wanted} 年的。"));
    };
    if let Err(error) = report.apply(edit) {
        outcome.fail(2, error.to_string());
    }
}

fn print(part: &mut Outcome, path: &Path, report: &Report, config: &Config, findings: &[Finding]) {
    let list = from_findings(report, config, findings);
    let fonts = Fonts::builtin();
    let laid = layout::checklist(report, &list, fonts);
    let written = super::commands::not_a_report(path)
        .and_then(|()| write_atomic(path, &export::pdf::pdf(&laid.document, fonts)));
    match written {
        Ok(()) if part.out.is_empty() => {}
        Ok(()) => part.line(format!("  核对单：{}", path.display())),
        Err(error) => part.fail(2, error.to_string()),
    }
}

/// How many findings of each rule wait for the clerk.
fn by_rule(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut tally = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.waived.is_none()) {
        *tally.entry(finding.code).or_default() += 1;
    }
    tally
}

fn tell(outcome: &mut Outcome, listing: Listing, jobs: &[Job], checked: Vec<Checked>) {
    let (mut reports, mut passed, mut parts) = (0, 0, Vec::new());
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for result in checked {
        match result {
            Checked::Failed(error) => outcome.fail(2, error.to_string()),
            Checked::Passed => passed += 1,
            Checked::Report(part, rules) => {
                reports += 1;
                outcome.err.push_str(&part.err);
                outcome.code = outcome.code.max(part.code);
                parts.push(part.out);
                for (code, count) in rules {
                    let (files, all) = tally.entry(code).or_default();
                    (*files, *all) = (*files + 1, *all + count);
                }
            }
        }
    }
    match listing {
        Listing::Json => outcome.out.push_str(&json::list(&parts)),
        Listing::Csv => {
            outcome.out.push_str(words::HEADER);
            outcome.out.push_str(&parts.concat());
        }
        Listing::Text => {
            outcome.out.push_str(&parts.concat());
            if jobs.len() > 1 {
                summary(outcome, reports, passed, &tally);
            }
        }
    }
    if reports == 0 && outcome.code == 0 {
        outcome.fail(2, "没有找到可以核对的报告。");
    }
}

fn summary(
    outcome: &mut Outcome,
    reports: usize,
    passed: usize,
    tally: &BTreeMap<&str, (usize, usize)>,
) {
    let passed = if passed > 0 {
        format!("，另有 {passed} 个文件不是报告")
    } else {
        String::new()
    };
    outcome.line(format!("合计 {reports} 份报告{passed}。"));
    for rule in ALL {
        if let Some((files, all)) = tally.get(rule.code) {
            let word = rule.severity.word();
            outcome.line(format!("  {} {word} {files} 份 {all} 处：{}", rule.code, rule.title));
        }
    }
}
