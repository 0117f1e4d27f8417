//! The roll-up of a county: its board, sums and texts, and what stands around them.

mod alike;
mod board;
mod cells;
mod chips;
mod foot;
mod keys;
mod nav;
mod panel;
mod rooms;
mod status;
mod strip;
mod sums;
mod title;
mod words;

use egui::{Id, Rect, Ui, UiBuilder};

use super::toolbar::ToolbarView;
use super::{bounded, compare, theme};
use crate::app::rollup::messages::RollUpPage;
use crate::app::{App, RollUpCommand};
use crate::ui::commands::Commands;
use rooms::RollUpRooms;

/// What the roll-up's views keep between frames: presentation, nothing of the roll-up.
#[derive(Default)]
pub struct RollUpScreen {
    /// Which folder this belongs to, as [`App::roll_up_generation`] counts them.
    generation: u64,
    /// The menus of the strip.
    pub(super) toolbar: ToolbarView,
    /// The list takes the keyboard next.
    focus_list: bool,
    /// The row that is gone to is to be scrolled to.
    reveal: bool,
    /// The row that was gone to when the board was drawn last.
    selected: Option<usize>,
    /// The pair of texts that was gone to when their list was drawn last.
    pair: Option<usize>,
    /// How often the search was asked for.
    find_asked: usize,
    /// How often F6 was pressed.
    pane: usize,
}

/// Draws the roll-up, and gathers what is asked for.
pub fn show(ui: &mut Ui, app: &App, view: &mut RollUpScreen, out: &mut Commands) {
    view.begin(app);
    let rooms = RollUpRooms::new(ui.max_rect());
    let colours = theme::colours(ui.ctx());
    ui.painter().rect_filled(rooms.main(), 0.0, colours.surface);
    child(ui, "roll-up strip", rooms.strip, |ui| strip::show(ui, app, view, out));
    child(ui, "roll-up nav", rooms.nav, |ui| nav::show(ui, app, out));
    child(ui, "roll-up title", rooms.title, |ui| title::show(ui, app, view, out));
    match app.roll_up_view().page {
        RollUpPage::Board => {
            child(ui, "roll-up chips", rooms.chips, |ui| chips::show(ui, app, out));
            child(ui, "roll-up board", rooms.list, |ui| board::show(ui, app, view, out));
        }
        RollUpPage::Sums => child(ui, "roll-up sums", rooms.page, |ui| sums::show(ui, app, out)),
        RollUpPage::Alike => {
            child(ui, "roll-up alike", rooms.page, |ui| alike::show(ui, app, view, out));
        }
    }
    child(ui, "roll-up panel", rooms.panel, |ui| panel::show(ui, app, out));
    child(ui, "roll-up status", rooms.status, |ui| status::show(ui, app, out));
}

/// Draws what stands around the years of one of its units; the room that is left for them.
pub(super) fn around_years(
    ui: &mut Ui,
    app: &App,
    view: &mut RollUpScreen,
    out: &mut Commands,
) -> Rect {
    view.begin(app);
    let rooms = RollUpRooms::new(ui.max_rect());
    let toolbar = &mut view.toolbar;
    child(ui, "roll-up strip", rooms.strip, |ui| compare::strip::show(ui, app, toolbar, out));
    child(ui, "roll-up nav", rooms.nav, |ui| nav::show(ui, app, out));
    child(ui, "roll-up status", rooms.status, |ui| status::show(ui, app, out));
    rooms.main()
}

impl RollUpScreen {
    /// Another folder is in front: begins anew.
    fn begin(&mut self, app: &App) {
        if self.generation != app.roll_up_generation() {
            *self = Self {
                generation: app.roll_up_generation(),
                focus_list: true,
                reveal: true,
                pane: app.pane(),
                find_asked: app.roll_up_view().find_asked,
                ..Self::default()
            };
        }
        let selected = app.roll_up_view().selected;
        self.reveal |= std::mem::replace(&mut self.selected, selected) != selected;
        // F6 leads back to the list.
        self.focus_list |= std::mem::replace(&mut self.pane, app.pane()) != app.pane();
    }

    /// The roll-up comes to the front again: its list takes the keyboard.
    pub(super) fn enter(&mut self) {
        self.focus_list = true;
    }
}

/// A part of the screen as a ui of its own, clipped to its room.
fn child(ui: &mut Ui, name: &str, room: Rect, content: impl FnOnce(&mut Ui)) {
    let room = bounded::room(room);
    if room.height() < 1.0 || room.width() < 1.0 {
        return;
    }
    let mut part = ui.new_child(UiBuilder::new().scope_id(Id::unique(name)).max_rect(room));
    part.set_clip_rect(room.intersect(ui.clip_rect()));
    content(&mut part);
}

/// What a click on a row of any list asks for, as keys do.
fn choose(row: usize) -> RollUpCommand {
    RollUpCommand::Select(Some(row))
}
