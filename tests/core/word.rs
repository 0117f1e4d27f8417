//! The Word document: what its parts hold, read back as another program would.

use std::io::{Cursor, Read as _};

use crate::support::sources::{SOURCES, read};
use nianbao::edition;
use nianbao::export::docx::{docx, form};
use nianbao::export::{ExportSetup, Format, export};
use nianbao::grid::Grid;
use nianbao::layout::{Options, sheet};
use nianbao::report::place::Field;
use nianbao::report::{Edit, Filled, Form, Report, Value};
use nianbao::rules::Balanced;
use nianbao::units::Length;
use roxmltree::{Document, Node};

/// The parts of a file, with their names; each has the earliest time there is.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        assert_eq!(part.last_modified(), Some(zip::DateTime::DEFAULT), "{name}");
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.push((name, text));
    }
    parts
}

/// Runs a check on one part.
fn with_part(bytes: &[u8], name: &str, check: impl FnOnce(&Document<'_>)) {
    let parts = parts(bytes);
    let (_, text) = parts.iter().find(|(part, _)| part == name).expect(name);
    check(&Document::parse(text).unwrap());
}

fn all<'a>(node: Node<'a, 'a>, name: &str) -> Vec<Node<'a, 'a>> {
    node.descendants().filter(|node| node.has_tag_name(name)).collect()
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|node| node.has_tag_name(name))
}

/// An attribute by its local name.
fn value<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|found| found.value())
}

fn number(node: Node<'_, '_>, name: &str) -> Option<usize> {
    value(node, name)?.parse().ok()
}

fn words(node: Node<'_, '_>) -> String {
    all(node, "t").iter().filter_map(Node::text).collect()
}

/// A table's cells: row, column, rows, columns, words.
fn cells(table: Node<'_, '_>) -> Vec<(usize, usize, usize, usize, String)> {
    let mut cells: Vec<(usize, usize, usize, usize, String)> = Vec::new();
    for (row, line) in all(table, "tr").into_iter().enumerate() {
        let mut column = 0;
        for cell in all(line, "tc") {
            let properties = child(cell, "tcPr").unwrap();
            let span = child(properties, "gridSpan").and_then(|span| number(span, "val"));
            let merge = child(properties, "vMerge");
            if merge.is_some_and(|merge| value(merge, "val").is_none()) {
                let above = cells.iter_mut().rev().find(|above| above.1 == column).unwrap();
                above.2 += 1;
                assert_eq!((above.3, words(cell).as_str()), (span.unwrap_or(1), ""));
            } else {
                cells.push((row, column, 1, span.unwrap_or(1), words(cell)));
            }
            column += span.unwrap_or(1);
        }
        assert_eq!(column, all(table, "gridCol").len());
    }
    cells
}

fn expected(filled: Filled<'_>) -> Vec<(usize, usize, usize, usize, String)> {
    let grid = Grid::new(filled.form());
    let cell = |cell: &nianbao::grid::GridCell| {
        let words = filled.words(&cell.content);
        (cell.row, cell.column, cell.rows, cell.columns, words)
    };
    grid.cells.iter().map(cell).collect()
}

#[test]
fn every_part_is_xml_and_the_same_report_gives_the_same_bytes() {
    for source in SOURCES {
        let report = read(source);
        let bytes = docx(&report, Options::default());
        assert_eq!(bytes, docx(&report, Options::default()));
        for (name, text) in parts(&bytes) {
            Document::parse(&text).unwrap_or_else(|error| panic!("{source} {name}: {error}"));
        }
        let balanced = Balanced::new(&report).unwrap();
        assert_eq!(export(balanced, Format::Docx, &ExportSetup::default()).bytes, bytes);
    }
}

#[test]
fn tables_have_every_cell_in_its_place() {
    for source in SOURCES {
        let report = read(source);
        with_part(&docx(&report, Options::default()), "word/document.xml", |document| {
            let tables = all(document.root(), "tbl");
            assert_eq!(tables.len(), 3);
            for (index, table) in tables.into_iter().enumerate() {
                let filled = Filled::new(&report.figures, index);
                assert_eq!(cells(table), expected(filled), "{source} {index}");
                let rows = all(table, "trPr");
                assert!(rows.iter().all(|row| child(*row, "cantSplit").is_some()));
                let heads = rows.iter().take_while(|row| child(**row, "tblHeader").is_some());
                assert_eq!(heads.count(), Grid::new(filled.form()).head_rows);
                let widths = all(table, "gridCol");
                let width: usize = widths.iter().filter_map(|column| number(*column, "w")).sum();
                assert!(width.abs_diff(twentieths(sheet::WIDTH)) <= 10, "{width}");
            }
        });
    }
}

/// What the paragraphs say that are in no table, with their styles.
/// Word breaks a number that is too wide for its column, so it is set smaller.
#[test]
fn wide_figures_fit_their_columns() {
    let mut report = read("assets/sample.ron");
    for id in report.figures.cells().collect::<Vec<_>>() {
        if report.figures.typed(id).count().is_some() {
            report.apply(Edit::Value(id, Value::Count(10_742_278))).unwrap();
        }
    }
    with_part(&docx(&report, Options::default()), "word/document.xml", |document| {
        let figures = all(document.root(), "tc").into_iter().filter(|cell| {
            let words = words(*cell);
            words.len() >= 8 && words.chars().all(|c| c.is_ascii_digit())
        });
        let mut count = 0;
        for cell in figures {
            let width = number(all(cell, "tcW")[0], "w").unwrap();
            let size = number(all(cell, "sz")[0], "val").unwrap();
            assert!(words(cell).len() * size * 5 <= width - 90, "{} in {width}", words(cell));
            count += 1;
        }
        assert!(count > 190, "{count}");
    });
}

fn paragraphs(document: &Document<'_>) -> Vec<(String, String)> {
    let body = all(document.root(), "body")[0];
    let paragraphs = body.children().filter(|node| node.has_tag_name("p"));
    let style = |paragraph| value(all(paragraph, "pStyle")[0], "val").unwrap().to_owned();
    let all = paragraphs.map(|paragraph| (style(paragraph), words(paragraph)));
    // The room before and after a table.
    all.filter(|(style, _)| style != "TableGap").collect()
}

#[test]
fn prose_stands_in_its_styles() {
    for source in SOURCES {
        let report = read(source);
        with_part(&docx(&report, Options::default()), "word/document.xml", |document| {
            let found = paragraphs(document);
            let fields = Report::printed_fields();
            let said = fields.iter().flat_map(|field| report.text(*field).lines());
            // The spaces of a title are not printed.
            let spaces = |line: &str| if line == report.title.trim() { " " } else { "" };
            let said = said.map(str::trim).filter(|line| !line.is_empty());
            let said: Vec<String> = said.map(|line| line.replace(spaces(line), "")).collect();
            let written: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
            assert_eq!(written, said, "{source}");
            let styled = |style: &str| found.iter().filter(|(other, _)| other == style).count();
            assert_eq!(styled("Title"), usize::from(!report.title.is_empty()));
            let headings = report.sections.iter().filter(|section| !section.heading.is_empty());
            assert_eq!(styled("Heading1"), headings.count());
        });
    }
}

#[test]
fn headings_of_the_second_level_are_headings_alone_and_faces_in_a_paragraph() {
    let mut report = read("assets/sample.ron");
    let prose = "（一）主动公开\n全年公开12条。\n（二）管理。落实<制度>&\"规定\"\u{1}。";
    report.apply(Edit::Text(Field::Before(1), prose.to_owned())).unwrap();
    with_part(&docx(&report, Options::default()), "word/document.xml", |document| {
        let found = paragraphs(document);
        let at = found.iter().position(|(_, words)| words == "（一）主动公开").unwrap();
        let styles: Vec<&str> = found[at..at + 3].iter().map(|(style, _)| style.as_str()).collect();
        assert_eq!(styles, ["Heading2", "BodyText", "BodyText"]);
        assert_eq!(found[at + 2].1, "（二）管理。落实<制度>&\"规定\"\u{fffd}。");
        let run_in = all(document.root(), "rStyle");
        let faces: Vec<String> = run_in
            .into_iter()
            .map(|style| words(style.ancestors().find(|node| node.has_tag_name("r")).unwrap()))
            .collect();
        assert_eq!(faces.first().map(String::as_str), Some("（二）管理。"));
    });
}

#[test]
fn every_style_that_is_named_exists_and_names_the_official_face() {
    let bytes = docx(&read("assets/sample.ron"), Options::default());
    with_part(&bytes, "word/styles.xml", |styles| {
        let style = |id: &str| {
            all(styles.root(), "style")
                .into_iter()
                .find(|style| value(*style, "styleId") == Some(id))
        };
        with_part(&bytes, "word/document.xml", |document| {
            for name in ["pStyle", "rStyle"] {
                for node in all(document.root(), name) {
                    assert!(style(value(node, "val").unwrap()).is_some());
                }
            }
        });
        for (id, face, half_points) in [
            ("Title", Some("方正小标宋简体"), Some(44)),
            ("Heading1", Some("黑体"), None),
            ("Heading2", Some("楷体_GB2312"), None),
            ("BodyText", None, None),
            ("Footer", Some("宋体"), Some(28)),
        ] {
            let style = style(id).unwrap();
            let fonts = all(style, "rFonts").first().and_then(|fonts| value(*fonts, "eastAsia"));
            let size = all(style, "sz").first().and_then(|size| number(*size, "val"));
            assert_eq!((fonts, size), (face, half_points), "{id}");
        }
        let defaults = all(styles.root(), "docDefaults")[0];
        let face = value(all(defaults, "rFonts")[0], "eastAsia");
        let size = number(all(defaults, "sz")[0], "val");
        assert_eq!((face, size), (Some("仿宋_GB2312"), Some(32)));
        assert_eq!(value(all(defaults, "lang")[0], "eastAsia"), Some("zh-CN"));
        assert_eq!(number(all(defaults, "spacing")[1], "line"), Some(579));
    });
}

#[test]
fn latin_stands_apart_where_the_office_wants_it() {
    for (latin_gap, expected) in [(false, "0"), (true, "1")] {
        let bytes = docx(&read("assets/sample.ron"), Options { latin_gap, ..Options::default() });
        with_part(&bytes, "word/styles.xml", |styles| {
            for name in ["autoSpaceDE", "autoSpaceDN"] {
                let found = all(styles.root(), name);
                assert!(!found.is_empty());
                assert!(found.into_iter().all(|node| value(node, "val") == Some(expected)));
            }
        });
    }
}

/// A length in twentieths of a point, to the nearest.
fn twentieths(length: Length) -> usize {
    usize::try_from(length.scale(20, 1000).0).unwrap()
}

#[test]
fn the_page_is_that_of_the_standard() {
    with_part(
        &docx(&read("assets/sample.ron"), Options::default()),
        "word/document.xml",
        |document| {
            let section = all(document.root(), "sectPr")[0];
            let of = |name: &str, attribute: &str| number(child(section, name).unwrap(), attribute);
            for (attribute, length) in [
                ("left", sheet::LEFT),
                ("top", sheet::TOP),
                ("right", sheet::PAPER_WIDTH - sheet::LEFT - sheet::WIDTH),
                ("bottom", sheet::PAPER_HEIGHT - sheet::TOP - sheet::HEIGHT),
            ] {
                let found = of("pgMar", attribute).unwrap();
                assert!(found.abs_diff(twentieths(length)) <= 1, "{attribute} {found}");
            }
            assert_eq!((of("pgSz", "w"), of("pgSz", "h")), (Some(11906), Some(16838)));
            let pitch = of("docGrid", "linePitch").unwrap();
            assert!(pitch * sheet::LINES <= twentieths(sheet::HEIGHT), "22 lines fit");
            assert!(pitch * (sheet::LINES + 1) > twentieths(sheet::HEIGHT), "and no more");
        },
    );
}

#[test]
fn properties_name_title_and_agency_and_no_date() {
    let report = read("assets/sample.ron");
    with_part(&docx(&report, Options::default()), "docProps/core.xml", |core| {
        let properties: Vec<(&str, Option<&str>)> = core
            .root_element()
            .children()
            .map(|node| (node.tag_name().name(), node.text()))
            .collect();
        let expected = [
            ("title", Some(report.title.as_str())),
            ("creator", Some(report.agency.as_str())),
            ("language", Some("zh-CN")),
        ];
        assert_eq!(properties, expected);
    });
}

#[test]
fn a_blank_form_has_its_table_and_no_figure() {
    for edition in edition::all() {
        for table in 0..edition.tables.len() {
            let year = edition.first_year;
            let agency = "云泽县柳塘镇人民政府".to_owned();
            let blank = Form { edition: edition.clone(), table, agency, year };
            with_part(&form(&blank, Options::default()), "word/document.xml", |document| {
                let tables = all(document.root(), "tbl");
                assert_eq!(tables.len(), 1);
                assert_eq!(cells(tables[0]), expected(blank.table()));
                let said: String =
                    paragraphs(document).into_iter().map(|(_, words)| words).collect();
                assert!(said.starts_with(&blank.title()) && said.contains("填报单位"), "{said}");
            });
        }
    }
}
