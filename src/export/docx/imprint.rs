//! What a Word file carries of the text that it was exported with: a mark of each paragraph and of each
//! cell, and not one word of it. A program that changes the file leaves the part as it is, so that what
//! was changed in the file is told from what the report changed since.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};

use super::super::parts::{ReportPart, parts};
use crate::file::fingerprint;
use crate::grid::Grid;
use crate::report::{Filled, Report};
use crate::zh;

/// Names the part among others of its kind.
pub const IMPRINT: &str = "urn:nianbao:exported";

/// The marks of a report's paragraphs and tables, in the order of its Word file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// One for each paragraph or table.
    pub items: Vec<ImprintItem>,
}

/// The mark of a paragraph, or those of a table's cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImprintItem {
    /// A paragraph: its mark, and whether it is a field of one line (title, heading, signature), in
    /// which white space does not count.
    Line(u64, bool),
    /// The cells in the order of the [grid](Grid), labels too.
    Table(Vec<u64>),
}

/// Words without any white space.
#[must_use]
pub fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The mark of a paragraph, or of a field of one line or a cell, where white space does not count.
#[must_use]
pub fn mark(text: &str, one_line: bool) -> u64 {
    let shown = zh::shown(text);
    let words = if one_line { packed(&shown) } else { shown.trim().to_owned() };
    fingerprint(words.as_bytes())
}

impl Imprint {
    /// The marks of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut items = Vec::new();
        let one_line = |text: &str| ImprintItem::Line(mark(text, true), true);
        for part in parts(report) {
            match part {
                ReportPart::Title(text) | ReportPart::Heading(text) => items.push(one_line(text)),
                ReportPart::Subheading(text) => {
                    items.push(ImprintItem::Line(mark(text, false), false));
                }
                ReportPart::Paragraph(head, text) => {
                    items.push(ImprintItem::Line(mark(&format!("{head}{text}"), false), false));
                }
                ReportPart::Table(index) => {
                    let filled = Filled::new(&report.figures, index);
                    let cells = Grid::new(filled.form()).cells;
                    let marks = cells.iter().map(|cell| mark(&filled.words(&cell.content), true));
                    items.push(ImprintItem::Table(marks.collect()));
                }
                ReportPart::Signature(signature) => {
                    let lines = [&signature.name, &signature.date];
                    items.extend(lines.into_iter().filter(|l| !l.is_empty()).map(|l| one_line(l)));
                }
            }
        }
        Self { items }
    }

    /// The marks of the text of a part; `None` where it is not one of ours.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let number = |text: &str| u64::from_str_radix(text, 16).ok();
        let item = |word: &str| {
            let (kind, rest) = word.split_once(':')?;
            match kind {
                "p" => Some(ImprintItem::Line(number(rest)?, false)),
                "h" => Some(ImprintItem::Line(number(rest)?, true)),
                "t" => {
                    let marks: Option<Vec<u64>> = rest.split(',').map(number).collect();
                    Some(ImprintItem::Table(marks?))
                }
                _ => None,
            }
        };
        let items: Option<Vec<ImprintItem>> = text.split_whitespace().map(item).collect();
        items.filter(|items| !items.is_empty()).map(|items| Self { items })
    }

    fn words(&self) -> String {
        let mut words = String::new();
        for item in &self.items {
            let separator = if words.is_empty() { "" } else { " " };
            let _ = match item {
                ImprintItem::Line(mark, true) => write!(words, "{separator}h:{mark:016x}"),
                ImprintItem::Line(mark, false) => write!(words, "{separator}p:{mark:016x}"),
                ImprintItem::Table(marks) => {
                    let marks: Vec<String> = marks.iter().map(|m| format!("{m:016x}")).collect();
                    write!(words, "{separator}t:{}", marks.join(","))
                }
            };
        }
        words
    }

    /// The part itself.
    pub(super) fn part(&self) -> Markup {
        html! { exported xmlns=(IMPRINT) { (PreEscaped(self.words())) } }
    }
}

#[cfg(test)]
mod tests {
    use super::{Imprint, mark};

    #[test]
    fn marks_are_read_as_they_were_written() {
        let sample = include_bytes!("../../../assets/sample.ron");
        let report = crate::file::parse("sample", sample).unwrap().1;
        let imprint = Imprint::of(&report);
        assert!(imprint.items.len() > 12);
        assert_eq!(Imprint::read(&format!(" {}\n", imprint.words())), Some(imprint));
        for other in ["", "甲", "p:甲", "x:00", "p:00 t:1,,2"] {
            assert_eq!(Imprint::read(other), None, "{other}");
        }
        assert_ne!(mark("甲 乙", false), mark("甲乙", false));
        assert_eq!(mark("甲 乙", true), mark("甲\n乙", true));
    }
}
