//! R40: the edition is the one mandated for the report's year.

use super::{Context, Found, Point, Rule};
use crate::edition;
use crate::finding::Severity;
use crate::report::place::Place;

/// R40: the edition is the one mandated for the report's year.
pub static RULE: Rule = Rule {
    code: "R40",
    severity: Severity::Error,
    title: "表格版本与报告年度相符",
    basis: "国办公开办函〔2021〕30号（2021年度起）、〔2019〕60号（2019、2020年度）",
    point: Point::Form,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    let used = report.edition();
    let Some(year) = report.year else {
        let message = "看不出这是哪一年的报告。请填写年度。";
        found.add(Place::Year, message, None);
        return;
    };
    if used.serves(year) {
        return;
    }
    let advice = match edition::for_year(year) {
        Some(right) => format!("应当使用{}（{}）的表格。", right.name, right.notice.number),
        None => "程序没有这一年度的表格，请核对年度。".to_owned(),
    };
    let message = format!("这是 {year} 年的报告，用的却是{}的表格。{advice}", used.name);
    found.add(Place::Year, message, None);
}
