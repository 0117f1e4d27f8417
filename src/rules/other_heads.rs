//! R61: the source had the table heads of another edition over this one's cells: its figures may be in
//! the wrong columns. The import sees it; it stays a finding until the report is typed anew or the
//! figures are looked through and what the import left is dismissed.

use super::context::Context;
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::report::place::Place;

/// R61: the source had the table heads of another edition over this one's cells: its figures may
/// be in the wrong columns.
pub static RULE: Rule = Rule {
    code: "R61",
    severity: Severity::Error,
    title: "表头与本年度的格式一致",
    basis: "国办公开办函〔2021〕30号（2021年度起）、〔2019〕60号（2019、2020年度）所附表格",
    point: Point::Form,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(imported) = &context.report.imported else { return };
    if imported.other_heads.is_empty() {
        return;
    }
    let own = &context.report.edition().name;
    let message = format!(
        "“{}”的表头写的是{}的项目，数字却是{own}的表格。公布前请用{own}的表头，并逐列核对数字是不是填对了地方。",
        imported.source, imported.other_heads
    );
    let mut looked_at = imported.clone();
    looked_at.other_heads = String::new();
    let edits = vec![Edit::Imported(Some(Box::new(looked_at)))];
    let fix = Fix { label: "已经逐列核对".into(), edits };
    found.add(Place::Report, message, Some(fix));
}

#[cfg(test)]
mod tests {
    use crate::report::ImportRecord;
    use crate::rules::tests::{found, report};

    #[test]
    fn heads_of_another_edition() {
        for (other, many) in [("2019年版", 1), ("", 0)] {
            for edition in ["2019", "2021"] {
                let mut report = report(edition);
                let (source, other_heads) = ("a.docx".into(), other.to_owned());
                report.imported =
                    Some(ImportRecord { source, other_heads, ..ImportRecord::default() });
                let found = found(&report, "R61");
                assert_eq!(found.len(), many, "{found:?}");
                assert!(
                    found.iter().all(|told| told.contains("“a.docx”的表头写的是2019年版的项目"))
                );
            }
        }
        assert!(found(&report("2021"), "R61").is_empty());
    }
}
