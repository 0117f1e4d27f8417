//! What a document seems to be that is no report of this kind.

use super::outline::SectionPart;
use super::title::FrontMatter;
use crate::import::blocks::Block;
use crate::import::error::Problem;
use crate::import::provenance::SourceKind;
use crate::import::vocabulary::furniture::is_furniture;
use crate::import::vocabulary::headings::sure_heading;
use crate::import::vocabulary::titles::{self, MAX_TITLE, SUBJECTS};

/// Upper bound on the lines of a document that are looked at.
const MAX_LINES: usize = 5000;

/// What a document is stands among its first lines that are not a site's.
const MAX_HEAD: usize = 12;

/// Words of a company's annual report, each of which counts once.
const COMPANY: [&str; 10] = [
    "股东",
    "董事会",
    "营业收入",
    "净利润",
    "每股收益",
    "上市公司",
    "证券",
    "有限公司",
    "审计报告",
    "资产负债",
];

/// Lower bound on different words of a company's report that make it one.
const MIN_COMPANY: usize = 3;

/// Words of titles, and what they are titles of.
const TITLES: [(&str, Problem); 19] = [
    ("法治政府", Problem::LegalReport),
    ("法治建设", Problem::LegalReport),
    ("依法行政", Problem::LegalReport),
    ("依法治", Problem::LegalReport),
    ("决算", Problem::Budget),
    ("预算", Problem::Budget),
    ("网站工作年度", Problem::SiteReport),
    ("网站监管年度", Problem::SiteReport),
    ("网站年度报表", Problem::SiteReport),
    ("解读", Problem::Interpretation),
    ("总结", Problem::WorkSummary),
    ("汇报", Problem::WorkSummary),
    ("述职", Problem::WorkSummary),
    ("自查报告", Problem::WorkSummary),
    ("工作简报", Problem::WorkSummary),
    ("政府工作报告", Problem::WorkSummary),
    ("工作要点", Problem::OfficialDocument),
    ("实施方案", Problem::OfficialDocument),
    ("公开指南", Problem::OfficialDocument),
];

/// What titles of official documents end with that are no reports.
const DOCUMENTS: [&str; 20] = [
    "指南", "要点", "方案", "制度", "办法", "条例", "规定", "规程", "细则", "规范", "意见", "目录",
    "清单", "计划", "标准", "预案", "格式", "模板", "范本", "说明",
];

/// What names of schools, hospitals and companies end with; agencies of the state do not.
const PUBLIC_BODIES: [&str; 30] = [
    "小学",
    "中学",
    "大学",
    "学院",
    "学校",
    "幼儿园",
    "职高",
    "高中",
    "初中",
    "医院",
    "卫生院",
    "保健院",
    "卫生服务中心",
    "防治院",
    "疗养院",
    "福利院",
    "敬老院",
    "养老院",
    "公司",
    "集团",
    "银行",
    "信用社",
    "联社",
    "供电所",
    "水厂",
    "电视台",
    "剧院",
    "研究院",
    "研究所",
    "设计院",
];

/// Words of a part of a year.
const PARTS_OF_YEAR: [&str; 5] = ["季度", "上半年", "下半年", "半年", "月份"];

/// Headings in an edition's own words that make a document of this form whatever is over it.
const MIN_OWN: usize = 5;

/// Why a document is no report of this kind.
pub(super) fn problem(kind: SourceKind, blocks: &[Block]) -> Problem {
    let mut met = [false; COMPANY.len()];
    let (mut yearly, mut public) = (false, false);
    let lines = || blocks.iter().flat_map(Block::lines).take(MAX_LINES);
    for line in lines() {
        for (met, words) in met.iter_mut().zip(COMPANY) {
            *met |= line.text.contains(words);
        }
        yearly |= line.text.contains("年度报告") || line.text.contains("年报");
        public |= line.text.contains("信息公开") || line.text.contains("政务公开");
    }
    let titled = lines().filter(|line| !is_furniture(&line.text)).take(MAX_HEAD);
    let titled = titled.map(|line| line.text).find_map(|text| of_title(&text));
    match kind {
        _ if met.iter().filter(|met| **met).count() >= MIN_COMPANY => Problem::CompanyReport,
        _ if titled.is_some() => titled.unwrap_or(Problem::NoReport),
        _ if yearly && !public => Problem::OtherReport,
        SourceKind::WebPage => Problem::NoReportInPage,
        _ => Problem::NoReport,
    }
}

/// What a line says that a document is, where it is its title.
fn of_title(text: &str) -> Option<Problem> {
    let short = text.chars().nth(MAX_TITLE).is_none() && !text.contains(['。', '；']);
    if !short || is_this_report(text) {
        return None;
    }
    let notice = || {
        let ends = text.trim_end().ends_with("通知") && text.contains("关于");
        ends.then_some(Problem::OfficialDocument)
    };
    let named = TITLES.iter().find(|(words, _)| text.contains(words)).map(|(_, kind)| *kind);
    let document = || is_document(text).then_some(Problem::OfficialDocument);
    named.or_else(notice).or_else(document)
}

/// A title's words without a note in brackets behind them: （2023年版）, （试行）.
fn without_note(title: &str) -> &str {
    let title = title.trim();
    let open = title.rfind(['（', '(']).filter(|_| title.ends_with(['）', ')']));
    open.and_then(|at| title.get(..at)).filter(|words| !words.is_empty()).unwrap_or(title)
}

/// Whether a title is an official document's by what it ends with.
fn is_document(title: &str) -> bool {
    let title = without_note(title);
    DOCUMENTS.iter().any(|end| title.ends_with(end))
}

/// Whether a title is of a quarter, of half a year or of some months.
pub(super) fn is_part_of_year(title: &str) -> bool {
    let text: String = title.split_whitespace().collect();
    if PARTS_OF_YEAR.iter().any(|words| text.contains(words)) {
        return true;
    }
    // 1—6月; the whole year is 1—12月.
    let is_number = |c: char| c.is_ascii_digit() || crate::zh::is_numeral(c);
    let Some((before, _)) = text.split_once('月') else { return false };
    let rest = before.trim_end_matches(is_number);
    let last = before.strip_prefix(rest).unwrap_or_default();
    let from = rest.trim_end_matches('月').strip_suffix(['至', '到', '-', '—', '–', '~', '－']);
    from.is_some_and(|from| from.ends_with(is_number)) && !matches!(last, "12" | "十二" | "")
}

/// Whether tables without sections are of a part of a year, by what is over them.
pub(super) fn heads_part_of_year(blocks: &[Block]) -> bool {
    let lines = blocks.iter().take(MAX_HEAD).filter(|block| matches!(block, Block::Paragraph(_)));
    let mut titles = lines.flat_map(Block::lines).map(|line| line.text);
    titles.any(|text| {
        text.chars().nth(MAX_TITLE).is_none()
            && SUBJECTS.iter().chain(&["申请公开"]).any(|subject| text.contains(subject))
            && is_part_of_year(&text)
    })
}

/// Whether a title is of a school's, a hospital's or a company's information.
fn is_of_public_body(title: &str) -> bool {
    let name = titles::agency(title);
    let public = SUBJECTS.iter().any(|subject| title.contains(subject));
    let ends = PUBLIC_BODIES.iter().any(|end| name.ends_with(end));
    // A state bank's branches are its agencies.
    public && (title.contains("学年") || (ends && !name.contains("人民银行")))
}

/// The line that says what a document is: its title, else the last short line above the sections.
fn naming<'a>(front: &'a FrontMatter, title: &'a str) -> &'a str {
    if !title.is_empty() {
        return title;
    }
    let lines = front.furniture.iter().chain(&front.unplaced).chain(&front.lead_in);
    let is_name = |text: &str| {
        text.chars().nth(MAX_TITLE).is_none() && !text.contains(['。', '；', '：', '>', '|'])
    };
    let said = lines.filter(|line| is_name(&line.text) && of_title(&line.text).is_some());
    said.max_by_key(|line| line.number).map(|line| line.text.as_str()).unwrap_or_default()
}

/// Whether a title says that it is over a report of this kind.
fn is_this_report(title: &str) -> bool {
    let public = SUBJECTS.iter().any(|subject| title.contains(subject));
    let yearly =
        ["年度报告", "年报", "情况报告", "情况的报告"].iter().any(|words| title.contains(words));
    public
        && yearly
        && !title.contains("解读")
        && !title.trim_end().ends_with("通知")
        && !is_document(title)
}

/// Why a document that has some of the sections, but nothing of the three tables, is no report of
/// this kind; `parts` are those that it has.
pub(super) fn without_tables(
    front: &FrontMatter,
    title: &str,
    parts: &[SectionPart],
) -> Option<Problem> {
    if old_year(title) {
        return Some(Problem::OldForm);
    }
    if is_part_of_year(title) {
        return Some(Problem::PartOfYear);
    }
    let in_own_words = |part: &&SectionPart| {
        sure_heading(&part.heading.text).is_some_and(|(section, _)| section == part.section)
    };
    let of_form = parts.iter().filter(in_own_words).count() >= MIN_OWN;
    if !of_form && is_of_public_body(title) {
        return Some(Problem::PublicBody);
    }
    if let Some(kind) = of_title(naming(front, title)).filter(|_| !of_form) {
        return Some(kind);
    }
    let before = front.furniture.iter().chain(&front.unplaced).chain(&front.lead_in);
    let mut before = before.map(|line| line.text.as_str());
    if is_this_report(title) {
        return None;
    }
    // A notice that tells how a report is to be written has all of its headings.
    let asks = ["印发", "你们", "遵照执行", "认真贯彻", "请于", "报送"];
    let addresses = |text: &&str| asks.iter().filter(|words| text.contains(**words)).count() > 1;
    if title.is_empty() && before.clone().any(|text| addresses(&text)) {
        return Some(Problem::OfficialDocument);
    }
    let says_so = ["通知", "解读"].iter().any(|end| title.trim_end().ends_with(end));
    let says_so = says_so || is_document(title);
    if let Some(kind) = of_title(title).filter(|kind| {
        says_so && matches!(kind, Problem::OfficialDocument | Problem::Interpretation)
    }) {
        return Some(kind);
    }
    // Which sections tell of requests, and of disputes about them, no other document has.
    let own = parts.iter().filter(|part| (1..=3).contains(&part.section)).count();
    if own >= 2 {
        return None;
    }
    let titled = |text: &str| {
        let is_title = text.chars().nth(MAX_TITLE).is_none() && text.trim_end().ends_with("报告");
        let another = title.is_empty() && is_title && is_about_another(text);
        of_title(text).or(another.then_some(Problem::OtherReport))
    };
    let named = of_title(title).or_else(|| before.find_map(titled));
    named.or(is_about_another(title).then_some(Problem::OtherReport))
}

/// Whether a title names a subject, and another than this report's: 某县普法工作年度报告.
fn is_about_another(title: &str) -> bool {
    if title.is_empty() || SUBJECTS.iter().any(|subject| title.contains(subject)) {
        return false;
    }
    let mut rest = title.to_owned();
    for words in ["年度报告", "年报", "报告", "年度", "年"] {
        rest = rest.replace(words, "");
    }
    rest.retain(|c| !c.is_ascii_digit() && !c.is_whitespace() && !crate::zh::is_numeral(c));
    !rest.is_empty() && !titles::is_named(&rest)
}

/// Whether a title has a year before there was the form.
fn old_year(title: &str) -> bool {
    let digits =
        title.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    let years: Vec<u16> = digits.filter(|year| (2000..2100).contains(year)).collect();
    !years.is_empty() && years.iter().all(|year| (2003..2019).contains(year))
}
