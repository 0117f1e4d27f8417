//! The sections that are nearly the same in two units' reports, one a row.

use egui::{
    Align2, CornerRadius, EventFilter, FontId, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense,
    Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::RollUpScreen;
use super::board::{keep_offset, offset};
use crate::app::rollup::slice::OpenRollUp;
use crate::app::{App, RollUpCommand};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};
use crate::zh;

const ROW: f32 = 30.0;
/// Under which name the list's place is kept.
const SCROLL: &str = "roll-up pairs scroll";

pub(super) fn show(ui: &mut Ui, app: &App, view: &mut RollUpScreen, out: &mut Commands) {
    let Some(open) = app.roll_up() else { return };
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let pairs = &open.result.alike;
    let response = ui.interact(rect, Id::unique("roll-up alike list"), Sense::click());
    let name = format!("文字雷同，{} 处，方向键选择，回车并排看", pairs.len());
    response.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
    let nobody = ui.memory(|memory| memory.focused().is_none()) && app.modal().is_none();
    if std::mem::take(&mut view.focus_list) || nobody {
        response.request_focus();
    }
    let chosen = app.roll_up_view().pair;
    if response.has_focus() {
        keys(ui, (response.id, chosen, pairs.len()), out);
    }
    let words = if pairs.is_empty() {
        "没有发现两份报告的文字雷同。各单位都有的法定语句、机关名称和数字不算。"
    } else {
        "去掉机关名称、数字和各单位都有的语句以后，90% 以上相同的部分。两份都要核对。"
    };
    let font = FontId::proportional(size::SMALL);
    let at = pos2(rect.left(), rect.top() + 12.0);
    ui.painter().text(at, Align2::LEFT_CENTER, words, font, colours.ink2);
    let top = (rect.top() + 28.0).min(rect.bottom());
    let body = Rect::from_min_max(pos2(rect.left(), top), rect.max);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(body));
    inner.spacing_mut().item_spacing = egui::Vec2::ZERO;
    let mut area = ScrollArea::vertical().id_salt("roll-up pairs").auto_shrink(false);
    if std::mem::replace(&mut view.pair, chosen) != chosen
        && let Some(at) = chosen
    {
        area = area.vertical_scroll_offset(offset(ui, SCROLL, (at, ROW), body.height()));
    }
    let shown = area.show_rows(&mut inner, ROW, pairs.len(), |ui, range| {
        for at in range {
            row(ui, open, (at, chosen == Some(at)), out);
        }
    });
    keep_offset(ui, SCROLL, shown.state.clamped_offset().y);
}

/// One pair of texts.
fn row(ui: &mut Ui, open: &OpenRollUp, (at, on): (usize, bool), out: &mut Commands) {
    let Some(pair) = open.result.alike.get(at) else { return };
    let colours = theme::colours(ui.ctx());
    let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(place, Id::unique(("roll-up pair", at)), Sense::click());
    let name = |unit: usize| open.result.units.get(unit).map_or("", |unit| unit.unit.name.as_str());
    let section = zh::numeral(pair.section.into());
    let (a, b, percent) = (name(pair.a), name(pair.b), pair.percent);
    let words = format!("第{section}部分　{a}　{b}　{percent}% 相同");
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, on, &words));
    if on || response.hovered() {
        ui.painter().rect_filled(place, 0.0, colours.accent_soft);
    }
    widgets::hairline(ui.painter(), place.left_bottom(), place.right_bottom(), colours.line);
    let beside = Button::new("并排看").small();
    let width = beside.width(ui);
    let room = place.width() - 16.0 - if on { width + 8.0 } else { 0.0 };
    let galley = widgets::elided(ui.painter(), &words, size::TEXT, colours.ink, room);
    let top = place.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(place.left() + 8.0, top), galley, colours.ink);
    if on {
        widgets::focus_ring(ui.painter(), place, CornerRadius::same(2), colours);
        let from = pos2(place.right() - width - 8.0, place.center().y - 12.0);
        let at = Rect::from_min_size(from, vec2(width, 24.0));
        if beside.show_at(ui, at).on_hover_text("两份报告的这一部分并排（回车）").clicked()
        {
            out.push(RollUpCommand::Beside);
        }
    }
    if response.clicked() || response.double_clicked() {
        out.push(RollUpCommand::Pair(at));
    }
    if response.double_clicked() {
        out.push(RollUpCommand::Beside);
    }
}

fn keys(ui: &Ui, (id, at, count): (Id, Option<usize>, usize), out: &mut Commands) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    widgets::keep_keys(ui, id, filter);
    let Some(last) = count.checked_sub(1) else { return };
    let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    let (down, up) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
    if down + up > 0 {
        let next = at.map_or(0, |at| (at + down).saturating_sub(up).min(last));
        out.push(RollUpCommand::Pair(next));
    }
    if at.is_some() && pressed(Key::Enter) > 0 {
        out.push(RollUpCommand::Beside);
    }
}
