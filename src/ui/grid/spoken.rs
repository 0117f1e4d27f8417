//! The table as a screen reader has it: rows with their headers and cells, each figure with its name,
//! its value, and what is to be known of it.

use egui::accesskit::{Action, ActionData};
use egui::{Id, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2};

use super::identity;
use super::notes;
use super::paint::Paint;
use super::panes::{Panes, Region};
use super::shape::Shape;
use super::sheet::{GridSheet, Side};
use super::view::{GridCx, GridView};
use crate::app::DocumentCommand;
use crate::edition::names;
use crate::grid::{Content, GridCell};
use crate::report::{Edit, Value};
use crate::ui::spoken::{describe, invalid};
use crate::ui::status;

/// The table itself, in which its rows are.
pub(super) fn table(ui: &mut Ui, sheet: &GridSheet<'_>, panes: &Panes) -> Ui {
    let id = Id::unique("grid table").with(sheet.table);
    let builder = UiBuilder::new().scope_id(id).max_rect(panes.frame);
    ui.new_child(
        builder.accessibility_role(Role::Table).accessibility_label(sheet.form.name.as_str()),
    )
}

/// A row with its headers; the cells are drawn into what it gives back. `row` is the row of the grid
/// and the first of its cells, where it has any.
pub(super) fn row(
    table: &mut Ui,
    (sheet, shape, panes): (&GridSheet<'_>, &Shape, &Panes),
    region: &Region,
    (row, first): (usize, Option<usize>),
) -> Ui {
    let (top, bottom) = panes.ys[row];
    let rect = Rect::from_min_max(
        pos2(panes.frame.left(), top),
        pos2(panes.frame.right(), bottom.max(top)),
    );
    let name = match first {
        Some(cell) => names::row_spoken(sheet.form.row_of(cell)),
        None => "表头".to_owned(),
    };
    let id = Id::unique("grid row").with(sheet.table).with(row);
    let builder = UiBuilder::new().scope_id(id).max_rect(rect);
    let mut line = table.new_child(builder.accessibility_role(Role::Row).accessibility_label(name));
    let seen = line.clip_rect();
    line.set_clip_rect(region.clip.intersect(seen));
    for (index, cell) in shape.grid.cells.iter().enumerate().filter(|(_, cell)| cell.row == row) {
        header(&line, (sheet, shape, panes), index, cell);
    }
    let figures = Rect::from_min_max(pos2(panes.labels, region.clip.top()), region.clip.max);
    line.set_clip_rect(figures.intersect(seen));
    line
}

/// A header of a row or a column; what helps with it is told where the pointer is over it.
fn header(
    line: &Ui,
    (sheet, shape, panes): (&GridSheet<'_>, &Shape, &Panes),
    index: usize,
    cell: &GridCell,
) {
    let (role, words, help) = match &cell.content {
        Content::Label(words, row) => {
            (Role::RowHeader, words, sheet.form.rows[*row].help.as_deref())
        }
        Content::Header(words) => {
            // A table without labels has its help over its headers.
            let alone = sheet.form.rows.first().filter(|_| shape.grid.label_columns == 0);
            (Role::ColumnHeader, words, alone.and_then(|row| row.help.as_deref()))
        }
        Content::Caption(words) => (Role::Label, words, None),
        Content::Figure(_) => return,
    };
    let rows = cell.row..cell.row + cell.rows;
    let rect = panes.rect(rows, cell.column..cell.column + cell.columns);
    let id = Id::unique("grid header").with(sheet.table).with(index);
    let response = line.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(role, true, words));
    if let Some(help) = help {
        describe(&response.ctx, id, help);
        // In the status line it covers nothing.
        if response.hovered() {
            status::say(&response.ctx, help);
        }
    }
}

/// A figure: its name, its value, and what is to be known of it.
pub(super) fn cell(response: &Response, sheet: &GridSheet<'_>, name: &str, cell: usize) {
    let shown = sheet.shown(cell);
    let total = sheet.is_total(cell);
    response.widget_info(|| {
        let name = format!("{} {name}", sheet.form.name);
        let mut info = WidgetInfo::labeled(Role::Cell, true, name);
        info.value = shown.parse().ok();
        info.current_text_value = Some(shown.clone());
        info
    });
    let reasons = reasons(sheet, cell);
    if reasons.wrong {
        invalid(&response.ctx, response.id);
    }
    response.ctx.accesskit_node_builder(response.id, |node| {
        if total {
            node.set_read_only();
        } else {
            node.add_action(Action::SetValue);
        }
    });
    let value = if shown.is_empty() { "空白".to_owned() } else { shown };
    let computed = total.then(|| "由程序计算，只读".to_owned());
    let words = [value].into_iter().chain(computed).chain(reasons.words).collect::<Vec<_>>();
    describe(&response.ctx, response.id, words.join("，"));
}

/// The live editor over a cell: it has the figure as its text.
pub(super) fn editor(response: &Response, sheet: &GridSheet<'_>, name: &str, cell: usize) {
    let reasons = reasons(sheet, cell);
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name));
    if reasons.wrong {
        invalid(&response.ctx, response.id);
    }
    let blank = sheet.typed(cell).is_blank().then(|| "空白".to_owned());
    let words = blank.into_iter().chain(reasons.words).collect::<Vec<_>>();
    describe(&response.ctx, response.id, words.join("，"));
}

/// What is to be known of a figure besides its value.
struct Reasons {
    /// It cannot be saved as it is.
    wrong: bool,
    words: Vec<String>,
}

fn reasons(sheet: &GridSheet<'_>, cell: usize) -> Reasons {
    let mut words = Vec::new();
    let fault = sheet.fault(cell);
    words.extend(fault.map(|fault| notes::advice(sheet, cell, fault)));
    let side = sheet.side(cell);
    let fails = matches!(side, Some(Side::Fails | Side::Follows));
    let column = sheet.identity.get(sheet.form.cells[cell].column);
    if let Some((column, side)) = column.filter(|_| fails) {
        words.push(format!(
            "本列勾稽{}，差 {}",
            identity::verdict(*side),
            column.difference().abs()
        ));
    }
    if let (Some(mark), None) = (sheet.marks[cell], fault) {
        words.push(match mark.waived {
            Some(reason) => format!("已写明原因：{reason}"),
            None => format!("{}：{}", mark.severity.word(), mark.message),
        });
    }
    words.extend(sheet.comments.get(cell).into_iter().flat_map(|(said, _)| said.iter().cloned()));
    if let Some(Some(last)) = sheet.last.get(cell).filter(|_| sheet.app.settings().compare_last) {
        words.push(format!("上年 {}", last.text()));
    }
    Reasons { wrong: fault.is_some() || fails, words }
}

/// A client may set a figure without going into its cell.
pub(super) fn set(response: &Response, view: &mut GridView, cx: &mut GridCx<'_, '_>, cell: usize) {
    if cx.sheet.is_total(cell) {
        return;
    }
    let asked = cx.ctx.input(|input| {
        let requests = input.accesskit_action_requests(response.id, Action::SetValue);
        let text = requests.filter_map(|request| match &request.data {
            Some(ActionData::Value(text)) => Some(text.to_string()),
            Some(ActionData::NumericValue(number)) => Some(number.to_string()),
            _ => None,
        });
        text.last()
    });
    if let Some(text) = asked {
        view.leave(cx);
        let value = Value::read(cx.sheet.kind(cell), &text);
        cx.out.push(DocumentCommand::Edit {
            label: format!("填写 {}", cx.shape.names[cell]),
            edits: vec![Edit::Value(cx.sheet.id(cell), value)],
            merge: None,
        });
    }
}

/// The line that checks the identity, column by column.
pub(super) fn identity(table: &mut Ui, paint: &Paint<'_>) {
    let Some(row) = paint.panes.identity else { return };
    let sheet = paint.sheet;
    let id = Id::unique("grid identity row").with(sheet.table);
    let builder = UiBuilder::new().scope_id(id).max_rect(row);
    let line =
        table.new_child(builder.accessibility_role(Role::Row).accessibility_label("勾稽核对"));
    let base = Id::unique("grid identity").with(sheet.table);
    for (at, (column, side)) in sheet.identity.iter().enumerate() {
        let response = line.interact(paint.identity_cell(row, at), base.with(at), Sense::hover());
        response.widget_info(|| {
            let name = format!("勾稽核对 {}", column.name);
            let mut info = WidgetInfo::labeled(Role::Cell, true, name);
            info.current_text_value = Some(identity::spoken(column, *side));
            info
        });
        if *side == Side::Fails {
            invalid(&response.ctx, response.id);
        }
        describe(&response.ctx, response.id, identity::sentence(sheet.form, column, *side));
    }
}
