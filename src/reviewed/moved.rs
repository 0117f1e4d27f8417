//! Paragraphs and sentences that a file has elsewhere: what is deleted here and added there is one change,
//! since half of it would lose or double the words.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{ProposedAt, ReviewProposal};
use crate::report::place::Field;
use crate::report::{Anchor, Report};

/// Fewer letters that are deleted here and added there are no move.
const LEAST: usize = 4;

/// Joins what is deleted and added elsewhere in the same field into one proposal, with all between; what
/// went to another field is marked as a half.
pub(super) fn together(report: &Report, proposals: &mut Vec<ReviewProposal>) {
    let mut from = 0;
    while let Some((gone, added)) = pair(proposals, from) {
        let (first, last) = (gone.min(added), gone.max(added));
        from = gone + 1;
        if let Some(joined) = joined(report, proposals, (gone, added)) {
            proposals.splice(first..=last, [joined]);
            from = first;
        } else {
            proposals[first].is_half = true;
            proposals[last].is_half = true;
        }
    }
}

/// The field and the stretch that a proposal is of, where it is of words that only the file changed.
fn stretch(proposal: &ReviewProposal) -> Option<(Field, Range<usize>)> {
    match &proposal.at {
        ProposedAt::Words(anchor) if proposal.was.is_none() => {
            Some((anchor.field(), anchor.range()))
        }
        _ => None,
    }
}

/// The next deletion, from a place on, whose words are added elsewhere, and that addition.
fn pair(proposals: &[ReviewProposal], from: usize) -> Option<(usize, usize)> {
    // A mark at the seam goes or stays as the sentence asks.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let alone = |old: &str, new: &str| letters(new) == 0 && letters(old) >= LEAST;
    let words = |proposal: &ReviewProposal, deleted: bool| {
        let (old, new) = (&proposal.old, &proposal.new);
        let (one, other) = if deleted { (old, new) } else { (new, old) };
        let is_one = stretch(proposal).is_some() && !proposal.is_half && alone(one, other);
        is_one.then(|| one.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
    };
    let numbered = || proposals.iter().enumerate();
    let added = numbered().filter_map(|(at, proposal)| Some((words(proposal, false)?, at)));
    let added: BTreeMap<String, usize> = added.collect();
    let gone = numbered().skip(from).filter_map(|(at, one)| Some((at, words(one, true)?)));
    gone.filter(|_| !added.is_empty()).find_map(|(at, text)| Some((at, *added.get(&text)?)))
}

/// One proposal for two of one field and all between them; `None` where these are of several fields, or
/// the report has changed some of it too.
fn joined(
    report: &Report,
    proposals: &[ReviewProposal],
    (gone, added): (usize, usize),
) -> Option<ReviewProposal> {
    let within = proposals.get(gone.min(added)..=gone.max(added))?;
    let all: Vec<(Field, Range<usize>)> = within.iter().map(stretch).collect::<Option<_>>()?;
    let field = all.first()?.0;
    let in_order = all.windows(2).all(|two| two[0].1.end <= two[1].1.start);
    if !in_order || all.iter().any(|(other, _)| *other != field) {
        return None;
    }
    let range = all.first()?.1.start..all.last()?.1.end;
    let text = report.text(field);
    let (mut new, mut at) = (String::new(), range.start);
    for (proposal, (_, here)) in within.iter().zip(&all) {
        new.push_str(text.get(at..here.start)?);
        new.push_str(&proposal.new);
        at = here.end;
    }
    let by = within.iter().find(|proposal| proposal.who.is_some());
    Some(ReviewProposal {
        old: text.get(range.clone())?.to_owned(),
        at: ProposedAt::Words(Anchor::new(field, range)),
        new,
        who: by.and_then(|by| by.who.clone()),
        minute: by.and_then(|by| by.minute),
        was: None,
        is_half: false,
    })
}

/// The paragraph that stands elsewhere in a text that else has the same paragraphs in the same order, and
/// the one that it stands behind then.
pub(super) fn of<'a>(old: &'a str, new: &'a str) -> Option<(&'a str, Option<&'a str>)> {
    let lines = |text: &'a str| text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (old, new): (Vec<&str>, Vec<&str>) = (lines(old).collect(), lines(new).collect());
    if old.len() != new.len() || old.len() < 2 {
        return None;
    }
    let first = old.iter().zip(&new).position(|(old, new)| old != new)?;
    // Either the first that differs went down, or the one that stands there now came up.
    for moved in [old[first], new[first]] {
        let rest = |all: &[&'a str]| -> Vec<&'a str> {
            let at = all.iter().position(|line| *line == moved).unwrap_or(all.len());
            all.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, line)| *line).collect()
        };
        if rest(&old).len() + 1 == old.len() && rest(&old) == rest(&new) {
            let at = new.iter().position(|line| *line == moved)?;
            return Some((moved, at.checked_sub(1).map(|before| new[before])));
        }
    }
    None
}
