//! A field of one line, with the name that a screen reader says, and its finding beside or under
//! it.

use egui::{Id, Response, Ui, vec2};

use super::typing::{self, Typing};
use crate::app::{App, FindingsCommand, NavigationCommand};
use crate::finding::Finding;
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets::Button;
use crate::ui::{find_hit, icons, widgets};

/// The editor of one line.
#[derive(Clone, Default)]
pub(crate) struct LineEditor {
    typing: Typing,
}

/// The editor of a field, for the keyboard.
pub(crate) fn id(field: Field) -> Id {
    Id::unique(("line", field))
}

impl LineEditor {
    /// Shows the editor. `edits` makes the report's edits of the text typed.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        (field, name, hint): (Field, &str, &str),
        width: f32,
        edits: impl FnOnce(&str) -> Vec<Edit>,
        out: &mut Commands,
    ) -> Option<Response> {
        let report = app.document()?.report();
        let id = id(field);
        self.typing.begin(ui, id, report.text(field), true);
        let arrived = self.arrive(ui, app, field);
        let output = egui::TextEdit::singleline(&mut self.typing.text)
            .id(id)
            .desired_width(width)
            .hint_text(widgets::text(hint, size::TEXT, theme::colours(ui.ctx()).ink3))
            .show(ui);
        let response = output.response.response;
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
        typing::forget_history(ui, id, output.state);
        if response.secondary_clicked() {
            response.request_focus();
        }
        super::menu::show(ui, &response, app, (field, 0), out);
        if arrived {
            response.scroll_to_me(None);
            out.push(NavigationCommand::Arrived);
        }
        self.typing.end(&response, (report, app.cursor()), field, edits, out);
        Some(response)
    }

    /// Takes the keyboard where this field is gone to.
    fn arrive(&self, ui: &Ui, app: &App, field: Field) -> bool {
        let id = id(field);
        let text = &self.typing.text;
        let range = match app.target() {
            Some(Place::Field(target)) if *target == field => 0..text.len(),
            Some(Place::Text(target, range)) if *target == field => range.clone(),
            _ => return false,
        };
        if !find_hit::keeps_keyboard(ui.ctx(), app) {
            ui.memory_mut(|memory| memory.request_focus(id));
            typing::select(ui, id, text, &range);
        }
        true
    }
}

/// The worst open finding at a field (or at the year).
pub(crate) fn finding_at(app: &App, at: impl Fn(&Place) -> bool) -> Option<&Finding> {
    let mut findings = app.findings_by_severity().into_iter();
    findings.find(|finding| finding.waived.is_none() && at(&finding.place))
}

/// Whether a place is a field or a stretch of it.
pub(crate) fn is_at(field: Field) -> impl Fn(&Place) -> bool {
    move |place| matches!(place, Place::Field(at) | Place::Text(at, _) if *at == field)
}

/// A finding in one line: sign, message, fix. Takes the same room where there is none.
pub(crate) fn finding_line(ui: &mut Ui, finding: Option<&Finding>, out: &mut Commands) {
    let height = 24.0;
    let width = ui.available_width();
    let Some(finding) = finding else {
        ui.allocate_space(vec2(width, height));
        return;
    };
    let colours = theme::colours(ui.ctx());
    ui.allocate_ui(vec2(width, height), |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), egui::Sense::hover());
            icons::severity(ui.painter(), rect, finding.severity, colours, false);
            let fix = finding.fix.as_ref();
            let reserved = fix.map_or(0.0, |fix| Button::new(&fix.label).small().width(ui) + 6.0);
            let words =
                widgets::text(&finding.message, size::SMALL, colours.tone(finding.severity).ink);
            let room = (ui.available_width() - reserved).max(60.0);
            ui.scope(|ui| {
                ui.set_max_width(room);
                ui.add(egui::Label::new(words).truncate()).on_hover_text(&finding.message);
            });
            if let Some(fix) = fix
                && Button::new(&fix.label).small().show(ui).clicked()
            {
                out.push(FindingsCommand::Fix(finding.id()));
            }
        });
    });
}
