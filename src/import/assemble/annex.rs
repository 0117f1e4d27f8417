//! Tables behind the last section, as annexes to a report whose sections only name them: 附表1.

use std::ops::Range;

use super::assembler::Assembler;
use super::edition_choice::edition_of;
use super::outline::SectionPart;
use super::tables_only;
use crate::edition;
use crate::import::blocks::Block;
use crate::import::notes::{NoteKind, NoteLog};
use crate::import::tables;
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::labels::{self, is_word_of_a_form};
use crate::report::place::Place;

/// The sections that have no table and that annexes follow.
const LAST_SECTIONS: Range<usize> = 4..6;

/// Words of a form, in so many blocks one after the other, that are a table's.
const WORDS: usize = 3;
const WITHIN: usize = 8;

/// Blocks in which the first figures of a table come.
const FIGURES_WITHIN: usize = 40;

/// A table's caption is no longer, and they are no more, one above the other.
const MAX_CAPTION: usize = 30;
const MAX_CAPTIONS: usize = 4;

/// A word of the form's that says something outside its table.
const MIN_WORD: usize = 4;

/// Takes the blocks with annexed tables off the end of the last part; none where the tables that
/// they have are in their own sections.
pub(super) fn take(parts: &mut [SectionPart], blocks: &[Block]) -> Range<usize> {
    let none = blocks.len()..blocks.len();
    let Some((last, others)) = parts.split_last_mut() else { return none };
    if !LAST_SECTIONS.contains(&last.section) {
        return none;
    }
    let Some(start) = start(blocks, &last.blocks) else { return none };
    let annex = start..last.blocks.end;
    let (index, _) = edition_of(blocks, None, &mut NoteLog::default());
    let Some(edition) = edition::all().get(index) else { return none };
    let here = blocks.get(annex.clone()).unwrap_or_default();
    let is_free = |table: usize| {
        let words = &labels::all()[index].tables[table];
        let own = |part: &&SectionPart| edition.table_in(number(part.section)) == Some(table);
        let own = others.iter().find(own).and_then(|part| blocks.get(part.blocks.clone()));
        let read =
            own.and_then(|own| tables::read(edition, table, words, own, &mut NoteLog::default()));
        read.is_none_or(|read| read.readings.is_empty())
    };
    if tables_only::found(edition, index, here).iter().any(|(table, _)| is_free(*table)) {
        last.blocks.end = annex.start;
        return annex;
    }
    none
}

/// Reads annexed tables into a report: those that were not in their sections.
pub(super) fn read(filler: &mut Assembler, annex: &Range<usize>, blocks: &[Block]) {
    let here = blocks.get(annex.clone()).unwrap_or_default();
    if here.is_empty() {
        return;
    }
    let edition = std::sync::Arc::clone(filler.report.edition());
    let mut found = tables_only::found(&edition, filler.index, here);
    found.retain(|(table, _)| filler.provenance.cells.keys().all(|id| id.table != *table));
    for (table, _) in &found {
        let message = format!("{}在各部分之后，按附表读入", edition.tables[*table].name);
        filler.findings.tell(NoteKind::Found, Place::Table(*table), message);
    }
    tables_only::fill(filler, found, here);
}

fn number(section: usize) -> u8 {
    u8::try_from(section + 1).unwrap_or(u8::MAX)
}

/// Where a table begins in a part, its caption included.
fn start(blocks: &[Block], part: &Range<usize>) -> Option<usize> {
    let here = blocks.get(part.clone())?;
    let said: Vec<(usize, usize)> = here.iter().map(words_and_figures).collect();
    let is_start = |at: &usize| {
        let within =
            |count: usize| said.get(*at..(*at + count).min(said.len())).unwrap_or_default();
        let words: usize = within(WITHIN).iter().map(|(words, _)| words).sum();
        let figures: usize = within(FIGURES_WITHIN).iter().map(|(_, figures)| figures).sum();
        said[*at].0 > 0 && words >= WORDS && figures > 0
    };
    let mut first = (0..said.len()).find(is_start)?;
    let is_caption = |block: &Block| match block {
        Block::Paragraph(line) => {
            let text = line.text.trim();
            let short = text.chars().nth(MAX_CAPTION).is_none() && !text.contains('。');
            short && (text.starts_with('附') || text.contains('表'))
        }
        Block::Row(_) | Block::Grid(_) => false,
    };
    for _ in 0..MAX_CAPTIONS {
        if first > 0 && is_caption(&here[first - 1]) {
            first -= 1;
        }
    }
    Some(part.start + first)
}

/// How many words of a form a block has, and how many figures.
fn words_and_figures(block: &Block) -> (usize, usize) {
    let count = |texts: &mut dyn Iterator<Item = &str>| {
        texts.fold((0, 0), |(words, figures), text| {
            let is_word = is_word_of_a_form(text);
            (words + usize::from(is_word), figures + usize::from(is_figure(text)))
        })
    };
    match block {
        Block::Paragraph(line) => {
            let long = line.text.chars().nth(MIN_WORD - 1).is_some();
            if is_figure(&line.text) || (long && is_word_of_a_form(&line.text)) {
                return count(&mut std::iter::once(line.text.as_str()));
            }
            let pieces = line.text.split_whitespace();
            let all = pieces.clone().all(|piece| is_figure(piece) || is_word_of_a_form(piece));
            if all { count(&mut pieces.into_iter()) } else { (0, 0) }
        }
        Block::Row(row) => count(&mut row.cells.iter().map(|cell| cell.text.as_str())),
        Block::Grid(tiles) => count(&mut tiles.cells.iter().map(|tile| tile.text.as_str())),
    }
}
