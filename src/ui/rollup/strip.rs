//! The strip at the top: menus, search, reading; export and the one thing to do at the right.

use egui::{Rect, Ui, pos2, vec2};

use super::RollUpScreen;
use crate::app::{App, RollUpCommand};
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::widgets::{self, Button};
use crate::ui::{theme, toolbar};

pub(super) fn show(ui: &mut Ui, app: &App, view: &mut RollUpScreen, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let y = rect.bottom() - 1.0;
    widgets::hairline(ui.painter(), pos2(rect.left(), y), pos2(rect.right(), y), colours.line);
    let report = Button::new("生成本县报告").icon(icons::PAGE).primary();
    let export = Button::new("导出汇总表").icon(icons::EXPORT).flat();
    let widths = report.width(ui) + export.width(ui) + 28.0;
    let folded = rect.width() < 260.0 + widths;
    let mut x = toolbar::menus(ui, app, (rect, folded), &mut view.toolbar, out) + 12.0;
    let top = rect.top() + 7.0;
    let room = rect.right() - widths;
    let reading = app.reading_folder().is_some();
    let tools = [
        (
            Button::new("查找").icon(icons::SEARCH).flat(),
            "按名称查找（Ctrl＋F）",
            RollUpCommand::AskFind,
        ),
        (
            Button::new("收取").icon(icons::IMPORT).flat().enabled(!reading),
            "读入新到的和改过的报告（Ctrl＋I）",
            RollUpCommand::Refresh,
        ),
    ];
    for (button, hint, command) in tools {
        let width = button.width(ui);
        if x + width > room {
            // Where room lacks, the menus and the keys remain.
            break;
        }
        let at = Rect::from_min_size(pos2(x, top), vec2(width, 30.0));
        if button.show_at(ui, at).on_hover_text(hint).clicked() {
            out.push(command);
        }
        x += width + 3.0;
    }
    let mut right = rect.right() - 12.0;
    for (button, hint, command) in [
        (report, "三张表填好合计，文字自己写", RollUpCommand::MakeReport),
        (export, "工作簿、收报情况表、催报文字（Ctrl＋E）", RollUpCommand::AskExport),
    ] {
        let width = button.width(ui);
        if right - width < x {
            break;
        }
        let at = Rect::from_min_size(pos2(right - width, top), vec2(width, 30.0));
        if button.show_at(ui, at).on_hover_text(hint).clicked() {
            out.push(command);
        }
        right = at.left() - 8.0;
    }
}
