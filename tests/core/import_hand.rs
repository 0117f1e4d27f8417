//! Awkward reports written by hand, each with what is to be read of it in `NAME.expected.txt`:
//! fields, rows of figures (those not named are 0, or what `all` says), words that have to be
//! among what found no place, and words that have to be noted.

use crate::support::corpus;
use std::path::PathBuf;

use nianbao::import::{self, Imported, ReadState};
use nianbao::report::place::CellId;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/support/corpus/hand")
}

fn imported(name: &str) -> Imported {
    let bytes = std::fs::read(folder().join(format!("{name}.txt"))).unwrap();
    import::read(name, &bytes).unwrap()
}

fn check(name: &str) {
    let expected = std::fs::read_to_string(folder().join(format!("{name}.expected.txt"))).unwrap();
    let imported = imported(name);
    let report = &imported.report;
    let all = expected.lines().find_map(|line| line.strip_prefix("all ")).unwrap_or("0");
    let all = all.replace('_', "");
    let mut cells: corpus::Cells = report.figures.cells().map(|id| (id, all.clone())).collect();
    let told = corpus::told(&imported);
    for line in expected.lines() {
        let (key, rest) = line.split_once(' ').unwrap();
        match key {
            "edition" => assert_eq!(report.edition().id, rest, "{name}"),
            "year" => assert_eq!(report.year.unwrap().to_string(), rest, "{name}"),
            "agency" => assert_eq!(report.agency, rest, "{name}\n{told}"),
            "title" => assert_eq!(report.title, rest, "{name}\n{told}"),
            "name" => assert_eq!(report.signature.name, rest, "{name}\n{told}"),
            "date" => assert_eq!(report.signature.date, rest, "{name}\n{told}"),
            "told" => assert!(told.contains(rest), "{name}: {rest}\n{told}"),
            "unplaced" => {
                let unplaced = &report.imported.as_ref().unwrap().unplaced;
                assert!(unplaced.iter().any(|line| line.contains(rest)), "{name}: {rest}\n{told}");
            }
            "all" => {}
            table => {
                let mut words = rest.split(' ');
                let index = report.edition().tables.iter().position(|t| t.id == table).unwrap();
                let form = &report.edition().tables[index];
                let row = form.row(words.next().unwrap()).unwrap();
                for (cell, text) in form.rows[row].cells.clone().zip(words) {
                    let id = CellId { table: index, index: cell };
                    cells.insert(id, text.replace('_', ""));
                }
            }
        }
    }
    corpus::compare(name, &imported, &cells, &cells);
}

#[test]
fn copied_from_a_site() {
    check("site");
}

#[test]
fn text_out_of_a_pdf() {
    check("pdf");
}

#[test]
fn tables_that_were_pictures() {
    check("pictures");
}

#[test]
fn figures_without_labels() {
    check("no-labels");
    let imported = imported("no-labels");
    let unsure =
        imported.provenance.cells.values().filter(|read| read.state == ReadState::Unsure).count();
    assert_eq!(unsure, 185);
}

#[test]
fn only_totals_filled_in() {
    check("totals-only");
}

/// Every figure that was read is where its provenance says, with the same words.
#[test]
fn the_trace_leads_to_the_figures() {
    for name in ["site", "pdf", "no-labels", "totals-only"] {
        let imported = imported(name);
        let provenance = &imported.provenance;
        for (id, reading) in &provenance.cells {
            let text = corpus::read_of(&imported.report, *id);
            if text.is_empty() {
                assert_eq!(reading.state, ReadState::Blank, "{name} {id:?}");
                continue;
            }
            let spot = reading.spot.unwrap();
            let line = &provenance.lines[spot.line - 1];
            let found = line.get(provenance.bytes(spot).unwrap()).unwrap().replace(',', "");
            assert!(
                found.contains(&text) || ["O", "０", "0元", "3件"].contains(&found.as_str()),
                "{name} {id:?}: {found} {text}"
            );
            assert!(found.chars().count() < 12 || name == "pdf", "{name} {id:?}: {found}");
        }
        let unplaced = &imported.report.imported.as_ref().unwrap().unplaced;
        for (text, spot) in unplaced.iter().zip(&provenance.unplaced) {
            let line = &provenance.lines[spot.line - 1];
            assert!(
                text.split_whitespace()
                    .all(|word| provenance.lines.iter().any(|l| l.contains(word)))
            );
            assert!(text.contains(line.split_whitespace().next().unwrap()), "{text} {line}");
        }
    }
}
