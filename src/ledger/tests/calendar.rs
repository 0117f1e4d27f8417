//! Working days against two public packages.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::{Date, Weekday, date};

use crate::ledger::{HolidayYear, WorkCalendar};

/// What a package says of a day that is not as its weekday says: `true` for worked.
fn listed(text: &str) -> BTreeMap<Date, bool> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let days = lines.map(|line| {
        let (kind, day) = line.split_once(',').unwrap();
        (day.parse().unwrap(), kind == "work")
    });
    days.collect()
}

#[test]
fn every_day_is_as_two_public_packages_have_it() {
    let calendar = WorkCalendar::with(&[]);
    for (name, text) in [
        ("chinese-calendar", include_str!("chinese_calendar.csv")),
        ("chinese-days", include_str!("chinese_days.csv")),
    ] {
        let listed = listed(text);
        assert!(listed.len() > 250, "{name}");
        let days = date(2019, 1, 1).series(Span::new().days(1));
        for day in days.take_while(|day| day.year() < 2027) {
            let weekday = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            let expected = listed.get(&day).copied().unwrap_or(weekday);
            assert_eq!(calendar.is_working(day), expected, "{name}: {day}");
        }
    }
}

#[test]
fn every_year_has_its_notice() {
    let years: Vec<i16> = HolidayYear::builtin().iter().map(|year| year.year).collect();
    assert_eq!(years, (2019..=2026).collect::<Vec<_>>());
    for year in HolidayYear::builtin() {
        assert!(year.notice.contains(&format!("{}年", year.year)), "{}", year.notice);
        assert!(year.notice.contains("国办发明电〔"), "{}", year.notice);
        assert!(year.off.iter().chain(&year.make_up).all(|day| day.year() == year.year));
        let weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        assert!(year.make_up.iter().all(weekend), "{}", year.year);
    }
}

#[test]
fn a_year_of_the_users_own_stands_before_the_programs() {
    let own = HolidayYear {
        year: 2027,
        off: vec![date(2027, 1, 1), date(2027, 2, 8)],
        make_up: vec![date(2027, 2, 20)],
        ..HolidayYear::default()
    };
    let (without, with) = (WorkCalendar::with(&[]), WorkCalendar::with(&[own]));
    assert!(!without.knows(2027) && with.knows(2027) && without.knows(2026));
    assert!(without.is_working(date(2027, 1, 1)) && !with.is_working(date(2027, 1, 1)));
    assert!(!without.is_working(date(2027, 2, 20)) && with.is_working(date(2027, 2, 20)));
    assert_eq!(with.between(date(2026, 12, 31), date(2027, 1, 4)), 1);
    assert_eq!(with.between(date(2027, 1, 4), date(2026, 12, 31)), -1);
}

#[test]
fn days_far_away_do_no_harm() {
    let calendar = WorkCalendar::with(&[]);
    assert_eq!(calendar.nth_after(Date::MAX, 40), date(2104, 12, 31));
    assert_eq!(calendar.nth_after(Date::MIN, 1), date(1999, 1, 4));
    assert!(calendar.between(Date::MIN, Date::MAX) > 27_000);
}
