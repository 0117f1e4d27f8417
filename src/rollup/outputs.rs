//! What a roll-up gives besides its workbook: the county's own report as a draft, tidy data, and the
//! board to be printed and signed.

use super::{Received, RollUp, Submission, UnitResult};
use crate::edition::{Edition, Kind};
use crate::export::cells;
use crate::export::csv::record;
use crate::layout::{ListSheet, WriteIn};
use crate::report::place::{CellId, Field};
use crate::report::{Edit, Report, Value};

/// The county's own report, to be written by a clerk: its tables hold the sums, and its lead-in says
/// from how many units they come.
#[must_use]
pub fn county_report(result: &RollUp, agency: &str) -> Report {
    let mut report = Report::blank(result.edition.clone(), agency, result.year);
    for sum in result.sums.iter().filter(|sum| !is_total(result, sum.cell)) {
        let Some(total) = sum.total else { continue };
        let value = total.count().map_or_else(|| Value::Written(total.text()), Value::Count);
        let kind = result.edition.tables[sum.cell.table].cells[sum.cell.index].kind;
        let value = match kind {
            Kind::Money | Kind::AsWritten => Value::Written(total.text()),
            Kind::Count | Kind::SignedCount => value,
        };
        // The cells are those of the same edition, and no totals.
        let _applied = report.apply(Edit::Value(sum.cell, value));
    }
    let summed = result.units.iter().filter(|unit| unit.is_summed()).count();
    let lacking = result.lacking().unwrap_or_default();
    let lead_in = format!("此处填写引言。表中数字由 {summed} 个单位的报告汇总。{lacking}");
    let _applied = report.apply(Edit::Text(Field::LeadIn, lead_in));
    report
}

fn is_total(result: &RollUp, id: CellId) -> bool {
    result.edition.tables[id.table].cells[id.index].sum_of.is_some()
}

/// Every figure of every unit as a line: tidy data for other programs. The head, then a part for each
/// unit, so that nobody has to hold the lines of thousands of them at once.
pub fn tidy<'a>(
    result: &'a RollUp,
    submissions: &'a [Submission],
) -> impl Iterator<Item = String> + 'a {
    let head =
        record(&["code", "name", "state", "file", "section", "row", "column", "value"], "\n");
    let of_unit = |unit: &'a UnitResult| {
        let mut out = String::new();
        for (submission, received) in unit.sent(submissions) {
            let Some(form) = crate::edition::by_id(&received.edition) else { continue };
            unit_lines(&mut out, unit, (submission, received), &form);
        }
        out
    };
    std::iter::once(head).chain(result.units.iter().map(of_unit))
}

fn unit_lines(
    out: &mut String,
    unit: &UnitResult,
    (submission, received): (&Submission, &Received),
    form: &Edition,
) {
    let (code, name) = (unit.unit.code.as_str(), unit.unit.name.as_str());
    let (state, file) = (unit.state.code(), submission.file.as_str());
    for (id, amount) in received.figures.iter() {
        let table = &form.tables[id.table];
        let (section, value) = (table.section.to_string(), amount.text());
        let row = table.row_of(id.index).path.join(cells::BETWEEN);
        let column = table.column_of(id.index).path.join(cells::BETWEEN);
        *out += &record(&[code, name, state, file, &section, &row, &column, &value], "\n");
    }
}

/// The board as a sheet: a unit a row, with what was found and decided, and lines to sign on. `made`
/// says when it was made.
#[must_use]
pub fn board_sheet(result: &RollUp, author: &str, made: &str) -> ListSheet {
    let head = ["序号", "单位", "情况", "决定", "须改正", "提醒", "计入汇总", "备注"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(result.units.iter().enumerate().map(|(index, unit)| {
        let decision = unit.decision.as_ref();
        let reason = decision.map(|decision| decision.reason.trim()).unwrap_or_default();
        let to_mend = unit.findings.blocks + unit.findings.errors;
        vec![
            (index + 1).to_string(),
            unit.unit.name.clone(),
            unit.state.word().to_owned(),
            decision.map_or("", |decision| decision.kind.word()).to_owned(),
            to_mend.to_string(),
            unit.findings.warnings.to_string(),
            if unit.is_summed() { "是" } else { "否" }.to_owned(),
            reason.to_owned(),
        ]
    }));
    let scope = if result.scope.is_empty() { "未写明" } else { &result.scope };
    let title = format!("{}年政府信息公开工作年度报告收报情况", result.year);
    let mut before = vec![format!("汇总范围：{scope}。{made}")];
    before.push(result.lacking().unwrap_or_else(|| {
        let summed = result.units.iter().filter(|unit| unit.is_summed()).count();
        format!("已汇总 {summed} 个单位，没有缺报。")
    }));
    ListSheet {
        title: title.clone(),
        author: author.to_owned(),
        heading: vec![title],
        before,
        columns: vec![
            (7, true),
            (27, false),
            (14, true),
            (9, true),
            (9, true),
            (8, true),
            (9, true),
            (17, false),
        ],
        rows,
        fields: vec![vec![
            WriteIn::new("经办人", 1),
            WriteIn::new("审核人", 1),
            WriteIn::new("日期", 1),
        ]],
    }
}

/// A register of the units of a roll-up, to be completed in a spreadsheet program: comma-separated, with a
/// mark at its beginning by which these programs know UTF-8.
#[must_use]
pub fn register_csv(result: &RollUp) -> String {
    let head = ["单位代码", "单位名称", "单位类型", "纳入汇总", "已含于", "联系人", "电话", "备注"];
    let mut out = format!("\u{feff}{}", record(&head, "\r\n"));
    for (index, unit) in result.units.iter().enumerate() {
        let code = format!("{:03}", index + 1);
        let (name, kind) = (unit.unit.name.as_str(), unit.unit.kind.as_str());
        out += &record(&[&code, name, kind, "是", "", "", "", ""], "\r\n");
    }
    out
}
