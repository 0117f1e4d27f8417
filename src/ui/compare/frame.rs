//! What stands around years of files, without a report and a roll-up: strip, whose they are, the line at
//! the bottom.

use egui::{FontId, Id, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{CompareScreen, strip};
use crate::app::{App, CompareCommand};
use crate::compare::Comparison;
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::nav::{self, CountedRow};
use crate::ui::theme::{self, size};
use crate::ui::{bounded, status, widgets};

const STRIP: f32 = 44.0;
const STATUS: f32 = 28.0;
const NAV: f32 = 168.0;
/// A client narrower than this has nothing at its left.
const NO_NAV: f32 = 720.0;

/// Draws it; the room that is left for the years.
pub(super) fn show(ui: &mut Ui, app: &App, screen: &mut CompareScreen, out: &mut Commands) -> Rect {
    let rect = bounded::room(ui.max_rect());
    let (top, under) = rect.split_top_bottom_at_y(rect.top() + STRIP.min(rect.height()));
    let line = (under.bottom() - STATUS).max(under.top());
    let (middle, bottom) = under.split_top_bottom_at_y(line);
    let nav = if rect.width() < NO_NAV { 0.0 } else { NAV };
    let (left, main) = middle.split_left_right_at_x(middle.left() + nav);
    child(ui, "years strip", top, |ui| strip::show(ui, app, &mut screen.toolbar, out));
    if nav > 0.0 {
        child(ui, "years nav", left, |ui| self::nav(ui, app, out));
    }
    child(ui, "years status", bottom, |ui| line_below(ui, app));
    main
}

fn child(ui: &mut Ui, name: &str, room: Rect, content: impl FnOnce(&mut Ui)) {
    let room = bounded::room(room);
    let mut part = ui.new_child(UiBuilder::new().scope_id(Id::unique(name)).max_rect(room));
    part.set_clip_rect(room.intersect(ui.clip_rect()));
    content(&mut part);
}

fn nav(ui: &mut Ui, app: &App, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let comparison = app.years().and_then(|view| view.comparison.as_ref());
    let words = comparison.map_or_else(
        || "还没有报告".to_owned(),
        |comparison| {
            let agency = comparison.agency.trim();
            let agency = if agency.is_empty() { "（未填机关名称）" } else { agency };
            let (first, last) = (comparison.years.first(), comparison.years.last());
            let (first, last) = (first.copied().unwrap_or(0), last.copied().unwrap_or(0));
            let years = if first == last {
                format!("{first} 年")
            } else {
                format!("{first}—{last} 年")
            };
            format!("{agency}\n{years}")
        },
    );
    let font = FontId::proportional(size::SMALL);
    let galley = ui.painter().layout(words, font, colours.ink2, (rect.width() - 24.0).max(20.0));
    let top = rect.top() + 12.0;
    let mut y = top + galley.size().y + 12.0;
    ui.painter().galley(pos2(rect.left() + 16.0, top), galley, colours.ink2);
    let at =
        |y: f32| Rect::from_min_size(pos2(rect.left() + 8.0, y), vec2(rect.width() - 17.0, 38.0));
    let row = CountedRow {
        label: "历年对照",
        spoken: "历年对照",
        on: true,
        count: comparison.map(|comparison| comparison.years.len()),
        severity: None,
    };
    nav::counted(ui, Id::unique("years here"), at(y), &row);
    y += 40.0;
    let (a, b) = (pos2(rect.left() + 8.0, y + 5.0), pos2(rect.right() - 9.0, y + 5.0));
    widgets::hairline(ui.painter(), a, b, colours.line);
    y += 11.0;
    let words = if app.document().is_some() { "打开着的报告" } else { "开始页" };
    let way = nav::way(ui, at(y), true, (None, words));
    if way.on_hover_text("回到原来的地方（Esc）").clicked() {
        out.push(CompareCommand::Close);
    }
    let edge = rect.right() - 1.0;
    let (top, bottom) = (pos2(edge, rect.top()), pos2(edge, rect.bottom()));
    widgets::hairline(ui.painter(), top, bottom, colours.line);
}

/// Whether the years follow from each other, and what was done.
fn line_below(ui: &Ui, app: &App) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    let mut x = rect.left() + 12.0;
    let comparison = app.years().and_then(|view| view.comparison.as_ref());
    if let Some((holds, words)) = comparison.and_then(Comparison::continuity) {
        let severity = (!holds).then_some(Severity::Warning);
        let id = Id::unique("years continuity");
        x = status::sign_button(ui, id, (x, &words), severity).rect.right() + 24.0;
    }
    let hint = "方向键选行，Ctrl＋PageUp、PageDown 换页，Ctrl＋C 复制，Esc 返回";
    let words = app.notice().unwrap_or(hint);
    let room = rect.right() - 12.0 - x;
    if room < 60.0 {
        return;
    }
    let galley = widgets::elided(ui.painter(), words, size::SMALL, colours.ink2, room);
    let at = pos2(x, rect.center().y - galley.size().y / 2.0);
    let place = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, colours.ink2);
    let response = ui.interact(place, Id::unique("years notice"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}
