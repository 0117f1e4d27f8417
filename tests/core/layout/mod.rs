//! Pages of any report: nothing outside the text area, nothing overlapping, nothing lost.

mod fill;
mod lines;
pub mod make;
mod pages;
mod standard;
mod tables;
mod words;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use nianbao::edition;
use nianbao::font::{Face, Fonts};
use nianbao::layout::{self, Laid, Options, Trouble};
use nianbao::report::place::Field;
use nianbao::report::{Edit, Figures, Report, Value};
use nianbao::units::Length;
use proptest::prelude::*;

use make::{agencies, figure, fill, invented, prose, reports};
use pages::{check_page, rules, runs};
use tables::{check_parts, table_pages};
use words::{check_figures, check_words};

fn cases(most: u32) -> ProptestConfig {
    let cases = std::env::var("NIANBAO_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    ProptestConfig { cases: most.min(cases), failure_persistence: None, ..Default::default() }
}

fn check(report: &Report) -> Laid {
    let laid = layout::layout(report, Fonts::builtin(), Options::default());
    let pages = &laid.document.pages;
    pages.iter().for_each(check_page);
    check_words(report, &laid);
    check_figures(report, &laid);
    check_parts(report, &laid);
    lines::check(report, &laid);
    let empty = pages.iter().filter(|page| page.items.len() < 2).count();
    assert_eq!(empty, 0, "an empty page");
    let missing: BTreeSet<char> = laid
        .problems
        .iter()
        .filter_map(|problem| match problem.trouble {
            Trouble::NoGlyph(c) => Some(c),
            _ => None,
        })
        .collect();
    assert!(missing.iter().all(|c| Fonts::builtin().resolve(Face::FangSong, *c).is_none()));
    laid
}

proptest! {
    #![proptest_config(cases(u32::MAX))]

    #[test]
    fn any_report_is_laid_out(report in reports()) {
        check(&report);
    }

    #[test]
    fn mandated_tables_stand_under_their_headings(
        id in proptest::sample::select(&["2019", "2021"][..]),
        before in prose(60),
        values in proptest::collection::vec(figure(), 1..40),
    ) {
        let edition = edition::by_id(id).unwrap();
        let report = fill(&edition, vec![(Field::After(1), before)], &values);
        let laid = check(&report);
        for table in 0..edition.tables.len() {
            let pages = table_pages(&laid, table);
            // Table four never breaks; the others at most once.
            prop_assert!(pages.len() <= if table == 2 { 1 } else { 2 }, "table {}", table);
            let heading = &edition.sections[usize::from(edition.tables[table].section) - 1];
            let anchor = laid.document.outline.iter().find(|anchor| anchor.title == *heading);
            prop_assert_eq!(anchor.map(|anchor| anchor.page), pages.first().copied());
        }
    }
}

/// A heading of several lines before a table that wants a page of its own, at every place of the
/// page: no line of it is alone.
#[test]
fn a_long_heading_before_a_table_leaves_no_line_alone() {
    for (id, section) in [("2019", 1), ("2019", 2), ("2021", 1), ("2021", 2), ("2021", 3)] {
        let edition = edition::by_id(id).unwrap();
        for lines in [4, 5, 6, 11, 12, 13, 15] {
            let heading = format!("（二）{}。", "公开".repeat(14 * lines - 8));
            for before in 0..22 {
                let text = format!("{}{heading}", "一行。\n".repeat(before));
                check(&fill(&edition, vec![(Field::After(section), text)], &[]));
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn tables_too_tall_for_a_page_repeat_their_heads_and_merged_labels(
        groups in proptest::collection::vec(1..40_usize, 1..5),
        columns in 1..12_usize,
        times in 1..7_usize,
        before in prose(20),
        values in proptest::collection::vec(figure(), 1..40),
    ) {
        let edition = invented(&groups, columns, times);
        let report = fill(&edition, vec![(Field::After(2), before)], &values);
        let laid = check(&report);
        let rows: usize = groups.iter().sum();
        prop_assert!(rows < 60 || table_pages(&laid, 0).len() > 1);
    }

    #[test]
    fn mandated_titles_break_between_words(agency in agencies()) {
        let edition = edition::by_id("2021").unwrap();
        let report = Report::blank(edition, &agency, 2025);
        let laid = check(&report);
        lines::check_title(&report, &laid);
    }
}

/// Met by chance among the tables above.
#[test]
fn a_table_of_two_uneven_groups_stands_under_its_heading() {
    check(&fill(&invented(&[32, 2], 1, 4), Vec::new(), &[Value::Blank]));
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn huge_paragraphs_are_laid_out(part in prose(40), c in any::<char>()) {
        let edition = edition::by_id("2021").unwrap();
        for part in [part, c.to_string()] {
            let huge = part.repeat(200_000 / part.len().max(1));
            let report = fill(&edition, vec![(Field::Before(1), huge.clone())], &[Value::Blank]);
            let laid = check(&report);
            let lines = huge.chars().count() + 22 * 8;
            prop_assert!(laid.document.pages.len() <= lines / 22 + 1);
        }
    }
}

/// Pages as text: for each baseline its height in mm, then the runs with their left edges.
fn as_text(laid: &Laid) -> String {
    let mm = |length: Length| f64::from(length.to_pt()) * 25.4 / 72.0;
    let mut text = String::new();
    for (number, page) in (1..).zip(&laid.document.pages) {
        writeln!(text, "== page {number}, {} rules", rules(page).count()).unwrap();
        let mut baseline = None;
        for run in runs(page) {
            if baseline != Some(run.baseline) {
                write!(
                    text,
                    "{}{:.1}:",
                    if baseline.is_some() { "\n" } else { "" },
                    mm(run.baseline)
                )
                .unwrap();
                baseline = Some(run.baseline);
            }
            let (x, size) = (mm(run.x), run.size.to_pt());
            write!(text, " {x:.1} {:?} {size} {:?}", run.face, run.text).unwrap();
            if run.spacing != Length::ZERO {
                write!(text, " {:+}", run.spacing.to_pt()).unwrap();
            }
        }
        text.push('\n');
    }
    for anchor in &laid.document.outline {
        let page = anchor.page + 1;
        writeln!(text, "{} {page} {:.1} {}", anchor.level, mm(anchor.y), anchor.title).unwrap();
    }
    text
}

fn sample() -> Report {
    let edition = edition::by_id("2021").unwrap();
    let texts = vec![
        (Field::LeadIn, "根据《中华人民共和国政府信息公开条例》（国务院令第711号）要求，编制本报告。".to_owned()),
        (
            Field::Before(1),
            "（一）主动公开。2025年，全镇通过县政府门户网站发布信息369条，其中概况类45条、政务动态类143条、公开目录类181条；通过“柳塘发布”微信公众号发布信息232条，群众满意度为98.5%。\n（二）依申请公开情况\n全年共收到政府信息公开申请29件，均在法定期限内办理。".to_owned(),
        ),
        (Field::Before(2), "本年制发、废止文件情况见下表。".to_owned()),
        (Field::Before(6), "无。".to_owned()),
        (Field::SignatureName, "云溪县柳塘镇人民政府".to_owned()),
        (Field::SignatureDate, "2026年1月15日".to_owned()),
    ];
    fill(&edition, texts, &[Value::Count(7), Value::Count(12_345_678), Value::Blank])
}

#[test]
fn sample_pages() {
    insta::assert_snapshot!(as_text(&check(&sample())));
}

#[test]
fn a_blank_report_has_pages() {
    let edition = edition::by_id("2021").unwrap();
    let report = fill(&edition, Vec::new(), &[Value::Blank]);
    assert!(check(&report).problems.is_empty());
    let mut bare = report.clone();
    bare.figures = Figures::blank(edition);
    for field in Report::printed_fields() {
        bare.apply(Edit::Text(field, String::new())).unwrap();
    }
    check(&bare);
}
