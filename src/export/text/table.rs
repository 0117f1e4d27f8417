//! A table drawn with `+`, `-` and `|`; merged cells are drawn as merged. The import reads it by
//! its bars, so every cell keeps a space on either side of its words.

use super::{WIDTH, wide};
use crate::edition::Table;
use crate::grid::{Content, Grid, GridCell};
use crate::zh::width;

/// How wide the innermost row labels are set at most, before they wrap.
const LABEL: usize = 20;

/// Columns of text that a label around other labels takes at the least.
const OUTER_LABEL: usize = 6;

/// How wide a column of figures is, whatever its header.
const FIGURES: std::ops::RangeInclusive<usize> = 4..=16;

/// What a column takes beside its words: a space on either side and a bar.
const BESIDE: usize = 3;

/// Not at the start of a line.
const CLOSING: &str = "，、。：；）”’";

/// The table as lines of text; `figure` gives what a cell shows.
pub(super) fn draw(table: &Table, figure: impl Fn(usize) -> String) -> String {
    let grid = Grid::new(table);
    let words: Vec<String> = grid
        .cells
        .iter()
        .map(|cell| match &cell.content {
            Content::Caption(words) | Content::Header(words) | Content::Label(words, _) => {
                words.clone()
            }
            Content::Figure(index) => figure(*index),
        })
        .collect();
    let bars = bars(&grid, &words);
    let room = |cell: &GridCell| bars[cell.column + cell.columns] - bars[cell.column] - BESIDE;
    let lines: Vec<Vec<String>> =
        grid.cells.iter().zip(&words).map(|(cell, words)| wrap(words, room(cell))).collect();
    let rules = rules(&grid, &lines);
    let mut canvas = CharCanvas::new(&bars, &rules);
    for (cell, lines) in grid.cells.iter().zip(&lines) {
        let rows = rules[cell.row]..rules[cell.row + cell.rows];
        let columns = bars[cell.column]..bars[cell.column + cell.columns];
        canvas.frame(&rows, &columns);
        let left = matches!(cell.content, Content::Label(..));
        for (y, line) in (rows.start + 1..).zip(lines) {
            let space = if left { 0 } else { (room(cell) - wide(line)) / 2 };
            canvas.write(y, columns.start + 2 + space, line);
        }
    }
    canvas.text()
}

/// Where each column starts, and where the last one ends.
fn bars(grid: &Grid, words: &[String]) -> Vec<usize> {
    // The widest words in cells of one column.
    let widest = |column: usize, figures: bool| {
        let one = |(cell, words): (&GridCell, &String)| {
            let here = cell.column == column && cell.columns == 1;
            let fits = matches!(cell.content, Content::Figure(_)) == figures;
            (here && fits).then(|| wide(words))
        };
        grid.cells.iter().zip(words).filter_map(one).max().unwrap_or(0)
    };
    let labels = grid.label_columns;
    let mut widths: Vec<usize> = (0..labels)
        .map(|column| {
            let most = if column + 1 == labels { LABEL } else { OUTER_LABEL };
            widest(column, false).clamp(*FIGURES.start(), most)
        })
        .collect();
    let taken: usize = widths.iter().map(|width| width + BESIDE).sum();
    let share = WIDTH.saturating_sub(taken + 1) / (grid.columns - labels).max(1);
    let most = share.saturating_sub(BESIDE).clamp(*FIGURES.start(), *FIGURES.end());
    widths.extend((labels..grid.columns).map(|column| {
        let header = widest(column, false).clamp(*FIGURES.start(), most);
        header.max(widest(column, true))
    }));
    widen_for_merged(grid, words, &mut widths);
    let ends = widths.iter().scan(0, |end, width| {
        *end += width + BESIDE;
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

/// A figure is never wrapped: where one in merged columns is wider than they are, so be the last.
fn widen_for_merged(grid: &Grid, words: &[String], widths: &mut [usize]) {
    for (cell, words) in grid.cells.iter().zip(words) {
        let columns = cell.column..cell.column + cell.columns;
        let room: usize = widths[columns.clone()].iter().map(|width| width + BESIDE).sum();
        if matches!(cell.content, Content::Figure(_)) {
            widths[columns.end - 1] += (wide(words) + BESIDE).saturating_sub(room);
        }
    }
}

/// Where each row starts, and where the last one ends.
fn rules(grid: &Grid, lines: &[Vec<String>]) -> Vec<usize> {
    let mut heights = vec![1; grid.rows];
    let of_height =
        |one: bool| grid.cells.iter().zip(lines).filter(move |(cell, _)| (cell.rows == 1) == one);
    for (cell, lines) in of_height(true) {
        heights[cell.row] = heights[cell.row].max(lines.len());
    }
    for (cell, lines) in of_height(false) {
        let rows = cell.row..cell.row + cell.rows;
        let room = heights[rows.clone()].iter().sum::<usize>() + cell.rows - 1;
        heights[rows.end - 1] += lines.len().saturating_sub(room);
    }
    let ends = heights.iter().scan(0, |end, height| {
        *end += height + 1;
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

/// Breaks words into lines of a width.
fn wrap(words: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in words.chars() {
        let Some(line) = lines.last_mut() else { break };
        if used + width(c) <= room || line.is_empty() {
            line.push(c);
            used += width(c);
            continue;
        }
        let several = line.chars().nth(1).is_some();
        let carried = if several && CLOSING.contains(c) { line.pop() } else { None };
        used = carried.map_or(0, width) + width(c);
        lines.push(carried.into_iter().chain([c]).collect());
    }
    lines
}

/// Lines of characters at their columns; `None` under the second half of a wide one.
struct CharCanvas(Vec<Vec<Option<char>>>);

impl CharCanvas {
    fn new(bars: &[usize], rules: &[usize]) -> Self {
        let size = |ends: &[usize]| ends.last().map_or(0, |end| end + 1);
        Self(vec![vec![Some(' '); size(bars)]; size(rules)])
    }

    /// A cell's four sides. A corner stays one where other cells' sides pass.
    fn frame(&mut self, rows: &std::ops::Range<usize>, columns: &std::ops::Range<usize>) {
        for y in [rows.start, rows.end] {
            for x in columns.start..=columns.end {
                let corner = x == columns.start || x == columns.end;
                self.side(y, x, if corner { '+' } else { '-' });
            }
        }
        for y in rows.start + 1..rows.end {
            self.side(y, columns.start, '|');
            self.side(y, columns.end, '|');
        }
    }

    fn side(&mut self, y: usize, x: usize, c: char) {
        let place = &mut self.0[y][x];
        if *place != Some('+') {
            *place = Some(c);
        }
    }

    fn write(&mut self, y: usize, x: usize, line: &str) {
        let mut x = x;
        for c in line.chars().filter(|c| width(*c) > 0) {
            self.0[y][x] = Some(c);
            self.0[y][x + 1..x + width(c)].fill(None);
            x += width(c);
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.0 {
            text.extend(line.iter().flatten());
            text.push('\n');
        }
        text
    }
}
