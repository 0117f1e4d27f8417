//! The checklist for the file cover: the points gone through before publishing, each with its
//! result and what was said of it, and who filled in and who reviewed.

use super::cell::{self, Align, CellText, SIDE};
use super::prose::Setter;
use super::sheet::{BODY, LEFT, WIDTH};
use super::table::SetTable;
use super::{Laid, Options, finish};
use crate::font::{Face, Fonts};
use crate::grid::{Content, Grid, GridCell};
use crate::report::Report;
use crate::report::place::Place;
use crate::units::Length;

/// Size of the table and of the lines around it.
const SIZE: Length = Length::milli(10_500);

/// Widths of the columns in hundredths: number, point, result, remarks.
const COLUMNS: [i32; 4] = [8, 36, 12, 44];

/// One point of the checklist, as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistRow {
    /// What is to be gone through.
    pub point: String,
    /// What it came to: 完成, 待处理.
    pub result: String,
    /// What there is to say beside it.
    pub remarks: String,
}

/// Lays the checklist of a report out: on one page, unless very long reasons make it more. The
/// `summary` is one line under the title.
#[must_use]
pub fn checklist(report: &Report, summary: &str, rows: &[ChecklistRow], fonts: &Fonts) -> Laid {
    let mut setter = Setter::new(fonts, Options::default());
    let title = format!("{}发布前核对单", report.title);
    setter.form_lines(&report.title, Face::HeiTi, BODY);
    setter.form_lines("发布前核对单", Face::HeiTi, BODY);
    setter.form_lines(summary, Face::FangSong, SIZE);
    let mut table = vec![["序号", "核对事项", "结果", "说明"].map(str::to_owned)];
    for (number, row) in (1..).zip(rows) {
        let ChecklistRow { point, result, remarks } = row.clone();
        table.push([number.to_string(), point, result, remarks]);
    }
    setter.words_table(&table);
    let gap = "\u{3000}".repeat(8);
    setter.form_lines(&format!("填报人：{gap}审核人：{gap}"), Face::FangSong, BODY);
    let gap = "\u{3000}".repeat(3);
    setter.form_lines(&format!("日期：{gap}年{gap}月{gap}日"), Face::FangSong, BODY);
    finish(setter, title, report.agency.clone())
}

impl Setter<'_> {
    /// A table of words under one row of headers.
    fn words_table(&mut self, rows: &[[String; COLUMNS.len()]]) {
        let mut edges = vec![LEFT];
        let mut share = 0;
        for column in COLUMNS {
            share += column;
            edges.push(LEFT + WIDTH.scale(share, 100));
        }
        let mut cells = Vec::new();
        let mut texts: Vec<CellText> = Vec::new();
        for (row, words) in rows.iter().enumerate() {
            for (column, text) in words.iter().enumerate() {
                let width = edges[column + 1] - edges[column];
                let (face, content) = match row {
                    0 => (Face::HeiTi, Content::Header(text.clone())),
                    _ => (Face::FangSong, Content::Label(text.clone(), row)),
                };
                let centred = row == 0 || column % 2 == 0;
                let align = if centred { Align::Centre } else { Align::Left(SIDE) };
                let shaped = self.measure.shape(text, face, SIZE);
                self.note_missing(|_, _| Place::Report);
                texts.push(cell::set(&shaped, width, align, usize::MAX, &Place::Report));
                cells.push(GridCell { row, column, rows: 1, columns: 1, content });
            }
        }
        let (rows, columns) = (rows.len(), COLUMNS.len());
        let grid = Grid { rows, columns, label_columns: 0, head_rows: 1, cells };
        self.add_table(SetTable::of_words(grid, edges, SIZE, texts));
    }
}
