//! The three tables with their sums; the units of the one that is chosen stand at the right.

use egui::{
    Align2, Color32, FontId, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::rollup::slice::OpenRollUp;
use crate::app::{App, RollUpCommand};
use crate::grid::{Content, Grid, GridCell};
use crate::report::Amount;
use crate::report::place::CellId;
use crate::ui::commands::Commands;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets::{self, Button};

const ROW: f32 = 27.0;
const FIGURE: f32 = 84.0;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Commands) {
    let Some(open) = app.roll_up() else { return };
    let rect = ui.max_rect();
    let shown = app.roll_up_view().table;
    let mut x = rect.left();
    for (at, table) in open.result.edition.tables.iter().enumerate() {
        let chip = Button::new(&table.name).chip().tab(at == shown);
        let width = chip.width(ui);
        let place = Rect::from_min_size(pos2(x, rect.top()), vec2(width, 28.0));
        if chip.show_at(ui, place).clicked() {
            out.push(RollUpCommand::SumTable(at));
        }
        x += width + 8.0;
    }
    lacking(ui, open, pos2(x + 8.0, rect.top() + 14.0), rect.right());
    let Some(form) = open.result.edition.tables.get(shown) else { return };
    let grid = Grid::new(form);
    let top = pos2(rect.left(), (rect.top() + 38.0).min(rect.bottom()));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(Rect::from_min_max(top, rect.max)));
    ScrollArea::both().id_salt("roll-up sums").auto_shrink(false).show(&mut inner, |ui| {
        paint(ui, app, (open, shown, &grid), out);
    });
}

/// How many units the sums are of, and who is missing.
fn lacking(ui: &Ui, open: &OpenRollUp, at: egui::Pos2, right: f32) {
    let colours = theme::colours(ui.ctx());
    let scope = if open.result.scope.is_empty() { "未写明" } else { &open.result.scope };
    let summed = open.result.units.iter().filter(|unit| unit.is_summed()).count();
    let words =
        open.result.lacking().unwrap_or_else(|| format!("已汇总 {summed} 个单位，没有缺报。"));
    let of_none = open.result.problems.iter().filter(|problem| problem.unit.is_empty());
    let told = |code: &str| -> Vec<String> {
        let all = of_none.clone().filter(|problem| problem.code == code);
        all.map(|problem| problem.message.clone()).collect()
    };
    let (changed, published) = (told("scope").concat(), told("published"));
    let differs = match published.len() {
        0 => String::new(),
        _ => format!("与已公布的报告有不同：{}", published.join("")),
    };
    let words = format!("{differs}范围：{scope}。{changed}{words}");
    if right - at.x < 60.0 {
        return;
    }
    let galley = widgets::elided(ui.painter(), &words, size::SMALL, colours.ink2, right - at.x);
    let place = Rect::from_min_size(pos2(at.x, at.y - galley.size().y / 2.0), galley.size());
    ui.painter().galley(place.min, galley, colours.ink2);
    let response = ui.interact(place, Id::unique("roll-up lacking"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    response.on_hover_text(words);
}

/// The left edges of the columns, and the last right one.
fn edges(grid: &Grid) -> Vec<f32> {
    let label = match grid.label_columns {
        0 | 1 => [230.0, 230.0, 230.0],
        _ => [64.0, 104.0, 230.0],
    };
    // Few columns have heads of more words.
    let figure = if grid.columns - grid.label_columns < 5 { FIGURE + 36.0 } else { FIGURE };
    let mut edges = vec![0.0];
    for column in 0..grid.columns {
        let width = if column < grid.label_columns {
            label.get(column).copied().unwrap_or(104.0)
        } else {
            figure
        };
        edges.push(edges.last().copied().unwrap_or_default() + width);
    }
    edges
}

fn paint(
    ui: &mut Ui,
    app: &App,
    (open, table, grid): (&OpenRollUp, usize, &Grid),
    out: &mut Commands,
) {
    let edges = edges(grid);
    let width = edges.last().copied().unwrap_or_default();
    #[allow(clippy::cast_precision_loss)] // Some dozens of rows.
    let height = grid.rows as f32 * ROW;
    let (rect, response) = ui.allocate_exact_size(vec2(width + 1.0, height + 1.0), Sense::click());
    let id = response.id;
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Table, true, "各表合计，方向键选择，右边是来自哪些单位")
    });
    let nobody = ui.memory(|memory| memory.focused().is_none()) && app.modal().is_none();
    if nobody {
        response.request_focus();
    }
    let at = |cell: &GridCell| {
        let edge = |column: usize| edges.get(column).copied().unwrap_or(width);
        #[allow(clippy::cast_precision_loss)] // Some dozens of rows.
        let (top, bottom) = (cell.row as f32 * ROW, (cell.row + cell.rows) as f32 * ROW);
        let min = rect.min + vec2(edge(cell.column), top);
        Rect::from_min_max(min, rect.min + vec2(edge(cell.column + cell.columns), bottom))
    };
    let chosen = app.roll_up_view().cell.filter(|cell| cell.table == table);
    if ui.memory(|memory| memory.has_focus(id))
        && let Some(next) = walked(ui, grid, (id, chosen.map(|cell| cell.index)))
    {
        out.push(RollUpCommand::Sum(CellId { table, index: next }));
    }
    let colours = theme::colours(ui.ctx());
    for cell in &grid.cells {
        let place = at(cell);
        if let Content::Figure(index) = cell.content {
            let id = CellId { table, index };
            sum(ui, (open, id), (place, chosen == Some(id)), out);
        } else if ui.is_rect_visible(place) {
            label(ui, cell, place, colours);
        }
    }
}

fn label(ui: &Ui, cell: &GridCell, place: Rect, colours: &Colours) {
    let edge = Stroke::new(1.0, colours.line);
    let (words, ink) = match &cell.content {
        Content::Caption(words) | Content::Header(words) => (words, colours.ink2),
        Content::Label(words, _) => (words, colours.ink),
        Content::Figure(_) => return,
    };
    ui.painter().rect(place, 0.0, colours.head, edge, StrokeKind::Middle);
    let mut job = egui::text::LayoutJob::simple(
        words.clone(),
        FontId::proportional(size::SMALL),
        ink,
        (place.width() - 10.0).max(10.0),
    );
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A few lines.
    let lines = ((place.height() / 17.0) as usize).max(1);
    job.wrap.max_rows = lines;
    let galley = ui.painter().layout_job(job);
    let top = place.center().y - galley.size().y / 2.0;
    let at = pos2(place.left() + 5.0, top);
    widgets::galley_within(ui.painter(), place, (at, galley), ink);
}

fn sum(ui: &Ui, (open, id): (&OpenRollUp, CellId), (place, on): (Rect, bool), out: &mut Commands) {
    if !ui.is_rect_visible(place) {
        return;
    }
    let colours = theme::colours(ui.ctx());
    let form = &open.result.edition.tables[id.table];
    let total = open.result.sums.iter().find(|sum| sum.cell == id).and_then(|sum| sum.total);
    let response = ui.interact(place, Id::unique(("roll-up sum", id.index)), Sense::click());
    let figure = total.map_or_else(|| "空".to_owned(), Amount::text);
    let row = form.row_of(id.index).path.join("，");
    let column = form.column_of(id.index).path.join("，");
    let name = format!("{row}，{column}：{figure}");
    response.widget_info(|| WidgetInfo::selected(Role::Cell, true, on, &name));
    let computed = form.cells[id.index].sum_of.is_some();
    let ground = match (on, computed) {
        (true, _) => colours.accent_soft,
        (_, true) => colours.computed,
        _ => Color32::TRANSPARENT,
    };
    let edge = Stroke::new(1.0, colours.line);
    ui.painter().rect(place, 0.0, ground, edge, StrokeKind::Middle);
    let ink = if total.is_none_or(Amount::is_zero) { colours.ink3 } else { colours.ink };
    let words = total.map(Amount::text).unwrap_or_default();
    let at = pos2(place.right() - 10.0, place.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, words, FontId::proportional(size::TEXT), ink);
    if open.result.published.iter().any(|other| other.cell == id) {
        let at = place.right_top();
        let points = vec![at, at - vec2(9.0, 0.0), at + vec2(0.0, 9.0)];
        let corner = egui::Shape::convex_polygon(points, colours.warning_mark, Stroke::NONE);
        ui.painter().add(corner);
    }
    if on {
        widgets::focus_ring(ui.painter(), place, egui::CornerRadius::same(2), colours);
    }
    if response.clicked() {
        out.push(RollUpCommand::Sum(id));
    }
}

/// The figure that an arrow key leads to.
fn walked(ui: &Ui, grid: &Grid, (id, at): (Id, Option<usize>)) -> Option<usize> {
    let filter = egui::EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: false,
    };
    widgets::keep_keys(ui, id, filter);
    let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) > 0;
    let step = [
        (Key::ArrowDown, (1, 0)),
        (Key::ArrowUp, (-1, 0)),
        (Key::ArrowRight, (0, 1)),
        (Key::ArrowLeft, (0, -1)),
    ];
    let (_, (down, right)) = step.into_iter().find(|(key, _)| pressed(*key))?;
    let figures = || {
        grid.cells.iter().filter_map(|cell| match cell.content {
            Content::Figure(index) => Some((index, cell.row, cell.column)),
            _ => None,
        })
    };
    let Some(at) = at else { return figures().next().map(|(index, ..)| index) };
    let (_, row, column) = figures().find(|(index, ..)| *index == at)?;
    let to = (row.checked_add_signed(down)?, column.checked_add_signed(right)?);
    figures().find(|(_, row, column)| (*row, *column) == to).map(|(index, ..)| index)
}

/// What is to be known of the sums together: another scope than last year's, what was published otherwise.
fn of_all(ui: &mut Ui, open: &OpenRollUp) {
    let colours = theme::colours(ui.ctx());
    let of_none = open.result.problems.iter();
    let of_none = of_none.filter(|p| matches!(p.code.as_str(), "scope" | "published"));
    ScrollArea::vertical().id_salt("roll-up of all").auto_shrink(false).show(ui, |ui| {
        for problem in of_none {
            let words = widgets::text(&problem.message, size::SMALL, colours.warning.ink);
            ui.add(egui::Label::new(words).wrap());
        }
    });
}

/// From which units the sum that is chosen comes, with their figures.
pub(super) fn units(ui: &mut Ui, app: &App, rect: Rect) {
    let Some(open) = app.roll_up() else { return };
    let colours = theme::colours(ui.ctx());
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect));
    let Some(sum) =
        app.roll_up_view().cell.and_then(|cell| open.result.sums.iter().find(|s| s.cell == cell))
    else {
        inner.label(widgets::text("选一格，这里是来自哪些单位", size::SMALL, colours.ink2));
        return of_all(&mut inner, open);
    };
    let form = &open.result.edition.tables[sum.cell.table];
    let row = form.row_of(sum.cell.index).path.last().map_or("", String::as_str);
    let column = form.column_words(sum.cell.index);
    inner.label(widgets::text(format!("{row} {column}"), size::TEXT, colours.ink));
    let total = sum.total.map_or_else(|| "空".to_owned(), Amount::text);
    let words = match sum.blank {
        0 => format!("合计 {total}，来自 {} 个单位", sum.of.len()),
        blank => format!("合计 {total}，来自 {} 个单位，{blank} 个单位空白", sum.of.len()),
    };
    inner.label(widgets::text(words, size::SMALL, colours.ink2));
    if let Some(other) = open.result.published.iter().find(|other| other.cell == sum.cell) {
        let words = format!("已公布的报告是 {}", other.published.text());
        inner.label(widgets::text(words, size::SMALL, colours.warning.ink));
    }
    inner.separator();
    let area = ScrollArea::vertical().id_salt("roll-up sum units").auto_shrink(false);
    area.show_rows(&mut inner, ROW, sum.of.len(), |ui, range| {
        for (unit, amount) in sum.of.iter().skip(range.start).take(range.len()) {
            let name = open.result.units.get(unit).map_or("", |unit| unit.unit.name.as_str());
            let (place, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
            let words = format!("{name} {}", amount.text());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
            let font = FontId::proportional(size::TEXT);
            let left = pos2(place.left(), place.center().y);
            let right = pos2(place.right() - 12.0, place.center().y);
            ui.painter().text(left, Align2::LEFT_CENTER, name, font.clone(), colours.ink);
            ui.painter().text(right, Align2::RIGHT_CENTER, amount.text(), font, colours.ink);
        }
    });
}
