//! What a paste would make of the totals, before it is made.

use crate::report::place::CellId;
use crate::report::{Edit, Report, Value};

/// How many pasted totals differ from what the program would compute, were `values` put into
/// their cells. A total that is no number differs from nothing.
#[must_use]
pub fn different_totals<'a>(
    report: &Report,
    values: impl Iterator<Item = (CellId, Value)>,
    totals: impl Iterator<Item = (CellId, &'a str)>,
) -> usize {
    let mut report = report.clone();
    for (cell, value) in values {
        // A cell that cannot be typed into stays as it is.
        let _unchanged = report.apply(Edit::Value(cell, value));
    }
    let figures = &report.figures;
    let differs = |(cell, text): &(CellId, &str)| {
        let pasted = figures.cell(*cell).map(|form| Value::read(form.kind, text));
        pasted.and_then(|v| v.count()).is_some_and(|count| count != figures.number(*cell))
    };
    totals.filter(differs).count()
}
