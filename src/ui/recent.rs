//! The recent files on the start page: arrow keys choose, Enter opens, Delete takes off the list.

use std::path::PathBuf;

use egui::{
    Align2, Color32, FontId, Key, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

use super::finding_actions::{self, FindingAction};
use super::icons;
use super::start::{StartView, day};
use super::theme::{self, Colours, size};
use super::widgets::{self, Button};
use crate::app::{Action, App, Command, OpeningCommand, Recent};
use crate::finding::Severity;
use crate::ui::commands::Commands;

/// Height of a row.
const ROW: f32 = 56.0;
/// What is said of a file that has something newer than itself.
const DRAFT: &str = "有未保存的草稿";
/// Height of the head.
const HEAD: f32 = 31.0;

/// Draws the list, with its title and the line that tells the keys.
pub fn show(ui: &mut Ui, app: &App, view: &mut StartView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    ui.add(egui::Label::new(widgets::text("最近使用", size::TITLE, colours.ink)));
    ui.add_space(8.0);
    let recent = &app.settings().recent;
    if recent.is_empty() {
        let words = "还没有报告。可以新建一份，也可以导入已公布的报告。";
        ui.add(egui::Label::new(widgets::text(words, size::TEXT, colours.ink3)));
        return;
    }
    let height = recent.iter().map(|_| ROW).sum::<f32>() + HEAD + 1.0;
    let width = ui.available_width();
    let (card, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let edge = Stroke::new(1.0, colours.line);
    ui.painter().rect(card, 6.0, colours.surface, edge, StrokeKind::Inside);
    head(ui, card, colours);
    let mut top = card.top() + HEAD;
    for (index, file) in recent.iter().enumerate() {
        let rect = Rect::from_min_size(pos2(card.left(), top), vec2(width, ROW));
        row(ui, app, (rect, index, file), view, out);
        top += ROW;
    }
    ui.add_space(11.0);
    let words = "方向键选择，回车打开，Delete 从列表移出（不删除文件）。";
    ui.add(egui::Label::new(widgets::text(words, size::SMALL, colours.ink3)));
}

/// Where the columns begin: year and date, from the right edge of the list. Where there is no room
/// for them, they begin beyond it, and only the state stands at the right.
fn columns(card: Rect) -> (f32, f32) {
    match card.width() {
        width if width < 460.0 => (card.right() - 128.0, f32::INFINITY),
        width if width < 620.0 => (card.right() - 316.0, card.right() - 262.0),
        _ => (card.right() - 373.0, card.right() - 297.0),
    }
}

fn head(ui: &Ui, card: Rect, colours: &Colours) {
    let rect = Rect::from_min_size(card.min, vec2(card.width(), HEAD)).shrink(1.0);
    ui.painter().rect_filled(rect, egui::CornerRadius { nw: 5, ne: 5, sw: 0, se: 0 }, colours.head);
    let (year, date) = columns(card);
    let middle = card.top() + HEAD / 2.0;
    let columns = [(card.left() + 17.0, "机关"), (year, "年度"), (date, "上次使用")];
    let shown = if date.is_finite() { 3 } else { 1 };
    for (x, words) in columns.into_iter().take(shown) {
        text(ui, pos2(x, middle), Align2::LEFT_CENTER, words, size::SMALL, colours.ink2);
    }
    let right = pos2(card.right() - 17.0, middle);
    text(ui, right, Align2::RIGHT_CENTER, "状态", size::SMALL, colours.ink2);
}

fn row(
    ui: &mut Ui,
    app: &App,
    (rect, index, file): (Rect, usize, &Recent),
    view: &mut StartView,
    out: &mut Commands,
) {
    let id = ui.make_persistent_id(("recent", index));
    let response = ui.interact(rect, id, Sense::click());
    widgets::keep_in_view(&response);
    // Not looked for yet, it is taken to be there.
    let gone = |(path, there): &(PathBuf, bool)| *path == file.path && !there;
    let there = !app.recent_there().iter().any(gone);
    let count = app.settings().recent.len();
    let state = match (there, app.draft_of(&file.path)) {
        (false, _) => "文件不在原处",
        (true, Some(_)) => DRAFT,
        (true, None) => "已保存",
    };
    let year = file.year.map(|year| format!("{year} 年，")).unwrap_or_default();
    let name = format!("{}，{year}{}，{state}", file.agency, file.path.display());
    let current = view.row.row(ui, &response, (index, count), &name);
    paint(ui, app, (rect, &response, file), there, current);
    let delete = || ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Delete));
    if response.has_focus() && delete() {
        view.row.put(index.min(count.saturating_sub(2)));
        if count > 1 {
            view.row.enter();
        }
        out.push(OpeningCommand::Forget(file.path.clone()));
    }
    let lines = || {
        let open = FindingAction::new("打开", OpeningCommand::File(file.path.clone()).into());
        let forget =
            FindingAction::new("从列表移出", OpeningCommand::Forget(file.path.clone()).into());
        Some(open).filter(|_| there).into_iter().chain([forget]).collect()
    };
    finding_actions::context(ui, (&response, response.id), "最近使用的文件", lines, out);
    if there {
        if response.clicked() {
            out.push(OpeningCommand::File(file.path.clone()));
        }
    } else {
        let button = Button::new("查找").small().name("查找不在原处的文件");
        let at =
            Rect::from_center_size(pos2(rect.right() - 40.0, rect.center().y), vec2(46.0, 24.0));
        if button.show_at(ui, at).clicked() {
            out.push(Command::Do(Action::Open));
        }
    }
}

fn paint(
    ui: &Ui,
    app: &App,
    (rect, response, file): (Rect, &Response, &Recent),
    there: bool,
    chosen: bool,
) {
    let colours = theme::colours(ui.ctx());
    let inner = Rect::from_min_max(rect.min + vec2(1.0, 1.0), rect.max - vec2(1.0, 0.0));
    if chosen {
        widgets::active_row(ui.painter(), inner, colours);
    } else if response.hovered() {
        ui.painter().rect_filled(inner, 0.0, colours.accent_soft);
    }
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    let (year_at, date_at) = columns(rect);
    let ink = if there { colours.ink } else { colours.ink3 };
    let quiet = if there { colours.ink2 } else { colours.ink3 };
    let at = |x: f32, y: f32| pos2(x, rect.center().y + y);
    let left = rect.left() + 17.0;
    let agency = if file.agency.is_empty() { "（未填机关名称）" } else { &file.agency };
    let path = file.path.display().to_string();
    let lines = [(-9.0, agency, size::TEXT, ink), (11.0, &path, size::SMALL, colours.ink3)];
    for (y, words, points, ink) in lines {
        let galley = widgets::elided(ui.painter(), words, points, ink, year_at - 12.0 - left);
        let top = (rect.center().y + y - galley.size().y / 2.0).round();
        ui.painter().galley(pos2(left, top), galley, ink);
    }
    let year = file.year.map(|year| year.to_string()).unwrap_or_default();
    if date_at.is_finite() {
        text(ui, at(year_at, 0.0), Align2::LEFT_CENTER, &year, size::TEXT, ink);
        let date = day(file.used, app.now().date);
        text(ui, at(date_at, 0.0), Align2::LEFT_CENTER, &date, size::TEXT, quiet);
    }
    if there && app.draft_of(&file.path).is_some() {
        let right = at(rect.right() - 17.0, 0.0);
        let words = text(ui, right, Align2::RIGHT_CENTER, DRAFT, size::SMALL, colours.ink2);
        let sign = Rect::from_center_size(at(words.left() - 13.0, 0.0), Vec2::splat(14.0));
        icons::severity(ui.painter(), sign, Severity::Warning, colours, false);
    } else if there {
        let right = at(rect.right() - 17.0, 0.0);
        let words = text(ui, right, Align2::RIGHT_CENTER, "已保存", size::TEXT, quiet);
        let tick = Rect::from_center_size(at(words.left() - 13.0, 0.0), Vec2::splat(14.0));
        icons::TICK.paint(ui.painter(), tick, colours.fine);
    } else {
        let right = at(rect.right() - 71.0, 0.0);
        let words = "文件不在原处";
        let words = text(ui, right, Align2::RIGHT_CENTER, words, size::SMALL, colours.ink2);
        let sign = Rect::from_center_size(at(words.left() - 13.0, 0.0), Vec2::splat(14.0));
        icons::severity(ui.painter(), sign, Severity::Warning, colours, false);
    }
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(2), colours);
    }
}

fn text(ui: &Ui, at: egui::Pos2, align: Align2, words: &str, points: f32, ink: Color32) -> Rect {
    ui.painter().text(at, align, words, FontId::proportional(points), ink)
}
