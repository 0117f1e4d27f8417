//! A table of the form over the years: a line a figure, a column a year, then the change.

use egui::{Align, Color32, Layout, Sense, Ui, Vec2, vec2};
use egui_extras::{Column, TableBuilder, TableRow};

use super::{CompareScreen, nothing};
use crate::app::CompareCommand;
use crate::app::compare::years::YearsView;
use crate::compare::view::{signed, signed_percent};
use crate::compare::{ComparedCell, Comparison};
use crate::report::place::CellId;
use crate::report::{Amount, Value};
use crate::ui::commands::Commands;
use crate::ui::current_row::CurrentRow;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets;

/// Height of a line.
const ROW: f32 = 26.0;
/// Width of a year.
const YEAR: f32 = 64.0;
/// Width of the change and of its percentage.
const CHANGE: f32 = 92.0;
/// The least width of a label.
const LABEL: f32 = 190.0;

pub(super) fn show(ui: &mut Ui, view: &YearsView, screen: &mut CompareScreen, out: &mut Commands) {
    let Some((comparison, table)) = view.comparison.as_ref().zip(view.tab.table()) else {
        return nothing(ui, "还没有报告。请点“添加年份”，或者把几个年度的报告文件拖到这里。");
    };
    if comparison.years.len() == 1 {
        nothing(ui, "添加上年报告后，可逐年对照。");
    }
    let lines = view.lines(table);
    if lines.is_empty() {
        return nothing(ui, "各年都是 0 或者空白。点“只看有数的行”可以看全部的行。");
    }
    screen.row.bound(lines.len());
    let room = ui.available_size();
    let years = comparison.years.len();
    #[allow(clippy::cast_precision_loss)] // Ten at most.
    let least = LABEL + YEAR * years as f32 + 2.0 * CHANGE + 24.0;
    let area = egui::ScrollArea::horizontal().auto_shrink(false).id_salt("years wide");
    area.show(ui, |ui| {
        ui.set_width(room.x.max(least));
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let before = screen.row.index();
        // Scrolled to once: a row that does not fit into the room is not sought for ever.
        let is_new = screen.scrolled.replace((table, before)) != Some((table, before));
        let to = is_new.then_some(before);
        grid(ui, (view, comparison, lines), (&mut screen.row, room.y, to), out);
        if let Some(line) = lines.get(screen.row.index())
            && (before != screen.row.index() || view.chosen != Some(*line))
        {
            out.push(CompareCommand::Choose(*line));
        }
    });
}

fn grid(
    ui: &mut Ui,
    (view, comparison, lines): (&YearsView, &Comparison, &[CellId]),
    (current, height, to): (&mut CurrentRow, f32, Option<usize>),
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let years = comparison.years.len();
    let goes = view.has_open();
    let mut builder = TableBuilder::new(ui)
        .id_salt(("years", view.tab.label()))
        .cell_layout(Layout::right_to_left(Align::Center))
        .column(Column::remainder().at_least(LABEL).clip(true))
        .columns(Column::exact(YEAR).clip(true), years)
        .columns(Column::exact(CHANGE).clip(true), 2)
        .max_scroll_height((height - ROW).max(ROW))
        .auto_shrink(false);
    if let Some(to) = to {
        builder = builder.scroll_to_row(to, None);
    }
    let table = builder.header(ROW, |mut row| {
        let own = comparison.years.last();
        let heads = comparison.years.iter().map(|year| (year.to_string(), Some(year) == own));
        let label = view.tab.label().to_owned();
        let tail = ["比上年", "增减率"].map(|word| (word.to_owned(), false));
        for (at, (words, is_own)) in
            std::iter::once((label, false)).chain(heads).chain(tail).enumerate()
        {
            row.col(|ui| {
                let ground = if is_own { colours.accent_soft } else { colours.head };
                ui.painter().rect_filled(ui.max_rect(), 0.0, ground);
                figure(ui, &words, colours.ink2, at == 0);
            });
        }
    });
    let count = lines.len();
    table.body(|body| {
        body.rows(ROW, count, |mut row| {
            let index = row.index();
            let Some(cell) = comparison.cell(lines[index]) else { return };
            let entered = line(&mut row, (comparison, cell), (current, index, count), colours);
            if entered && goes {
                out.push(CompareCommand::Goto(cell.id));
            }
        });
    });
}

/// One line; whether it is gone to, by a double click or Enter.
fn line(
    row: &mut TableRow<'_, '_>,
    (comparison, cell): (&Comparison, &ComparedCell),
    (current, index, count): (&mut CurrentRow, usize, usize),
    colours: &Colours,
) -> bool {
    let is_current = current.index() == index;
    let ground = |ui: &Ui, computed: bool| {
        let plain = if computed { colours.computed } else { colours.surface };
        let fill = if is_current { colours.accent_soft } else { plain };
        let rect = ui.max_rect();
        ui.painter().rect_filled(rect, 0.0, fill);
        let y = rect.bottom() - 0.5;
        widgets::hairline(
            ui.painter(),
            egui::pos2(rect.left(), y),
            egui::pos2(rect.right(), y),
            colours.line,
        );
    };
    let mut entered = false;
    row.col(|ui| {
        ground(ui, false);
        let label = label(comparison, cell.id);
        let room = ui.max_rect();
        let response = ui.interact(room, ui.scope_id().with("line"), Sense::click());
        let name = spoken(comparison, cell);
        current.row(ui, &response, (index, count), &name);
        entered = response.double_clicked()
            || (response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)));
        let galley =
            widgets::elided(ui.painter(), &label, size::TEXT, colours.ink, room.width() - 16.0);
        let galley_width = galley.size().x + size::TEXT;
        let at = room.left_center() + vec2(8.0, -galley.size().y / 2.0);
        ui.painter().galley(at, galley, colours.ink);
        if response.has_focus() {
            widgets::focus_ring(ui.painter(), room.shrink(1.0), 2.0.into(), colours);
        }
        if galley_width > room.width() - 16.5 {
            response.on_hover_text(name);
        }
    });
    for value in &cell.values {
        row.col(|ui| {
            ground(ui, false);
            let (words, ink) = shown(value.as_ref(), colours);
            figure(ui, &words, ink, false);
        });
    }
    for words in changes(cell) {
        row.col(|ui| {
            ground(ui, true);
            figure(ui, &words, colours.ink, false);
        });
    }
    entered
}

/// A figure, or its fill-in line where it is blank; 0 is quiet.
fn shown(value: Option<&Value>, colours: &Colours) -> (String, Color32) {
    match value {
        None => ("＿＿".to_owned(), colours.ink3),
        Some(value) if Amount::of(value).is_some_and(Amount::is_zero) => {
            (value.text(), colours.ink3)
        }
        Some(value) => (value.text(), colours.ink),
    }
}

fn figure(ui: &Ui, words: &str, ink: Color32, is_label: bool) {
    let room = ui.max_rect();
    let galley =
        widgets::elided(ui.painter(), words, size::TEXT, ink, (room.width() - 12.0).max(8.0));
    let x = if is_label { room.left() + 8.0 } else { room.right() - 6.0 - galley.size().x };
    let at = egui::pos2(x, room.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
}

/// The change and its percentage, in words of a table.
fn changes(cell: &ComparedCell) -> [String; 2] {
    let change = cell.change.map_or_else(|| "–".to_owned(), signed);
    [change, cell.permille.map_or_else(|| "–".to_owned(), signed_percent)]
}

/// A line's label: the row, and the column where lines are of several.
pub(super) fn label(comparison: &Comparison, id: CellId) -> String {
    let Some(form) = comparison.edition.tables.get(id.table) else { return String::new() };
    let row = form.row_of(id.index).path.join(" ");
    let column = form.column_of(id.index).path.join(" ");
    let is_total =
        form.row_total(form.cells[id.index].row) == Some(id.index) && form.rows.len() > 1;
    match (is_total, form.rows.len()) {
        (true, _) => row,
        (false, 1) => column,
        (false, _) => format!("{row}：{column}"),
    }
}

/// A line as it is read out.
fn spoken(comparison: &Comparison, cell: &ComparedCell) -> String {
    let value = |value: &Option<Value>| value.as_ref().map_or("空白".to_owned(), Value::text);
    let years = comparison.years.iter().zip(&cell.values);
    let years: Vec<String> = years.map(|(year, v)| format!("{year} 年 {}", value(v))).collect();
    let change = cell.change.map(|change| format!("，比上年 {}", signed(change)));
    let percent = cell.permille.map(|permille| format!("，{}", signed_percent(permille)));
    format!(
        "{}：{}{}{}",
        label(comparison, cell.id),
        years.join("，"),
        change.unwrap_or_default(),
        percent.unwrap_or_default()
    )
}

/// The table as it is copied: its head, then the lines, with tabs.
pub(super) fn as_text(view: &YearsView, table: usize) -> String {
    let Some(comparison) = &view.comparison else { return String::new() };
    let mut head = vec![view.tab.label().to_owned()];
    head.extend(comparison.years.iter().map(u16::to_string));
    head.extend(["比上年", "增减率"].map(str::to_owned));
    let mut text = head.join("\t") + "\n";
    for cell in view.lines(table).iter().filter_map(|id| comparison.cell(*id)) {
        let mut fields = vec![label(comparison, cell.id)];
        fields.extend(cell.values.iter().map(|v| v.as_ref().map(Value::text).unwrap_or_default()));
        fields.extend(changes(cell));
        text += &(fields.join("\t") + "\n");
    }
    text
}
