//! The card of the finding that was gone to: its sign, its message, its fix.

use egui::{
    Align, Color32, FontId, Galley, Layout, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo,
};
use egui::{pos2, vec2};
use std::sync::Arc;

use crate::app::{App, Command};
use crate::finding::Finding;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::Button;

/// Room left of the message: padding, sign, gap.
const BEFORE: f32 = 37.0;
/// The button that closes the card, and its padding.
const CLOSE: f32 = 32.0;

struct Content {
    message: Arc<Galley>,
    /// Width of the fix button, with the gap before it.
    fix: f32,
    /// Whether the fix stands below the message, not beside it.
    below: bool,
}

impl Content {
    fn new(ui: &Ui, finding: &Finding, width: f32) -> Self {
        let fix = finding
            .fix
            .as_ref()
            .map_or(0.0, |fix| Button::new(&fix.label).small().width(ui) + 12.0);
        let below = fix > (width - BEFORE - CLOSE) / 2.0;
        let room = width - BEFORE - CLOSE - if below { 0.0 } else { fix };
        let font = FontId::proportional(size::TEXT);
        let message =
            ui.painter().layout(finding.message.clone(), font, Color32::PLACEHOLDER, room);
        Self { message, fix, below }
    }

    fn height(&self) -> f32 {
        let words = (self.message.size().y + 18.0).max(40.0);
        (words + if self.below { 30.0 } else { 0.0 }).ceil()
    }
}

/// How high the card of a finding is.
pub(crate) fn height(ui: &Ui, finding: &Finding, width: f32) -> f32 {
    Content::new(ui, finding, width).height()
}

/// Draws the card of a finding into a rectangle of its [`height`].
pub(crate) fn show(ui: &mut Ui, app: &App, index: usize, rect: Rect, out: &mut Vec<Command>) {
    let Some(finding) = app.document().and_then(|document| document.findings().get(index)) else {
        return;
    };
    let colours = theme::colours(ui.ctx());
    let tone = colours.tone(finding.severity);
    let content = Content::new(ui, finding, rect.width());
    // A click on the card is not one into the text behind it.
    ui.interact(rect, ui.scope_id().with(("card", index)), Sense::click());
    let edge = Stroke::new(1.0, tone.edge);
    ui.painter().rect(rect, 3.0, tone.ground, edge, StrokeKind::Inside);
    let middle = rect.top() + 20.0;
    let sign = Rect::from_center_size(pos2(rect.left() + 20.0, middle), vec2(16.0, 16.0));
    icons::severity(ui.painter(), sign, finding.severity, colours, finding.waived.is_some());
    let words =
        Rect::from_min_size(pos2(rect.left() + BEFORE, rect.top() + 9.0), content.message.size());
    ui.painter().galley(words.min, Arc::clone(&content.message), colours.ink);
    let spoken = ui.interact(words, ui.scope_id().with(("message", index)), Sense::hover());
    spoken.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &finding.message));
    if content.below {
        let at = pos2(words.left(), words.bottom() + 4.0);
        let row = Rect::from_min_size(at, vec2(content.fix, 24.0));
        let builder = UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Center));
        ui.scope_builder(builder, |ui| fix(ui, finding, index, out));
    }
    let right = pos2(rect.right() - 4.0, middle - 12.0);
    let row = Rect::from_min_max(pos2(words.right(), right.y), pos2(right.x, right.y + 24.0));
    let builder = UiBuilder::new().max_rect(row).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(builder, |ui| {
        if Button::icon_only(icons::CLOSE, "收起提示").small().show(ui).clicked() {
            out.push(Command::LeaveFinding);
        }
        if !content.below {
            fix(ui, finding, index, out);
        }
    });
}

fn fix(ui: &mut Ui, finding: &Finding, index: usize, out: &mut Vec<Command>) {
    if let Some(fix) = &finding.fix
        && Button::new(&fix.label).small().show(ui).clicked()
    {
        out.push(Command::Fix(index));
    }
}
