//! Reading web pages, Word files and PDFs: every cell and every paragraph.

use crate::support::published;
use crate::support::sources;
use std::io::{Cursor, Write as _};
use std::path::Path;

use crate::support::published::{Part, differences, differences_but_spaces, html, parts};
use crate::support::sources::reports;
use nianbao::import::{self, Imported};
use nianbao::layout::Options;
use nianbao::report::place::Field;
use nianbao::report::{Edit, Report};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Every report, written in one way and read again.
fn check(what: &str, write: impl Fn(&[Part]) -> Vec<u8>) {
    let mut wrong = Vec::new();
    for (name, report) in reports() {
        match import::read("年报", &write(&parts(&report))) {
            Ok(read) => wrong.extend(said(name, differences(&report, &read), &read)),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

#[test]
fn pages_written_by_hand() {
    check("plain", |parts| html::plain(parts).into_bytes());
    // What `published/make.sh` gives to other programs.
    if let Some(folder) = std::env::var_os("NIANBAO_PUBLISHED") {
        write_sources(Path::new(&folder));
    }
}

#[test]
fn pages_of_sites() {
    check("site", |parts| html::site(parts).into_bytes());
    check("site in GB18030", |parts| {
        encoding_rs::GB18030.encode(&html::site(parts)).0.into_owned()
    });
}

#[test]
fn pages_saved_by_word() {
    check("word", |parts| encoding_rs::GB18030.encode(&html::word(parts)).0.into_owned());
}

/// Writes each report as a page and as its parts.
fn write_sources(folder: &Path) {
    for (name, report) in reports() {
        let parts = parts(&report);
        std::fs::write(folder.join(format!("{name}.html")), html::plain(&parts)).unwrap();
        let json = serde_json::to_string(&published::json(&parts)).unwrap();
        std::fs::write(folder.join(format!("{name}.json")), json).unwrap();
    }
}

/// Every file of the corpus that another program wrote.
fn written_by(program: &str, compare: fn(&Report, &Imported) -> Vec<String>) {
    let mut wrong = Vec::new();
    // Of PDFs only these are kept: they are large.
    let kept = |name: &str| !program.ends_with("pdf") || ["001", "002", "sample"].contains(&name);
    for (name, report) in reports().into_iter().filter(|(name, _)| kept(name)) {
        let file = format!("tests/published/{name}.{program}");
        let bytes = std::fs::read(sources::path(&file)).unwrap();
        match import::read(&file, &bytes) {
            Ok(read) => wrong.extend(said(&file, compare(&report, &read), &read)),
            Err(error) => wrong.push(format!("{file}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pdfs_by_libreoffice() {
    written_by("libreoffice.pdf", differences_but_spaces);
}

#[test]
fn pdfs_by_chromium() {
    written_by("chromium.pdf", differences_but_spaces);
}

/// STSong-Light and Helvetica, which every reader of PDFs is to have.
#[test]
fn pdfs_whose_faces_are_not_in_the_file() {
    written_by("reportlab.pdf", differences_but_spaces);
}

#[test]
fn our_own_pdfs() {
    let mut wrong = Vec::new();
    for (name, mut report) in reports() {
        // A title's spaces are not printed, and so do not come back.
        let title = report.title.replace(' ', "");
        report.apply(Edit::Text(Field::Title, title)).unwrap();
        let fonts = nianbao::font::Fonts::builtin();
        let laid = nianbao::layout::layout(&report, fonts, Options::default());
        let bytes = nianbao::export::pdf::pdf(&laid.document, fonts);
        match import::read(name, &bytes) {
            Ok(read) => wrong.extend(said(name, differences(&report, &read), &read)),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Differences and what found no place.
fn said(name: &str, differences: Vec<String>, read: &Imported) -> Vec<String> {
    let strange = &read.report.imported.as_ref().unwrap().unplaced;
    let strange = strange.iter().map(|text| format!("{name}: unplaced {text}"));
    differences.into_iter().map(|text| format!("{name}: {text}")).chain(strange).collect()
}

#[test]
fn word_files_by_python_docx() {
    written_by("python-docx.docx", differences);
}

#[test]
fn word_files_by_libreoffice() {
    written_by("libreoffice.docx", differences);
}

#[test]
fn the_feet_of_word_files_are_told() {
    let path = format!("{}/tests/published/000.python-docx.docx", env!("CARGO_MANIFEST_DIR"));
    let mut zip = ZipWriter::new_append(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    for (number, words) in ["第 3 页", "内部资料"].iter().enumerate() {
        zip.start_file(format!("word/footer{}.xml", 90 + number), SimpleFileOptions::default())
            .unwrap();
        write!(zip, "<w:ftr xmlns:w=\"w\"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:ftr>")
            .unwrap();
    }
    let read = import::read("a.docx", &zip.finish().unwrap().into_inner()).unwrap();
    let told = read.report.imported.unwrap();
    assert!(told.cleaned.iter().any(|told| told.contains("第 3 页")), "{:?}", told.cleaned);
    assert_eq!(told.unplaced, ["内部资料"]);
}
