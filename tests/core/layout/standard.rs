//! GB/T 9704-2012 measured on the pages of the five published reports and the sample.

use std::collections::BTreeSet;

use nianbao::font::Fonts;
use nianbao::layout::page::Page;
use nianbao::layout::{Laid, Options, layout, sheet};
use nianbao::report::Report;
use nianbao::report::place::{Field, Place};
use nianbao::units::Length;

use super::lines::lines;
use super::pages::runs;
use super::tables::table_pages;
use crate::support::sources::{SOURCES, read};

fn documents() -> impl Iterator<Item = (Report, Laid)> {
    SOURCES.iter().map(|source| {
        let report = read(source);
        let laid = layout(&report, Fonts::builtin(), Options::default());
        (report, laid)
    })
}

/// Hundredths of a millimetre, rounded.
fn hundredth_mm(length: Length) -> i64 {
    (i64::from(length.0) * 2_540 + 36_000) / 72_000
}

fn is_body(line: &super::lines::Line) -> bool {
    !matches!(line.field, Field::Title | Field::SignatureName | Field::SignatureDate)
}

#[test]
fn margins_lines_and_characters() {
    for (report, laid) in documents() {
        let lines = lines(&report, &laid);
        let body: Vec<_> = lines.iter().filter(|line| is_body(line)).collect();
        let left = body.iter().map(|line| line.runs[0].x).min().unwrap();
        let ends = body.iter().map(|line| line.runs[line.runs.len() - 1]);
        let right = ends.map(|run| run.x + run.width).max().unwrap();
        assert_eq!(hundredth_mm(left), 2_800);
        // 28 characters of 15.75 pt: 0.42 mm less than the standard's 156 mm.
        assert_eq!(hundredth_mm(right - left), 15_558);
        assert_eq!(right - left, sheet::BODY * 28);
        // Every line is on one of the 22 of its page, from 37 mm to 35 mm from the edges.
        let tops: BTreeSet<Length> = (0..22).map(sheet::line_top).collect();
        for line in &body {
            let run = line.runs[0];
            let pitch = sheet::HEIGHT / 22;
            let top = run.baseline - sheet::baseline(pitch, run.size);
            assert!(tops.contains(&top), "{run:?}");
            assert_eq!(run.size, sheet::BODY);
        }
        assert_eq!(hundredth_mm(sheet::line_top(0)), 3_700);
        assert_eq!(hundredth_mm(sheet::PAPER_HEIGHT - sheet::line_top(22)), 3_500);
        assert_eq!(hundredth_mm(sheet::PAPER_WIDTH - sheet::LEFT - sheet::WIDTH), 2_600);
    }
}

#[test]
fn a_page_of_prose_has_22_lines() {
    let (report, laid) = documents().next().unwrap();
    let lines = lines(&report, &laid);
    let second = lines.iter().filter(|line| line.page == 1).count();
    assert_eq!(second, 22);
}

#[test]
fn page_numbers_stand_in_their_places() {
    for (_, laid) in documents() {
        for (number, page) in (1_i32..).zip(&laid.document.pages) {
            let folio = runs(page).find(|run| run.place.is_none()).unwrap();
            assert_eq!(folio.text, format!("— {number} —"));
            assert_eq!(folio.size, Length::pt(14));
            let dash = folio.baseline - folio.size.scale(38, 100);
            assert_eq!(hundredth_mm(dash - sheet::TOP - sheet::HEIGHT), 700);
            let from_left = folio.x - sheet::LEFT;
            let from_right = sheet::LEFT + sheet::WIDTH - folio.x - folio.width;
            let outer = if number % 2 == 1 { from_right } else { from_left };
            assert_eq!(outer, Length::pt(14), "one character from the edge");
        }
    }
}

#[test]
fn table_three_stands_on_one_page_in_readable_type() {
    for (report, laid) in documents() {
        let table = report.edition().table_in(3).unwrap();
        assert_eq!(laid.problems, []);
        let pages = table_pages(&laid, table);
        assert_eq!(pages.len(), 1);
        let page: &Page = &laid.document.pages[*pages.first().unwrap()];
        let labels = runs(page).filter(|run| {
            let place = run.place.as_ref();
            let of = |place: &Place| match place {
                Place::Row(of, _) | Place::Table(of) => *of == table,
                Place::Column(id) => id.table == table,
                _ => false,
            };
            place.is_some_and(of)
        });
        for run in labels {
            assert!((9_000..=10_500).contains(&run.size.0), "{run:?}");
        }
        // 156 mm wide, rules of half a point included.
        let left = page.cells.iter().map(|cell| cell.left).min().unwrap();
        let right = page.cells.iter().map(|cell| cell.right).max().unwrap();
        assert_eq!(hundredth_mm(right - left + Length::milli(500)), 15_600);
        assert_eq!(hundredth_mm(left - Length::milli(250)), 2_800);
    }
}

#[test]
fn the_signature_stands_by_the_unsealed_rule() {
    for (report, laid) in documents() {
        let lines = lines(&report, &laid);
        let of = |field| lines.iter().filter(move |line| line.field == field);
        let (Some(name), Some(date)) =
            (of(Field::SignatureName).next(), of(Field::SignatureDate).next())
        else {
            continue;
        };
        let width =
            |line: &super::lines::Line| line.runs.iter().map(|run| run.width).sum::<Length>();
        let (name_x, date_x) = (name.runs[0].x, date.runs[0].x);
        assert_eq!(date_x - name_x, sheet::BODY * 2, "two characters right of the name");
        let (x, width) =
            if width(date) > width(name) { (date_x, width(date)) } else { (name_x, width(name)) };
        assert_eq!(sheet::LEFT + sheet::MEASURE - x - width, sheet::BODY * 2);
    }
}

#[test]
fn a_line_that_leads_to_a_table_stands_over_it() {
    let (report, laid) = documents().nth(2).unwrap();
    let lines = lines(&report, &laid);
    for section in 2..=4 {
        let table = report.edition().table_in(section).unwrap();
        let led = lines.iter().filter(|line| line.field == Field::Before(section));
        let pages: BTreeSet<usize> = led.map(|line| line.page).collect();
        assert_eq!(report.section(section).before, "该部分以表格形式报告。表格如下：");
        assert_eq!(pages, table_pages(&laid, table));
    }
}
