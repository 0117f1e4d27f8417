//! A grid → cell texts and rules, whole or in parts.

use super::borders::{Segment, borders};
use super::cell::{self, Align, CellText, SIDE, leading};
use super::columns::{ABOVE, RULE, edges};
use super::flow::Block;
use super::measure::Shaped;
use super::page::{CellArea, Item, Page, Rule, Run};
use super::places::places;
use super::prose::Setter;
use super::rows::Rows;
use super::sheet::{HEIGHT, LINES, small};
use super::{Options, Problem, Trouble};
use crate::font::{Face, Fonts};
use crate::grid::{Content, Grid, GridCell};
use crate::report::Filled;
use crate::report::place::Place;
use crate::units::Length;

/// Sizes that a table is set in, where it fits a page in one of them.
const SIZES: [Length; 4] =
    [Length::milli(10_500), Length::pt(10), Length::milli(9_500), Length::pt(9)];
/// How many lines of text a smaller size has to save.
const SAVES: usize = 4;
/// A figure is set no smaller.
const SMALLEST_FIGURE: Length = Length::milli(5_500);
/// Space before and after a table.
const AROUND: Length = Length::pt(5);
/// What a row may be higher than its text needs, where the page has room.
const COMFORT: Length = Length::milli(7_500);

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
    /// How many lines of text, all cells together.
    lines: usize,
    /// Height of a row with one line of text.
    least: Length,
    /// Added to each row.
    comfort: Length,
    /// Whether it stands on one page.
    whole: bool,
    /// Whether what follows has to begin on its page.
    pub keep: bool,
    /// Told where this setting is used.
    problems: Vec<Problem>,
}

/// A part of a table on one page.
#[derive(Debug)]
pub(super) struct Part {
    rows: Rows,
    /// What the rows need at least.
    heights: Vec<Length>,
    /// How many lines of the page it takes, with the space around it.
    pub lines: usize,
}

impl Part {
    /// The row after its last.
    pub fn end(&self) -> usize {
        self.rows.body.end
    }
}

impl Setter<'_> {
    /// Adds a table: as large as fits one page under what has to stand with it, or else in parts,
    /// so small that every row fits a page.
    pub fn table(&mut self, filled: Filled<'_>) {
        self.keep_introduction();
        let above = self.blocks.iter().rev().take_while(|block| block.keeps()).count();
        // Headings of many lines may part from their table, the table not from itself.
        let least = LINES - above.min(LINES / 3);
        let whole = (least..=LINES).find_map(|most| self.whole_table(filled, most));
        let set = whole.unwrap_or_else(|| self.parted_table(filled));
        self.add_table(set);
    }

    /// The table as it stands on a page where so many lines are left to it.
    fn best_table(&mut self, filled: Filled<'_>, most: usize) -> SetTable {
        self.whole_table(filled, most).unwrap_or_else(|| self.parted_table(filled))
    }

    fn whole_table(&mut self, filled: Filled<'_>, most: usize) -> Option<SetTable> {
        let mut best: Option<SetTable> = None;
        for size in SIZES {
            let mut set = self.set_table(filled, size);
            let lines = best.as_ref().map(|best| best.lines);
            if !set.fit(most) {
                continue;
            }
            // Smaller only where that saves labels from running over by a character or two.
            if lines.is_some_and(|lines| set.lines + SAVES > lines) {
                break;
            }
            best = Some(set);
        }
        best
    }

    fn parted_table(&mut self, filled: Filled<'_>) -> SetTable {
        let mut size = SIZES[SIZES.len() - 1];
        let mut set = self.set_table(filled, size);
        while !set.every_row_fits() && size > Length::pt(1) {
            size = size.scale(9, 10);
            set = self.set_table(filled, size);
        }
        set
    }

    /// Holds a line or two before a table on its page (表格如下：), and with them the heading.
    fn keep_introduction(&mut self) {
        let begins = |block: &Block| matches!(block, Block::Line(line) if line.begins);
        let Some(lines) = self.blocks.iter().rev().position(begins).map(|lines| lines + 1) else {
            return;
        };
        if lines > 2 {
            return;
        }
        for block in self.blocks.iter_mut().rev().take(lines) {
            if let Block::Line(line) = block {
                line.keep = true;
            }
        }
    }

    pub(super) fn add_table(&mut self, mut set: SetTable) {
        self.problems.append(&mut set.problems);
        self.blocks.push(Block::Table(Box::new(set)));
    }

    fn set_table(&mut self, filled: Filled<'_>, size: Length) -> SetTable {
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
        let mut set = SetTable::new(grid, places, edges, size);
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
            set.problems.push(Problem { place, trouble: Trouble::Cut });
        } else if text_set.height > leading(size) {
            set.problems.push(Problem { place, trouble: Trouble::Broken });
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

/// Labels of rows stand left, those of groups of rows and everything else in the middle.
fn align(cell: &GridCell, grid: &Grid, size: Length) -> Align {
    let indent = if grid.label_columns > 1 { SIDE } else { size };
    if grid.is_row_label(cell) { Align::Left(indent) } else { Align::Centre }
}

/// How many lines of the page hold rows so high, with the space around them.
fn lines_for(height: Length) -> usize {
    // A thousandth of a point for the rounding of each line's top.
    let height = i64::from((height + RULE + AROUND * 2).0) + 1;
    let (lines, area) = (i64::from(small(LINES)), i64::from(HEIGHT.0));
    usize::try_from((height * lines + area - 1) / area).unwrap_or(usize::MAX)
}

/// The size and the columns that a table is set in, for forms that set its lines themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Font size.
    pub size: Length,
    /// From the paper's left edge to each border between columns, left to right.
    pub edges: Vec<Length>,
    /// Height of a row with one line of text, at the least and where there is room.
    pub rows: (Length, Length),
}

/// How a table is set under so many lines that stand on its page.
#[must_use]
pub fn shape(filled: Filled<'_>, above: usize, fonts: &Fonts) -> Shape {
    let most = LINES.saturating_sub(above).max(1);
    let set = Setter::new(fonts, Options::default()).best_table(filled, most);
    Shape { size: set.size, edges: set.edges, rows: (set.least, set.least + set.comfort) }
}

impl SetTable {
    fn new(grid: Grid, places: Vec<Place>, edges: Vec<Length>, size: Length) -> Self {
        Self {
            edges,
            size,
            cover: grid.cover(),
            places,
            texts: Vec::new(),
            lines: 0,
            least: leading(size) + ABOVE * 2,
            comfort: Length::ZERO,
            whole: false,
            keep: false,
            problems: Vec::new(),
            grid,
        }
    }

    /// A table of words, whose cells are set already, on the page of the lines after it: one page
    /// should hold it with three lines above and two below.
    pub fn of_words(grid: Grid, edges: Vec<Length>, size: Length, texts: Vec<CellText>) -> Self {
        let places = vec![Place::Report; grid.cells.len()];
        let mut set = Self { texts, keep: true, ..Self::new(grid, places, edges, size) };
        set.fit(LINES - 5);
        set
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.grid.rows
    }

    /// Whether it fits on so many lines of a page; makes its rows comfortably high if so.
    fn fit(&mut self, most: usize) -> bool {
        let part = self.make_part(0, self.grid.rows);
        self.whole = part.lines <= most;
        if self.whole {
            let room = HEIGHT.scale(small(most), small(LINES)) - RULE - AROUND * 2;
            let room = room - part.heights.iter().copied().sum() - Length::milli(1);
            self.comfort = COMFORT.min(room / small(self.grid.rows)).max(Length::ZERO);
        }
        self.whole
    }

    fn every_row_fits(&self) -> bool {
        let first = self.grid.head_rows;
        (first..self.grid.rows).all(|row| self.make_part(row, row + 1).lines <= LINES)
    }

    /// Holds so many lines after it on its page, if a page has room for both.
    pub fn keep_before(&mut self, lines: usize) {
        self.keep = self.whole && self.make_part(0, self.grid.rows).lines + lines <= LINES;
    }

    /// How many lines of a page it needs to begin there.
    pub fn lines_to_begin(&self) -> usize {
        self.make_part(0, if self.whole { self.grid.rows } else { self.first_end() }).lines
    }

    /// The earliest row before which its first page may end. Where the first rows are so high that
    /// a heading has no room above them, one of them is enough.
    fn first_end(&self) -> usize {
        let first = self.grid.head_rows;
        let end = (first + 1..self.grid.rows).find(|end| self.may_end(first, *end));
        let end = end.unwrap_or(self.grid.rows);
        if self.make_part(0, end).lines > LINES - LINES / 4 { first + 1 } else { end }
    }

    /// The rows from one on that fit on so many lines of a page; `None` where too few do.
    pub fn part(&self, from: usize, lines: usize) -> Option<Part> {
        if self.whole {
            return Some(self.make_part(from, self.grid.rows)).filter(|part| part.lines <= lines);
        }
        let first = from.max(self.grid.head_rows);
        let first_end = if from == 0 { self.first_end() } else { self.grid.rows };
        let mut fitting = None;
        let mut good = None;
        for end in first + 1..=self.grid.rows {
            let part = self.make_part(from, end);
            if part.lines > lines {
                break;
            }
            if end == first_end || self.may_end(first, end) { &mut good } else { &mut fitting }
                .replace(part);
        }
        // On an empty page anything is better than nothing.
        if lines == LINES { good.or(fitting) } else { good }
    }

    /// Whether a page may end before a row: after a row of figures, not the first alone.
    fn may_end(&self, first: usize, end: usize) -> bool {
        let has_figures = |row| {
            let figure = |cell: &GridCell| matches!(cell.content, Content::Figure(_));
            self.grid.cells.iter().any(|cell| cell.row == row && figure(cell))
        };
        end == self.grid.rows || (end > first + 1 && has_figures(end - 1))
    }

    /// The rows `from..end`, after the head where that does not stand among them.
    fn make_part(&self, from: usize, end: usize) -> Part {
        let head = if self.whole { 0 } else { self.grid.head_rows.min(end) };
        let rows = Rows { head, body: from.max(head)..end };
        let needed = |index: usize| self.texts[index].height + ABOVE * 2;
        let mut heights = rows.heights(&self.grid, self.least, needed);
        for height in &mut heights {
            *height += self.comfort;
        }
        let lines = lines_for(heights.iter().copied().sum());
        Part { rows, heights, lines }
    }

    /// Adds the part's texts in reading order, then its rules, between two heights of a page.
    pub fn draw(&self, page: &mut Page, part: &Part, top: Length, bottom: Length) {
        let levels = levels(&part.heights, top + AROUND + RULE / 2, bottom - AROUND - RULE / 2);
        for ((cell, text), place) in self.grid.cells.iter().zip(&self.texts).zip(&self.places) {
            let rows = part.rows.of(cell);
            if rows.is_empty() {
                continue;
            }
            let (top, bottom) = (levels[rows.start], levels[rows.end]);
            let (left, right) = (self.edges[cell.column], self.edges[cell.column + cell.columns]);
            page.cells.push(CellArea { place: place.clone(), left, top, right, bottom });
            let y = top + (bottom - top - text.height) / 2;
            page.items.extend(text.runs.iter().map(|run| Item::Text(moved(run, left, y))));
        }
        let cover: Vec<usize> = part
            .rows
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

fn moved(run: &Run, x: Length, y: Length) -> Run {
    Run { x: run.x + x, baseline: run.baseline + y, ..run.clone() }
}

/// A border as a rule; horizontal ones reach over the vertical ones at their ends.
fn rule(segment: Segment, edges: &[Length], levels: &[Length]) -> Rule {
    let Segment { horizontal, at, from, to } = segment;
    if horizontal {
        let (x0, x1) = (edges[from] - RULE / 2, edges[to] + RULE / 2);
        Rule { x0, y0: levels[at], x1, y1: levels[at], width: RULE }
    } else {
        Rule { x0: edges[at], y0: levels[from], x1: edges[at], y1: levels[to], width: RULE }
    }
}
