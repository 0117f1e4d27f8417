//! What a file says otherwise than what it was made of, as proposals for the report as it is now.

use std::ops::Range;

use super::base::{BaseItem, BaseLine};
use super::cells;
use super::document::{ReviewedBlock, Tracked};
use super::lines::{ReportItem, ReportLine, packed};
use super::merging::merged;
use super::moved;
use super::pairing::{Paired, is_like, of_base, of_items, with_file, with_report};
use super::runs::{UnevenRun, uneven};
use super::{ProposedAt, ReviewProposal, Reviewed};
use crate::compare::{StretchKind, stretches};
use crate::report::place::Field;
use crate::report::{Anchor, Report};
use crate::zh::{self, shortened};

/// Three texts whose changes are to be told: of the report, or of one of its fields.
pub(super) struct ThreeTexts<'a> {
    pub report: &'a Report,
    /// What the report says.
    pub own: &'a [ReportItem],
    /// What the file was made of.
    pub base: &'a [BaseItem],
    /// What the file says.
    pub file: &'a [ReviewedBlock],
    /// Each tracked stretch of the file.
    pub tracked: &'a [Tracked],
    /// The field of what stands before anything else, and the byte in it.
    pub start: Option<(Field, usize)>,
}

/// Adds what the file changed, in the order of the report.
pub(super) fn add(texts: &ThreeTexts<'_>, out: &mut Reviewed) {
    let mut own_of: Vec<Option<usize>> = vec![None; texts.base.len()];
    let (mut extra, mut last) = (Vec::new(), None);
    for pair in with_report(&of_base(texts.base), &of_items(texts.own)) {
        match pair {
            Paired::Both(base, own) => {
                own_of[base] = Some(own);
                last = Some(base);
            }
            Paired::Added(own) => extra.push((last, own)),
            Paired::Gone(base) => last = Some(base),
        }
    }
    let pairs = with_file(&of_base(texts.base), texts.file);
    let mut found = FoundChanges { texts, own_of, extra, out };
    let runs = uneven(texts, &found.own_of, &pairs);
    for run in &runs {
        found.extra.retain(|(_, own)| !run.own.contains(own));
    }
    found.all(&pairs, &runs);
    found.out.kept += found.extra.len();
    moved::together(texts.report, &mut out.proposals);
}

struct FoundChanges<'a, 'b> {
    texts: &'b ThreeTexts<'a>,
    /// What each item of the base is in the report.
    own_of: Vec<Option<usize>>,
    /// What only the report has: behind which item of the base, and its index. What the file has as
    /// well is taken out.
    extra: Vec<(Option<usize>, usize)>,
    out: &'b mut Reviewed,
}

impl FoundChanges<'_, '_> {
    /// Takes the pairs one after the other; those in stretches that are merged as one go with these.
    fn all(&mut self, pairs: &[Paired], runs: &[UnevenRun<'_>]) {
        let in_run = |pair: &Paired| {
            runs.iter().position(|run| match pair {
                Paired::Both(base, _) | Paired::Gone(base) => run.base.contains(base),
                Paired::Added(block) => run.file.contains(block),
            })
        };
        let (mut last, mut done) = (None, 0);
        let mut rest = pairs;
        while let [pair, after @ ..] = rest {
            rest = after;
            if let Some(at) = in_run(pair) {
                if at == done {
                    self.run(&runs[at]);
                    done += 1;
                }
                last = Some(runs[at].base.end - 1);
                continue;
            }
            match *pair {
                Paired::Both(base, block) => {
                    self.both(base, block);
                    last = Some(base);
                }
                Paired::Gone(first) => {
                    // Paragraphs that are deleted together are one proposal.
                    let mut end = first;
                    while let [pair @ Paired::Gone(next), after @ ..] = rest
                        && in_run(pair).is_none()
                        && self.go_together(end, *next)
                    {
                        (end, rest) = (*next, after);
                    }
                    self.gone(first, end);
                    last = Some(end);
                }
                Paired::Added(first) => {
                    let mut added = vec![first];
                    while let [pair @ Paired::Added(next), after @ ..] = rest
                        && in_run(pair).is_none()
                    {
                        added.push(*next);
                        rest = after;
                    }
                    if !self.is_list_of_findings(&added) {
                        self.added(last, &added);
                    }
                }
            }
        }
    }

    /// What the file changed of a stretch that is merged as one text.
    fn run(&mut self, run: &UnevenRun<'_>) {
        let (field, start) = (run.ends.0.field, run.ends.0.range.start);
        let own = self.texts.report.text(field).get(start..run.ends.1.range.end);
        for change in merged(&run.was, own.unwrap_or_default(), &run.new) {
            let range = start + change.own.start..start + change.own.end;
            self.propose(field, range, &change.new, change.was);
        }
    }

    /// The paragraph that one of the base is in the report, and whether it is as it was.
    fn own_line(&self, base: usize) -> Option<(&ReportLine, bool)> {
        let ReportItem::Line(own) = self.texts.own.get(self.own_of[base]?)? else { return None };
        let BaseItem::Line(line) = self.texts.base.get(base)? else { return None };
        Some((own, line.is(&own.text)))
    }

    /// Whether two paragraphs of the base that are deleted stand together in the report, unchanged.
    fn go_together(&self, one: usize, next: usize) -> bool {
        let (Some((a, true)), Some((b, true))) = (self.own_line(one), self.own_line(next)) else {
            return false;
        };
        let follow = self.own_of[one].map(|own| own + 1) == self.own_of[next];
        follow && a.field == b.field
    }

    fn propose(&mut self, field: Field, range: Range<usize>, new: &str, was: Option<String>) {
        let old = self.texts.report.text(field).get(range.clone()).unwrap_or_default();
        if old == new {
            return;
        }
        let tracked = self.texts.tracked.iter().find(|tracked| {
            let (words, own) = (tracked.text.trim(), if tracked.inserted { new } else { old });
            if own == "\n" {
                return tracked.text == "\n";
            }
            let own = own.trim();
            !words.is_empty() && !own.is_empty() && (own.contains(words) || words.contains(own))
        });
        self.out.proposals.push(ReviewProposal {
            at: ProposedAt::Words(Anchor::new(field, range)),
            old: old.to_owned(),
            new: new.to_owned(),
            who: tracked.map(|tracked| tracked.who.clone()).filter(|who| !who.is_empty()),
            minute: tracked.and_then(|tracked| tracked.minute),
            was,
            is_half: false,
        });
    }

    /// A paragraph or table of the base that the file has.
    fn both(&mut self, base: usize, block: usize) {
        let own = self.own_of[base].map(|own| &self.texts.own[own]);
        match (&self.texts.base[base], &self.texts.file[block]) {
            (BaseItem::Line(line), ReviewedBlock::Line(new)) => {
                let new = joined(new, line.one_line);
                match own {
                    Some(ReportItem::Line(own)) => self.line(own, line, &new),
                    _ if line.is(&new) => self.out.kept += 1,
                    // The report has deleted what the file changed.
                    _ => self.insert(Some(base), &new, Some(line.text.clone().unwrap_or_default())),
                }
            }
            (BaseItem::Table(cells), ReviewedBlock::Table(table)) => {
                let Some(ReportItem::Table(index)) = own else { return };
                let changed = cells::changes(self.texts.report, *index, (cells, table), self.out);
                for cells::ChangedFigure { id, value, old, new, was } in changed {
                    let tracked = self.texts.tracked.iter().find(|tracked| {
                        let own = if tracked.inserted { &new } else { &old };
                        !tracked.text.trim().is_empty() && own.contains(tracked.text.trim())
                    });
                    self.out.proposals.push(ReviewProposal {
                        at: ProposedAt::Cell(id, value),
                        who: tracked.map(|tracked| tracked.who.clone()),
                        minute: tracked.and_then(|tracked| tracked.minute),
                        old,
                        new,
                        was,
                        is_half: false,
                    });
                }
            }
            _ => {}
        }
    }

    fn line(&mut self, own: &ReportLine, base: &BaseLine, new: &str) {
        if base.is(new) {
            self.out.kept += usize::from(!base.is(&own.text));
            return;
        }
        let same = own.text == new || zh::shown(&own.text) == new;
        if same || (base.one_line && packed(&own.text) == packed(new)) {
            return;
        }
        let was = |base: &BaseLine| Some(base.text.clone().unwrap_or_default());
        match (&base.text, base.is(&own.text)) {
            (_, true) if base.one_line => self.propose(own.field, own.range.clone(), new, None),
            (_, true) => self.words(own, new, None),
            (_, false) if base.one_line => {
                self.propose(own.field, own.range.clone(), new, was(base));
            }
            (Some(text), false) => {
                for change in merged(text, &own.text, new) {
                    let start = own.range.start;
                    let range = start + change.own.start..start + change.own.end;
                    self.propose(own.field, range, &change.new, change.was);
                }
            }
            (None, false) => self.words(own, new, was(base)),
        }
    }

    /// What differs between a paragraph of the report and what the file makes of it, by words.
    fn words(&mut self, own: &ReportLine, new: &str, was: Option<String>) {
        let mut at = own.range.start;
        let (mut start, mut added) = (at, String::new());
        for stretch in stretches(&own.text, new) {
            match stretch.kind {
                StretchKind::Removed => at += stretch.text.len(),
                StretchKind::Added => added.push_str(&stretch.text),
                StretchKind::Same => {
                    if start < at || !added.is_empty() {
                        let new = std::mem::take(&mut added);
                        self.propose(own.field, start..at, &new, was.clone());
                    }
                    at += stretch.text.len();
                    start = at;
                }
            }
        }
        if start < at || !added.is_empty() {
            self.propose(own.field, start..at, &added, was);
        }
    }

    /// Paragraphs of the base, from one to another, that the file has deleted.
    fn gone(&mut self, first: usize, last: usize) {
        if let BaseItem::Table(_) = self.texts.base[first] {
            let table = match self.own_of[first].map(|own| &self.texts.own[own]) {
                Some(ReportItem::Table(index)) => self.texts.report.edition().tables.get(*index),
                _ => None,
            };
            let name = table.map_or("一张表", |table| table.name.as_str());
            let words = format!("文件里没有{name}：表是规定的，没有删，表中的数字都留着");
            return self.out.unplaced.push(words);
        }
        let (Some((from, is_as_it_was)), Some((to, _))) =
            (self.own_line(first), self.own_line(last))
        else {
            return;
        };
        let (field, mut start, mut end) = (from.field, from.range.start, to.range.end);
        if matches!(field, Field::Title | Field::Heading(_)) {
            let words = format!("文件里没有“{}”：标题是规定的，没有删", from.text);
            return self.out.unplaced.push(words);
        }
        let was = match &self.texts.base[first] {
            BaseItem::Line(line) if !is_as_it_was => Some(line.text.clone().unwrap_or_default()),
            _ => None,
        };
        let text = self.texts.report.text(field);
        // With one of the breaks beside it, so that no blank paragraph is left.
        if text.get(end..).is_some_and(|rest| rest.starts_with('\n')) {
            end += 1;
        } else if text.get(..start).is_some_and(|before| before.ends_with('\n')) {
            start -= 1;
        }
        self.propose(field, start..end, "", was);
    }

    /// Paragraphs that the file has added behind an item of the base.
    fn added(&mut self, last: Option<usize>, blocks: &[usize]) {
        let mut words = Vec::new();
        for block in blocks {
            match &self.texts.file[*block] {
                ReviewedBlock::Line(line) => {
                    let line = joined(line, false);
                    if !self.is_there(last, &line) {
                        words.push(line);
                    }
                }
                ReviewedBlock::Table(table) => {
                    let words = table.cells.iter().map(|cell| cell.text.trim());
                    let words = words.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
                    let words = shortened(&words.replace('\n', " "), 40);
                    let told = format!("文件里多了一张表“{words}”：报告只有规定的表，没有读取");
                    self.out.unplaced.push(told);
                }
            }
        }
        if !words.is_empty() {
            self.insert(last, &words.join("\n"), None);
        }
    }

    /// Whether the report has an added paragraph as well; one that is alike is proposed to become it.
    fn is_there(&mut self, last: Option<usize>, words: &str) -> bool {
        let line = |own: usize| match &self.texts.own[own] {
            ReportItem::Line(line) => Some(line),
            ReportItem::Table(_) => None,
        };
        let same = |(_, own): &(Option<usize>, usize)| {
            line(*own).is_some_and(|line| packed(&line.text) == packed(words))
        };
        if let Some(at) = self.extra.iter().position(same) {
            self.extra.remove(at);
            return true;
        }
        let alike = |(behind, own): &(Option<usize>, usize)| {
            *behind == last && line(*own).is_some_and(|own| is_like(&own.text, words))
        };
        let Some(at) = self.extra.iter().position(alike) else { return false };
        let (_, own) = self.extra.remove(at);
        if let Some(own) = line(own) {
            self.words(own, words, Some(String::new()));
        }
        true
    }

    /// Proposes paragraphs behind an item of the base, or behind the nearest before it that the report
    /// still has.
    fn insert(&mut self, last: Option<usize>, words: &str, was: Option<String>) {
        let before = last.and_then(|last| self.own_of.get(..=last));
        let own = before.and_then(|before| before.iter().rev().find_map(|own| *own));
        let place = own.map_or(self.texts.start, |own| self.place_behind(own));
        let Some((field, at)) = place else {
            return self.out.unplaced.push(format!("增加的文字不在任何部分里：“{words}”"));
        };
        let is_empty = self.texts.report.text(field).is_empty();
        let new = match (at, is_empty || field.is_line()) {
            (_, true) => words.to_owned(),
            (0, false) => format!("{words}\n"),
            _ => format!("\n{words}"),
        };
        self.propose(field, at..at, &new, was);
    }

    /// The field and the byte in it where paragraphs behind an item of the report belong.
    fn place_behind(&self, item: usize) -> Option<(Field, usize)> {
        match &self.texts.own[item] {
            ReportItem::Table(table) => {
                let section = self.texts.report.edition().tables.get(*table)?.section;
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
        let block = |index: usize| self.texts.file.get(*blocks.get(index)?);
        let heading =
            matches!(block(0), Some(ReviewedBlock::Line(line)) if line.trim() == "待处理的问题");
        heading && matches!(block(1), Some(ReviewedBlock::Table(_))) && blocks.len() == 2
    }
}

/// The words of a paragraph of a file: the title's lines are broken where the pages break them, and no
/// paragraph of a report has a break in it.
pub(super) fn joined(line: &str, one_line: bool) -> String {
    if one_line {
        line.split('\n').map(str::trim).collect()
    } else {
        line.trim().replace('\n', " ")
    }
}
