//! The six sections by their words, in order, whatever their numbers; and the signature.

use std::ops::Range;
use std::sync::LazyLock;

use super::blocks::{Block, Line};
use super::furniture::is_furniture;
use super::labels::{bag, fold, is_word_of_a_form, likeness, plain, split_numeral};
use super::title::first_year;
use crate::edition;

/// A longer line is no heading.
const MAX_HEADING: usize = 45;

/// A heading is broken into no more lines than this.
const MAX_HEADING_LINES: usize = 3;

/// A heading moved in this far stands at the right, as signatures do.
const AT_RIGHT: usize = 8;

/// A longer line is no agency's name.
const MAX_NAME: usize = 40;

/// What names of agencies end with.
const AGENCY_ENDS: &[&str] =
    &["政府", "办事处", "办公室", "局", "委员会", "委", "厅", "部", "中心", "院", "所", "署"];

/// For each section, the sorted characters of its headings in all editions.
static HEADINGS: LazyLock<Vec<Vec<Vec<char>>>> = LazyLock::new(|| {
    let heading = |text: &String| bag(&plain(split_numeral(&fold(text)).1));
    (0..6)
        .map(|section| {
            let editions = edition::all().iter();
            let mut bags: Vec<_> =
                editions.filter_map(|e| e.sections.get(section)).map(heading).collect();
            bags.dedup();
            bags
        })
        .collect()
});

/// A section as it was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Index of the section, from 0.
    pub section: usize,
    /// Its words, those of all its lines together.
    pub heading: Line,
    /// The lines that it stands in; more than one where the source breaks it.
    pub lines: Vec<Line>,
    /// The blocks under the heading.
    pub blocks: Range<usize>,
}

impl Part {
    /// The block at which the heading starts.
    pub(super) fn start(&self) -> usize {
        self.blocks.start - self.lines.len()
    }
}

/// The sections that were found, in order. What precedes the first is in no part.
pub(super) fn parts(blocks: &[Block]) -> Vec<Part> {
    let heads = chain(blocks);
    let ends = heads.iter().skip(1).map(|head| head.start).chain([blocks.len()]);
    heads
        .iter()
        .zip(ends)
        .filter_map(|(head, end)| {
            let lines = head_lines(blocks, head.start, head.end - head.start)?;
            let heading = Line { text: joined(&lines), ..lines.first()?.clone() };
            Some(Part { section: head.section, heading, lines, blocks: head.end..end })
        })
        .collect()
}

/// The lines that a heading may stand in, each a block.
fn head_lines(blocks: &[Block], start: usize, count: usize) -> Option<Vec<Line>> {
    blocks.get(start..start + count)?.iter().map(only_line).collect()
}

fn joined(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect()
}

/// The block's words, where they are one short line.
fn only_line(block: &Block) -> Option<Line> {
    let line = match block {
        Block::Paragraph(line) => line.clone(),
        Block::Row(row) => match row.cells.as_slice() {
            [cell] => Line::new(cell.number, &cell.text),
            _ => return None,
        },
        Block::Grid(_) => return None,
    };
    (line.text.chars().take(MAX_HEADING + 1).count() <= MAX_HEADING).then_some(line)
}

/// How surely a line is each section's heading; only those that it may be.
fn ranks(text: &str) -> Vec<(usize, usize)> {
    let folded = fold(text);
    let (numeral, rest) = split_numeral(&folded);
    let characters = bag(&plain(rest));
    let rank = |(section, headings): (usize, &Vec<Vec<char>>)| {
        let like = headings.iter().map(|h| likeness(h, &characters)).max()?;
        let (needed, more) = match numeral {
            Some(numeral) if numeral.bracketed => (900, 0),
            Some(numeral) if numeral.value == section + 1 => (500, 600),
            Some(_) => (850, 100),
            None => (800, 100),
        };
        (like >= needed).then_some((section, like + more))
    };
    let ranks: Vec<(usize, usize)> = HEADINGS.iter().enumerate().filter_map(rank).collect();
    // 二、上年结转政府信息公开申请数量 is half a heading, but wholly a row.
    if !ranks.is_empty() && is_word_of_a_form(text) { Vec::new() } else { ranks }
}

/// The section whose heading some lines are together, as an edition words it, where fewer of
/// them are not: a line's end within a heading, and no paragraph's. With how many lines they are
/// and how surely they are the heading.
fn broken(blocks: &[Block], start: usize) -> Option<(usize, usize, usize)> {
    for count in 1..=MAX_HEADING_LINES {
        let lines = head_lines(blocks, start, count)?;
        // Marks alone are no part of a heading.
        if lines.last().is_none_or(|line| plain(&line.text).is_empty()) {
            return None;
        }
        let text = joined(&lines);
        let words = bag(&plain(split_numeral(&fold(&text)).1));
        let mut sections = HEADINGS.iter();
        if let Some(whole) = sections.position(|headings| headings.contains(&words)) {
            let (_, rank) = ranks(&text).into_iter().find(|(section, _)| *section == whole)?;
            return (count > 1).then_some((whole, count, rank));
        }
    }
    None
}

/// Whether a line may be the heading of a section.
pub(super) fn is_heading(text: &str) -> bool {
    text.chars().take(MAX_HEADING + 1).count() <= MAX_HEADING && !ranks(text).is_empty()
}

/// So many headings, with nothing but short lines between them, are a list of contents.
const MIN_CONTENTS: usize = 3;

/// Splits a list of contents off the lines before section one.
pub(super) fn contents(mut lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let heading = |line: &Line| is_heading(&line.text);
    let first = lines.iter().position(heading);
    let last = lines.iter().rposition(heading);
    let (Some(first), Some(last)) = (first, last) else { return (lines, Vec::new()) };
    let listed = lines.get(first..=last).unwrap_or_default();
    let is_short = |line: &Line| !line.text.contains(['。', '，']);
    if listed.iter().filter(|line| heading(line)).count() < MIN_CONTENTS
        || !listed.iter().all(is_short)
    {
        return (lines, Vec::new());
    }
    let named = first.checked_sub(1).filter(|at| plain(&lines[*at].text) == "目录");
    let contents = lines.drain(named.unwrap_or(first)..=last).collect();
    (lines, contents)
}

/// A heading's place among the blocks.
#[derive(Clone, Copy)]
struct Head {
    section: usize,
    start: usize,
    /// Behind its last line.
    end: usize,
    rank: usize,
    /// The heading before it.
    before: Option<usize>,
}

/// The likeliest headings in the order of the sections. Of equals the later ones, since a list of
/// contents comes first.
fn chain(blocks: &[Block]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    // The last head of the best chain that ends with each section.
    let mut best: [Option<usize>; 6] = [None; 6];
    let mut add = |section: usize, start: usize, lines: usize, rank: usize| {
        let before = best.iter().take(section).flatten().filter(|at| heads[**at].end <= start);
        let before = before.max_by_key(|at| heads[**at].rank).copied();
        let rank = rank + before.map_or(0, |at| heads[at].rank);
        if best[section].is_none_or(|at| rank >= heads[at].rank) {
            best[section] = Some(heads.len());
            heads.push(Head { section, start, end: start + lines, rank, before });
        }
    };
    for (block, content) in blocks.iter().enumerate() {
        let Some(line) = only_line(content) else { continue };
        for (section, rank) in ranks(&line.text).into_iter().rev() {
            add(section, block, 1, rank);
        }
        if let Some((section, lines, rank)) = broken(blocks, block) {
            add(section, block, lines, rank);
        }
    }
    let mut at = best.iter().flatten().max_by_key(|at| heads[**at].rank).copied();
    let mut found = Vec::new();
    while let Some(head) = at.and_then(|at| heads.get(at)) {
        found.push(*head);
        at = head.before;
    }
    found.reverse();
    found
}

/// Lines after the signature that are looked at.
const MAX_TAIL: usize = 20;

/// Takes what a site puts under the report off the end of the last part.
pub(super) fn tail(parts: &mut [Part], blocks: &[Block]) -> Vec<Line> {
    let Some(part) = parts.last_mut() else { return Vec::new() };
    let end = part.blocks.end;
    let here = || blocks.get(part.blocks.clone()).unwrap_or_default().iter().rev().take(MAX_TAIL);
    let all = |block: &Block, is: &dyn Fn(&Line) -> bool| {
        !matches!(block, Block::Grid(_)) && block.lines().iter().all(is)
    };
    let furniture = |block: &&Block| all(block, &|line| is_furniture(&line.text));
    let mut tail = here().take_while(furniture).count();
    // Where the report is dated, what follows in short lines is a site's as well.
    let is_short = |line: &Line| !line.text.contains('。') && line.text.chars().count() <= MAX_NAME;
    let dated = here().position(|block| all(block, &|line| is_date(&line.text)));
    if let Some(date) = dated
        && here().take(date).all(|block| all(block, &is_short) || furniture(&block))
    {
        tail = tail.max(date);
    }
    part.blocks.end -= tail;
    blocks.get(end - tail..end).unwrap_or_default().iter().flat_map(Block::lines).collect()
}

/// The short lines at the report's end without their spaces: one of them is who signs.
pub(super) fn last_words(blocks: &[Block]) -> Vec<String> {
    let last = blocks.iter().rev().filter(|block| !matches!(block, Block::Grid(_)));
    let lines = last.take(2 * MAX_TAIL).flat_map(Block::lines);
    let short = lines.filter(|line| line.text.chars().nth(MAX_NAME).is_none());
    short.map(|line| line.text.split_whitespace().collect()).collect()
}

/// Takes the signature, name and date, off the end of the last part.
pub(super) fn sign(
    parts: &mut [Part],
    blocks: &[Block],
    agency: &str,
) -> (Option<Line>, Option<Line>) {
    let Some(part) = parts.last_mut() else { return (None, None) };
    let mut take = |fits: &dyn Fn(&Line) -> bool| {
        let line = only_line(blocks.get(part.blocks.clone())?.last()?).filter(|line| fits(line))?;
        part.blocks.end -= 1;
        Some(line)
    };
    let date = take(&|line| is_date(&line.text));
    let name = take(&|line| is_name(line, agency));
    (name, date)
}

/// Whether a line is nothing but a date: 2022年1月15日, 2022-01-15, 二〇二二年一月十五日.
fn is_date(text: &str) -> bool {
    let text = fold(text);
    let numeral = |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c);
    let parts: Vec<&str> = text.split(|c| !numeral(c)).filter(|part| !part.is_empty()).collect();
    let marks: String = text.chars().filter(|c| !numeral(*c)).collect();
    match marks.as_str() {
        "年月日" => parts.len() == 3 && first_year(&text).is_some(),
        "--" | ".." | "//" => parts.len() == 3 && parts[0].len() == 4,
        _ => false,
    }
}

fn is_name(line: &Line, agency: &str) -> bool {
    let text: String = line.text.split_whitespace().collect();
    let short = text.chars().count() <= MAX_NAME;
    let sentence = text.contains(['。', '，', '；', '：', '！', '？', ',', ';', ':', '、']);
    let alike = likeness(&bag(&plain(&text)), &bag(&plain(agency))) >= 800;
    let named = alike || AGENCY_ENDS.iter().any(|end| text.ends_with(end));
    // A lone 无 set in by spaces is what a section says, not who signs.
    let several = text.chars().nth(1).is_some();
    short && !sentence && (named || (several && line.indent >= AT_RIGHT))
}

#[cfg(test)]
mod tests {
    use super::{contents, is_date, parts, ranks, sign};
    use crate::import::blocks::{Line, read};
    use crate::import::decode::lines;

    /// Sections found: number and heading.
    fn check(source: &str, expected: &[(usize, &str)]) {
        let blocks = read(&lines(source).0).unwrap();
        let found = parts(&blocks);
        let found: Vec<(usize, &str)> =
            found.iter().map(|part| (part.section + 1, part.heading.text.as_str())).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn headings_by_their_words() {
        check(
            "标题\n 一、总体情况\n正文\n主动公开\n二、政府信息主动公开形式及情况 \n\
             三、收到和处理政府信息公开申请情况\n## 四、政府信息公开行政复议、行政诉讼情况\n\
             存在的主要问题及改进情况\n6、 其他需要报告的事项\n无",
            &[
                (1, "一、总体情况"),
                (2, "二、政府信息主动公开形式及情况"),
                (3, "三、收到和处理政府信息公开申请情况"),
                (4, "## 四、政府信息公开行政复议、行政诉讼情况"),
                (5, "存在的主要问题及改进情况"),
                (6, "6、 其他需要报告的事项"),
            ],
        );
    }

    #[test]
    fn headings_over_several_lines() {
        check(
            "标题\n一、总体\n情况\n正文\n二、主动公开\n政府信息情况\n三、收到和\n处理政府信息公开申请情况\n\
             四、\n政府信息公开行政复议、\n行政诉讼情况\n五、存在的主要问题\n改进情况\n六、其他需要报告的事项\n无",
            &[
                (1, "一、总体情况"),
                (2, "二、主动公开政府信息情况"),
                (3, "三、收到和处理政府信息公开申请情况"),
                (4, "四、政府信息公开行政复议、行政诉讼情况"),
                // Not the mandated words together: what follows is the section's own.
                (5, "五、存在的主要问题"),
                (6, "六、其他需要报告的事项"),
            ],
        );
    }

    #[test]
    fn lists_of_the_six_names_are_no_headings() {
        check(
            "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政\
             复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。\n\
             一、总体情况\n六、其他需要报告的事项\n正文\n一、总体情况\n（一）主动公开政府信息情况\n\
             五、存在问题及改进措施\n六、其他需要报告的事项",
            &[
                (1, "一、总体情况"),
                (2, "（一）主动公开政府信息情况"),
                (5, "五、存在问题及改进措施"),
                (6, "六、其他需要报告的事项"),
            ],
        );
    }

    #[test]
    fn lists_of_contents_are_no_lead_in() {
        let check = |source: &str, left: &[&str]| {
            let line = |(at, text): (usize, &str)| Line::new(at, text);
            let (lines, listed) = contents(source.lines().enumerate().map(line).collect());
            let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(texts, left, "{source}");
            assert_eq!(lines.len() + listed.len(), source.lines().count());
        };
        let list = "目 录\n一、总体情况 1\n（一）主动公开 1\n二、主动公开政府信息情况 2\n\
                    三、收到和处理政府信息公开申请情况 3";
        check(&format!("前言\n{list}\n根据条例编制。"), &["前言", "根据条例编制。"]);
        check(
            "前言\n一、总体情况\n根据条例，\n六、其他需要报告的事项",
            &["前言", "一、总体情况", "根据条例，", "六、其他需要报告的事项"],
        );
        check("根据条例编制。", &["根据条例编制。"]);
    }

    #[test]
    fn what_is_no_heading() {
        for text in [
            "（一）存在的主要问题",
            "主动公开",
            "(一) 主动公开情况",
            "(三) 政府信息公开平台建设情况",
            "四、结转下年度继续办理",
            "一、本年新收政府信息公开申请数量",
            "二、上年结转政府信息公开申请数量",
            "一是政务信息还存在发布不及时的问题。",
            "",
        ] {
            assert!(ranks(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn signatures() {
        let check = |source: &str, name: Option<&str>, date: Option<&str>, left: usize| {
            let source = format!("五、存在的主要问题及改进情况\n{source}");
            let blocks = read(&lines(&source).0).unwrap();
            let mut parts = parts(&blocks);
            let (n, d) = sign(&mut parts, &blocks, "大岚镇人民政府");
            let text = |line: &Option<Line>| line.as_ref().map(|line| line.text.clone());
            assert_eq!((text(&n).as_deref(), text(&d).as_deref()), (name, date), "{source}");
            assert_eq!(parts[0].blocks.len(), left);
        };
        let date = Some("2021年12月29日");
        check("无。\n 大岚镇镇人民政府\n2021年12月29日", Some("大岚镇镇人民政府"), date, 1);
        check("无\n2021年12月29日", None, date, 1);
        check("无\n        某某站\n2022-1-5", Some("某某站"), Some("2022-1-5"), 1);
        check("无", None, None, 1);
        check("", None, None, 0);
        assert!(is_date("二〇二二年 一月十五日"));
        assert!(!is_date("2021年") && !is_date("2021年1月至2月日") && !is_date("1-2-3"));
    }
}
