//! What views read of the roll-up.

use std::sync::Arc;

use super::super::App;
use super::board::BoardRow;
use super::deciding::may_be_accepted;
use super::detail::UnitDetail;
use super::slice::{OpenRollUp, ReadingFolder, RollUpShown};
use crate::rollup::UnitResult;

impl App {
    /// Whether the roll-up is in front of the report and the ledger.
    #[must_use]
    pub fn roll_up_in_front(&self) -> bool {
        self.core.rollup_in_front && self.rollup.open().is_some()
    }

    /// The open roll-up.
    #[must_use]
    pub fn roll_up(&self) -> Option<&OpenRollUp> {
        self.rollup.open()
    }

    /// Counts the folders that were opened: views forget what belongs to another one.
    #[must_use]
    pub fn roll_up_generation(&self) -> u64 {
        self.rollup.opened
    }

    /// What is shown of the roll-up.
    #[must_use]
    pub fn roll_up_view(&self) -> &RollUpShown {
        &self.rollup.shown
    }

    /// The folder that is being read.
    #[must_use]
    pub fn reading_folder(&self) -> Option<&ReadingFolder> {
        self.rollup.reading.as_ref()
    }

    /// The rows of the board, as they are filtered.
    #[must_use]
    pub fn board_rows(&self) -> &Arc<Vec<BoardRow>> {
        &self.rollup.rows
    }

    /// The unit that is gone to, by its index and as it stands.
    #[must_use]
    pub fn selected_unit(&self) -> Option<(usize, &UnitResult)> {
        let unit = self.rollup.selected_unit()?;
        Some((unit, self.roll_up()?.result.units.get(unit)?))
    }

    /// What is wrong with the report of the unit that is gone to, once that is known.
    #[must_use]
    pub fn unit_detail(&self) -> Option<&UnitDetail> {
        let unit = self.rollup.selected_unit()?;
        self.rollup.detail.as_deref().filter(|detail| detail.of.1 == unit)
    }

    /// Whether the report of the unit that is gone to may be accepted.
    #[must_use]
    pub fn may_accept(&self) -> bool {
        self.selected_unit().is_some_and(|(_, unit)| may_be_accepted(unit))
    }
}
