//! What the rules read: the report, the configuration, and what is worked out once for all rules.

use std::cell::OnceCell;
use std::ops::Range;

use super::Config;
use super::nearby::{self, enclosed};
use super::traditional;
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Figures, LastYear, Report, Value};
use crate::zh;
use crate::zh::agency::{self, AgencyKind};
use crate::zh::counts::{Count, counts};
use crate::zh::dates::{TextDate, dates};
use crate::zh::{Letters, WordList};

/// The most characters between a subject and what is said of it.
const SUBJECT: usize = 60;

/// One check's view of a report.
pub(super) struct Context<'a> {
    pub report: &'a Report,
    pub config: &'a Config,
    prose: OnceCell<Vec<Sentence<'a>>>,
    paragraphs: OnceCell<Vec<Paragraph<'a>>>,
    kind: OnceCell<AgencyKind>,
    traditional: OnceCell<Option<String>>,
}

/// A sentence of the prose: up to 。！？； or the end of its paragraph.
pub(super) struct Sentence<'a> {
    /// Where it is.
    pub field: Field,
    /// In bytes of the field's text.
    pub range: Range<usize>,
    /// The sentence's words, without the mark at its end.
    pub text: &'a str,
    /// The sentence's counts; their ranges are in bytes of the field's text.
    pub counts: Vec<Count>,
    letters: Letters,
    clauses: Vec<Range<usize>>,
    dates: OnceCell<Vec<TextDate>>,
    quoted: OnceCell<Vec<Range<usize>>>,
}

/// A paragraph of the prose, without the white space around it; never empty.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'a> {
    /// Where it is.
    pub field: Field,
    /// Where it begins, in bytes of the field's text.
    pub start: usize,
    /// The paragraph's words.
    pub text: &'a str,
    letters: Letters,
}

impl<'a> Paragraph<'a> {
    /// The places of a list's words in it, in bytes of its own text.
    pub fn places(&self, list: &'a WordList) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        let text = if self.letters.may_have(list) { self.text } else { "" };
        list.places(text)
    }

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
        let (prose, paragraphs, kind) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { report, config, prose, paragraphs, kind, traditional: OnceCell::new() }
    }

    /// Some of the traditional characters, where the report is written in them.
    pub fn traditional(&self) -> Option<&str> {
        self.traditional.get_or_init(|| traditional::in_traditional(self.report)).as_deref()
    }

    /// What kind of agency reports: by its name, or, where that is empty, by what it calls itself
    /// (我镇).
    pub fn kind(&self) -> AgencyKind {
        *self.kind.get_or_init(|| {
            const OWN: [(&str, AgencyKind); 6] = [
                ("我镇", AgencyKind::Town),
                ("本镇", AgencyKind::Town),
                ("我乡", AgencyKind::Township),
                ("本乡", AgencyKind::Township),
                ("我街道", AgencyKind::Subdistrict),
                ("本街道", AgencyKind::Subdistrict),
            ];
            let name = self.report.agency.trim();
            if !name.is_empty() {
                return agency::kind(name);
            }
            let said = |own: &str| self.paragraphs().iter().any(|p| p.text.contains(own));
            OWN.into_iter().find(|(own, _)| said(own)).map_or(AgencyKind::Other, |(_, kind)| kind)
        })
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
    pub fn paragraphs(&self) -> &[Paragraph<'a>] {
        self.paragraphs.get_or_init(|| {
            let report: &'a Report = self.report;
            let fields = Report::printed_fields().into_iter().filter(|field| !field.is_line());
            fields.flat_map(|field| paragraphs(field, report.text(field))).collect()
        })
    }

    /// The paragraphs of a section, before and after its table.
    pub fn section(&self, number: u8) -> &[Paragraph<'a>] {
        let own = |field: Field| field == Field::Before(number) || field == Field::After(number);
        let paragraphs = self.paragraphs();
        let start = paragraphs.iter().position(|p| own(p.field)).unwrap_or(paragraphs.len());
        let length = paragraphs[start..].iter().take_while(|p| own(p.field)).count();
        &paragraphs[start..start + length]
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
        (!text.is_empty()).then_some(Paragraph {
            field,
            start: from,
            text,
            letters: Letters::of(text),
        })
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
        let (letters, clauses) = (Letters::of(text), zh::clauses(text, range.start));
        let (dates, quoted) = (OnceCell::new(), OnceCell::new());
        let counts = counts.to_vec();
        Sentence { field, range, text, counts, letters, clauses, dates, quoted }
    });
    sentences.collect()
}

impl<'a> Sentence<'a> {
    /// Whether any word of a list is in it.
    pub fn has(&self, list: &WordList) -> bool {
        self.letters.may_have(list) && list.are_in(self.text)
    }

    /// The words between two bytes of the field's text, as far as the sentence has them.
    pub fn between(&self, from: usize, to: usize) -> &'a str {
        let (from, to) = (from.max(self.range.start), to.min(self.range.end));
        self.text.get(from - self.range.start..to.max(from) - self.range.start).unwrap_or_default()
    }

    /// The clauses, in bytes of the field's text.
    pub fn clauses(&self) -> &[Range<usize>] {
        &self.clauses
    }

    /// The text before a byte of the field's text, as far back as a subject may be.
    pub fn lead(&self, to: usize) -> &'a str {
        nearby::before(self.text, to.saturating_sub(self.range.start), SUBJECT)
    }

    /// The counts in a stretch.
    pub fn counts_in(&self, stretch: &Range<usize>) -> impl Iterator<Item = &Count> {
        let start = self.counts.partition_point(|count| count.range.start < stretch.start);
        let end = stretch.end;
        self.counts[start..].iter().take_while(move |count| count.range.end <= end)
    }

    /// The end of the count before another one of this sentence, or the sentence's start.
    pub fn end_before(&self, count: &Count) -> usize {
        let index = self.counts.partition_point(|other| other.range.start < count.range.start);
        let last = index.checked_sub(1).and_then(|index| self.counts.get(index));
        last.map_or(self.range.start, |last| last.range.end)
    }

    /// Its years and dates, in bytes of its own text.
    pub fn dates(&self) -> &[TextDate] {
        self.dates.get_or_init(|| dates(self.text))
    }

    /// What is inside 《》, 〔〕 or “”, in bytes of its own text.
    pub fn quoted(&self) -> &[Range<usize>] {
        let pairs = [('《', '》'), ('〔', '〕'), ('“', '”')];
        self.quoted.get_or_init(|| enclosed(self.text, &pairs))
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
