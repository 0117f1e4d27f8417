//! The figures of tables three and four that follow from a ledger for a year.
//!
//! 本年新收: received in the year. 上年结转: received before it and not closed before it. 办理结果:
//! closed in it. 结转下年度: received by its end and not closed by then. Each in the column of the
//! applicant's kind, so that the first two are the last two in every column. A request is closed
//! where it has both a day of reply and an outcome that the form knows: with one of them missing it
//! is still open, and reported as a problem.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::fees::FeeTotals;
use super::form::LedgerForm;
use super::proceedings::{Proceeding, ProceedingResult};
use super::request::Request;
use super::{Ledger, PendingCases};
use crate::edition::Role;
use crate::report::place::CellId;
use crate::report::{Edit, Figures, Value};

/// What a ledger gives for a year: a figure for every cell of tables three and four.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The year.
    pub year: i16,
    /// The figures in the form of an edition; the other tables are blank.
    pub figures: Figures,
    /// Index of tables three and four in the edition.
    tables: [usize; 2],
    /// The requests that no year can count, by their index in the ledger.
    pub uncounted: Vec<usize>,
    /// What section six says of the fees.
    pub fees: FeeTotals,
}

/// A cell in which a report differs from its ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerDifference {
    /// The cell in which ledger and report differ.
    pub cell: CellId,
    /// What the ledger gives.
    pub ledger: i64,
    /// What the report has; blank equals 0.
    pub report: Value,
}

/// Why no year can count a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Uncounted {
    /// 收到日期 is missing or not understood.
    NotReceived,
    /// 申请人类别 is none of the form's.
    NoKind,
    /// The request was replied to before it was received.
    RepliedBefore,
}

/// What the tables need of a request: when it came in, in which column it counts, and when and in
/// which row it was closed.
pub(super) struct CountedRequest {
    received: Date,
    column: usize,
    closed: Option<(Date, usize)>,
}

/// Finds out where requests count; what was once looked up is not looked up again.
pub(super) struct Counting<'a> {
    form: &'a LedgerForm,
    year: i16,
    kinds: BTreeMap<&'a str, Option<usize>>,
    outcomes: BTreeMap<(i16, &'a str), Option<usize>>,
}

impl<'a> Counting<'a> {
    /// For a year, in a form that may be another than the year's own.
    pub fn new(form: &'a LedgerForm, year: i16) -> Self {
        Self { form, year, kinds: BTreeMap::new(), outcomes: BTreeMap::new() }
    }

    /// What a request counts as.
    pub fn of(&mut self, request: &'a Request) -> Result<CountedRequest, Uncounted> {
        let received = request.received.day().ok_or(Uncounted::NotReceived)?;
        let kind = request.kind.as_str();
        let form = self.form;
        let column = self.kinds.entry(kind).or_insert_with(|| form.kind(kind));
        let column = column.ok_or(Uncounted::NoKind)?;
        let replied = request.replied.day();
        if replied.is_some_and(|replied| replied < received) {
            return Err(Uncounted::RepliedBefore);
        }
        let closed = replied.and_then(|day| Some((day, self.outcome(day.year(), request)?)));
        Ok(CountedRequest { received, column, closed })
    }

    /// The row of a request's outcome, in the form of the year of its reply.
    pub fn outcome(&mut self, year: i16, request: &'a Request) -> Option<usize> {
        let form = if year == self.year { self.form } else { LedgerForm::for_year(year) };
        let text = request.outcome.as_str();
        *self.outcomes.entry((year, text)).or_insert_with(|| form.outcome(text))
    }
}

impl Ledger {
    /// Counts a year in the form that serves it.
    #[must_use]
    pub fn tally(&self, year: i16) -> Tally {
        self.tally_in(LedgerForm::for_year(year), year)
    }

    /// Counts a year in a form.
    #[must_use]
    pub fn tally_in(&self, form: &LedgerForm, year: i16) -> Tally {
        let edition = form.edition();
        let mut requests = vec![0; edition.tables[form.requests].cells.len()];
        let mut cases = vec![0; edition.tables[form.cases].cells.len()];
        let mut uncounted = Vec::new();
        let mut counting = Counting::new(form, year);
        for (index, request) in self.requests.iter().enumerate() {
            let Ok(counted) = counting.of(request) else {
                uncounted.push(index);
                continue;
            };
            let table = &edition.tables[form.requests];
            for row in counted.rows(form, year).into_iter().flatten() {
                if let Some(cell) = table.cell_at(row, counted.column) {
                    requests[cell] += 1;
                }
            }
            for case in request.proceedings.known().into_iter().flatten() {
                let result = self.result_in(case, year);
                let cell = result.and_then(|result| form.case_cell(case.stage, result));
                if let Some(cell) = cell {
                    cases[cell] += 1;
                }
            }
        }
        let tables = [form.requests, form.cases];
        let figures =
            Figures::counted(edition.clone(), &[(tables[0], requests), (tables[1], cases)]);
        Tally { year, figures, tables, uncounted, fees: self.fees(year) }
    }

    /// The result as which a case counts in a year; `None` where it does not count.
    fn result_in(&self, case: &Proceeding, year: i16) -> Option<ProceedingResult> {
        let brought = case.brought.map(Date::year);
        if case.result != ProceedingResult::Pending {
            // Where nobody wrote when it was decided, the day on which it was brought must do.
            let decided = case.decided.map(Date::year).or(brought)?;
            if decided == year {
                return Some(case.result);
            }
            if decided < year {
                return None;
            }
        }
        let pending = match self.pending {
            PendingCases::YearBrought => brought == Some(year),
            PendingCases::EveryYear => brought.is_some_and(|brought| brought <= year),
        };
        pending.then_some(ProceedingResult::Pending)
    }
}

impl CountedRequest {
    /// The rows in which it counts in a year: how it came into the year, and how it left it.
    fn rows(&self, form: &LedgerForm, year: i16) -> [Option<usize>; 2] {
        let received = self.received.year();
        let closed = self.closed.map(|(day, row)| (day.year(), row));
        if received > year || closed.is_some_and(|(closed, _)| closed < year) {
            return [None, None];
        }
        let entered = if received == year { form.received } else { form.carried_in };
        let left = match closed {
            Some((closed, row)) if closed == year => row,
            _ => form.carried_out,
        };
        [Some(entered), Some(left)]
    }
}

impl Tally {
    /// The number of requests that came in in the year.
    #[must_use]
    pub fn received(&self) -> i64 {
        self.total(Role::Received)
    }

    /// The sum of a row of table three over all applicants; 0 where the form has no such row.
    #[must_use]
    pub fn total(&self, role: Role) -> i64 {
        let edition = self.figures.edition();
        let Some(row) = edition.row(role) else { return 0 };
        let table = &edition.tables[row.table];
        // The cell that sums the whole row is the one that most others are in.
        let leaves = |index: &usize| table.cells[*index].sum_of.as_ref().map_or(1, Vec::len);
        let whole = table.rows[row.row].cells.clone().max_by_key(leaves);
        whole.map_or(0, |index| self.figures.number(CellId { table: row.table, index }))
    }

    /// The cells that are filled in, totals left out: table three, then table four.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + '_ {
        let counted = |id: &CellId| self.tables.contains(&id.table);
        self.figures.cells().filter(counted).filter(|id| !self.figures.is_total(*id))
    }

    /// The cells in which a report's figures differ; blank equals 0. Empty where the report has
    /// another form.
    #[must_use]
    pub fn differences(&self, report: &Figures) -> Vec<LedgerDifference> {
        if report.edition() != self.figures.edition() {
            return Vec::new();
        }
        let differing = self.cells().filter_map(|cell| {
            let ledger = self.figures.number(cell);
            let report = report.typed(cell);
            let same = match report {
                Value::Count(count) => *count == ledger,
                Value::Blank | Value::Mark(_) => ledger == 0,
                Value::Written(_) => false,
            };
            (!same).then(|| LedgerDifference { cell, ledger, report: report.clone() })
        });
        differing.collect()
    }

    /// What puts the ledger's figures into a report: the cells that differ, and those that are
    /// blank where the ledger has 0. A mark that means 0 stays.
    #[must_use]
    pub fn edits(&self, report: &Figures) -> Vec<Edit> {
        let differing = self.differences(report).into_iter().map(|found| found.cell);
        let blank = self.cells().filter(|cell| {
            report.edition() == self.figures.edition() && *report.typed(*cell) == Value::Blank
        });
        let mut cells: Vec<CellId> = differing.chain(blank).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.into_iter().map(|cell| Edit::Value(cell, self.figures.typed(cell).clone())).collect()
    }
}
