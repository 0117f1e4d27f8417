//! The years and figures that last year's prose has left: gone through one by one. Only what the
//! clerk decides on a figure itself settles it: changing it, deleting it with its words, or saying
//! that it is still right.

pub mod items;
pub mod messages;

use messages::CarriedCommand;

use super::comments::messages::CommentsCommand;
use super::core::Core;
use super::modal::Modal;
use super::navigation::Part;
use crate::report::place::{Field, Place};
use crate::report::{CarriedFigure, Edit, FigureDecision, Report};

/// Where a number comes from that is offered for last year's year.
const THIS_YEAR: &str = "今年";

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
        CarriedCommand::Change(mark, number) => {
            change(core, &mark, &number, FigureDecision::ByHand);
        }
        CarriedCommand::CurrentAsOffered => {
            let mark = current(core).cloned();
            let offer = mark.and_then(|mark| Some((offered(core, &mark)?, mark)));
            if let Some((OfferedFigure { number, from }, mark)) = offer {
                let decision = match from.as_str() {
                    THIS_YEAR => FigureDecision::ByHand,
                    _ => FigureDecision::FromTable(from),
                };
                change(core, &mark, &number, decision);
                step(core, |at, count| at.unwrap_or(0) % count);
            }
        }
        CarriedCommand::CurrentIs(number) => {
            if let Some(mark) = chosen(core).and_then(|at| core.report()?.carried.get(at)).cloned()
            {
                change(core, &mark, &number, FigureDecision::ByHand);
                step(core, |at, count| at.unwrap_or(0) % count);
            }
        }
        CarriedCommand::CurrentStillRight => {
            if let Some(mark) = current(core).cloned() {
                still_right(core, &mark);
                step(core, |at, count| at.unwrap_or(0) % count);
            }
        }
        CarriedCommand::Check(true) => {
            core.shown.checking_last = true;
            core.send(CommentsCommand::Close);
            if chosen(core).is_none() || !is_checking(core) {
                step(core, |at, count| at.unwrap_or(0) % count);
            }
        }
        CarriedCommand::Check(false) => core.shown.checking_last = false,
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
        .then(|| OfferedFigure { number: year.to_string(), from: THIS_YEAR.to_owned() })
}

/// Whether the clerk goes through them one by one, and is in a part with prose.
pub(super) fn is_checking(core: &Core) -> bool {
    let Some(report) = core.report().filter(|_| core.shown.checking_last) else { return false };
    let is_here = |mark: &CarriedFigure, section| mark.at.place().section(report) == Some(section);
    match core.shown.part {
        _ if report.carried.is_empty() => false,
        Part::Tables => false,
        Part::Basic => true,
        Part::Section(n) => {
            report.edition().table_in(n).is_none()
                || report.undecided().any(|mark| is_here(mark, n))
        }
    }
}

/// The figure that the clerk is at, where nobody has decided on it.
pub(super) fn current(core: &Core) -> Option<&CarriedFigure> {
    let mark = core.report()?.carried.get(chosen(core)?)?;
    (mark.decision.is_none() && !mark.at.is_gone()).then_some(mark)
}

/// The index of the figure that the clerk is at: the one that was gone to last, else the one where the
/// cursor is.
pub(super) fn chosen(core: &Core) -> Option<usize> {
    let marks = &core.report()?.carried;
    let gone_to = core.carried_at.filter(|index| *index < marks.len());
    gone_to.or_else(|| {
        let at = core.shown.cursor.as_ref()?;
        marks.iter().position(|mark| !mark.at.is_gone() && mark.at.touches(at))
    })
}

/// The cursor goes somewhere: in the field of the figure that was gone to, that is still the one.
pub(super) fn cursor(core: &mut Core, cursor: Option<&Place>) {
    let mark = core.carried_at.and_then(|index| core.report()?.carried.get(index));
    let stays = match (mark, cursor) {
        (Some(mark), Some(Place::Field(field))) => mark.at.field() == *field,
        (_, cursor) => cursor.is_none(),
    };
    if !stays {
        core.carried_at = None;
    }
}

/// Goes to another figure that nobody has decided on: `next` gives its index among them from that of
/// the one the clerk is at, or of the first after it, and their count.
fn step(core: &mut Core, next: impl Fn(Option<usize>, usize) -> usize) {
    let marks = undecided(core);
    if marks.is_empty() {
        return core.notify("上年的数都已核对");
    }
    let carried = core.report().map_or(&[][..], |report| &report.carried);
    let at = chosen(core).and_then(|index| carried.get(index));
    let exact = at.and_then(|at| marks.iter().position(|mark| *mark == at));
    let index = match (exact, at, core.shown.cursor.as_ref()) {
        (Some(at), ..) => next(Some(at), marks.len()),
        (None, Some(at), _) => first_from(&marks, at.at.field(), at.at.range().start),
        (None, _, Some(Place::Text(field, range))) => first_from(&marks, *field, range.start),
        (None, _, Some(Place::Field(field))) => first_from(&marks, *field, 0),
        (None, ..) => next(None, marks.len()),
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
    let marks = core.report().map_or(&[][..], |report| &report.carried);
    core.carried_at = marks.iter().position(|other| other == mark);
    core.goto(mark.at.place());
}

/// Puts another number in the place of one, which is decided on by that. As one step.
fn change(core: &mut Core, mark: &CarriedFigure, number: &str, decision: FigureDecision) {
    let write = Edit::Splice(mark.at.field(), mark.at.range(), number.to_owned());
    decide(core, mark, (format!("{} 改为 {number}", mark.was), decision), Some(write));
}

/// One is right for this year as it stands, as a step that can be taken back.
fn still_right(core: &mut Core, mark: &CarriedFigure) {
    decide(core, mark, (format!("仍然对：{}", mark.was), FigureDecision::ByHand), None);
}

fn decide(
    core: &mut Core,
    mark: &CarriedFigure,
    (label, decision): (String, FigureDecision),
    write: Option<Edit>,
) {
    let Some(report) = core.report() else { return };
    let Some(index) = report.carried.iter().position(|other| other == mark) else { return };
    let mut changed = report.clone();
    if let Some(write) = &write
        && changed.apply(write.clone()).is_err()
    {
        return;
    }
    changed.carried[index].decision = Some(decision);
    core.edit(label, write.into_iter().chain([Edit::Carried(changed.carried)]).collect());
}
