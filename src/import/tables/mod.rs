//! Second stage: a section's blocks → the figures of its table, by the words of the form.

mod figure_order;
mod group_order;
mod head_order;
mod label_coverage;
mod placement;
mod reader;
mod row_figures;
mod row_matching;
mod token_rows;
mod turned;
pub(crate) mod unit_words;
mod whose_year;
mod year_units;
mod year_words;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::edition::{Edition, Table};
use crate::import::blocks::{Block, CellRow, MergedCell, MergedTable, RowCell};
use crate::import::notes::NoteLog;
use crate::import::provenance::CellReading;
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::folding::plain;
use crate::import::vocabulary::labels::TableWords;
use crate::report::place::CellId;
use crate::report::{Edit, Value};
use group_order::GroupOrder;
use reader::TableReader;
use row_matching::{CandidateRow, RowMatch, matches, region, score, sources};
pub(crate) use whose_year::{OwnTable, Undecided, own};

/// What was read of a table.
#[derive(Debug, Default)]
pub(crate) struct TableRead {
    pub edits: Vec<Edit>,
    /// Where each figure, or the blank in its place, is in the source.
    pub readings: Vec<(CellId, CellReading)>,
    /// The blocks, from first to last, that were its.
    pub blocks: Range<usize>,
    /// Rows of the source that have the figures of several of the form's together.
    pub in_one: Vec<InOneRow>,
}

/// A row of the source with the figures of several of the form's rows together.
#[derive(Debug, Clone)]
pub(crate) struct InOneRow {
    /// The table's index.
    pub table: usize,
    /// The label as the source has it.
    pub name: String,
    /// The form's rows.
    pub rows: Range<usize>,
    /// One for each column.
    pub figures: Vec<Value>,
}

/// Reads one table from the blocks of a part; `None` where nothing of it is there.
pub(crate) fn read(
    edition: &Edition,
    index: usize,
    words: &TableWords,
    blocks: &[Block],
    findings: &mut NoteLog,
) -> Option<TableRead> {
    let mut reader = TableReader::new(&edition.tables[index], index, words, findings);
    let drawn = blocks.iter().enumerate().find_map(|(at, block)| match block {
        Block::Grid(tiles) if is_form(words, tiles) => Some((at, Cow::Borrowed(tiles))),
        Block::Grid(tiles) => merged(words, tiles).map(|tiles| (at, Cow::Owned(tiles))),
        _ => None,
    });
    if let Some((at, tiles)) = drawn {
        reader.tiles(&tiles);
        return Some(reader.done(at..at + 1));
    }
    let (sources, matches, doubtful) = match turned::rows(reader.table, words, blocks) {
        Some((rows, rest)) => {
            reader.beside_turned(&rest);
            let matched = matches(reader.table, words, &rows);
            reader.is_turned();
            (rows, matched, BTreeSet::new())
        }
        None => found(reader.table, words, blocks),
    };
    if score(&sources, &matches) == 0
        && let Some(figures) = token_rows::by_position(words, blocks, reader.table.cells.len())
    {
        return by_position(reader, blocks, figures);
    }
    let mut region = region(words, &sources, &matches)?;
    // Labels above a small table of their own are no prose.
    let is_word =
        |block: &Block| matches!(block, Block::Paragraph(line) if words.is_word(&line.text));
    while region.start > 0 && blocks.get(region.start - 1).is_some_and(is_word) {
        region.start -= 1;
    }
    reader.doubtful = doubtful;
    reader.in_yuan = unit_words::above(blocks.get(..region.start).unwrap_or_default());
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

/// A table of which there are as many figures as the form has, by their order or by the names beside
/// them.
fn by_position(
    mut reader: TableReader<'_>,
    blocks: &[Block],
    mut figures: Vec<(usize, RowCell)>,
) -> Option<TableRead> {
    let (first, last) = (figures.first()?.0, figures.last()?.0);
    let order = group_order::of(reader.table, blocks);
    if order == GroupOrder::Unknown {
        reader.unknown_order();
        return None;
    }
    if let GroupOrder::Other(order) = &order {
        let mut placed: Vec<_> = order.iter().zip(figures).collect();
        placed.sort_by_key(|(cell, _)| **cell);
        figures = placed.into_iter().map(|(_, figure)| figure).collect();
    }
    reader.by_position(&figures, matches!(order, GroupOrder::Other(_)));
    for block in blocks.get(first..=last).unwrap_or_default() {
        reader.between_figures(block);
    }
    Some(reader.done(first..last + 1))
}

/// The rows as the source has them; where that leaves rows of the form without figures, the rows
/// that the form's words make of it, if they are more; and of which figures nobody knows whose
/// they are.
fn found<'a>(
    table: &Table,
    words: &TableWords,
    blocks: &'a [Block],
) -> (Vec<CandidateRow<'a>>, Vec<RowMatch>, BTreeSet<usize>) {
    let rows = join_groups(table, blocks, sources(words, blocks));
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

/// The figures of a form's only row, put together where the source has a small table for each group
/// of its columns, in the form's order and under the group's name.
fn join_groups<'a>(
    table: &Table,
    blocks: &[Block],
    mut sources: Vec<CandidateRow<'a>>,
) -> Vec<CandidateRow<'a>> {
    let Some(cells) = only_row(table) else { return sources };
    let is_figures = |source: &CandidateRow| {
        let cells = &source.row.cells;
        !cells.is_empty() && cells.iter().all(|cell| is_figure(&cell.text))
    };
    let rows: Vec<usize> = (0..sources.len()).filter(|at| is_figures(&sources[*at])).collect();
    let (Some(last), each) = (rows.last().copied(), cells.len() / rows.len().max(1)) else {
        return sources;
    };
    let whole = |at: &usize| sources[*at].row.cells.len() == each;
    if rows.len() < 2 || each * rows.len() != cells.len() || !rows.iter().all(whole) {
        return sources;
    }
    let mut joined: Vec<RowCell> = Vec::new();
    let mut start = 0;
    for (group, at) in rows.iter().enumerate() {
        let CandidateRow { first, last, row, .. } = &sources[*at];
        let path = &table.column_of(cells.start + group * each).path;
        let name = path.len().checked_sub(2).and_then(|outer| path.get(outer));
        let above = blocks.get(start..*first).unwrap_or_default().iter().flat_map(Block::lines);
        let above = plain(&above.map(|line| line.text).collect::<String>());
        if !name.is_some_and(|name| above.contains(&plain(name))) {
            return sources;
        }
        let column =
            |(at, cell): (usize, &RowCell)| RowCell { column: group * each + at, ..cell.clone() };
        joined.extend(row.cells.iter().enumerate().map(column));
        start = last + 1;
    }
    let number = joined.first().map_or(0, |cell| cell.number);
    let row = CellRow { number, width: cells.len(), cells: joined, raw: None };
    sources[last].row = Cow::Owned(row);
    let mut at = 0;
    sources.retain(|_| {
        at += 1;
        at - 1 == last || !rows.contains(&(at - 1))
    });
    sources
}

/// The cells of a table whose only row has no label.
fn only_row(table: &Table) -> Option<Range<usize>> {
    let unlabelled = table.bands.iter().all(|band| band.label_columns == 0);
    match table.rows.as_slice() {
        [row] if unlabelled => Some(row.cells.clone()),
        _ => None,
    }
}

/// Whether merged cells are the form's, cell for cell and word for word.
fn is_form(words: &TableWords, tiles: &MergedTable) -> bool {
    let form = &words.grid;
    // With a cell missing from a row, that its others are in their places is chance.
    tiles.short.is_empty()
        && (form.rows, form.columns, form.cells.len())
            == (tiles.rows, tiles.columns, tiles.cells.len())
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
    let merged = MergedTable { cells, short: tiles.short.clone(), ..*tiles };
    is_form(words, &merged).then_some(merged)
}
