//! The edits that lead from one state of a report to another, as few and as short as is easy: what
//! the history of changes is made of.

use super::comment::Comment;
use super::place::Field;
use super::{CarriedFigure, CommentPlace, Edit, Report};

/// One step of a history, of a report or of what else is edited: how to take it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<E = Edit> {
    /// What was done, as the undo menu says it.
    pub label: String,
    /// When it was done, in minutes since 1970 in China.
    pub minute: u64,
    /// The edits that take it back, in order.
    pub back: Vec<E>,
}

/// An edit that takes memory for as long as it can be taken back.
pub trait Weighed {
    /// How much memory it takes, roughly, in bytes.
    fn weight(&self) -> usize;
}

impl<E: Weighed> Step<E> {
    /// How much memory it takes, roughly, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        let edits = self.back.iter().map(Weighed::weight).sum::<usize>();
        size_of::<Self>() + self.label.len() + edits
    }
}

impl Weighed for Edit {
    fn weight(&self) -> usize {
        /// What the figures of a whole form take.
        const FIGURES: usize = 16_384;
        /// What the name of a cell takes.
        const CELL_NAME: usize = 48;
        let more = match self {
            Edit::Text(_, text) | Edit::Splice(_, _, text) => text.len(),
            Edit::Carried(marks) => carried_weight(marks),
            Edit::Marked(_, marks) => {
                carried_weight(&marks.carried)
                    + marks.places.len() * (size_of::<CommentPlace>() + CELL_NAME)
            }
            Edit::Comments(comments) => comments.iter().map(Comment::weight).sum(),
            Edit::Published(Some(published)) => {
                let report = &published.report;
                let fields = Report::printed_fields();
                FIGURES + fields.into_iter().map(|field| report.text(field).len()).sum::<usize>()
            }
            Edit::Figures(_) => FIGURES,
            Edit::Last(Some(last)) => {
                FIGURES + last.sections.iter().map(String::len).sum::<usize>()
            }
            Edit::Waivers(waivers) => waivers
                .iter()
                .map(|w| w.place.len() + w.message.len() + w.about.len() + w.reason.len())
                .sum(),
            Edit::Imported(Some(imported)) => {
                imported.unplaced.iter().chain(&imported.cleaned).map(String::len).sum()
            }
            _ => 0,
        };
        size_of::<Self>() + more
    }
}

fn carried_weight(marks: &[CarriedFigure]) -> usize {
    marks.iter().map(|mark| size_of::<CarriedFigure>() + mark.was.len()).sum()
}

/// The edits that make `to` of `from`; none where they are the same.
#[must_use]
pub fn difference(from: &Report, to: &Report) -> Vec<Edit> {
    let mut edits = Vec::new();
    if from.year != to.year {
        edits.push(Edit::Year(to.year));
    }
    let fields = std::iter::once(Field::Agency).chain(Report::printed_fields());
    edits.extend(fields.filter_map(|field| splice(field, from.text(field), to.text(field))));
    if from.edition() == to.edition() {
        figures(from, to, &mut edits);
    } else {
        edits.push(Edit::Figures(Box::new(to.figures.clone())));
    }
    if from.last != to.last {
        edits.push(Edit::Last(to.last.clone().map(Box::new)));
    }
    if from.waivers != to.waivers {
        edits.push(Edit::Waivers(to.waivers.clone()));
    }
    if from.imported != to.imported {
        edits.push(Edit::Imported(to.imported.clone().map(Box::new)));
    }
    let (carried, comments) = marks_after(from, &edits);
    if carried != to.carried {
        edits.push(Edit::Carried(to.carried.clone()));
    }
    if comments != to.comments {
        edits.push(Edit::Comments(to.comments.clone()));
    }
    if from.published != to.published {
        edits.push(Edit::Published(to.published.clone()));
    }
    edits
}

/// The marks of what is carried over and the comments, as edits of a report leave them.
fn marks_after(report: &Report, edits: &[Edit]) -> (Vec<CarriedFigure>, Vec<Comment>) {
    if report.carried.is_empty() && report.comments.is_empty() {
        return Default::default();
    }
    let mut report = report.clone();
    for edit in edits.iter().filter(|edit| matches!(edit, Edit::Splice(..))) {
        // A splice that is part of a difference can always be made.
        let _made = report.apply(edit.clone());
    }
    (report.carried, report.comments)
}

fn figures(from: &Report, to: &Report, edits: &mut Vec<Edit>) {
    let (old, new) = (&from.figures, &to.figures);
    if old == new {
        return;
    }
    for id in new.cells() {
        if old.typed(id) != new.typed(id) {
            edits.push(Edit::Value(id, new.typed(id).clone()));
        }
        if old.printed(id) != new.printed(id) {
            edits.push(Edit::Printed(id, new.printed(id).cloned()));
        }
    }
}

/// The stretch that differs, put in place of the former one.
fn splice(field: Field, from: &str, to: &str) -> Option<Edit> {
    if from == to {
        return None;
    }
    let same = |(a, b): &(u8, u8)| a == b;
    let mut start = from.bytes().zip(to.bytes()).take_while(same).count();
    while !from.is_char_boundary(start) || !to.is_char_boundary(start) {
        start -= 1;
    }
    let (rest, other) = (from.get(start..)?, to.get(start..)?);
    let mut end = rest.bytes().rev().zip(other.bytes().rev()).take_while(same).count();
    while !rest.is_char_boundary(rest.len() - end) || !other.is_char_boundary(other.len() - end) {
        end -= 1;
    }
    let new = other.get(..other.len() - end)?.to_owned();
    Some(Edit::Splice(field, start..from.len() - end, new))
}

#[cfg(test)]
mod tests {
    use super::{difference, splice};
    use crate::report::place::{CellId, Field};
    use crate::report::{Edit, Figures, ImportRecord, Report, Value, Waiver};
    use proptest::prelude::*;

    #[test]
    fn what_differs_is_as_short_as_can_be() {
        for (from, to, range, new) in [
            ("", "甲", 0..0, "甲"),
            ("甲乙丙", "甲丙", 3..6, ""),
            ("甲甲", "甲甲甲", 6..6, "甲"),
            // 一 and 丁 begin with the same byte, 一 and 且 end with another.
            ("一二", "丁二", 0..3, "丁"),
            ("a", "b", 0..1, "b"),
        ] {
            let edit = splice(Field::LeadIn, from, to);
            assert_eq!(edit, Some(Edit::Splice(Field::LeadIn, range, new.into())), "{from} {to}");
        }
    }

    fn any_report() -> impl Strategy<Value = Report> {
        let edition = prop_oneof![Just("2021"), Just("2019")];
        let cells = prop::collection::vec((0usize..3, 0usize..40, 0i64..3), 0..6);
        let texts = prop::collection::vec((0usize..22, "[甲乙一丁\na]{0,6}"), 0..6);
        (edition, cells, texts, any::<bool>(), 0u8..3).prop_map(
            |(edition, cells, texts, last, waivers)| {
                let edition = crate::edition::by_id(edition).unwrap();
                let mut report = Report::blank(edition, "甲镇", 2025);
                for (table, index, count) in cells {
                    let id = CellId { table, index };
                    let edit = if report.figures.is_total(id) {
                        Edit::Printed(id, Some(Value::Count(count)))
                    } else {
                        Edit::Value(id, Value::Count(count))
                    };
                    let _no_such_cell = report.apply(edit);
                }
                let fields = Report::printed_fields();
                for (at, text) in texts {
                    let _several_lines = report.apply(Edit::Text(fields[at % fields.len()], text));
                }
                let other = Report::blank(report.edition().clone(), "", 2024).as_last_year();
                report.last = last.then_some(other);
                report.waivers = vec![Waiver::default(); usize::from(waivers)];
                report.imported = (waivers == 1).then(ImportRecord::default);
                report
            },
        )
    }

    proptest! {
        #![proptest_config(crate::testing::cases())]

        #[test]
        fn the_difference_leads_there_and_back(from in any_report(), to in any_report()) {
            let mut report = from.clone();
            let mut back = Vec::new();
            for edit in difference(&from, &to) {
                back.push(report.apply(edit).unwrap());
            }
            prop_assert_eq!(&report, &to);
            for edit in back.into_iter().rev() {
                report.apply(edit).unwrap();
            }
            prop_assert_eq!(&report, &from);
            prop_assert!(difference(&from, &from).is_empty());
        }
    }

    #[test]
    fn another_form_is_one_edit() {
        let of = |id: &str| Report::blank(crate::edition::by_id(id).unwrap(), "", 2025);
        let mut to = of("2021");
        to.figures = Figures::blank(of("2019").edition().clone());
        assert_eq!(difference(&of("2021"), &to), [Edit::Figures(Box::new(to.figures.clone()))]);
    }
}
