//! xlsx → cells, by a reader of cells: the sheet is never laid out as a rectangle.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use jiff::civil::{DateTime, date};

use super::{
    CellValue, MAX_CELL_CHARS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MergedCells, Sheet, SheetCell,
    SheetRow, Workbook, WorkbookError, bounds,
};

/// Cells of all sheets together, empty ones included.
const MAX_WRITTEN: usize = 6_000_000;

/// Bytes of text of all cells together: one shared string may be in every cell. No ledger holds more.
const MAX_TEXT: usize = 64 * 1024 * 1024;

/// Bytes that are gone through, should every sheet be the largest part of the archive.
const MAX_WORK: u64 = 4 * 1024 * 1024 * 1024;

/// Merged blocks of a sheet.
const MAX_MERGED: usize = 100_000;

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, WorkbookError> {
    let unpacked = bounds::unpacked_bytes(bytes, bounds::MAX_UNPACKED)?;
    // Numbers in references that overflow are a panic of the reader where overflow is checked.
    catch_unwind(AssertUnwindSafe(|| sheets(bytes, unpacked)))
        .unwrap_or_else(|_| Err(WorkbookError::damaged()))
}

fn sheets(bytes: &[u8], unpacked: u64) -> Result<Workbook, WorkbookError> {
    let mut source = Xlsx::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let listed: Vec<_> = source
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    if unpacked.saturating_mul(listed.len() as u64) > MAX_WORK {
        return Err(WorkbookError::too_large(format!("有 {} 张工作表", listed.len())));
    }
    let mut budget = Budget::default();
    let mut workbook = Workbook::default();
    for (name, hidden) in listed {
        let rows = rows(&mut source, &name, &mut budget)?;
        let merged = source.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let merged = merged.into_iter().take(MAX_MERGED).filter_map(|cells| {
            Some(MergedCells {
                first_row: cells.start.0,
                first_column: u16::try_from(cells.start.1).ok()?,
                last_row: cells.end.0,
                last_column: u16::try_from(cells.end.1).ok()?,
            })
        });
        workbook.sheets.push(Sheet { merged: merged.collect(), name, hidden, rows });
    }
    Ok(workbook)
}

/// What has been read so far, against the bounds.
#[derive(Default)]
struct Budget {
    written: usize,
    cells: usize,
    text: usize,
}

fn rows(
    source: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    budget: &mut Budget,
) -> Result<Vec<SheetRow>, WorkbookError> {
    let mut reader = source.worksheet_cells_reader(name).map_err(|error| failed(&error))?;
    let mut rows: Vec<SheetRow> = Vec::new();
    let mut sorted = true;
    while let Some(cell) =
        reader.next_cell_with_formula_metadata().map_err(|error| failed(&error))?
    {
        budget.written += 1;
        let value = match value(cell.value) {
            Some(value) => value,
            None if cell.formula.is_some() => CellValue::Uncalculated,
            None if budget.written > MAX_WRITTEN => {
                let problem = format!("超过 {MAX_WRITTEN} 个空单元格");
                return Err(WorkbookError::too_large(problem));
            }
            None => continue,
        };
        budget.cells += 1;
        let (row, column) = cell.pos;
        let number = row.saturating_add(1);
        if number > MAX_ROWS {
            return Err(beyond(number, &format!("超过 {MAX_ROWS} 行")));
        }
        if budget.cells > MAX_CELLS {
            return Err(beyond(number, &format!("超过 {MAX_CELLS} 个单元格")));
        }
        let Some(column) = u16::try_from(column).ok().filter(|column| *column < MAX_COLUMNS) else {
            return Err(beyond(number, &format!("超过 {MAX_COLUMNS} 列")));
        };
        if let CellValue::Text(text) = &value {
            budget.text += text.len();
            if budget.text > MAX_TEXT {
                return Err(WorkbookError::too_large("文字超过 64 MB"));
            }
            if text.len() > MAX_CELL_CHARS && text.chars().nth(MAX_CELL_CHARS).is_some() {
                return Err(beyond(number, &format!("一格超过 {MAX_CELL_CHARS} 个字")));
            }
        }
        match rows.last_mut() {
            Some(last) if last.number == number => {
                sorted &= last.cells.last().is_none_or(|cell| cell.column < column);
                last.cells.push(SheetCell { column, value });
            }
            last => {
                sorted &= last.is_none_or(|last| last.number < number);
                rows.push(SheetRow { number, cells: vec![SheetCell { column, value }] });
            }
        }
    }
    Ok(if sorted { rows } else { in_order(rows) })
}

fn beyond(row: u32, what: &str) -> WorkbookError {
    WorkbookError { line: usize::try_from(row).ok(), ..WorkbookError::too_large(what) }
}

/// Rows and cells in order, of a file that has them in another; of two cells in one place the
/// later one holds.
fn in_order(mut rows: Vec<SheetRow>) -> Vec<SheetRow> {
    rows.sort_by_key(|row| row.number);
    let mut joined: Vec<SheetRow> = Vec::new();
    for row in rows {
        match joined.last_mut() {
            Some(last) if last.number == row.number => last.cells.extend(row.cells),
            _ => joined.push(row),
        }
    }
    for row in &mut joined {
        row.cells.reverse();
        row.cells.sort_by_key(|cell| cell.column);
        row.cells.dedup_by_key(|cell| cell.column);
    }
    joined
}

/// What a cell holds; `None` for nothing.
fn value(data: DataRef<'_>) -> Option<CellValue> {
    Some(match data {
        DataRef::Empty => return None,
        DataRef::Int(number) => {
            // Counts and serial days are far below 2^53.
            #[allow(clippy::cast_precision_loss)]
            CellValue::Number(number as f64)
        }
        DataRef::Float(number) => CellValue::Number(number),
        DataRef::String(text) | DataRef::DurationIso(text) => return words(text),
        DataRef::SharedString(text) => return words(text.to_owned()),
        DataRef::Bool(flag) => CellValue::Flag(flag),
        DataRef::DateTime(serial) => {
            let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
            let small = |number: u8| i8::try_from(number).ok();
            let moment = serial.is_datetime().then(|| {
                let (year, month, day) = (i16::try_from(year).ok()?, small(month)?, small(day)?);
                let (hour, minute, second) = (small(hour)?, small(minute)?, small(second)?);
                DateTime::new(year, month, day, hour, minute, second, 0).ok()
            });
            // A serial day before 1900, or a length of time, is a number that somebody formatted.
            match moment.flatten().filter(|moment| moment.date() > date(1900, 1, 1)) {
                Some(moment) => CellValue::Moment(moment),
                None => CellValue::Number(serial.as_f64()),
            }
        }
        DataRef::DateTimeIso(text) => match text.parse::<DateTime>() {
            Ok(moment) => CellValue::Moment(moment),
            Err(_) => return words(text),
        },
        DataRef::Error(error) => CellValue::Text(error.to_string()),
    })
}

fn words(text: String) -> Option<CellValue> {
    (!text.is_empty()).then_some(CellValue::Text(text))
}

fn failed(error: &XlsxError) -> WorkbookError {
    match error {
        XlsxError::Password => {
            WorkbookError::new("工作簿加了密码", "请用表格软件打开，去掉密码，另存后再导入。")
        }
        _ => WorkbookError::damaged(),
    }
}
