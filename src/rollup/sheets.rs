//! The workbook of a roll-up: states, sums as formulas over the units' figures, problems, who is to
//! be reminded.

use super::{RollUp, Submission, UnitResult, UnitState};
use crate::edition::Table;
use crate::grid::{Content as GridContent, Grid};
use crate::report::Amount;
use crate::report::place::CellId;
use crate::workbook::{CellContent, CellOut, Look, MergedCells, SheetOut};

/// The sheet with a row a unit and a column a cell, which the sums are formulas over.
const DETAIL: &str = "明细";

/// Columns of that sheet before the figures: code, name, state, whether it is summed.
const BEFORE: u16 = 4;

/// The sheets: 情况总表, one for each table (汇总表二 …), 明细, 问题清单, 催报名单.
#[must_use]
pub fn workbook(roll_up: &RollUp, submissions: &[Submission]) -> Vec<SheetOut> {
    let mut sheets = vec![overview(roll_up)];
    let mut first = BEFORE;
    for (table, form) in roll_up.edition.tables.iter().enumerate() {
        sheets.push(sum_table(roll_up, table, form, first));
        first += u16::try_from(form.cells.len()).unwrap_or(0);
    }
    sheets.push(detail(roll_up, submissions));
    sheets.push(list(
        "问题清单",
        &["单位代码", "单位名称", "编号", "问题"],
        &[14.0, 28.0, 12.0, 90.0],
        roll_up.problems.iter().map(|problem| {
            let unit = roll_up.units.iter().find(|unit| unit.unit.code == problem.unit);
            let name = unit.map(|unit| unit.unit.name.clone()).unwrap_or_default();
            vec![problem.unit.clone(), name, problem.code.clone(), problem.message.clone()]
        }),
    ));
    let late = roll_up.units.iter().filter(|unit| unit.counts() && !unit.is_summed());
    sheets.push(list(
        "催报名单",
        &["单位代码", "单位名称", "情况", "联系人", "电话", "备注"],
        &[14.0, 28.0, 14.0, 14.0, 18.0, 40.0],
        late.map(|unit| {
            let state = unit.state.word().to_owned();
            let unit = unit.unit.clone();
            vec![unit.code, unit.name, state, unit.contact, unit.phone, unit.note]
        }),
    ));
    sheets
}

/// A plain list under heads.
fn list(
    name: &str,
    heads: &[&str],
    widths: &[f64],
    rows: impl Iterator<Item = Vec<String>>,
) -> SheetOut {
    let mut sheet = SheetOut {
        name: name.to_owned(),
        widths: widths.to_vec(),
        frozen: (1, 0),
        ..SheetOut::default()
    };
    let mut line = |row: usize, texts: Vec<String>, look: Look| {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        for (column, text) in (0..).zip(texts) {
            sheet.cells.push(CellOut { row, column, content: CellContent::Text(text), look });
        }
    };
    line(0, heads.iter().map(|head| (*head).to_owned()).collect(), Look::Head);
    for (index, texts) in rows.enumerate() {
        line(index + 1, texts, Look::Label);
    }
    sheet
}

fn overview(roll_up: &RollUp) -> SheetOut {
    let heads = [
        "单位代码",
        "单位名称",
        "单位类型",
        "情况",
        "决定",
        "决定理由",
        "计入汇总",
        "文件",
        "不能保存",
        "须改正",
        "提醒",
        "提示",
    ];
    let rows = roll_up.units.iter().map(|unit| {
        let decision = unit.decision.as_ref();
        let found = unit.findings;
        vec![
            unit.unit.code.clone(),
            unit.unit.name.clone(),
            unit.unit.kind.clone(),
            unit.state.word().to_owned(),
            decision.map(|d| d.kind.word().to_owned()).unwrap_or_default(),
            decision.map(|d| d.reason.clone()).unwrap_or_default(),
            yes(unit.is_summed()).to_owned(),
            unit.file.clone().unwrap_or_default(),
            found.blocks.to_string(),
            found.errors.to_string(),
            found.warnings.to_string(),
            found.infos.to_string(),
        ]
    });
    let widths = [14.0, 28.0, 12.0, 14.0, 10.0, 24.0, 10.0, 36.0, 10.0, 10.0, 10.0, 10.0];
    let mut sheet = list("情况总表", &heads, &widths, rows);
    let below = u32::try_from(roll_up.units.len()).unwrap_or(0) + 2;
    let scope = if roll_up.scope.is_empty() { "未写明" } else { &roll_up.scope };
    let notes = [
        Some(format!("{} 年，{}，汇总范围：{scope}。", roll_up.year, roll_up.edition.name)),
        roll_up.lacking(),
        (!roll_up.unmatched.is_empty())
            .then(|| format!("没有归到单位的文件：{}。", roll_up.unmatched.join("、"))),
    ];
    for (row, note) in (below..).zip(notes.into_iter().flatten()) {
        let content = CellContent::Text(note);
        sheet.cells.push(CellOut { row, column: 0, content, look: Look::Notice });
        let last_column = 11;
        let merged = MergedCells { first_row: row, first_column: 0, last_row: row, last_column };
        sheet.merged.push(merged);
    }
    sheet
}

/// A table of the form, its figures as formulas; `first` is the column of its first cell in 明细.
fn sum_table(roll_up: &RollUp, table: usize, form: &Table, first: u16) -> SheetOut {
    let grid = Grid::new(form);
    let mut sheet = SheetOut {
        name: format!("汇总{}", form.name),
        widths: vec![16.0; grid.columns],
        ..SheetOut::default()
    };
    let rows = roll_up.units.len().max(1) + 1;
    for cell in &grid.cells {
        let at = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let column = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        let (content, look) = match &cell.content {
            GridContent::Caption(text) | GridContent::Header(text) => {
                (CellContent::Text(text.clone()), Look::Head)
            }
            GridContent::Label(text, _) => (CellContent::Text(text.clone()), Look::Label),
            GridContent::Figure(index) => {
                let id = CellId { table, index: *index };
                let sum = roll_up.sums.iter().find(|sum| sum.cell == id);
                let total = sum.and_then(|sum| sum.total).unwrap_or_default().number();
                let letters = letters(first.saturating_add(column(*index)));
                let formula = format!(
                    "SUMIF('{DETAIL}'!$D$2:$D${rows},\"是\",'{DETAIL}'!{letters}$2:{letters}${rows})"
                );
                let computed = form.cells[*index].sum_of.is_some();
                let look = if computed { Look::Total } else { Look::Figure };
                (CellContent::Formula(formula, total), look)
            }
        };
        let (row, first_column) = (at(cell.row), column(cell.column));
        sheet.cells.push(CellOut { row, column: first_column, content, look });
        sheet.merged.push(MergedCells {
            first_row: row,
            first_column,
            last_row: at(cell.row + cell.rows - 1),
            last_column: column(cell.column + cell.columns - 1),
        });
    }
    sheet
}

fn detail(roll_up: &RollUp, submissions: &[Submission]) -> SheetOut {
    let mut sheet = SheetOut {
        name: DETAIL.to_owned(),
        widths: vec![14.0, 28.0, 14.0, 10.0],
        frozen: (1, BEFORE),
        ..SheetOut::default()
    };
    let mut put = |row: u32, column: u16, content: CellContent, look: Look| {
        sheet.cells.push(CellOut { row, column, content, look });
    };
    let text = |text: &str| CellContent::Text(text.to_owned());
    for (column, head) in (0..).zip(["单位代码", "单位名称", "情况", "计入汇总"]) {
        put(0, column, text(head), Look::Head);
    }
    let names = roll_up.edition.tables.iter().flat_map(crate::edition::names::all);
    for (column, name) in (BEFORE..).zip(names) {
        put(0, column, CellContent::Text(name), Look::Head);
    }
    let mut first = Vec::new();
    let mut next = usize::from(BEFORE);
    for form in &roll_up.edition.tables {
        first.push(next);
        next += form.cells.len();
    }
    for (row, unit) in (1..).zip(&roll_up.units) {
        put(row, 0, text(&unit.unit.code), Look::Label);
        put(row, 1, text(&unit.unit.name), Look::Label);
        put(row, 2, text(unit.state.word()), Look::Label);
        put(row, 3, text(yes(unit.is_summed())), Look::Label);
        for (id, amount) in shown(unit, submissions) {
            let column = first.get(id.table).and_then(|first| u16::try_from(first + id.index).ok());
            let Some(column) = column else { continue };
            put(row, column, CellContent::Number(amount.number()), Look::Figure);
        }
    }
    sheet
}

/// The figures that a unit sent, where they are in the form of the year.
fn shown<'a>(
    unit: &'a UnitResult,
    submissions: &'a [Submission],
) -> impl Iterator<Item = (CellId, Amount)> + 'a {
    let shown = unit.state >= UnitState::Unbalanced;
    let figures = unit.received(submissions).flat_map(|received| received.figures.iter());
    figures.filter(move |_| shown)
}

fn yes(is: bool) -> &'static str {
    if is { "是" } else { "否" }
}

/// A column's name: A, Z, AA.
fn letters(column: u16) -> String {
    let letter = |index: u16| char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    match column.checked_sub(26) {
        None => letter(column).to_string(),
        Some(rest) => format!("{}{}", letter(rest / 26), letter(column)),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_have_names() {
        let names = [0, 25, 26, 51, 52, 255].map(super::letters);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "IV"]);
    }
}
