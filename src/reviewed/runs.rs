//! Stretches of prose in which paragraphs were split or joined, or added and deleted while the report changed
//! as well. There no paragraph is another's counterpart: a stretch is merged as one text.

use std::ops::Range;

use super::base::BaseItem;
use super::document::ReviewedBlock;
use super::lines::{ReportItem, ReportLine};
use super::pairing::Paired;
use super::proposals::{ThreeTexts, joined};
use crate::zh::percent_alike;

/// A stretch between two paragraphs that all three texts have, or between tables or headings.
#[derive(Debug)]
pub(super) struct UnevenRun<'a> {
    /// The items of what the file was made of, by index.
    pub base: Range<usize>,
    /// The report's items, by index.
    pub own: Range<usize>,
    /// The file's blocks, by index.
    pub file: Range<usize>,
    /// The first and the last of the report's paragraphs.
    pub ends: (&'a ReportLine, &'a ReportLine),
    /// What the file was made of.
    pub was: String,
    /// What the file says.
    pub new: String,
}

/// The stretches of three texts that are merged as one, in order.
pub(super) fn uneven<'a>(
    texts: &ThreeTexts<'a>,
    own_of: &[Option<usize>],
    pairs: &[Paired],
) -> Vec<UnevenRun<'a>> {
    let mut file_of: Vec<Option<usize>> = vec![None; texts.base.len()];
    for pair in pairs {
        if let Paired::Both(base, block) = *pair {
            file_of[base] = Some(block);
        }
    }
    let mut runs = Vec::new();
    // Where the stretch begins in all three; `None` where one of them does not have what is before it.
    let mut begin = Some((0, 0, 0));
    for at in 0..=texts.base.len() {
        let (own, file) = match (texts.base.get(at), own_of.get(at), file_of.get(at)) {
            (Some(item), Some(own), Some(file)) => {
                let stands = match (own, file) {
                    (Some(own), Some(file)) => stands(texts, item, (*own, *file)),
                    _ => false,
                };
                if !stands && !is_border(item) {
                    continue;
                }
                (*own, *file)
            }
            _ => (Some(texts.own.len()), Some(texts.file.len())),
        };
        let end = own.zip(file).map(|(own, file)| (at, own, file));
        if let (Some(from), Some(to)) = (begin, end) {
            let alone =
                |of: &[Option<usize>]| of.get(from.0..to.0).is_some_and(|of| of.contains(&None));
            runs.extend(run(texts, from, to, alone(own_of) || alone(&file_of)));
        }
        begin = end.map(|(base, own, file)| (base + 1, own + 1, file + 1));
    }
    runs
}

/// Whether an item is none of several paragraphs of prose.
fn is_border(item: &BaseItem) -> bool {
    match item {
        BaseItem::Line(line) => line.one_line,
        BaseItem::Table(_) => true,
    }
}

/// Whether all three texts have the same paragraph.
fn stands(texts: &ThreeTexts<'_>, item: &BaseItem, (own, file): (usize, usize)) -> bool {
    match (item, &texts.own[own], &texts.file[file]) {
        (BaseItem::Line(base), ReportItem::Line(own), ReviewedBlock::Line(new)) => {
            base.is(&own.text) && base.is(&joined(new, base.one_line))
        }
        _ => false,
    }
}

type RunBorder = (usize, usize, usize);

/// Paragraphs that were split or joined have so many percent of their words in common, at least.
const SAME_WORDS: usize = 85;

/// The stretch from one place to another, where all of it is prose of one field that both have changed,
/// and one has other paragraphs than it was made of: `alone` says that some of these have no counterpart.
/// What the file alone has changed is one where it has nearly the same words in other paragraphs.
fn run<'a>(
    texts: &ThreeTexts<'a>,
    from: RunBorder,
    to: RunBorder,
    alone: bool,
) -> Option<UnevenRun<'a>> {
    let (base, own, file) = (from.0..to.0, from.1..to.1, from.2..to.2);
    let was = texts.base.get(base.clone())?.iter().map(|item| match item {
        BaseItem::Line(line) => line.text.as_deref(),
        BaseItem::Table(_) => None,
    });
    let was: Vec<&str> = was.collect::<Option<_>>()?;
    let lines = texts.own.get(own.clone())?.iter().map(|item| match item {
        ReportItem::Line(line) => Some(line),
        ReportItem::Table(_) => None,
    });
    let lines: Vec<&ReportLine> = lines.collect::<Option<_>>()?;
    let new = texts.file.get(file.clone())?.iter().map(|block| match block {
        ReviewedBlock::Line(line) => Some(joined(line, false)),
        ReviewedBlock::Table(_) => None,
    });
    let new: Vec<String> = new.collect::<Option<_>>()?;
    let new: Vec<&str> = new.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    let (first, last) = (*lines.first()?, *lines.last()?);
    let own_words: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let is_uneven = alone || lines.len() != was.len() || new.len() != was.len();
    let is_changed = new != was && !was.is_empty();
    let is_cut_anew = || {
        let (was, new) = (was.concat(), new.concat());
        was.len().min(new.len()) * 100 >= was.len().max(new.len()) * SAME_WORDS
            && percent_alike(&was, &new) >= SAME_WORDS
    };
    let by_file = own_words == was && new.len() != was.len() && is_changed;
    let of_both = own_words != was && is_changed || (by_file && is_cut_anew());
    let one_field = first.field == last.field && !first.field.is_line();
    (is_uneven && of_both && one_field).then(|| UnevenRun {
        base,
        own,
        file,
        ends: (first, last),
        was: was.join("\n"),
        new: new.join("\n"),
    })
}
