//! What counts as one problem: a finding, or the blank cells of one row of a table together.

use super::mend::reading_order;
use super::order::{FindingGroup, FindingKind, Matter};
use crate::edition::Edition;
use crate::finding::Finding;
use crate::report::place::Place;

/// The table and the row whose blank cells a finding is one of; `None` for any other finding.
#[must_use]
pub fn blank_row(edition: &Edition, finding: &Finding) -> Option<(usize, usize)> {
    let Place::Cell(id) = finding.place else { return None };
    let is_blank = finding.waived.is_none() && finding.fills_blank();
    let cell = edition.tables.get(id.table)?.cells.get(id.index)?;
    is_blank.then_some((id.table, cell.row))
}

/// How many problems findings are.
pub fn problem_count<'a>(
    edition: &Edition,
    findings: impl IntoIterator<Item = &'a Finding>,
) -> usize {
    let mut rows = std::collections::BTreeSet::new();
    let mut others = 0;
    for finding in findings {
        match blank_row(edition, finding) {
            Some(row) => drop(rows.insert(row)),
            None => others += 1,
        }
    }
    rows.len() + others
}

/// The findings from the first place of the report to the last, a problem in a row.
#[must_use]
pub fn by_place(edition: &Edition, findings: &[Finding]) -> Vec<FindingGroup> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_cached_key(|index| {
        let finding = &findings[*index];
        (place_of(edition, &finding.place), finding.severity, finding.code)
    });
    let mut groups: Vec<FindingGroup> = Vec::new();
    let mut last = None;
    for index in order {
        let finding = &findings[index];
        let row = blank_row(edition, finding);
        match groups.last_mut() {
            Some(group) if row.is_some() && row == last => group.members.push(index),
            _ => groups.push(FindingGroup {
                matter: Matter::of(finding),
                kind: FindingKind::of(finding),
                members: vec![index],
                all_at_once: false,
            }),
        }
        last = row;
    }
    groups
}

/// Where a place stands in the report: basic information first, a section's text before its table.
fn place_of(edition: &Edition, place: &Place) -> (usize, usize, usize) {
    let table = match place {
        Place::Cell(id) | Place::Column(id) => Some((id.table, id.index)),
        Place::Row(table, row) => {
            let first = edition.tables.get(*table).and_then(|form| form.rows.get(*row));
            Some((*table, first.and_then(|row| row.cells.clone().next()).unwrap_or(0)))
        }
        Place::Table(table) => Some((*table, 0)),
        _ => None,
    };
    let (field, byte) = reading_order(place);
    match table {
        // Blank rows are kept together, whatever else is wrong with a cell between them.
        Some((table, cell)) => {
            let section = edition.tables.get(table).map_or(0, |form| form.section);
            let row = edition.tables.get(table).and_then(|form| form.cells.get(cell));
            (usize::from(section), 1 + row.map_or(0, |cell| cell.row), cell)
        }
        None => (section_of(place), 0, field * (1 << 24) + byte),
    }
}

fn section_of(place: &Place) -> usize {
    use crate::report::place::Field::{After, Before, Heading};
    match place {
        Place::Text(Heading(n) | Before(n) | After(n), _)
        | Place::Field(Heading(n) | Before(n) | After(n)) => usize::from(*n),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{by_place, problem_count};
    use crate::report::place::Field;
    use crate::rules::tests::{put, report, write};
    use crate::rules::{Config, check};

    #[test]
    fn blanks_of_one_row_are_one_problem_and_places_are_in_order() {
        let mut report = report("2021");
        let whole = problem_count(report.edition(), &check(&report, &Config::default()));
        put(
            &mut report,
            "applications.received.natural= applications.received.business= \
             applications.carried_in.natural=",
        );
        write(&mut report, Field::Before(5), "存在的问题,较少。");
        let findings = check(&report, &Config::default());
        let blanks = findings.iter().filter(|finding| finding.fills_blank()).count();
        assert_eq!(blanks, 3);
        let rows = by_place(report.edition(), &findings);
        assert_eq!(rows.len(), problem_count(report.edition(), &findings));
        let of_blanks: Vec<usize> = rows
            .iter()
            .filter(|row| findings[row.members[0]].fills_blank())
            .map(|row| row.members.len())
            .collect();
        assert_eq!(of_blanks, [2, 1]);
        assert!(rows.len() > whole, "{whole}");
        let sections: Vec<_> = rows
            .iter()
            .map(|row| findings[row.members[0]].place.section(&report).unwrap_or(0))
            .collect();
        assert!(sections.is_sorted(), "{sections:?}");
    }
}
