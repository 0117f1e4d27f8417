use std::fmt::Write as _;

use super::{Edition, Table, all, by_id, for_year};

/// An edition as a reviewer would read it.
fn readable(edition: &Edition) -> String {
    let mut out = String::new();
    let years = format!(
        "{}–{}",
        edition.first_year,
        edition.last_year.map_or(String::new(), |y| y.to_string())
    );
    writeln!(out, "{} {} {}", edition.id, edition.name, years).unwrap();
    writeln!(out, "{} {} {}", edition.notice.number, edition.notice.date, edition.notice.title)
        .unwrap();
    writeln!(out, "{}", edition.title("‹机关›", 2025)).unwrap();
    for section in &edition.sections {
        writeln!(out, "{section}").unwrap();
    }
    for table in &edition.tables {
        readable_table(&mut out, table);
    }
    out
}

fn readable_table(out: &mut String, table: &Table) {
    writeln!(
        out,
        "\n== {} {} 第{}部分 {}格",
        table.id,
        table.name,
        table.section,
        table.cells.len()
    )
    .unwrap();
    for band in &table.bands {
        writeln!(
            out,
            "-- {} / {}",
            band.caption.as_deref().unwrap_or("·"),
            band.corner.as_deref().unwrap_or("·")
        )
        .unwrap();
        for column in &band.columns {
            let role = column.role.map_or(String::new(), |role| format!(" ({role:?})"));
            let path = column.path.join(" › ");
            writeln!(out, "列 {}{role} {:?} {path}", column.id, column.kind).unwrap();
        }
        for row in &table.rows[band.rows.clone()] {
            let role = row.role.map_or(String::new(), |role| format!(" ({role:?})"));
            let short = row.short.as_ref().map_or(String::new(), |short| format!("〔{short}〕"));
            let (path, help) = (row.path.join(" › "), row.help.as_deref().unwrap_or("·"));
            writeln!(out, "行 {}{role} {path}{short}\n   {help}", row.id).unwrap();
        }
    }
    let name = |cell: usize| format!("{}.{}", table.row_of(cell).id, table.column_of(cell).id);
    let names = |cells: &[usize]| cells.iter().map(|c| name(*c)).collect::<Vec<_>>().join(" + ");
    for total in &table.totals {
        writeln!(out, "{} = {}", name(total.total), names(&total.of)).unwrap();
    }
    if let Some((left, right)) = &table.balance {
        let ids = |rows: &[usize]| {
            rows.iter().map(|r| table.rows[*r].id.as_str()).collect::<Vec<_>>().join(" + ")
        };
        writeln!(out, "勾稽 {} = {}", ids(left), ids(right)).unwrap();
    }
    for carry in &table.carries {
        writeln!(
            out,
            "{} = 上年 {} + [{}] - [{}]",
            name(carry.to),
            name(carry.from),
            names(&carry.plus),
            names(&carry.minus)
        )
        .unwrap();
    }
}

#[test]
fn the_editions_read_as_mandated() {
    for edition in all() {
        insta::assert_snapshot!(edition.id.clone(), readable(edition));
    }
}

#[test]
fn cells_and_years() {
    let cells =
        |id: &str| by_id(id).unwrap().tables.iter().map(|t| t.cells.len()).collect::<Vec<_>>();
    assert_eq!(cells("2019"), [22, 161, 15]);
    assert_eq!(cells("2021"), [10, 175, 15]);
    for (year, id) in [
        (2018, None),
        (2019, Some("2019")),
        (2020, Some("2019")),
        (2021, Some("2021")),
        (2025, Some("2021")),
    ] {
        assert_eq!(for_year(year).map(|e| e.id.clone()).as_deref(), id, "{year}");
    }
    for edition in all() {
        for row in edition.tables.iter().flat_map(|table| &table.rows) {
            assert!(row.help.is_some(), "{} {}", edition.id, row.id);
        }
    }
}

const SMALL: &str = r#"#![enable(implicit_some)]
(id: "x", name: "x", notice: (title: "", number: "", date: ""), first_year: 2030,
 title: "{agency}{year}", sections: ["1", "2", "3", "4", "5", "6"],
 without: [Received, CarriedIn, Outcomes, CarriedOut, Regulations, NormativeDocuments, Licences,
   Penalties, Coercion, ReviewTotal, LitigationTotal],
 tables: [(id: "t", name: "表", section: 2, bands: [(label_columns: 1,
   columns: [(id: "a", label: "甲"), (id: "b", label: "乙"), (id: "s", label: "计")],
   rows: [(id: "p", label: "子"), (id: "q", label: "丑"), (id: "z", label: "和")])],
   row_totals: [(total: "z", of: ["p", "q"])],
   column_totals: [(total: "s", of: ["a", "b"])],
   balance: (left: ["p"], right: ["q"]))])"#;

/// One replacement in a good edition, and where and what the error says.
fn refused(from: &str, to: &str, place: &str, problem: &str) {
    assert!(SMALL.contains(from), "{from}");
    let error = Edition::read("x.ron", &SMALL.replacen(from, to, 1)).unwrap_err();
    assert_eq!(error.place, place, "{error}");
    assert!(error.problem.contains(problem), "{error}");
}

#[test]
fn a_faulty_edition_names_the_place() {
    Edition::read("x.ron", SMALL).unwrap();
    refused("of: [\"p\", \"q\"]", "of: [\"p\", \"w\"]", "tables.t.row_totals.z", "w");
    refused("of: [\"a\", \"b\"]", "of: [\"a\", \"w\"]", "tables.t.column_totals.s", "w");
    refused("left: [\"p\"]", "left: [\"w\"]", "tables.t.balance", "w");
    refused("of: [\"p\", \"q\"]", "of: [\"p\", \"z\"]", "tables.t.z.a", "自身");
    refused("of: [\"p\", \"q\"]", "of: [\"p\", \"p\"]", "tables.t.z.s", "两次");
    refused(
        "(id: \"b\", label: \"乙\")",
        "(id: \"a\", label: \"乙\")",
        "tables.t.bands[0].columns.a",
        "重复",
    );
    refused("(id: \"q\", label: \"丑\")", "(id: \"p\", label: \"丑\")", "tables.t.rows.p", "重复");
    refused("(id: \"b\", label: \"乙\")", "(label: \"乙\")", "tables.t.bands[0].columns.乙", "id");
    refused("label_columns: 1", "label_columns: 1, colour: 3", "6:71", "colour");
    refused("{year}", "", "title", "{year}");
    refused(", \"6\"]", "]", "sections", "6");
    refused(
        "rows: [(id: \"p\", label: \"子\"),",
        "rows: [(id: \"p\", label: \"子\"), (label: \"午\", children: [(id: \"y\", label: \"丙\")]),",
        "tables.t.bands[0].rows.丙",
        "label_columns",
    );
    refused(
        "(id: \"b\", label: \"乙\")",
        "(id: \"b\", label: \"乙\", span: 0)",
        "tables.t.bands[0].columns.乙",
        "span",
    );
    refused(
        "(id: \"z\", label: \"和\")])]",
        "(id: \"z\", label: \"和\")]), (label_columns: 1, columns: [(id: \"c\", label: \"丙\")], rows: [(id: \"k\", label: \"寅\")])]",
        "tables.t.bands[1]",
        "宽 2 列",
    );
}

#[test]
fn a_role_that_no_rule_could_find_is_refused() {
    let without = |role: &str| {
        let but = SMALL.replacen(&format!("{role},"), "", 1);
        assert_ne!(but, SMALL);
        but
    };
    let fault = |text: String| {
        let error = Edition::read("x.ron", &text).unwrap_err();
        format!("{} {}", error.place, error.problem)
    };
    assert!(fault(without("Licences")).starts_with("roles.Licences 没有行或列写明这个 role"));
    let named = without("Licences").replacen("id: \"p\"", "id: \"p\", role: Licences", 1);
    Edition::read("x.ron", &named).unwrap();
    let doubled = named.replacen("id: \"q\"", "id: \"q\", role: Licences", 1);
    assert_eq!(fault(doubled), "roles.Licences 只能有一行");
    let both = SMALL.replacen("id: \"p\"", "id: \"p\", role: Licences", 1);
    assert_eq!(fault(both), "roles.Licences 列在 without 里，表里却有");
    let column = without("Licences").replacen("id: \"a\"", "id: \"a\", role: Licences", 1);
    assert_eq!(fault(column), "roles.Licences 这个 role 是行的，不能写在列上");
    let typed = without("ReviewTotal").replacen("id: \"a\"", "id: \"a\", role: ReviewTotal", 1);
    assert_eq!(fault(typed), "roles.ReviewTotal 这一列应是合计");
    let alone = without("Received").replacen("id: \"p\"", "id: \"p\", role: Received", 1);
    assert!(fault(alone).starts_with("roles.CarriedIn 应与 Received 等四个 role 在同一张表里"));
}

/// The checks find the identity's rows by their roles: further rows on its sides silence nothing.
#[test]
fn the_identity_may_have_more_rows_than_the_checks_speak_of() {
    let roles = [
        ("received", "Received"),
        ("carried_in", "CarriedIn"),
        ("out", "Outcomes"),
        ("left", "CarriedOut"),
    ];
    let row = |(id, role)| format!("(id: \"{id}\", role: {role}, label: \"{id}\"),");
    let rows = roles.map(row).concat();
    let without = "Received, CarriedIn, Outcomes, CarriedOut,";
    let text =
        SMALL.replacen(without, "", 1).replacen("rows: [", &format!("rows: [{rows}"), 1).replacen(
            "left: [\"p\"], right: [\"q\"]",
            "left: [\"received\", \"carried_in\", \"p\"], right: [\"out\", \"left\", \"q\"]",
            1,
        );
    let edition = Edition::read("x.ron", &text).unwrap();
    assert_eq!(edition.row(super::Role::CarriedOut).map(|id| id.row), Some(3));
    let off = text.replacen("left: [\"received\", ", "left: [", 1);
    let error = Edition::read("x.ron", &off).unwrap_err();
    assert_eq!(error.place, "roles.Received", "{error}");
}
