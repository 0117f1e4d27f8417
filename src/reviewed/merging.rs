//! Two texts that were made of one, by the report and by a file: what the file changed, where it is in
//! the report's, and where both changed the same words.

use std::ops::Range;

use crate::compare::{StretchKind, stretches};

/// What a file changed of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MergedChange {
    /// Where it is in the report's text.
    pub own: Range<usize>,
    /// What the file says there.
    pub new: String,
    /// What both were made of, where the report changed the same words; else `None`.
    pub was: Option<String>,
}

/// One change of a text, in bytes of both.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hunk {
    base: Range<usize>,
    other: Range<usize>,
}

/// Changes of both sides that share words, with the stretch of the base that they are of.
struct MergedRegion {
    base: Range<usize>,
    own: Range<usize>,
    file: Range<usize>,
    is_of_both: bool,
}

/// What a file changed of a text that the report has changed as well, in order.
pub(super) fn merged(base: &str, own: &str, file: &str) -> Vec<MergedChange> {
    let (ours, theirs) = (hunks(base, own), hunks(base, file));
    let words =
        |text: &str, range: &Range<usize>| text.get(range.clone()).unwrap_or_default().to_owned();
    let between = hunks(own, file);
    let mut found = Vec::new();
    let mut rest = theirs.as_slice();
    while let Some(first) = rest.first() {
        let (base_range, taken) = region(&first.base, &ours, rest);
        let (here, after) = rest.split_at(taken);
        rest = after;
        if !here.iter().any(|hunk| is_open(hunk, &between, (base, own))) {
            continue;
        }
        let region = on_both(base_range, &ours, &theirs);
        let new = words(file, &region.file);
        if words(own, &region.own) != new && !is_made_alike(&region, &ours, (base, own, file)) {
            let was = region.is_of_both.then(|| words(base, &region.base));
            found.push(MergedChange { own: region.own, new, was });
        }
    }
    found
}

/// Whether a change of the file is not in the report yet, by what is between the report and the file: what
/// both have there is there, wherever the changes that the report has made are told to begin.
fn is_open(hunk: &Hunk, between: &[Hunk], (base, own): (&str, &str)) -> bool {
    let at = &hunk.other;
    let gone = base.get(hunk.base.clone()).unwrap_or_default();
    near(between, at, |hunk| &hunk.other).iter().any(|other| {
        let there = &other.other;
        let touches = there.start <= at.end && at.start <= there.end;
        if at.is_empty() {
            return touches && own.contains(gone);
        }
        let left = own.get(other.base.clone()).unwrap_or_default();
        (there.start < at.end && at.start < there.end)
            || (there.is_empty() && at.start < there.start && there.start < at.end)
            || (touches && !gone.is_empty() && left.contains(gone))
    })
}

fn hunks(base: &str, other: &str) -> Vec<Hunk> {
    let mut found: Vec<Hunk> = Vec::new();
    let (mut at, mut there) = (0, 0);
    for stretch in stretches(base, other) {
        let length = stretch.text.len();
        let (removed, added) = match stretch.kind {
            StretchKind::Same => {
                (at, there) = (at + length, there + length);
                continue;
            }
            StretchKind::Removed => (length, 0),
            StretchKind::Added => (0, length),
        };
        match found.last_mut().filter(|hunk| hunk.base.end == at && hunk.other.end == there) {
            Some(hunk) => {
                hunk.base.end += removed;
                hunk.other.end += added;
            }
            None => found.push(Hunk { base: at..at + removed, other: there..there + added }),
        }
        (at, there) = (at + removed, there + added);
    }
    found
}

/// The changes that may meet a stretch of the text that `side` gives the place in; changes stand in order.
fn near<'a>(hunks: &'a [Hunk], at: &Range<usize>, side: fn(&Hunk) -> &Range<usize>) -> &'a [Hunk] {
    let from = hunks.partition_point(|hunk| side(hunk).end < at.start);
    let to = hunks.partition_point(|hunk| side(hunk).start <= at.end);
    hunks.get(from..to).unwrap_or_default()
}

/// The changes that may meet a stretch of the base.
fn of_base<'a>(hunks: &'a [Hunk], at: &Range<usize>) -> std::slice::Iter<'a, Hunk> {
    near(hunks, at, |hunk| &hunk.base).iter()
}

/// Whether two stretches share a word, or both are the same place between two.
fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    (a.start < b.end && b.start < a.end) || (a.is_empty() && a == b)
}

/// The stretch of the base that the first change of a file belongs to, and how many of its changes are in it.
fn region(first: &Range<usize>, ours: &[Hunk], theirs: &[Hunk]) -> (Range<usize>, usize) {
    let mut base = first.clone();
    let mut taken = 1;
    loop {
        let before = base.clone();
        for hunk in of_base(ours, &before).filter(|hunk| meet(&hunk.base, &before)) {
            base = base.start.min(hunk.base.start)..base.end.max(hunk.base.end);
        }
        while let Some(hunk) = theirs.get(taken).filter(|hunk| meet(&hunk.base, &base)) {
            base.end = base.end.max(hunk.base.end);
            taken += 1;
        }
        if base == before {
            break;
        }
    }
    (base, taken)
}

fn on_both(base: Range<usize>, ours: &[Hunk], theirs: &[Hunk]) -> MergedRegion {
    let is_of_both = of_base(ours, &base).any(|hunk| meet(&hunk.base, &base));
    let (own, file) = (there(&base, ours), there(&base, theirs));
    MergedRegion { base, own, file, is_of_both }
}

/// Where a stretch of the base is in one of the two texts; it cuts none of its changes.
fn there(base: &Range<usize>, hunks: &[Hunk]) -> Range<usize> {
    let inside: Vec<&Hunk> = of_base(hunks, base).filter(|hunk| meet(&hunk.base, base)).collect();
    let ended = hunks.partition_point(|hunk| hunk.base.end <= base.start);
    let before = hunks.iter().take(ended).rfind(|hunk| !meet(&hunk.base, base));
    let moved = |byte: usize, hunk: Option<&&Hunk>| {
        hunk.map_or(byte, |hunk| hunk.other.end + (byte - hunk.base.end))
    };
    let start = match inside.first() {
        Some(hunk) => hunk.other.start.saturating_sub(hunk.base.start - base.start),
        None => moved(base.start, before.as_ref()),
    };
    let end = moved(base.end, inside.last().or(before.as_ref()));
    start..end
}

/// Whether the report made a change of the file alike, but at another place of a run of the same words.
fn is_made_alike(
    region: &MergedRegion,
    ours: &[Hunk],
    (base, own, file): (&str, &str, &str),
) -> bool {
    let with = |wide: &Range<usize>, at: &Range<usize>, new: (&str, &Range<usize>)| {
        let part = |text: &str, range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
        let (before, after) = (part(base, wide.start..at.start), part(base, at.end..wide.end));
        format!("{before}{}{after}", part(new.0, new.1.clone()))
    };
    // A run of the same words is no longer than what is between two changes.
    let at = ours.partition_point(|hunk| hunk.base.end <= region.base.start);
    ours.iter().skip(at.saturating_sub(1)).take(3).any(|hunk| {
        let (one, other) = (&region.base, &hunk.base);
        let wide = one.start.min(other.start)..one.end.max(other.end);
        with(&wide, other, (own, &hunk.other)) == with(&wide, one, (file, &region.file))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::merged;

    /// The report's text with the changes taken that it has not made itself.
    fn taken(base: &str, own: &str, file: &str) -> (String, usize) {
        let mut text = own.to_owned();
        let changes = merged(base, own, file);
        for change in changes.iter().rev().filter(|change| change.was.is_none()) {
            text.replace_range(change.own.clone(), &change.new);
        }
        (text, changes.iter().filter(|change| change.was.is_some()).count())
    }

    #[test]
    fn both_sides_keep_what_they_changed() {
        for (base, own, file, expected, both) in [
            (
                "发布信息232条，其中概况类45条。",
                "发布信息232条，其中概况类46条。",
                "发布信息241条，其中概况类45条。",
                "发布信息241条，其中概况类46条。",
                0,
            ),
            ("认真落实。", "认真贯彻落实。", "认真落实要求。", "认真贯彻落实要求。", 0),
            ("发布232条。", "发布233条。", "发布241条。", "发布233条。", 1),
            ("发布232条。", "发布241条。", "发布241条。", "发布241条。", 0),
            ("发布232条。", "今年发布232条。", "今年发布232条。", "今年发布232条。", 0),
            ("认真落实。", "认真落实。", "认真抓好落实。", "认真抓好落实。", 0),
            ("甲一一一乙", "甲一一一一乙", "甲一一一一乙", "甲一一一一乙", 0),
            ("", "甲", "乙", "甲", 1),
        ] {
            assert_eq!(taken(base, own, file), (expected.to_owned(), both), "{base} {own} {file}");
        }
    }

    proptest! {
        #![proptest_config(crate::testing::cases())]

        #[test]
        fn what_one_side_changed_is_all_there_is(
            base in "[甲乙丙0-9。]{0,20}", other in "[甲乙丙0-9。]{0,20}"
        ) {
            prop_assert_eq!(merged(&base, &other, &base), vec![]);
            prop_assert_eq!(merged(&base, &other, &other), vec![]);
            prop_assert_eq!(taken(&base, &base, &other), (other.clone(), 0));
        }

        #[test]
        fn every_change_is_in_the_text(
            base in "[甲乙0-9]{0,16}", own in "[甲乙0-9]{0,16}", file in "[甲乙0-9]{0,16}"
        ) {
            let mut end = 0;
            for change in merged(&base, &own, &file) {
                prop_assert!(change.own.start >= end && own.get(change.own.clone()).is_some());
                end = change.own.end;
            }
        }
    }
}
