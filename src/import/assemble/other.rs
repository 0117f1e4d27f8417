//! What a document seems to be that is no report of this kind.

use super::title::FrontMatter;
use crate::import::blocks::Block;
use crate::import::error::Problem;
use crate::import::provenance::SourceKind;
use crate::import::vocabulary::furniture::is_furniture;
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
const TITLES: [(&str, Problem); 17] = [
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
    ("政府工作报告", Problem::WorkSummary),
    ("工作要点", Problem::OfficialDocument),
    ("实施方案", Problem::OfficialDocument),
    ("公开指南", Problem::OfficialDocument),
];

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
    TITLES.iter().find(|(words, _)| text.contains(words)).map(|(_, kind)| *kind).or_else(notice)
}

/// Whether a title says that it is over a report of this kind.
fn is_this_report(title: &str) -> bool {
    let public = SUBJECTS.iter().any(|subject| title.contains(subject));
    let yearly =
        ["年度报告", "年报", "情况报告", "情况的报告"].iter().any(|words| title.contains(words));
    public && yearly && !title.contains("解读") && !title.trim_end().ends_with("通知")
}

/// Why a document that has some of the sections, but nothing of the three tables, is no report of
/// this kind; `sections` are those that it has, from 0.
pub(super) fn without_tables(
    front: &FrontMatter,
    title: &str,
    sections: &[usize],
) -> Option<Problem> {
    if old_year(title) {
        return Some(Problem::OldForm);
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
    if let Some(kind) = of_title(title).filter(|kind| {
        says_so && matches!(kind, Problem::OfficialDocument | Problem::Interpretation)
    }) {
        return Some(kind);
    }
    // Which sections tell of requests, and of disputes about them, no other document has.
    let own = sections.iter().filter(|section| (1..=3).contains(*section)).count();
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
