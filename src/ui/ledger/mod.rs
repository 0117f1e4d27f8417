//! The ledger of requests: the list, what is below it, and what stands around both.

mod cells;
mod combo;
mod due;
mod editor;
mod fields;
mod form;
mod keys;
mod list;
mod nav;
mod panel;
mod result;
mod rooms;
mod standing;
mod status;
mod strip;
mod timeline;
mod title;

use egui::{Id, Rect, Ui, UiBuilder};

pub(super) use due::show as due;

use super::toolbar::ToolbarView;
use super::{bounded, theme};
use crate::app::{App, LedgerCommand};
use crate::ledger::RequestField;
use crate::ui::commands::Commands;
use editor::CellEditor;
use rooms::LedgerRooms;

/// What the ledger's views keep between frames: presentation, nothing of the ledger.
#[derive(Default)]
pub struct LedgerScreen {
    /// Which ledger this belongs to, as [`App::ledger_generation`] counts them.
    generation: u64,
    /// The menus of the strip.
    pub(super) toolbar: ToolbarView,
    /// The column of the list that the keyboard stands in, by its place among those shown.
    column: usize,
    /// The cell that is being typed in.
    editor: Option<CellEditor>,
    /// The list takes the keyboard next.
    focus_list: bool,
    /// The row that is to be scrolled to.
    reveal: bool,
    /// The field of the form that takes the keyboard next.
    focus_field: Option<RequestField>,
    /// What is being typed in a field of the form: the request, the field and the text.
    typing: Option<(usize, RequestField, String)>,
    /// The request whose applicant is shown although names are hidden.
    revealed: Option<usize>,
    /// Whether the form has the keyboard.
    in_form: bool,
    /// The request that was selected when the list was drawn last.
    selected: Option<usize>,
    /// How often the search was asked for.
    find_asked: usize,
    /// How often F6 was pressed.
    pane: usize,
}

/// Draws the ledger, and gathers what is asked for.
pub fn show(ui: &mut Ui, app: &App, view: &mut LedgerScreen, out: &mut Commands) {
    let Some(document) = app.ledger() else { return };
    view.begin(app);
    view.next_pane(app);
    let rooms = LedgerRooms::new(ui.max_rect(), app, view.in_form);
    let colours = theme::colours(ui.ctx());
    ui.painter().rect_filled(rooms.main(), 0.0, colours.surface);
    child(ui, "ledger strip", rooms.strip, |ui| strip::show(ui, app, view, out));
    child(ui, "ledger nav", rooms.nav, |ui| nav::show(ui, app, out));
    child(ui, "ledger title", rooms.title, |ui| title::show(ui, app, view, out));
    child(ui, "ledger list", rooms.list, |ui| list::show(ui, app, document, view, out));
    child(ui, "ledger panel", rooms.panel, |ui| {
        panel::show(ui, app, document, (view, &rooms), out);
    });
    child(ui, "ledger status", rooms.status, |ui| status::show(ui, app, out));
}

impl LedgerScreen {
    /// Another ledger is in front: begins anew.
    fn begin(&mut self, app: &App) {
        if self.generation != app.ledger_generation() {
            let pane = app.pane();
            *self = Self {
                generation: app.ledger_generation(),
                focus_list: true,
                pane,
                find_asked: app.ledger_view().find_asked,
                ..Self::default()
            };
        }
        let selected = app.ledger_view().selected;
        if self.selected != selected {
            self.selected = selected;
            self.reveal = true;
            self.revealed = None;
            self.typing = None;
            self.editor = None;
        }
    }

    /// F6 goes from the list to the form and back.
    fn next_pane(&mut self, app: &App) {
        if std::mem::replace(&mut self.pane, app.pane()) != app.pane() {
            if self.in_form || app.ledger_view().selected.is_none() {
                self.focus_list = true;
            } else {
                self.focus_field = Some(RequestField::Received);
            }
        }
    }

    /// The list has the keyboard again, and what was typed is a step.
    fn back_to_list(&mut self, out: &mut Commands) {
        self.in_form = false;
        self.typing = None;
        self.focus_list = true;
        out.push(LedgerCommand::EndField);
    }
}

/// A part of the screen as a ui of its own, clipped to its room.
fn child(ui: &mut Ui, name: &str, room: Rect, content: impl FnOnce(&mut Ui)) {
    let room = bounded::room(room);
    if room.height() < 1.0 {
        return;
    }
    let mut part = ui.new_child(UiBuilder::new().scope_id(Id::unique(name)).max_rect(room));
    part.set_clip_rect(room.intersect(ui.clip_rect()));
    content(&mut part);
}
