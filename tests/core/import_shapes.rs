//! Every shape of plain text, in both editions, with every kind of damage: all cells as they were
//! made up, or blank and noted; prose, headings and signature; nothing lost.

use crate::support::corpus;
use crate::support::corpus::damage::{DAMAGES, FURNITURE, STRAY};
use crate::support::corpus::form::{Document, Random};
use crate::support::corpus::shapes::write;
use nianbao::edition;
use nianbao::import::{self, Imported};
use nianbao::report::place::CellId;

/// Reads a document, and compares what comes out with what it was made of.
fn check(name: &str, document: &Document, source: &str) -> Imported {
    let imported = match import::read(name, source.as_bytes()) {
        Ok(imported) => imported,
        Err(error) => panic!("{name}: {error}\n{source}"),
    };
    let report = &imported.report;
    assert_eq!(report.edition().id, document.edition.id, "{name}");
    corpus::compare(name, &imported, &document.expected, &document.truth);
    assert_eq!(report.year, Some(document.year), "{name}");
    assert_eq!(report.agency, "上官乡人民政府", "{name}\n{}", corpus::told(&imported));
    assert_eq!(report.title, document.title.replace("[bookmark: _GoBack]", ""), "{name}");
    for (index, section) in report.sections.iter().enumerate() {
        let heading = document.headings[index].trim().trim_start_matches("## ");
        assert_eq!(section.heading, heading, "{name}");
        let prose: Vec<&str> = document.prose[index].iter().map(|text| text.trim()).collect();
        assert_eq!(section.before, prose.join("\n"), "{name}");
        assert_eq!(section.after, "", "{name}");
    }
    assert_eq!(report.signature.name, document.signature[0].trim(), "{name}");
    assert_eq!(report.signature.date, document.signature[1].trim(), "{name}");
    let unplaced = &report.imported.as_ref().unwrap().unplaced;
    let words = [STRAY].into_iter().chain(FURNITURE).filter(|words| source.contains(words));
    for words in words {
        let kept = unplaced.iter().any(|line| line.contains(words.trim()));
        assert!(kept, "{name}: {words} not in {unplaced:?}");
    }
    imported
}

fn all_damages(shape: char) {
    for edition in edition::all() {
        for (seed, (damage, apply)) in (1..).zip(DAMAGES) {
            let mut document = Document::new(edition, seed + u64::from(u32::from(shape)) * 100);
            apply(&mut document, shape, &mut Random(seed * 77));
            let name = format!("{shape} {} {damage}", edition.id);
            check(&name, &document, &write(&document, shape));
        }
    }
}

#[test]
fn shape_a() {
    all_damages('A');
}

#[test]
fn shape_b() {
    all_damages('B');
}

#[test]
fn shape_c() {
    all_damages('C');
}

#[test]
fn shape_d() {
    all_damages('D');
}

#[test]
fn shape_e() {
    all_damages('E');
}

#[test]
fn shape_f() {
    all_damages('F');
}

#[test]
fn shape_g() {
    all_damages('G');
}

#[test]
fn shape_h() {
    all_damages('H');
}

/// What is between a table's rows and is none of them is listed, and moves no figure.
#[test]
fn strays_between_rows() {
    const STRAYS: [&str; 13] =
        ["×", "√", "…", "·", "、", "* * *", "①", "件", "万元", "— 3 —", "第 3 页", "2 / 5", "3/5"];
    for edition in edition::all() {
        for (shape, before) in [('A', "\t"), ('C', ""), ('H', "")] {
            for stray in STRAYS {
                let document = Document::new(edition, 5);
                let row = format!("{before}3.要求提供公开出版物");
                let source = write(&document, shape).replacen(&row, &format!("{stray}\n{row}"), 1);
                let name = format!("{shape} {} {stray}", edition.id);
                let imported = check(&name, &document, &source);
                let unplaced = &imported.report.imported.as_ref().unwrap().unplaced;
                assert!(unplaced.iter().any(|line| line == stray), "{name}: {unplaced:?}");
            }
        }
    }
}

/// What is in a cell's place and is no figure leaves it blank, and is listed.
#[test]
fn strays_for_figures() {
    for edition in edition::all() {
        // Only a row with one figure is sure to be read as one without.
        for stray in ["/件", ".", "×"].into_iter().filter(|_| edition.id == "2021") {
            let mut document = Document::new(edition, 5);
            let last = "行政强制";
            let source = write(&document, 'C');
            let (before, after) = source.split_once(last).unwrap();
            let mut rest: Vec<&str> = after.split("\n\n").collect();
            rest[1] = stray;
            let source = format!("{before}{last}{}", rest.join("\n\n"));
            let form = &edition.tables[0];
            let row = form.rows.iter().position(|row| row.path.last().unwrap() == last).unwrap();
            for index in form.rows[row].cells.clone() {
                let id = CellId { table: 0, index };
                document.expected.insert(id, String::new());
            }
            let name = format!("C {} {stray}", edition.id);
            let imported = check(&name, &document, &source);
            let told = corpus::told(&imported);
            assert!(told.contains(&format!("“{stray}”")), "{name}\n{told}");
        }
    }
}

/// Figures that a PDF breaks over two lines are no figures, either half of them.
#[test]
fn figures_over_two_lines() {
    for edition in edition::all() {
        let mut document = Document::new(edition, 5);
        let source = write(&document, 'H');
        let blank = |document: &mut Document, id: &str, row: &str| {
            let table = edition.tables.iter().position(|table| table.id == id).unwrap();
            let form = &edition.tables[table];
            for index in form.rows[form.row(row).unwrap()].cells.clone() {
                document.expected.insert(CellId { table, index }, String::new());
            }
        };
        let broken =
            "（七） 78322 13159 11202 10941 10086 11677 64899\n总计 234 0597 7509 3701 3453 6828";
        let lines: Vec<&str> = source.lines().collect();
        let total = lines.iter().position(|line| line.starts_with("（七）总计")).unwrap();
        blank(&mut document, "applications", "outcome_total");
        let mut damaged = lines.clone();
        damaged[total] = broken;
        check(&format!("总计 {}", edition.id), &document, &damaged.join("\n"));
    }
}

/// Rows between tabs whose blank cells at the end are not written.
#[test]
fn blanks_that_are_not_written() {
    for edition in edition::all() {
        let document = Document::new(edition, 5);
        let source = write(&document, 'B');
        let lines: Vec<&str> = source.lines().map(|line| line.trim_end_matches('\t')).collect();
        check(&format!("B {}", edition.id), &document, &lines.join("\n"));
    }
}

/// What is missing where the sums leave one answer is proposed, and nothing else.
#[test]
fn what_the_sums_leave_is_proposed() {
    for edition in edition::all() {
        for shape in ['B', 'C', 'H'] {
            for damage in ["rows missing", "blanks"] {
                let mut document = Document::new(edition, 7);
                let apply = DAMAGES.iter().find(|(name, _)| *name == damage).unwrap().1;
                apply(&mut document, shape, &mut Random(99));
                let name = format!("{shape} {} {damage}", edition.id);
                let imported = check(&name, &document, &write(&document, shape));
                assert!(corpus::proposed(&imported) > 0, "{name}");
            }
        }
    }
}

/// A figure behind a row with all of its own is no total of the row's: nothing of it is read.
#[test]
fn a_figure_too_many() {
    for edition in edition::all() {
        let mut document = Document::new(edition, 5);
        let form = &edition.tables[1];
        let is_row =
            |row: &edition::Row| row.path.last().is_some_and(|label| label == "2.重复申请");
        let cells = form.rows[form.rows.iter().position(is_row).unwrap()].cells.clone();
        for tile in &mut document.forms[1].tiles {
            if tile.figure.is_some_and(|index| cells.contains(&index)) {
                tile.text = "0".into();
            }
        }
        let next = "3.要求提供公开出版物";
        let source = write(&document, 'C').replacen(next, &format!("3\n\n{next}"), 1);
        let imported = import::read("C", source.as_bytes()).unwrap();
        let told = corpus::told(&imported);
        assert!(told.contains("“2.重复申请”应有 7 个数，原文有 8 个"), "{told}");
        for index in cells {
            let id = CellId { table: 1, index };
            assert_eq!(corpus::read_of(&imported.report, id), "", "{told}");
        }
    }
}
