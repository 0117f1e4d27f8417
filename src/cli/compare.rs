//! `compare`: the reports of one agency over two to ten years, side by side.

use std::path::Path;

use super::flags::FORMAT;
use super::outcome::{Next, Outcome, Session};
use super::outputs::XLSX;
use super::spec::{Flag, Given, Misuse, Need, Operands, Spec, Takes};
use super::write::not_the_source;
use crate::compare::change_sheet::{change_pdf, change_sheet, change_workbook};
use crate::compare::picture::{self, PictureFormat};
use crate::compare::reading;
use crate::compare::{self, CompareError, Comparison, view};
use crate::export;
use crate::file::{self, FileError, write_atomic};
use crate::font::Fonts;
use crate::layout::SheetFormat;
use crate::open::open;
use crate::report::Report;
use crate::rules::{self, ChangeMeasure, Config};
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

static READING: Flag = Flag {
    long: "reading",
    short: None,
    takes: Takes::Path(("解读.docx", "READING.docx")),
    what: (
        "生成解读的初稿，按文件名为 txt 或 docx；只写数字和增减",
        "Write a first text for the public, as txt or docx by the file's name: figures and changes.",
    ),
};

static CHANGES: Flag = Flag {
    long: "changes",
    short: None,
    takes: Takes::Path(("核对表.pdf", "CHANGES.pdf")),
    what: (
        "生成与上年核对表，按文件名为 pdf、docx 或 xlsx；每项留有写原因的一格",
        "Write the figures that changed much, with room for each reason, as pdf, docx or xlsx.",
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
        (&READING, Need::Optional),
        (&CHANGES, Need::Optional),
    ],
    what: (
        "同一机关 2 到 10 个年度的报告逐格对照：各年数字、比上年增减、占比、结转是否相接、\
         文字有多少相同；--xlsx 生成工作簿，--picture 生成一页图，--reading 生成解读，--changes 生成与上年核对表",
        "Compare two to ten years of one agency's reports, cell by cell: figures, changes, shares, \
         what does not follow from the year before, how much of the words is the same; with --xlsx \
         a workbook, with --picture a page of charts, \
         with --reading a text for the public, with --changes a sheet of what changed much.",
    ),
    run,
};

fn run(given: &Given, _session: &mut Session<'_>) -> Result<Next, Misuse> {
    if !compare::REPORTS.contains(&given.operands.len()) {
        return Err(Misuse::new("请写出同一机关 2 到 10 份不同年度的报告"));
    }
    let text = named(given, &READING, &["txt", "docx"])?;
    let sheet_of_changes = named(given, &CHANGES, &["pdf", "docx", "xlsx"])?;
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
        let comparison = Comparison::of(reports.clone()).map_err(refused)?;
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
        if let Some((path, ending)) = text {
            let (title, text) = (reading::title(&comparison), reading::draft(&comparison));
            let bytes = match ending.as_str() {
                "docx" => export::docx::prose(&title, &comparison.agency, &text),
                _ => format!("{title}\n\n{text}").into_bytes(),
            };
            write(given, path, &bytes)?;
        }
        if let Some((path, ending)) = sheet_of_changes {
            write(given, path, &changes(&reports, &ending)?)?;
        }
        Ok(())
    })();
    Ok(Next::end(outcome, done))
}

/// The file of an option, where its name ends as one of these.
fn named<'a>(
    given: &'a Given,
    flag: &'static Flag,
    endings: &[&str],
) -> Result<Option<(&'a Path, String)>, Misuse> {
    let Some(path) = given.path(flag) else { return Ok(None) };
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if let Some(extension) = extension.filter(|extension| endings.contains(&extension.as_str())) {
        return Ok(Some((path, extension)));
    }
    let endings: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    let endings = endings.join("、");
    Err(Misuse::new(format!("{} 的文件名请用 {endings} 结尾", flag.written())))
}

/// The sheet of changes of the latest report, held against the report before it.
fn changes(reports: &[(String, Report)], ending: &str) -> Result<Vec<u8>, FileError> {
    let mut by_year: Vec<&Report> = reports.iter().map(|(_, report)| report).collect();
    by_year.sort_by_key(|report| report.year);
    let [.., before, latest] = by_year.as_slice() else { return Ok(Vec::new()) };
    let latest = Report { last: Some(before.as_last_year()), ..(*latest).clone() };
    let measure = ChangeMeasure::default();
    let found = rules::yearly_changes(&latest, &Config::default(), measure);
    let sheet = change_sheet(&latest, &found, measure);
    match ending {
        "docx" => Ok(export::docx::list(&sheet)),
        "xlsx" => workbook::xlsx(&[change_workbook(&sheet)])
            .map_err(|error| FileError::new(Path::new(""), error.problem.clone(), error.remedy)),
        _ => Ok(change_pdf(&sheet, Fonts::builtin())),
    }
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
