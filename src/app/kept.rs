//! Where one was in a report, kept for when it is opened or recovered again.

use std::path::Path;

use super::core::Core;
use super::navigation::Part;
use super::settings::places::KeptPlace;
use super::settings::values::Settings;
use crate::report::Report;
use crate::report::place::{CellId, Field, Place};

/// Upper bound on reports of which it is kept.
const KEPT: usize = 24;

fn fields() -> impl Iterator<Item = Field> {
    std::iter::once(Field::Agency).chain(Report::printed_fields())
}

/// Where one is in the open report; `None` where that has no file and no draft.
fn here(core: &Core) -> Option<KeptPlace> {
    core.report()?;
    let of = core.document_path().or(core.slot.path())?.to_owned();
    let part = match core.shown.part {
        Part::Basic => 0,
        Part::Section(n) => n,
        Part::Tables => 7,
    };
    let place = core.shown.cursor.as_ref().or(core.shown.places.get(&core.shown.part));
    let (cell, field) = match place {
        Some(Place::Cell(id)) => (Some((id.table, id.index)), None),
        Some(Place::Field(at) | Place::Text(at, _)) => {
            (None, fields().position(|field| field == *at))
        }
        _ => (None, None),
    };
    Some(KeptPlace { of, part, cell, field })
}

/// The place in a report, where that still has it.
fn place(kept: &KeptPlace, report: &Report) -> Option<Place> {
    let cell = kept.cell.and_then(|(table, index)| {
        report.edition().tables.get(table)?.cells.get(index)?;
        Some(Place::Cell(CellId { table, index }))
    });
    cell.or_else(|| fields().nth(kept.field?).map(Place::Field))
}

/// Keeps where one is in the open report.
pub(super) fn keep(core: &mut Core) {
    let Some(kept) = here(core) else { return };
    if core.settings.get().places.first() == Some(&kept) {
        return;
    }
    core.settings.change(|settings: &mut Settings| {
        settings.places.retain(|other| other.of != kept.of);
        settings.places.insert(0, kept);
        settings.places.truncate(KEPT);
    });
}

/// Goes to where one was in the open report, whose file or draft this is.
pub(super) fn restore(core: &mut Core, of: &Path) {
    let kept = core.settings.get().places.iter().find(|kept| kept.of == of).cloned();
    let (Some(kept), Some(report)) = (kept, core.report()) else { return };
    let place = place(&kept, report);
    core.shown.part = match kept.part {
        n @ 1..=6 => Part::Section(n),
        7 => Part::Tables,
        _ => Part::Basic,
    };
    if let Some(place) = place {
        core.goto(place);
    }
}
