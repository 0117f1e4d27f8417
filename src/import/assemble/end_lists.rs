//! Where the lists of other pages begin that a site puts below a report: news, hot topics, links.

use crate::import::blocks::Block;
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::labels::is_of_a_form;
use crate::import::vocabulary::page_lists::{
    ListHead, counts, is_dated_title, is_document_title, is_news_title, is_own, is_title, list_head,
};
use crate::import::vocabulary::site_words::{Sited, sited};
use crate::import::vocabulary::years::is_date;

/// A list without a heading has at least so many titles with their days.
const MIN_DATED: usize = 2;

/// A list with neither heading nor days has at least so many titles of documents, or of documents and
/// news, and so many of its lines in three are such.
const MIN_TITLES: usize = 3;
const MIN_NEWS: usize = 4;
const MOST_OF_THREE: usize = 2;

/// What stands beside a day is a title from so many characters on.
const SHORTEST_TITLE: usize = 8;

/// What a block may be in a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EndLineKind {
    /// A day and nothing else.
    Day,
    /// Long enough to be another page's title.
    Title,
    /// A short line, or a site's.
    Short,
    /// It counts something, as a report does.
    Counts,
    /// No line of a list that has no heading.
    Prose,
}

/// A block as a line of a list.
#[derive(Clone, Copy)]
struct ListLine {
    head: ListHead,
    entry: EndLineKind,
    /// Whether the day of a page stands beside its title.
    dated: bool,
    /// Whether it is the title of a document.
    titled: bool,
    /// Whether it is that of a piece of news.
    news: bool,
}

/// The first of the last section's blocks from which on there is nothing but a site's lists: behind the
/// last that is surely the report's, from a heading of such a list on, from two titles with the days
/// of their pages, or from three titles of documents behind the report's last sentence.
///
/// `signed` is behind the lines with which the report's own agency signs, 0 where it does not.
pub(super) fn start(blocks: &[Block], signed: usize) -> Option<usize> {
    let from = blocks.iter().rposition(is_reports).map_or(0, |at| at + 1).max(signed);
    let mut lines: Vec<ListLine> = blocks.iter().skip(from).map(ListLine::of).collect();
    let day_behind = mark_days(&mut lines);
    // What is true of all the lines behind one, from the end.
    let (mut entries, mut dated, mut likely, mut titled, mut news) = (true, 0, true, 0, 0);
    let mut first = None;
    for (at, line) in lines.iter().enumerate().rev() {
        let below = lines.len() - at - 1;
        let heads = match line.head {
            ListHead::Surely => below > 0,
            ListHead::Likely => likely && (below > 1 || dated > 0),
            ListHead::No => false,
        };
        entries &= !matches!(line.entry, EndLineKind::Counts | EndLineKind::Prose);
        dated += usize::from(line.dated);
        titled += usize::from(line.titled);
        news += usize::from(line.news);
        likely &= line.entry != EndLineKind::Counts;
        let is_list = || {
            let both = titled + news;
            let most = 3 * both >= MOST_OF_THREE * (below + 1);
            let signed = signed > 0 && from + at == signed;
            let ended = signed || ends(blocks, from + at);
            (titled >= MIN_TITLES || both >= MIN_NEWS) && most && ended
        };
        if heads
            || (entries && (line.titled || line.news) && is_list())
            || (entries && line.dated && dated >= MIN_DATED)
        {
            // The first title stands above its day.
            let title = line.entry == EndLineKind::Day && day_behind && !heads;
            first = Some(from + at - usize::from(title && at > 0));
        }
    }
    first
}

/// Marks days in lines of their own as dated where each has a title beside it on the same side, twice at
/// least; whether that is the line above.
fn mark_days(lines: &mut [ListLine]) -> bool {
    let is_title = |at: Option<usize>| {
        at.and_then(|at| lines.get(at)).is_some_and(|line| line.entry == EndLineKind::Title)
    };
    let days: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].entry == EndLineKind::Day).collect();
    let above = days.iter().all(|day| is_title(day.checked_sub(1)));
    let below = days.iter().all(|day| is_title(Some(day + 1)));
    if days.len() < MIN_DATED || !(above || below) {
        return false;
    }
    for day in days {
        lines[day].dated = true;
    }
    above && !below
}

impl ListLine {
    fn of(block: &Block) -> Self {
        let text = words(block);
        let dated = is_dated_title(&text);
        let head = if matches!(block, Block::Paragraph(_)) || !text.contains('\t') {
            list_head(&text)
        } else {
            ListHead::No
        };
        let long = text.chars().nth(SHORTEST_TITLE - 1).is_some();
        let entry = match () {
            () if is_date(&text) => EndLineKind::Day,
            () if counts(&text) && !dated => EndLineKind::Counts,
            () if is_title(&text) && long => EndLineKind::Title,
            () if dated || is_title(&text) || sited(&text) > Sited::Unknown => EndLineKind::Short,
            () => EndLineKind::Prose,
        };
        let (titled, news) = (is_document_title(&text), is_news_title(&text));
        Self { head, entry, dated, titled, news: news && !titled }
    }
}

/// Whether what stands before a block has said what it says: a sentence, or a site's line. What ends with a
/// colon, and a heading, go on below.
fn ends(blocks: &[Block], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|above| blocks.get(above)).map(words);
    above.is_some_and(|above| {
        let above = above.trim();
        above.ends_with(['。', '！']) || above == "无" || sited(above) > Sited::Unknown
    })
}

/// A block's words in one line.
fn words(block: &Block) -> String {
    let lines = block.lines();
    let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    lines.join(" ")
}

/// Whether a block is surely the report's.
fn is_reports(block: &Block) -> bool {
    let of_form = |text: &str| is_figure(text) || is_of_a_form(text);
    match block {
        Block::Grid(tiles) => {
            !is_dated_title(&words(block)) && tiles.cells.iter().any(|cell| of_form(&cell.text))
        }
        Block::Row(row) if row.cells.len() > 1 => row.cells.iter().any(|cell| of_form(&cell.text)),
        block => block.lines().iter().any(|line| is_own(&line.text)),
    }
}
