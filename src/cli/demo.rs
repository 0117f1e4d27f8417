//! `demo`: the main job on the embedded sample, then the window on its result.

use std::path::{Path, PathBuf};

use super::outcome::{Next, Outcome, Session};
use super::render;
use super::spec::{Given, Misuse, Operands, Spec};
use super::write::write_report;
use crate::export::{ExportSetup, Format};
use crate::file::{self, FileError};

pub(super) static COMMAND: Spec = Spec {
    name: "demo",
    operands: Operands::Optional(("文件夹", "FOLDER")),
    flags: &[],
    what: (
        "用样例走一遍：报告文件、文字、PDF，然后打开窗口",
        "Go through the main job on a sample: report file, text and PDF, then the window.",
    ),
    run,
};

const SAMPLE: &str = include_str!("../../assets/sample.ron");

#[allow(clippy::unnecessary_wraps)] // As every command.
fn run(given: &Given, _: &mut Session<'_>) -> Result<Next, Misuse> {
    let mut outcome = Outcome::default();
    let folder = given.operands.first().map_or(Path::new("nianbao-demo"), PathBuf::as_path);
    Ok(match write(&mut outcome, folder) {
        Ok(file) => Next::Window(outcome, vec![file]),
        Err(error) => Next::end(outcome, Err(error)),
    })
}

fn write(outcome: &mut Outcome, folder: &Path) -> Result<PathBuf, FileError> {
    let (_, report) = file::parse("样例", SAMPLE.as_bytes())?;
    if let Err(error) = std::fs::create_dir_all(folder) {
        let (what, remedy) = file::problem::io(&error);
        return Err(FileError::new(folder, format!("建不了这个文件夹，{what}"), remedy));
    }
    let path = |extension: &str| folder.join(format!("{}.{extension}", report.title));
    let file = path("nianbao");
    write_report(outcome, &report, &file, false)?;
    let (pdf, text) = (path("pdf"), path("txt"));
    let outputs = [(Format::Pdf, pdf), (Format::Text, text)];
    render::report(outcome, &file, &outputs, &ExportSetup::default())?;
    Ok(file)
}
