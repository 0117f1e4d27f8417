//! The menu of a text under the right button of the mouse.

use egui::{Response, Ui};

use crate::app::{Action, App, CarriedCommand};
use crate::report::place::{Field, Place};
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{self, FindingAction, FindingActions};

/// Shows it while it is open: what can be done with the words that are selected, with the finding and
/// with the figure of last year at the byte that was pressed, and the guidance for the part.
pub(super) fn show(
    ui: &Ui,
    response: &Response,
    app: &App,
    at: (Field, usize),
    out: &mut Commands,
) {
    finding_actions::context(ui, (response, response.id), "文字", || lines(app, at), out);
}

fn lines(app: &App, (field, byte): (Field, usize)) -> Vec<FindingAction> {
    let actions = [Action::Cut, Action::Copy, Action::Paste, Action::AddComment];
    // The text that was pressed takes the keyboard only in the next frame.
    let of_text = |action: &Action| *action != Action::AddComment;
    let enabled = actions.into_iter().filter(|action| of_text(action) || app.is_enabled(*action));
    let mut lines: Vec<FindingAction> = enabled.map(FindingAction::of).collect();
    let Some(document) = app.document() else { return lines };
    let report = document.report();
    let here = |place: &Place| match place {
        Place::Text(of, range) => *of == field && (range.start..=range.end).contains(&byte),
        place => *place == Place::Field(field),
    };
    if let Some(finding) = app.findings_by_severity().into_iter().find(|f| here(&f.place)) {
        let of = FindingActions::new(report, finding, &[finding.id()]);
        lines.extend([of.fix, of.reason, of.other, Some(of.about)].into_iter().flatten());
    }
    if let Some(mark) = report.undecided().find(|mark| here(&mark.at.place())) {
        let label = format!("仍然对：{}", report.number_at(mark));
        lines.push(FindingAction::new(&label, CarriedCommand::StillRight(mark.clone()).into()));
    }
    lines.push(FindingAction::of(Action::Help));
    lines
}
