//! How full pages are: none but the last is emptier than two fifths, the last has more than three
//! lines, and a heading stands with its table.

use std::collections::BTreeSet;

use nianbao::edition;
use nianbao::font::Fonts;
use nianbao::layout::page::{Item, Page};
use nianbao::layout::{Laid, Options, layout, sheet};
use nianbao::report::Report;
use nianbao::report::place::Field;
use nianbao::units::Length;
use proptest::prelude::*;

use super::make::{figure, fill};
use super::pages::runs;
use super::tables::table_pages;
use super::{cases, check, lines};
use crate::support::sources::{SOURCES, read};

/// How much of a page's text area is blank at its foot.
fn blank(page: &Page) -> Length {
    let bottoms = page.items.iter().filter_map(|item| match item {
        Item::Text(run) if run.place.is_some() => Some(run.baseline + run.size.scale(12, 100)),
        Item::Rule(rule) => Some(rule.y1),
        _ => None,
    });
    sheet::TOP + sheet::HEIGHT - bottoms.max().unwrap_or(sheet::TOP)
}

/// Lines of text on a page, those of tables included.
fn line_count(page: &Page) -> usize {
    let placed = runs(page).filter(|run| run.place.is_some());
    placed.map(|run| run.baseline).collect::<BTreeSet<_>>().len()
}

fn check_fill(report: &Report, laid: &Laid) {
    let pages = &laid.document.pages;
    let (last, others) = pages.split_last().unwrap();
    for (index, page) in others.iter().enumerate() {
        let share = blank(page).0 * 100 / sheet::HEIGHT.0;
        assert!(share <= 40, "{share} % of page {} are blank", index + 1);
    }
    assert!(others.is_empty() || line_count(last) > 3, "a last page of {}", line_count(last));
    for (index, table) in report.edition().tables.iter().enumerate() {
        let section = report.section(table.section);
        if !section.before.is_empty() {
            continue;
        }
        let heading = &section.heading;
        let anchor = laid.document.outline.iter().find(|anchor| anchor.title == heading.trim());
        let first = table_pages(laid, index).first().copied();
        assert!(anchor.is_none_or(|anchor| Some(anchor.page) == first), "{heading}");
    }
}

#[test]
fn published_reports_fill_their_pages() {
    for source in SOURCES {
        let report = read(source);
        check_fill(&report, &check(&report));
    }
}

/// Paragraphs of a number of characters, of words that make no heading.
fn paragraphs(most: usize) -> impl Strategy<Value = String> {
    const WORDS: [&str; 8] =
        ["政府信息", "公开", "工作，", "一是", "2025年", "12件", "办理。", "“三安全”"];
    let words = proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..60);
    proptest::collection::vec(words.prop_map(|words| words.concat()), 0..most)
        .prop_map(|paragraphs| paragraphs.join("\n"))
}

proptest! {
    #![proptest_config(cases(u32::MAX))]

    #[test]
    fn any_report_with_the_mandated_tables_fills_its_pages(
        id in proptest::sample::select(&["2019", "2021"][..]),
        prose in proptest::collection::vec(paragraphs(9), 8),
        signed: bool,
        values in proptest::collection::vec(figure(), 1..40),
    ) {
        let edition = edition::by_id(id).unwrap();
        let fields = [
            Field::LeadIn,
            Field::Before(1),
            Field::Before(2),
            Field::After(2),
            Field::Before(3),
            Field::After(4),
            Field::Before(5),
            Field::Before(6),
        ];
        let mut texts: Vec<_> = fields.into_iter().zip(prose).collect();
        if signed {
            texts.push((Field::SignatureName, "云溪县柳塘镇人民政府".to_owned()));
            texts.push((Field::SignatureDate, "2026年1月15日".to_owned()));
        }
        let report = fill(&edition, texts, &values);
        check_fill(&report, &check(&report));
        // Also with a gap beside digits no number parts from its unit.
        let gap = Options { latin_gap: true, ..Options::default() };
        lines::check_breaks(&report, &layout(&report, Fonts::builtin(), gap));
    }
}
