//! Stretches of a report's text that stay with their words while the text changes: the marks of
//! last year's figures, and whatever else is said of some words of a field.

use std::ops::Range;

use super::Report;
use super::alignment::Alignment;
use super::place::{Field, Place};

/// A stretch of a field's text. It moves with edits of the field; where its words are gone it is
/// empty, at the place where they were.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    field: Field,
    start: usize,
    end: usize,
}

impl Anchor {
    /// A stretch of a field, in bytes of its text.
    #[must_use]
    pub fn new(field: Field, range: Range<usize>) -> Self {
        Self { field, start: range.start, end: range.end }
    }

    /// The field it is in.
    #[must_use]
    pub fn field(&self) -> Field {
        self.field
    }

    /// Where it is, in bytes of the field's text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Where it is, as a place to go to.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::Text(self.field, self.range())
    }

    /// Whether its words are gone.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.start >= self.end
    }

    /// Its words; `None` where the field has no such stretch.
    #[must_use]
    pub fn words<'a>(&self, report: &'a Report) -> Option<&'a str> {
        report.text(self.field).get(self.range())
    }

    /// Whether a place of the text is in it or right beside it.
    #[must_use]
    pub fn touches(&self, place: &Place) -> bool {
        match place {
            Place::Text(field, range) => {
                *field == self.field && range.start <= self.end && self.start <= range.end
            }
            _ => false,
        }
    }

    /// Moves it with its words.
    pub(super) fn follow(&mut self, alignment: &Alignment) {
        let moved = alignment.moved(&self.range());
        (self.start, self.end) = (moved.start, moved.end);
    }
}

/// Moves the anchors of a field whose text has become `new` from `old`; true where any is in it.
pub(super) fn follow<'a>(
    anchors: impl Iterator<Item = &'a mut Anchor>,
    field: Field,
    (old, new): (&str, &str),
) -> bool {
    let mut here = anchors.filter(|anchor| anchor.field == field).peekable();
    if here.peek().is_none() {
        return false;
    }
    let alignment = Alignment::new(old, new);
    here.for_each(|anchor| anchor.follow(&alignment));
    true
}

#[cfg(test)]
mod tests {
    use super::{Anchor, follow};
    use crate::report::place::{Field, Place};

    #[test]
    fn an_anchor_moves_with_its_words_or_tells_that_they_are_gone() {
        let (first, other) = (Field::Before(1), Field::Before(5));
        let old = "公开信息94条，培训2次。";
        let at = |word: &str| old.find(word).map(|at| at..at + word.len()).unwrap();
        let mut anchors = [
            Anchor::new(first, at("94")),
            Anchor::new(first, at("培训")),
            Anchor::new(other, at("94")),
        ];
        let new = "全年公开信息94条。";
        assert!(follow(anchors.iter_mut(), first, (old, new)));
        assert_eq!(new.get(anchors[0].range()), Some("94"));
        assert!(anchors[1].is_gone() && !anchors[0].is_gone());
        assert_eq!(anchors[2].range(), at("94"), "another field's stays");
        assert!(!follow(anchors.iter_mut(), Field::LeadIn, (old, new)));
        let range = anchors[0].range();
        assert!(anchors[0].touches(&Place::Text(first, range.end..range.end)));
        assert!(!anchors[0].touches(&Place::Text(other, range)));
    }
}
