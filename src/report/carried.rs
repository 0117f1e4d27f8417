//! The years and figures that last year's prose has left in this year's, and what the clerk has
//! decided on each.

use std::ops::Range;

use super::anchor::{self, Anchor};
use super::place::Field;
use super::{Report, YEARS};
use crate::zh;

/// A year, a count, a share, a span of time or an amount of last year's prose.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CarriedFigure {
    /// Where it is now.
    pub at: Anchor,
    /// The number as last year's report had it.
    pub was: String,
    /// What the clerk decided on it; `None` while nobody has.
    pub decision: Option<FigureDecision>,
}

/// What a clerk has decided on one of last year's figures. Whether it is another number now, the
/// same, or gone, the text says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureDecision {
    /// By hand: changed, deleted with its words, or confirmed as it stands.
    ByHand,
    /// The figure of a table was taken, whose name this is.
    FromTable(String),
}

impl CarriedFigure {
    /// A figure that nobody has decided on.
    #[must_use]
    pub fn new(at: Anchor, was: String) -> Self {
        Self { at, was, decision: None }
    }
}

/// Words behind a number that make it a share or a span of time.
const MORE_UNITS: [&str; 8] = ["%", "％", "个百分点", "个工作日", "个月", "个小时", "小时", "天"];

/// Every year and every figure of a text, in order, in bytes.
#[must_use]
pub fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (sign, _) in text.match_indices('年') {
        // 2021 年 is written as well.
        let end = text
            .get(..sign)
            .map_or(sign, |before| before.trim_end_matches([' ', '\u{3000}']).len());
        let Some(start) = end.checked_sub(4) else { continue };
        let year = text.get(start..end).and_then(|digits| digits.parse::<u16>().ok());
        if year.is_some_and(|year| YEARS.contains(&year)) {
            found.push(start..end);
        }
    }
    found.extend(zh::counts::counts(text).into_iter().map(|count| count.number));
    found.extend(shares_and_spans(text));
    found.sort_by_key(|range| range.start);
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

/// Numbers with a share or a span of time behind them: 98.5%, 7个工作日.
fn shares_and_spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || ".．".contains(c);
    MORE_UNITS.iter().flat_map(|unit| text.match_indices(unit)).filter_map(move |(end, _)| {
        let before = text.get(..end)?;
        let start = before.trim_end_matches(digits).len();
        let number = before.get(start..)?;
        let begins = number.find(|c: char| !".．".contains(c))?;
        Some(start + begins..end)
    })
}

/// Where the unit behind a number that ends at a byte ends: 年, 条, %, 个工作日; the byte itself where
/// there is none.
fn end_of_unit(text: &str, counts: &[zh::counts::Count], end: usize) -> usize {
    let behind = text.get(end..).unwrap_or_default();
    let close = behind.trim_start_matches([' ', '\u{3000}']);
    if let Some(unit) = ["年"].iter().chain(&MORE_UNITS).find(|unit| close.starts_with(**unit)) {
        return end + (behind.len() - close.len()) + unit.len();
    }
    let count = counts.iter().find(|count| count.number.end == end);
    count.map_or(end, |count| count.range.end.max(end))
}

/// From so many characters on, words that come into a text in one change were put in rather than typed.
const PASTED: usize = 8;

/// How many characters on each side of a number tell it from others like it.
const AROUND: usize = 4;

/// What a text has more than it had, between what both begin and end with, in bytes.
fn inserted(old: &str, new: &str) -> Range<usize> {
    let same = |a: &(char, char)| a.0 == a.1;
    let length = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(same).map(|(c, _)| c.len_utf8()).sum()
    };
    let start = length(&mut old.chars().zip(new.chars()));
    let rest = |text: &str| text.get(start..).unwrap_or_default().chars().rev().collect::<Vec<_>>();
    let behind = length(&mut rest(old).into_iter().zip(rest(new)));
    start..new.len() - behind
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
            let mark = move |range: Range<usize>| {
                let was = text.get(range.clone()).unwrap_or_default().to_owned();
                CarriedFigure::new(Anchor::new(field, range), was)
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

    /// The marks that nobody has decided on and whose words are still there, in the order of the
    /// fields: what is left to decide on.
    pub fn undecided(&self) -> impl Iterator<Item = &CarriedFigure> {
        self.carried.iter().filter(|mark| mark.decision.is_none() && !mark.at.is_gone())
    }

    /// The marks of a field whose words are still there: the index of each, and where it stands with
    /// its unit, in bytes of the field's text.
    #[must_use]
    pub fn carried_in(&self, field: Field) -> Vec<(usize, Range<usize>)> {
        let here = |mark: &CarriedFigure| mark.at.field() == field && !mark.at.is_gone();
        let mut marks = self.carried.iter().enumerate().filter(|(_, mark)| here(mark)).peekable();
        if marks.peek().is_none() {
            return Vec::new();
        }
        let text = self.text(field);
        let counts = zh::counts::counts(text);
        let with_unit = |range: Range<usize>| range.start..end_of_unit(text, &counts, range.end);
        marks.map(|(index, mark)| (index, with_unit(mark.at.range()))).collect()
    }

    /// Whether the marks are in their fields, at whole characters.
    #[must_use]
    pub fn carried_fit(&self, marks: &[CarriedFigure]) -> bool {
        marks.iter().all(|mark| mark.at.words(self).is_some())
    }

    /// The marks after a change by the clerk's own hand, where `before` is the report before it: one
    /// whose number was changed to another, or deleted with its words, is decided on.
    #[must_use]
    pub fn decided_after(&self, before: &Self, field: Field) -> Vec<CarriedFigure> {
        let mut marks = self.carried.clone();
        for (mark, former) in marks.iter_mut().zip(&before.carried) {
            if former.at.is_gone() {
                // What is written where it was is not the figure.
                let at = mark.at.range().start;
                mark.at = Anchor::new(mark.at.field(), at..at);
            }
            let (was, now) = (before.number_at(former), self.number_at(mark));
            let gone = mark.at.is_gone() && !former.at.is_gone();
            let changed = gone || (now != was && now != mark.was);
            if mark.at.field() == field && changed {
                mark.decision = Some(FigureDecision::ByHand);
            }
        }
        self.mark_returned(before, field, &mut marks);
        marks
    }

    /// Words that were cut, or copied, and come back elsewhere bring last year's figures with them: each is
    /// marked again, and nobody has decided on it.
    fn mark_returned(&self, before: &Self, field: Field, marks: &mut Vec<CarriedFigure>) {
        let text = self.text(field);
        let inserted = inserted(before.text(field), text);
        let words = text.get(inserted.clone()).unwrap_or_default();
        if before.carried.is_empty() || words.chars().count() < PASTED {
            return;
        }
        let within =
            |range: &Range<usize>| inserted.start <= range.start && range.end <= inserted.end;
        let mut is_new = false;
        for range in numbers(text).into_iter().filter(within) {
            let is_marked = |mark: &CarriedFigure| {
                let at = mark.at.range();
                mark.at.field() == field && at.start < range.end && range.start < at.end
            };
            if marks.iter().any(is_marked) {
                continue;
            }
            let number = text.get(range.clone()).unwrap_or_default();
            let around = (text.get(inserted.start..range.start), text.get(range.end..inserted.end));
            let at = Anchor::new(field, range);
            let gone = |mark: &&mut CarriedFigure| mark.at.is_gone() && mark.was == number;
            if let Some(mark) = marks.iter_mut().find(gone) {
                (mark.at, mark.decision, is_new) = (at, None, true);
            } else if before.has_undecided(number, around) {
                marks.push(CarriedFigure::new(at, number.to_owned()));
                is_new = true;
            }
        }
        if is_new {
            let order: Vec<Field> = Self::prose_fields().collect();
            let place =
                |at: &Anchor| (order.iter().position(|f| *f == at.field()), at.range().start);
            marks.sort_by_key(|mark| place(&mark.at));
        }
    }

    /// Whether one of last year's figures that nobody has decided on is this number and stands between the
    /// same words.
    fn has_undecided(&self, number: &str, (left, right): (Option<&str>, Option<&str>)) -> bool {
        let left: String = {
            let left = left.unwrap_or_default();
            let skipped = left.chars().count().saturating_sub(AROUND);
            left.chars().skip(skipped).collect()
        };
        let right: String = right.unwrap_or_default().chars().take(AROUND).collect();
        self.undecided().filter(|mark| mark.was == number).any(|mark| {
            let (text, range) = (self.text(mark.at.field()), mark.at.range());
            text.get(range.clone()) == Some(number)
                && text.get(..range.start).is_some_and(|before| before.ends_with(&left))
                && text.get(range.end..).is_some_and(|after| after.starts_with(&right))
        })
    }

    /// The number at a mark: with digits that were put beside it; empty where its words are gone.
    #[must_use]
    pub fn number_at(&self, mark: &CarriedFigure) -> String {
        if mark.at.is_gone() {
            return String::new();
        }
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

#[cfg(test)]
mod tests {
    use super::{CarriedFigure, Field, Report, inserted};
    use crate::report::Edit;

    fn started(texts: [&str; 2]) -> Report {
        let edition = crate::edition::by_id("2021").unwrap();
        let mut report = Report::blank(edition, "甲镇", 2022);
        for (field, text) in [Field::Before(1), Field::Before(5)].into_iter().zip(texts) {
            report.apply(Edit::Text(field, text.into())).unwrap();
        }
        report.mark_carried();
        report
    }

    /// What the clerk's hand makes of a field.
    fn write(report: &mut Report, field: Field, text: &str) {
        let before = report.clone();
        report.apply(Edit::Text(field, text.into())).unwrap();
        report.carried = report.decided_after(&before, field);
    }

    fn left(report: &Report) -> Vec<(Field, String)> {
        let of = |mark: &CarriedFigure| (mark.at.field(), report.number_at(mark));
        report.undecided().map(of).collect()
    }

    #[test]
    fn figures_that_are_cut_or_copied_come_back_with_their_words() {
        let (first, other) = (Field::Before(1), Field::Before(5));
        let words = "2021年公开信息94条，培训2次。";
        let all: Vec<(Field, String)> =
            ["2021", "94", "2"].map(|number| (first, number.to_owned())).into();
        let mut report = started([words, "下步工作。"]);
        assert_eq!(left(&report), all);
        // All of it cut, and put back.
        write(&mut report, first, "");
        assert_eq!(left(&report), []);
        write(&mut report, first, words);
        assert_eq!(left(&report), all);
        // Into another part.
        write(&mut report, first, "2021年公开。");
        write(&mut report, other, "下步工作。公开信息94条，培训2次。");
        let there = [(first, "2021".to_owned()), (other, "94".into()), (other, "2".into())];
        assert_eq!(left(&report), there);
        // Copied first, and deleted then.
        write(&mut report, other, "下步工作。公开信息94条，培训2次。\n公开信息94条，培训2次。");
        assert_eq!(left(&report).len(), 5);
        write(&mut report, other, "下步工作。\n公开信息94条，培训2次。");
        assert_eq!(left(&report), there);
        // What was decided on stays so, and what is typed is the clerk's.
        let mut report = started([words, ""]);
        write(&mut report, first, "2022年公开信息94条，培训2次。");
        write(&mut report, first, "");
        write(&mut report, first, "2022年公开信息120条。");
        assert_eq!(left(&report), []);
        let mut report = started([words, ""]);
        write(&mut report, first, "2021年公开信息条，培训2次。");
        write(&mut report, first, "2021年公开信息94条，培训2次。");
        assert_eq!(left(&report).len(), 2, "94 was typed");
    }

    #[test]
    fn what_is_inserted_is_between_what_stays() {
        for (old, new, words) in [
            ("", "甲乙", "甲乙"),
            ("甲丙", "甲乙丙", "乙"),
            ("甲甲", "甲甲甲", "甲"),
            ("甲乙", "甲乙", ""),
            ("甲乙丙", "甲丙", ""),
        ] {
            assert_eq!(new.get(inserted(old, new)), Some(words), "{old} {new}");
        }
    }
}
