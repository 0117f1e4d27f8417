//! The years and figures that last year's prose has left in this year's, each until the clerk has
//! decided on it.

use std::ops::Range;

use super::alignment::Alignment;
use super::place::Field;
use super::{Report, YEARS};
use crate::zh;

/// A year, a count or an amount of last year's prose that nobody has decided on. It stays with its
/// words while the text around it changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CarriedFigure {
    /// The field it is in.
    pub field: Field,
    /// The figure's range in bytes of the field's text; empty where its words are gone.
    pub range: (usize, usize),
    /// The number as last year's report had it.
    pub was: String,
}

impl CarriedFigure {
    /// The figure's range in bytes of the field's text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.0..self.range.1
    }
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
                field,
                was: text.get(range.clone()).unwrap_or_default().to_owned(),
                range: (range.start, range.end),
            };
            numbers(text).into_iter().map(mark)
        });
        self.carried = marks.collect();
    }

    /// Moves the marks of a field whose text has become what it is now from `old`. Gives back how
    /// they were, where any is in this field.
    pub(super) fn move_carried(&mut self, field: Field, old: &str) -> Option<Vec<CarriedFigure>> {
        if !self.carried.iter().any(|mark| mark.field == field) {
            return None;
        }
        let former = self.carried.clone();
        let alignment = Alignment::new(old, self.text(field));
        for mark in self.carried.iter_mut().filter(|mark| mark.field == field) {
            let moved = alignment.moved(&mark.range());
            mark.range = (moved.start, moved.end);
        }
        Some(former)
    }

    /// Whether the marks are in their fields, at whole characters.
    #[must_use]
    pub fn carried_fit(&self, marks: &[CarriedFigure]) -> bool {
        marks.iter().all(|mark| self.text(mark.field).get(mark.range()).is_some())
    }

    /// The marks that a change by the clerk's own hand leaves, where `before` is the report before
    /// it: one whose number was changed to another, or deleted with its words, is decided on.
    #[must_use]
    pub fn undecided_after(&self, before: &Self, field: Field) -> Vec<CarriedFigure> {
        let mut left = Vec::with_capacity(self.carried.len());
        for (mark, former) in self.carried.iter().zip(&before.carried) {
            let (was, now) = (before.number_at(former), self.number_at(mark));
            let gone = mark.range.0 == mark.range.1;
            let decided = mark.field == field && (gone || (now != was && now != mark.was));
            if !decided {
                left.push(mark.clone());
            }
        }
        left
    }

    /// The number at a mark: with digits that were put beside it.
    fn number_at(&self, mark: &CarriedFigure) -> String {
        let text = self.text(mark.field);
        let digits = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
        let before = text.get(..mark.range.0).unwrap_or_default();
        let after = text.get(mark.range.1..).unwrap_or_default();
        let mut number: Vec<char> = before.chars().rev().take_while(digits).collect();
        number.reverse();
        number.extend(text.get(mark.range()).unwrap_or_default().chars());
        number.extend(after.chars().take_while(digits));
        number.into_iter().collect()
    }
}
