//! What the keys do on the board: arrows walk it, Enter opens the report, letters decide.

use egui::{EventFilter, Key, Modifiers, Response, Ui};

use super::board::ROW;
use super::{RollUpScreen, choose};
use crate::app::rollup::board::BoardRow;
use crate::app::{App, RollUpCommand};
use crate::ui::commands::Commands;
use crate::ui::widgets;

/// Takes the board's keys.
pub(super) fn board(
    ui: &Ui,
    app: &App,
    (view, response): (&mut RollUpScreen, &Response),
    out: &mut Commands,
) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    widgets::keep_keys(ui, response.id, filter);
    let rows = app.board_rows();
    let selected = app.roll_up_view().selected;
    if let Some(next) = walked(ui, (selected, rows), response.rect.height()) {
        view.reveal = true;
        out.push(choose(next));
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let row = selected.and_then(|at| rows.get(at));
    if pressed(Key::Enter) {
        match row {
            Some(BoardRow::File(_)) => out.push(RollUpCommand::AskUnit),
            Some(BoardRow::Unit(_)) => out.push(RollUpCommand::Look(None)),
            _ => {}
        }
    }
}

/// The row that a key leads to: bands are gone over.
fn walked(ui: &Ui, (at, rows): (Option<usize>, &[BoardRow]), height: f32) -> Option<usize> {
    let targets = || rows.iter().enumerate().filter(|(_, row)| row.is_target()).map(|(at, _)| at);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Some dozens of rows.
    let page = ((height / ROW) as usize).saturating_sub(1).max(1);
    let pressed =
        |modifiers, key| ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
    let (none, ctrl) = (Modifiers::NONE, Modifiers::COMMAND);
    let (down, up) = (pressed(none, Key::ArrowDown), pressed(none, Key::ArrowUp));
    let (on, back) = (pressed(none, Key::PageDown), pressed(none, Key::PageUp));
    if pressed(ctrl, Key::Home) + pressed(none, Key::Home) > 0 {
        return targets().next();
    }
    if pressed(ctrl, Key::End) + pressed(none, Key::End) > 0 {
        return targets().next_back();
    }
    if down + up + on + back == 0 {
        return None;
    }
    let Some(at) = at else { return targets().next() };
    let (steps, forward) = match (down + on * page, up + back * page) {
        (steps, 0) => (steps, true),
        (_, steps) => (steps, false),
    };
    if forward {
        let after: Vec<usize> = targets().filter(|row| *row > at).take(steps).collect();
        after.last().copied()
    } else {
        let before: Vec<usize> = targets().filter(|row| *row < at).collect();
        before.get(before.len().saturating_sub(steps)).copied()
    }
}
