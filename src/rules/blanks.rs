//! R06: a blank is not 0. What did not occur is to be filled in as 0.
//!
//! A "/", "-" or "无" in place of a number is a blank with a mark. A blank total of an imported
//! report counts here and not in R01, R02 or R04.

use std::cell::LazyCell;

use super::all_blank::all_blank;
use super::{Context, Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::imputation::{Proposal, proposals};
use crate::report::place::{CellId, Place};
use crate::report::{Edit, Report, Value};

/// R06: a blank is not 0.
pub static RULE: Rule = Rule {
    code: "R06",
    severity: Severity::Warning,
    title: "没有空白的格，没有的事项填 0",
    basis: "填报惯例：没有发生的事项填 0",
    point: Point::Figures,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    if all_blank(report) {
        return; // R64
    }
    let proposals = LazyCell::new(|| proposals(report));
    for id in report.figures.cells() {
        let Some(cell) = report.figures.cell(id) else { continue };
        let total = cell.sum_of.is_some();
        let value = if total { report.figures.printed(id) } else { Some(report.figures.typed(id)) };
        let what = match value {
            Some(Value::Blank) => "空白".to_owned(),
            Some(Value::Mark(mark)) => format!("写的是“{mark}”"),
            _ => continue,
        };
        let zero = || Value::read(cell.kind, "0");
        let (message, fix) = if total {
            let sum = report.figures.number(id);
            let message = format!("原报告的总计一格{what}，各项之和是 {sum}。");
            let label = format!("采用计算的 {sum}");
            (message, Fix { label, edits: vec![Edit::Printed(id, None)] })
        } else if let Some((number, fix)) = proposed(&proposals, id) {
            (format!("这一格{what}，由合计和勾稽关系推算只能是 {number}。"), fix)
        } else if let Some(made) = cannot_be_zero(report, id) {
            let message = format!("这一格{what}。本年制发 {made} 件，这一格不会是 0，请填写。");
            found.add(Place::Cell(id), message, None);
            continue;
        } else {
            let message = format!("这一格{what}。没有的事项应当填 0。");
            (message, Fix { label: "补 0".to_owned(), edits: vec![Edit::Value(id, zero())] })
        };
        found.add(Place::Cell(id), message, Some(fix));
    }
}

/// For what is in force: how many were made this year, where any were, so that 0 would be wrong (R09).
fn cannot_be_zero(report: &Report, id: CellId) -> Option<i64> {
    let form = &report.edition().tables[id.table];
    let carry = form.carries.iter().find(|carry| carry.to == id.index)?;
    let number = |index: &usize| report.figures.number(CellId { table: id.table, index: *index });
    Some(carry.plus.iter().map(number).sum()).filter(|made| *made > 0)
}

/// What the sums leave as the only answer for a cell, and the fix: the cell alone, or its row
/// where that is shifted.
fn proposed(proposals: &[Proposal], id: CellId) -> Option<(String, Fix)> {
    proposals.iter().find_map(|proposal| {
        let edits = &proposal.fix.edits;
        let edit = edits.iter().find(|edit| matches!(edit, Edit::Value(other, _) if *other == id));
        let Some(Edit::Value(_, value)) = edit else { return None };
        let label = format!("填入 {}", value.text());
        let alone = Fix { label, edits: edit.cloned().into_iter().collect() };
        Some((value.text(), if proposal.shifts { proposal.fix.clone() } else { alone }))
    })
}
