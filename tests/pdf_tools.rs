//! A written PDF before other people's eyes: qpdf and poppler.
//!
//! Where a tool is not installed its test says so and passes, but not in continuous integration.

mod common;

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use common::{LINES, sample};
use nianbao::export::pdf::pdf;
use nianbao::font::Fonts;

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
