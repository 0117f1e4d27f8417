//! How wide the columns of a table are.

use super::cell::{SIDE, leading};
use super::rows::Rows;
use super::sheet::{LEFT, WIDTH, small};
use crate::grid::{Content, Grid};
use crate::units::Length;

/// Width of a table's rules.
pub(super) const RULE: Length = Length::milli(500);

/// Between the text of a cell and the rules above and below it, at the least.
pub(super) const ABOVE: Length = Length::milli(2_000);

/// From the paper's left edge to each border, left to right; the outer rules stand wholly in the
/// text area. `naturals` are the widths of the cells' texts in one line.
///
/// A column of labels is as wide as one of figures; where labels make a tree of several columns,
/// they have three sevenths of the table, divided so that it becomes least high.
pub(super) fn edges(grid: &Grid, naturals: &[Length], size: Length) -> Vec<Length> {
    let total = WIDTH - RULE;
    let labels = if grid.label_columns > 1 { grid.label_columns } else { 0 };
    let share = if labels > 0 { total.scale(3, 7) } else { Length::ZERO };
    let mut edges = vec![LEFT + RULE / 2];
    for width in label_widths(grid, naturals, size, labels, share) {
        edges.push(edges[edges.len() - 1] + width);
    }
    let figures = small(grid.columns - labels);
    let start = edges[edges.len() - 1];
    edges.extend((1..=figures).map(|column| start + (total - share).scale(column, figures)));
    edges
}

/// Divides `share` among the label columns: all but the last are a few characters wide, tried in
/// turn from the left.
fn label_widths(
    grid: &Grid,
    naturals: &[Length],
    size: Length,
    labels: usize,
    share: Length,
) -> Vec<Length> {
    if labels == 0 {
        return Vec::new();
    }
    let in_characters = |count: i32| size * count + SIDE * 2 + Length::milli(1);
    let mut widths = vec![in_characters(2); labels - 1];
    // The second round knows what the columns further right took in the first.
    for column in (0..labels - 1).chain(0..labels - 1) {
        let others: Length = widths.iter().copied().sum::<Length>() - widths[column];
        let most = share - others - in_characters(3);
        let candidates = (2..=8).map(in_characters).take_while(|width| *width <= most);
        let height = |width: &Length| {
            let mut tried = widths.clone();
            tried[column] = *width;
            tried.push(share - others - *width);
            height(grid, naturals, size, &tried)
        };
        if let Some(best) = candidates.min_by_key(height) {
            widths[column] = best;
        }
    }
    widths.push(share - widths.iter().copied().sum());
    widths
}

/// About how high the rows are with label columns so wide.
fn height(grid: &Grid, naturals: &[Length], size: Length, widths: &[Length]) -> Length {
    let needed = |index: usize| {
        let cell = &grid.cells[index];
        if !matches!(cell.content, Content::Label(..)) {
            return Length::ZERO;
        }
        let columns = cell.column..(cell.column + cell.columns).min(widths.len());
        let width: Length = widths[columns].iter().copied().sum();
        // Chinese fills whole characters only.
        let inner = ((width - SIDE * 2).0 / size.0).max(1) * size.0;
        leading(size) * ((naturals[index].0 + inner - 1) / inner) + ABOVE * 2
    };
    let rows = Rows { head: 0, body: 0..grid.rows };
    rows.heights(grid, leading(size) + ABOVE * 2, needed).into_iter().sum()
}
