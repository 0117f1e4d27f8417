//! What the rules read: the report, the configuration, and what is worked out once for all rules.

use std::cell::OnceCell;
use std::ops::Range;

use super::Config;
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Figures, LastYear, Report, Value};
use crate::zh;
use crate::zh::counts::{Count, counts};

/// One check's view of a report.
pub(super) struct Context<'a> {
    pub report: &'a Report,
    pub config: &'a Config,
    prose: OnceCell<Vec<Sentence<'a>>>,
}

/// A sentence of the prose: up to 。！？； or the end of its paragraph.
pub(super) struct Sentence<'a> {
    /// Where it stands.
    pub field: Field,
    /// In bytes of the field's text.
    pub range: Range<usize>,
    /// Its words, without the mark at its end.
    pub text: &'a str,
    /// Its counts; their ranges are in bytes of the field's text.
    pub counts: Vec<Count>,
    clauses: Vec<Range<usize>>,
}

/// A paragraph of the prose, without the white space around it; never empty.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'a> {
    /// Where it stands.
    pub field: Field,
    /// Where it begins, in bytes of the field's text.
    pub start: usize,
    /// Its words.
    pub text: &'a str,
}

impl Paragraph<'_> {
    /// A stretch of it, given in bytes of its own text, as a place.
    pub fn place(&self, range: Range<usize>) -> Place {
        Place::Text(self.field, self.start + range.start..self.start + range.end)
    }

    /// Replaces a stretch of it, given likewise.
    pub fn splice(&self, range: Range<usize>, text: impl Into<String>) -> Edit {
        let range = self.start + range.start..self.start + range.end;
        Edit::Splice(self.field, range, text.into())
    }
}

impl<'a> Context<'a> {
    pub fn new(report: &'a Report, config: &'a Config) -> Self {
        Self { report, config, prose: OnceCell::new() }
    }

    /// The sentences of the lead-in and of the sections, in reading order.
    pub fn sentences(&self) -> &[Sentence<'a>] {
        self.prose.get_or_init(|| {
            let report: &'a Report = self.report;
            let prose = Report::printed_fields().into_iter().filter(|field| !field.is_line());
            prose.flat_map(|field| of_field(field, report.text(field))).collect()
        })
    }

    /// The paragraphs of the lead-in and of the sections, in reading order.
    pub fn paragraphs(&self) -> Vec<Paragraph<'a>> {
        let report: &'a Report = self.report;
        let fields = Report::printed_fields().into_iter().filter(|field| !field.is_line());
        fields.flat_map(|field| paragraphs(field, report.text(field))).collect()
    }

    /// The paragraphs of a section, before and after its table.
    pub fn section(&self, number: u8) -> Vec<Paragraph<'a>> {
        let report: &'a Report = self.report;
        let fields = [Field::Before(number), Field::After(number)];
        fields.into_iter().flat_map(|field| paragraphs(field, report.text(field))).collect()
    }

    /// Last year's report, where it is known and is not another year's.
    pub fn last(&self) -> Option<&'a LastYear> {
        self.report.last.as_ref().filter(|last| last.precedes(self.report.year))
    }
}

/// The paragraphs of a field.
pub(super) fn paragraphs(field: Field, text: &str) -> Vec<Paragraph<'_>> {
    let mut start = 0;
    let lines = text.split('\n').filter_map(|line| {
        let from = start + (line.len() - line.trim_start().len());
        start += line.len() + 1;
        let text = line.trim();
        (!text.is_empty()).then_some(Paragraph { field, start: from, text })
    });
    lines.collect()
}

fn of_field(field: Field, text: &str) -> Vec<Sentence<'_>> {
    let found = counts(text);
    let mut rest = found.as_slice();
    let sentences = zh::sentences(text).into_iter().map(|range| {
        let before = rest.iter().take_while(|count| count.range.start < range.end).count();
        let (counts, later) = rest.split_at(before);
        rest = later;
        let text = text.get(range.clone()).unwrap_or_default();
        let clauses = zh::clauses(text, range.start);
        Sentence { field, range, text, counts: counts.to_vec(), clauses }
    });
    sentences.collect()
}

impl<'a> Sentence<'a> {
    /// The words between two bytes of the field's text, as far as the sentence has them.
    pub fn between(&self, from: usize, to: usize) -> &'a str {
        let (from, to) = (from.max(self.range.start), to.min(self.range.end));
        self.text.get(from - self.range.start..to.max(from) - self.range.start).unwrap_or_default()
    }

    /// The clauses, in bytes of the field's text.
    pub fn clauses(&self) -> &[Range<usize>] {
        &self.clauses
    }

    /// The counts that stand in a stretch.
    pub fn counts_in(&self, stretch: &Range<usize>) -> impl Iterator<Item = &Count> {
        self.counts
            .iter()
            .filter(move |c| stretch.start <= c.range.start && c.range.end <= stretch.end)
    }

    /// A stretch of it as a place.
    pub fn place(&self, range: Range<usize>) -> Place {
        Place::Text(self.field, range)
    }
}

/// The number in a cell or total, where it is known: nothing that it is made of is blank.
pub(super) fn known(figures: &Figures, id: CellId) -> Option<i64> {
    let number = |index: usize| match figures.typed(CellId { table: id.table, index }) {
        Value::Count(number) => Some(*number),
        _ => None,
    };
    match &figures.cell(id)?.sum_of {
        Some(leaves) => leaves.iter().map(|leaf| number(*leaf)).sum(),
        None => number(id.index),
    }
}
