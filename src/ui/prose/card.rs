//! The card of the finding that was gone to: its sign, its message, its reason, what can be done.

use egui::{
    Align, Color32, FontId, Galley, Layout, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo,
};
use egui::{pos2, vec2};
use std::sync::Arc;

use crate::app::{App, FindingsCommand};
use crate::finding::Finding;
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{FindingAction, FindingActions};
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::Button;

/// Room left of the message: padding, sign, gap.
const BEFORE: f32 = 37.0;
/// The button that closes the card, and its padding.
const CLOSE: f32 = 32.0;

struct CardContent {
    message: Arc<Galley>,
    /// The fix, the other place, the reason.
    actions: Vec<FindingAction>,
    /// Width of the buttons, with the gap before each.
    buttons: f32,
    /// Whether they stand below the message, not beside it.
    below: bool,
}

impl CardContent {
    fn new(ui: &Ui, app: &App, finding: &Finding, width: f32) -> Self {
        let actions = app.document().map(|document| {
            let FindingActions { fix, other, reason, .. } =
                FindingActions::new(document.report(), finding, &[finding.id()]);
            [fix, other, reason].into_iter().flatten().collect()
        });
        let actions: Vec<FindingAction> = actions.unwrap_or_default();
        let buttons = actions.iter().map(|action| button(action).width(ui) + 8.0).sum();
        let below = buttons > (width - BEFORE - CLOSE) / 2.0;
        let room = width - BEFORE - CLOSE - if below { 0.0 } else { buttons };
        let font = FontId::proportional(size::TEXT);
        let message = ui.painter().layout(words(finding), font, Color32::PLACEHOLDER, room);
        Self { message, actions, buttons, below }
    }

    fn height(&self) -> f32 {
        let words = (self.message.size().y + 18.0).max(40.0);
        (words + if self.below { 30.0 } else { 0.0 }).ceil()
    }
}

fn button(action: &FindingAction) -> Button<'_> {
    Button::new(&action.label).small()
}

/// The message, with the reason where it was waived.
fn words(finding: &Finding) -> String {
    match &finding.waived {
        Some(reason) => format!("{}已写明原因：{reason}", finding.message),
        None => finding.message.clone(),
    }
}

/// How high the card of a finding is.
pub(crate) fn height(ui: &Ui, app: &App, finding: &Finding, width: f32) -> f32 {
    CardContent::new(ui, app, finding, width).height()
}

/// Draws the card of a finding into a rectangle of its [`height`].
pub(crate) fn show(ui: &mut Ui, app: &App, finding: &Finding, rect: Rect, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let tone = colours.tone(finding.severity);
    let content = CardContent::new(ui, app, finding, rect.width());
    // A click on the card is not one into the text behind it.
    ui.interact(rect, ui.scope_id().with(("card", finding.id())), Sense::click());
    let edge = Stroke::new(1.0, tone.edge);
    ui.painter().rect(rect, 3.0, tone.ground, edge, StrokeKind::Inside);
    let middle = rect.top() + 20.0;
    let sign = Rect::from_center_size(pos2(rect.left() + 20.0, middle), vec2(16.0, 16.0));
    icons::severity(ui.painter(), sign, finding.severity, colours, finding.waived.is_some());
    let at =
        Rect::from_min_size(pos2(rect.left() + BEFORE, rect.top() + 9.0), content.message.size());
    ui.painter().galley(at.min, Arc::clone(&content.message), colours.ink);
    let spoken = ui.interact(at, ui.scope_id().with(("message", finding.id())), Sense::hover());
    spoken.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words(finding)));
    let close = pos2(rect.right() - 4.0, middle - 12.0);
    let left = if content.below {
        pos2(at.left(), at.bottom() + 4.0)
    } else {
        pos2(close.x - 24.0 - content.buttons, close.y)
    };
    let row = Rect::from_min_size(left, vec2(content.buttons, 24.0));
    let builder = UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        for action in &content.actions {
            if button(action).show(ui).clicked() {
                out.push(action.command.clone());
            }
        }
    });
    let row = Rect::from_min_size(close - vec2(24.0, 0.0), vec2(24.0, 24.0));
    ui.scope_builder(UiBuilder::new().max_rect(row), |ui| {
        if Button::icon_only(icons::CLOSE, "收起提示").small().show(ui).clicked() {
            out.push(FindingsCommand::Leave);
        }
    });
}
