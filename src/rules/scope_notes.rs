//! What the clerk says of a year whose figures are of another set of agencies than the others' (统计范围).
//!
//! Kept with the waivers of the report, under a code that no rule has: the place is the year. It answers
//! no finding and does not lapse; whoever puts years beside each other is told it.

use crate::report::{Edit, Report, Waiver};

/// The code of the waivers that hold such notes.
pub const SCOPE: &str = "统计范围";

/// The note that says of a year that its scope is that of the others.
pub const SAME_SCOPE: &str = "统计范围没有变化";

/// The notes of a report: each a year and what was said of it.
pub fn scope_notes(report: &Report) -> impl Iterator<Item = (u16, &str)> {
    let notes = report.waivers.iter().filter(|waiver| waiver.code == SCOPE);
    notes.filter_map(|waiver| Some((waiver.place.parse().ok()?, waiver.reason.as_str())))
}

/// The edit that keeps a note about a year in a report, in place of an earlier one; an empty note takes
/// it back.
#[must_use]
pub fn note_scope(report: &Report, year: u16, note: &str) -> Edit {
    let place = year.to_string();
    let others = report.waivers.iter();
    let others = others.filter(|waiver| waiver.code != SCOPE || waiver.place != place);
    let mut waivers: Vec<Waiver> = others.cloned().collect();
    let reason = note.trim().to_owned();
    if !reason.is_empty() {
        waivers.push(Waiver { code: SCOPE.to_owned(), place, reason, ..Waiver::default() });
    }
    Edit::Waivers(waivers)
}
