//! Paragraphs and rows of tables by what they name of a form and what they say of years.

use std::collections::{BTreeMap, BTreeSet};

use super::token_rows::is_prose;
use super::year_words::{SaidYear, said_by_cell, said_by_line};
use crate::import::blocks::{Block, CellRow, RowCell};
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::folding::plain;
use crate::import::vocabulary::labels::TableWords;
use crate::report::YEARS;

/// More bytes than this no label has.
const MAX_LABEL: usize = 600;

/// A paragraph, or a row of a table.
#[derive(Default)]
pub(super) struct YearUnit<'a> {
    pub block: usize,
    /// The form's rows, or parts of its head, that are named.
    pub marks: Vec<usize>,
    pub figures: Vec<&'a str>,
    /// Words of a line of its own that say a year, and the years.
    pub caption: Option<(&'a str, Vec<SaidYear>)>,
    /// Years that cells beside others say.
    pub cells: Vec<SaidYear>,
}

pub(super) fn units<'a>(marks: &FormMarks, blocks: &'a [Block]) -> Vec<YearUnit<'a>> {
    let mut units = Vec::new();
    for (block, content) in blocks.iter().enumerate() {
        match content {
            Block::Paragraph(line) if is_prose(&line.text) => {
                units.push(YearUnit { block, ..YearUnit::default() });
            }
            Block::Paragraph(line) => units.push(marks.of_line(block, &line.text)),
            Block::Row(row) => units.push(marks.of_row(block, row.cells.iter().map(cell_text))),
            Block::Grid(tiles) => {
                for row in tiles.cells.chunk_by(|a, b| a.row == b.row) {
                    units.push(marks.of_row(block, row.iter().map(|tile| tile.text.as_str())));
                }
            }
        }
    }
    units
}

/// What names a form's rows, or the parts of its head.
pub(super) struct FormMarks {
    labelled: bool,
    marks: BTreeMap<String, usize>,
}

impl FormMarks {
    pub(super) fn new(words: &TableWords) -> Self {
        Self { labelled: words.has_labels(), marks: marks(words) }
    }

    fn named(&self, text: &str) -> Option<usize> {
        let text = Some(text).filter(|text| text.len() <= MAX_LABEL)?;
        self.marks.get(plain(text).as_str()).copied()
    }

    /// Where, among the cells of a row, what was named with figures behind it is named once more: a
    /// cell a line has no rows.
    pub(super) fn ends_within(&self, block: &Block) -> Vec<usize> {
        let Block::Row(row) = block else { return Vec::new() };
        let (mut seen, mut pending) = (BTreeSet::new(), BTreeSet::new());
        let mut ends = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            if is_figure(&cell.text) {
                seen.append(&mut pending);
            } else if let Some(mark) = self.named(&cell.text) {
                if seen.contains(&mark) {
                    ends.push(at);
                    seen.clear();
                    pending.clear();
                }
                pending.insert(mark);
            }
        }
        ends
    }

    /// A row as as many rows as there are tables in it.
    pub(super) fn apart(&self, block: &Block) -> Vec<Block> {
        let (Block::Row(row), ends) = (block, self.ends_within(block)) else {
            return vec![block.clone()];
        };
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let ends = ends.iter().copied().chain([row.cells.len()]);
        let piece = |(start, end): (usize, usize)| {
            let cells = row.cells.get(start..end).unwrap_or_default();
            let from = cells.first().filter(|_| start > 0).map_or(0, |cell| cell.column);
            let width = row.cells.get(end).map_or(row.width, |next| next.column) - from;
            let moved = |cell: &RowCell| RowCell { column: cell.column - from, ..cell.clone() };
            let number = cells.first().map_or(row.number, |cell| cell.number);
            let raw = row.raw.clone().filter(|_| start == 0 && end == row.cells.len());
            Block::Row(CellRow { number, width, cells: cells.iter().map(moved).collect(), raw })
        };
        starts.zip(ends).map(piece).collect()
    }

    fn of_row<'a>(&self, block: usize, cells: impl Iterator<Item = &'a str>) -> YearUnit<'a> {
        let cells: Vec<&str> = cells.filter(|text| !text.is_empty()).collect();
        let mut unit = YearUnit { block, ..YearUnit::default() };
        unit.marks = cells.iter().filter_map(|text| self.named(text)).collect();
        if let [only] = cells.as_slice() {
            unit.caption = caption(only);
        } else if !self.labelled
            || !unit.marks.is_empty()
            || !cells.iter().any(|text| is_figure(text) && !is_year(text))
        {
            // A row of figures that is none of the form's says nothing of the table.
            unit.cells = cells.iter().filter_map(|text| said_by_cell(text)).collect();
        }
        unit.figures = cells.into_iter().filter(|text| is_figure(text)).collect();
        if unit.marks.is_empty() && unit.figures.iter().all(|text| is_year(text)) {
            let years = unit.figures.drain(..).filter_map(|text| text.parse().ok());
            unit.cells.extend(years.map(SaidYear::Year));
        }
        unit
    }

    fn of_line<'a>(&self, block: usize, text: &'a str) -> YearUnit<'a> {
        let mut unit = YearUnit { block, ..YearUnit::default() };
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let begins = || pieces.first().and_then(|piece| self.named(piece));
        unit.marks.extend(self.named(text).or_else(begins));
        if !unit.marks.is_empty() || pieces.iter().all(|piece| is_figure(piece)) {
            unit.figures = pieces.into_iter().filter(|piece| is_figure(piece)).collect();
        }
        unit.caption = caption(text);
        unit
    }
}

fn cell_text(cell: &RowCell) -> &str {
    &cell.text
}

fn caption(text: &str) -> Option<(&str, Vec<SaidYear>)> {
    let said = said_by_line(text);
    (!said.is_empty()).then_some((text, said))
}

/// A year without 年, as it heads a column.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year| YEARS.contains(&year))
}

/// The labels of the form's rows, else the parts of its head, that it has only once.
fn marks(words: &TableWords) -> BTreeMap<String, usize> {
    let rows: Vec<String> =
        (0..).map_while(|row| words.row_plain(row)).map(str::to_owned).collect();
    let all = if rows.is_empty() { words.heads() } else { rows };
    let once = |text: &String| all.iter().filter(|other| *other == text).count() == 1;
    let marks = all.iter().enumerate().filter(|(_, text)| once(text));
    marks.map(|(at, text)| (text.clone(), at)).collect()
}
