//! Years and dates in prose: 2021年, 2021 年1月31日, ２０２１年, 二〇二一年.

use std::ops::Range;

use super::numerals::{arabic_digit, chinese_digit};
use super::reader::Reader;

/// A year in a text, with the month and day that follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextDate {
    /// The year's digits alone, in bytes of the text; empty where the year is not said again
    /// (至12月31日).
    pub year_range: Range<usize>,
    /// The whole date.
    pub range: Range<usize>,
    /// The year as it is written; `None` where it is not said.
    pub year: Option<u64>,
    /// The month as written, from 1; `None` where only the year is given.
    pub month: Option<u64>,
    /// The day as written, from 1; `None` where only year or month are given.
    pub day: Option<u64>,
}

/// The years and dates of a text, in order. A year needs its 年, of any number of digits but one
/// or two; a date without a year needs its month and day.
#[must_use]
pub fn dates(text: &str) -> Vec<TextDate> {
    let reader = Reader::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.len() {
        match reader.date(at) {
            Some((date, end)) => {
                found.push(date);
                at = end;
            }
            None => at = reader.past_number(at),
        }
    }
    found
}

/// Ascending years in few words: three and more that follow each other by their first and last, 2016—2019、2021.
#[must_use]
pub fn years(years: &[u16]) -> String {
    let mut words = Vec::new();
    for run in years.chunk_by(|a, b| a.checked_add(1) == Some(*b)) {
        match run {
            [first, _, .., last] => words.push(format!("{first}—{last}")),
            few => words.extend(few.iter().map(u16::to_string)),
        }
    }
    words.join("、")
}

impl Reader<'_> {
    fn past_number(&self, at: usize) -> usize {
        let digits =
            (at..self.len()).take_while(|at| self.char(*at).and_then(digit).is_some()).count();
        at + digits.max(1)
    }

    /// A number and the end of the word behind it.
    fn part(&self, at: usize, word: &[char]) -> Option<(u64, usize, usize)> {
        let start = self.spaces(at);
        let end = (start..=self.len())
            .find(|at| self.char(*at).and_then(digit).is_none())
            .filter(|end| *end > start)?;
        let value = (start..end)
            .filter_map(|at| self.char(at).and_then(digit))
            .try_fold(0_u64, |sum, digit| sum.checked_mul(10)?.checked_add(digit))?;
        let behind = self.spaces(end);
        self.char(behind).filter(|c| word.contains(c))?;
        Some((value, end, behind + 1))
    }

    fn date(&self, at: usize) -> Option<(TextDate, usize)> {
        self.char(at).and_then(digit)?;
        if let Some((year, digits, end)) = self.part(at, &['年']).filter(|(_, end, _)| end - at > 2)
        {
            let month = self.part(end, &['月']);
            let day = month.and_then(|(_, _, end)| self.part(end, &['日', '号']));
            let last = day.or(month).map_or(end, |(_, _, end)| end);
            let date = TextDate {
                year_range: self.byte(at)..self.byte(digits),
                range: self.byte(at)..self.byte(last),
                year: Some(year),
                month: month.map(|(month, ..)| month),
                day: day.map(|(day, ..)| day),
            };
            return Some((date, last));
        }
        let (month, _, end) = self.part(at, &['月'])?;
        let (day, _, end) = self.part(end, &['日', '号'])?;
        let range = self.byte(at)..self.byte(end);
        let year_range = range.start..range.start;
        let (month, day) = (Some(month), Some(day));
        Some((TextDate { year_range, range, year: None, month, day }, end))
    }
}

/// A digit, in any of the ways in which years are written.
fn digit(c: char) -> Option<u64> {
    arabic_digit(c).or_else(|| chinese_digit(c)).map(u64::from)
}

/// When a day begins, in minutes since 1970 began in China; 0 for a day before it.
#[must_use]
pub fn civil_minute(day: jiff::civil::Date) -> u64 {
    let hours = day.duration_since(jiff::civil::date(1970, 1, 1)).as_hours();
    u64::try_from(hours).unwrap_or(0) * 60
}

/// A moment as 2026-01-21 15:40, given as minutes since 1970 began in China; the day alone where it is
/// the day's first, which stands for a day of which no time is known. Empty beyond the calendar's end.
#[must_use]
pub fn minute_words(minute: u64) -> String {
    let since = i64::try_from(minute).ok().and_then(|m| jiff::Span::new().try_minutes(m).ok());
    let begin = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
    let when = since.and_then(|since| begin.checked_add(since).ok());
    let form = if minute.is_multiple_of(1440) { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" };
    when.map(|when| when.strftime(form).to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{dates, years};

    #[test]
    fn years_in_few_words() {
        for (all, expected) in [
            (&[][..], ""),
            (&[2021], "2021"),
            (&[2021, 2022], "2021、2022"),
            (&[2021, 2022, 2023], "2021—2023"),
            (&[2016, 2018, 2019, 2020, 2024, 2025], "2016、2018—2020、2024、2025"),
            (&[u16::MAX, u16::MAX], "65535、65535"),
        ] {
            assert_eq!(years(all), expected, "{all:?}");
        }
    }

    #[test]
    fn dates_are_read() {
        for (text, expected) in [
            ("2021年，我镇", &["2021-?-?"][..]),
            ("自2021 年1月1日起至12月31日止", &["2021-1-1", "?-12-31"]),
            ("至202020年12月31日", &["202020-12-31"]),
            ("二〇二一年一月", &["2021-1-?"]),
            ("２０２１年度", &["2021-?-?"]),
            ("2032条，3年，十四五，12月", &[]),
        ] {
            let shown = |part: Option<u64>| part.map_or("?".to_owned(), |part| part.to_string());
            let read: Vec<String> = dates(text)
                .into_iter()
                .map(|d| format!("{}-{}-{}", shown(d.year), shown(d.month), shown(d.day)))
                .collect();
            assert_eq!(read, expected, "{text}");
        }
    }
}
