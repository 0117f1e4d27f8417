//! The headings of the six sections: which section's heading a line may be, by its words.

use std::sync::LazyLock;

use super::folding::{Numeral, bag, fold, likeness, plain, split_heading_numeral, split_numeral};
use super::labels::is_word_of_a_form;
use super::topics;
use crate::edition;

/// A longer line is no heading.
pub(crate) const MAX_HEADING: usize = 45;

/// For each section, the sorted characters of its headings in all editions.
pub(crate) static HEADINGS: LazyLock<Vec<Vec<Vec<char>>>> = LazyLock::new(|| {
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

/// How a source numbers its sections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeadingNumbering {
    /// How much larger than the section's its number is: 三、 over section four is -1.
    pub shift: isize,
    /// Whether sections are numbered as sub-headings are elsewhere: （一）.
    pub bracketed: bool,
}

impl HeadingNumbering {
    /// Whether a number is the section's in this source.
    pub(crate) fn is_own(self, numeral: Numeral, section: usize) -> bool {
        (section + 1).checked_add_signed(self.shift) == Some(numeral.value)
    }
}

/// How surely a line is each section's heading, from 500; 600 more where it has the section's own
/// number. Only those that it may be; a note in brackets behind the heading is passed over.
pub(crate) fn ranks(text: &str) -> Vec<(usize, usize)> {
    ranks_as(text, HeadingNumbering::default())
}

/// As [`ranks`], for a source that numbers its sections otherwise.
pub(crate) fn ranks_as(text: &str, numbering: HeadingNumbering) -> Vec<(usize, usize)> {
    let folded = fold(text);
    let mut found = ranks_of(&folded, numbering);
    let mut words = folded.as_str();
    if let (true, Some(bare)) = (found.is_empty(), without_note(&folded)) {
        found = ranks_of(bare, numbering);
        words = bare;
    }
    // 二、上年结转政府信息公开申请数量 is half a heading, but wholly a row.
    let is_row = !found.is_empty() && is_word_of_a_form(words) && !is_bare_other(words);
    if is_row { Vec::new() } else { found }
}

/// 六、其他 is a heading, 其他 and 3.其他 are rows.
fn is_bare_other(words: &str) -> bool {
    let (numeral, rest) = split_heading_numeral(words);
    numeral == Some(Numeral { value: 6, bracketed: false }) && matches!(rest, "其他" | "其它")
}

/// Likeness of words that have all of the mandated ones, and more.
const HAS_ALL: usize = 950;

/// Likeness of words that are about one section, and say nothing else; and of those that say more.
const WHOLE_TOPIC: usize = 880;
const TOPIC: usize = 600;

fn ranks_of(folded: &str, numbering: HeadingNumbering) -> Vec<(usize, usize)> {
    let (numeral, rest) = split_heading_numeral(folded);
    let words = plain(rest);
    let characters = bag(&words);
    let topic = topics::of(&words);
    let rank = |(section, headings): (usize, &Vec<Vec<char>>)| {
        let bags = headings.iter().map(|h| likeness(h, &characters)).max()?;
        let (needed, more) = match numeral {
            Some(numeral) if numeral.bracketed && !numbering.bracketed => {
                return (bags >= 900).then_some((section, bags));
            }
            Some(numeral) if numbering.is_own(numeral, section) => (500, 600),
            Some(_) => (850, 100),
            None => (800, 100),
        };
        // 没有其他需要报告的事项 has all of the words, and is what the section says.
        let has_all = numeral.is_some() && has_mandated(&words, section);
        let mut like = if has_all { bags.max(HAS_ALL) } else { bags };
        match topic {
            Some(topic) if topic.section == section && section > 0 => {
                // A line of its own without a number may be a sub-heading: only what is about faults
                // and remedies, or about other matters, is found in no other section.
                let whole = topic.whole && (numeral.is_some() || section > 2);
                like = like.max(if whole { WHOLE_TOPIC } else { TOPIC });
            }
            Some(topic) if topic.section != section && like < 900 => return None,
            _ => {}
        }
        (like >= needed).then_some((section, like + more))
    };
    HEADINGS.iter().enumerate().filter_map(rank).collect()
}

/// For each section, the words of its headings in all editions, plain.
static MANDATED: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let words = |heading: &String| plain(split_numeral(&fold(heading)).1);
    let of = |section| edition::all().iter().filter_map(move |e| e.sections.get(section));
    (0..6).map(|section| of(section).map(words).collect()).collect()
});

/// Whether words have a section's mandated ones in them, and no more than as many others.
fn has_mandated(words: &str, section: usize) -> bool {
    let mut headings = MANDATED.iter().skip(section).take(1).flatten();
    headings.any(|heading| words.len() <= 2 * heading.len() && words.contains(heading))
}

/// The section that a line's words are surely the heading of, with its number, whatever that is.
pub(crate) fn sure_heading(text: &str) -> Option<(usize, Option<Numeral>)> {
    let folded = fold(text);
    let (numeral, rest) = split_heading_numeral(&folded);
    let words = plain(rest);
    // Most lines are no heading, and to compare them takes long.
    if text.contains(['。', '，']) || !words.contains(|c| "况项题议讼足难短薄差需明".contains(c))
    {
        return None;
    }
    let characters = bag(&words);
    let topic = topics::of(&words).filter(|topic| topic.whole && topic.section > 2);
    let is_sure = |section: &usize| {
        let alike = HEADINGS[*section].iter().any(|h| likeness(h, &characters) >= 900);
        alike || (numeral.is_some() && has_mandated(&words, *section))
    };
    let section = (0..HEADINGS.len()).find(is_sure).or(topic.map(|topic| topic.section))?;
    (!is_word_of_a_form(text)).then_some((section, numeral))
}

/// The number of a heading, where it has one.
pub(crate) fn numeral_of(text: &str) -> Option<Numeral> {
    split_heading_numeral(&fold(text)).0
}

/// Folded words without a note in brackets at their end, as templates have them:
/// 一、总体情况（800字以内）.
fn without_note(folded: &str) -> Option<&str> {
    let inner = folded.strip_suffix(')')?;
    let (words, _) = inner.rsplit_once('(')?;
    words.chars().any(crate::zh::is_han).then_some(words)
}

/// The section, from 0, whose heading words are in an edition's very words and with its number.
pub(crate) fn statutory(text: &str) -> Option<usize> {
    let folded = fold(text);
    let (numeral, rest) = split_heading_numeral(&folded);
    let numeral = numeral.filter(|numeral| !numeral.bracketed)?;
    let section = numeral.value.checked_sub(1)?;
    let words = plain(rest);
    let is_of = |e: &edition::Edition| {
        let heading = e.sections.get(section).map(|heading| fold(heading));
        heading.is_some_and(|heading| plain(split_numeral(&heading).1) == words)
    };
    edition::all().iter().any(|edition| is_of(edition)).then_some(section)
}

/// The number of bytes of a text, from its start, that are a heading as an edition writes it.
pub(crate) fn statutory_start(text: &str) -> Option<usize> {
    let headings = edition::all().iter().flat_map(|edition| edition.sections.iter());
    headings.filter(|heading| text.starts_with(heading.as_str())).map(String::len).max()
}

/// Whether a line may be the heading of section one under another name: 一、 and some words, or words
/// that say no more than that it is an outline.
pub(crate) fn may_be_first(text: &str, numbering: HeadingNumbering) -> bool {
    const MAX: usize = 30;
    let folded = fold(text);
    let (numeral, rest) = split_heading_numeral(&folded);
    let is_first = |n: Numeral| n.value == 1 && (numbering.bracketed || !n.bracketed);
    let short = text.chars().nth(MAX).is_none() && !text.contains(['。', '，', '；']);
    let words = plain(rest);
    let topic = topics::of(&words);
    let named = numeral.is_none() && topic.is_some_and(|topic| topic.section == 0);
    // 一、主动公开… is section two with a number of its own.
    let other = topic.is_some_and(|topic| topic.section > 0 && topic.whole);
    let first = numeral.is_some_and(is_first) && !other;
    short && !words.is_empty() && (first || named) && !is_word_of_a_form(text)
}

/// Whether a line may be the heading of a section.
pub(crate) fn is_heading(text: &str) -> bool {
    text.chars().take(MAX_HEADING + 1).count() <= MAX_HEADING && !ranks(text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn words_decide_and_numbers_help() {
        let best = |text: &str, numbering: HeadingNumbering| {
            let best = ranks_as(text, numbering).into_iter().max_by_key(|(_, rank)| *rank);
            best.map(|(section, rank)| (section + 1, rank >= 1300))
        };
        let usual = HeadingNumbering::default();
        for (text, section, own) in [
            ("第一部分 总体情况", 1, true),
            ("三、因政府信息公开工作被申请行政复议、提起行政诉讼情况", 4, false),
            ("四、政府信息公开工作存在的主要问题及改进情况", 5, false),
            ("一、主动公开政府信息情况", 2, false),
            ("五、存在问题和下步打算", 5, true),
            ("五、工作中的困难与今后努力方向", 5, true),
            ("六、其它事项", 6, true),
            ("六、其他", 6, false),
            ("存在不足及下一步打算", 5, false),
        ] {
            assert_eq!(best(text, usual), Some((section, own)), "{text}");
        }
        let shifted = HeadingNumbering { shift: -1, bracketed: false };
        assert_eq!(best("四、不足与打算", shifted), Some((5, true)));
        let bracketed = HeadingNumbering { shift: 0, bracketed: true };
        assert_eq!(best("（五）存在问题和下步打算", bracketed), Some((5, true)));
        assert_eq!(best("（五）存在问题和下步打算", usual), None);
    }
}
