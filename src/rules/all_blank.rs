//! R64: all three tables are blank: one finding instead of one for every cell (R06).

use super::context::Context;
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::Place;
use crate::report::{Report, Value};

/// R64: all three tables are blank: one finding instead of one for every cell (R06).
pub static RULE: Rule = Rule {
    code: "R64",
    severity: Severity::Error,
    title: "三张表填了数字",
    basis: "年度报告格式第二、三、四部分以表格形式报告",
    point: Point::Figures,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    if all_blank(context.report) {
        let message = "三张表都是空白的，一个数字也没有。请填写；全年没有的，可以用“补 0”填成 0。";
        found.add(Place::Report, message, None);
    }
}

/// Whether every cell of every table is empty: no figure, no mark, no printed total.
pub(super) fn all_blank(report: &Report) -> bool {
    let figures = &report.figures;
    let blank = |value: &Value| *value == Value::Blank;
    figures.cells().all(|id| blank(figures.typed(id)) && figures.printed(id).is_none_or(blank))
}

#[cfg(test)]
mod tests {
    use crate::edition;
    use crate::report::Report;
    use crate::rules::tests::{found, put, report};

    #[test]
    fn tables_without_a_figure() {
        for (id, agency, year) in [
            ("2021", "柳塘镇人民政府", 2021),
            ("2021", "云泽县教育局", 2023),
            ("2021", "", 2025),
            ("2019", "柳塘镇人民政府", 2019),
            ("2019", "石桥乡人民政府", 2020),
            ("2021", "云州市人民政府", 2022),
        ] {
            let report = Report::blank(edition::by_id(id).unwrap(), agency, year);
            assert_eq!(found(&report, "R64").len(), 1, "{id} {agency}");
            assert!(found(&report, "R06").is_empty(), "{id} {agency}");
        }
        for figure in [
            "disclosure.rules.made=0",
            "disclosure.fees.amount=0",
            "disclosure.rules.made=/",
            "applications.received.natural=1",
            "applications.received.total:=0",
            "proceedings.cases.review_upheld=2",
        ] {
            let mut report = Report::blank(edition::by_id("2021").unwrap(), "柳塘镇人民政府", 2021);
            put(&mut report, figure);
            assert!(found(&report, "R64").is_empty(), "{figure}");
            assert!(!found(&report, "R06").is_empty(), "{figure}");
        }
        assert!(found(&report("2021"), "R64").is_empty());
    }
}
