//! Calendar days and times of day, given from outside; no time zone, no clock.

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
    /// The moment so many seconds after 1970-01-01 00:00 UTC, in China: eight hours ahead, no
    /// summer time, the one time zone this program serves.
    #[must_use]
    pub fn in_china(seconds: u64) -> Self {
        Self::from_minutes(seconds / 60 + 8 * 60)
    }

    /// The moment so many minutes after 1970 began in China.
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
    /// Whether the month has such a day.
    #[must_use]
    pub fn is_valid(self) -> bool {
        (1..=12).contains(&self.month) && self.day >= 1 && self == Self::from_days(self.days())
    }

    /// Days since 1970-01-01.
    ///
    /// Years start in March here, so that the leap day is the last of its year; a 400-year cycle
    /// has 146,097 days.
    #[must_use]
    pub fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
    }

    /// The day so many days after 1970-01-01.
    #[must_use]
    pub fn from_days(days: i64) -> Self {
        let days = days + 719_468;
        let cycle = days.div_euclid(146_097);
        let day = days.rem_euclid(146_097);
        let year_of_cycle = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = cycle * 400 + year_of_cycle + i64::from(month <= 2);
        let small = |n: i64| u8::try_from(n).unwrap_or(1);
        Self {
            year: u16::try_from(year).unwrap_or(u16::MAX),
            month: small(month),
            day: small(day_of_year - (153 * shifted + 2) / 5 + 1),
        }
    }

    /// 星期一 to 星期日.
    #[must_use]
    pub fn weekday(self) -> &'static str {
        // 1970-01-01 was a Thursday.
        let names = ["四", "五", "六", "日", "一", "二", "三"];
        names[usize::try_from(self.days().rem_euclid(7)).unwrap_or(0)]
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
