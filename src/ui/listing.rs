//! The findings as the window lists them: equal ones in one line, under what they are a matter of.

use crate::app::{App, Document};
use crate::finding::{Finding, FindingId, Severity};
use crate::rules::{FindingGroup, FindingKind, Matter};

/// One line of the list: a finding, or equal ones.
#[derive(Clone, Debug)]
pub struct ListingLine<'a> {
    /// The first of them.
    pub finding: &'a Finding,
    /// All of them, in reading order.
    pub all: Vec<&'a Finding>,
    /// What they are a matter of.
    pub matter: Matter,
    /// What they have in common.
    pub kind: &'a FindingKind,
}

impl<'a> ListingLine<'a> {
    /// A line of one of its findings alone.
    #[must_use]
    pub fn member(&self, member: usize) -> Option<ListingLine<'a>> {
        let finding = *self.all.get(member)?;
        Some(ListingLine { finding, all: vec![finding], ..self.clone() })
    }

    /// How many blank cells of one table the line is about; none where it is about something else.
    #[must_use]
    pub fn blanks(&self) -> Option<usize> {
        let blank = self.finding.waived.is_none() && self.finding.fills_blank();
        blank.then_some(self.all.len())
    }

    /// For how many problems the line counts: the blank cells of a table are one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.blanks().map_or(self.all.len(), |_| 1)
    }

    /// The names of all its findings, the first one first.
    #[must_use]
    pub fn ids(&self) -> Vec<FindingId> {
        self.all.iter().map(|finding| finding.id()).collect()
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self, table: &str) -> String {
        match self.blanks() {
            Some(count) if count > 1 => format!("{table}有 {count} 格空白。没有的事项应当填 0。"),
            _ => self.finding.message.clone(),
        }
    }
}

/// The lines in their order: what blocks, contradictions, form, style; waived ones last in each.
#[must_use]
pub fn lines(app: &App) -> Vec<ListingLine<'_>> {
    let Some(document) = app.document() else { return Vec::new() };
    document.groups().iter().filter_map(|group| line(document, group)).collect()
}

/// The line of a group, without findings that are no faults yet.
fn line<'a>(document: &'a Document, group: &'a FindingGroup) -> Option<ListingLine<'a>> {
    let FindingGroup { matter, kind, members, .. } = group;
    let findings = members.iter().filter_map(|index| document.findings().get(*index));
    let all: Vec<_> = findings.filter(|finding| !document.is_pending(finding)).collect();
    let finding = *all.first()?;
    Some(ListingLine { finding, all, matter: *matter, kind })
}

/// How many problems there are of each severity, waived ones aside.
#[must_use]
pub fn counts(lines: &[ListingLine<'_>]) -> [(Severity, usize); 4] {
    [Severity::Blocks, Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let same = |line: &&ListingLine<'_>| {
            line.finding.severity == severity && line.finding.waived.is_none()
        };
        (severity, lines.iter().filter(same).map(ListingLine::count).sum())
    })
}
