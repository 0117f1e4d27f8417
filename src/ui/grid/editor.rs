//! The one live editor, over the active cell, and what is drawn around that cell.

use egui::{
    Align2, EventFilter, FontId, Frame, Margin, Rect, Stroke, StrokeKind, TextEdit, Ui, UiBuilder,
    pos2, vec2,
};

use super::paint::Paint;
use super::panes::Panes;
use super::spoken;
use super::view::{Arrows, GridCx, GridView, cell_id, editor_id};
use crate::app::paste::short;
use crate::ui::theme::{self, Colours, size};

const FILTER: EventFilter =
    EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };

impl GridView {
    /// The cell that the live editor stands over.
    pub(super) fn edited(&self, sheet: &super::sheet::GridSheet<'_>) -> Option<usize> {
        let free = self.focused && !self.is_block() && self.pressed.is_none();
        self.active.filter(|cell| free && !sheet.is_total(*cell))
    }
}

/// The editor has the keyboard where there is one, else the cell: a block that was just selected has no
/// editor any more.
fn keep_keyboard(view: &GridView, cx: &GridCx<'_, '_>, active: usize) {
    let (cell, editor) = (cell_id(cx.sheet.table, active), editor_id(cx.sheet.table, active));
    let wanted = if view.edited(cx.sheet).is_some() { editor } else { cell };
    let focus = cx.ctx.memory(egui::Memory::focused);
    if view.focused && focus != Some(wanted) && (focus == Some(cell) || focus == Some(editor)) {
        cx.ctx.memory_mut(|memory| memory.request_focus(wanted));
    }
}

/// Shows the editor, where a cell is being edited, and sends what is typed.
pub(super) fn show(ui: &mut Ui, view: &mut GridView, cx: &mut GridCx<'_, '_>, panes: &Panes) {
    let Some(active) = view.active else { return };
    keep_keyboard(view, cx, active);
    let Some(cell) = view.edited(cx.sheet) else {
        // A block, a total: the keys belong to the grid all the same.
        let id = cell_id(cx.sheet.table, active);
        return ui.memory_mut(|memory| memory.set_focus_lock_filter(id, FILTER));
    };
    let id = editor_id(cx.sheet.table, cell);
    let spot = cx.shape.cell_rects[cell];
    let rect = panes.rect(spot.row..spot.row + 1, spot.column..spot.end);
    let fault = cx.sheet.fault(cell).is_some();
    let pad = if fault { 32.0 } else { cx.shape.right_padding() };
    let inner = Rect::from_min_max(rect.min + vec2(6.0, 1.0), rect.max - vec2(pad, 1.0));
    // Read where the cell is read.
    let parent = cell_id(cx.sheet.table, cell);
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).accessibility_parent(parent));
    child.set_clip_rect(panes.figures(spot.row).intersect(ui.clip_rect()));
    // A row is lower than an ordinary field.
    child.spacing_mut().interact_size.y = 0.0;
    let selection = &mut child.visuals_mut().selection;
    let colours = theme::colours(cx.ctx);
    (selection.bg_fill, selection.stroke.color) = (colours.accent_soft, colours.ink);
    let output = TextEdit::singleline(&mut view.text)
        .id(id)
        .font(FontId::proportional(size::TEXT))
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .desired_width(inner.width())
        .min_size(inner.size())
        .align(Align2::RIGHT_CENTER)
        .event_filter(FILTER)
        .return_key(None)
        .show(&mut child);
    let response = output.response.response;
    if response.changed() && !view.composing {
        view.send(cx);
    }
    if response.clicked() || response.double_clicked() {
        view.arrows = Arrows::Text;
    }
    if response.dragged()
        && ui.input(|i| i.pointer.interact_pos()).is_some_and(|at| !rect.contains(at))
    {
        view.pressed = Some(cell);
    }
    spoken::editor(&response, cx.sheet, &cx.shape.spoken[cell], cell);
}

/// The ring around the active cell, or around the block; what is wrong with the cell, beside it.
pub(super) fn ring(ui: &Ui, view: &GridView, paint: &Paint<'_>, beside: bool) {
    let Some(active) = view.active else { return };
    let colours = paint.colours;
    let cells = if paint.block.is_empty() { &[active][..] } else { paint.block };
    let rects = cells.iter().map(|cell| {
        let spot = paint.shape.cell_rects[*cell];
        paint.panes.rect(spot.row..spot.row + 1, spot.column..spot.end)
    });
    let rect = rects.reduce(Rect::union).unwrap_or(Rect::NOTHING);
    let clip = paint.panes.figures(paint.shape.cell_rects[active].row);
    let painter = ui.painter().with_clip_rect(clip.expand(1.0).intersect(ui.clip_rect()));
    let fault = paint.sheet.fault(active);
    let stroke = match (fault, view.focused) {
        (Some(_), _) if paint.block.is_empty() => Stroke::new(2.0, colours.blocks.ink),
        (_, true) if paint.sheet.is_total(active) && paint.block.is_empty() => {
            Stroke::new(1.0, colours.accent)
        }
        (_, true) => Stroke::new(2.0, colours.accent),
        (_, false) => Stroke::new(1.0, colours.accent),
    };
    let grown = Rect::from_min_max(rect.min, rect.max + vec2(1.0, 1.0));
    painter.rect_stroke(grown, 2.0, stroke, StrokeKind::Inside);
    if let Some(refused) = &view.refused {
        let words = format!("“{}”不是数，没有粘贴", short(refused));
        message_beside(ui, paint.panes.frame, rect, &words, colours);
    } else if let Some(message) = fault.filter(|_| beside && paint.block.is_empty()) {
        let words = super::notes::advice(paint.sheet, active, message);
        message_beside(ui, paint.panes.frame, rect, &words, colours);
    }
}

/// A message in the cell's own row, at its right, or at its left where there is no room.
fn message_beside(ui: &Ui, frame: Rect, cell: Rect, words: &str, colours: &Colours) {
    let galley = super::pen::line(ui.painter(), words, size::SMALL);
    let width = galley.size().x + 16.0;
    let right = cell.right() + 4.0;
    let left = if right + width <= frame.right() { right } else { cell.left() - 4.0 - width };
    let at = Rect::from_min_size(pos2(left, cell.top() + 1.0), vec2(width, cell.height() - 1.0));
    let edge = Stroke::new(1.0, colours.blocks.edge);
    ui.painter().rect(at, 4.0, colours.blocks.ground, edge, StrokeKind::Inside);
    super::pen::left(ui.painter(), at.left_center() + vec2(8.0, 0.0), galley, colours.blocks.ink);
}
