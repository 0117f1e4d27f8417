//! Below the list: the request that is selected with its time line and its form, and table three as
//! the ledger gives it.

use egui::{Align2, FontId, Rect, Ui, pos2, vec2};

use super::rooms::{HEAD, LedgerRooms};
use super::{LedgerScreen, child, form, result, standing};
use crate::app::ledger::document::LedgerDocument;
use crate::app::{App, LedgerCommand};
use crate::ledger::Standing;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// Width of the table at the right.
const RESULT: f32 = 584.0;
/// The form's least width beside the table.
const FORM: f32 = 420.0;

pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    document: &LedgerDocument,
    (view, rooms): (&mut LedgerScreen, &LedgerRooms),
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let (head, body) = rect.split_top_bottom_at_y(rect.top() + HEAD);
    ui.painter().rect_filled(head, 0.0, colours.chrome);
    widgets::hairline(ui.painter(), head.left_top(), head.right_top(), colours.line);
    self::head(ui, app, (document, head), rooms.panel_open, out);
    if !rooms.panel_open {
        return;
    }
    widgets::hairline(ui.painter(), body.left_top(), body.right_top(), colours.line);
    let with_result = body.width() >= RESULT + FORM;
    let right = if with_result { body.right() - RESULT } else { body.right() };
    let (left, result) = body.split_left_right_at_x(right);
    child(ui, "ledger form", left, |ui| form::show(ui, app, document, view, out));
    if with_result {
        widgets::hairline(ui.painter(), result.left_top(), result.left_bottom(), colours.line);
        child(ui, "ledger result", result, |ui| result::show(ui, app, out));
    }
}

fn head(
    ui: &mut Ui,
    app: &App,
    (document, rect): (&LedgerDocument, Rect),
    open: bool,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let middle = rect.center().y;
    let (words, icon) =
        if open { ("收起 F8", icons::CHEVRON_DOWN) } else { ("展开 F8", icons::CHEVRON_UP) };
    let fold = Button::new(words).flat().small().icon_after(icon);
    let width = fold.width(ui);
    let at =
        Rect::from_min_size(pos2(rect.right() - 16.0 - width, middle - 12.0), vec2(width, 24.0));
    if fold.show_at(ui, at).clicked() {
        out.push(LedgerCommand::TogglePanel);
    }
    let selected = app.ledger_view().selected;
    let Some((row, request)) =
        selected.and_then(|row| Some((row, document.ledger().requests.get(row)?)))
    else {
        let font = FontId::proportional(size::SMALL);
        let words = "选中一件，回车打开；Ctrl＋N 登记";
        let at = pos2(rect.left() + 16.0, middle);
        ui.painter().text(at, Align2::LEFT_CENTER, words, font, colours.ink2);
        return;
    };
    let mut x = rect.left() + 16.0;
    let room = at.left() - 250.0;
    for (words, points, ink) in [
        (request.name(), size::SMALL, colours.ink2),
        (request.content.as_str(), size::TEXT, colours.ink),
    ] {
        let galley = widgets::elided(ui.painter(), words, points, ink, room - x);
        let width = galley.size().x;
        ui.painter().galley(pos2(x, middle - galley.size().y / 2.0), galley, ink);
        x += width + 12.0;
    }
    let now = app.ledger_overview().and_then(|o| o.standings.get(row).copied());
    let now = now.unwrap_or(Standing::Unknown);
    let sign = Rect::from_center_size(pos2(x + 7.0, middle), vec2(14.0, 14.0));
    standing::sign(ui.painter(), sign, now, colours);
    let font = FontId::proportional(size::SMALL);
    let ink = standing::ink(now, colours);
    ui.painter().text(pos2(x + 20.0, middle), Align2::LEFT_CENTER, now.words(), font, ink);
}
