//! The years and figures that last year's prose has left in this year's, each until the clerk has
//! decided on it.

use std::ops::Range;

use super::anchor::{self, Anchor};
use super::place::Field;
use super::{Report, YEARS};
use crate::zh;

/// A year, a count or an amount of last year's prose that nobody has decided on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CarriedFigure {
    /// Where it is now.
    pub at: Anchor,
    /// The number as last year's report had it.
    pub was: String,
}

/// Every year and every figure of a text, in order, in bytes.
#[must_use]
pub fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (end, _) in text.match_indices('年') {
        let Some(start) = end.checked_sub(4) else { continue };
        let year = text.get(start..end).and_then(|digits| digits.parse::<u16>().ok());
        if year.is_some_and(|year| YEARS.contains(&year)) {
            found.push(start..end);
        }
    }
    found.extend(zh::counts::counts(text).into_iter().map(|count| count.number));
    found.sort_by_key(|range| range.start);
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

impl Report {
    /// The fields of prose, in reading order.
    fn prose_fields() -> impl Iterator<Item = Field> {
        let sections = (1..=6).flat_map(|n| [Field::Before(n), Field::After(n)]);
        std::iter::once(Field::LeadIn).chain(sections)
    }

    /// Marks every year and figure of the prose as last year's.
    pub(super) fn mark_carried(&mut self) {
        let marks = Self::prose_fields().flat_map(|field| {
            let text = self.text(field);
            let mark = move |range: Range<usize>| CarriedFigure {
                was: text.get(range.clone()).unwrap_or_default().to_owned(),
                at: Anchor::new(field, range),
            };
            numbers(text).into_iter().map(mark)
        });
        self.carried = marks.collect();
    }

    /// Moves the marks of a field whose text has become what it is now from `old`; true where any
    /// is in this field.
    pub(super) fn move_carried(&mut self, field: Field, old: &str) -> bool {
        let mut moved = std::mem::take(&mut self.carried);
        let anchors = moved.iter_mut().map(|mark| &mut mark.at);
        let any = anchor::follow(anchors, field, (old, self.text(field)));
        self.carried = moved;
        any
    }

    /// The marks whose words are still there, in the order of the fields: what is left to decide on.
    pub fn undecided(&self) -> impl Iterator<Item = &CarriedFigure> {
        self.carried.iter().filter(|mark| !mark.at.is_gone())
    }

    /// Whether the marks are in their fields, at whole characters.
    #[must_use]
    pub fn carried_fit(&self, marks: &[CarriedFigure]) -> bool {
        marks.iter().all(|mark| mark.at.words(self).is_some())
    }

    /// The marks that a change by the clerk's own hand leaves, where `before` is the report before
    /// it: one whose number was changed to another, or deleted with its words, is decided on.
    #[must_use]
    pub fn undecided_after(&self, before: &Self, field: Field) -> Vec<CarriedFigure> {
        let mut left = Vec::with_capacity(self.carried.len());
        for (mark, former) in self.carried.iter().zip(&before.carried) {
            let (was, now) = (before.number_at(former), self.number_at(mark));
            let changed = mark.at.is_gone() || (now != was && now != mark.was);
            let decided = mark.at.field() == field && changed;
            if !decided {
                left.push(mark.clone());
            }
        }
        left
    }

    /// The number at a mark: with digits that were put beside it.
    fn number_at(&self, mark: &CarriedFigure) -> String {
        let (text, range) = (self.text(mark.at.field()), mark.at.range());
        let digits = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
        let before = text.get(..range.start).unwrap_or_default();
        let after = text.get(range.end..).unwrap_or_default();
        let mut number: Vec<char> = before.chars().rev().take_while(digits).collect();
        number.reverse();
        number.extend(text.get(range).unwrap_or_default().chars());
        number.extend(after.chars().take_while(digits));
        number.into_iter().collect()
    }
}
