//! The board: only the rows that are seen are laid out, so that 3,000 units scroll as lightly as
//! sixty.

use egui::{
    Align2, Color32, CornerRadius, FontId, Id, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::cells::{self, BoardColumn, columns};
use super::words::{StateSign, came, file_kind, state};
use super::{RollUpScreen, choose, foot, keys, panel};
use crate::app::rollup::board::{BoardRow, BoardUnit};
use crate::app::rollup::slice::OpenRollUp;
use crate::app::{App, RollUpCommand};
use crate::finding::Severity;
use crate::rollup::UnitResult;
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{self, FindingAction};
use crate::ui::icons;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets;

/// Height of the head, in two lines.
const HEAD: f32 = 48.0;
/// Height of a row.
pub(super) const ROW: f32 = 26.0;
/// Width of the scroll bar.
const BAR: f32 = 12.0;
/// Under which name the list's place is kept.
const SCROLL: &str = "roll-up scroll";

type BoardColumns = [(BoardColumn, f32, f32)];

/// What of the board has the keyboard.
fn list_id() -> Id {
    Id::unique("roll-up list")
}

pub(super) fn show(ui: &mut Ui, app: &App, view: &mut RollUpScreen, out: &mut Commands) {
    let Some(open) = app.roll_up() else { return };
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let columns = columns(rect.width() - BAR);
    head(ui, rect, &columns);
    let below = if rect.height() > 260.0 { foot::HEIGHT } else { 0.0 };
    let bottom = (rect.bottom() - below).max(rect.top() + HEAD);
    let body = Rect::from_min_max(pos2(rect.left(), rect.top() + HEAD), pos2(rect.right(), bottom));
    let id = list_id();
    let response = ui.interact(body, id, Sense::click());
    let units = app.board_rows().iter().filter(|row| row.is_target()).count();
    let name = format!("收报登记，{units} 行，方向键选择，回车打开报告");
    response.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
    let nobody = ui.memory(|memory| memory.focused().is_none()) && app.modal().is_none();
    if std::mem::take(&mut view.focus_list) || nobody {
        response.request_focus();
    }
    if response.has_focus() {
        keys::board(ui, app, (view, &response), out);
    }
    if app.board_rows().is_empty() {
        empty(ui, app, open, body, out);
    }
    let hidden = rows(ui, app, open, (view, body, &columns, response.has_focus()), out);
    if below > 0.0 {
        let at = Rect::from_min_max(pos2(rect.left(), bottom), rect.max);
        foot::show(ui, app, (at, &columns, hidden), out);
    }
    let edge = Stroke::new(1.0, colours.line2);
    ui.painter().rect_stroke(rect, 3.0, edge, StrokeKind::Inside);
    if response.has_focus() && app.roll_up_view().selected.is_none() {
        widgets::focus_ring(ui.painter(), body, CornerRadius::same(3), colours);
    }
}

fn head(ui: &Ui, rect: Rect, columns: &BoardColumns) {
    let colours = theme::colours(ui.ctx());
    let painter = ui.painter();
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), HEAD));
    painter.rect_filled(head, CornerRadius { nw: 3, ne: 3, sw: 0, se: 0 }, colours.head);
    widgets::hairline(painter, head.left_bottom(), head.right_bottom(), colours.line2);
    let font = FontId::proportional(size::SMALL);
    let middle = head.center().y;
    for (column, left, width) in columns {
        let at = Rect::from_min_size(pos2(head.left() + left, head.top()), vec2(*width, HEAD));
        let is_figure = matches!(column, BoardColumn::Figure(_));
        let top = if is_figure { middle } else { head.top() };
        if *left > 0.0 {
            let inner = matches!(column, BoardColumn::Figure(n) if *n > 0);
            let from = if inner { middle } else { head.top() };
            widgets::hairline(painter, pos2(at.left(), from), at.left_bottom(), colours.line);
        }
        let y = f32::midpoint(top, head.bottom());
        let words = column.heading();
        if is_figure {
            let at = pos2(at.center().x, y);
            painter.text(at, Align2::CENTER_CENTER, words, font.clone(), colours.ink2);
        } else {
            let at = pos2(at.left() + 8.0, y);
            painter.text(at, Align2::LEFT_CENTER, words, font.clone(), colours.ink2);
        }
    }
    let figures = columns.iter().filter(|(column, ..)| matches!(column, BoardColumn::Figure(_)));
    let (mut from, mut to) = (f32::INFINITY, 0.0_f32);
    for (_, left, width) in figures {
        (from, to) = (from.min(*left), to.max(left + width));
    }
    if from < to {
        let (from, to) = (head.left() + from, head.left() + to);
        widgets::hairline(painter, pos2(from, middle), pos2(to, middle), colours.line);
        let at = pos2(f32::midpoint(from, to), f32::midpoint(head.top(), middle));
        painter.text(at, Align2::CENTER_CENTER, "表三 总计", font, colours.ink2);
    }
}

/// Nothing is to be shown: what to do.
fn empty(ui: &mut Ui, app: &App, open: &OpenRollUp, body: Rect, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let nobody = open.result.units.is_empty();
    let words = if nobody { "先登记应报送的单位" } else { "这里没有单位" };
    let font = FontId::proportional(size::TEXT);
    let at = pos2(body.left() + 16.0, body.top() + 28.0);
    ui.painter().text(at, Align2::LEFT_CENTER, words, font, colours.ink2);
    if nobody && app.reading_folder().is_none() {
        let button = widgets::Button::new("选择名录");
        let at = Rect::from_min_size(
            pos2(body.left() + 16.0, body.top() + 50.0),
            vec2(button.width(ui), 30.0),
        );
        if button.show_at(ui, at).clicked() {
            out.push(RollUpCommand::AskProperties);
        }
    }
}

/// Draws the rows that are seen; how many are below them.
fn rows(
    ui: &mut Ui,
    app: &App,
    open: &OpenRollUp,
    (view, body, columns, focused): (&mut RollUpScreen, Rect, &BoardColumns, bool),
    out: &mut Commands,
) -> usize {
    let rows = app.board_rows();
    let selected = app.roll_up_view().selected;
    let mut inside = ui.new_child(UiBuilder::new().max_rect(body.shrink(1.0)));
    inside.spacing_mut().item_spacing = Vec2::ZERO;
    let mut area = ScrollArea::vertical().id_salt("roll-up rows").auto_shrink(false);
    if std::mem::take(&mut view.reveal)
        && let Some(at) = selected
    {
        area = area.vertical_scroll_offset(offset(&inside, SCROLL, (at, ROW), body.height()));
    }
    let mut last = 0;
    let shown = area.show_rows(&mut inside, ROW, rows.len(), |ui, range| {
        last = range.end;
        for at in range {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
            let on = selected == Some(at);
            match rows.get(at) {
                Some(BoardRow::Band { kind, units, accepted }) => {
                    band(ui, rect, (kind, *units, *accepted));
                }
                Some(BoardRow::File(file)) => stray(ui, rect, (file, at), (on, focused), out),
                Some(BoardRow::Unit(unit)) => {
                    if let Some(line) = UnitLine::of(open, *unit) {
                        line.show(ui, app, (rect, columns), (at, on, focused), out);
                    }
                }
                None => {}
            }
        }
    });
    keep_offset(ui, SCROLL, shown.state.clamped_offset().y);
    rows.len().saturating_sub(last)
}

/// Keeps how far a list is scrolled, for [`offset`].
pub(super) fn keep_offset(ui: &Ui, list: &str, offset: f32) {
    ui.ctx().data_mut(|data| data.insert_temp(Id::unique(list), offset));
}

/// The offset at which a row of a list, all of one height, is seen: where it is already, nothing moves.
pub(super) fn offset(ui: &Ui, list: &str, (at, row): (usize, f32), room: f32) -> f32 {
    let now: f32 = ui.ctx().data(|data| data.get_temp(Id::unique(list))).unwrap_or_default();
    #[allow(clippy::cast_precision_loss)] // Some hundred thousand rows.
    let top = at as f32 * row;
    if top < now {
        // The row above it, which may be a band, is seen as well.
        (top - row).max(0.0)
    } else if top + row > now + room - 2.0 {
        top + row - room + 2.0
    } else {
        now
    }
}

/// The head of a kind of units.
fn band(ui: &Ui, rect: Rect, (kind, units, accepted): (&str, usize, usize)) {
    let colours = theme::colours(ui.ctx());
    ui.painter().rect_filled(rect, 0.0, colours.computed);
    widgets::hairline(ui.painter(), rect.left_bottom(), rect.right_bottom(), colours.line);
    let kind = if kind.is_empty() { "各单位" } else { kind };
    let words = format!("{kind}　{units} 个单位，已通过 {accepted}");
    let font = FontId::proportional(size::SMALL);
    let at = pos2(rect.left() + 8.0, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, words, font, colours.ink2);
}

/// A file that belongs to no unit.
fn stray(
    ui: &Ui,
    rect: Rect,
    (file, at): (&str, usize),
    (on, focused): (bool, bool),
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let name = format!("{file}，没有归到单位");
    let lines = || vec![FindingAction::new("指定单位", RollUpCommand::AskUnit.into())];
    ground(ui, rect, (at, on), (&name, &lines), out);
    let sign = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), Vec2::splat(14.0));
    icons::severity(ui.painter(), sign, Severity::Warning, colours, false);
    let words = format!("{file}　没有归到单位，回车指定");
    let (left, width) = (rect.left() + 30.0, rect.width() - 40.0);
    let galley = widgets::elided(ui.painter(), &words, size::SMALL, colours.ink2, width);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(left, top), galley, colours.ink2);
    ring(ui, rect, on && focused);
}

/// What every row that can be gone to has: its ground, its name, its click, its menu.
fn ground(
    ui: &Ui,
    rect: Rect,
    (at, on): (usize, bool),
    (name, lines): (&str, &dyn Fn() -> Vec<FindingAction>),
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let response = ui.interact(rect, Id::unique(("roll-up row", at)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, on, name));
    if on || response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.accent_soft);
    }
    widgets::hairline(ui.painter(), rect.left_bottom(), rect.right_bottom(), colours.line);
    if response.clicked() || response.secondary_clicked() {
        out.push(choose(at));
    }
    finding_actions::context(ui, (&response, list_id()), "单位", lines, out);
    if response.double_clicked() {
        out.push(RollUpCommand::Look(None));
    }
}

/// The ring of the row that the keyboard is on, over all that is in it.
fn ring(ui: &Ui, rect: Rect, is_on: bool) {
    if is_on {
        let colours = theme::colours(ui.ctx());
        widgets::focus_ring(ui.painter(), rect, CornerRadius::same(2), colours);
    }
}

/// A unit as its row shows it.
struct UnitLine<'a> {
    open: &'a OpenRollUp,
    unit: &'a UnitResult,
    shown: &'a BoardUnit,
    sign: StateSign,
    state: String,
}

impl<'a> UnitLine<'a> {
    fn of(open: &'a OpenRollUp, at: usize) -> Option<Self> {
        let (unit, shown) = (open.result.units.get(at)?, open.board.units.get(at)?);
        let name = &unit.unit.name;
        let copies = open.result.duplicates.iter().find(|duplicate| duplicate.name == *name);
        let (sign, state) = state(unit, shown, copies.map_or(1, |duplicate| duplicate.files.len()));
        Some(Self { open, unit, shown, sign, state })
    }

    /// What is heard of it.
    fn name(&self) -> String {
        let mut name = format!("{}，{}", self.unit.unit.name, self.state);
        let problems = self.unit.findings.all();
        if problems > 0 {
            name = format!("{name}，问题 {problems} 个");
        }
        for (word, amount) in ["新收", "结转下年"].into_iter().zip([0, 3]) {
            if let Some(amount) = self.shown.figures[amount] {
                name = format!("{name}，{word} {}", amount.text());
            }
        }
        if self.shown.last.is_some() {
            name.push_str("，与上年对不上");
        }
        match cells::alike(&self.open.result, self.shown) {
            Some((other, percent)) => format!("{name}，文字与{other} {percent}相同"),
            None => name,
        }
    }

    fn show(
        &self,
        ui: &Ui,
        app: &App,
        (rect, columns): (Rect, &BoardColumns),
        (at, on, focused): (usize, bool, bool),
        out: &mut Commands,
    ) {
        let colours = theme::colours(ui.ctx());
        let lines = || {
            let choices = panel::choices(app, self.unit, self.shown).into_iter();
            let enabled = choices.filter(|(_, enabled, _)| *enabled);
            enabled.map(|(words, _, command)| FindingAction::new(words, command.into())).collect()
        };
        ground(ui, rect, (at, on), (&self.name(), &lines), out);
        for (column, left, width) in columns {
            let cell = Rect::from_min_size(pos2(rect.left() + left, rect.top()), vec2(*width, ROW));
            if *left > 0.0 {
                let edge = matches!(column, BoardColumn::Figure(0) | BoardColumn::Last);
                let line = if edge { colours.line2 } else { colours.line };
                widgets::hairline(ui.painter(), cell.left_top(), cell.left_bottom(), line);
            }
            self.cell(ui, cell, (*column, on), colours);
        }
        ring(ui, rect, on && focused);
    }

    fn cell(&self, ui: &Ui, cell: Rect, (column, on): (BoardColumn, bool), colours: &Colours) {
        let is_wrong = self.sign == StateSign::Wrong(Severity::Blocks);
        match column {
            BoardColumn::Name => {
                let ink = if on { colours.accent } else { colours.ink };
                text(ui, cell, &self.unit.unit.name, (size::TEXT, ink));
            }
            BoardColumn::State => {
                let middle = pos2(cell.left() + 15.0, cell.center().y);
                let sign = Rect::from_center_size(middle, Vec2::splat(14.0));
                self.sign.paint(ui.painter(), sign, colours);
                let rest = Rect::from_min_max(pos2(cell.left() + 20.0, cell.top()), cell.max);
                text(ui, rest, &self.state, (size::SMALL, self.sign.ink(colours)));
            }
            BoardColumn::File => {
                let kind = self.unit.file.as_deref().map(file_kind).unwrap_or_default();
                text(ui, cell, &kind, (size::SMALL, colours.ink2));
            }
            BoardColumn::Came => {
                text(ui, cell, &came(self.shown.modified), (size::SMALL, colours.ink2));
            }
            BoardColumn::Problems => {
                if !self.unit.parts.is_empty() {
                    let count = self.unit.findings.all();
                    let ink = if count == 0 { colours.ink3 } else { colours.ink };
                    number(ui, cell, &count.to_string(), (size::SMALL, ink));
                }
            }
            BoardColumn::Figure(n) => self.figure(ui, cell, (n, is_wrong), colours),
            BoardColumn::Last if self.shown.last.is_some() => {
                let middle = pos2(cell.left() + 15.0, cell.center().y);
                let sign = Rect::from_center_size(middle, Vec2::splat(14.0));
                icons::severity(ui.painter(), sign, Severity::Warning, colours, false);
                let rest = Rect::from_min_max(pos2(cell.left() + 18.0, cell.top()), cell.max);
                text(ui, rest, "不接", (size::SMALL, colours.warning.ink));
            }
            BoardColumn::Last => {
                if !self.open.decisions.last.is_empty() && cells::has_figures(self.unit) {
                    let middle = pos2(cell.left() + 15.0, cell.center().y);
                    let sign = Rect::from_center_size(middle, Vec2::splat(14.0));
                    icons::TICK.paint(ui.painter(), sign, colours.fine);
                }
            }
            BoardColumn::Alike => {
                if let Some((other, percent)) = cells::alike(&self.open.result, self.shown) {
                    // How much it is has room before the whole name has.
                    let (font, ink) = (FontId::proportional(size::SMALL), colours.warning.ink);
                    let end = pos2(cell.right() - 6.0, cell.center().y);
                    let much =
                        ui.painter().text(end, Align2::RIGHT_CENTER, percent, font, ink).left();
                    let rest = Rect::from_min_max(cell.min, pos2(much + 4.0, cell.bottom()));
                    text(ui, rest, other, (size::SMALL, ink));
                }
            }
        }
    }

    fn figure(&self, ui: &Ui, cell: Rect, (n, is_wrong): (usize, bool), colours: &Colours) {
        if !cells::has_figures(self.unit) {
            let y = cell.bottom() - 8.0;
            let right = cell.right() - 12.0;
            let line = [pos2(right - 20.0, y), pos2(right, y)];
            ui.painter().line_segment(line, Stroke::new(1.0, colours.ink3));
            return;
        }
        if is_wrong {
            let inner = Rect::from_min_max(cell.min + vec2(1.0, 0.0), cell.max);
            ui.painter().rect_filled(inner, 0.0, colours.blocks.ground);
        }
        let amount = self.shown.figures[n];
        let is_zero = amount.is_some_and(crate::report::Amount::is_zero);
        let ink = match (is_wrong, is_zero) {
            (true, _) => colours.blocks.ink,
            (_, true) => colours.ink3,
            _ => colours.ink,
        };
        number(ui, cell, &cells::figure(amount), (size::TEXT, ink));
    }
}

fn text(ui: &Ui, cell: Rect, words: &str, (points, ink): (f32, Color32)) {
    let galley = widgets::elided(ui.painter(), words, points, ink, cell.width() - 12.0);
    let at = pos2(cell.left() + 8.0, cell.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
}

fn number(ui: &Ui, cell: Rect, words: &str, (points, ink): (f32, Color32)) {
    let at = pos2(cell.right() - 12.0, cell.center().y);
    let font = FontId::proportional(points);
    ui.painter().text(at, Align2::RIGHT_CENTER, words, font, ink);
}
