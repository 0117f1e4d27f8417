//! The figures of one report, kept small: a roll-up keeps those of every unit, and most of them are 0.

use crate::report::Amount;
use crate::report::place::CellId;

/// A cell in four bytes. A form has three tables of at most some two hundred cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SmallCell {
    table: u16,
    index: u16,
}

impl SmallCell {
    fn of(id: CellId) -> Option<Self> {
        Some(Self { table: id.table.try_into().ok()?, index: id.index.try_into().ok()? })
    }

    fn id(self) -> CellId {
        CellId { table: self.table.into(), index: self.index.into() }
    }
}

/// Figures by cell, in order. A 0 takes four bytes, any other figure sixteen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceivedFigures {
    zeros: Box<[SmallCell]>,
    others: Box<[(SmallCell, Amount)]>,
}

impl ReceivedFigures {
    /// The figures with their cells, in order.
    pub fn iter(&self) -> impl Iterator<Item = (CellId, Amount)> + '_ {
        let (mut zeros, mut others) = (self.zeros.iter().peekable(), self.others.iter().peekable());
        std::iter::from_fn(move || {
            let is_zero = match (zeros.peek(), others.peek()) {
                (Some(zero), Some((other, _))) => *zero < other,
                (zero, _) => zero.is_some(),
            };
            if is_zero {
                return zeros.next().map(|cell| (cell.id(), Amount::default()));
            }
            others.next().map(|(cell, amount)| (cell.id(), *amount))
        })
    }

    /// The figure of a cell; `None` where it is blank.
    #[must_use]
    pub fn get(&self, id: CellId) -> Option<Amount> {
        let cell = SmallCell::of(id)?;
        if self.zeros.binary_search(&cell).is_ok() {
            return Some(Amount::default());
        }
        let at = self.others.binary_search_by_key(&cell, |(cell, _)| *cell).ok()?;
        self.others.get(at).map(|(_, amount)| *amount)
    }
}

impl FromIterator<(CellId, Amount)> for ReceivedFigures {
    fn from_iter<I: IntoIterator<Item = (CellId, Amount)>>(figures: I) -> Self {
        let (mut zeros, mut others) = (Vec::new(), Vec::new());
        for (id, amount) in figures {
            let Some(cell) = SmallCell::of(id) else { continue };
            if amount.is_zero() {
                zeros.push(cell);
            } else {
                others.push((cell, amount));
            }
        }
        zeros.sort_unstable();
        others.sort_unstable();
        Self { zeros: zeros.into(), others: others.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::{CellId, ReceivedFigures};
    use crate::report::Amount;

    #[test]
    fn figures_come_back_in_order() {
        let cell = |table, index| CellId { table, index };
        let all: Vec<(CellId, Amount)> = [(1, 3, 0), (0, 1, 5), (0, 0, 0), (1, 2, 7), (2, 9, 0)]
            .map(|(table, index, figure)| (cell(table, index), Amount::whole(figure)))
            .into();
        let figures: ReceivedFigures = all.iter().copied().collect();
        let mut sorted = all.clone();
        sorted.sort();
        assert_eq!(figures.iter().collect::<Vec<_>>(), sorted);
        for (id, amount) in all {
            assert_eq!(figures.get(id), Some(amount));
        }
        assert_eq!(figures.get(cell(0, 2)), None);
        assert_eq!(ReceivedFigures::default().iter().count(), 0);
    }
}
