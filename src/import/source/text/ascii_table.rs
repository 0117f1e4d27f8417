//! Tables drawn with `+`, `-` and `|`, as our own text has them: read by the bars, exactly.

use std::collections::BTreeSet;

use crate::import::blocks::{MergedCell, MergedTable};
use crate::import::source::text::residue::SourceLine;
use crate::zh::width;

/// More columns than any form has: what has more is not a drawn table.
const MAX_COLUMNS: usize = 64;

/// Upper bound on the rows of a drawn table; no form has more.
const MAX_ROWS: usize = 256;

/// The number of lines, from the first, that are one drawn table; 0 where there is none.
pub(crate) fn length(lines: &[SourceLine]) -> usize {
    if lines.first().is_none_or(|line| !line.text.starts_with("+-")) {
        return 0;
    }
    lines.iter().take_while(|line| line.text.starts_with(['+', '|'])).count()
}

/// The merged cells of a drawn table; `None` where the bars do not make one.
pub(crate) fn read(lines: &[SourceLine]) -> Option<MergedTable> {
    if lines.len() < 3 {
        return None;
    }
    let canvas: Vec<Vec<Option<char>>> = lines.iter().map(|line| columns(&line.text)).collect();
    let bars = bars(&canvas)?;
    let rules = rules(&canvas, &bars)?;
    let drawing = Drawing { lines, canvas, bars, rules };
    let (rows, columns) = (drawing.rules.len() - 1, drawing.bars.len() - 1);
    let mut taken = vec![false; rows * columns];
    let mut cells: Vec<MergedCell> = Vec::new();
    for place in 0..taken.len() {
        if taken[place] {
            continue;
        }
        let tile = drawing.tile(place / columns, place % columns);
        for row in tile.row..tile.row + tile.rows {
            let start = row * columns + tile.column;
            taken[start..start + tile.columns].fill(true);
        }
        cells.push(tile);
    }
    let area: usize = cells.iter().map(|tile| tile.rows * tile.columns).sum();
    (area == rows * columns).then_some(MergedTable { rows, columns, cells, short: BTreeSet::new() })
}

/// A line's characters at their columns; `None` under the second half of a wide one.
fn columns(text: &str) -> Vec<Option<char>> {
    let mut columns = Vec::with_capacity(text.len());
    for c in text.trim_end().chars() {
        match width(c) {
            0 => {}
            width => {
                columns.push(Some(c));
                columns.extend(std::iter::repeat_n(None, width - 1));
            }
        }
    }
    columns
}

/// The columns with a corner in some line.
fn bars(canvas: &[Vec<Option<char>>]) -> Option<Vec<usize>> {
    let mut bars = Vec::new();
    for line in canvas {
        for (column, c) in line.iter().enumerate() {
            let beside = |at: Option<usize>| at.and_then(|at| line.get(at)) == Some(&Some('-'));
            let corner = beside(column.checked_sub(1)) || beside(Some(column + 1));
            if *c == Some('+') && corner && !bars.contains(&column) {
                bars.push(column);
                if bars.len() > MAX_COLUMNS + 1 {
                    return None;
                }
            }
        }
    }
    bars.sort_unstable();
    let end = bars.last()? + 1;
    let whole = bars.len() > 1 && bars.first() == Some(&0);
    (whole && canvas.iter().all(|line| line.len() == end)).then_some(bars)
}

/// The lines with a rule under or over some cell. Cells leave a space beside their words, so
/// that a stretch of nothing but dashes is a rule.
fn rules(canvas: &[Vec<Option<char>>], bars: &[usize]) -> Option<Vec<usize>> {
    let is_rule =
        |line: &Vec<Option<char>>| bars.windows(2).any(|pair| is_ruled(line, pair[0], pair[1]));
    let rules: Vec<usize> = (0..canvas.len()).filter(|y| is_rule(&canvas[*y])).collect();
    let whole = rules.first() == Some(&0) && rules.last() == Some(&(canvas.len() - 1));
    (whole && rules.len() > 1 && rules.len() <= MAX_ROWS + 1).then_some(rules)
}

fn is_ruled(line: &[Option<char>], left: usize, right: usize) -> bool {
    let between = line.get(left + 1..right).unwrap_or_default();
    between.len() > 1 && between.iter().all(|c| *c == Some('-'))
}

struct Drawing<'a> {
    lines: &'a [SourceLine],
    canvas: Vec<Vec<Option<char>>>,
    bars: Vec<usize>,
    rules: Vec<usize>,
}

impl Drawing<'_> {
    /// The merged cell whose first place is this one: as far right as there is no bar, as far
    /// down as there is no rule.
    fn tile(&self, row: usize, column: usize) -> MergedCell {
        let first = self.rules[row] + 1;
        let barred = |bar: usize| {
            let line = self.canvas.get(first).and_then(|line| line.get(self.bars[bar]));
            matches!(line, Some(Some('|' | '+')))
        };
        let mut right = column + 1;
        while right + 1 < self.bars.len() && !barred(right) {
            right += 1;
        }
        let ruled = |rule: usize| {
            let line = &self.canvas[self.rules[rule]];
            is_ruled(line, self.bars[column], self.bars[column + 1])
        };
        let mut bottom = row + 1;
        while bottom + 1 < self.rules.len() && !ruled(bottom) {
            bottom += 1;
        }
        let mut text = String::new();
        for y in first..self.rules[bottom] {
            let line = &self.canvas[y];
            let end = self.bars[right].min(line.len());
            let piece = line.get(self.bars[column] + 1..end).unwrap_or_default();
            let piece: String = piece.iter().copied().flatten().collect();
            text.push_str(piece.trim());
        }
        let number = self.lines[first.min(self.lines.len() - 1)].number;
        MergedCell { number, row, column, rows: bottom - row, columns: right - column, text }
    }
}

#[cfg(test)]
mod tests {
    use super::{length, read};
    use crate::import::source::text::residue::lines;

    #[test]
    fn merged_cells_by_the_bars() {
        let source = "\
+------+-----------+
| 表   | 甲 + - 乙 |
| 头   +-----+-----+
|      | -   | |-  |
+------+-----+-----+
| 一行 | 12  |     |
+------+-----+-----+
后文";
        let lines = lines(source).0;
        assert_eq!(length(&lines), 7);
        let tiles = read(&lines[..7]).unwrap();
        let shown: Vec<String> = tiles
            .cells
            .iter()
            .map(|t| format!("{},{} {}x{} {}", t.row, t.column, t.rows, t.columns, t.text))
            .collect();
        assert_eq!(
            shown,
            [
                "0,0 2x1 表头",
                "0,1 1x2 甲 + - 乙",
                "1,1 1x1 -",
                "1,2 1x1 |-",
                "2,0 1x1 一行",
                "2,1 1x1 12",
                "2,2 1x1 "
            ]
        );
    }

    #[test]
    fn what_is_no_table_is_not_read() {
        for source in ["+-", "+-\n|\n+-", "+---\n| a\n+---", "+--+\n| a b|\n+--+--+"] {
            assert!(read(&lines(source).0).is_none(), "{source}");
        }
    }
}
