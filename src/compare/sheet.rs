//! A comparison as a workbook: a sheet a table, the shares, the words, the notes.

use super::view::{percent, plain_percent};
use super::{ComparedCell, Comparison};
use crate::report::{Amount, Value};
use crate::workbook::{CellContent, CellOut, Look, SheetOut};
use crate::zh;

/// Columns before the years: row and column.
const BEFORE: u16 = 2;

/// The sheets: 表二, 表三, 表四 with years, change and percentage; 占比, 文字 and 说明.
#[must_use]
pub fn workbook(comparison: &Comparison) -> Vec<SheetOut> {
    let tables = 0..comparison.edition.tables.len();
    let mut sheets: Vec<SheetOut> = tables.map(|table| of_table(comparison, table)).collect();
    sheets.push(shares(comparison));
    let prose = comparison.prose.iter().map(|part| {
        vec![
            CellContent::Text(format!("第{}部分", zh::numeral(part.section.into()))),
            CellContent::Text(format!("{}%", part.same_percent)),
        ]
    });
    sheets.push(sheet_of("文字", &heads(&["部分", "与上一份报告相同"]), &[14.0, 20.0], prose));
    let notes = comparison.notes.iter().map(|note| vec![CellContent::Text(note.clone())]);
    sheets.push(sheet_of("说明", &heads(&["说明"]), &[110.0], notes));
    sheets
}

fn heads(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn years(comparison: &Comparison) -> impl Iterator<Item = String> {
    comparison.years.iter().map(|year| format!("{year} 年"))
}

fn of_table(comparison: &Comparison, table: usize) -> SheetOut {
    let form = &comparison.edition.tables[table];
    let mut heads = heads(&["项目", "列"]);
    heads.extend(years(comparison));
    heads.extend(["比上年".to_owned(), "增减率（%）".to_owned()]);
    let rows = comparison.cells.iter().filter(|cell| cell.id.table == table).map(|cell| {
        let mut row = vec![
            CellContent::Text(form.row_of(cell.id.index).path.join(" ")),
            CellContent::Text(form.column_of(cell.id.index).path.join(" ")),
        ];
        row.extend(cell.values.iter().map(|value| figure(value.as_ref())));
        row.extend(changes(cell));
        row
    });
    let mut widths = vec![52.0, 26.0];
    widths.resize(heads.len(), 11.0);
    sheet_of(&form.name, &heads, &widths, rows)
}

fn figure(value: Option<&Value>) -> CellContent {
    match value {
        None => CellContent::Blank,
        Some(value) => Amount::of(value)
            .map_or_else(|| CellContent::Text(value.text()), |a| CellContent::Number(a.number())),
    }
}

fn changes(cell: &ComparedCell) -> [CellContent; 2] {
    let change =
        cell.change.map_or(CellContent::Blank, |change| CellContent::Number(change.number()));
    let rate =
        cell.permille.map_or(CellContent::Blank, |permille| CellContent::Number(percent(permille)));
    [change, rate]
}

fn shares(comparison: &Comparison) -> SheetOut {
    let mut heads = heads(&["项目", "占"]);
    heads.extend(years(comparison));
    let rows = comparison.shares.iter().map(|share| {
        let mut row =
            vec![CellContent::Text(share.name.clone()), CellContent::Text(share.whole.into())];
        row.extend((0..share.parts.len()).map(|year| {
            share
                .permille(year)
                .map_or(CellContent::Blank, |part| CellContent::Text(plain_percent(part)))
        }));
        row
    });
    let mut widths = vec![30.0, 26.0];
    widths.resize(heads.len(), 11.0);
    sheet_of("占比", &heads, &widths, rows)
}

pub(super) fn sheet_of(
    name: &str,
    heads: &[String],
    widths: &[f64],
    rows: impl Iterator<Item = Vec<CellContent>>,
) -> SheetOut {
    let mut sheet = SheetOut {
        name: name.to_owned(),
        widths: widths.to_vec(),
        frozen: (1, BEFORE.min(u16::try_from(heads.len()).unwrap_or(BEFORE) - 1)),
        ..SheetOut::default()
    };
    for (column, head) in (0..).zip(heads) {
        let content = CellContent::Text(head.clone());
        sheet.cells.push(CellOut { row: 0, column, content, look: Look::Head });
    }
    for (row, contents) in (1..).zip(rows) {
        for (column, content) in (0..).zip(contents) {
            let look =
                if matches!(content, CellContent::Text(_)) { Look::Label } else { Look::Figure };
            sheet.cells.push(CellOut { row, column, content, look });
        }
    }
    sheet
}
