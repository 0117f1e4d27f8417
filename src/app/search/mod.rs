//! Find and replace over the whole report's prose.

pub mod messages;
pub(super) mod slice;

use std::ops::Range;

use crate::report::place::Field;
use crate::report::{Edit, Report};

/// One place where the sought words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The field of text that the hit is in.
    pub field: Field,
    /// Bytes in its text.
    pub range: Range<usize>,
}

/// What is sought, and where it was found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The words sought.
    pub words: String,
    /// What to put in their place.
    pub with: String,
    /// Whether replacing is offered.
    pub replacing: bool,
    /// Index of the hit that is shown.
    pub current: usize,
    /// Counts how often it was asked for, so that the bar takes the keyboard each time.
    pub asked: usize,
}

impl Search {
    /// Where the words stand, in reading order.
    #[must_use]
    pub fn hits(&self, report: &Report) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.words.is_empty() {
            return hits;
        }
        for field in Report::printed_fields() {
            let found = report.text(field).match_indices(&self.words);
            hits.extend(found.map(|(at, words)| Hit { field, range: at..at + words.len() }));
        }
        hits
    }

    /// Index of the first hit at or after a byte of a field, going round at the end.
    #[must_use]
    pub fn first_from(hits: &[Hit], field: Field, byte: usize) -> usize {
        let order = |field| Report::printed_fields().iter().position(|f| *f == field);
        let from = (order(field), byte);
        let later = |hit: &Hit| (order(hit.field), hit.range.start) >= from;
        hits.iter().position(later).unwrap_or(0)
    }

    /// The edits that replace some hits, which are in reading order.
    #[must_use]
    pub fn replace(&self, report: &Report, hits: &[Hit]) -> Vec<Edit> {
        let mut edits = Vec::new();
        for field in Report::printed_fields() {
            let mut text = report.text(field).to_owned();
            let here: Vec<&Hit> = hits.iter().filter(|hit| hit.field == field).collect();
            // From the end, so that the ranges before stay right.
            for hit in here.iter().rev() {
                text.replace_range(hit.range.clone(), &self.with);
            }
            if !here.is_empty() {
                edits.push(Edit::Text(field, text));
            }
        }
        edits
    }
}
