//! A report in reading order, for the forms that flow: web page and Word document.

use std::borrow::Cow;

use crate::layout::subheading;
use crate::report::{Report, Signature};
use crate::zh;

/// One part of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReportPart<'a> {
    /// The report's title.
    Title(&'a str),
    /// A section's heading.
    Heading(&'a str),
    /// A heading below it, alone in its paragraph.
    Subheading(&'a str),
    /// A paragraph: the heading that it begins with, if any, and the rest.
    Paragraph(&'a str, &'a str),
    /// A table of the edition, by its index.
    Table(usize),
    /// Who signs and when.
    Signature(&'a Signature),
}

/// The parts that there are; nothing empty.
pub(super) fn parts(report: &Report) -> Vec<ReportPart<'_>> {
    let mut parts = vec![ReportPart::Title(&report.title)];
    add_prose(&mut parts, &report.lead_in);
    for (section, number) in report.sections.iter().zip(1..) {
        parts.push(ReportPart::Heading(section.heading.trim()));
        add_prose(&mut parts, &section.before);
        parts.extend(report.edition().table_in(number).map(ReportPart::Table));
        add_prose(&mut parts, &section.after);
    }
    parts.push(ReportPart::Signature(&report.signature));
    parts.retain(|part| !part.is_empty());
    parts
}

fn add_prose<'a>(parts: &mut Vec<ReportPart<'a>>, text: &'a str) {
    for paragraph in text.lines().map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let (head, body) = paragraph.split_at(subheading(paragraph).unwrap_or(0));
        parts.push(match body.trim() {
            "" => ReportPart::Subheading(head),
            _ => ReportPart::Paragraph(head, body),
        });
    }
}

impl ReportPart<'_> {
    fn is_empty(&self) -> bool {
        match self {
            Self::Title(text) | Self::Heading(text) => text.trim().is_empty(),
            Self::Signature(signature) => signature.name.is_empty() && signature.date.is_empty(),
            Self::Subheading(_) | Self::Paragraph(..) | Self::Table(_) => false,
        }
    }
}

/// Text as a page or a document may hold it: a mark for each character that none may, a space for a
/// line's end.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.contains('\n') {
        zh::shown(&text.replace('\n', " ")).into_owned().into()
    } else {
        zh::shown(text)
    }
}
