//! Years whose figures are of another set of agencies than the others'.

use std::collections::BTreeMap;

use super::agency;
use crate::report::Report;
use crate::rules::{SAME_SCOPE, scope_notes};
use crate::zh;

/// Words by which a report says that its figures are of another set of agencies than usual.
const SCOPE: [&str; 4] = ["统计范围", "统计口径", "数据口径", "汇总范围"];

/// A year whose figures are of another set of agencies than the others', and why that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherScope {
    /// The year.
    pub year: u16,
    /// What the clerk noted, or the report says; a sentence without its full stop.
    pub reason: String,
}

/// What clerks noted of years, by the year: the note of a later report comes before an earlier one's.
pub(super) fn noted(reports: &[&Report]) -> BTreeMap<u16, String> {
    let notes = reports.iter().flat_map(|report| scope_notes(report));
    notes.map(|(year, note)| (year, note.to_owned())).collect()
}

/// The years that differ from most of the others by what their reports say of their scope, or from the
/// latest by the agency's name, unless a note says otherwise; and those that a note is about.
pub(super) fn others(reports: &[&Report], notes: &BTreeMap<u16, String>) -> Vec<OtherScope> {
    let said: Vec<Vec<String>> = reports.iter().map(|report| sentences(report)).collect();
    let usual = usual(&said);
    let latest = reports.last();
    let found = |report: &Report, said: &Vec<String>| {
        if Some(said) != usual {
            return Some(said.first().cloned().unwrap_or_else(|| "报告没有写明统计范围".into()));
        }
        let renamed = latest.is_some_and(|l| !agency::is_same_name(&report.agency, &l.agency));
        renamed.then(|| format!("当年是“{}”的报告", report.agency.trim()))
    };
    let other = |(report, said): (&&Report, &Vec<String>)| {
        let year = report.year?;
        let reason = match notes.get(&year) {
            Some(note) if note == SAME_SCOPE => None,
            Some(note) => Some(note.trim_end_matches('。').to_owned()),
            None => found(report, said),
        };
        reason.map(|reason| OtherScope { year, reason })
    };
    reports.iter().zip(&said).filter_map(other).collect()
}

/// What most years say; of those that as many say, what the latest of them says.
fn usual(said: &[Vec<String>]) -> Option<&Vec<String>> {
    let count = |of: &Vec<String>| said.iter().filter(|other| *other == of).count();
    said.iter().max_by_key(|of| count(of))
}

/// The sentences in which a report speaks of its scope.
pub(super) fn sentences(report: &Report) -> Vec<String> {
    let prose = (1..=6).map(|section| report.prose(section));
    let text = std::iter::once(report.lead_in.clone()).chain(prose).collect::<Vec<_>>();
    let text = text.join("\n");
    let says = |range: std::ops::Range<usize>| text.get(range).map(str::trim);
    let all = zh::sentences(&text).into_iter().filter_map(says);
    all.filter(|sentence| SCOPE.iter().any(|word| sentence.contains(word)))
        .map(str::to_owned)
        .collect()
}
