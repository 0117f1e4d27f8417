//! A field that is chosen from a list: arrows change it, Space opens the list.

use egui::{
    Align2, FontId, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response, Role, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// Draws it; `choose` is told the value that was chosen.
pub(super) fn show(
    ui: &mut Ui,
    (id, rect, name): (Id, Rect, &str),
    (now, values): (&str, &[String]),
    mut choose: impl FnMut(String),
) -> Response {
    let colours = theme::colours(ui.ctx());
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = Some(now.to_owned());
        info
    });
    let edge = Stroke::new(1.0, colours.edge);
    ui.painter().rect(rect, 4.0, colours.raised, edge, StrokeKind::Inside);
    let words = if now.is_empty() { "请选择" } else { now };
    let ink = if now.is_empty() { colours.ink3 } else { colours.ink };
    let galley = widgets::elided(ui.painter(), words, size::TEXT, ink, rect.width() - 34.0);
    let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    let sign = Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), vec2(12.0, 12.0));
    icons::CHEVRON_DOWN.paint(ui.painter(), sign, colours.ink2);
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(4), colours);
        keys(ui, &response, (now, values), &mut choose);
    }
    Popup::menu(&response)
        .gap(2.0)
        .width(rect.width().max(240.0))
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .accessible_name(name)
        .show(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for value in values {
                    if item(ui, value, value == now) {
                        choose(value.clone());
                        ui.close();
                    }
                }
            });
        });
    response
}

/// The arrow keys go through the values; Delete takes the value away; a first character chooses.
fn keys(
    ui: &Ui,
    response: &Response,
    (now, values): (&str, &[String]),
    choose: &mut impl FnMut(String),
) {
    let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    if Popup::is_id_open(ui.ctx(), Popup::default_response_id(response)) {
        return;
    }
    let none = Modifiers::NONE;
    let pressed = |key| ui.input_mut(|input| input.consume_key(none, key));
    let at = values.iter().position(|value| value == now);
    if pressed(Key::ArrowDown) {
        let next = at.map_or(0, |at| (at + 1).min(values.len() - 1));
        choose(values[next].clone());
    } else if pressed(Key::ArrowUp) {
        let next = at.map_or(values.len() - 1, |at| at.saturating_sub(1));
        choose(values[next].clone());
    } else if pressed(Key::Delete) || pressed(Key::Backspace) {
        choose(String::new());
    }
}

fn item(ui: &mut Ui, value: &str, on: bool) -> bool {
    let colours = theme::colours(ui.ctx());
    let size = vec2(ui.available_width(), 26.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4.0, colours.accent_soft);
    }
    if on {
        let tick =
            Rect::from_center_size(pos2(rect.left() + 12.0, rect.center().y), vec2(12.0, 12.0));
        icons::TICK.paint(ui.painter(), tick, colours.accent);
    }
    let font = FontId::proportional(size::SMALL);
    let at = pos2(rect.left() + 24.0, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, value, font, colours.ink);
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, true, on, value));
    response.clicked()
}
