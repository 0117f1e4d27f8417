//! The sign and the colour of how a request stands.

use egui::{Color32, Painter, Rect};

use crate::finding::Severity;
use crate::ledger::{RequestState, Standing};
use crate::ui::icons;
use crate::ui::theme::Colours;

/// The colour of the words.
pub(super) fn ink(standing: Standing, colours: &Colours) -> Color32 {
    match standing {
        Standing::Unknown | Standing::NoOutcome => colours.error.ink,
        _ if standing.is_overdue() => colours.blocks.ink,
        _ if standing.is_near() => colours.warning.ink,
        Standing::Closed { .. } => colours.ink2,
        Standing::Open(_) => colours.ink,
    }
}

/// The sign before them: an octagon, a triangle, a clock, two bars, a tick.
pub(super) fn sign(painter: &Painter, rect: Rect, standing: Standing, colours: &Colours) {
    match standing {
        Standing::Unknown | Standing::NoOutcome => {
            icons::severity(painter, rect, Severity::Error, colours, false);
        }
        _ if standing.is_overdue() => {
            icons::severity(painter, rect, Severity::Blocks, colours, false);
        }
        _ if standing.is_near() => {
            icons::severity(painter, rect, Severity::Warning, colours, false);
        }
        Standing::Closed { .. } => icons::TICK.paint(painter, rect, colours.fine),
        Standing::Open(deadline) => {
            let icon = match deadline.state {
                RequestState::ThirdParty | RequestState::Correction | RequestState::Fee => {
                    icons::PAUSE
                }
                _ => icons::CLOCK,
            };
            icon.paint(painter, rect, colours.ink2);
        }
    }
}
