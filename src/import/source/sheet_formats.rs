//! Number formats of a workbook's cells, as far as they show something else than the cell's value.

use crate::workbook::CellValue;

/// No format has more parts than these: for what is above 0, below 0, 0, and a text.
const PARTS: usize = 4;

/// A cell's number format, taken apart.
#[derive(Debug, PartialEq)]
pub(super) struct NumberFormat {
    parts: Vec<FormatPart>,
}

/// What a format shows of one kind of values.
#[derive(Debug, Default, PartialEq)]
struct FormatPart {
    /// `[=0]`: for what numbers it is.
    condition: Option<(String, f64)>,
    before: String,
    behind: String,
    number: NumberPlace,
    /// It has a place for a text.
    has_text: bool,
    is_percent: bool,
}

/// What a part of a format does with a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum NumberPlace {
    /// It does not show it.
    #[default]
    None,
    /// It shows it, but no 0.
    NotZero,
    /// It shows it.
    Shown,
    /// It shows it in a way that is not looked into: a day, a fraction.
    Own,
}

/// What is seen of a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SeenValue {
    /// The value itself.
    Same,
    /// Nothing.
    Nothing,
    /// Other words.
    Other(String),
}

impl NumberFormat {
    /// Takes a format's code apart; `None` where it shows each value as it is.
    pub(super) fn new(code: &str) -> Option<Self> {
        let mut parts = vec![FormatPart::default()];
        let mut characters = code.chars();
        while let Some(c) = characters.next() {
            if c == ';' {
                parts.push(FormatPart::default());
            } else if let Some(part) = parts.last_mut() {
                part.take(c, &mut characters);
            }
        }
        parts.truncate(PARTS);
        let plain = |part: &FormatPart| {
            part.words().trim().is_empty()
                && part.number >= NumberPlace::Shown
                && part.condition.is_none()
                && !part.is_percent
        };
        let texts_only = |part: &FormatPart| part.has_text && part.words().trim().is_empty();
        // A minus before what is below 0 is how it is written anyway.
        let below = |at: usize, part: &FormatPart| at == 1 && part.number == NumberPlace::Shown;
        let same = |(at, part): (usize, &FormatPart)| {
            plain(part) || texts_only(part) || (below(at, part) && part.words().trim() == "-")
        };
        (!parts.iter().enumerate().all(same)).then_some(Self { parts })
    }

    /// What is seen of a value, which is written as `words` where nothing is special about it.
    pub(super) fn seen(&self, value: &CellValue, words: &str) -> SeenValue {
        let (part, number) = match value {
            CellValue::Number(number) => (self.of_number(*number), Some(*number)),
            CellValue::Text(_) => (self.of_text(), None),
            _ => (None, None),
        };
        let Some(part) = part else { return SeenValue::Same };
        let seen = match number {
            Some(_) if part.number == NumberPlace::Own => return SeenValue::Same,
            Some(number) => part.with_number(number, words),
            None if part.has_text => format!("{}{words}{}", part.before, part.behind),
            None => part.words(),
        };
        match seen.trim() {
            "" if !words.trim().is_empty() => SeenValue::Nothing,
            seen if seen == words.trim() => SeenValue::Same,
            seen => SeenValue::Other(seen.to_owned()),
        }
    }

    fn of_number(&self, number: f64) -> Option<&FormatPart> {
        let numbers = &self.parts[..self.parts.len().min(PARTS - 1)];
        if numbers.iter().any(|part| part.condition.is_some()) {
            return numbers.iter().find(|part| part.holds(number));
        }
        let at = match numbers.len() {
            0 | 1 => 0,
            _ if number < 0.0 => 1,
            3 if number == 0.0 => 2,
            _ => 0,
        };
        numbers.get(at).filter(|part| !part.has_text)
    }

    fn of_text(&self) -> Option<&FormatPart> {
        let last = self.parts.last()?;
        (self.parts.len() == PARTS || last.has_text).then_some(last)
    }
}

impl FormatPart {
    /// Takes up a character, and those that belong to it.
    fn take(&mut self, c: char, rest: &mut std::str::Chars<'_>) {
        match c {
            '"' => {
                let text: String = rest.by_ref().take_while(|c| *c != '"').collect();
                self.say(&text);
            }
            '\\' | '!' => {
                if let Some(c) = rest.next() {
                    self.say(c.encode_utf8(&mut [0; 4]));
                }
            }
            // As wide as the next character, and filled with it.
            '_' | '*' => {
                rest.next();
            }
            '[' => {
                let text: String = rest.by_ref().take_while(|c| *c != ']').collect();
                self.bracket(&text);
            }
            '0' => self.place(NumberPlace::Shown),
            '#' | '?' => self.place(NumberPlace::NotZero),
            '.' | ',' if self.number > NumberPlace::None => {}
            '%' => {
                self.is_percent = true;
                self.say("%");
            }
            '@' => self.has_text = true,
            // Letters that no marks are around are of days, hours, 1E+05 and General.
            c if c.is_ascii_alphabetic() => self.number = NumberPlace::Own,
            '/' if self.number > NumberPlace::None => self.number = NumberPlace::Own,
            c => self.say(c.encode_utf8(&mut [0; 4])),
        }
    }

    fn say(&mut self, text: &str) {
        let is_before = self.number == NumberPlace::None && !self.has_text;
        (if is_before { &mut self.before } else { &mut self.behind }).push_str(text);
    }

    fn place(&mut self, place: NumberPlace) {
        self.number = self.number.max(place);
    }

    /// A condition, a currency's sign, or a colour.
    fn bracket(&mut self, text: &str) {
        let number = text.trim_start_matches(['<', '>', '=']);
        let sign = text.strip_suffix(number).unwrap_or_default();
        if let (false, Ok(number)) = (sign.is_empty(), number.trim().parse()) {
            self.condition = Some((sign.to_owned(), number));
        } else if let Some(sign) = text.strip_prefix('$') {
            let sign = sign.split('-').next().unwrap_or_default();
            self.say(sign);
        } else if matches!(text, "h" | "hh" | "m" | "mm" | "s" | "ss") {
            self.number = NumberPlace::Own;
        }
    }

    fn holds(&self, number: f64) -> bool {
        let Some((sign, limit)) = &self.condition else { return true };
        match sign.as_str() {
            "=" => number.total_cmp(limit).is_eq(),
            "<>" => number.total_cmp(limit).is_ne(),
            "<" => number < *limit,
            "<=" => number <= *limit,
            ">" => number > *limit,
            ">=" => number >= *limit,
            _ => false,
        }
    }

    fn words(&self) -> String {
        format!("{}{}", self.before, self.behind)
    }

    fn with_number(&self, number: f64, words: &str) -> String {
        let number = match self.number {
            NumberPlace::None => String::new(),
            NumberPlace::NotZero if number == 0.0 => String::new(),
            _ if self.is_percent => (number * 100.0).to_string(),
            _ if self.before.contains(['-', '(']) => words.trim_start_matches('-').to_owned(),
            _ => words.to_owned(),
        };
        format!("{}{number}{}", self.before, self.behind)
    }
}

/// The code of a format that a workbook names by a number alone.
pub(super) fn known(number: usize) -> Option<&'static str> {
    Some(match number {
        9 => "0%",
        10 => "0.00%",
        41 | 42 => "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ",
        43 | 44 => "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_of_numbers() {
        for (code, number, seen) in [
            (";;;", 5.0, ""),
            ("\"\"", 5.0, ""),
            ("0;-0;;@", 0.0, ""),
            ("0;-0;;@", 5.0, "5"),
            ("0;-0;;@", -5.0, "-5"),
            ("#", 0.0, ""),
            ("#", 7.0, "7"),
            ("#,##0", 0.0, "0"),
            ("0\"件\"", 12.0, "12件"),
            ("0\\件", 12.0, "12件"),
            ("\"1\"0", 2.0, "12"),
            ("[=0]\"-\";0", 0.0, "-"),
            ("[=0]\"-\";0", 3.0, "3"),
            ("[=0]\"-\";General", 3.0, "3"),
            ("[=0]\"\";General", 0.0, ""),
            ("[Red][<10]0;[Blue]0", 3.0, "3"),
            ("[>=100]\"多\";0", 100.0, "多"),
            ("0;\\-0;\"/\"", 0.0, "/"),
            ("0;-0;\"无\";@", 0.0, "无"),
            ("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", 0.0, "-"),
            ("0%", 0.5, "50%"),
            ("yyyy\"年\"m\"月\"", 45000.0, "45000"),
            ("# ?/?", 0.5, "0.5"),
            ("General", 5.0, "5"),
            ("0.00E+00", 5.0, "5"),
            ("@", 5.0, "5"),
        ] {
            let value = CellValue::Number(number);
            let words = number.to_string();
            let found = NumberFormat::new(code).map(|format| format.seen(&value, &words));
            let expected = match seen {
                "" => SeenValue::Nothing,
                seen if seen == words => SeenValue::Same,
                seen => SeenValue::Other(seen.to_owned()),
            };
            assert_eq!(found.unwrap_or(SeenValue::Same), expected, "{code} {number}");
        }
        for plain in ["General", "0", "#,##0", "0.00", "@", "0_ ", "0;-0", "#,##0_);[Red]-#,##0_)"]
        {
            assert_eq!(NumberFormat::new(plain), None, "{plain}");
        }
    }

    #[test]
    fn what_is_seen_of_texts() {
        for (code, seen) in [
            (";;;", SeenValue::Nothing),
            ("0;0;0;", SeenValue::Nothing),
            ("0;-0;;@", SeenValue::Same),
            ("@\"件\"", SeenValue::Other("5件".to_owned())),
            ("0\"件\"", SeenValue::Same),
        ] {
            let value = CellValue::Text("5".to_owned());
            let format = NumberFormat::new(code).unwrap();
            assert_eq!(format.seen(&value, "5"), seen, "{code}");
        }
    }
}
