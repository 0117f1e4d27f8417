//! What the list, the filters and the table of an open ledger show: counted aside, from one state of
//! the ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::filter::{LedgerFilter, LedgerOrder, finds};
use crate::ledger::{Ledger, LedgerForm, LedgerProblem, Standing, Tally, WorkCalendar, problems};

/// What is asked of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerQuery {
    /// The year that is shown; `None` for all.
    pub year: Option<i16>,
    /// Which of its requests.
    pub filter: LedgerFilter,
    /// The words that are looked for; empty for none.
    pub words: String,
    /// In which order.
    pub order: LedgerOrder,
    /// The day by which deadlines are told.
    pub today: Date,
    /// The open report's year and the id of its edition, where the ledger is that agency's.
    pub report: Option<(i16, String)>,
}

/// What a ledger comes to.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The state of the ledger that all this is of.
    pub ledger: Arc<Ledger>,
    /// What was asked.
    pub query: LedgerQuery,
    /// How each request stands, in the order of the ledger.
    pub standings: Vec<Standing>,
    /// The requests that are shown, by their index, in the order of the list.
    pub rows: Arc<Vec<u32>>,
    /// How many requests of the year each filter shows, in the order of [`LedgerFilter::ALL`].
    pub counts: [usize; 7],
    /// Tables three and four of the year that is shown, or of today's.
    pub tally: Arc<Tally>,
    /// The same in the open report's form and year.
    pub report: Option<Arc<Tally>>,
    /// What is wrong, by the index of the request.
    pub problems: BTreeMap<usize, Vec<LedgerProblem>>,
    /// The years that requests came in or were replied to, the last one first.
    pub years: Vec<i16>,
    /// The request whose last day comes next, with that day and the working days left.
    pub next: Option<(usize, Date, i64)>,
    /// Years whose days off nobody knows, among those that deadlines fall in.
    pub unknown_years: Vec<i16>,
}

/// What an overview is counted from.
#[derive(Clone, Debug)]
pub(crate) struct LedgerSnapshot {
    pub ledger: Arc<Ledger>,
    pub calendar: Arc<WorkCalendar>,
    pub query: LedgerQuery,
    /// The rows that stay where they are, since somebody is typing in one of them.
    pub kept: Option<Arc<Vec<u32>>>,
}

impl Overview {
    /// Counts. For a thread.
    pub(crate) fn of(snapshot: LedgerSnapshot) -> Self {
        let LedgerSnapshot { ledger, calendar, query, kept } = snapshot;
        let today = query.today;
        let standings: Vec<Standing> =
            ledger.requests.iter().map(|r| Standing::of(r, &calendar, today)).collect();
        let mut wrong: BTreeMap<usize, Vec<LedgerProblem>> = BTreeMap::new();
        for problem in problems(&ledger, &calendar, today) {
            wrong.entry(problem.request).or_default().push(problem);
        }
        let (counts, mut rows) = shown(&ledger, &query, &standings, &wrong);
        let rows = kept.unwrap_or_else(|| {
            query.order.sort(&mut rows, &ledger, &standings);
            Arc::new(rows)
        });
        let year = query.year.unwrap_or(today.year());
        let report = query.report.as_ref().and_then(|(year, edition)| {
            let edition = crate::edition::by_id(edition)?;
            Some(Arc::new(ledger.tally_in(LedgerForm::of(&edition)?, *year)))
        });
        Self {
            tally: Arc::new(ledger.tally(year)),
            report,
            counts,
            rows,
            years: years(&ledger, today),
            next: next(&standings),
            unknown_years: unknown(&standings, &calendar),
            problems: wrong,
            standings,
            query,
            ledger,
        }
    }

    /// How many requests a filter shows in the year.
    #[must_use]
    pub fn count(&self, filter: LedgerFilter) -> usize {
        let at = LedgerFilter::ALL.iter().position(|of| *of == filter);
        at.and_then(|at| self.counts.get(at)).copied().unwrap_or_default()
    }

    /// The requests that fall due within seven days of today, today included, or are overdue: their
    /// index, last day and working days left, the most urgent first.
    #[must_use]
    pub fn due_this_week(&self) -> Vec<(usize, Date, i64)> {
        let week = self.query.today.checked_add(jiff::Span::new().days(6));
        let last = week.unwrap_or(self.query.today);
        let mut due: Vec<(usize, Date, i64)> =
            dues(&self.standings).filter(|(_, due, _)| *due <= last).collect();
        due.sort_by_key(|(row, due, _)| (*due, *row));
        due
    }
}

fn shown(
    ledger: &Ledger,
    query: &LedgerQuery,
    standings: &[Standing],
    wrong: &BTreeMap<usize, Vec<LedgerProblem>>,
) -> ([usize; 7], Vec<u32>) {
    let mut counts = [0; 7];
    let mut rows = Vec::new();
    for ((index, request), standing) in ledger.requests.iter().enumerate().zip(standings) {
        if query.year.is_some_and(|year| !request.is_of(year)) {
            continue;
        }
        let bad = wrong.contains_key(&index);
        for (count, filter) in counts.iter_mut().zip(LedgerFilter::ALL) {
            *count += usize::from(filter.shows(request, *standing, bad));
        }
        let wanted = query.filter.shows(request, *standing, bad);
        if wanted && (query.words.is_empty() || finds(&query.words, request)) {
            rows.extend(u32::try_from(index));
        }
    }
    (counts, rows)
}

/// The years that requests came in or were replied to, and this one.
fn years(ledger: &Ledger, today: Date) -> Vec<i16> {
    let days = ledger.requests.iter().flat_map(|r| [r.received.day(), r.replied.day()]);
    let mut years: BTreeSet<i16> = days.flatten().map(Date::year).collect();
    years.insert(today.year());
    years.into_iter().rev().collect()
}

fn dues(standings: &[Standing]) -> impl Iterator<Item = (usize, Date, i64)> + '_ {
    standings.iter().enumerate().filter_map(|(row, standing)| match standing {
        Standing::Open(deadline) => Some((row, deadline.due?, deadline.days_left?)),
        _ => None,
    })
}

/// The one that is due next, of those that are not overdue.
fn next(standings: &[Standing]) -> Option<(usize, Date, i64)> {
    dues(standings).filter(|(_, _, left)| *left >= 0).min_by_key(|(row, due, _)| (*due, *row))
}

fn unknown(standings: &[Standing], calendar: &WorkCalendar) -> Vec<i16> {
    let years: BTreeSet<i16> = dues(standings).map(|(_, due, _)| due.year()).collect();
    years.into_iter().filter(|year| !calendar.knows(*year)).collect()
}
