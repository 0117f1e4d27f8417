//! The edition file as it is written; [`super::resolve`] makes an [`super::Edition`] of it.

use serde::Deserialize;

use super::{Notice, Role};

/// What a cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Kind {
    /// 件数: whole, not negative.
    #[default]
    Count,
    /// 本年增/减: whole, may be negative.
    SignedCount,
    /// 万元: a decimal, not negative, at most 4 places, kept exactly as written.
    Money,
    /// A count or an amount with its unit, kept exactly as written (251000元).
    AsWritten,
}

impl Kind {
    /// Whether it holds whole numbers of something.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Count | Self::SignedCount)
    }
}

/// The whole edition file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionData {
    pub id: String,
    pub name: String,
    pub notice: Notice,
    pub first_year: u16,
    #[serde(default)]
    pub last_year: Option<u16>,
    pub title: String,
    pub sections: Vec<String>,
    /// The roles that no row or column of this form has.
    #[serde(default)]
    pub without: Vec<Role>,
    pub tables: Vec<TableData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableData {
    pub id: String,
    /// The table's name: 表三.
    pub name: String,
    pub section: u8,
    pub bands: Vec<BandData>,
    /// A row that is the sum of other rows, in every column.
    #[serde(default)]
    pub row_totals: Vec<TotalData>,
    /// A column that is the sum of other columns, in every row.
    #[serde(default)]
    pub column_totals: Vec<TotalData>,
    #[serde(default)]
    pub balance: Option<BalanceData>,
    #[serde(default)]
    pub carry_rows: Vec<CarryData>,
    #[serde(default)]
    pub carry_columns: Vec<CarryData>,
}

/// Part of a table with columns of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandData {
    /// A line over the whole width.
    #[serde(default)]
    pub caption: Option<String>,
    /// The cell above the row labels.
    #[serde(default)]
    pub corner: Option<String>,
    /// Columns that the row labels take; 0 where the rows have no labels.
    pub label_columns: usize,
    pub columns: Vec<ColumnData>,
    pub rows: Vec<RowData>,
}

/// A column, or a group of columns under one header.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnData {
    #[serde(default)]
    pub id: Option<String>,
    pub label: String,
    #[serde(default)]
    pub role: Option<Role>,
    #[serde(default)]
    pub kind: Option<Kind>,
    /// The number of the table's columns that the column takes; 1 where not given.
    #[serde(default)]
    pub span: Option<usize>,
    #[serde(default)]
    pub children: Vec<ColumnData>,
}

/// A row, or a group of rows under one label.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowData {
    #[serde(default)]
    pub id: Option<String>,
    #[serde(default)]
    pub label: String,
    #[serde(default)]
    pub role: Option<Role>,
    /// What a clerk calls the row, where its label is long: 本年新收.
    #[serde(default)]
    pub short: Option<String>,
    /// What counts here and what does not, in one plain sentence.
    #[serde(default)]
    pub help: Option<String>,
    #[serde(default)]
    pub children: Vec<RowData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TotalData {
    pub total: String,
    pub of: Vec<String>,
}

/// Rows whose sums must agree in every column.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BalanceData {
    pub left: Vec<String>,
    pub right: Vec<String>,
}

/// This year's `to` = last year's `from` + `plus` − `minus`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CarryData {
    pub to: String,
    pub from: String,
    #[serde(default)]
    pub plus: Vec<String>,
    #[serde(default)]
    pub minus: Vec<String>,
}
