//! `ledger --format json`; the shape is a contract.

use serde::Serialize;

use super::ledger::LedgerResult;
use crate::export::json::{CellView, TableView, ValueView, pretty};
use crate::ledger::RequestState;
use crate::report::place::CellId;

#[derive(Serialize)]
struct LedgerView<'a> {
    year: i16,
    received: i64,
    tables: Vec<TableView<'a, Counted>>,
    open: Vec<OpenView<'a>>,
    overdue: Vec<OpenView<'a>>,
    problems: Vec<RequestProblemView<'a>>,
    differences: Vec<DifferenceView<'a>>,
}

#[derive(Serialize)]
struct Counted {
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
struct RequestProblemView<'a> {
    number: Option<&'a str>,
    field: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct DifferenceView<'a> {
    section: u8,
    #[serde(flatten)]
    cell: CellView<'a, Compared>,
}

#[derive(Serialize)]
struct Compared {
    ledger: i64,
    report: ValueView,
}

/// What a ledger comes to, for scripts.
pub(super) fn json(counted: &LedgerResult) -> String {
    let figures = &counted.tally.figures;
    let edition = figures.edition();
    let tables =
        edition.tables.iter().enumerate().filter(|(_, table)| [3, 4].contains(&table.section));
    let tables = tables.map(|(table, form)| {
        let value = |index| figures.number(CellId { table, index });
        let cells = 0..form.cells.len();
        TableView::new(form, cells.map(|index| (index, Counted { value: value(index) })))
    });
    let open = |overdue_only: bool| {
        let wanted = counted.open.iter().filter(move |open| !overdue_only || open.is_overdue());
        let views = wanted.map(|open| OpenView {
            number: &counted.ledger.requests[open.request].number,
            received: open.received.to_string(),
            due: open.due().map(|due| due.to_string()),
            days_left: open.deadline.and_then(|deadline| deadline.days_left),
            state: open.deadline.map_or(RequestState::Running, |deadline| deadline.state).code(),
        });
        views.collect()
    };
    let of_rows = counted.problems.iter().map(|problem| RequestProblemView {
        number: Some(counted.ledger.requests[problem.request].number.as_str()),
        field: problem.field.heading(),
        message: &problem.message,
    });
    let of_all = counted.notes.iter().map(|note| RequestProblemView {
        number: None,
        field: "",
        message: note,
    });
    let differences = counted.differences.iter().map(|found| {
        let form = &edition.tables[found.cell.table];
        let report = ValueView::from(&found.report);
        let compared = Compared { ledger: found.ledger, report };
        let cell = CellView::new(form, found.cell.index, compared);
        DifferenceView { section: form.section, cell }
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
