//! Blocks of figures as spreadsheets put them on the clipboard: tabs between columns, a line a row.

use super::steps::Steps;
use crate::report::Value;

/// A block's texts, by `shown`, as a spreadsheet takes them.
pub(super) fn copy(
    steps: Steps<'_>,
    block: &[Vec<usize>],
    shown: impl Fn(usize) -> String,
) -> String {
    let columns = steps.columns(block);
    let row = |cells: &Vec<usize>| {
        let mut line = vec![String::new(); columns.len()];
        for cell in cells {
            let at = steps.shape.cell_rects[*cell].column.max(columns.start) - columns.start;
            line[at] = shown(*cell);
        }
        line.join("\t")
    };
    block.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// The cells of a pasted text, by rows.
pub(super) fn parse(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let cell = |cell: &str| cell.trim().trim_matches('"').trim().to_owned();
    text.split('\n').map(|line| line.split('\t').map(cell).collect()).collect()
}

/// What a paste puts where.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// Cells with what they get.
    pub values: Vec<(usize, Value)>,
    /// Totals with the text that stood in their place.
    pub totals: Vec<(usize, String)>,
    /// Pasted figures that found no cell.
    pub lost: usize,
}

/// Sets a pasted block on the table, its first cell on `from`.
///
/// Rows and columns line up as they stand, so what lies on totals is told apart. Where the block
/// has exactly as many rows (columns) as can be typed from there on, the totals are taken to have
/// been left out of it.
pub(super) fn place(steps: Steps<'_>, from: usize, texts: &[Vec<String>]) -> Placed {
    let form = steps.form;
    let rows = rows_for(steps, from, texts.len());
    let columns = columns_for(steps, from, texts.iter().map(Vec::len).max().unwrap_or(0));
    let mut placed = Placed::default();
    for (line, texts) in texts.iter().enumerate() {
        for (at, text) in texts.iter().enumerate() {
            let cell = rows.get(line).zip(columns.get(at)).and_then(|(row, column)| {
                form.rows[*row]
                    .cells
                    .clone()
                    .find(|cell| steps.shape.cell_rects[*cell].column == *column)
            });
            match cell {
                Some(cell) if form.cells[cell].sum_of.is_some() => {
                    placed.totals.push((cell, text.clone()));
                }
                Some(cell) => placed.values.push((cell, Value::read(form.cells[cell].kind, text))),
                None => placed.lost += usize::from(!text.is_empty()),
            }
        }
    }
    placed
}

fn rows_for(steps: Steps<'_>, from: usize, count: usize) -> Vec<usize> {
    let form = steps.form;
    let all: Vec<usize> = (form.cells[from].row..form.rows.len()).collect();
    let total = |row: &usize| form.rows[*row].cells.clone().all(|c| form.cells[c].sum_of.is_some());
    without_totals(all, count, total)
}

fn columns_for(steps: Steps<'_>, from: usize, count: usize) -> Vec<usize> {
    let all: Vec<usize> = (steps.shape.cell_rects[from].column..steps.shape.grid.columns).collect();
    let total = |column: &usize| {
        let here = |cell: &usize| steps.shape.cell_rects[*cell].column == *column;
        let mut cells = (0..steps.form.cells.len()).filter(here).peekable();
        cells.peek().is_some() && cells.all(|cell| steps.form.cells[cell].sum_of.is_some())
    };
    without_totals(all, count, total)
}

fn without_totals(all: Vec<usize>, count: usize, total: impl Fn(&usize) -> bool) -> Vec<usize> {
    let typed: Vec<usize> = all.iter().copied().filter(|at| !total(at)).collect();
    if count == typed.len() && count > 1 { typed } else { all }
}
