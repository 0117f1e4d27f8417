//! 与上年核对表: the figures that changed much since last year, each with room for the reason.

use super::LEAST;
use super::sheet::sheet_of;
use super::view::{signed, signed_percent};
use crate::font::Fonts;
use crate::layout::{self, ListSheet, WriteIn};
use crate::report::{Amount, Report};
use crate::rules::{ChangeMeasure, YearlyChange};
use crate::workbook::{CellContent, SheetOut};

/// The sheet of a report's changes, as [`crate::rules::yearly_changes`] gives them.
#[must_use]
pub fn change_sheet(
    report: &Report,
    changes: &[YearlyChange],
    measure: ChangeMeasure,
) -> ListSheet {
    let mut rows = vec![HEADS.map(str::to_owned).to_vec()];
    for (number, change) in (1..).zip(changes) {
        rows.push(row(report, number, change));
    }
    if changes.is_empty() {
        rows.push(["", "没有变化较大的数字", "", "", "", ""].map(str::to_owned).to_vec());
    }
    let year = report.year.map(|year| format!("{year} 年")).unwrap_or_default();
    let named = changes.iter().filter(|change| change.reason.is_some()).count();
    ListSheet {
        title: format!("{}{year}与上年核对表", report.agency),
        author: report.agency.clone(),
        heading: vec![format!("{}{year}", report.agency), "与上年核对表".to_owned()],
        before: vec![
            measured(measure),
            format!("共 {} 项，已写明原因 {named} 项。", changes.len()),
        ],
        columns: vec![(7, true), (37, false), (11, true), (11, true), (12, true), (22, false)],
        rows,
        fields: vec![vec![WriteIn::new("填报人", 1), WriteIn::new("审核人", 1)]],
    }
}

const HEADS: [&str; 6] = ["序号", "项目", "上年", "本年", "增减", "原因"];

/// What is listed, in a sentence.
fn measured(measure: ChangeMeasure) -> String {
    let ChangeMeasure { least, percent } = measure;
    let also = if percent == 0 {
        String::new()
    } else {
        format!("、且达到上年的 {percent}%（上年为 0 的不看比例）")
    };
    format!("列出与上年相差 {least} 以上{also}的数字，以及与上年报告不相接的数字。")
}

fn row(report: &Report, number: usize, change: &YearlyChange) -> Vec<String> {
    let form = &report.edition().tables[change.id.table];
    let path = form.row_of(change.id.index).path.join(" ");
    let column = form.column_words(change.id.index);
    let apart = if change.is_break() { "（与上年不相接）" } else { "" };
    vec![
        number.to_string(),
        format!("{} {path}：{column}{apart}", form.name),
        change.was.map_or("未填".to_owned(), Amount::text),
        change.is.text(),
        change.was.map(|was| difference(was, change.is)).unwrap_or_default(),
        change.reason.clone().unwrap_or_default(),
    ]
}

/// ＋7（＋31.8%): no percentage of a figure below ten.
#[must_use]
pub fn difference(was: Amount, is: Amount) -> String {
    let change = is.since(was);
    let percent = if was >= Amount::whole(LEAST) { change.permille_of(was) } else { None };
    let percent = percent.map(|percent| format!("（{}）", signed_percent(percent)));
    format!("{}{}", signed(change), percent.unwrap_or_default())
}

/// The sheet as a workbook.
#[must_use]
pub fn change_workbook(sheet: &ListSheet) -> SheetOut {
    let mut rows = sheet.rows.iter();
    let heads = rows.next().cloned().unwrap_or_default();
    let rows = rows.map(|row| {
        let cell = |text: &String| match text.parse::<f64>() {
            Ok(number) if number.is_finite() => CellContent::Number(number),
            _ if text.is_empty() => CellContent::Blank,
            _ => CellContent::Text(text.clone()),
        };
        row.iter().map(cell).collect()
    });
    sheet_of("与上年核对表", &heads, &[8.0, 60.0, 12.0, 12.0, 18.0, 48.0], rows)
}

/// The sheet as a PDF, to be printed.
#[must_use]
pub fn change_pdf(sheet: &ListSheet, fonts: &Fonts) -> Vec<u8> {
    crate::export::pdf::pdf(&layout::list_sheet(sheet, fonts).document, fonts)
}
