//! The list of requests: only the rows that are seen are laid out, so that 20,000 scroll as lightly
//! as twenty.

use egui::{
    CornerRadius, FontId, Id, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::cells::{ListColumn, columns, words};
use super::editor::EditEnd;
use super::{LedgerScreen, keys, standing};
use crate::app::ledger::document::LedgerDocument;
use crate::app::ledger::filter::{LedgerOrder, SortDirection};
use crate::app::ledger::overview::Overview;
use crate::app::{Action, App, LedgerCommand};
use crate::ledger::{Request, RequestField, Standing};
use crate::ui::commands::Commands;
use crate::ui::finding_actions::{self, FindingAction};
use crate::ui::icons;
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets;

/// Height of the head.
const HEAD: f32 = 28.0;
/// Height of a row.
pub(super) const ROW: f32 = 26.0;
/// Width of the scroll bar.
const BAR: f32 = 12.0;

/// A row that is drawn.
struct LedgerRow<'a> {
    /// The request's index in the ledger.
    row: usize,
    request: &'a Request,
    standing: Standing,
    wrong: bool,
    rect: Rect,
}

/// What of the list has the keyboard.
fn list_id() -> Id {
    Id::unique("ledger list")
}

pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    document: &LedgerDocument,
    view: &mut LedgerScreen,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let columns = columns(rect.width() - BAR);
    head(ui, app, (rect, &columns), out);
    let body = Rect::from_min_max(pos2(rect.left(), rect.top() + HEAD), rect.max);
    let Some(overview) = app.ledger_overview() else {
        return frame(ui, rect, colours);
    };
    let id = list_id();
    let response = ui.interact(body, id, Sense::click());
    let count = overview.rows.len();
    let name = format!("申请列表，{count} 件，方向键选择，回车打开");
    response.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
    if std::mem::take(&mut view.focus_list) {
        response.request_focus();
    }
    // The keyboard is the list's where nothing else has it.
    let nobody = ui.memory(|memory| memory.focused().is_none()) && app.modal().is_none();
    if nobody && view.focus_field.is_none() {
        response.request_focus();
    }
    if response.has_focus() {
        view.in_form = false;
        keys::list(ui, app, (document, overview), (view, &response, &columns), out);
    }
    if count == 0 {
        empty(ui, app, body, colours);
    }
    rows(ui, app, (document, overview), (view, body, &columns, response.has_focus()), out);
    frame(ui, rect, colours);
    if response.has_focus() && app.ledger_view().selected.is_none() {
        widgets::focus_ring(ui.painter(), rect, CornerRadius::same(3), colours);
    }
}

fn frame(ui: &Ui, rect: Rect, colours: &Colours) {
    let edge = Stroke::new(1.0, colours.line2);
    ui.painter().rect_stroke(rect, 3.0, edge, StrokeKind::Inside);
}

fn head(
    ui: &mut Ui,
    app: &App,
    (rect, columns): (Rect, &[(ListColumn, f32, f32)]),
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), HEAD));
    ui.painter().rect_filled(head, CornerRadius { nw: 3, ne: 3, sw: 0, se: 0 }, colours.head);
    widgets::hairline(ui.painter(), head.left_bottom(), head.right_bottom(), colours.line2);
    let order = app.ledger_view().order;
    for (column, left, width) in columns {
        let at = Rect::from_min_size(pos2(head.left() + left, head.top()), vec2(*width, HEAD));
        let (sorted, next) = match (column.field(), order) {
            (None, LedgerOrder::Urgency) => (Some(SortDirection::Up), LedgerOrder::Urgency),
            (None, LedgerOrder::Field(..)) => (None, LedgerOrder::Urgency),
            (Some(field), order) => {
                let sorted = match order {
                    LedgerOrder::Field(of, direction) if of == field => Some(direction),
                    _ => None,
                };
                (sorted, order.after_click(field))
            }
        };
        if head_cell(ui, at, *column, sorted).clicked() {
            out.push(LedgerCommand::Order(next));
        }
        if *left > 0.0 {
            widgets::hairline(ui.painter(), at.left_top(), at.left_bottom(), colours.line);
        }
    }
}

fn head_cell(ui: &mut Ui, at: Rect, column: ListColumn, sorted: Option<SortDirection>) -> Response {
    let colours = theme::colours(ui.ctx());
    let response = ui.interact(at, Id::unique(("ledger head", column.heading())), Sense::click());
    let words = column.heading();
    let told = match (column, sorted) {
        (ListColumn::Standing, Some(_)) => "，按紧急程度排列",
        (_, Some(SortDirection::Up)) => "，由小到大排列",
        (_, Some(SortDirection::Down)) => "，由大到小排列",
        (_, None) => "",
    };
    let name = format!("{words}列{told}，点击排序");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.hovered() {
        ui.painter().rect_filled(at.shrink(1.0), 0.0, colours.accent_soft);
    }
    let galley = widgets::elided(ui.painter(), words, size::SMALL, colours.ink2, at.width() - 26.0);
    let left = at.left() + 8.0;
    let end = left + galley.size().x;
    ui.painter().galley(pos2(left, at.center().y - galley.size().y / 2.0), galley, colours.ink2);
    if let Some(direction) = sorted {
        let icon = match direction {
            SortDirection::Up => icons::CHEVRON_DOWN,
            SortDirection::Down => icons::CHEVRON_UP,
        };
        let sign = Rect::from_center_size(pos2(end + 12.0, at.center().y), vec2(10.0, 10.0));
        icon.paint(ui.painter(), sign, colours.ink2);
    }
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), at, CornerRadius::same(2), colours);
    }
    response
}

fn empty(ui: &Ui, app: &App, body: Rect, colours: &Colours) {
    let view = app.ledger_view();
    let words = if app.ledger().is_some_and(|document| document.ledger().requests.is_empty()) {
        "还没有申请。收到申请后按 Ctrl＋N 登记"
    } else if view.words.is_empty() {
        "这里没有申请"
    } else {
        "没有找到。查找的是编号、申请人、类别、内容、结果和备注"
    };
    let font = FontId::proportional(size::TEXT);
    let at = pos2(body.left() + 16.0, body.top() + 28.0);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, words, font, colours.ink2);
}

fn rows(
    ui: &mut Ui,
    app: &App,
    (document, overview): (&LedgerDocument, &Overview),
    (view, body, columns, focused): (&mut LedgerScreen, Rect, &[(ListColumn, f32, f32)], bool),
    out: &mut Commands,
) {
    let selected = app.ledger_view().selected;
    let at = selected.and_then(|row| overview.rows.iter().position(|r| index(*r) == row));
    let mut inside = ui.new_child(UiBuilder::new().max_rect(body.shrink(1.0)));
    inside.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let mut area = ScrollArea::vertical().id_salt("ledger rows").auto_shrink(false);
    if std::mem::take(&mut view.reveal)
        && let Some(at) = at
    {
        area = area.vertical_scroll_offset(offset(&mut inside, at, body.height()));
    }
    let mut ended = None;
    let shown = area.show_rows(&mut inside, ROW, overview.rows.len(), |ui, range| {
        for position in range {
            let Some(row) = overview.rows.get(position).map(|row| index(*row)) else { continue };
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
            let Some(request) = document.ledger().requests.get(row) else { continue };
            let line = LedgerRow {
                row,
                request,
                standing: overview.standings.get(row).copied().unwrap_or(Standing::Unknown),
                wrong: overview.problems.contains_key(&row),
                rect,
            };
            let end = self::row(ui, app, (document, &line), (view, columns, focused), out);
            ended = ended.or(end);
        }
    });
    let store = Id::unique("ledger scroll");
    let offset = shown.state.clamped_offset().y;
    ui.ctx().data_mut(|data| data.insert_temp(store, offset));
    if let (Some(end), Some(at)) = (ended, at) {
        keys::after_edit(end, (at, overview), (view, columns), out);
    }
}

/// The offset at which a row is seen: where it is already, nothing moves.
fn offset(ui: &mut Ui, at: usize, room: f32) -> f32 {
    let store = Id::unique("ledger scroll");
    let now: f32 = ui.ctx().data(|data| data.get_temp(store)).unwrap_or_default();
    #[allow(clippy::cast_precision_loss)] // Some hundred thousand rows.
    let top = at as f32 * ROW;
    if top < now {
        top
    } else if top + ROW > now + room - 2.0 {
        top + ROW - room + 2.0
    } else {
        now
    }
}

/// The menu of a request.
fn menu_lines(app: &App) -> Vec<FindingAction> {
    let actions = [Action::DeleteRequest, Action::FillFromLedger, Action::LedgerProperties];
    let enabled = actions.into_iter().filter(|action| app.is_enabled(*action));
    enabled.map(FindingAction::of).collect()
}

pub(super) fn index(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX)
}

fn row(
    ui: &mut Ui,
    app: &App,
    (document, line): (&LedgerDocument, &LedgerRow<'_>),
    (view, columns, focused): (&mut LedgerScreen, &[(ListColumn, f32, f32)], bool),
    out: &mut Commands,
) -> Option<EditEnd> {
    let colours = theme::colours(ui.ctx());
    let selected = app.ledger_view().selected == Some(line.row);
    let response = ui.interact(line.rect, Id::unique(("ledger row", line.row)), Sense::click());
    let name = name(app, line);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &name));
    if selected || response.hovered() {
        ui.painter().rect_filled(line.rect, 0.0, colours.accent_soft);
    }
    let under = under(&response, line.rect.left(), columns);
    if response.clicked() || response.secondary_clicked() {
        view.column = under.unwrap_or(view.column);
        view.focus_list = true;
        out.push(LedgerCommand::Select(Some(line.row)));
    }
    finding_actions::context(ui, (&response, list_id()), "申请", || menu_lines(app), out);
    if response.double_clicked() {
        keys::edit(app, (line.row, line.request), (view, columns), None);
    }
    let mut ended = None;
    for (at, (column, left, width)) in columns.iter().enumerate() {
        let cell =
            Rect::from_min_size(pos2(line.rect.left() + left, line.rect.top()), vec2(*width, ROW));
        if at > 0 {
            widgets::hairline(ui.painter(), cell.left_top(), cell.left_bottom(), colours.line);
        }
        let mine = |editor: &super::CellEditor| {
            editor.row == line.row && Some(editor.field) == column.field()
        };
        if let Some(mut editor) = view.editor.take_if(|editor| mine(editor)) {
            let end = editor.show(ui, (cell, document), out);
            if end == EditEnd::Open {
                view.editor = Some(editor);
            } else {
                ended = Some(end);
            }
            continue;
        }
        paint(ui, app, line, (*column, cell));
        if selected && focused && view.column == at {
            let ring = Stroke::new(1.0, colours.accent);
            ui.painter().rect_stroke(cell.shrink(2.0), 2.0, ring, StrokeKind::Inside);
        }
    }
    let below = line.rect.bottom() - 1.0;
    let (from, to) = (pos2(line.rect.left(), below), pos2(line.rect.right(), below));
    widgets::hairline(ui.painter(), from, to, colours.line);
    if selected {
        widgets::focus_ring(ui.painter(), line.rect, CornerRadius::same(2), colours);
    }
    ended
}

/// The column that the pointer is over.
fn under(response: &Response, left: f32, columns: &[(ListColumn, f32, f32)]) -> Option<usize> {
    let x = response.interact_pointer_pos()?.x - left;
    columns.iter().position(|(_, left, width)| (*left..left + width).contains(&x))
}

fn paint(ui: &Ui, app: &App, line: &LedgerRow<'_>, (column, cell): (ListColumn, Rect)) {
    let colours = theme::colours(ui.ctx());
    let painter = ui.painter();
    let mut left = cell.left() + 8.0;
    let (text, points, ink) = match column {
        ListColumn::Standing => {
            let sign = Rect::from_center_size(pos2(left + 7.0, cell.center().y), vec2(14.0, 14.0));
            standing::sign(painter, sign, line.standing, colours);
            left += 20.0;
            (line.standing.words(), size::SMALL, standing::ink(line.standing, colours))
        }
        ListColumn::Field(field) => {
            let text = words(app, line.request, field);
            let large = matches!(field, RequestField::Applicant | RequestField::Content);
            let hidden = text == super::cells::HIDDEN && field == RequestField::Applicant;
            let points = if large && !hidden { size::TEXT } else { size::SMALL };
            let ink = match field {
                _ if line.request.is_unread(field) => colours.error.ink,
                RequestField::Content => colours.ink,
                RequestField::Applicant if !hidden => colours.ink,
                _ => colours.ink2,
            };
            (text, points, ink)
        }
    };
    if column == ListColumn::Field(RequestField::Number) && line.wrong {
        // Something of it must be mended: the corner says so, the form says what.
        let corner = cell.left_top() + vec2(1.0, 1.0);
        let points = vec![corner, corner + vec2(8.0, 0.0), corner + vec2(0.0, 8.0)];
        painter.add(egui::Shape::convex_polygon(points, colours.warning_mark, Stroke::NONE));
    }
    if text.is_empty() {
        return;
    }
    // A line end in a cell would be a second line.
    let text = if text.contains('\n') { text.replace('\n', " ") } else { text };
    let galley = widgets::elided(painter, &text, points, ink, cell.right() - 4.0 - left);
    painter.galley(pos2(left, cell.center().y - galley.size().y / 2.0), galley, ink);
}

/// What a screen reader says of a row; of a name that is hidden nothing.
fn name(app: &App, line: &LedgerRow<'_>) -> String {
    let of = |field| words(app, line.request, field);
    let wrong = if line.wrong { "，有要改正的" } else { "" };
    format!(
        "{}，{}，{}，{}{wrong}",
        line.request.name(),
        of(RequestField::Received),
        of(RequestField::Content),
        line.standing.words(),
    )
}
