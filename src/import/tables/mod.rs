//! Second stage: a section's blocks → the figures of its table, by the words of the form.

mod figure_order;
mod label_coverage;
mod placement;
mod reader;
mod row_matching;
mod token_rows;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::edition::{Edition, Table};
use crate::import::blocks::{Block, MergedCell, MergedTable};
use crate::import::notes::NoteLog;
use crate::import::provenance::CellReading;
use crate::import::vocabulary::labels::TableWords;
use crate::report::Edit;
use crate::report::place::CellId;
use label_coverage::LabelCoverage;
use reader::TableReader;
use row_matching::{CandidateRow, RowMatch, matches, region, score, sources};

/// What was read of a table.
#[derive(Debug, Default)]
pub(crate) struct TableRead {
    pub edits: Vec<Edit>,
    /// Where each figure, or the blank in its place, stands in the source.
    pub readings: Vec<(CellId, CellReading)>,
    /// The blocks, from first to last, that were its.
    pub blocks: Range<usize>,
}

/// Reads one table from the blocks of a part; `None` where nothing of it is there.
pub(crate) fn read(
    edition: &Edition,
    index: usize,
    words: &TableWords,
    blocks: &[Block],
    findings: &mut NoteLog,
) -> Option<TableRead> {
    let mut reader = TableReader {
        table: &edition.tables[index],
        index,
        words,
        findings,
        edits: Vec::new(),
        readings: Vec::new(),
        used: LabelCoverage::new(words),
        doubtful: BTreeSet::new(),
    };
    let drawn = blocks.iter().enumerate().find_map(|(at, block)| match block {
        Block::Grid(tiles) if is_form(words, tiles) => Some((at, Cow::Borrowed(tiles))),
        Block::Grid(tiles) => merged(words, tiles).map(|tiles| (at, Cow::Owned(tiles))),
        _ => None,
    });
    if let Some((at, tiles)) = drawn {
        reader.tiles(&tiles);
        return Some(reader.done(at..at + 1));
    }
    let (sources, matches, doubtful) = found(reader.table, words, blocks);
    if score(&sources, &matches) == 0
        && let Some(figures) = token_rows::by_position(words, blocks, reader.table.cells.len())
    {
        let (first, last) = (figures.first()?.0, figures.last()?.0);
        reader.by_position(&figures);
        for block in blocks.get(first..=last).unwrap_or_default() {
            reader.between_figures(block);
        }
        return Some(reader.done(first..last + 1));
    }
    let region = region(words, &sources, &matches)?;
    reader.doubtful = doubtful;
    reader.rows(&sources, &matches, &region);
    let mut in_rows = vec![false; blocks.len()];
    for source in &sources {
        in_rows[source.first..=source.last].fill(true);
    }
    for at in region.clone() {
        // Prose between a row's figures is of no row.
        let prose = |block: &Block| matches!(block, Block::Paragraph(line) if token_rows::is_prose(&line.text));
        if prose(&blocks[at]) || !in_rows[at] {
            reader.between(&blocks[at]);
        }
    }
    Some(reader.done(region))
}

/// The rows as the source has them; where that leaves rows of the form without figures, the rows
/// that the form's words make of it, if they are more; and of which figures nobody knows whose
/// they are.
fn found<'a>(
    table: &Table,
    words: &TableWords,
    blocks: &'a [Block],
) -> (Vec<CandidateRow<'a>>, Vec<RowMatch>, BTreeSet<usize>) {
    let rows = sources(words, blocks);
    let matched = matches(table, words, &rows);
    let known = score(&rows, &matched);
    if known < table.rows.len() {
        let stream = token_rows::rows(words, blocks);
        let found = matches(table, words, &stream);
        if score(&stream, &found) > known {
            let doubtful = figure_order::doubtful(table, &stream, &found);
            return (stream, found, doubtful);
        }
    }
    (rows, matched, BTreeSet::new())
}

/// Whether merged cells are the form's, cell for cell and word for word.
fn is_form(words: &TableWords, tiles: &MergedTable) -> bool {
    let form = &words.grid;
    (form.rows, form.columns, form.cells.len()) == (tiles.rows, tiles.columns, tiles.cells.len())
        && form.cells.iter().zip(&tiles.cells).all(|(cell, tile)| {
            (cell.row, cell.column, cell.rows, cell.columns)
                == (tile.row, tile.column, tile.rows, tile.columns)
                && TableWords::same(&cell.content, &tile.text)
        })
}

/// The form's cells put together again, where each of the places that they were taken apart into
/// has all the words or none.
fn merged(words: &TableWords, tiles: &MergedTable) -> Option<MergedTable> {
    let form = &words.grid;
    if (form.rows, form.columns) != (tiles.rows, tiles.columns) {
        return None;
    }
    let mut cells = Vec::new();
    for cell in &form.cells {
        let (rows, columns) =
            (cell.row..cell.row + cell.rows, cell.column..cell.column + cell.columns);
        let inside =
            |tile: &&MergedCell| rows.contains(&tile.row) && columns.contains(&tile.column);
        let places = || tiles.cells.iter().filter(inside);
        let first = places().next()?;
        let same = |tile: &MergedCell| tile.text.is_empty() || tile.text == first.text;
        let filled: usize = places().map(|tile| tile.rows * tile.columns).sum();
        if filled != cell.rows * cell.columns || !places().all(same) {
            return None;
        }
        cells.push(MergedCell { rows: cell.rows, columns: cell.columns, ..first.clone() });
    }
    let merged = MergedTable { cells, ..*tiles };
    is_form(words, &merged).then_some(merged)
}
