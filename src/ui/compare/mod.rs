//! Years side by side: tables, charts, words, the text for the public and what is to be explained.

mod changes;
mod charts;
mod head;
mod prose;
mod reading;
mod table;

use egui::{Event, Key, Modifiers, Rect, ScrollArea, Ui, UiBuilder, Vec2, vec2};

use super::current_row::CurrentRow;
use super::theme::{self, size};
use super::{bounded, spoken, widgets};
use crate::app::compare::messages::YearsTab;
use crate::app::compare::years::YearsView;
use crate::app::{App, CompareCommand};
use crate::report::place::CellId;
use crate::ui::commands::Commands;

/// What the view keeps between frames: presentation only.
#[derive(Default)]
pub struct CompareScreen {
    row: CurrentRow,
    /// The table and the row that were scrolled to last.
    scrolled: Option<(usize, usize)>,
    /// The tab that was drawn last: another one begins anew.
    tab: Option<YearsTab>,
    /// The reason that is being typed, and for which figure.
    reason: Option<(CellId, String)>,
}

/// Width of the charts beside a table.
const CHARTS: f32 = 328.0;
/// A client narrower than this has its charts in a tab only.
const BESIDE: f32 = 1080.0;
/// Around everything.
const MARGIN: f32 = 16.0;

/// Draws the view over the whole window.
pub fn show(ui: &mut Ui, app: &App, screen: &mut CompareScreen, out: &mut Commands) {
    let Some(view) = app.years() else { return };
    let colours = theme::colours(ui.ctx());
    let room = bounded::room(ui.max_rect());
    ui.painter().rect_filled(room, 0.0, colours.chrome);
    let small = room.height() < 420.0;
    let margin = if room.width() < 480.0 || small { 6.0 } else { MARGIN };
    let inside = bounded::room(room.shrink(margin));
    let mut pane =
        ui.new_child(UiBuilder::new().scope_id(egui::Id::unique("years")).max_rect(inside));
    pane.set_clip_rect(room.intersect(ui.clip_rect()));
    pane.spacing_mut().item_spacing = vec2(8.0, 6.0);
    head::show(&mut pane, app, view, out);
    if !small {
        head::notes(&mut pane, view);
    }
    let is_new = screen.tab.replace(view.tab) != Some(view.tab);
    if is_new && view.tab.table().is_some() {
        let lines = view.tab.table().map(|table| view.lines(table)).unwrap_or_default();
        let at = view.chosen.and_then(|chosen| lines.iter().position(|line| *line == chosen));
        screen.row.put(at.unwrap_or(0));
        screen.row.enter();
    }
    match view.tab {
        YearsTab::Disclosure | YearsTab::Applications | YearsTab::Proceedings => {
            tables(&mut pane, view, screen, out);
        }
        YearsTab::Charts => scrolled(&mut pane, "图", |ui| charts::all(ui, view)),
        YearsTab::Prose => scrolled(&mut pane, "文字", |ui| prose::show(ui, view)),
        YearsTab::Reading => scrolled(&mut pane, "解读", |ui| reading::show(ui, app, out)),
        YearsTab::Changes => {
            scrolled(&mut pane, "与上年核对表", |ui| {
                changes::show(ui, app, view, screen, out);
            });
        }
    }
    keys(ui, view, out);
}

/// A table, and charts of it where there is room.
fn tables(ui: &mut Ui, view: &YearsView, screen: &mut CompareScreen, out: &mut Commands) {
    let room = ui.available_rect_before_wrap();
    let beside = room.width() >= BESIDE && room.height() >= 300.0 && view.comparison.is_some();
    let width = if beside { room.width() - CHARTS - MARGIN } else { room.width() };
    let left = Rect::from_min_size(room.min, vec2(width, room.height()));
    let mut side =
        ui.new_child(UiBuilder::new().id_salt("years table").max_rect(bounded::room(left)));
    side.set_clip_rect(left.intersect(ui.clip_rect()));
    table::show(&mut side, view, screen, out);
    if beside {
        let right = Rect::from_min_max(egui::pos2(left.right() + MARGIN, room.top()), room.max);
        let mut side =
            ui.new_child(UiBuilder::new().id_salt("years charts").max_rect(bounded::room(right)));
        side.set_clip_rect(right.intersect(ui.clip_rect()));
        scrolled(&mut side, "图", |ui| charts::beside(ui, view));
    }
}

/// Content that scrolls where it is longer than the room.
fn scrolled(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    let scrolled = ScrollArea::vertical().auto_shrink(false).id_salt(name).show(ui, |ui| {
        ui.set_width((ui.available_width() - 12.0).max(60.0));
        content(ui);
    });
    spoken::bars(ui.ctx(), &scrolled, name);
}

/// Escape leads back, Enter to the figure in the report, Ctrl+C copies the table with its head.
fn keys(ui: &mut Ui, view: &YearsView, out: &mut Commands) {
    if egui::Popup::is_any_open(ui.ctx()) || ui.ctx().text_edit_focused() {
        return;
    }
    let pressed = |ui: &mut Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(ui, Key::Escape) {
        out.push(CompareCommand::Close);
    }
    let Some(table) = view.tab.table() else { return };
    let copies = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)));
    if copies {
        ui.ctx().copy_text(table::as_text(view, table));
    }
}

/// A paragraph of words.
fn paragraph(ui: &mut Ui, words: &str, points: f32, colour: egui::Color32) {
    ui.add(egui::Label::new(widgets::text(words, points, colour)).wrap());
}

/// The heading of a part.
fn heading(ui: &mut Ui, words: &str) {
    let ink = theme::colours(ui.ctx()).ink;
    paragraph(ui, words, size::TITLE, ink);
}

/// Nothing to show yet.
fn nothing(ui: &mut Ui, words: &str) {
    let colours = theme::colours(ui.ctx());
    ui.add_space(12.0);
    paragraph(ui, words, size::TEXT, colours.ink2);
    ui.allocate_space(Vec2::ZERO);
}
