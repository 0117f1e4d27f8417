//! An import beside its source: the source at the left with what each line became, the form at the
//! right, what there is to look at below, and what it is to be opened as.

mod items;
mod line_menu;
mod places;
mod rows;
mod source;

use egui::{Rect, Response, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use super::editor_pane::{self, EditorPaneView};
use super::theme::{self, size};
use super::widgets::{self, Button};
use super::{bounded, icons, spoken};
use crate::app::review::comparison::Review;
use crate::app::{Action, App, Command, NavigationCommand, Part, ReviewCommand, SettingsCommand};
use crate::import::SourceKind;
use crate::ui::commands::Commands;
use places::{FOOT, PaneSizes, Places, ReviewPage, is_small};

/// What the view keeps between frames.
#[derive(Default)]
pub struct ImportView {
    source: source::SourceView,
    items: items::ItemsView,
    /// Which import this belongs to, as [`App::generation`] counts the reports.
    generation: u64,
    /// How often F6 was pressed, as [`App::pane`] counts.
    pane: usize,
    /// What is shown in a small window.
    page: ReviewPage,
    /// Sizes of the panes while an edge is dragged.
    dragged: Option<(f32, f32)>,
}

/// Draws the import under review over the whole window.
pub fn show(
    ui: &mut Ui,
    app: &App,
    view: &mut ImportView,
    form: &mut EditorPaneView,
    out: &mut Commands,
) {
    let Some(review) = app.review() else { return };
    if view.generation != app.generation() {
        let (generation, pane) = (app.generation(), app.pane());
        *view = ImportView { generation, pane, ..ImportView::default() };
    }
    let mut given = Commands::default();
    // F6 leaves the form for what comes after it.
    let leaves = std::mem::replace(&mut view.pane, app.pane()) != app.pane();
    let foot = foot_height(ui, app, review);
    let places = if is_small(ui.max_rect()) {
        if app.target().is_some() {
            view.page = ReviewPage::Form;
        }
        Places::one(ui.max_rect(), foot, view.page)
    } else {
        let settings = app.settings();
        let kept = (settings.source_width, settings.import_list_height);
        let (source, list) = view.dragged.unwrap_or(kept);
        let rows = app.document().map_or(0, |document| review.items(document.report()).len());
        Places::all(ui.max_rect(), foot, PaneSizes { source, list, rows })
    };
    go_back(ui, app, form.is_typing(), &mut given);
    pane(ui, "import head", places.head, |ui| head(ui, app, review, &mut given));
    if let Some(room) = places.pages {
        pane(ui, "import pages", room, |ui| pages(ui, &mut view.page));
    }
    if let Some(room) = places.source {
        pane(ui, "import source", room, |ui| {
            source::show(ui, app, review, &mut view.source, &mut given);
        });
    }
    if let Some((parts, room)) = places.form {
        pane(ui, "import parts", parts, |ui| chips(ui, app, &mut given));
        pane(ui, "import form", room, |ui| editor_pane::show(ui, app, form, out));
    }
    if let Some(room) = places.items {
        pane(ui, "import items", room, |ui| {
            items::show(ui, app, review, &mut view.items, &mut given);
        });
    }
    pane(ui, "import foot", places.foot, |ui| ends(ui, app, review, leaves, &mut given));
    let colours = theme::colours(ui.ctx());
    for (from, to) in places.lines.iter().copied() {
        widgets::hairline(ui.painter(), from, to, colours.line2);
    }
    if !is_small(ui.max_rect()) {
        drag(ui, app, view, &places, &mut given);
    }
    // What was typed into the form comes before what was pressed around it.
    out.append(&mut given);
}

/// Esc goes back as the button does; in a field it first leaves that.
fn go_back(ui: &Ui, app: &App, is_typing: bool, out: &mut Commands) {
    // A cell in which nothing was typed has nothing to be taken back.
    let in_cell = matches!(app.cursor(), Some(crate::report::place::Place::Cell(_)));
    let nearer = (ui.ctx().text_edit_focused() && (!in_cell || is_typing))
        || egui::Popup::is_any_open(ui.ctx())
        || app.search().is_some();
    let escape = (egui::Modifiers::NONE, egui::Key::Escape);
    if !nearer && ui.input_mut(|input| input.consume_key(escape.0, escape.1)) {
        out.push(Command::Do(Action::CloseReport));
    }
}

/// The edges between the panes can be dragged; where they are let go is kept.
fn drag(ui: &Ui, app: &App, view: &mut ImportView, places: &Places, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let kept = (app.settings().source_width, app.settings().import_list_height);
    let (mut sizes, mut dragged) = (view.dragged.unwrap_or(kept), false);
    if let Some(source) = places.source {
        let edge = Rect::from_center_size(source.right_center(), vec2(8.0, source.height()));
        let response = ui.interact(edge, egui::Id::unique("import edge"), Sense::DRAG);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Splitter, true, "原文的宽度"));
        let response = response.on_hover_and_drag_cursor(egui::CursorIcon::ResizeHorizontal);
        for line in [-2.0, 0.0, 2.0] {
            let at = source.right_center() + vec2(line, -14.0);
            widgets::hairline(ui.painter(), at, at + vec2(0.0, 28.0), colours.edge);
        }
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            (sizes.0, dragged) = (pointer.x - source.left(), true);
        }
    }
    if let Some(items) = places.items {
        let edge = Rect::from_center_size(items.center_top(), vec2(items.width(), 8.0));
        let response = ui.interact(edge, egui::Id::unique("import list edge"), Sense::DRAG);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Splitter, true, "清单的高度"));
        let response = response.on_hover_and_drag_cursor(egui::CursorIcon::ResizeVertical);
        for line in [2.0, 4.0, 6.0] {
            let at = items.center_top() + vec2(-14.0, line);
            widgets::hairline(ui.painter(), at, at + vec2(28.0, 0.0), colours.edge);
        }
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            let list = items.bottom() - pointer.y - items::HEAD;
            (sizes.1, dragged) = (list.max(items::ROW), true);
        }
    }
    if dragged {
        view.dragged = Some(sizes);
    } else if let Some((source, list)) = view.dragged.take() {
        let mut settings = app.settings().clone();
        (settings.source_width, settings.import_list_height) = (source.round(), list.round());
        out.push(SettingsCommand::Set(Box::new(settings)));
    }
}

/// The names of what can be shown.
fn pages(ui: &mut Ui, page: &mut ReviewPage) {
    ui.painter().rect_filled(ui.max_rect(), 0.0, theme::colours(ui.ctx()).surface);
    across(ui, |ui| {
        for (other, name) in [
            (ReviewPage::Source, "原文"),
            (ReviewPage::Form, "读成的报告"),
            (ReviewPage::Items, "要看的地方"),
        ] {
            if Button::new(name).small().tab(*page == other).show(ui).clicked() {
                *page = other;
            }
        }
    });
}

/// Buttons in a line, which scrolls where it is longer than the room.
fn across(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.spacing_mut().scroll.floating = true;
    ui.spacing_mut().scroll.floating_allocated_width = 0.0;
    let scrolled = egui::ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.add_space(6.0);
            content(ui);
        });
    });
    spoken::bars(ui.ctx(), &scrolled, "各部分");
}

fn pane(ui: &mut Ui, name: &str, room: Rect, content: impl FnOnce(&mut Ui)) {
    let room = bounded::room(room);
    let mut pane = ui.new_child(UiBuilder::new().scope_id(egui::Id::unique(name)).max_rect(room));
    pane.set_clip_rect(room.intersect(ui.clip_rect()));
    pane.spacing_mut().item_spacing = Vec2::ZERO;
    content(&mut pane);
}

/// A button with its right end here; gives where it begins.
fn button_left_of(ui: &mut Ui, at: egui::Pos2, button: Button<'_>, height: f32) -> (f32, Response) {
    let width = button.width(ui);
    let corner = pos2(at.x - width, at.y - height / 2.0);
    let rect = Rect::from_min_size(corner, vec2(width, height));
    (corner.x, button.show_at(ui, rect))
}

/// What is looked at, and how much of it was read.
fn head(ui: &mut Ui, app: &App, review: &Review, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let mut right = rect.right() - 12.0;
    for (action, icon) in [(Action::Redo, icons::REDO), (Action::Undo, icons::UNDO)] {
        let button = Button::new(action.label()).icon(icon).flat();
        let button = button.enabled(app.is_enabled(action));
        let (left, button) = button_left_of(ui, pos2(right, rect.center().y), button, 30.0);
        if button.clicked() {
            out.push(Command::Do(action));
        }
        right = left - 4.0;
    }
    let title = format!("核对导入：{}", review.name);
    let room = (right - rect.left() - 32.0) / 2.0;
    let galley = widgets::elided(ui.painter(), &title, size::TITLE, colours.ink, room);
    let at = pos2(rect.left() + 16.0, (rect.center().y - galley.size().y / 2.0).round());
    let titled = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, colours.ink);
    let heading = ui.interact(titled, ui.scope_id().with("title"), Sense::hover());
    heading.widget_info(|| WidgetInfo::labeled(egui::Role::Heading, true, &title));
    let mut words = summary(review);
    if app.document().is_some_and(|document| review.items(document.report()).is_empty()) {
        words += "，没有需要核对的地方";
    }
    let x = titled.right() + 16.0;
    let galley = widgets::elided(ui.painter(), &words, size::SMALL, colours.ink2, right - x - 8.0);
    let at = pos2(x, (rect.center().y - galley.size().y / 2.0).round());
    let room = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, colours.ink2);
    let spoken = ui.interact(room, ui.scope_id().with("summary"), Sense::hover());
    spoken.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
}

/// Word 文档；表二 10／10 格，表三 173／175 格，表四 15／15 格
fn summary(review: &Review) -> String {
    let kind = match review.trace().kind {
        SourceKind::Text => "文字",
        SourceKind::WebPage => "网页",
        SourceKind::Docx => "Word 文档",
        SourceKind::Pdf => "PDF",
        SourceKind::Workbook => "Excel 表格",
    };
    let tables = review.counts.iter();
    let tables = tables.map(|t| format!("{}读到 {}／{} 格", t.name, t.read, t.expected));
    format!("{kind}；{}。原文件不会改动", tables.collect::<Vec<_>>().join("，"))
}

/// The parts of the form.
fn chips(ui: &mut Ui, app: &App, out: &mut Commands) {
    let rect = ui.max_rect();
    ui.painter().rect_filled(rect, 0.0, theme::colours(ui.ctx()).surface);
    let parts = [Part::Basic].into_iter().chain((1..=6).map(Part::Section));
    let actions = [
        Action::Basic,
        Action::Section1,
        Action::Section2,
        Action::Section3,
        Action::Section4,
        Action::Section5,
        Action::Section6,
    ];
    across(ui, |ui| {
        for (part, action) in parts.zip(actions) {
            let button = Button::new(action.label()).small().tab(app.part() == part);
            if button.show(ui).clicked() {
                out.push(NavigationCommand::Show(part));
            }
        }
    });
}

/// What the import can become: words and commands, the likeliest last.
fn choices(app: &App, review: &Review) -> [(String, ReviewCommand); 2] {
    let year = app.document().and_then(|document| document.report().year);
    let (open, template) = match year {
        Some(year) => (format!("打开为 {year} 年度报告"), format!("作为 {} 年的模板", year + 1)),
        None => ("打开为该年度报告".to_owned(), "作为今年的模板".to_owned()),
    };
    // Last year's report is mostly read to start this year's from it.
    let last_years = year.is_some_and(|year| year < app.due_year());
    let template_first = review.as_template || last_years;
    let mut choices = [(open, ReviewCommand::Finish), (template, ReviewCommand::AsTemplate)];
    if !template_first {
        choices.reverse();
    }
    choices
}

/// Height of the line at the bottom: its buttons stand below each other where they have no room side by
/// side.
fn foot_height(ui: &Ui, app: &App, review: &Review) -> f32 {
    let choices = choices(app, review);
    let labels = choices.iter().map(|(words, _)| words.as_str()).chain(["返回"]);
    let wanted: f32 = labels.map(|words| Button::new(words).large().width(ui) + 16.0).sum();
    if wanted <= ui.max_rect().width() { FOOT } else { 3.0 * 40.0 + 8.0 }
}

/// What the import is to become; `focus` gives the likeliest the keyboard.
fn ends(ui: &mut Ui, app: &App, review: &Review, focus: bool, out: &mut Commands) {
    let rect = ui.max_rect();
    let stacked = rect.height() > FOOT;
    let mut top = rect.top() + 6.0;
    let mut right = rect.right() - 16.0;
    let mut place = |ui: &Ui, button: Button<'_>| {
        if stacked {
            let at =
                Rect::from_min_size(pos2(rect.left() + 12.0, top), vec2(rect.width() - 24.0, 34.0));
            top += 40.0;
            return at;
        }
        let width = button.width(ui);
        let corner = pos2(right - width, rect.center().y + 1.0 - 17.0);
        right = corner.x - 12.0;
        Rect::from_min_size(corner, vec2(width, 34.0))
    };
    for (index, (words, command)) in choices(app, review).into_iter().rev().enumerate() {
        let button = Button::new(&words).large();
        let button = if index == 0 { button.primary() } else { button };
        let at = place(ui, button);
        let button = button.show_at(ui, at);
        if index == 0 && focus {
            button.request_focus();
        }
        if button.clicked() {
            out.push(command);
        }
    }
    let back = Button::new("返回").large();
    let at = if stacked {
        place(ui, back)
    } else {
        let corner = pos2(rect.left() + 16.0, rect.center().y + 1.0 - 17.0);
        Rect::from_min_size(corner, vec2(back.width(ui), 34.0))
    };
    if back.show_at(ui, at).clicked() {
        out.push(Command::Do(Action::CloseReport));
    }
}
