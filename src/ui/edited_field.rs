//! Cut, copy, paste and comments by a menu: a menu takes the keyboard, so the field that is meant is the
//! one that had it last.

use std::ops::Range;

use egui::text::CCursorRange;
use egui::text_edit::TextEditState;
use egui::{Context, Id, Popup, ViewportCommand};

use super::prose;
use crate::app::{App, CommentsCommand, DocumentCommand, EditRequest, NavigationCommand, Part};
use crate::report::place::{Field, Place};
use crate::report::{CommentPlace, Report};
use crate::ui::commands::Commands;

/// The field of text that has the keyboard, or last had it.
#[derive(Clone, Debug, Default)]
pub struct EditedField {
    id: Option<Id>,
    /// What was selected in it while it had the keyboard: in a field, in bytes of its text.
    selected: Option<(Field, Range<usize>)>,
    /// What was selected in a field of whatever kind, in characters of its text.
    range: Option<CCursorRange>,
    /// Whether a menu has taken the keyboard from it: what was selected is selected again when it comes
    /// back.
    away: bool,
}

impl EditedField {
    /// Notes which field has the keyboard, and has done there what a menu asks for. What is asked of
    /// cells their grid does.
    pub fn carry_out(&mut self, ctx: &Context, app: &App, out: &mut Commands) {
        let focused = ctx.memory(egui::Memory::focused);
        if let Some(id) = focused.filter(|id| TextEditState::load(ctx, *id).is_some()) {
            if self.away && self.id == Some(id) {
                self.select_again(ctx, id);
            }
            self.away = false;
            self.id = Some(id);
            let state = TextEditState::load(ctx, id);
            self.range = state.and_then(|state| state.cursor.char_range());
            if let (Some(Place::Field(field)), Some(document)) = (app.cursor(), app.document()) {
                let range = prose::selection(ctx, *field, document.report().text(*field));
                self.selected = range.map(|range| (*field, range));
            }
        }
        if Popup::is_any_open(ctx) {
            self.away = true;
        } else if focused.is_some() && focused != self.id {
            self.away = false;
        }
        let Some(request) = app.edit_request() else { return };
        if request == EditRequest::NextHeading {
            // Wherever one is: from a cell it leads into section one.
            out.push(NavigationCommand::Edited);
            out.push(next_heading(ctx, app));
            return;
        }
        if matches!(app.cursor(), Some(Place::Cell(_))) {
            return;
        }
        out.push(NavigationCommand::Edited);
        if matches!(request, EditRequest::Comment | EditRequest::PutComment) {
            let report = app.document().map(crate::app::Document::report);
            let place = report.and_then(|report| self.place(app, report));
            out.extend(
                report.map(|report| comment(report, &place.unwrap_or(Place::Report), request)),
            );
            return;
        }
        let Some(id) = self.id else { return };
        ctx.memory_mut(|memory| memory.request_focus(id));
        self.select_again(ctx, id);
        ask(ctx, request);
    }

    /// Selects what was selected before a menu took the keyboard, unless the mouse chooses anew.
    fn select_again(&self, ctx: &Context, id: Id) {
        let Some(mut state) = TextEditState::load(ctx, id) else { return };
        if !ctx.input(|input| input.pointer.any_pressed()) && self.range.is_some() {
            state.cursor.set_char_range(self.range);
            state.store(ctx, id);
        }
    }

    /// The words that are selected, else the paragraph that the cursor is in, else the table that is
    /// shown.
    fn place(&self, app: &App, report: &Report) -> Option<Place> {
        let field = match (app.cursor(), app.part()) {
            (Some(Place::Field(field) | Place::Text(field, _)), _) => *field,
            (_, Part::Section(section)) => {
                return report.edition().table_in(section).map(Place::Table);
            }
            _ => return None,
        };
        let text = report.text(field);
        if field == Field::Agency || text.is_empty() {
            return None;
        }
        let kept = self.selected.clone().filter(|(of, _)| *of == field);
        let range = kept.map_or(0..0, |(_, range)| range);
        let whole =
            if field.is_line() { 0..text.len() } else { prose::paragraph(text, range.start) };
        let range = if range.is_empty() { whole } else { range };
        // A selection of whole paragraphs ends before the line end.
        let words = text.get(range.clone())?;
        let start = range.start + words.len() - words.trim_start().len();
        Some(Place::Text(field, start..start + words.trim().len()))
    }
}

/// What is asked of the comments about a place.
pub fn comment(report: &Report, place: &Place, request: EditRequest) -> CommentsCommand {
    let place = CommentPlace::of(report, place);
    match request {
        EditRequest::PutComment => CommentsCommand::PutAt(place),
        _ => CommentsCommand::Ask(place),
    }
}

/// Goes on to the next heading of the text that the cursor is in, else to the first of section one.
fn next_heading(ctx: &Context, app: &App) -> DocumentCommand {
    let here = match app.cursor() {
        Some(Place::Field(field) | Place::Text(field, _)) => Some(*field),
        _ => None,
    };
    let text = |field| app.document().map_or("", |document| document.report().text(field));
    let from = here.and_then(|field| prose::caret(ctx, field, text(field)));
    DocumentCommand::NextHeading { field: here.unwrap_or(Field::Before(1)), from }
}

/// Asks the window's system for the event that a key for it would give.
pub fn ask(ctx: &Context, request: EditRequest) {
    let asked = match request {
        EditRequest::Cut => ViewportCommand::RequestCut,
        EditRequest::Copy => ViewportCommand::RequestCopy,
        EditRequest::Paste => ViewportCommand::RequestPaste,
        EditRequest::FillDown
        | EditRequest::FillRight
        | EditRequest::FillBlock
        | EditRequest::Comment
        | EditRequest::PutComment
        | EditRequest::NextHeading => return,
    };
    ctx.send_viewport_cmd(asked);
}
