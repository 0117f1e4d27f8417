//! Word files that come back.

use std::io::{Cursor, Read as _, Write as _};

use nianbao::export::docx::docx;
use nianbao::layout::Options;
use nianbao::report::Report;
use zip::write::SimpleFileOptions;

/// A part of a Word file as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A Word file with each part changed, `None` left out, and others added.
pub fn repacked(
    bytes: &[u8],
    change: impl Fn(&str, String) -> Option<String>,
    more: &[(&str, String)],
) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if let Some(text) = change(&name, text) {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
    }
    for (name, text) in more {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The Word file of a report as a reviewer gives it back who made another one of it, without tracking.
pub fn came_back(report: &Report, reviewed: &Report) -> Vec<u8> {
    const DOCUMENT: &str = "word/document.xml";
    let document = part(&docx(reviewed, Options::default()), DOCUMENT);
    let change =
        |name: &str, text: String| Some(if name == DOCUMENT { document.clone() } else { text });
    repacked(&docx(report, Options::default()), change, &[])
}
