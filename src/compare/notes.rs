//! What one must know before figures of different years are compared.

use std::collections::BTreeMap;

use super::{YearBreak, agency, scope};
use crate::edition::Edition;
use crate::report::Report;
use crate::rules::SAME_SCOPE;
use crate::zh;

/// Up to so many cells are named one by one.
const NAMED: usize = 6;

pub(super) fn all(
    reports: &[&Report],
    breaks: &[YearBreak],
    of_clerks: &BTreeMap<u16, String>,
) -> Vec<String> {
    let mut notes = of_scope(reports, of_clerks);
    notes.extend(breaks.iter().map(YearBreak::told));
    notes.extend(other_editions(reports));
    notes
}

/// What a reader of any chart must know: years that are missing, other names, another scope.
pub(super) fn of_scope(reports: &[&Report], of_clerks: &BTreeMap<u16, String>) -> Vec<String> {
    let mut notes = missing_years(reports);
    notes.extend(names(reports));
    notes.extend(scope(reports, of_clerks));
    notes
}

fn year(report: &Report) -> u16 {
    report.year.unwrap_or_default()
}

fn missing_years(reports: &[&Report]) -> Vec<String> {
    let mut notes = Vec::new();
    for pair in reports.windows(2) {
        let [earlier, later] = pair else { continue };
        let (from, to) = (year(earlier), year(later));
        if from + 1 < to {
            let missing = zh::years(&(from + 1..to).collect::<Vec<_>>());
            notes.push(format!("没有 {missing} 年的报告，{to} 年是和 {from} 年比的。"));
        }
    }
    notes
}

/// That the agency had another name.
fn names(reports: &[&Report]) -> Vec<String> {
    let mut notes = Vec::new();
    for pair in reports.windows(2) {
        let [earlier, later] = pair else { continue };
        if !agency::is_same_name(&earlier.agency, &later.agency) {
            let (was, is) = (&earlier.agency, &later.agency);
            let (from, to) = (year(earlier), year(later));
            notes.push(format!(
                "{from} 年的报告是“{was}”的，{to} 年的是“{is}”的，统计范围可能不同。"
            ));
        }
    }
    notes
}

/// What the reports themselves say of their scope, and what clerks noted of it.
fn scope(reports: &[&Report], notes: &BTreeMap<u16, String>) -> Vec<String> {
    let said = |report: &&Report| -> Vec<String> {
        let year = year(report);
        let told = match notes.get(&year) {
            Some(note) if note != SAME_SCOPE => {
                let note = note.trim_end_matches('。');
                vec![format!("{year} 年的统计范围与其他年度不同：{note}。")]
            }
            _ => Vec::new(),
        };
        let sentences = scope::sentences(report).into_iter();
        let sentences = sentences.map(|sentence| format!("{year} 年的报告写明：{sentence}。"));
        told.into_iter().chain(sentences).collect()
    };
    reports.iter().flat_map(said).collect()
}

/// What the forms of the years do not have in common.
fn other_editions(reports: &[&Report]) -> Vec<String> {
    let latest = reports[reports.len() - 1];
    let mut notes = Vec::new();
    let mut told: Vec<&Edition> = vec![latest.edition()];
    for report in reports {
        if told.contains(&report.edition().as_ref()) {
            continue;
        }
        told.push(report.edition());
        let same = reports.iter().filter(|other| other.edition() == report.edition());
        let years = zh::years(&same.map(|other| year(other)).collect::<Vec<_>>());
        let (old, new) = (&report.edition().name, &latest.edition().name);
        let lost = unmatched(report, latest.edition());
        if !lost.is_empty() {
            notes.push(format!(
                "{years} 年用的是{old}表格，下列各项在{new}里没有，没有列入：{}。",
                listed(&lost)
            ));
        }
        let new_ones = unmatched(latest, report.edition());
        if !new_ones.is_empty() {
            notes.push(format!(
                "{years} 年用的是{old}表格，{new}的下列各项在其中没有，{years} 年空着：{}。",
                listed(&new_ones)
            ));
        }
    }
    notes
}

/// The rows of a report's form with a cell that another form does not ask for: their words, and the
/// columns where only some are concerned.
fn unmatched(report: &Report, other: &Edition) -> Vec<String> {
    let mut rows: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for id in report.figures.cells() {
        if report.figures.same_place(id, other).is_none() {
            let row = report.edition().tables[id.table].cells[id.index].row;
            rows.entry((id.table, row)).or_default().push(id.index);
        }
    }
    let words = |((table, row), cells): ((usize, usize), Vec<usize>)| {
        let form = &report.edition().tables[table];
        let label = form.rows[row].path.last().map(String::as_str).unwrap_or_default();
        if cells.len() == form.rows[row].cells.len() {
            return format!("{}“{label}”", form.name);
        }
        let columns = cells.iter().filter_map(|cell| form.column_of(*cell).path.last());
        let columns: Vec<&str> = columns.map(String::as_str).collect();
        format!("{}“{label}”的{}", form.name, columns.join("、"))
    };
    rows.into_iter().map(words).collect()
}

fn listed(items: &[String]) -> String {
    let named = items.iter().take(NAMED).cloned().collect::<Vec<_>>().join("，");
    if items.len() > NAMED { format!("{named}，等 {} 项", items.len()) } else { named }
}
