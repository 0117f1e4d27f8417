//! Last year's figures, where they are known, for the cells of this year's table.

use crate::edition::Table;
use crate::report::place::CellId;
use crate::report::{LastYear, Value};

/// Last year's value for each cell of a table; `None` where last year's form had no such cell.
///
/// Tables, rows and columns are matched by their ids. What is carried over whole (上年结转) is
/// set against what it is carried over from (结转下年度继续办理).
pub(super) fn values(last: &LastYear, form: &Table) -> Vec<Option<Value>> {
    let tables = &last.figures.edition().tables;
    let Some(table) = tables.iter().position(|other| other.id == form.id) else {
        return vec![None; form.cells.len()];
    };
    let carried = |cell: usize| {
        let whole =
            |carry: &&crate::edition::Carry| carry.plus.is_empty() && carry.minus.is_empty();
        let carry = form.carries.iter().filter(whole).find(|carry| carry.to == cell);
        carry.map_or(cell, |carry| carry.from)
    };
    let value = |cell: usize| {
        let index = same(form, carried(cell), &tables[table])?;
        Some(last.figures.shown(CellId { table, index }))
    };
    (0..form.cells.len()).map(value).collect()
}

fn same(form: &Table, cell: usize, other: &Table) -> Option<usize> {
    let row = other.row(&form.row_of(cell).id)?;
    let id = &form.column_of(cell).id;
    let column = other.band_of(row).columns.iter().position(|column| column.id == *id)?;
    other.cell_at(row, column)
}
