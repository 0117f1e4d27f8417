//! R48: a text about nobody: 一些地区, 个别单位 among a township's own problems, and what writing
//! machines leave (作为AI, 以下是…, 以上内容可根据实际情况修改, ** and ##).

use std::ops::Range;

use super::claims::has;
use super::context::{Context, Paragraph};
use super::nearby::{self, enclosed, within};
use super::{Found, Point, Rule};
use crate::finding::{Fix, Severity};
use crate::report::place::Field;
use crate::zh::WordList;

/// R48: a text about nobody: 一些地区, 个别单位 among a township's own problems, and what writing machines
/// leave (作为AI, 以下是…, 以上内容可根据实际情况修改, ** and ##).
pub static RULE: Rule = Rule {
    code: "R48",
    severity: Severity::Warning,
    title: "写的是本机关自己的情况，没有写作软件留下的话",
    basis: "年度报告格式第五部分：本机关存在的主要问题；写作软件的提示语不是报告的内容",
    point: Point::Leftovers,
    safe: false,
    check,
};

/// Some that a township does not have below it: villages and stations are its own.
static SOME: WordList = WordList::new(&["一些", "部分", "个别", "有的", "少数", "某些"]);
static WHO: WordList =
    WordList::new(&["地区", "地方", "单位", "行政机关", "县区", "市县", "乡镇", "区县"]);

/// What writing machines say of themselves and of their texts.
static MACHINE: WordList = WordList::new(&[
    "作为AI",
    "作为一个AI",
    "作为人工智能",
    "作为一名AI",
    "作为语言模型",
    "AI助手",
    "以上内容可根据",
    "以上内容仅供参考",
    "以上内容供参考",
    "可根据实际情况调整",
    "根据您的要求",
    "根据您提供的",
    "按照您的要求",
    "希望对您有帮助",
    "希望对你有帮助",
    "希望以上内容",
    "如需进一步修改",
    "如需调整",
    "请告诉我",
    "当然可以！",
]);

fn check(context: &Context<'_>, found: &mut Found) {
    for paragraph in context.paragraphs() {
        if context.kind().is_township_level()
            && matches!(paragraph.field, Field::Before(5) | Field::After(5))
        {
            nobody(paragraph, found);
        }
        machine(paragraph, found);
        marks(paragraph, found);
    }
}

/// 一些地区 among the problems of a township, where no village or station is named.
fn nobody(paragraph: &Paragraph<'_>, found: &mut Found) {
    let mut quoted: Option<Vec<Range<usize>>> = None;
    for (at, some) in paragraph.places(&SOME) {
        let from = at + some.len();
        let behind = nearby::after(paragraph.text, from, 5);
        let Some(who) = WHO.begin(behind) else { continue };
        let rest = behind.get(who.len()..).unwrap_or_default();
        // 部分单位名称, 个别地方性: no one.
        let quoted = quoted.get_or_insert_with(|| stretches(paragraph));
        if within(quoted, at) || rest.starts_with(['名', '性', '的', '化']) {
            continue;
        }
        let said = format!("{some}{who}");
        let message =
            format!("“{said}”说的不是本机关，请写明是本机关的哪些村、站所或者科室，或者改写。");
        found.add(paragraph.place(at..from + who.len()), message, None);
    }
}

/// The byte ranges of what is in quotation marks or in titles.
fn stretches(paragraph: &Paragraph<'_>) -> Vec<Range<usize>> {
    enclosed(paragraph.text, &[('“', '”'), ('《', '》')])
}

/// Sentences of writing machines.
fn machine(paragraph: &Paragraph<'_>, found: &mut Found) {
    let text = paragraph.text;
    let mut quoted: Option<Vec<Range<usize>>> = None;
    let met = paragraph.places(&MACHINE).map(|(at, words)| at..at + words.len());
    let mut places: Vec<Range<usize>> = met.collect();
    if let Some(rest) = text.strip_prefix("以下是")
        && has(
            nearby::after(rest, 0, 40),
            &[
                "为您",
                "为你",
                "一份",
                "一篇",
                "范文",
                "模板",
                "优化",
                "润色",
                "修改后",
                "撰写",
                "生成",
            ],
        )
    {
        places.push(0.."以下是".len());
    } else if text.starts_with("以下是") && text.contains("年度报告") && text.ends_with(['：', ':'])
    {
        places.push(0..text.len());
    }
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut past = 0;
    for place in places {
        if place.start < past
            || within(quoted.get_or_insert_with(|| stretches(paragraph)), place.start)
        {
            continue;
        }
        past = place.end;
        let said = text.get(place.clone()).unwrap_or_default();
        let message = format!("“{said}”是写作软件留下的话，不是报告的内容，请删去这一句。");
        found.add(paragraph.place(place), message, None).severity = Severity::Error;
    }
}

/// The marks of a web forum's text: **加粗**, ## 标题. One finding a paragraph.
fn marks(paragraph: &Paragraph<'_>, found: &mut Found) {
    let text = paragraph.text;
    let mut places: Vec<Range<usize>> = Vec::new();
    let signs = text.len() - text.trim_start_matches('#').len();
    if signs >= 2 || (signs == 1 && text.starts_with("# ")) {
        let spaces = text.get(signs..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        places.push(0..signs + spaces);
    }
    for (at, stars) in text.match_indices("**") {
        let digit = |near: &str| near.contains(|c: char| c.is_ascii_alphanumeric() || c == '*');
        // 138****1234 hides a number.
        let hides =
            digit(nearby::before(text, at, 1)) || digit(nearby::after(text, at + stars.len(), 1));
        if !hides || places.last().is_some_and(|last| last.end == at) {
            places.push(at..at + stars.len());
        }
    }
    let Some(first) = places.first().cloned() else { return };
    let said = text.get(first.clone()).unwrap_or_default().trim().to_owned();
    let message = format!("“{said}”是写作软件留下的排版符号，应当删去。");
    let edits = places.into_iter().rev().map(|place| paragraph.splice(place, "")).collect();
    let fix = Fix { label: "删去排版符号".into(), edits };
    found.add(paragraph.place(first), message, Some(fix)).severity = Severity::Error;
}

#[cfg(test)]
mod tests {
    use crate::report::place::Field;
    use crate::rules::tests::{found, mended, prose, report, write};

    fn problems(agency: &str, text: &str) -> Vec<String> {
        let mut report = report("2021");
        report.agency = agency.into();
        write(&mut report, Field::Before(5), text);
        found(&report, "R48")
    }

    #[test]
    fn about_nobody() {
        let town = "云泽县柳塘镇人民政府";
        for text in [
            "一些地区对公开工作重视不够。",
            "部分地区公开内容不规范，个别村发布滞后。",
            "个别单位信息更新不及时。",
            "有的地方解读形式单一。",
            "少数单位公开意识不强。",
            "部分行政机关答复不规范。",
            "部分乡镇人员变动频繁。",
        ] {
            assert_eq!(problems(town, text).len(), 1, "{text}");
        }
        for text in [
            "个别村、部分站所报送不及时。",
            "部分单位名称不规范。",
            "整改“个别单位更新不及时”问题。",
            "部分信息发布滞后，个别栏目更新慢。",
            "少数群众不了解公开渠道。",
            "有的科室人手不足。",
        ] {
            assert!(problems(town, text).is_empty(), "{text}");
        }
        assert!(problems("云泽县人民政府", "个别单位信息更新不及时。").is_empty());
        prose("R48", "个别单位信息更新不及时。", &[]);
    }

    #[test]
    fn writing_machines() {
        for text in [
            "作为AI，我无法获取实际数据。",
            "以下是为您撰写的年度报告：",
            "以下是柳塘镇2021年政府信息公开工作年度报告：",
            "以上内容可根据实际情况修改。",
            "根据您的要求，现修改如下。",
            "报告如上，希望对您有帮助。",
            "如需进一步修改，请告知。",
            "**主动公开**情况良好。",
            "## （一）主动公开",
        ] {
            prose("R48", text, &[if text.contains(['*', '#']) { "排版符号" } else { "写作软件" }]);
        }
        prose("R31", "以上内容可根据实际情况修改。", &[]);
        mended("R48", "", "**主动公开**：全年公开**12**条。", "主动公开：全年公开**12**条。");
        mended("R48", "", "### 一般情况\n全年公开。", "一般情况\n全年公开。");
        for text in [
            "联系电话138****1234。",
            "以下是存在的主要问题。",
            "开展“作为AI时代的基层治理”讲座。",
            "#微信公众号#话题。",
            "根据实际情况，及时公开。",
            "编号A**B。",
        ] {
            prose("R48", text, &[]);
        }
    }
}
