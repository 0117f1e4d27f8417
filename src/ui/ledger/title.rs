//! The line above the list: what it is, how much came in, the search, and whether names are hidden.

use egui::{Align2, FontId, Id, Rect, TextEdit, Ui, pos2, vec2};

use super::LedgerScreen;
use crate::app::{App, LedgerCommand};
use crate::edition::Role;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::Button;

/// Width of the search.
const SEARCH: f32 = 190.0;

pub(super) fn show(ui: &mut Ui, app: &App, view: &mut LedgerScreen, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let middle = rect.center().y;
    let title = FontId::proportional(size::TITLE);
    let words = "申请公开台账";
    let end = ui
        .painter()
        .text(pos2(rect.left(), middle), Align2::LEFT_CENTER, words, title, colours.ink)
        .right();
    let hide = app.ledger_view().hide_names;
    let button = Button::new("隐去姓名").small().on(hide);
    let button = if hide { button.icon(icons::TICK) } else { button };
    let width = button.width(ui);
    let at = Rect::from_min_size(pos2(rect.right() - width, middle - 12.0), vec2(width, 24.0));
    let hint = "自然人的姓名不显示；导出时也先隐去";
    if button.show_at(ui, at).on_hover_text(hint).clicked() {
        out.push(LedgerCommand::HideNames(!hide));
    }
    let field =
        Rect::from_min_size(pos2(at.left() - 12.0 - SEARCH, middle - 13.0), vec2(SEARCH, 26.0));
    search(ui, app, (view, field), out);
    if let Some(summary) = summary(app) {
        let font = FontId::proportional(size::SMALL);
        let galley = ui.painter().layout_no_wrap(summary, font, colours.ink2);
        let left = field.left() - 16.0 - galley.size().x;
        if left > end + 16.0 {
            let top = middle - galley.size().y / 2.0;
            ui.painter().galley(pos2(left, top), galley, colours.ink2);
        }
    }
}

fn search(ui: &mut Ui, app: &App, (view, rect): (&mut LedgerScreen, Rect), out: &mut Commands) {
    let mut words = app.ledger_view().words.clone();
    let id = Id::unique("ledger search");
    let edit = TextEdit::singleline(&mut words)
        .id(id)
        .hint_text("查找（Ctrl＋F）")
        .font(FontId::proportional(size::SMALL));
    let response = ui.put(rect, edit);
    let response = response.accessible_name("查找申请");
    if std::mem::replace(&mut view.find_asked, app.ledger_view().find_asked)
        != app.ledger_view().find_asked
    {
        response.request_focus();
    }
    if response.changed() {
        out.push(LedgerCommand::Find(words));
    }
    if response.lost_focus() {
        let (enter, escape) = ui.input(|input| {
            (input.key_pressed(egui::Key::Enter), input.key_pressed(egui::Key::Escape))
        });
        if escape {
            out.push(LedgerCommand::Find(String::new()));
        }
        view.focus_list |= enter || escape;
    }
}

/// 新收 28 件，上年结转 3 件.
fn summary(app: &App) -> Option<String> {
    let overview = app.ledger_overview()?;
    overview.query.year?;
    let [received, carried] =
        [Role::Received, Role::CarriedIn].map(|role| overview.tally.total(role));
    let shown = overview.rows.len();
    let words = if overview.query.words.is_empty() {
        String::new()
    } else {
        format!("，找到 {shown} 件")
    };
    Some(format!("新收 {received} 件，上年结转 {carried} 件{words}"))
}
