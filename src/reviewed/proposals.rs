//! What a file says otherwise than the report, as proposals.

use std::ops::Range;

use super::cells;
use super::document::{ReviewedBlock, ReviewedText};
use super::lines::{ReportItem, ReportLine, packed};
use super::pairing::{Paired, pairs};
use super::{ProposedAt, ReviewProposal};
use crate::compare::{StretchKind, stretches};
use crate::report::place::Field;
use crate::report::{Anchor, Report};
use crate::zh;

/// Every change, in the order of the report; what has no place is added to `unplaced`.
pub(super) fn all(
    report: &Report,
    items: &[ReportItem],
    text: &ReviewedText,
    unplaced: &mut Vec<String>,
) -> Vec<ReviewProposal> {
    let mut found = FoundChanges { report, items, text, unplaced, proposals: Vec::new() };
    let pairs = pairs(items, &text.revised);
    let mut last = None;
    let mut rest = pairs.as_slice();
    while let [pair, after @ ..] = rest {
        rest = after;
        match *pair {
            Paired::Both(i, j) => {
                found.both(i, j);
                last = Some(i);
            }
            Paired::Gone(first) => {
                // Paragraphs that are deleted together are one proposal.
                let mut end = first;
                while let [Paired::Gone(next), after @ ..] = rest
                    && found.field(*next).is_some()
                    && found.field(*next) == found.field(first)
                {
                    (end, rest) = (*next, after);
                }
                found.gone(first, end);
                last = Some(end);
            }
            Paired::Added(first) => {
                let mut added = vec![first];
                while let [Paired::Added(next), after @ ..] = rest {
                    added.push(*next);
                    rest = after;
                }
                if !found.is_list_of_findings(&added) {
                    found.added(last, &added);
                }
            }
        }
    }
    found.proposals
}

struct FoundChanges<'a> {
    report: &'a Report,
    items: &'a [ReportItem],
    text: &'a ReviewedText,
    unplaced: &'a mut Vec<String>,
    proposals: Vec<ReviewProposal>,
}

impl FoundChanges<'_> {
    fn field(&self, index: usize) -> Option<Field> {
        match self.items.get(index)? {
            ReportItem::Line(line) => Some(line.field),
            ReportItem::Table(_) => None,
        }
    }

    fn propose(&mut self, field: Field, range: Range<usize>, new: &str) {
        let Some(old) = self.report.text(field).get(range.clone()) else { return };
        if old == new {
            return;
        }
        let tracked = self.text.tracked.iter().find(|tracked| {
            let (words, own) = (tracked.text.trim(), if tracked.inserted { new } else { old });
            let own = own.trim();
            !words.is_empty() && !own.is_empty() && (own.contains(words) || words.contains(own))
        });
        self.proposals.push(ReviewProposal {
            at: ProposedAt::Words(Anchor::new(field, range)),
            old: old.to_owned(),
            new: new.to_owned(),
            who: tracked.map(|tracked| tracked.who.clone()).filter(|who| !who.is_empty()),
            minute: tracked.and_then(|tracked| tracked.minute),
        });
    }

    /// A paragraph or table that is in both.
    fn both(&mut self, item: usize, block: usize) {
        match (&self.items[item], &self.text.revised[block]) {
            (ReportItem::Line(line), ReviewedBlock::Line(new)) => self.line(line, new.trim()),
            (ReportItem::Table(index), ReviewedBlock::Table(table)) => {
                let changed = cells::changes(self.report, *index, table, self.unplaced);
                for (id, value, old, new) in changed {
                    let tracked = self.text.tracked.iter().find(|tracked| {
                        let own = if tracked.inserted { &new } else { &old };
                        !tracked.text.trim().is_empty() && own.contains(tracked.text.trim())
                    });
                    self.proposals.push(ReviewProposal {
                        at: ProposedAt::Cell(id, value),
                        who: tracked.map(|tracked| tracked.who.clone()),
                        minute: tracked.and_then(|tracked| tracked.minute),
                        old,
                        new,
                    });
                }
            }
            _ => {}
        }
    }

    fn line(&mut self, line: &ReportLine, new: &str) {
        let same = line.text == new || zh::shown(&line.text) == new;
        if same || (line.field.is_line() && packed(&line.text) == packed(new)) {
            return;
        }
        if line.field.is_line() {
            // The title's lines are broken where the pages break them.
            let new: String = new.split('\n').map(str::trim).collect();
            return self.propose(line.field, line.range.clone(), &new);
        }
        let mut at = line.range.start;
        let (mut start, mut added) = (at, String::new());
        for stretch in stretches(&line.text, new) {
            match stretch.kind {
                StretchKind::Removed => at += stretch.text.len(),
                StretchKind::Added => added.push_str(&stretch.text),
                StretchKind::Same => {
                    if start < at || !added.is_empty() {
                        self.propose(line.field, start..at, &std::mem::take(&mut added));
                    }
                    at += stretch.text.len();
                    start = at;
                }
            }
        }
        if start < at || !added.is_empty() {
            self.propose(line.field, start..at, &added);
        }
    }

    /// Paragraphs of one field, from one item to another, that are deleted.
    fn gone(&mut self, first: usize, last: usize) {
        let (ReportItem::Line(from), ReportItem::Line(to)) =
            (&self.items[first], &self.items[last])
        else {
            let words = "文件里少了报告的一张表，表中的改动没有读取".to_owned();
            return self.unplaced.push(words);
        };
        let field = from.field;
        let text = self.report.text(field);
        let (mut start, mut end) = (from.range.start, to.range.end);
        // With one of the breaks beside it, so that no blank paragraph is left.
        if text.get(end..).is_some_and(|rest| rest.starts_with('\n')) {
            end += 1;
        } else if text.get(..start).is_some_and(|before| before.ends_with('\n')) {
            start -= 1;
        }
        self.propose(field, start..end, "");
    }

    /// Paragraphs that are added behind an item.
    fn added(&mut self, last: Option<usize>, blocks: &[usize]) {
        let mut words = Vec::new();
        for block in blocks {
            match &self.text.revised[*block] {
                ReviewedBlock::Line(line) => words.push(line.trim().replace('\n', " ")),
                ReviewedBlock::Table(_) => {
                    self.unplaced.push("文件里多了一张表，没有读取".to_owned());
                }
            }
        }
        if words.is_empty() {
            return;
        }
        let words = words.join("\n");
        match last.and_then(|last| self.place_behind(last)) {
            Some((field, at)) => {
                let text = self.report.text(field);
                let new = match (at, text.is_empty()) {
                    (_, true) => words,
                    (0, false) => format!("{words}\n"),
                    _ => format!("\n{words}"),
                };
                self.propose(field, at..at, &new);
            }
            None => self.unplaced.push(format!("增加的文字不在任何部分里：“{words}”")),
        }
    }

    /// The field and the byte in it where paragraphs behind an item belong.
    fn place_behind(&self, item: usize) -> Option<(Field, usize)> {
        match &self.items[item] {
            ReportItem::Table(table) => {
                let section = self.report.edition().tables.get(*table)?.section;
                Some((Field::After(section), 0))
            }
            ReportItem::Line(line) => match line.field {
                Field::Title => Some((Field::LeadIn, 0)),
                Field::Heading(section) => Some((Field::Before(section), 0)),
                Field::LeadIn | Field::Before(_) | Field::After(_) => {
                    Some((line.field, line.range.end))
                }
                Field::Agency | Field::SignatureName | Field::SignatureDate => None,
            },
        }
    }

    /// Whether what is added is the last sheet of a 送审稿, which lists what is open.
    fn is_list_of_findings(&self, blocks: &[usize]) -> bool {
        let block = |index: usize| self.text.revised.get(*blocks.get(index)?);
        let heading =
            matches!(block(0), Some(ReviewedBlock::Line(line)) if line.trim() == "待处理的问题");
        heading && matches!(block(1), Some(ReviewedBlock::Table(_))) && blocks.len() == 2
    }
}
