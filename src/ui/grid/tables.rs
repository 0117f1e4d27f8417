//! 三表同看: the tables below each other, each folding to one line.

use egui::{Id, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::head;
use super::pen;
use super::sheet::{GridSheet, Side};
use super::view::GridView;
use crate::app::App;
use crate::finding::Severity;
use crate::report::place::Place;
use crate::ui::commands::Commands;
use crate::ui::icons;
use crate::ui::spoken;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

/// State of the view of all tables.
#[derive(Default)]
pub struct TablesView {
    grids: Vec<GridView>,
    folded: Vec<bool>,
}

impl TablesView {
    /// Whether something was typed into the cell that has the keyboard.
    pub(crate) fn is_typing(&self) -> bool {
        self.grids.iter().any(GridView::is_typing)
    }
}

/// Height of a folded table.
const FOLDED: f32 = 34.0;
/// Space between the tables.
const GAP: f32 = 12.0;

/// Shows all tables of the open report.
pub fn tables(ui: &mut Ui, app: &App, view: &mut TablesView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let count = document.report().edition().tables.len();
    view.grids.resize_with(count, GridView::default);
    view.folded.resize(count, false);
    unfold_target(app, view);
    let height = ui.available_height();
    let scrolled = ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for table in 0..count {
            let Some(sheet) = GridSheet::new(app, table) else { continue };
            if view.folded[table] {
                ui.add_space(if table == 0 { GAP } else { 0.0 });
                view.folded[table] = !line(ui, &sheet);
            } else {
                let grid = &mut view.grids[table];
                view.folded[table] = head::foldable(ui, &sheet, grid, out);
                // A table higher than the window scrolls inside, its headers staying.
                let room = vec2(ui.available_width(), (height - 60.0).max(280.0));
                if let Some(cell) = super::show_in(ui, app, table, grid, room, out) {
                    ui.scroll_to_rect(cell.expand(8.0), None);
                }
            }
            ui.add_space(GAP);
        }
    });
    spoken::bars(ui.ctx(), &scrolled, "三表同看");
}

/// A table that is to be gone to is shown.
fn unfold_target(app: &App, view: &mut TablesView) {
    let table = match app.target() {
        Some(Place::Cell(id) | Place::Column(id)) => id.table,
        Some(Place::Table(table) | Place::Row(table, _)) => *table,
        _ => return,
    };
    if let Some(folded) = view.folded.get_mut(table) {
        *folded = false;
    }
}

/// A folded table: its title, how big it is, how it stands. Whether it was pressed.
fn line(ui: &mut Ui, sheet: &GridSheet<'_>) -> bool {
    let colours = theme::colours(ui.ctx());
    let width = ui.available_width() - super::shape::BAR;
    let (rect, response) = ui.allocate_exact_size(vec2(width, FOLDED), Sense::click());
    let ground = if response.hovered() { colours.accent_soft } else { colours.chrome };
    let edge = Stroke::new(1.0, colours.line);
    ui.painter().rect(rect, 4.0, ground, edge, StrokeKind::Inside);
    let chevron = Rect::from_center_size(rect.left_center() + vec2(19.0, 0.0), vec2(14.0, 14.0));
    icons::CHEVRON_RIGHT.paint(ui.painter(), chevron, colours.ink2);
    let title = head::title(sheet);
    let galley = pen::line(ui.painter(), &title, size::TEXT);
    let from = rect.left() + 36.0;
    let after = from + galley.size().x + 10.0;
    pen::left(ui.painter(), pos2(from, rect.center().y), galley, colours.ink);
    let size_words = pen::line(ui.painter(), &extent(sheet), size::SMALL);
    pen::left(ui.painter(), pos2(after, rect.center().y), size_words, colours.ink2);
    state(ui, sheet, rect);
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(4), colours);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("展开 {title}")));
    spoken::describe(ui.ctx(), response.id, extent(sheet));
    response.clicked()
}

/// 25 行 7 列，已填齐
fn extent(sheet: &GridSheet<'_>) -> String {
    let columns = sheet.form.bands.iter().map(|band| band.columns.len()).max().unwrap_or(0);
    let filled = match sheet.blanks() {
        0 => "已填齐".to_owned(),
        blanks => format!("空白 {blanks} 格"),
    };
    format!("{} 行 {columns} 列，{filled}", sheet.form.rows.len())
}

/// At the right end: whether the identity holds, or what is wrong.
fn state(ui: &Ui, sheet: &GridSheet<'_>, rect: Rect) {
    let colours = theme::colours(ui.ctx());
    let faults = (0..sheet.form.cells.len()).filter(|cell| sheet.fault(*cell).is_some()).count();
    let failing = sheet.identity.iter().filter(|(_, side)| *side == Side::Fails).count();
    let (words, fine) = match (faults, failing, sheet.identity.len()) {
        (0, 0, 0) => return,
        (0, 0, columns) => (format!("{columns} 列平衡"), true),
        (0, failing, _) => (format!("{failing} 列不平"), false),
        (faults, ..) => (format!("{faults} 格填写有误"), false),
    };
    let galley = pen::line(ui.painter(), &words, size::SMALL);
    let right = rect.right_center() - vec2(12.0, 0.0);
    let sign = right - vec2(galley.size().x + 12.0, 0.0);
    let at = Rect::from_center_size(sign, vec2(14.0, 14.0));
    let colour = if fine { colours.fine } else { colours.blocks.ink };
    if fine {
        icons::TICK.paint(ui.painter(), at, colour);
    } else {
        icons::severity(ui.painter(), at, Severity::Blocks, colours, false);
    }
    pen::right(ui.painter(), right, galley, colour);
    let id = Id::unique("grid state").with(sheet.table);
    let response =
        ui.interact(Rect::from_min_max(pos2(sign.x, rect.top()), rect.max), id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
}
