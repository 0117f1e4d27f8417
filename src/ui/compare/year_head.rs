//! The head of a table of years: the years, each with where it comes from and what is known of its scope.

use egui::{Align2, FontId, Id, Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Ui};
use egui::{SetOpenCommand, WidgetInfo, pos2, vec2};

use super::CompareScreen;
use super::table::YearsTable;
use crate::app::CompareCommand;
use crate::app::compare::years::YearSource;
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::size;
use crate::ui::widgets::{self, Button};

pub(super) fn show(
    ui: &mut Ui,
    of: &YearsTable<'_>,
    rect: Rect,
    screen: &mut CompareScreen,
    out: &mut Commands,
) {
    let colours = of.colours;
    ui.painter().rect_filled(rect, 3.0, colours.head);
    let figures = rect.left() + of.columns.figures();
    corner(ui, of, Rect::from_min_max(rect.min, pos2(figures, rect.bottom())), screen);
    let own = of.view.own_year();
    for year in of.columns.years.clone() {
        let from = rect.left() + of.columns.of_year(year);
        let at = Rect::from_min_size(pos2(from, rect.top()), vec2(of.columns.year, rect.height()));
        let Some(year) = of.comparison.years.get(year).copied() else { continue };
        let response = head(ui, of, (at, year, own == Some(year)));
        let asked = response.clicked() || response.secondary_clicked();
        let menu = Popup::menu(&response).gap(2.0).accessible_name("这一年");
        let menu = menu.open_memory(asked.then_some(SetOpenCommand::Toggle));
        menu.close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
            let source = of.view.sources.iter().find(|s| s.report.year == Some(year));
            self::menu(ui, of, (year, source), out);
        });
    }
    let mut from = rect.left() + of.columns.of_change();
    for (words, width) in [("比上年", of.columns.change), ("增减率", of.columns.percent)] {
        let at = pos2(from + width - 10.0, rect.center().y);
        let font = FontId::proportional(size::SMALL);
        ui.painter().text(at, Align2::RIGHT_CENTER, words, font, colours.ink2);
        from += width;
        let x = from - 1.0;
        let (top, bottom) = (pos2(x, rect.top()), pos2(x, rect.bottom()));
        widgets::hairline(ui.painter(), top, bottom, colours.line);
    }
    let y = rect.bottom() - 1.0;
    let (a, b) = (pos2(rect.left(), y), pos2(rect.right(), y));
    widgets::hairline(ui.painter(), a, b, colours.line2);
    let edge = figures - 1.0;
    let (a, b) = (pos2(edge, rect.top()), pos2(edge, rect.bottom()));
    widgets::hairline(ui.painter(), a, b, colours.line2);
}

/// Which table and column it is, and the buttons for years that have no room.
fn corner(ui: &mut Ui, of: &YearsTable<'_>, rect: Rect, screen: &mut CompareScreen) {
    let choices = of.view.choices(of.table);
    let at = of.view.columns.get(of.table).copied().flatten().unwrap_or(choices.len().max(1) - 1);
    let column = choices.get(at).map(|column| format!(" {column}")).unwrap_or_default();
    let words = format!("{}{column}", of.view.tab.label());
    let galley =
        widgets::elided(ui.painter(), &words, size::SMALL, of.colours.ink2, rect.width() - 16.0);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + 8.0, top), galley, of.colours.ink2);
    let (earlier, later) = (of.columns.years.start, of.columns.back);
    if earlier + later == 0 || rect.width() < 130.0 {
        return;
    }
    let button = |right: f32| {
        Rect::from_min_size(pos2(rect.right() - right, rect.top() + 1.0), vec2(24.0, 24.0))
    };
    let back = format!("更早的年度，还有 {earlier} 个");
    let back = Button::icon_only(icons::CHEVRON_LEFT, &back).small().enabled(earlier > 0);
    if back.show_at(ui, button(52.0)).on_hover_text("更早的年度（←）").clicked() && earlier > 0
    {
        screen.back += 1;
    }
    let forth = format!("更晚的年度，还有 {later} 个");
    let forth = Button::icon_only(icons::CHEVRON_RIGHT, &forth).small().enabled(later > 0);
    if forth.show_at(ui, button(28.0)).on_hover_text("更晚的年度（→）").clicked() && later > 0
    {
        screen.back -= 1;
    }
}

/// A year; a click tells more of it.
fn head(ui: &Ui, of: &YearsTable<'_>, (rect, year, is_own): (Rect, u16, bool)) -> Response {
    let colours = of.colours;
    let scope = of.comparison.other_scope(year);
    let response = ui.interact(rect, Id::unique(("year head", year)), Sense::click());
    let (ground, ink) = match scope {
        Some(_) => (colours.warning.ground, colours.warning.ink),
        None if is_own => (colours.accent_soft, colours.accent),
        None => (colours.head, colours.ink2),
    };
    let ground = if response.hovered() { colours.accent_soft } else { ground };
    ui.painter().rect_filled(rect, 0.0, ground);
    let end = pos2(rect.right() - 14.0, rect.center().y);
    let font = FontId::proportional(size::SMALL);
    let words = ui.painter().text(end, Align2::RIGHT_CENTER, year.to_string(), font, ink);
    if scope.is_some() {
        let at = Rect::from_center_size(pos2(words.left() - 10.0, end.y), vec2(13.0, 13.0));
        icons::severity(ui.painter(), at, Severity::Warning, colours, false);
    }
    let x = rect.right() - 1.0;
    let (top, bottom) = (pos2(x, rect.top()), pos2(x, rect.bottom()));
    widgets::hairline(ui.painter(), top, bottom, colours.line);
    let own = if is_own { "，本年度" } else { "" };
    let scope = if scope.is_some() { "，统计范围与其他年度不同" } else { "" };
    let name = format!("{year} 年{own}{scope}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect.shrink(1.0), 2.0.into(), colours);
    }
    response.on_hover_text("来自哪份报告、统计范围、去掉这一年")
}

fn menu(
    ui: &mut Ui,
    of: &YearsTable<'_>,
    (year, source): (u16, Option<&YearSource>),
    out: &mut Commands,
) {
    ui.set_max_width(360.0);
    if let Some(source) = source {
        let words = format!("来自：{}", source.name);
        ui.label(widgets::text(words, size::SMALL, of.colours.ink2));
    }
    if let Some(scope) = of.comparison.other_scope(year) {
        let words = format!("统计范围：{}", scope.reason);
        ui.label(widgets::text(words, size::SMALL, of.colours.ink2));
    }
    if ui.button("统计范围说明…").clicked() {
        out.push(CompareCommand::AskScope(year));
    }
    if source.is_some_and(|source| !source.is_open)
        && ui.button(format!("去掉 {year} 年")).clicked()
    {
        out.push(CompareCommand::Remove(year));
    }
}
