//! The line above a table: the section's title, what the cursor is on, the two buttons.

use egui::{Id, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::pen;
use super::sheet::GridSheet;
use super::view::GridView;
use crate::app::{Action, App, Command, NavigationCommand};
use crate::edition::names;
use crate::finding::Severity;
use crate::report::place::Place;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::Button;

/// Height of the line.
const HEIGHT: f32 = 46.0;
const YEARS_HINT: &str = "这一格在各年的数（Ctrl＋Shift＋L）";

/// Shows the line above a table of the open report.
pub fn head(ui: &mut Ui, app: &App, table: usize, view: &GridView, out: &mut Commands) {
    if let Some(sheet) = GridSheet::new(app, table) {
        show(ui, &sheet, view, false, out);
    }
}

/// Draws a table's title with a button that folds the table; tells whether it was pressed.
pub(super) fn foldable(
    ui: &mut Ui,
    sheet: &GridSheet<'_>,
    view: &GridView,
    out: &mut Commands,
) -> bool {
    show(ui, sheet, view, true, out)
}

fn show(
    ui: &mut Ui,
    sheet: &GridSheet<'_>,
    view: &GridView,
    folds: bool,
    out: &mut Commands,
) -> bool {
    let width = ui.available_width();
    let (row, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(row));
    let colours = theme::colours(ui.ctx());
    let title = title(sheet);
    let galley = pen::line(ui.painter(), &title, size::TITLE);
    let mut left = row.left() + galley.size().x;
    let heading = Rect::from_min_max(row.min, pos2(left, row.bottom()));
    pen::left(ui.painter(), row.left_center(), galley, colours.ink);
    let id = Id::unique("grid title").with(sheet.table);
    let response = ui.interact(heading, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &title));
    let mut pressed = false;
    if folds {
        let name = format!("收起 {title}");
        let at = Rect::from_center_size(pos2(left + 18.0, row.center().y + 1.0), vec2(24.0, 24.0));
        let button = Button::icon_only(icons::CHEVRON_UP, &name).small();
        pressed = button.show_at(ui, at).clicked();
        left += 30.0;
    }
    let right = buttons(ui, sheet, view, row, out) - 8.0;
    let room = Rect::from_min_max(pos2(left + 24.0, row.top()), pos2(right, row.bottom()));
    hint(ui, sheet, view, room);
    pressed
}

/// The heading of the section that a table stands in.
pub(super) fn title(sheet: &GridSheet<'_>) -> String {
    let section = sheet.form.section;
    let heading = &sheet.report().section(section).heading;
    if !heading.is_empty() {
        return heading.clone();
    }
    let mandated = sheet.report().edition().sections.get(usize::from(section) - 1);
    mandated.cloned().unwrap_or_default()
}

/// The way from the active cell to its years.
fn years_button() -> Button<'static> {
    Button::new("历年").small().icon(icons::BARS).name("这一格的历年对照")
}

/// The buttons at the right end; gives where the first of them starts.
fn buttons(
    ui: &mut Ui,
    sheet: &GridSheet<'_>,
    view: &GridView,
    row: Rect,
    out: &mut Commands,
) -> f32 {
    let mut right = row.right() - super::shape::BAR;
    let middle = row.center().y + 1.0;
    let mut place = |width: f32| {
        let rect =
            Rect::from_min_max(pos2(right - width, middle - 12.0), pos2(right, middle + 12.0));
        right -= width + 8.0;
        rect
    };
    let blanks = sheet.blanks();
    if blanks > 0 {
        let words = format!("空白 {blanks} 格补 0");
        let button = Button::new(&words).small();
        let response = button.show_at(ui, place(button.width(ui)));
        if response.on_hover_text(Action::FillTable.tooltip()).clicked() {
            // Which table is meant follows from the cursor.
            let cell = view.active.or(sheet.first_typed()).unwrap_or(0);
            out.push(NavigationCommand::Cursor(Some(Place::Cell(sheet.id(cell)))));
            out.push(Command::Do(Action::FillTable));
        }
    } else {
        how_full(ui, sheet, &mut place);
    }
    if sheet.report().last.is_some() {
        let on = sheet.app.settings().compare_last;
        let mut button = Button::new(Action::CompareLast.label()).small().on(on);
        if on {
            button = button.icon(icons::TICK);
        }
        let response = button.show_at(ui, place(button.width(ui)));
        if response.on_hover_text(Action::CompareLast.tooltip()).clicked() {
            out.push(Command::Do(Action::CompareLast));
        }
    }
    if view.active.is_some() && row.width() > 900.0 {
        let at = place(years_button().width(ui));
        if years_button().show_at(ui, at).on_hover_text(YEARS_HINT).clicked() {
            out.push(Command::Do(Action::CompareYears));
        }
    }
    right
}

/// Where nothing is blank: how many cells are wrong, or that all is there.
fn how_full(ui: &Ui, sheet: &GridSheet<'_>, place: &mut dyn FnMut(f32) -> Rect) {
    let colours = theme::colours(ui.ctx());
    let faults = sheet.faults();
    let (words, ink) = match faults {
        0 => ("已填齐".to_owned(), colours.ink2),
        faults => (format!("{faults} 格填写有误"), colours.blocks.ink),
    };
    let galley = pen::line(ui.painter(), &words, size::SMALL);
    let rect = place(galley.size().x + 20.0);
    let sign = Rect::from_center_size(rect.left_center() + vec2(7.0, 0.0), vec2(14.0, 14.0));
    match faults {
        0 => icons::TICK.paint(ui.painter(), sign, colours.fine),
        _ => icons::severity(ui.painter(), sign, Severity::Blocks, colours, false),
    }
    pen::right(ui.painter(), rect.right_center(), galley, ink);
    let id = Id::unique("grid state").with(sheet.table);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
}

/// What the last paste has to say, else what is wrong with the active cell, else its name with
/// last year's figure.
fn hint(ui: &Ui, sheet: &GridSheet<'_>, view: &GridView, room: Rect) {
    let colours = theme::colours(ui.ctx());
    let active = view.active.filter(|cell| *cell < sheet.form.cells.len());
    // What stands beside the cell is not said twice.
    let beside = view.shape.as_ref().is_some_and(|shape| shape.notes > 0.0);
    let said = |cell: &usize| beside || sheet.fault(*cell).is_some();
    let mark = active.filter(|cell| !said(cell)).and_then(|cell| sheet.marks[cell]);
    let (words, sign) = match (&view.notice, active, mark) {
        (Some(notice), ..) => (notice.clone(), Some(Severity::Info)),
        (_, Some(_), Some(mark)) => match mark.waived {
            Some(reason) => (format!("已写明原因：{reason}"), Some(Severity::Info)),
            None => (mark.message.to_owned(), Some(mark.severity)),
        },
        (_, Some(cell), None) => (name_and_last(sheet, cell), None),
        (_, None, _) => return,
    };
    let galley = elided(ui, &words, room.width() - if sign.is_some() { 20.0 } else { 0.0 });
    let colour = match sign {
        Some(Severity::Info) | None => colours.ink2,
        Some(severity) => colours.tone(severity).ink,
    };
    let from = room.right() - galley.size().x;
    if let Some(sign) = sign {
        let at = Rect::from_center_size(pos2(from - 11.0, room.center().y), vec2(14.0, 14.0));
        icons::severity(ui.painter(), at, sign, colours, false);
    }
    pen::right(ui.painter(), room.right_center(), galley, colour);
    let id = Id::unique("grid hint").with(sheet.table);
    let rect = Rect::from_min_max(pos2(from, room.top()), room.max);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    response.on_hover_text(&words);
}

/// 自然人，（三）8.属于行政查询事项：上年 1
fn name_and_last(sheet: &GridSheet<'_>, cell: usize) -> String {
    let mut words = names::hint(sheet.form, cell);
    if let Some(Some(value)) = sheet.last.get(cell) {
        let text = value.text();
        words.push_str("：上年 ");
        words.push_str(if text.is_empty() { "空白" } else { &text });
    }
    words
}

fn elided(ui: &Ui, words: &str, room: f32) -> std::sync::Arc<egui::Galley> {
    let font = egui::FontId::proportional(size::SMALL);
    let mut job = egui::text::LayoutJob::simple_singleline(
        words.to_owned(),
        font,
        egui::Color32::PLACEHOLDER,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(40.0));
    ui.painter().layout_job(job)
}
