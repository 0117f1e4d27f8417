//! Matched rows → values, notes and where each is in the source.

use std::collections::BTreeSet;
use std::ops::Range;

use super::head_order::{HeadOrder, HeadWord};
use super::label_coverage::{LabelCoverage, is_merged};
use super::placement::{CellsAfterLabel, TableHabit};
use super::row_figures::RowFigures;
use super::row_matching::{CandidateRow, RowMatch};
use super::unit_words;
use super::{InOneRow, TableRead};
use crate::edition::{Kind, Table};
use crate::grid::Content;
use crate::import::blocks::{Block, CellRow, MergedTable, RowCell};
use crate::import::notes::{NoteKind, NoteLog};
use crate::import::provenance::{CellReading, ReadState, Spot};
use crate::import::vocabulary::figures::{self, is_figure};
use crate::import::vocabulary::labels::{Familiarity, TableWords, is_word_of_a_form};
use crate::report::place::{CellId, Place};
use crate::report::{Edit, Value};

pub(super) struct TableReader<'a> {
    pub table: &'a Table,
    pub index: usize,
    pub words: &'a TableWords,
    pub findings: &'a mut NoteLog,
    pub edits: Vec<Edit>,
    pub readings: Vec<(CellId, CellReading)>,
    pub used: LabelCoverage<'a>,
    /// The source rows whose figures may be another's.
    pub doubtful: BTreeSet<usize>,
    /// Rows of the source that are several of the form's.
    pub in_one: Vec<InOneRow>,
    /// The words since the last row of a band, which may head the next.
    pub heads: Vec<HeadWord>,
    /// Amounts are in 元, as the words over them say, not in 万元.
    pub in_yuan: bool,
    /// For each band that a row was met of the order of its columns.
    pub order: Vec<(usize, HeadOrder)>,
}

impl<'a> TableReader<'a> {
    pub(super) fn new(
        table: &'a Table,
        index: usize,
        words: &'a TableWords,
        findings: &'a mut NoteLog,
    ) -> Self {
        Self {
            table,
            index,
            words,
            findings,
            edits: Vec::new(),
            readings: Vec::new(),
            used: LabelCoverage::new(words),
            doubtful: BTreeSet::new(),
            in_one: Vec::new(),
            heads: Vec::new(),
            in_yuan: false,
            order: Vec::new(),
        }
    }
}

impl TableReader<'_> {
    pub(super) fn done(self, blocks: Range<usize>) -> TableRead {
        for stray in self.used.strays() {
            self.findings.unplaced(stray.number, stray.text);
        }
        TableRead { edits: self.edits, readings: self.readings, blocks, in_one: self.in_one }
    }

    /// The form's own cells: each figure is where the form has it.
    pub(super) fn tiles(&mut self, tiles: &MergedTable) {
        let mut figures: Vec<Option<RowCell>> = vec![None; self.table.cells.len()];
        let mut lines = vec![0; self.table.rows.len()];
        for (cell, tile) in self.words.grid.cells.iter().zip(&tiles.cells) {
            if let Content::Figure(index) = cell.content {
                let text = tile.text.clone();
                lines[self.table.cells[index].row] = tile.number;
                let (number, column) = (tile.number, tile.column);
                let found = RowCell { number, column, text, piece: Some(column), wide: 1 };
                figures[index] = Some(found).filter(|cell| !cell.text.is_empty());
            }
        }
        for (row, form) in self.table.rows.iter().enumerate() {
            let cells: Vec<Option<&RowCell>> =
                form.cells.clone().map(|cell| figures[cell].as_ref()).collect();
            self.figures(row, lines[row], &cells);
        }
    }

    /// Takes as many figures as the form has, without any label, in the form's order.
    ///
    /// `named`: names beside them said which is which.
    pub(super) fn by_position(&mut self, figures: &[(usize, RowCell)], named: bool) {
        let cells: Vec<Option<&RowCell>> = figures.iter().map(|(_, cell)| Some(cell)).collect();
        for (row, form) in self.table.rows.iter().enumerate() {
            let cells = cells.get(form.cells.clone()).unwrap_or_default();
            self.figures(
                row,
                cells.first().copied().flatten().map_or(0, |cell| cell.number),
                cells,
            );
        }
        for (_, reading) in &mut self.readings {
            reading.state = ReadState::Unsure;
        }
        let line = figures.first().map_or(0, |(_, cell)| cell.number);
        let (name, count) = (&self.table.name, figures.len());
        let message = if named {
            format!("{name}的 {count} 个数，次序与规定的不同，已按旁边的名称读入，请逐格核对")
        } else {
            format!("{name}没有行的名称，正好有 {count} 个数，按顺序读入，请逐格核对")
        };
        self.findings.note(NoteKind::Unsure, line, Place::Table(self.index), message);
    }

    /// Tells of a table on its side.
    pub(super) fn is_turned(&mut self) {
        let message = format!("{}的行和列与规定的对调，已按名称读入，请核对", self.table.name);
        self.findings.tell(NoteKind::Unsure, Place::Table(self.index), message);
    }

    /// Words of a table on its side that are neither labels nor figures.
    pub(super) fn beside_turned(&mut self, cells: &[RowCell]) {
        for cell in cells.iter().filter(|cell| !is_word_of_a_form(&cell.text)) {
            self.findings.unplaced(cell.number, cell.text.clone());
        }
    }

    /// Tells of figures whose names do not say which is which.
    pub(super) fn unknown_order(&mut self) {
        let name = &self.table.name;
        let message =
            format!("{name}的名称与规定的不同，不知各数是哪一格的，没有读入，请核对后填写");
        self.findings.tell(NoteKind::Unsure, Place::Table(self.index), message);
    }

    /// Words between figures that have no labels.
    pub(super) fn between_figures(&mut self, block: &Block) {
        for line in block.lines() {
            for text in line.text.split('\t') {
                let words = text.split_whitespace().filter(|word| !is_figure(word));
                let text = words.collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    self.cell(&RowCell {
                        number: line.number,
                        column: 0,
                        text,
                        piece: None,
                        wide: 1,
                    });
                }
            }
        }
    }

    pub(super) fn rows(
        &mut self,
        sources: &[CandidateRow],
        matches: &[RowMatch],
        blocks: &Range<usize>,
    ) {
        let count = |m: &RowMatch| self.table.rows[m.row].cells.len();
        let figures: Vec<(RowMatch, CellsAfterLabel)> = matches
            .iter()
            .map(|m| (*m, after(&sources[m.source].row, m.label, count(m))))
            .collect();
        let habit = TableHabit::of(figures.iter().map(|(m, after)| (after, count(m))));
        let mut figures = figures.into_iter().peekable();
        let mut above = None;
        for (at, source) in sources.iter().enumerate() {
            let row = source.row.as_ref();
            if let Some((found, after)) = figures.next_if(|(m, _)| m.source == at) {
                self.head_of(found, source);
                self.row(row, above, found, &after, &habit);
            } else if blocks.contains(&source.first) {
                row.cells.iter().for_each(|cell| self.head(cell));
                self.other(row, above, matches);
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

    /// Keeps the words of a cell that may be of a head; those of a line that are no word of the
    /// form's together are words of their own.
    fn head(&mut self, cell: &RowCell) {
        self.in_yuan = unit_words::in_yuan(&cell.text).unwrap_or(self.in_yuan);
        if self.words.is_word(&cell.text) {
            self.heads.push(HeadWord::new(&cell.text, cell.number));
        } else {
            let words = cell.text.split_whitespace().filter(|word| !is_figure(word));
            self.heads.extend(words.map(|word| HeadWord::new(word, cell.number)));
        }
    }

    fn row(
        &mut self,
        source: &CellRow,
        above: Option<&CellRow>,
        found: RowMatch,
        after: &CellsAfterLabel,
        habit: &TableHabit,
    ) {
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
        let behind = found.label.map_or(0, |label| label + 1) + after.cells.len();
        for note in source.cells.get(behind..).unwrap_or_default() {
            self.findings.unplaced(note.number, note.text.clone());
        }
        if !found.in_order {
            let message = format!("“{name}”不在规定的位置");
            self.findings.note(NoteKind::Unsure, source.number, place.clone(), message);
        }
        match self.figures_of(source, found, after, habit) {
            Ok(RowFigures { figures, unsure }) => {
                let read = self.readings.len();
                self.figures(found.row, source.number, &figures);
                let read = self.readings.iter_mut().skip(read).map(|(_, reading)| reading);
                read.filter(|reading| unsure && reading.state == ReadState::Read)
                    .for_each(|reading| reading.state = ReadState::Unsure);
            }
            Err(why) => {
                let message = format!("“{name}”{why}，没有读入，请核对后填写");
                self.findings.note(NoteKind::Unsure, source.number, place, message);
                self.findings.keep(source.number, source.text());
            }
        }
    }

    fn figures(&mut self, row: usize, line: usize, figures: &[Option<&RowCell>]) {
        for (cell, found) in self.table.rows[row].cells.clone().zip(figures) {
            self.value(cell, line, *found);
        }
        self.blanks(row, line, figures);
    }

    /// Puts a figure, or a total as it was printed, into its cell.
    fn value(&mut self, cell: usize, line: usize, found: Option<&RowCell>) {
        let id = CellId { table: self.index, index: cell };
        let form = &self.table.cells[cell];
        let text = found.map_or("", |found| found.text.as_str());
        let (mut value, mut note) = figures::read(form.kind, text);
        // As if the unit stood behind it: 0 is 0 in every unit, what else it is stays to be told.
        let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        if form.kind == Kind::Money && self.in_yuan && plain && !text.is_empty() {
            (value, note) = figures::read(form.kind, &format!("{text}元"));
            note = note.map(|note| format!("表头的单位是元，{note}"));
        }
        let state = match (&value, &note) {
            (Value::Blank | Value::Mark(_), _) => ReadState::Blank,
            (_, Some(_)) => ReadState::Unsure,
            (_, None) => ReadState::Read,
        };
        let line = found.map_or(line, |found| found.number);
        let spot = Spot { line, column: found.and_then(|found| found.piece) };
        self.readings.push((id, CellReading { state, spot: Some(spot) }));
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
    fn blanks(&mut self, row: usize, line: usize, figures: &[Option<&RowCell>]) {
        let start = self.table.rows[row].cells.start;
        let cells = |is: &dyn Fn(Option<&RowCell>) -> bool| -> Vec<usize> {
            let found = figures.iter().enumerate().filter(|(_, cell)| is(**cell));
            found.map(|(column, _)| start + column).collect()
        };
        let mark = |cell: &&RowCell| matches!(Value::read(Kind::Count, &cell.text), Value::Mark(_));
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
    fn other(&mut self, row: &CellRow, above: Option<&CellRow>, matches: &[RowMatch]) {
        if let Some(one) = self.in_one_row(row, matches) {
            let name = &one.name;
            let message =
                format!("原文把“{name}”印成一行（2019年版的写法），没有分列各小项，请核对后填写");
            let place = Place::Row(self.index, one.rows.start);
            self.findings.note(NoteKind::Unsure, row.number, place, message);
            self.findings.keep(row.number, row.text());
            self.in_one.push(one);
        } else if row.cells.iter().any(|cell| is_figure(&cell.text)) {
            self.findings.unplaced(row.number, row.text());
        } else {
            self.words_beside(&row.cells, row, above);
        }
    }

    /// A row with the figures of several of the form's together, none of which is in the source.
    fn in_one_row(&self, row: &CellRow, matches: &[RowMatch]) -> Option<InOneRow> {
        let last = row.cells.iter().rposition(|cell| !is_figure(&cell.text))?;
        let label = &row.cells.get(last)?.text;
        let rows = self.words.group_rows(label)?;
        let figures: Vec<Value> = row
            .cells
            .iter()
            .skip(last + 1)
            .map(|cell| Value::read(Kind::Count, &cell.text))
            .collect();
        let whole = self.table.rows[rows.start].cells.len() == figures.len();
        let free = matches.iter().all(|found| !rows.contains(&found.row));
        (whole && free).then(|| InOneRow { table: self.index, name: label.clone(), rows, figures })
    }

    /// Words of a row beside its figures.
    fn words_beside(&mut self, cells: &[RowCell], row: &CellRow, above: Option<&CellRow>) {
        for cell in cells {
            let known = !is_figure(&cell.text) && self.words.knows(&cell.text) == Familiarity::Yes;
            if !(known && is_merged(cell, row, above)) {
                self.cell(cell);
            }
        }
    }

    /// A line of its own between the table's rows.
    pub(super) fn between(&mut self, block: &Block) {
        if let Block::Paragraph(line) = block {
            let text = line.text.clone();
            self.cell(&RowCell { number: line.number, column: 0, text, piece: None, wide: 1 });
        }
    }

    /// Words beside the figures: kept where they are not the form's.
    fn cell(&mut self, cell: &RowCell) {
        match self.words.knows(&cell.text) {
            _ if is_figure(&cell.text) => self.findings.unplaced(cell.number, cell.text.clone()),
            Familiarity::Yes => self.used.word(cell),
            // 本年新制作数量 over 2021's rows: the words of another edition.
            known if known == Familiarity::Nearly || is_word_of_a_form(&cell.text) => {
                let message = format!("表中文字“{}”与规定的不同", cell.text);
                let place = Place::Table(self.index);
                self.findings.note(NoteKind::Unsure, cell.number, place, message);
            }
            _ => self.findings.unplaced(cell.number, cell.text.clone()),
        }
    }

    pub(super) fn row_name(&self, row: usize) -> String {
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

/// The cells after a label; without a note behind more figures than it has columns for.
fn after(row: &CellRow, label: Option<usize>, count: usize) -> CellsAfterLabel<'_> {
    let label = label.map(|label| (label, row.cells[label].column));
    let (skip, start) = label.map_or((0, 0), |(index, column)| (index + 1, column + 1));
    let mut cells: Vec<&RowCell> = row.cells.iter().skip(skip).collect();
    let mut width = row.width.saturating_sub(start);
    while cells.len() > count
        && let Some(note) = cells.pop_if(|cell| !is_figure(&cell.text))
    {
        width = note.column.saturating_sub(start);
    }
    CellsAfterLabel { start, width, cells }
}
