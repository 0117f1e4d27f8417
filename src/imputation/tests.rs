use super::{Proposal, proposals};
use crate::edition;
use crate::report::place::CellId;
use crate::report::{Edit, ImportRecord, Report, Value};

/// Table three of 2021: two rows with figures, all else 0, with its totals as printed.
fn report() -> Report {
    let mut report = Report::blank(edition::for_year(2022).unwrap(), "甲", 2022);
    let rows =
        [(0, [3, 0, 5, 0, 0, 1]), (1, [0; 6]), (2, [2, 0, 4, 0, 0, 0]), (22, [1, 0, 0, 0, 0, 1])];
    for row in 0..25 {
        for column in 0..6 {
            let number = rows.iter().find(|(at, _)| *at == row).map_or(0, |(_, n)| n[column]);
            let number = if row == 24 && column == 2 { 1 } else { number };
            if row != 23 {
                report.apply(Edit::Value(cell(row, column), Value::Count(number))).unwrap();
            }
        }
    }
    for id in report.figures.cells().filter(|id| id.table == 1).collect::<Vec<_>>() {
        if report.figures.is_total(id) {
            let sum = Value::Count(report.figures.number(id));
            report.apply(Edit::Printed(id, Some(sum))).unwrap();
        }
    }
    report
}

fn cell(row: usize, column: usize) -> CellId {
    CellId { table: 1, index: row * 7 + column }
}

fn blank(report: &mut Report, row: usize, columns: &[usize]) {
    for column in columns {
        let id = cell(row, *column);
        let edit = if report.figures.is_total(id) {
            Edit::Printed(id, Some(Value::Blank))
        } else {
            Edit::Value(id, Value::Blank)
        };
        report.apply(edit).unwrap();
    }
}

fn only(report: &Report) -> Proposal {
    let mut all = proposals(report);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn nothing_where_nothing_is_missing() {
    assert_eq!(proposals(&report()), []);
    assert_eq!(proposals(&Report::blank(edition::for_year(2022).unwrap(), "甲", 2022)), []);
}

#[test]
fn one_blank_has_one_answer() {
    let mut report = report();
    blank(&mut report, 2, &[2]);
    let proposal = only(&report);
    assert_eq!(proposal.fix.label, "填入 4");
    assert_eq!(proposal.fix.edits, [Edit::Value(cell(2, 2), Value::Count(4))]);
    assert!(proposal.message.contains("科研机构 4"), "{}", proposal.message);
}

#[test]
fn a_missing_row_is_what_the_columns_lack() {
    let mut report = report();
    blank(&mut report, 22, &[0, 1, 2, 3, 4, 5, 6]);
    let proposal = only(&report);
    assert_eq!(proposal.fix.edits.len(), 6);
    assert_eq!(proposal.fix.edits[0], Edit::Value(cell(22, 0), Value::Count(1)));
}

#[test]
fn two_rows_missing_have_many_answers() {
    let mut report = report();
    blank(&mut report, 2, &[0, 1, 2, 3, 4, 5, 6]);
    blank(&mut report, 22, &[0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(proposals(&report), []);
}

#[test]
fn nothing_is_concluded_from_a_wrong_sum() {
    let mut report = report();
    blank(&mut report, 2, &[2]);
    report.apply(Edit::Printed(cell(2, 6), Some(Value::Count(9)))).unwrap();
    assert_eq!(proposals(&report), []);
}

/// Figures of two rows that lack some: the order in which they stand has to fit the sums.
#[test]
fn left_over_figures_have_to_fit() {
    let mut report = report();
    blank(&mut report, 2, &[0, 1, 2, 3, 4, 5, 6]);
    let line =
        |text: &str| ImportRecord { unplaced: vec![text.to_owned()], ..ImportRecord::default() };
    report.imported = Some(line("（一）予以公开\t2\t4\t6"));
    assert_eq!(only(&report).fix.edits.len(), 6);
    report.imported = Some(line("（一）予以公开 2 5 6"));
    assert_eq!(proposals(&report), []);
}

#[test]
fn a_shifted_row_is_moved_back() {
    let mut report = report();
    report.imported = Some(ImportRecord::default());
    // 2 0 4 0 0 0 6 has lost its end and begins a column too late.
    for (column, value) in [None, Some(2), Some(0), Some(4), Some(0), Some(0)].iter().enumerate() {
        let value = value.map_or(Value::Blank, Value::Count);
        report.apply(Edit::Value(cell(2, column), value)).unwrap();
    }
    report.apply(Edit::Printed(cell(2, 6), Some(Value::Count(0)))).unwrap();
    let proposal = only(&report);
    for edit in proposal.fix.edits {
        report.apply(edit).unwrap();
    }
    let row: Vec<Value> =
        (0..6).map(|column| report.figures.typed(cell(2, column)).clone()).collect();
    assert_eq!(row, [2, 0, 4, 0, 0, 0].map(Value::Count));
    assert_eq!(report.figures.printed(cell(2, 6)), Some(&Value::Count(6)));
}
