//! `compare`: the reports of one agency over two to ten years, side by side.

use std::path::Path;

use super::flags::FORMAT;
use super::outcome::{Next, Outcome, Session};
use super::outputs::XLSX;
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::not_the_source;
use crate::compare::picture::{self, PictureFormat};
use crate::compare::{self, CompareError, Comparison, view};
use crate::file::{self, FileError, write_atomic};
use crate::font::Fonts;
use crate::layout::SheetFormat;
use crate::open::open;
use crate::workbook;

static PICTURE: Flag = Flag {
    long: "picture",
    short: None,
    takes: Takes::Path(("图.svg", "PICTURE.svg")),
    what: (
        "生成一页图，按文件名为 svg、png 或 pdf；png 的文字说明写在旁边的“….文字说明.txt”里",
        "Write key figures and charts on one page, as svg, png or pdf by the file's name; the words \
         of a png are written beside it as txt.",
    ),
};

static TALL: Flag = Flag {
    long: "tall",
    short: None,
    takes: Takes::Nothing,
    what: ("图用手机看的长条版式，不写的为 A4", "A long sheet for phones instead of A4."),
};

pub(super) static COMMAND: Spec = Spec {
    name: "compare",
    operands: Operands::Many(("报告", "FILE")),
    flags: &[
        (&FORMAT, Need::Optional),
        (&XLSX, Need::Optional),
        (&PICTURE, Need::Optional),
        (&TALL, Need::Optional),
    ],
    what: (
        "同一机关 2 到 10 个年度的报告逐格对照：各年数字、比上年增减、占比、结转是否相接、\
         文字有多少相同；--xlsx 生成工作簿，--picture 生成一页图",
        "Compare two to ten years of one agency's reports, cell by cell: figures, changes, shares, \
         what does not follow from the year before, how much of the words is the same; with --xlsx \
         a workbook, with --picture a page of charts.",
    ),
    run,
};

fn run(given: &Given, _session: &mut Session<'_>) -> Result<Next, Misuse> {
    if !compare::REPORTS.contains(&given.operands.len()) {
        return Err(Misuse::new("请写出同一机关 2 到 10 份不同年度的报告"));
    }
    let picture = match given.path(&PICTURE) {
        Some(path) => {
            let format = PictureFormat::of(path)
                .ok_or_else(|| Misuse::new("--picture 的文件名请用 .svg、.png 或 .pdf 结尾"))?;
            Some((path, format))
        }
        None if given.has(&TALL) => {
            return Err(Misuse::new("--tall 要和 --picture 一起用"));
        }
        None => None,
    };
    let sheet = if given.has(&TALL) { SheetFormat::Tall } else { SheetFormat::A4 };
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
            let bytes = workbook::xlsx(&compare::workbook(&comparison))
                .map_err(|error| FileError::new(path, error.problem.clone(), error.remedy))?;
            write(given, path, &bytes)?;
        }
        if let Some((path, format)) = picture {
            let bytes = picture::picture(&comparison, sheet, format, Fonts::builtin());
            if format == PictureFormat::Png {
                let words = picture::content(&comparison).text();
                write(given, &picture::words_beside(path), words.as_bytes())?;
            }
            write(given, path, &bytes)?;
        }
        Ok(())
    })();
    Ok(Next::end(outcome, done))
}

fn write(given: &Given, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    file::not_ours(path)?;
    for source in &given.operands {
        not_the_source(source, path)?;
    }
    write_atomic(path, bytes)
}

fn refused(error: CompareError) -> FileError {
    FileError::new(Path::new(&error.file), error.problem, error.remedy)
}
