//! The bar: how many of last year's figures are left, how far one is, the way on and out.

use egui::{Align2, FontId, Rect, Ui, Vec2, pos2, vec2};

use super::{BAR, CarriedView, card, said};
use crate::app::{App, CarriedCommand, CarriedState};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// Width and height of the line that shows how far one is.
const PROGRESS: Vec2 = vec2(140.0, 4.0);

/// Draws the bar into the ui's room; a room of two lines has the chosen figure in the second.
pub fn show(ui: &mut Ui, app: &App, view: &mut CarriedView, out: &mut Commands) {
    view.follow(app);
    let colours = theme::colours(ui.ctx());
    let room = ui.max_rect();
    ui.painter().rect_filled(room, 0.0, colours.chrome);
    let y = room.bottom() - 1.0;
    widgets::hairline(ui.painter(), pos2(room.left(), y), pos2(room.right(), y), colours.line);
    let first = Rect::from_min_size(room.min, vec2(room.width(), BAR.min(room.height())));
    counts(ui, view, first, out);
    if room.height() > BAR {
        let second = Rect::from_min_max(pos2(room.left(), first.bottom()), room.max);
        card::line(ui, app, view, second, out);
    }
}

fn counts(ui: &mut Ui, view: &CarriedView, rect: Rect, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let all = view.items().len();
    let is_open = |item: &&crate::app::CarriedItem| item.state == CarriedState::Undecided;
    let left = view.items().iter().filter(is_open).count();
    let middle = rect.center().y;
    let sign = Rect::from_center_size(pos2(rect.left() + 24.0, middle), Vec2::splat(16.0));
    let words = if left == 0 {
        icons::TICK.paint(ui.painter(), sign, colours.fine);
        "上年的数都已核对".to_owned()
    } else {
        icons::severity(ui.painter(), sign, Severity::Warning, colours, false);
        format!("还有 {left} 处上年的数没有核对")
    };
    let right = ways(ui, rect, left > 0, out);
    let font = FontId::proportional(size::TEXT);
    let at = pos2(rect.left() + 44.0, middle);
    let told = ui.painter().text(at, Align2::LEFT_CENTER, &words, font, colours.ink);
    said(ui, told, "left", &words);
    let done = format!("已核对 {}／{all}", all - left);
    let small = FontId::proportional(size::SMALL);
    let done = ui.painter().layout_no_wrap(done, small, colours.ink2);
    let end = told.right() + 16.0 + PROGRESS.x + 12.0 + done.size().x;
    if end < right {
        let line = Rect::from_min_size(pos2(told.right() + 16.0, middle - 2.0), PROGRESS);
        ui.painter().rect_filled(line, 2.0, colours.line);
        #[allow(clippy::cast_precision_loss)] // A report has a few dozen.
        let share = (all - left) as f32 / all.max(1) as f32;
        let full = Rect::from_min_size(line.min, vec2(PROGRESS.x * share, PROGRESS.y));
        ui.painter().rect_filled(full, 2.0, colours.accent);
        let at = pos2(line.right() + 12.0, middle - done.size().y / 2.0);
        let rect = Rect::from_min_size(at, done.size());
        let words = done.text().to_owned();
        ui.painter().galley(at, done, colours.ink2);
        said(ui, rect, "done", &words);
    }
}

/// The keys in words, the ways to the neighbours and out, from the right; gives back where they begin.
fn ways(ui: &mut Ui, rect: Rect, any: bool, out: &mut Commands) -> f32 {
    let colours = theme::colours(ui.ctx());
    let middle = rect.center().y;
    let mut x = rect.right() - 11.0;
    let mut next = |gap: f32| {
        x -= 24.0 + gap;
        Rect::from_min_size(pos2(x, middle - 12.0), Vec2::splat(24.0))
    };
    let close = next(0.0);
    let (down, up) = (next(13.0), next(2.0));
    let line = close.left() - 7.0;
    widgets::hairline(
        ui.painter(),
        pos2(line, middle - 10.0),
        pos2(line, middle + 10.0),
        colours.line2,
    );
    let steps = [
        (icons::CHEVRON_UP, "上一处上年的数", "Shift＋F4", up, CarriedCommand::Previous),
        (icons::CHEVRON_DOWN, "下一处上年的数", "F4", down, CarriedCommand::Next),
    ];
    for (icon, name, keys, at, command) in steps {
        let button = Button::icon_only(icon, name).small().enabled(any);
        if button.show_at(ui, at).on_hover_text(format!("{name}（{keys}）")).clicked() {
            out.push(command);
        }
    }
    let button = Button::icon_only(icons::CLOSE, "退出核对上年").small();
    if button.show_at(ui, close).on_hover_text("退出核对上年（Esc），记号都还在").clicked()
    {
        out.push(CarriedCommand::Check(false));
    }
    let keys = "F4 下一处，Ctrl＋Enter 仍然对";
    if any && rect.width() > 700.0 {
        let font = FontId::proportional(size::SMALL);
        let at = pos2(up.left() - 12.0, middle);
        return ui.painter().text(at, Align2::RIGHT_CENTER, keys, font, colours.ink2).left();
    }
    up.left() - 12.0
}
