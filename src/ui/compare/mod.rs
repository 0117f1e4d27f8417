//! Years side by side: tables, charts, words, the text for the public and what is to be explained. They
//! stand in the frame of what they were opened from: a report, a roll-up, or nothing.

mod card;
mod changes;
mod chart_table;
mod charts;
mod columns;
mod foot;
mod frame;
mod head;
mod identity;
mod labels;
mod prose;
mod reading;
pub(super) mod strip;
mod table;
mod words;
mod year_head;

use egui::{Event, Key, Modifiers, Rect, ScrollArea, Ui, UiBuilder, Vec2, pos2, vec2};

use super::current_row::CurrentRow;
use super::theme::{self, size};
use super::toolbar::ToolbarView;
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
    /// How many of the latest years are scrolled past, where not all have room.
    back: usize,
    /// The tab that was drawn last: another one begins anew.
    tab: Option<YearsTab>,
    /// The section whose words were scrolled to last.
    section: Option<u8>,
    /// The reason that is being typed, and for which figure.
    reason: Option<(CellId, String)>,
    /// The menus of the strip, where the years have one of their own.
    pub(super) toolbar: ToolbarView,
}

impl CompareScreen {
    /// The current line takes the keyboard.
    pub(super) fn enter(&mut self) {
        self.row.enter();
    }

    /// Whether the years have only now come to the front.
    pub(super) fn is_fresh(&self) -> bool {
        self.tab.is_none()
    }

    /// The years went from the front: they begin anew.
    pub(super) fn leave(&mut self) {
        (self.tab, self.section) = (None, None);
    }
}

/// Width of the table up to five years, of a gap, and of the charts: as wished, at least for all three, at
/// least for one.
const TABLE: f32 = 814.0;
const GAP: f32 = 24.0;
const CHARTS_MOST: f32 = 420.0;
const CHARTS: f32 = 280.0;
const ONE_CHART: f32 = 200.0;
/// Around everything.
const MARGIN: f32 = 16.0;
/// Rooms lower than this have nothing below the table, and margins that are smaller.
const LOW: f32 = 400.0;

/// Draws years that are of no report and no roll-up, with all that stands around them.
pub fn alone(ui: &mut Ui, app: &App, screen: &mut CompareScreen, out: &mut Commands) {
    let room = frame::show(ui, app, screen, out);
    let id = egui::Id::unique("years of files");
    let mut pane = ui.new_child(UiBuilder::new().scope_id(id).max_rect(bounded::room(room)));
    pane.set_clip_rect(room.intersect(ui.clip_rect()));
    show(&mut pane, app, screen, out);
}

/// Draws the years into the room that the frame leaves.
pub fn show(ui: &mut Ui, app: &App, screen: &mut CompareScreen, out: &mut Commands) {
    let Some(view) = app.years() else { return };
    let colours = theme::colours(ui.ctx());
    let room = bounded::room(ui.max_rect());
    ui.painter().rect_filled(room, 0.0, colours.surface);
    let small = room.height() < LOW || room.width() < 480.0;
    let margin = if small { 6.0 } else { MARGIN };
    let inside = bounded::room(Rect::from_min_max(
        room.min + vec2(margin, 0.0),
        room.max - vec2(margin, margin.min(12.0)),
    ));
    let mut pane =
        ui.new_child(UiBuilder::new().scope_id(egui::Id::unique("years")).max_rect(inside));
    pane.set_clip_rect(room.intersect(ui.clip_rect()));
    pane.spacing_mut().item_spacing = vec2(8.0, 6.0);
    head::show(&mut pane, app, view, out);
    if room.height() >= 300.0 {
        card::show(&mut pane, view, out);
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
            tables(&mut pane, view, (screen, small), out);
        }
        YearsTab::Charts => scrolled(&mut pane, "图", |ui| charts::all(ui, view)),
        YearsTab::Prose => scrolled(&mut pane, "文字", |ui| prose::show(ui, view, screen, out)),
        YearsTab::Reading => scrolled(&mut pane, "解读", |ui| reading::show(ui, app, out)),
        YearsTab::Changes => {
            scrolled(&mut pane, "与上年核对表", |ui| {
                changes::show(ui, app, view, screen, out);
            });
        }
    }
    keys(ui, view, out);
}

/// A table with what is to be known below it, and charts of it where there is room.
fn tables(
    ui: &mut Ui,
    view: &YearsView,
    (screen, small): (&mut CompareScreen, bool),
    out: &mut Commands,
) {
    let room = bounded::room(ui.available_rect_before_wrap());
    let years = view.comparison.as_ref().map_or(0, |comparison| comparison.years.len());
    if years == 1 && !small {
        nothing(ui, "添加上年报告后，可逐年对照。");
    }
    let room = bounded::room(Rect::from_min_max(pos2(room.left(), ui.cursor().top()), room.max));
    let has_prose = years > 1 && !small;
    let foot = if has_prose { foot::PROSE + 6.0 } else { 0.0 };
    let (above, line) = room.split_top_bottom_at_y((room.bottom() - foot).max(room.top()));
    let spare = above.width() - TABLE - GAP;
    let charts = match spare {
        _ if view.comparison.is_none() || above.height() < 180.0 || years < 2 => 0.0,
        spare if spare >= CHARTS => spare.min(CHARTS_MOST),
        spare if spare >= ONE_CHART => spare,
        _ => 0.0,
    };
    let gap = if charts > 0.0 { GAP } else { 0.0 };
    let width = above.width() - charts - gap;
    let hint = if small { 0.0 } else { foot::HINT };
    let left = Rect::from_min_size(above.min, vec2(width, (above.height() - hint).max(0.0)));
    let mut side =
        ui.new_child(UiBuilder::new().id_salt("years table").max_rect(bounded::room(left)));
    side.set_clip_rect(left.intersect(ui.clip_rect()));
    let bottom = table::show(&mut side, view, screen, out);
    if hint > 0.0 && view.comparison.is_some() {
        let at = Rect::from_min_size(pos2(left.left(), bottom), vec2(width, hint));
        foot::hint(ui, view, at, charts > 0.0);
    }
    if charts > 0.0 {
        let from = pos2(left.right() + gap, above.top());
        let x = from.x - gap / 2.0;
        let colours = theme::colours(ui.ctx());
        widgets::hairline(
            ui.painter(),
            pos2(x, from.y),
            pos2(x, above.bottom() - 8.0),
            colours.line,
        );
        let at = bounded::room(Rect::from_min_max(from, above.max));
        charts::beside(ui, view, at, charts < CHARTS);
    }
    if has_prose {
        let at = Rect::from_min_max(pos2(line.left(), line.top() + 6.0), line.max);
        foot::prose(ui, view, bounded::room(at), out);
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

/// Escape leads back, Ctrl+C copies the table with its head.
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
        ui.ctx().copy_text(words::as_text(view, table));
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
