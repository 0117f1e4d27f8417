//! Mending many findings at once, by the fixes that they carry.
//!
//! Fixes are made in rounds. In one round no two touch the same words or cell, and those of a
//! field are made from its end to its start, so that each finds its stretch; what is left over, or
//! comes to light only then, is for the next round. The edits of all rounds are one step for undo.

use std::ops::Range;

use super::order::FindingKind;
use super::{Config, Rule, run, waive};
use crate::finding::Finding;
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Report};

/// The most rounds of fixes: after these nothing new comes.
const ROUNDS: usize = 16;

/// How many characters are shown on either side of a change.
const AROUND: usize = 8;

/// One change, to be shown before it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedChange {
    /// The rule that asks for it.
    pub code: &'static str,
    /// Where, in the report before the change.
    pub place: Place,
    /// The text there before the change, with a few characters around it.
    pub before: String,
    /// The text or figure as it will be.
    pub after: String,
}

/// Many fixes as one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mend {
    /// The edits, to be made in this order.
    pub edits: Vec<Edit>,
    /// What they change, in the order of the report's parts.
    pub changes: Vec<ProposedChange>,
}

/// 整理格式: every fix that changes form only, never what is said or counted.
#[must_use]
pub fn tidy(report: &Report, config: &Config) -> Mend {
    mend(report, config, |rule| rule.safe, |_| true)
}

/// 全部改正: the fixes of all findings of one kind.
#[must_use]
pub fn all_alike(report: &Report, config: &Config, kind: &FindingKind) -> Mend {
    let alike = |finding: &Finding| FindingKind::of(finding) == *kind;
    mend(report, config, |rule| rule.code == kind.code, alike)
}

fn mend(
    report: &Report,
    config: &Config,
    asked: impl Fn(&Rule) -> bool,
    wanted: impl Fn(&Finding) -> bool,
) -> Mend {
    let mut mended = report.clone();
    let mut mend = Mend::default();
    let mut shifts = Vec::new();
    for _ in 0..ROUNDS {
        let mut findings = run(&mended, config, &asked);
        findings.retain(&wanted);
        waive::mark(&mended, &mut findings);
        let before = mended.clone();
        for (code, edit) in round(&findings) {
            let change = change(&mended, &before, code, &edit, &shifts);
            if mended.apply(edit.clone()).is_ok() {
                mend.changes.push(change);
                mend.edits.push(edit);
            }
        }
        if mended == before {
            break;
        }
        shifts.extend(spliced(&mend.edits[shifts.len()..]));
    }
    mend.changes.sort_by_key(|change| reading_order(&change.place));
    mend
}

/// What the fix of a finding changes, in reading order; nothing where it has none.
pub(super) fn preview(report: &Report, finding: &Finding) -> Vec<ProposedChange> {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    let changes = edits.map(|edit| change(report, report, finding.code, edit, &[]));
    let mut changes: Vec<ProposedChange> = changes.collect();
    changes.sort_by_key(|change| reading_order(&change.place));
    changes
}

/// What an edit touches: no two fixes that are made together may touch the same.
#[derive(PartialEq)]
pub enum Touched {
    /// A stretch of a field, in bytes of its text.
    Text(Field, Range<usize>),
    /// One cell.
    Cell(CellId),
    /// What everything hangs on, as the year.
    Whole,
}

impl Touched {
    /// What one edit touches.
    #[must_use]
    pub fn of(edit: &Edit) -> Self {
        match edit {
            Edit::Splice(field, range, _) => Self::Text(*field, range.clone()),
            Edit::Text(field, _) => Self::Text(*field, 0..usize::MAX),
            Edit::Value(id, _) | Edit::Printed(id, _) => Self::Cell(*id),
            _ => Self::Whole,
        }
    }

    /// Whether two edits must not be made together.
    #[must_use]
    pub fn collides(&self, other: &Self) -> bool {
        match (self, other) {
            // Stretches that meet change each other's surroundings: one at a time.
            (Self::Text(a, one), Self::Text(b, two)) => {
                a == b && one.start <= two.end && two.start <= one.end
            }
            (Self::Text(..), Self::Cell(_)) | (Self::Cell(_), Self::Text(..)) => false,
            (Self::Cell(one), Self::Cell(two)) => one == two,
            (Self::Whole, _) | (_, Self::Whole) => true,
        }
    }
}

/// The edits of the fixes that can be made together, those of a field from its end.
fn round(findings: &[Finding]) -> Vec<(&'static str, Edit)> {
    let mut taken: Vec<Touched> = Vec::new();
    let mut edits = Vec::new();
    for finding in findings.iter().filter(|finding| finding.waived.is_none()) {
        let Some(fix) = &finding.fix else { continue };
        let touched: Vec<Touched> = fix.edits.iter().map(Touched::of).collect();
        if touched.iter().any(|one| taken.iter().any(|other| one.collides(other))) {
            continue;
        }
        taken.extend(touched);
        edits.extend(fix.edits.iter().map(|edit| (finding.code, edit.clone())));
    }
    edits.sort_by_key(|(_, edit)| match edit {
        Edit::Splice(_, range, _) => std::cmp::Reverse(range.start),
        _ => std::cmp::Reverse(usize::MAX),
    });
    edits
}

/// A splice that was made: where, how many bytes went, how many came. `None` for another edit.
type Shift = Option<(Field, usize, usize, usize)>;

fn spliced(edits: &[Edit]) -> Vec<Shift> {
    let shift = |edit: &Edit| match edit {
        Edit::Splice(field, range, text) => Some((*field, range.start, range.len(), text.len())),
        _ => None,
    };
    edits.iter().map(shift).collect()
}

/// Where a byte of the mended text was before the splices of former rounds.
fn unshifted(field: Field, mut at: usize, shifts: &[Shift]) -> usize {
    for (_, start, gone, come) in shifts.iter().rev().flatten().filter(|shift| shift.0 == field) {
        if at >= start + come {
            at = at - come + gone;
        } else if at > *start {
            at = *start;
        }
    }
    at
}

fn change(
    now: &Report,
    round: &Report,
    code: &'static str,
    edit: &Edit,
    shifts: &[Shift],
) -> ProposedChange {
    let (place, before, after) = match edit {
        Edit::Splice(field, range, text) => {
            let (head, old, tail) = around(round.text(*field), range);
            let at = |byte: usize| unshifted(*field, byte, shifts);
            let place = Place::Text(*field, at(range.start)..at(range.end));
            (place, format!("{head}{old}{tail}"), format!("{head}{text}{tail}"))
        }
        Edit::Text(field, text) => {
            (Place::Field(*field), now.text(*field).to_owned(), text.clone())
        }
        Edit::Value(id, value) => (Place::Cell(*id), now.figures.shown(*id).text(), value.text()),
        Edit::Printed(id, value) => {
            let printed = |value: Option<&crate::report::Value>| {
                value
                    .map_or_else(|| now.figures.number(*id).to_string(), crate::report::Value::text)
            };
            (Place::Cell(*id), printed(now.figures.printed(*id)), printed(value.as_ref()))
        }
        _ => (Place::Report, String::new(), String::new()),
    };
    ProposedChange { code, place, before, after }
}

/// A stretch with what is around it in its paragraph.
fn around<'t>(text: &'t str, range: &Range<usize>) -> (String, &'t str, String) {
    let before = text.get(..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let start = line.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let head = line.get(start..).unwrap_or_default();
    let cut = if start > 0 { "…" } else { "" };
    let line = behind.split('\n').next().unwrap_or_default();
    let end = line.char_indices().nth(AROUND).map_or(line.len(), |(at, _)| at);
    let tail = line.get(..end).unwrap_or_default();
    let more = if end < line.len() { "…" } else { "" };
    (format!("{cut}{head}"), text.get(range.clone()).unwrap_or_default(), format!("{tail}{more}"))
}

/// Reading order: text by its field, then cells.
pub(super) fn reading_order(place: &Place) -> (usize, usize) {
    let field = |field: &Field| {
        Report::printed_fields().iter().position(|other| other == field).unwrap_or(0)
    };
    match place {
        Place::Text(f, range) => (field(f), range.start),
        Place::Field(f) => (field(f), 0),
        Place::Cell(id) => (100 + id.table, id.index),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::{FindingKind, Mend, all_alike, around, tidy, unshifted};
    use crate::report::Report;
    use crate::report::place::Field;
    use crate::rules::tests::{put, report, write};
    use crate::rules::{Config, check};

    fn all_of(report: &Report, config: &Config, code: &str) -> Mend {
        let findings = check(report, config);
        let first = findings.iter().find(|finding| finding.code == code).unwrap();
        all_alike(report, config, &FindingKind::of(first))
    }

    #[test]
    fn all_of_a_kind_are_one_step() {
        let mut report = report("2021");
        put(&mut report, "disclosure.rules.made=/ disclosure.rules.repealed=");
        write(
            &mut report,
            Field::Before(1),
            "共收到政府信息公开申请１２件，自然人5件。\n收到政府信息公开申请8件，其中自然人两件。",
        );
        let config = Config::default();
        let blanks = all_of(&report, &config, "R06");
        assert_eq!(blanks.changes.len(), 2);
        assert_eq!(
            (blanks.changes[0].before.as_str(), blanks.changes[0].after.as_str()),
            ("/", "0")
        );
        let counts = all_of(&report, &config, "R19");
        let shown: Vec<String> = counts
            .changes
            .iter()
            .map(|change| format!("{} → {}", change.before, change.after))
            .collect();
        // What a row of the list holds; 自然人两件 is another kind.
        assert_eq!(
            shown,
            [
                "…政府信息公开申请１２件，自然人5件。 → …政府信息公开申请0件，自然人5件。",
                "…政府信息公开申请8件，其中自然人两… → …政府信息公开申请0件，其中自然人两…",
            ]
        );
        for edit in counts.edits {
            report.apply(edit).unwrap();
        }
        assert_eq!(
            report.text(Field::Before(1)),
            "共收到政府信息公开申请0件，自然人5件。\n收到政府信息公开申请0件，其中自然人两件。"
        );
        assert_eq!(all_of(&report, &config, "R19").changes.len(), 1);
    }

    #[test]
    fn only_safe_rules_tidy() {
        let mut report = report("2021");
        put(&mut report, "disclosure.rules.made=/");
        write(&mut report, Field::Before(1), "共收到政府信息公开申请8件。");
        write(&mut report, Field::Heading(5), "存在的主要问题及改进措施");
        let mend = tidy(&report, &Config::default());
        assert_eq!(mend.changes.len(), 1, "{mend:?}");
        assert_eq!(mend.changes[0].after, "五、存在的主要问题及改进情况");
    }

    #[test]
    fn places_are_told_as_the_report_stands() {
        let field = Field::Before(1);
        // Two bytes went at 10, then three came at 4.
        let shifts = [Some((field, 10, 2, 0)), Some((field, 4, 0, 3))];
        for (at, was) in [(0, 0), (4, 4), (6, 4), (7, 4), (12, 9), (13, 12), (20, 19)] {
            assert_eq!(unshifted(field, at, &shifts), was, "{at}");
        }
        assert_eq!(unshifted(Field::LeadIn, 20, &shifts), 20);
        assert_eq!(around("甲乙", &(0..3)), (String::new(), "甲", "乙".into()));
    }
}
