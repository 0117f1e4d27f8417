//! The fields of the form: what is typed is in the ledger at once, and what is wrong is said below
//! once the field is left.

use egui::{
    Color32, FontId, Id, Key, Rect, Response, Stroke, StrokeKind, TextEdit, Ui, pos2, vec2,
};

use super::cells::{HIDDEN, choices, is_hidden};
use super::{LedgerScreen, combo, form};
use crate::app::ledger::document::LedgerDocument;
use crate::app::{App, LedgerCommand};
use crate::ledger::{Request, RequestField as F};
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// Height of a field, and of the room for a message below it.
const FIELD: f32 = 30.0;
const MESSAGE: f32 = 18.0;

/// What is left behind a label and behind a field, in points, and the least width of the field that takes
/// what is left.
const WIDE_GAPS: (f32, f32) = (8.0, 12.0);
const NARROW_GAPS: (f32, f32) = (5.0, 6.0);
const LEAST: f32 = 74.0;

/// Some fields of a request in one row.
pub(super) struct FieldRow<'a> {
    pub row: usize,
    pub request: &'a Request,
    pub fields: &'a [(F, f32)],
}

/// Draws a row of fields; whether one of them has the keyboard.
pub(super) fn row(
    ui: &mut Ui,
    app: &App,
    (document, line): (&LedgerDocument, &FieldRow<'_>),
    view: &mut LedgerScreen,
    out: &mut Commands,
) -> bool {
    let colours = theme::colours(ui.ctx());
    let size = vec2(ui.available_width(), FIELD + MESSAGE + 2.0);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    // A field that is put into its place would move what comes after it up.
    let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(rect));
    let font = FontId::proportional(size::SMALL);
    let label =
        |field: F| ui.painter().layout_no_wrap(label(field).to_owned(), font.clone(), colours.ink2);
    let labels: Vec<_> = line.fields.iter().map(|(field, _)| label(*field)).collect();
    let of_labels: f32 = labels.iter().map(|label| label.size().x).sum();
    let of_fields: f32 = line.fields.iter().map(|(_, width)| width).sum();
    // In a narrow window what stands between is less.
    let fixed = |gaps: f32| of_labels + of_fields + gaps * times(line.fields.len());
    let is_narrow = rect.width() < fixed(WIDE_GAPS.0 + WIDE_GAPS.1) + LEAST;
    let (behind_label, behind_field) = if is_narrow { NARROW_GAPS } else { WIDE_GAPS };
    let remaining = (rect.width() - fixed(behind_label + behind_field)).max(LEAST);
    let mut x = rect.left();
    let mut focused = false;
    let mut message: Option<String> = None;
    for ((field, width), label) in line.fields.iter().zip(labels) {
        let middle = rect.top() + FIELD / 2.0;
        let wide = label.size().x;
        ui.painter().galley(pos2(x, middle - label.size().y / 2.0), label, colours.ink2);
        x += wide + behind_label;
        let width = if *width > 0.0 { *width } else { remaining };
        let at = Rect::from_min_size(pos2(x, rect.top()), vec2(width, FIELD));
        let wrong = problem(app, line.row, *field);
        let response = one(ui, app, (document, line, *field, at), view, out);
        let typing = response.has_focus();
        focused |= typing;
        if let Some(wrong) = wrong.filter(|_| !typing) {
            let edge = Stroke::new(2.0, colours.blocks.ink);
            ui.painter().rect_stroke(at, 4.0, edge, StrokeKind::Inside);
            message.get_or_insert(wrong);
        }
        x += width + behind_field;
    }
    if let Some(message) = message {
        let at = pos2(rect.left(), rect.top() + FIELD + 1.0);
        let ink = colours.blocks.ink;
        let galley = widgets::elided(ui.painter(), &message, size::SMALL, ink, rect.width());
        let below = Rect::from_min_size(at, galley.size());
        ui.painter().galley(at, galley, ink);
        let id =
            Id::unique(("ledger message", line.fields.first().map(|(field, _)| field.heading())));
        let response = ui.interact(below, id, egui::Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &message));
        response.on_hover_text(&message);
    }
    focused
}

/// A number of fields, to be multiplied with points.
#[allow(clippy::cast_precision_loss)] // A handful.
fn times(fields: usize) -> f32 {
    fields as f32
}

fn label(field: F) -> &'static str {
    match field {
        F::Received => "收到",
        F::Channel => "渠道",
        F::Kind => "类别",
        F::Content => "内容",
        F::Replied => "答复",
        F::Outcome => "结果",
        F::CorrectionAsked => "补正通知",
        F::CorrectionAnswered => "补正收到",
        F::Extended => "延期",
        F::ThirdPartyAsked => "征求第三方",
        F::ThirdPartyAnswered => "第三方答复",
        F::OthersAsked => "征求其他机关",
        F::OthersAnswered => "其他机关答复",
        F::FeeBilled => "收费通知",
        F::FeeAmount => "金额（元）",
        F::FeePaid => "缴费",
        F::FeeReceived => "实收（元）",
        field => field.heading(),
    }
}

/// What is wrong with a field, as it was counted last.
fn problem(app: &App, row: usize, field: F) -> Option<String> {
    let problems = app.ledger_overview()?.problems.get(&row)?;
    problems.iter().find(|problem| problem.field == field).map(|p| p.message.clone())
}

fn one(
    ui: &mut Ui,
    app: &App,
    (document, line, field, rect): (&LedgerDocument, &FieldRow<'_>, F, Rect),
    view: &mut LedgerScreen,
    out: &mut Commands,
) -> Response {
    let colours = theme::colours(ui.ctx());
    let id = Id::unique(("ledger field", field.heading()));
    if view.focus_field == Some(field) {
        view.focus_field = None;
        ui.memory_mut(|memory| memory.request_focus(id));
        ui.scroll_to_rect(rect, None);
    }
    let values = choices(document, line.row, field);
    let now = line.request.words(field);
    if !values.is_empty() {
        let response = combo::show(ui, (id, rect, field.heading()), (&now, &values), |text| {
            out.push(LedgerCommand::Write { row: line.row, field, text });
            out.push(LedgerCommand::EndField);
        });
        walk(ui, &response, field, view, out);
        return response;
    }
    let typing = view.typing.as_ref().filter(|(row, of, _)| (*row, *of) == (line.row, field));
    let is_typing = typing.is_some();
    let mut text = typing.map_or(now, |(_, _, text)| text.clone());
    let hidden = field == F::Applicant
        && !is_typing
        && view.revealed != Some(line.row)
        && is_hidden(app, line.request);
    if hidden {
        return hidden_name(ui, (id, rect), (line.row, view), colours.ink2);
    }
    let edit = TextEdit::singleline(&mut text)
        .id(id)
        .return_key(None)
        .margin(vec2(8.0, 4.0))
        .desired_width(rect.width() - 16.0);
    let response = ui.put(rect, edit).accessible_name(field.heading());
    if response.changed() {
        view.typing = Some((line.row, field, text.clone()));
        out.push(LedgerCommand::Write { row: line.row, field, text });
    }
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None);
    }
    if response.lost_focus() && is_typing {
        view.typing = None;
        out.push(LedgerCommand::EndField);
    }
    walk(ui, &response, field, view, out);
    response
}

/// Enter goes to the next field; from the last one it is back to the list.
fn walk(ui: &Ui, response: &Response, field: F, view: &mut LedgerScreen, out: &mut Commands) {
    let entered = response.has_focus()
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter));
    if !entered {
        return;
    }
    if view.typing.take().is_some() {
        out.push(LedgerCommand::EndField);
    }
    match form::next(field) {
        Some(next) => view.focus_field = Some(next),
        None => view.back_to_list(out),
    }
    ui.ctx().request_repaint();
}

/// A name that is hidden, with the eye that shows it.
fn hidden_name(
    ui: &mut Ui,
    (id, rect): (Id, Rect),
    (row, view): (usize, &mut LedgerScreen),
    ink: Color32,
) -> Response {
    let colours = theme::colours(ui.ctx());
    let edge = Stroke::new(1.0, colours.edge);
    ui.painter().rect(rect, 4.0, colours.surface, edge, StrokeKind::Inside);
    let font = FontId::proportional(size::TEXT);
    let at = pos2(rect.left() + 8.0, rect.center().y);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, HIDDEN, font, ink);
    let eye = Rect::from_min_size(pos2(rect.right() - 28.0, rect.top() + 3.0), vec2(24.0, 24.0));
    if Button::icon_only(icons::EYE, "显示这一件的姓名").small().show_at(ui, eye).clicked()
    {
        view.revealed = Some(row);
        view.focus_field = Some(F::Applicant);
    }
    let response = ui.interact(rect, id, egui::Sense::focusable_noninteractive());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, "申请人已隐去"));
    response
}
