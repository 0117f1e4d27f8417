//! Where one was in a report, as the settings keep it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where one was in a report: its part, and the cell or the field there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPlace {
    /// The report's file or, where it has none, its draft's.
    pub of: PathBuf,
    /// 0 for basic information, 1 to 6 for a section, 7 for all tables.
    pub part: u8,
    /// The cell, by its table and its number there.
    pub cell: Option<(usize, usize)>,
    /// The field, by its place among those that are printed, the agency's name before them.
    pub field: Option<usize>,
}
