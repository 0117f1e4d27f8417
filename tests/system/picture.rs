//! The pages of the preview beside what poppler draws of the PDF, pixel by pixel.
//!
//! Where pdftoppm is not installed the test says so and passes, but not in continuous integration.

use std::path::{Path, PathBuf};
use std::process::Command;

use nianbao::export::pdf::pdf;
use nianbao::export::picture::{PageWindow, Painter, Picture, Scale};
use nianbao::font::Fonts;
use nianbao::layout::page::{Item, LaidOut, Page, Run};
use nianbao::layout::{Options, layout};
use nianbao::open::open;
use nianbao::units::Length;

fn document(source: &str) -> LaidOut {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
    layout(&open(&path).unwrap().into_report(), Fonts::builtin(), Options::default()).document
}

fn drawn(page: &Page, dpi: u32, (width, height): (usize, usize)) -> Picture {
    let window = PageWindow { left: 0, top: 0, width, height };
    Painter::default().draw(page, Fonts::builtin(), Scale::dpi(dpi), window)
}

/// What poppler draws of each page.
fn by_poppler(document: &LaidOut, name: &str, dpi: u32) -> Option<Vec<Picture>> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("picture-{name}.pdf"));
    std::fs::write(&path, pdf(document, Fonts::builtin())).unwrap();
    let mut command = Command::new("pdftoppm");
    let output = match command.args(["-gray", "-r", &dpi.to_string()]).arg(&path).output() {
        Ok(output) => output,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "pdftoppm: {error}");
            eprintln!("skipped: pdftoppm: {error}");
            return None;
        }
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut rest = output.stdout.as_slice();
    let mut pictures = Vec::new();
    while let Some((picture, after)) = first_picture(rest) {
        pictures.push(picture);
        rest = after;
    }
    assert!(rest.is_empty() && pictures.len() == document.pages.len(), "{}", pictures.len());
    Some(pictures)
}

/// The first of some PGM pictures: three lines (P5, width and height, depth), then a byte a pixel.
fn first_picture(bytes: &[u8]) -> Option<(Picture, &[u8])> {
    let mut parts = bytes.splitn(4, |byte| *byte == b'\n');
    let (_, size, _, pixels) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let (width, height) = std::str::from_utf8(size).unwrap().split_once(' ').unwrap();
    let (width, height) = (width.parse().unwrap(), height.parse().unwrap());
    let (pixels, rest) = pixels.split_at(width * height);
    Some((Picture { width, height, ink: pixels.iter().map(|light| 255 - light).collect() }, rest))
}

/// Side of the squares that are looked at on their own: a character at 96 dpi.
const SIDE: usize = 20;

/// How far two pictures are from each other, in thousandths of black: the average pixel, and the
/// average pixel of the worst square.
fn difference(a: &Picture, b: &Picture) -> (u64, u64) {
    assert_eq!((a.width, a.height), (b.width, b.height));
    let (width, across) = (a.width, a.width.div_ceil(SIDE));
    let mut squares = vec![0; across * a.height.div_ceil(SIDE)];
    for (at, (a, b)) in a.ink.iter().zip(&b.ink).enumerate() {
        let (x, y) = (at % width, at / width);
        squares[y / SIDE * across + x / SIDE] += u64::from(a.abs_diff(*b));
    }
    let thousandths = |sum: u64, pixels: usize| sum * 1000 / 255 / u64::try_from(pixels).unwrap();
    let worst = squares.iter().copied().max().unwrap();
    (thousandths(squares.iter().sum(), a.ink.len()), thousandths(worst, SIDE * SIDE))
}

/// Prime numbers, so that hardly a character stands on the very border between two pixels, where
/// poppler, which reckons with fractions, falls to either side. The first is about the preview's
/// own at its usual width.
const SCALES: [u32; 2] = [59, 113];

/// What no eye sees: a curve is cut into lines by other rules, and here and there a character
/// stands a quarter of a pixel aside.
const ALIKE: (u64, u64) = (2, 60);

#[test]
fn pages_look_as_poppler_draws_them() {
    for (index, source) in ["assets/sample.ron", "tests/reports/001.txt"].into_iter().enumerate() {
        let document = document(source);
        for dpi in SCALES {
            let Some(theirs) = by_poppler(&document, &format!("{index}-{dpi}"), dpi) else {
                return;
            };
            for (number, (page, theirs)) in (1..).zip(document.pages.iter().zip(&theirs)) {
                let ours = drawn(page, dpi, (theirs.width, theirs.height));
                let found = difference(&ours, theirs);
                assert!(
                    found.0 <= ALIKE.0 && found.1 <= ALIKE.1,
                    "{source} {dpi} {number}: {found:?}"
                );
            }
        }
    }
}

/// That the comparison sees what it is for.
#[test]
fn a_shift_and_a_lost_character_are_seen() {
    let mut document = document("assets/sample.ron");
    document.pages.truncate(1);
    let page = &document.pages[0];
    let Some(theirs) = by_poppler(&document, "seen", 113) else { return };
    let size = (theirs[0].width, theirs[0].height);
    let worst = |page: &Page| difference(&drawn(page, 113, size), &theirs[0]).1;
    let change = |how: &dyn Fn(usize, &mut Run)| {
        let mut page = page.clone();
        for (index, item) in page.items.iter_mut().enumerate() {
            if let Item::Text(run) = item {
                how(index, run);
            }
        }
        page
    };
    assert!(worst(page) <= ALIKE.1);
    let pixel = Length::milli(72_000 / 113);
    assert!(worst(&change(&|_, run| run.x += pixel)) > 2 * ALIKE.1, "a pixel aside");
    assert!(worst(&change(&|_, run| run.size = run.size.scale(26, 25))) > 2 * ALIKE.1, "larger");
    // The last character of the first long line that does not end with a mark, which is faint.
    let is_long = |item: &Item| {
        let Item::Text(run) = item else { return false };
        run.text.chars().count() > 20 && run.text.ends_with(char::is_alphabetic)
    };
    let line = page.items.iter().position(is_long).unwrap();
    let lost = change(&|index, run| {
        if index == line {
            run.text.pop();
        }
    });
    assert!(worst(&lost) > ALIKE.1, "a lost character");
}
