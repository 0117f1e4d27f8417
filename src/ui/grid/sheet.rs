//! What is to be shown of one table this frame, apart from where.

use crate::app::document::identity::ColumnState;
use crate::app::{App, Document};
use crate::edition::{Kind, Table};
use crate::finding::{Finding, Severity};
use crate::report::place::{CellId, Place};
use crate::report::{Report, Value};
use crate::rules::Column;

/// A finding that belongs to a cell.
#[derive(Clone, Copy)]
pub(super) struct CellMark<'a> {
    /// How much it weighs.
    pub severity: Severity,
    /// The clerk's reason, where it was waived.
    pub waived: Option<&'a str>,
    /// What is wrong.
    pub message: &'a str,
    /// What the button says that mends it.
    pub fix: Option<&'a str>,
    /// The finding; none where an import was not read for certain.
    pub finding: Option<&'a Finding>,
}

/// How a column does in the identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// All figures are there, and both sides agree.
    Even,
    /// Figures are missing with which they can still agree.
    Unfilled,
    /// The sides of the column differ.
    Fails,
    /// The sides of the column differ, only because those of a column that it sums up do.
    Follows,
}

/// One table of the open report.
pub(super) struct GridSheet<'a> {
    /// The program, to read from.
    pub app: &'a App,
    /// The open report with its findings.
    pub document: &'a Document,
    /// Index of the table.
    pub table: usize,
    /// The table of the form that is shown.
    pub form: &'a Table,
    /// Findings by cell.
    pub marks: Vec<Option<CellMark<'a>>>,
    /// The identity by column; empty without one.
    pub identity: Vec<(Column, Side)>,
    /// The comments on each cell, as a screen reader says them, and whether one of them is open.
    pub comments: Vec<(Vec<String>, bool)>,
    /// Last year's figures by cell; empty where none are known.
    pub last: Vec<Option<Value>>,
}

impl<'a> GridSheet<'a> {
    /// The table with this index, where a report is open that has it.
    pub fn new(app: &'a App, table: usize) -> Option<Self> {
        let document = app.document()?;
        let report = document.report();
        let form = report.edition().tables.get(table)?;
        let last = report.last.as_ref().map(|last| super::last::values(last, form));
        let mut sheet = Self {
            app,
            document,
            table,
            form,
            marks: vec![None; form.cells.len()],
            comments: vec![(Vec::new(), false); form.cells.len()],
            identity: identity(document, table),
            last: last.unwrap_or_default(),
        };
        sheet.mark();
        sheet.note_comments();
        sheet.mark_unsure();
        Some(sheet)
    }

    fn mark(&mut self) {
        for found in self.document.findings() {
            let Place::Cell(id) = found.place else { continue };
            // A blank is told by its line; a corner on each would only be noise.
            if id.table != self.table || self.is_bare(id.index) {
                continue;
            }
            let mark = CellMark {
                severity: found.severity,
                waived: found.waived.as_deref(),
                message: &found.message,
                fix: found.fix.as_ref().map(|fix| fix.label.as_str()),
                finding: Some(found),
            };
            let worse = self.marks[id.index].is_none_or(|other| mark.severity < other.severity);
            if worse {
                self.marks[id.index] = Some(mark);
            }
        }
    }

    fn note_comments(&mut self) {
        let report = self.document.report();
        for comment in &report.comments {
            if let Some(Place::Cell(id)) = comment.place.place(report)
                && id.table == self.table
            {
                let state = if comment.settled { "已处理" } else { "待处理" };
                let (words, open) = &mut self.comments[id.index];
                words.push(format!("意见（{state}）：{}", comment.text));
                *open |= !comment.settled;
            }
        }
    }

    /// In an import under review: what was read, but not for sure.
    fn mark_unsure(&mut self) {
        let Some(review) = self.app.review() else { return };
        for index in 0..self.form.cells.len() {
            if self.marks[index].is_none()
                && !self.is_bare(index)
                && review.is_unsure(self.report(), self.id(index))
            {
                let message = "读取时存疑，请对照原文核对";
                let severity = Severity::Warning;
                self.marks[index] =
                    Some(CellMark { severity, waived: None, message, fix: None, finding: None });
            }
        }
    }

    fn is_bare(&self, index: usize) -> bool {
        !self.is_total(index) && *self.typed(index) == Value::Blank
    }

    /// The report.
    pub fn report(&self) -> &'a Report {
        self.document.report()
    }

    /// A cell of this table, as the report names it.
    pub fn id(&self, index: usize) -> CellId {
        CellId { table: self.table, index }
    }

    /// Whether a cell is computed.
    pub fn is_total(&self, index: usize) -> bool {
        self.form.cells[index].sum_of.is_some()
    }

    /// What a cell holds.
    pub fn kind(&self, index: usize) -> Kind {
        self.form.cells[index].kind
    }

    /// What was typed into a cell.
    pub fn typed(&self, index: usize) -> &'a Value {
        self.document.report().figures.typed(self.id(index))
    }

    /// What a cell shows.
    pub fn shown(&self, index: usize) -> String {
        self.report().figures.shown(self.id(index)).text()
    }

    /// What is wrong with what was typed.
    pub fn fault(&self, index: usize) -> Option<&'static str> {
        self.typed(index).fault(self.kind(index)).filter(|_| !self.is_total(index))
    }

    /// How the column of a cell does in the identity, where the cell is part of it.
    pub fn side(&self, index: usize) -> Option<Side> {
        let cell = &self.form.cells[index];
        let (left, right) = self.form.balance.as_ref()?;
        let part = left.contains(&cell.row) || right.contains(&cell.row);
        self.identity.get(cell.column).filter(|_| part).map(|(_, side)| *side)
    }

    /// The number of blank cells that are to be typed.
    pub fn blanks(&self) -> usize {
        let blank = |index: &usize| !self.is_total(*index) && self.typed(*index).is_blank();
        (0..self.form.cells.len()).filter(blank).count()
    }

    /// How many cells have something that is no figure of their kind.
    pub fn faults(&self) -> usize {
        (0..self.form.cells.len()).filter(|index| self.fault(*index).is_some()).count()
    }

    /// The first cell that can be typed in.
    pub fn first_typed(&self) -> Option<usize> {
        (0..self.form.cells.len()).find(|index| !self.is_total(*index))
    }
}

/// How every column of a table does in the identity.
fn identity(document: &Document, table: usize) -> Vec<(Column, Side)> {
    let columns: Vec<_> =
        document.identity().columns().filter(|(column, _)| column.cell.table == table).collect();
    let fails = |state: &ColumnState| *state == ColumnState::Fails;
    let own = columns.iter().any(|(column, state)| !column.total && fails(state));
    let side = |column: &Column, state: ColumnState| match state {
        ColumnState::Balanced => Side::Even,
        // A sum cannot come right while a column of it cannot.
        _ if column.total && !column.printed && own && column.difference() != 0 => Side::Follows,
        ColumnState::Unfilled => Side::Unfilled,
        ColumnState::Fails => Side::Fails,
    };
    columns.into_iter().map(|(column, state)| (column.clone(), side(column, state))).collect()
}
