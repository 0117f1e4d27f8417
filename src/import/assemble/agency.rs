//! Whose report it is: by the title, else by who signs, by what the site says of its source, by
//! the lead-in.

use super::signature::SignatureLines;
use super::title::FrontMatter;
use crate::import::vocabulary::titles;
use crate::zh::is_han;

/// A name, and what it was taken from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FoundAgency {
    pub name: String,
    /// Where the name was found, as notes say it: 标题, 落款, …
    pub from: &'static str,
    /// Whether there is no doubt that it is the report's own agency.
    pub sure: bool,
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

/// The agency; `None` where nothing names one.
pub(super) fn find(title: &str, front: &FrontMatter, sign: &SignatureLines) -> Option<FoundAgency> {
    let named = titles::agency(title);
    if titles::is_name(&named) {
        return Some(FoundAgency { name: named, from: "标题", sure: true });
    }
    if let Some(name) = &sign.0 {
        let name: String = name.text.split_whitespace().collect();
        return Some(FoundAgency { name, from: "落款", sure: true });
    }
    let beside = front.furniture.iter().chain(&front.unplaced);
    let source = beside.clone().zip(beside.clone().skip(1)).find_map(|(line, next)| {
        // The name may be in the line below.
        of_source(&line.text, &next.text)
    });
    let source = source.or_else(|| beside.last().and_then(|line| of_source(&line.text, "")));
    if let Some(name) = source {
        return Some(FoundAgency { name, from: "来源一栏", sure: false });
    }
    let name = front.lead_in.iter().find_map(|line| of_lead_in(&line.text))?;
    Some(FoundAgency { name, from: "引言", sure: false })
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
    use super::{FoundAgency, find, of_lead_in, of_source};
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
            find(title, front, &sign).map(|FoundAgency { name, from, sure }| (name, from, sure))
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
