//! The ledger of disclosure requests (依申请公开台账): one row a request, all year; tables three
//! and four and the deadlines follow from it.
//!
//! Pure: no clock (today comes in), no file, no window. What was written is kept as it was
//! written, also where it cannot be understood: an [`Entry`] that is not read is reported as a
//! problem, not dropped. A ledger holds personal data; no message made here quotes an applicant, a
//! content or a cell that was not understood.

use std::sync::Arc;

mod calendar;
mod clock;
mod count;
mod day;
mod edit;
mod entry;
mod fees;
mod form;
mod personal;
mod problems;
mod proceedings;
mod request;
pub mod sheet;
mod standing;

pub use calendar::{HolidayYear, WorkCalendar};
pub use clock::{Deadline, RequestState};
pub use count::{LedgerDifference, Tally};
pub use day::{FIRST_DAY_YEAR, LAST_DAY_YEAR, read_day, read_day_near, read_day_of};
pub use edit::LedgerEdit;
pub use entry::{Entry, EntryValue, Yuan};
pub use fees::FeeTotals;
pub use form::LedgerForm;
pub use personal::{HIDDEN, is_personal_heading, words_without_names};
pub use problems::{LedgerProblem, problems};
pub use proceedings::{Proceeding, ProceedingResult, ProceedingStage};
pub use request::{Channel, Inquiry, Request, RequestFee, RequestField};
pub use standing::{NEAR, Standing};

/// The requests of one agency, whatever their years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// 机关全称; empty where nobody has said it.
    pub agency: String,
    /// In which years a pending review or lawsuit counts.
    pub pending: PendingCases,
    /// Days off and make-up days of years that the program does not know, or that an office
    /// keeps differently; they are used before the program's own.
    pub holidays: Vec<HolidayYear>,
    /// The requests, in the order of the ledger; shared, so that a copy of a ledger of 20,000 is
    /// cheap enough for every keystroke.
    pub requests: Vec<Arc<Request>>,
}

/// In which years a review or lawsuit that is not decided counts as 尚未审结.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PendingCases {
    /// Only in the year in which it was brought, as the form's table counts what is new and what
    /// is decided: no case is in the table for more years than it must.
    #[default]
    YearBrought,
    /// In every year at whose end it is not decided.
    EveryYear,
}

impl Ledger {
    /// Where a request stands, for those that their number does not tell apart: 第 3 件（2025-03-07 收到）.
    #[must_use]
    pub fn place(&self, request: usize) -> String {
        let received = self.requests.get(request).and_then(|request| request.received.day());
        let received =
            received.map_or_else(|| "没有收到日期".to_owned(), |day| format!("{day} 收到"));
        format!("第 {} 件（{received}）", request + 1)
    }

    /// The working days by the program's notices and the ledger's own.
    #[must_use]
    pub fn calendar(&self) -> WorkCalendar {
        WorkCalendar::with(&self.holidays)
    }
}

#[cfg(test)]
mod tests;
