//! Reports to be read, each with the cells that are to come out: what the tests of all shapes of
//! source share.

pub mod damage;
pub mod form;
pub mod shapes;

use std::collections::BTreeMap;

use nianbao::import::{Imported, NoteKind};
use nianbao::report::place::{CellId, Place};
use nianbao::report::{Report, Value};

/// What each cell is to be: its text, empty where it is to be blank.
pub type Cells = BTreeMap<CellId, String>;

/// The text that was read for a cell: typed, or for a total as it was printed; blank where there
/// is none.
pub fn read_of(report: &Report, id: CellId) -> String {
    let figures = &report.figures;
    let value = if figures.is_total(id) { figures.printed(id) } else { Some(figures.typed(id)) };
    value.map(Value::text).unwrap_or_default()
}

/// All cells as they were read.
pub fn cells(report: &Report) -> Cells {
    report.figures.cells().map(|id| (id, read_of(report, id))).collect()
}

/// A cell in words: 表三“（一）予以公开”自然人.
pub fn name(report: &Report, id: CellId) -> String {
    Place::Cell(id).words(report)
}

/// Whether something was said of a cell, its row or its table.
pub fn is_told(imported: &Imported, id: CellId) -> bool {
    let row = imported.report.edition().tables[id.table].cells[id.index].row;
    imported.notes.iter().any(|note| {
        let here = match note.place {
            Some(Place::Cell(other)) => other == id,
            Some(Place::Row(table, at)) => (table, at) == (id.table, row),
            Some(Place::Table(table)) => table == id.table,
            _ => false,
        };
        here && note.kind != NoteKind::Found
    })
}

/// Compares what was read with what is to come out. What the source has (`truth`) but was not to
/// be read must have been told, and what is proposed for it must be the truth.
pub fn compare(document: &str, imported: &Imported, expected: &Cells, truth: &Cells) {
    let report = &imported.report;
    for (id, text) in expected {
        let read = read_of(report, *id);
        assert_eq!(&read, text, "{document}: {}\n{}", name(report, *id), told(imported));
        if text != &truth[id] || text.is_empty() {
            let known = is_told(imported, *id) || report.figures.is_total(*id);
            assert!(known, "{document}: nothing said of {}\n{}", name(report, *id), told(imported));
        }
    }
    let mut mended = report.clone();
    for fix in imported.notes.iter().filter_map(|note| note.fix.clone()) {
        for edit in fix.edits {
            mended.apply(edit).expect("a fix fits the report");
        }
    }
    for (id, text) in cells(&mended) {
        if text != expected[&id] {
            let name = name(report, id);
            assert_eq!(text, truth[&id], "{document}: a wrong proposal for {name}");
        }
    }
}

/// How many cells the proposals would fill.
pub fn proposed(imported: &Imported) -> usize {
    imported.notes.iter().filter_map(|note| note.fix.as_ref()).map(|fix| fix.edits.len()).sum()
}

/// The first things that were said, a line each.
pub fn told(imported: &Imported) -> String {
    let notes = imported.notes.iter().filter(|note| note.kind != NoteKind::Found);
    let lines: Vec<String> = notes.take(20).map(|n| format!("{:?} {n}", n.kind)).collect();
    lines.join("\n")
}
