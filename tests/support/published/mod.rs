//! Reports as others publish them: what a report says, part by part, and whether it came back.

pub mod html;

use nianbao::grid::{Content, Grid};
use nianbao::import::Imported;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Report, Value};

/// A part of a report, in the order in which it is printed.
pub enum Part {
    Title(String),
    Heading(String),
    Paragraph(String),
    Table(Vec<Vec<Cell>>),
    /// At the right.
    Signature(String),
}

/// A merged cell of a table, in the row where it starts.
#[derive(Clone)]
pub struct Cell {
    pub rows: usize,
    pub columns: usize,
    pub column: usize,
    pub text: String,
    pub is_figure: bool,
}

/// What a cell shows: as typed, or the total as printed, or as computed.
pub fn shown(report: &Report, id: CellId) -> String {
    let figures = &report.figures;
    match figures.printed(id) {
        Some(printed) if figures.is_total(id) => printed.text(),
        _ => figures.shown(id).text(),
    }
}

fn table(report: &Report, index: usize) -> Part {
    let grid = Grid::new(&report.edition().tables[index]);
    let mut rows = vec![Vec::new(); grid.rows];
    for cell in &grid.cells {
        let (text, is_figure) = match &cell.content {
            Content::Caption(words) | Content::Header(words) | Content::Label(words, _) => {
                (words.clone(), false)
            }
            Content::Figure(index_in) => {
                (shown(report, CellId { table: index, index: *index_in }), true)
            }
        };
        let (rows_, columns, column) = (cell.rows, cell.columns, cell.column);
        rows[cell.row].push(Cell { rows: rows_, columns, column, text, is_figure });
    }
    for row in &mut rows {
        row.sort_by_key(|cell| cell.column);
    }
    Part::Table(rows)
}

/// A report as it is published.
pub fn parts(report: &Report) -> Vec<Part> {
    let mut parts = vec![Part::Title(report.text(Field::Title).to_owned())];
    let prose = |parts: &mut Vec<Part>, field: Field| {
        let lines = report.text(field).lines().map(|line| Part::Paragraph(line.to_owned()));
        parts.extend(lines);
    };
    prose(&mut parts, Field::LeadIn);
    for section in 1..=6 {
        parts.push(Part::Heading(report.text(Field::Heading(section)).to_owned()));
        prose(&mut parts, Field::Before(section));
        if let Some(index) = report.edition().table_in(section) {
            parts.push(table(report, index));
            prose(&mut parts, Field::After(section));
        }
    }
    for field in [Field::SignatureName, Field::SignatureDate] {
        let text = report.text(field);
        if !text.is_empty() {
            parts.push(Part::Signature(text.to_owned()));
        }
    }
    parts
}

/// What differs between a report and what was read of it: cells and prose, nothing where all came
/// back. White space at the ends of paragraphs aside.
pub fn differences(report: &Report, read: &Imported) -> Vec<String> {
    compared(report, read, str::to_owned)
}

/// Likewise for what has lines broken and spaces lost at their ends, as a PDF has.
pub fn differences_but_spaces(report: &Report, read: &Imported) -> Vec<String> {
    let without =
        |text: &str| text.chars().filter(|c| *c == '\n' || !c.is_whitespace()).collect::<String>();
    compared(report, read, without)
}

fn compared(report: &Report, read: &Imported, as_is: impl Fn(&str) -> String) -> Vec<String> {
    let mut found = Vec::new();
    let again = &read.report;
    if again.edition().id != report.edition().id {
        return vec![format!("edition {}", again.edition().id)];
    }
    if again.year != report.year || as_is(&again.agency) != as_is(&report.agency) {
        found.push(format!("{:?} {}", again.year, again.agency));
    }
    for id in report.figures.cells() {
        let figures = &again.figures;
        let value =
            if figures.is_total(id) { figures.printed(id) } else { Some(figures.typed(id)) };
        let value = value.map(Value::text);
        let expected = shown(report, id);
        if value.as_deref() != Some(expected.as_str()) {
            let form = &report.edition().tables[id.table];
            let row = &form.row_of(id.index).path;
            found.push(format!("{row:?} {}: {expected} ≠ {value:?}", id.index));
        }
    }
    for field in Report::printed_fields() {
        let (was, is) = (as_is(report.text(field)), as_is(again.text(field)));
        if was != is {
            found.push(format!("{field:?}: {was}\n  ≠ {is}"));
        }
    }
    found
}

/// The parts as pairs of kind and content.
pub fn json(parts: &[Part]) -> serde_json::Value {
    let cell = |cell: &Cell| {
        serde_json::json!({
            "rows": cell.rows,
            "columns": cell.columns,
            "column": cell.column,
            "text": cell.text,
        })
    };
    let part = |part: &Part| match part {
        Part::Title(text) => serde_json::json!(["title", text]),
        Part::Heading(text) => serde_json::json!(["heading", text]),
        Part::Paragraph(text) => serde_json::json!(["paragraph", text]),
        Part::Signature(text) => serde_json::json!(["signature", text]),
        Part::Table(rows) => {
            let rows: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            serde_json::json!(["table", rows])
        }
    };
    parts.iter().map(part).collect()
}
