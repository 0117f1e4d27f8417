//! The five published reports and the sample as PDF, before other people's eyes.
//!
//! Where a tool is not installed its test says so and passes, but not in continuous integration.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::sources::{SOURCES, read};
use nianbao::export::pdf::pdf;
use nianbao::font::Fonts;
use nianbao::layout::{Options, layout};
use nianbao::report::Report;
use nianbao::report::place::Field;

/// Each report, and its PDF in a file of the calling test's own.
fn documents(test: &str) -> impl Iterator<Item = (Report, PathBuf)> {
    SOURCES.iter().enumerate().map(move |(index, source)| {
        let report = read(source);
        let fonts = Fonts::builtin();
        let bytes = pdf(&layout(&report, fonts, Options::default()).document, fonts);
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{index}.pdf"));
        std::fs::write(&path, bytes).unwrap();
        (report, path)
    })
}

/// What a tool prints; `None` where it is not installed.
fn tool(name: &str, arguments: &[&str], path: &Path) -> Option<String> {
    match Command::new(name).args(arguments).arg(path).args(last(name)).output() {
        Ok(output) => {
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && errors.is_empty(), "{name}: {errors}");
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{name}: {error}");
            eprintln!("skipped: {name}: {error}");
            None
        }
    }
}

fn last(name: &str) -> &'static [&'static str] {
    if name == "pdftotext" { &["-"] } else { &[] }
}

#[test]
fn prose_comes_back_exactly_line_breaks_aside() {
    for (report, path) in documents("prose") {
        let Some(text) = tool("pdftotext", &["-enc", "UTF-8"], &path) else { return };
        // A page number is no prose.
        let is_folio = |line: &str| {
            let number = line.strip_prefix('—').and_then(|line| line.strip_suffix('—'));
            number.is_some_and(|number| number.trim().parse::<u32>().is_ok())
        };
        let lines: Vec<&str> = text.split(['\n', '\u{c}']).filter(|line| !is_folio(line)).collect();
        let text: Vec<char> = lines.join("\n").chars().collect();
        let mut at = 0;
        for field in Report::printed_fields() {
            // The spaces of a title are not printed.
            let spaces = if field == Field::Title { " " } else { "" };
            for paragraph in report.text(field).lines() {
                let paragraph = &paragraph.replace(spaces, "");
                let found = (at..text.len()).find_map(|from| end_of(paragraph, &text, from));
                at = found.unwrap_or_else(|| panic!("{}: {field:?}: {paragraph}", path.display()));
            }
        }
    }
}

/// Where a paragraph ends that starts at a place of the text, if it stands there. A line break may
/// stand anywhere, and swallows the space it was made at.
fn end_of(paragraph: &str, text: &[char], mut at: usize) -> Option<usize> {
    for c in paragraph.chars() {
        let start = at;
        while text.get(at) == Some(&'\n') {
            at += 1;
        }
        let broken = at > start;
        if text.get(at) == Some(&c) {
            at += 1;
        } else if !(broken && c == ' ') {
            return None;
        }
    }
    Some(at)
}

#[test]
fn every_face_is_embedded_cut_and_has_its_characters() {
    for (_, path) in documents("fonts") {
        let Some(table) = tool("pdffonts", &[], &path) else { return };
        let faces: Vec<&str> = table.lines().skip(2).collect();
        assert!(faces.len() >= 3, "{table}");
        for face in faces {
            let words: Vec<&str> = face.split_whitespace().collect();
            assert!(words.windows(3).any(|w| w == ["yes", "yes", "yes"]), "{table}");
        }
    }
}

#[test]
fn qpdf_finds_nothing_wrong() {
    for (_, path) in documents("qpdf") {
        let Some(told) = tool("qpdf", &["--check"], &path) else { return };
        assert!(told.contains("No syntax or stream encoding errors found"), "{told}");
    }
}

#[test]
fn table_three_stands_on_one_page() {
    use nianbao::layout::page::Item;
    use nianbao::report::place::Place;
    for (report, _) in documents("pages") {
        let table = report.edition().table_in(3).unwrap();
        let laid = layout(&report, Fonts::builtin(), Options::default());
        assert_eq!(laid.problems, []);
        let on_page = |items: &[Item]| {
            let figure = |item: &&Item| match item {
                Item::Text(run) => {
                    matches!(run.place, Some(Place::Cell(id)) if id.table == table)
                }
                Item::Rule(_) | Item::Faint(_) => false,
            };
            items.iter().filter(figure).count()
        };
        let pages = laid.document.pages.iter().filter(|page| on_page(&page.items) > 0).count();
        assert_eq!(pages, 1);
    }
}
