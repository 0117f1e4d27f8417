//! A section's blocks → the figures of its table, by the words of the form.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::blocks::{Block, Cell, Row, Tile, Tiles};
use super::labels::{Known, TableWords};
use super::notes::{Findings, NoteKind};
use super::order;
use super::rows::{Match, Source, matches, region, score, sources};
use super::stream;
use super::trace::{Reading, Spot, State};
use super::used::{Used, is_merged};
use super::values::{self, After, Habit, Placed, is_figure};
use crate::edition::{Edition, Kind, Table};
use crate::grid::Content;
use crate::report::place::{CellId, Place};
use crate::report::{Edit, Value};

/// What was read of a table.
#[derive(Debug, Default)]
pub(super) struct TableRead {
    pub edits: Vec<Edit>,
    /// Where each figure, or the blank in its place, stands in the source.
    pub readings: Vec<(CellId, Reading)>,
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
    let mut reader = Reader {
        table: &edition.tables[index],
        index,
        words,
        findings,
        edits: Vec::new(),
        readings: Vec::new(),
        used: Used::new(words),
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
        && let Some(figures) = stream::by_position(words, blocks, reader.table.cells.len())
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
        let prose =
            |block: &Block| matches!(block, Block::Paragraph(line) if stream::is_prose(&line.text));
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
) -> (Vec<Source<'a>>, Vec<Match>, BTreeSet<usize>) {
    let rows = sources(words, blocks);
    let matched = matches(table, words, &rows);
    let known = score(&rows, &matched);
    if known < table.rows.len() {
        let stream = stream::rows(words, blocks);
        let found = matches(table, words, &stream);
        if score(&stream, &found) > known {
            let doubtful = order::doubtful(table, &stream, &found);
            return (stream, found, doubtful);
        }
    }
    (rows, matched, BTreeSet::new())
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

/// The form's cells put together again, where each of the places that they were taken apart into
/// has all the words or none.
fn merged(words: &TableWords, tiles: &Tiles) -> Option<Tiles> {
    let form = &words.grid;
    if (form.rows, form.columns) != (tiles.rows, tiles.columns) {
        return None;
    }
    let mut cells = Vec::new();
    for cell in &form.cells {
        let (rows, columns) =
            (cell.row..cell.row + cell.rows, cell.column..cell.column + cell.columns);
        let inside = |tile: &&Tile| rows.contains(&tile.row) && columns.contains(&tile.column);
        let places = || tiles.cells.iter().filter(inside);
        let first = places().next()?;
        let same = |tile: &Tile| tile.text.is_empty() || tile.text == first.text;
        let filled: usize = places().map(|tile| tile.rows * tile.columns).sum();
        if filled != cell.rows * cell.columns || !places().all(same) {
            return None;
        }
        cells.push(Tile { rows: cell.rows, columns: cell.columns, ..first.clone() });
    }
    let merged = Tiles { cells, ..*tiles };
    is_form(words, &merged).then_some(merged)
}

struct Reader<'a> {
    table: &'a Table,
    index: usize,
    words: &'a TableWords,
    findings: &'a mut Findings,
    edits: Vec<Edit>,
    readings: Vec<(CellId, Reading)>,
    used: Used<'a>,
    /// The source rows whose figures may be another's.
    doubtful: BTreeSet<usize>,
}

impl Reader<'_> {
    fn done(self, blocks: Range<usize>) -> TableRead {
        for stray in self.used.strays() {
            self.findings.unplaced(stray.number, stray.text);
        }
        TableRead { edits: self.edits, readings: self.readings, blocks }
    }

    /// The form's own cells: each figure is where the form has it.
    fn tiles(&mut self, tiles: &Tiles) {
        let mut figures: Vec<Option<Cell>> = vec![None; self.table.cells.len()];
        let mut lines = vec![0; self.table.rows.len()];
        for (cell, tile) in self.words.grid.cells.iter().zip(&tiles.cells) {
            if let Content::Figure(index) = cell.content {
                let text = tile.text.clone();
                lines[self.table.cells[index].row] = tile.number;
                let (number, column) = (tile.number, tile.column);
                let found = Cell { number, column, text, piece: Some(column) };
                figures[index] = Some(found).filter(|cell| !cell.text.is_empty());
            }
        }
        for (row, form) in self.table.rows.iter().enumerate() {
            let cells: Vec<Option<&Cell>> =
                form.cells.clone().map(|cell| figures[cell].as_ref()).collect();
            self.figures(row, lines[row], &cells);
        }
    }

    /// As many figures as the form has, and no label: in the form's order.
    fn by_position(&mut self, figures: &[(usize, Cell)]) {
        let cells: Vec<Option<&Cell>> = figures.iter().map(|(_, cell)| Some(cell)).collect();
        for (row, form) in self.table.rows.iter().enumerate() {
            let cells = cells.get(form.cells.clone()).unwrap_or_default();
            self.figures(
                row,
                cells.first().copied().flatten().map_or(0, |cell| cell.number),
                cells,
            );
        }
        for (_, reading) in &mut self.readings {
            reading.state = State::Unsure;
        }
        let line = figures.first().map_or(0, |(_, cell)| cell.number);
        let message = format!(
            "{}没有行的名称，正好有 {} 个数，按顺序读入，请逐格核对",
            self.table.name,
            figures.len()
        );
        self.findings.note(NoteKind::Unsure, line, Place::Table(self.index), message);
    }

    /// Words between figures that have no labels.
    fn between_figures(&mut self, block: &Block) {
        for line in block.lines() {
            for text in line.text.split('\t').map(str::trim).filter(|text| !text.is_empty()) {
                if !text.split_whitespace().all(is_figure) {
                    let text = text.to_owned();
                    self.cell(&Cell { number: line.number, column: 0, text, piece: None });
                }
            }
        }
    }

    fn rows(&mut self, sources: &[Source], matches: &[Match], blocks: &Range<usize>) {
        let figures: Vec<(Match, After)> =
            matches.iter().map(|m| (*m, after(&sources[m.source].row, m.label))).collect();
        let count = |m: &Match| self.table.rows[m.row].cells.len();
        let habit = Habit::of(figures.iter().map(|(m, after)| (after, count(m))));
        let mut figures = figures.into_iter().peekable();
        let mut above = None;
        for (at, source) in sources.iter().enumerate() {
            let row = source.row.as_ref();
            if let Some((found, after)) = figures.next_if(|(m, _)| m.source == at) {
                self.row(row, above, found, &after, &habit);
            } else if blocks.contains(&source.first) {
                self.other(row, above);
            }
            above = Some(row);
        }
        for row in 0..self.table.rows.len() {
            if !matches.is_empty() && matches.iter().all(|found| found.row != row) {
                let message = format!("没有找到“{}”这一行", self.row_name(row));
                self.findings.tell(NoteKind::Unsure, Place::Row(self.index, row), message);
            }
        }
    }

    fn row(
        &mut self,
        source: &Row,
        above: Option<&Row>,
        found: Match,
        after: &After,
        habit: &Habit,
    ) {
        let form = &self.table.rows[found.row];
        let place = Place::Row(self.index, found.row);
        let name = self.row_name(found.row);
        if let Some(label) = found.label {
            let before = source.cells.get(..label).unwrap_or_default();
            self.used.row(found.row);
            self.words_beside(before, source, above);
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
            // With most rows alike it is the table's own; else only sums tell which it is.
            Placed::WithoutSubtotal(figures, subtotal)
                if habit.over || self.adds_up(found.row, &figures) =>
            {
                let message = format!("“{name}”多一个数，“{}”是小计，没有读入", subtotal.text);
                self.findings.note(NoteKind::Unsure, source.number, place.clone(), message);
                figures
            }
            Placed::WithoutSubtotal(..) | Placed::Unclear => {
                let (found, count) = (after.cells.len(), form.cells.len());
                let message = format!(
                    "“{name}”应有 {count} 个数，原文有 {found} 个，不知各在哪一列，没有读入，请核对后填写"
                );
                self.findings.note(NoteKind::Unsure, source.number, place, message);
                self.findings.unplaced(source.number, source.text());
                return;
            }
        };
        if self.doubtful.contains(&found.source) && figures.iter().any(Option::is_some) {
            let message = format!("“{name}”旁边的数分不清是哪一行的，没有读入，请核对后填写");
            self.findings.note(NoteKind::Unsure, source.number, place, message);
            self.findings.unplaced(source.number, source.text());
            return;
        }
        self.figures(found.row, source.number, &figures);
    }

    /// Whether a row's totals are the sums of its other figures.
    fn adds_up(&self, row: usize, figures: &[Option<&Cell>]) -> bool {
        let cells = self.table.rows[row].cells.clone();
        let count = |cell: usize| {
            let found = figures.get(cell.checked_sub(cells.start)?).copied().flatten()?;
            Value::read(Kind::Count, &found.text).count()
        };
        cells.clone().all(|cell| match &self.table.cells[cell].sum_of {
            Some(parts) if parts.iter().all(|part| cells.contains(part)) => {
                count(cell) == parts.iter().map(|part| count(*part)).sum()
            }
            _ => true,
        })
    }

    fn figures(&mut self, row: usize, line: usize, figures: &[Option<&Cell>]) {
        for (cell, found) in self.table.rows[row].cells.clone().zip(figures) {
            self.value(cell, line, *found);
        }
        self.blanks(row, line, figures);
    }

    /// Puts a figure, or a total as it was printed, into its cell.
    fn value(&mut self, cell: usize, line: usize, found: Option<&Cell>) {
        let id = CellId { table: self.index, index: cell };
        let form = &self.table.cells[cell];
        let (value, note) = values::read(form.kind, found.map_or("", |found| &found.text));
        let state = match (&value, &note) {
            (Value::Blank | Value::Mark(_), _) => State::Blank,
            (_, Some(_)) => State::Unsure,
            (_, None) => State::Read,
        };
        let line = found.map_or(line, |found| found.number);
        let spot = Spot { line, column: found.and_then(|found| found.piece) };
        self.readings.push((id, Reading { state, spot: Some(spot) }));
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

    /// Tells which of a row's figures are blank, and which have a mark in their place.
    fn blanks(&mut self, row: usize, line: usize, figures: &[Option<&Cell>]) {
        let start = self.table.rows[row].cells.start;
        let cells = |is: &dyn Fn(Option<&Cell>) -> bool| -> Vec<usize> {
            let found = figures.iter().enumerate().filter(|(_, cell)| is(**cell));
            found.map(|(column, _)| start + column).collect()
        };
        let mark = |cell: &&Cell| matches!(Value::read(Kind::Count, &cell.text), Value::Mark(_));
        let blank = cells(&|cell| cell.is_none());
        let marked = cells(&|cell| cell.is_some_and(|cell| mark(&cell)));
        let marks: BTreeSet<&str> =
            figures.iter().flatten().filter(|c| mark(c)).map(|c| c.text.as_str()).collect();
        let marks: Vec<&str> = marks.into_iter().collect();
        self.tell_blanks(row, line, &blank, "为空白");
        self.tell_blanks(row, line, &marked, &format!("写的是“{}”", marks.join("”“")));
    }

    fn tell_blanks(&mut self, row: usize, line: usize, cells: &[usize], what: &str) {
        let name = self.row_name(row);
        let (place, message) = match cells {
            [] => return,
            [cell] => (
                Place::Cell(CellId { table: self.index, index: *cell }),
                format!("“{name}”{}{what}", self.column_name(*cell)),
            ),
            cells if cells.len() == self.table.rows[row].cells.len() => {
                (Place::Row(self.index, row), format!("“{name}”整行{what}"))
            }
            cells => {
                let names: Vec<String> = cells.iter().map(|cell| self.column_name(*cell)).collect();
                let message = format!("“{name}”{}{what}", names.join("、"));
                (Place::Row(self.index, row), message)
            }
        };
        self.findings.note(NoteKind::Blank, line, place, message);
    }

    /// A row of the table's that is none of the form's: headers, or something strange.
    fn other(&mut self, row: &Row, above: Option<&Row>) {
        if row.cells.iter().any(|cell| is_figure(&cell.text)) {
            self.findings.unplaced(row.number, row.text());
        } else {
            self.words_beside(&row.cells, row, above);
        }
    }

    /// Words of a row beside its figures.
    fn words_beside(&mut self, cells: &[Cell], row: &Row, above: Option<&Row>) {
        for cell in cells {
            let known = !is_figure(&cell.text) && self.words.knows(&cell.text) == Known::Yes;
            if !(known && is_merged(cell, row, above)) {
                self.cell(cell);
            }
        }
    }

    /// A line of its own between the table's rows.
    fn between(&mut self, block: &Block) {
        if let Block::Paragraph(line) = block {
            let text = line.text.clone();
            self.cell(&Cell { number: line.number, column: 0, text, piece: None });
        }
    }

    /// Words beside the figures: kept where they are not the form's.
    fn cell(&mut self, cell: &Cell) {
        match self.words.knows(&cell.text) {
            _ if is_figure(&cell.text) => self.findings.unplaced(cell.number, cell.text.clone()),
            Known::Yes => self.used.word(cell),
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
    let cells = row.cells.iter().skip(skip).collect();
    After { start, width: row.width.saturating_sub(start), cells }
}
