//! A sheet that is a list: a title, a table of words, and lines to sign on.

use super::cell::{self, Align, CellText, SIDE};
use super::columns::RULE;
use super::prose::Setter;
use super::sheet::{BODY, LEFT, WIDTH};
use super::table::SetTable;
use super::tags::{CellElement, CellRole, Element, TableElement};
use super::{Laid, Options, finish};
use crate::font::{Face, Fonts};
use crate::grid::{Content, Grid, GridCell};
use crate::report::place::Place;
use crate::units::Length;

/// Size of the table and of the lines around it.
pub(super) const SIZE: Length = Length::milli(10_500);

/// The content of such a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListSheet {
    /// What the file is called.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// The lines of the heading.
    pub heading: Vec<String>,
    /// Lines between the heading and the table.
    pub before: Vec<String>,
    /// The columns: their widths in hundredths, and whether their words are centred.
    pub columns: Vec<(i32, bool)>,
    /// The rows, each with as many cells as there are columns; the first heads the others.
    pub rows: Vec<Vec<String>>,
    /// Lines to write on below the table.
    pub fields: Vec<Vec<WriteIn>>,
}

/// A word and a rule beside it to write on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteIn {
    /// What is to be written.
    pub label: String,
    /// How long the rule is next to the others of its line.
    pub share: i32,
}

impl WriteIn {
    /// A word with a rule of some length.
    #[must_use]
    pub fn new(label: &str, share: i32) -> Self {
        Self { label: label.to_owned(), share }
    }
}

/// Lays a list out.
#[must_use]
pub fn list_sheet(sheet: &ListSheet, fonts: &Fonts) -> Laid {
    let mut setter = Setter::new(fonts, Options::default());
    setter.list(sheet, 1);
    finish(setter, sheet.title.clone(), sheet.author.clone())
}

impl Setter<'_> {
    /// Adds the content of such a sheet, with its heading at a level.
    pub(super) fn list(&mut self, sheet: &ListSheet, level: u8) {
        for (index, line) in sheet.heading.iter().enumerate() {
            let element = if index == 0 { Element::Heading(level) } else { Element::Paragraph };
            self.centred_lines(line, Face::HeiTi, BODY, element);
        }
        for line in &sheet.before {
            self.centred_lines(line, Face::FangSong, SIZE, Element::Paragraph);
        }
        self.words_table(sheet);
        for fields in &sheet.fields {
            self.write_in_line(fields, false);
        }
    }

    /// A table of words under one row of headers.
    fn words_table(&mut self, sheet: &ListSheet) {
        let mut edges = vec![LEFT + RULE / 2];
        let mut share = 0;
        for (column, _) in &sheet.columns {
            share += column;
            edges.push(LEFT + RULE / 2 + (WIDTH - RULE).scale(share, 100));
        }
        let mut cells = Vec::new();
        let mut texts: Vec<CellText> = Vec::new();
        for (row, words) in sheet.rows.iter().enumerate() {
            for (column, (text, (_, centred))) in words.iter().zip(&sheet.columns).enumerate() {
                let width = edges[column + 1] - edges[column];
                let (face, content) = match row {
                    0 => (Face::HeiTi, Content::Header(text.clone())),
                    _ => (Face::FangSong, Content::Label(text.clone(), row)),
                };
                let align = if row == 0 || *centred { Align::Centre } else { Align::Left(SIDE) };
                let shaped = self.measure.shape(text, face, SIZE);
                self.note_missing(|_, _| Place::Report);
                texts.push(cell::set(&shaped, width, align, usize::MAX, &Place::Report));
                cells.push(GridCell { row, column, rows: 1, columns: 1, content });
            }
        }
        let element = words_element(&cells, &sheet.title);
        let (rows, columns) = (sheet.rows.len(), sheet.columns.len());
        let grid = Grid { rows, columns, label_columns: 0, head_rows: 1, cells };
        // A heading may take two lines, and so may each line to write on.
        let beside = 2 * (sheet.heading.len() + sheet.before.len() + sheet.fields.len());
        self.add_words_table(SetTable::of_words(grid, edges, SIZE, texts), element, beside);
    }
}

/// The first row heads the columns, and nothing heads a row.
fn words_element(cells: &[GridCell], summary: &str) -> TableElement {
    let cell = |cell: &GridCell| CellElement {
        row: cell.row,
        column: cell.column,
        rows: 1,
        columns: 1,
        role: if cell.row == 0 { CellRole::ColumnHeader } else { CellRole::Data },
    };
    TableElement { summary: summary.to_owned(), cells: cells.iter().map(cell).collect() }
}
