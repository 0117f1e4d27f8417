//! csv ↔ cells: UTF-8 or GB18030 in, UTF-8 with its mark out, as spreadsheet programs know it.

use encoding_rs::{Encoding, GB18030};

use super::{
    CellValue, MAX_CELL_CHARS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Sheet, SheetCell, SheetRow,
    Workbook, WorkbookError,
};

/// What parts the fields of a line, in the order in which they are tried.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// What spreadsheet programs take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, WorkbookError> {
    let text = decode(bytes)?;
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows: Vec<SheetRow> = Vec::new();
    let mut cells = 0;
    let mut lines = LineCounter { text: text.as_bytes(), at: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(|_| {
            WorkbookError::new("读不出其中的一行", "请用表格软件打开，另存为 .xlsx 再导入。")
        })?;
        let line = lines.of(record.position().map_or(0, ::csv::Position::byte));
        if rows.len() >= MAX_ROWS as usize || line > u32::MAX as usize {
            return Err(WorkbookError::too_large(format!("超过 {MAX_ROWS} 行")));
        }
        let mut row = SheetRow { number: u32::try_from(line).unwrap_or(0), cells: Vec::new() };
        for (index, field) in record.iter().enumerate().filter(|(_, field)| !field.is_empty()) {
            let column = u16::try_from(index).ok().filter(|column| *column < MAX_COLUMNS);
            let Some(column) = column else {
                let error = WorkbookError::too_large(format!("超过 {MAX_COLUMNS} 列"));
                return Err(WorkbookError { line: Some(line), ..error });
            };
            if field.len() > MAX_CELL_CHARS && field.chars().nth(MAX_CELL_CHARS).is_some() {
                return Err(WorkbookError::at(
                    line,
                    format!("一格超过 {MAX_CELL_CHARS} 个字，可能是引号没有成对"),
                    "请核对这一行的引号，或者用表格软件另存为 .xlsx 再导入。",
                ));
            }
            let value = CellValue::Text(unguarded(field).to_owned());
            row.cells.push(SheetCell { column, value });
        }
        cells += row.cells.len();
        if cells > MAX_CELLS {
            let error = WorkbookError::too_large(format!("超过 {MAX_CELLS} 个单元格"));
            return Err(WorkbookError { line: Some(line), ..error });
        }
        if !row.cells.is_empty() {
            rows.push(row);
        }
    }
    Ok(Workbook { sheets: vec![Sheet { rows, ..Sheet::default() }] })
}

/// Counts lines up to places that come in order.
struct LineCounter<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl LineCounter<'_> {
    /// The line of the record that begins at a byte, or behind the empty lines there.
    fn of(&mut self, byte: u64) -> usize {
        let from = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        let rest = self.text.get(from..).unwrap_or_default();
        let start = from + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = self.text.get(self.at..start).unwrap_or_default();
        self.line += passed.split(|byte| *byte == b'\n').count().saturating_sub(1);
        self.at = start.max(self.at);
        self.line
    }
}

/// UTF-8, or UTF-16 that says so by its mark, else GB18030.
fn decode(bytes: &[u8]) -> Result<String, WorkbookError> {
    let not_text = || {
        WorkbookError::new(
            "这不是表格：既不是 .xlsx，也不是文字",
            "请用表格软件另存为 .xlsx 或 .csv 再导入。",
        )
    };
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        let (text, broken) = encoding.decode_without_bom_handling(rest);
        return if broken { Err(not_text()) } else { Ok(text.into_owned()) };
    }
    if bytes.contains(&0) {
        return Err(not_text());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    match GB18030.decode_without_bom_handling(bytes) {
        (text, false) => Ok(text.into_owned()),
        (_, true) => Err(WorkbookError::new(
            "文字的编码不是 UTF-8，也不是 GB18030",
            "请用表格软件另存为 .xlsx，或者编码为 UTF-8 的 .csv，再导入。",
        )),
    }
}

/// What parts the fields: that of which the first line has most.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
    DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

/// Rows of text as a csv file with the mark of UTF-8 and line ends of Windows. What a spreadsheet
/// program would take for a formula gets an apostrophe before it, which reading takes away.
#[must_use]
pub fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    for row in rows {
        for (index, field) in row.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            let guard = if is_guarded(field) { "'" } else { "" };
            if field.contains([',', '"', '\n', '\r', '\t', ';']) {
                text.push('"');
                text.push_str(guard);
                text.push_str(&field.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(guard);
                text.push_str(field);
            }
        }
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// Whether a field is written with an apostrophe before it: a formula, or what already looks like
/// a guarded one.
fn is_guarded(field: &str) -> bool {
    field.trim_start_matches('\'').starts_with(FORMULA)
}

fn unguarded(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if is_guarded(rest) => rest,
        _ => field,
    }
}
