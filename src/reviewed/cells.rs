//! The figures of a table of a file that differ from the report's.

use super::Reviewed;
use super::base::BaseCell;
use super::document::{ReviewedCell, ReviewedTable};
use super::lines::{NumberedCell, numbered, packed};
use super::rows::{self, AlignedRows};
use crate::edition::{Table, names};
use crate::grid::{Content, Grid};
use crate::report::place::CellId;
use crate::report::{Edit, Figures, Filled, Report, Value};

/// A figure that a file changed.
pub(super) struct ChangedFigure {
    pub id: CellId,
    /// The value that it would hold.
    pub value: Value,
    /// What the report shows and what the file shows.
    pub old: String,
    pub new: String,
    /// What the file was made with, where the report has changed it as well.
    pub was: Option<String>,
}

/// The figures that were changed; what cannot be taken is added to what has no place.
pub(super) fn changes(
    report: &Report,
    table: usize,
    (base, read): (&[BaseCell], &ReviewedTable),
    out: &mut Reviewed,
) -> Vec<ChangedFigure> {
    let filled = Filled::new(&report.figures, table);
    let form = filled.form();
    let grid = Grid::new(form);
    let cells = numbered(&grid);
    let aligned = rows::aligned(&filled, (&grid, &cells), read, out);
    let read = match &aligned {
        AlignedRows::AsTheyAre => read,
        AlignedRows::ByLabel(aligned) => aligned,
        AlignedRows::Unknown => return Vec::new(),
    };
    let uneven = rows::uneven(&filled, &cells, read, out);
    let mut changed = Vec::new();
    let in_file = with_figures(report, table, (&cells, read));
    let base = |index: usize| base.get(index).filter(|_| base.len() == cells.len());
    let even = cells.iter().enumerate().filter(|(_, ((row, _), _))| !uneven.contains(row));
    for (at, ((row, number), cell)) in even {
        let here = |other: &&ReviewedCell| (other.row, other.number) == (*row, *number);
        let Some(there) = read.cells.iter().find(here) else { continue };
        let (old, new) = (filled.words(&cell.content), packed(&there.text));
        if packed(&old) == new {
            continue;
        }
        let id = match cell.content {
            Content::Figure(index) => Some(CellId { table, index }),
            _ => None,
        };
        let is_total = id.is_some_and(|id| report.figures.is_total(id));
        if base(at).is_some_and(|cell| cell.is(&new)) {
            // Only the report has changed it.
            out.kept += usize::from(id.is_some() && !is_total);
            continue;
        }
        // A total that follows from the figures of the file itself is no change.
        if id.is_some_and(|id| is_total && packed(&in_file.shown(id).text()) == new) {
            continue;
        }
        let Some(id) = id.filter(|_| !is_total) else {
            out.unplaced.push(refused(form, id, (&old, &new)));
            continue;
        };
        if let Some(words) = several_figures(form, id, &there.text) {
            out.unplaced.push(words);
            continue;
        }
        let value = Value::read(form.cells[id.index].kind, &new);
        let both = base(at).filter(|cell| !cell.is(&old));
        let was = both.map(|cell| cell.text.clone().unwrap_or_default());
        changed.push(ChangedFigure { id, value, old, new, was });
    }
    changed
}

/// What is said of a cell of which more than one paragraph has a figure: together they are none.
fn several_figures(form: &Table, id: CellId, text: &str) -> Option<String> {
    let has_figure = |line: &&str| line.chars().any(char::is_numeric);
    let lines: Vec<&str> = text.split('\n').map(str::trim).filter(has_figure).collect();
    let (name, cell) = (&form.name, names::brief(form, id.index));
    let words = format!("{name}“{cell}”一格里有几段（{}），没有改，请对照文件", lines.join("、"));
    (lines.len() > 1).then_some(words)
}

/// Why what a file says in a cell that is not typed, a total or a label, is not taken.
fn refused(form: &Table, total: Option<CellId>, (old, new): (&str, &str)) -> String {
    let name = &form.name;
    match total {
        Some(id) => format!(
            "{name}“{}”改为“{new}”：总计由程序计算（现为 {old}），请改它的各项",
            names::brief(form, id.index)
        ),
        None => format!("{name}的栏目文字“{old}”改为“{new}”：栏目是规定的，没有改"),
    }
}

/// The figures of a report with those of a table of a file in them.
fn with_figures(
    report: &Report,
    table: usize,
    (cells, read): (&[NumberedCell<'_>], &ReviewedTable),
) -> Figures {
    let mut report = report.clone();
    for ((row, number), cell) in cells {
        let Content::Figure(index) = cell.content else { continue };
        let there = read.cells.iter().find(|other| (other.row, other.number) == (*row, *number));
        let (id, kind) =
            (CellId { table, index }, report.edition().tables[table].cells[index].kind);
        if let Some(there) = there {
            // A total is computed: it takes none.
            let _total = report.apply(Edit::Value(id, Value::read(kind, &packed(&there.text))));
        }
    }
    report.figures
}

/// The cell of a table by its row and its number in it; `None` for a label.
pub(super) fn figure_at(
    report: &Report,
    table: usize,
    (row, number): (usize, usize),
) -> Option<CellId> {
    let grid = Grid::new(report.edition().tables.get(table)?);
    let (_, cell) = numbered(&grid).into_iter().find(|(place, _)| *place == (row, number))?;
    match cell.content {
        Content::Figure(index) => Some(CellId { table, index }),
        _ => None,
    }
}
