//! One row of the problems: sign, place, message, and what can be done about it.

use egui::{Color32, Popup, Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{ProblemsView, ROW};
use crate::app::{App, DocumentCommand, FindingsCommand};
use crate::report::Report;
use crate::report::place::Place;
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{self, FindingAction, FindingActions};
use crate::ui::icons;
use crate::ui::keys;
use crate::ui::listing::ListingLine;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets::{self, Button};

/// Width of the place.
const PLACE: f32 = 214.0;
/// A fix with a longer label is not put on the button: it stands in the row's menu.
const SHORT: usize = 8;

pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    report: &Report,
    (index, lines): (usize, &[ListingLine<'_>]),
    view: &mut ProblemsView,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let line = &lines[index];
    let finding = line.finding;
    let table = Place::words(&table_of(&finding.place), report);
    let (place, message) = (place_words(line, report), line.message(&table));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let current = app.finding().is_some_and(|id| finding.is(id));
    if current || response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.accent_soft);
    }
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    let actions = actions_of(app, report, line);
    let name = match &finding.waived {
        Some(reason) => format!("已写明原因，{place}：{message}原因：{reason}"),
        None => format!("{}，{place}：{message}", finding.severity.word()),
    };
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ListItem, true, &name));
    keys::walk_rows(ui, &response, (index, lines.len()), &mut view.focus);
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(2), colours);
    }
    if response.clicked() {
        out.push(FindingsCommand::Goto(finding.id()));
    }
    Popup::context_menu(&response)
        .gap(4.0)
        .show(|ui| finding_actions::menu(ui, &actions.all(), out));
    let short = if line.all.len() > 1 { usize::MAX } else { SHORT };
    let right = buttons(ui, rect, &place, (&actions, short), out);
    if paint(ui, rect, line, (&place, &message), right - 16.0) {
        let reason = finding.waived.iter().map(|reason| format!("\n原因：{reason}"));
        response.on_hover_text(message + &reason.collect::<String>());
    }
}

/// What can be done about a line. One that stands for all blank cells of a table fills them.
fn actions_of(app: &App, report: &Report, line: &ListingLine<'_>) -> FindingActions {
    let mut actions = FindingActions::new(app, report, line.finding, &line.all);
    if let Some((count, edits)) = line.blanks.as_ref().filter(|(count, _)| *count > 1) {
        let label = format!("空白 {count} 格补 0");
        let edits = edits.clone();
        let command = DocumentCommand::Edit { label: label.clone(), edits, merge: None }.into();
        actions.fix = Some(FindingAction { label, command });
    }
    actions
}

/// The buttons at the right: the other place, the first thing to do, and the menu of all. They lie
/// on the row: what presses one does not press the row. Gives back where they begin.
fn buttons(
    ui: &mut Ui,
    row: Rect,
    place: &str,
    (actions, short): (&FindingActions, usize),
    out: &mut Commands,
) -> f32 {
    let mut right = row.right() - 16.0;
    let mut at = |width: f32| {
        right -= width + 6.0;
        let left = pos2(right + 6.0, row.center().y - 11.5);
        Rect::from_min_size(left, vec2(width, 24.0))
    };
    let more = at(24.0);
    let first = actions.first(short);
    let main = Button::new(&first.label).small();
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

/// Paints a row; whether its message had to be cut. One that was waived is struck through, with
/// its reason behind it.
fn paint(
    ui: &Ui,
    rect: Rect,
    line: &ListingLine<'_>,
    (place, message): (&str, &str),
    right: f32,
) -> bool {
    let colours: &Colours = theme::colours(ui.ctx());
    let painter = ui.painter();
    let sign = Rect::from_center_size(pos2(rect.left() + 24.0, rect.center().y), Vec2::splat(16.0));
    let waived = line.finding.waived.as_deref();
    icons::severity(painter, sign, line.finding.severity, colours, waived.is_some());
    let put = |x: f32, galley: std::sync::Arc<egui::Galley>, ink: Color32| {
        let y = (rect.center().y - galley.size().y / 2.0).round();
        let cut = galley.elided;
        painter.galley(pos2(x, y), galley, ink);
        cut
    };
    let left = rect.left() + 41.0;
    put(left, widgets::elided(painter, place, size::TEXT, colours.ink2, PLACE), colours.ink2);
    let message_left = left + PLACE + 9.0;
    let width = right - message_left;
    let Some(reason) = waived else {
        let galley = widgets::elided(painter, message, size::TEXT, colours.ink, width);
        return put(message_left, galley, colours.ink);
    };
    let reason = format!("原因：{reason}");
    let reason = widgets::elided(painter, &reason, size::TEXT, colours.ink, width * 0.6);
    let room = width - reason.size().x - 12.0;
    let struck = widgets::elided_struck(painter, message, colours.ink3, room);
    let reason_left = message_left + struck.size().x + 12.0;
    let cut = put(message_left, struck, colours.ink3);
    put(reason_left, reason, colours.ink) || cut
}

/// Where a line is about, in a clerk's words.
fn place_words(line: &ListingLine<'_>, report: &Report) -> String {
    if line.blanks.as_ref().is_some_and(|(count, _)| *count > 1) {
        return table_of(&line.finding.place).words(report);
    }
    line.finding.place.words(report)
}

fn table_of(place: &Place) -> Place {
    match place {
        Place::Cell(id) | Place::Column(id) => Place::Table(id.table),
        Place::Row(table, _) => Place::Table(*table),
        other => other.clone(),
    }
}
