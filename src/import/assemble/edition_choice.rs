//! Which edition of the form a source uses.

use std::collections::BTreeSet;

use crate::edition::{self, Edition};
use crate::import::blocks::Block;
use crate::import::notes::{NoteKind, NoteLog};
use crate::import::vocabulary::folding::plain;
use crate::import::vocabulary::labels;
use crate::report::place::Place;

/// A line with more characters has no words of a table.
const MAX_WORDS: usize = 60;

/// A word is broken into no more pieces than this.
const MAX_PIECES: usize = 6;

/// Everything that may be a word of a table: cells, short lines, and their pieces; of those that
/// make a word of a form together only that word, so that 行政 规范性文件 is not 规范性文件.
fn words_met(blocks: &[Block]) -> BTreeSet<String> {
    let mut pieces: Vec<String> = Vec::new();
    for block in blocks {
        match block {
            Block::Row(row) => pieces.extend(row.cells.iter().map(|cell| plain(&cell.text))),
            Block::Grid(tiles) => pieces.extend(tiles.cells.iter().map(|tile| plain(&tile.text))),
            Block::Paragraph(line) if line.text.chars().nth(MAX_WORDS).is_none() => {
                pieces.extend(line.text.split_whitespace().map(plain));
            }
            Block::Paragraph(_) => {}
        }
    }
    pieces.retain(|piece| !piece.is_empty() && piece.chars().nth(MAX_WORDS).is_none());
    let mut met: BTreeSet<String> = BTreeSet::new();
    let mut rest = pieces.as_slice();
    while !rest.is_empty() {
        let most = rest.len().min(MAX_PIECES);
        let joined = |count: usize| rest.get(..count).unwrap_or_default().concat();
        let count = (1..=most).rev().find(|count| labels::is_plain_word(&joined(*count)));
        let count = count.unwrap_or(1);
        met.insert(joined(count));
        rest = rest.get(count..).unwrap_or_default();
    }
    met
}

/// The edition, as an index into [`edition::all`]: the one most of whose own words the source
/// has, where the year's edition is as good as one with two words more; else the one for the
/// year, else the newest. With it the name of another edition whose table heads the source has
/// all the same, empty where it has none.
pub(super) fn edition_of(
    blocks: &[Block],
    year: Option<u16>,
    findings: &mut NoteLog,
) -> (usize, String) {
    let met = words_met(blocks);
    let serves = |edition: &Edition| year.is_some_and(|year| edition.serves(year));
    let by_year = edition::all().iter().position(|edition| serves(edition));
    let words = |index: usize| labels::all()[index].own.intersection(&met).count();
    let weight = |index: &usize| words(*index) + 2 * usize::from(by_year == Some(*index));
    let best = (0..edition::all().len()).max_by_key(weight).filter(|index| weight(index) > 0);
    let index = best.unwrap_or(edition::all().len().saturating_sub(1));
    let why = match best {
        Some(index) if words(index) > 0 => None,
        Some(_) => Some("表中文字看不出是哪一版格式，按年度定为"),
        None => Some("看不出是哪一版格式，暂按最新的"),
    };
    if let Some(edition) = edition::all().get(index) {
        let kind = if why.is_some() { NoteKind::Unsure } else { NoteKind::Found };
        let message = format!("{}{}", why.unwrap_or("格式："), edition.name);
        findings.tell(kind, Place::Report, message);
    }
    let other = other_heads(&met, index);
    if let Some(edition) = other {
        let message = format!("表头有{}的字样，请核对各列的数字是不是填对了地方", edition.name);
        findings.tell(NoteKind::Unsure, Place::Report, message);
    }
    (index, other.map(|edition| edition.name.clone()).unwrap_or_default())
}

/// Another edition of whose own column heads the source has at least two: one alone may be a word of
/// the prose.
fn other_heads(met: &BTreeSet<String>, chosen: usize) -> Option<&'static Edition> {
    let editions = edition::all().iter().enumerate().filter(|(index, _)| *index != chosen);
    let has_heads = |(index, edition): &(usize, &'static std::sync::Arc<Edition>)| {
        let bands = edition.tables.iter().flat_map(|table| &table.bands);
        let heads = bands.flat_map(|band| &band.columns).filter_map(|column| column.path.last());
        let own: BTreeSet<String> = heads
            .map(|head| plain(head))
            .filter(|head| labels::all()[*index].own.contains(head) && met.contains(head))
            .collect();
        own.len() >= 2
    };
    editions.into_iter().find(has_heads).map(|(_, edition)| &**edition)
}
