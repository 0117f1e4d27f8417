//! What is written, before checkers and readers that are libraries: PDF/A-2a and PDF/UA-1 by
//! `page_validation`; OFD drawn by `ofd-core`, beside our own picture of the page.
#![cfg(test)]

use std::io::Cursor;
use std::path::Path;

use nianbao::export::ofd::ofd;
use nianbao::export::pdf::pdf;
use nianbao::export::picture::{PageWindow, Painter, Scale};
use nianbao::font::Fonts;
use nianbao::layout::page::LaidOut;
use nianbao::layout::{Options, ReviewLayout, layout, review};
use nianbao::open::open;
use nianbao::report::Report;
use ofd_core::{OfdPackage, OfdReader, RenderOptions};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

const SOURCES: [&str; 6] = [
    "assets/sample.ron",
    "tests/reports/000.txt",
    "tests/reports/001.txt",
    "tests/reports/002.txt",
    "tests/reports/003.txt",
    "tests/reports/004.txt",
];

fn read(source: &str) -> Report {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    open(&root.join(source)).unwrap().into_report()
}

fn laid(source: &str) -> LaidOut {
    layout(&read(source), Fonts::builtin(), Options::default()).document
}

#[test]
fn page_validation_confirms_what_a_pdf_claims() {
    let fonts = Fonts::builtin();
    let how = ReviewLayout { line_numbers: true };
    let marked = review(&read(SOURCES[0]), None, how, fonts, Options::default()).document;
    for document in SOURCES.into_iter().map(laid).chain([marked]) {
        let bytes = pdf(&document, fonts);
        for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
            let options = ValidationOptions::default().profile(profile);
            let report = validate_pdf_bytes(&bytes, &options).unwrap();
            // It reads the advances of cut CFF faces from where they are not; `pdf::archive` in
            // tests/core compares them with the programs themselves.
            let is_false = |failure: &String| failure.to_lowercase().contains("width");
            let failures = report.failures.iter().map(ToString::to_string);
            let failures: Vec<String> = failures.filter(|failure| !is_false(failure)).collect();
            assert!(failures.is_empty(), "{profile:?}: {failures:#?}");
        }
    }
}

/// Pixels to an inch of the comparison, and how much finer both are drawn before they are compared:
/// the other reader puts characters and rules on fractions of a pixel, ours on whole ones. The finer
/// the drawing, the less that matters: twice as fine, half the difference.
const DPI: u32 = 113;
const FINER: u32 = 12;

/// Side of the squares that are looked at on their own, and how much the average pixel of a page
/// and of its worst square may differ, in thousandths of black: what the PDF meets.
const SIDE: usize = 20;
const ALIKE: (u64, u64) = (2, 60);

/// A picture made coarser by a factor: its width, and its ink.
fn coarser(width: usize, ink: &[u8]) -> (usize, Vec<u8>) {
    let by = FINER as usize;
    let (across, down) = (width / by, ink.len() / width / by);
    let mut out = Vec::with_capacity(across * down);
    for y in 0..down {
        for x in 0..across {
            let rows = (0..by).map(|row| &ink[(y * by + row) * width + x * by..][..by]);
            let sum: usize = rows.flatten().map(|ink| usize::from(*ink)).sum();
            out.push(u8::try_from(sum / (by * by)).unwrap());
        }
    }
    (across, out)
}

fn difference(width: usize, a: &[u8], b: &[u8]) -> (u64, u64) {
    let across = width.div_ceil(SIDE);
    let mut squares = vec![0_u64; across * (a.len() / width).div_ceil(SIDE)];
    for (at, (a, b)) in a.iter().zip(b).enumerate() {
        squares[at / width / SIDE * across + at % width / SIDE] += u64::from(a.abs_diff(*b));
    }
    let thousandths = |sum: u64, pixels: usize| sum * 1000 / 255 / pixels as u64;
    let worst = squares.iter().copied().max().unwrap();
    (thousandths(squares.iter().sum(), a.len()), thousandths(worst, SIDE * SIDE))
}

#[test]
fn ofd_core_draws_the_pages_of_an_ofd_as_we_do() {
    let fonts = Fonts::builtin();
    for source in [SOURCES[0], SOURCES[2]] {
        let document = laid(source);
        let package = OfdPackage::new(Cursor::new(ofd(&document, fonts, None))).unwrap();
        let mut reader = OfdReader::new(package).unwrap();
        let body = reader.ofd().doc_bodies[0].clone();
        let loaded = reader.load_document(&body).unwrap();
        for (number, page) in document.pages.iter().enumerate() {
            let options = RenderOptions::with_dpi(f64::from(DPI * FINER));
            let theirs = reader.render_page(&loaded, number, &options).unwrap();
            let (width, height) = (theirs.width() as usize, theirs.height() as usize);
            let ink: Vec<u8> = theirs.data().chunks(4).map(|pixel| 255 - pixel[1]).collect();
            let window = PageWindow { left: 0, top: 0, width, height };
            let ours = Painter::default().draw(page, fonts, Scale::dpi(DPI * FINER), window);
            let (across, ours) = coarser(width, &ours.ink);
            let (_, theirs) = coarser(width, &ink);
            let found = difference(across, &ours, &theirs);
            assert!(found.0 <= ALIKE.0 && found.1 <= ALIKE.1, "{source} {number}: {found:?}");
        }
    }
}
