//! Lines that hold several: text copied from a page that sets everything in one paragraph has its
//! headings, and even the rows of its tables, one after the other in one line.
//!
//! A line is only cut, never changed: its pieces together are the line, and each says how many
//! words between spaces come before it in the line, so that a cell is still found where it is.

use super::residue::SourceLine;
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::folding::{fold, split_numeral};
use crate::import::vocabulary::headings::{
    MAX_HEADING, is_heading, ranks, statutory, statutory_start,
};
use crate::import::vocabulary::labels::{is_of_a_form, is_word_of_a_form};
use crate::import::vocabulary::titles::is_title;
use crate::import::vocabulary::years::is_date;

/// Longer lines, in bytes, are not looked at word by word.
const MAX_LINE: usize = 200_000;

/// A heading is broken by spaces into no more words than this.
const MAX_HEADING_WORDS: usize = 3;

/// Rank, as [`ranks`] gives it, from which words within a line are a section's heading: its
/// number, and most of its words.
const HEADING_RANK: usize = 1300;

/// A line with fewer rows of a table in it is one row.
const MIN_ROWS: usize = 2;

/// Headers that follow each other in one line are cut after this many characters.
const MAX_HEADERS: usize = 40;

/// Longer words, in characters, say no name.
const MAX_NAME: usize = 40;

/// Lower bound on headings right after each other that are a list of contents.
const MIN_CONTENTS: usize = 3;

/// Cuts lines that hold headings or rows beside other text.
pub(super) fn split(lines: &[SourceLine]) -> Vec<SourceLine> {
    let mut cut = Vec::with_capacity(lines.len());
    for line in lines {
        let cuts = cuts(&line.text);
        let mut rest = line.text.as_str();
        let mut start = 0;
        let mut words = line.first_word;
        for at in cuts {
            let Some((piece, after)) = rest.split_at_checked(at - start) else { continue };
            cut.push(SourceLine { number: line.number, first_word: words, text: piece.to_owned() });
            let whole =
                after.starts_with(char::is_whitespace) || piece.ends_with(char::is_whitespace);
            words += piece.split_whitespace().count() - usize::from(!whole && !piece.is_empty());
            (start, rest) = (at, after);
        }
        cut.push(SourceLine { number: line.number, first_word: words, text: rest.to_owned() });
    }
    cut
}

/// The bytes of a line before which it is cut, in order.
fn cuts(text: &str) -> Vec<usize> {
    // Words between spaces, a sentence behind a heading, or two headings.
    let several = text.trim().contains([' ', '。', '：']) || text.matches('、').nth(1).is_some();
    if text.len() > MAX_LINE || text.contains(['\t', '|']) || !several {
        return Vec::new();
    }
    if is_word_of_a_form(text) {
        return Vec::new();
    }
    let words = words(text);
    // A short line that is a heading as a whole is cut only behind its very words.
    let mut cuts = headings(text, &words, is_heading(text));
    if cuts.last().and_then(|last| text.get(*last..)).is_some_and(is_note) {
        cuts.pop();
    }
    if !cuts.is_empty() {
        cuts.extend(paragraphs(text, &words));
    }
    cuts.extend(rows(&words));
    cuts.sort_unstable();
    cuts.dedup();
    let start = text.len() - text.trim_start().len();
    // A mark before a heading, ★, is its own.
    let says = |at: usize| text.get(..at).is_some_and(|text| text.contains(char::is_alphanumeric));
    cuts.retain(|at| *at > start && *at < text.trim_end().len() && says(*at));
    cuts
}

/// The words between spaces, each with the byte at which it starts.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.extend(text.get(from..at).map(|word| (from, word)));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether the text after a heading is a template's note on it: （800字以内）.
fn is_note(rest: &str) -> bool {
    let folded = fold(rest);
    let bracketed = folded.starts_with('(') && folded.ends_with(')');
    bracketed && split_numeral(&folded).0.is_none()
}

/// Where headings start and end; `exact`: only where they have an edition's very words.
fn headings(text: &str, words: &[(usize, &str)], exact: bool) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some((start, word)) = words.get(at) {
        let may_be = begins_with_number(word);
        let count = if may_be { heading_words(text, &words[at..], exact) } else { 0 };
        if count > 0 {
            let (last, word) = words[at + count - 1];
            found.push((*start, last + word.len()));
        } else {
            found.extend(within(word).into_iter().map(|(from, to)| (start + from, start + to)));
        }
        at += count.max(1);
    }
    let follows = |a: &(usize, usize), b: &(usize, usize)| {
        text.get(a.1..b.0).is_some_and(|between| between.trim().is_empty())
    };
    let listed = found.chunk_by(follows).filter(|list| list.len() < MIN_CONTENTS);
    listed.flatten().flat_map(|(start, end)| [*start, *end]).collect()
}

fn begins_with_number(word: &str) -> bool {
    word.starts_with(|c: char| "一二三四五六123456１２３４５６第".contains(c))
        && word.chars().nth(MAX_HEADING).is_none()
}

/// The number of words, from the first, that are a heading; 0 where they are none.
fn heading_words(text: &str, words: &[(usize, &str)], exact: bool) -> usize {
    let joined = |count: usize| -> Option<&str> {
        let (start, _) = words.first()?;
        let (last, word) = words.get(count - 1)?;
        text.get(*start..last + word.len())
    };
    let is_whole = |count: &usize| joined(*count).is_some_and(|words| statutory(words).is_some());
    if let Some(count) = (1..=MAX_HEADING_WORDS).find(is_whole) {
        return count;
    }
    let alike = |words: &str| {
        !words.contains(['。', '，', '；'])
            && ranks(words).iter().any(|(_, rank)| *rank >= HEADING_RANK)
    };
    usize::from(!exact && joined(1).is_some_and(alike))
}

/// The statutory headings within a word, with their numbers, where a sentence, a title or another
/// heading ends before them; and the heading that the word begins with up to a mark, 一、总体情况：.
fn within(word: &str) -> Vec<(usize, usize)> {
    let ends = ['。', '；', '：', '！', '”', '）'];
    let listed = ['、', '，', '；', ',', ';', '”', '》', '和', '及'];
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, _) in word.char_indices().filter(|(_, c)| "一二三四五六".contains(*c)) {
        let (Some(rest), Some(before)) = (word.get(at..), word.get(..at)) else { continue };
        let Some(length) = statutory_start(rest) else { continue };
        let after = rest.get(length..).unwrap_or_default();
        let behind_heading = found.last().is_some_and(|(_, end)| *end == at);
        let begins = before.is_empty() || before.ends_with(ends) || behind_heading;
        let is_cut = at > 0 || !after.is_empty();
        if is_cut && (begins || is_title(before)) && !after.starts_with(listed) {
            found.push((at, at + length + mark(after)));
        }
    }
    if found.first().is_none_or(|(at, _)| *at > 0)
        && let Some(length) = marked_start(word)
    {
        found.insert(0, (0, length));
    }
    // A list of the names is none.
    if found.len() >= MIN_CONTENTS && found.windows(2).all(|pair| pair[0].1 == pair[1].0) {
        found.clear();
    }
    found
}

/// The bytes of the marks that end a heading where text follows them in the line.
fn mark(after: &str) -> usize {
    let rest = after.trim_start_matches(['。', '：', '．', ':', '—', '-']);
    if rest.is_empty() { 0 } else { after.len() - rest.len() }
}

/// The bytes of a word up to a mark, where they are surely a heading in other words than the
/// mandated ones.
fn marked_start(word: &str) -> Option<usize> {
    let (at, c) = word.char_indices().take(MAX_HEADING).find(|(_, c)| matches!(c, '。' | '：'))?;
    let (heading, after) = (word.get(..at)?, word.get(at + c.len_utf8()..)?);
    let alike = || ranks(heading).iter().any(|(_, rank)| *rank >= HEADING_RANK);
    (!after.is_empty() && begins_with_number(heading) && !heading.contains('，') && alike())
        .then_some(at + c.len_utf8())
}

/// Where in a line with headings its other paragraphs start: behind the title, at sub-headings
/// behind a sentence, at who signs and when.
fn paragraphs(text: &str, words: &[(usize, &str)]) -> Vec<usize> {
    let mut cuts = Vec::new();
    let title = (1..=MAX_HEADING_WORDS.min(words.len())).rev().find(|count| {
        let (last, word) = words[count - 1];
        text.get(..last + word.len()).is_some_and(is_title)
    });
    cuts.extend(title.and_then(|count| words.get(count)).map(|(start, _)| *start));
    for pair in words.windows(2) {
        let [(_, before), (start, word)] = pair else { continue };
        let folded = fold(word);
        let numeral = split_numeral(&folded).0;
        let is_sub = numeral.is_some_and(|numeral| numeral.bracketed) && !is_of_a_form(word);
        if is_sub && before.ends_with(['。', '；', '：']) {
            cuts.push(*start);
        }
    }
    if let [.., (_, before), (name_start, name), (date_start, date)] = words
        && is_date(date)
    {
        cuts.push(*date_start);
        if before.ends_with('。') && name.chars().nth(MAX_NAME).is_none() && !name.contains('。')
        {
            cuts.push(*name_start);
        }
    }
    cuts
}

/// Where the rows of tables start, and where what follows a table does.
fn rows(words: &[(usize, &str)]) -> Vec<usize> {
    let figure: Vec<bool> = words.iter().map(|(_, word)| is_figure(word)).collect();
    if words.len() < 2 * MIN_ROWS || figure.iter().filter(|is| **is).count() < MIN_ROWS {
        return Vec::new();
    }
    let is_row = |at: &usize| {
        figure.get(at + 1) == Some(&true)
            && words.get(*at).is_some_and(|(_, word)| is_word_of_a_form(word))
    };
    // Most lines have no two rows, and to look for parts of labels takes long.
    if (0..words.len()).filter(is_row).take(MIN_ROWS).count() < MIN_ROWS {
        return Vec::new();
    }
    let of_table: Vec<bool> = words
        .iter()
        .zip(&figure)
        .map(|((_, word), figure)| *figure || is_of_a_form(word))
        .collect();
    let mut cuts = Vec::new();
    let mut start = 0;
    for run in of_table.chunk_by(|a, b| a == b) {
        let end = start + run.len();
        if run[0] && (start..end).filter(is_row).count() >= MIN_ROWS {
            cuts.push(start);
            let mut headers = 0;
            for at in start + 1..end {
                let length = |at: usize| words[at].1.chars().count();
                headers = if figure[at - 1] { 0 } else { headers + length(at - 1) };
                let crowded = headers > MAX_HEADERS && is_word_of_a_form(words[at].1);
                if !figure[at] && (figure[at - 1] || crowded) {
                    cuts.push(at);
                    headers = 0;
                }
            }
            cuts.push(end);
        }
        start = end;
    }
    cuts.into_iter().filter_map(|at| words.get(at)).map(|(start, _)| *start).collect()
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::import::source::text::residue::lines;

    fn check(source: &str, expected: &[(&str, usize)]) {
        let lines = split(&lines(source).0);
        let found: Vec<(&str, usize)> =
            lines.iter().map(|line| (line.text.trim(), line.first_word)).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn headings_within_a_line() {
        check(
            "根据条例编制。 一、总体情况 （一）主动公开。公开120条。 （二）依申请公开。无。 二、主动公开政府信息情况",
            &[
                ("根据条例编制。", 0),
                ("一、总体情况", 1),
                ("（一）主动公开。公开120条。", 2),
                ("（二）依申请公开。无。", 3),
                ("二、主动公开政府信息情况", 4),
            ],
        );
        check(
            "编制本报告。一、总体情况2023年，公开120条。",
            &[("编制本报告。", 0), ("一、总体情况", 0), ("2023年，公开120条。", 0)],
        );
        check("一、总体情况。全年公开120条。", &[("一、总体情况。", 0), ("全年公开120条。", 0)]);
        check(
            "五、存在问题及下步打算：人手少。",
            &[("五、存在问题及下步打算：", 0), ("人手少。", 0)],
        );
        check(
            "二、主动公开政府信息情况三、收到和处理政府信息公开申请情况",
            &[("二、主动公开政府信息情况", 0), ("三、收到和处理政府信息公开申请情况", 0)],
        );
        // A list of the names is none.
        for whole in [
            "本报告由一、总体情况，二、主动公开政府信息情况，三、收到和处理政府信息公开申请情况组成。",
            "目录 一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况",
            "一、总体情况",
            "三、本年度办理结果 （一）予以公开 0 0 0 0 0 0 0",
        ] {
            check(whole, &[(whole, 0)]);
        }
    }

    #[test]
    fn rows_within_a_line() {
        check(
            "信息内容 本年制发件数 规章 0 1 2 行政规范性文件 3 4 5 没有其他情况。",
            &[
                ("信息内容 本年制发件数 规章 0 1 2", 0),
                ("行政规范性文件 3 4 5", 6),
                ("没有其他情况。", 10),
            ],
        );
    }
}
