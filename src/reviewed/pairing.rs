//! Which paragraph of a report became which of a file: the most alike ones, in order.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::base::BaseItem;
use super::document::ReviewedBlock;
use super::lines::{ReportItem, packed};
use crate::zh::percent_alike;

/// Pairs that are worth comparing one by one; beyond that only equal paragraphs are paired.
const MOST: usize = 40_000;

/// From so many percent on two paragraphs are one that was changed.
const ALIKE: usize = 40;

/// A paragraph or table of the report with its counterpart, or one that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paired {
    /// Index in the report and in the file.
    Both(usize, usize),
    /// Only in the report: its index there.
    Gone(usize),
    /// Only in the file: its index there.
    Added(usize),
}

/// What two items are compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum PairKey {
    Words(String),
    /// A title or a heading: where the file has the same words once, it is that one, whatever moved.
    Heading(String),
    Table,
    /// A paragraph of which only a mark is known: it is paired by its order.
    Unknown(usize),
}

/// Whether two paragraphs are one that was changed.
pub(super) fn is_like(one: &str, other: &str) -> bool {
    percent_alike(&packed(one), &packed(other)) >= ALIKE
}

/// What the items of a report are compared by.
pub(super) fn of_items(items: &[ReportItem]) -> Vec<PairKey> {
    let key = |item: &ReportItem| match item {
        ReportItem::Line(line) if line.field.is_line() => PairKey::Heading(packed(&line.text)),
        ReportItem::Line(line) => PairKey::Words(packed(&line.text)),
        ReportItem::Table(_) => PairKey::Table,
    };
    items.iter().map(key).collect()
}

/// What the items that a file was made of are compared by.
pub(super) fn of_base(items: &[BaseItem]) -> Vec<PairKey> {
    let key = |(index, item): (usize, &BaseItem)| match item {
        BaseItem::Line(line) => match &line.text {
            Some(text) if line.one_line => PairKey::Heading(packed(text)),
            Some(text) => PairKey::Words(packed(text)),
            None => PairKey::Unknown(index),
        },
        BaseItem::Table(_) => PairKey::Table,
    };
    items.iter().enumerate().map(key).collect()
}

/// Pairs what is in order with one of the texts of a file; blank paragraphs of the file are passed over.
pub(super) fn with_file(old: &[PairKey], blocks: &[ReviewedBlock]) -> Vec<Paired> {
    let filled = blocks.iter().enumerate().filter_map(|(index, block)| match block {
        ReviewedBlock::Line(line) if line.trim().is_empty() => None,
        ReviewedBlock::Line(line) => Some((index, PairKey::Words(packed(line)))),
        ReviewedBlock::Table(_) => Some((index, PairKey::Table)),
    });
    let (at, new): (Vec<usize>, Vec<PairKey>) = filled.unzip();
    let put = |pair: Paired| match pair {
        Paired::Both(i, j) => Paired::Both(i, at[j]),
        Paired::Added(j) => Paired::Added(at[j]),
        Paired::Gone(i) => Paired::Gone(i),
    };
    pairs_of(old, &new, true).into_iter().map(put).collect()
}

/// Pairs what a file was made of with a report. What is alike nothing stays alone, unless only a mark of
/// it is known: where paragraphs were joined or split, their order tells nothing.
pub(super) fn with_report(base: &[PairKey], own: &[PairKey]) -> Vec<Paired> {
    pairs_of(base, own, false)
}

fn pairs_of(old: &[PairKey], new: &[PairKey], by_order: bool) -> Vec<Paired> {
    let borders = borders(old, new);
    let plain = |keys: &[PairKey]| -> Vec<PairKey> {
        let key = |key: &PairKey| match key {
            PairKey::Heading(text) => PairKey::Words(text.clone()),
            key => key.clone(),
        };
        keys.iter().map(key).collect()
    };
    let (old, new) = (plain(old), plain(new));
    let mut pairs = Vec::new();
    let mut run = PairRun { old: &old, new: &new, by_order, pairs: &mut pairs };
    let (mut i, mut j) = (0, 0);
    for (at, there) in borders.into_iter().chain([(old.len(), new.len())]) {
        for op in capture_diff_slices(Algorithm::Myers, &old[i..at], &new[j..there]) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                let both = |n| Paired::Both(i + old_index + n, j + new_index + n);
                run.pairs.extend((0..len).map(both));
            } else {
                let (old, new) = (op.old_range(), op.new_range());
                run.changed(i + old.start..i + old.end, j + new.start..j + new.end);
            }
        }
        if at < old.len() {
            run.pairs.push(Paired::Both(at, there));
        }
        (i, j) = (at + 1, there + 1);
    }
    pairs
}

/// The headings that both have, once each and in the same order, by their indices.
fn borders(old: &[PairKey], new: &[PairKey]) -> Vec<(usize, usize)> {
    let text = |key: &PairKey| match key {
        PairKey::Words(text) | PairKey::Heading(text) => Some(text.clone()),
        PairKey::Table | PairKey::Unknown(_) => None,
    };
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, words) in new.iter().enumerate().filter_map(|(at, key)| Some((at, text(key)?))) {
        places.entry(words).or_default().push(at);
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, key) in old.iter().enumerate() {
        let PairKey::Heading(words) = key else { continue };
        let Some([there]) = places.get(words).map(Vec::as_slice) else { continue };
        if found.last().is_none_or(|(_, last)| last < there) {
            found.push((at, *there));
        }
    }
    found
}

struct PairRun<'a> {
    old: &'a [PairKey],
    new: &'a [PairKey],
    /// Whether what is alike nothing is paired by its order: a paragraph that was written anew.
    by_order: bool,
    pairs: &'a mut Vec<Paired>,
}

impl PairRun<'_> {
    /// Pairs what differs between two equal stretches.
    fn changed(&mut self, old: std::ops::Range<usize>, new: std::ops::Range<usize>) {
        let mut last = (old.start, new.start);
        for (i, j) in self.alike(&old, &new) {
            self.rest(last.0..i, last.1..j);
            self.pairs.push(Paired::Both(i, j));
            last = (i + 1, j + 1);
        }
        self.rest(last.0..old.end, last.1..new.end);
    }

    /// What is alike nothing.
    fn rest(&mut self, old: std::ops::Range<usize>, new: std::ops::Range<usize>) {
        let is_table = |key: &PairKey| matches!(key, PairKey::Table);
        let is_pair = |old: &PairKey, new: &PairKey| {
            let known = matches!(old, PairKey::Words(_));
            is_table(old) == is_table(new) && (self.by_order || !known)
        };
        let mut both = old.clone().zip(new.clone()).peekable();
        let (mut i, mut j) = (old.start, new.start);
        while let Some((a, b)) = both.next_if(|(a, b)| is_pair(&self.old[*a], &self.new[*b])) {
            self.pairs.push(Paired::Both(a, b));
            (i, j) = (a + 1, b + 1);
        }
        self.pairs.extend((i..old.end).map(Paired::Gone));
        self.pairs.extend((j..new.end).map(Paired::Added));
    }

    /// The pairs of two stretches that are most alike all together.
    fn alike(
        &self,
        old: &std::ops::Range<usize>,
        new: &std::ops::Range<usize>,
    ) -> Vec<(usize, usize)> {
        let (rows, columns) = (old.len(), new.len());
        if rows * columns == 0 || rows * columns > MOST {
            return Vec::new();
        }
        let score = |i: usize, j: usize| match (&self.old[old.start + i], &self.new[new.start + j])
        {
            (PairKey::Table, PairKey::Table) => 100,
            (PairKey::Words(a), PairKey::Words(b)) if a == b => 200,
            (PairKey::Words(a), PairKey::Words(b)) => {
                let percent = percent_alike(a, b);
                if percent >= ALIKE { percent } else { 0 }
            }
            _ => 0,
        };
        let scores: Vec<usize> =
            (0..rows * columns).map(|n| score(n / columns, n % columns)).collect();
        // best[i][j]: of what follows the i-th and the j-th.
        let width = columns + 1;
        let mut best = vec![0_usize; (rows + 1) * width];
        for i in (0..rows).rev() {
            for j in (0..columns).rev() {
                let (skip, other) = (best[(i + 1) * width + j], best[i * width + j + 1]);
                let own = scores[i * columns + j];
                let both = if own > 0 { own + best[(i + 1) * width + j + 1] } else { 0 };
                best[i * width + j] = skip.max(other).max(both);
            }
        }
        let (mut i, mut j, mut found) = (0, 0, Vec::new());
        while i < rows && j < columns {
            let own = scores[i * columns + j];
            let here = best[i * width + j];
            if own > 0 && here == own + best[(i + 1) * width + j + 1] {
                found.push((old.start + i, new.start + j));
                (i, j) = (i + 1, j + 1);
            } else if here == best[(i + 1) * width + j] {
                i += 1;
            } else {
                j += 1;
            }
        }
        found
    }
}
