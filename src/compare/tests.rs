use std::collections::BTreeMap;

use proptest::prelude::*;

use super::picture::{self, PictureFormat};
use super::{Comparison, reading, view};
use crate::edition::{self, Kind};
use crate::font::Fonts;
use crate::layout::SheetFormat;
use crate::report::place::{CellId, Field};
use crate::report::{Edit, Report, Value};

/// A report of one agency: figures by row id of table three, of natural persons.
pub(super) fn report(year: u16, rows: &[(&str, i64)]) -> Report {
    let mut report = Report::blank(edition::for_year(year).unwrap(), "云泽县柳塘镇人民政府", year);
    for (row, figure) in rows {
        put(&mut report, 1, row, 0, Value::Count(*figure));
    }
    report
}

pub(super) fn put(report: &mut Report, table: usize, row: &str, column: usize, value: Value) {
    let form = &report.edition().tables[table];
    let index = form.cell_at(form.row(row).unwrap(), column).unwrap();
    report.apply(Edit::Value(CellId { table, index }, value)).unwrap();
}

pub(super) fn compare(reports: impl IntoIterator<Item = Report>) -> Result<Comparison, String> {
    let named = reports.into_iter().map(|report| {
        let year = report.year.map(|year| year.to_string()).unwrap_or_default();
        (format!("{year}.nianbao"), report)
    });
    Comparison::of(named.collect())
        .map_err(|error| format!("{}：{}。{}", error.file, error.problem, error.remedy))
}

/// The five years of a town, worked by hand.
pub(super) fn five_years() -> Vec<Report> {
    let rows = [
        ("received", [12, 15, 34, 22, 29]),
        ("carried_in", [0, 1, 2, 3, 3]),
        ("granted", [7, 8, 17, 11, 14]),
        ("partial", [1, 2, 5, 4, 5]),
        ("third_party", [0, 1, 2, 2, 2]),
        ("internal_affairs", [1, 0, 2, 1, 1]),
        ("process_information", [0, 1, 0, 1, 0]),
        ("administrative_query", [0, 0, 1, 1, 2]),
        ("not_held", [1, 2, 4, 1, 4]),
        ("needs_creation", [0, 0, 0, 0, 1]),
        ("complaint", [0, 0, 1, 1, 1]),
        ("repeated", [0, 0, 1, 0, 1]),
        ("other_outcome", [1, 0, 0, 0, 0]),
        ("carried_out", [1, 2, 3, 3, 1]),
    ];
    (0..5)
        .map(|at| {
            let figures: Vec<(&str, i64)> = rows.iter().map(|(row, of)| (*row, of[at])).collect();
            report(2021 + u16::try_from(at).unwrap(), &figures)
        })
        .collect()
}

/// The line that tells a row's total over all applicants.
fn line(comparison: &Comparison, row: &str) -> String {
    let start = format!("  {row} 总计：");
    let lines = view::lines(comparison);
    lines.iter().find_map(|line| line.strip_prefix(&start)).unwrap_or("nothing").to_owned()
}

#[test]
fn five_years_by_hand() {
    let mut years = five_years();
    years.rotate_left(2);
    let comparison = compare(years).unwrap();
    assert_eq!(comparison.years, [2021, 2022, 2023, 2024, 2025]);
    for (row, expected) in [
        ("本年新收", "12、15、34、22、29，比上年 ＋7（＋31.8%）"),
        ("上年结转", "0、1、2、3、3，比上年 0"),
        ("（一）予以公开", "7、8、17、11、14，比上年 ＋3（＋27.3%）"),
        ("6.属于四类过程性信息", "0、1、0、1、0，比上年 −1"),
        ("办理结果总计", "11、14、33、22、31，比上年 ＋9（＋40.9%）"),
        ("结转下年度", "1、2、3、3、1，比上年 −2"),
    ] {
        let lines = view::lines(&comparison).join("\n");
        assert_eq!(line(&comparison, row), expected, "{row}\n{lines}");
    }
    let shares = &comparison.shares;
    let of = |name: &str| shares.iter().find(|share| share.name.contains(name)).unwrap();
    let permille = |name: &str| (0..5).map(|at| of(name).permille(at)).collect::<Vec<_>>();
    let told = |figures: [i64; 5]| figures.map(Some).to_vec();
    assert_eq!(permille("予以公开"), told([636, 571, 515, 500, 452]));
    assert_eq!(permille("部分公开"), told([91, 143, 152, 182, 161]));
    assert_eq!(permille("不予公开"), told([91, 143, 152, 227, 161]));
    assert_eq!(permille("无法提供"), told([91, 143, 121, 45, 161]));
    assert_eq!(permille("结转下年度"), told([83, 125, 83, 120, 31]));
    assert_eq!(comparison.notes, Vec::<String>::new());
}

#[test]
fn what_must_be_known_is_noted() {
    let with = |year: u16, rows: &[(&str, i64)], edit: Option<Edit>| {
        let mut report = report(year, rows);
        if let Some(edit) = edit {
            report.apply(edit).unwrap();
        }
        report
    };
    let plain = |year| with(year, &[], None);
    let scope = "本年度统计口径包括并入的两个事业单位。其他不变。";
    for (reports, expected) in [
        (vec![plain(2023), plain(2024)], vec![]),
        (
            vec![plain(2022), plain(2025)],
            vec!["没有 2023、2024 年的报告，2025 年是和 2022 年比的。"],
        ),
        (
            vec![with(2023, &[("carried_out", 3)], None), with(2024, &[("carried_in", 2)], None)],
            vec![
                "2023 年与 2024 年不相接：表三“上年结转”自然人按 2023 年的报告应为 3，2024 年的报告是 2。",
            ],
        ),
        (
            vec![
                with(2023, &[("carried_out", 3)], None),
                // Blank is not known to be another figure, and years apart owe each other nothing.
                plain(2024),
                with(2026, &[("carried_in", 2)], None),
            ],
            vec!["没有 2025 年的报告，2026 年是和 2024 年比的。"],
        ),
        (
            vec![
                with(2023, &[], Some(Edit::Text(Field::Agency, "柳塘乡人民政府".into()))),
                with(2024, &[], Some(Edit::Text(Field::Before(1), scope.into()))),
            ],
            vec![
                "2023 年的报告是“柳塘乡人民政府”的，2024 年的是“云泽县柳塘镇人民政府”的，统计范围可能不同。",
                "2024 年的报告写明：本年度统计口径包括并入的两个事业单位。",
            ],
        ),
    ] {
        assert_eq!(compare(reports).unwrap().notes, expected);
    }
}

#[test]
fn forms_of_two_editions_meet_where_they_ask_the_same() {
    let mut old = report(2020, &[("received", 12), ("other_outcome", 2), ("carried_out", 1)]);
    put(&mut old, 0, "normative_documents", 0, Value::Count(4));
    put(&mut old, 0, "licences", 2, Value::Count(30));
    let mut new = report(2021, &[("received", 15), ("not_corrected", 1), ("other_outcome", 1)]);
    put(&mut new, 0, "normative_documents", 0, Value::Count(5));
    put(&mut new, 0, "licences", 0, Value::Count(33));
    let comparison = compare([new, old]).unwrap();
    let lines = view::lines(&comparison).join("\n");
    assert!(
        lines.contains("  行政许可 本年处理决定数量：30、33，比上年 ＋3（＋10.0%）\n"),
        "{lines}"
    );
    assert!(lines.contains("  本年新收 总计：12、15，比上年 ＋3（＋25.0%）\n"), "{lines}");
    assert!(lines.contains("  3.其他 总计：2、1，比上年 −1\n"), "{lines}");
    assert!(lines.contains("  行政规范性文件 本年制发件数：－、5\n"), "{lines}");
    // Each year's own total, whatever rows its form has.
    assert!(lines.contains("  办理结果总计 总计：2、2，比上年 0\n"), "{lines}");
    let [lost, new] = comparison.notes.as_slice() else { panic!("{:?}", comparison.notes) };
    assert!(lost.starts_with("2020 年用的是2019年版表格，下列各项在2021年版里没有，没有列入："));
    assert!(lost.contains("表二“规范性文件”"), "{lost}");
    assert!(new.contains("2020 年空着：") && new.contains("表二“行政规范性文件”"), "{new}");
}

#[test]
fn what_cannot_be_compared_is_refused_with_its_file() {
    let named = |year, agency: &str| {
        let mut report = report(year, &[]);
        report.apply(Edit::Text(Field::Agency, agency.into())).unwrap();
        report
    };
    let mut nameless = named(2024, "柳塘镇人民政府");
    nameless.apply(Edit::Year(None)).unwrap();
    let ten = (2019..=2029).map(|year| named(year, "甲镇"));
    for (reports, expected) in [
        (vec![named(2024, "甲镇")], "：有 1 份报告"),
        (ten.collect(), "：有 11 份报告"),
        (vec![named(2023, "甲镇"), nameless], "看不出是哪一年"),
        (vec![named(2023, "甲镇"), named(2023, "甲镇")], "2023.nianbao：和“2023.nianbao”同是"),
        (
            vec![named(2023, "青溪镇人民政府"), named(2024, "柳塘镇人民政府")],
            "2023.nianbao：是“青溪镇人民政府”的报告，其他的是“柳塘镇人民政府”的",
        ),
    ] {
        let refused = compare(reports).unwrap_err();
        assert!(refused.contains(expected), "{refused}");
    }
}

#[test]
fn scripts_get_numbers_and_nulls() {
    let mut one = report(2023, &[("received", 9)]);
    put(&mut one, 0, "fees", 0, Value::Written("12.5".into()));
    let mut two = report(2024, &[("received", 10)]);
    put(&mut two, 0, "fees", 0, Value::Written("10".into()));
    let json = view::json(&compare([one, two]).unwrap());
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let row = |name: &str| {
        let rows = value["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["row"].to_string().contains(name)).unwrap();
        [&row["values"], &row["change"], &row["percent"]].map(ToString::to_string)
    };
    assert_eq!(row("本年新收"), ["[9,10]", "1", "null"]);
    assert_eq!(row("行政事业性收费"), ["[\"12.5\",\"10\"]", "\"-2.5\"", "-20.0"]);
    assert_eq!(row("上年结转"), ["[null,null]", "null", "null"]);
    assert_eq!(value["years"].to_string(), "[2023,2024]");
    assert_eq!(value["prose"][5].to_string(), r#"{"same_percent":100,"section":6}"#);
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["agency", "notes", "prose", "rows", "years"]);
}

/// The figures of a year, by label paths, reckoned from the report's JSON and not by the code above.
fn by_labels(report: &Report) -> BTreeMap<String, Option<f64>> {
    let json: serde_json::Value =
        serde_json::from_str(&crate::export::json::report(report)).unwrap();
    let tables = json["tables"].as_array().unwrap();
    let cells = tables.iter().flat_map(|table| table["cells"].as_array().unwrap());
    let figure = |cell: &serde_json::Value| match &cell["value"] {
        serde_json::Value::String(text) => text.parse().ok(),
        number => number.as_f64(),
    };
    cells.map(|cell| (format!("{} {}", cell["row"], cell["column"]), figure(cell))).collect()
}

/// The cells of a row of table three that are typed.
fn row(report: &Report, row: &str) -> Vec<CellId> {
    let form = &report.edition().tables[1];
    let cells = form.rows[form.row(row).unwrap()].cells.clone();
    let cells = cells.map(|index| CellId { table: 1, index });
    cells.filter(|id| !report.figures.is_total(*id)).collect()
}

/// The total over all applicants of the first row whose labels end so.
fn total_of(year: &BTreeMap<String, Option<f64>>, label: &str) -> f64 {
    let is_row = |key: &str| key.contains(&format!("{label}\"]")) && key.ends_with("总计\"]");
    year.iter().find(|(key, _)| is_row(key)).unwrap().1.unwrap()
}

/// Whether some applicants' 上年结转 is not what the year before carried over.
fn is_broken(pair: &[BTreeMap<String, Option<f64>>]) -> bool {
    let row = |year: &BTreeMap<String, Option<f64>>, label: &str| -> Vec<Option<f64>> {
        let of_row = year.iter().filter(|(key, _)| key.contains(label) && !key.contains("总计\"]"));
        of_row.map(|(_, figure)| *figure).collect()
    };
    row(&pair[0], "结转下年度继续办理") != row(&pair[1], "上年结转政府信息公开申请数量")
}

proptest! {
    #![proptest_config(crate::testing::cases())]

    #[test]
    fn figures_and_changes_agree_with_another_reckoning(
        years in prop::collection::vec(prop::collection::vec(0i64..40_000, 200), 2..5),
    ) {
        let mut before = report(2020, &[]);
        let reports: Vec<Report> = (2021..).zip(&years).map(|(year, figures)| {
            let mut report = report(year, &[]);
            let cells: Vec<CellId> = report.figures.cells().collect();
            for (id, figure) in cells.into_iter().zip(figures) {
                let kind = report.figures.cell(id).unwrap().kind;
                if !report.figures.is_total(id) {
                    let value = match kind {
                        Kind::Money => Value::Written(format!("{}.{}", figure / 10, figure % 10)),
                        _ => Value::Count(*figure),
                    };
                    report.apply(Edit::Value(id, value)).unwrap();
                }
            }
            if year % 2 == 0 {
                // Every other year follows from the year before, whatever that is.
                let (from, to) = (row(&before, "carried_out"), row(&report, "carried_in"));
                for (from, to) in from.into_iter().zip(to) {
                    let value = before.figures.typed(from).clone();
                    report.apply(Edit::Value(to, value)).unwrap();
                }
            }
            before = report.clone();
            report
        }).collect();
        let known: Vec<_> = reports.iter().map(by_labels).collect();
        let comparison = compare(reports).unwrap();
        let granted = &comparison.shares[0];
        for (at, year) in known.iter().enumerate() {
            let total = |label: &str| total_of(year, label);
            let (part, whole) = (total("（一）予以公开"), total("（七）总计"));
            let expected = (1000.0 * part / whole).round();
            let told = granted.permille(at).unwrap();
            prop_assert!((expected - f64::from(i32::try_from(told).unwrap())).abs() < 1.0);
        }
        let broken: Vec<bool> = known.windows(2).map(is_broken).collect();
        let noted = |pair: usize| {
            let years = format!("{} 年与 {} 年不相接：表三", 2021 + pair, 2022 + pair);
            comparison.notes.iter().any(|note| note.starts_with(&years))
        };
        prop_assert_eq!((0..broken.len()).map(noted).collect::<Vec<_>>(), broken);
        let json: serde_json::Value = serde_json::from_str(&view::json(&comparison)).unwrap();
        let rows = json["rows"].as_array().unwrap();
        prop_assert_eq!(rows.len(), 200);
        for row in rows {
            let key = format!("{} {}", row["row"], row["column"]);
            let number = |value: &serde_json::Value| match value {
                serde_json::Value::String(text) => text.parse::<f64>().ok(),
                number => number.as_f64(),
            };
            let values: Vec<Option<f64>> =
                row["values"].as_array().unwrap().iter().map(number).collect();
            let expected: Vec<Option<f64>> = known.iter().map(|year| year[&key]).collect();
            prop_assert_eq!(&values, &expected);
            let (was, is) = (values[values.len() - 2].unwrap(), values[values.len() - 1].unwrap());
            prop_assert!((number(&row["change"]).unwrap() - (is - was)).abs() < 1e-6);
            match row["percent"].as_f64() {
                None => prop_assert!(was < 10.0),
                Some(percent) => {
                    prop_assert!(was >= 10.0);
                    prop_assert!((percent - 100.0 * (is - was) / was).abs() <= 0.0501);
                }
            }
        }
    }
}

#[test]
fn the_picture_says_the_figures_and_no_more() {
    let text = |reports: Vec<Report>| picture::content(&compare(reports).unwrap()).text();
    let five = text(five_years());
    for line in [
        "云泽县柳塘镇人民政府",
        "2025 年政府信息公开主要数据",
        "本年新收申请：29件，比 2024 年 ＋7（＋31.8%）",
        "其中予以公开：14件，比 2024 年 ＋3（＋27.3%）",
        "结转下年度：1件，比 2024 年 −2",
        "行政复议：未填",
        "本年新收申请（件）：2021 年 12，2022 年 15，2023 年 34，2024 年 22，2025 年 29",
        "予以公开占办理结果总计（百分比，柱高满格为 100%）：2021 年 63.6%，2022 年 57.1%，2023 年 51.5%，2024 年 50.0%，2025 年 45.2%",
    ] {
        assert!(five.lines().any(|told| told == line), "{line} in {five}");
    }
    let mut missing = five_years();
    missing.remove(2);
    let missing = text(missing);
    assert!(missing.contains("2022 年 15，2023 年 无报告，2024 年 22"), "{missing}");
    assert!(missing.contains("没有 2023 年的报告"), "{missing}");
    let none = text(vec![
        report(2024, &[("received", 0), ("granted", 0)]),
        report(2025, &[("received", 0), ("granted", 0)]),
    ]);
    assert!(none.contains("本年新收申请：0件，与 2024 年持平"), "{none}");
    assert!(!none.contains("占办理结果"), "no share of nothing: {none}");
}

#[test]
fn the_same_years_make_the_same_picture() {
    for format in [PictureFormat::Svg, PictureFormat::Png, PictureFormat::Pdf] {
        for sheet in [SheetFormat::A4, SheetFormat::Tall] {
            let bytes = |reports: Vec<Report>| {
                picture::picture(&compare(reports).unwrap(), sheet, format, Fonts::builtin())
            };
            let mut turned = five_years();
            turned.reverse();
            let one = bytes(five_years());
            assert!(one == bytes(turned), "{format:?} {sheet:?}");
            let mut other = five_years();
            put(&mut other[4], 1, "received", 0, Value::Count(30));
            assert!(one != bytes(other), "{format:?} {sheet:?}");
        }
    }
}

#[test]
fn the_text_for_the_public_says_what_the_figures_say() {
    let text = |reports: Vec<Report>| reading::draft(&compare(reports).unwrap());
    let five = text(five_years());
    assert_eq!(
        five.lines().collect::<Vec<_>>(),
        [
            "2025 年，云泽县柳塘镇人民政府新收到政府信息公开申请 29 件，比 2024 年增加 7 件，增长 31.8%；上年结转 3 件。",
            "全年办结 31 件，比 2024 年增加 9 件，增长 40.9%。其中，予以公开 14 件（占 45.2%），部分公开 5 件（占 16.1%），不予公开 5 件（占 16.1%），无法提供 5 件（占 16.1%），不予处理 2 件（占 6.5%）。结转下年度继续办理 1 件。",
        ]
    );
    // Small figures: counts alone; blanks: nothing.
    let small = text(vec![
        report(2024, &[("received", 2), ("granted", 2)]),
        report(2025, &[("received", 1), ("granted", 1)]),
    ]);
    assert!(!small.contains('%'), "{small}");
    assert!(small.contains("新收到政府信息公开申请 1 件，比 2024 年减少 1 件。"), "{small}");
    let none = text(vec![report(2024, &[]), report(2025, &[])]);
    assert_eq!(none.trim(), "");
    let zero = text(vec![
        report(2024, &[("received", 0), ("granted", 0)]),
        report(2025, &[("received", 0), ("granted", 0)]),
    ]);
    assert!(zero.contains("没有新收到政府信息公开申请，与 2024 年相同。"), "{zero}");
}
