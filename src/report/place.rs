//! A place in a report, as a value that travels with findings, edits and page items.

use std::ops::Range;

use super::Report;
use crate::zh::numeral;

/// One number cell: a table of the edition, and the cell's index in it, row by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    /// Index into the edition's tables.
    pub table: usize,
    /// Index into the table's cells.
    pub index: usize,
}

/// One field of text. Sections are numbered 1 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Full name of the agency (机关全称).
    Agency,
    /// The report's title (标题).
    Title,
    /// The text between the title and section one.
    LeadIn,
    /// A section's heading with its number.
    Heading(u8),
    /// A section's prose; in a section with a table, the prose before the table.
    Before(u8),
    /// The prose after a section's table.
    After(u8),
    /// Who signs (署名).
    SignatureName,
    /// The date of the signature (成文日期).
    SignatureDate,
}

/// A place in a report.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The report as a whole.
    Report,
    /// The year.
    Year,
    /// A whole field of text.
    Field(Field),
    /// A stretch of a field, in bytes of its text.
    Text(Field, Range<usize>),
    /// A whole table.
    Table(usize),
    /// A row: table, row.
    Row(usize, usize),
    /// A column: table, index of its topmost cell's column; the cell names both.
    Column(CellId),
    /// One cell.
    Cell(CellId),
}

impl Place {
    /// The section (1 to 6) that the place is in, where it is in one.
    #[must_use]
    pub fn section(&self, report: &Report) -> Option<u8> {
        match self {
            Self::Report | Self::Year => None,
            Self::Field(field) | Self::Text(field, _) => match field {
                Field::Heading(n) | Field::Before(n) | Field::After(n) => Some(*n),
                _ => None,
            },
            Self::Table(table) | Self::Row(table, _) => section_of(report, *table),
            Self::Column(id) | Self::Cell(id) => section_of(report, id.table),
        }
    }

    /// The label path of the row, where the place is a row or a cell.
    #[must_use]
    pub fn row<'a>(&self, report: &'a Report) -> Option<&'a [String]> {
        let tables = &report.edition().tables;
        match self {
            Self::Row(table, row) => Some(&tables.get(*table)?.rows.get(*row)?.path),
            Self::Cell(id) => Some(&tables.get(id.table)?.row_of(id.index).path),
            _ => None,
        }
    }

    /// The label path of the column, where the place is a column or a cell.
    #[must_use]
    pub fn column<'a>(&self, report: &'a Report) -> Option<&'a [String]> {
        match self {
            Self::Column(id) | Self::Cell(id) => {
                let table = report.edition().tables.get(id.table)?;
                Some(&table.column_of(id.index).path)
            }
            _ => None,
        }
    }

    /// Where it is, in a clerk's words: 表三“（一）予以公开”自然人, 表四行政复议·结果维持, 第一部分第 3 段.
    #[must_use]
    pub fn words(&self, report: &Report) -> String {
        let tables = &report.edition().tables;
        let name = |table: usize| tables.get(table).map_or("", |t| t.name.as_str());
        let last = |path: Option<&[String]>| path.and_then(|p| p.last().cloned());
        let row = last(self.row(report)).map(|label| format!("“{label}”"));
        let column = match self {
            Self::Column(id) | Self::Cell(id) => {
                tables.get(id.table).map(|table| table.column_words(id.index))
            }
            _ => None,
        };
        match self {
            Self::Report => "全文".into(),
            Self::Year => "年度".into(),
            Self::Text(field, range) => {
                let part = Self::Field(*field).words(report);
                part + &paragraph(report.text(*field), range.start).unwrap_or_default()
            }
            Self::Field(field) => match field {
                Field::Agency => "机关全称".into(),
                Field::Title => "标题".into(),
                Field::LeadIn => "标题下的说明".into(),
                Field::Heading(n) => format!("第{}部分标题", numeral(u32::from(*n))),
                Field::Before(n) | Field::After(n) => format!("第{}部分", numeral(u32::from(*n))),
                Field::SignatureName => "署名".into(),
                Field::SignatureDate => "成文日期".into(),
            },
            Self::Table(table) => name(*table).into(),
            Self::Row(table, _) => format!("{}{}", name(*table), row.unwrap_or_default()),
            Self::Column(id) => format!("{} {}", name(id.table), column.unwrap_or_default()),
            Self::Cell(id) => {
                let (row, column) = (row.unwrap_or_default(), column.unwrap_or_default());
                format!("{}{row}{column}", name(id.table))
            }
        }
    }
}

/// The number of the paragraph at a byte of a text, in words; `None` where there is only one.
fn paragraph(text: &str, at: usize) -> Option<String> {
    let paragraphs = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    let end = text.get(at..)?.find('\n').map_or(text.len(), |end| at + end);
    let number = paragraphs(text.get(..end)?).max(1);
    (paragraphs(text) > 1).then(|| format!("第 {number} 段"))
}

fn section_of(report: &Report, table: usize) -> Option<u8> {
    report.edition().tables.get(table).map(|table| table.section)
}
