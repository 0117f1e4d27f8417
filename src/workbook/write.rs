//! Sheets → xlsx: values, looks, merged cells, lists of allowed values, formulas with results.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::{MergedCells, WorkbookError};

/// A sheet to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetOut {
    /// What its tab says: at most 31 characters, without `[ ] : * ? / \`.
    pub name: String,
    /// Whether the tab is hidden.
    pub hidden: bool,
    /// Widths of the columns, in characters of the standard face.
    pub widths: Vec<f64>,
    /// Rows and columns that stay in place when the sheet is scrolled.
    pub frozen: (u32, u16),
    /// The cells, each at its own place.
    pub cells: Vec<CellOut>,
    /// Blocks that are one cell, which takes its content and look from the first.
    pub merged: Vec<MergedCells>,
    /// Lists of allowed values.
    pub choices: Vec<Choices>,
}

/// A cell to be written; row and column from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct CellOut {
    /// The cell's row, from 0.
    pub row: u32,
    /// The cell's column, from 0.
    pub column: u16,
    /// The cell's content.
    pub content: CellContent,
    /// How it looks.
    pub look: Look,
}

/// What a cell is to hold.
#[derive(Clone, Debug, PartialEq)]
pub enum CellContent {
    /// Nothing but its look.
    Blank,
    /// Words, never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// A formula without `=`, and the number that it gives.
    Formula(String, f64),
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// Plain text, wrapped.
    #[default]
    Plain,
    /// A heading: bold on grey, ruled, centred.
    Head,
    /// A label of a ruled table.
    Label,
    /// A figure of a ruled table.
    Figure,
    /// A computed figure of a ruled table, on grey.
    Total,
    /// What a reader must look at: bold on pale yellow.
    Notice,
}

/// A list of allowed values for a column, from a row to another one, both included.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// The column.
    pub column: u16,
    /// First and last row.
    pub rows: (u32, u32),
    /// Where the values are: `='选项'!$A$1:$A$6`.
    pub source: String,
}

/// Sheets as an xlsx file; the same sheets give the same bytes.
///
/// # Errors
/// Where a name of a sheet, a formula or a text is not possible in a workbook.
pub fn xlsx(sheets: &[SheetOut]) -> Result<Vec<u8>, WorkbookError> {
    save(sheets).map_err(|error| {
        WorkbookError::new(
            format!("写不成 .xlsx（{error}）"),
            "请核对有没有过长的文字，或者改用 .csv。",
        )
    })
}

fn save(sheets: &[SheetOut]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The file says when it was made; a fixed day keeps equal content equal.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let formats = Formats::new();
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_name(&sheet.name)?;
        page.set_hidden(sheet.hidden);
        for (column, width) in (0..).zip(&sheet.widths) {
            page.set_column_width(column, *width)?;
        }
        page.set_freeze_panes(sheet.frozen.0, sheet.frozen.1)?;
        for block in &sheet.merged {
            merge(page, sheet, block, &formats)?;
        }
        for cell in &sheet.cells {
            write(page, cell, &formats)?;
        }
        for choices in &sheet.choices {
            let (first, last) = choices.rows;
            // A warning only: a ledger may hold what is not in the list, and must be mended later.
            let validation = DataValidation::new()
                .allow_list_formula(Formula::new(&choices.source))
                .set_error_style(DataValidationErrorStyle::Warning);
            page.add_data_validation(first, choices.column, last, choices.column, &validation)?;
        }
    }
    workbook.save_to_buffer()
}

/// Merges a block of more than one cell, ruled as its first cell is.
fn merge(
    page: &mut Worksheet,
    sheet: &SheetOut,
    block: &MergedCells,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let MergedCells { first_row, first_column, last_row, last_column } = *block;
    if (first_row, first_column) == (last_row, last_column) {
        return Ok(());
    }
    let first =
        sheet.cells.iter().find(|cell| (cell.row, cell.column) == (first_row, first_column));
    let format = formats.of(first.map(|cell| cell.look).unwrap_or_default(), false);
    page.merge_range(first_row, first_column, last_row, last_column, "", format)?;
    Ok(())
}

fn write(page: &mut Worksheet, cell: &CellOut, formats: &Formats) -> Result<(), XlsxError> {
    let CellOut { row, column, content, look } = cell;
    let (row, column) = (*row, *column);
    let format = formats.of(*look, matches!(content, CellContent::Day(_)));
    match content {
        CellContent::Blank => page.write_blank(row, column, format)?,
        CellContent::Text(text) => page.write_string_with_format(row, column, text, format)?,
        CellContent::Number(number) => {
            page.write_number_with_format(row, column, *number, format)?
        }
        CellContent::Day(day) => {
            let (year, month, day) = (day.year().unsigned_abs(), day.month(), day.day());
            let day = ExcelDateTime::from_ymd(year, month.unsigned_abs(), day.unsigned_abs())?;
            page.write_datetime_with_format(row, column, &day, format)?
        }
        CellContent::Formula(formula, result) => {
            let formula = Formula::new(formula).set_result(result.to_string());
            page.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

/// The formats of all looks, made once a file.
struct Formats {
    plain: Format,
    day: Format,
    head: Format,
    label: Format,
    figure: Format,
    total: Format,
    notice: Format,
}

impl Formats {
    fn new() -> Self {
        let grey = Color::RGB(0x00E7_EBEE);
        let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let ruled = Format::new().set_text_wrap().set_border(FormatBorder::Thin);
        let ruled = ruled.set_align(FormatAlign::VerticalCenter);
        let centred = |format: &Format| format.clone().set_align(FormatAlign::Center);
        Self {
            day: plain.clone().set_num_format("yyyy-mm-dd"),
            head: centred(&ruled).set_bold().set_background_color(grey),
            figure: centred(&ruled),
            total: centred(&ruled).set_background_color(grey),
            notice: plain.clone().set_bold().set_background_color(Color::RGB(0x00FF_F3CD)),
            label: ruled,
            plain,
        }
    }

    fn of(&self, look: Look, day: bool) -> &Format {
        match look {
            Look::Plain if day => &self.day,
            Look::Plain => &self.plain,
            Look::Head => &self.head,
            Look::Label => &self.label,
            Look::Figure => &self.figure,
            Look::Total => &self.total,
            Look::Notice => &self.notice,
        }
    }
}
