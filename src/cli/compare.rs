//! `compare`: the reports of one agency over two to ten years, side by side.

use std::path::Path;

use super::flags::FORMAT;
use super::outcome::{Next, Outcome, Session};
use super::outputs::XLSX;
use super::spec::{Given, Misuse, Need, Operands, Spec};
use super::write::not_the_source;
use crate::compare::{self, CompareError, Comparison, view};
use crate::file::{self, FileError, write_atomic};
use crate::open::open;
use crate::workbook;

pub(super) static COMMAND: Spec = Spec {
    name: "compare",
    operands: Operands::Many(("报告", "FILE")),
    flags: &[(&FORMAT, Need::Optional), (&XLSX, Need::Optional)],
    what: (
        "同一机关 2 到 10 个年度的报告逐格对照：各年数字、比上年增减、占比、结转是否相接、\
         文字有多少相同；--xlsx 生成工作簿",
        "Compare two to ten years of one agency's reports, cell by cell: figures, changes, shares, \
         what does not follow from the year before, how much of the words is the same; with --xlsx \
         a workbook.",
    ),
    run,
};

fn run(given: &Given, _session: &mut Session<'_>) -> Result<Next, Misuse> {
    if !compare::REPORTS.contains(&given.operands.len()) {
        return Err(Misuse::new("请写出同一机关 2 到 10 份不同年度的报告"));
    }
    let mut outcome = Outcome::default();
    let done = (|| -> Result<(), FileError> {
        let mut reports = Vec::new();
        for path in &given.operands {
            reports.push((path.display().to_string(), open(path)?.into_report()));
        }
        let comparison = Comparison::of(reports).map_err(refused)?;
        match given.text(&FORMAT) {
            Some("json") => outcome.out.push_str(&view::json(&comparison)),
            Some("csv") => outcome.out.push_str(&view::csv(&comparison)),
            _ => view::lines(&comparison).iter().for_each(|line| outcome.line(line)),
        }
        if let Some(path) = given.path(&XLSX) {
            write(given, path, &comparison)?;
        }
        Ok(())
    })();
    Ok(Next::end(outcome, done))
}

fn write(given: &Given, path: &Path, comparison: &Comparison) -> Result<(), FileError> {
    file::not_ours(path)?;
    for source in &given.operands {
        not_the_source(source, path)?;
    }
    let bytes = workbook::xlsx(&compare::workbook(comparison))
        .map_err(|error| FileError::new(path, error.problem.clone(), error.remedy))?;
    write_atomic(path, &bytes)
}

fn refused(error: CompareError) -> FileError {
    FileError::new(Path::new(&error.file), error.problem, error.remedy)
}
