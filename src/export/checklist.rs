//! The checklist before publishing as a PDF, for the file cover.

use super::pdf::pdf;
use crate::font::Fonts;
use crate::layout::{self, ChecklistRow};
use crate::report::Report;
use crate::rules::checklist::{Item, counts};

/// The checklist of a report as a PDF to be printed and signed.
#[must_use]
pub fn checklist(report: &Report, items: &[Item], fonts: &Fonts) -> Vec<u8> {
    let row = |item: &Item| ChecklistRow {
        point: item.point.title().to_owned(),
        result: item.state.word().to_owned(),
        remarks: item.remarks(),
    };
    let rows: Vec<ChecklistRow> = items.iter().map(row).collect();
    pdf(&layout::checklist(report, &counts(items), &rows, fonts).document, fonts)
}
