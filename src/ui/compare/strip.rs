//! The strip at the top where the years are of no open report: menus, and what is written.

use egui::{Rect, Ui, pos2, vec2};

use crate::app::{App, CompareCommand};
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme;
use crate::ui::toolbar::{self, ToolbarView};
use crate::ui::widgets::{self, Button};

/// Draws the strip.
pub(in crate::ui) fn show(ui: &mut Ui, app: &App, view: &mut ToolbarView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let y = rect.bottom() - 1.0;
    widgets::hairline(ui.painter(), pos2(rect.left(), y), pos2(rect.right(), y), colours.line);
    let back = Button::new("返回").icon(icons::CHEVRON_LEFT).flat();
    let export = Button::new("导出").icon(icons::EXPORT).flat();
    let (wide, widest) = (export.width(ui), back.width(ui) + export.width(ui) + 24.0);
    let folded = rect.width() < 260.0 + widest;
    let mut x = toolbar::menus(ui, app, (rect, folded), view, out) + 12.0;
    let top = rect.top() + 7.0;
    let width = back.width(ui);
    if x + width <= rect.right() {
        let at = Rect::from_min_size(pos2(x, top), vec2(width, 30.0));
        if back.show_at(ui, at).on_hover_text("回到原来的地方（Esc）").clicked() {
            out.push(CompareCommand::Close);
        }
        x += width;
    }
    let right = rect.right() - 12.0 - wide;
    if right >= x {
        let has_any = app.years().is_some_and(|view| view.comparison.is_some());
        let at = Rect::from_min_size(pos2(right, top), vec2(wide, 30.0));
        let hint = "各年数字、一页图、解读（Ctrl＋E）";
        if export.enabled(has_any).show_at(ui, at).on_hover_text(hint).clicked() && has_any {
            out.push(CompareCommand::AskExport);
        }
    }
}
