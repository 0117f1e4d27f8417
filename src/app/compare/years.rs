//! What is shown of years side by side: which years, which lines, which figure is chosen.

use std::collections::BTreeMap;

use super::messages::YearsTab;
use crate::compare::{CompareError, ComparedCell, Comparison, view};
use crate::report::place::{CellId, Field};
use crate::report::{Edit, LastYear, Report};
use crate::rules::{ChangeMeasure, Config, YearlyChange, yearly_changes};

/// A year's report.
#[derive(Clone, Debug)]
pub struct YearSource {
    /// Where it comes from, in a clerk's words: a file's name.
    pub name: String,
    /// The report.
    pub report: Report,
    /// Whether it is the open one, as it is now.
    pub is_open: bool,
}

impl YearSource {
    /// Whether somebody added it: it is neither the open report nor what that remembers.
    pub(super) fn is_added(&self) -> bool {
        !self.is_open && self.name != REMEMBERED
    }
}

/// Years side by side, and what is shown of them.
#[derive(Clone, Debug)]
pub struct YearsView {
    /// The reports, by year.
    pub sources: Vec<YearSource>,
    /// What they are beside each other; none where there is no report yet.
    pub comparison: Option<Comparison>,
    /// What is shown.
    pub tab: YearsTab,
    /// Only lines with a figure.
    pub only_filled: bool,
    /// The column shown of each table whose lines are rows, by its place; the last is the total.
    pub columns: [Option<usize>; 3],
    /// The figure that is chosen.
    pub chosen: Option<CellId>,
    /// From which change on a figure is to be explained.
    pub measure: ChangeMeasure,
    /// What is to be explained in the open report.
    pub changes: Vec<YearlyChange>,
    /// The unit of a roll-up whose years they are, by its name; `None` for those of the open report.
    pub of_unit: Option<String>,
    /// The section that was gone to: its words are scrolled to.
    pub section: Option<u8>,
    /// What was noted of the scope of years where no open report can hold it.
    pub(super) notes: BTreeMap<u16, String>,
    /// The lines of each table, as they are shown.
    lines: [Vec<CellId>; 3],
}

impl YearsView {
    /// Years of these reports; they are [compared](Self::compare) by the next call.
    pub(super) fn new(sources: Vec<YearSource>) -> Self {
        Self {
            sources,
            comparison: None,
            tab: YearsTab::default(),
            only_filled: true,
            columns: [None; 3],
            chosen: None,
            measure: ChangeMeasure::default(),
            changes: Vec::new(),
            of_unit: None,
            section: None,
            notes: BTreeMap::new(),
            lines: Default::default(),
        }
    }

    /// Compares the reports that there are now. Where that cannot be, the open one alone stays:
    /// figures that are no longer so are not shown.
    ///
    /// # Errors
    /// Why they cannot be compared.
    pub(super) fn compare(&mut self) -> Result<(), CompareError> {
        self.sources.sort_by_key(|source| source.report.year);
        let compared = if let [alone] = self.sources.as_slice() {
            Ok(Comparison::alone(&alone.report))
        } else if self.sources.is_empty() {
            Ok(None)
        } else {
            let named = self.sources.iter();
            let named = named.map(|source| (source.name.clone(), source.report.clone()));
            Comparison::of_noted(named.collect(), &self.notes).map(Some)
        };
        let (comparison, refused) = match compared {
            Ok(comparison) => (comparison, Ok(())),
            Err(error) => {
                self.sources.retain(|source| source.is_open);
                let alone = self.sources.first();
                (alone.and_then(|alone| Comparison::alone(&alone.report)), Err(error))
            }
        };
        self.comparison = comparison;
        self.lay_out();
        refused
    }

    /// Looks anew at what is to be explained.
    pub(super) fn find_changes(&mut self, config: &Config) {
        let open = self.sources.iter().find(|source| source.is_open);
        let measure = self.measure;
        self.changes =
            open.map(|open| yearly_changes(&open.report, config, measure)).unwrap_or_default();
    }

    /// Chooses the lines of the tables anew, and a figure where none is chosen.
    pub(super) fn lay_out(&mut self) {
        self.lines = [0, 1, 2].map(|table| self.lines_of(table));
        let Some(table) = self.tab.table() else { return };
        let lines = &self.lines[table];
        if self.chosen.is_none_or(|chosen| !lines.contains(&chosen)) {
            self.chosen = lines.first().copied();
        }
    }

    /// The lines of a table, each a figure over the years.
    #[must_use]
    pub fn lines(&self, table: usize) -> &[CellId] {
        self.lines.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    /// The columns of a table of which one is shown at a time, by their labels; none where each figure
    /// has a line.
    #[must_use]
    pub fn choices(&self, table: usize) -> Vec<String> {
        let Some(form) = self.comparison.as_ref().and_then(|c| c.edition.tables.get(table)) else {
            return Vec::new();
        };
        let is_one =
            form.rows.len() > 1 && (0..form.rows.len()).all(|r| form.row_total(r).is_some());
        let Some(row) = form.rows.first().filter(|_| is_one) else { return Vec::new() };
        let label = |cell| form.column_of(cell).path.last().cloned().unwrap_or_default();
        row.cells.clone().map(label).collect()
    }

    fn lines_of(&self, table: usize) -> Vec<CellId> {
        let Some(comparison) = &self.comparison else { return Vec::new() };
        let Some(form) = comparison.edition.tables.get(table) else { return Vec::new() };
        let choices = self.choices(table).len();
        let column = self.columns[table].unwrap_or(choices.saturating_sub(1));
        let is_shown = |cell: &&ComparedCell| {
            let column_of = |index: usize| index - form.rows[form.cells[index].row].cells.start;
            cell.id.table == table
                && (choices == 0 || column_of(cell.id.index) == column)
                && (!self.only_filled || !view::is_nothing(cell))
        };
        comparison.cells.iter().filter(is_shown).map(|cell| cell.id).collect()
    }

    /// The chosen figure over the years.
    #[must_use]
    pub fn chosen_cell(&self) -> Option<&ComparedCell> {
        self.comparison.as_ref()?.cell(self.chosen?)
    }

    /// The year that is the report's own: that of the open one, else the latest.
    #[must_use]
    pub fn own_year(&self) -> Option<u16> {
        let open = self.sources.iter().find(|source| source.is_open);
        let latest = || self.comparison.as_ref()?.years.last().copied();
        open.and_then(|open| open.report.year).or_else(latest)
    }

    /// Whether the open report is one of them.
    #[must_use]
    pub fn has_open(&self) -> bool {
        self.sources.iter().any(|source| source.is_open)
    }
}

/// What the year that a report remembers is called.
pub(in crate::app) const REMEMBERED: &str = "本报告所带的上年数";

/// What is known of last year, as a report of its own.
pub(in crate::app) fn last_year(report: &Report, last: &LastYear) -> Option<Report> {
    let year = last.year.or_else(|| report.year.map(|year| year - 1))?;
    let mut before = Report::blank(last.figures.edition().clone(), &report.agency, year);
    before.figures = last.figures.clone();
    for (section, text) in (1..).zip(&last.sections) {
        before.apply(Edit::Text(Field::Before(section), text.clone())).ok()?;
    }
    Some(before)
}
