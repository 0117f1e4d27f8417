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
    let mut found = Vec::new();
    let mut rest = theirs.as_slice();
    while let Some(first) = rest.first() {
        let (region, taken) = region(&first.base, &ours, rest);
        rest = rest.get(taken..).unwrap_or_default();
        let new = words(file, &region.file);
        if words(own, &region.own) != new && !is_made_alike(&region, &ours, (base, own, file)) {
            let was = region.is_of_both.then(|| words(base, &region.base));
            found.push(MergedChange { own: region.own, new, was });
        }
    }
    found
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

/// Whether two stretches share a word, or both are the same place between two.
fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    (a.start < b.end && b.start < a.end) || (a.is_empty() && a == b)
}

/// The region that the first change of a file belongs to, and how many of its changes are in it.
fn region(first: &Range<usize>, ours: &[Hunk], theirs: &[Hunk]) -> (MergedRegion, usize) {
    let mut base = first.clone();
    let mut taken = 1;
    loop {
        let before = base.clone();
        for hunk in ours.iter().filter(|hunk| meet(&hunk.base, &before)) {
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
    let is_of_both = ours.iter().any(|hunk| meet(&hunk.base, &base));
    (on_both(base, ours, theirs, is_of_both), taken)
}

fn on_both(base: Range<usize>, ours: &[Hunk], theirs: &[Hunk], is_of_both: bool) -> MergedRegion {
    let (own, file) = (there(&base, ours), there(&base, theirs));
    MergedRegion { base, own, file, is_of_both }
}

/// Where a stretch of the base is in one of the two texts; it cuts none of its changes.
fn there(base: &Range<usize>, hunks: &[Hunk]) -> Range<usize> {
    let inside: Vec<&Hunk> = hunks.iter().filter(|hunk| meet(&hunk.base, base)).collect();
    let before = hunks.iter().rfind(|hunk| hunk.base.end <= base.start && !meet(&hunk.base, base));
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
    ours.iter().any(|hunk| {
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
