//! A ledger → a sheet that one works on: widths, a frozen head, days as days, lists of allowed
//! values, and a second sheet with table three by formulas over the first.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::edition::Table;
use crate::ledger::{
    Channel, Entry, Ledger, LedgerForm, Request, RequestField as Field, Tally, words_without_names,
};
use crate::report::place::CellId;
use crate::workbook::{
    self, CellContent, CellOut, Choices, Look, MAX_CELL_CHARS, MergedCells, SheetOut, WorkbookError,
};

/// Whether applicants are in what is exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportedNames {
    /// As in the ledger.
    #[default]
    Shown,
    /// Every applicant is 已隐去, and so is what else says who they are or how they are reached
    /// ([`words_without_names`]).
    Hidden,
}

const LEDGER: &str = "台账";
pub(super) const TABLE: &str = "表三";
pub(super) const LISTS: &str = "选项";

/// Rows below the last request that have lists of allowed values and are counted by the formulas.
const SPARE: u32 = 500;

/// The fields of all requests, headings first; exactly what [`super::read()`] reads.
fn fields(ledger: &Ledger, names: ExportedNames) -> Vec<Vec<String>> {
    let heading = Field::ALL.map(|field| field.heading().to_owned()).to_vec();
    let rows = ledger
        .requests
        .iter()
        .map(|request| Field::ALL.map(|field| words(request, field, names)).to_vec());
    std::iter::once(heading).chain(rows).collect()
}

fn words(request: &Request, field: Field, names: ExportedNames) -> String {
    match names {
        ExportedNames::Shown => request.words(field),
        ExportedNames::Hidden => words_without_names(request, field),
    }
}

/// The whole ledger as csv, in UTF-8 with its mark.
#[must_use]
pub fn csv(ledger: &Ledger, names: ExportedNames) -> Vec<u8> {
    workbook::csv(&fields(ledger, names))
}

/// The whole ledger as a workbook; `year` is the one that the second sheet counts first.
///
/// # Errors
/// Where a text is too long for a cell.
pub fn xlsx(ledger: &Ledger, year: i16, names: ExportedNames) -> Result<Vec<u8>, WorkbookError> {
    if let Some(line) = too_long(ledger) {
        return Err(WorkbookError {
            line: Some(line),
            problem: format!("一格超过 {MAX_CELL_CHARS} 个字，工作簿放不下"),
            remedy: "请缩短这一件的文字，或者导出为 .csv。".into(),
        });
    }
    let form = LedgerForm::for_year(year);
    let last = u32::try_from(ledger.requests.len()).unwrap_or(u32::MAX);
    let last = last.saturating_add(SPARE);
    workbook::xlsx(&[
        requests_sheet(ledger, form, names, last),
        table_sheet(ledger, form, year, last),
        lists_sheet(form),
    ])
}

fn too_long(ledger: &Ledger) -> Option<usize> {
    let long = |request: &Arc<Request>| {
        Field::ALL.into_iter().any(|field| request.words(field).chars().count() > MAX_CELL_CHARS)
    };
    ledger.requests.iter().position(long).map(|index| index + 2)
}

fn cell(row: u32, column: u16, content: CellContent, look: Look) -> CellOut {
    CellOut { row, column, content, look }
}

fn text(words: &str) -> CellContent {
    CellContent::Text(words.to_owned())
}

/// The column of a field, from 0.
fn column(field: Field) -> u16 {
    let index = Field::ALL.iter().position(|other| *other == field);
    u16::try_from(index.unwrap_or_default()).unwrap_or_default()
}

fn width(field: Field) -> f64 {
    match field {
        Field::Content => 42.0,
        Field::Outcome | Field::Proceedings => 30.0,
        Field::Applicant | Field::Remark => 20.0,
        Field::Kind => 15.0,
        Field::Channel => 9.0,
        _ => 13.0,
    }
}

fn requests_sheet(ledger: &Ledger, form: &LedgerForm, names: ExportedNames, last: u32) -> SheetOut {
    let mut cells: Vec<CellOut> = Field::ALL
        .into_iter()
        .map(|field| cell(0, column(field), text(field.heading()), Look::Head))
        .collect();
    for (row, request) in (1..).zip(&ledger.requests) {
        for field in Field::ALL {
            let words = words(request, field, names);
            let content = match (request.day(field), request.amount(field)) {
                (Some(Entry::Known(day)), _) => CellContent::Day(*day),
                // Two decimals of a yuan are exact in writing whatever a float makes of them.
                #[allow(clippy::cast_precision_loss)]
                (_, Some(Entry::Known(amount))) => CellContent::Number(amount.fen as f64 / 100.0),
                _ if words.is_empty() => continue,
                _ => CellContent::Text(words),
            };
            cells.push(cell(row, column(field), content, Look::Plain));
        }
    }
    let allowed = |field: Field, letter: char, values: usize| Choices {
        column: column(field),
        rows: (1, last),
        source: format!("='{LISTS}'!${letter}$2:${letter}${}", values + 1),
    };
    SheetOut {
        name: LEDGER.into(),
        widths: Field::ALL.into_iter().map(width).collect(),
        frozen: (1, 1),
        cells,
        choices: vec![
            allowed(Field::Channel, 'A', Channel::ALL.len()),
            allowed(Field::Kind, 'B', form.kinds().len()),
            allowed(Field::Outcome, 'C', form.outcomes().len()),
        ],
        ..SheetOut::default()
    }
}

/// The allowed values, on a sheet of their own: a list in a cell holds 255 characters.
fn lists_sheet(form: &LedgerForm) -> SheetOut {
    let channels = Channel::ALL.map(Channel::word).to_vec();
    let lists =
        [("收到渠道", channels), ("申请人类别", form.kinds()), ("处理结果", form.outcomes())];
    let mut cells = Vec::new();
    for (column, (heading, values)) in (0..).zip(lists) {
        cells.push(cell(0, column, text(heading), Look::Head));
        let values = (1..).zip(values);
        cells.extend(values.map(|(row, value)| cell(row, column, text(value), Look::Plain)));
    }
    SheetOut {
        name: LISTS.into(),
        hidden: true,
        widths: vec![12.0, 18.0, 60.0],
        cells,
        ..SheetOut::default()
    }
}

/// Rows above the heads of the second sheet: the year, and what it says.
const HEAD: u32 = 3;

/// Table three of a year, by formulas over the first sheet, with the figures that they give now.
fn table_sheet(ledger: &Ledger, form: &LedgerForm, year: i16, last: u32) -> SheetOut {
    let tally = ledger.tally_in(form, year);
    let table = &form.edition().tables[form.requests];
    let band = table.band_of(form.received);
    let mut sheet = SheetOut {
        name: TABLE.into(),
        widths: std::iter::repeat_n(16.0, 2).chain([44.0]).chain([11.0; 7]).collect(),
        frozen: (0, 3),
        ..SheetOut::default()
    };
    sheet.cells = vec![
        cell(0, 0, text("年度"), Look::Label),
        cell(0, 1, CellContent::Number(f64::from(year)), Look::Notice),
        cell(
            0,
            2,
            text("改这一格的年度，下面各数随之重算；正式数字以 nianbao ledger 的计数为准。"),
            Look::Plain,
        ),
    ];
    let labels = tight(band.label_columns);
    let corner = band.corner.as_deref().unwrap_or_default();
    block(&mut sheet, (HEAD, 0), (band.header_rows, band.label_columns), corner);
    for header in &band.headers {
        let row = HEAD + small(header.row);
        let first = labels + tight(header.column);
        block(&mut sheet, (row, first), (header.rows, header.columns), &header.label);
    }
    let below = HEAD + small(band.header_rows);
    for header in &band.row_headers {
        let row = below + small(header.row);
        block(
            &mut sheet,
            (row, tight(header.column)),
            (header.rows, header.columns),
            &header.label,
        );
    }
    let columns = FormulaColumns::new(ledger, form, last + 1);
    for row in band.rows.clone() {
        for index in table.rows[row].cells.clone() {
            let at = below + small(row - band.rows.start);
            let column = labels + tight(table.cells[index].column);
            let formula = formula(&columns, table, index, (below, labels));
            let result = number(&tally, CellId { table: form.requests, index });
            let total = table.cells[index].sum_of.is_some();
            let look = if total { Look::Total } else { Look::Figure };
            sheet.cells.push(cell(at, column, CellContent::Formula(formula, result), look));
        }
    }
    sheet
}

fn block(sheet: &mut SheetOut, at: (u32, u16), size: (usize, usize), label: &str) {
    let (row, column) = at;
    sheet.merged.push(MergedCells {
        first_row: row,
        first_column: column,
        last_row: row + small(size.0).max(1) - 1,
        last_column: column + tight(size.1).max(1) - 1,
    });
    sheet.cells.push(cell(row, column, text(label), Look::Head));
}

// Counts are far below 2^53.
#[allow(clippy::cast_precision_loss)]
fn number(tally: &Tally, id: CellId) -> f64 {
    tally.figures.number(id) as f64
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

fn tight(number: usize) -> u16 {
    u16::try_from(number).unwrap_or_default()
}

/// The columns of the first sheet as formulas name them, and the words that the ledger uses.
struct FormulaColumns<'a> {
    /// Last row, from 1.
    last: u32,
    form: &'a LedgerForm,
    /// Every way in which the ledger writes a kind of applicant, or an outcome.
    kinds: BTreeSet<&'a str>,
    outcomes: BTreeSet<&'a str>,
}

impl<'a> FormulaColumns<'a> {
    fn new(ledger: &'a Ledger, form: &'a LedgerForm, last: u32) -> Self {
        let words = |of: fn(&Request) -> &str| {
            ledger
                .requests
                .iter()
                .map(|request| of(request))
                .filter(|text| is_plain_criterion(text))
                .collect()
        };
        let (kinds, outcomes) = (words(|request| &request.kind), words(|request| &request.outcome));
        Self { last, form, kinds, outcomes }
    }

    fn of(&self, field: Field) -> String {
        let letter = letter(column(field));
        format!("'{LEDGER}'!${letter}$2:${letter}${}", self.last)
    }

    /// The words for a column of table three, the form's own first.
    fn kind(&self, label: &'a str, column: usize) -> Vec<&'a str> {
        let others = self.kinds.iter().filter(|text| self.form.kind(text) == Some(column));
        std::iter::once(label).chain(others.copied().filter(|text| *text != label)).collect()
    }

    /// The words for an outcome, the form's own first.
    fn outcome(&self, row: usize) -> Vec<&'a str> {
        let choice = self.form.choice(row);
        let others = self.outcomes.iter().filter(|text| self.form.outcome(text) == Some(row));
        std::iter::once(choice).chain(others.copied().filter(|text| *text != choice)).collect()
    }
}

/// Whether a text can be in a condition as it is: no comparison, no wildcard.
fn is_plain_criterion(text: &str) -> bool {
    !text.trim().is_empty()
        && !text.starts_with(['=', '<', '>'])
        && !text.contains(['*', '?', '~', '"', '\n'])
        && text.chars().count() <= 200
}

/// Words as a condition: one, or any of a list that runs down or across.
fn criterion(words: &[&str], between: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.as_slice() {
        [one] => one.clone(),
        several => format!("{{{}}}", several.join(between)),
    }
}

/// The formula of a cell of table three: a sum for a total, else a count of the first sheet.
fn formula(
    columns: &FormulaColumns<'_>,
    table: &Table,
    index: usize,
    origin: (u32, u16),
) -> String {
    let (below, labels) = origin;
    let form = columns.form;
    let here = &table.cells[index];
    if let Some(leaves) = &here.sum_of {
        let names = leaves.iter().map(|leaf| {
            let leaf = &table.cells[*leaf];
            format!("{}{}", letter(labels + tight(leaf.column)), below + small(leaf.row) + 1)
        });
        return format!("SUM({})", names.collect::<Vec<_>>().join(","));
    }
    let (received, replied) = (columns.of(Field::Received), columns.of(Field::Replied));
    let outcome = columns.of(Field::Outcome);
    let label = table.column_of(index).path.last().map_or("", String::as_str);
    let kinds = columns.kind(label, here.column);
    let kind = format!("{},{}", columns.of(Field::Kind), criterion(&kinds, ","));
    let (first, next) = ("DATE($B$1,1,1)", "DATE($B$1+1,1,1)");
    let since = |column: &str, day: &str| format!("{column},\">=\"&{day}");
    let before = |column: &str, day: &str| format!("{column},\"<\"&{day}");
    let count = |conditions: &[String]| {
        let count = format!("COUNTIFS({kind},{})", conditions.join(","));
        if count.contains('{') { format!("SUMPRODUCT({count})") } else { count }
    };
    // What was received before a day, less what was closed before it.
    let open_at = |day: &str| {
        let came = count(&[before(&received, day)]);
        let replied = before(&replied, day);
        let closed = count(&[before(&received, day), replied, format!("{outcome},\"<>\"")]);
        format!("{came}-{closed}")
    };
    if here.row == form.received {
        count(&[since(&received, first), before(&received, next)])
    } else if here.row == form.carried_in {
        open_at(first)
    } else if here.row == form.carried_out {
        open_at(next)
    } else {
        let words = format!("{outcome},{}", criterion(&columns.outcome(here.row), ";"));
        count(&[since(&replied, first), before(&replied, next), words])
    }
}

/// The letters of a column, from 0: A, Z, AA.
fn letter(column: u16) -> String {
    let mut letters = Vec::new();
    let mut left = u32::from(column) + 1;
    while left > 0 {
        let letter = char::from_u32(u32::from('A') + (left - 1) % 26).unwrap_or('A');
        letters.push(letter);
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}
