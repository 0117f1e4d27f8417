//! `check`: one report with its checklist, or many, side by side, with a summary by rule.
//!
//! Files are read and checked by as many threads as there are processors; what is said of them
//! comes in the order of the files, as soon as it is known. A folder means the reports in it,
//! at any depth: what is no report there is passed over and counted.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::findings;
use super::flags::{FORMAT, LAST};
use super::outcome::{Next, Outcome, Session, panicked, unwritten};
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use crate::batch::{Cancel, FoundFile, expand, in_order};
use crate::export::checklist::{SavedFile, checklist_pdf};
use crate::export::json;
use crate::file::{self, FileError, write_atomic};
use crate::finding::{Finding, Severity};
use crate::font::Fonts;
use crate::ledger::{Ledger, LedgerForm};
use crate::open::open;
use crate::report::{LastYear, Report};
use crate::rules::checklist::from_findings;
use crate::rules::{self, ALL, Config};

pub(super) static COMMAND: Spec = Spec {
    name: "check",
    operands: Operands::Many(("文件或文件夹", "FILE|FOLDER")),
    flags: &[
        (&FORMAT, Need::Optional),
        (&LAST, Need::Optional),
        (&LEDGER, Need::Optional),
        (&RULES, Need::Optional),
        (&CHECKLIST, Need::Optional),
    ],
    what: (
        "核对报告，逐条列出问题；多份报告另按规则汇总",
        "List what is wrong with reports, and of several also how often each rule speaks.",
    ),
    run,
};

static LEDGER: Flag = Flag {
    long: "ledger",
    short: None,
    takes: Takes::Path(("台账", "LEDGER")),
    what: (
        "用来对照表三、表四的依申请公开台账，年度以报告为准",
        "The ledger of requests to compare tables three and four with, in the report's year.",
    ),
};

static RULES: Flag = Flag {
    long: "rules",
    short: None,
    takes: Takes::Path(("规则设置.ron", "RULES.ron")),
    what: (
        "本地的规则文件；随程序的写“国家格式”或“武威”",
        "What the locality asks of the rules: a file, or the name of a shipped profile.",
    ),
};

static CHECKLIST: Flag = Flag {
    long: "checklist",
    short: None,
    takes: Takes::Path(("核对单.pdf", "OUT.pdf")),
    what: (
        "生成一份报告的发布前核对单，供审核签字",
        "Write the checklist of one report as PDF, to be signed.",
    ),
};

/// How findings are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listing {
    /// Lines of text, for people.
    Text,
    /// A JSON list with an element a file, for programs.
    Json,
    /// A line a finding, for spreadsheets.
    Csv,
}

impl Listing {
    fn of(given: &Given) -> Self {
        match given.text(&FORMAT) {
            Some("json") => Self::Json,
            Some("csv") => Self::Csv,
            _ => Self::Text,
        }
    }
}

/// What is given beside the reports, read.
struct Inputs {
    config: Config,
    last: Option<LastYear>,
    ledger: Option<Ledger>,
}

impl Inputs {
    fn read(given: &Given) -> Result<Self, FileError> {
        Ok(Self {
            config: given.path(&RULES).map(config).transpose()?.unwrap_or_default(),
            last: given.path(&LAST).map(open).transpose()?.map(|last| last.report().as_last_year()),
            ledger: given.path(&LEDGER).map(super::ledger::read).transpose()?,
        })
    }
}

/// What every file is checked with.
struct CheckSetup<'a> {
    inputs: &'a Inputs,
    listing: Listing,
    checklist: Option<&'a Path>,
    /// Whether there is but one file.
    single: bool,
}

fn run(given: &Given, session: &mut Session<'_>) -> Result<Next, Misuse> {
    let files = match expand(&given.operands) {
        Ok(files) => files,
        Err(error) => return Ok(Next::end(Outcome::default(), Err(error))),
    };
    let single = files.len() == 1;
    if !single && [&LAST, &LEDGER, &CHECKLIST].iter().any(|flag| given.has(flag)) {
        return Err(Misuse::new("--last、--ledger 和 --checklist 只能用于一份报告"));
    }
    let inputs = match Inputs::read(given) {
        Ok(inputs) => inputs,
        Err(error) => return Ok(Next::end(Outcome::default(), Err(error))),
    };
    let (listing, checklist) = (Listing::of(given), given.path(&CHECKLIST));
    let setup = CheckSetup { inputs: &inputs, listing, checklist, single };
    Ok(Next::Print(all(files, &setup, session)))
}

/// What all files came to, so far.
#[derive(Default)]
struct CheckTally {
    reports: usize,
    passed: usize,
    /// By rule: the number of reports with findings of it, and the number of these findings.
    rules: BTreeMap<&'static str, (usize, usize)>,
    code: u8,
}

/// Checks files and prints what is said of each as it is known; what is left to be said comes back.
fn all(files: Vec<FoundFile>, setup: &CheckSetup<'_>, session: &mut Session<'_>) -> Outcome {
    let count = files.len();
    let (mut tally, mut seen, mut stopped) = (CheckTally::default(), 0, None);
    let mut head = Outcome::default();
    if setup.listing == Listing::Csv {
        head.out.push_str(findings::HEADER);
    }
    in_order(
        files,
        &Cancel::default(),
        |found| one(found, setup),
        |found, checked| {
            let checked = checked.unwrap_or_else(|_| Checked::Failed(panicked(&found.path)));
            let mut part = std::mem::take(&mut head);
            part.add(&counted(&mut tally, setup.listing, checked));
            seen += 1;
            match session.print(&mut part) {
                Ok(()) => {
                    (session.progress)(seen, count);
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    stopped = Some(unwritten(&error));
                    ControlFlow::Break(())
                }
            }
        },
    );
    let mut rest = head;
    rest.code = tally.code;
    if let Some(stopped) = stopped {
        rest.add(&stopped);
        return rest;
    }
    match setup.listing {
        Listing::Json => rest.out.push_str(json::list_end(tally.reports)),
        Listing::Text if count > 1 => summary(&mut rest, &tally),
        Listing::Text | Listing::Csv => {}
    }
    if tally.reports == 0 && rest.code == 0 {
        rest.fail(2, "没有找到可以核对的报告。");
    }
    rest
}

/// What is printed of one file, after it was counted.
fn counted(tally: &mut CheckTally, listing: Listing, checked: Checked) -> Outcome {
    let (mut part, rules) = match checked {
        Checked::Passed => {
            tally.passed += 1;
            return Outcome::default();
        }
        Checked::Failed(part) => {
            tally.code = tally.code.max(part.code);
            return part;
        }
        Checked::Report(part, rules) => (part, rules),
    };
    if listing == Listing::Json {
        part.out = json::list_item(tally.reports, &part.out);
    }
    tally.reports += 1;
    tally.code = tally.code.max(part.code);
    for (code, count) in rules {
        let (files, all) = tally.rules.entry(code).or_default();
        (*files, *all) = (*files + 1, *all + count);
    }
    part
}

/// A file of rules, or the name of a profile that comes with the program, where no file is called so.
fn config(path: &Path) -> Result<Config, FileError> {
    if let Some(profile) = path.to_str().and_then(Config::named).filter(|_| !path.exists()) {
        return Ok(profile.clone());
    }
    let bytes = file::read(path)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| "编码不是 UTF-8".to_owned());
    text.and_then(|text| Config::read(text).map_err(|fault| fault.to_string())).map_err(|what| {
        FileError::new(path, format!("规则设置读不出来，{what}"), "请改正这一处后再试。")
    })
}

/// What one file came to.
enum Checked {
    /// A report: its part of the listing with its exit code, and the number of its findings by
    /// rule.
    Report(Outcome, BTreeMap<&'static str, usize>),
    /// Met in a folder, and no report.
    Passed,
    /// Why it cannot be read.
    Failed(Outcome),
}

fn one(file: &FoundFile, setup: &CheckSetup<'_>) -> Checked {
    let opened = match open(&file.path) {
        Ok(opened) => opened,
        Err(_) if file.met && is_other(&file.path) => return Checked::Passed,
        Err(error) => return Checked::Failed(Outcome::failed(2, error.to_string())),
    };
    let left = findings::left_out(&opened);
    let mut report = opened.into_report();
    let mut part = Outcome::default();
    if let Some(last) = &setup.inputs.last {
        remember(&mut part, &mut report, last);
    }
    let config = &beside(setup, &report);
    let found = rules::check(&report, config);
    if found.iter().any(|finding| finding.severity <= Severity::Error) {
        part.code = part.code.max(1);
    }
    let name = file.path.display().to_string();
    match setup.listing {
        Listing::Json => part.out.push_str(&json::file(&name, &report, &found)),
        Listing::Csv => findings::rows(&mut part, &name, &report, &found),
        Listing::Text => {
            findings::checked(&mut part, &name, &report, &found);
            if let Some(line) = left {
                part.line(line);
            }
            let lapsed = rules::lapsed(&report, config).len();
            if lapsed > 0 {
                part.line(format!("  {lapsed} 条说明已失效：所说明的文字或数字已经改动。"));
            }
            if setup.single {
                findings::checklist(&mut part, &from_findings(&report, config, &found));
            }
        }
    }
    if let Some(path) = setup.checklist {
        let written = print(path, &file.path, &report, config, &found);
        match written {
            Ok(()) if setup.listing != Listing::Text => {}
            Ok(()) => part.line(format!("  核对单：{}", path.display())),
            Err(error) => part.fail(2, error.to_string()),
        }
    }
    Checked::Report(part, by_rule(&found))
}

/// What the report is checked with: where a ledger is given, also what it counts in its year.
fn beside(setup: &CheckSetup<'_>, report: &Report) -> Config {
    let mut config = setup.inputs.config.clone();
    let year = report.year.and_then(|year| i16::try_from(year).ok());
    if let (Some(ledger), Some(year), Some(form)) =
        (&setup.inputs.ledger, year, LedgerForm::of(report.edition()))
    {
        config.ledger = Some(Arc::new(ledger.tally_in(form, year)));
    }
    config
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

/// Writes the checklist of the report in a file as a PDF.
fn print(
    path: &Path,
    source: &Path,
    report: &Report,
    config: &Config,
    findings: &[Finding],
) -> Result<(), FileError> {
    let list = from_findings(report, config, findings);
    file::not_ours(path)?;
    let saved = file::read(source).ok().map(|bytes| {
        let modified = std::fs::metadata(source).and_then(|meta| meta.modified());
        SavedFile::of(&bytes, modified.ok())
    });
    write_atomic(path, &checklist_pdf(report, &list, saved.as_ref(), Fonts::builtin()))
}

/// The number of findings of each rule that are not waived.
fn by_rule(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut tally = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.waived.is_none()) {
        *tally.entry(finding.code).or_default() += 1;
    }
    tally
}

fn summary(outcome: &mut Outcome, tally: &CheckTally) {
    let mut line = format!("合计 {} 份报告", tally.reports);
    if tally.passed > 0 {
        let _infallible = write!(line, "，另有 {} 个文件不是报告", tally.passed);
    }
    outcome.line(line + "。");
    for rule in ALL {
        if let Some((files, all)) = tally.rules.get(rule.code) {
            let word = rule.severity.word();
            outcome.line(format!("  {} {word} {files} 份 {all} 处：{}", rule.code, rule.title));
        }
    }
}
