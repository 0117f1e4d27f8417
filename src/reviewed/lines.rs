//! A report as the paragraphs and tables that its Word file has, in order.

use std::ops::Range;

use crate::report::Report;
use crate::report::place::Field;

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ReportItem {
    Line(ReportLine),
    /// A table of the edition, by its index.
    Table(usize),
}

/// A paragraph: where it is in its field, and its words without the spaces around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReportLine {
    pub field: Field,
    pub range: Range<usize>,
    pub text: String,
}

/// The paragraphs and tables of a report that its Word file has.
pub(super) fn items(report: &Report) -> Vec<ReportItem> {
    let mut items = Vec::new();
    for field in Report::printed_fields() {
        let text = report.text(field);
        let mut at = 0;
        for piece in text.split_inclusive('\n') {
            let words = piece.trim();
            if !words.is_empty() {
                let start = at + (piece.len() - piece.trim_start().len());
                let range = start..start + words.len();
                items.push(ReportItem::Line(ReportLine { field, range, text: words.to_owned() }));
            }
            at += piece.len();
        }
        if let Field::Before(section) = field {
            items.extend(report.edition().table_in(section).map(ReportItem::Table));
        }
    }
    items
}

/// Words without any white space.
pub(super) fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
