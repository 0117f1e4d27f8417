//! The panel beside the text: every one of last year's figures, in the order of the text.

use egui::{
    Align2, Color32, FontId, Id, Key, Modifiers, Rect, ScrollArea, Sense, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::card::{self, CarriedColumns};
use super::{CarriedView, said};
use crate::app::{App, CarriedCommand, CarriedItem, CarriedState};
use crate::ui::commands::Commands;
use crate::ui::spoken;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};
use crate::zh::numeral;

/// Height of the head, of a section's line, of an open row, of a done one, of the line at the bottom.
const HEAD: f32 = 48.0;
const SECTION: f32 = 24.0;
const OPEN: f32 = 26.0;
const DONE: f32 = 24.0;
const FOOT: f32 = 32.0;
/// A narrower panel lists only those that nobody has decided on, unless the clerk wants all.
const ALL: f32 = 400.0;

/// Draws the panel into the ui's room.
pub fn show(ui: &mut Ui, app: &App, view: &mut CarriedView, out: &mut Commands) {
    view.follow(app);
    let colours = theme::colours(ui.ctx());
    let room = ui.max_rect();
    ui.painter().rect_filled(room, 0.0, colours.chrome);
    widgets::hairline(ui.painter(), room.left_top(), room.left_bottom(), colours.line);
    let only_open = view.only_open.unwrap_or(room.width() < ALL);
    head(ui, room, only_open, view);
    let end = room.bottom() - FOOT;
    let list = Rect::from_min_max(pos2(room.left(), room.top() + HEAD), pos2(room.right(), end));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(list));
    inner.spacing_mut().item_spacing = Vec2::ZERO;
    // The bar lies over the margin: no row moves when it comes.
    let scroll = &mut inner.spacing_mut().scroll;
    (scroll.floating, scroll.floating_allocated_width) = (true, 0.0);
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("last year's figures");
    let scrolled = area.show(&mut inner, |ui| rows(ui, app, view, only_open, out));
    spoken::bars(ui.ctx(), &scrolled, "逐处核对");
    widgets::hairline(ui.painter(), pos2(room.left(), end), pos2(room.right(), end), colours.line);
    let font = FontId::proportional(size::SMALL);
    let at = pos2(room.left() + 17.0, end + FOOT / 2.0);
    let words = "改一处只动这一处；退出后没有核对的仍留记号";
    ui.painter().text(at, Align2::LEFT_CENTER, words, font, colours.ink2);
}

fn head(ui: &mut Ui, room: Rect, only_open: bool, view: &mut CarriedView) {
    let colours = theme::colours(ui.ctx());
    let middle = room.top() + HEAD / 2.0;
    let font = FontId::proportional(size::TITLE);
    let at = pos2(room.left() + 17.0, middle);
    let title = ui.painter().text(at, Align2::LEFT_CENTER, "逐处核对", font, colours.ink);
    said(ui, title, "title", "逐处核对");
    let button = Button::new("只看未核对").small().on(only_open);
    let width = button.width(ui);
    let at = pos2(room.right() - 16.0 - width, middle - 12.0);
    if button.show_at(ui, Rect::from_min_size(at, vec2(width, 24.0))).clicked() {
        view.only_open = Some(!only_open);
    }
}

fn rows(ui: &mut Ui, app: &App, view: &mut CarriedView, only_open: bool, out: &mut Commands) {
    let items = view.items().to_vec();
    let is_open = |item: &CarriedItem| item.state == CarriedState::Undecided;
    let listed: Vec<usize> = (0..items.len())
        .filter(|index| !only_open || is_open(&items[*index]) || view.of == Some(*index))
        .collect();
    walk(ui, (view, &listed), &items, out);
    let columns = CarriedColumns::new(ui.max_rect());
    let mut section = None;
    for index in &listed {
        let item = &items[*index];
        if section.replace(item.section) != Some(item.section) {
            section_line(ui, item.section, columns);
        }
        if view.of == Some(*index) && item.state != CarriedState::Deleted {
            let size = vec2(ui.available_width(), card::HEIGHT);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            let name = spoken_line(item);
            response.widget_info(|| WidgetInfo::selected(egui::Role::ListItem, true, true, &name));
            card::show(ui, app, view, (rect, columns), out);
            if view.seen.replace(*index) != Some(*index) {
                ui.scroll_to_rect(rect.expand2(vec2(0.0, OPEN)), None);
            }
        } else if row(ui, *index, item, (columns, view.of == Some(*index))) {
            out.push(CarriedCommand::Goto(item.mark.clone()));
            view.focus();
        }
    }
    let hidden = items.len() - listed.len();
    if hidden > 0 {
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), SECTION), Sense::hover());
        let words = format!("已核对 {hidden}");
        let ink = theme::colours(ui.ctx()).ink2;
        let at = pos2(columns.subject, rect.center().y);
        let font = FontId::proportional(size::SMALL);
        ui.painter().text(at, Align2::LEFT_CENTER, &words, font, ink);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
    }
    ui.add_space(8.0);
}

/// The arrow keys in the field of the chosen figure lead along the list.
fn walk(
    ui: &Ui,
    (view, listed): (&mut CarriedView, &[usize]),
    items: &[CarriedItem],
    out: &mut Commands,
) {
    if !crate::ui::find_hit::panel_has_keyboard(ui.ctx()) {
        return;
    }
    let none = Modifiers::NONE;
    let (down, up) = ui.input_mut(|input| {
        (input.consume_key(none, Key::ArrowDown), input.consume_key(none, Key::ArrowUp))
    });
    let at = view.of.and_then(|of| listed.iter().position(|index| *index == of));
    let to = match (at, down, up) {
        (Some(at), true, _) => Some(at + 1),
        (Some(at), _, true) => at.checked_sub(1),
        (None, true, _) => Some(0),
        _ => None,
    };
    if let Some(item) = to.and_then(|to| items.get(*listed.get(to)?)) {
        out.push(CarriedCommand::Goto(item.mark.clone()));
        view.focus();
    }
}

/// A section's line, which heads the columns.
fn section_line(ui: &mut Ui, section: Option<u8>, columns: CarriedColumns) {
    let colours = theme::colours(ui.ctx());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), SECTION), Sense::hover());
    let words =
        section.map_or_else(|| "引言".to_owned(), |n| format!("第{}部分", numeral(n.into())));
    let y = rect.center().y;
    let put = |x: f32, align: Align2, words: &str| {
        let font = FontId::proportional(size::SMALL);
        ui.painter().text(pos2(x, y), align, words, font, colours.ink2);
    };
    put(columns.subject, Align2::LEFT_CENTER, &words);
    put(columns.was, Align2::RIGHT_CENTER, "上年");
    put(columns.now, Align2::LEFT_CENTER, "今年");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
}

/// One figure in words, for a screen reader.
fn spoken_line(item: &CarriedItem) -> String {
    let CarriedItem { mark, subject, unit, now, state, .. } = item;
    let was = &mark.was;
    match state {
        CarriedState::Undecided | CarriedState::Deleted => {
            format!("{subject}，上年 {was}{unit}，{}", state.words())
        }
        _ => format!("{subject}，上年 {was}{unit}，今年 {now}{unit}，{}", state.words()),
    }
}

/// One figure in a row; whether it was clicked.
fn row(
    ui: &mut Ui,
    index: usize,
    item: &CarriedItem,
    (columns, on): (CarriedColumns, bool),
) -> bool {
    let colours = theme::colours(ui.ctx());
    let open = item.state == CarriedState::Undecided;
    let height = if open { OPEN } else { DONE };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, Id::unique(("last year's figure", index)), Sense::click());
    widgets::keep_in_view(&response);
    if on {
        widgets::active_row(ui.painter(), rect, colours);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.accent_soft);
    }
    let middle = rect.center().y;
    card::sign(ui, item, columns.sign, middle);
    let (points, ink) = if open { (size::TEXT, colours.ink) } else { (size::SMALL, colours.ink2) };
    let put = |x: f32, align: Align2, words: &str, ink: Color32| {
        let font = FontId::proportional(points);
        ui.painter().text(pos2(x, middle), align, words, font, ink).width()
    };
    let was = format!("{}{}", item.mark.was, item.unit);
    let width = put(columns.was, Align2::RIGHT_CENTER, &was, ink);
    let room = columns.was - width - 8.0 - columns.subject;
    let subject = widgets::elided(ui.painter(), &item.subject, points, ink, room);
    let at = pos2(columns.subject, middle - subject.size().y / 2.0);
    ui.painter().galley(at, subject, ink);
    let arrow = if item.state == CarriedState::StillRight { "＝" } else { "→" };
    put(columns.arrow, Align2::CENTER_CENTER, arrow, colours.ink3);
    if open {
        let (from, to) = (pos2(columns.now, middle + 7.0), pos2(columns.now + 40.0, middle + 7.0));
        widgets::hairline(ui.painter(), from, to, colours.ink3);
    } else if item.state != CarriedState::Deleted {
        let now = format!("{}{}", item.now, item.unit);
        put(columns.now, Align2::LEFT_CENTER, &now, colours.ink);
    }
    let ink = if open { colours.warning.ink } else { colours.ink2 };
    let font = FontId::proportional(size::SMALL);
    let words = item.state.words();
    ui.painter().text(pos2(columns.state, middle), Align2::RIGHT_CENTER, words, font, ink);
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(2), colours);
    }
    let name = spoken_line(item);
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListItem, true, on, &name));
    response.clicked()
}
