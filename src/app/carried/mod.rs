//! The years and figures that last year's prose has left: gone through one by one. Only what the
//! clerk decides on a figure itself takes its mark away: changing it, deleting it with its words,
//! or saying that it is still right.

pub mod messages;

use messages::CarriedCommand;

use super::core::Core;
use super::modal::Modal;
use crate::report::place::{Field, Place};
use crate::report::{CarriedFigure, Edit, Report};

/// A number that is offered in the place of one of last year's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedFigure {
    /// The number, as it would be written.
    pub number: String,
    /// Where it comes from: 表三, 今年.
    pub from: String,
}

/// Does what is asked about figures that are carried over.
pub(super) fn handle(core: &mut Core, command: CarriedCommand) {
    match command {
        CarriedCommand::Next => step(core, |at, count| at.map_or(0, |at| (at + 1) % count)),
        CarriedCommand::Previous => {
            step(core, |at, count| at.map_or(count - 1, |at| (at + count - 1) % count));
        }
        CarriedCommand::Goto(mark) => {
            core.modal = None;
            goto(core, &mark);
        }
        CarriedCommand::StillRight(mark) => still_right(core, &mark),
        CarriedCommand::Change(mark, number) => change(core, &mark, &number),
        CarriedCommand::CurrentAsOffered => {
            let mark = current(core).cloned();
            if let Some((mark, number)) = mark.and_then(|mark| {
                let number = offered(core, &mark)?.number;
                Some((mark, number))
            }) {
                change(core, &mark, &number);
                step(core, |at, count| at.unwrap_or(0) % count);
            }
        }
        CarriedCommand::CurrentStillRight => {
            if let Some(mark) = current(core).cloned() {
                still_right(core, &mark);
                step(core, |at, count| at.unwrap_or(0) % count);
            }
        }
        CarriedCommand::List => core.modal = core.document.as_ref().map(|_| Modal::Carried),
    }
}

/// The figures that nobody has decided on, in reading order. Those whose words are gone are over.
pub(super) fn undecided(core: &Core) -> Vec<&CarriedFigure> {
    core.report().into_iter().flat_map(Report::undecided).collect()
}

/// What is offered for a figure: what the tables have for it, or this year for the year before.
pub(super) fn offered(core: &Core, mark: &CarriedFigure) -> Option<OfferedFigure> {
    let document = core.document.as_ref()?;
    let report = document.report();
    if let Some(figure) = document.table_figure(mark) {
        let form = report.edition().tables.get(figure.cell.table)?;
        let (number, from) = (figure.figure.to_string(), form.name.clone());
        return Some(OfferedFigure { number, from });
    }
    let year = report.year?;
    let behind = report.text(mark.at.field()).get(mark.at.range().end..)?;
    let is_last = behind.starts_with('年') && mark.was == (year - 1).to_string();
    let still = mark.at.words(report) == Some(mark.was.as_str());
    (is_last && still)
        .then(|| OfferedFigure { number: year.to_string(), from: "今年".to_owned() })
}

/// The figure that the clerk is at.
pub(super) fn current(core: &Core) -> Option<&CarriedFigure> {
    let at = position(core)?;
    undecided(core).into_iter().find(|mark| mark.at.touches(&at))
}

/// Where the clerk is in the prose: where was gone to last, else where the cursor is.
fn position(core: &Core) -> Option<Place> {
    core.carried_at.clone().or_else(|| core.shown.cursor.clone())
}

/// Goes to another figure: `next` gives its index from that of the one the clerk is at, or of the
/// first after it, and their count.
fn step(core: &mut Core, next: impl Fn(Option<usize>, usize) -> usize) {
    let marks = undecided(core);
    if marks.is_empty() {
        return core.notify("上年的数都已核对");
    }
    let at = position(core);
    let exact = at.as_ref().and_then(|at| marks.iter().position(|mark| mark.at.touches(at)));
    let index = match (exact, &at) {
        (Some(at), _) => next(Some(at), marks.len()),
        (None, Some(Place::Text(field, range))) => first_from(&marks, *field, range.start),
        (None, Some(Place::Field(field))) => first_from(&marks, *field, 0),
        (None, _) => next(None, marks.len()),
    };
    let mark = marks[index].clone();
    goto(core, &mark);
}

/// Index of the first figure at or after a byte of a field, going round at the end.
fn first_from(marks: &[&CarriedFigure], field: Field, byte: usize) -> usize {
    let order = |field| Report::printed_fields().iter().position(|other| *other == field);
    let from = (order(field), byte);
    marks
        .iter()
        .position(|mark| (order(mark.at.field()), mark.at.range().start) >= from)
        .unwrap_or(0)
}

fn goto(core: &mut Core, mark: &CarriedFigure) {
    let place = mark.at.place();
    core.carried_at = Some(place.clone());
    core.goto(place);
}

/// Puts another number in the place of one, which is decided on by that. As one step.
fn change(core: &mut Core, mark: &CarriedFigure, number: &str) {
    let Some(report) = core.report() else { return };
    let Some(index) = report.carried.iter().position(|other| other == mark) else { return };
    let write = Edit::Splice(mark.at.field(), mark.at.range(), number.to_owned());
    let mut changed = report.clone();
    if changed.apply(write.clone()).is_ok() {
        changed.carried.remove(index);
        let label = format!("{} 改为 {number}", mark.was);
        core.edit(label, vec![write, Edit::Carried(changed.carried)]);
    }
}

/// Takes the mark of one figure away, as a step that can be taken back.
fn still_right(core: &mut Core, mark: &CarriedFigure) {
    let Some(report) = core.report() else { return };
    let left: Vec<_> = report.carried.iter().filter(|other| *other != mark).cloned().collect();
    if left.len() < report.carried.len() {
        let label = format!("仍然对：{}", mark.was);
        core.edit(label, vec![Edit::Carried(left)]);
    }
}
