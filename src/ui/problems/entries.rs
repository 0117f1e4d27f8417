//! What stands in the list, from top to bottom: heads, lines, and the findings of unfolded lines.

use std::collections::BTreeSet;

use crate::rules::{FindingKind, Matter};
use crate::ui::listing::ListingLine;

/// Which line is unfolded: its kind, and whether its findings are answered for.
pub(super) type LineKey = (FindingKind, bool);

/// The key of a line.
pub(super) fn key(line: &ListingLine<'_>) -> LineKey {
    (line.kind.clone(), line.finding.waived.is_some())
}

/// One row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListEntry {
    /// What the lines below it are a matter of, and how many problems they are.
    Head(Matter, usize),
    /// A row that takes the keyboard.
    Row(ProblemRow),
}

/// A row that takes the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ProblemRow {
    /// Its number among the rows that take the keyboard.
    pub number: usize,
    /// The line it belongs to.
    pub line: usize,
    /// Which of the line's findings it is, where the line is unfolded and this row is below it.
    pub member: Option<usize>,
}

/// The rows of the list; below a line that is unfolded stands each of its findings.
pub(super) fn entries(lines: &[ListingLine<'_>], unfolded: &BTreeSet<LineKey>) -> Vec<ListEntry> {
    let mut entries = Vec::new();
    let mut number = 0;
    let mut put = |entries: &mut Vec<ListEntry>, line, member| {
        entries.push(ListEntry::Row(ProblemRow { number, line, member }));
        number += 1;
    };
    let mut matter = None;
    for (at, line) in lines.iter().enumerate() {
        if matter.replace(line.matter) != Some(line.matter) {
            let here = lines.iter().filter(|other| other.matter == line.matter);
            entries.push(ListEntry::Head(line.matter, here.map(ListingLine::count).sum()));
        }
        put(&mut entries, at, None);
        if line.all.len() > 1 && unfolded.contains(&key(line)) {
            for member in 0..line.all.len() {
                put(&mut entries, at, Some(member));
            }
        }
    }
    entries
}
