//! Spreadsheets as cells, in and out: xlsx and csv, whatever is in them.
//!
//! What is read is sparse: only cells that hold something, so that two cells at opposite corners
//! cost two cells. What is read is bounded in rows, columns, cells, text and unpacked bytes, and
//! refused beyond, never cut off. What is written has no clock in it: the same sheets give the
//! same bytes. Nothing here knows what the cells mean.

mod bounds;
mod csv;
mod error;
mod write;
mod xlsx;

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};

pub use csv::csv;
pub use error::WorkbookError;
pub use write::{CellContent, CellOut, Choices, Look, SheetOut, xlsx};

/// Rows that a sheet may have; the largest ledgers have a tenth of that.
pub const MAX_ROWS: u32 = 100_000;

/// Columns that a sheet may have.
pub const MAX_COLUMNS: u16 = 256;

/// Characters that one cell may hold: the limit of spreadsheet programs.
pub const MAX_CELL_CHARS: usize = 32_767;

/// Cells with something in them that all sheets together may have: 100,000 rows of twenty.
pub const MAX_CELLS: usize = 2_000_000;

/// A spreadsheet file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    /// The sheets, in the order of the file; a csv file has one without a name.
    pub sheets: Vec<Sheet>,
}

/// One sheet of a spreadsheet as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What its tab says.
    pub name: String,
    /// Whether the tab is hidden.
    pub hidden: bool,
    /// The rows that hold something, top to bottom.
    pub rows: Vec<SheetRow>,
    /// Cells that were merged into one; their content is in the first.
    pub merged: Vec<MergedCells>,
}

/// The cells of a row that hold something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetRow {
    /// The row's number from 1, as a spreadsheet program shows it; of a csv file the line.
    pub number: u32,
    /// Left to right.
    pub cells: Vec<SheetCell>,
}

/// A cell that holds something.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetCell {
    /// The cell's column, from 0.
    pub column: u16,
    /// The cell's value.
    pub value: CellValue,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// Text as written, spaces and line ends included.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, or a moment of it.
    Moment(DateTime),
    /// 真 or 假.
    Flag(bool),
    /// A formula whose result the file does not have: whatever wrote it did not calculate.
    Uncalculated,
}

/// A block of cells that were merged, first and last included; rows and columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedCells {
    /// The topmost row, from 0.
    pub first_row: u32,
    /// The leftmost column, from 0.
    pub first_column: u16,
    /// The bottom row, from 0.
    pub last_row: u32,
    /// The rightmost column, from 0.
    pub last_column: u16,
}

/// Reads a spreadsheet, by its content: a zip archive is a workbook, whatever is text is csv.
///
/// # Errors
/// What is wrong and what to do: not a spreadsheet, protected, of the old binary kind, damaged,
/// or larger than the bounds of this module.
pub fn read(bytes: &[u8]) -> Result<Workbook, WorkbookError> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    if bytes.starts_with(ZIP) {
        xlsx::read(bytes)
    } else if bytes.starts_with(COMPOUND) {
        Err(WorkbookError::new(
            "这是加了密码的工作簿，或者旧的 .xls 格式",
            "请用表格软件打开，去掉密码，另存为 .xlsx 再导入。",
        ))
    } else {
        csv::read(bytes)
    }
}

impl SheetRow {
    /// The content of a column; `None` where it is empty.
    #[must_use]
    pub fn at(&self, column: u16) -> Option<&CellValue> {
        let index = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(index).map(|cell| &cell.value)
    }
}

impl CellValue {
    /// As a clerk would read it: a day as 2025-03-07, a whole number without decimals, an
    /// uncalculated formula as nothing.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Moment(moment) if moment.time() == Time::midnight() => {
                Cow::Owned(moment.date().to_string())
            }
            Self::Moment(moment) => Cow::Owned(moment.strftime("%Y-%m-%d %H:%M:%S").to_string()),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "TRUE" } else { "FALSE" }),
            Self::Uncalculated => Cow::Borrowed(""),
        }
    }

    /// The day, where the cell holds one as such and not as words.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Moment(moment) => Some(moment.date()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
