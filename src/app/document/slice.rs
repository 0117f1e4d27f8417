//! Editing by command: edits, undo, filling with 0, text that is proposed.

use super::super::core::Core;
use super::messages::DocumentCommand;
use super::{proposals, size};
use crate::report::place::{CellId, Field, Place};
use crate::report::{Edit, Report, Value};

/// Does what is asked about the open report.
pub(crate) fn handle(core: &mut Core, command: DocumentCommand) {
    match command {
        DocumentCommand::Edit { label, edits, merge } => {
            let minute = core.now.minutes();
            let problem = core.change(|document| document.edit(&label, edits, merge, minute).err());
            core.notice = match (problem, merge) {
                (Some(problem), _) => Some(problem),
                (None, None) => Some(label),
                // What was said before was about something else.
                (None, Some(_)) => None,
            };
        }
        DocumentCommand::EndMerge => {
            if let Some(document) = &mut core.document {
                document.end_merge();
            }
        }
        DocumentCommand::Undo => {
            if let Some(label) = core.change(super::Document::undo) {
                core.notify(format!("已撤销：{label}"));
            }
        }
        DocumentCommand::Redo => {
            if let Some(label) = core.change(super::Document::redo) {
                core.notify(format!("已重做：{label}"));
            }
        }
        DocumentCommand::FillRow => fill_row(core),
        DocumentCommand::NextHeading { field, from } => next_heading(core, field, from),
        DocumentCommand::FillColumn => fill_column(core),
        DocumentCommand::FillTable => fill(core, core.table_at_hand()),
        DocumentCommand::FillReport => fill(core, None),
        DocumentCommand::ProposeLeadIn => {
            let settings = core.settings.get();
            let text = core.report().map(|report| proposals::lead_in(report, settings));
            write(core, "填入引言", Field::LeadIn, text);
        }
        DocumentCommand::InsertAspects => {
            let Some(report) = core.report() else { return };
            let (text, at) = proposals::with_aspects(report);
            core.edit("补上小标题", vec![Edit::Text(Field::Before(1), text)]);
            core.goto(Place::Text(Field::Before(1), at..at));
        }
        DocumentCommand::PasteRefused { characters, most } => {
            core.fail(size::paste_refused(characters, most));
        }
        DocumentCommand::InsertFeeSentence => {
            let text = core.report().map(|report| {
                let year = report.year.and_then(|year| i16::try_from(year).ok());
                let tally = core.ledger.tally.as_ref().filter(|t| Some(t.year) == year);
                let fees = tally.map(|tally| tally.fees).unwrap_or_default();
                proposals::with_fee_sentence(report, fees)
            });
            write(core, "填入信息处理费一句", Field::Before(6), text);
        }
    }
}

/// Puts a text that was proposed into its field, and goes there.
fn write(core: &mut Core, label: &str, field: Field, text: Option<String>) {
    if let Some(text) = text {
        core.edit(label, vec![Edit::Text(field, text)]);
        core.goto(Place::Field(field));
    }
}

/// Puts 0 into the blank cells of a table, or of all.
fn fill(core: &mut Core, table: Option<usize>) {
    let Some(report) = core.report() else { return };
    let edits = fill_edits(report, |id| table.is_none_or(|t| id.table == t));
    core.edit(format!("空白 {} 格补 0", edits.len()), edits);
}

fn fill_row(core: &mut Core) {
    let (Some(report), Some(Place::Cell(at))) = (core.report(), &core.shown.cursor) else {
        return;
    };
    let row = |id: CellId| report.edition().tables[id.table].cells[id.index].row;
    let edits = fill_edits(report, |id| id.table == at.table && row(id) == row(*at));
    core.edit(format!("本行空白 {} 格补 0", edits.len()), edits);
}

fn next_heading(core: &mut Core, field: Field, from: Option<usize>) {
    let Some(report) = core.report() else { return };
    match proposals::next_heading(report.text(field), from) {
        Some(at) => core.goto(Place::Text(field, at..at)),
        None => core.notify("这里没有（一）、（二）这样的小标题"),
    }
}

fn fill_column(core: &mut Core) {
    let (Some(report), Some(Place::Cell(at))) = (core.report(), &core.shown.cursor) else {
        return;
    };
    let form = &report.edition().tables[at.table];
    let column = |id: CellId| {
        let cell = &form.cells[id.index];
        (form.rows[cell.row].band, cell.column)
    };
    let edits = fill_edits(report, |id| id.table == at.table && column(id) == column(*at));
    core.edit(format!("本列空白 {} 格补 0", edits.len()), edits);
}

/// The edits that put 0 into the blank cells of which `wanted` is true.
fn fill_edits(report: &Report, wanted: impl Fn(CellId) -> bool) -> Vec<Edit> {
    let figures = &report.figures;
    let blank = |id: &CellId| !figures.is_total(*id) && *figures.typed(*id) == Value::Blank;
    figures
        .cells()
        .filter(|id| wanted(*id))
        .filter(blank)
        .filter_map(|id| Some(Edit::Value(id, Value::read(figures.cell(id)?.kind, "0"))))
        .collect()
}
