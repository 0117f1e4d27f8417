//! A workbook → paragraphs and tables: each sheet's cells in their places, merged cells as they are
//! merged. A row that holds only a title or a note is a paragraph, so that a form with its
//! heading above it is the form, cell for cell.

use std::collections::BTreeSet;

use crate::import::Problem;
use crate::import::source::flow::{FlowCell, FlowItem, FlowTable, FlowText, MAX_CELLS};
use crate::import::source::marked;
use crate::import::source::sheet_looks::CellLooks;
use crate::import::source::sheet_parts::{SheetLook, SheetParts};
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::labels::is_of_a_form;
use crate::import::vocabulary::years::title_year;
use crate::workbook::{self, CellValue, MergedCells, Sheet, SheetRow};

/// A sheet with more columns is no form.
const MAX_COLUMNS: usize = 256;

/// A sheet with more merged cells is no form; each row looks through them.
const MAX_MERGED: usize = 2000;

/// A figure that a formula gives is not carried beyond this many decimals, where it is as good as
/// the rounded one: 0.1 + 0.2 is 0.3.
const DECIMALS: f64 = 1e6;

/// The paragraphs and tables of a workbook.
pub(crate) fn read(bytes: &[u8]) -> Result<FlowText, Problem> {
    let book = workbook::read(bytes).map_err(|_| Problem::BrokenWorkbook)?;
    let parts = SheetParts::read(bytes);
    let mut flow = FlowText::default();
    let mut uncalculated = 0;
    let mut cells = 0;
    let several = book.sheets.iter().filter(|sheet| !sheet.hidden).count() > 1;
    for mut sheet in book.sheets {
        if sheet.hidden {
            flow.cleaned.push(format!("隐藏的工作表“{}”，没有读取", sheet.name));
            continue;
        }
        if let Some(look) = parts.look(&sheet.name) {
            flow.cleaned.extend(unseen(&mut sheet, look));
            mark(&mut sheet, look, &parts.looks);
        }
        let values = sheet.rows.iter().flat_map(|row| &row.cells);
        uncalculated += values.filter(|c| matches!(c.value, CellValue::Uncalculated)).count();
        if several && says_year(&sheet.name) {
            flow.pieces.push(FlowItem::Text(format!("工作表：{}", sheet.name)));
        }
        items(&sheet, &mut flow.pieces, &mut cells)?;
    }
    if uncalculated > 0 {
        flow.cleaned.push(format!(
            "公式 {uncalculated} 处，文件里没有结果，没有读取（请在 Excel 或 WPS 中打开，保存后再导入）"
        ));
    }
    Ok(flow)
}

/// Whether a sheet's name tells it from that of another year.
fn says_year(name: &str) -> bool {
    title_year(name).is_some()
        || ["上年", "上一年", "去年", "往年", "本年", "今年", "当年"]
            .iter()
            .any(|w| name.contains(w))
}

/// Takes hidden rows and columns out of a sheet, and says how many had something in them.
fn unseen(sheet: &mut Sheet, hidden: &SheetLook) -> Option<String> {
    let rows = sheet.rows.len();
    sheet.rows.retain(|row| !hidden.rows.contains(&row.number));
    let rows = rows - sheet.rows.len();
    let is_hidden = |column: u16| hidden.columns.iter().any(|columns| columns.contains(&column));
    let mut columns = BTreeSet::new();
    for row in &mut sheet.rows {
        let gone = row.cells.iter().map(|cell| cell.column).filter(|column| is_hidden(*column));
        columns.extend(gone);
        row.cells.retain(|cell| !is_hidden(cell.column));
    }
    let told = || {
        let name = &sheet.name;
        format!("工作表“{name}”里隐藏的 {rows} 行、{} 列，没有读取", columns.len())
    };
    (rows + columns.len() > 0).then(told)
}

/// Puts what is seen of a sheet's cells in the place of what they hold, with signs before what is raised,
/// struck out or not seen.
fn mark(sheet: &mut Sheet, look: &SheetLook, looks: &CellLooks) {
    for row in &mut sheet.rows {
        for cell in &mut row.cells {
            let is_known = !matches!(cell.value, CellValue::Uncalculated);
            let place = (row.number, cell.column);
            let shown = || look.shown(looks, place, &cell.value, &text(&cell.value));
            if let Some(shown) = is_known.then(shown).flatten() {
                cell.value = CellValue::Text(shown);
            }
        }
    }
}

/// A sheet's rows as paragraphs and tables, from top to bottom.
fn items(sheet: &Sheet, items: &mut Vec<FlowItem>, count: &mut usize) -> Result<(), Problem> {
    let last = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column);
    let merged = sheet.merged.iter().map(|merged| merged.last_column);
    let width = last.chain(merged).max().map_or(0, |column| usize::from(column) + 1);
    if width > MAX_COLUMNS || sheet.merged.len() > MAX_MERGED {
        return Err(Problem::TooMany);
    }
    let mut table = FlowTable::default();
    for row in &sheet.rows {
        *count += width;
        if *count > MAX_CELLS {
            return Err(Problem::TooMany);
        }
        if let Some(text) = paragraph(row) {
            close(&mut table, items);
            items.extend(text.lines().map(|line| FlowItem::Text(line.to_owned())));
        } else {
            cells(sheet, row, width, &mut table);
        }
    }
    close(&mut table, items);
    Ok(())
}

fn close(table: &mut FlowTable, items: &mut Vec<FlowItem>) {
    let mut table = std::mem::take(table);
    if let Some(first) = table.cells.iter().map(|cell| cell.row).min() {
        table.cells.iter_mut().for_each(|cell| cell.row -= first);
        items.push(FlowItem::Table(table));
    }
}

/// A row in which one cell says something that is neither of a form nor a figure.
fn paragraph(row: &SheetRow) -> Option<String> {
    let mut said = row.cells.iter().map(|cell| text(&cell.value)).filter(|t| !t.trim().is_empty());
    let (words, more) = (said.next()?, said.next());
    let said = marked::unmarked(&words).words;
    (more.is_none() && !is_figure(&said) && !is_of_a_form(&said)).then_some(words)
}

/// Adds a row's cells, blank ones too: a blank column is a column all the same.
fn cells(sheet: &Sheet, row: &SheetRow, width: usize, table: &mut FlowTable) {
    let Some(number) = row.number.checked_sub(1) else { return };
    let here = |merged: &&MergedCells| (merged.first_row..=merged.last_row).contains(&number);
    let here: Vec<&MergedCells> = sheet.merged.iter().filter(here).collect();
    for column in 0..width {
        let Ok(place) = u16::try_from(column) else { return };
        let covers = |m: &&&MergedCells| (m.first_column..=m.last_column).contains(&place);
        let merged = here.iter().find(covers).copied();
        let is_first = |m: &MergedCells| (m.first_row, m.first_column) == (number, place);
        if merged.is_some_and(|merged| !is_first(merged)) {
            continue;
        }
        let rows = merged.map_or(1, |m| (m.last_row - m.first_row + 1) as usize);
        let columns = merged.map_or(1, |m| usize::from(m.last_column - m.first_column) + 1);
        let words = row.at(place).map(text).unwrap_or_default();
        let pieces = words.lines().map(|line| FlowItem::Text(line.to_owned())).collect();
        let row = number as usize;
        table.cells.push(FlowCell { row, column, rows, columns, pieces });
    }
}

/// A cell as a clerk reads it.
fn text(value: &CellValue) -> String {
    if let CellValue::Number(number) = value {
        let rounded = (number * DECIMALS).round() / DECIMALS;
        let near = (rounded - number).abs() <= number.abs() * f64::EPSILON * 16.0;
        return if near { rounded.to_string() } else { number.to_string() };
    }
    value.text().into_owned()
}
