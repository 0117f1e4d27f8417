//! The comments of a file, each at its words in the report.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cells::figure_at;
use super::document::{CommentSpot, ReviewedBlock, ReviewedText, WordSpot, minute};
use super::lines::{ReportItem, ReportLine};
use super::pairing::{Paired, of_items, with_file};
use crate::compare::{StretchKind, stretches};
use crate::import::{XmlReader, XmlToken};
use crate::report::place::{Field, Place};
use crate::report::{Anchor, Comment, CommentAnswer, CommentPlace, Report};

/// A comment as the file has it.
#[derive(Clone, Debug, Default)]
struct WordComment {
    id: String,
    /// What answers and states name it by: the number of its last paragraph.
    paragraph: String,
    who: String,
    minute: Option<u64>,
    text: String,
}

/// What a file says of a comment beside its words.
#[derive(Clone, Debug, Default)]
struct WordState {
    parent: Option<String>,
    done: bool,
}

/// Every comment with its answers, in the order of the text.
pub(super) fn all(
    name: &str,
    report: &Report,
    items: &[ReportItem],
    text: &ReviewedText,
) -> Vec<Comment> {
    let comments = text.comments.as_deref().map(words).unwrap_or_default();
    let states = text.extended.as_deref().map(states).unwrap_or_default();
    let paired: BTreeMap<usize, usize> = with_file(&of_items(items), &text.original)
        .into_iter()
        .filter_map(|pair| match pair {
            Paired::Both(item, block) => Some((block, item)),
            _ => None,
        })
        .collect();
    let parent = |comment: &WordComment| {
        let named = states.get(&comment.paragraph)?.parent.clone()?;
        comments.iter().position(|other| other.paragraph == named)
    };
    let mut found: Vec<(usize, Comment)> = Vec::new();
    for (index, comment) in comments.iter().enumerate() {
        if parent(comment).is_some() {
            continue;
        }
        let spot = text.spots.get(&comment.id).cloned().unwrap_or_default();
        let (place, quote) = placed(report, items, &paired, text, &spot);
        let answers = comments.iter().filter(|other| {
            // An answer to an answer belongs to the first of them all.
            let mut at = parent(other);
            let mut steps = 0;
            while let Some(up) = at.filter(|at| *at != index && steps < comments.len()) {
                (at, steps) = (parent(&comments[up]), steps + 1);
            }
            at == Some(index)
        });
        let answers = answers.map(|answer| CommentAnswer {
            who: answer.who.clone(),
            minute: answer.minute,
            text: answer.text.clone(),
        });
        let settled = states.get(&comment.paragraph).is_some_and(|state| state.done);
        let comment = Comment {
            who: comment.who.clone(),
            minute: comment.minute,
            place,
            quote,
            text: comment.text.clone(),
            answers: answers.collect(),
            settled,
            source: name.to_owned(),
        };
        found.push((spot.start.map_or(usize::MAX, |spot| spot.block), comment));
    }
    found.sort_by_key(|(block, _)| *block);
    found.into_iter().map(|(_, comment)| comment).collect()
}

/// Says that marks of comments are in a file whose words are not; `None` where there are none.
pub(super) fn without_words(text: &ReviewedText) -> Option<String> {
    let comments = text.comments.as_deref().map(words).unwrap_or_default();
    let is_there = |id: &&String| comments.iter().any(|comment| comment.id == **id);
    let count = text.spots.keys().filter(|id| !is_there(id)).count();
    let words = || format!("文件里有 {count} 处批注的记号，没有批注的文字，请对照原来的文件");
    (count > 0).then(words)
}

/// What a comment is about in the report, and its words.
fn placed(
    report: &Report,
    items: &[ReportItem],
    paired: &BTreeMap<usize, usize>,
    text: &ReviewedText,
    spot: &CommentSpot,
) -> (CommentPlace, String) {
    let quote = spot.words.trim().to_owned();
    let unfound = |field: Field| (CommentPlace::Text(Anchor::new(field, 0..0)), quote.clone());
    let Some((start, end)) = spot.start.zip(spot.end) else {
        return if quote.is_empty() {
            (CommentPlace::Report, quote)
        } else {
            unfound(Field::Title)
        };
    };
    let Some(item) = paired.get(&start.block).and_then(|item| items.get(*item)) else {
        return unfound(Field::Title);
    };
    match item {
        ReportItem::Table(table) => {
            // What is over several cells is about the table.
            let is_one = (start.block, start.cell) == (end.block, end.cell);
            let cell = start.cell.filter(|_| is_one).and_then(|at| figure_at(report, *table, at));
            let place = cell.map_or(Place::Table(*table), Place::Cell);
            let quote = if start.cell.is_some() && is_one { quote } else { String::new() };
            (CommentPlace::of(report, &place), quote)
        }
        // From a heading into a table: the table is meant.
        ReportItem::Line(_) if end.cell.is_some() => {
            let table = paired.get(&end.block).and_then(|item| items.get(*item));
            let Some(ReportItem::Table(table)) = table else { return unfound(Field::Title) };
            (CommentPlace::of(report, &Place::Table(*table)), String::new())
        }
        ReportItem::Line(line) => {
            let from = offset(line, text, start).start;
            // A range over several paragraphs ends in its first field.
            let last = paired.get(&end.block).and_then(|item| items.get(*item));
            let to = match last {
                Some(ReportItem::Line(other)) if other.field == line.field => {
                    offset(other, text, end).end
                }
                _ => line.range.end,
            };
            let range = if from < to { from..to } else { line.range.clone() };
            let words = report.text(line.field).get(range.clone()).unwrap_or_default();
            let quote = if from < to || quote.is_empty() { words.to_owned() } else { quote };
            (CommentPlace::Text(Anchor::new(line.field, range)), quote)
        }
    }
}

/// Where a place of the file's paragraph is in the field: the byte at which what follows it begins,
/// and the byte at which what is before it ends.
fn offset(line: &ReportLine, text: &ReviewedText, spot: WordSpot) -> Range<usize> {
    let Some(ReviewedBlock::Line(words)) = text.original.get(spot.block) else {
        return line.range.clone();
    };
    let (mut here, mut there) = (line.range.start, 0);
    let (mut ends, mut begins) = (line.range.start, None);
    for stretch in stretches(&line.text, words) {
        let length = stretch.text.len();
        match stretch.kind {
            StretchKind::Removed => here += length,
            StretchKind::Added => there += length,
            StretchKind::Same => {
                if spot.at > there {
                    ends = here + (spot.at - there).min(length);
                }
                if begins.is_none() && spot.at < there + length {
                    begins = Some(here + spot.at.saturating_sub(there));
                }
                (here, there) = (here + length, there + length);
            }
        }
    }
    begins.unwrap_or(line.range.end)..ends
}

/// The words of comments.
fn words(part: &str) -> Vec<WordComment> {
    let mut xml = XmlReader::new(part);
    let mut comments: Vec<WordComment> = Vec::new();
    let mut in_words = false;
    loop {
        match xml.next() {
            Ok(XmlToken::Open(tag)) => match tag.name() {
                "comment" => comments.push(WordComment {
                    id: tag.attribute("id").unwrap_or_default(),
                    who: tag.attribute("author").unwrap_or_default(),
                    minute: tag.attribute("date").and_then(|date| minute(&date)),
                    ..WordComment::default()
                }),
                "p" => {
                    if let Some(comment) = comments.last_mut() {
                        comment.paragraph = tag.attribute("paraId").unwrap_or_default();
                        if !comment.text.is_empty() {
                            comment.text.push('\n');
                        }
                    }
                }
                name => in_words = name == "t",
            },
            Ok(XmlToken::Text(text)) if in_words => {
                if let Some(comment) = comments.last_mut() {
                    comment.text.push_str(&text);
                }
            }
            Ok(XmlToken::Text(_)) => {}
            Ok(XmlToken::Close) => in_words = false,
            Ok(XmlToken::End) | Err(_) => break,
        }
    }
    for comment in &mut comments {
        comment.text = comment.text.trim().to_owned();
        if comment.text.is_empty() {
            comment.text.push_str("（批注里没有文字，可能是图或者手写，请看原文件）");
        }
    }
    comments
}

/// Which comments are answers, and which are settled, by the number of their last paragraph.
fn states(part: &str) -> BTreeMap<String, WordState> {
    let mut xml = XmlReader::new(part);
    let mut states = BTreeMap::new();
    while let Ok(token) = xml.next() {
        match token {
            XmlToken::Open(tag) if tag.name() == "commentEx" => {
                let Some(paragraph) = tag.attribute("paraId") else { continue };
                let done = tag.attribute("done").is_some_and(|done| done == "1" || done == "true");
                states.insert(paragraph, WordState { parent: tag.attribute("paraIdParent"), done });
            }
            XmlToken::End => break,
            _ => {}
        }
    }
    states
}
