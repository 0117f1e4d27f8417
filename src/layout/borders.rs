//! Merged cells → the rules between them.

/// A straight stretch of border, in grid lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Horizontal, else vertical.
    pub horizontal: bool,
    /// The grid line it is on: rows from the top, or columns from the left, before it.
    pub at: usize,
    /// The grid line it starts from, across.
    pub from: usize,
    /// The grid line it ends at, across.
    pub to: usize,
}

/// The borders of a grid, each stretch once and as long as it can be. `cover` names the cell at
/// each place, by row, then column; no border runs through a cell.
pub(super) fn borders(cover: &[usize], columns: usize) -> Vec<Segment> {
    let rows = cover.len().checked_div(columns).unwrap_or(0);
    let cell = |row: usize, column: usize| cover[row * columns + column];
    let mut segments = Vec::new();
    for at in 0..=rows {
        let drawn = |column| at == 0 || at == rows || cell(at - 1, column) != cell(at, column);
        stretches(columns, drawn, |from, to| {
            segments.push(Segment { horizontal: true, at, from, to });
        });
    }
    for at in 0..=columns {
        let drawn = |row| at == 0 || at == columns || cell(row, at - 1) != cell(row, at);
        stretches(rows, drawn, |from, to| {
            segments.push(Segment { horizontal: false, at, from, to });
        });
    }
    segments
}

/// Tells each longest stretch of places where something is drawn.
fn stretches(places: usize, drawn: impl Fn(usize) -> bool, mut tell: impl FnMut(usize, usize)) {
    let mut start = None;
    for place in 0..places {
        match (drawn(place), start) {
            (true, None) => start = Some(place),
            (false, Some(from)) => {
                tell(from, place);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        tell(from, places);
    }
}

#[cfg(test)]
mod tests {
    use super::{Segment, borders};

    #[test]
    fn a_rule_does_not_cross_a_cell() {
        // 0 0 1
        // 2 3 1
        let found = borders(&[0, 0, 1, 2, 3, 1], 3);
        let across = |at, from, to| Segment { horizontal: true, at, from, to };
        let down = |at, from, to| Segment { horizontal: false, at, from, to };
        assert_eq!(
            found,
            [
                across(0, 0, 3),
                across(1, 0, 2),
                across(2, 0, 3),
                down(0, 0, 2),
                down(1, 1, 2),
                down(2, 0, 2),
                down(3, 0, 2),
            ]
        );
    }

    #[test]
    fn one_cell_is_a_box_and_none_is_nothing() {
        assert_eq!(borders(&[7, 7, 7, 7], 2).len(), 4);
        assert!(borders(&[], 0).is_empty());
    }
}
