//! Which units the board shows: a chip each, those with none are not drawn.

use egui::{Rect, Ui, pos2, vec2};

use crate::app::rollup::board::BoardFilter;
use crate::app::{App, RollUpCommand};
use crate::finding::Severity;
use crate::ui::commands::Commands;
use crate::ui::widgets::Button;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let Some(open) = app.roll_up() else { return };
    let rect = ui.max_rect();
    let chosen = app.roll_up_view().filter;
    let mut x = rect.left();
    for filter in BoardFilter::ALL {
        let count = open.board.count(filter);
        if count == 0 && filter != BoardFilter::All && filter != chosen {
            continue;
        }
        let words = format!("{} {count}", filter.word());
        let severity = match filter {
            BoardFilter::Unbalanced => Some(Severity::Blocks),
            BoardFilter::Errors | BoardFilter::Unusable => Some(Severity::Error),
            BoardFilter::Alike => Some(Severity::Warning),
            _ => None,
        };
        let chip = Button::new(&words).chip().tab(filter == chosen).sign(severity);
        let width = chip.width(ui);
        if x + width > rect.right() && filter != chosen {
            continue;
        }
        let at = Rect::from_min_size(pos2(x, rect.top()), vec2(width, 28.0));
        if chip.show_at(ui, at).clicked() {
            out.push(RollUpCommand::Filter(filter));
        }
        x += width + 8.0;
    }
}
