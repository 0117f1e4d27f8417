//! The form of one request: its time line and all its fields, in the order in which Tab and Enter
//! walk them.

use egui::{Align2, FontId, Rect, ScrollArea, Ui, pos2, vec2};

use super::fields::{self, FieldRow};
use super::{LedgerScreen, timeline};
use crate::app::App;
use crate::app::ledger::document::LedgerDocument;
use crate::ledger::RequestField as F;
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};

/// The rows of the form: fields with the width of each; 0 takes what is left.
const ROWS: [&[(F, f32)]; 7] = [
    &[(F::Received, 104.0), (F::Channel, 84.0), (F::Kind, 132.0), (F::Applicant, 0.0)],
    &[(F::Number, 104.0), (F::Content, 0.0)],
    &[(F::Replied, 104.0), (F::Outcome, 0.0)],
    &[(F::CorrectionAsked, 104.0), (F::CorrectionAnswered, 104.0), (F::Extended, 104.0)],
    &[(F::ThirdPartyAsked, 104.0), (F::ThirdPartyAnswered, 104.0)],
    &[(F::OthersAsked, 104.0), (F::OthersAnswered, 104.0)],
    &[(F::FeeBilled, 104.0), (F::FeeAmount, 84.0), (F::FeePaid, 104.0), (F::FeeReceived, 84.0)],
];

/// The last two fields have a row each.
const LONG: [&[(F, f32)]; 2] = [&[(F::Proceedings, 0.0)], &[(F::Remark, 0.0)]];

pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    document: &LedgerDocument,
    view: &mut LedgerScreen,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let selected = app.ledger_view().selected;
    let Some((row, request)) =
        selected.and_then(|row| Some((row, document.ledger().requests.get(row)?)))
    else {
        let font = FontId::proportional(size::TEXT);
        let words = "没有选中申请。方向键选择一件，回车打开。";
        let at = pos2(rect.left() + 16.0, rect.top() + 32.0);
        ui.painter().text(at, Align2::LEFT_CENTER, words, font, colours.ink2);
        return;
    };
    let inside = Rect::from_min_max(rect.min + vec2(16.0, 6.0), rect.max - vec2(8.0, 2.0));
    let mut part = ui.new_child(egui::UiBuilder::new().max_rect(inside));
    let area = ScrollArea::vertical().id_salt(("ledger form", row)).auto_shrink(false);
    area.show(&mut part, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let width = ui.available_width();
        let (line, _) = ui.allocate_exact_size(vec2(width, timeline::HEIGHT), egui::Sense::hover());
        if let Some(field) = timeline::show(ui, app, (row, request, line), out) {
            view.in_form = true;
            // What comes after the reply is its outcome.
            view.focus_field = Some(if field == F::Replied { F::Outcome } else { field });
        }
        ui.add_space(6.0);
        let mut had_focus = false;
        for fields in ROWS.into_iter().chain(LONG) {
            let line = FieldRow { row, request, fields };
            had_focus |= fields::row(ui, app, (document, &line), view, out);
        }
        view.in_form |= had_focus;
        if had_focus && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            view.back_to_list(out);
        }
    });
}

/// The field after another one, as Enter walks them.
pub(super) fn next(field: F) -> Option<F> {
    let order: Vec<F> = ROWS.into_iter().chain(LONG).flatten().map(|(field, _)| *field).collect();
    let at = order.iter().position(|of| *of == field)?;
    order.get(at + 1).copied()
}
