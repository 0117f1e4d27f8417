//! Calendar days and times of day, given from outside; no time zone, no clock.

use jiff::SignedDuration;
use jiff::civil;

/// The day from which days and minutes are counted.
const EPOCH: civil::Date = civil::date(1970, 1, 1);

/// A day.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A moment: a day and the minutes since its midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// 0 to 1439.
    pub minute: u16,
}

impl Moment {
    /// The moment a number of seconds after 1970-01-01 00:00 UTC, in China: eight hours ahead, no
    /// summer time, the one time zone this program serves.
    #[must_use]
    pub fn in_china(seconds: u64) -> Self {
        Self::from_minutes(seconds / 60 + 8 * 60)
    }

    /// The moment a number of minutes after 1970 began in China.
    #[must_use]
    pub fn from_minutes(minutes: u64) -> Self {
        let minute = u16::try_from(minutes % 1440).unwrap_or(0);
        Self { date: Date::from_days(i64::try_from(minutes / 1440).unwrap_or(0)), minute }
    }

    /// Minutes since 1970 began in China.
    #[must_use]
    pub fn minutes(self) -> u64 {
        u64::try_from(self.date.days()).unwrap_or(0) * 1440 + u64::from(self.minute)
    }

    /// As in 2026年1月12日 10:43.
    #[must_use]
    pub fn words(self) -> String {
        let Date { year, month, day } = self.date;
        format!("{year}年{month}月{day}日 {}", self.clock())
    }

    /// As in 10:43.
    #[must_use]
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.minute / 60, self.minute % 60)
    }
}

impl Date {
    /// The same day as the library has it; `None` where the month has no such day.
    fn civil(self) -> Option<civil::Date> {
        let year = i16::try_from(self.year).ok()?;
        civil::Date::new(year, i8::try_from(self.month).ok()?, i8::try_from(self.day).ok()?).ok()
    }

    /// Whether the month has such a day.
    #[must_use]
    pub fn is_valid(self) -> bool {
        self.civil().is_some()
    }

    /// Days since 1970-01-01; 0 for a day that no month has.
    #[must_use]
    pub fn days(self) -> i64 {
        self.civil().map_or(0, |date| date.duration_since(EPOCH).as_hours() / 24)
    }

    /// The day a number of days after 1970-01-01, up to the end of the year 9999.
    #[must_use]
    pub fn from_days(days: i64) -> Self {
        // Beyond what any calendar has, so that no sum overflows.
        let days = days.clamp(-4_000_000, 4_000_000);
        let date = EPOCH.saturating_add(SignedDuration::from_hours(days * 24));
        let small = |n: i8| n.unsigned_abs();
        Self {
            year: date.year().unsigned_abs(),
            month: small(date.month()),
            day: small(date.day()),
        }
    }

    /// 星期一 to 星期日, without 星期.
    #[must_use]
    pub fn weekday(self) -> &'static str {
        let names = ["一", "二", "三", "四", "五", "六", "日"];
        let day = self.civil().map(|date| date.weekday().to_monday_zero_offset());
        names[day.and_then(|day| usize::try_from(day).ok()).unwrap_or(0)]
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Moment};

    #[test]
    fn days_and_back() {
        for (year, month, day, days, weekday) in [
            (1970, 1, 1, 0, "四"),
            (2000, 2, 29, 11_016, "二"),
            (2026, 1, 31, 20_484, "六"),
            (2099, 12, 31, 47_481, "四"),
        ] {
            let date = Date { year, month, day };
            assert_eq!((date.days(), date.weekday()), (days, weekday));
            assert_eq!(Date::from_days(days), date);
            assert!(date.is_valid());
        }
        assert!(!Date { year: 2025, month: 2, day: 29 }.is_valid());
        assert!(!Date { year: 2025, month: 13, day: 1 }.is_valid());
        let moment = Moment::in_china(1_763_628_038); // 2025-11-20 08:40:38 UTC
        assert_eq!(
            (moment.date, moment.clock()),
            (Date { year: 2025, month: 11, day: 20 }, "16:40".into())
        );
        assert_eq!(Moment::from_minutes(moment.minutes()), moment);
    }
}
