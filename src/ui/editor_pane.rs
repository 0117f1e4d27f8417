//! The middle of the window: the find bar, and the editor of the part that is shown.

use egui::{Rect, ScrollArea, Ui, UiBuilder, Vec2, vec2};

use super::basic::{self, BasicView};
use super::comments;
use super::find::{self, FindView};
use super::grid::{self, GridView, TablesView};
use super::prose::{self, ProseView};
use super::{bounded, spoken, theme};
use crate::app::{App, Part};
use crate::report::place::{Field, Place};
use crate::ui::commands::Commands;

/// Margin at both sides of a table.
const MARGIN: f32 = 16.0;
/// A table has at least this height, however little room is left.
const LEAST: f32 = 300.0;

/// What the editors keep between frames.
#[derive(Default)]
pub struct EditorPaneView {
    basic: BasicView,
    prose: ProseView,
    find: FindView,
    tables: TablesView,
    grids: Vec<GridView>,
    /// Which report this belongs to, as [`App::generation`] counts them.
    generation: u64,
}

impl EditorPaneView {
    /// Whether something was typed into the cell that has the keyboard, which Esc takes back.
    pub fn is_typing(&self) -> bool {
        self.grids.iter().any(GridView::is_typing) || self.tables.is_typing()
    }

    /// Puts the keyboard into the comments.
    pub fn enter_comments(&mut self, app: &App) {
        self.prose.notes.enter(app);
    }
}

/// Draws the middle.
pub fn show(ui: &mut Ui, app: &App, view: &mut EditorPaneView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    if view.generation != app.generation() {
        *view = EditorPaneView { generation: app.generation(), ..EditorPaneView::default() };
    }
    ui.painter().rect_filled(ui.max_rect(), 0.0, theme::colours(ui.ctx()).surface);
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    if app.search().is_none() && app.comments().open {
        comments::bar(ui, app, out);
    }
    find::bar(ui, app, &mut view.find, out);
    let is_prose = matches!(app.part(), Part::Section(number)
        if document.report().edition().table_in(number).is_none());
    let aside = is_prose && comments::beside(app, ui.available_width()).is_some();
    if !app.comments().open || aside {
        return part(ui, app, view, out);
    }
    // Where they have no room beside it, comments stand below what they are about.
    let room = ui.available_rect_before_wrap();
    let height = bounded::bounded(room.height() * 0.36, 0.0, 260.0).round();
    let line = room.bottom() - height;
    let above = Rect::from_min_max(room.min, egui::pos2(room.right(), line));
    let mut upper = ui.new_child(UiBuilder::new().max_rect(bounded::room(above)));
    upper.set_clip_rect(above.intersect(ui.clip_rect()));
    part(&mut upper, app, view, out);
    let below = Rect::from_min_max(egui::pos2(room.left(), line), room.max);
    let mut lower = ui.new_child(UiBuilder::new().max_rect(bounded::room(below)));
    lower.set_clip_rect(below.intersect(ui.clip_rect()));
    comments::below(&mut lower, app, &mut view.prose.notes, out);
}

/// Draws the editor of the part that is shown.
fn part(ui: &mut Ui, app: &App, view: &mut EditorPaneView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    match app.part() {
        Part::Basic => basic::show(ui, app, &mut view.basic, out),
        Part::Tables => {
            inside(ui, |ui| grid::tables(ui, app, &mut view.tables, out));
        }
        Part::Section(number) => match document.report().edition().table_in(number) {
            None => prose::section(ui, app, number, &mut view.prose, out),
            Some(table) => table_section(ui, app, (number, table), view, out),
        },
    }
}

/// The rest of the room, with the margins of a table.
fn inside(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let rect = Rect::from_min_max(room.min + vec2(MARGIN, 0.0), room.max - vec2(MARGIN, 0.0));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(bounded::room(rect)));
    content(&mut inner);
}

/// A section with a table. What stands before and after the table is rare: it has room only where
/// there is any, or where it is gone to.
fn table_section(
    ui: &mut Ui,
    app: &App,
    (number, table): (u8, usize),
    view: &mut EditorPaneView,
    out: &mut Commands,
) {
    if view.grids.len() <= table {
        view.grids.resize_with(table + 1, GridView::default);
    }
    heading(ui, app, number, &mut view.prose, out);
    let (before, after) = (Field::Before(number), Field::After(number));
    let shown = [before, after].map(|field| has_words(app, &view.prose, field));
    let room = ui.available_height();
    if shown == [false, false] && room >= LEAST {
        return inside(ui, |ui| {
            let grid = &mut view.grids[table];
            grid::head(ui, app, table, grid, out);
            grid::show(ui, app, table, grid, out);
        });
    }
    let height = (room - 46.0).max(LEAST);
    let scrolled =
        ScrollArea::vertical().id_salt(("section", number)).auto_shrink(false).show(ui, |ui| {
            if shown[0] {
                prose::around(ui, app, before, &mut view.prose, out);
            }
            let room = ui.available_rect_before_wrap();
            let rect = Rect::from_min_size(room.min, vec2(room.width(), height + 46.0));
            if matches!(app.target(), Some(Place::Cell(_) | Place::Column(_) | Place::Row(..))) {
                ui.scroll_to_rect(rect, None);
            }
            let mut part = ui.new_child(UiBuilder::new().max_rect(rect));
            let mut cell = None;
            inside(&mut part, |ui| {
                let grid = &mut view.grids[table];
                grid::head(ui, app, table, grid, out);
                cell = grid::show(ui, app, table, grid, out);
            });
            // The cell that the cursor has moved to, where the table is higher than the room.
            if let Some(cell) = cell.filter(|cell| !ui.clip_rect().contains_rect(*cell)) {
                ui.scroll_to_rect(cell.expand(8.0), None);
            }
            ui.advance_cursor_after_rect(rect);
            if shown[1] {
                prose::around(ui, app, after, &mut view.prose, out);
            }
        });
    spoken::bars(ui.ctx(), &scrolled, "这一部分");
}

/// The heading as a field of its own, where it is not as mandated or is gone to; otherwise the
/// line above the table says it.
fn heading(ui: &mut Ui, app: &App, number: u8, view: &mut ProseView, out: &mut Commands) {
    let Some(report) = app.document().map(crate::app::Document::report) else { return };
    let field = Field::Heading(number);
    let mandated = &report.edition().sections[usize::from(number) - 1];
    if report.text(field) == mandated && !is_gone_to(app, field) {
        return;
    }
    let room = ui.available_rect_before_wrap();
    let rect = Rect::from_min_size(room.min, vec2(room.width(), 46.0));
    let inner = rect.shrink2(vec2(MARGIN, 0.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut row = ui.new_child(UiBuilder::new().max_rect(inner).layout(layout));
    prose::title(&mut row, app, number, view, out);
    ui.advance_cursor_after_rect(rect);
}

fn is_gone_to(app: &App, field: Field) -> bool {
    matches!(app.target(), Some(Place::Field(f) | Place::Text(f, _)) if *f == field)
}

fn has_words(app: &App, view: &ProseView, field: Field) -> bool {
    let empty = app.document().is_none_or(|document| document.report().text(field).is_empty());
    !empty || view.is_open(field) || is_gone_to(app, field)
}
