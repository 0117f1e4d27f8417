//! Cells → a ledger.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::{Date, date};

use super::two_rows::{self, Headings};
use super::{headings, out};
use crate::ledger::{
    Ledger, LedgerForm, Request, RequestField as Field, WorkCalendar, is_personal_heading, problems,
};
use crate::workbook::{CellValue, Sheet, SheetRow, Workbook};

/// Rows among which the headings are looked for.
const HEADING_ROWS: usize = 30;

/// A ledger as it was read, and what must be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadLedger {
    /// Every row, understood or not.
    pub ledger: Ledger,
    /// What was done with sheets and columns, in a clerk's words; headings are quoted, cells not.
    pub notes: Vec<String>,
    /// The rows that must be mended.
    pub rows: Vec<RowNote>,
}

/// A row that must be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowNote {
    /// The sheet's name, where there are several with requests; else empty.
    pub sheet: String,
    /// Its number there, from 1.
    pub line: u32,
    /// 编号, as far as there is one.
    pub number: String,
    /// What is wrong.
    pub reasons: Vec<String>,
}

/// Which field each column holds.
struct FieldColumns {
    /// The row of the headings, by its index among the rows that hold something.
    heading: usize,
    /// Whether they are two rows, read together.
    joined: bool,
    /// Each heading as it is read, with its column.
    names: Vec<(u16, String)>,
    fields: Vec<(u16, Field)>,
    /// Headings that name no field, or one that another column holds.
    others: Vec<(u16, String)>,
}

/// Reads a ledger from every visible sheet that has its headings. `None` where no sheet has them:
/// at least two, one of them the number, the day of receipt or the content.
#[must_use]
pub fn read(workbook: &Workbook) -> Option<ReadLedger> {
    let sheets: Vec<(&Sheet, FieldColumns)> = workbook
        .sheets
        .iter()
        .filter(|sheet| !sheet.hidden)
        .filter_map(|sheet| Some((sheet, columns(sheet)?)))
        .collect();
    let several = sheets.len() > 1;
    let mut read = ReadLedger::default();
    let mut places = Vec::new();
    let mut absent = 0;
    for (sheet, columns) in &sheets {
        let name = if several { sheet.name.as_str() } else { "" };
        tell_columns(sheet, name, columns, &mut read.notes);
        let mut again: Option<FieldColumns> = None;
        for row in sheet.rows.iter().skip(columns.heading + 1) {
            let columns = again.as_ref().unwrap_or(columns);
            if is_heading_again(row, columns) {
                let names = two_rows::texts(row);
                let other = of_headings(Headings { last: 0, joined: false, names });
                if let Some(other) = other.filter(|other| other.fields != columns.fields) {
                    let note = "又是表头，列的次序和上面的不同，下面的行按这一行读入";
                    read.notes.push(format!("{name}第 {} 行{note}。", row.number));
                    again = Some(other);
                }
                continue;
            }
            let mut reasons = Vec::new();
            let request = request(row, columns, (&mut reasons, &mut absent));
            if request != Request::default() {
                read.ledger.requests.push(Arc::new(request));
                places.push((name, row.number, reasons));
            }
        }
    }
    if !sheets.is_empty() {
        read.notes.extend(left_out(workbook, &sheets));
    }
    if absent > 0 {
        let note = format!("{absent} 格写的是“无”“／”“办理中”一类，按空白读入。");
        read.notes.push(note);
    }
    tell_kinds(&read.ledger, &mut read.notes);
    read.rows = to_mend(&read.ledger, places);
    (!sheets.is_empty()).then_some(read)
}

/// The sheets that hold something and were not read, and why.
fn left_out(workbook: &Workbook, read: &[(&Sheet, FieldColumns)]) -> Vec<String> {
    let is_read = |sheet: &Sheet| read.iter().any(|(other, _)| std::ptr::eq(*other, sheet));
    // Those that an export adds say nothing of their own.
    let is_ours = |sheet: &Sheet| [out::TABLE, out::LISTS].contains(&sheet.name.as_str());
    let left = workbook.sheets.iter().filter(|sheet| !sheet.rows.is_empty() && !is_ours(sheet));
    let left = left.filter(|sheet| !is_read(sheet));
    let told = left.map(|sheet| {
        let why = if sheet.hidden { "是隐藏的" } else { "没有认出台账的表头" };
        format!("工作表“{}”{why}，没有读入；里面有申请的，请改好再导入。", sheet.name)
    });
    told.collect()
}

/// The headings of a sheet: the row that names most fields.
fn columns(sheet: &Sheet) -> Option<FieldColumns> {
    let rows = sheet.rows.iter().take(HEADING_ROWS).enumerate();
    let named = rows.map(|(index, row)| {
        let fields = row.cells.iter().filter(|cell| field_of(&cell.value).is_some()).count();
        (index, fields)
    });
    // Of rows that name as many the first one is it.
    let (heading, _) = named.filter(|(_, count)| *count >= 2).rev().max_by_key(|(_, n)| *n)?;
    of_headings(two_rows::headings_of(&sheet.rows, heading))
}

/// The columns by their headings; `None` where these are none of a ledger.
fn of_headings(headings: Headings) -> Option<FieldColumns> {
    let Headings { last: heading, joined, names } = headings;
    let texts = names.clone();
    let mut columns =
        FieldColumns { heading, joined, names, fields: Vec::new(), others: Vec::new() };
    let mut named: Vec<(u16, Field, String)> = Vec::new();
    for (column, text) in texts {
        match headings::field(&text) {
            Some(field) => named.push((column, field, text)),
            None => columns.others.push((column, text)),
        }
    }
    // A field's own heading goes before another name for it, 编号 and 登记号 before 序号.
    named.sort_by_key(|(column, field, text)| (headings::rank(text, *field), *column));
    for (column, field, text) in named {
        if columns.fields.iter().any(|(_, known)| *known == field) {
            columns.others.push((column, text));
        } else {
            columns.fields.push((column, field));
        }
    }
    columns.fields.sort_unstable();
    columns.others.sort();
    let needed = [Field::Number, Field::Received, Field::Content];
    let known = columns.fields.iter().any(|(_, field)| needed.contains(field));
    known.then_some(columns)
}

fn field_of(value: &CellValue) -> Option<Field> {
    match value {
        CellValue::Text(text) => headings::field(text),
        _ => None,
    }
}

fn tell_columns(sheet: &Sheet, name: &str, columns: &FieldColumns, notes: &mut Vec<String>) {
    let place = if name.is_empty() { String::new() } else { format!("工作表“{name}”") };
    let above = columns.heading;
    if columns.joined {
        let note = "表头是两行，上下两行合在一起认。请看各列是不是归对了";
        notes.push(format!("{place}{note}。"));
    } else if above > 0 {
        notes.push(format!("{place}表头上面的 {above} 行没有读入。"));
    }
    let others = columns.others.iter().filter(|(_, heading)| !heading.is_empty());
    notes.extend(others.map(|other| format!("{place}{}", told_of(columns, other))));
    let has = |field| columns.fields.iter().any(|(_, known)| *known == field);
    for field in [Field::Received, Field::Kind, Field::Outcome, Field::Replied] {
        if !has(field) {
            notes.push(format!("{place}没有“{}”一列。", field.heading()));
        }
    }
    let unnamed = sheet.rows.iter().skip(above + 1).flat_map(|row| &row.cells).any(|cell| {
        let known = columns.fields.iter().any(|(column, _)| *column == cell.column);
        !known && !columns.others.iter().any(|(column, _)| *column == cell.column)
    });
    if unnamed {
        notes.push(format!(
            "{place}没有表头的列，内容记在备注里；里面有姓名、住址的，隐去申请人导出时不会隐去，请先看一看。"
        ));
    }
}

/// What becomes of a column that is no field of the ledger, or a second one of a field.
fn told_of(columns: &FieldColumns, (column, heading): &(u16, String)) -> String {
    let first = headings::field(heading).and_then(|field| {
        let (first, _) = columns.fields.iter().find(|(_, known)| *known == field)?;
        Some((field, *first))
    });
    let into = if is_personal(heading) {
        "内容记在申请人后面的括号里，隐去申请人导出时一并隐去"
    } else {
        "内容记在备注里"
    };
    match first {
        Some((field, first)) if headings::rank(heading, field) < 2 => {
            let used = columns.names.iter().find(|(column, _)| *column == first);
            let used = used.map(|(_, text)| text.as_str()).unwrap_or_default();
            format!(
                "第 {} 列“{heading}”和第 {} 列“{}”都是“{}”，只按第 {} 列读入，第 {} 列的{into}。要用第 {} 列的，请在表格里删去另一列再导入。",
                column + 1,
                first + 1,
                used.trim(),
                field.heading(),
                first + 1,
                column + 1,
                column + 1,
            )
        }
        _ => format!("“{heading}”一列不是台账的项目，{into}。"),
    }
}

/// Whether a column that is no field of the ledger says who applicants are or how they are reached.
fn is_personal(heading: &str) -> bool {
    headings::field(heading) == Some(Field::Applicant) || is_personal_heading(heading)
}

/// The words for kinds of applicants that are not the form's own, and as which they count.
fn tell_kinds(ledger: &Ledger, notes: &mut Vec<String>) {
    let mut called: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for request in &ledger.requests {
        let form = LedgerForm::for_year(request.received.day().map_or(2021, Date::year));
        if let Some(found) = form.called(&request.kind) {
            *called.entry(found).or_default() += 1;
        }
    }
    let told = called.into_iter().map(|((word, label), count)| {
        format!("申请人类别写“{word}”的 {count} 件，按“{label}”计数；不对的请改。")
    });
    notes.extend(told);
}

/// Whether a row says the headings once more, as on a second page.
fn is_heading_again(row: &SheetRow, columns: &FieldColumns) -> bool {
    let named = columns
        .fields
        .iter()
        .filter(|(column, field)| row.at(*column).and_then(field_of) == Some(*field));
    named.count() >= columns.fields.len().min(3) || two_rows::is_heading_row(row)
}

/// A row as a request; what a formula did not give is noted, and cells that say that there is nothing are
/// counted.
fn request(
    row: &SheetRow,
    columns: &FieldColumns,
    (reasons, absent): (&mut Vec<String>, &mut usize),
) -> Request {
    let mut request = Request::default();
    let mut extra: Vec<String> = Vec::new();
    let mut personal: Vec<String> = Vec::new();
    for cell in &row.cells {
        let field = columns.fields.iter().find(|(column, _)| *column == cell.column);
        if cell.value == CellValue::Uncalculated {
            let heading = field.map_or("其他列", |(_, field)| field.heading());
            reasons
                .push(format!("{heading}是没有算出结果的公式，请在表格软件中打开并保存后再导入"));
            continue;
        }
        let text = cell.value.text().replace("\r\n", "\n").replace('\r', "\n");
        match field {
            Some((_, field)) if is_absent(*field, &text) => *absent += 1,
            Some((_, field)) => put(&mut request, *field, &cell.value, &text),
            None if text.trim().is_empty() => {}
            None => {
                let heading = columns.others.iter().find(|(column, _)| *column == cell.column);
                let number = u32::from(cell.column) + 1;
                let heading =
                    heading.map_or_else(|| format!("第 {number} 列"), |(_, text)| text.clone());
                let into = if is_personal(&heading) { &mut personal } else { &mut extra };
                into.push(format!("{heading}：{text}"));
            }
        }
    }
    if !personal.is_empty() {
        request.applicant = format!("{}（{}）", request.applicant, personal.join("；"));
    }
    if !extra.is_empty() {
        let own = std::mem::take(&mut request.remark);
        let parts = (!own.is_empty()).then_some(own).into_iter().chain(extra);
        request.remark = parts.collect::<Vec<_>>().join("；");
    }
    request
}

/// Whether a cell says that there is nothing, as offices write it; of the result, that there is none yet.
fn is_absent(field: Field, text: &str) -> bool {
    const NOTHING: [&str; 16] = [
        "无",
        "没有",
        "暂无",
        "否",
        "未",
        "/",
        "／",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "无此项",
        "不涉及",
        "未涉及",
        "不适用",
    ];
    const NOT_YET: [&str; 10] = [
        "未办结",
        "尚未办结",
        "未办理",
        "办理中",
        "在办",
        "正在办理",
        "待办",
        "待办理",
        "未答复",
        "待答复",
    ];
    let text = text.trim();
    match field {
        Field::Number | Field::Applicant | Field::Content | Field::Remark => false,
        Field::Outcome => NOTHING.contains(&text) || NOT_YET.contains(&text),
        _ => NOTHING.contains(&text),
    }
}

fn put(request: &mut Request, field: Field, value: &CellValue, text: &str) {
    let is_day = Request::default().day(field).is_some();
    match (value.date(), serial_day(value)) {
        (Some(day), _) | (None, Some(day)) if is_day => request.set(field, &day.to_string()),
        _ if text.trim().is_empty() => {}
        _ => request.set(field, text),
    }
}

/// The day of a cell that holds a serial day as a plain number: its format was lost.
fn serial_day(value: &CellValue) -> Option<jiff::civil::Date> {
    /// Serial days of 2000-01-01 and 2099-12-31.
    const DAYS: std::ops::RangeInclusive<i32> = 36_526..=73_050;
    let CellValue::Number(number) = value else { return None };
    // A whole number is written without decimals.
    let serial = number.to_string().parse().ok().filter(|serial| DAYS.contains(serial))?;
    date(1899, 12, 30).checked_add(Span::new().days(serial)).ok()
}

/// The rows that have something to be mended, but for what depends on the day.
fn to_mend(ledger: &Ledger, places: Vec<(&str, u32, Vec<String>)>) -> Vec<RowNote> {
    let calendar = WorkCalendar::with(&[]);
    // Before every day of a ledger nothing is open, so that nothing is overdue.
    let found = problems(ledger, &calendar, date(1999, 12, 31));
    let mut found = found.into_iter().peekable();
    let mut rows = Vec::new();
    for (index, ((sheet, line, mut reasons), request)) in
        places.into_iter().zip(&ledger.requests).enumerate()
    {
        while let Some(problem) = found.next_if(|problem| problem.request == index) {
            let late = problem.field == Field::Replied && problem.message.starts_with("答复晚了");
            if !late {
                reasons.push(problem.message);
            }
        }
        if !reasons.is_empty() {
            let number = request.number.trim().to_owned();
            rows.push(RowNote { sheet: sheet.to_owned(), line, number, reasons });
        }
    }
    rows
}
