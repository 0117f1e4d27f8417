//! R01, R02, R04: a total as an imported report printed it is the sum of what is beside it.
//!
//! Typed reports compute their totals and cannot get this wrong. Which totals belong to which
//! rule follows from the form: in a table with a balance identity the totals of rows (R01) and of
//! columns (R02), in the others the totals of groups (R04).

use super::{Context, Found, Point, Rule};
use crate::edition::{Table, Total};
use crate::finding::{Fix, Severity};
use crate::report::place::{CellId, Place};
use crate::report::{Edit, Report, Value};

const BASIS: &str = "国办公开办函〔2021〕30号、〔2019〕60号所附表格";

/// R01: the total of a row, as an imported report printed it, is the sum of the row.
pub static ROWS: Rule = Rule {
    code: "R01",
    severity: Severity::Error,
    title: "表三每一行，各类申请人之和应等于总计",
    basis: BASIS,
    point: Point::Totals,
    safe: false,
    check: |context, found| compare(context, found, |table, total| balanced(table) && total.across),
};

/// R02: the total of a column, as an imported report printed it, is the sum of the column.
pub static COLUMNS: Rule = Rule {
    code: "R02",
    severity: Severity::Error,
    title: "表三每一列，各项办理结果之和应等于（七）总计",
    basis: BASIS,
    point: Point::Totals,
    safe: false,
    check: |context, found| {
        compare(context, found, |table, total| balanced(table) && !total.across);
    },
};

/// R04: the total of a group of rows, as an imported report printed it, is their sum.
pub static GROUPS: Rule = Rule {
    code: "R04",
    severity: Severity::Error,
    title: "表四每一组，四类结果之和应等于总计",
    basis: BASIS,
    point: Point::Totals,
    safe: false,
    check: |context, found| compare(context, found, |table, _| !balanced(table)),
};

fn balanced(table: &Table) -> bool {
    table.balance.is_some()
}

fn compare(context: &Context<'_>, found: &mut Found, of_rule: impl Fn(&Table, &Total) -> bool) {
    let report = context.report;
    for (table, form) in report.edition().tables.iter().enumerate() {
        for total in form.totals.iter().filter(|total| of_rule(form, total)) {
            let id = CellId { table, index: total.total };
            if let Some(printed) = wrongly_printed(report, id) {
                let parts: Vec<i64> = total
                    .of
                    .iter()
                    .map(|index| report.figures.number(CellId { table, index: *index }))
                    .collect();
                let message = message(&parts, report.figures.number(id), &printed, total.across);
                let label = format!("采用计算的 {}", report.figures.number(id));
                let fix = Fix { label, edits: vec![Edit::Printed(id, None)] };
                found.add(Place::Cell(id), message, Some(fix));
            }
        }
    }
}

/// What was printed, where it cannot be the sum.
///
/// Where a part is blank the sum is not known; but parts are not negative, so a printed total
/// below what is known is wrong all the same.
fn wrongly_printed(report: &Report, id: CellId) -> Option<String> {
    let figures = &report.figures;
    let sum = figures.number(id);
    let leaves = figures.cell(id)?.sum_of.as_ref()?;
    let complete = leaves
        .iter()
        .all(|leaf| !figures.typed(CellId { table: id.table, index: *leaf }).is_blank());
    match figures.printed(id)? {
        Value::Blank | Value::Mark(_) => None,
        Value::Count(printed) if *printed == sum || (!complete && *printed > sum) => None,
        other => Some(other.text()),
    }
}

fn message(parts: &[i64], sum: i64, printed: &str, across: bool) -> String {
    // Twenty zeros say nothing: only what makes up the sum is written out.
    let mut parts: Vec<String> =
        parts.iter().filter(|part| **part != 0).map(ToString::to_string).collect();
    if parts.is_empty() {
        parts.push("0".into());
    }
    let direction = if across { "本行各项" } else { "本列各项" };
    let added = parts.join("＋");
    let equals = if parts.len() > 1 { format!("＝{sum}") } else { String::new() };
    format!(
        "{direction}之和 {added}{equals}，原报告印的总计是 {printed}，两处不一致。请核对各项；各项无误的，采用计算的总计。"
    )
}
