//! Word documents before another program's eyes: soffice makes a PDF of them.
//!
//! Where it is not installed the test says so and passes, but not in continuous integration.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nianbao::export::docx::{docx, form};
use nianbao::layout::Options;
use nianbao::open::open;
use nianbao::report::place::CellId;
use nianbao::report::{Form, Report};

/// Reports whose table three has no blank cell.
const SOURCES: [&str; 4] = [
    "assets/sample.ron",
    "tests/reports/000.txt",
    "tests/reports/002.txt",
    "tests/reports/003.txt",
];

fn read(source: &str) -> Report {
    open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(source)).unwrap().into_report()
}

/// What a tool does; `None` where it is not installed.
fn run(command: &mut Command) -> Option<Output> {
    match command.output() {
        Ok(output) => {
            assert!(output.status.success(), "{command:?}: {output:?}");
            Some(output)
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{command:?}: {error}");
            eprintln!("skipped: {command:?}: {error}");
            None
        }
    }
}

/// All files at once: soffice takes longer to start than to convert them.
fn convert(folder: &Path, files: &[PathBuf]) -> Option<Output> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new("soffice");
    command.arg(profile).args(["--headless", "--convert-to", "pdf", "--outdir"]);
    run(command.arg(folder).args(files))
}

/// The words alone: spaces and marks stand where the faces at hand put them, hung marks apart.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The rows of seven figures that stand on each page.
fn rows_of_seven(pdf: &Path) -> Vec<Vec<String>> {
    let text = run(Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(pdf).arg("-"));
    let text = String::from_utf8(text.unwrap().stdout).unwrap();
    let figures = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let figures = words.get(words.len().checked_sub(7)?..)?;
        let numbers = figures.iter().all(|word| word.chars().all(|c| c.is_ascii_digit()));
        numbers.then(|| figures.join(" "))
    };
    text.split('\x0c').map(|page| page.lines().filter_map(figures).collect()).collect()
}

/// Table three's rows, as far as they are on one page of their own.
fn check_table(report: &Report, pdf: &Path) {
    let form = &report.edition().tables[1];
    let shown = |index| report.figures.shown(CellId { table: 1, index }).text();
    let row =
        |row: &nianbao::edition::Row| row.cells.clone().map(shown).collect::<Vec<_>>().join(" ");
    let expected: Vec<String> = form.rows.iter().map(row).collect();
    let pages = rows_of_seven(pdf);
    assert!(pages.contains(&expected), "{}: {pages:?}\n{expected:?}", pdf.display());
}

fn check_prose(report: &Report, pdf: &Path) {
    let text = run(Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(pdf).arg("-"));
    let text = String::from_utf8(text.unwrap().stdout).unwrap();
    let mut prose = String::new();
    for (number, page) in (1..).zip(text.split_terminator('\x0c')) {
        let folio = format!("—{number}—");
        let (folios, lines): (Vec<&str>, Vec<&str>) =
            page.lines().partition(|line| line.replace(' ', "") == folio);
        assert_eq!(folios.len(), 1, "{}: {page}", pdf.display());
        // A paragraph may run over a page's number.
        prose.extend(lines.into_iter().map(bare));
    }
    for field in Report::printed_fields() {
        for line in report.text(field).lines().map(bare) {
            assert!(prose.contains(&line), "{}: {line}\n{prose}", pdf.display());
        }
    }
}

#[test]
fn libreoffice_makes_pages_with_every_cell_and_all_prose() {
    let folder = tempfile::tempdir().unwrap();
    let reports = SOURCES.map(read);
    let mut files = Vec::new();
    for (index, report) in reports.iter().enumerate() {
        files.push(folder.path().join(format!("{index}.docx")));
        std::fs::write(&files[index], docx(report, Options::default())).unwrap();
    }
    let edition = reports[0].edition().clone();
    let agency = reports[0].agency.clone();
    let blank = Form { edition, table: 1, agency, year: 2025 };
    files.push(folder.path().join("form.docx"));
    std::fs::write(&files[reports.len()], form(&blank, Options::default())).unwrap();
    if convert(folder.path(), &files).is_none() {
        return;
    }
    for (report, file) in reports.iter().zip(&files) {
        let pdf = file.with_extension("pdf");
        check_table(report, &pdf);
        check_prose(report, &pdf);
    }
    let info = run(Command::new("pdfinfo").arg(folder.path().join("form.pdf"))).unwrap();
    let info = String::from_utf8(info.stdout).unwrap();
    let one_page = info.lines().any(|line| line.starts_with("Pages:") && line.ends_with(" 1"));
    assert!(one_page && info.contains("A4"), "{info}");
}
