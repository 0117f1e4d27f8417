//! The words of a report's title, and the agency that it names.

use super::folding::{fold, simplified};
use super::furniture::is_furniture;
use super::years::title_year;
use crate::import::blocks::TextLine;

/// Longer lines are prose, not a title.
pub(crate) const MAX_TITLE: usize = 60;

/// What an agency's name is followed by, where it is not the year.
pub(crate) const SUBJECTS: &[&str] = &["政府信息公开", "信息公开", "政务公开"];

/// What agencies are; none is called only this.
pub(crate) const KINDS: &[&str] = &[
    "人民政府",
    "政府",
    "办公室",
    "办事处",
    "管理委员会",
    "管委会",
    "委员会",
    "街道",
    "镇",
    "乡",
    "民族",
    "自治州",
    "自治县",
    "自治旗",
    "自治区",
    "局",
];

/// Whether a line may be one of the title's.
pub(crate) fn is_part(line: &TextLine) -> bool {
    let short = line.text.chars().count() <= MAX_TITLE;
    short && !line.text.contains(['。', '，', '；', '：']) && !is_furniture(&line.text)
}

pub(crate) fn is_yearly(folded: &str) -> bool {
    folded.contains("年度报告") || folded.contains("年报")
}

/// Whether words are those of a title: 年度报告, 年报, or 2023年政府信息公开工作情况的报告.
pub(crate) fn names_report(text: &str) -> bool {
    let text = fold(text);
    let says = SUBJECTS.iter().any(|subject| text.contains(subject));
    is_yearly(&text) || (says && title_year(&text).is_some() && text.ends_with("报告"))
}

/// Whether a paragraph may be a whole title.
pub(crate) fn is_title(text: &str) -> bool {
    is_part(&TextLine::new(0, text)) && names_report(text)
}

/// Whether a title names an agency and says what it is about.
pub(crate) fn is_whole(text: &str) -> bool {
    let text = fold(text);
    SUBJECTS.iter().any(|subject| text.contains(subject)) && is_name(&agency(&text))
}

/// Whether an agency's name says whose it is, and not only 镇人民政府.
pub(crate) fn is_name(agency: &str) -> bool {
    let mut rest = agency;
    while let Some(less) = KINDS.iter().find_map(|kind| rest.strip_suffix(kind)) {
        rest = less;
    }
    !rest.is_empty()
}

/// Marks that stand around a title or a part of it.
const OPENING: [char; 11] = ['【', '[', '［', '〔', '《', '“', '（', '(', '〖', '『', '「'];
const CLOSING: [char; 11] = ['】', ']', '］', '〕', '》', '”', '）', ')', '〗', '』', '」'];

/// What names of places and agencies end with, in a tag before a title.
const NAMED: &str = "省市县区州盟旗乡镇局厅委办室处所院站中心街道政府会部署";

/// Whether words end as names of places and agencies do.
pub(crate) fn is_named(words: &str) -> bool {
    words.ends_with(|c| NAMED.contains(c))
}

/// The bytes of what a site sets before a title, and is no part of it: 【年报】, [置顶], 年报 | .
pub(crate) fn tag(title: &str) -> usize {
    const MAX: usize = 12;
    let rest = |at: usize| title.get(at..).unwrap_or_default();
    let mut at = 0;
    loop {
        let here = rest(at);
        let mark = |c: char| !c.is_alphanumeric() && !OPENING.contains(&c) && !CLOSING.contains(&c);
        let signs = here.len() - here.trim_start_matches(mark).len();
        let here = rest(at + signs);
        let bracketed = here.starts_with(OPENING).then(|| here.find(CLOSING)).flatten();
        let closed = bracketed.and_then(|end| {
            let close = here.get(end..)?.chars().next()?;
            Some((here.get(here.chars().next()?.len_utf8()..end)?, end + close.len_utf8()))
        });
        let barred = || {
            let (words, _) = here.split_once(['|', '｜', '丨', '│'])?;
            let bar = here.get(words.len()..)?.chars().next()?;
            Some((words, words.len() + bar.len_utf8()))
        };
        let Some((words, length)) = closed.or_else(barred) else { break };
        let words = words.trim();
        let short = words.chars().nth(MAX).is_none();
        let behind = rest(at + signs + length);
        // A year in a tag is the title's own where the title has none.
        let has_year = words.contains(|c: char| c.is_ascii_digit());
        let only_year = has_year && title_year(behind).is_none();
        if !short || is_named(words) || only_year || !names_report(behind) {
            break;
        }
        at += signs + length;
    }
    let signs = rest(at).len()
        - rest(at)
            .trim_start_matches(['★', '●', '■', '◆', '▲', '·', '•', '*', ' ', '\u{3000}'])
            .len();
    at + signs
}

/// The agency that a title names; empty where it names none.
pub(crate) fn agency(title: &str) -> String {
    named(title).name
}

/// The agency that a title names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TitledAgency {
    pub name: String,
    /// Why the name is to be looked at; empty where it is not.
    pub doubt: &'static str,
}

/// The agency that a title names, and why that may be another.
pub(crate) fn named(title: &str) -> TitledAgency {
    let title: String = title.split_whitespace().collect();
    let title = title.trim_start_matches(OPENING);
    // The same words in simplified characters, byte for byte at the same places.
    let known: String = title.chars().map(simplified).collect();
    let (mut rest, mut words) = (title, known.as_str());
    let year = title_year(words);
    if let Some(year) = year.filter(|year| year.start == 0) {
        words = words.split_at(year.end).1.trim_start_matches('度').trim_start_matches(CLOSING);
        rest = rest.split_at(rest.len() - words.len()).1;
    }
    let subject = |text: &str| SUBJECTS.iter().filter_map(|s| text.find(s)).min();
    let year = title_year(words);
    let behind = year.and_then(|year| Some((year, subject(words.split_at(year.end).1)?)));
    let end = match (year, behind) {
        (Some(year), Some(_)) => Some(year.start),
        (year, _) => subject(words).or(year.map(|year| year.start)),
    };
    let (name, _) = rest.split_at(end.unwrap_or(0));
    let after = words.split_at(end.unwrap_or(0)).1;
    // XX镇人民政府信息公开: 政府 belongs to both.
    let shared = name.ends_with("人民") && after.starts_with("政府");
    let name = without_issuing(name);
    let whole = name.contains(OPENING);
    let name = if whole { name } else { name.trim_end_matches(CLOSING) };
    let name = if shared { format!("{name}政府") } else { without_year(name).to_owned() };
    if let Some((year, length)) = behind {
        let between = rest.split_at(year.end).1.split_at(length).0.trim_start_matches('度');
        if let Some(name) = behind_year(&name, between) {
            return TitledAgency { name, doubt: "标题里年度的前后各有一个名称" };
        }
    }
    let doubt = if is_blank_name(&name) { "像是没有填写的模板" } else { "" };
    match in_brackets(title).filter(|_| name.is_empty()) {
        Some(inner) => {
            TitledAgency { name: inner.to_owned(), doubt: "来自标题末尾的括注" }
        }
        None => TitledAgency { name, doubt },
    }
}

/// A name without what a notice of a report has behind it: 关于印发, 关于.
fn without_issuing(name: &str) -> &str {
    const VERBS: [&str; 9] =
        ["印发", "公布", "发布", "公开", "报送", "上报", "转发", "呈报", "编制"];
    let name = name.trim_start_matches("关于");
    let less = VERBS.iter().find_map(|verb| name.strip_suffix(verb)?.strip_suffix("关于"));
    less.unwrap_or_else(|| name.trim_end_matches("关于"))
}

/// A name without a year that is none in full: 23年, 20XX年, 2021-, 2023—2024学年.
fn without_year(name: &str) -> &str {
    let of_year = |c: char| c.is_ascii_digit() || "XxＸ×*＊_-—–~～至、和".contains(c);
    let bare = name.trim_end_matches('度').trim_end_matches('年').trim_end_matches('学');
    let marked = name.ends_with(['年', '度']) && bare.ends_with(of_year);
    if !marked && !name.ends_with(['-', '—', '–', '~', '～', '至', '、', '和']) {
        return name;
    }
    // XX单位 keeps its own marks.
    (if marked { bare } else { name }).trim_end_matches(of_year)
}

/// The name that stands between the year and what the title is about; a place before the year is the
/// beginning of it.
fn behind_year(before: &str, between: &str) -> Option<String> {
    const SHORTEST: usize = 3;
    let between = between.trim_start_matches(['的', '关']).trim_end_matches(CLOSING);
    let own = between.starts_with(['全', '各', '本', '我', '市', '县', '区', '乡', '镇']);
    let long = between.chars().nth(SHORTEST - 1).is_some();
    let is_agency = long && !own && is_named(between) && is_name(between);
    if before.is_empty() || !is_agency || before.ends_with(between) {
        return None;
    }
    let place = before.ends_with(|c| "省市县区州盟旗".contains(c));
    let whole = place && !between.starts_with(before);
    Some(if whole { format!("{before}{between}") } else { between.to_owned() })
}

/// The agency's name in brackets at a title's end.
fn in_brackets(title: &str) -> Option<&str> {
    const SHORTEST: usize = 3;
    let open = title.rfind(['（', '('])?;
    let inner = title.get(open..)?.trim_matches(['（', '(', '）', ')']);
    let long = inner.chars().nth(SHORTEST - 1).is_some();
    (long && title.ends_with(['）', ')']) && is_named(inner) && is_name(inner)).then_some(inner)
}

/// Whether a name has the marks of a template in it: XX单位, ××局.
fn is_blank_name(name: &str) -> bool {
    let marks = name.chars().filter(|c| "XxＸ×*＊_○".contains(*c)).count();
    marks > 1 && !name.chars().any(|c| c.is_ascii_lowercase() && c != 'x')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::vocabulary::years::first_year;

    #[test]
    fn what_a_site_sets_before_a_title() {
        const TITLE: &str = "石桥乡2023年政府信息公开工作年度报告";
        for tagged in [
            "【年报】",
            "[年报]",
            "［置顶］",
            "（年报）",
            "年报 | ",
            "信息公开年报丨",
            "★",
            "【公开】【年报】 ",
            "[图文] ",
        ] {
            assert_eq!(tag(&format!("{tagged}{TITLE}")), tagged.len(), "{tagged}");
        }
        for title in
            [TITLE, "【石桥乡】2023年政府信息公开工作年度报告", "（2023年）石桥乡政府信息公开年报"]
        {
            assert_eq!(tag(title), 0, "{title}");
        }
    }

    #[test]
    fn agency_and_year_of_titles() {
        for (title, name, year) in [
            ("富阳区上官乡2021年政府信息公开工作年度报告", "富阳区上官乡", Some(2021)),
            (
                "殷都区人民政府办公室2021年政府信息公开工作年度报告",
                "殷都区人民政府办公室",
                Some(2021),
            ),
            ("九间楼乡政府信息公开工作2020年度报告", "九间楼乡", Some(2020)),
            (
                "民权县伯党乡人民政府 2022 年政府信息公开工作 年度报告",
                "民权县伯党乡人民政府",
                Some(2022),
            ),
            ("大岚镇人民政府信息公开工作年度报告", "大岚镇人民政府", None),
            ("2021年度大岚镇人民政府政府信息公开工作年度报告", "大岚镇人民政府", Some(2021)),
            ("某县政务公开办公室2023年政府信息公开工作年度报告", "某县政务公开办公室", Some(2023)),
            ("某局关于二〇二二年政府信息公开工作的年度报告", "某局", Some(2022)),
            (
                "关于云泽县柳塘镇人民政府2023年度政府信息公开工作情况的报告",
                "云泽县柳塘镇人民政府",
                Some(2023),
            ),
            ("【石桥乡】2023年政府信息公开工作年度报告", "石桥乡", Some(2023)),
            ("《石桥乡人民政府2023年政府信息公开工作年度报告》", "石桥乡人民政府", Some(2023)),
            ("（2023年）石桥乡政府信息公开工作年度报告", "石桥乡", Some(2023)),
            (
                "柳塘镇人民政府关于印发2023年政府信息公开工作年度报告的通知",
                "柳塘镇人民政府",
                Some(2023),
            ),
            (
                "云泽县水利局关于公布2023年度政府信息公开工作年度报告的公告",
                "云泽县水利局",
                Some(2023),
            ),
            ("云泽县2023年度柳塘镇政府信息公开工作年度报告", "云泽县柳塘镇", Some(2023)),
            ("云泽县2023年云泽县柳塘镇政府信息公开工作年度报告", "云泽县柳塘镇", Some(2023)),
            (
                "云泽县人民政府2023年度云泽县柳塘街道办事处政府信息公开工作年度报告",
                "云泽县柳塘街道办事处",
                Some(2023),
            ),
            ("某县2023年全县政府信息公开工作年度报告", "某县", Some(2023)),
            ("某县2023年基层政务公开年度报告", "某县", Some(2023)),
            ("2021-2023年政府信息公开工作年度报告", "", Some(2023)),
            ("云泽县柳塘镇人民政府23年政府信息公开工作年度报告", "云泽县柳塘镇人民政府", None),
            ("某某大学2023—2024学年信息公开工作年度报告", "某某大学", None),
            ("XX单位20XX年政府信息公开工作年度报告", "XX单位", None),
            ("2023年政府信息公开工作年度报告（云泽县柳塘镇）", "云泽县柳塘镇", Some(2023)),
            ("2023年政府信息公开工作年度报告（全文）", "", Some(2023)),
            ("2023年政府信息公开工作年度报告（统计部分）", "", Some(2023)),
            ("年度报告", "", None),
            ("", "", None),
        ] {
            assert_eq!(agency(title), name, "{title}");
            assert_eq!(first_year(title).map(|year| year.number), year, "{title}");
        }
    }
}
