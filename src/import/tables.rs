//! A section's blocks → the figures of its table, by the words of the form.

use std::borrow::Cow;
use std::ops::Range;

use super::blocks::{Block, Cell, Row, Tiles};
use super::labels::{Known, TableWords};
use super::notes::{Findings, NoteKind};
use super::values::{self, After, Habit, Placed, is_figure};
use crate::edition::{Edition, Table};
use crate::grid::Content;
use crate::report::Edit;
use crate::report::place::{CellId, Place};

/// A table has some thirty rows: of more than this many only the very words are looked at.
const MAX_FUZZY_ROWS: usize = 1000;

/// What was read of a table.
#[derive(Debug, Default)]
pub(super) struct TableRead {
    pub edits: Vec<Edit>,
    /// The blocks, from first to last, that were its.
    pub blocks: Range<usize>,
}

/// Reads one table from the blocks of a part; `None` where nothing of it is there.
pub(super) fn read(
    edition: &Edition,
    index: usize,
    words: &TableWords,
    blocks: &[Block],
    findings: &mut Findings,
) -> Option<TableRead> {
    let mut reader =
        Reader { table: &edition.tables[index], index, words, findings, edits: Vec::new() };
    let drawn = blocks.iter().enumerate().find_map(|(at, block)| match block {
        Block::Grid(tiles) if is_form(words, tiles) => Some((at, tiles)),
        _ => None,
    });
    if let Some((at, tiles)) = drawn {
        reader.tiles(tiles);
        return Some(TableRead { edits: reader.edits, blocks: at..at + 1 });
    }
    let sources = sources(words, blocks);
    let matches = matches(reader.table, words, &sources);
    let region = region(words, &sources, &matches)?;
    reader.rows(&sources, &matches, &region);
    for block in blocks.get(region.clone()).unwrap_or_default() {
        reader.between(block);
    }
    Some(TableRead { edits: reader.edits, blocks: region })
}

/// Whether merged cells are the form's, cell for cell and word for word.
fn is_form(words: &TableWords, tiles: &Tiles) -> bool {
    let form = &words.grid;
    (form.rows, form.columns, form.cells.len()) == (tiles.rows, tiles.columns, tiles.cells.len())
        && form.cells.iter().zip(&tiles.cells).all(|(cell, tile)| {
            (cell.row, cell.column, cell.rows, cell.columns)
                == (tile.row, tile.column, tile.rows, tile.columns)
                && TableWords::same(&cell.content, &tile.text)
        })
}

/// A row of the source and the block it comes from.
struct Source<'a> {
    block: usize,
    row: Cow<'a, Row>,
}

/// Everything in the blocks that may be a row; a paragraph only where its words are the form's.
fn sources<'a>(words: &TableWords, blocks: &'a [Block]) -> Vec<Source<'a>> {
    let mut sources = Vec::new();
    for (block, content) in blocks.iter().enumerate() {
        match content {
            Block::Row(row) => sources.push(Source { block, row: Cow::Borrowed(row) }),
            Block::Grid(tiles) => {
                let rows = tiles.to_rows().into_iter();
                sources.extend(rows.map(|row| Source { block, row: Cow::Owned(row) }));
            }
            Block::Paragraph(line) if words.is_word(&line.text) => {
                let text = line.text.clone();
                let cells = vec![Cell { number: line.number, column: 0, text }];
                let row = Row { number: line.number, width: 1, cells, raw: None };
                sources.push(Source { block, row: Cow::Owned(row) });
            }
            Block::Paragraph(_) => {}
        }
    }
    sources
}

/// A row of the source that is a row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Match {
    source: usize,
    /// The row of the form.
    row: usize,
    /// Index of the label among the source row's cells; `None` in a form without labels.
    label: Option<usize>,
    /// 1000 where the label has the form's very words.
    rank: usize,
    /// Whether it stands where the form has it, after the rows above it.
    in_order: bool,
}

/// Which source rows are which of the form's: the likeliest that follow each other as in the
/// form, then those that stand elsewhere but have the form's very words.
fn matches(table: &Table, words: &TableWords, sources: &[Source]) -> Vec<Match> {
    if table.bands.iter().any(|band| band.label_columns == 0) {
        return unlabelled(table, sources);
    }
    let candidates = candidates(words, sources);
    let mut found = chain(table.rows.len(), &candidates);
    for candidate in candidates.iter().filter(|candidate| candidate.rank == 1000) {
        let free = |m: &Match| m.row != candidate.row && m.source != candidate.source;
        if found.iter().all(free) {
            found.push(Match { in_order: false, ..*candidate });
        }
    }
    found.sort_unstable_by_key(|found| found.source);
    found
}

fn candidates(words: &TableWords, sources: &[Source]) -> Vec<Match> {
    let mut candidates = Vec::new();
    let mut fuzzy = MAX_FUZZY_ROWS;
    for (source, Source { row, .. }) in sources.iter().enumerate() {
        let last_figure = row.cells.iter().rposition(|cell| is_figure(&cell.text));
        let labels = row.cells.iter().enumerate().filter(|(_, cell)| !is_figure(&cell.text));
        // The label is the innermost of the words before the figures.
        for (label, cell) in labels.take(4) {
            let figures = last_figure.is_some_and(|last| last > label);
            fuzzy = fuzzy.saturating_sub(usize::from(figures));
            for (row, rank) in words.rows_like(&cell.text, figures, fuzzy > 0) {
                let label = Some(label);
                candidates.push(Match { source, row, label, rank, in_order: true });
            }
        }
    }
    candidates
}

/// The likeliest candidates, each of a later source and a later row than the one before.
fn chain(rows: usize, candidates: &[Match]) -> Vec<Match> {
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
fn unlabelled(table: &Table, sources: &[Source]) -> Vec<Match> {
    let only_figures = |source: &&(usize, &Source)| {
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
    if best.is_empty() {
        best = wide.chain(&figures).map(|(at, _)| *at).take(1).collect();
    }
    if best.is_empty() {
        best = blank.map(|(at, _)| at).take(1).collect();
    }
    let found = best.into_iter().zip(0..table.rows.len());
    found
        .map(|(source, row)| Match { source, row, label: None, rank: 1000, in_order: true })
        .collect()
}

/// The blocks from the table's first header or row to its last row.
fn region(words: &TableWords, sources: &[Source], matches: &[Match]) -> Option<Range<usize>> {
    let known = |source: &&Source| source.row.cells.iter().any(|cell| words.is_word(&cell.text));
    let first = sources.iter().find(known).map(|source| source.block);
    let first_row = matches.first().map(|m| sources[m.source].block);
    let start = [first, first_row].into_iter().flatten().min()?;
    let last = matches.last().map(|m| sources[m.source].block);
    let last_header = || sources.iter().rfind(known).map(|source| source.block);
    Some(start..last.or_else(last_header)? + 1)
}

struct Reader<'a> {
    table: &'a Table,
    index: usize,
    words: &'a TableWords,
    findings: &'a mut Findings,
    edits: Vec<Edit>,
}

impl Reader<'_> {
    /// The form's own cells: each figure is where the form has it.
    fn tiles(&mut self, tiles: &Tiles) {
        let mut figures = vec![(0, ""); self.table.cells.len()];
        for (cell, tile) in self.words.grid.cells.iter().zip(&tiles.cells) {
            if let Content::Figure(index) = cell.content {
                figures[index] = (tile.number, tile.text.as_str());
            }
        }
        for (row, form) in self.table.rows.iter().enumerate() {
            let line = figures[form.cells.start].0;
            let texts: Vec<&str> = form.cells.clone().map(|cell| figures[cell].1).collect();
            self.figures(row, line, &texts);
        }
    }

    fn rows(&mut self, sources: &[Source], matches: &[Match], blocks: &Range<usize>) {
        let figures: Vec<(Match, After)> =
            matches.iter().map(|m| (*m, after(&sources[m.source].row, m.label))).collect();
        let count = |m: &Match| self.table.rows[m.row].cells.len();
        let habit = Habit::of(figures.iter().map(|(m, after)| (after, count(m))));
        let mut figures = figures.into_iter().peekable();
        for (at, source) in sources.iter().enumerate() {
            if let Some((found, after)) = figures.next_if(|(m, _)| m.source == at) {
                self.row(&source.row, found, &after, habit);
            } else if blocks.contains(&source.block) {
                self.other(&source.row);
            }
        }
    }

    fn row(&mut self, source: &Row, found: Match, after: &After, habit: Habit) {
        let form = &self.table.rows[found.row];
        let place = Place::Row(self.index, found.row);
        let name = self.row_name(found.row);
        if let Some(label) = found.label {
            let before = source.cells.get(..label).unwrap_or_default();
            for cell in before {
                self.cell(cell);
            }
            let words = &source.cells[label].text;
            if found.rank < 1000 {
                let message = format!("“{words}”按“{name}”读取");
                self.findings.note(NoteKind::Unsure, source.number, place.clone(), message);
            }
        }
        if !found.in_order {
            let message = format!("“{name}”不在规定的位置");
            self.findings.note(NoteKind::Unsure, source.number, place.clone(), message);
        }
        let band = self.table.band_of(found.row);
        let figures = match values::place(band, habit, after) {
            Placed::Figures(figures) => figures,
            Placed::WithoutSubtotal(figures, subtotal) => {
                let message = format!("“{name}”多一个数，“{subtotal}”是小计，没有读入");
                self.findings.note(NoteKind::Unsure, source.number, place, message);
                figures
            }
            Placed::Unclear => {
                let (found, count) = (after.cells.len(), form.cells.len());
                let message = format!(
                    "“{name}”应有 {count} 个数，原文有 {found} 个，不知各在哪一列，没有读入，请核对后填写"
                );
                self.findings.note(NoteKind::Unsure, source.number, place, message);
                self.findings.unplaced(source.number, source.text());
                return;
            }
        };
        self.figures(found.row, source.number, &figures);
    }

    fn figures(&mut self, row: usize, line: usize, figures: &[&str]) {
        for (cell, text) in self.table.rows[row].cells.clone().zip(figures) {
            self.value(cell, line, text);
        }
        self.blanks(row, line, figures);
    }

    /// Puts a figure, or a total as it was printed, into its cell.
    fn value(&mut self, cell: usize, line: usize, text: &str) {
        let id = CellId { table: self.index, index: cell };
        let form = &self.table.cells[cell];
        let (value, note) = values::read(form.kind, text);
        if let Some(note) = note {
            let name = format!("“{}”{}", self.row_name(form.row), self.column_name(cell));
            self.findings.note(NoteKind::Unsure, line, Place::Cell(id), format!("{name}：{note}"));
        }
        self.edits.push(if form.sum_of.is_some() {
            Edit::Printed(id, Some(value))
        } else {
            Edit::Value(id, value)
        });
    }

    fn blanks(&mut self, row: usize, line: usize, figures: &[&str]) {
        let start = self.table.rows[row].cells.start;
        let blank = figures.iter().enumerate().filter(|(_, text)| text.is_empty());
        let cells: Vec<usize> = blank.map(|(column, _)| start + column).collect();
        let name = self.row_name(row);
        let (place, message) = match cells.as_slice() {
            [] => return,
            [cell] => (
                Place::Cell(CellId { table: self.index, index: *cell }),
                format!("“{name}”{}为空白", self.column_name(*cell)),
            ),
            cells if cells.len() == figures.len() => {
                (Place::Row(self.index, row), format!("“{name}”整行为空白"))
            }
            cells => {
                let names: Vec<String> = cells.iter().map(|cell| self.column_name(*cell)).collect();
                let message = format!("“{name}”{}为空白", names.join("、"));
                (Place::Row(self.index, row), message)
            }
        };
        self.findings.note(NoteKind::Blank, line, place, message);
    }

    /// A row of the table's that is none of the form's: headers, or something strange.
    fn other(&mut self, row: &Row) {
        if row.cells.iter().any(|cell| is_figure(&cell.text)) {
            self.findings.unplaced(row.number, row.text());
        } else {
            for cell in &row.cells {
                self.cell(cell);
            }
        }
    }

    /// A line of its own between the table's rows.
    fn between(&mut self, block: &Block) {
        if let Block::Paragraph(line) = block {
            self.cell(&Cell { number: line.number, column: 0, text: line.text.clone() });
        }
    }

    /// Words beside the figures: kept where they are not the form's.
    fn cell(&mut self, cell: &Cell) {
        match self.words.knows(&cell.text) {
            _ if is_figure(&cell.text) => self.findings.unplaced(cell.number, cell.text.clone()),
            Known::Yes => {}
            Known::Nearly => {
                let message = format!("表中文字“{}”与规定的不同", cell.text);
                let place = Place::Table(self.index);
                self.findings.note(NoteKind::Unsure, cell.number, place, message);
            }
            Known::No => self.findings.unplaced(cell.number, cell.text.clone()),
        }
    }

    fn row_name(&self, row: usize) -> String {
        self.table.rows[row].path.last().unwrap_or(&self.table.name).clone()
    }

    /// The column's innermost header, with those above it where others are called the same.
    fn column_name(&self, cell: usize) -> String {
        let band = self.table.band_of(self.table.cells[cell].row);
        let path = &self.table.column_of(cell).path;
        let same = band.columns.iter().filter(|column| column.path.last() == path.last());
        if same.count() > 1 { path.join("") } else { path.last().cloned().unwrap_or_default() }
    }
}

/// The cells after a label.
fn after(row: &Row, label: Option<usize>) -> After<'_> {
    let label = label.map(|label| (label, row.cells[label].column));
    let (skip, start) = label.map_or((0, 0), |(index, column)| (index + 1, column + 1));
    let cells = row.cells.iter().skip(skip).map(|cell| (cell.column, cell.text.as_str()));
    After { start, width: row.width.saturating_sub(start), cells: cells.collect() }
}
