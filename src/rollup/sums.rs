//! Sums of the tables, each with the units that it comes from.

use super::Received;
use crate::edition::Edition;
use crate::report::Amount;
use crate::report::place::CellId;

/// One cell of the form, summed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumCell {
    /// The cell, in the edition of the roll-up.
    pub cell: CellId,
    /// The sum; `None` where no unit has a figure there.
    pub total: Option<Amount>,
    /// The units with a figure other than 0, as indices into the units, with their figures.
    pub of: Vec<(usize, Amount)>,
    /// The number of summed units that left the cell blank.
    pub blank: usize,
}

/// The sums over units (their index and what they sent), all of one edition.
pub(super) fn sums(edition: &Edition, units: &[(usize, &Received)]) -> Vec<SumCell> {
    let mut sums: Vec<SumCell> = Vec::new();
    // A unit's filled forms of different tables stand one after the other.
    let count = units.chunk_by(|a, b| a.0 == b.0).count();
    let mut first = Vec::new();
    for (table, form) in edition.tables.iter().enumerate() {
        first.push(sums.len());
        sums.extend((0..form.cells.len()).map(|index| SumCell {
            cell: CellId { table, index },
            total: None,
            of: Vec::new(),
            blank: count,
        }));
    }
    for (unit, received) in units {
        for (id, amount) in received.figures.iter() {
            let at = first.get(id.table).map(|first| first + id.index);
            let Some(sum) = at.and_then(|at| sums.get_mut(at)) else { continue };
            sum.total = Some(sum.total.unwrap_or_default().plus(amount));
            sum.blank -= 1;
            if !amount.is_zero() {
                sum.of.push((*unit, amount));
            }
        }
    }
    sums
}
