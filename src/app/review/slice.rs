//! An import under review; its report is the open one.

use std::sync::Arc;

use super::super::core::Core;
use super::super::document::Document;
use super::super::drafts::messages::DraftsAnswer;
use super::super::jobs::Wait;
use super::super::navigation::Part;
use super::super::opening::messages::{OpenAs, OpeningCommand};
use super::comparison::Review;
use super::messages::ReviewCommand;
use crate::import::Imported;
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Report};

/// The review, where there is one.
#[derive(Default)]
pub(crate) struct ReviewSlice {
    review: Option<Review>,
    /// The generation of the report that it is about.
    of: u64,
}

impl ReviewSlice {
    /// The import under review; its report is the open one.
    pub(crate) fn review(&self) -> Option<&Review> {
        self.review.as_ref()
    }

    /// Forgets the review of any report but the one of a generation.
    pub(crate) fn forget_unless(&mut self, generation: u64) {
        if self.of != generation {
            self.review = None;
        }
    }

    /// Opens an import for review.
    pub(crate) fn begin(
        &mut self,
        core: &mut Core,
        (name, imported, open_as): (String, Box<Imported>, OpenAs),
    ) {
        core.install(Document::new(imported.report.clone(), None, false));
        self.of = core.generation;
        self.review = Some(Review::new(name, *imported, open_as == OpenAs::Template));
        core.shown.part = Part::Section(3);
    }

    /// Does what is asked about the review.
    pub(crate) fn handle(&mut self, core: &mut Core, command: ReviewCommand) {
        match command {
            // The import comes from whoever read it: the program gives it to `begin`.
            ReviewCommand::Begin => {}
            ReviewCommand::Step(index, step) => {
                self.edit(core, |review, report| review.step(report, index, step));
                self.goto(core, index);
            }
            ReviewCommand::AcceptCurrent => {
                if let Some(index) = self.review.as_ref().and_then(|review| review.current) {
                    let accept = super::comparison::ReviewStep::Accept;
                    self.handle(core, ReviewCommand::Step(index, accept));
                }
            }
            ReviewCommand::AcceptProposals => self.edit(core, Review::accept_safe),
            ReviewCommand::MoveLine(line, to) => {
                self.edit(core, |review, report| review.move_line(report, line, to));
            }
            ReviewCommand::Choose(index) => {
                if let Some(review) = &mut self.review {
                    review.current = Some(index);
                }
            }
            ReviewCommand::Goto(index) => self.goto(core, index),
            ReviewCommand::Next => {
                self.step(core, |at, step, count| at.map_or(step - 1, |at| (at + step) % count));
            }
            ReviewCommand::Previous => self.step(core, |at, step, count| {
                at.map_or(count - step, |at| (at + count - step) % count)
            }),
            ReviewCommand::Finish => self.finish(core),
            ReviewCommand::AsTemplate => {
                if let Some(report) = core.report().cloned() {
                    // What was used is of no use as a draft.
                    let slot = Arc::clone(&core.slot);
                    core.jobs.start_awaited(Wait::Draft, move || {
                        slot.finish();
                        DraftsAnswer::Gone
                    });
                    core.send(OpeningCommand::StartFrom(Box::new(report)));
                }
            }
        }
    }

    /// Follows the report after whatever was done.
    pub(crate) fn follow(&mut self, core: &Core) {
        if let (Some(review), Some(report)) = (&mut self.review, core.report()) {
            review.follow(report);
        }
    }

    /// The cursor has gone to a place: it is what the source shows, unless the item that was gone
    /// to is there.
    pub(crate) fn cursor(&mut self, core: &Core, cursor: Option<&Place>) {
        let Some(review) = &mut self.review else { return };
        let Some(note) = review.current.and_then(|index| review.note(index)) else { return };
        let (Some(at), Some(cursor)) = (&note.place, cursor) else { return };
        if core.report().is_some_and(|report| !lies_in(cursor, at, report)) {
            review.current = None;
        }
    }

    /// Makes the edits that a step of the review leads to.
    fn edit(
        &mut self,
        core: &mut Core,
        step: impl FnOnce(&mut Review, &Report) -> (String, Vec<Edit>),
    ) {
        let (Some(review), Some(report)) = (&mut self.review, core.report()) else { return };
        let (label, edits) = step(review, report);
        core.edit(label, edits);
    }

    /// Shows an item in the source and in the form.
    fn goto(&mut self, core: &mut Core, index: usize) {
        let (Some(review), Some(report)) = (&mut self.review, core.report()) else { return };
        let place = review.place_of(report, index).cloned();
        review.current = Some(index);
        if let Some(place) = place.filter(|place| *place != Place::Report) {
            core.goto(match place {
                Place::Year => Place::Field(Field::Title),
                place => place,
            });
        }
    }

    /// Goes to the nearest item that something is left to be done about: `nth` gives the one so
    /// many steps from the current one, of so many.
    fn step(&mut self, core: &mut Core, nth: impl Fn(Option<usize>, usize, usize) -> usize) {
        let (Some(review), Some(report)) = (&self.review, core.report()) else { return };
        let items = review.items(report);
        let at = items.iter().position(|item| Some(item.index) == review.current);
        let count = items.len();
        let mut after = (1..=count).map(|step| nth(at, step, count));
        let open = after.find(|at| !items[*at].done).map(|at| items[at].index);
        if let Some(index) = open {
            self.goto(core, index);
        }
    }

    /// Ends the review: what was read is an ordinary report from now on, not saved yet.
    fn finish(&mut self, core: &mut Core) {
        self.review = None;
        let Some(document) = &core.document else { return };
        let told = match document.findings().len() {
            0 => "已打开，没有发现问题。请保存".to_owned(),
            count => format!("已打开，检查发现 {count} 处，见问题栏。请保存"),
        };
        core.notify(told);
    }
}

/// Whether a place is another, or in it.
fn lies_in(place: &Place, at: &Place, report: &Report) -> bool {
    let row =
        |id: &CellId| report.edition().tables.get(id.table).map(|form| form.cells[id.index].row);
    match (place, at) {
        (Place::Cell(id), Place::Row(table, at)) => id.table == *table && row(id) == Some(*at),
        (Place::Cell(id), Place::Table(table)) => id.table == *table,
        (Place::Field(Field::Title), Place::Year) => true,
        (Place::Field(a), Place::Text(b, _)) => a == b,
        (place, at) => place == at,
    }
}
