//! Findings → what of the pages they are about.

use super::sheets::{Area, Sheets};
use crate::finding::{FindingId, Severity};
use crate::font::Fonts;
use crate::report::place::Place;

/// A finding on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageMark {
    /// The finding that the mark is for.
    pub finding: FindingId,
    /// How much it weighs.
    pub severity: Severity,
    /// Whether it stands for a written reason.
    pub waived: bool,
    /// What is wrong.
    pub message: String,
    /// The areas of the page that the finding is about; at least one.
    pub areas: Vec<Area>,
    /// What the areas are.
    pub shows: Shows,
    /// Whether its sign stands here: on the first of its pages.
    pub first: bool,
}

/// What the areas of a mark are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The words that the finding is about.
    Words,
    /// The cells that it is about.
    Cells,
    /// Only what is near: a blank field, or a whole one.
    Near,
}

/// Every finding on every page where it shows.
pub(super) fn marks(sheets: &Sheets, fonts: &Fonts) -> Vec<(usize, PageMark)> {
    let mut marks: Vec<(usize, PageMark)> = Vec::new();
    for finding in &sheets.input.findings {
        let mut areas = match finding.place {
            // A whole field, row or table is not marked all over.
            Place::Text(..) | Place::Cell(_) | Place::Column(_) => {
                sheets.areas(&finding.place, fonts)
            }
            _ => Vec::new(),
        };
        let mut shows =
            if matches!(finding.place, Place::Text(..)) { Shows::Words } else { Shows::Cells };
        if areas.is_empty() {
            shows = Shows::Near;
            areas.extend(sheets.near(&finding.place, fonts));
        }
        let mut last = None;
        for (page, area) in areas {
            if last == Some(page)
                && let Some((_, mark)) = marks.last_mut()
            {
                mark.areas.push(area);
                continue;
            }
            let mark = PageMark {
                finding: finding.id(),
                severity: finding.severity,
                waived: finding.waived.is_some(),
                message: finding.message.clone(),
                areas: vec![area],
                shows,
                first: last.is_none(),
            };
            last = Some(page);
            marks.push((page, mark));
        }
    }
    marks
}
