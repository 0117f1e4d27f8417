//! Sums of the tables, each with the units that it comes from.

use super::Received;
use super::packed::{put, put_amount, take, take_amount};
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
    /// The units with a figure other than 0.
    pub of: SummedUnits,
    /// The number of summed units that left the cell blank.
    pub blank: usize,
}

/// Of more units than that a sum does not list which have a figure.
const LISTED: usize = 20_000;

/// Units with the figure that each has in one cell, in two or three bytes each; of more than 20,000 units
/// only how many they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummedUnits {
    bytes: Vec<u8>,
    count: usize,
    last: usize,
}

impl SummedUnits {
    /// Adds a unit that is none before the last one; `listed`: whether it is listed as well as counted.
    fn add(&mut self, unit: usize, amount: Amount, listed: bool) {
        self.count += 1;
        if !listed {
            return;
        }
        // A `usize` has no more bits than a `u64` on any machine that this runs on.
        put(&mut self.bytes, unit.saturating_sub(self.last) as u64);
        put_amount(&mut self.bytes, Some(amount));
        self.last = unit;
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The units, as indices in ascending order, each with its figure.
    pub fn iter(&self) -> impl Iterator<Item = (usize, Amount)> + '_ {
        let (mut rest, mut unit) = (self.bytes.as_slice(), 0);
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            unit += usize::try_from(take(&mut rest)).unwrap_or(0);
            Some((unit, take_amount(&mut rest)?))
        })
    }
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
            of: SummedUnits::default(),
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
                sum.of.add(*unit, amount, count <= LISTED);
            }
        }
    }
    sums
}
