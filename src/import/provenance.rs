//! Where in the source each part of the report is, for the view that shows both side by side.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::report::Report;
use crate::report::place::{CellId, Field};

/// What a source was written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceKind {
    /// Plain text; its lines are counted as the clerk's editor counts them.
    #[default]
    Text,
    /// A web page.
    WebPage,
    /// A Word document.
    Docx,
    /// A PDF with text.
    Pdf,
    /// A workbook.
    Workbook,
}

/// A place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Line of [`Provenance::lines`], from 1.
    pub line: usize,
    /// The cell in that line, from 0; `None` where the whole line is meant.
    pub column: Option<usize>,
}

/// How sure the reading of a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadState {
    /// The figure is written so in the source.
    Read,
    /// Read, but to be looked at: mended, or found by its place only.
    Unsure,
    /// Nothing was read.
    Blank,
}

/// How one cell was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellReading {
    /// How surely the cell was read.
    pub state: ReadState,
    /// Where it is, or the row with the blank; `None` where the source has no such row.
    pub spot: Option<Spot>,
}

/// What a line of the source became, or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineUse {
    /// Text of a field: of the title, the lead-in, a heading, a section's prose, who signs and when.
    Field(Field),
    /// Figures of a table, by its index in the edition.
    Figures(usize),
    /// Words of a table, by its index in the edition: its headers and labels.
    Words(usize),
    /// What a site puts around a report; set aside.
    Furniture,
    /// No place was found for it.
    Unplaced,
}

/// The source as text, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// What the source was.
    pub kind: SourceKind,
    /// The source, a paragraph or a table's row a line with tabs between its cells (plain text as
    /// it stands), conversion residue taken out.
    pub lines: Vec<String>,
    /// Every cell of the form.
    pub cells: BTreeMap<CellId, CellReading>,
    /// For each field of text that is not empty, its lines.
    pub fields: BTreeMap<Field, Vec<Spot>>,
    /// For each entry of the report's `unplaced` its line.
    pub unplaced: Vec<Spot>,
    /// The lines that a site puts around a report: among the unplaced, or set aside by the clerk.
    pub furniture: Vec<Spot>,
}

impl Provenance {
    /// What became of each line: each of the several things that it may hold, nothing for a blank
    /// line. Words between figures of one table, and above them as far as no other text stands, are
    /// the table's.
    #[must_use]
    pub fn uses(&self) -> Vec<Vec<LineUse>> {
        let mut uses: Vec<Vec<LineUse>> = vec![Vec::new(); self.lines.len()];
        let mut put = |spot: Spot, to: LineUse| {
            let here = spot.line.checked_sub(1).and_then(|at| uses.get_mut(at));
            if let Some(here) = here.filter(|here| !here.contains(&to)) {
                here.push(to);
            }
        };
        for field in [Field::Agency].into_iter().chain(Report::printed_fields()) {
            for spot in self.fields.get(&field).into_iter().flatten() {
                put(*spot, LineUse::Field(field));
            }
        }
        let mut tables: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (id, reading) in &self.cells {
            if let Some(spot) = reading.spot {
                put(spot, LineUse::Figures(id.table));
                let span = tables.entry(id.table).or_insert((spot.line, spot.line));
                *span = (span.0.min(spot.line), span.1.max(spot.line));
            }
        }
        self.furniture.iter().for_each(|spot| put(*spot, LineUse::Furniture));
        for spot in self.unplaced.iter().filter(|spot| !self.furniture.contains(spot)) {
            put(*spot, LineUse::Unplaced);
        }
        for (table, (first, last)) in tables {
            let above = uses.get(..first.saturating_sub(1)).unwrap_or_default();
            let other = |to: &Vec<LineUse>| to.iter().any(|to| *to != LineUse::Unplaced);
            let from = above.iter().rposition(other).map_or(0, |at| at + 1);
            for (to, line) in uses.iter_mut().zip(&self.lines).take(last).skip(from) {
                if to.is_empty() && !line.trim().is_empty() {
                    to.push(LineUse::Words(table));
                }
            }
        }
        for (to, line) in uses.iter_mut().zip(&self.lines) {
            if to.is_empty() && !line.trim().is_empty() {
                to.push(LineUse::Unplaced);
            }
        }
        uses
    }

    /// The bytes of a spot in its line: the cell without the spaces around it, or the whole line.
    #[must_use]
    pub fn bytes(&self, spot: Spot) -> Option<Range<usize>> {
        let line = self.lines.get(spot.line.checked_sub(1)?)?;
        let cell = spot.column.and_then(|column| cell_of(line, column));
        Some(cell.unwrap_or(0..line.len()))
    }
}

/// The bytes of a line's cell: between tabs, else between bars, else between spaces.
fn cell_of(line: &str, column: usize) -> Option<Range<usize>> {
    let cells: Vec<&str> = if line.starts_with('\t') && line.matches('\t').count() == 1 {
        return None;
    } else if line.contains('\t') {
        line.split('\t').collect()
    } else if line.contains('|') {
        let line = line.trim_start();
        line.strip_prefix('|').unwrap_or(line).split('|').collect()
    } else {
        line.split_whitespace().collect()
    };
    let cell = cells.get(column)?.trim();
    // Where a slice of a text is in it: pieces come from the line itself.
    let start = cell.as_ptr().addr().checked_sub(line.as_ptr().addr())?;
    Some(start..start + cell.len())
}

#[cfg(test)]
mod tests {
    use super::{Provenance, Spot};

    #[test]
    fn cells_in_lines() {
        for (line, column, cell) in [
            ("规章\t 0\t\t3", Some(3), "3"),
            ("规章\t 0\t\t3", Some(1), "0"),
            ("规章\t 0\t\t3", None, "规章\t 0\t\t3"),
            ("\t规章", Some(2), "\t规章"),
            ("| 规章 | 12 |||", Some(1), "12"),
            ("规章 | 12 |", Some(0), "规章"),
            ("规章 0  12", Some(2), "12"),
            ("规章", Some(7), "规章"),
        ] {
            let provenance = Provenance { lines: vec![line.to_owned()], ..Provenance::default() };
            let bytes = provenance.bytes(Spot { line: 1, column }).unwrap();
            assert_eq!(line.get(bytes), Some(cell), "{line}");
        }
    }
}
