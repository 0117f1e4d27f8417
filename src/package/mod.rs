//! A package (报送包): one zip with a report, what is made of it, what was checked, and a list with the
//! SHA-256 of each file, by which it is proved on opening that nothing was changed on the way.

mod unpack;

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use sha2::{Digest as _, Sha256};
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

pub use unpack::{PackageFault, Unpacked, unpack};

use crate::export::checklist::{SavedFile, checklist_pdf};
use crate::export::{ExportSetup, Format, export};
use crate::file;
use crate::report::{CommentPlace, PlaceWords, Report};
use crate::rules::checklist::checklist;
use crate::rules::{self, Balanced, Config};

/// Name of the list of files in a package: a line each, SHA-256 in hexadecimal, two spaces, name, as
/// `sha256sum -c` reads it.
pub const LIST: &str = "清单.txt";

/// A package that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The zip file.
    pub bytes: Vec<u8>,
    /// The files in it, in order, the list last.
    pub names: Vec<String>,
    /// What the clerk should know of the documents, a line each.
    pub notes: Vec<String>,
}

/// Packs a report: the file, PDF, with `ofd` OFD, Word document, web page, checklist, the reasons given
/// for what was not changed, and the list. The same report gives the same bytes.
#[must_use]
pub fn pack(report: Balanced<'_>, ofd: bool, setup: &ExportSetup<'_>) -> Packed {
    let stem = file::safe_name(&report.report().title);
    let own = file::report_text(report).into_bytes();
    let saved = SavedFile::of(&own, None);
    let mut files = vec![(format!("{stem}.nianbao"), own)];
    let mut notes = Vec::new();
    let formats = [Format::Pdf, Format::Ofd, Format::Docx, Format::Html];
    for format in formats.into_iter().filter(|format| ofd || *format != Format::Ofd) {
        let exported = export(report, format, setup);
        for note in exported.notes {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        files.push((format!("{stem}.{}", format.extension()), exported.bytes));
    }
    let report = report.report();
    let items = checklist(report, &Config::default());
    let list = checklist_pdf(report, &items, Some(&saved), setup.fonts);
    files.push((format!("{stem}（核对单）.pdf"), list));
    files.push((format!("{stem}（问题说明）.txt"), reasons(report).into_bytes()));
    let list = list_of(&files);
    files.push((LIST.to_owned(), list.into_bytes()));
    let names = files.iter().map(|(name, _)| name.clone()).collect();
    let bytes = zipped(&files);
    Packed { bytes, names, notes }
}

/// The reasons given for findings that were not mended, and what is open, as text for the superior.
fn reasons(report: &Report) -> String {
    let findings = rules::check(report, &Config::default());
    let words = PlaceWords::new(report);
    let mut text = format!("{}\n\n已写明理由的问题\n", report.title);
    let mut number = 0;
    for finding in &findings {
        let Some(reason) = &finding.waived else { continue };
        number += 1;
        let _ = writeln!(text, "{number}. {}：{}", words.of(&finding.place), finding.message);
        let _ = writeln!(text, "   理由：{reason}");
    }
    if number == 0 {
        text.push_str("没有。\n");
    }
    text.push_str("\n尚未处理的审阅意见\n");
    let mut open = 0;
    for (_, comment) in report.open_comments() {
        open += 1;
        let place = comment_words(report, &comment.place);
        let _ = writeln!(text, "{open}. {place}：{}", comment.text.replace('\n', " "));
    }
    if open == 0 {
        text.push_str("没有。\n");
    }
    text
}

/// Where what a comment is about is, in a clerk's words.
fn comment_words(report: &Report, place: &CommentPlace) -> String {
    let place = place.place(report);
    place.map_or_else(|| "原处已不在".to_owned(), |place| place.words(report))
}

/// What is open of a report that is about to be handed in, a line each; nothing where all is done.
#[must_use]
pub fn open_points(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let items = checklist(report, &Config::default());
    for item in &items {
        let note = item.note();
        if item.state == rules::checklist::PointState::Open {
            let note = if note.is_empty() { note } else { format!("（{note}）") };
            lines.push(format!("{}：{}{note}", item.point.title(), item.state.word()));
        }
    }
    let comments = report.open_comments().count();
    if comments > 0 {
        lines.push(format!("审阅意见：{comments} 条待处理"));
    }
    lines
}

/// The SHA-256 of some bytes in hexadecimal.
fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn list_of(files: &[(String, Vec<u8>)]) -> String {
    let mut list = String::new();
    for (name, bytes) in files {
        let _ = writeln!(list, "{}  {name}", sum(bytes));
    }
    list
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    written(files).expect("memory takes what is written to it")
}

fn written(files: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Neither a clock nor the machine reaches the bytes.
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::DEFAULT)
        .system(zip::System::Unix);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests;
