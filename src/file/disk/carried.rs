//! The marks of what is carried over from last year's prose, as written in a file.

use serde::{Deserialize, Serialize};

use super::history::{field, name};
use crate::report::{Anchor, CarriedFigure, FigureDecision};

/// A mark: its field, where it begins and ends in it in bytes, the number of last year, and what
/// was decided on it, where anything was.
#[derive(Serialize, Deserialize)]
pub(super) struct CarriedData(
    String,
    usize,
    usize,
    String,
    #[serde(default, skip_serializing_if = "Option::is_none")] Option<DecisionData>,
);

#[derive(Serialize, Deserialize)]
enum DecisionData {
    ByHand,
    FromTable(String),
}

impl CarriedData {
    pub(super) fn of(mark: &CarriedFigure) -> Self {
        let range = mark.at.range();
        let decision = mark.decision.as_ref().map(|decision| match decision {
            FigureDecision::ByHand => DecisionData::ByHand,
            FigureDecision::FromTable(name) => DecisionData::FromTable(name.clone()),
        });
        Self(name(mark.at.field()), range.start, range.end, mark.was.clone(), decision)
    }

    /// The mark; `None` where there is no such field.
    pub(super) fn mark(self) -> Option<CarriedFigure> {
        let Self(named, start, end, was, decision) = self;
        let decision = decision.map(|decision| match decision {
            DecisionData::ByHand => FigureDecision::ByHand,
            DecisionData::FromTable(name) => FigureDecision::FromTable(name),
        });
        Some(CarriedFigure { at: Anchor::new(field(&named)?, start..end), was, decision })
    }
}
