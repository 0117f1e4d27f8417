//! What is to be said of a cell in the room at the right of a narrow table.

use egui::{Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::paint::Paint;
use super::pen;
use super::pointer;
use super::shape::NOTES_GAP;
use super::sheet::{CellMark, GridSheet};
use crate::edition::Kind;
use crate::finding::Severity;
use crate::report::Value;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::size;
use crate::ui::widgets::Button;

/// What is wrong with what was typed, and what could be meant: 请只填数字。单位已是万元，可填 3.2。
pub(super) fn advice(sheet: &GridSheet<'_>, cell: usize, fault: &str) -> String {
    let (kind, text) = (sheet.kind(cell), sheet.typed(cell).text());
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let meant = Value::read(kind, &digits);
    let fits = !digits.is_empty()
        && meant.fault(kind).is_none()
        && !text.starts_with('-')
        && (kind == Kind::Money || meant.count().is_some());
    let fault = fault.replacen("请只填数字，", "请只填数字。", 1);
    if fits { format!("{fault}，可填 {digits}。") } else { format!("{fault}。") }
}

/// One note a row, at the height of the row: errors in a box, the rest with their sign and fix.
pub(super) fn show(ui: &mut Ui, paint: &Paint<'_>, out: &mut Commands) {
    if paint.shape.notes == 0.0 {
        return;
    }
    // Buttons stand where their rows are, not where the ui has come to.
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(ui.max_rect()));
    for row in 0..paint.sheet.form.rows.len() {
        let cells = paint.sheet.form.rows[row].cells.clone();
        let Some(grid_row) = cells.clone().next().map(|cell| paint.shape.cell_rects[cell].row)
        else {
            continue;
        };
        let (top, bottom) = paint.panes.ys[grid_row];
        let seen = paint.panes.region(grid_row).map_or(Rect::NOTHING, |region| region.clip);
        if top < seen.top() - 0.5 || bottom > seen.bottom() + 0.5 {
            continue;
        }
        let left = paint.panes.frame.right() + NOTES_GAP;
        let room = Rect::from_min_max(pos2(left, top), pos2(left + paint.shape.notes, bottom));
        let wrong = cells.clone().find_map(|c| paint.sheet.fault(c).map(|fault| (c, fault)));
        let marks = || cells.clone().filter_map(|cell| paint.sheet.marks[cell]);
        if let Some((cell, fault)) = wrong {
            error(ui, paint, room, cell, fault);
        } else if let Some(mark) = marks().min_by_key(|mark| (mark.waived.is_some(), mark.severity))
        {
            note(ui, paint, room, (row, &mark), out);
        }
    }
}

fn error(ui: &Ui, paint: &Paint<'_>, row: Rect, cell: usize, fault: &str) {
    let room = row.expand2(vec2(0.0, 2.0));
    let tone = paint.colours.blocks;
    let edge = Stroke::new(1.0, tone.edge);
    ui.painter().rect(room, 4.0, tone.ground, edge, StrokeKind::Inside);
    let words = advice(paint.sheet, cell, fault);
    let galley = pen::line(ui.painter(), &words, size::TEXT);
    let painter = ui.painter().with_clip_rect(room.intersect(ui.clip_rect()));
    pen::left(&painter, room.left_center() + vec2(11.0, 0.0), galley, tone.ink);
    name(ui, paint, room, cell, &words);
}

fn name(ui: &Ui, paint: &Paint<'_>, rect: Rect, at: usize, words: &str) {
    let id = Id::unique("grid note").with(paint.sheet.table).with(at);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}

fn note(
    ui: &mut Ui,
    paint: &Paint<'_>,
    room: Rect,
    (row, mark): (usize, &CellMark<'_>),
    out: &mut Commands,
) {
    let at = Rect::from_center_size(room.left_center() + vec2(8.0, 0.0), vec2(16.0, 16.0));
    icons::severity(ui.painter(), at, mark.severity, paint.colours, mark.waived.is_some());
    let mut right = room.right();
    if let Some(fix) = mark.fix.filter(|_| mark.severity <= Severity::Warning) {
        let button = Button::new(fix).small();
        let width = button.width(ui);
        let middle = room.center().y;
        let rect =
            Rect::from_min_max(pos2(right - width, middle - 12.0), pos2(right, middle + 12.0));
        pointer::fix(&button.show_at(ui, rect), mark.finding, out);
        right -= width + 8.0;
    }
    let text = Rect::from_min_max(pos2(room.left() + 23.0, room.top()), pos2(right, room.bottom()));
    let words = mark.waived.unwrap_or(mark.message);
    let galley = pen::line(ui.painter(), words, size::TEXT);
    let points = if galley.size().x > text.width() { size::SMALL } else { size::TEXT };
    let galley = pen::line(ui.painter(), words, points);
    let painter = ui.painter().with_clip_rect(text.intersect(ui.clip_rect()));
    pen::left(&painter, text.left_center(), galley, paint.colours.ink);
    let id = Id::unique("grid note").with(paint.sheet.table).with(row).with("mark");
    let response = ui.interact(text, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    response.on_hover_text(mark.message);
}
