//! At the left: whose roll-up it is, its pages, and the way to the reports.

use egui::{Align2, FontId, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::rollup::messages::RollUpPage;
use crate::app::{App, RollUpCommand};
use crate::finding::Severity;
use crate::rollup::UnitState;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::nav;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// Below this height the rows are lower.
const LOW: f32 = 640.0;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let mut y = owner(ui, app, rect) + 12.0;
    let row = if rect.height() < LOW { 30.0 } else { 38.0 };
    let at =
        |y: f32| Rect::from_min_size(pos2(rect.left() + 8.0, y), vec2(rect.width() - 17.0, row));
    for page in RollUpPage::ALL {
        if item(ui, app, page, at(y)) {
            out.push(RollUpCommand::Show(page));
        }
        y += row + 2.0;
    }
    let (a, b) = (pos2(rect.left() + 8.0, y + 5.0), pos2(rect.right() - 9.0, y + 5.0));
    widgets::hairline(ui.painter(), a, b, colours.line);
    y += 11.0;
    let words = if app.document().is_some() { "打开着的报告" } else { "开始页" };
    for (words, hint, command) in [
        ("汇总信息", "年度、汇总范围、名录、上年文件夹", RollUpCommand::AskProperties),
        (words, "汇总仍然开着，按 Alt＋9 回来", RollUpCommand::ToReport),
    ] {
        if nav::way(ui, at(y), true, (None, words)).on_hover_text(hint).clicked() {
            out.push(command);
        }
        y += row + 2.0;
    }
    foot(ui, app, rect, y);
    let edge = rect.right() - 1.0;
    let (top, bottom) = (pos2(edge, rect.top()), pos2(edge, rect.bottom()));
    widgets::hairline(ui.painter(), top, bottom, colours.line);
}

fn owner(ui: &Ui, app: &App, rect: Rect) -> f32 {
    let colours = theme::colours(ui.ctx());
    let Some(open) = app.roll_up() else { return rect.top() };
    let folder = open.folder.file_name().unwrap_or(open.folder.as_os_str()).to_string_lossy();
    let agency = &app.settings().agency;
    let agency = if agency.is_empty() { &*folder } else { agency.as_str() };
    let words = format!("{agency}\n{} 年度汇总", open.result.year);
    let font = FontId::proportional(size::SMALL);
    let galley = ui.painter().layout(words, font, colours.ink2, (rect.width() - 24.0).max(20.0));
    let at = pos2(rect.left() + 16.0, rect.top() + 12.0);
    let bottom = at.y + galley.size().y;
    ui.painter().galley(at, galley, colours.ink2);
    bottom
}

fn item(ui: &Ui, app: &App, page: RollUpPage, rect: Rect) -> bool {
    let colours = theme::colours(ui.ctx());
    let Some(open) = app.roll_up() else { return false };
    let on = app.roll_up_view().page == page;
    let unbalanced = |state: UnitState| state == UnitState::Unbalanced;
    let (count, severity) = match page {
        RollUpPage::Board => (open.result.units.len(), None),
        RollUpPage::Sums => {
            let units = open.result.units.iter();
            let count = units.filter(|unit| unit.counts() && unbalanced(unit.state)).count();
            (count, (count > 0).then_some(Severity::Blocks))
        }
        RollUpPage::Alike => {
            let count = open.result.alike.len();
            (count, (count > 0).then_some(Severity::Warning))
        }
    };
    let response =
        ui.interact(rect, egui::Id::unique(("roll-up page", page.word())), Sense::click());
    let told = match page {
        RollUpPage::Board => format!("，{count} 个单位"),
        RollUpPage::Sums if count > 0 => format!("，{count} 个单位不平衡"),
        RollUpPage::Alike if count > 0 => format!("，{count} 处"),
        _ => String::new(),
    };
    let name = format!("{}{told}", page.word());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, &name));
    if on || response.hovered() {
        ui.painter().rect_filled(rect, 4.0, colours.accent_soft);
    }
    if on {
        let bar = Rect::from_min_size(rect.min + vec2(0.0, 6.0), vec2(3.0, rect.height() - 12.0));
        ui.painter().rect_filled(bar, 1.5, colours.accent);
    }
    let ink = if on { colours.accent } else { colours.ink };
    let middle = rect.center().y;
    let left = pos2(rect.left() + 10.0, middle);
    ui.painter().text(
        left,
        Align2::LEFT_CENTER,
        page.word(),
        FontId::proportional(size::TEXT),
        ink,
    );
    if count > 0 {
        let ink = severity.map_or(colours.ink2, |severity| colours.tone(severity).ink);
        let right = pos2(rect.right() - 8.0, middle);
        let font = FontId::proportional(size::SMALL);
        let words = ui.painter().text(right, Align2::RIGHT_CENTER, count.to_string(), font, ink);
        if let Some(severity) = severity {
            let at = Rect::from_center_size(pos2(words.left() - 11.0, middle), vec2(14.0, 14.0));
            icons::severity(ui.painter(), at, severity, colours, false);
        }
    }
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(4), colours);
    }
    response.clicked()
}

/// Days left until reports are due.
fn foot(ui: &Ui, app: &App, rect: Rect, from: f32) {
    let colours = theme::colours(ui.ctx());
    let (due, _) = app.settings().due(app.now().date);
    let left = due.days() - app.now().date.days();
    let top = rect.bottom() - 67.0;
    if top < from {
        return;
    }
    let font = FontId::proportional;
    let at = |y: f32| pos2(rect.left() + 16.0, top + y);
    let painter = ui.painter();
    painter.text(at(20.0), Align2::LEFT_CENTER, "距报送截止", font(size::SMALL), colours.ink2);
    let days = format!("{left} 天");
    painter.text(at(44.0), Align2::LEFT_CENTER, days, font(size::TITLE), colours.ink);
    let date = format!("{} 月 {} 日", due.month, due.day);
    let right = pos2(rect.right() - 17.0, top + 44.0);
    painter.text(right, Align2::RIGHT_CENTER, date, font(size::SMALL), colours.ink2);
}
