//! The figures of a report's tables: what was typed, what was printed as a total on import, and
//! the totals, which are computed and never stored.

use std::sync::Arc;

use super::place::CellId;
use super::value::Value;
use crate::edition::{Cell, Edition, Row, Table};

/// The figures of all tables of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    edition: Arc<Edition>,
    tables: Vec<TableFigures>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct TableFigures {
    /// Blank for totals.
    typed: Vec<Value>,
    /// Totals as they were printed in an imported report, kept only to be compared.
    printed: Vec<Option<Value>>,
}

impl Figures {
    /// A blank form.
    #[must_use]
    pub fn blank(edition: Arc<Edition>) -> Self {
        let blank = |table: &Table| TableFigures {
            typed: vec![Value::Blank; table.cells.len()],
            printed: vec![None; table.cells.len()],
        };
        let tables = edition.tables.iter().map(blank).collect();
        Self { edition, tables }
    }

    /// A form in which the cells of some tables hold these counts, by table and cell; counts of
    /// totals are passed over.
    #[must_use]
    pub fn counted(edition: Arc<Edition>, tables: &[(usize, Vec<i64>)]) -> Self {
        let mut figures = Self::blank(edition);
        for (table, counts) in tables {
            for (index, count) in counts.iter().enumerate() {
                let id = CellId { table: *table, index };
                if figures.cell(id).is_some() && !figures.is_total(id) {
                    figures.set_typed(id, Value::Count(*count));
                }
            }
        }
        figures
    }

    /// These figures without what an import saw printed as totals.
    #[must_use]
    pub fn without_printed(&self) -> Self {
        let mut figures = self.clone();
        for table in &mut figures.tables {
            table.printed.fill(None);
        }
        figures
    }

    /// The edition whose form this is.
    #[must_use]
    pub fn edition(&self) -> &Arc<Edition> {
        &self.edition
    }

    /// Every cell of every table, in order.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + '_ {
        let tables = self.edition.tables.iter().enumerate();
        tables.flat_map(|(table, t)| (0..t.cells.len()).map(move |index| CellId { table, index }))
    }

    /// The cell's place in the form; `None` where the form has no such cell.
    #[must_use]
    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        self.edition.tables.get(id.table)?.cells.get(id.index)
    }

    /// The row that a cell is in.
    #[must_use]
    pub fn row(&self, id: CellId) -> &Row {
        self.edition.tables[id.table].row_of(id.index)
    }

    /// Whether the cell is a total.
    #[must_use]
    pub fn is_total(&self, id: CellId) -> bool {
        self.cell(id).is_some_and(|cell| cell.sum_of.is_some())
    }

    /// What was typed; blank for a total.
    #[must_use]
    pub fn typed(&self, id: CellId) -> &Value {
        &self.tables[id.table].typed[id.index]
    }

    /// A total as the imported report printed it.
    #[must_use]
    pub fn printed(&self, id: CellId) -> Option<&Value> {
        self.tables[id.table].printed[id.index].as_ref()
    }

    /// The number in a cell: a total computed, a blank counted as 0.
    #[must_use]
    pub fn number(&self, id: CellId) -> i64 {
        let typed = &self.tables[id.table].typed;
        match &self.edition.tables[id.table].cells[id.index].sum_of {
            Some(leaves) => leaves.iter().map(|leaf| typed[*leaf].count().unwrap_or(0)).sum(),
            None => typed[id.index].count().unwrap_or(0),
        }
    }

    /// What the form shows: what was typed, or the computed total.
    #[must_use]
    pub fn shown(&self, id: CellId) -> Value {
        if self.is_total(id) { Value::Count(self.number(id)) } else { self.typed(id).clone() }
    }

    /// Puts a value into a cell that is not a total, and gives back the former one.
    pub(super) fn set_typed(&mut self, id: CellId, value: Value) -> Value {
        std::mem::replace(&mut self.tables[id.table].typed[id.index], value)
    }

    /// Notes what was printed as a total, and gives back the former note.
    pub(super) fn set_printed(&mut self, id: CellId, value: Option<Value>) -> Option<Value> {
        std::mem::replace(&mut self.tables[id.table].printed[id.index], value)
    }
}
