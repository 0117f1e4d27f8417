//! Working days: weekdays but for the days off of the State Council's yearly notices, and the
//! weekend days that they make up for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::{Date, Weekday, date};
use serde::Deserialize;

use super::day::read_day;

include!(concat!(env!("OUT_DIR"), "/holidays.rs"));

/// First day that is looked up; days of a ledger are later.
const FIRST: Date = date(1999, 1, 1);
/// Last day that is looked up: some years after the last day of a ledger.
const LAST: Date = date(2104, 12, 31);

/// The days off and make-up days of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HolidayYear {
    /// The year.
    pub year: i16,
    /// The notice that says so: title and number.
    pub notice: String,
    /// Days off, weekends among them or not.
    pub off: Vec<Date>,
    /// Saturdays and Sundays that are worked.
    pub make_up: Vec<Date>,
}

/// The file of a year, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayFile {
    year: i16,
    notices: Vec<HolidayNotice>,
    off: Vec<HolidaySpan>,
    make_up: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayNotice {
    title: String,
    number: String,
    #[serde(rename = "date")]
    _date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidaySpan {
    #[serde(rename = "name")]
    _name: String,
    first: String,
    last: String,
}

/// Which days are worked, over all the years that a ledger can name.
#[derive(Clone, Debug)]
pub struct WorkCalendar {
    /// For each day from [`FIRST`] on: how many working days there are up to it, itself included.
    count: Vec<u32>,
    known: BTreeSet<i16>,
}

static BUILTIN: LazyLock<Vec<HolidayYear>> = LazyLock::new(|| {
    let years = FILES.iter().map(|(name, text)| match HolidayYear::read(text) {
        Ok(year) => year,
        Err(problem) => unreachable!("{name}: {problem}; a test reads every built-in calendar"),
    });
    years.collect()
});

impl HolidayYear {
    /// The years that come with the program, oldest first.
    #[must_use]
    pub fn builtin() -> &'static [Self] {
        &BUILTIN
    }

    fn read(text: &str) -> Result<Self, String> {
        let file: HolidayFile = ron::from_str(text).map_err(|error| error.to_string())?;
        let day = |text: &str| read_day(text).ok_or_else(|| format!("{text} is no day"));
        let mut off = Vec::new();
        for span in &file.off {
            let (first, last) = (day(&span.first)?, day(&span.last)?);
            if last < first {
                return Err(format!("{first} is after {last}"));
            }
            off.extend(first.series(Span::new().days(1)).take_while(|day| *day <= last));
        }
        let make_up = file.make_up.iter().map(|text| day(text)).collect::<Result<_, _>>()?;
        let notices =
            file.notices.iter().map(|notice| format!("{}（{}）", notice.title, notice.number));
        let notice = notices.collect::<Vec<_>>().join("；");
        Ok(Self { year: file.year, notice, off, make_up })
    }
}

impl WorkCalendar {
    /// The calendar by the program's notices; a year among `own` stands in the place of the
    /// program's.
    #[must_use]
    pub fn with(own: &[HolidayYear]) -> Self {
        let mut years: BTreeMap<i16, &HolidayYear> =
            BUILTIN.iter().map(|year| (year.year, year)).collect();
        years.extend(own.iter().map(|year| (year.year, year)));
        let off: BTreeSet<Date> = years.values().flat_map(|year| &year.off).copied().collect();
        let make_up: BTreeSet<Date> =
            years.values().flat_map(|year| &year.make_up).copied().collect();
        let mut sum = 0;
        let days = FIRST.series(Span::new().days(1)).take_while(|day| *day <= LAST);
        let count = days.map(|day| {
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            let worked = if weekend { make_up.contains(&day) } else { !off.contains(&day) };
            sum += u32::from(worked);
            sum
        });
        Self { count: count.collect(), known: years.keys().copied().collect() }
    }

    /// Whether the days off of a year are known; else only weekends are left out.
    #[must_use]
    pub fn knows(&self, year: i16) -> bool {
        self.known.contains(&year)
    }

    /// Whether a day is worked.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        let before = day.yesterday().map_or(0, |day| self.ordinal(day));
        self.ordinal(day) > before
    }

    /// Working days after `from` up to `to`, `to` included; negative where `to` is before `from`.
    #[must_use]
    pub fn between(&self, from: Date, to: Date) -> i64 {
        i64::from(self.ordinal(to)) - i64::from(self.ordinal(from))
    }

    /// The `days`-th working day after a day. Days after the year 2104 are
    /// that year's last.
    #[must_use]
    pub fn nth_after(&self, from: Date, days: i64) -> Date {
        let wanted = i64::from(self.ordinal(from)) + days;
        let index = self.count.partition_point(|count| i64::from(*count) < wanted);
        let index = i32::try_from(index).unwrap_or(i32::MAX);
        FIRST.checked_add(Span::new().days(index.min(self.last_index()))).unwrap_or(LAST)
    }

    fn last_index(&self) -> i32 {
        i32::try_from(self.count.len()).unwrap_or(i32::MAX) - 1
    }

    /// The number of working days up to a day; days outside the calendar are taken as the nearest
    /// one in it.
    fn ordinal(&self, day: Date) -> u32 {
        let days = (day.clamp(FIRST, LAST) - FIRST).get_days();
        let index = usize::try_from(days).unwrap_or(0);
        self.count.get(index).copied().unwrap_or_default()
    }
}
