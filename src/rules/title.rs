//! R29, R30: the agency's full name and the form of the title.

use super::context::Context;
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::zh::agency::{AgencyKind, kind};
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

/// An agency's name as it should be: 乡, 镇, 县 and 市 with 人民政府, 街道 with 办事处, 政府办 in full,
/// nothing twice.
fn full(name: &str) -> String {
    let mut name = once(name);
    for short in ["政府", "政府办", "政府办公室"] {
        let place = name.strip_suffix(short).filter(|place| place.ends_with(PLACES));
        if let Some(place) = place {
            name = format!("{place}人民{short}");
        }
    }
    if name.ends_with("人民政府办") {
        name.push_str("公室");
    }
    match kind(&name) {
        AgencyKind::Township | AgencyKind::Town if !name.ends_with("政府") => name + "人民政府",
        AgencyKind::Subdistrict if !name.ends_with("办事处") => name + "办事处",
        _ if is_place(&name) => name + "人民政府",
        _ => name,
    }
}

/// What the name of a place with a government of its own ends in.
const PLACES: [char; 8] = ['省', '市', '县', '区', '旗', '州', '乡', '镇'];

/// Whether a name is that of a place alone: 云泽县, 云州市; zones have no people's government.
fn is_place(name: &str) -> bool {
    const ZONES: [&str; 9] =
        ["开发区", "园区", "新区", "高新区", "景区", "示范区", "保税区", "管理区", "社区"];
    let place = name.ends_with(['省', '市', '县', '区', '旗', '州']);
    place && name.chars().count() >= 3 && !ZONES.iter().any(|zone| name.ends_with(zone))
}

/// A name without white space, and without what it says twice by a slip.
fn once(name: &str) -> String {
    let mut name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    for twice in TWICE {
        let half: String = twice.chars().take(twice.chars().count() / 2).collect();
        name = name.replace(twice, &half);
    }
    name
}

/// Whether a name has nothing that the full one lacks: then that may be put in its place.
fn is_short_for(name: &str, full: &str) -> bool {
    let mut rest = full.chars();
    once(name).chars().all(|c| rest.any(|other| other == c))
}

/// A department whose name does not say of which place: 应急管理局.
fn lacks_place(name: &str) -> bool {
    let name = name.strip_prefix("市场").unwrap_or(name);
    let department = ["局", "委员会", "厅"].iter().any(|end| name.ends_with(end));
    let placed = ['国', '省', '市', '县', '区', '旗', '州', '盟', '乡', '镇', '兵'];
    department && !name.contains(placed)
}

/// The agency's name in the title: the text before the year, or before 政府信息公开.
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
        // Another agency's name, or a longer one, may be the right one.
        let fix = is_short_for(titled, &wanted)
            .then(|| Fix { label: format!("改为“{wanted}”"), edits });
        found.add(Place::Field(Field::Title), message, fix);
    } else if !edits.is_empty() {
        let message = format!("机关名称填的是“{own}”，应当用全称“{wanted}”。");
        let fix = Fix { label: format!("改为“{wanted}”"), edits };
        found.add(Place::Field(Field::Agency), message, Some(fix));
    } else if lacks_place(own) {
        let message = format!("机关名称“{own}”没有写明是哪个省、市、县的，应当用全称。");
        found.add(Place::Field(Field::Agency), message, None);
    }
    let signed = report.signature.name.trim();
    if !signed.is_empty() && signed != wanted {
        let message = format!("署名是“{signed}”，与机关全称“{wanted}”不一致。");
        let edits = vec![Edit::Text(Field::SignatureName, wanted.clone())];
        let fix = is_short_for(signed, &wanted)
            .then(|| Fix { label: format!("改为“{wanted}”"), edits });
        found.add(Place::Field(Field::SignatureName), message, fix);
    }
}

fn form(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    let (title, Some(year)) = (report.title.trim(), report.year) else { return };
    let agency = full(&report.agency);
    let mandated = report.edition().title(&agency, year);
    let fix =
        |label: String| Fix { label, edits: vec![Edit::Text(Field::Title, mandated.clone())] };
    if title.is_empty() {
        let message = format!("还没有标题，规定的标题是“{mandated}”。");
        let fix = (!agency.is_empty()).then(|| fix("写上规定的标题".into()));
        found.add(Place::Field(Field::Title), message, fix);
        return;
    }
    // The name is R29's: only what follows it is held against the form.
    let named = in_title(title);
    let own_form = report.edition().title(named, year);
    let squeezed: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let wanted: String = own_form.chars().filter(|c| !c.is_whitespace()).collect();
    let message = if squeezed != wanted || (named.is_empty() && !agency.is_empty()) {
        format!("标题是“{title}”，规定的格式是“{mandated}”。")
    } else if title != squeezed {
        format!("标题“{title}”里有空格。")
    } else {
        if report.imported.as_ref().is_some_and(|imported| imported.joined_title) {
            let message = "原文的标题分成两行，已经连成一行；版面会按词自动分行。";
            found.add(Place::Field(Field::Title), message, None).severity = Severity::Info;
        }
        return;
    };
    // Whatever name the title has must be in what is written.
    let certain = !agency.is_empty() && is_short_for(&names_in(title), &agency);
    let fix = certain.then(|| fix(format!("改为“{mandated}”")));
    found.add(Place::Field(Field::Title), message, fix);
}

/// What a title has for the agency's name wherever its years are: all before 信息公开, without
/// years and the words that link them.
fn names_in(title: &str) -> String {
    let mut name = title.to_owned();
    for date in dates(title).into_iter().rev().filter(|date| date.year.is_some()) {
        name.replace_range(date.range, "");
    }
    let words = ["政府信息公开", "政府信息", "政务信息", "政务公开", "信息公开", "年度报告"];
    let end = words.iter().filter_map(|word| name.find(word)).min().unwrap_or(name.len());
    name.truncate(end);
    for link in ["关于", "度", "的"] {
        name = name.replace(link, "");
    }
    name
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
        for (agency, told) in [
            ("云泽县", "全称“云泽县人民政府”"),
            ("云州市", "全称“云州市人民政府”"),
            ("云泽县政府办", "全称“云泽县人民政府办公室”"),
            ("云泽县人民政府办", "全称“云泽县人民政府办公室”"),
            ("云泽县政府", "全称“云泽县人民政府”"),
            ("应急管理局", "没有写明是哪个省、市、县的"),
            ("市场监督管理局", "没有写明是哪个省、市、县的"),
        ] {
            rule("R29", &[(Agency, agency), (Title, &format!("{agency}{report}"))], &[told]);
        }
        for agency in [
            "云泽县应急管理局",
            "云泽县人民政府办公室",
            "滨江经济技术开发区",
            "云州高新区",
            "国家税务总局云泽县税务局",
            "云泽县市场监督管理局",
        ] {
            rule("R29", &[(Agency, agency), (Title, &format!("{agency}{report}"))], &[]);
        }
        rule(
            "R29",
            &[(Agency, "云泽县应急管理局"), (Title, &format!("应急管理局{report}"))],
            &["名称是“应急管理局”，应当用全称“云泽县应急管理局”"],
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
                Some("规定的格式是“柳塘镇人民政府2021年政府信息公开工作年度报告”"),
            ),
            ("柳塘镇人民政府2020年政府信息公开工作年度报告", Some("规定的格式是")),
            ("柳塘镇人民政府2021年度政府信息公开工作年度报告", Some("规定的格式是")),
            ("", Some("还没有标题")),
            (
                "2021年柳塘镇人民政府信息公开工作年度报告",
                Some("规定的格式是“柳塘镇人民政府2021年政府信息公开工作年度报告”"),
            ),
            ("2021年政府信息公开工作年度报告", Some("规定的格式是“柳塘镇人民政府2021年")),
            ("2020年柳塘镇人民政府2021年政府信息公开工作年度报告", Some("规定的格式是")),
        ] {
            let told: Vec<&str> = told.into_iter().collect();
            rule("R30", &[(Field::Title, title)], &told);
        }
    }

    /// A title in, the title after its fix out; the same where none is offered.
    fn mended(code: &str, agency: &str, title: &str, after: &str) {
        let mut report = report("2021");
        write(&mut report, Field::Agency, agency);
        write(&mut report, Field::Title, title);
        let findings = crate::rules::check(&report, &crate::rules::Config::default());
        let found: Vec<_> = findings.into_iter().filter(|f| f.code == code).collect();
        assert!(!found.is_empty(), "{title}");
        for edit in found.into_iter().filter_map(|f| f.fix).flat_map(|fix| fix.edits) {
            report.apply(edit).unwrap();
        }
        assert_eq!(report.title, after, "{title}");
    }

    #[test]
    fn a_title_loses_no_name() {
        let own = "云泽县柳塘镇人民政府";
        let right = "云泽县柳塘镇人民政府2021年政府信息公开工作年度报告";
        for title in [
            "2021年云泽县柳塘镇人民政府信息公开工作年度报告",
            "2021年柳塘镇政府信息公开年报",
            "2021年云泽县柳塘镇2021年政府信息公开工作年度报告",
            "云泽县柳塘镇人民政府关于2021年度政府信息公开工作的年度报告",
            "云泽县柳塘镇镇人民政府政府信息公开工作2021年度报告",
            "",
        ] {
            mended("R30", own, title, right);
        }
        for title in [
            "2021年云泽县河口镇人民政府信息公开工作年度报告",
            "2021年云泽县柳塘镇党政办政府信息公开工作年度报告",
        ] {
            mended("R30", own, title, title);
        }
        mended("R30", "", "2021年政府信息公开年度报告", "2021年政府信息公开年度报告");
        mended("R30", "", "", "");
        let another = "云泽县河口镇人民政府2021年政府信息公开工作年度报告";
        mended("R29", own, another, another);
    }
}
