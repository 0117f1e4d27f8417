//! The strip at the top: menus, undo, search; export and the one thing to do at the right.

use egui::{Rect, Ui, pos2, vec2};

use super::LedgerScreen;
use crate::app::{Action, App};
use crate::ui::commands::Commands;
use crate::ui::icons::{self, Icon};
use crate::ui::widgets::{self, Button};
use crate::ui::{theme, toolbar};

pub(super) fn show(ui: &mut Ui, app: &App, view: &mut LedgerScreen, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let y = rect.bottom() - 1.0;
    widgets::hairline(ui.painter(), pos2(rect.left(), y), pos2(rect.right(), y), colours.line);
    let mut x = toolbar::menus(ui, app, (rect, false), &mut view.toolbar, out) + 12.0;
    let room = rect.right() - 250.0;
    for (action, icon) in
        [(Action::Undo, icons::UNDO), (Action::Redo, icons::REDO), (Action::Find, icons::SEARCH)]
    {
        // Where room lacks, the menus and the keys remain.
        let width = button(action, icon, app).width(ui);
        if x + width > room {
            break;
        }
        x = tool(ui, app, (action, icon), pos2(x, rect.center().y - 15.0), out);
    }
    let register = Button::new("登记申请").icon(icons::PLUS).primary();
    let width = register.width(ui);
    let at =
        Rect::from_min_size(pos2(rect.right() - 12.0 - width, rect.top() + 7.0), vec2(width, 30.0));
    if register.show_at(ui, at).on_hover_text("登记一件收到的申请（Ctrl＋N）").clicked()
    {
        out.push(Action::New);
    }
    let export = Button::new("导出").icon(icons::EXPORT).flat();
    let width = export.width(ui);
    let at =
        Rect::from_min_size(pos2(at.left() - 8.0 - width, rect.top() + 7.0), vec2(width, 30.0));
    let hint = "导出为 Excel 工作簿或 csv（Ctrl＋E）";
    if export.show_at(ui, at).on_hover_text(hint).clicked() {
        out.push(Action::Export);
    }
}

fn button<'a>(action: Action, icon: Icon, app: &App) -> Button<'a> {
    Button::new(action.label()).icon(icon).flat().enabled(app.is_enabled(action))
}

fn tool(
    ui: &mut Ui,
    app: &App,
    (action, icon): (Action, Icon),
    at: egui::Pos2,
    out: &mut Commands,
) -> f32 {
    let button = button(action, icon, app);
    let width = button.width(ui);
    let (words, about) = app.words_of(action);
    let keys = action.shortcut().map(|keys| format!("（{}）", keys.text())).unwrap_or_default();
    let hint =
        if words.contains('：') { format!("{words}{keys}") } else { format!("{about}{keys}") };
    let rect = Rect::from_min_size(at, vec2(width, 30.0));
    if button.show_at(ui, rect).on_hover_text(hint).clicked() {
        out.push(action);
    }
    at.x + width + 3.0
}
