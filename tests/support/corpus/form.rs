//! Reports made up by a generator: figures that balance, and their tables as merged cells.

use std::sync::Arc;

use nianbao::edition::Edition;
use nianbao::grid::{Content, Grid};
use nianbao::report::place::CellId;
use nianbao::report::{Edit, Report, Value};

use super::Cells;
pub use crate::support::random::Random;

/// One merged cell of a table.
#[derive(Clone, Debug)]
pub struct Tile {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub text: String,
    /// The cell of the form, where it is a figure.
    pub figure: Option<usize>,
    /// Whether it is the label of a row.
    pub label: bool,
}

/// A table of a document.
#[derive(Clone, Debug)]
pub struct Form {
    /// Index in the edition.
    pub table: usize,
    pub rows: usize,
    pub columns: usize,
    pub tiles: Vec<Tile>,
}

/// A report as it is to be written down.
#[derive(Clone, Debug)]
pub struct Document {
    pub edition: Arc<Edition>,
    pub year: u16,
    /// Before the title.
    pub before: Vec<String>,
    pub title: String,
    pub lead_in: Vec<String>,
    pub headings: Vec<String>,
    /// For each section the paragraphs before the table.
    pub prose: Vec<Vec<String>>,
    pub forms: Vec<Form>,
    pub signature: Vec<String>,
    /// After the signature.
    pub after: Vec<String>,
    /// What was made up.
    pub truth: Cells,
    /// What is to be read of it.
    pub expected: Cells,
}

/// Balanced figures, most of them 0, some of eight digits.
pub fn filled(edition: &Arc<Edition>, year: u16, random: &mut Random) -> Report {
    let mut report = Report::blank(Arc::clone(edition), "上官乡人民政府", year);
    for id in report.figures.cells().collect::<Vec<_>>() {
        let kind = report.figures.cell(id).expect("a cell of the form").kind;
        if !report.figures.is_total(id) {
            let number = match random.below(8) {
                0 => random.below(90_000_000) + 1_000_000,
                1 | 2 => random.below(300) + 1,
                _ => 0,
            };
            set(&mut report, id, Value::read(kind, &number.to_string()));
        }
    }
    let tables = Arc::clone(edition);
    for (table, form) in tables.tables.iter().enumerate() {
        let Some((left, right)) = &form.balance else { continue };
        for column in 0..form.bands[0].columns.len() {
            let cell = |row: usize| CellId { table, index: form.rows[row].cells.start + column };
            if report.figures.is_total(cell(left[0])) {
                continue;
            }
            let sum: i64 = right.iter().map(|row| report.figures.number(cell(*row))).sum();
            let old = sum / 3;
            set(&mut report, cell(left[0]), Value::Count(sum - old));
            set(&mut report, cell(left[1]), Value::Count(old));
        }
    }
    report
}

fn set(report: &mut Report, id: CellId, value: Value) {
    report.apply(Edit::Value(id, value)).expect("a figure of the cell's kind");
}

impl Document {
    /// A document that nothing is wrong with.
    pub fn new(edition: &Arc<Edition>, seed: u64) -> Self {
        let year = edition.first_year;
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let report = filled(edition, year, &mut random);
        let truth: Cells =
            report.figures.cells().map(|id| (id, report.figures.shown(id).text())).collect();
        let forms = edition.tables.iter().enumerate().map(|(table, _)| form(&report, table));
        let prose = |section: usize| match section {
            0 => vec![
                "本年度，上官乡深入贯彻条例，做好政府信息公开工作。".to_owned(),
                "（一）主动公开情况。通过网站公开信息123条，发布公告9条。".to_owned(),
            ],
            4 => vec!["存在更新不够及时的问题。下一步将加强培训，按时更新。".to_owned()],
            5 => vec!["没有其他需要报告的事项。".to_owned()],
            _ => Vec::new(),
        };
        Self {
            edition: Arc::clone(edition),
            year,
            before: Vec::new(),
            title: report.title.clone(),
            lead_in: vec![format!(
                "本报告由总体情况、主动公开政府信息情况等六部分组成，数据统计期限为{year}年1月1日至12月31日。"
            )],
            headings: edition.sections.clone(),
            prose: (0..6).map(prose).collect(),
            forms: forms.collect(),
            signature: vec![report.agency.clone(), format!("{}年1月15日", year + 1)],
            after: Vec::new(),
            expected: truth.clone(),
            truth,
        }
    }

    /// The form that stands in a section, counted from 0.
    pub fn form_in(&self, section: usize) -> Option<&Form> {
        let number = u8::try_from(section + 1).expect("six sections");
        self.forms.iter().find(|form| self.edition.tables[form.table].section == number)
    }
}

fn form(report: &Report, table: usize) -> Form {
    let grid = Grid::new(&report.edition().tables[table]);
    let tile = |cell: &nianbao::grid::GridCell| {
        let (text, figure) = match &cell.content {
            Content::Caption(words) | Content::Header(words) | Content::Label(words, _) => {
                (words.clone(), None)
            }
            Content::Figure(index) => {
                (report.figures.shown(CellId { table, index: *index }).text(), Some(*index))
            }
        };
        let label = matches!(cell.content, Content::Label(..));
        let (row, column, rows, columns) = (cell.row, cell.column, cell.rows, cell.columns);
        Tile { row, column, rows, columns, text, figure, label }
    };
    Form {
        table,
        rows: grid.rows,
        columns: grid.columns,
        tiles: grid.cells.iter().map(tile).collect(),
    }
}

impl Form {
    /// A row's places: the cell that begins there, `None` where one is merged over it from the
    /// left or from above.
    pub fn row(&self, row: usize) -> Vec<Option<&Tile>> {
        let mut places = vec![None; self.columns];
        for tile in self.tiles.iter().filter(|tile| tile.row == row) {
            places[tile.column] = Some(tile);
        }
        places
    }

    /// The cells that lie in a row, from left to right, and whether they begin there.
    pub fn across(&self, row: usize) -> Vec<(&Tile, bool)> {
        let here = |tile: &&Tile| (tile.row..tile.row + tile.rows).contains(&row);
        let mut tiles: Vec<&Tile> = self.tiles.iter().filter(here).collect();
        tiles.sort_by_key(|tile| tile.column);
        tiles.into_iter().map(|tile| (tile, tile.row == row)).collect()
    }
}
