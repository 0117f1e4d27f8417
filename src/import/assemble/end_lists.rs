//! Where the lists of other pages begin that a site puts below a report: news, hot topics, links.

use crate::import::blocks::Block;
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::labels::is_of_a_form;
use crate::import::vocabulary::page_lists::{
    ListHead, counts, is_dated_title, is_own, is_title, list_head,
};
use crate::import::vocabulary::site_words::{Sited, sited};

/// A list without a heading has at least so many titles with their days.
const MIN_DATED: usize = 2;

/// What a block may be in a list.
#[derive(Clone, Copy)]
struct ListLine {
    head: ListHead,
    dated: bool,
    /// A title, a site's line, or a row of them.
    entry: bool,
    /// A sentence that counts something.
    counts: bool,
}

/// The first of the last section's blocks from which on there is nothing but a site's lists: behind the
/// last that is surely the report's, from a heading of such a list on, or from two titles with the days
/// of their pages.
pub(super) fn start(blocks: &[Block]) -> Option<usize> {
    let from = blocks.iter().rposition(is_reports).map_or(0, |at| at + 1);
    let lines: Vec<ListLine> = blocks.iter().skip(from).map(ListLine::of).collect();
    // What is true of all the lines behind one, from the end.
    let (mut entries, mut dated, mut likely) = (true, 0, true);
    let mut first = None;
    for (at, line) in lines.iter().enumerate().rev() {
        let below = at + 1 < lines.len();
        let heads = match line.head {
            ListHead::Surely => below,
            ListHead::Likely => below && likely,
            ListHead::No => false,
        };
        entries &= line.entry;
        dated += usize::from(line.dated);
        likely &= !line.counts;
        if heads || (entries && line.dated && dated >= MIN_DATED) {
            first = Some(from + at);
        }
    }
    first
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
        let entry = dated || is_title(&text) || sited(&text) > Sited::Unknown;
        Self { head, dated, entry, counts: counts(&text) && !dated }
    }
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
