//! A written PDF before other people's eyes: qpdf and poppler.
//!
//! Where a tool is not installed its test says so and passes, but not in continuous integration.

use crate::support::common;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::common::{LINES, sample};
use nianbao::export::pdf::pdf;
use nianbao::font::{Face, Fonts, Office};
use nianbao::layout::page::{Item, LaidOut, Page};
use nianbao::units::Length;

/// The sample as a file of its own for each test, since tests run side by side.
fn file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut file = File::create(&path).expect("a file in the target folder");
    file.write_all(&pdf(&sample(), Fonts::builtin())).expect("room for it");
    path
}

/// What a tool prints on success; `None` where it is not installed.
fn run(tool: &str, arguments: &[&str]) -> Option<Vec<u8>> {
    let output = match Command::new(tool).args(arguments).output() {
        Ok(output) => output,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{tool}: {error}");
            eprintln!("skipped: {tool}: {error}");
            return None;
        }
    };
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && errors.is_empty(), "{tool}: {errors}");
    Some(output.stdout)
}

fn on_sample(tool: &str, before: &[&str], after: &[&str]) -> Option<Vec<u8>> {
    let path = file(&format!("{tool}.pdf"));
    let path = path.to_str().expect("a path in UTF-8");
    run(tool, &[before, &[path], after].concat())
}

#[test]
fn qpdf_finds_nothing_wrong() {
    on_sample("qpdf", &["--check"], &[]);
}

#[test]
fn pdftotext_gives_the_text() {
    let Some(text) = on_sample("pdftotext", &["-enc", "UTF-8"], &["-"]) else { return };
    let text = String::from_utf8(text).expect("UTF-8");
    let lines: Vec<&str> = text.split(['\n', '\x0c']).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, LINES.map(|(_, text)| text));
}

#[test]
fn pdffonts_sees_cut_faces_with_their_characters() {
    let Some(table) = on_sample("pdffonts", &[], &[]) else { return };
    let table = String::from_utf8(table).expect("UTF-8");
    let faces: Vec<&str> = table.lines().skip(2).collect();
    assert!(faces.len() >= 4, "{table}");
    for face in faces {
        assert!(face.contains(" yes yes yes "), "{table}");
        assert!(face.contains("CID Type 0C") || face.contains("CID TrueType"), "{table}");
    }
}

#[test]
fn pdffonts_sees_the_offices_own_faces() {
    let office = Office::in_folders(&[&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts")]);
    let text = "年度政府信息公开";
    let line = |(index, face): (i32, Face)| {
        let baseline = Length::mm(40 + 10 * index);
        Item::Text(common::run(Length::mm(28), baseline, face, text, Length::ZERO))
    };
    let items = (0..).zip(Face::ALL).map(line).collect();
    let document = LaidOut { pages: vec![Page { items, ..Page::default() }], ..sample() };
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("office.pdf");
    let bytes = pdf(&document, office.fonts());
    File::create(&path).and_then(|mut file| file.write_all(&bytes)).expect("room for it");
    let path = path.to_str().expect("a path in UTF-8");
    run("qpdf", &["--check", path]);
    let Some(table) = run("pdffonts", &[path]) else { return };
    let table = String::from_utf8(table).expect("UTF-8");
    for (name, kind) in [
        ("FangSong_GB2312", "CID TrueType"),
        ("SimHei", "CID Type 0C"),
        ("FZXBSJW--GB1-0", "CID Type 0C"),
        ("FandolKai-Regular", "CID Type 0C"),
    ] {
        let line = table.lines().find(|line| line.contains(name)).expect("its line");
        assert!(line.contains(" yes yes yes ") && line.contains(kind), "{table}");
    }
    let Some(read) = run("pdftotext", &["-enc", "UTF-8", path, "-"]) else { return };
    let read = String::from_utf8(read).expect("UTF-8");
    assert_eq!(read.split_whitespace().collect::<Vec<_>>(), [text; 4]);
}

#[test]
fn pdftoppm_draws_rules_and_text() {
    let arguments = ["-gray", "-r", "72", "-f", "1", "-l", "1"];
    let Some(image) = on_sample("pdftoppm", &arguments, &[]) else { return };
    // A header of three lines (P5, width and height, depth), then a byte a point of the page.
    let start = image.len() - 596 * 842;
    let darkest = |left: usize, top: usize, right: usize, bottom: usize| {
        let rows = (top..bottom).map(|y| &image[start + y * 596..][left..right]);
        rows.flatten().min().copied().expect("some points")
    };
    assert!(darkest(79, 95, 500, 115) < 80, "the title");
    assert!(darkest(200, 339, 201, 342) < 80, "the rule");
    assert_eq!(darkest(0, 0, 596, 80), 255, "the margin");
    assert_eq!(darkest(90, 345, 500, 450), 255, "inside the rules");
}
