//! A comparison for scripts and for people. The shape of the JSON is a contract.

use serde::Serialize;

use super::{ComparedCell, Comparison, Share};
use crate::edition::{Kind, Table};
use crate::export::cells::BETWEEN;
use crate::export::csv::record;
use crate::export::json::{ValueView, pretty};
use crate::report::{Amount, Value};
use crate::zh;

#[derive(Serialize)]
struct ComparisonView<'a> {
    agency: &'a str,
    years: &'a [u16],
    rows: Vec<RowView<'a>>,
    prose: Vec<ComparedProse>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct RowView<'a> {
    section: u8,
    row: &'a [String],
    column: &'a [String],
    values: Vec<ValueView>,
    change: ValueView,
    percent: Option<f64>,
}

#[derive(Serialize)]
struct ComparedProse {
    section: u8,
    same_percent: usize,
}

/// The comparison as JSON.
#[must_use]
pub fn json(comparison: &Comparison) -> String {
    let rows = comparison.cells.iter().map(|cell| {
        let form = &comparison.edition.tables[cell.id.table];
        let blank = Value::Blank;
        let value = |value: &Option<Value>| ValueView::from(value.as_ref().unwrap_or(&blank));
        RowView {
            section: form.section,
            row: &form.row_of(cell.id.index).path,
            column: &form.column_of(cell.id.index).path,
            values: cell.values.iter().map(value).collect(),
            change: ValueView::from(&change(comparison, cell)),
            percent: cell.permille.map(percent),
        }
    });
    let prose = comparison.prose.iter();
    pretty(&ComparisonView {
        agency: &comparison.agency,
        years: &comparison.years,
        rows: rows.collect(),
        prose: prose
            .map(|part| ComparedProse { section: part.section, same_percent: part.same_percent })
            .collect(),
        notes: &comparison.notes,
    })
}

/// Tenths of a percent as a number of percent.
#[allow(clippy::cast_precision_loss)] // Far below 2^53 for figures of a form.
pub(super) fn percent(permille: i64) -> f64 {
    permille as f64 / 10.0
}

/// The change as the cell's figures are written: a count, or an amount with its decimals.
fn change(comparison: &Comparison, cell: &ComparedCell) -> Value {
    let kind = comparison.edition.tables[cell.id.table].cells[cell.id.index].kind;
    match (cell.change, kind) {
        (None, _) => Value::Blank,
        (Some(change), Kind::Count | Kind::SignedCount) => {
            change.count().map_or_else(|| Value::Written(change.text()), Value::Count)
        }
        (Some(change), _) => Value::Written(change.text()),
    }
}

/// A change with its sign: ＋7, −2, 0.
#[must_use]
pub fn signed(change: Amount) -> String {
    let text = change.text();
    match text.strip_prefix('-') {
        Some(less) => format!("−{less}"),
        None if change.is_zero() => text,
        None => format!("＋{text}"),
    }
}

/// A percentage with its sign and one decimal: ＋31.8%.
#[must_use]
pub fn signed_percent(permille: i64) -> String {
    let sign = match permille.signum() {
        -1 => "−",
        0 => "",
        _ => "＋",
    };
    format!("{sign}{}", plain_percent(permille))
}

/// A percentage with one decimal, without a sign: 45.2%.
#[must_use]
pub fn plain_percent(permille: i64) -> String {
    let permille = permille.unsigned_abs();
    format!("{}.{}%", permille / 10, permille % 10)
}

/// The comparison as comma-separated values: one cell a line, a column a year.
#[must_use]
pub fn csv(comparison: &Comparison) -> String {
    let years: Vec<String> = comparison.years.iter().map(u16::to_string).collect();
    let mut heads = vec!["section", "row", "column"];
    heads.extend(years.iter().map(String::as_str));
    heads.extend(["change", "percent"]);
    let mut out = record(&heads, "\n");
    for cell in &comparison.cells {
        let form = &comparison.edition.tables[cell.id.table];
        let mut fields = vec![
            form.section.to_string(),
            form.row_of(cell.id.index).path.join(BETWEEN),
            form.column_of(cell.id.index).path.join(BETWEEN),
        ];
        fields.extend(cell.values.iter().map(|value| shown(value.as_ref())));
        fields.push(cell.change.map(Amount::text).unwrap_or_default());
        let percent = |permille: i64| {
            let sign = if permille < 0 { "-" } else { "" };
            format!("{sign}{}", plain_percent(permille).trim_end_matches('%'))
        };
        fields.push(cell.permille.map(percent).unwrap_or_default());
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        out += &record(&fields, "\n");
    }
    out
}

fn shown(value: Option<&Value>) -> String {
    value.map(Value::text).unwrap_or_default()
}

/// The comparison in lines of text: the figures that are not 0 in every year (of rows with a total
/// only that), the shares, the prose, the notes.
#[must_use]
pub fn lines(comparison: &Comparison) -> Vec<String> {
    let years: Vec<String> = comparison.years.iter().map(u16::to_string).collect();
    let mut lines = vec![format!("{} {} 年历年对照", comparison.agency, years.join("、"))];
    for (table, form) in comparison.edition.tables.iter().enumerate() {
        lines.push(format!("{}（{} 年）", form.name, years.join("、")));
        let of_table = |cell: &&ComparedCell| {
            cell.id.table == table && is_worth_a_line(form, cell.id.index) && !is_nothing(cell)
        };
        let before = lines.len();
        lines.extend(comparison.cells.iter().filter(of_table).map(|cell| figure(comparison, cell)));
        if lines.len() == before {
            lines.push("  各年都是 0 或者空白。".into());
        }
    }
    lines.push("占比".into());
    lines.extend(comparison.shares.iter().filter_map(share));
    let (from, to) = match years.as_slice() {
        [.., from, to] => (from.as_str(), to.as_str()),
        _ => return lines,
    };
    lines.push(format!("文字（{to} 年与 {from} 年，数字、标点不计）"));
    lines.extend(comparison.prose.iter().map(|part| {
        let numeral = zh::numeral(part.section.into());
        format!("  第{numeral}部分 {}% 相同", part.same_percent)
    }));
    if !comparison.notes.is_empty() {
        lines.push("说明".into());
        lines.extend(comparison.notes.iter().map(|note| format!("  {note}")));
    }
    lines
}

/// Whether a cell has a line of its own where people read: of rows that each have a total, the total
/// alone; a table of one row has a line for each of its cells.
fn is_worth_a_line(form: &Table, cell: usize) -> bool {
    form.rows.len() == 1 || form.row_total(form.cells[cell].row).is_none_or(|total| total == cell)
}

/// Whether a cell is 0 or blank in every year.
#[must_use]
pub fn is_nothing(cell: &ComparedCell) -> bool {
    let nothing = |value: &Value| Amount::of(value).is_some_and(Amount::is_zero);
    cell.values.iter().flatten().all(nothing)
}

fn figure(comparison: &Comparison, cell: &ComparedCell) -> String {
    let form = &comparison.edition.tables[cell.id.table];
    let (row, column) = (form.row_of(cell.id.index), form.column_of(cell.id.index));
    let row = row.short.as_deref().or(row.path.last().map(String::as_str)).unwrap_or_default();
    let dash = |value: &Option<Value>| value.as_ref().map_or("－".into(), Value::text);
    let values: Vec<String> = cell.values.iter().map(dash).collect();
    let percent = cell.permille.map(|permille| format!("（{}）", signed_percent(permille)));
    let change = cell
        .change
        .map(|change| format!("，比上年 {}{}", signed(change), percent.unwrap_or_default()));
    let from = if form.rows.len() == 1 { 0 } else { column.path.len().saturating_sub(1) };
    let row = Some(row).filter(|row| !row.is_empty());
    let column = column.path.iter().skip(from).map(String::as_str);
    let label: Vec<&str> = row.into_iter().chain(column).collect();
    format!("  {}：{}{}", label.join(" "), values.join("、"), change.unwrap_or_default())
}

/// A share over the years; `None` where no year has one.
fn share(share: &Share) -> Option<String> {
    let of_year = |year: usize| share.permille(year).map_or("－".into(), plain_percent);
    let years: Vec<String> = (0..share.parts.len()).map(of_year).collect();
    let any = (0..share.parts.len()).any(|year| share.permille(year).is_some());
    any.then(|| format!("  {}占{}：{}", share.name, share.whole, years.join("、")))
}
