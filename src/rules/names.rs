//! R27, R28: what an agency calls itself in its own text.

use super::claims::has;
use super::context::{Context, Paragraph};
use super::{Found, Point, Rule, elsewhere, nearby};
use crate::finding::{Fix, Severity};
use crate::zh::WordList;
use crate::zh::agency::{AgencyKind, kind};
use crate::zh::is_han;

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

const PLACES: [(&str, AgencyKind); 3] =
    [("街道", AgencyKind::Subdistrict), ("乡", AgencyKind::Township), ("镇", AgencyKind::Town)];

fn own(context: &Context<'_>, found: &mut Found) {
    let own = kind(&context.report.agency);
    if own == AgencyKind::CountyDepartment {
        department(context, found);
    }
    let Some((right, _)) = PLACES.iter().find(|(_, kind)| *kind == own) else { return };
    let name = own_name(&context.report.agency);
    let wrong: Vec<(&str, String)> = PLACES
        .iter()
        .filter(|(word, _)| word != right)
        .filter_map(|(word, _)| Some((*word, format!("{}{word}", name?))))
        .collect();
    for paragraph in context.paragraphs() {
        for (word, said) in &wrong {
            renamed(context, paragraph, (word, said, right), found);
        }
        offices(context, paragraph, own, found);
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

/// 我镇 in a department's report; 全镇 may be a town it writes of, unless it calls itself one.
fn department(context: &Context<'_>, found: &mut Found) {
    let paragraphs = context.paragraphs();
    let calls = |own: &str| paragraphs.iter().any(|paragraph| paragraph.text.contains(own));
    for (word, _) in PLACES {
        let own = format!("我{word}");
        if !calls(&own) {
            continue;
        }
        for paragraph in paragraphs {
            for said in [own.clone(), format!("全{word}")] {
                for (at, _) in paragraph.text.match_indices(&said) {
                    let end = at + said.len();
                    if paragraph.text.get(end..).is_some_and(|rest| rest.starts_with('镇')) {
                        continue;
                    }
                    let message = format!(
                        "本机关是“{}”，这里写的是“{said}”，请核对是不是其他机关的自称。",
                        context.report.agency.trim()
                    );
                    found.add(paragraph.place(at..end), message, None);
                }
            }
        }
    }
}

/// 柳塘乡 in 柳塘镇's report; not what it was once called.
fn renamed(
    context: &Context<'_>,
    paragraph: &Paragraph<'_>,
    (word, said, right): (&str, &str, &str),
    found: &mut Found,
) {
    let name = said.strip_suffix(word).unwrap_or(said);
    for (at, _) in paragraph.text.match_indices(said) {
        let before = nearby::before(paragraph.text, at, 4);
        let behind = nearby::after(paragraph.text, at + said.len(), 4);
        let once = ["原", "旧", "老", "由", "从", "撤销", "撤并", "和", "与", "、", "《"];
        if once.iter().any(|once| before.ends_with(once)) || behind.starts_with(['镇', '村', '路'])
        {
            continue;
        }
        let message = format!(
            "本机关是“{}”，这里写的是“{said}”，应当是“{name}{right}”。",
            context.report.agency.trim()
        );
        let from = at + name.len();
        let edits = vec![paragraph.splice(from..from + word.len(), right)];
        let fix = Fix { label: format!("改为“{name}{right}”"), edits };
        found.add(paragraph.place(at..at + said.len()), message, Some(fix));
    }
}

/// The party committee and the government of each kind, as they are called in their own place.
const OFFICES: [(AgencyKind, &str, &str); 3] = [
    (AgencyKind::Subdistrict, "街道党工委", "街道办事处"),
    (AgencyKind::Township, "乡党委", "乡政府"),
    (AgencyKind::Town, "镇党委", "镇政府"),
];

/// What an agency says that its own committee does.
const DOES: [&str; 7] = ["高度重视", "严格", "认真", "专题", "坚持", "始终", "切实"];

/// 乡党委、乡政府 in a town's report, where a clause begins with it and only the agency itself can be
/// meant.
fn offices(context: &Context<'_>, paragraph: &Paragraph<'_>, own: AgencyKind, found: &mut Found) {
    let Some((_, right, _)) = OFFICES.iter().find(|(kind, ..)| *kind == own) else { return };
    for (_, party, government) in OFFICES.iter().filter(|(kind, ..)| *kind != own) {
        for (at, _) in paragraph.text.match_indices(party) {
            let before = paragraph.text.get(..at).unwrap_or_default();
            if !before.is_empty() && !before.ends_with(['。', '，', '；', '：']) {
                continue;
            }
            let behind = paragraph.text.get(at + party.len()..).unwrap_or_default();
            let both = behind.strip_prefix('、').is_some_and(|rest| rest.starts_with(government));
            if !both && !DOES.iter().any(|does| behind.starts_with(does)) {
                continue;
            }
            let end = at + party.len() + if both { '、'.len_utf8() + government.len() } else { 0 };
            let message = format!(
                "本机关是“{}”，这里写的是“{}”；本机关的应当是“{right}”，请核对。",
                context.report.agency.trim(),
                paragraph.text.get(at..end).unwrap_or_default()
            );
            found.add(paragraph.place(at..end), message, None);
        }
    }
}

/// What an agency's place is called, without its county and without 乡, 镇, 街道.
fn own_name(agency: &str) -> Option<&str> {
    let agency = agency.trim();
    let place = agency.trim_end_matches("人民政府").trim_end_matches("办事处");
    let place = PLACES.iter().find_map(|(word, _)| place.strip_suffix(word))?;
    let name = place.rsplit(['省', '市', '县', '区', '旗']).next()?;
    (name.chars().count() >= 2).then_some(name)
}

/// What other kinds of agencies say of themselves.
static FOREIGN: WordList = WordList::new(&[
    "会内",
    "我会",
    "我局",
    "本局",
    "局机关",
    "我委",
    "本委",
    "我校",
    "本校",
    "全校",
    "校内",
    "我院",
    "本院",
    "全院",
    "我厅",
    "我中心",
    "教育信息",
    "我馆",
]);

/// What the name of an agency has that may say such a word of itself.
fn says(word: &str) -> &'static [&'static str] {
    match word {
        "会内" | "我会" => &["会"],
        "我局" | "本局" | "局机关" => &["局"],
        "我委" | "本委" => &["委"],
        "我校" | "本校" | "全校" | "校内" => &["校", "学", "院"],
        "我院" | "本院" | "全院" => &["院"],
        "我厅" => &["厅"],
        "我中心" => &["中心"],
        "教育信息" => &["教育", "校", "学"],
        _ => &["馆"],
    }
}

/// The governments of townships, towns and subdistricts.
static GOVERNMENTS: WordList = WordList::new(&["乡人民政府", "镇人民政府", "街道办事处"]);

/// Behind a word it makes another of it: 教育信息化, 全校园.
const NOT_BEHIND: [&str; 5] = ["化", "园", "外", "议", "同"];

/// Before 乡, 镇 and 街道 they make no name.
const NO_NAME: &str = "各本我该全和与等由在对向县区市省的级及、，。；：（“个两每我新老小某为将按经";

/// What is not the name of a place before 乡, 镇 and 街道.
static GENERIC: WordList = WordList::new(&[
    "所辖", "下辖", "下属", "相关", "有关", "部分", "其他", "其它", "中心", "重点", "建制", "特色",
    "辖区", "一般", "示范", "试点", "多数", "少数", "周边", "邻近", "兄弟", "所属", "涉及", "城镇",
    "集镇", "古镇", "小镇", "村镇",
]);

/// What an agency says of itself at the head of a clause: 青山镇党委、政府高度重视.
static SELF: WordList = WordList::new(&[
    "党委、政府",
    "党委、镇政府",
    "党委、乡政府",
    "党工委、办事处",
    "党委政府",
    "党委高度重视",
    "严格落实",
    "认真贯彻",
    "高度重视",
]);

/// Another place's name at the head of a clause that only the agency itself can be the subject of.
fn subjects(context: &Context<'_>, agency: &str, found: &mut Found) {
    static BESIDE: WordList =
        WordList::new(&["我", "本镇", "本乡", "本街道", "联合", "学习", "借鉴", "交流"]);
    for sentence in context.sentences() {
        // What is said of partners is said beside oneself.
        if !sentence.has(&SELF) || sentence.has(&BESIDE) {
            continue;
        }
        for clause in sentence.clauses() {
            let words = sentence.between(clause.start, clause.end);
            for (place, _) in PLACES {
                let Some(at) = words.find(place) else { continue };
                let named = words.get(..at + place.len()).unwrap_or_default();
                let behind = words.get(named.len()..).unwrap_or_default();
                let subject = SELF.begin(behind).is_some();
                if !subject || GENERIC.are_in(named) || another(named, agency, place) != Some(named)
                {
                    continue;
                }
                let message = format!(
                    "这里写的是“{named}”，本机关是“{agency}”，请核对是不是其他机关的名称。"
                );
                found.add(sentence.place(clause.start..clause.start + named.len()), message, None);
            }
        }
    }
}

fn other(context: &Context<'_>, found: &mut Found) {
    let agency = context.report.agency.trim();
    elsewhere::places(context, agency, found);
    let own = kind(agency);
    if own == AgencyKind::Other {
        return;
    }
    if own.is_township_level() {
        subjects(context, agency, found);
    }
    for paragraph in context.paragraphs() {
        for (at, word) in paragraph.places(&FOREIGN) {
            let end = at + word.len();
            let behind = paragraph.text.get(end..).unwrap_or_default();
            if has(agency, says(word)) || NOT_BEHIND.iter().any(|not| behind.starts_with(not)) {
                continue;
            }
            let message = format!("“{word}”像是其他机关的用语，本机关是“{agency}”，请核对。");
            found.add(paragraph.place(at..end), message, None);
        }
        for (at, office) in paragraph.places(&GOVERNMENTS) {
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
    // 柳塘乡 in 柳塘镇's report is R27's.
    let renamed = own_name(agency).is_some_and(|own| before.ends_with(own));
    let own = renamed || agency.contains(two) || before.ends_with(['乡', '镇']);
    (!own).then(|| text.get(*name.last().unwrap_or(&start)..)).flatten()
}

#[cfg(test)]
mod tests {
    use crate::report::place::Field;
    use crate::rules::tests::{found, mended, prose, report, write};

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
    fn a_department_is_no_town() {
        for (text, told) in [
            ("我镇公开工作不断深化，全镇公开栏更新12期。", 2),
            ("全镇范围内设点3处，各乡镇配合，我局推进。", 0),
            ("我乡镇企业名录已公开。", 0),
        ] {
            let mut report = report("2021");
            report.agency = "云泽县教育局".into();
            write(&mut report, Field::Before(1), text);
            assert_eq!(found(&report, "R27").len(), told, "{text}");
        }
    }

    #[test]
    fn own_offices_and_the_own_name() {
        for (text, told) in [
            ("乡党委、乡政府高度重视公开工作。", "写的是“乡党委、乡政府”；本机关的应当是“镇党委”"),
            ("全年平稳，街道党工委专题研究。", "写的是“街道党工委”"),
            ("2021年，柳塘乡公开信息。", "写的是“柳塘乡”，应当是“柳塘镇”"),
        ] {
            prose("R27", text, &[told]);
        }
        for text in [
            "镇党委、镇政府高度重视。",
            "各乡党委、乡政府，县、乡党委。",
            "原柳塘乡档案移交，柳塘乡镇企业。",
            "县委和街道党工委共建。",
            "县党政办牵头，乡党委、街道党工委参加县里培训。",
        ] {
            prose("R27", text, &[]);
        }
        for text in ["青山镇党委、政府高度重视政务公开工作。", "2021年，青山镇严格落实条例。"]
        {
            prose("R28", text, &["这里写的是“青山镇”，本机关是“柳塘镇人民政府”"]);
        }
        for text in [
            "柳塘镇党委、政府高度重视。",
            "各乡镇严格落实，所辖街道严格落实，相关乡镇党委、政府高度重视。",
            "我镇与青山镇交流，青山镇严格落实公开制度。",
            "联合河口镇、青山镇开展宣传。",
            "青山镇派员来访。",
            "柳塘乡认真贯彻条例。",
            "美丽城镇高度重视公开。",
        ] {
            prose("R28", text, &[]);
        }
    }

    #[test]
    fn other_agencies() {
        prose(
            "R28",
            "会内组织学习。获取教育信息。我局、本校。",
            &["“会内”", "“教育信息”", "“我局”", "“本校”"],
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
