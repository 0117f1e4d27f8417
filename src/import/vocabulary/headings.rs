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

/// How surely a line is each section's heading; only those that it may be.
pub(crate) fn ranks(text: &str) -> Vec<(usize, usize)> {
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
