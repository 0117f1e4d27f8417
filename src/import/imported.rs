//! What an import gives.

use super::notes::Note;
use super::provenance::Provenance;
use crate::report::Report;

/// A report as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The report; what found no place is kept in it.
    pub report: Report,
    /// The import report.
    pub notes: Vec<Note>,
    /// How much of each table was read, in the order of the edition's tables.
    pub tables: Vec<TableCount>,
    /// Where in the source each part of the report is.
    pub provenance: Provenance,
}

/// How much of a table was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCount {
    /// The table's name: 表三.
    pub name: String,
    /// Cells that the form has.
    pub expected: usize,
    /// Cells in which the source has something.
    pub read: usize,
}
