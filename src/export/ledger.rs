//! A ledger as a table for other programs.

use std::path::Path;

use jiff::civil::Date;

use crate::file::FileError;
use crate::ledger::Ledger;
use crate::ledger::sheet::{self, ExportedNames};

/// A ledger as csv where the file's name ends so, else as a workbook. The workbook's second sheet
/// counts the ledger's last year, or that of `today` where nothing was received, so that equal
/// ledgers give equal bytes.
///
/// # Errors
/// Where a text is too long for a cell of a workbook.
pub fn table(
    out: &Path,
    ledger: &Ledger,
    names: ExportedNames,
    today: Date,
) -> Result<Vec<u8>, FileError> {
    if out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        return Ok(sheet::csv(ledger, names));
    }
    let received = ledger.requests.iter().filter_map(|request| request.received.day());
    let year = received.map(Date::year).max().unwrap_or(today.year());
    sheet::xlsx(ledger, year, names).map_err(|error| FileError::of_workbook(out, error))
}
