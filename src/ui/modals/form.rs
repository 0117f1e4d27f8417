//! What the sheets that are filled in have in common: lines with labels, choices, what is wrong.

use egui::text::{CCursor, CCursorRange};
use egui::{CornerRadius, Rect, Response, Sense, Stroke, TextEdit, Ui, Vec2, WidgetInfo, vec2};

use super::paragraph;
use crate::export::ReviewCopy;
use crate::finding::Severity;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// A line with its label before it.
pub(super) fn labelled<T>(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui) -> T) -> T {
    let colours = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        let width = vec2(84.0, 30.0);
        ui.allocate_ui_with_layout(width, egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_min_size(width);
            ui.add(egui::Label::new(widgets::text(label, size::TEXT, colours.ink2)));
        });
        content(ui)
    })
    .inner
}

/// A field of one line over the rest of the width.
pub(super) fn field(ui: &mut Ui, name: &str, hint: &str, text: &mut String) -> Response {
    field_of(ui, f32::INFINITY, name, hint, text)
}

/// A field of one line of some width.
pub(super) fn field_of(
    ui: &mut Ui,
    width: f32,
    name: &str,
    hint: &str,
    text: &mut String,
) -> Response {
    let edit = TextEdit::singleline(text)
        .desired_width(width)
        .hint_text(hint.to_owned())
        .margin(egui::Margin::symmetric(8, 4))
        .return_key(None);
    let mut output = edit.show(ui);
    let response = output.response.response.accessible_name(name);
    widgets::keep_in_view(&response);
    // Who comes by keyboard mostly writes something else: what is there is selected.
    let by_pointer = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    let had = response.id.with("had the keyboard");
    let has = response.has_focus();
    let before =
        ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<bool>(had), has));
    if has && !before && !by_pointer {
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
        output.state.cursor.set_char_range(Some(all));
        output.state.store(ui.ctx(), response.id);
    }
    response
}

/// Grey words beside a field.
pub(super) fn beside(ui: &mut Ui, words: &str) {
    let colours = theme::colours(ui.ctx());
    ui.add(egui::Label::new(widgets::text(words, size::SMALL, colours.ink3)));
}

/// What is wrong with what was filled in, in room that is kept for it.
pub(super) fn told(ui: &mut Ui, problem: Option<&str>) {
    let colours = theme::colours(ui.ctx());
    let Some(problem) = problem else {
        ui.add_space(size::TEXT_LINE);
        return;
    };
    ui.horizontal_top(|ui| {
        ui.set_min_height(size::TEXT_LINE);
        let (at, _) = ui.allocate_exact_size(vec2(16.0, size::TEXT_LINE), Sense::hover());
        let at = Rect::from_center_size(at.center(), Vec2::splat(16.0));
        icons::severity(ui.painter(), at, Severity::Blocks, colours, false);
        paragraph(ui, problem, colours.blocks.ink);
    });
}

/// One of several, of which exactly one holds. Space takes it; Enter belongs to the sheet.
pub(super) fn one_of(ui: &mut Ui, on: bool, label: &str) -> Response {
    mark(ui, on, label, true)
}

/// A choice of its own. Space turns it over; Enter belongs to the sheet.
pub(super) fn check(ui: &mut Ui, on: bool, label: &str) -> Response {
    mark(ui, on, label, false)
}

/// The choice between the report as it is published (`None`) and a 送审稿, with how that is made;
/// what is chosen now.
pub(super) fn which_copy(ui: &mut Ui, review: Option<ReviewCopy>) -> Option<ReviewCopy> {
    let mut chosen = review;
    labelled(ui, "稿别", |ui| {
        if one_of(ui, review.is_none(), "公布稿").clicked() {
            chosen = None;
        }
        if one_of(ui, review.is_some(), "送审稿").clicked() {
            chosen = review.or(Some(ReviewCopy::default()));
        }
        if review.is_none() {
            beside(ui, "送审稿给领导审阅：每页有“送审稿”字样，行距宽");
        }
        if let Some(copy) = review {
            if check(ui, copy.line_numbers, "每页编行号").clicked() {
                chosen = Some(ReviewCopy { line_numbers: !copy.line_numbers, ..copy });
            }
            if check(ui, copy.findings, "末页列出问题").clicked() {
                chosen = Some(ReviewCopy { findings: !copy.findings, ..copy });
            }
        }
    });
    chosen
}

fn mark(ui: &mut Ui, on: bool, label: &str, round: bool) -> Response {
    let colours = theme::colours(ui.ctx());
    let room = (ui.available_width() - 32.0).max(60.0);
    let words = widgets::elided(ui.painter(), label, size::TEXT, colours.ink, room);
    let wanted = vec2(24.0 + words.size().x + 8.0, 30.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    let side = Rect::from_center_size(rect.left_center() + vec2(8.0, 0.0), Vec2::splat(16.0));
    let radius = CornerRadius::same(if round { 8 } else { 3 });
    let edge = if response.hovered() { colours.accent } else { colours.edge };
    let (ground, edge) =
        if on && !round { (colours.accent, colours.accent) } else { (colours.surface, edge) };
    let painter = ui.painter();
    painter.rect(side, radius, ground, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    if on && round {
        painter.circle_filled(side.center(), 4.5, colours.accent);
    } else if on {
        icons::TICK.paint(painter, side.shrink(1.0), colours.accent_ink);
    }
    let top = (rect.center().y - words.size().y / 2.0).round();
    painter.galley(egui::pos2(rect.left() + 24.0, top), words, colours.ink);
    if response.has_focus() {
        widgets::focus_ring(painter, rect.expand2(vec2(4.0, 0.0)), CornerRadius::same(4), colours);
    }
    let role = if round { egui::Role::RadioButton } else { egui::Role::CheckBox };
    response.widget_info(|| WidgetInfo::selected(role, response.enabled(), on, label));
    widgets::keep_in_view(&response);
    response
}
