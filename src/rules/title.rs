//! R29, R30: the agency's full name and the form of the title.

use super::context::Context;
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::zh::agency::{Kind, kind};
use crate::zh::dates::dates;

/// R29: the agency's full name in the title, the same in signature and settings.
pub static NAME: Rule = Rule {
    code: "R29",
    severity: Severity::Warning,
    title: "标题、署名用机关全称，前后一致",
    basis: "GB/T 9704—2012 7.2.4、7.3.5：机关名称用全称或者规范化简称",
    point: Point::Names,
    safe: true,
    check: name,
};

/// R30: the title is ‹机关全称›‹YYYY›年政府信息公开工作年度报告.
pub static FORM: Rule = Rule {
    code: "R30",
    severity: Severity::Warning,
    title: "标题按规定的格式",
    basis: "国办公开办函〔2021〕30号、〔2019〕60号规定的标题",
    point: Point::Names,
    safe: true,
    check: form,
};

/// What a name says twice by a slip.
const TWICE: [&str; 9] =
    ["镇镇", "乡乡", "局局", "县县", "区区", "街道街道", "政府政府", "人民人民", "办公室办公室"];

/// An agency's name as it should be: 乡 and 镇 with 人民政府, 街道 with 办事处, nothing twice.
fn full(name: &str) -> String {
    let mut name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    for twice in TWICE {
        let half: String = twice.chars().take(twice.chars().count() / 2).collect();
        name = name.replace(twice, &half);
    }
    if name.ends_with("乡政府") || name.ends_with("镇政府") {
        name.insert_str(name.len() - "政府".len(), "人民");
    }
    match kind(&name) {
        Kind::Township | Kind::Town if !name.ends_with("政府") => name + "人民政府",
        Kind::Subdistrict if !name.ends_with("办事处") => name + "办事处",
        _ => name,
    }
}

/// The agency's name in the title: what stands before the year, or before 政府信息公开.
fn in_title(title: &str) -> &str {
    let year = dates(title).into_iter().find(|date| date.year.is_some());
    let words = title.find("政府信息公开").unwrap_or(title.len());
    let end = year.map_or(words, |year| year.range.start.min(words));
    title.get(..end).unwrap_or_default().trim()
}

fn name(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    let wanted = full(&report.agency);
    if wanted.is_empty() {
        return;
    }
    let change = |field: Field, from: &str| {
        let text = report.text(field);
        let at = text.find(from).unwrap_or(0);
        Edit::Splice(field, at..at + from.len(), wanted.clone())
    };
    let titled = in_title(&report.title);
    let own = report.agency.trim();
    let mut edits = Vec::new();
    if own != wanted {
        edits.push(Edit::Text(Field::Agency, wanted.clone()));
    }
    let squeezed: String = titled.chars().filter(|c| !c.is_whitespace()).collect();
    if !titled.is_empty() && squeezed != wanted {
        edits.push(change(Field::Title, titled));
        let message = format!("标题里的机关名称是“{titled}”，应当用全称“{wanted}”。");
        let fix = Fix { label: format!("改为“{wanted}”"), edits };
        found.add(Place::Field(Field::Title), message, Some(fix));
    } else if !edits.is_empty() {
        let message = format!("机关名称填的是“{own}”，应当用全称“{wanted}”。");
        let fix = Fix { label: format!("改为“{wanted}”"), edits };
        found.add(Place::Field(Field::Agency), message, Some(fix));
    }
    let signed = report.signature.name.trim();
    if !signed.is_empty() && signed != wanted {
        let message = format!("署名是“{signed}”，与机关全称“{wanted}”不一致。");
        let edits = vec![Edit::Text(Field::SignatureName, wanted.clone())];
        let fix = Fix { label: format!("改为“{wanted}”"), edits };
        found.add(Place::Field(Field::SignatureName), message, Some(fix));
    }
}

fn form(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    let (title, Some(year)) = (report.title.trim(), report.year) else { return };
    if title.is_empty() {
        let mandated = report.edition().title(&full(&report.agency), year);
        let fix = Fix {
            label: "写上规定的标题".into(),
            edits: vec![Edit::Text(Field::Title, mandated.clone())],
        };
        let message = format!("还没有标题，规定的标题是“{mandated}”。");
        found.add(Place::Field(Field::Title), message, Some(fix));
        return;
    }
    // The name is R29's: only what follows it is held against the form.
    let mandated = report.edition().title(in_title(title), year);
    let squeezed: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let wanted: String = mandated.chars().filter(|c| !c.is_whitespace()).collect();
    let message = if squeezed != wanted {
        format!("标题是“{title}”，规定的格式是“{wanted}”。")
    } else if title != squeezed {
        format!("标题“{title}”里有空格。")
    } else {
        if report.imported.as_ref().is_some_and(|imported| imported.joined_title) {
            let message = "原文的标题分成两行，已经连成一行；版面会按词自动分行。";
            found.add(Place::Field(Field::Title), message, None).severity = Severity::Info;
        }
        return;
    };
    let edits = vec![Edit::Text(Field::Title, wanted.clone())];
    let fix = Fix { label: format!("改为“{wanted}”"), edits };
    found.add(Place::Field(Field::Title), message, Some(fix));
}

#[cfg(test)]
mod tests {
    use crate::report::place::Field;
    use crate::rules::tests::{found, report, write};

    fn rule(code: &str, fields: &[(Field, &str)], expected: &[&str]) {
        let mut report = report("2021");
        for (field, text) in fields {
            write(&mut report, *field, text);
        }
        let found = found(&report, code);
        assert_eq!(found.len(), expected.len(), "{fields:?}: {found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{fields:?}: {found} lacks {expected}");
        }
    }

    #[test]
    fn names() {
        use Field::{Agency, SignatureName, Title};
        let report = "2021年政府信息公开工作年度报告";
        rule("R29", &[], &[]);
        rule("R29", &[(SignatureName, "柳塘镇人民政府")], &[]);
        rule("R29", &[(SignatureName, "柳塘镇镇人民政府")], &["署名是“柳塘镇镇人民政府”"]);
        rule(
            "R29",
            &[(Title, &format!("柳塘镇{report}"))],
            &["名称是“柳塘镇”，应当用全称“柳塘镇人民政府”"],
        );
        rule(
            "R29",
            &[(Title, &format!("河口镇人民政府{report}"))],
            &["应当用全称“柳塘镇人民政府”"],
        );
        rule(
            "R29",
            &[(Agency, "柳塘乡"), (Title, &format!("柳塘乡{report}"))],
            &["全称“柳塘乡人民政府”"],
        );
        rule(
            "R29",
            &[(Agency, "城关街道"), (Title, &format!("城关街道{report}"))],
            &["“城关街道办事处”"],
        );
        rule(
            "R29",
            &[(Agency, "县教育局局"), (Title, &format!("县教育局{report}"))],
            &["机关名称填的是"],
        );
        rule(
            "R29",
            &[(Agency, "区人民政府办公室"), (Title, &format!("区人民政府办公室 {report}"))],
            &[],
        );
    }

    #[test]
    fn titles() {
        for (title, told) in [
            ("柳塘镇人民政府2021年政府信息公开工作年度报告", None),
            ("柳塘镇2021年政府信息公开工作年度报告", None),
            ("柳塘镇人民政府 2021 年政府信息公开工作 年度报告", Some("里有空格")),
            (
                "柳塘镇政府信息公开工作2021年度报告",
                Some("规定的格式是“柳塘镇2021年政府信息公开工作年度报告”"),
            ),
            ("柳塘镇人民政府2020年政府信息公开工作年度报告", Some("规定的格式是")),
            ("柳塘镇人民政府2021年度政府信息公开工作年度报告", Some("规定的格式是")),
            ("", Some("还没有标题")),
        ] {
            let told: Vec<&str> = told.into_iter().collect();
            rule("R30", &[(Field::Title, title)], &told);
        }
    }
}
