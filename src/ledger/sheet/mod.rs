//! The ledger as a sheet: from an office's own table, and back, completely.
//!
//! Tolerant in: headings by name, in any order and under the usual names, days as days or in any
//! usual writing. Exact out: reading what was written gives the same ledger. Nothing of a row is
//! dropped: a column that is not known goes into the row's remark, under its heading, and one of
//! personal data behind the applicant, with whom it is hidden.

mod headings;
mod out;
mod read;
mod two_rows;

pub use out::{ExportedNames, csv, xlsx};
pub use read::{ReadLedger, RowNote, read};
