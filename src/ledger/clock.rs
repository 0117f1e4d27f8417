//! When a request must be answered, and whether the clock runs.
//!
//! Art. 33 of the Regulation: within 20 working days of receipt, plus at most 20 if extended and
//! told; asking third parties and other agencies does not count. Art. 30: the period begins anew
//! with the corrected request. 国办函〔2020〕109号: it begins anew the day after the fee is paid.
//! Days are counted from the day after. An overdue never hides: who is asked and stays silent
//! stops the clock for 15 working days only (art. 32, 34), and nothing that was asked after the
//! period had ended starts it again.

use jiff::civil::Date;

use super::calendar::WorkCalendar;
use super::entry::Entry;
use super::request::{Inquiry, Request};

/// Working days of the period, and of an extension.
const PERIOD: i64 = 20;
/// Working days that third parties and other agencies have for their answer.
const OPINION: i64 = 15;

/// The state of a request on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequestState {
    /// The period runs.
    Running,
    /// The period runs, and was extended.
    Extended,
    /// Third parties or other agencies are asked; the period is suspended.
    ThirdParty,
    /// The applicant is asked to correct the request; the period is suspended.
    Correction,
    /// The applicant is asked to pay; the period is suspended.
    Fee,
    /// The period has ended.
    Overdue,
}

impl RequestState {
    /// What scripts read.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Extended => "extended",
            Self::ThirdParty => "third-party",
            Self::Correction => "correction",
            Self::Fee => "fee",
            Self::Overdue => "overdue",
        }
    }
}

/// When an open request must be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The last day; `None` while the period is suspended.
    pub due: Option<Date>,
    /// Working days from today to that day, negative once it is past; `None` while the clock
    /// stands.
    pub days_left: Option<i64>,
    /// The state of the request.
    pub state: RequestState,
}

/// What the clock comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clock {
    Due(Date),
    Stands(RequestState),
}

/// Something that ends one period; the next begins with the answer.
struct Restart {
    asked: Date,
    answered: Option<Date>,
    state: RequestState,
}

impl Request {
    /// Whether it was received and not replied to by the end of a day.
    #[must_use]
    pub fn is_open_on(&self, today: Date) -> bool {
        let by = |entry: &Entry<Date>| entry.day().is_some_and(|day| day <= today);
        by(&self.received) && !by(&self.replied)
    }

    /// The state of an open request on a day, by what had happened until then. `None` where it was
    /// not received or is replied to by that day.
    #[must_use]
    pub fn deadline(&self, calendar: &WorkCalendar, today: Date) -> Option<Deadline> {
        if !self.is_open_on(today) {
            return None;
        }
        let received = self.received.day()?;
        let view = ClockView { request: self, calendar, today: Some(today) };
        let (due, state) = match view.clock(received, view.period()) {
            Clock::Stands(state) => (None, state),
            Clock::Due(due) if today > due => (Some(due), RequestState::Overdue),
            Clock::Due(due) if view.period() > PERIOD => (Some(due), RequestState::Extended),
            Clock::Due(due) => (Some(due), RequestState::Running),
        };
        let days_left = due.map(|due| calendar.between(today, due));
        Some(Deadline { due, days_left, state })
    }

    /// The last day on which a reply was in time; `None` where the clock never ran out: a request
    /// that was not corrected or not paid for has none.
    #[must_use]
    pub fn last_day(&self, calendar: &WorkCalendar) -> Option<Date> {
        let view = ClockView { request: self, calendar, today: None };
        match view.clock(self.received.day()?, view.period()) {
            Clock::Due(due) => Some(due),
            Clock::Stands(_) => None,
        }
    }

    /// Working days that the clock has run until the end of a day: since the receipt, or since the
    /// period began anew, without the time in which others were asked. `None` where it was not
    /// received by then.
    #[must_use]
    pub fn days_used(&self, calendar: &WorkCalendar, until: Date) -> Option<i64> {
        let received = self.received.day().filter(|received| *received <= until)?;
        let view = ClockView { request: self, calendar, today: Some(until) };
        Some(view.days_used(received, until))
    }

    /// The last day of the period without an extension; `None` as above.
    #[must_use]
    pub fn first_period_end(&self, calendar: &WorkCalendar) -> Option<Date> {
        let view = ClockView { request: self, calendar, today: None };
        match view.clock(self.received.day()?, PERIOD) {
            Clock::Due(due) => Some(due),
            Clock::Stands(_) => None,
        }
    }
}

/// A request as it was known on a day, or with all that is known.
struct ClockView<'a> {
    request: &'a Request,
    calendar: &'a WorkCalendar,
    today: Option<Date>,
}

impl ClockView<'_> {
    /// A day that has happened.
    fn day(&self, entry: &Entry<Date>) -> Option<Date> {
        entry.day().filter(|day| self.today.is_none_or(|today| *day <= today))
    }

    fn period(&self) -> i64 {
        if self.day(&self.request.extended).is_some() { 2 * PERIOD } else { PERIOD }
    }

    /// What began the period anew, in the order in which it was asked.
    fn restarts(&self) -> Vec<Restart> {
        let fee = &self.request.fee;
        let restart = |asked: &Entry<Date>, answered: &Entry<Date>, state| {
            let (asked, answered) = (self.day(asked)?, self.day(answered));
            Some(Restart { asked, answered, state })
        };
        let correction = &self.request.correction;
        let mut restarts: Vec<Restart> = [
            restart(&correction.asked, &correction.answered, RequestState::Correction),
            restart(&fee.billed, &fee.paid, RequestState::Fee),
        ]
        .into_iter()
        .flatten()
        .collect();
        restarts.sort_by_key(|restart| restart.asked);
        restarts
    }

    fn days_used(&self, received: Date, until: Date) -> i64 {
        let (mut start, mut end) = (received, until);
        for restart in self.restarts() {
            match restart.answered {
                Some(answered) => start = start.max(answered),
                None => end = end.min(restart.asked),
            }
        }
        let (mut cursor, mut used) = (start, 0);
        for (asked, over) in self.pauses() {
            let from = asked.max(cursor);
            let over = over.unwrap_or(end);
            if over > from && from <= end {
                used += self.calendar.between(cursor, from);
                cursor = over.min(end);
            }
        }
        (used + self.calendar.between(cursor, end)).max(0)
    }

    fn clock(&self, received: Date, period: i64) -> Clock {
        let mut start = received;
        for restart in self.restarts() {
            match self.run(start, period) {
                Clock::Due(due) if restart.asked > due => return Clock::Due(due),
                _ => {}
            }
            match restart.answered {
                Some(answered) => start = start.max(answered),
                None => return Clock::Stands(restart.state),
            }
        }
        self.run(start, period)
    }

    /// The times in which others were asked, in order; see [`Self::pause`].
    fn pauses(&self) -> Vec<(Date, Option<Date>)> {
        let request = self.request;
        let mut pauses: Vec<(Date, Option<Date>)> = [&request.third_party, &request.other_agencies]
            .into_iter()
            .filter_map(|inquiry| self.pause(inquiry))
            .collect();
        pauses.sort_unstable();
        pauses
    }

    /// One period from a day on, without the time in which others were asked.
    fn run(&self, start: Date, period: i64) -> Clock {
        let (mut cursor, mut left) = (start, period);
        for (asked, until) in self.pauses() {
            let from = asked.max(cursor);
            if until.is_some_and(|until| until <= from) {
                continue;
            }
            // The day of asking is a day of work; the day of the answer is not.
            let worked = self.calendar.between(cursor, from);
            if worked >= left {
                break;
            }
            left -= worked;
            match until {
                Some(until) => cursor = until,
                None => return Clock::Stands(RequestState::ThirdParty),
            }
        }
        Clock::Due(self.calendar.nth_after(cursor, left))
    }

    /// The time in which somebody was asked: from the day, until the answer or until their 15
    /// working days are over; no end while both are to come.
    fn pause(&self, inquiry: &Inquiry) -> Option<(Date, Option<Date>)> {
        let asked = self.day(&inquiry.asked)?;
        let limit = self.calendar.nth_after(asked, OPINION);
        let until = match (self.day(&inquiry.answered), self.today) {
            (Some(answered), _) => Some(answered.min(limit)),
            (None, Some(today)) if today <= limit => None,
            (None, _) => Some(limit),
        };
        Some((asked, until))
    }
}
