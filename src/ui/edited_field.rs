//! Cut, copy and paste by a menu: a menu takes the keyboard, so the field that is meant is the one
//! that had it last.

use egui::text_edit::TextEditState;
use egui::{Context, Id, ViewportCommand};

use crate::app::{App, EditRequest, NavigationCommand};
use crate::report::place::Place;
use crate::ui::commands::Commands;

/// The field of text that has the keyboard, or last had it.
#[derive(Clone, Copy, Debug, Default)]
pub struct EditedField {
    id: Option<Id>,
}

impl EditedField {
    /// Notes which field has the keyboard, and has done there what a menu asks for. What is asked of
    /// cells their grid does.
    pub fn carry_out(&mut self, ctx: &Context, app: &App, out: &mut Commands) {
        let focused = ctx.memory(egui::Memory::focused);
        if let Some(id) = focused.filter(|id| TextEditState::load(ctx, *id).is_some()) {
            self.id = Some(id);
        }
        let Some(request) = app.edit_request() else { return };
        if matches!(app.cursor(), Some(Place::Cell(_))) {
            return;
        }
        out.push(NavigationCommand::Edited);
        let Some(id) = self.id else { return };
        ctx.memory_mut(|memory| memory.request_focus(id));
        ask(ctx, request);
    }
}

/// Asks the window's system for the event that a key for it would give.
pub fn ask(ctx: &Context, request: EditRequest) {
    let asked = match request {
        EditRequest::Cut => ViewportCommand::RequestCut,
        EditRequest::Copy => ViewportCommand::RequestCopy,
        EditRequest::Paste => ViewportCommand::RequestPaste,
        EditRequest::FillDown | EditRequest::FillRight | EditRequest::FillBlock => return,
    };
    ctx.send_viewport_cmd(asked);
}
