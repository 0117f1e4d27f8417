//! Scope, breaks, the identity by year and what charts show, against years worked by hand.

use super::Comparison;
use super::tests::{compare, five_years, put, report};
use super::trends::{Trend, TrendShape, trends};
use crate::report::place::{CellId, Field};
use crate::report::{Edit, Report, Value};
use crate::rules::{SAME_SCOPE, note_scope};

fn total(comparison: &Comparison, row: &str) -> CellId {
    let form = &comparison.edition.tables[1];
    CellId { table: 1, index: form.row_total(form.row(row).unwrap()).unwrap() }
}

#[test]
fn the_identity_and_the_links_of_five_years() {
    let comparison = compare(five_years()).unwrap();
    let column = comparison.edition.tables[1].bands[0].columns.len() - 1;
    let sides = comparison.sides(1, column).unwrap();
    let told: Vec<String> = sides
        .iter()
        .map(|year| year.map_or("–".into(), |s| format!("{}={}", s.left.text(), s.right.text())))
        .collect();
    assert_eq!(told, ["12=12", "16=16", "36=36", "25=25", "32=32"]);
    assert!(comparison.sides(0, 0).is_none(), "table two has no identity");
    let continuity = comparison.continuity();
    assert_eq!(continuity, Some((true, "2021—2025 年逐年结转相接".to_owned())));
    assert!(comparison.breaks.is_empty());
}

#[test]
fn a_break_is_told_with_both_figures() {
    let mut years = five_years();
    put(&mut years[2], 1, "carried_in", 0, Value::Count(1));
    let comparison = compare(years).unwrap();
    let [one] = comparison.breaks.as_slice() else { panic!("{:?}", comparison.breaks) };
    assert_eq!((one.years, one.difference().as_str()), ([2022, 2023], "差 1"));
    let form = &comparison.edition.tables[1];
    let rows = one.cells.map(|cell| form.row_of(cell.unwrap().index).id.clone());
    assert_eq!(rows, ["carried_out", "carried_in"]);
    assert_eq!(comparison.continuity(), Some((false, "2023 年与上年差 1".to_owned())));
    // Years apart owe each other nothing, and what is blank is not known.
    let mut apart = five_years();
    apart.remove(2);
    let told = compare(apart).unwrap().continuity();
    assert_eq!(told, Some((true, "2022、2025 年与上年结转相接".to_owned())));
    let blank = |year| report(year, &[("received", 3)]);
    assert_eq!(compare([blank(2024), blank(2025)]).unwrap().continuity(), None);
}

fn said(year: u16, words: &str) -> Report {
    let mut report = report(year, &[]);
    report.apply(Edit::Text(Field::Before(1), words.into())).unwrap();
    report
}

#[test]
fn years_of_another_scope() {
    let county = "本报告的统计口径包括本级和所属各单位。";
    for (reports, notes, expected) in [
        (vec![said(2023, ""), said(2024, "")], vec![], vec![]),
        (
            vec![said(2022, ""), said(2023, county), said(2024, "")],
            vec![],
            vec![(2023, "本报告的统计口径包括本级和所属各单位")],
        ),
        // From one year on, all say the same: the years before differ.
        (
            vec![
                said(2021, ""),
                said(2022, ""),
                said(2023, county),
                said(2024, county),
                said(2025, county),
            ],
            vec![],
            vec![(2021, "报告没有写明统计范围"), (2022, "报告没有写明统计范围")],
        ),
        // All say the same.
        (vec![said(2023, county), said(2024, county)], vec![], vec![]),
        // What the clerk says comes first, in either way.
        (
            vec![said(2022, ""), said(2023, county), said(2024, "")],
            vec![(2023, SAME_SCOPE), (2022, "含当年并入的 2 个单位。")],
            vec![(2022, "含当年并入的 2 个单位")],
        ),
    ] {
        let mut reports = reports;
        let last = reports.len() - 1;
        for (year, note) in notes {
            let edit = note_scope(&reports[last], year, note);
            reports[last].apply(edit).unwrap();
        }
        let comparison = compare(reports).unwrap();
        let found: Vec<(u16, &str)> =
            comparison.scopes.iter().map(|scope| (scope.year, scope.reason.as_str())).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_note_of_scope_is_public_and_taken_back() {
    let mut now = report(2025, &[]);
    let edit = note_scope(&now, 2024, "含并入的 2 个单位。");
    now.apply(edit).unwrap();
    let comparison = compare([report(2024, &[]), now.clone()]).unwrap();
    let expected = "2024 年的统计范围与其他年度不同：含并入的 2 个单位。";
    assert_eq!(comparison.public_notes, [expected]);
    // It answers no finding, and does not lapse.
    assert_eq!(crate::rules::lapsed(&now, &crate::rules::Config::default()), []);
    let edit = note_scope(&now, 2024, " ");
    now.apply(edit).unwrap();
    assert_eq!(now.waivers, []);
}

#[test]
fn what_the_charts_show() {
    let comparison = compare(five_years()).unwrap();
    let id = total(&comparison, "received");
    let shown: Vec<String> = trends(&comparison, Some((id, "本年新收")))
        .iter()
        .map(|trend| format!("{}（{}）{}", trend.title, trend.unit, trend.words()))
        .collect();
    assert_eq!(
        shown,
        [
            "本年新收（件）2021 年 12，2022 年 15，2023 年 34，2024 年 22，2025 年 29",
            "予以公开占办结（纵轴 30%—80%）2021 年 63.6%，2022 年 57.1%，2023 年 51.5%，2024 年 50.0%，2025 年 45.2%",
            "结转下年度（件）2021 年 1，2022 年 2，2023 年 3，2024 年 3，2025 年 1",
        ]
    );
    let of = trends(&comparison, None);
    let [share, ..] = of.as_slice() else { panic!("no chart") };
    assert_eq!(share.shape, TrendShape::Line { from: 30.0, to: 80.0 });
    let changes: Vec<&str> = share.points.iter().map(|point| point.change.as_str()).collect();
    assert_eq!(changes, ["", "−6.5%", "−5.6%", "−1.5%", "−4.8%"]);
}

#[test]
fn charts_of_years_that_are_missing_blank_or_few() {
    let few = |year, count| report(year, &[("received", count), ("granted", count)]);
    let comparison = compare([few(2022, 3), few(2025, 0)]).unwrap();
    let words: Vec<String> = trends(&comparison, None).iter().map(Trend::words).collect();
    // No share of fewer than ten; years without a report keep their place.
    assert_eq!(words, ["2022 年 空白，2023 年 无报告，2024 年 无报告，2025 年 空白"]);
}
