//! Paragraphs and tables as a structured source has them → blocks.
//!
//! A table is a form, or it only holds a page together: a row in which prose, another table or a
//! section's heading is, is taken apart, the rows between are tables of their own. Paragraphs
//! go to the reader of plain text, since tables are also typed with tabs and bars.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::marked::{self, Unmarked};
use super::text::line_blocks;
use crate::import::blocks::{Aside, AsideKind, Block, MergedCell, MergedTable};
use crate::import::source::text::residue::{Cleaner, SourceLine};
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::headings::is_heading;
use crate::import::vocabulary::labels::is_of_a_form;

/// More cells than this no report has.
pub(crate) const MAX_CELLS: usize = 200_000;

/// Tables in tables, and elements in elements, deeper than this are no report's.
pub(crate) const MAX_DEPTH: usize = 256;

/// A cell with more characters holds prose.
const MAX_CELL: usize = 120;

/// How far a paragraph that is set at the right is moved in.
pub(crate) const AT_RIGHT: &str = "　　　　　　　　";

/// What a structured source says.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct FlowText {
    pub pieces: Vec<FlowItem>,
    /// Lines beside the text: in boxes, notes, at every page's head or foot.
    pub beside: Vec<String>,
    /// What was taken out as no text of the report's, as notes report it.
    pub cleaned: Vec<String>,
}

impl FlowText {
    /// Notes the numbers of pages that were taken out.
    pub(crate) fn page_numbers(&mut self, numbers: &[String]) {
        if !numbers.is_empty() {
            let told = format!("页码 {} 个：{}", numbers.len(), numbers.join("、"));
            self.cleaned.push(told);
        }
    }

    /// Notes how many characters were not read since the source hides them.
    pub(crate) fn tell_hidden(&mut self, characters: usize) {
        if characters > 0 {
            self.cleaned.push(format!("原文中隐藏的文字 {characters} 个字符，没有读取"));
        }
    }
}

/// The characters of a text that are no white space.
pub(crate) fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A part of a structured source.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FlowItem {
    /// A paragraph, the spaces before it kept.
    Text(String),
    Table(FlowTable),
}

/// A table's cells in reading order, each in its place.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FlowTable {
    pub cells: Vec<FlowCell>,
}

/// A cell, merged or not.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FlowCell {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub pieces: Vec<FlowItem>,
}

impl FlowCell {
    fn has_table(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, FlowItem::Table(_)))
    }

    /// Whether it is empty; Word has a paragraph in every cell.
    fn is_blank(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            FlowItem::Text(words) => words.trim().is_empty(),
            FlowItem::Table(table) => table.cells.iter().all(Self::is_blank),
        })
    }

    /// The words in one: paragraphs follow each other as wrapped lines do.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            if let FlowItem::Text(words) = piece {
                join(&mut text, words.trim());
            }
        }
        text
    }

    /// Whether it holds a part of the page rather than a label or a figure.
    fn is_prose(&self) -> bool {
        let mut characters = 0;
        let mut paragraphs = 0;
        let mut sentences = false;
        for piece in &self.pieces {
            if let FlowItem::Text(words) = piece {
                characters += words.trim().chars().take(MAX_CELL + 1).count();
                paragraphs += usize::from(!words.trim().is_empty());
                sentences |= words.trim_end().ends_with('。');
            }
            if characters > MAX_CELL {
                return true;
            }
        }
        self.has_table() || (paragraphs > 1 && sentences)
    }
}

/// Adds the rest of a text that was broken: a space only between two of latin letters or digits.
pub(crate) fn join(text: &mut String, rest: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if latin(text.chars().next_back()) && latin(rest.chars().next()) {
        text.push(' ');
    }
    text.push_str(rest);
}

/// The blocks of a source, what was cleaned out of it, and what was left out of its words.
pub(crate) struct FlowBlocks {
    pub blocks: Vec<Block>,
    pub cleaned: Vec<String>,
    pub asides: Vec<Aside>,
}

/// The blocks of a source; `None` where there are too many.
pub(crate) fn blocks(pieces: Vec<FlowItem>) -> Option<FlowBlocks> {
    let mut reader = FlowReader::default();
    reader.pieces(pieces)?;
    reader.close()?;
    let cleaned = reader.cleaner.told();
    Some(FlowBlocks { blocks: reader.blocks, cleaned, asides: reader.asides })
}

/// Whether what is raised beside the words of a cell is no part of them: beside a figure, a form's
/// words or nothing it is the mark of a note.
fn is_note_mark(parts: &Unmarked) -> bool {
    let words = parts.words.trim();
    words.is_empty() || parts.at_digit || is_figure(words) || is_of_a_form(words)
}

/// Whether what is raised in a paragraph is no part of it: in a heading, and in a line with nothing
/// but a form's words and figures.
fn is_beside_figures(parts: &Unmarked) -> bool {
    let mut words = parts.words.split_whitespace();
    let bare = words.all(|word| is_figure(word) || is_of_a_form(word));
    (bare && !parts.words.trim().is_empty()) || is_heading(parts.words.trim())
}

#[derive(Default)]
struct FlowReader {
    blocks: Vec<Block>,
    /// Paragraphs that no table has followed yet.
    lines: Vec<SourceLine>,
    cleaner: Cleaner,
    asides: Vec<Aside>,
    /// The number of the last paragraph or table row that was read, from 1.
    number: usize,
    cells: usize,
}

impl FlowReader {
    fn pieces(&mut self, pieces: Vec<FlowItem>) -> Option<()> {
        for piece in pieces {
            match piece {
                FlowItem::Text(text) => self.text(&text)?,
                FlowItem::Table(table) => self.table(table)?,
            }
        }
        Some(())
    }

    fn text(&mut self, text: &str) -> Option<()> {
        let text = self.words(text, self.number + 1, None, is_beside_figures);
        self.number += usize::from(!text.trim().is_empty());
        self.count(1)?;
        let text = self.cleaner.line(self.number, &text);
        self.lines.push(SourceLine { number: self.number, first_word: 0, text });
        Some(())
    }

    /// A text without what is struck out, and without what is raised where `is_mark` says that it
    /// is no part of the text.
    fn words(
        &mut self,
        text: &str,
        number: usize,
        column: Option<usize>,
        is_mark: fn(&Unmarked) -> bool,
    ) -> String {
        if !marked::has_marks(text) {
            return text.to_owned();
        }
        let parts = marked::unmarked(text);
        let mark = !parts.raised.is_empty() && is_mark(&parts);
        let Unmarked { words, prose, raised, struck, unseen, .. } = parts;
        let mut aside = |kind, text: String| {
            self.asides.push(Aside { number: Some(number), column, kind, text });
        };
        if !struck.is_empty() {
            aside(AsideKind::Struck, struck);
        }
        if !unseen.is_empty() {
            aside(AsideKind::Unseen, unseen);
        }
        if mark {
            aside(AsideKind::Raised, raised);
            return words;
        }
        prose
    }

    fn count(&mut self, cells: usize) -> Option<()> {
        self.cells += cells;
        (self.cells <= MAX_CELLS).then_some(())
    }

    fn close(&mut self) -> Option<()> {
        let lines = std::mem::take(&mut self.lines);
        self.blocks.extend(line_blocks::read(&lines)?);
        Some(())
    }

    fn table(&mut self, table: FlowTable) -> Option<()> {
        let rows = table.cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or(0);
        self.count(rows)?;
        let mut is_prose = vec![false; rows];
        let alone = table.cells.len() == 1;
        for cell in table.cells.iter().filter(|cell| alone || cell.is_prose()) {
            is_prose[cell.row..cell.row + cell.rows].fill(true);
        }
        let is_layout = is_prose.contains(&true);
        let mut form: Vec<FlowCell> = Vec::new();
        let mut cells = table.cells.into_iter().peekable();
        while let Some(row) = cells.peek().map(|cell| cell.row) {
            let mut here = Vec::new();
            while let Some(cell) = cells.next_if(|cell| cell.row == row) {
                here.push(cell);
            }
            let filled = here.iter().filter(|cell| !cell.is_blank()).count();
            let heads =
                filled == 1 && here.iter().any(|cell| is_heading(&marked::shown(&cell.text())));
            let alone = filled == 1 && (heads || (is_layout && form.is_empty()));
            if is_prose.get(row) == Some(&true) || alone {
                self.form(&std::mem::take(&mut form))?;
                for cell in here {
                    self.pieces(cell.pieces)?;
                }
            } else {
                form.extend(here);
            }
        }
        self.form(&form)
    }

    /// A table whose cells hold no more than words.
    fn form(&mut self, cells: &[FlowCell]) -> Option<()> {
        if cells.iter().all(FlowCell::is_blank) {
            return Some(());
        }
        self.close()?;
        let rows = bounds(cells.iter().map(|cell| (cell.row, cell.row + cell.rows)));
        let columns = bounds(cells.iter().map(|cell| (cell.column, cell.column + cell.columns)));
        let (height, width) = (rows.len() - 1, columns.len() - 1);
        self.count(height.checked_mul(width)?)?;
        let mut taken = vec![false; height * width];
        let mut tiles: Vec<MergedCell> = Vec::new();
        let (first, from) = (self.number + 1, self.asides.len());
        self.number += height;
        for cell in cells {
            let row = at(&rows, cell.row);
            let column = at(&columns, cell.column);
            let number = first + row;
            let text = self.words(&cell.text(), number, Some(column), is_note_mark);
            let text = self.cleaner.line(number, text.trim());
            let (end, right) =
                (at(&rows, cell.row + cell.rows), at(&columns, cell.column + cell.columns));
            let tile =
                MergedCell { number, row, column, rows: end - row, columns: right - column, text };
            take(&mut taken, width, &tile)?;
            tiles.push(tile);
        }
        let blank = |place: usize| {
            let (row, column) = (place / width, place % width);
            MergedCell {
                number: first + row,
                row,
                column,
                rows: 1,
                columns: 1,
                text: String::new(),
            }
        };
        let is_short = |row: &&[bool]| row.last() == Some(&false);
        let short: BTreeSet<usize> = (0..)
            .zip(taken.chunks(width.max(1)))
            .filter(|(_, row)| is_short(row))
            .map(|(at, _)| at)
            .collect();
        let free = taken.iter().enumerate().filter(|(_, taken)| !**taken);
        let free = free.filter(|(place, _)| !short.contains(&(place / width)));
        tiles.extend(free.map(|(place, _)| blank(place)));
        tiles.sort_by_key(|tile| (tile.row, tile.column));
        for aside in self.asides.iter_mut().skip(from) {
            let row = aside.number.map_or(0, |number| number - first);
            if short.contains(&row) {
                let before =
                    |tile: &&MergedCell| tile.row == row && Some(tile.column) < aside.column;
                aside.column = Some(tiles.iter().filter(before).count());
            }
        }
        let cells = tiles;
        self.blocks.push(Block::Grid(MergedTable { rows: height, columns: width, cells, short }));
        Some(())
    }
}

/// Marks a cell's place; `None` where another has it, which no source's own placing leaves.
fn take(taken: &mut [bool], width: usize, tile: &MergedCell) -> Option<()> {
    for row in tile.row..tile.row + tile.rows {
        let start = row * width + tile.column;
        let places = taken.get_mut(start..start + tile.columns)?;
        if places.contains(&true) {
            return None;
        }
        places.fill(true);
    }
    Some(())
}

/// The rows or columns at which some cell starts, and the end: spans that only those of other
/// tables' rows account for are dropped.
fn bounds(spans: impl Iterator<Item = (usize, usize)> + Clone) -> Vec<usize> {
    let end = spans.clone().map(|(_, end)| end).max().unwrap_or(1);
    let mut bounds: Vec<usize> = spans.map(|(start, _)| start).chain([end]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    bounds
}

/// The first bound that is not before a place.
fn at(bounds: &[usize], place: usize) -> usize {
    bounds.partition_point(|bound| *bound < place)
}
