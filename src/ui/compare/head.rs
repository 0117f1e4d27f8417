//! The line above: what it is, the tabs, the chosen line in words, and what is shown of the tables.

use egui::{ComboBox, Rect, Ui, UiBuilder, vec2};

use super::words;
use crate::app::compare::messages::YearsTab;
use crate::app::compare::years::YearsView;
use crate::app::{App, CompareCommand};
use crate::ui::bounded;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// Height of the line.
const HEIGHT: f32 = 46.0;
/// Width of the choice of a column.
const COLUMN: f32 = 112.0;
/// The least room that the chosen line in words is worth.
const CHOSEN: f32 = 120.0;

pub(super) fn show(ui: &mut Ui, app: &App, view: &YearsView, out: &mut Commands) {
    let room = ui.available_rect_before_wrap();
    let (left, right) = (left_width(ui, view), right_width(ui, view));
    if left + right + 16.0 > room.width() {
        return ui.scope(|ui| wrapped(ui, view, out)).inner;
    }
    let row = Rect::from_min_size(room.min, vec2(room.width(), HEIGHT));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let from = bounded::room(Rect::from_min_max(row.min, row.max - vec2(right, 0.0)));
    let mut part =
        ui.new_child(UiBuilder::new().id_salt("years tabs").max_rect(from).layout(layout));
    part.spacing_mut().item_spacing.x = 8.0;
    tabs(&mut part, view, out);
    let end = part.min_rect().right();
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let mut part =
        ui.new_child(UiBuilder::new().id_salt("years shown").max_rect(row).layout(layout));
    part.spacing_mut().item_spacing.x = 8.0;
    add(&mut part, out);
    if let Some(table) = view.tab.table() {
        only_filled(&mut part, view, out);
        column(&mut part, view, table, out);
        let room = part.min_rect().left() - end - 24.0;
        if let Some(words) = words::chosen(view).filter(|_| room >= CHOSEN) {
            chosen(&mut part, &words, room);
        }
    }
    ui.advance_cursor_after_rect(row);
    notice(ui, app, view);
}

/// Where everything does not fit into one line, it takes as many as it needs.
fn wrapped(ui: &mut Ui, view: &YearsView, out: &mut Commands) {
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        tabs(ui, view, out);
        if let Some(table) = view.tab.table() {
            column(ui, view, table, out);
            only_filled(ui, view, out);
        }
        add(ui, out);
    });
    ui.add_space(2.0);
}

/// What was done last, where no line at the bottom tells it.
fn notice(ui: &mut Ui, app: &App, view: &YearsView) {
    if let Some(words) = app.notice().filter(|_| view.sources.is_empty()) {
        let ink = theme::colours(ui.ctx()).ink2;
        ui.label(widgets::text(words, size::SMALL, ink));
    }
}

fn title(view: &YearsView) -> String {
    view.of_unit.as_ref().map_or_else(|| "历年对照".to_owned(), |unit| format!("{unit} 历年对照"))
}

fn tab(tab: YearsTab, view: &YearsView) -> Button<'static> {
    Button::new(tab.label()).small().tab(view.tab == tab)
}

fn tabs(ui: &mut Ui, view: &YearsView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let heading = egui::Label::new(widgets::text(title(view), size::TITLE, colours.ink));
    ui.add(heading.wrap_mode(egui::TextWrapMode::Extend));
    for choice in YearsTab::ALL {
        if tab(choice, view).show(ui).clicked() {
            out.push(CompareCommand::Tab(choice));
        }
    }
}

fn only_button(view: &YearsView) -> Button<'static> {
    let only = Button::new("只看有数的行").small().on(view.only_filled);
    if view.only_filled { only.icon(icons::TICK) } else { only }
}

fn only_filled(ui: &mut Ui, view: &YearsView, out: &mut Commands) {
    let hint = "各年都是 0 或者空白的行不列出";
    if only_button(view).show(ui).on_hover_text(hint).clicked() {
        out.push(CompareCommand::OnlyFilled(!view.only_filled));
    }
}

fn add_button() -> Button<'static> {
    Button::new("添加年份").small().icon(icons::PLUS)
}

fn add(ui: &mut Ui, out: &mut Commands) {
    let hint = "加入本机关其他年度的报告（Ctrl＋O，也可以拖入几个文件）";
    if add_button().show(ui).on_hover_text(hint).clicked() {
        out.push(CompareCommand::Add);
    }
}

/// The column of which the lines are shown, where a table has several that are alike.
fn column(ui: &mut Ui, view: &YearsView, table: usize, out: &mut Commands) {
    let choices = view.choices(table);
    let Some(last) = choices.len().checked_sub(1) else { return };
    let at = view.columns[table].unwrap_or(last).min(last);
    ui.spacing_mut().interact_size.y = 24.0;
    let combo = ComboBox::from_id_salt("years column");
    let text = egui::RichText::new(&choices[at]).size(size::SMALL);
    let shown = combo.selected_text(text).width(COLUMN).show_ui(ui, |ui| {
        for (index, choice) in choices.iter().enumerate() {
            if ui.selectable_label(index == at, choice).clicked() {
                out.push(CompareCommand::Column(index));
            }
        }
    });
    shown.response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "列");
        info.current_text_value = Some(choices[at].clone());
        info
    });
}

fn chosen(ui: &mut Ui, words: &str, room: f32) {
    let ink = theme::colours(ui.ctx()).ink2;
    let galley = widgets::elided(ui.painter(), words, size::SMALL, ink, room);
    let (rect, response) = ui.allocate_exact_size(galley.size(), egui::Sense::hover());
    ui.painter().galley(rect.min, galley, ink);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
}

fn left_width(ui: &Ui, view: &YearsView) -> f32 {
    let font = egui::FontId::proportional(size::TITLE);
    let ink = theme::colours(ui.ctx()).ink;
    let title = ui.painter().layout_no_wrap(title(view), font, ink).size().x;
    YearsTab::ALL.iter().map(|choice| tab(*choice, view).width(ui) + 8.0).sum::<f32>() + title
}

fn right_width(ui: &Ui, view: &YearsView) -> f32 {
    let add = add_button().width(ui);
    let Some(table) = view.tab.table() else { return add };
    let column = if view.choices(table).is_empty() { 0.0 } else { COLUMN + 40.0 };
    add + only_button(view).width(ui) + column + 24.0
}
