//! Lines → blocks that no longer show in which shape the source wrote them.
//!
//! Shape A is text out of Word: a tab and one cell a line, a blank line between rows. Shape B
//! has a row a line with tabs between the cells; D to G have bars ([`super::pipe_table`]). Our own
//! text draws its tables ([`super::ascii_table`]). A table without any of these (C, H) stays
//! paragraphs here: only the words of the form can part its cells.

use super::ascii_table;
use super::pipe_table::{self, BarredLine};
use super::residue::SourceLine;
use super::run_on;
use crate::import::blocks::{Block, CellRow, RowCell, TextLine};
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::furniture::is_aside;
use crate::import::vocabulary::headings::is_heading;
use crate::import::vocabulary::labels::is_of_a_form;

/// More cells or paragraphs than this are no report.
const MAX_PIECES: usize = 200_000;

/// A longer line after a cell is prose, not the rest of the cell.
const MAX_CELL: usize = 60;

/// Longer words behind a tab are a paragraph.
const MAX_WORDS: usize = 90;

/// More cells behind tabs are a table.
const MAX_LINES: usize = 20;

/// The blocks of a source; `None` where there are too many for a report.
pub(crate) fn read(lines: &[SourceLine]) -> Option<Vec<Block>> {
    let lines = &run_on::split(lines);
    let mut reader = LineReader {
        blocks: Vec::new(),
        open: None,
        barred: false,
        pieces: 0,
        marked: pipe_table::marks_rows(lines),
    };
    let mut index = 0;
    while index < lines.len() {
        let rest = lines.get(index..).unwrap_or_default();
        let drawing = rest.get(..ascii_table::length(rest)).unwrap_or_default();
        if let Some(tiles) = ascii_table::read(drawing) {
            reader.close();
            reader.pieces += tiles.cells.len();
            reader.blocks.push(Block::Grid(tiles));
            index += drawing.len();
        } else {
            // What is drawn, but is no table, is not tried again from its next line.
            let end = drawing.len().max(1);
            let mut taken = 0;
            while taken < end {
                taken += reader.next(rest.get(taken..).unwrap_or_default());
            }
            index += taken;
        }
        if reader.pieces > MAX_PIECES {
            return None;
        }
    }
    reader.close();
    Some(reader.blocks)
}

struct LineReader {
    blocks: Vec<Block>,
    /// The row that lines of shape A are being added to.
    open: Option<CellRow>,
    pieces: usize,
    /// Whether the cells of that row end with bars.
    barred: bool,
    /// Rows begin with a bar of their own.
    marked: bool,
}

impl LineReader {
    fn close(&mut self) {
        self.barred = false;
        let Some(row) = self.open.take() else { return };
        // Tabs before words that are no table's: paragraphs, or who signs and when.
        let is_prose = |cell: &RowCell| !is_figure(&cell.text) && !is_of_a_form(&cell.text);
        if (1..=MAX_LINES).contains(&row.cells.len()) && row.cells.iter().all(is_prose) {
            self.blocks.extend(row.cells.iter().map(|cell| {
                let text = format!("\t{}", cell.text);
                Block::Paragraph(TextLine::new(cell.number, &text))
            }));
        } else {
            self.blocks.push(Block::Row(row));
        }
    }

    /// Reads what the lines begin with, and returns how many of them that took.
    fn next(&mut self, lines: &[SourceLine]) -> usize {
        let Some(line) = lines.first() else { return 0 };
        match pipe_table::read(lines, self.marked) {
            Some(BarredLine::Start) => {
                self.close();
                1
            }
            Some(BarredLine::Last(text)) => {
                self.cell(line.number, &text);
                self.close();
                1
            }
            Some(BarredLine::Row(cells)) => {
                self.close();
                self.row(line, &cells);
                1
            }
            Some(BarredLine::Rule) => 1,
            Some(BarredLine::Cell(text, taken)) => {
                self.cell(line.number, &text);
                self.barred = true;
                taken
            }
            // The last cell of a row may have no bar behind it; a page's number has figures below.
            None if self.barred && self.open.is_some() && is_last_figure(lines) => {
                self.cell(line.number, &line.text);
                self.close();
                1
            }
            None => {
                self.line(line);
                1
            }
        }
    }

    fn line(&mut self, line: &SourceLine) {
        if let Some(cell) = line.text.strip_prefix('\t').filter(|rest| !rest.contains('\t')) {
            if is_paragraph(cell) {
                self.paragraph(line);
            } else {
                self.cell(line.number, cell);
            }
        } else if line.text.contains('\t') {
            self.close();
            let cells: Vec<&str> = line.text.split('\t').collect();
            self.row(line, &cells);
        } else if line.text.trim().is_empty() {
            self.close();
        } else if !self.continues(line) {
            self.paragraph(line);
        }
    }

    fn paragraph(&mut self, line: &SourceLine) {
        self.close();
        self.pieces += 1;
        let paragraph = TextLine::new(line.number, &line.text);
        self.blocks.push(Block::Paragraph(TextLine { first_word: line.first_word, ..paragraph }));
    }

    fn cell(&mut self, number: usize, text: &str) {
        let row = self.open.get_or_insert_with(|| CellRow {
            number,
            width: 0,
            cells: Vec::new(),
            raw: None,
        });
        if !text.trim().is_empty() {
            self.pieces += 1;
            let text = text.trim().to_owned();
            row.cells.push(RowCell { number, column: row.width, text, piece: None, wide: 1 });
        }
        row.width += 1;
    }

    fn row(&mut self, line: &SourceLine, all: &[&str]) {
        let cells = all.iter().enumerate().filter(|(_, text)| !text.trim().is_empty());
        let cells = cells.map(|(column, text)| RowCell {
            number: line.number,
            column,
            text: text.trim().to_owned(),
            piece: Some(column),
            wide: 1,
        });
        let cells: Vec<RowCell> = cells.collect();
        if let [cell] = cells.as_slice()
            && !is_figure(&cell.text)
            && !is_of_a_form(&cell.text)
        {
            return self.paragraph(line);
        }
        self.pieces += cells.len();
        let raw = Some(line.text.clone()).filter(|_| !cells.is_empty());
        self.blocks.push(Block::Row(CellRow { number: line.number, width: all.len(), cells, raw }));
    }

    /// Adds a line without a tab to the cell before it, where it is the rest of its words.
    fn continues(&mut self, line: &SourceLine) -> bool {
        let Some(row) = &mut self.open else { return false };
        if is_aside(&line.text) {
            // The row goes on after a page's number.
            self.pieces += 1;
            self.blocks.push(Block::Paragraph(TextLine::new(line.number, &line.text)));
            return true;
        }
        let Some(cell) = row.cells.last_mut().filter(|cell| cell.column + 1 == row.width) else {
            return false;
        };
        let rest = line.text.trim();
        let characters = cell.text.chars().count() + rest.chars().count();
        let continues =
            !is_figure(&cell.text) && characters <= MAX_CELL && !rest.ends_with(['。', '；']);
        if continues {
            cell.text.push_str(rest);
        }
        continues
    }
}

/// Whether the first of some lines is a figure, and the next that says something is none.
fn is_last_figure(lines: &[SourceLine]) -> bool {
    let is = |line: &SourceLine| is_figure(line.text.trim_matches(['|', ' ']));
    let (Some(first), rest) = (lines.first(), lines.get(1..).unwrap_or_default()) else {
        return false;
    };
    let below = rest.iter().take(MAX_LINES).find(|line| !line.text.trim().is_empty());
    !first.text.contains('\t') && is(first) && !below.is_some_and(is)
}

/// Whether the text after a tab is a paragraph rather than a cell.
fn is_paragraph(text: &str) -> bool {
    let text = text.trim();
    text.ends_with(['。', '；'])
        || text.chars().nth(MAX_WORDS).is_some()
        || (!is_figure(text) && is_heading(text))
}

#[cfg(test)]
mod tests {
    use super::{Block, read};
    use crate::import::source::text::residue::lines;

    /// Blocks as text: prose after `P`, rows after `R` with `|` before each cell.
    fn check(source: &str, expected: &str) {
        let blocks = read(&lines(source).0).unwrap();
        let shown: Vec<String> = blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(line) => format!("P{} {}", line.number, line.text),
                Block::Row(row) => {
                    let cells = row.cells.iter().map(|c| format!("|{}:{}", c.column, c.text));
                    format!("R{} {}{}", row.number, row.width, cells.collect::<String>())
                }
                Block::Grid(tiles) => format!("G {}x{}", tiles.rows, tiles.columns),
            })
            .collect();
        assert_eq!(shown.join("\n"), expected);
    }

    #[test]
    fn shape_a() {
        check(
            "　　前言\n\t规章\n\t0\n\t\n\t 2 \n\n\t商业\n企业\n\t科研\n机构\n\n\n三、收到",
            "P1 前言\nR2 4|0:规章|1:0|3:2\nR7 2|0:商业企业|1:科研机构\nP13 三、收到",
        );
        check("\t规章\n\t0\n四、情况", "R1 2|0:规章|1:0\nP3 四、情况");
        check("\t规章\n— 3 —\n\t0\n×\n\t1", "P2 — 3 —\nP4 ×\nR1 3|0:规章|1:0|2:1");
        check("\t规章\n本年没有制发规章。", "R1 1|0:规章\nP2 本年没有制发规章。");
    }

    #[test]
    fn shape_b() {
        check("规章\t0\t\t3\n\t\n一、总体情况", "R1 4|0:规章|1:0|3:3\nR2 1\nP3 一、总体情况");
        check("\t\t\t", "R1 4");
    }

    #[test]
    fn many_pieces_are_no_report() {
        assert!(read(&lines(&"a\n".repeat(200_001)).0).is_none());
        assert!(read(&lines(&"\t".repeat(5_000_000)).0).is_some());
    }
}
