//! The figures of one report, kept small: a roll-up keeps those of every unit, and most of them are 0.

use super::packed::{put, put_amount, take, take_amount};
use crate::report::Amount;
use crate::report::place::CellId;

/// Cells of a table follow each other; from one table to the next is so far.
const TABLE: u64 = 1 << 16;

/// Figures by cell, in order, for as many bytes as there are figures other than 0, and some.
///
/// They are parts, each of three numbers: how many cells are left out, how many 0 follow, and the figure
/// behind those.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceivedFigures(Box<[u8]>);

impl ReceivedFigures {
    /// The figures with their cells, in order.
    pub fn iter(&self) -> impl Iterator<Item = (CellId, Amount)> + '_ {
        let (mut rest, mut next, mut zeros, mut figure) = (&*self.0, 0, 0, None);
        std::iter::from_fn(move || {
            loop {
                let amount = if zeros > 0 {
                    zeros -= 1;
                    Some(Amount::default())
                } else {
                    figure.take()
                };
                if let Some(amount) = amount {
                    next += 1;
                    return Some((cell(next - 1)?, amount));
                }
                if rest.is_empty() {
                    return None;
                }
                next += take(&mut rest);
                zeros = take(&mut rest);
                figure = take_amount(&mut rest);
            }
        })
    }

    /// The figure of a cell; `None` where it is blank.
    #[must_use]
    pub fn get(&self, id: CellId) -> Option<Amount> {
        self.iter().find(|(cell, _)| *cell == id).map(|(_, amount)| amount)
    }
}

fn place(id: CellId) -> Option<u64> {
    let index = u64::try_from(id.index).ok().filter(|index| *index < TABLE)?;
    Some(u64::try_from(id.table).ok()? * TABLE + index)
}

fn cell(place: u64) -> Option<CellId> {
    let table = (place / TABLE).try_into().ok()?;
    Some(CellId { table, index: (place % TABLE).try_into().ok()? })
}

impl FromIterator<(CellId, Amount)> for ReceivedFigures {
    fn from_iter<I: IntoIterator<Item = (CellId, Amount)>>(figures: I) -> Self {
        let placed = figures.into_iter().filter_map(|(id, amount)| Some((place(id)?, amount)));
        let mut figures: Vec<(u64, Amount)> = placed.collect();
        figures.sort_unstable();
        figures.dedup_by_key(|(place, _)| *place);
        let (mut bytes, mut next) = (Vec::new(), 0);
        let mut rest = figures.into_iter().peekable();
        while let Some((place, _)) = rest.peek() {
            put(&mut bytes, place.saturating_sub(next));
            next = *place;
            let mut zeros = 0;
            while rest.next_if(|figure| *figure == (next, Amount::default())).is_some() {
                (zeros, next) = (zeros + 1, next + 1);
            }
            put(&mut bytes, zeros);
            let figure = rest.next_if(|(place, _)| *place == next);
            next += u64::from(figure.is_some());
            put_amount(&mut bytes, figure.map(|(_, amount)| amount));
        }
        Self(bytes.into())
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
