//! Where something stands in a report: a value that travels with findings, edits and page items.

use std::ops::Range;

/// One number cell: a table of the edition, and the cell's index in it, row by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    /// Index into the edition's tables.
    pub table: usize,
    /// Index into the table's cells.
    pub index: usize,
}

/// One field of text. Sections are numbered 1 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 机关全称.
    Agency,
    /// 标题.
    Title,
    /// What stands between the title and section one.
    LeadIn,
    /// A section's heading, as it stands with its number.
    Heading(u8),
    /// A section's prose; in a section with a table, what stands before it.
    Before(u8),
    /// What stands after a section's table.
    After(u8),
    /// 署名.
    SignatureName,
    /// 成文日期.
    SignatureDate,
}

/// A place in a report.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The report as a whole.
    Report,
    /// The year.
    Year,
    /// A whole field of text.
    Field(Field),
    /// A stretch of a field, in bytes of its text.
    Text(Field, Range<usize>),
    /// A whole table.
    Table(usize),
    /// A row: table, row.
    Row(usize, usize),
    /// A column: table, index of its topmost cell's column; the cell names both.
    Column(CellId),
    /// One cell.
    Cell(CellId),
}
