//! Which rows of a source are which rows of the form.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::edition::Table;
use crate::import::blocks::{Block, CellRow, RowCell};
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::labels::{Familiarity, TableWords};

/// A table has some thirty rows: of more than this many only the very words are looked at.
const MAX_FUZZY_ROWS: usize = 1000;

/// Rank from which a label is the form's but for its number or a note behind it.
const CERTAIN: usize = 950;

/// A row has its labels in no more cells than this.
const MAX_LABELS: usize = 4;

/// Where a row's figures are in the lines of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FigurePosition {
    /// In one line with words of its label.
    Beside,
    /// In one line, right between two of its label's.
    Between,
    /// Anywhere else behind its label.
    Apart,
}

/// A row of the source and the blocks it comes from.
pub(crate) struct CandidateRow<'a> {
    pub first: usize,
    pub last: usize,
    /// Whether it is a row of a table beyond doubt, and no paragraph in a form's words.
    pub is_row: bool,
    pub stands: FigurePosition,
    pub row: Cow<'a, CellRow>,
}

impl<'a> CandidateRow<'a> {
    fn new(block: usize, row: Cow<'a, CellRow>) -> Self {
        Self { first: block, last: block, is_row: true, stands: FigurePosition::Beside, row }
    }
}

/// Everything in the blocks that may be a row; a paragraph only where its words are the form's.
pub(crate) fn sources<'a>(words: &TableWords, blocks: &'a [Block]) -> Vec<CandidateRow<'a>> {
    let mut sources = Vec::new();
    // A paragraph in a form's words before the first row or after the last is prose all the same.
    let in_rows = |block: &Block| !matches!(block, Block::Paragraph(_));
    let first = blocks.iter().position(in_rows).unwrap_or(blocks.len());
    // But not the caption right above the first row, whose blank cells are not written.
    let is_caption =
        |block: &&Block| matches!(block, Block::Paragraph(line) if words.is_caption(&line.text));
    let above = blocks.get(..first).and_then(<[Block]>::last).filter(is_caption);
    let first = if first < blocks.len() { first - usize::from(above.is_some()) } else { first };
    let end = blocks.iter().rposition(in_rows).map_or(0, |last| last + 1);
    for (block, content) in blocks.iter().enumerate().take(end).skip(first) {
        match content {
            Block::Row(row) => sources.push(CandidateRow::new(block, Cow::Borrowed(row))),
            Block::Grid(tiles) => {
                let rows = tiles.to_rows().into_iter();
                sources.extend(rows.map(|row| CandidateRow::new(block, Cow::Owned(row))));
            }
            Block::Paragraph(line) if words.is_word(&line.text) => {
                let text = line.text.clone();
                let cells =
                    vec![RowCell { number: line.number, column: 0, text, piece: None, wide: 1 }];
                let row = CellRow { number: line.number, width: 1, cells, raw: None };
                let source = CandidateRow::new(block, Cow::Owned(row));
                sources.push(CandidateRow { is_row: false, ..source });
            }
            Block::Paragraph(_) => {}
        }
    }
    sources
}

/// How well rows were found: how many of them have figures behind their label.
pub(crate) fn score(sources: &[CandidateRow], matches: &[RowMatch]) -> usize {
    let figures = |m: &&RowMatch| {
        let cells = &sources[m.source].row.cells;
        m.label.map_or(!cells.is_empty(), |label| cells.len() > label + 1)
    };
    matches.iter().filter(figures).count()
}

/// A row of the source that is a row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowMatch {
    pub source: usize,
    /// The row of the form.
    pub row: usize,
    /// Index of the label among the source row's cells; `None` in a form without labels.
    pub label: Option<usize>,
    /// 1000 where the label has the form's very words.
    pub rank: usize,
    /// Whether it is where the form has it, after the rows above it.
    pub in_order: bool,
}

/// Which source rows are which of the form's: the likeliest that follow each other as in the
/// form, then those that are elsewhere but have the form's very words.
pub(crate) fn matches(
    table: &Table,
    words: &TableWords,
    sources: &[CandidateRow],
) -> Vec<RowMatch> {
    if table.bands.iter().any(|band| band.label_columns == 0) {
        return unlabelled(table, sources);
    }
    let candidates = candidates(words, sources);
    let mut found = chain(table.rows.len(), &candidates);
    for candidate in candidates.iter().filter(|candidate| candidate.rank == 1000) {
        let free = |m: &RowMatch| m.row != candidate.row && m.source != candidate.source;
        if found.iter().all(free) {
            found.push(RowMatch { in_order: false, ..*candidate });
        }
    }
    found.sort_unstable_by_key(|found| found.source);
    found
}

fn candidates(words: &TableWords, sources: &[CandidateRow]) -> Vec<RowMatch> {
    let mut candidates: Vec<RowMatch> = Vec::new();
    let mut fuzzy = MAX_FUZZY_ROWS;
    for (source, CandidateRow { row, .. }) in sources.iter().enumerate() {
        let last_figure = row.cells.iter().rposition(|cell| is_figure(&cell.text));
        let labels = row.cells.iter().enumerate().filter(|(_, cell)| !is_figure(&cell.text));
        let from = candidates.len();
        // The label is the innermost of the words before the figures.
        for (label, cell) in labels.take(MAX_LABELS) {
            let figures = last_figure.is_some_and(|last| last > label);
            fuzzy = fuzzy.saturating_sub(usize::from(figures));
            for (row, rank) in words.rows_like(&cell.text, figures, fuzzy > 0) {
                let label = Some(label);
                // A label that is in each of its merged places is the last of them.
                let here = candidates.get(from..).unwrap_or_default();
                let same = |m: &RowMatch| m.row == row && m.rank <= rank;
                if let Some(at) = here.iter().position(same).filter(|_| figures) {
                    candidates.remove(from + at);
                }
                candidates.push(RowMatch { source, row, label, rank, in_order: true });
            }
        }
    }
    // A label that comes once more, with figures behind it, only heads them: where each row has a
    // small table of its own.
    let has_figures = |m: &RowMatch| {
        let cells = &sources[m.source].row.cells;
        m.label.is_some_and(|label| cells.iter().skip(label + 1).any(|cell| is_figure(&cell.text)))
    };
    let read: BTreeSet<usize> =
        candidates.iter().filter(|m| m.rank >= CERTAIN && has_figures(m)).map(|m| m.row).collect();
    candidates.retain(|m| has_figures(m) || !read.contains(&m.row));
    candidates
}

/// The likeliest candidates, each of a later source and a later row than the one before.
fn chain(rows: usize, candidates: &[RowMatch]) -> Vec<RowMatch> {
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    // The best chain that ends with each row of the form: its rank, its last candidate.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; rows];
    let mut start = 0;
    for group in candidates.chunk_by(|a, b| a.source == b.source) {
        let ranked: Vec<_> = group
            .iter()
            .map(|c| {
                let above = best.iter().take(c.row).flatten().max_by_key(|(rank, _)| *rank);
                (c, c.rank + above.map_or(0, |(rank, _)| *rank), above.map(|(_, at)| *at))
            })
            .collect();
        for (offset, (candidate, rank, above)) in ranked.into_iter().enumerate() {
            before[start + offset] = above;
            if best[candidate.row].is_none_or(|(other, _)| rank > other) {
                best[candidate.row] = Some((rank, start + offset));
            }
        }
        start += group.len();
    }
    let mut at = best.iter().flatten().max_by_key(|(rank, _)| *rank).map(|(_, at)| *at);
    let mut found = Vec::new();
    while let Some(candidate) = at {
        found.push(candidates[candidate]);
        at = before[candidate];
    }
    found
}

/// The rows of figures of a table whose rows have no labels, each with all its figures; if there
/// is none, with some.
fn unlabelled(table: &Table, sources: &[CandidateRow]) -> Vec<RowMatch> {
    let only_figures = |source: &&(usize, &CandidateRow)| {
        let cells = &source.1.row.cells;
        !cells.is_empty() && cells.iter().all(|cell| is_figure(&cell.text))
    };
    let figures: Vec<_> = sources.iter().enumerate().filter(|s| only_figures(&s)).collect();
    let count = table.rows.first().map_or(0, |row| row.cells.len());
    let whole = figures.iter().filter(|(_, source)| source.row.cells.len() == count);
    let wide = figures.iter().filter(|(_, source)| source.row.width == count);
    let blank = sources
        .iter()
        .enumerate()
        .filter(|(_, source)| source.row.cells.is_empty() && source.row.width == count);
    let mut best: Vec<usize> = whole.map(|(at, _)| *at).collect();
    // Row under row without a label: figures that are broken over several lines.
    let number = |at: &usize| sources[*at].row.number;
    if best.len() > table.rows.len()
        && best.windows(2).all(|pair| number(&pair[0]) + 1 == number(&pair[1]))
    {
        return Vec::new();
    }
    if best.is_empty() {
        best = wide.chain(&figures).map(|(at, _)| *at).take(1).collect();
    }
    if best.is_empty() {
        best = blank.map(|(at, _)| at).take(1).collect();
    }
    let found = best.into_iter().zip(0..table.rows.len());
    found
        .map(|(source, row)| RowMatch { source, row, label: None, rank: 1000, in_order: true })
        .collect()
}

/// The blocks from the table's first header or row to its last row.
pub(crate) fn region(
    words: &TableWords,
    sources: &[CandidateRow],
    matches: &[RowMatch],
) -> Option<Range<usize>> {
    let known =
        |source: &&CandidateRow| source.row.cells.iter().any(|cell| words.is_word(&cell.text));
    let first = sources.iter().find(known).map(|source| source.first);
    let first_row = matches.first().map(|m| sources[m.source].first);
    let start = [first, first_row].into_iter().flatten().min()?;
    // The headers of rows that are missing at the end are the table's all the same.
    let heads = |source: &&CandidateRow| {
        let cells = &source.row.cells;
        cells.iter().any(|cell| words.is_word(&cell.text))
            && cells.iter().all(|cell| words.knows(&cell.text) == Familiarity::Yes)
            && source.is_row
    };
    let last = matches.last().map(|m| {
        let after = sources.get(m.source + 1..).unwrap_or_default();
        let heads = after.iter().take_while(heads).last();
        heads.map_or(sources[m.source].last, |head| head.last)
    });
    let last_header = || sources.iter().rfind(known).map(|source| source.last);
    Some(start..last.or_else(last_header)? + 1)
}
