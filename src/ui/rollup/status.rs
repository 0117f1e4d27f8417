//! The line at the bottom: whose identity fails, how far the reading is, what was done.

use egui::{Align2, FontId, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::rollup::board::BoardFilter;
use crate::app::{App, RollUpCommand};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::status;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let Some(open) = app.roll_up() else { return };
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let middle = rect.center().y;
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    let mut right = rect.right() - 12.0;
    let font = FontId::proportional(size::SMALL);
    if let Some(reading) = app.reading_folder() {
        let stop = Button::new("停止").small().name("停止读取");
        let width = stop.width(ui);
        let at = Rect::from_min_size(pos2(right - width, middle - 12.0), vec2(width, 24.0));
        if stop.show_at(ui, at).clicked() {
            out.push(RollUpCommand::CancelReading);
        }
        let words = match reading.of {
            0 => "正在读取文件夹…".to_owned(),
            of => format!("正在读取 {}／{of}", reading.done),
        };
        let at = pos2(at.left() - 8.0, middle);
        right = ui.painter().text(at, Align2::RIGHT_CENTER, &words, font, colours.ink2).left();
        let place = Rect::from_min_max(pos2(right, rect.top()), pos2(at.x, rect.bottom()));
        let response = ui.interact(place, Id::unique("roll-up progress"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    } else {
        let words = if open.damaged.is_some() {
            "汇总文件读不出，没有写入"
        } else {
            "决定随时写入汇总文件"
        };
        let at = pos2(right, middle);
        right = ui.painter().text(at, Align2::RIGHT_CENTER, words, font, colours.ink2).left();
    }
    let unbalanced = open.board.count(BoardFilter::Unbalanced);
    let mut x = rect.left() + 12.0;
    let words = match unbalanced {
        0 => "勾稽：计入的单位都平衡".to_owned(),
        count => format!("勾稽：{count} 个单位不平衡"),
    };
    x = signed(ui, (x, &words), (unbalanced > 0).then_some(Severity::Blocks), out) + 24.0;
    let hint = "F4 下一个待办单位，回车打开报告，Ctrl＋I 收取";
    let words = app.notice().unwrap_or(hint);
    let room = right - 12.0 - x;
    if room < 60.0 {
        return;
    }
    let galley = widgets::elided(ui.painter(), words, size::SMALL, colours.ink2, room);
    let at = pos2(x, middle - galley.size().y / 2.0);
    let place = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, colours.ink2);
    let response = ui.interact(place, Id::unique("roll-up notice"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}

fn signed(ui: &Ui, words: (f32, &str), severity: Option<Severity>, out: &mut Commands) -> f32 {
    let response = status::sign_button(ui, Id::unique("roll-up sign"), words, severity);
    if response.clicked() {
        let filter = if severity.is_some() { BoardFilter::Unbalanced } else { BoardFilter::All };
        out.push(RollUpCommand::Filter(filter));
    }
    response.rect.right()
}
