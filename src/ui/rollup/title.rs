//! The line above a page: what it is, how many have reported, the search.

use egui::{Align2, FontId, Id, Rect, TextEdit, Ui, pos2, vec2};

use super::RollUpScreen;
use crate::app::rollup::messages::RollUpPage;
use crate::app::{App, RollUpCommand};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};

/// Width of the search.
const SEARCH: f32 = 170.0;

pub(super) fn show(ui: &mut Ui, app: &App, view: &mut RollUpScreen, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let middle = rect.center().y;
    let page = app.roll_up_view().page;
    let title = FontId::proportional(size::TITLE);
    let at = pos2(rect.left(), middle);
    let end = ui.painter().text(at, Align2::LEFT_CENTER, page.word(), title, colours.ink).right();
    let mut right = rect.right();
    if page == RollUpPage::Board && rect.width() > 330.0 {
        let field = Rect::from_min_size(pos2(right - SEARCH, middle - 13.0), vec2(SEARCH, 26.0));
        search(ui, app, (view, field), out);
        right = field.left() - 16.0;
    }
    let Some(open) = app.roll_up() else { return };
    let [due, sent, missing, returned] = open.board.due;
    let words = format!("应交 {due} · 已交 {sent} · 未交 {missing} · 退回 {returned}");
    let galley =
        ui.painter().layout_no_wrap(words.clone(), FontId::proportional(size::TEXT), colours.ink);
    let left = right - galley.size().x;
    let place = Rect::from_min_size(pos2(left, middle - 11.0), galley.size());
    if left > end + 16.0 {
        ui.painter().galley(place.min, galley, colours.ink);
    }
    let response = ui.interact(place, Id::unique("roll-up due"), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
}

fn search(ui: &mut Ui, app: &App, (view, rect): (&mut RollUpScreen, Rect), out: &mut Commands) {
    let mut words = app.roll_up_view().words.clone();
    let edit = TextEdit::singleline(&mut words)
        .id(Id::unique("roll-up search"))
        .hint_text("查找（Ctrl＋F）")
        .font(FontId::proportional(size::SMALL));
    let response = ui.put(rect, edit).accessible_name("查找单位");
    let asked = app.roll_up_view().find_asked;
    if std::mem::replace(&mut view.find_asked, asked) != asked {
        response.request_focus();
    }
    if response.changed() {
        out.push(RollUpCommand::Find(words));
    }
    if response.lost_focus() {
        let (enter, escape) = ui.input(|input| {
            (input.key_pressed(egui::Key::Enter), input.key_pressed(egui::Key::Escape))
        });
        if escape {
            out.push(RollUpCommand::Find(String::new()));
        }
        view.focus_list |= enter || escape;
    }
}
