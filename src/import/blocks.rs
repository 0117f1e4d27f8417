//! What every source becomes: paragraphs and rows of cells that no longer show in which shape the
//! source wrote them.

use super::provenance::SourceKind;

/// A tab moves in this far.
const TAB: usize = 8;

/// A source, whatever it was written in.
pub(crate) struct SourceText {
    pub kind: SourceKind,
    pub blocks: Vec<Block>,
    /// The lines of the source; the blocks' numbers count them from 1.
    pub lines: Vec<String>,
    /// Conversion residue that was taken out.
    pub cleaned: Vec<String>,
}

impl SourceText {
    /// A source that has no lines of its own: a line for each paragraph and each row, its cells
    /// between tabs. The blocks are numbered by them.
    pub(crate) fn numbered(kind: SourceKind, mut blocks: Vec<Block>, cleaned: Vec<String>) -> Self {
        let mut lines = Vec::new();
        for block in &mut blocks {
            block.number(&mut lines);
        }
        Self { kind, blocks, lines, cleaned }
    }
}

/// A piece of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(TextLine),
    /// A row of cells of which nobody knows how they are merged.
    Row(CellRow),
    /// A table whose merged cells are known.
    Grid(MergedTable),
}

/// A paragraph without the spaces around it; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextLine {
    pub number: usize,
    /// The number of words between spaces that come before it in its line.
    pub first_word: usize,
    /// Spaces that the line was moved in by, full-width ones counted twice.
    pub indent: usize,
    pub text: String,
    /// Whether a space was behind it.
    pub spaced: bool,
}

/// A row of cells; only those that are not empty are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CellRow {
    pub number: usize,
    /// Cells of the row, blank ones included.
    pub width: usize,
    pub cells: Vec<RowCell>,
    /// The row as its line has it; `None` where each cell has a line of its own.
    pub raw: Option<String>,
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowCell {
    pub number: usize,
    pub column: usize,
    pub text: String,
    /// The cell's place among the cells of its line; `None` where it has the line to itself.
    pub piece: Option<usize>,
}

/// Merged cells that tile a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MergedTable {
    pub rows: usize,
    pub columns: usize,
    pub cells: Vec<MergedCell>,
}

/// One merged cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MergedCell {
    pub number: usize,
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub text: String,
}

impl TextLine {
    pub(crate) fn new(number: usize, text: &str) -> Self {
        let body = text.trim_start();
        let spaces = text.strip_suffix(body).unwrap_or_default().chars();
        let indent = spaces
            .map(|c| match c {
                '\t' => TAB,
                '\u{3000}' => 2,
                _ => 1,
            })
            .sum();
        let text = body.trim_end();
        Self {
            number,
            first_word: 0,
            indent,
            text: text.to_owned(),
            spaced: text.len() < body.len(),
        }
    }
}

impl CellRow {
    /// The row as prose: its line as written, or each cell as a paragraph.
    pub(crate) fn lines(&self) -> Vec<TextLine> {
        match &self.raw {
            Some(raw) => vec![TextLine::new(self.number, raw)],
            None => self.cells.iter().map(|cell| TextLine::new(cell.number, &cell.text)).collect(),
        }
    }

    /// The row in one line.
    pub(crate) fn text(&self) -> String {
        let lines: Vec<String> = self.lines().into_iter().map(|line| line.text).collect();
        lines.join("\t")
    }
}

impl MergedTable {
    /// The table as rows of cells, each at its first row and column.
    pub(crate) fn to_rows(&self) -> Vec<CellRow> {
        let (width, raw) = (self.columns, None);
        let blank = CellRow { number: 0, width, cells: Vec::new(), raw };
        let mut rows = vec![blank; self.rows];
        for tile in &self.cells {
            let Some(row) = rows.get_mut(tile.row) else { continue };
            if row.number == 0 || tile.number < row.number {
                row.number = tile.number;
            }
            if !tile.text.is_empty() {
                let (number, column, piece) = (tile.number, tile.column, Some(tile.column));
                row.cells.push(RowCell { number, column, text: tile.text.clone(), piece });
            }
        }
        rows
    }
}

impl Block {
    /// Adds its lines, and numbers it by them.
    fn number(&mut self, lines: &mut Vec<String>) {
        match self {
            Self::Paragraph(line) => {
                lines.push(line.text.clone());
                (line.number, line.first_word) = (lines.len(), 0);
            }
            Self::Row(row) => {
                let cells = row.cells.iter().map(|cell| (cell.column, cell.text.as_str()));
                lines.push(tabbed(row.width, cells));
                row.number = lines.len();
                row.cells.iter_mut().for_each(|cell| cell.number = lines.len());
            }
            Self::Grid(tiles) => {
                let first = lines.len();
                lines.extend(tiles.to_rows().iter().map(|row| {
                    let cells = row.cells.iter().map(|cell| (cell.column, cell.text.as_str()));
                    tabbed(row.width, cells)
                }));
                tiles.cells.iter_mut().for_each(|tile| tile.number = first + tile.row + 1);
            }
        }
    }

    /// The table's words as paragraphs.
    pub(crate) fn lines(&self) -> Vec<TextLine> {
        match self {
            Self::Paragraph(line) => vec![line.clone()],
            Self::Row(row) => row.lines(),
            Self::Grid(tiles) => tiles.to_rows().iter().flat_map(CellRow::lines).collect(),
        }
    }
}

/// Cells in one line, each after as many tabs as its column.
fn tabbed<'a>(width: usize, cells: impl Iterator<Item = (usize, &'a str)>) -> String {
    let mut all = vec![""; width];
    for (column, text) in cells {
        if let Some(cell) = all.get_mut(column) {
            *cell = text;
        }
    }
    all.join("\t").replace(['\n', '\r'], " ")
}
