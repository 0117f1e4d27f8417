//! R05: counts are whole and not negative, money is not negative and has at most four decimals.
//!
//! 增/减 of the 2019 edition may be negative; figures kept as written ("251000元") are not
//! judged. A locality may ask for fewer decimals; those have to be mended, but do not block.

use super::{Context, Found, Point, Rule};
use crate::edition::Kind;
use crate::finding::Severity;
use crate::report::place::Place;

/// R05: counts are whole and not negative, money is not negative and has at most four decimals.
pub static RULE: Rule = Rule {
    code: "R05",
    severity: Severity::Blocks,
    title: "件数为不小于 0 的整数，金额不小于 0 且最多 4 位小数",
    basis: "国办公开办函〔2021〕30号、〔2019〕60号所附表格",
    point: Point::Figures,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    let local = usize::from(context.config.money_decimals);
    for id in report.figures.cells() {
        let Some(cell) = report.figures.cell(id) else { continue };
        let value = report.figures.typed(id);
        if let Some(fault) = value.fault(cell.kind) {
            found.add(Place::Cell(id), format!("这里填的是“{}”，{fault}。", value.text()), None);
        } else if cell.kind == Kind::Money && places(&value.text()) > local {
            let message = format!("这里填的是“{}”，本地要求最多 {local} 位小数。", value.text());
            found.add(Place::Cell(id), message, None).severity = Severity::Error;
        }
    }
}

fn places(amount: &str) -> usize {
    amount.split_once('.').map_or(0, |(_, places)| places.len())
}
