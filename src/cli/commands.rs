//! What each command does.

use std::path::{Path, PathBuf};

use super::args::{Command, HELP};
use super::words::{self, text_of};
use super::{Next, Outcome, Progress, check, render};
use crate::edition;
use crate::export::{Format, Setup, json};
use crate::file::{self, FileError, Lock, Locking, Owner, write_atomic};
use crate::font::{Choice, Office};
use crate::layout::Options;
use crate::open::{Opened, open};
use crate::report::{Report, YEARS};
use crate::rules::{self, Balanced, Config};
use crate::storage::Disk;

const SAMPLE: &str = include_str!("../../assets/sample.ron");

pub(super) fn run(command: Command, this_year: u16, progress: Progress<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let done = match command {
        Command::Help => {
            outcome.out.push_str(HELP);
            Ok(())
        }
        Command::Version => {
            outcome.line(concat!("nianbao ", env!("CARGO_PKG_VERSION")));
            Ok(())
        }
        Command::Check(task) => {
            check::run(&mut outcome, &task, progress);
            Ok(())
        }
        Command::Show { file } => {
            open(&file).map(|opened| outcome.out.push_str(&json::report(opened.report())))
        }
        Command::Import { source, out, draft } => import(&mut outcome, &source, &out, draft),
        Command::New { from, agency, year, out, draft } => {
            let last = match from.as_deref().map(open).transpose() {
                Ok(last) => last.map(Opened::into_report),
                Err(error) => return failed(outcome, &error),
            };
            let made = new(last.as_ref(), agency.as_deref(), year, this_year);
            if let Some(Err(error)) = from.as_deref().map(|from| not_the_source(from, &out)) {
                return failed(outcome, &error);
            }
            match made {
                Ok(report) => {
                    let written = write_report(&mut outcome, &report, &out, draft);
                    for line in report.left_behind() {
                        outcome.line(format!("没有带入：{line}"));
                    }
                    written
                }
                Err(problem) => {
                    outcome.fail(2, problem);
                    Ok(())
                }
            }
        }
        Command::Render { file, outputs, gb18030, latin_gap, office_faces } => {
            let layout = Options { latin_gap };
            let faces = if office_faces { Choice::Office } else { Choice::Builtin };
            let setup = Setup { fonts: faces.fonts(), layout, gb18030 };
            if office_faces && outputs.iter().any(|(format, _)| *format == Format::Pdf) {
                for line in Office::of_this_machine().lines() {
                    outcome.line(format!("字体：{line}"));
                }
            }
            render::report(&mut outcome, &file, &outputs, &setup)
        }
        Command::Form { table, year, agency, outputs } => {
            let (year, agency) = (year.unwrap_or(this_year - 1), agency.unwrap_or_default());
            match render::blank(&table, year, agency) {
                Ok(form) => render::form(&mut outcome, &form, &outputs),
                Err(problem) => {
                    outcome.fail(2, problem);
                    Ok(())
                }
            }
        }
        Command::Window(_) | Command::Demo(_) => unreachable!("handled by the caller"),
    };
    match done {
        Ok(()) => outcome,
        Err(error) => failed(outcome, &error),
    }
}

fn failed(mut outcome: Outcome, error: &FileError) -> Outcome {
    outcome.fail(2, error.to_string());
    outcome
}

fn import(outcome: &mut Outcome, source: &Path, out: &Path, draft: bool) -> Result<(), FileError> {
    let opened = open(source)?;
    if let Opened::Published(imported) = &opened {
        words::imported(outcome, &source.display().to_string(), imported);
    }
    write_report(outcome, opened.report(), out, draft)
}

/// The new report: blank, or from last year's.
fn new(
    last: Option<&Report>,
    agency: Option<&str>,
    year: Option<u16>,
    this_year: u16,
) -> Result<Report, String> {
    let year = match (year, last) {
        (Some(year), _) => year,
        (None, None) => this_year - 1,
        (None, Some(last)) => match last.year {
            Some(year) if YEARS.contains(&(year + 1)) => year + 1,
            Some(year) => {
                return Err(format!("上年报告是 {year} 年的，请用 --year 写明新报告的年度。"));
            }
            None => return Err("看不出上年报告是哪一年的，请用 --year 写明新报告的年度。".into()),
        },
    };
    let Some(edition) = edition::for_year(year) else {
        return Err(no_table(year));
    };
    let agency = agency.or(last.map(|last| last.agency.as_str())).unwrap_or_default();
    Ok(match last {
        Some(last) => last.template(edition, agency, year),
        None => Report::blank(edition, agency, year),
    })
}

/// Writes a report where nothing blocks it, else a draft where one is asked for, else nothing.
pub(super) fn write_report(
    outcome: &mut Outcome,
    report: &Report,
    out: &Path,
    draft: bool,
) -> Result<(), FileError> {
    spare(out)?;
    // Held until it is written: a window that has the report open must not lose what it has.
    let _held = match Lock::take(&Disk, out, &Owner::me(""), false) {
        Locking::Taken(owner) => {
            let problem = format!("没有写出“{}”，它正由{owner}编辑。", out.display());
            outcome.fail(1, format!("{problem}请先在那边关闭，或者换一个输出的文件名。"));
            return Ok(());
        }
        Locking::Mine(lock) => Some(lock),
        Locking::Own | Locking::Impossible => None,
    };
    if draft {
        write_atomic(out, file::draft_text(report).as_bytes())?;
        words::summary(outcome, report, &rules::check(report, &Config::default()));
        outcome.line(format!("已存为草稿：{}", out.display()));
        return Ok(());
    }
    match Balanced::new(report) {
        Ok(balanced) => {
            write_atomic(out, file::report_text(balanced).as_bytes())?;
            words::summary(outcome, report, &rules::check(report, &Config::default()));
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
    Err(kept(out, "已有这个文件，而且不是报告文件，没有覆盖"))
}

/// That no edition serves a year.
pub(super) fn no_table(year: u16) -> String {
    format!("程序没有 {year} 年的表格，请核对 --year 写的年度。")
}

/// Why an output was not written: the file that is there was kept.
fn kept(out: &Path, problem: &str) -> FileError {
    FileError {
        file: out.display().to_string(),
        line: None,
        problem: problem.into(),
        remedy: "请换一个输出的文件名。".into(),
    }
}

/// Refuses to put a document where a report file is: its figures would be gone.
pub(super) fn not_a_report(out: &Path) -> Result<(), FileError> {
    if !out.is_file() || !file::read(out).is_ok_and(|bytes| file::is_report_file(&bytes)) {
        return Ok(());
    }
    Err(kept(out, "这是一个报告文件，没有覆盖"))
}

pub(super) fn not_the_source(source: &Path, out: &Path) -> Result<(), FileError> {
    let same = match (source.canonicalize(), out.canonicalize()) {
        (Ok(source), Ok(out)) => source == out,
        _ => false,
    };
    if !same {
        return Ok(());
    }
    Err(kept(out, "输出的文件就是来源文件，没有覆盖"))
}

pub(super) fn demo(folder: &Path) -> Next {
    let mut outcome = Outcome::default();
    match write_demo(&mut outcome, folder) {
        Ok(file) => Next::Window(outcome, Some(file)),
        Err(error) => Next::Print(failed(outcome, &error)),
    }
}

fn write_demo(outcome: &mut Outcome, folder: &Path) -> Result<PathBuf, FileError> {
    let (_, report) = file::parse("样例", SAMPLE.as_bytes())?;
    if let Err(error) = std::fs::create_dir_all(folder) {
        let (what, remedy) = file::problem::io(&error);
        return Err(FileError {
            file: folder.display().to_string(),
            line: None,
            problem: format!("建不了这个文件夹，{what}"),
            remedy: remedy.into(),
        });
    }
    let path = |extension: &str| folder.join(format!("{}.{extension}", report.title));
    let file = path("nianbao");
    write_report(outcome, &report, &file, false)?;
    let (pdf, text) = (path("pdf"), path("txt"));
    let outputs = [(Format::Pdf, pdf), (Format::Text, text)];
    render::report(outcome, &file, &outputs, &Setup::default())?;
    Ok(file)
}
