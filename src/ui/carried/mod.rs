//! Last year's figures, gone through one by one: a bar with the count that is left, and beside the
//! text each of them with last year's and this year's number.

mod bar;
mod card;
mod panel;

use egui::{Id, Ui, WidgetInfo};

pub use bar::show as bar;
pub use panel::show as panel;

use crate::app::carried::items::items;
use crate::app::{App, CarriedItem};

/// Height of the bar, and of the line below it where there is no panel.
pub const BAR: f32 = 44.0;

/// What bar and panel keep between frames.
#[derive(Default)]
pub struct CarriedView {
    /// The list as it was for a state of a report, which is its generation and revision.
    list: Option<((u64, u64), Vec<CarriedItem>)>,
    /// What is typed for the chosen figure, and its index.
    text: String,
    of: Option<usize>,
    /// What was typed is no number.
    wrong: bool,
    /// The field takes the keyboard next.
    focus: bool,
    /// Only those that nobody has decided on are listed, as the clerk chose; `None` by the room.
    only_open: Option<bool>,
    /// The figure that was brought into view last.
    seen: Option<usize>,
}

impl CarriedView {
    /// Puts the keyboard into the field of the chosen figure.
    pub fn focus(&mut self) {
        self.focus = true;
    }

    /// Takes the list of the open report over, and forgets what was typed for another figure.
    fn follow(&mut self, app: &App) {
        let Some(document) = app.document() else { return };
        let state = (app.generation(), document.revision());
        if self.list.as_ref().is_none_or(|(of, _)| *of != state) {
            self.list = Some((state, items(document.report())));
        }
        let chosen = app.chosen_figure();
        if self.of != chosen {
            (self.of, self.wrong) = (chosen, false);
            self.text.clear();
        }
    }

    fn items(&self) -> &[CarriedItem] {
        self.list.as_ref().map_or(&[], |(_, items)| items)
    }

    /// The chosen figure, with its index.
    fn chosen(&self) -> Option<(usize, &CarriedItem)> {
        let index = self.of?;
        Some((index, self.items().get(index)?))
    }
}

/// Words that a screen reader finds where they are painted.
fn said(ui: &Ui, rect: egui::Rect, id: &str, words: &str) {
    let response = ui.interact(rect, Id::unique(("carried", id)), egui::Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words));
}
