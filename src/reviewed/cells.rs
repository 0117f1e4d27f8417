//! The figures of a table of a file that differ from the report's.

use super::document::ReviewedTable;
use super::lines::packed;
use crate::edition::names;
use crate::grid::{Content, Grid, GridCell};
use crate::report::place::CellId;
use crate::report::{Filled, Report, Value};

/// A changed figure: the cell, the value it would hold, what the report shows and what the file shows.
pub(super) type ChangedFigure = (CellId, Value, String, String);

/// The figures that were changed; what cannot be taken is added to `unplaced`.
pub(super) fn changes(
    report: &Report,
    table: usize,
    read: &ReviewedTable,
    unplaced: &mut Vec<String>,
) -> Vec<ChangedFigure> {
    let filled = Filled::new(&report.figures, table);
    let form = filled.form();
    let grid = Grid::new(form);
    if read.rows != grid.rows {
        let name = &form.name;
        unplaced.push(format!("{name}的行数与报告的不同，没有读取表中的改动，请对照文件"));
        return Vec::new();
    }
    let mut changed = Vec::new();
    for ((row, number), cell) in numbered(&grid) {
        let at =
            |other: &&super::document::ReviewedCell| (other.row, other.number) == (row, number);
        let Some(there) = read.cells.iter().find(at) else {
            unplaced.push(format!("{}里少了“{}”一格", form.name, filled.words(&cell.content)));
            continue;
        };
        let (old, new) = (filled.words(&cell.content), packed(&there.text));
        if packed(&old) == new {
            continue;
        }
        match cell.content {
            Content::Figure(index) => {
                let id = CellId { table, index };
                let value = Value::read(form.cells[index].kind, &new);
                if report.figures.is_total(id) {
                    let name = names::brief(form, index);
                    unplaced.push(format!(
                        "{}“{name}”改为“{new}”：总计由程序计算（现为 {old}），请改它的各项",
                        form.name
                    ));
                } else {
                    changed.push((id, value, old, new));
                }
            }
            _ => unplaced
                .push(format!("{}的栏目文字“{old}”改为“{new}”：栏目是规定的，没有改", form.name)),
        }
    }
    changed
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

/// The cells of a grid, each with its row and its number in it.
fn numbered(grid: &Grid) -> Vec<((usize, usize), &GridCell)> {
    let mut cells: Vec<&GridCell> = grid.cells.iter().collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let mut found: Vec<((usize, usize), &GridCell)> = Vec::with_capacity(cells.len());
    for cell in cells {
        let number = match found.last() {
            Some(((row, number), _)) if *row == cell.row => number + 1,
            _ => 0,
        };
        found.push(((cell.row, number), cell));
    }
    found
}
