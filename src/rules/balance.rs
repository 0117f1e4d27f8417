//! R03: the balance identity (勾稽关系) holds in every column.

use super::{Context, Found, Point, Rule};
use crate::finding::Severity;
use crate::report::Report;
use crate::report::place::{CellId, Place};

/// R03: the balance identity (勾稽关系) holds in every column.
pub static RULE: Rule = Rule {
    code: "R03",
    severity: Severity::Blocks,
    title: "表三每一列，本年新收＋上年结转＝（七）总计＋结转下年度继续办理",
    basis: "表三表头：本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和",
    point: Point::Identity,
    safe: false,
    check,
};

/// One column of a table with a balance identity, with both sides' figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Topmost cell of the column.
    pub cell: CellId,
    /// The column's label.
    pub name: String,
    /// The figures that add up to the left side.
    pub left: Vec<i64>,
    /// The figures that add up to the right side.
    pub right: Vec<i64>,
    /// Whether the column is a total of others, and so fails where they do (连带).
    pub total: bool,
    /// Whether the figures are those an imported report printed: the computed ones agree.
    pub printed: bool,
}

impl Column {
    /// Left side less right side; 0 where the identity holds.
    #[must_use]
    pub fn difference(&self) -> i64 {
        self.left.iter().sum::<i64>() - self.right.iter().sum::<i64>()
    }

    /// Both sides: 23＋2＝25，26＋0＝26.
    #[must_use]
    pub fn sides(&self) -> String {
        let side = |figures: &[i64]| {
            let added: Vec<String> = figures.iter().map(ToString::to_string).collect();
            format!("{}＝{}", added.join("＋"), figures.iter().sum::<i64>())
        };
        format!("{}，{}", side(&self.left), side(&self.right))
    }
}

/// The columns of every table with a balance identity, holding or not.
#[must_use]
pub fn columns(report: &Report) -> Vec<Column> {
    let mut columns = Vec::new();
    for (table, form) in report.edition().tables.iter().enumerate() {
        let Some((left, right)) = &form.balance else { continue };
        for (index, label) in form.bands[0].columns.iter().enumerate() {
            let cell = |row: usize| CellId { table, index: form.rows[row].cells.start + index };
            let computed = |rows: &[usize]| -> Vec<i64> {
                rows.iter().map(|row| report.figures.number(cell(*row))).collect()
            };
            let mut column = Column {
                cell: cell(0),
                name: label.path.last().cloned().unwrap_or_default(),
                left: computed(left),
                right: computed(right),
                total: left.iter().all(|row| report.figures.is_total(cell(*row))),
                printed: false,
            };
            // A column of totals may be alone in an imported report, or disagree with the
            // columns beside it: then what was printed is what has to balance.
            if column.total && column.difference() == 0 {
                let printed = |rows: &[usize]| -> Option<Vec<i64>> {
                    rows.iter().map(|row| report.figures.printed(cell(*row))?.count()).collect()
                };
                if let (Some(left), Some(right)) = (printed(left), printed(right)) {
                    let as_printed = Column { left, right, printed: true, ..column.clone() };
                    if as_printed.difference() != 0 {
                        column = as_printed;
                    }
                }
            }
            columns.push(column);
        }
    }
    columns
}

fn check(context: &Context<'_>, found: &mut Found) {
    let report = context.report;
    let columns = columns(report);
    let failing: Vec<&Column> = columns.iter().filter(|c| c.difference() != 0).collect();
    let follows = |column: &Column| {
        column.total && !column.printed && failing.iter().any(|other| !other.total)
    };
    let along = failing.iter().find(|column| follows(column));
    for (index, column) in failing.iter().filter(|column| !follows(column)).enumerate() {
        let along = along.filter(|_| index == 0);
        let finding = found.add(Place::Column(column.cell), message(column, along.copied()), None);
        finding.other = column.printed.then(|| misprint(report, column)).flatten();
    }
}

/// The total of the column that an imported report printed otherwise than it adds up.
fn misprint(report: &Report, column: &Column) -> Option<Place> {
    let table = column.cell.table;
    let form = &report.edition().tables[table];
    let offset = column.cell.index - form.rows[0].cells.start;
    let cells = form.rows.iter().map(|row| CellId { table, index: row.cells.start + offset });
    let wrong = |id: &CellId| {
        report.figures.is_total(*id)
            && report
                .figures
                .printed(*id)
                .and_then(crate::report::Value::count)
                .is_some_and(|printed| printed != report.figures.number(*id))
    };
    cells.into_iter().find(wrong).map(Place::Cell)
}

fn message(column: &Column, along: Option<&Column>) -> String {
    let difference = column.difference();
    let side = if difference > 0 { "前者" } else { "后者" };
    let (name, sides, more) = (&column.name, column.sides(), difference.abs());
    if column.printed {
        return format!(
            "勾稽关系不平：按原报告所印，{name} {sides}，{side}多 {more}。各列本身都平，是印的总计不等于各项之和引起的（连带，见 R01），采用计算的总计就平了。"
        );
    }
    let along = along
        .map_or(String::new(), |along| format!("{}列连带不平：{}。", along.name, along.sides()));
    format!(
        "勾稽关系不平：{name} {sides}，{side}多 {more}。{along}请核对本列的新收、上年结转、各项办理结果和结转下年度。"
    )
}
