//! Figures that changed much since last year, each with the clerk's reason (与上年核对表).
//!
//! A reason is kept with the waivers of the report, under a code that no rule has: it names the figure
//! by its labels, and both years' values. As long as these stand, it answers R07, R08 and R42 as well
//! where they report the same figure.

use std::collections::BTreeSet;

use super::{Config, carried, check, outliers};
use crate::finding::Finding;
use crate::report::place::{CellId, Place};
use crate::report::{Amount, Edit, Report, Value, Waiver};

/// The code of the waivers that hold such reasons.
pub const CHANGE: &str = "上年核对";

/// From which change on a figure is to be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeMeasure {
    /// The least change, in the unit of the figure.
    pub least: u32,
    /// The least change in percent of last year's figure; any where that is 0.
    pub percent: u32,
}

impl Default for ChangeMeasure {
    fn default() -> Self {
        Self { least: 10, percent: 30 }
    }
}

impl ChangeMeasure {
    fn is_met(self, was: Amount, is: Amount) -> bool {
        let change = is.since(was).max(was.since(is));
        let enough = was.permille_of(Amount::whole(1)).is_none()
            || change
                .permille_of(was)
                .is_none_or(|permille| permille >= 10 * i64::from(self.percent));
        !change.is_zero() && change >= Amount::whole(self.least.into()) && enough
    }
}

/// A figure that is to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearlyChange {
    /// Where it stands.
    pub id: CellId,
    /// Last year's figure; none where it was blank.
    pub was: Option<Amount>,
    /// This year's.
    pub is: Amount,
    /// Codes of the findings of this figure that its reason answers.
    pub codes: Vec<&'static str>,
    /// The reason, where one was given.
    pub reason: Option<String>,
}

impl YearlyChange {
    /// Whether it does not follow from last year's report, by however little it changed.
    #[must_use]
    pub fn is_break(&self) -> bool {
        self.codes.iter().any(|code| *code != outliers::RULE.code)
    }
}

/// The rules whose findings such a reason answers.
fn is_of_last_year(code: &str) -> bool {
    [carried::CARRIED_IN.code, carried::IN_FORCE.code, outliers::RULE.code].contains(&code)
}

/// The figures that changed by more than a measure, and those that R07, R08 or R42 report, in the order
/// of the form; nothing where last year's report is not known. Totals are left out: they change
/// because figures do.
#[must_use]
pub fn yearly_changes(
    report: &Report,
    config: &Config,
    measure: ChangeMeasure,
) -> Vec<YearlyChange> {
    if report.last.is_none() {
        return Vec::new();
    }
    let findings = check(report, config);
    let reported = |id: CellId| -> Vec<&'static str> {
        let here =
            |finding: &&Finding| is_of_last_year(finding.code) && finding.place == Place::Cell(id);
        let codes: BTreeSet<_> = findings.iter().filter(here).map(|finding| finding.code).collect();
        codes.into_iter().collect()
    };
    let figures = report.figures.cells().filter(|id| !report.figures.is_total(*id));
    figures
        .filter_map(|id| {
            let (was, is) = both(report, id)?;
            let codes = reported(id);
            if codes.is_empty() && !was.is_some_and(|was| measure.is_met(was, is)) {
                return None;
            }
            let reason = reason(report, id).map(str::to_owned);
            Some(YearlyChange { id, was, is, codes, reason })
        })
        .collect()
}

/// The edit that keeps a reason for a figure's change, and takes it back where it is empty; `None`
/// where this year's figure is not known, or last year's form does not ask for it.
#[must_use]
pub fn explain(report: &Report, id: CellId, reason: &str) -> Option<Edit> {
    let (was, is) = both(report, id)?;
    let place = labels(report, id);
    let others = report.waivers.iter();
    let others = others.filter(|waiver| waiver.code != CHANGE || waiver.place != place);
    let mut waivers: Vec<Waiver> = others.cloned().collect();
    if !reason.trim().is_empty() {
        waivers.push(Waiver {
            code: CHANGE.to_owned(),
            place,
            message: written(was),
            about: is.text(),
            reason: reason.trim().to_owned(),
        });
    }
    Some(Edit::Waivers(waivers))
}

/// The reason that answers a finding, where it is of a figure that was explained.
pub(super) fn answer<'a>(report: &'a Report, finding: &Finding) -> Option<&'a str> {
    match finding.place {
        Place::Cell(id) if is_of_last_year(finding.code) => reason(report, id),
        _ => None,
    }
}

/// Whether the reason that a waiver holds is of the figures as they are; where last year's are not
/// known, nobody can say that it is not.
pub(super) fn holds(report: &Report, waiver: &Waiver) -> bool {
    let mut cells = report.figures.cells();
    let Some(id) = cells.find(|id| labels(report, *id) == waiver.place) else { return false };
    report.last.is_none() || is_about(report, id, waiver)
}

/// The reason given for a figure, as long as both years' figures are those that it was given for.
fn reason(report: &Report, id: CellId) -> Option<&str> {
    let mut changes = report.waivers.iter().filter(|waiver| waiver.code == CHANGE).peekable();
    changes.peek()?;
    let place = labels(report, id);
    changes
        .find(|waiver| waiver.place == place && is_about(report, id, waiver))
        .map(|waiver| waiver.reason.as_str())
}

fn is_about(report: &Report, id: CellId, waiver: &Waiver) -> bool {
    both(report, id)
        .is_some_and(|(was, is)| written(was) == waiver.message && is.text() == waiver.about)
}

fn written(was: Option<Amount>) -> String {
    was.map(Amount::text).unwrap_or_default()
}

/// Last year's figure, where it was filled in, and this year's.
fn both(report: &Report, id: CellId) -> Option<(Option<Amount>, Amount)> {
    let last = report.last.as_ref().filter(|last| last.precedes(report.year))?;
    let there = report.figures.counterpart(id, last.figures.edition())?;
    let figure = |value: &Value| Amount::of(value);
    Some((figure(last.figures.typed(there)), figure(report.figures.typed(id))?))
}

/// A figure's labels: table, row and column, whole.
#[must_use]
pub fn labels(report: &Report, id: CellId) -> String {
    let Some(form) = report.edition().tables.get(id.table) else { return String::new() };
    let row = form.row_of(id.index).path.join(" ");
    format!("{}：{row}，{}", form.name, form.column_of(id.index).path.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{CHANGE, ChangeMeasure, explain, yearly_changes};
    use crate::report::Report;
    use crate::report::place::Place;
    use crate::rules::tests::{put, report};
    use crate::rules::{Config, check, drop_lapsed};

    /// A report with last year's, by cells.
    fn years(last: &str, now: &str) -> Report {
        let mut before = report("2021");
        put(&mut before, last);
        let mut report = report("2021");
        put(&mut report, now);
        before.year = report.year.map(|year| year - 1);
        report.last = Some(before.as_last_year());
        report
    }

    fn told(report: &Report, measure: ChangeMeasure) -> Vec<String> {
        let changes = yearly_changes(report, &Config::default(), measure);
        let form = |table: usize| &report.edition().tables[table];
        let told = |change: super::YearlyChange| {
            let row = &form(change.id.table).row_of(change.id.index).id;
            let (was, is) = (super::written(change.was), change.is.text());
            format!(
                "{row} {was} {is} {}{}",
                change.codes.join("+"),
                change.reason.unwrap_or_default()
            )
        };
        changes.into_iter().map(told).collect()
    }

    #[test]
    fn what_changed_by_more_than_the_measure_is_listed() {
        let received = "applications.received.natural";
        for (was, is, expected) in [
            (29, 29, false),
            (20, 29, false),
            (20, 30, true),
            (100, 129, false),
            (100, 130, true),
            (100, 70, true),
            (0, 9, false),
            (0, 10, true),
        ] {
            let report = years(&format!("{received}={was}"), &format!("{received}={is}"));
            let listed = !told(&report, ChangeMeasure::default()).is_empty();
            assert_eq!(listed, expected, "{was} {is}");
        }
        let report = years(&format!("{received}=20"), &format!("{received}=29"));
        assert_eq!(told(&report, ChangeMeasure { least: 5, percent: 10 }), ["received 20 29 "]);
        assert!(told(&report, ChangeMeasure { least: 9, percent: 46 }).is_empty());
    }

    #[test]
    fn a_reason_answers_the_rules_and_lapses_with_either_figure() {
        let mut report =
            years("applications.carried_out.natural=3", "applications.carried_in.natural=1");
        let waived = |report: &Report| {
            let findings = check(report, &Config::default());
            findings.into_iter().find(|f| f.code == "R07").map(|f| f.waived)
        };
        assert_eq!(waived(&report), Some(None));
        let place = check(&report, &Config::default())
            .into_iter()
            .find_map(|f| if f.code == "R07" { Some(f.place) } else { None });
        let Some(Place::Cell(id)) = place else { panic!("{place:?}") };
        assert_eq!(told(&report, ChangeMeasure::default()), ["carried_in 0 1 R07"]);
        let changes = yearly_changes(&report, &Config::default(), ChangeMeasure::default());
        assert!(changes[0].is_break());
        let edit = explain(&report, id, " 撤回两件 ").unwrap();
        report.apply(edit).unwrap();
        assert_eq!(waived(&report), Some(Some("撤回两件".into())));
        assert_eq!(told(&report, ChangeMeasure::default()), ["carried_in 0 1 R07撤回两件"]);
        assert_eq!(drop_lapsed(&report, &Config::default()), None, "it is not dropped on saving");
        let other = explain(&report, id, "").unwrap();
        let mut without = report.clone();
        without.apply(other).unwrap();
        assert!(without.waivers.is_empty());
        put(&mut report, "applications.carried_in.natural=2");
        assert_eq!(waived(&report), Some(None), "another figure, another reason");
        assert!(report.waivers.iter().any(|waiver| waiver.code == CHANGE));
        report.apply(drop_lapsed(&report, &Config::default()).unwrap()).unwrap();
        assert!(report.waivers.is_empty());
    }

    #[test]
    fn far_from_last_year_is_answered_as_well() {
        let mut report =
            years("disclosure.licences.decisions=5", "disclosure.licences.decisions=5000");
        assert_eq!(told(&report, ChangeMeasure::default()), ["licences 5 5000 R42"]);
        let change = &yearly_changes(&report, &Config::default(), ChangeMeasure::default())[0];
        assert!(!change.is_break(), "a far figure may well follow");
        let id = change.id;
        report.apply(explain(&report, id, "权限下放").unwrap()).unwrap();
        let findings = check(&report, &Config::default());
        let r42 = findings.iter().find(|f| f.code == "R42").unwrap();
        assert_eq!(r42.waived.as_deref(), Some("权限下放"));
    }
}
