//! The six sections by their words, whatever their numbers and their order.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::import::blocks::{Block, TextLine};
use crate::import::vocabulary::folding::{Numeral, bag, fold, plain, split_heading_numeral};
use crate::import::vocabulary::headings::{
    HEADINGS, HeadingNumbering, MAX_HEADING, is_heading, may_be_first, numeral_of, ranks_as,
    sure_heading,
};
use crate::import::vocabulary::labels::{is_of_a_form, is_word_of_a_form};

/// A heading is broken into no more lines than this.
const MAX_HEADING_LINES: usize = 3;

/// A section as it was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SectionPart {
    /// Index of the section, from 0.
    pub section: usize,
    /// The words of the heading, those of all its lines together.
    pub heading: TextLine,
    /// Whether it is section one only by its place: its words are others.
    pub by_place: bool,
    /// The lines that it stands in; more than one where the source breaks it.
    pub lines: Vec<TextLine>,
    /// The blocks under the heading.
    pub blocks: Range<usize>,
}

impl SectionPart {
    /// The block at which the heading starts.
    pub(crate) fn start(&self) -> usize {
        self.blocks.start - self.lines.len()
    }
}

/// The sections that were found, in the order of the source. What precedes the first is in no part.
pub(crate) fn parts(blocks: &[Block]) -> Vec<SectionPart> {
    let heads = chain(blocks);
    let ends = heads.iter().skip(1).map(|head| head.start).chain([blocks.len()]);
    heads
        .iter()
        .zip(ends)
        .filter_map(|(head, end)| {
            let lines = head_lines(blocks, head.start, head.end - head.start)?;
            let heading = TextLine { text: joined(&lines), ..lines.first()?.clone() };
            let by_place = head.rank == 0;
            Some(SectionPart {
                section: head.section,
                heading,
                by_place,
                lines,
                blocks: head.end..end,
            })
        })
        .collect()
}

/// The lines that a heading may be in, each a block.
fn head_lines(blocks: &[Block], start: usize, count: usize) -> Option<Vec<TextLine>> {
    blocks.get(start..start + count)?.iter().map(only_line).collect()
}

fn joined(lines: &[TextLine]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect()
}

/// The block's words, where they are one short line.
pub(super) fn only_line(block: &Block) -> Option<TextLine> {
    let line = match block {
        Block::Paragraph(line) => line.clone(),
        Block::Row(row) => match row.cells.as_slice() {
            [cell] => TextLine::new(cell.number, &cell.text),
            _ => return None,
        },
        Block::Grid(_) => return None,
    };
    (line.text.chars().take(MAX_HEADING + 1).count() <= MAX_HEADING).then_some(line)
}

/// The section whose heading some lines are together, as an edition words it, where fewer of
/// them are not: a line's end within a heading, and no paragraph's. With how many lines they are
/// and how surely they are the heading.
fn broken(
    blocks: &[Block],
    start: usize,
    numbering: HeadingNumbering,
) -> Option<(usize, usize, usize)> {
    for count in 1..=MAX_HEADING_LINES {
        let lines = head_lines(blocks, start, count)?;
        // Marks alone are no part of a heading.
        if lines.last().is_none_or(|line| plain(&line.text).is_empty()) {
            return None;
        }
        let text = joined(&lines);
        let words = bag(&plain(split_heading_numeral(&fold(&text)).1));
        let mut sections = HEADINGS.iter();
        if let Some(whole) = sections.position(|headings| headings.contains(&words)) {
            let mut ranks = ranks_as(&text, numbering).into_iter();
            let (_, rank) = ranks.find(|(section, _)| *section == whole)?;
            return (count > 1).then_some((whole, count, rank));
        }
    }
    None
}

/// Lower bound on headings with nothing but short lines between them that are a list of contents.
const MIN_CONTENTS: usize = 3;

/// Splits a list of contents off the lines before section one.
pub(crate) fn contents(mut lines: Vec<TextLine>) -> (Vec<TextLine>, Vec<TextLine>) {
    let heading = |line: &TextLine| is_heading(&line.text);
    let first = lines.iter().position(heading);
    let last = lines.iter().rposition(heading);
    let (Some(first), Some(last)) = (first, last) else { return (lines, Vec::new()) };
    let listed = lines.get(first..=last).unwrap_or_default();
    let is_short = |line: &TextLine| !line.text.contains(['。', '，']);
    if listed.iter().filter(|line| heading(line)).count() < MIN_CONTENTS
        || !listed.iter().all(is_short)
    {
        return (lines, Vec::new());
    }
    // 全文包括：, and the list is what the sentence goes on with.
    let before = first.checked_sub(1).and_then(|at| lines.get(at));
    if before.is_some_and(|line| line.text.ends_with(['：', ':']) && !line.text.contains("目录"))
    {
        return (lines, Vec::new());
    }
    let named = first.checked_sub(1).filter(|at| plain(&lines[*at].text) == "目录");
    let contents = lines.drain(named.unwrap_or(first)..=last).collect();
    (lines, contents)
}

/// A heading's place among the blocks.
#[derive(Clone, Copy)]
struct SectionHead {
    section: usize,
    start: usize,
    /// Behind its last line.
    end: usize,
    rank: usize,
    /// The rank of the chain of headings that ends with it, and the heading before it in that.
    sum: usize,
    before: Option<usize>,
}

/// Lower bound on headings that are numbered alike otherwise than the form is.
const MIN_NUMBERED: usize = 3;

/// How a source numbers its sections, by the headings whose words are sure.
fn numbering(blocks: &[Block]) -> HeadingNumbering {
    let mut shifts: BTreeMap<isize, BTreeSet<usize>> = BTreeMap::new();
    let (mut bracketed, mut open) = (BTreeSet::new(), BTreeSet::new());
    for line in blocks.iter().filter_map(only_line) {
        let Some((section, numeral)) = sure_heading(&line.text) else { continue };
        match numeral {
            Some(numeral) if numeral.bracketed && numeral.value == section + 1 => {
                bracketed.insert(section);
            }
            Some(numeral) if !numeral.bracketed => {
                open.insert(section);
                let shift = numeral.value.checked_signed_diff(section + 1);
                shift.map(|shift| shifts.entry(shift).or_default().insert(section));
            }
            Some(_) => {}
            None => {
                open.insert(section);
            }
        }
    }
    let count = |shift: isize| shifts.get(&shift).map_or(0, BTreeSet::len);
    let most = shifts.keys().copied().max_by_key(|shift| (count(*shift), *shift == 0));
    let is_other = |shift: &isize| count(*shift) >= MIN_NUMBERED && count(*shift) > count(0);
    HeadingNumbering {
        shift: most.filter(is_other).unwrap_or(0),
        bracketed: bracketed.len() >= MIN_NUMBERED && bracketed.len() > open.len(),
    }
}

/// The likeliest headings, in the order of the source: first the likeliest of those in the order of
/// the sections, and of equals the later ones, since a list of contents comes first; then those of
/// sections that stand elsewhere.
fn chain(blocks: &[Block]) -> Vec<SectionHead> {
    let numbering = numbering(blocks);
    let mut heads: Vec<SectionHead> = Vec::new();
    // The last head of the best chain that ends with each section.
    let mut best: [Option<usize>; 6] = [None; 6];
    let mut add = |section: usize, start: usize, lines: usize, rank: usize| {
        let before = best.iter().take(section).flatten().filter(|at| heads[**at].end <= start);
        let before = before.max_by_key(|at| heads[**at].sum).copied();
        let sum = rank + before.map_or(0, |at| heads[at].sum);
        if best[section].is_none_or(|at| sum >= heads[at].sum) {
            best[section] = Some(heads.len());
        }
        heads.push(SectionHead { section, start, end: start + lines, rank, sum, before });
    };
    for (block, content) in blocks.iter().enumerate() {
        let Some(line) = only_line(content) else { continue };
        for (section, rank) in ranks_as(&line.text, numbering).into_iter().rev() {
            add(section, block, 1, rank);
        }
        if let Some((section, lines, rank)) = broken(blocks, block, numbering) {
            add(section, block, lines, rank);
        }
    }
    let mut at = best.iter().flatten().max_by_key(|at| heads[**at].sum).copied();
    let mut found = Vec::new();
    while let Some(head) = at.and_then(|at| heads.get(at)) {
        found.push(*head);
        at = head.before;
    }
    found.reverse();
    add_elsewhere(&mut found, &heads);
    add_by_place(&mut found, blocks, numbering);
    if let Some(next) = found.first().filter(|_| found.iter().all(|head| head.section > 0))
        && let Some(start) = first_under_another_name(blocks, next.start, numbering)
    {
        let head = SectionHead { section: 0, start, end: start + 1, rank: 0, sum: 0, before: None };
        found.insert(0, head);
    }
    found
}

/// Adds the headings of other words that stand where their number says: 五、 between four and six. A
/// list that begins with 一、 there is the section's own.
fn add_by_place(found: &mut Vec<SectionHead>, blocks: &[Block], numbering: HeadingNumbering) {
    if !found.is_sorted_by_key(|head| head.section) {
        return;
    }
    for section in 1..6 {
        let before = found.iter().rposition(|head| head.section < section);
        let Some(before) = before.filter(|_| found.iter().all(|head| head.section != section))
        else {
            continue;
        };
        let start = found[before].end;
        let end = found.get(before + 1).map_or(blocks.len(), |next| next.start);
        let lines = || (start..end).filter_map(|at| Some((at, only_line(blocks.get(at)?)?)));
        let own_list = lines().any(|(_, line)| {
            numeral_of(&line.text).is_some_and(|numeral| !numeral.bracketed && numeral.value == 1)
        });
        let heads = |line: &TextLine| numbered_as(&line.text, section, numbering);
        if let Some((start, _)) = lines().find(|(_, line)| heads(line)).filter(|_| !own_list) {
            let head =
                SectionHead { section, start, end: start + 1, rank: 0, sum: 0, before: None };
            found.insert(before + 1, head);
        }
    }
}

/// Whether a line may be a section's heading by its number and its shortness alone.
fn numbered_as(text: &str, section: usize, numbering: HeadingNumbering) -> bool {
    const MAX: usize = 30;
    let folded = fold(text);
    let (numeral, rest) = split_heading_numeral(&folded);
    let short = rest.chars().nth(MAX).is_none() && !rest.contains(['。', ',', ';']);
    let its = numeral.is_some_and(|n| !n.bracketed && numbering.is_own(n, section));
    its && short && !rest.is_empty() && !is_of_a_form(text) && !is_word_of_a_form(text)
}

/// Lower bound on the rank of a heading that is one wherever it stands: its words are sure.
const SURE: usize = 950;

/// Adds the headings of sections that are not where the form has them.
fn add_elsewhere(found: &mut Vec<SectionHead>, heads: &[SectionHead]) {
    let Some(first) = found.first().map(|head| head.start) else { return };
    // A list of contents has nothing between its entries.
    let listed = |head: &SectionHead| {
        let beside = |other: &SectionHead| other.start == head.end || other.end == head.start;
        head.start < first && heads.iter().any(beside)
    };
    let is_free = |head: &SectionHead, found: &[SectionHead]| {
        found.iter().all(|other| other.end <= head.start || head.end <= other.start)
    };
    for section in 0..6 {
        if found.iter().any(|head| head.section == section) {
            continue;
        }
        let sure = heads.iter().filter(|head| head.section == section && head.rank >= SURE);
        let sure = sure.filter(|head| !listed(head) && is_free(head, found));
        if let Some(head) = sure.max_by_key(|head| (head.rank, head.start)).copied() {
            found.push(head);
        }
    }
    found.sort_by_key(|head| head.start);
}

/// The block of section one's heading where it has other words than the mandated ones: the first
/// before the next section that may be one. A list of contents has it once more.
fn first_under_another_name(
    blocks: &[Block],
    end: usize,
    numbering: HeadingNumbering,
) -> Option<usize> {
    let lines = blocks.iter().take(end).map(only_line).enumerate();
    let words = |line: &TextLine| {
        let words = plain(&line.text);
        words.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
    };
    let mut found = lines.filter_map(|(at, line)| Some((at, line?)));
    let (first, heading) = found.find(|(_, line)| may_be_first(&line.text, numbering))?;
    let heading = words(&heading);
    let again = found.filter(|(_, line)| words(line) == heading).map(|(at, _)| at).max();
    Some(again.unwrap_or(first))
}

/// A line that looks like the heading of a section that was not found: between the sections
/// around it, with its number.
pub(super) fn near(parts: &[SectionPart], blocks: &[Block], section: usize) -> Option<TextLine> {
    const MAX: usize = 30;
    let before = parts.iter().rev().find(|part| part.section < section);
    let after = parts.iter().find(|part| part.section > section);
    let start = before.map_or(0, |part| part.blocks.start);
    let end = after.map_or(blocks.len(), SectionPart::start);
    let mut lines = blocks.get(start..end)?.iter().filter_map(only_line);
    lines.find(|line| {
        let folded = fold(&line.text);
        let (numeral, rest) = split_heading_numeral(&folded);
        let is_its = |n: Numeral| !n.bracketed && n.value == section + 1;
        let short = rest.chars().nth(MAX).is_none() && !rest.contains(['。', ',', ';']);
        numeral.is_some_and(is_its) && short && !is_word_of_a_form(&line.text)
    })
}

#[cfg(test)]
mod tests {
    use super::{contents, parts};
    use crate::import::blocks::TextLine;
    use crate::import::source::text::line_blocks::read;
    use crate::import::source::text::residue::lines;

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
                (4, "四、政府信息公开行政复议、行政诉讼情况"),
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
            let line = |(at, text): (usize, &str)| TextLine::new(at, text);
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
}
