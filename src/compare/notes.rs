//! What one must know before figures of different years are compared.

use std::collections::BTreeMap;

use super::{agency, known};
use crate::edition::{Carry, Edition};
use crate::report::place::CellId;
use crate::report::{Amount, Report};
use crate::zh;

/// Words by which a report says that its figures are of another set of agencies than usual.
const SCOPE: [&str; 4] = ["统计范围", "统计口径", "数据口径", "汇总范围"];

/// Up to so many cells are named one by one.
const NAMED: usize = 6;

pub(super) fn all(reports: &[&Report]) -> Vec<String> {
    let mut notes = of_scope(reports);
    for pair in reports.windows(2) {
        if let [earlier, later] = pair {
            notes.extend(breaks(earlier, later));
        }
    }
    notes.extend(other_editions(reports));
    notes
}

/// What a reader of any chart must know: years that are missing, other names, another scope.
pub(super) fn of_scope(reports: &[&Report]) -> Vec<String> {
    let mut notes = missing_years(reports);
    notes.extend(names(reports));
    notes.extend(scope(reports));
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
            let missing: Vec<String> = (from + 1..to).map(|year| year.to_string()).collect();
            let missing = missing.join("、");
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

/// What the reports themselves say of their scope.
fn scope(reports: &[&Report]) -> Vec<String> {
    let of_report = |report: &&Report| -> Vec<String> {
        let prose = (1..=6).map(|section| report.prose(section));
        let text = std::iter::once(report.lead_in.clone()).chain(prose).collect::<Vec<_>>();
        let text = text.join("\n");
        let says = |range: std::ops::Range<usize>| text.get(range).map(str::trim);
        zh::sentences(&text)
            .into_iter()
            .filter_map(says)
            .filter(|sentence| SCOPE.iter().any(|word| sentence.contains(word)))
            .map(|sentence| format!("{} 年的报告写明：{sentence}。", year(report)))
            .collect()
    };
    reports.iter().flat_map(of_report).collect()
}

/// Where a figure of one year does not follow from the year before, as the form says that it does
/// (上年结转 from 结转下年度). Only of years that follow each other.
fn breaks(earlier: &Report, later: &Report) -> Vec<String> {
    if year(earlier) + 1 != year(later) {
        return Vec::new();
    }
    let mut notes = Vec::new();
    for (table, form) in later.edition().tables.iter().enumerate() {
        // A total differs only because a figure does.
        let typed = form.carries.iter().filter(|carry| form.cells[carry.to].sum_of.is_none());
        for carry in typed {
            let Some((expected, found)) = carried(earlier, later, table, carry) else { continue };
            if expected != found {
                let (row, column) = (form.row_of(carry.to), form.column_of(carry.to));
                let row = row.short.as_deref().or(row.path.last().map(String::as_str));
                let column = column.path.last().map(String::as_str).unwrap_or_default();
                notes.push(format!(
                    "{from} 年与 {to} 年不相接：{table}“{row}”{column}按 {from} 年的报告应为 {expected}，{to} 年的报告是 {found}。",
                    from = year(earlier),
                    to = year(later),
                    table = form.name,
                    row = row.unwrap_or_default(),
                    expected = expected.text(),
                    found = found.text(),
                ));
            }
        }
    }
    notes
}

/// What a figure ought to be after the year before, and what it is; `None` where one is not known.
fn carried(
    earlier: &Report,
    later: &Report,
    table: usize,
    carry: &Carry,
) -> Option<(Amount, Amount)> {
    let here = |index: usize| Amount::of(&known(later, CellId { table, index })?);
    let from = later.figures.same_place(CellId { table, index: carry.from }, earlier.edition())?;
    let mut expected = Amount::of(&known(earlier, from)?)?;
    for index in &carry.plus {
        expected = expected.plus(here(*index)?);
    }
    for index in &carry.minus {
        expected = expected.since(here(*index)?);
    }
    Some((expected, here(carry.to)?))
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
        let years: Vec<String> = same.map(|other| year(other).to_string()).collect();
        let (years, old, new) = (years.join("、"), &report.edition().name, &latest.edition().name);
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
