//! The report as it will be printed, beside the editor.
//!
//! The pages are laid out and drawn aside ([`crate::app::preview`]) once typing pauses; until they
//! come the former ones stand. What is painted here is a handful of textures and the marks on them.

mod follow;
mod geometry;
mod head;
mod marks;
mod pages;
mod tiles;

use egui::{Align2, CursorIcon, FontId, Id, Rect, Sense, Ui, Vec2, pos2, vec2};

use super::icons;
use super::theme::{self, size};
use super::widgets::{self, Button};
use crate::app::{Action, App, Command, PreviewCommand, SettingsCommand};
use crate::ui::commands::Commands;
use follow::Follow;
use geometry::{Geometry, Zoom};
use tiles::Tiles;

/// The report is laid out when it has not changed for so many seconds.
const PAUSE: f64 = 0.1;

/// What the pane keeps between frames.
#[derive(Default)]
pub struct PreviewView {
    generation: u64,
    zoom: Zoom,
    tiles: Tiles,
    follow: Follow,
    geometry: Option<Geometry>,
    offset: Vec2,
    /// The point of the view that stays where it is when the zoom changes.
    anchor: Option<Vec2>,
    /// The state of the report that was seen last, and since when.
    changed: Option<((u64, u64), f64)>,
    /// The pane takes the keyboard next.
    focus: bool,
    /// Its width while the edge is dragged.
    dragged: Option<f32>,
}

impl PreviewView {
    /// Puts the keyboard on the pages.
    pub fn focus(&mut self) {
        self.focus = true;
    }

    /// Its width while the edge is dragged, before it is kept.
    #[must_use]
    pub fn width(&self) -> Option<f32> {
        self.dragged
    }
}

/// Draws the pane, or the narrow strip that unfolds it.
pub fn show(ui: &mut Ui, app: &App, open: bool, view: &mut PreviewView, out: &mut Commands) {
    if app.document().is_none() {
        return;
    }
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    if view.generation != app.generation() || !open {
        let PreviewView { zoom, focus, dragged, .. } = std::mem::take(view);
        let generation = app.generation();
        *view = PreviewView { generation, zoom, focus, dragged, ..PreviewView::default() };
    }
    if open {
        ui.painter().rect_filled(rect, 0.0, colours.desk);
        refresh(ui, app, view, out);
        let inner = Rect::from_min_max(rect.min + vec2(1.0, 0.0), rect.max);
        let (above, body) = inner.split_top_bottom_at_y(inner.top() + head::HEIGHT);
        let sheets = app.preview().sheets().cloned();
        if let Some(sheets) = &sheets {
            pages::show(ui, app, sheets, body, view, out);
        } else {
            marks::waiting(ui.painter(), body, colours.ink2);
        }
        let current = view.geometry.as_ref().map(|g| (g, g.current(view.offset.y)));
        if let Some(zoom) = head::show(ui, above, current, view.zoom, out) {
            view.zoom = zoom;
            view.anchor = Some(body.size() / 2.0);
            ui.ctx().request_repaint();
        }
        drag_edge(ui, app, rect, view, out);
    } else {
        folded(ui, rect, out);
    }
    widgets::hairline(ui.painter(), rect.left_top(), rect.left_bottom(), colours.line);
}

fn folded(ui: &mut Ui, rect: Rect, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let at = Rect::from_center_size(pos2(rect.center().x, rect.top() + 18.0), vec2(24.0, 24.0));
    let button = Button::icon_only(icons::CHEVRON_LEFT, "展开预览").small();
    if button.show_at(ui, at).on_hover_text("展开预览（F9）").clicked() {
        out.push(Command::Do(Action::TogglePreview));
    }
    for (index, word) in [(0.0, "预"), (1.0, "览")] {
        let at = pos2(rect.center().x, rect.top() + 44.0 + 21.0 * index);
        let font = FontId::proportional(size::SMALL);
        ui.painter().text(at, Align2::CENTER_CENTER, word, font, colours.ink2);
    }
}

/// Has the report laid out: the first time at once, then when typing pauses.
fn refresh(ui: &Ui, app: &App, view: &mut PreviewView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let sheets = app.preview().sheets();
    if app.preview().is_laying() || sheets.is_some_and(|sheets| app.is_current(sheets)) {
        return;
    }
    let (state, now) = ((app.generation(), document.revision()), ui.input(|input| input.time));
    if view.changed.is_none_or(|(seen, _)| seen != state) {
        view.changed = Some((state, now));
    }
    let since = view.changed.map_or(now, |(_, since)| since);
    let wait = if sheets.is_none() { 0.0 } else { since + PAUSE - now };
    if wait <= 0.0 {
        out.push(PreviewCommand::LayOut);
    } else {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(wait));
    }
}

/// The left edge can be dragged; where it is let go is kept.
fn drag_edge(ui: &Ui, app: &App, rect: Rect, view: &mut PreviewView, out: &mut Commands) {
    let edge = Rect::from_min_max(rect.left_top(), pos2(rect.left() + 5.0, rect.bottom()));
    let response = ui.interact(edge, Id::unique("preview edge"), Sense::DRAG);
    let response = response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        view.dragged = Some(rect.right() - pointer.x);
    } else if view.dragged.take().is_some() {
        let mut settings = app.settings().clone();
        settings.preview_width = rect.width().round();
        out.push(SettingsCommand::Set(Box::new(settings)));
    }
}
