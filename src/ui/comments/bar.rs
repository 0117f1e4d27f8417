//! The bar over the editor while comments are shown: how many there are, where they came from, the way
//! through them.

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::app::{Action, App, CommentsCommand};
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// Height of the bar.
const HEIGHT: f32 = 44.0;

/// The bar, over the whole width.
pub(crate) fn bar(ui: &mut Ui, app: &App, out: &mut Commands) {
    let Some(report) = app.document().map(crate::app::Document::report) else { return };
    let colours = theme::colours(ui.ctx());
    let size = vec2(ui.available_width(), HEIGHT);
    let whole = Rect::from_min_size(ui.available_rect_before_wrap().min, size);
    ui.painter().rect_filled(whole, 0.0, colours.chrome);
    let y = whole.bottom() - 1.0;
    widgets::hairline(ui.painter(), pos2(whole.left(), y), pos2(whole.right(), y), colours.line);
    let inside = whole.shrink2(vec2(16.0, 0.0));
    let layout = Layout::right_to_left(Align::Center);
    let open = report.open_comments().count();
    let all = report.comments.len();
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(layout), |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        if Button::icon_only(icons::CLOSE, "关闭审阅").small().show(ui).clicked() {
            out.push(CommentsCommand::Close);
        }
        if Button::new("导出意见").small().enabled(all > 0).show(ui).clicked() {
            out.push(Action::ExportComments);
        }
        let only = app.comments().only_open;
        if Button::new("只看待处理").small().on(only).show(ui).clicked() {
            out.push(CommentsCommand::OnlyOpen(!only));
        }
        if Button::new("添加意见").small().show(ui).on_hover_text("Ctrl＋Shift＋M").clicked()
        {
            out.push(Action::AddComment);
        }
        for (icon, name, command) in [
            (icons::CHEVRON_DOWN, "下一条待处理的意见", CommentsCommand::Next),
            (icons::CHEVRON_UP, "上一条待处理的意见", CommentsCommand::Previous),
        ] {
            let button = Button::icon_only(icon, name).small().enabled(open > 0);
            if button.show(ui).on_hover_text(format!("{name}（F4，Shift＋F4）")).clicked() {
                out.push(command);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let words = format!("审阅 · {all} 条意见 · {open} 条待处理");
            ui.add(egui::Label::new(widgets::text(words, size::TEXT, colours.ink)));
            if let Some(source) = source(app) {
                let words = widgets::text(format!("来自 {source}"), size::SMALL, colours.ink2);
                ui.add(egui::Label::new(words).truncate());
            }
        });
    });
    ui.advance_cursor_after_rect(whole);
}

/// The file that the current comment came with, else the last comment that came with one.
fn source(app: &App) -> Option<&str> {
    let report = app.document()?.report();
    let current = app.comments().current.as_ref().and_then(|id| id.find(report));
    let comment = match current {
        Some(at) => report.comments.get(at),
        None => report.comments.iter().rfind(|comment| !comment.source.is_empty()),
    };
    comment.map(|comment| comment.source.as_str()).filter(|source| !source.is_empty())
}
