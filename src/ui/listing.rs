//! The findings as the window lists them: the blank cells of one table are one line.

use crate::app::App;
use crate::finding::{Finding, FindingId, Severity};
use crate::report::Edit;
use crate::report::place::{CellId, Place};

/// One line of the list.
#[derive(Clone, Debug)]
pub struct ListingLine<'a> {
    /// The finding to go to.
    pub finding: &'a Finding,
    /// All findings that the line is about.
    pub all: Vec<FindingId>,
    /// Where the line stands for all blank cells of a table: how many, and what fills them.
    pub blanks: Option<(usize, Vec<Edit>)>,
}

impl ListingLine<'_> {
    /// What is wrong.
    #[must_use]
    pub fn message(&self, table: &str) -> String {
        match &self.blanks {
            Some((count, _)) if *count > 1 => {
                format!("{table}有 {count} 格空白。没有的事项应当填 0。")
            }
            _ => self.finding.message.clone(),
        }
    }
}

/// The lines, worst first; waived findings last.
#[must_use]
pub fn lines(app: &App) -> Vec<ListingLine<'_>> {
    let mut lines: Vec<ListingLine<'_>> = Vec::new();
    let pending = |finding: &Finding| app.document().is_some_and(|d| d.is_pending(finding));
    for finding in app.findings_by_severity().into_iter().filter(|f| !pending(f)) {
        let fills = blank_cell(finding).zip(finding.fix.as_ref());
        let Some((cell, fix)) = fills else {
            lines.push(ListingLine { finding, all: vec![finding.id()], blanks: None });
            continue;
        };
        let same = |line: &&mut ListingLine<'_>| {
            line.blanks.is_some() && blank_cell(line.finding).is_some_and(|c| c.table == cell.table)
        };
        if let Some(line) = lines.iter_mut().find(same) {
            line.all.push(finding.id());
            if let Some((count, edits)) = &mut line.blanks {
                *count += 1;
                edits.extend(fix.edits.iter().cloned());
            }
        } else {
            let blanks = Some((1, fix.edits.clone()));
            lines.push(ListingLine { finding, all: vec![finding.id()], blanks });
        }
    }
    lines
}

/// The cell of a finding that says that a cell to be typed in is blank.
fn blank_cell(finding: &Finding) -> Option<CellId> {
    let fills = finding
        .fix
        .as_ref()
        .is_some_and(|fix| fix.edits.iter().all(|edit| matches!(edit, Edit::Value(..))));
    match &finding.place {
        Place::Cell(id) if finding.code == "R06" && finding.waived.is_none() && fills => Some(*id),
        _ => None,
    }
}

/// How many lines there are of each severity, waived ones aside.
#[must_use]
pub fn counts(lines: &[ListingLine<'_>]) -> [(Severity, usize); 4] {
    [Severity::Blocks, Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let same = |line: &&ListingLine<'_>| {
            line.finding.severity == severity && line.finding.waived.is_none()
        };
        (severity, lines.iter().filter(same).count())
    })
}
