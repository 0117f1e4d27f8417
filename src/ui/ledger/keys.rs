//! What the keys do in the list: arrows walk it, what is typed goes into the cell, Enter opens the
//! form.

use egui::{Event, EventFilter, Key, Modifiers, Response, Ui};

use super::LedgerScreen;
use super::cells::{ListColumn, is_hidden, words};
use super::editor::{CellEditor, EditEnd};
use super::list::{ROW, index};
use crate::app::ledger::document::LedgerDocument;
use crate::app::ledger::overview::Overview;
use crate::app::{App, LedgerCommand};
use crate::ledger::{Request, RequestField};
use crate::ui::commands::Commands;

type Columns<'a> = &'a [(ListColumn, f32, f32)];

/// Takes the list's keys.
pub(super) fn list(
    ui: &Ui,
    app: &App,
    (document, overview): (&LedgerDocument, &Overview),
    (view, response, columns): (&mut LedgerScreen, &Response, Columns<'_>),
    out: &mut Commands,
) {
    let filter =
        EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let selected = app.ledger_view().selected;
    let at = selected.and_then(|row| overview.rows.iter().position(|r| index(*r) == row));
    if let Some(next) = walked(ui, (at, overview.rows.len()), response.rect.height()) {
        let row = overview.rows.get(next).map(|row| index(*row));
        view.reveal = true;
        out.push(LedgerCommand::Select(row));
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowRight) {
        view.column = (view.column + 1).min(columns.len().saturating_sub(1));
    }
    if pressed(Key::ArrowLeft) {
        view.column = view.column.saturating_sub(1);
    }
    let Some((row, request)) =
        selected.and_then(|row| Some((row, document.ledger().requests.get(row)?)))
    else {
        return;
    };
    let field = columns.get(view.column).and_then(|(column, ..)| column.field());
    if pressed(Key::Enter) {
        view.in_form = true;
        view.focus_field = Some(field.unwrap_or(RequestField::Received));
    } else if pressed(Key::F2) {
        edit(app, (row, request), (view, columns), None);
    } else if let Some(field) = field.filter(|_| pressed(Key::Delete)) {
        // A name that is not seen is not deleted by one key.
        if !(field == RequestField::Applicant && is_hidden(app, request)) {
            out.push(LedgerCommand::Write { row, field, text: String::new() });
            out.push(LedgerCommand::EndField);
        }
    }
    typed(ui, app, (row, request), (view, columns));
}

/// What is typed begins to replace the cell; a copy is of the cell.
fn typed(
    ui: &Ui,
    app: &App,
    (row, request): (usize, &Request),
    (view, columns): (&mut LedgerScreen, Columns<'_>),
) {
    let Some(field) = columns.get(view.column).and_then(|(column, ..)| column.field()) else {
        return;
    };
    let mut text = String::new();
    let mut copies = false;
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Text(typed) | Event::Paste(typed) => {
                text.push_str(typed);
                false
            }
            Event::Copy => {
                copies = true;
                false
            }
            _ => true,
        });
    });
    if copies {
        ui.ctx().copy_text(words(app, request, field));
    }
    // One line of what was pasted goes into a cell.
    let first = text.lines().next().unwrap_or_default().trim_end_matches('\t');
    if !first.trim().is_empty() {
        edit(app, (row, request), (view, columns), Some(first.to_owned()));
    }
}

/// Begins to type in the cell that the keyboard stands in. A hidden name is shown first.
pub(super) fn edit(
    app: &App,
    (row, request): (usize, &Request),
    (view, columns): (&mut LedgerScreen, Columns<'_>),
    typed: Option<String>,
) {
    let Some(field) = columns.get(view.column).and_then(|(column, ..)| column.field()) else {
        return;
    };
    if field == RequestField::Applicant && is_hidden(app, request) {
        view.in_form = true;
        view.revealed = Some(row);
        view.focus_field = Some(field);
        return;
    }
    view.editor = Some(CellEditor::new(row, field, request.words(field), typed));
}

/// Goes on where typing in a cell has ended.
pub(super) fn after_edit(
    end: EditEnd,
    (at, overview): (usize, &Overview),
    (view, columns): (&mut LedgerScreen, Columns<'_>),
    out: &mut Commands,
) {
    view.focus_list = true;
    out.push(LedgerCommand::EndField);
    match end {
        EditEnd::Down => {
            if let Some(next) = overview.rows.get(at + 1) {
                out.push(LedgerCommand::Select(Some(index(*next))));
            }
        }
        EditEnd::Right => view.column = (view.column + 1).min(columns.len().saturating_sub(1)),
        EditEnd::Left => view.column = view.column.saturating_sub(1),
        EditEnd::Open | EditEnd::Closed => {}
    }
}

/// The place in the list that a key leads to.
fn walked(ui: &Ui, (at, count): (Option<usize>, usize), height: f32) -> Option<usize> {
    let last = count.checked_sub(1)?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Some dozens of rows.
    let page = ((height / ROW) as usize).saturating_sub(1).max(1);
    let pressed =
        |modifiers, key| ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
    let (none, ctrl) = (Modifiers::NONE, Modifiers::COMMAND);
    let (down, up) = (pressed(none, Key::ArrowDown), pressed(none, Key::ArrowUp));
    let (on, back) = (pressed(none, Key::PageDown), pressed(none, Key::PageUp));
    let first = pressed(ctrl, Key::Home) + pressed(none, Key::Home) > 0;
    let end = pressed(ctrl, Key::End) + pressed(none, Key::End) > 0;
    if first || end {
        return Some(if first { 0 } else { last });
    }
    if down + up + on + back == 0 {
        return None;
    }
    let Some(at) = at else { return Some(if up + back > 0 { last } else { 0 }) };
    Some((at + down + on * page).saturating_sub(up + back * page).min(last))
}
