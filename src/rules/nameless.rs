//! R58: the report says whose it is.

use super::context::Context;
use super::{Found, Point, Rule};
use crate::finding::Severity;
use crate::report::place::{Field, Place};

/// R58: the report says whose it is.
pub static RULE: Rule = Rule {
    code: "R58",
    severity: Severity::Error,
    title: "填写机关全称",
    basis: "年度报告格式的标题：机关全称＋年度＋政府信息公开工作年度报告",
    point: Point::Names,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    if context.report.agency.trim().is_empty() {
        let message = "机关全称是空的，看不出是哪个机关的报告。请填写机关全称。";
        found.add(Place::Field(Field::Agency), message, None);
    }
}

#[cfg(test)]
mod tests {
    use crate::report::place::Field;
    use crate::rules::tests::{found, report, write};

    #[test]
    fn reports_of_nobody() {
        for (agency, many) in [
            ("", 1),
            (" ", 1),
            ("　", 1),
            ("\t", 1),
            ("\u{a0}", 1),
            (" 　 ", 1),
            ("柳塘镇人民政府", 0),
            ("云泽县教育局", 0),
            ("云泽县", 0),
            ("局", 0),
            ("云州市人民政府办公室", 0),
            (" 柳塘镇人民政府 ", 0),
        ] {
            let mut report = report("2021");
            write(&mut report, Field::Agency, agency);
            assert_eq!(found(&report, "R58").len(), many, "“{agency}”");
        }
    }
}
