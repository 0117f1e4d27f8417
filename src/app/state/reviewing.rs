//! An import under review: begun, walked through, and ended as a report or as a template.

use super::{App, Leaving};
use crate::app::command::Modal;
use crate::app::document::Document;
use crate::app::kept;
use crate::app::review::{Review, Step};
use crate::finding::Finding;
use crate::import::Imported;
use crate::report::Report;
use crate::report::place::{Field, Place};

impl App {
    /// The import under review; its report is the open one.
    #[must_use]
    pub fn review(&self) -> Option<&Review> {
        self.review.as_ref()
    }

    /// Opens an import for review.
    pub(super) fn begin_review(&mut self, name: String, imported: Imported, as_template: bool) {
        self.install(Document::new(imported.report.clone(), None, false));
        self.review = Some(Review::new(name, imported, as_template));
        self.part = super::Part::Section(3);
    }

    /// Accepts an item, or takes it back.
    pub(super) fn review_step(&mut self, index: usize, step: Step) {
        let (Some(review), Some(document)) = (&mut self.review, &self.document) else { return };
        let (label, edits) = review.step(document.report(), index, step);
        self.edit(&label, edits);
        self.goto_note(index);
    }

    /// Accepts in one step all the proposals that can be accepted together.
    pub(super) fn accept_safe(&mut self) {
        let (Some(review), Some(document)) = (&mut self.review, &self.document) else { return };
        let (label, edits) = review.accept_safe(document.report());
        self.edit(&label, edits);
    }

    /// Shows an item in the source and in the form.
    pub(super) fn goto_note(&mut self, index: usize) {
        let (Some(review), Some(document)) = (&mut self.review, &self.document) else { return };
        let place = review.place_of(document.report(), index).cloned();
        review.current = Some(index);
        if let Some(place) = place.filter(|place| *place != Place::Report) {
            self.goto(match place {
                Place::Year => Place::Field(Field::Title),
                place => place,
            });
        }
    }

    /// The next item that something is left to be done about, or the one before.
    pub(super) fn step_note(&mut self, forward: bool) {
        let (Some(review), Some(document)) = (&self.review, &self.document) else { return };
        let items = review.items(document.report());
        let at = items.iter().position(|item| Some(item.index) == review.current);
        let count = items.len();
        let after = (1..=count).map(|step| match (at, forward) {
            (Some(at), true) => (at + step) % count,
            (Some(at), false) => (at + count - step) % count,
            (None, true) => step - 1,
            (None, false) => count - step,
        });
        let open = after.filter(|at| !items[*at].done).map(|at| items[at].index).next();
        if let Some(index) = open {
            self.goto_note(index);
        }
    }

    /// The cursor has gone to a place: it is what the source shows, unless the item that was gone
    /// to is there.
    pub(super) fn review_cursor(&mut self, cursor: Option<&Place>) {
        let Some(review) = &mut self.review else { return };
        let Some(note) = review.current.and_then(|index| review.note(index)) else { return };
        let (Some(at), Some(cursor)) = (&note.place, cursor) else { return };
        let report = self.document.as_ref().map(Document::report);
        if report.is_some_and(|report| !lies_in(cursor, at, report)) {
            review.current = None;
        }
    }

    /// What was kept of last year's in a field was looked at.
    pub(super) fn look_at(&mut self, field: Field) {
        if let Some(document) = &self.document {
            kept::look_at(document.report(), field, &mut self.looked_at);
        }
    }

    /// Ends the review: what was read is an ordinary report from now on, not saved yet.
    pub(super) fn accept_review(&mut self) {
        self.review = None;
        let Some(document) = &self.document else { return };
        let findings: &[Finding] = document.findings();
        let told = match findings.len() {
            0 => "已打开，没有发现问题。请保存".to_owned(),
            count => format!("已打开，检查发现 {count} 处，见问题栏。请保存"),
        };
        self.tell(told);
    }

    /// Starts the next year's report from the open one.
    pub(super) fn use_as_template(&mut self) {
        let Some(document) = &self.document else { return };
        let report = document.report().clone();
        if self.review.is_some() {
            return self.start_from(&report);
        }
        self.leave(Leaving::Template(Box::new(report)));
    }

    /// The report of the next year starts from this one; what is not carried over is told.
    pub(super) fn start_from(&mut self, last: &Report) {
        let ended = self.ended_year();
        let year = last.year.map_or(ended, |year| year + 1);
        let Some(edition) = crate::edition::for_year(year) else {
            let text = format!("程序没有 {year} 年的表格，请核对上年报告的年度。");
            self.modal = Some(Modal::Failed(text));
            return;
        };
        let report = Self::signed(last.template(edition, &last.agency, year));
        let told = !report.left_behind().is_empty();
        self.install(Document::new(report, None, false));
        let of = last.year.map_or_else(|| "上年".to_owned(), |year| format!("{year} 年"));
        self.tell(format!("已带入{of}报告的机关名称、正文和上年数"));
        if told {
            self.modal = Some(Modal::FromLast);
        }
    }
}

/// Whether a place is another, or in it.
fn lies_in(place: &Place, at: &Place, report: &Report) -> bool {
    let row = |id: &crate::report::place::CellId| {
        report.edition().tables.get(id.table).map(|form| form.cells[id.index].row)
    };
    match (place, at) {
        (Place::Cell(id), Place::Row(table, at)) => id.table == *table && row(id) == Some(*at),
        (Place::Cell(id), Place::Table(table)) => id.table == *table,
        (Place::Field(Field::Title), Place::Year) => true,
        (Place::Field(a), Place::Text(b, _)) => a == b,
        (place, at) => place == at,
    }
}
