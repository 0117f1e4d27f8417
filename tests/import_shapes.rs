//! Every shape of plain text, in both editions, with every kind of damage: all cells as they were
//! made up, or blank and told; prose, headings and signature; nothing lost.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // A test that cannot go on fails.

mod corpus;

use corpus::damage::{DAMAGES, FURNITURE, STRAY};
use corpus::form::{Document, Random};
use corpus::shapes::write;
use nianbao::edition;
use nianbao::import::{self, Imported};

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
        assert_eq!(section.heading, document.headings[index].trim(), "{name}");
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
