//! R10: townships, subdistricts, counties and their departments make no 规章.

use super::context::Context;
use super::{Found, Point, Rule};
use crate::edition::{Role, RowId};
use crate::finding::{Fix, Severity};
use crate::report::place::{CellId, Place};
use crate::report::{Edit, Value};
use crate::zh::agency::AgencyKind;

/// R10: townships, subdistricts, counties and their departments make no 规章.
pub static RULE: Rule = Rule {
    code: "R10",
    severity: Severity::Warning,
    title: "县级以下机关的规章一行是 0",
    basis: "《中华人民共和国立法法》：规章由国务院部门和省、设区的市、自治州的人民政府制定",
    point: Point::Figures,
    safe: false,
    check,
};

fn check(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    if context.kind() == AgencyKind::Other && !is_county(&report.agency) {
        return;
    }
    if let Some(RowId { table, row }) = report.edition().row(Role::Regulations) {
        for index in report.edition().tables[table].rows[row].cells.clone() {
            let id = CellId { table, index };
            if let Value::Count(number) = report.figures.typed(id)
                && *number != 0
            {
                let message = format!(
                    "规章一行填了 {number}。县、乡镇、街道和县级部门不能制定规章；制发的行政规范性文件填在下一行。请核对。"
                );
                let fix =
                    Fix { label: "改为 0".into(), edits: vec![Edit::Value(id, Value::Count(0))] };
                found.add(Place::Cell(id), message, Some(fix));
            }
        }
    }
}

/// Whether an agency is the government of a county or a district: 设区的市 and above make 规章, and a
/// bare 市 may be either.
fn is_county(agency: &str) -> bool {
    let place = agency.trim().strip_suffix("人民政府").unwrap_or_default();
    let district = place.ends_with('区')
        && !["自治区", "新区", "特别行政区"].iter().any(|higher| place.ends_with(higher));
    place.ends_with(['县', '旗']) || district
}

#[cfg(test)]
mod tests {
    use crate::report::Edit;
    use crate::report::place::Field;
    use crate::rules::tests::{figures, found, put, report};

    #[test]
    fn a_nameless_agency_is_what_it_calls_itself() {
        for (text, findings) in [("现将我镇情况公布如下。", 1), ("现将情况公布如下。", 0)]
        {
            let mut report = report("2021");
            put(&mut report, "disclosure.rules.in_force=6");
            report.apply(Edit::Text(Field::Agency, String::new())).unwrap();
            report.apply(Edit::Text(Field::LeadIn, text.into())).unwrap();
            assert_eq!(found(&report, "R10").len(), findings, "{text}");
        }
    }

    #[test]
    fn regulations() {
        let three = "disclosure.rules.made=3";
        figures("2021", "R10", three, &["“规章”本年制发件数：规章一行填了 3"]);
        figures("2019", "R10", "disclosure.rules.total_disclosed=1", &["填了 1"]);
        figures("2021", "R10", "disclosure.normative_documents.made=3 disclosure.rules.made=", &[]);
        for (agency, findings) in [
            ("云泽县教育局", 1),
            ("云州市人民政府", 0),
            ("云泽县人民政府", 1),
            ("云泽自治县人民政府", 1),
            ("河东区人民政府", 1),
            ("云岭壮族自治区人民政府", 0),
            ("滨江新区人民政府", 0),
            ("云岭省人民政府", 0),
        ] {
            let mut report = report("2021");
            put(&mut report, three);
            report.apply(Edit::Text(Field::Agency, agency.into())).unwrap();
            assert_eq!(found(&report, "R10").len(), findings, "{agency}");
        }
    }
}
