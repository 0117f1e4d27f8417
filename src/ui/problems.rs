//! The problems below the editor: all findings in their order, live as one types.

mod entries;
mod row;

use std::collections::BTreeSet;

use entries::{LineKey, ListEntry};

use egui::{
    Align2, CursorIcon, FontId, Id, Pos2, Rect, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::bounded::bounded;
use super::icons;
use super::listing::{self, ListingLine};
use super::pane_layout::PROBLEMS_HEAD;
use super::spoken;
use super::theme::{self, size};
use super::widgets::{self, Button};
use crate::app::{Action, App, Command, SettingsCommand};
use crate::finding::Severity;
use crate::report::Report;
use crate::rules::Matter;
use crate::ui::commands::Commands;

/// Height of a row.
const ROW: f32 = 29.0;

/// What the pane keeps between frames.
#[derive(Debug, Default)]
pub struct ProblemsView {
    /// Lines that show each of their findings.
    unfolded: BTreeSet<LineKey>,
    /// The row that takes the keyboard next.
    focus: Option<usize>,
    /// Height while the edge is dragged.
    dragged: Option<f32>,
}

impl ProblemsView {
    /// Height while the edge is dragged, before it is kept.
    #[must_use]
    pub fn height(&self) -> Option<f32> {
        self.dragged
    }

    /// Puts the keyboard on the first row.
    pub fn focus_first(&mut self) {
        self.focus = Some(0);
    }
}

/// Draws the pane into the ui's room.
pub fn show(
    ui: &mut Ui,
    app: &App,
    lines: &[ListingLine<'_>],
    open: bool,
    view: &mut ProblemsView,
    out: &mut Commands,
) {
    let Some(document) = app.document() else { return };
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), PROBLEMS_HEAD));
    if open {
        drag_edge(ui, app, rect, view, out);
    }
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line2);
    show_head(ui, document.report(), lines, (head, open), view, out);
    if open {
        let body = Rect::from_min_max(pos2(rect.left(), head.bottom()), rect.max);
        ui.painter().rect_filled(body, 0.0, colours.surface);
        let mut body_ui = ui.new_child(egui::UiBuilder::new().max_rect(body));
        rows(&mut body_ui, app, document.report(), lines, view, out);
    }
}

/// The upper edge can be dragged; where it is let go is kept.
fn drag_edge(ui: &Ui, app: &App, rect: Rect, view: &mut ProblemsView, out: &mut Commands) {
    let edge = Rect::from_center_size(rect.center_top(), vec2(rect.width(), 6.0));
    let response = ui.interact(edge, Id::unique("problems edge"), Sense::DRAG);
    let response = response.on_hover_and_drag_cursor(CursorIcon::ResizeVertical);
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        view.dragged = Some((rect.bottom() - pointer.y - PROBLEMS_HEAD).max(ROW));
    } else if let Some(height) = view.dragged.take() {
        let mut settings = app.settings().clone();
        settings.problems_height = height.round();
        out.push(SettingsCommand::Set(Box::new(settings)));
    }
}

fn show_head(
    ui: &mut Ui,
    report: &Report,
    lines: &[ListingLine<'_>],
    (head, open): (Rect, bool),
    view: &mut ProblemsView,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let middle = head.center().y;
    let counts = listing::counts(lines);
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let font = FontId::proportional(size::TEXT);
    let start = pos2(head.left() + 16.0, middle);
    let title = format!("问题 {total}");
    let title = ui.painter().text(start, Align2::LEFT_CENTER, title, font, colours.ink);
    let (words, icon) =
        if open { ("收起", icons::CHEVRON_DOWN) } else { ("展开", icons::CHEVRON_UP) };
    let name = if open { "收起问题栏" } else { "展开问题栏" };
    let button = Button::new(words).hint("F8").icon_after(icon).flat().small().name(name);
    let width = button.width(ui);
    let at =
        Rect::from_min_size(pos2(head.right() - 8.0 - width, middle - 12.0), vec2(width, 24.0));
    let x = show_counts(ui, counts, pos2(title.right() + 16.0, middle), at.left());
    let said: Vec<String> =
        counts.iter().map(|(severity, count)| format!("{} {count}", severity.word())).collect();
    let summary = ui.interact(title, Id::unique("problems"), Sense::hover());
    let said = format!("问题 {total}：{}", said.join("，"));
    summary.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &said));
    let response = button.show_at(ui, at);
    // Where there are no rows, the head stands for them.
    if (!open || lines.is_empty()) && view.focus.take().is_some() {
        response.request_focus();
    }
    if response.clicked() {
        out.push(Command::Do(Action::ToggleProblems));
    }
    if let Some(line) =
        lines.first().filter(|line| !open && line.finding.severity == Severity::Blocks)
    {
        let words = format!("{}：{}", line.finding.place.words(report), line.finding.message);
        let room = at.left() - 12.0 - x;
        let galley = widgets::elided(ui.painter(), &words, size::SMALL, colours.blocks.ink, room);
        let at = pos2(x + 8.0, (middle - galley.size().y / 2.0).round());
        ui.painter().galley(at, galley, colours.blocks.ink);
    }
}

/// Draws a sign and a number for each severity from `start` on, and tells where they end. Where they
/// do not all fit before `end`, severities of which there is none are left out.
fn show_counts(ui: &Ui, counts: [(Severity, usize); 4], start: Pos2, end: f32) -> f32 {
    let colours = theme::colours(ui.ctx());
    let chips = counts.map(|(severity, count)| {
        let words = format!("{} {count}", severity.word());
        let font = FontId::proportional(size::SMALL);
        (severity, count, ui.painter().layout_no_wrap(words, font, colours.ink2))
    });
    let (mut x, middle) = (start.x, start.y);
    let width: f32 = chips.iter().map(|(.., words)| 20.0 + words.size().x + 16.0).sum();
    let all = x + width < end;
    for (severity, count, words) in chips.into_iter().filter(|(_, count, _)| all || *count > 0) {
        let right = x + 20.0 + words.size().x;
        if right > end {
            break;
        }
        let mut painter = ui.painter().clone();
        // What is not there is pale; the words stay readable.
        painter.multiply_opacity(if count == 0 { 0.5 } else { 1.0 });
        let sign = Rect::from_center_size(pos2(x + 7.0, middle), Vec2::splat(14.0));
        icons::severity(&painter, sign, severity, colours, false);
        let corner = pos2(x + 20.0, (middle - words.size().y / 2.0).round());
        ui.painter().galley(corner, words, colours.ink2);
        x = right + 16.0;
    }
    x
}

fn rows(
    ui: &mut Ui,
    app: &App,
    report: &Report,
    lines: &[ListingLine<'_>],
    view: &mut ProblemsView,
    out: &mut Commands,
) {
    if lines.is_empty() {
        let colours = theme::colours(ui.ctx());
        let at = pos2(ui.max_rect().left() + 16.0, ui.max_rect().top() + ROW / 2.0);
        let box_ = Rect::from_center_size(at + vec2(8.0, 0.0), Vec2::splat(16.0));
        icons::TICK.paint(ui.painter(), box_, colours.fine);
        let font = FontId::proportional(size::TEXT);
        let words = "没有问题";
        ui.painter().text(at + vec2(25.0, 0.0), Align2::LEFT_CENTER, words, font, colours.ink2);
        return;
    }
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    // The bar lies over the margin: no row moves when it comes.
    ui.spacing_mut().scroll.floating = true;
    ui.spacing_mut().scroll.floating_allocated_width = 0.0;
    let entries = entries::entries(lines, &view.unfolded);
    let is_row = |entry: &&ListEntry| matches!(entry, ListEntry::Row(_));
    let count = entries.iter().filter(is_row).count();
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("problem rows");
    if let Some(number) = view.focus {
        let is_it =
            |entry: &ListEntry| matches!(entry, ListEntry::Row(row) if row.number == number);
        let at = entries.iter().position(is_it).unwrap_or(0);
        // Only the rows in view are there to take the keyboard.
        let height = ui.available_height();
        let offset = scroll_offset(ui, at, height);
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_rows(ui, ROW, entries.len(), |ui, range| {
        for at in range {
            // Rows keep their buttons apart, however many each has.
            ui.push_id(at, |ui| match entries[at] {
                ListEntry::Head(matter, count) => show_matter(ui, matter, count),
                ListEntry::Row(row) => {
                    let line = (row, count, &lines[row.line]);
                    row::show(ui, app, report, line, view, out);
                }
            });
        }
    });
    spoken::bars(ui.ctx(), &output, "问题");
    ui.data_mut(|data| {
        data.insert_temp(Id::unique("problem offset"), output.state.clamped_offset().y)
    });
}

/// The head over the lines of one matter.
fn show_matter(ui: &mut Ui, matter: Matter, count: usize) {
    let colours = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    let words = format!("{} {count}", matter.title());
    let at = pos2(rect.left() + 16.0, rect.center().y);
    let font = FontId::proportional(size::SMALL);
    ui.painter().text(at, Align2::LEFT_CENTER, &words, font, colours.ink2);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
}

/// The offset at which a row is in view, as near as can be to the one that stands.
fn scroll_offset(ui: &Ui, row: usize, height: f32) -> f32 {
    #[allow(clippy::cast_precision_loss)] // A report has far fewer findings.
    let top = row as f32 * ROW;
    let now: f32 = ui.data(|data| data.get_temp(Id::unique("problem offset"))).unwrap_or(0.0);
    bounded(now, (top + ROW - height).max(0.0), top)
}
