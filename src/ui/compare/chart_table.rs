//! The table behind a chart: what it shows, year by year, for those who do not see the drawing, and
//! below it where there is room.

use egui::{Align2, FontId, Id, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::compare::trends::Trend;
use crate::ui::theme::{Colours, size};
use crate::ui::widgets;

/// Height of a row, and width of its first column.
const ROW: f32 = 26.0;
const FIRST: f32 = 70.0;

/// The table for readers of the screen alone: nothing is drawn.
pub(super) fn behind(ui: &mut Ui, trend: &Trend, (at, rect): (usize, Rect)) {
    let id = Id::unique(("years chart table", at));
    let builder = UiBuilder::new().scope_id(id).max_rect(rect);
    let name = format!("{}的数据表", trend.title);
    let table = ui.new_child(builder.accessibility_role(Role::Table).accessibility_label(name));
    for (line, point) in trend.points.iter().enumerate() {
        let change = match point.change.as_str() {
            "" => String::new(),
            change => format!("，比上一年 {change}"),
        };
        let scope = if point.is_other_scope { "，统计范围不同" } else { "" };
        let words = format!("{} 年：{}{change}{scope}", point.year, point.shown);
        let response = table.interact(rect, id.with(line), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &words));
    }
}

/// The table as it is seen, below its chart.
pub(super) fn show(ui: &mut Ui, trend: &Trend, width: f32, colours: &Colours) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 3.0 * ROW), Sense::hover());
    let words = format!("{}：{}", trend.title, trend.words());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let edge = egui::Stroke::new(1.0, colours.line2);
    painter.rect(rect, 3.0, colours.surface, edge, egui::StrokeKind::Inside);
    let head = Rect::from_min_size(rect.min, vec2(width, ROW));
    painter.rect_filled(head.shrink(1.0), 0.0, colours.head);
    #[allow(clippy::cast_precision_loss)] // Ten years or so.
    let each = (width - FIRST) / trend.points.len().max(1) as f32;
    #[allow(clippy::cast_precision_loss)]
    let middle = |row: usize| rect.top() + (row as f32 + 0.5) * ROW;
    let points = if each < 62.0 { 11.0 } else { size::SMALL };
    for (row, words) in ["年度", "数字", "比上一年"].into_iter().enumerate() {
        let at = pos2(rect.left() + 8.0, middle(row));
        let font = FontId::proportional(size::SMALL);
        painter.text(at, Align2::LEFT_CENTER, words, font, colours.ink2);
    }
    for row in 1..3_u8 {
        let y = rect.top() + f32::from(row) * ROW;
        widgets::hairline(&painter, pos2(rect.left(), y), pos2(rect.right(), y), colours.line);
    }
    for (n, point) in trend.points.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let right = rect.left() + FIRST + (n as f32 + 1.0) * each - 8.0;
        let ink = if point.is_other_scope { colours.warning.ink } else { colours.ink };
        let year = point.year.to_string();
        for (row, words) in [&year, &point.shown, &point.change].into_iter().enumerate() {
            let font = FontId::proportional(points);
            let ink = if row == 1 { ink } else { colours.ink2 };
            painter.text(pos2(right, middle(row)), Align2::RIGHT_CENTER, words, font, ink);
        }
    }
}
