//! At the left: whose roll-up it is, its pages, and the way to the reports.

use egui::{FontId, Rect, Ui, pos2, vec2};

use crate::app::rollup::messages::RollUpPage;
use crate::app::{App, RollUpCommand};
use crate::finding::Severity;
use crate::rollup::UnitState;
use crate::ui::commands::Commands;
use crate::ui::nav::{self, CountedRow};
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
    let years = CountedRow {
        label: "历年对照",
        spoken: "历年对照，选中的单位",
        on: app.years().is_some(),
        count: None,
        severity: None,
    };
    if nav::counted(ui, egui::Id::unique("roll-up years"), at(y), &years) {
        out.push(RollUpCommand::Years);
    }
    y += row + 2.0;
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
    nav::days(ui, app, rect, true, y);
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
    let Some(open) = app.roll_up() else { return false };
    let on = app.roll_up_view().page == page && app.years().is_none();
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
    let told = match page {
        RollUpPage::Board => format!("，{count} 个单位"),
        RollUpPage::Sums if count > 0 => format!("，{count} 个单位不平衡"),
        RollUpPage::Alike if count > 0 => format!("，{count} 处"),
        _ => String::new(),
    };
    let name = format!("{}{told}", page.word());
    let row = CountedRow {
        label: page.word(),
        spoken: &name,
        on,
        count: (count > 0).then_some(count),
        severity,
    };
    nav::counted(ui, egui::Id::unique(("roll-up page", page.word())), rect, &row)
}
