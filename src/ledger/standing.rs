//! How each request stands on a day, as the list of a ledger shows it.

use jiff::civil::Date;

use super::calendar::WorkCalendar;
use super::clock::{Deadline, RequestState};
use super::form::LedgerForm;
use super::request::Request;

/// So many working days before its last day, or fewer, a request is 即将到期.
pub const NEAR: i64 = 5;

/// The state of a request on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits for a reply.
    Open(Deadline),
    /// It was replied to.
    Closed {
        /// The day of the reply.
        replied: Date,
        /// Working days that the clock ran until then.
        used: i64,
    },
    /// It was replied to, but its outcome is missing or not one of the form's: until that is mended
    /// it counts as open.
    NoOutcome,
    /// Nobody can say: the day of receipt is missing, not understood or still to come.
    Unknown,
}

impl Standing {
    /// How a request stands at the end of a day.
    #[must_use]
    pub fn of(request: &Request, calendar: &WorkCalendar, today: Date) -> Self {
        if let Some(deadline) = request.deadline(calendar, today) {
            return Self::Open(deadline);
        }
        match (request.received.day(), request.replied.day()) {
            (Some(received), Some(replied)) if received <= today && replied <= today => {
                let form = LedgerForm::for_year(replied.year());
                if received <= replied && form.outcome(&request.outcome).is_none() {
                    return Self::NoOutcome;
                }
                let used = request.days_used(calendar, replied).unwrap_or_default();
                Self::Closed { replied, used }
            }
            _ => Self::Unknown,
        }
    }

    /// Whether it waits for a reply, or counts as if it did.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open(_) | Self::NoOutcome)
    }

    /// Whether its last day is past.
    #[must_use]
    pub fn is_overdue(self) -> bool {
        matches!(self, Self::Open(Deadline { state: RequestState::Overdue, .. }))
    }

    /// Whether its last day is near, and not past.
    #[must_use]
    pub fn is_near(self) -> bool {
        matches!(self, Self::Open(Deadline { days_left: Some(left), .. }) if (0..=NEAR).contains(&left))
    }

    /// In a clerk's words: 超期 2 天, 余 3 个工作日, 已延期，余 7 个工作日, 待补正（不计时）.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Unknown => "收到日期待改".to_owned(),
            Self::NoOutcome => "处理结果待改".to_owned(),
            Self::Closed { used, .. } => format!("已办结，用 {used} 日"),
            Self::Open(deadline) => {
                let left = deadline.days_left.unwrap_or_default();
                match deadline.state {
                    RequestState::Overdue => format!("超期 {} 天", -left),
                    RequestState::Running => format!("余 {left} 个工作日"),
                    RequestState::Extended => format!("已延期，余 {left} 个工作日"),
                    RequestState::ThirdParty => "征求意见中（不计时）".to_owned(),
                    RequestState::Correction => "待补正（不计时）".to_owned(),
                    RequestState::Fee => "待缴费（不计时）".to_owned(),
                }
            }
        }
    }

    /// The order of urgency: what can not be counted, what is overdue, what comes next, what
    /// stands still, and what is done, the last reply first.
    #[must_use]
    pub fn urgency(self) -> (u8, i64) {
        match self {
            Self::Unknown | Self::NoOutcome => (0, 0),
            Self::Open(Deadline { days_left: Some(left), .. }) => (1, left),
            Self::Open(_) => (2, 0),
            Self::Closed { replied, .. } => {
                let days = replied.duration_since(jiff::civil::date(2000, 1, 1)).as_hours();
                (3, -days)
            }
        }
    }
}
