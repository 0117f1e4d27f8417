//! A text that came back (退回意见): its points as comments, each at the words or the cell that it names.

use super::letter::{Letter, point};
use super::naming;
use crate::import::decode_text;
use crate::ledger::read_day;
use crate::report::place::{CellId, Field, Place};
use crate::report::{Anchor, Comment, CommentAnswer, CommentPlace, Report, writer_words};
use crate::zh::dates::civil_minute;

/// Upper bound on a text that is read as a list of points, in bytes.
const MOST: usize = 1 << 20;

/// The points of a text as comments; `None` where it is no text, or has none. `name` is the file's.
#[must_use]
pub fn read_text(name: &str, bytes: &[u8], report: &Report) -> Option<Vec<Comment>> {
    if bytes.len() > MOST || bytes.contains(&0) {
        return None;
    }
    let text = decode_text(bytes);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let heading = |line: &&str| *line == report.title || *line == "审阅意见";
    let lines: Vec<&str> = lines.into_iter().filter(|line| !heading(line)).collect();
    let letter = Letter::read(&lines);
    let comments: Vec<Comment> = letter
        .points
        .iter()
        .filter_map(|lines| {
            let (first, rest) = lines.split_first()?;
            let mut comment = comment(name, first, report);
            (comment.who, comment.minute) = (letter.who.to_owned(), letter.minute);
            for line in rest {
                if !state(line, &mut comment) {
                    comment.text = format!("{}\n{line}", comment.text);
                }
            }
            Some(comment)
        })
        .collect();
    (!comments.is_empty()).then_some(comments)
}

/// Whether bytes are a text with numbered points, as a county gives one back. A published report is one
/// too: that it is none has to be known besides.
#[must_use]
pub fn is_list_of_points(bytes: &[u8]) -> bool {
    let is_text = bytes.len() <= MOST && !bytes.contains(&0) && !bytes.starts_with(b"%PDF-");
    is_text && decode_text(bytes).lines().any(|line| point(line.trim()).is_some())
}

/// A comment on another state of a report, at its words in this one; where they are not found it is
/// lost and has them as its quote.
#[must_use]
pub fn placed(mut comment: Comment, report: &Report) -> Comment {
    if let CommentPlace::Text(anchor) = &comment.place {
        let field = anchor.field();
        let same = anchor.words(report) == Some(comment.quote.as_str());
        if !same {
            let near = anchor.range().start;
            let found = nearest(report.text(field), &comment.quote, near)
                .map(|range| Anchor::new(field, range))
                .or_else(|| anywhere(report, &comment.quote, None));
            comment.place = CommentPlace::Text(found.unwrap_or_else(|| Anchor::new(field, 0..0)));
        }
    }
    comment
}

/// Takes a line as what our own list says below a point: who, when, how it stands; false where it is
/// something else.
fn state(line: &str, comment: &mut Comment) -> bool {
    let Some(inner) = line.strip_prefix('（').and_then(|line| line.strip_suffix('）')) else {
        return false;
    };
    let settled = inner.contains("，已处理");
    let Some(at) = inner.find("，已处理").or_else(|| inner.find("，待处理")) else {
        return false;
    };
    let (by, rest) = inner.split_at_checked(at).unwrap_or_default();
    (comment.who, comment.minute) = read_by(by);
    comment.settled = settled;
    for answer in rest.split('；').skip(1) {
        let (by, text) = answer.split_once(" 回复：").unwrap_or(("", answer));
        let (who, minute) = read_by(by);
        comment.answers.push(CommentAnswer { who, minute, text: text.to_owned() });
    }
    true
}

/// Who and when, as in 县政务公开办，2026-01-21 15:40.
fn read_by(by: &str) -> (String, Option<u64>) {
    let (who, when) = by.rsplit_once('，').unwrap_or((by, ""));
    let minute = || {
        // A letter has a day only.
        let (day, clock) = when.split_once(' ').unwrap_or((when, "0:0"));
        let (hour, minute) = clock.split_once(':')?;
        let (hour, minute): (u64, u64) = (hour.parse().ok()?, minute.parse().ok()?);
        Some(civil_minute(read_day(day)?) + hour * 60 + minute)
    };
    match minute() {
        Some(minute) => (shown_name(who), Some(minute)),
        None => (shown_name(by), None),
    }
}

fn shown_name(who: &str) -> String {
    if who == writer_words("") { String::new() } else { who.to_owned() }
}

fn comment(name: &str, words: &str, report: &Report) -> Comment {
    let (place, quote, text) = located(words, report);
    Comment {
        who: String::new(),
        minute: None,
        place,
        quote,
        text,
        answers: Vec::new(),
        settled: false,
        source: name.to_owned(),
    }
}

/// What a point is about, the words that it quotes, and what it says.
fn located(words: &str, report: &Report) -> (CommentPlace, String, String) {
    let whole = || words.to_owned();
    if let Some(id) = cell(words, report) {
        let quote = report.figures.shown(id).text();
        let head = Place::Cell(id).words(report);
        let rest = words.strip_prefix(&head).and_then(|rest| rest.split_once('：'));
        let text = rest.filter(|(shown, _)| shown.chars().count() < 16);
        let text = text.map_or_else(whole, |(_, said)| said.trim().to_owned());
        return (CommentPlace::of(report, &Place::Cell(id)), quote, text);
    }
    // What begins with a table is about the table, though the prose may have its words as well.
    if let Some(table) = naming::table(words, report) {
        let id = naming::cell(words, report, table);
        let quote = id.map(|id| report.figures.shown(id).text()).unwrap_or_default();
        let place = id.map_or(Place::Table(table), Place::Cell);
        return (CommentPlace::of(report, &place), quote, whole());
    }
    let section = naming::section(words);
    for quote in quotes(words) {
        if let Some(anchor) = anywhere(report, quote, section) {
            let said = words.split_once("”：").filter(|(before, _)| {
                before.ends_with(quote) && before.chars().count() < quote.chars().count() + 24
            });
            let text = said.map_or_else(whole, |(_, said)| said.trim().to_owned());
            return (CommentPlace::Text(anchor), quote.to_owned(), text);
        }
    }
    let paragraph = section.and_then(|section| naming::paragraph(words, report, section));
    let place = match (paragraph, section) {
        (Some(Ok((field, range))), _) => Place::Text(field, range),
        // Told as not found, with its name.
        (Some(Err(name)), Some(section)) => {
            let place = CommentPlace::Text(Anchor::new(Field::Before(section), 0..0));
            return (place, name, whole());
        }
        (_, Some(section)) => Place::Field(Field::Before(section)),
        _ => naming::field(words).map_or(Place::Report, Place::Field),
    };
    let place = CommentPlace::of(report, &place);
    let quote = match &place {
        CommentPlace::Text(anchor) => anchor.words(report).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    (place, quote, whole())
}

/// What stands in quotation marks, the longest first.
fn quotes(words: &str) -> Vec<&str> {
    let between = |open: char, close: char| {
        let parts = words.split(open).skip(1);
        parts.filter_map(move |rest| rest.split_once(close).map(|(quote, _)| quote))
    };
    let all = between('“', '”').chain(between('「', '」')).chain(between('"', '"'));
    let mut found: Vec<&str> = all.filter(|quote| quote.chars().count() > 1).collect();
    found.sort_by_key(|quote| std::cmp::Reverse(quote.len()));
    found
}

/// The cell that a point begins with the name of.
fn cell(words: &str, report: &Report) -> Option<CellId> {
    let named = |id: &CellId| words.starts_with(&Place::Cell(*id).words(report));
    report.figures.cells().find(named)
}

/// The first place of some words in the report, in a section where one is named.
fn anywhere(report: &Report, words: &str, section: Option<u8>) -> Option<Anchor> {
    if words.is_empty() {
        return None;
    }
    let here = |field: &Field| match field {
        Field::Heading(n) | Field::Before(n) | Field::After(n) => section.is_none_or(|s| s == *n),
        _ => section.is_none(),
    };
    let words = words.replace('¶', "\n");
    Report::printed_fields().into_iter().filter(here).find_map(|field| {
        let at = report.text(field).find(&words)?;
        Some(Anchor::new(field, at..at + words.len()))
    })
}

/// Where some words stand in a text, nearest to a byte.
fn nearest(text: &str, words: &str, near: usize) -> Option<std::ops::Range<usize>> {
    if words.is_empty() {
        return None;
    }
    let found = text.match_indices(words).map(|(at, _)| at);
    let at = found.min_by_key(|at| at.abs_diff(near))?;
    Some(at..at + words.len())
}
