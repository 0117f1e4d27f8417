//! The pages on the desk: scrolling, zooming, clicks and keys.

use std::sync::Arc;

use egui::{
    CursorIcon, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};

use super::PreviewView;
use super::geometry::{GAP, Geometry, ZOOMS, Zoom};
use super::marks::{self, ShownPage};
use super::tiles::Scene;
use crate::app::preview::sheets::Sheets;
use crate::app::{App, NavigationCommand, PreviewCommand};
use crate::layout::page::{Item, Page};
use crate::report::place::Place;
use crate::ui::bounded::bounded;
use crate::ui::commands::Commands;
use crate::ui::theme::{self, Colours};
use crate::ui::{spoken, widgets};

/// How far an arrow key scrolls.
const LINE: f32 = 48.0;

/// Draws the pages into the pane's body.
pub fn show(
    ui: &mut Ui,
    app: &App,
    sheets: &Arc<Sheets>,
    body: Rect,
    view: &mut PreviewView,
    out: &mut Commands,
) {
    wheel(ui, body, view);
    let geometry =
        Geometry::new(body.size(), view.zoom, ui.ctx().pixels_per_point(), sheets.sheets.len());
    let mut offset = view.offset;
    if let Some(former) = view.geometry.replace(geometry).filter(|former| *former != geometry) {
        let point = view.anchor.take().unwrap_or(vec2(body.width() / 2.0, GAP));
        offset = geometry.keep(&former, offset, point);
    }
    let keyboard = keyboard(ui, (app, sheets), body, view);
    if let Some(to) = keys(ui, &keyboard, (&geometry, offset), view) {
        offset = to;
        view.follow.scrolled();
    }
    if let Some(to) = view.follow.look(ui.ctx(), app, sheets, (&geometry, offset)) {
        offset = to;
    }
    let mut child = ui.new_child(UiBuilder::new().max_rect(body));
    child.set_clip_rect(body.intersect(ui.clip_rect()));
    // The bars lie over the desk: no page moves when they come.
    let style = &mut child.spacing_mut().scroll;
    style.floating = true;
    style.floating_allocated_width = 0.0;
    style.floating_width = style.bar_width;
    style.dormant_handle_opacity = 1.0;
    style.active_handle_opacity = 1.0;
    let mut area = ScrollArea::both().auto_shrink(false).id_salt("preview pages");
    if offset != view.offset {
        area = area.scroll_offset(offset);
    }
    let output = area.show_viewport(&mut child, |ui, seen| {
        let content = ui.max_rect().min;
        ui.set_min_size(geometry.content());
        let scene = Scene { sheets, geometry: &geometry, view: seen };
        let missing = view.tiles.turn(ui.ctx(), app, scene);
        if !missing.is_empty() {
            out.push(PreviewCommand::Draw(missing));
        }
        pages(ui, app, (scene, content), view, out);
    });
    spoken::bars(ui.ctx(), &output, "预览");
    view.offset = output.state.clamped_offset();
    if (view.offset - geometry.clamp(offset)).length() > 0.5 {
        view.follow.scrolled();
    }
    if keyboard.has_focus() {
        widgets::focus_ring(ui.painter(), body, 2.into(), theme::colours(ui.ctx()));
    }
}

/// The wheel with Ctrl, or two fingers, zoom around the pointer.
fn wheel(ui: &Ui, body: Rect, view: &mut PreviewView) {
    let (factor, pointer) = ui.input(|input| (input.zoom_delta(), input.pointer.hover_pos()));
    let Some(pointer) = pointer.filter(|at| body.contains(*at)) else { return };
    if let Some(geometry) = view.geometry.filter(|_| (factor - 1.0).abs() > 0.001) {
        let percent = bounded(geometry.percent() * factor, ZOOMS.0, ZOOMS.1);
        view.zoom = Zoom::Percent(percent);
        view.anchor = Some(pointer - body.min);
    }
}

/// What has the keyboard when it is on the pages.
fn keyboard(
    ui: &Ui,
    (app, sheets): (&App, &Sheets),
    body: Rect,
    view: &mut PreviewView,
) -> Response {
    let id = Id::unique("preview pages");
    let response = ui.interact(body, id, Sense::focusable_noninteractive());
    let pages = sheets.sheets.len();
    let state = if app.is_current(sheets) { "" } else { "，正在更新" };
    let name = format!("预览，共 {pages} 页{state}");
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, &name));
    if std::mem::take(&mut view.focus) {
        response.request_focus();
    }
    response
}

/// Keys that scroll and zoom; where to scroll to.
fn keys(
    ui: &Ui,
    response: &Response,
    (geometry, offset): (&Geometry, Vec2),
    view: &mut PreviewView,
) -> Option<Vec2> {
    if !response.has_focus() {
        return None;
    }
    let filter =
        EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let screen = geometry.room().y - LINE;
    let end = geometry.content().y;
    let moves = [
        (Key::ArrowDown, vec2(0.0, LINE)),
        (Key::ArrowUp, vec2(0.0, -LINE)),
        (Key::ArrowRight, vec2(LINE, 0.0)),
        (Key::ArrowLeft, vec2(-LINE, 0.0)),
        (Key::PageDown, vec2(0.0, screen)),
        (Key::PageUp, vec2(0.0, -screen)),
        (Key::Home, vec2(0.0, -end)),
        (Key::End, vec2(0.0, end)),
    ];
    let zooms = [(Key::Plus, true), (Key::Equals, true), (Key::Minus, false)];
    let mut to = offset;
    ui.input_mut(|input| {
        for (key, by) in moves {
            while input.consume_key(Modifiers::NONE, key) {
                to = geometry.clamp(to + by);
            }
        }
        for (key, larger) in zooms {
            while input.consume_key(Modifiers::NONE, key)
                || input.consume_key(Modifiers::SHIFT, key)
            {
                view.zoom = geometry.step(larger);
                view.anchor = Some(geometry.room() / 2.0);
            }
        }
    });
    if view.anchor.is_some() {
        ui.ctx().request_repaint();
    }
    (to != offset).then_some(to)
}

/// The pages in view.
fn pages(
    ui: &mut Ui,
    app: &App,
    (scene, content): (Scene<'_>, Pos2),
    view: &PreviewView,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let Scene { sheets, geometry, .. } = scene;
    let blocked = sheets.blocked();
    for index in geometry.seen(scene.view.top(), scene.view.bottom()) {
        let rect = geometry.on_screen(index, content);
        let shown = ShownPage { index, sheet: &sheets.sheets[index], rect, geometry };
        paper(ui, rect, colours);
        let cursor = view.follow.spot();
        marks::under(ui.painter(), shown, cursor);
        view.tiles.paint(ui.painter(), scene, index, rect, colours.page_ink);
        marks::over(ui.painter(), shown, cursor);
        pointer(ui, sheets, shown, out);
        if let Some(words) = blocked {
            marks::band(ui, shown, words);
        }
        marks::signs(ui, app, sheets, shown, out);
    }
}

fn paper(ui: &Ui, rect: Rect, colours: &Colours) {
    ui.painter().rect_filled(rect, 0.0, colours.paper);
    let stroke = Stroke::new(1.0, colours.line2);
    ui.painter().rect_stroke(rect, 0.0, stroke, StrokeKind::Outside);
}

/// What is written on a page, line by line, in the order in which it is read.
fn text(page: &Page) -> String {
    let mut text = String::new();
    let mut last = None;
    for item in &page.items {
        let Item::Text(run) = item else { continue };
        if last.is_some_and(|baseline| baseline != run.baseline) {
            text.push('\n');
        }
        last = Some(run.baseline);
        text.push_str(run.stands_for.as_deref().unwrap_or(&run.text));
    }
    text
}

/// A click on a word or a cell goes there.
fn pointer(ui: &Ui, sheets: &Sheets, shown: ShownPage<'_>, out: &mut Commands) {
    let id = Id::unique(("preview page", shown.index));
    let response = ui.interact(shown.rect, id, Sense::CLICK);
    let name = format!("第 {} 页，共 {} 页", shown.index + 1, sheets.sheets.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_description(text(&sheets.sheets[shown.index].page));
    });
    let Some(pointer) = response.hover_pos() else { return };
    let (x, y) = shown.geometry.point(pointer - shown.rect.min);
    let fonts = sheets.input.faces.fonts();
    let Some((place, area)) = sheets.at(shown.index, x, y, fonts) else { return };
    if !matches!(place, Place::Text(..)) {
        marks::hover(ui.painter(), shown.rect(area));
    }
    if response.clicked() {
        out.push(NavigationCommand::Goto(place));
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
}
