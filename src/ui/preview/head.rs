//! The line above the pages: which page, how large.

use egui::{Align2, FontId, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::geometry::{Geometry, Zoom};
use crate::app::{Action, Command};
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// Height of the head.
pub const HEIGHT: f32 = 44.0;
/// Height of its buttons.
const BUTTON: f32 = 24.0;
/// A narrower head has no room for zooming in steps.
const STEPS: f32 = 430.0;

/// Draws the head; the zoom that was chosen in it.
pub fn show(
    ui: &mut Ui,
    head: Rect,
    pages: Option<(&Geometry, usize)>,
    zoom: Zoom,
    out: &mut Commands,
) -> Option<Zoom> {
    let colours = theme::colours(ui.ctx());
    ui.painter().rect_filled(head, 0.0, colours.chrome);
    let y = head.bottom() - 1.0;
    widgets::hairline(ui.painter(), pos2(head.left(), y), pos2(head.right(), y), colours.line);
    let middle = head.center().y;
    let at = pos2(head.left() + 14.0, middle);
    let font = FontId::proportional(size::TEXT);
    let words = ui.painter().text(at, Align2::LEFT_CENTER, "预览", font, colours.ink2);
    let mut right = Right { x: head.right() - 8.0, middle };
    let close = Button::icon_only(icons::CHEVRON_RIGHT, "收起预览").small();
    if right.put(ui, close, 30.0).on_hover_text("收起预览（F9）").clicked() {
        out.push(Command::Do(Action::TogglePreview));
    }
    let (geometry, page) = pages?;
    let number = format!("第 {} 页，共 {} 页", page + 1, geometry.pages);
    let at = pos2(words.right() + 16.0, middle);
    label(ui, at, Align2::LEFT_CENTER, &number);
    right.x -= 3.0;
    let mut chosen = None;
    for (name, means, tip) in
        [("整页", Zoom::Page, "一屏看一整页"), ("适合宽度", Zoom::Width, "页面与预览同宽")]
    {
        let button = Button::new(name).small().choice(zoom == means);
        let button = if zoom == means { button } else { button.flat() };
        let width = button.width(ui);
        if right.put(ui, button, width).on_hover_text(tip).clicked() {
            chosen = Some(means);
        }
        right.x -= 4.0;
    }
    if head.width() >= STEPS {
        chosen = steps(ui, &mut right, geometry).or(chosen);
    }
    chosen
}

/// Zooming in steps, and how large the pages are.
fn steps(ui: &mut Ui, right: &mut Right, geometry: &Geometry) -> Option<Zoom> {
    let mut chosen = None;
    let plus = Button::icon_only(icons::PLUS, "放大页面").small();
    if right.put(ui, plus, 24.0).on_hover_text("放大页面（Ctrl＋滚轮）").clicked() {
        chosen = Some(geometry.step(true));
    }
    let at = pos2(right.x - 20.0, right.middle);
    label(ui, at, Align2::CENTER_CENTER, &format!("{:.0}%", geometry.percent()));
    right.x -= 40.0;
    let minus = Button::icon_only(icons::MINUS, "缩小页面").small();
    if right.put(ui, minus, 24.0).on_hover_text("缩小页面（Ctrl＋滚轮）").clicked() {
        chosen = Some(geometry.step(false));
    }
    chosen
}

/// Buttons from the right.
struct Right {
    x: f32,
    middle: f32,
}

impl Right {
    fn put(&mut self, ui: &mut Ui, button: Button<'_>, width: f32) -> Response {
        self.x -= width;
        let at = Rect::from_min_size(pos2(self.x, self.middle - BUTTON / 2.0), vec2(width, BUTTON));
        button.show_at(ui, at)
    }
}

fn label(ui: &mut Ui, at: egui::Pos2, align: Align2, words: &str) {
    let colours = theme::colours(ui.ctx());
    let font = FontId::proportional(size::SMALL);
    let rect = ui.painter().text(at, align, words, font, colours.ink2);
    let id = ui.next_auto_id();
    ui.skip_ahead_auto_ids(1);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}
