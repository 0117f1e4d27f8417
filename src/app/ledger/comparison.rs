//! The open report beside the ledger: which cells differ, what section six and section one would
//! say, and what changed in a year that is published.

use std::sync::Arc;

use super::super::core::Core;
use crate::edition::Role;
use crate::ledger::{Ledger, LedgerDifference, LedgerForm, Tally};
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Report, Value};

/// A cell in which report and ledger differ, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferingCell {
    /// The cell.
    pub cell: CellId,
    /// Section of its table.
    pub section: u8,
    /// Its row's own label.
    pub row: String,
    /// Its column's label.
    pub column: String,
    /// What the report has, as it is shown.
    pub report: String,
    /// What the ledger gives.
    pub ledger: i64,
}

/// A report beside the ledger of its agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerComparison {
    /// The year of both.
    pub year: i16,
    /// The cells that differ.
    pub cells: Vec<DifferingCell>,
    /// Requests that no year can count, which the ledger's figures leave out.
    pub uncounted: usize,
    /// Section six's sentence on the fee, where it is not in the report.
    pub fees: Option<String>,
    /// A sentence on how many requests came in and were answered, where section one has none.
    pub counts: Option<String>,
    /// The cells of last year's report in which the ledger gives something else now.
    pub last_year: Vec<DifferingCell>,
    /// Last year's year, where the report knows last year's report.
    pub last: Option<i16>,
}

/// Why a report cannot be held against the ledger, in a clerk's words.
pub type Incomparable = &'static str;

/// The report's year and the id of its form, where the ledger is that agency's.
///
/// # Errors
/// Why they cannot be compared.
pub fn comparable(report: &Report, ledger: &Ledger) -> Result<(i16, String), Incomparable> {
    let (ours, theirs) = (report.agency.trim(), ledger.agency.trim());
    if !ours.is_empty() && !theirs.is_empty() && ours != theirs {
        return Err("报告和台账不是同一个机关的");
    }
    let year = report.year.and_then(|year| i16::try_from(year).ok());
    let year = year.ok_or("报告没有写年度")?;
    LedgerForm::of(report.edition()).ok_or("报告所用的表格没有申请办理情况表")?;
    Ok((year, report.edition().id.clone()))
}

impl LedgerComparison {
    /// A report beside what its ledger counts in its year.
    #[must_use]
    pub fn of(report: &Report, ledger: &Ledger, tally: &Tally) -> Self {
        let last = report.last.as_ref();
        let last_year = last.and_then(|last| {
            let year = last.year.and_then(|year| i16::try_from(year).ok())?;
            let form = LedgerForm::of(last.figures.edition())?;
            // A figure that last year's report left blank says nothing.
            let found = ledger.tally_in(form, year).differences(&last.figures);
            Some((year, cells(&found, last.figures.edition())))
        });
        let (last, last_year) = last_year.map_or((None, Vec::new()), |(y, c)| (Some(y), c));
        let fees = tally.fees.sentence();
        let counts = counts_sentence(tally);
        Self {
            year: tally.year,
            cells: cells(&tally.differences(&report.figures), report.edition()),
            uncounted: tally.uncounted.len(),
            fees: (!report.text(Field::Before(6)).contains(&fees)).then_some(fees),
            counts: (!report.text(Field::Before(1)).contains(&counts)).then_some(counts),
            last,
            last_year,
        }
    }
}

fn cells(found: &[LedgerDifference], edition: &crate::edition::Edition) -> Vec<DifferingCell> {
    let own = |path: &[String]| path.last().cloned().unwrap_or_default();
    let of = |found: &LedgerDifference| {
        let table = &edition.tables[found.cell.table];
        DifferingCell {
            cell: found.cell,
            section: table.section,
            row: own(&table.row_of(found.cell.index).path),
            column: table.column_words(found.cell.index),
            report: match &found.report {
                Value::Blank => "空白".to_owned(),
                other => other.text(),
            },
            ledger: found.ledger,
        }
    };
    found.iter().map(of).collect()
}

/// How many requests came in and were answered, in a sentence for section one.
#[must_use]
pub fn counts_sentence(tally: &Tally) -> String {
    let [received, carried, done, left] =
        [Role::Received, Role::CarriedIn, Role::Outcomes, Role::CarriedOut]
            .map(|role| tally.total(role));
    let carried = if carried == 0 { String::new() } else { format!("，上年结转{carried}件") };
    let left =
        if left == 0 { String::new() } else { format!("，结转下年度继续办理{left}件") };
    format!("全年共收到政府信息公开申请{received}件{carried}，办结{done}件{left}。")
}

/// Puts figures of the ledger into the report, as one step: the cells that are named, or all.
pub(super) fn fill(core: &mut Core, only: Option<&[CellId]>) {
    let Some(tally) = core.ledger.tally.clone() else { return };
    let Some(report) = core.report() else { return };
    let wanted = |edit: &Edit| match (edit, only) {
        (Edit::Value(cell, _), Some(only)) => only.contains(cell),
        _ => true,
    };
    let edits: Vec<Edit> = tally.edits(&report.figures).into_iter().filter(wanted).collect();
    let count = edits.len();
    core.edit(format!("按台账填入 {count} 格"), edits);
    core.notify(format!("已按台账填入 {count} 格，可以撤销"));
}

/// Puts section six's sentence on the fee where the report's own is, or before what it says.
pub(super) fn write_fees(core: &mut Core) {
    let (Some(tally), Some(report)) = (core.ledger.tally.clone(), core.report()) else { return };
    let sentence = tally.fees.sentence();
    let text = with_sentence(report.text(Field::Before(6)), &sentence, |own| {
        own.contains("信息处理费") || own.contains("收费通知")
    });
    write(core, "填入信息处理费一句", Field::Before(6), text);
}

/// Puts the counts of requests into section one: behind the heading on requests, else at its end.
pub(super) fn write_counts(core: &mut Core) {
    let (Some(tally), Some(report)) = (core.ledger.tally.clone(), core.report()) else { return };
    let sentence = counts_sentence(&tally);
    let text = report.text(Field::Before(1));
    let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    let heading = lines.iter().position(|line| {
        line.trim_start().starts_with(['（', '('])
            && line.contains("依申请公开")
            && line.chars().count() < 20
    });
    match heading {
        Some(at) => lines.insert(at + 1, sentence),
        None => lines.push(sentence),
    }
    write(core, "填入申请件数一句", Field::Before(1), lines.join("\n"));
}

fn write(core: &mut Core, label: &str, field: Field, text: String) {
    core.edit(label, vec![Edit::Text(field, text)]);
    core.goto(Place::Field(field));
    core.front = super::super::desk::Desk::Report;
    core.modal = None;
}

/// A text with a sentence in the place of its own one of that kind, else before all.
fn with_sentence(text: &str, sentence: &str, is_own: impl Fn(&str) -> bool) -> String {
    let mut done = false;
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let parts: Vec<&str> = line.split_inclusive('。').collect();
            if done || !parts.iter().any(|part| is_own(part)) {
                return line.to_owned();
            }
            done = true;
            let first = parts.iter().position(|part| is_own(part)).unwrap_or_default();
            let kept = parts.iter().enumerate().filter(|(at, part)| *at == first || !is_own(part));
            kept.map(|(at, part)| if at == first { sentence } else { part }).collect()
        })
        .collect();
    match (done, text.trim().is_empty()) {
        (true, _) => lines.join("\n"),
        (false, true) => sentence.to_owned(),
        (false, false) => format!("{sentence}\n{text}"),
    }
}

/// What the ledger counts in the open report's year, where the two belong together.
pub(super) fn take_tally(core: &mut Core, tally: Option<Arc<Tally>>) {
    if core.ledger.tally != tally {
        core.ledger.tally = tally;
        core.ask_rules_anew();
    }
}

#[cfg(test)]
mod tests {
    use super::with_sentence;

    #[test]
    fn the_sentence_takes_the_place_of_its_own_kind() {
        let fee = |text: &str| {
            with_sentence(text, "收费 3 件。", |own| {
                own.contains("信息处理费") || own.contains("收费")
            })
        };
        assert_eq!(fee(""), "收费 3 件。");
        assert_eq!(fee("无其他事项。"), "收费 3 件。\n无其他事项。");
        assert_eq!(fee("一。本年度未收取信息处理费。二。\n三。"), "一。收费 3 件。二。\n三。");
        assert_eq!(fee("收费通知0件。收取信息处理费0元。其他。"), "收费 3 件。其他。");
    }
}
