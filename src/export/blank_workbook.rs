//! A table's blank form as a workbook: the cells that are filled in are white, totals are formulas.

use crate::edition::Table;
use crate::grid::{Content, Grid};
use crate::report::Form;
use crate::workbook::{self, CellOut, Look, MergedCells, SheetOut, WorkbookError};

/// Rows above the table: the report's title and the form's own name.
const ABOVE: usize = 2;

/// Width of a column of labels and of one of figures, in characters.
const WIDTHS: (f64, f64) = (22.0, 11.0);

/// The blank form of one table as an .xlsx file.
///
/// # Errors
/// Where a text of the edition is none that a workbook can hold.
pub fn blank_workbook(form: &Form) -> Result<Vec<u8>, WorkbookError> {
    let table = &form.edition.tables[form.table];
    let grid = Grid::new(table);
    let mut sheet = SheetOut { name: table.name.clone(), ..SheetOut::default() };
    let labels = table.bands.iter().map(|band| band.label_columns).max().unwrap_or(0);
    let width = |column: usize| if column < labels { WIDTHS.0 } else { WIDTHS.1 };
    sheet.widths = (0..grid.columns).map(width).collect();
    let [report, name] = form.heading();
    line(&mut sheet, 0, grid.columns, &report);
    line(&mut sheet, 1, grid.columns, &name);
    for cell in &grid.cells {
        let (content, look) = match &cell.content {
            Content::Caption(words) | Content::Header(words) => {
                (workbook::CellContent::Text(words.clone()), Look::Head)
            }
            Content::Label(words, _) => (workbook::CellContent::Text(words.clone()), Look::Label),
            Content::Figure(index) => figure(table, &grid, *index),
        };
        let place = (cell.row + ABOVE, cell.column);
        block(&mut sheet, place, (cell.rows, cell.columns), content, look);
    }
    let filled_by = Form::FILLED_BY.map(|(label, _)| format!("{label}：　　　　　　"));
    line(&mut sheet, ABOVE + grid.rows, grid.columns, &filled_by.concat());
    workbook::xlsx(&[sheet])
}

/// A figure to be filled in, or the sum of others with its result.
fn figure(table: &Table, grid: &Grid, index: usize) -> (workbook::CellContent, Look) {
    let Some(parts) = &table.cells[index].sum_of else {
        return (workbook::CellContent::Blank, Look::Figure);
    };
    let is_part =
        |content: &Content, part: usize| matches!(content, Content::Figure(at) if *at == part);
    let address = |part: &usize| {
        let cell = grid.cells.iter().find(|cell| is_part(&cell.content, *part))?;
        Some(format!("{}{}", letters(cell.column), cell.row + ABOVE + 1))
    };
    let parts: Vec<String> = parts.iter().filter_map(address).collect();
    (workbook::CellContent::Formula(parts.join("+"), 0.0), Look::Total)
}

/// A line of text over all columns.
fn line(sheet: &mut SheetOut, row: usize, columns: usize, text: &str) {
    let content = workbook::CellContent::Text(text.to_owned());
    block(sheet, (row, 0), (1, columns), content, Look::Plain);
}

/// A cell, merged where it takes several places.
fn block(
    sheet: &mut SheetOut,
    (row, column): (usize, usize),
    (rows, columns): (usize, usize),
    content: workbook::CellContent,
    look: Look,
) {
    let (Ok(first_row), Ok(first_column)) = (u32::try_from(row), u16::try_from(column)) else {
        return;
    };
    sheet.cells.push(CellOut { row: first_row, column: first_column, content, look });
    let (last_row, last_column) =
        (u32::try_from(row + rows - 1), u16::try_from(column + columns - 1));
    if let (true, Ok(last_row), Ok(last_column)) = (rows * columns > 1, last_row, last_column) {
        sheet.merged.push(MergedCells { first_row, first_column, last_row, last_column });
    }
}

/// A column's name: 0 is A, 26 is AA.
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters: Vec<char> = Vec::new();
    while rest > 0 {
        let letter = u32::try_from((rest - 1) % 26).ok().and_then(|at| char::from_u32(65 + at));
        letters.extend(letter);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_letters() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
        {
            assert_eq!(letters(column), name);
        }
    }
}
