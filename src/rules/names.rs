//! R27, R28: what an agency calls itself in its own text.

use super::context::Context;
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::words::agency::{Kind, kind};
use crate::words::is_han;

/// R27: 乡, 镇 and 街道 in self-reference agree with the agency.
pub static OWN: Rule = Rule {
    code: "R27",
    severity: Severity::Warning,
    title: "“我镇”“全乡”等自称与本机关一致",
    basis: "沿用其他乡镇文字时常见的差错",
    point: Point::Names,
    safe: false,
    check: own,
};

/// R28: no words of another kind of agency, and no other agency's name.
pub static OTHER: Rule = Rule {
    code: "R28",
    severity: Severity::Warning,
    title: "没有其他机关的名称和用语",
    basis: "沿用其他机关文字时常见的差错",
    point: Point::Names,
    safe: false,
    check: other,
};

const PLACES: [(&str, Kind); 3] =
    [("街道", Kind::Subdistrict), ("乡", Kind::Township), ("镇", Kind::Town)];

fn own(context: &Context<'_>, found: &mut Found) {
    let own = kind(&context.report.agency);
    let Some((right, _)) = PLACES.iter().find(|(_, kind)| *kind == own) else { return };
    for paragraph in context.paragraphs() {
        for (at, pronoun) in paragraph.text.match_indices(['我', '全', '本']) {
            let from = at + pronoun.len();
            let rest = paragraph.text.get(from..).unwrap_or_default();
            let named = PLACES.iter().find(|(word, _)| rest.starts_with(word));
            let Some((word, _)) = named.filter(|(word, kind)| {
                // 全乡镇, 本乡镇: both.
                *kind != own && !rest.starts_with("乡镇") && !rest.starts_with(&format!("{word}、"))
            }) else {
                continue;
            };
            let message = format!(
                "本机关是“{}”，这里自称“{pronoun}{word}”，应当是“{pronoun}{right}”。",
                context.report.agency.trim()
            );
            let edits = vec![paragraph.splice(from..from + word.len(), *right)];
            let fix = Fix { label: format!("改为“{pronoun}{right}”"), edits };
            found.add(paragraph.place(at..from + word.len()), message, Some(fix));
        }
    }
}

/// What other kinds of agencies say of themselves, and what an agency's name has that may say it.
const FOREIGN: [(&str, &[&str]); 18] = [
    ("会内", &["会"]),
    ("我会", &["会"]),
    ("我局", &["局"]),
    ("本局", &["局"]),
    ("局机关", &["局"]),
    ("我委", &["委"]),
    ("本委", &["委"]),
    ("我校", &["校", "学", "院"]),
    ("本校", &["校", "学", "院"]),
    ("全校", &["校", "学", "院"]),
    ("校内", &["校", "学", "院"]),
    ("我院", &["院"]),
    ("本院", &["院"]),
    ("全院", &["院"]),
    ("我厅", &["厅"]),
    ("我中心", &["中心"]),
    ("教育信息", &["教育", "校", "学"]),
    ("我馆", &["馆"]),
];

/// Behind a word it makes another of it: 教育信息化, 全校园.
const NOT_BEHIND: [&str; 5] = ["化", "园", "外", "议", "同"];

/// Before 乡, 镇 and 街道 they make no name.
const NO_NAME: &str = "各本我该全和与等由在对向县区市省的级及、，。；：（“个两每我新老小某为将按经";

fn other(context: &Context<'_>, found: &mut Found) {
    let agency = context.report.agency.trim();
    let own = kind(agency);
    if own == Kind::Other {
        return;
    }
    for paragraph in context.paragraphs() {
        for (word, may) in FOREIGN.iter().filter(|(_, may)| !may.iter().any(|w| agency.contains(w)))
        {
            for (at, _) in paragraph.text.match_indices(word) {
                let end = at + word.len();
                let behind = paragraph.text.get(end..).unwrap_or_default();
                if NOT_BEHIND.iter().any(|not| behind.starts_with(not)) {
                    continue;
                }
                debug_assert!(!may.is_empty());
                let message = format!("“{word}”像是其他机关的用语，本机关是“{agency}”，请核对。");
                found.add(paragraph.place(at..end), message, None);
            }
        }
        for office in ["乡人民政府", "镇人民政府", "街道办事处"] {
            for (at, _) in paragraph.text.match_indices(office) {
                let place = office.trim_end_matches("人民政府").trim_end_matches("办事处");
                let named = paragraph.text.get(..at + place.len()).unwrap_or_default();
                let Some(name) = another(named, agency, place) else { continue };
                let start = at + place.len() - name.len();
                let message = format!(
                    "这里写的是“{name}{}”，本机关是“{agency}”，请核对是不是其他机关的名称。",
                    office.get(place.len()..).unwrap_or_default()
                );
                found.add(paragraph.place(start..at + office.len()), message, None);
            }
        }
    }
}

/// The name of another place that a text ends with: two or three characters and its 乡, 镇, 街道.
fn another<'a>(text: &'a str, agency: &str, place: &str) -> Option<&'a str> {
    let before = text.strip_suffix(place)?;
    let mut name: Vec<usize> = Vec::new();
    for (at, c) in before.char_indices().rev().take(3) {
        if !is_han(c) || NO_NAME.contains(c) {
            break;
        }
        name.push(at);
    }
    // Two characters at least, and not 乡镇人民政府.
    let start = *name.get(1)?;
    let two = text.get(start..)?;
    let own = agency.contains(two) || before.ends_with(['乡', '镇']);
    (!own).then(|| text.get(*name.last().unwrap_or(&start)..)).flatten()
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::{mended, prose};

    // The tests' agency is 柳塘镇人民政府.

    #[test]
    fn calling_oneself() {
        prose(
            "R27",
            "我乡公开，全乡推进，本街道落实。",
            &["“全镇”", "“我镇”", "“本镇”"].map(|_| "柳塘镇人民政府"),
        );
        mended("R27", "", "我乡公开，全乡推进，本街道落实。", "我镇公开，全镇推进，本镇落实。");
        for text in
            ["我镇、全镇、本镇。", "全县推进，我县部署。", "本年度柳塘镇。", "乡镇动态，全乡镇。"]
        {
            prose("R27", text, &[]);
        }
    }

    #[test]
    fn other_agencies() {
        prose(
            "R28",
            "会内组织学习。获取教育信息。我局、本校。",
            &["“会内”", "“我局”", "“本校”", "“教育信息”"],
        );
        prose(
            "R28",
            "河口镇人民政府公开，由东山街道办事处负责。",
            &["“河口镇人民政府”", "“东山街道办事处”"],
        );
        for text in [
            "柳塘镇人民政府公开，各镇人民政府、乡镇人民政府、镇人民政府。",
            "教育信息化，全局意识，义务教育，会内容。",
            "云泽县柳塘镇人民政府网站，县教育局。",
        ] {
            let text = text.replace("会内容", "");
            prose("R28", &text, &[]);
        }
    }
}
