//! A day as clerks write it.

use jiff::civil::Date;

use super::entry::half_width;

/// First year of a day in a ledger; the Regulation is of 2007, and an earlier year is a slip.
pub const FIRST_DAY_YEAR: i16 = 2000;

/// Last year of a day in a ledger.
pub const LAST_DAY_YEAR: i16 = 2099;

/// Reads 2025-3-7, 2025/3/7, 2025.3.7, 2025年3月7日 and 20250307, in full or half width; a time of
/// day behind it is passed over. Days before 2000 or after 2099 are not read.
#[must_use]
pub fn read_day(text: &str) -> Option<Date> {
    let (day, rest) = leading_day(text)?;
    is_time_of_day(&rest).then_some(day)
}

/// Reads a day as [`read_day`] does, and 3.7, 3-7, 3/7 and 3月7日 as a day of `year`.
#[must_use]
pub fn read_day_of(year: i16, text: &str) -> Option<Date> {
    if let Some(day) = read_day(text) {
        return Some(day);
    }
    let text = normal(text);
    let (month, rest) = number(text.trim())?;
    let (separator, rest) = first(rest)?;
    let (day, rest) = number(rest)?;
    let ended = rest.trim().is_empty() || matches!(rest.trim(), "日" | "号");
    let separated = matches!(separator, '.' | '-' | '/' | '月');
    (separated && ended).then(|| made(i32::from(year), month, day))?
}

/// Reads a day as [`read_day`] does; 3.7, 3-7 and 3月7日 are the last such day that has come, in
/// the year of `today` or the one before.
#[must_use]
pub fn read_day_near(today: Date, text: &str) -> Option<Date> {
    let this_year = read_day_of(today.year(), text);
    match this_year {
        Some(day) if day <= today || read_day(text).is_some() => Some(day),
        // 29 February is a day of one of the two years only.
        _ => read_day_of(today.year() - 1, text).or(this_year),
    }
}

/// A day at the beginning of a text, and the text after it.
pub(super) fn leading_day(text: &str) -> Option<(Date, String)> {
    let text = normal(text);
    let (year, rest) = number(text.trim_start())?;
    if year > 9999 {
        let day = made(year / 10_000, year / 100 % 100, year % 100)?;
        return Some((day, rest.to_owned()));
    }
    let (separator, rest) = first(rest)?;
    let (month, rest) = number(rest.trim_start())?;
    let (second, rest) = first(rest)?;
    let (day, rest) = number(rest.trim_start())?;
    let rest = match (separator, second) {
        ('-', '-') | ('/', '/') | ('.', '.') => rest,
        ('年', '月') => {
            let behind = rest.trim_start();
            behind.strip_prefix(['日', '号']).unwrap_or(rest)
        }
        _ => return None,
    };
    Some((made(year, month, day)?, rest.to_owned()))
}

/// Half width, dashes as one.
fn normal(text: &str) -> String {
    let dash = |c| if matches!(c, '—' | '–' | '−' | '‐' | '‑') { '-' } else { c };
    text.chars().map(|c| dash(half_width(c))).collect()
}

/// The number that a text begins with, of at most eight digits.
fn number(text: &str) -> Option<(i32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let number = (digits.len() <= 8).then(|| digits.parse().ok())??;
    Some((number, rest))
}

/// The first character behind white space, and what follows.
fn first(text: &str) -> Option<(char, &str)> {
    let mut chars = text.trim_start().chars();
    let first = chars.next()?;
    Some((first, chars.as_str()))
}

fn made(year: i32, month: i32, day: i32) -> Option<Date> {
    let year = i16::try_from(year).ok()?;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let known = (FIRST_DAY_YEAR..=LAST_DAY_YEAR).contains(&year);
    known.then(|| Date::new(year, month, day).ok())?
}

/// Nothing, or a time of day: 14:30, T09:05:00, 14:30:00.000.
fn is_time_of_day(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['T', ' ']).trim();
    rest.is_empty()
        || (rest.contains(':') && rest.chars().all(|c| c.is_ascii_digit() || ":.".contains(c)))
}
