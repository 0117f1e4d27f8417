//! The findings as the window lists them: equal ones in one line, under what they are a matter of, or
//! problem by problem from the first place to the last.

use crate::app::{App, Document};
use crate::finding::{Finding, FindingId, Severity};
use crate::report::Report;
use crate::report::place::Place;
use crate::rules::{FindingGroup, FindingKind, Matter, blank_row, problem_count};

/// One line of the list: a finding, or equal ones.
#[derive(Clone, Debug)]
pub struct ListingLine<'a> {
    /// The report they are of.
    pub report: &'a Report,
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
    /// The problems that the line stands for, each as a line of its own: the blank cells of one row
    /// are one.
    #[must_use]
    pub fn problems(&self) -> Vec<ListingLine<'a>> {
        let edition = self.report.edition();
        let row = |finding: &Finding| blank_row(edition, finding);
        let mut lines: Vec<ListingLine<'a>> = Vec::new();
        for finding in &self.all {
            match lines.last_mut() {
                Some(line) if row(finding).is_some() && row(finding) == row(line.finding) => {
                    line.all.push(finding);
                }
                _ => lines.push(ListingLine { finding, all: vec![finding], ..self.clone() }),
            }
        }
        lines
    }

    /// How many blank cells of one table the line is about; none where it is about something else.
    #[must_use]
    pub fn blanks(&self) -> Option<usize> {
        let blank = self.finding.waived.is_none() && self.finding.fills_blank();
        blank.then_some(self.all.len())
    }

    /// For how many problems the line counts.
    #[must_use]
    pub fn count(&self) -> usize {
        problem_count(self.report.edition(), self.all.iter().copied())
    }

    /// The names of all its findings, the first one first.
    #[must_use]
    pub fn ids(&self) -> Vec<FindingId> {
        self.all.iter().map(|finding| finding.id()).collect()
    }

    /// Where it is: of several blank cells their row, or the table where they are in several rows.
    #[must_use]
    pub fn place(&self) -> String {
        let place = match (&self.finding.place, self.blanks()) {
            (Place::Cell(id), Some(2..)) if self.count() > 1 => Place::Table(id.table),
            (Place::Cell(id), Some(2..)) => {
                let row = blank_row(self.report.edition(), self.finding).map_or(0, |(_, row)| row);
                Place::Row(id.table, row)
            }
            (place, _) => place.clone(),
        };
        place.words(self.report)
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> String {
        match self.blanks() {
            Some(count) if count > 1 => {
                format!("{}有 {count} 格空白。没有的事项应当填 0。", self.place())
            }
            _ => self.finding.message.clone(),
        }
    }
}

/// All lines by weight: what blocks, contradictions, form, style; waived ones last in each.
#[must_use]
pub fn lines(app: &App) -> Vec<ListingLine<'_>> {
    let Some(document) = app.document() else { return Vec::new() };
    document.groups().iter().filter_map(|group| line(document, group, |_| true)).collect()
}

/// The lines that are listed: those that the clerk wants to see, in the order in which they are gone
/// through.
#[must_use]
pub fn listed(app: &App) -> Vec<ListingLine<'_>> {
    let Some(document) = app.document() else { return Vec::new() };
    let takes = |finding: &Finding| app.problem_filter().takes(document.report(), finding);
    app.problem_rows().iter().filter_map(|group| line(document, group, takes)).collect()
}

/// The line of a group, without findings that are no faults yet.
fn line<'a>(
    document: &'a Document,
    group: &'a FindingGroup,
    takes: impl Fn(&Finding) -> bool,
) -> Option<ListingLine<'a>> {
    let FindingGroup { matter, kind, members, .. } = group;
    let findings = members.iter().filter_map(|index| document.findings().get(*index));
    let all: Vec<_> =
        findings.filter(|finding| !document.is_pending(finding) && takes(finding)).collect();
    let finding = *all.first()?;
    Some(ListingLine { report: document.report(), finding, all, matter: *matter, kind })
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
