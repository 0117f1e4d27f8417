//! How wide the columns of a table are.

use super::cell::{SIDE, leading};
use super::line::{Measures, lines, longest_piece};
use super::measure::Shaped;
use super::rows::Rows;
use super::sheet::{LEFT, WIDTH, small};
use crate::grid::{Content, Grid, GridCell};
use crate::units::Length;

/// Width of a table's rules.
pub(super) const RULE: Length = Length::milli(500);

/// From the middle of the leftmost rule to that of the rightmost; the rules are wholly in the
/// text area.
const TABLE_WIDTH: Length = Length::milli(WIDTH.0 - RULE.0);

/// Between the text of a cell and the rules above and below it, at the least.
pub(super) const ABOVE: Length = Length::milli(2_750);

/// From the paper's left edge to each border, left to right; `texts` are those of the grid's cells.
///
/// The label columns share their part of the width so that the table becomes least high, and then
/// has fewest lines of text; figure columns are equally wide.
pub(super) fn edges(grid: &Grid, texts: &[Shaped], size: Length) -> Vec<Length> {
    let share = label_share(grid, texts, size);
    let mut edges = vec![LEFT + RULE / 2];
    for width in label_widths(grid, texts, size, share) {
        edges.push(edges[edges.len() - 1] + width);
    }
    let start = edges[edges.len() - 1];
    let figures = small(grid.columns - grid.label_columns);
    let width = TABLE_WIDTH - share;
    edges.extend((1..=figures).map(|column| start + width.scale(column, figures)));
    edges
}

/// Width of all label columns together. One column of labels is as wide as one of figures, or as
/// its longest label if that is no more than two fifths of the table. A tree of labels leaves
/// half of the table to the figures, or three characters to each of their columns (自然人).
fn label_share(grid: &Grid, texts: &[Shaped], size: Length) -> Length {
    let figures = small(grid.columns - grid.label_columns);
    match grid.label_columns {
        0 => Length::ZERO,
        1 => {
            let labels = grid.cells.iter().zip(texts).filter(|(cell, _)| is_label(cell));
            let longest = labels.map(|(_, text)| text.width(0..text.glyphs.len())).max();
            let longest = longest.unwrap_or_default() + size + SIDE + Length::milli(10);
            longest.min(TABLE_WIDTH.scale(2, 5)).max(TABLE_WIDTH / (figures + 1))
        }
        _ => {
            let least = TABLE_WIDTH.scale(1, 2).max(characters(3, size) * figures);
            TABLE_WIDTH - least.min(TABLE_WIDTH.scale(4, 5))
        }
    }
}

fn is_label(cell: &GridCell) -> bool {
    matches!(cell.content, Content::Label(..))
}

/// Width of a column that has room for a number of characters.
fn characters(count: i32, size: Length) -> Length {
    size * count + SIDE * 2 + Length::milli(10)
}

/// Divides `share` among the label columns: all but the last are a few characters wide, tried in
/// turn from the left.
fn label_widths(grid: &Grid, texts: &[Shaped], size: Length, share: Length) -> Vec<Length> {
    let labels = grid.label_columns;
    if labels < 2 {
        return vec![share; labels];
    }
    let least: Vec<i32> =
        (0..labels - 1).map(|column| least_characters(grid, texts, size, column)).collect();
    let mut widths: Vec<Length> = least.iter().map(|count| characters(*count, size)).collect();
    if widths.iter().copied().sum::<Length>() + characters(3, size) > share {
        return vec![share / small(labels); labels];
    }
    // The second round knows what the columns further right took in the first.
    for column in (0..labels - 1).chain(0..labels - 1) {
        let others = widths.iter().copied().sum::<Length>() - widths[column];
        let most = share - others - characters(3, size);
        let candidates = (least[column]..=MOST_CHARACTERS)
            .map(|count| characters(count, size))
            .take_while(|width| *width <= most);
        let cost = |width: &Length| {
            let mut tried = widths.clone();
            tried[column] = *width;
            tried.push(share - others - *width);
            cost(grid, texts, size, &tried)
        };
        if let Some(best) = candidates.min_by_key(cost) {
            widths[column] = best;
        }
    }
    widths.push(share - widths.iter().copied().sum());
    widths
}

/// A label column that is not the last is no wider.
const MOST_CHARACTERS: i32 = 6;

/// The narrowest that a label column can be without breaking a word, or a mark from its word.
fn least_characters(grid: &Grid, texts: &[Shaped], size: Length, column: usize) -> i32 {
    let in_column = grid
        .cells
        .iter()
        .zip(texts)
        .filter(|(cell, _)| is_label(cell) && (cell.column, cell.columns) == (column, 1));
    let piece = in_column.map(|(_, text)| longest_piece(text).0).max().unwrap_or(0);
    ((piece + size.0 - 1) / size.0).clamp(2, MOST_CHARACTERS)
}

/// How high the rows are with label columns so wide, and how many lines their labels have.
fn cost(grid: &Grid, texts: &[Shaped], size: Length, widths: &[Length]) -> (Length, i32) {
    let count = |index: usize| {
        let cell = &grid.cells[index];
        if !is_label(cell) {
            return 0;
        }
        let columns = cell.column..(cell.column + cell.columns).min(widths.len());
        let width = widths[columns].iter().copied().sum::<Length>() - SIDE * 2;
        let text = &texts[index];
        if text.width(0..text.glyphs.len()) <= width {
            return 1;
        }
        small(lines(text, Measures::ragged(width)).len())
    };
    let needed = |index: usize| leading(size) * count(index) + ABOVE * 2;
    let rows = Rows { head: 0, body: 0..grid.rows };
    let heights = rows.heights(grid, leading(size) + ABOVE * 2, needed);
    (heights.into_iter().sum(), (0..grid.cells.len()).map(count).sum())
}
