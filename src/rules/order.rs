//! Findings as they are shown: in their order, equal ones of a kind in one row, each with what will
//! be written.

use super::mend::{ProposedChange, preview, reading_order};
use super::{Point, by_code};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::report::place::Place;

/// What a finding is a matter of; the first is looked at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Findings that block saving.
    Blocking,
    /// Text, tables and years contradict each other.
    Contradiction,
    /// What the form asks for: parts, titles, names, contents.
    Form,
    /// Wording, punctuation, leftovers.
    Style,
}

impl Matter {
    /// What a finding is a matter of.
    #[must_use]
    pub fn of(finding: &Finding) -> Self {
        use Point::{
            Carried, Fees, Identity, LastYear, Leftovers, Period, ProseAndTables, Totals, Wording,
        };
        if finding.severity == Severity::Blocks {
            return Self::Blocking;
        }
        match by_code(finding.code).map(|rule| rule.point) {
            Some(Totals | Identity | LastYear | Carried | ProseAndTables | Period) => {
                Self::Contradiction
            }
            // Of the fee's two rules one holds figures against each other.
            Some(Fees) if finding.severity == Severity::Error => Self::Contradiction,
            Some(Leftovers | Wording) => Self::Style,
            _ => Self::Form,
        }
    }

    /// What a clerk reads over them.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Blocking => "不能保存",
            Self::Contradiction => "前后不一致",
            Self::Form => "格式和内容",
            Self::Style => "文字和标点",
        }
    }
}

/// What makes findings equal, so that they stand in one row and are mended together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingKind {
    /// The rule's code.
    pub code: &'static str,
    /// How much they weigh.
    pub severity: Severity,
    /// Whether they have a fix.
    pub mendable: bool,
    /// The table of their cells; what is about another table is of another kind.
    pub table: Option<usize>,
    /// The message without what is quoted or counted in it.
    pub words: String,
}

impl FindingKind {
    /// The kind of a finding.
    #[must_use]
    pub fn of(finding: &Finding) -> Self {
        let mut words = String::new();
        let mut depth = 0_usize;
        // Blank cells are filled alike, whatever mark stands in them.
        let message = if finding.fills_blank() { "" } else { finding.message.as_str() };
        for c in message.chars() {
            match c {
                '“' | '（' => depth += 1,
                '”' | '）' => depth = depth.saturating_sub(1),
                _ if depth > 0 || c.is_ascii_digit() => {}
                c => words.push(c),
            }
        }
        let table = match finding.place {
            Place::Cell(id) => Some(id.table),
            _ => None,
        };
        let Finding { code, severity, fix, .. } = finding;
        Self { code, severity: *severity, mendable: fix.is_some(), table, words }
    }
}

/// One row: a finding, or equal ones of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingGroup {
    /// The matter that the findings belong to.
    pub matter: Matter,
    /// What they have in common.
    pub kind: FindingKind,
    /// Which of the findings it holds, by their index, in reading order; never empty.
    pub members: Vec<usize>,
    /// Whether all of them can be mended at once (全部改正): there are several, none is waived, and
    /// every one has a fix.
    pub all_at_once: bool,
}

/// Findings in rows: what blocks, then contradictions, then form, then style; in each the heavier
/// first, those that are answered for last, then by code and in reading order.
#[must_use]
pub fn groups(findings: &[Finding]) -> Vec<FindingGroup> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    let key = |index: &usize| {
        let finding = &findings[*index];
        let Finding { severity, code, place, waived, .. } = finding;
        (Matter::of(finding), waived.is_some(), *severity, *code, reading_order(place))
    };
    order.sort_by_cached_key(key);
    let kinds: Vec<_> = findings.iter().map(FindingKind::of).collect();
    let mut groups: Vec<FindingGroup> = Vec::new();
    // Rows of one code are together, so that few are looked through.
    let mut same_code = 0;
    for index in order {
        let finding = &findings[index];
        let first = |group: &FindingGroup| &findings[group.members[0]];
        if groups.get(same_code).is_some_and(|group| first(group).code != finding.code) {
            same_code = groups.len();
        }
        let row = groups[same_code..].iter().take(FEW).position(|group| {
            group.kind == kinds[index]
                && findings[group.members[0]].waived.is_some() == finding.waived.is_some()
        });
        match row {
            Some(row) => groups[same_code + row].members.push(index),
            None => groups.push(FindingGroup {
                matter: Matter::of(finding),
                kind: kinds[index].clone(),
                members: vec![index],
                all_at_once: false,
            }),
        }
    }
    for group in &mut groups {
        let mendable = |index: &usize| {
            let Finding { fix, waived, .. } = &findings[*index];
            fix.is_some() && waived.is_none()
        };
        group.all_at_once = group.members.len() > 1 && group.members.iter().all(mendable);
    }
    groups
}

/// Upper bound on kinds of one rule that are kept apart; those over it have rows of their own.
const FEW: usize = 24;

/// What the fix of a finding will write, change by change, in the report as it is; empty where there
/// is none.
#[must_use]
pub fn written(report: &Report, finding: &Finding) -> Vec<ProposedChange> {
    preview(report, finding)
}

/// What a finding's fix writes, in one line for a row: …申请8件… → …申请7件…, with how many changes there are besides.
#[must_use]
pub fn will_write(report: &Report, finding: &Finding) -> Option<String> {
    let changes = written(report, finding);
    // What is dismissed, and no text or figure, is not shown as written.
    let first = changes.first().filter(|change| change.before != change.after)?;
    let shown = |text: &str| {
        let text = text.replace('\n', "⏎");
        let short: String = text.chars().take(LINE).collect();
        let more = if text.chars().nth(LINE).is_some() { "…" } else { "" };
        if short.is_empty() { "空".to_owned() } else { format!("{short}{more}") }
    };
    let is_cell = |change: &ProposedChange| matches!(change.place, Place::Cell(_));
    if changes.len() > 1 && changes.iter().all(is_cell) {
        let cell = |change: &ProposedChange| {
            let (before, after) = (shown(&change.before), shown(&change.after));
            format!("{} 由 {before} 改为 {after}", change.place.words(report))
        };
        let named: Vec<String> = changes.iter().take(NAMED).map(cell).collect();
        let more = match changes.len() {
            many if many > NAMED => format!("；等，共改 {many} 格"),
            _ => String::new(),
        };
        return Some(format!("{}{more}", named.join("；")));
    }
    let more = match changes.len() {
        1 => String::new(),
        many => format!("，等 {many} 处"),
    };
    Some(format!("{} → {}{more}", shown(&first.before), shown(&first.after)))
}

/// How many cells of a fix are named in a line.
const NAMED: usize = 3;

/// How many characters of a change are in a line.
const LINE: usize = 36;

#[cfg(test)]
mod tests {
    use super::{Matter, groups, will_write};
    use crate::report::place::Field;
    use crate::rules::tests::{put, report, write};
    use crate::rules::{Config, check, waive};

    #[test]
    fn rows_in_their_order() {
        let mut report = report("2021");
        put(
            &mut report,
            "applications.received.natural=8 disclosure.rules.made=/ disclosure.rules.repealed=/",
        );
        let text = "2021年,我镇共收到政府信息公开申请9件。\n全年平稳,2020年公开信息94条。";
        write(&mut report, Field::Before(1), text);
        let findings = check(&report, &Config::default());
        let rows = groups(&findings);
        let shown: Vec<_> = rows
            .iter()
            .map(|row| (row.matter, findings[row.members[0]].code, row.members.len()))
            .collect();
        let place = |code: &str| shown.iter().position(|(_, other, _)| *other == code).unwrap();
        assert_eq!(shown[0], (Matter::Blocking, "R03", 1), "{shown:?}");
        assert!(place("R19") < place("R14") && place("R24") < place("R06"), "{shown:?}");
        assert!(place("R06") < place("R35"), "{shown:?}");
        assert_eq!(shown[place("R06")], (Matter::Form, "R06", 2));
        assert_eq!(shown[place("R35")], (Matter::Style, "R35", 2));
        assert!(rows[place("R35")].all_at_once && !rows[place("R24")].all_at_once);
        let all: usize = rows.iter().map(|row| row.members.len()).sum();
        assert_eq!(all, findings.len());
    }

    #[test]
    fn what_is_answered_for_stands_apart_and_last() {
        let mut report = report("2021");
        put(&mut report, "disclosure.rules.made=/ disclosure.rules.repealed=/");
        let findings = check(&report, &Config::default());
        let first = findings.iter().find(|finding| finding.code == "R06").unwrap();
        report.apply(waive(&report, first, "本级无权制定").unwrap()).unwrap();
        let findings = check(&report, &Config::default());
        let rows = groups(&findings);
        let of_blanks: Vec<_> =
            rows.iter().filter(|row| findings[row.members[0]].code == "R06").collect();
        assert_eq!(of_blanks.len(), 2);
        assert!(findings[of_blanks[1].members[0]].waived.is_some());
    }

    #[test]
    fn a_row_says_what_will_be_written() {
        let mut report = report("2021");
        put(&mut report, "disclosure.rules.made=/");
        write(&mut report, Field::Before(1), "全年,公开;共3条。");
        let findings = check(&report, &Config::default());
        let said = |code: &str| {
            let finding = findings.iter().find(|finding| finding.code == code).unwrap();
            will_write(&report, finding)
        };
        assert_eq!(said("R06").as_deref(), Some("/ → 0"));
        let marks = said("R35").unwrap();
        assert!(marks.contains(" → ") && marks.ends_with("，等 2 处"), "{marks}");
        assert_eq!(said("R14"), None);
    }
}
