//! The menu of a line of the source: where it can be moved.

use egui::{Id, Layout, Popup, PopupCloseBehavior, PopupKind, Pos2, Ui};

use crate::app::ReviewCommand;
use crate::app::review::comparison::{Review, target_words};
use crate::report::Report;
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{self, FindingAction};
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// The menu while it is open.
pub(super) struct LineMenu {
    at: Pos2,
    moves: Vec<FindingAction>,
}

impl LineMenu {
    /// The menu of a line, counted from 0, with its upper left corner.
    pub(super) fn new(review: &Review, report: &Report, line: usize, at: Pos2) -> Self {
        let number = line + 1;
        let moves = review.targets(report, number).into_iter().map(|to| FindingAction {
            label: target_words(to),
            command: ReviewCommand::MoveLine(number, to).into(),
        });
        Self { at, moves: moves.collect() }
    }

    /// Draws the menu where it is open; it gives the keyboard back to `lines` when it closes.
    pub(super) fn show(ui: &Ui, menu: &mut Option<Self>, lines: Id, out: &mut Commands) {
        let Some(shown) = menu else { return };
        let mut open = true;
        let id = Id::unique("source line menu");
        Popup::new(id, ui.ctx().clone(), shown.at, ui.layer_id())
            .kind(PopupKind::Menu)
            .layout(Layout::top_down_justified(egui::Align::Min))
            .close_behavior(PopupCloseBehavior::CloseOnClick)
            .accessible_name("移动这一行")
            .open_bool(&mut open)
            .show(|ui| {
                if shown.moves.is_empty() {
                    let ink = theme::colours(ui.ctx()).ink2;
                    let words = "这一行是标题、数字，或者已经改过，不能移动。";
                    ui.label(widgets::text(words, size::TEXT, ink));
                }
                let moves: Vec<&FindingAction> = shown.moves.iter().collect();
                finding_actions::menu(ui, &moves, out);
            });
        if !open {
            *menu = None;
            ui.memory_mut(|memory| memory.request_focus(lines));
        }
    }
}
