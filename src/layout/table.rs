//! A grid → cell texts and rules, whole or in parts.

use std::collections::BTreeSet;

use super::borders::{Segment, borders};
use super::cell::{self, Align, CellText, SIDE, leading};
use super::columns::{ABOVE, RULE, edges};
use super::flow::FlowBlock;
use super::measure::Shaped;
use super::page::{CellArea, Item, Page, RuleLine, Run};
use super::places::places;
use super::prose::Setter;
use super::rows::Rows;
use super::sheet::{HEIGHT, LineGrid, small};
use super::table_block::{TableBlock, TablePart, TablePlan, rows};
use super::tags::{CellElement, CellRole, ContentTag, Element, TableElement};
use super::{LayoutProblem, Trouble};
use crate::font::Face;
use crate::grid::{Content, Grid, GridCell};
use crate::report::Filled;
use crate::report::place::Place;
use crate::units::Length;

/// Sizes that a table is set in, where it fits a page in one of them.
const SIZES: [Length; 4] =
    [Length::milli(10_500), Length::pt(10), Length::milli(9_500), Length::pt(9)];
/// Lines of text that a smaller size has to save to be the better one.
const SAVES: usize = 4;
/// A figure is set no smaller.
const SMALLEST_FIGURE: Length = Length::milli(5_500);
/// Space before and after a table.
pub(super) const AROUND: Length = Length::pt(5);
/// A row is no lower than this where a page easily holds all rows so high.
const LOW_ROW: Length = Length::pt(20);
/// How high such a row is at the best, and at the most.
const BEST_ROW: Length = Length::pt(26);
const HIGH_ROW: Length = Length::pt(32);
/// What a row of a longer table may be higher than its text needs, at the best and at the most.
const COMFORT: (Length, Length) = (Length::milli(7_500), Length::pt(10));
/// How high a row is, at the best and at the most, in which figures are written with a pen.
const PEN_ROW: (Length, Length) = (Length::pt(34), Length::pt(40));

/// A table set in one size.
#[derive(Debug)]
pub(super) struct SetTable {
    grid: Grid,
    cover: Vec<usize>,
    /// By cell of the grid.
    places: Vec<Place>,
    edges: Vec<Length>,
    size: Length,
    /// By cell of the grid.
    texts: Vec<CellText>,
    /// Lines of text of all cells together.
    lines: usize,
    /// Height of a row with one line of text.
    least: Length,
    /// What is added to each row, at the best and at the most.
    pub comfort: (Length, Length),
    /// Reported where this setting is used.
    pub problems: Vec<LayoutProblem>,
}

/// What a table is set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TablePurpose {
    /// To be read.
    Read,
    /// To be filled in with a pen.
    Pen,
}

impl Setter<'_> {
    /// Adds a table: in the sizes in which it fits one page, or else so small that every row does.
    /// `summary` says what it is about.
    pub fn table(&mut self, filled: Filled<'_>, summary: &str, purpose: TablePurpose) {
        self.keep_introduction();
        let mut variants: Vec<SetTable> = Vec::new();
        let mut preferred = 0;
        for size in SIZES {
            let set = self.set_table(filled, size, purpose);
            if set.lines(&rows(&set, 0, set.rows()), self.grid) > self.grid.lines {
                continue;
            }
            // Smaller only where that saves labels from running over by a character or two.
            let best = variants.get(preferred).map(|best| best.lines);
            if best.is_some_and(|lines| set.lines + SAVES <= lines) {
                preferred = variants.len();
            }
            variants.push(set);
        }
        let grid =
            variants.first().map_or_else(|| Grid::new(filled.form()), |set| set.grid.clone());
        let element = self.begin_element(Element::Table(table_element(&grid, summary))).element;
        let block = if variants.is_empty() {
            TableBlock::tall(self.parted_table(filled), element)
        } else {
            TableBlock::whole(variants, preferred, element)
        };
        self.blocks.push(FlowBlock::Table(Box::new(block)));
    }

    /// Adds a table of words, whose cells are set already. It is kept whole where a page holds it with
    /// so many lines besides, which stay with it; else it runs on.
    pub fn add_words_table(&mut self, set: SetTable, element: TableElement, beside: usize) {
        let element = self.begin_element(Element::Table(element)).element;
        let lines = set.lines(&rows(&set, 0, set.rows()), self.grid);
        let fits = lines + beside <= self.grid.lines;
        let mut block = if fits {
            TableBlock::whole(vec![set], 0, element)
        } else {
            TableBlock::tall(set, element)
        };
        block.keep = true;
        self.blocks.push(FlowBlock::Table(Box::new(block)));
    }

    fn parted_table(&mut self, filled: Filled<'_>) -> SetTable {
        let mut size = SIZES[SIZES.len() - 1];
        let mut set = self.set_table(filled, size, TablePurpose::Read);
        while !set.every_row_fits(self.grid) && size > Length::pt(1) {
            size = size.scale(9, 10);
            set = self.set_table(filled, size, TablePurpose::Read);
        }
        set
    }

    /// Holds a line or two before a table on its page (表格如下：), and with them the heading.
    fn keep_introduction(&mut self) {
        let begins = |block: &FlowBlock| matches!(block, FlowBlock::Line(line) if line.begins);
        let Some(lines) = self.blocks.iter().rev().position(begins).map(|lines| lines + 1) else {
            return;
        };
        if lines > 2 {
            return;
        }
        for block in self.blocks.iter_mut().rev().take(lines) {
            if let FlowBlock::Line(line) = block {
                line.keep = true;
            }
        }
    }

    fn set_table(&mut self, filled: Filled<'_>, size: Length, purpose: TablePurpose) -> SetTable {
        let grid = Grid::new(filled.form());
        let places = places(&grid, filled.form(), filled.index());
        let shaped: Vec<Shaped> = grid
            .cells
            .iter()
            .zip(&places)
            .map(|(cell, place)| {
                let words = filled.words(&cell.content);
                let shaped = self.measure.shape(&words, face(cell), size);
                self.note_missing(|_, _| place.clone());
                shaped
            })
            .collect();
        let edges = edges(&grid, &shaped, size);
        let mut set = SetTable::new(grid, places, edges, size, purpose);
        for (index, text) in shaped.iter().enumerate() {
            let text = self.set_cell(&mut set, index, text, filled);
            set.lines += text.lines;
            set.texts.push(text);
        }
        set
    }

    fn set_cell(
        &mut self,
        set: &mut SetTable,
        index: usize,
        text: &Shaped,
        filled: Filled<'_>,
    ) -> CellText {
        let cell = &set.grid.cells[index];
        let width = set.edges[cell.column + cell.columns] - set.edges[cell.column];
        let place = set.places[index].clone();
        if !matches!(cell.content, Content::Figure(_)) {
            return cell::set(text, width, align(cell, &set.grid, text.size), usize::MAX, &place);
        }
        let natural = text.width(0..text.glyphs.len());
        let inner = width - SIDE * 2;
        if natural <= inner {
            return cell::set(text, width, Align::Centre, 1, &place);
        }
        // Rounded down to a tenth of a point.
        let narrow = text.size.scale(inner.0, natural.0).0 / 100 * 100;
        let size = Length::milli(narrow).max(SMALLEST_FIGURE.min(text.size));
        let text = self.measure.shape(&filled.words(&cell.content), face(cell), size);
        let most = (set.least.0 / leading(size).0).max(1);
        let most = usize::try_from(most).unwrap_or(1);
        let text_set = cell::set(&text, width, Align::Centre, most, &place);
        if text_set.glyphs < text.glyphs.len() {
            set.problems.push(LayoutProblem { place, trouble: Trouble::Cut });
        } else if text_set.height > leading(size) {
            set.problems.push(LayoutProblem { place, trouble: Trouble::Broken });
        }
        text_set
    }
}

/// The face of a cell's text.
fn face(cell: &GridCell) -> Face {
    match cell.content {
        Content::Caption(_) | Content::Header(_) => Face::HeiTi,
        Content::Label(..) | Content::Figure(_) => Face::FangSong,
    }
}

/// Labels of rows are set left, those of groups of rows and everything else in the middle.
fn align(cell: &GridCell, grid: &Grid, size: Length) -> Align {
    let indent = if grid.label_columns > 1 { SIDE } else { size };
    if grid.is_row_label(cell) { Align::Left(indent) } else { Align::Centre }
}

/// What a grid's cells are to those around them.
fn table_element(grid: &Grid, summary: &str) -> TableElement {
    let cell = |cell: &GridCell| CellElement {
        row: cell.row,
        column: cell.column,
        rows: cell.rows,
        columns: cell.columns,
        role: match cell.content {
            Content::Caption(_) | Content::Header(_) => CellRole::ColumnHeader,
            Content::Label(..) => CellRole::RowHeader,
            Content::Figure(_) => CellRole::Data,
        },
    };
    let cells = grid.cells.iter().map(cell).collect();
    TableElement { summary: summary.to_owned(), cells }
}

/// How a table is set, for forms that set its lines themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableShape {
    /// Font size.
    pub size: Length,
    /// From the paper's left edge to each border between columns, left to right.
    pub edges: Vec<Length>,
    /// Height of each row.
    pub rows: Vec<Length>,
    /// The rows that are the last on their pages, the table's last included.
    pub page_ends: Vec<usize>,
    /// The lines of each cell of the grid, and their size.
    pub cells: Vec<(Vec<String>, Length)>,
}

impl SetTable {
    fn new(
        grid: Grid,
        places: Vec<Place>,
        edges: Vec<Length>,
        size: Length,
        purpose: TablePurpose,
    ) -> Self {
        let text = leading(size) + ABOVE * 2;
        let is_short = LOW_ROW * small(grid.rows) < HEIGHT.scale(2, 3);
        let least = if is_short { LOW_ROW.max(text) } else { text };
        let comfort = match purpose {
            TablePurpose::Pen => (PEN_ROW.0 - least, PEN_ROW.1 - least),
            TablePurpose::Read if is_short => (BEST_ROW - least, HIGH_ROW - least),
            TablePurpose::Read => COMFORT,
        };
        Self {
            edges,
            size,
            cover: grid.cover(),
            places,
            texts: Vec::new(),
            lines: 0,
            least,
            comfort,
            problems: Vec::new(),
            grid,
        }
    }

    /// A table of words, whose cells are set already.
    pub fn of_words(grid: Grid, edges: Vec<Length>, size: Length, texts: Vec<CellText>) -> Self {
        let places = vec![Place::Report; grid.cells.len()];
        Self { texts, ..Self::new(grid, places, edges, size, TablePurpose::Read) }
    }

    /// The number of rows of the grid.
    pub fn rows(&self) -> usize {
        self.grid.rows
    }

    /// The number of rows, from the first, that are repeated where the table goes on.
    pub fn head_rows(&self) -> usize {
        self.grid.head_rows
    }

    /// Whether it has several bands, each with a head of its own.
    pub fn has_bands(&self) -> bool {
        self.grid.cells.iter().any(|cell| matches!(cell.content, Content::Caption(_)))
    }

    /// The rows before which it may break although a page can hold it: where a band begins, or a
    /// group of rows; a head alone never ends a page, nor does one row begin one.
    pub fn breaks(&self) -> Vec<usize> {
        let groups = self.grid.label_columns.saturating_sub(1);
        let begins = |cell: &&GridCell| match cell.content {
            Content::Caption(_) => true,
            Content::Label(..) => cell.column < groups,
            Content::Header(_) | Content::Figure(_) => false,
        };
        let first = self.grid.head_rows.max(1) + 1;
        let rows = self.grid.cells.iter().filter(begins).map(|cell| cell.row);
        let inside = rows.filter(|row| (first..self.grid.rows.saturating_sub(1)).contains(row));
        inside.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn every_row_fits(&self, grid: LineGrid) -> bool {
        let first = self.grid.head_rows;
        (first..self.grid.rows).all(|row| self.lines(&rows(self, row, row + 1), grid) <= grid.lines)
    }

    /// The earliest row before which the first page of a table in parts may end. Where the first
    /// rows are so high that a heading has no room above them, one of them is enough.
    pub fn first_end(&self, grid: LineGrid) -> usize {
        let first = self.grid.head_rows;
        let end = (first + 1..self.grid.rows).find(|end| self.may_end(first, *end));
        let end = end.unwrap_or(self.grid.rows);
        let most = grid.lines - grid.lines / 4;
        if self.lines(&rows(self, 0, end), grid) > most { first + 1 } else { end }
    }

    /// The rows from one on that fit on a number of lines of a page; `None` where too few do.
    pub fn part(&self, from: usize, lines: usize, grid: LineGrid) -> Option<TablePart> {
        let first = from.max(self.grid.head_rows);
        let first_end = if from == 0 { self.first_end(grid) } else { self.grid.rows };
        let mut fitting = None;
        let mut good = None;
        for end in first + 1..=self.grid.rows {
            let rows = rows(self, from, end);
            let part = TablePart { lines: self.lines(&rows, grid), rows };
            if part.lines > lines {
                break;
            }
            if end == first_end || self.may_end(first, end) { &mut good } else { &mut fitting }
                .replace(part);
        }
        // On an empty page anything is better than nothing.
        if lines == grid.lines { good.or(fitting) } else { good }
    }

    /// Whether a page may end before a row: after a row of figures, not the first alone.
    fn may_end(&self, first: usize, end: usize) -> bool {
        let has_figures = |row| {
            let figure = |cell: &GridCell| matches!(cell.content, Content::Figure(_));
            self.grid.cells.iter().any(|cell| cell.row == row && figure(cell))
        };
        end == self.grid.rows || (end > first + 1 && has_figures(end - 1))
    }

    /// What each of some rows needs at the least.
    fn heights(&self, rows: &Rows) -> Vec<Length> {
        rows.heights(&self.grid, self.least, |index| self.texts[index].height + ABOVE * 2)
    }

    /// What some rows need at the least.
    pub fn needed(&self, rows: &Rows) -> Length {
        self.heights(rows).into_iter().sum()
    }

    /// The lines of a page that some rows need, with the space around them.
    pub fn lines(&self, rows: &Rows, grid: LineGrid) -> usize {
        grid.lines_for(self.needed(rows) + RULE + AROUND * 2)
    }

    /// How it is set in the parts of a plan.
    pub fn shape(&self, plan: &TablePlan, grid: LineGrid) -> TableShape {
        let mut heights = vec![self.least; self.grid.rows];
        for part in &plan.parts {
            let bottom = grid.height(part.lines) - AROUND * 2 - RULE;
            let levels = levels(&self.heights(&part.rows), Length::ZERO, bottom);
            for (row, pair) in part.rows.iter().zip(levels.windows(2)) {
                heights[row] = pair[1] - pair[0];
            }
        }
        let lines = |text: &CellText| {
            let lines = text.runs.chunk_by(|a, b| a.baseline == b.baseline);
            let lines = lines.map(|runs| runs.iter().map(|run| run.text.as_str()).collect());
            (lines.collect(), text.runs.first().map_or(self.size, |run| run.size))
        };
        TableShape {
            size: self.size,
            edges: self.edges.clone(),
            rows: heights,
            page_ends: plan.parts.iter().map(|part| part.rows.body.end - 1).collect(),
            cells: self.texts.iter().map(lines).collect(),
        }
    }

    /// Adds some rows' texts in reading order, then their rules, between two heights of a page.
    /// What of them is on an earlier page already is not read out again.
    pub fn draw(&self, page: &mut Page, rows: &Rows, element: usize, top: Length, bottom: Length) {
        let heights = self.heights(rows);
        let levels = levels(&heights, top + AROUND + RULE / 2, bottom - AROUND - RULE / 2);
        let cells = self.grid.cells.iter().zip(&self.texts).zip(&self.places);
        for (index, ((cell, text), place)) in cells.enumerate() {
            let here = rows.of(cell);
            if here.is_empty() {
                continue;
            }
            let (top, bottom) = (levels[here.start], levels[here.end]);
            let (left, right) = (self.edges[cell.column], self.edges[cell.column + cell.columns]);
            page.cells.push(CellArea { place: place.clone(), left, top, right, bottom });
            let y = top + (bottom - top - text.height) / 2;
            let tag = (cell.row >= rows.body.start).then_some(ContentTag { element, cell: index });
            page.items.extend(text.runs.iter().map(|run| Item::Text(moved(run, left, y, tag))));
        }
        let cover: Vec<usize> = rows
            .iter()
            .flat_map(|row| &self.cover[row * self.grid.columns..][..self.grid.columns])
            .copied()
            .collect();
        let rule = |segment| Item::Rule(rule(segment, &self.edges, &levels));
        page.items.extend(borders(&cover, self.grid.columns).into_iter().map(rule));
    }
}

/// Rows of these heights, made higher evenly to reach from `top` to `bottom`: their borders.
fn levels(heights: &[Length], top: Length, bottom: Length) -> Vec<Length> {
    let spare = bottom - top - heights.iter().copied().sum();
    let mut levels = vec![top];
    let mut natural = top;
    for (row, height) in (1..).zip(heights) {
        natural += *height;
        levels.push(natural + spare.scale(row, small(heights.len())));
    }
    levels
}

fn moved(run: &Run, x: Length, y: Length, tag: Option<ContentTag>) -> Run {
    Run { x: run.x + x, baseline: run.baseline + y, tag, ..run.clone() }
}

/// A border as a rule; horizontal ones reach over the vertical ones at their ends.
fn rule(segment: Segment, edges: &[Length], levels: &[Length]) -> RuleLine {
    let Segment { horizontal, at, from, to } = segment;
    if horizontal {
        let (x0, x1) = (edges[from] - RULE / 2, edges[to] + RULE / 2);
        RuleLine { x0, y0: levels[at], x1, y1: levels[at], width: RULE }
    } else {
        RuleLine { x0: edges[at], y0: levels[from], x1: edges[at], y1: levels[to], width: RULE }
    }
}
