//! The marks of what is carried over from last year's prose, as written in a file.

use serde::{Deserialize, Serialize};

use super::history::{field, name};
use crate::report::{Anchor, CarriedFigure};

/// A mark: its field, where it begins and ends in it in bytes, and the number of last year.
#[derive(Serialize, Deserialize)]
pub(super) struct CarriedData(String, usize, usize, String);

impl CarriedData {
    pub(super) fn of(mark: &CarriedFigure) -> Self {
        let range = mark.at.range();
        Self(name(mark.at.field()), range.start, range.end, mark.was.clone())
    }

    /// The mark; `None` where there is no such field.
    pub(super) fn mark(self) -> Option<CarriedFigure> {
        let Self(named, start, end, was) = self;
        Some(CarriedFigure { at: Anchor::new(field(&named)?, start..end), was })
    }
}
