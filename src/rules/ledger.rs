//! R62: tables three and four say what the ledger of requests says.
//!
//! Known only where the report is checked beside its ledger. One finding a row; a blank equals 0.
//! The fix of each writes all of its table, since the ledger's figures balance only together.

use super::context::Context;
use super::{Found, Point, Rule};
use crate::edition::Table;
use crate::finding::{Fix, Severity};
use crate::ledger::LedgerDifference;
use crate::report::place::Place;
use crate::report::{Edit, Value};

/// R62: tables three and four say what the ledger of requests says.
pub static RULE: Rule = Rule {
    code: "R62",
    severity: Severity::Warning,
    title: "表三、表四与依申请公开台账一致",
    basis: "台账逐件登记，报告的数字由它得出；不一致的，有一处不对",
    point: Point::Figures,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    let Some(tally) = &context.config.ledger else { return };
    if report.year.is_some_and(|year| i16::try_from(year) != Ok(tally.year)) {
        return;
    }
    let differing = tally.differences(&report.figures);
    let row = |found: &LedgerDifference| {
        (found.cell.table, report.edition().tables[found.cell.table].cells[found.cell.index].row)
    };
    for of_row in differing.chunk_by(|a, b| row(a) == row(b)) {
        let Some((table, index)) = of_row.first().map(row) else { continue };
        let form = &report.edition().tables[table];
        let cells: Vec<String> = of_row.iter().map(|found| words(form, found)).collect();
        let message = format!(
            "与台账不一致：{}。请核对，是报告填错了，还是台账漏登、错登。",
            cells.join("；")
        );
        // A row alone would leave a table out of balance that was in balance.
        let of_table = differing.iter().filter(|found| found.cell.table == table);
        let edits =
            of_table.map(|found| Edit::Value(found.cell, Value::Count(found.ledger))).collect();
        let label = format!("{}改为台账的数", form.name);
        let fix = Fix { label, edits };
        found.add(Place::Row(table, index), message, Some(fix));
    }
}

/// A cell with both figures: 自然人 报告 2、台账 3.
fn words(form: &Table, found: &LedgerDifference) -> String {
    let column = form.column_words(found.cell.index);
    let report = match &found.report {
        Value::Blank => "空白".to_owned(),
        other => other.text(),
    };
    format!("{column} 报告 {report}、台账 {}", found.ledger)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::ledger::{Ledger, Request, RequestField};
    use crate::report::Report;
    use crate::rules::{Config, check};

    fn config(year: i16) -> Config {
        let mut ledger = Ledger::default();
        for (kind, outcome) in [("自然人", "予以公开"), ("自然人", "重复申请"), ("其他", "")]
        {
            let mut request = Request::default();
            request.set(RequestField::Received, "2025-03-03");
            request.set(RequestField::Kind, kind);
            request.set(RequestField::Outcome, outcome);
            request.set(RequestField::Replied, if outcome.is_empty() { "" } else { "2025-03-20" });
            if outcome.is_empty() {
                request.set(RequestField::Proceedings, "行政复议，2025-05-10结果维持");
            }
            ledger.requests.push(Arc::new(request));
        }
        Config { ledger: Some(Arc::new(ledger.tally(year))), ..Config::default() }
    }

    fn report() -> Report {
        Report::blank(crate::edition::for_year(2025).unwrap(), "柳塘镇人民政府", 2025)
    }

    fn told(report: &Report, config: &Config) -> Vec<String> {
        let found = check(report, config).into_iter().filter(|finding| finding.code == "R62");
        found.map(|finding| finding.message).collect()
    }

    #[test]
    fn one_finding_a_row_with_both_figures_and_a_fix() {
        let mut report = report();
        assert_eq!(told(&report, &Config::default()), Vec::<String>::new());
        assert_eq!(told(&report, &config(2024)), Vec::<String>::new(), "another year's ledger");
        let config = config(2025);
        let lines = told(&report, &config);
        assert_eq!(lines.len(), 5, "{lines:?}");
        assert!(lines[0].contains("自然人 报告 空白、台账 2；其他 报告 空白、台账 1"), "{lines:?}");
        assert!(lines[4].contains("行政复议·结果维持 报告 空白、台账 1"), "{lines:?}");
        let told_fix = check(&report, &config).into_iter().find(|f| f.code == "R62").unwrap();
        let writes = crate::rules::will_write(&report, &told_fix).unwrap();
        assert!(writes.contains("自然人 由 空 改为 2；表三"), "{writes}");
        assert!(writes.ends_with("；等，共改 5 格"), "{writes}");
        for finding in check(&report, &config).into_iter().filter(|f| f.code == "R62") {
            for edit in finding.fix.unwrap().edits {
                report.apply(edit).unwrap();
            }
        }
        assert_eq!(told(&report, &config), Vec::<String>::new());
    }
}
