//! The headings of the six sections: which section's heading a line may be, by its words.

use std::sync::LazyLock;

use super::folding::{bag, fold, likeness, plain, split_numeral};
use super::labels::is_word_of_a_form;
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

/// What agencies write over section one instead of the mandated words.
const OTHER_FIRST: [&str; 10] = [
    "概述",
    "概况",
    "工作概述",
    "工作概况",
    "总体概况",
    "基本情况",
    "工作情况",
    "工作开展情况",
    "总体工作情况",
    "工作总体情况",
];

/// How surely a line is each section's heading, from 500; 600 more where it has the section's own
/// number. Only those that it may be; a note in brackets behind the heading is passed over.
pub(crate) fn ranks(text: &str) -> Vec<(usize, usize)> {
    let folded = fold(text);
    let mut found = ranks_of(&folded);
    let mut words = folded.as_str();
    if let (true, Some(bare)) = (found.is_empty(), without_note(&folded)) {
        found = ranks_of(bare);
        words = bare;
    }
    // 二、上年结转政府信息公开申请数量 is half a heading, but wholly a row.
    if !found.is_empty() && is_word_of_a_form(words) { Vec::new() } else { found }
}

fn ranks_of(folded: &str) -> Vec<(usize, usize)> {
    let (numeral, rest) = split_numeral(folded);
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
    HEADINGS.iter().enumerate().filter_map(rank).collect()
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
    let (numeral, rest) = split_numeral(&folded);
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
/// that agencies are known to use.
pub(crate) fn may_be_first(text: &str) -> bool {
    const MAX: usize = 30;
    let folded = fold(text);
    let (numeral, rest) = split_numeral(&folded);
    let first = numeral.is_some_and(|numeral| !numeral.bracketed && numeral.value == 1);
    let short = text.chars().nth(MAX).is_none() && !text.contains(['。', '，', '；']);
    let words = plain(rest);
    let words = words.strip_prefix("政府信息公开").unwrap_or(&words);
    let named = numeral.is_none() && OTHER_FIRST.contains(&words);
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
}
