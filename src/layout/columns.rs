//! How wide the columns of a table are.

use super::cell::{SIDE, leading};
use super::line::{Measures, lines, longest_piece};
use super::measure::Shaped;
use super::rows::Rows;
use super::sheet::{LEFT, WIDTH, small};
use crate::grid::{Content, Grid};
use crate::units::Length;

/// Width of a table's rules.
pub(super) const RULE: Length = Length::milli(500);

/// Between the text of a cell and the rules above and below it, at the least.
pub(super) const ABOVE: Length = Length::milli(2_000);

/// From the paper's left edge to each border, left to right; the outer rules stand wholly in the
/// text area. `texts` tell of the grid's cells.
///
/// A column of labels is as wide as one of figures. Where labels make a tree of several columns,
/// figures have half of the table, or what three characters in a column take (自然人), and the
/// labels share the rest so that the table becomes least high, and then has fewest lines of text.
pub(super) fn edges(grid: &Grid, texts: &[Shaped], size: Length) -> Vec<Length> {
    let total = WIDTH - RULE;
    let labels = if grid.label_columns > 1 { grid.label_columns } else { 0 };
    let figures = small(grid.columns - labels);
    let least = total.scale(1, 2).max(characters(3, size) * figures).min(total.scale(4, 5));
    let share = if labels > 0 { total - least } else { Length::ZERO };
    let mut edges = vec![LEFT + RULE / 2];
    for width in label_widths(grid, texts, size, labels, share) {
        edges.push(edges[edges.len() - 1] + width);
    }
    let start = edges[edges.len() - 1];
    edges.extend((1..=figures).map(|column| start + (total - share).scale(column, figures)));
    edges
}

/// Width of a column of so many characters.
fn characters(count: i32, size: Length) -> Length {
    size * count + SIDE * 2 + Length::milli(10)
}

/// Divides `share` among the label columns: all but the last are a few characters wide, tried in
/// turn from the left.
fn label_widths(
    grid: &Grid,
    texts: &[Shaped],
    size: Length,
    labels: usize,
    share: Length,
) -> Vec<Length> {
    if labels == 0 {
        return Vec::new();
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
    let in_column = grid.cells.iter().zip(texts).filter(|(cell, _)| {
        matches!(cell.content, Content::Label(..)) && (cell.column, cell.columns) == (column, 1)
    });
    let piece = in_column.map(|(_, text)| longest_piece(text).0).max().unwrap_or(0);
    ((piece + size.0 - 1) / size.0).clamp(2, MOST_CHARACTERS)
}

/// How high the rows are with label columns so wide, and how many lines their labels have.
fn cost(grid: &Grid, texts: &[Shaped], size: Length, widths: &[Length]) -> (Length, i32) {
    let count = |index: usize| {
        let cell = &grid.cells[index];
        if !matches!(cell.content, Content::Label(..)) {
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
