//! The menu under the right button of the mouse. A right click moves the cursor, unless it is in the
//! selected block, and the keyboard stays on the cells.

use egui::{Id, LayerId, Popup, PopupCloseBehavior, Pos2, SetOpenCommand, Ui};

use super::panes::Panes;
use super::pointer::{cell_beside, cell_under};
use super::view::{GridCx, GridView, cell_id};
use crate::app::Action;
use crate::ui::finding_actions::{self, FindingAction, FindingActions};

/// What the menu has for every cell, in its order.
const ACTIONS: [Action; 12] = [
    Action::Cut,
    Action::Copy,
    Action::Paste,
    Action::FillDown,
    Action::FillRight,
    Action::FillRow,
    Action::FillColumn,
    Action::FillBlock,
    Action::FillTable,
    Action::AddComment,
    Action::CompareYears,
    Action::Help,
];

/// A menu that was asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct MenuAt {
    at: Pos2,
    /// The cell that the menu is of.
    cell: usize,
    /// The frame of the click.
    asked: u64,
    opened: bool,
    /// Frames since it closed.
    closed: u8,
}

/// A line of the menu that was clicked keeps the keyboard for some frames after the menu is gone.
const LINGERS: u8 = 4;

fn id(table: usize) -> Id {
    Id::unique("grid menu").with(table)
}

/// Opens the menu where the right button was pressed on a cell, or on the label of its row.
pub(super) fn find(ui: &Ui, view: &mut GridView, cx: &mut GridCx<'_, '_>, panes: &Panes) {
    let pressed = ui.input(|input| {
        let at = input.pointer.interact_pos()?;
        input.pointer.secondary_clicked().then_some(at)
    });
    let Some(at) = pressed.filter(|_| cx.sheet.app.modal().is_none()) else { return };
    if ui.ctx().layer_id_at(at).is_some_and(|layer| layer != ui.layer_id()) {
        return;
    }
    let under = cell_under(cx.shape, panes, at).or_else(|| cell_beside(cx.shape, panes, at));
    let Some(cell) = under else { return };
    let in_block = view.is_block() && view.block(cx.steps()).iter().flatten().any(|c| *c == cell);
    if !in_block {
        view.enter_goal_column(cx, cell);
    }
    view.menu_at =
        Some(MenuAt { at, cell, asked: ui.ctx().cumulative_frame_nr(), opened: false, closed: 0 });
    ui.ctx().request_repaint();
}

/// Shows the menu while it is open; the keyboard goes back to the cells when it closes.
pub(super) fn show(ui: &Ui, view: &mut GridView, cx: &mut GridCx<'_, '_>) {
    let (Some(menu), Some(active)) = (&mut view.menu_at, view.active) else { return };
    let id = id(cx.sheet.table);
    // The click that asks for it would close it.
    if menu.asked == ui.ctx().cumulative_frame_nr() {
        return;
    }
    if !std::mem::replace(&mut menu.opened, true) {
        Popup::open_id(ui.ctx(), id);
    }
    let (at, cell) = (menu.at, menu.cell);
    if !Popup::is_id_open(ui.ctx(), id) {
        let is_free = ui.memory(|memory| memory.focused().is_none());
        menu.closed += 1;
        if menu.closed == 1 || !is_free && menu.closed < LINGERS {
            return ui.ctx().request_repaint();
        }
        view.menu_at = None;
        if is_free {
            if view.is_block() {
                let id = cell_id(cx.sheet.table, active);
                ui.memory_mut(|memory| memory.request_focus(id));
                ui.ctx().request_repaint();
            } else {
                view.enter_goal_column(cx, cell);
            }
        }
        return;
    }
    let app = cx.sheet.app;
    let block = view.is_block();
    let fits = |action: &Action| app.is_enabled(*action) && (block || *action != Action::FillBlock);
    let mut actions: Vec<FindingAction> =
        ACTIONS.into_iter().filter(fits).map(FindingAction::of).collect();
    if let Some(finding) = cx.sheet.marks.get(active).and_then(|mark| mark.as_ref()?.finding) {
        let of = FindingActions::new(cx.sheet.report(), finding, &[finding.id()]);
        actions.extend([of.fix, of.reason, Some(of.about), of.other].into_iter().flatten());
    }
    let lines: Vec<&FindingAction> = actions.iter().collect();
    Popup::new(id, ui.ctx().clone(), at, LayerId::background())
        .open_memory(None::<SetOpenCommand>)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .accessible_name("单元格")
        .show(|ui| finding_actions::menu(ui, &lines, cx.out));
}
