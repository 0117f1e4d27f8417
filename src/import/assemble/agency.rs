//! Whose report it is: by the title and who signs, else by who signs, by what the site says of its source, by
//! the lead-in.

use super::signature::SignatureLines;
use super::title::FrontMatter;
use crate::import::provenance::SourceKind;
use crate::import::vocabulary::{titles, years};
use crate::zh::is_han;

/// A name, and what it was taken from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FoundAgency {
    pub name: String,
    /// Where the name was found, as notes say it: 标题, 落款, …
    pub from: &'static str,
    /// Whether there is no doubt that it is the report's own agency.
    pub sure: bool,
    /// The name that it has elsewhere: in the title, or in the signature.
    pub other: Option<String>,
    /// Why a title's name is to be looked at; empty where it is not.
    pub doubt: &'static str,
}

impl FoundAgency {
    fn of(name: String, from: &'static str, sure: bool) -> Self {
        Self { name, from, sure, other: None, doubt: "" }
    }
}

/// What a site writes before the name of who published a page.
const SOURCES: [&str; 9] = [
    "信息来源",
    "文章来源",
    "稿件来源",
    "来源",
    "稿源",
    "发布机构",
    "发布机关",
    "发布单位",
    "发文机关",
];

/// Words that follow an agency's name in a lead-in.
const BEHIND: [&str; 14] = [
    "编制",
    "公布",
    "发布",
    "根据",
    "按照",
    "依据",
    "依照",
    "结合",
    "现将",
    "特",
    "2",
    "二",
    "政府信息公开",
    "信息公开",
];

/// Words before an agency's name in a lead-in that are no part of it.
const BEFORE: [&str; 9] =
    ["本报告由", "现将", "本报告是", "由", "请与", "联系", "本年报由", "将", "为"];

/// A name has no more characters than this.
const MAX_NAME: usize = 40;

/// The agency; `None` where nothing names one. A workbook has its own line for who fills it in.
pub(super) fn of_report(
    title: &str,
    front: &FrontMatter,
    sign: &SignatureLines,
    (kind, lines): (SourceKind, &[String]),
) -> Option<FoundAgency> {
    let form = || (kind == SourceKind::Workbook).then(|| of_form(lines)).flatten();
    find(title, front, sign).or_else(form)
}

/// The agency by what stands around the report.
fn find(title: &str, front: &FrontMatter, sign: &SignatureLines) -> Option<FoundAgency> {
    let titled = titles::named(title);
    let named = titled.name;
    let signed = sign.0.as_ref().map(|name| name.text.split_whitespace().collect::<String>());
    let signed = signed.map(|name| without_seal(&name).to_owned());
    if titles::is_name(&named) {
        let confirmed = signed.as_ref() == Some(&named);
        let found = of_title(named, signed);
        let doubt = if confirmed || found.from != "标题" { "" } else { titled.doubt };
        return Some(FoundAgency { sure: found.sure && doubt.is_empty(), doubt, ..found });
    }
    if let Some(name) = signed {
        return Some(FoundAgency::of(name, "落款", true));
    }
    let beside = front.furniture.iter().chain(&front.unplaced);
    let source = beside.clone().zip(beside.clone().skip(1)).find_map(|(line, next)| {
        // The name may be in the line below.
        of_source(&line.text, &next.text)
    });
    let source =
        source.or_else(|| beside.clone().last().and_then(|line| of_source(&line.text, "")));
    if let Some(name) = source {
        return Some(FoundAgency::of(name, "来源一栏", false));
    }
    if let Some(name) = beside.clone().find_map(|line| of_place(&line.text)) {
        return Some(FoundAgency::of(name, "网页上的位置一栏", false));
    }
    let name = front.lead_in.iter().find_map(|line| of_lead_in(&line.text))?;
    Some(FoundAgency::of(name, "引言", false))
}

/// Who signs, without the word of the seal: （盖章）云泽县水利局.
fn without_seal(name: &str) -> &str {
    const SEALS: [&str; 8] =
        ["（盖章）", "（公章）", "（印章）", "（章）", "(盖章)", "(公章)", "(印章)", "(章)"];
    let less = SEALS.iter().find_map(|seal| name.strip_prefix(seal).or(name.strip_suffix(seal)));
    less.map_or(name, without_seal)
}

/// What may follow a place's name in its government's full name.
const FULL: [&str; 6] =
    ["", "人民政府", "办事处", "街道办事处", "管理委员会", "人民政府街道办事处"];

/// The agency by its title and by who signs. The full name of the two is the agency's; where they
/// are about two agencies, the title's, and that is to be looked at.
fn of_title(named: String, signed: Option<String>) -> FoundAgency {
    let title = |other: Option<String>| FoundAgency {
        sure: other.is_none(),
        other,
        ..FoundAgency::of(named.clone(), "标题", true)
    };
    let Some(signed) = signed.filter(|signed| *signed != named) else { return title(None) };
    let is_full = |long: &str, short: &str| {
        let behind = long.find(short).and_then(|at| long.get(at + short.len()..));
        behind.is_some_and(|behind| FULL.contains(&behind))
    };
    if is_full(&signed, &named) {
        let other = Some(named);
        return FoundAgency { other, ..FoundAgency::of(signed, "落款", true) };
    }
    // A government's report is signed by its office, too.
    let is_office = || {
        let place = core(&named);
        let name = signed.strip_suffix("办公室").or_else(|| signed.strip_suffix("党政办"));
        name.is_some_and(|name| !place.is_empty() && core(name).ends_with(place))
    };
    let same = core(&named).ends_with(core(&signed)) && !core(&signed).is_empty();
    if is_full(&named, &signed) || is_office() || same || !is_agency(&signed) {
        return title(None);
    }
    title(Some(signed))
}

/// A name without the kinds of agency that it ends with.
fn core(name: &str) -> &str {
    let less = titles::KINDS.iter().find_map(|kind| name.strip_suffix(kind));
    less.map_or(name, core)
}

/// What a form writes before the name of the agency that fills it in.
const FILLED_BY: [&str; 14] = [
    "填报单位",
    "填报机关",
    "填表单位",
    "填报部门",
    "填写单位",
    "报送单位",
    "上报单位",
    "编制单位",
    "编制机关",
    "制表单位",
    "单位名称",
    "机关名称",
    "行政机关",
    "报告单位",
];

/// The agency that a form or a workbook says it is of: behind 填报单位, in the cell or in the next;
/// else where a line is an agency's name, with or without a year.
pub(super) fn of_form(lines: &[String]) -> Option<FoundAgency> {
    let cells = || lines.iter().map(|line| line.split('\t').collect::<Vec<&str>>());
    let filled = cells().find_map(|cells| {
        let (at, rest) = cells.iter().enumerate().find_map(|(at, cell)| {
            let cell: String = cell.split_whitespace().collect();
            let mark = FILLED_BY.into_iter().find(|mark| cell.contains(mark))?;
            Some((at, cell.split_once(mark)?.1.to_owned()))
        })?;
        let next = cells.iter().skip(at + 1).find(|cell| !cell.trim().is_empty());
        let noted = |text: &str| {
            let text =
                text.trim_start_matches(|c: char| !c.is_alphanumeric() || "公盖章名称".contains(c));
            let name: String = text.chars().take_while(|c| is_han(*c)).collect();
            is_agency(&name).then_some(name)
        };
        noted(&rest).or_else(|| noted(next?.trim()))
    });
    if let Some(name) = filled {
        return Some(FoundAgency::of(name, "填报单位一栏", true));
    }
    let alone = cells().find_map(|cells| {
        let mut said = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let (first, more) = (said.next()?, said.next());
        let text: String = first.split_whitespace().collect();
        let name = match years::title_year(&text) {
            Some(year) if year.start > 0 => text.get(..year.start)?.to_owned(),
            Some(_) => titles::agency(&text),
            None => text,
        };
        (more.is_none() && name.chars().all(is_han) && is_agency(&name)).then_some(name)
    });
    alone.map(|name| FoundAgency::of(name, "表上的文字", false))
}

/// How the report calls its own agency, where nothing names it: 我镇.
pub(super) fn own_name<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    const OWN: [&str; 9] =
        ["我镇", "我乡", "我街道", "我局", "我办", "我委", "我县", "我区", "我市"];
    lines.find_map(|line| OWN.into_iter().find(|own| line.contains(own)))
}

/// The name behind 来源：, up to the next space.
fn of_source(line: &str, next: &str) -> Option<String> {
    let mark = SOURCES.into_iter().find(|mark| line.contains(mark))?;
    let (_, rest) = line.split_once(mark)?;
    let rest = rest.trim_start_matches([':', '：', ' ', '\u{3000}', '\t', '|']);
    let rest = if rest.is_empty() { next } else { rest };
    let name: String = rest.chars().take_while(|c| is_han(*c)).collect();
    (is_agency(&name)).then_some(name)
}

/// The agency in a page's place on its site: 首页 > 云泽县水利局 > 年报. The last is the nearest.
fn of_place(line: &str) -> Option<String> {
    let steps: Vec<&str> = line.split(['>', '»', '›', '＞']).map(str::trim).collect();
    let names = steps.iter().rev().filter(|step| is_agency(step) && step.chars().all(is_han));
    names.map(|step| (*step).to_owned()).next().filter(|_| steps.len() > 2)
}

/// A name that ends with a kind of agency, right before a word that a lead-in goes on with.
fn of_lead_in(text: &str) -> Option<String> {
    let mut starts = vec![0];
    starts
        .extend(text.char_indices().filter(|(_, c)| !is_han(*c)).map(|(at, c)| at + c.len_utf8()));
    starts.into_iter().find_map(|start| {
        let rest = text.get(start..)?;
        let rest = BEFORE.iter().find_map(|before| rest.strip_prefix(before)).unwrap_or(rest);
        let end = BEHIND.iter().filter_map(|behind| rest.find(behind)).min()?;
        let name = rest.get(..end)?;
        (name.chars().all(is_han) && is_agency(name)).then(|| name.to_owned())
    })
}

/// Whether words are an agency's name: they end with its kind, and say whose it is.
fn is_agency(name: &str) -> bool {
    let short = name.chars().nth(MAX_NAME).is_none();
    let kind =
        titles::KINDS.iter().any(|kind| name.ends_with(kind)) || name.ends_with(['厅', '委', '部']);
    let own = name.starts_with(['本', '我', '各', '全']);
    short && kind && !own && titles::is_name(name)
}

#[cfg(test)]
mod tests {
    use super::{FoundAgency, find, of_form, of_lead_in, of_source, of_title};
    use crate::import::assemble::title::FrontMatter;
    use crate::import::blocks::TextLine;

    #[test]
    fn where_a_name_is_found() {
        let line = |text: &str| TextLine::new(1, text);
        let front = FrontMatter {
            furniture: vec![line("来源"), line("云泽县柳塘镇")],
            lead_in: vec![line("根据条例，云泽县水利局编制本报告。")],
            ..FrontMatter::default()
        };
        let found = |title: &str, sign: Option<&str>, front: &FrontMatter| {
            let sign = (sign.map(line), None);
            find(title, front, &sign).map(|FoundAgency { name, from, sure, .. }| (name, from, sure))
        };
        let expect = |name: &str, from, sure| Some((name.to_owned(), from, sure));
        let title = "云泽县财政局2023年政府信息公开工作年度报告";
        let bare = "2023年政府信息公开工作年度报告";
        assert_eq!(found(title, None, &front), expect("云泽县财政局", "标题", true));
        assert_eq!(
            found(bare, Some("云泽县 司法局"), &front),
            expect("云泽县司法局", "落款", true)
        );
        assert_eq!(found(bare, None, &front), expect("云泽县柳塘镇", "来源一栏", false));
        let front = FrontMatter { furniture: Vec::new(), ..front };
        assert_eq!(found(bare, None, &front), expect("云泽县水利局", "引言", false));
        assert_eq!(found(bare, None, &FrontMatter::default()), None);
        let sealed = "（盖章）云泽县柳塘镇人民政府";
        let expected = expect("云泽县柳塘镇人民政府", "落款", true);
        assert_eq!(found(bare, Some(sealed), &FrontMatter::default()), expected);
        let own = "云泽县柳塘镇人民政府2023年政府信息公开工作年度报告";
        let expected = expect("云泽县柳塘镇人民政府", "标题", true);
        assert_eq!(found(own, Some(sealed), &FrontMatter::default()), expected);
    }

    #[test]
    fn titles_and_signatures() {
        let check = |title: &str, signed: &str, name: &str, from: &str, sure: bool| {
            let found = of_title(title.to_owned(), Some(signed.to_owned()));
            assert_eq!(
                (found.name.as_str(), found.from, found.sure),
                (name, from, sure),
                "{signed}"
            );
        };
        let full = "青禾县石桥乡人民政府";
        check("石桥乡", full, full, "落款", true);
        check("石桥乡人民政府", full, full, "落款", true);
        check("青禾县水利局", "水利局", "青禾县水利局", "标题", true);
        check("水利局", "青禾县水利局", "青禾县水利局", "落款", true);
        check(full, "石桥乡人民政府", full, "标题", true);
        check(full, "青禾县石桥乡人民政府办公室", full, "标题", true);
        check(full, "石桥乡党政办", full, "标题", true);
        check("双河镇", full, "双河镇", "标题", false);
        check("青禾县水利局", "青禾县林业局", "青禾县水利局", "标题", false);
    }

    #[test]
    fn whose_form() {
        let found = |line: &str| of_form(&[line.to_owned()]).map(|found| (found.name, found.sure));
        for (line, sure) in [
            ("填报单位：青禾县石桥乡人民政府  2023年", true),
            ("填报单位（盖章）：青禾县石桥乡人民政府", true),
            ("\t填报机关\t青禾县石桥乡人民政府\t", true),
            ("单位名称:青禾县石桥乡人民政府\t2023年度", true),
            ("青禾县石桥乡人民政府2023年", false),
            ("青禾县石桥乡人民政府", false),
            ("2023年青禾县石桥乡人民政府政府信息公开情况表", false),
        ] {
            assert_eq!(found(line), Some(("青禾县石桥乡人民政府".to_owned(), sure)), "{line}");
        }
        for line in ["自然人\t法人", "行政机关确认", "填报单位：", "总计"] {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn names_in_sources_and_lead_ins() {
        for (line, name) in [
            ("来源：柳塘镇人民政府 发布时间：2024-01-12", Some("柳塘镇人民政府")),
            ("发布机构：云泽县教育局", Some("云泽县教育局")),
            ("来源：本站原创", None),
            ("来源：人民政府", None),
        ] {
            assert_eq!(of_source(line, "").as_deref(), name, "{line}");
        }
        for (text, name) in [
            ("本报告由云泽县柳塘镇人民政府编制。", Some("云泽县柳塘镇人民政府")),
            ("现将云泽县民政局2023年度工作公布如下。", Some("云泽县民政局")),
            ("根据《条例》编制本报告。", None),
            ("我局根据条例编制。", None),
        ] {
            assert_eq!(of_lead_in(text).as_deref(), name, "{text}");
        }
    }
}
