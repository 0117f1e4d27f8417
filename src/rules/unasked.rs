//! R51: cases in table four although nothing was asked: no request received, none carried over, and,
//! where last year's file is known, none there either.

use super::carried::of_last_year;
use super::cells::{self, Applications};
use super::context::Context;
use super::{Found, Point, Rule};
use crate::edition::Role;
use crate::finding::Severity;
use crate::report::place::{CellId, Place};

/// R51: cases in table four although nothing was asked: no request received, none carried over,
/// and, where last year's file is known, none there either.
pub static RULE: Rule = Rule {
    code: "R51",
    severity: Severity::Info,
    title: "有复议、诉讼的，一般有申请",
    basis: "政府信息公开的复议、诉讼多因申请的办理而起",
    point: Point::ProseAndTables,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    let Some(table) = Applications::of(report) else { return };
    if table.number(table.received) != Some(0) || table.number(table.carried_in) != Some(0) {
        return;
    }
    let asked = |last| {
        let of_row = |row| table.total(row).and_then(|cell| of_last_year(context, last, cell));
        [table.received, table.carried_in].into_iter().any(|row| of_row(row) != Some(0))
    };
    if context.last().is_some_and(asked) {
        return;
    }
    let cases = [Role::ReviewTotal, Role::LitigationTotal].into_iter();
    let cases = cases.flat_map(|role| cells::cases(report, role));
    let cases: Vec<CellId> = cases.filter(|cell| report.figures.number(*cell) > 0).collect();
    let Some(first) = cases.first() else { return };
    let all: i64 = cases.iter().map(|cell| report.figures.number(*cell)).sum();
    let message = format!(
        "表四有复议、诉讼 {all} 件，表三却没有新收和上年结转的申请。请核对是不是以往申请引起的，或者填错了表。"
    );
    found.add(Place::Cell(*first), message, None);
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{figures, found, put, report};

    #[test]
    fn cases_without_requests() {
        for cases in [
            "proceedings.cases.review_upheld=1",
            "proceedings.cases.review_pending=2",
            "proceedings.cases.direct_upheld=1",
            "proceedings.cases.direct_other=1",
            "proceedings.cases.after_review_corrected=1",
            "proceedings.cases.review_other=3",
        ] {
            figures("2021", "R51", cases, &["表三却没有新收和上年结转的申请"]);
        }
        for fine in [
            "",
            "proceedings.cases.review_upheld=1 applications.received.natural=1",
            "proceedings.cases.review_upheld=1 applications.carried_in.other=1",
            "proceedings.cases.review_upheld=1 applications.received.natural=",
            "applications.received.natural=3",
            "proceedings.cases.review_upheld=",
        ] {
            figures("2021", "R51", fine, &[]);
        }
        let mut before = report("2021");
        put(&mut before, "applications.received.natural=2");
        let mut last = before.as_last_year();
        last.year = Some(2020);
        let mut now = report("2021");
        put(&mut now, "proceedings.cases.review_upheld=1");
        now.last = Some(last);
        assert!(found(&now, "R51").is_empty());
        now.last = now.last.map(|mut last| {
            last.figures = report("2021").figures;
            last
        });
        assert_eq!(found(&now, "R51").len(), 1, "none last year either");
    }
}
