//! 1-3,5: which pages of a document are printed.

use std::fmt;

/// Pages by their first and last, counted from 1; none means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages(Vec<(usize, usize)>);

impl Pages {
    /// Reads what a clerk typed, for a document of `count` pages: full-width digits and Chinese
    /// commas are as good as others. Nothing means all.
    ///
    /// # Errors
    /// What is wrong, and what to write.
    pub fn read(text: &str, count: usize) -> Result<Self, String> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
        if plain.is_empty() {
            return Ok(Self::default());
        }
        let ranges = plain.split(',').map(|part| range(part, count));
        Ok(Self(ranges.collect::<Result<_, _>>()?))
    }

    /// Whether all pages are meant.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Pages {
    /// As `lp -P` takes them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (first, last)) in self.0.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            write!(f, "{comma}{first}")?;
            if last > first {
                write!(f, "-{last}")?;
            }
        }
        Ok(())
    }
}

/// A number as it was typed, in ASCII digits; `None` for anything else.
pub(super) fn digits(text: &str) -> Option<String> {
    let plain: String = text.trim().chars().map(plain).collect();
    (!plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit())).then_some(plain)
}

fn plain(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '，' | '、' | ';' | '；' => ',',
        '－' | '–' | '—' | '~' | '～' | '至' | '到' => '-',
        c => c,
    }
}

fn range(part: &str, count: usize) -> Result<(usize, usize), String> {
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let (first, last) = (page(first, count)?, page(last, count)?);
    if first > last {
        return Err(format!("“{part}”的起止页颠倒了，请写成 {last}-{first}。"));
    }
    Ok((first, last))
}

fn page(text: &str, count: usize) -> Result<usize, String> {
    let Some(digits) = digits(text) else {
        return Err("页码请写成 1-3,5 这样；全部打印的，不用填。".into());
    };
    match digits.parse() {
        Ok(0) => Err("页码从 1 开始。".into()),
        Ok(page) if page <= count => Ok(page),
        _ => Err(format!("这份报告共 {count} 页，没有第 {digits} 页。")),
    }
}

#[cfg(test)]
mod tests {
    use super::Pages;

    fn read(text: &str) -> String {
        match Pages::read(text, 5) {
            Ok(pages) => pages.to_string(),
            Err(told) => told,
        }
    }

    #[test]
    fn pages_are_read_however_they_are_written() {
        for (text, pages) in [
            ("", ""),
            ("  ", ""),
            ("3", "3"),
            ("1-3,5", "1-3,5"),
            ("１－３，５", "1-3,5"),
            ("1至2、4～5", "1-2,4-5"),
            (" 2 - 2 , 04", "2,4"),
        ] {
            assert_eq!(read(text), pages, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_printed_is_told() {
        for (text, told) in [
            ("5-2", "“5-2”的起止页颠倒了，请写成 2-5。"),
            ("0", "页码从 1 开始。"),
            ("1-7", "这份报告共 5 页，没有第 7 页。"),
            ("99999999999999999999999", "这份报告共 5 页，没有第 99999999999999999999999 页。"),
        ] {
            assert_eq!(read(text), told, "{text}");
        }
        for text in ["abc", "1-", "-3", "1,,2", ",", "1-2-3", "1.5", "一", "+1"] {
            assert!(read(text).contains("请写成 1-3,5"), "{text}");
        }
    }
}
