//! Prose that was carried over from last year's report, and what the clerk has looked at of it.

pub mod messages;
pub mod stale_prose;

use std::ops::Range;

use messages::CarriedCommand;
use stale_prose::LookedAt;

use super::core::Core;
use crate::report::place::Field;

/// What has been looked at in the open report.
#[derive(Default)]
pub(super) struct CarriedSlice {
    looked_at: LookedAt,
}

impl CarriedSlice {
    /// Forgets what was looked at in a report that is closed.
    pub(super) fn forget(&mut self) {
        self.looked_at.clear();
    }

    /// Does what is asked about prose that was carried over.
    pub(super) fn handle(&mut self, core: &Core, command: CarriedCommand) {
        let CarriedCommand::LookedAt(field) = command;
        if let Some(report) = core.report() {
            stale_prose::look_at(report, field, &mut self.looked_at);
        }
    }

    /// The years and figures in a field that are last year's still, and that nobody has looked at.
    pub(super) fn stale(&self, core: &Core, field: Field) -> Vec<Range<usize>> {
        let stale = |report| stale_prose::kept(report, field, &self.looked_at);
        core.report().map(stale).unwrap_or_default()
    }
}
