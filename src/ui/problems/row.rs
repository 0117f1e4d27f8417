//! One row of the problems: sign, place, message, what will be written, and what can be done.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Color32, CornerRadius, FontId, Galley, Rect, Sense, Ui, Vec2, pos2, vec2};

use super::entries::{ProblemRow, key};
use super::{ProblemsView, ROW};
use crate::app::FindingsCommand;
use crate::rules;
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{self, FindingActions};
use crate::ui::icons;
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
/// Where a message begins.
const MESSAGE: f32 = 41.0 + PLACE + 9.0;
/// Upper bound on lines of a message; a longer one is cut, and whole at the pointer.
const LINES: usize = 3;
/// What will be written stands below the message where it has less room beside it.
const ROOM_FOR_WRITES: f32 = 200.0;

/// What a row shows.
struct RowContent<'a> {
    line: &'a ListingLine<'a>,
    place: String,
    message: String,
    /// What its fix will write.
    writes: Option<String>,
    indent: f32,
}

/// How high a row is in a list of a width: its message wraps, up to three lines.
pub(super) fn height(ui: &mut Ui, row: &ProblemRow<'_>, width: f32) -> f32 {
    let content = RowContent::new(row);
    let actions = FindingActions::new(row.line.report, row.line.finding, &row.line.ids());
    let left = MESSAGE + content.indent + fold_width(ui, row);
    let right = width - 16.0 - buttons_width(ui, &actions);
    let laid = content.lay(ui, right - 16.0 - left);
    ROW + laid.height() - laid.line
}

pub(super) fn show(
    ui: &mut Ui,
    (row, count, rect): (&ProblemRow<'_>, usize, Rect),
    view: &mut ProblemsView,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let content = RowContent::new(row);
    let RowContent { line, place, message, writes, .. } = &content;
    let finding = line.finding;
    let response = ui.interact(rect, ui.scope_id().with("row"), Sense::click());
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    let actions = FindingActions::new(line.report, finding, &line.ids());
    let many = if row.count > 1 { format!("，共 {} 处", row.count) } else { String::new() };
    let fix = writes.as_ref().map_or_else(String::new, |writes| format!("将写：{writes}"));
    let name = match &finding.waived {
        Some(reason) => format!("已写明原因，{place}{many}：{message}原因：{reason}"),
        None => format!("{}，{place}{many}：{message}{fix}", finding.severity.word()),
    };
    let current = view.row.row(ui, &response, (row.number, count), &name);
    if current {
        widgets::active_row(ui.painter(), rect, colours);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.accent_soft);
    }
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, CornerRadius::same(2), colours);
    }
    if response.clicked() {
        out.push(FindingsCommand::Goto(finding.id()));
    }
    let lines = || actions.all().into_iter().cloned().collect();
    finding_actions::context(ui, (&response, response.id), "问题", lines, out);
    let right = buttons(ui, rect, place, &actions, out);
    let mut left = rect.left() + MESSAGE + content.indent;
    if row.count > 1 {
        left = fold(ui, (left, rect), (row, place), view);
    }
    if content.paint(ui, rect, (left, right - 16.0)) {
        let reason = finding.waived.iter().map(|reason| format!("\n原因：{reason}"));
        let writes = writes.iter().map(|writes| format!("\n将写：{writes}"));
        let whole = message.chars().map(String::from).chain(reason).chain(writes);
        response.on_hover_text(whole.collect::<String>());
    }
}

fn fold_words(count: usize) -> String {
    format!("{count} 处")
}

/// The room that the button of a line with several problems takes.
fn fold_width(ui: &mut Ui, row: &ProblemRow<'_>) -> f32 {
    if row.count < 2 {
        return 0.0;
    }
    Button::new(&fold_words(row.count)).icon_after(icons::CHEVRON_DOWN).small().width(ui) + 8.0
}

/// The button that says how many problems a line holds, and shows or hides them below it. Gives
/// back where it ends.
fn fold(
    ui: &mut Ui,
    (left, rect): (f32, Rect),
    (row, place): (&ProblemRow<'_>, &str),
    view: &mut ProblemsView,
) -> f32 {
    let words = fold_words(row.count);
    let (icon, does) = if row.unfolded {
        (icons::CHEVRON_UP, "收起")
    } else {
        (icons::CHEVRON_DOWN, "逐处列出")
    };
    let name = format!("{does} {words}，{place}");
    let button = Button::new(&words).icon_after(icon).small().name(&name);
    let at = pos2(left, rect.top() + 3.0);
    let at = Rect::from_min_size(at, vec2(button.width(ui), 24.0));
    if button.show_at(ui, at).clicked() {
        let key = key(&row.line);
        if !view.unfolded.remove(&key) {
            view.unfolded.insert(key);
        }
    }
    at.right() + 8.0
}

/// The room that the buttons of a row take.
fn buttons_width(ui: &mut Ui, actions: &FindingActions) -> f32 {
    let other = actions.other.as_ref();
    let other = other.map_or(0.0, |other| Button::new(&other.label).small().flat().width(ui) + 6.0);
    24.0 + 6.0 + Button::new(main_words(actions)).small().width(ui) + 6.0 + other
}

/// What the first button says.
fn main_words(actions: &FindingActions) -> &str {
    let first = actions.first();
    let long = first.label.chars().count() > SHORT && actions.all_at_once.is_none();
    if long { "改正" } else { &first.label }
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
        let left = pos2(right + 6.0, row.top() + 3.0);
        Rect::from_min_size(left, vec2(width, 24.0))
    };
    let more = at(24.0);
    let first = actions.first();
    let main = Button::new(main_words(actions)).small();
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

/// A row's words, laid out.
struct RowText {
    message: Arc<Galley>,
    /// What will be written, and whether that stands below the message, not beside it.
    writes: Option<(Arc<Galley>, bool)>,
    /// Height of one line.
    line: f32,
}

impl RowText {
    fn height(&self) -> f32 {
        let below = self.writes.as_ref().is_some_and(|(_, below)| *below);
        self.message.size().y + if below { self.line } else { 0.0 }
    }
}

impl<'a> RowContent<'a> {
    fn new(row: &'a ProblemRow<'a>) -> Self {
        let line = &row.line;
        let finding = line.finding;
        let writes =
            if finding.waived.is_none() { rules::will_write(line.report, finding) } else { None };
        let indent = if row.below { INDENT } else { 0.0 };
        Self { line, place: line.place(), message: line.message(), writes, indent }
    }

    /// Lays the message out in a width, with what will be written beside it, or below it where it
    /// has no room.
    fn lay(&self, ui: &Ui, width: f32) -> RowText {
        let colours = theme::colours(ui.ctx());
        let painter = ui.painter();
        let line = widgets::elided(painter, "国", size::TEXT, colours.ink, 100.0).size().y;
        let font = FontId::proportional(size::TEXT);
        let mut job = LayoutJob::simple(self.message.clone(), font, colours.ink, width.max(80.0));
        job.wrap.max_rows = LINES;
        if self.line.finding.waived.is_some() {
            job.wrap.max_rows = 1;
        }
        let message = painter.layout_job(job);
        let writes = self.writes.as_ref().map(|writes| {
            let writes = format!("将写：{writes}");
            let room = width - message.size().x - 14.0;
            let below = message.rows.len() > 1 || room < ROOM_FOR_WRITES;
            let room = if below { width } else { room };
            (widgets::elided(painter, &writes, size::TEXT, colours.ink2, room), below)
        });
        RowText { message, writes, line }
    }

    /// Paints a row, the message and what will be written between `left` and `right`; whether
    /// something had to be cut. One that was waived is struck through, with its reason behind it.
    fn paint(&self, ui: &Ui, rect: Rect, (left, right): (f32, f32)) -> bool {
        let colours: &Colours = theme::colours(ui.ctx());
        let painter = ui.painter();
        let finding = self.line.finding;
        let middle = rect.top() + ROW / 2.0;
        let sign = pos2(rect.left() + 24.0 + self.indent, middle);
        let sign = Rect::from_center_size(sign, Vec2::splat(16.0));
        let waived = finding.waived.as_deref();
        icons::severity(painter, sign, finding.severity, colours, waived.is_some());
        let put = |x: f32, galley: Arc<Galley>, ink: Color32| {
            let y = (middle - galley.size().y / 2.0).round();
            let cut = galley.elided;
            painter.galley(pos2(x, y), galley, ink);
            cut
        };
        let place = widgets::elided(painter, &self.place, size::TEXT, colours.ink2, PLACE);
        put(rect.left() + 41.0 + self.indent, place, colours.ink2);
        let width = right - left;
        let Some(reason) = waived else {
            let RowText { message, writes, line } = self.lay(ui, width);
            let top = (middle - line / 2.0).round();
            let cut = message.elided;
            let beside = left + message.size().x + 14.0;
            let below = top + message.size().y;
            painter.galley(pos2(left, top), message, colours.ink);
            let Some((writes, is_below)) = writes else { return cut };
            let at = if is_below { pos2(left, below) } else { pos2(beside, top) };
            let writes_cut = writes.elided;
            painter.galley(at, writes, colours.ink2);
            return cut || writes_cut;
        };
        let cut = |words: &str, ink, width| widgets::elided(painter, words, size::TEXT, ink, width);
        let reason = cut(&format!("原因：{reason}"), colours.ink, width * 0.6);
        let room = width - reason.size().x - 12.0;
        let struck = widgets::elided_struck(painter, &self.message, colours.ink3, room);
        let reason_left = left + struck.size().x + 12.0;
        let message_cut = put(left, struck, colours.ink3);
        put(reason_left, reason, colours.ink) || message_cut
    }
}
