//! What every source becomes: paragraphs and rows of cells that no longer show in which shape the
//! source wrote them.

use std::collections::{BTreeMap, BTreeSet};

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
    /// What was left out of the blocks' words.
    pub asides: Vec<Aside>,
}

/// How characters stand beside the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AsideKind {
    /// Higher or lower than the line, as the marks of footnotes are.
    Raised,
    /// With a line through them.
    Struck,
    /// Not to be seen: of no size, of the paper's colour, transparent, or off the page.
    Unseen,
}

/// Characters beside the words or the figure of a block, which are not a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Aside {
    /// The line of the source; `None` where nothing of it is left.
    pub number: Option<usize>,
    /// The column of the table's cell; `None` in a paragraph.
    pub column: Option<usize>,
    pub kind: AsideKind,
    pub text: String,
}

impl SourceText {
    /// A source that has no lines of its own: a line for each paragraph and each row, its cells
    /// between tabs. The blocks are numbered by them.
    pub(crate) fn numbered(
        kind: SourceKind,
        mut blocks: Vec<Block>,
        cleaned: Vec<String>,
        mut asides: Vec<Aside>,
    ) -> Self {
        let mut lines = Vec::new();
        let mut moved = BTreeMap::new();
        for block in &mut blocks {
            block.number(&mut lines, &mut moved);
        }
        for aside in &mut asides {
            aside.number = aside.number.and_then(|number| moved.get(&number).copied());
        }
        Self { kind, blocks, lines, cleaned, asides }
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
    /// The columns that it is merged over.
    pub wide: usize,
}

/// Merged cells that tile a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MergedTable {
    pub rows: usize,
    pub columns: usize,
    pub cells: Vec<MergedCell>,
    /// Rows in which the source has too few cells, so that nobody knows which of them are missing:
    /// where the others stand says nothing.
    pub short: BTreeSet<usize>,
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
    /// A line as a row that nobody has cut into cells.
    pub(crate) fn of_line(line: &TextLine) -> Self {
        let raw = Some(line.text.clone());
        Self { number: line.number, width: 1, cells: Vec::new(), raw }
    }

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
    /// The table as rows of cells, each at its first row and column; in a row that is too short one
    /// after the other.
    pub(crate) fn to_rows(&self) -> Vec<CellRow> {
        let (width, raw) = (self.columns, None);
        let blank = CellRow { number: 0, width, cells: Vec::new(), raw };
        let mut rows = vec![blank; self.rows];
        for row in &self.short {
            rows[*row].width = 0;
        }
        for tile in &self.cells {
            let Some(row) = rows.get_mut(tile.row) else { continue };
            if row.number == 0 || tile.number < row.number {
                row.number = tile.number;
            }
            let mut column = tile.column;
            if self.short.contains(&tile.row) {
                column = row.width;
                row.width += 1;
            }
            if !tile.text.is_empty() {
                let (number, piece) = (tile.number, Some(column));
                row.cells.push(RowCell {
                    number,
                    column,
                    text: tile.text.clone(),
                    piece,
                    wide: tile.columns,
                });
            }
        }
        rows
    }
}

impl Block {
    /// Adds its lines, and numbers it by them; `moved` has the new number for each old one.
    fn number(&mut self, lines: &mut Vec<String>, moved: &mut BTreeMap<usize, usize>) {
        match self {
            Self::Paragraph(line) => {
                lines.push(line.text.clone());
                moved.entry(line.number).or_insert(lines.len());
                (line.number, line.first_word) = (lines.len(), 0);
            }
            Self::Row(row) => {
                let cells = row.cells.iter().map(|cell| (cell.column, cell.text.as_str()));
                lines.push(tabbed(row.width, cells));
                let old = row.cells.iter().map(|cell| cell.number).chain([row.number]);
                old.for_each(|old| _ = moved.entry(old).or_insert(lines.len()));
                row.number = lines.len();
                row.cells.iter_mut().for_each(|cell| cell.number = lines.len());
            }
            Self::Grid(tiles) => {
                let first = lines.len();
                lines.extend(tiles.to_rows().iter().map(|row| {
                    let cells = row.cells.iter().map(|cell| (cell.column, cell.text.as_str()));
                    tabbed(row.width, cells)
                }));
                for tile in &mut tiles.cells {
                    let number = first + tile.row + 1;
                    moved.entry(tile.number).or_insert(number);
                    tile.number = number;
                }
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
