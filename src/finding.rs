//! What is wrong with a report, where, and how it can be mended.

use crate::report::place::Place;
use crate::report::{Edit, Report};
use crate::zh::numeral;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// B: blocks saving, and so exporting and printing.
    Blocks,
    /// E: to be mended before the report is published.
    Error,
    /// W: may be right; can be waived with a written reason.
    Warning,
    /// I: worth knowing.
    Info,
}

impl Severity {
    /// The letter that scripts see.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Blocks => "B",
            Self::Error => "E",
            Self::Warning => "W",
            Self::Info => "I",
        }
    }

    /// The word that a clerk sees.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Blocks => "不能保存",
            Self::Error => "须改正",
            Self::Warning => "提醒",
            Self::Info => "提示",
        }
    }
}

/// One thing that is wrong, or may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code, R01 to R43.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The other side, where two places contradict each other: the cell that a sentence is
    /// about, the items that a sum is of.
    pub other: Option<Place>,
    /// What is wrong, with the figures in it, and what to do.
    pub message: String,
    /// What a machine can do about it.
    pub fix: Option<Fix>,
    /// The clerk's reason, where the finding was waived.
    pub waived: Option<String>,
}

/// A mend that the clerk may accept: ordinary edits under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the button says: 补 0.
    pub label: String,
    /// The edits, in order. Those that splice one field stand from its end to its start, so that
    /// each finds its stretch where the unmended text has it.
    pub edits: Vec<Edit>,
}

impl Place {
    /// The section (1 to 6) that the place is in, where it is in one.
    #[must_use]
    pub fn section(&self, report: &Report) -> Option<u8> {
        use crate::report::place::Field;
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

    /// Where it is, in a clerk's words: 表三“（一）予以公开”自然人, 第一部分第 3 段.
    #[must_use]
    pub fn words(&self, report: &Report) -> String {
        use crate::report::place::Field;
        let tables = &report.edition().tables;
        let name = |table: usize| tables.get(table).map_or("", |t| t.name.as_str());
        let last = |path: Option<&[String]>| path.and_then(|p| p.last().cloned());
        let row = last(self.row(report)).map(|label| format!("“{label}”"));
        let column = last(self.column(report));
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

/// Which paragraph of several stands at a place of a text, as words.
fn paragraph(text: &str, at: usize) -> Option<String> {
    let paragraphs = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    let end = text.get(at..)?.find('\n').map_or(text.len(), |end| at + end);
    let number = paragraphs(text.get(..end)?).max(1);
    (paragraphs(text) > 1).then(|| format!("第 {number} 段"))
}

fn section_of(report: &Report, table: usize) -> Option<u8> {
    report.edition().tables.get(table).map(|table| table.section)
}
