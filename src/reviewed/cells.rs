//! The figures of a table of a file that differ from the report's.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Reviewed;
use super::base::BaseCell;
use super::document::{ReviewedCell, ReviewedTable};
use super::lines::{NumberedCell, numbered, packed};
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
    let aligned = (read.rows != grid.rows).then(|| aligned(&filled, (&grid, &cells), read, out));
    let read = match &aligned {
        None => read,
        Some(Some(aligned)) => aligned,
        Some(None) => return Vec::new(),
    };
    let mut changed = Vec::new();
    let in_file = with_figures(report, table, (&cells, read));
    let base = |index: usize| base.get(index).filter(|_| base.len() == cells.len());
    for (at, ((row, number), cell)) in cells.iter().enumerate() {
        let here = |other: &&ReviewedCell| (other.row, other.number) == (*row, *number);
        let Some(there) = read.cells.iter().find(here) else {
            let words = filled.words(&cell.content);
            out.unplaced.push(format!("{}里少了“{words}”一格", form.name));
            continue;
        };
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

/// A table with other rows than the report's as one with its rows, by their labels: a row that is gone says
/// what the report says, and is told as is one too many. `None`, and told, where hardly a row is the same.
fn aligned(
    filled: &Filled<'_>,
    (grid, cells): (&Grid, &[NumberedCell<'_>]),
    read: &ReviewedTable,
    out: &mut Reviewed,
) -> Option<ReviewedTable> {
    let name = &filled.form().name;
    let in_row = |row: usize| cells.iter().filter(move |((at, _), _)| *at == row);
    let there = |row: usize| read.cells.iter().filter(move |cell| cell.row == row);
    let is_label = |text: &String| text.chars().any(char::is_alphabetic);
    let words = |row: usize| in_row(row).map(|(_, cell)| packed(&filled.words(&cell.content)));
    let read_words = |row: usize| there(row).map(|cell| packed(&cell.text));
    // A group's name stands in its first row: a row is known by its last label.
    let own: Vec<Option<String>> = (0..grid.rows).map(|row| words(row).rfind(is_label)).collect();
    let theirs: Vec<Option<String>> =
        (0..read.rows).map(|row| read_words(row).rfind(is_label)).collect();
    let mut row_of = vec![None; grid.rows];
    for op in capture_diff_slices(Algorithm::Myers, &own, &theirs) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                for n in 0..len {
                    row_of[old_index + n] = Some(new_index + n);
                }
            }
            _ => {
                for label in op.new_range().filter_map(|row| theirs[row].as_ref()) {
                    let told = format!("{name}里多了一行“{label}”：各行是规定的，没有读取");
                    out.unplaced.push(told);
                }
            }
        }
    }
    if row_of.iter().flatten().count() * 2 < grid.rows {
        let told = format!("{name}的各行与报告的大不相同，没有读取表中的改动，请对照文件");
        out.unplaced.push(told);
        return None;
    }
    let mut table = ReviewedTable { rows: grid.rows, cells: Vec::new() };
    for (row, from) in row_of.into_iter().enumerate() {
        let count = in_row(row).count();
        if from.is_none() {
            let label = own[row].as_deref().unwrap_or_default();
            out.unplaced.push(format!("{name}里没有了“{label}”一行：各行是规定的，没有删"));
        }
        // Figures stand at the end of a row, whether its group's name is there or not.
        let given: Vec<&str> = from
            .map(|from| there(from).map(|cell| cell.text.as_str()).collect())
            .unwrap_or_default();
        for (number, ((_, _), cell)) in in_row(row).enumerate() {
            let shown = filled.words(&cell.content);
            let theirs = (number + given.len()).checked_sub(count).and_then(|at| given.get(at));
            let text = theirs.map_or(shown, |text| (*text).to_owned());
            table.cells.push(ReviewedCell { row, number, text });
        }
    }
    Some(table)
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
