//! The place of the preview at the right.

use egui::{Align2, FontId, Rect, Ui, pos2, vec2};

use super::icons;
use super::theme::{self, size};
use super::widgets::{self, Button};
use crate::app::{Action, App, Command};

/// Draws the pane, or the narrow strip that unfolds it.
pub fn show(ui: &mut Ui, app: &App, open: bool, out: &mut Vec<Command>) {
    let Some(document) = app.document() else { return };
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let ground = if open { colours.desk } else { colours.chrome };
    ui.painter().rect_filled(rect, 0.0, ground);
    widgets::hairline(ui.painter(), rect.left_top(), rect.left_bottom(), colours.line);
    let font = |points| FontId::proportional(points);
    if !open {
        let at = Rect::from_center_size(pos2(rect.center().x, rect.top() + 18.0), vec2(24.0, 24.0));
        let button = Button::icon_only(icons::CHEVRON_LEFT, "展开预览").small();
        if button.show_at(ui, at).on_hover_text("展开预览（F9）").clicked() {
            out.push(Command::Do(Action::TogglePreview));
        }
        for (index, word) in [(0.0, "预"), (1.0, "览")] {
            let at = pos2(rect.center().x, rect.top() + 44.0 + 21.0 * index);
            ui.painter().text(at, Align2::CENTER_CENTER, word, font(size::SMALL), colours.ink2);
        }
        return;
    }
    let head = Rect::from_min_size(rect.min + vec2(1.0, 0.0), vec2(rect.width() - 1.0, 44.0));
    ui.painter().rect_filled(head, 0.0, colours.chrome);
    let line = (head.left_bottom(), head.right_bottom());
    widgets::hairline(ui.painter(), line.0, line.1, colours.line);
    let middle = head.center().y;
    let at = pos2(head.left() + 14.0, middle);
    ui.painter().text(at, Align2::LEFT_CENTER, "预览", font(size::TEXT), colours.ink2);
    let at = Rect::from_center_size(pos2(head.right() - 22.0, middle), vec2(30.0, 30.0));
    let button = Button::icon_only(icons::CHEVRON_RIGHT, "收起预览");
    if button.show_at(ui, at).on_hover_text("收起预览（F9）").clicked() {
        out.push(Command::Do(Action::TogglePreview));
    }
    let words = if document.findings().is_empty() {
        "版面在导出 PDF 时生成。"
    } else {
        "版面在导出 PDF 时生成，尚有问题未改。"
    };
    let at = pos2(rect.center().x, head.bottom() + 40.0);
    ui.painter().text(at, Align2::CENTER_CENTER, words, font(size::TEXT), colours.ink2);
}
