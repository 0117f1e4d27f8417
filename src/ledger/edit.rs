//! Changes to a ledger, each with the change that takes it back, and those that lead from one state
//! to another.

use std::sync::Arc;

use super::request::{Request, RequestField};
use super::{HolidayYear, Ledger, PendingCases};
use crate::report::Weighed;

/// One change to a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerEdit {
    /// From a row on, by its index, so many rows go and others come in their place.
    Rows {
        /// Index of the first row.
        at: usize,
        /// How many go.
        gone: usize,
        /// What comes.
        rows: Vec<Arc<Request>>,
    },
    /// 机关全称.
    Agency(String),
    /// In which years a pending case counts.
    Pending(PendingCases),
    /// The office's own calendar years.
    Holidays(Vec<HolidayYear>),
}

impl Weighed for LedgerEdit {
    fn weight(&self) -> usize {
        let row = |request: &Arc<Request>| {
            let words = RequestField::ALL.map(|field| request.words(field).len());
            size_of::<Request>() + words.iter().sum::<usize>()
        };
        size_of::<Self>()
            + match self {
                Self::Rows { rows, .. } => rows.iter().map(row).sum(),
                Self::Agency(text) => text.len(),
                Self::Pending(_) => 0,
                Self::Holidays(years) => years.iter().map(|y| (y.off.len() + 30) * 4).sum(),
            }
    }
}

impl Ledger {
    /// Makes a change; what takes it back. `None`, and nothing is changed, where rows are meant
    /// that the ledger does not have.
    pub fn apply(&mut self, edit: LedgerEdit) -> Option<LedgerEdit> {
        Some(match edit {
            LedgerEdit::Rows { at, gone, rows } => {
                let end = at.checked_add(gone).filter(|end| *end <= self.requests.len())?;
                let come = rows.len();
                let rows = self.requests.splice(at..end, rows).collect();
                LedgerEdit::Rows { at, gone: come, rows }
            }
            LedgerEdit::Agency(text) => {
                LedgerEdit::Agency(std::mem::replace(&mut self.agency, text))
            }
            LedgerEdit::Pending(choice) => {
                LedgerEdit::Pending(std::mem::replace(&mut self.pending, choice))
            }
            LedgerEdit::Holidays(years) => {
                LedgerEdit::Holidays(std::mem::replace(&mut self.holidays, years))
            }
        })
    }

    /// The changes that make `to` of this ledger; none where they are the same. Rows that both
    /// share are not looked into.
    #[must_use]
    pub fn difference(&self, to: &Self) -> Vec<LedgerEdit> {
        let mut edits = Vec::new();
        if self.agency != to.agency {
            edits.push(LedgerEdit::Agency(to.agency.clone()));
        }
        if self.pending != to.pending {
            edits.push(LedgerEdit::Pending(to.pending));
        }
        if self.holidays != to.holidays {
            edits.push(LedgerEdit::Holidays(to.holidays.clone()));
        }
        rows(&self.requests, &to.requests, &mut edits);
        edits
    }

    /// How another state of the ledger differs from this one, in counts: nothing of a request is
    /// quoted. Empty where they are the same.
    #[must_use]
    pub fn changes(&self, to: &Self) -> Vec<String> {
        let mut told = Vec::new();
        let (mut came, mut went, mut changed) = (0, 0, 0);
        for edit in self.difference(to) {
            match edit {
                LedgerEdit::Rows { gone, rows, .. } => {
                    let both = gone.min(rows.len());
                    changed += both;
                    came += rows.len() - both;
                    went += gone - both;
                }
                LedgerEdit::Agency(_) => told.push("机关全称有改动".to_owned()),
                LedgerEdit::Pending(_) => told.push("尚未审结案件的计入年度有改动".to_owned()),
                LedgerEdit::Holidays(_) => told.push("自行登记的节假日有改动".to_owned()),
            }
        }
        let counts = [(came, "多"), (went, "少"), (changed, "改了")];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        told.extend(counts.map(|(count, word)| format!("{word} {count} 件申请")));
        told
    }
}

/// The runs of rows that differ: one where rows came or went.
fn rows(from: &[Arc<Request>], to: &[Arc<Request>], edits: &mut Vec<LedgerEdit>) {
    let same = |a: &Arc<Request>, b: &Arc<Request>| Arc::ptr_eq(a, b) || a == b;
    if from.len() == to.len() {
        let mut at = 0;
        while let Some(next) = (at..to.len()).find(|index| !same(&from[*index], &to[*index])) {
            let end = (next..to.len()).find(|index| same(&from[*index], &to[*index]));
            let end = end.unwrap_or(to.len());
            let rows = to[next..end].to_vec();
            edits.push(LedgerEdit::Rows { at: next, gone: end - next, rows });
            at = end;
        }
        return;
    }
    let both = from.len().min(to.len());
    let at = (0..both).find(|index| !same(&from[*index], &to[*index])).unwrap_or(both);
    let tail = (0..both - at)
        .find(|back| !same(&from[from.len() - 1 - back], &to[to.len() - 1 - back]))
        .unwrap_or(both - at);
    let rows = to[at..to.len() - tail].to_vec();
    edits.push(LedgerEdit::Rows { at, gone: from.len() - tail - at, rows });
}
