//! What rows and columns of a form mean to the checks, whatever an edition calls them.

use serde::Deserialize;

use super::Edition;
use super::resolve::{Fault, fault};

/// The meaning of a row, or of a column of totals, that checks and the roll-up speak of. An edition
/// file names the row or column of each role, or lists the role under `without`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Role {
    /// Row: requests received this year (本年新收).
    Received,
    /// Row: requests carried over from last year (上年结转).
    CarriedIn,
    /// Row: the total of all outcomes of this year ((七)总计).
    Outcomes,
    /// Row: requests carried over to next year (结转下年度继续办理).
    CarriedOut,
    /// Row: regulations (规章).
    Regulations,
    /// Row: administrative normative documents (行政规范性文件).
    NormativeDocuments,
    /// Row: administrative licences (行政许可).
    Licences,
    /// Row: administrative penalties (行政处罚).
    Penalties,
    /// Row: administrative coercion (行政强制).
    Coercion,
    /// Column: the total of administrative reconsiderations (行政复议).
    ReviewTotal,
    /// Columns: the totals of administrative litigation (行政诉讼), one a kind of case.
    LitigationTotal,
}

/// A row of figures: a table of the edition and a row in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowId {
    /// Index into [`Edition::tables`].
    pub table: usize,
    /// Index into [`super::Table::rows`].
    pub row: usize,
}

impl Role {
    /// Every role, in the order of the form.
    pub const ALL: [Self; 11] = [
        Self::Received,
        Self::CarriedIn,
        Self::Outcomes,
        Self::CarriedOut,
        Self::Regulations,
        Self::NormativeDocuments,
        Self::Licences,
        Self::Penalties,
        Self::Coercion,
        Self::ReviewTotal,
        Self::LitigationTotal,
    ];

    /// Whether it is a column's role; the others are rows'.
    fn is_of_columns(self) -> bool {
        matches!(self, Self::ReviewTotal | Self::LitigationTotal)
    }
}

impl Edition {
    /// The row with a role; `None` where the form has none, or the role is a column's.
    #[must_use]
    pub fn row(&self, role: Role) -> Option<RowId> {
        self.tables.iter().enumerate().find_map(|(table, form)| {
            let row = form.rows.iter().position(|row| row.role == Some(role))?;
            Some(RowId { table, row })
        })
    }

    /// The cells of the columns with a role, as table and index into [`super::Table::cells`].
    pub fn cells_of(&self, role: Role) -> impl Iterator<Item = (usize, usize)> {
        self.tables.iter().enumerate().flat_map(move |(table, form)| {
            let cells = 0..form.cells.len();
            let with_role = cells.filter(move |cell| form.column_of(*cell).role == Some(role));
            with_role.map(move |cell| (table, cell))
        })
    }

    /// Checks that every role has its row or column, or is said to have none, and that the rows of
    /// the identity are those that the roles name.
    pub(super) fn check_roles(&self, without: &[Role]) -> Result<(), Fault> {
        for role in Role::ALL {
            let place = format!("roles.{role:?}");
            let rows = || self.tables.iter().flat_map(|table| &table.rows);
            let rows = rows().filter(|row| row.role == Some(role)).count();
            let columns = self.tables.iter().flat_map(|table| &table.bands);
            let columns = columns.flat_map(|band| &band.columns);
            let columns = columns.filter(|column| column.role == Some(role)).count();
            match (without.contains(&role), rows, columns) {
                (true, 0, 0) => {}
                (true, ..) => return fault(&place, "列在 without 里，表里却有"),
                (false, 0, 0) => {
                    return fault(&place, "没有行或列写明这个 role；本格式没有的，列在 without 里");
                }
                (false, rows, _) if role.is_of_columns() && rows > 0 => {
                    return fault(&place, "这个 role 是列的，不能写在行上");
                }
                (false, _, columns) if !role.is_of_columns() && columns > 0 => {
                    return fault(&place, "这个 role 是行的，不能写在列上");
                }
                (false, 2.., _) => return fault(&place, "只能有一行"),
                _ => {}
            }
            let is_total =
                |(table, cell): (usize, usize)| self.tables[table].cells[cell].sum_of.is_some();
            if !self.cells_of(role).all(is_total) {
                return fault(&place, "这一列应是合计");
            }
        }
        self.check_identity()
    }

    /// The four rows that the identity is about are in one table whose identity has them on their
    /// sides, and each has a total over all applicants.
    fn check_identity(&self) -> Result<(), Fault> {
        let sides = [
            (Role::Received, true),
            (Role::CarriedIn, true),
            (Role::Outcomes, false),
            (Role::CarriedOut, false),
        ];
        let rows = sides.map(|(role, _)| self.row(role));
        let Some(table) = rows.iter().flatten().map(|id| id.table).next() else { return Ok(()) };
        let form = &self.tables[table];
        for ((role, on_left), row) in sides.into_iter().zip(rows) {
            let place = format!("roles.{role:?}");
            let Some(RowId { row, .. }) = row.filter(|id| id.table == table) else {
                return fault(&place, "应与 Received 等四个 role 在同一张表里");
            };
            let side = form.balance.as_ref();
            let side = side.map(|(left, right)| if on_left { left } else { right });
            if !side.is_some_and(|side| side.contains(&row)) {
                return fault(&place, "不在这张表勾稽关系的那一侧");
            }
            if form.row_total(row).is_none() {
                return fault(&place, "这一行没有各列的总计");
            }
        }
        Ok(())
    }
}
