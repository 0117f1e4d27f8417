//! Section six's sentence on the fee: what was billed and received in a year.

use super::Ledger;
use super::entry::{EntryValue as _, Yuan};

/// The fees of a year (国办函〔2020〕109号: reported with the year's report).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeeTotals {
    /// Notices given in the year.
    pub notices: usize,
    /// What they came to.
    pub billed: Yuan,
    /// What was paid in the year, whenever it was billed.
    pub received: Yuan,
}

impl Ledger {
    /// The fees of a year. A day or an amount that was not understood does not count.
    #[must_use]
    pub fn fees(&self, year: i16) -> FeeTotals {
        let mut totals = FeeTotals::default();
        for fee in self.requests.iter().map(|request| &request.fee) {
            if fee.billed.day().is_some_and(|day| day.year() == year) {
                totals.notices += 1;
                totals.billed.fen += fee.amount.known().map_or(0, |amount| amount.fen);
            }
            if fee.paid.day().is_some_and(|day| day.year() == year) {
                totals.received.fen += fee.received.known().map_or(0, |amount| amount.fen);
            }
        }
        totals
    }
}

impl FeeTotals {
    /// The sentence for section six.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!(
            "本年度发出收费通知{}件，总金额{}元，实际收取信息处理费{}元。",
            self.notices,
            self.billed.words(),
            self.received.words()
        )
    }
}
