//! The problems below the editor: all findings in their order, live as one types.

mod entries;
mod head;
mod row;

use std::collections::BTreeSet;

use entries::{LineKey, ListEntry};

use egui::{
    Align2, CursorIcon, FontId, Id, Rect, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::bounded::bounded;
use super::current_row::CurrentRow;
use super::icons;
use super::listing::{self, ListingLine};
use super::pane_layout::PROBLEMS_HEAD;
use super::spoken;
use super::theme::{self, size};
use super::widgets;
use crate::app::{App, SettingsCommand};
use crate::finding::FindingId;
use crate::ui::commands::Commands;

/// Height of a row of one line.
const ROW: f32 = 29.0;
/// Upper bound on entries whose messages wrap; in a longer list each row has one line.
const WRAPPED: usize = 400;

/// What the pane keeps between frames.
#[derive(Debug, Default)]
pub struct ProblemsView {
    /// Lines that show each of their problems.
    unfolded: BTreeSet<LineKey>,
    /// The current row.
    row: CurrentRow,
    /// The finding that was gone to, as it was last shown.
    seen: Option<FindingId>,
    /// Height while the edge is dragged.
    dragged: Option<f32>,
}

impl ProblemsView {
    /// Height while the edge is dragged, before it is kept.
    #[must_use]
    pub fn height(&self) -> Option<f32> {
        self.dragged
    }

    /// Puts the keyboard on the current row.
    pub fn focus(&mut self) {
        self.row.enter();
    }

    /// The finding that is gone to is in the current row; the number of that row, where it is another
    /// one than before.
    fn follow(&mut self, app: &App, entries: &[ListEntry<'_>]) -> Option<usize> {
        let gone_to = app.finding();
        if self.seen.as_ref() == gone_to {
            return None;
        }
        self.seen = gone_to.cloned();
        let id = gone_to?;
        let rows = entries.iter().filter_map(|entry| match entry {
            ListEntry::Row(row) => Some(row),
            ListEntry::Head(..) => None,
        });
        let mut holds = rows.filter(|row| row.line.all.iter().any(|finding| finding.is(id)));
        // Of an unfolded line the problem below it.
        let number = holds.by_ref().max_by_key(|row| row.number)?.number;
        self.row.put(number);
        Some(number)
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
    if app.document().is_none() {
        return;
    }
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), PROBLEMS_HEAD));
    if open {
        drag_edge(ui, app, rect, view, out);
    }
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line2);
    head::show(ui, app, lines, (head, open), view, out);
    if open {
        let body = Rect::from_min_max(pos2(rect.left(), head.bottom()), rect.max);
        ui.painter().rect_filled(body, 0.0, colours.surface);
        let mut body_ui = ui.new_child(egui::UiBuilder::new().max_rect(body));
        rows(&mut body_ui, app, view, out);
    }
    if open {
        grip(ui, rect);
    }
}

/// Three short lines in the middle of the edge say that it can be dragged.
fn grip(ui: &Ui, rect: Rect) {
    let colours = theme::colours(ui.ctx());
    for line in 0..3_u8 {
        let at = pos2(rect.center().x - 14.0, rect.top() + 2.0 + 2.0 * f32::from(line));
        widgets::hairline(ui.painter(), at, at + vec2(28.0, 0.0), colours.edge);
    }
}

/// The upper edge can be dragged; where it is let go is kept.
fn drag_edge(ui: &Ui, app: &App, rect: Rect, view: &mut ProblemsView, out: &mut Commands) {
    let edge = Rect::from_center_size(rect.center_top() + vec2(0.0, 2.0), vec2(rect.width(), 10.0));
    let response = ui.interact(edge, Id::unique("problems edge"), Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Splitter, true, "问题栏的高度"));
    let response = response.on_hover_and_drag_cursor(CursorIcon::ResizeVertical);
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        view.dragged = Some((rect.bottom() - pointer.y - PROBLEMS_HEAD).max(ROW));
    } else if let Some(height) = view.dragged.take() {
        let mut settings = app.settings().clone();
        settings.problems_height = height.round();
        out.push(SettingsCommand::Set(Box::new(settings)));
    }
}

fn rows(ui: &mut Ui, app: &App, view: &mut ProblemsView, out: &mut Commands) {
    let lines = listing::listed(app);
    if lines.is_empty() {
        return nothing(ui, app);
    }
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    // The bar lies over the margin: no row moves when it comes.
    ui.spacing_mut().scroll.floating = true;
    ui.spacing_mut().scroll.floating_allocated_width = 0.0;
    let entries = entries::entries(&lines, &view.unfolded, app.settings().problems_by_place);
    let count = entries.iter().filter(|entry| matches!(entry, ListEntry::Row(_))).count();
    view.row.bound(count);
    let wraps = entries.len() <= WRAPPED;
    let width = ui.available_width();
    let mut tops = Vec::with_capacity(entries.len() + 1);
    let mut total = 0.0;
    for entry in &entries {
        tops.push(total);
        total += match entry {
            ListEntry::Row(row) if wraps => row::height(ui, row, width),
            _ => ROW,
        };
    }
    tops.push(total);
    let followed = view.follow(app, &entries);
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("problem rows");
    if let Some(number) = view.row.entering().or(followed) {
        let is_it =
            |entry: &ListEntry<'_>| matches!(entry, ListEntry::Row(row) if row.number == number);
        let at = entries.iter().position(is_it).unwrap_or(0);
        // Only the rows in view are there to take the keyboard.
        let height = ui.available_height();
        let now: f32 = ui.data(|data| data.get_temp(offset_id())).unwrap_or(0.0);
        let offset = bounded(now, (tops[at + 1] - height).max(0.0), tops[at]);
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, seen| {
        ui.set_height(total);
        let corner = ui.max_rect().min;
        let first = tops.partition_point(|top| *top <= seen.top()).saturating_sub(1);
        for (at, entry) in entries.iter().enumerate().skip(first) {
            if tops[at] > seen.bottom() {
                break;
            }
            let rect = Rect::from_min_max(
                corner + vec2(0.0, tops[at]),
                corner + vec2(width, tops[at + 1]),
            );
            // Rows keep their buttons apart, however many each has.
            ui.push_id(at, |ui| match entry {
                ListEntry::Head(title, count) => show_head(ui, rect, title, *count),
                ListEntry::Row(row) => row::show(ui, (row, count, rect), view, out),
            });
        }
    });
    spoken::bars(ui.ctx(), &output, "问题");
    ui.data_mut(|data| data.insert_temp(offset_id(), output.state.clamped_offset().y));
}

fn offset_id() -> Id {
    Id::unique("problem offset")
}

/// What is said where no problem is listed.
fn nothing(ui: &Ui, app: &App) {
    let colours = theme::colours(ui.ctx());
    let at = pos2(ui.max_rect().left() + 16.0, ui.max_rect().top() + ROW / 2.0);
    let box_ = Rect::from_center_size(at + vec2(8.0, 0.0), Vec2::splat(16.0));
    let filtered = *app.problem_filter() != crate::app::ProblemFilter::default();
    if !filtered {
        icons::TICK.paint(ui.painter(), box_, colours.fine);
    }
    let font = FontId::proportional(size::TEXT);
    let words = if filtered { "没有这样的问题" } else { "没有问题" };
    ui.painter().text(at + vec2(25.0, 0.0), Align2::LEFT_CENTER, words, font, colours.ink2);
}

/// The head over lines that have something in common.
fn show_head(ui: &Ui, rect: Rect, title: &str, count: usize) {
    let colours = theme::colours(ui.ctx());
    let response = ui.interact(rect, ui.scope_id().with("head"), Sense::hover());
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    let words = format!("{title} {count}");
    let at = pos2(rect.left() + 16.0, rect.center().y);
    let font = FontId::proportional(size::SMALL);
    ui.painter().text(at, Align2::LEFT_CENTER, &words, font, colours.ink2);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
}
