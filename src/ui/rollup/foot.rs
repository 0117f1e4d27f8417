//! Frozen below the board: the sums, what is hidden below, and the identity of the sums.

use egui::{Align2, FontId, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::cells::{self, BoardColumn};
use crate::app::{App, RollUpCommand};
use crate::finding::Severity;
use crate::report::Amount;
use crate::rollup::UnitState;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// Height of both rows.
pub(super) const HEIGHT: f32 = SUM + BALANCE;
const SUM: f32 = 26.0;
const BALANCE: f32 = 48.0;

pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    (rect, columns, hidden): (Rect, &[(BoardColumn, f32, f32)], usize),
    out: &mut Commands,
) {
    let Some(open) = app.roll_up() else { return };
    let colours = theme::colours(ui.ctx());
    ui.painter().rect_filled(rect, 0.0, colours.computed);
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line2);
    let (sum, balance) = rect.split_top_bottom_at_y(rect.top() + SUM);
    let font = FontId::proportional(size::SMALL);
    let board = &open.board;
    let counting = open.result.units.iter().filter(|unit| unit.counts()).count();
    let summed = open.result.units.iter().filter(|unit| unit.is_summed()).count();
    let first = columns.iter().find(|(column, ..)| *column == BoardColumn::Figure(0));
    let edge = first.map_or(rect.right(), |(_, left, _)| rect.left() + left);
    let words = format!("合计　应计 {counting}，计入 {summed}");
    let at = pos2(edge - 12.0, sum.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, &words, font.clone(), colours.ink2);
    for (column, left, width) in columns {
        if let BoardColumn::Figure(n) = column {
            let at = pos2(rect.left() + left + width - 12.0, sum.center().y);
            let figure = cells::figure(board.sums[*n]);
            let font = FontId::proportional(size::TEXT);
            ui.painter().text(at, Align2::RIGHT_CENTER, figure, font, colours.ink);
        }
    }
    if hidden > 0 {
        more(ui, sum, hidden, out);
    }
    widgets::hairline(ui.painter(), balance.left_top(), balance.right_top(), colours.line);
    let name = format!("{words}。{}", identity(ui, app, (balance, edge)));
    let response = ui.interact(balance, Id::unique("roll-up balance"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
}

/// 下有 22 行: a click goes on by as many.
fn more(ui: &Ui, rect: Rect, hidden: usize, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let words = format!("下有 {hidden} 行");
    let at = Rect::from_min_size(rect.min, vec2(110.0, rect.height()));
    let response = ui.interact(at, Id::unique("roll-up more"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    let sign = Rect::from_center_size(pos2(at.left() + 15.0, at.center().y), vec2(12.0, 12.0));
    icons::CHEVRON_DOWN.paint(ui.painter(), sign, colours.accent);
    let font = FontId::proportional(size::SMALL);
    let middle = pos2(at.left() + 26.0, at.center().y);
    ui.painter().text(middle, Align2::LEFT_CENTER, &words, font, colours.accent);
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), at, egui::CornerRadius::same(2), colours);
    }
    if response.clicked() {
        out.push(RollUpCommand::NextOpen);
    }
}

/// Both sides of the identity over the sums, and the unit whose own fails; in words.
fn identity(ui: &Ui, app: &App, (rect, edge): (Rect, f32)) -> String {
    let Some(open) = app.roll_up() else { return String::new() };
    let colours = theme::colours(ui.ctx());
    let font = FontId::proportional(size::SMALL);
    let painter = ui.painter();
    let at = pos2(rect.left() + 8.0, rect.center().y);
    painter.text(
        at,
        Align2::LEFT_CENTER,
        "勾稽核对",
        FontId::proportional(size::TEXT),
        colours.ink,
    );
    let lines = [rect.top() + 15.0, rect.top() + 33.0];
    for (y, words) in lines.into_iter().zip(["本年新收＋上年结转", "办结总计＋结转下年度"])
    {
        let at = pos2(edge - 12.0, y);
        painter.text(at, Align2::RIGHT_CENTER, words, font.clone(), colours.ink2);
    }
    let [received, carried_in, closed, carried_out] =
        open.board.sums.map(Option::unwrap_or_default);
    let (left, right) = (received.plus(carried_in), closed.plus(carried_out));
    let holds = left == right;
    let side =
        |a: Amount, b: Amount, sum: Amount| format!("{}+{}＝{}", a.text(), b.text(), sum.text());
    let sides = [side(received, carried_in, left), side(closed, carried_out, right)];
    let ink = if holds { colours.ink } else { colours.blocks.ink };
    for (y, words) in lines.into_iter().zip(&sides) {
        painter.text(pos2(edge + 30.0, y), Align2::LEFT_CENTER, words, font.clone(), ink);
    }
    let sign = Rect::from_center_size(pos2(edge + 15.0, rect.center().y), vec2(14.0, 14.0));
    if holds {
        icons::TICK.paint(painter, sign, colours.fine);
    } else {
        icons::severity(painter, sign, Severity::Blocks, colours, false);
    }
    let failing: Vec<&str> = open
        .result
        .units
        .iter()
        .filter(|unit| unit.counts() && unit.state == UnitState::Unbalanced)
        .map(|unit| unit.unit.name.as_str())
        .collect();
    let told = match failing.as_slice() {
        [] => String::new(),
        [one] => format!("{one}不平衡，未计入合计"),
        [first, ..] => format!("{first}等 {} 个单位不平衡，未计入合计", failing.len()),
    };
    if !told.is_empty() {
        let left = edge + 180.0;
        let room = rect.right() - left - 8.0;
        if room > 60.0 {
            let galley = painter.layout(told.clone(), font, colours.blocks.ink, room);
            let top = rect.center().y - galley.size().y / 2.0;
            painter.galley(pos2(left, top), galley, colours.blocks.ink);
        }
    }
    let word = if holds { "平衡" } else { "不等" };
    format!("勾稽{word}：{}，{}。{told}", sides[0], sides[1])
}
