//! What stands in the list, from top to bottom: heads, lines, and the problems of unfolded lines.

use std::collections::BTreeSet;

use crate::report::place::Place;
use crate::rules::FindingKind;
use crate::ui::listing::ListingLine;
use crate::zh::numeral;

/// Which line is unfolded: its kind, and whether its findings are answered for.
pub(super) type LineKey = (FindingKind, bool);

/// The key of a line.
pub(super) fn key(line: &ListingLine<'_>) -> LineKey {
    (line.kind.clone(), line.finding.waived.is_some())
}

/// One row of the list.
pub(super) enum ListEntry<'a> {
    /// What the lines below it have in common, and how many problems they are.
    Head(String, usize),
    /// A row that takes the keyboard.
    Row(ProblemRow<'a>),
}

/// A row that takes the keyboard.
pub(super) struct ProblemRow<'a> {
    /// Its number among the rows that take the keyboard.
    pub number: usize,
    /// What it shows.
    pub line: ListingLine<'a>,
    /// How many problems it stands for.
    pub count: usize,
    /// It stands below a line that is unfolded.
    pub below: bool,
    /// Each of its problems stands below it.
    pub unfolded: bool,
}

/// The rows of the list, under what they are a matter of or, `by_place`, under their part; below a line
/// that is unfolded stands each of its problems.
pub(super) fn entries<'a>(
    lines: &[ListingLine<'a>],
    unfolded: &BTreeSet<LineKey>,
    by_place: bool,
) -> Vec<ListEntry<'a>> {
    let head = |line: &ListingLine<'_>| {
        if by_place { part(&line.finding.place, line) } else { line.matter.title().to_owned() }
    };
    let mut entries = Vec::new();
    let mut number = 0;
    let mut put = |entries: &mut Vec<ListEntry<'a>>, line, (count, below, unfolded)| {
        entries.push(ListEntry::Row(ProblemRow { number, line, count, below, unfolded }));
        number += 1;
    };
    let mut last: Option<String> = None;
    for line in lines {
        let title = head(line);
        if last.as_ref() != Some(&title) {
            let here = lines.iter().filter(|other| head(other) == title);
            entries.push(ListEntry::Head(title.clone(), here.map(ListingLine::count).sum()));
            last = Some(title);
        }
        let count = line.count();
        let unfolds = count > 1 && unfolded.contains(&key(line));
        put(&mut entries, line.clone(), (count, false, unfolds));
        for problem in line.problems().into_iter().filter(|_| unfolds) {
            put(&mut entries, problem, (1, true, false));
        }
    }
    entries
}

fn part(place: &Place, line: &ListingLine<'_>) -> String {
    match place.section(line.report) {
        Some(section) => format!("第{}部分", numeral(section.into())),
        None => "基本信息".to_owned(),
    }
}
