//! `ledger --format json`; the shape is a contract.

use serde::Serialize;

use super::ledger::Counted;
use crate::export::json::{ValueView, pretty};
use crate::ledger::RequestState;
use crate::report::place::CellId;

#[derive(Serialize)]
struct LedgerView<'a> {
    year: i16,
    received: i64,
    tables: Vec<TallyView<'a>>,
    open: Vec<OpenView<'a>>,
    overdue: Vec<OpenView<'a>>,
    problems: Vec<ProblemView<'a>>,
    differences: Vec<DifferenceView<'a>>,
}

#[derive(Serialize)]
struct TallyView<'a> {
    section: u8,
    cells: Vec<TallyCell<'a>>,
}

#[derive(Serialize)]
struct TallyCell<'a> {
    row: &'a [String],
    column: &'a [String],
    value: i64,
}

#[derive(Serialize)]
struct OpenView<'a> {
    number: &'a str,
    received: String,
    due: Option<String>,
    days_left: Option<i64>,
    state: &'static str,
}

#[derive(Serialize)]
struct ProblemView<'a> {
    number: Option<&'a str>,
    field: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct DifferenceView<'a> {
    section: u8,
    row: &'a [String],
    column: &'a [String],
    ledger: i64,
    report: ValueView,
}

/// What a ledger comes to, for scripts.
pub(super) fn json(counted: &Counted) -> String {
    let figures = &counted.tally.figures;
    let edition = figures.edition();
    let tables =
        edition.tables.iter().enumerate().filter(|(_, table)| [3, 4].contains(&table.section));
    let tables = tables.map(|(table, form)| TallyView {
        section: form.section,
        cells: (0..form.cells.len())
            .map(|index| TallyCell {
                row: &form.row_of(index).path,
                column: &form.column_of(index).path,
                value: figures.number(CellId { table, index }),
            })
            .collect(),
    });
    let open = |overdue_only: bool| {
        let wanted = counted
            .open
            .iter()
            .filter(move |open| !overdue_only || open.deadline.state == RequestState::Overdue);
        let views = wanted.map(|open| OpenView {
            number: &counted.ledger.requests[open.request].number,
            received: open.received.to_string(),
            due: open.deadline.due.map(|due| due.to_string()),
            days_left: open.deadline.days_left,
            state: open.deadline.state.code(),
        });
        views.collect()
    };
    let of_rows = counted.problems.iter().map(|problem| ProblemView {
        number: Some(counted.ledger.requests[problem.request].number.as_str()),
        field: problem.field.heading(),
        message: &problem.message,
    });
    let of_all =
        counted.notes.iter().map(|note| ProblemView { number: None, field: "", message: note });
    let differences = counted.differences.iter().map(|found| {
        let form = &edition.tables[found.cell.table];
        DifferenceView {
            section: form.section,
            row: &form.row_of(found.cell.index).path,
            column: &form.column_of(found.cell.index).path,
            ledger: found.ledger,
            report: ValueView::from(&found.report),
        }
    });
    pretty(&LedgerView {
        year: counted.tally.year,
        received: counted.tally.received(),
        tables: tables.collect(),
        open: open(false),
        overdue: open(true),
        problems: of_rows.chain(of_all).collect(),
        differences: differences.collect(),
    })
}
