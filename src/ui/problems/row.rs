//! One row of the problems: sign, place, message, what will be written, and what can be done.

use egui::{Color32, CornerRadius, Popup, Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::entries::{ProblemRow, key};
use super::{ProblemsView, ROW};
use crate::app::{App, FindingsCommand};
use crate::report::Report;
use crate::report::place::Place;
use crate::rules;
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{self, FindingActions};
use crate::ui::icons;
use crate::ui::keys;
use crate::ui::listing::ListingLine;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets::{self, Button};

/// Width of the place.
const PLACE: f32 = 214.0;
/// How far the findings below an unfolded line stand to the right of it.
const INDENT: f32 = 18.0;
/// Upper bound on characters of a fix's label on its button; a longer one is 改正 there, and whole
/// in the row's menu.
const SHORT: usize = 8;
/// A narrower room shows the message alone.
const ROOM_FOR_BOTH: f32 = 300.0;

/// What a row shows.
struct RowContent<'a> {
    line: &'a ListingLine<'a>,
    place: String,
    message: String,
    /// What its fix will write.
    writes: Option<String>,
    indent: f32,
}

pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    report: &Report,
    (row, count, line): (ProblemRow, usize, &ListingLine<'_>),
    view: &mut ProblemsView,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let single = row.member.and_then(|member| line.member(member));
    let content = RowContent::new(report, single.as_ref().unwrap_or(line), row.member.is_some());
    let RowContent { line, place, message, writes, .. } = &content;
    let finding = line.finding;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let unfolded = line.all.len() > 1 && view.unfolded.contains(&key(line));
    let current = !unfolded && app.finding().is_some_and(|id| line.all.iter().any(|f| f.is(id)));
    if current {
        widgets::active_row(ui.painter(), rect, colours);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.accent_soft);
    }
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    let actions = FindingActions::new(report, finding, &line.ids());
    let many =
        if line.all.len() > 1 { format!("，共 {} 处", line.all.len()) } else { String::new() };
    let fix = writes.as_ref().map_or_else(String::new, |writes| format!("将写：{writes}"));
    let name = match &finding.waived {
        Some(reason) => format!("已写明原因，{place}{many}：{message}原因：{reason}"),
        None => format!("{}，{place}{many}：{message}{fix}", finding.severity.word()),
    };
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ListItem, true, &name));
    keys::walk_rows(ui, &response, (row.number, count), &mut view.focus);
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, CornerRadius::same(2), colours);
    }
    if response.clicked() {
        out.push(FindingsCommand::Goto(finding.id()));
    }
    Popup::context_menu(&response)
        .gap(4.0)
        .show(|ui| finding_actions::menu(ui, &actions.all(), out));
    let right = buttons(ui, rect, place, &actions, out);
    let mut left = rect.left() + 41.0 + content.indent + PLACE + 9.0;
    if line.all.len() > 1 {
        left = fold(ui, (left, rect), &content, unfolded, view);
    }
    if content.paint(ui, rect, (left, right - 16.0)) {
        let reason = finding.waived.iter().map(|reason| format!("\n原因：{reason}"));
        let writes = writes.iter().map(|writes| format!("\n将写：{writes}"));
        let whole = message.chars().map(String::from).chain(reason).chain(writes);
        response.on_hover_text(whole.collect::<String>());
    }
}

/// The button that says how many findings a line holds, and shows or hides them below it. Gives
/// back where it ends.
fn fold(
    ui: &mut Ui,
    (left, row): (f32, Rect),
    content: &RowContent<'_>,
    unfolded: bool,
    view: &mut ProblemsView,
) -> f32 {
    let count = content.line.all.len();
    let words = format!("{count} 处");
    let (icon, does) = if unfolded {
        (icons::CHEVRON_UP, "收起")
    } else {
        (icons::CHEVRON_DOWN, "逐处列出")
    };
    let name = format!("{does} {words}，{}", content.place);
    let button = Button::new(&words).icon_after(icon).small().name(&name);
    let at = pos2(left, row.center().y - 11.5);
    let at = Rect::from_min_size(at, vec2(button.width(ui), 24.0));
    if button.show_at(ui, at).clicked() {
        let key = key(content.line);
        if !view.unfolded.remove(&key) {
            view.unfolded.insert(key);
        }
    }
    at.right() + 8.0
}

/// The buttons at the right: the other place, the first thing to do, and the menu of all. They lie
/// on the row: what presses one does not press the row. Gives back where they begin.
fn buttons(
    ui: &mut Ui,
    row: Rect,
    place: &str,
    actions: &FindingActions,
    out: &mut Commands,
) -> f32 {
    let mut right = row.right() - 16.0;
    let mut at = |width: f32| {
        right -= width + 6.0;
        let left = pos2(right + 6.0, row.center().y - 11.5);
        Rect::from_min_size(left, vec2(width, 24.0))
    };
    let more = at(24.0);
    let first = actions.first();
    let long = first.label.chars().count() > SHORT && actions.all_at_once.is_none();
    let main = Button::new(if long { "改正" } else { &first.label }).small();
    let main_at = at(main.width(ui));
    if let Some(other) = &actions.other {
        let button = Button::new(&other.label).small().flat();
        let other_at = at(button.width(ui));
        if button.name(&format!("{}，{place}", other.label)).show_at(ui, other_at).clicked() {
            out.push(other.command.clone());
        }
    }
    if main.name(&format!("{}，{place}", first.label)).show_at(ui, main_at).clicked() {
        out.push(first.command.clone());
    }
    let name = format!("更多，{place}");
    let button = Button::icon_only(icons::CHEVRON_DOWN, &name).small().show_at(ui, more);
    finding_actions::menu_at(ui, &button, &actions.all(), out);
    right
}

impl<'a> RowContent<'a> {
    fn new(report: &Report, line: &'a ListingLine<'a>, below: bool) -> Self {
        let finding = line.finding;
        let table = table_of(&finding.place).words(report);
        let message = line.message(&table);
        let place = match line.blanks() {
            Some(count) if count > 1 => table,
            _ => finding.place.words(report),
        };
        let writes =
            if finding.waived.is_none() { rules::will_write(report, finding) } else { None };
        Self { line, place, message, writes, indent: if below { INDENT } else { 0.0 } }
    }

    /// Paints a row, the message and what will be written between `left` and `right`; whether
    /// something had to be cut. One that was waived is struck through, with its reason behind it.
    fn paint(&self, ui: &Ui, rect: Rect, (left, right): (f32, f32)) -> bool {
        let colours: &Colours = theme::colours(ui.ctx());
        let painter = ui.painter();
        let finding = self.line.finding;
        let sign = pos2(rect.left() + 24.0 + self.indent, rect.center().y);
        let sign = Rect::from_center_size(sign, Vec2::splat(16.0));
        let waived = finding.waived.as_deref();
        icons::severity(painter, sign, finding.severity, colours, waived.is_some());
        let put = |x: f32, galley: std::sync::Arc<egui::Galley>, ink: Color32| {
            let y = (rect.center().y - galley.size().y / 2.0).round();
            let cut = galley.elided;
            painter.galley(pos2(x, y), galley, ink);
            cut
        };
        let place = widgets::elided(painter, &self.place, size::TEXT, colours.ink2, PLACE);
        put(rect.left() + 41.0 + self.indent, place, colours.ink2);
        let width = right - left;
        let cut = |words: &str, ink, width| widgets::elided(painter, words, size::TEXT, ink, width);
        let Some(reason) = waived else {
            let Some(writes) = self.writes.as_ref().filter(|_| width >= ROOM_FOR_BOTH) else {
                let whole = self.writes.is_none();
                return put(left, cut(&self.message, colours.ink, width), colours.ink) || !whole;
            };
            let writes = format!("将写：{writes}");
            let words = |words: &str| cut(words, colours.ink, f32::INFINITY).size().x;
            let (needs, least) = (words(&self.message) + 1.0, words(&writes).min(width * 0.5));
            let message = cut(&self.message, colours.ink, needs.min(width - least - 14.0));
            let at = left + message.size().x + 14.0;
            let message_cut = put(left, message, colours.ink);
            let writes = cut(&writes, colours.ink2, right - at);
            return put(at, writes, colours.ink2) || message_cut;
        };
        let reason = cut(&format!("原因：{reason}"), colours.ink, width * 0.6);
        let room = width - reason.size().x - 12.0;
        let struck = widgets::elided_struck(painter, &self.message, colours.ink3, room);
        let reason_left = left + struck.size().x + 12.0;
        let message_cut = put(left, struck, colours.ink3);
        put(reason_left, reason, colours.ink) || message_cut
    }
}

fn table_of(place: &Place) -> Place {
    match place {
        Place::Cell(id) | Place::Column(id) => Place::Table(id.table),
        Place::Row(table, _) => Place::Table(*table),
        other => other.clone(),
    }
}
