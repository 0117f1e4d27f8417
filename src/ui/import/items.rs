//! What there is to look at in an import: proposals, what is unsure or blank, what found no place.

use egui::{Align2, FontId, Rect, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::app::review::comparison::{Review, ReviewItem, ReviewStep};
use crate::app::{App, ReviewCommand};
use crate::finding::Severity;
use crate::import::NoteKind;
use crate::report::place::Place;
use crate::ui::bounded::bounded;
use crate::ui::commands::Commands;
use crate::ui::current_row::CurrentRow;
use crate::ui::finding_actions::{self, FindingAction};
use crate::ui::icons;
use crate::ui::theme::{self, size};
use crate::ui::widgets::{self, Button};

/// Height of the head.
pub(super) const HEAD: f32 = 32.0;
/// Height of a row.
pub(super) const ROW: f32 = 29.0;
/// Where word, line and message begin.
const COLUMNS: [f32; 3] = [41.0, 97.0, 177.0];

/// What the list keeps between frames.
#[derive(Default)]
pub(super) struct ItemsView {
    row: CurrentRow,
    /// The item that was brought into view last.
    shown: Option<usize>,
    offset: f32,
}

/// Draws the list.
pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    review: &Review,
    view: &mut ItemsView,
    out: &mut Commands,
) {
    let Some(document) = app.document() else { return };
    let colours = theme::colours(ui.ctx());
    let items = review.items(document.report());
    let room = ui.max_rect();
    let head = Rect::from_min_size(room.min, vec2(room.width(), HEAD));
    show_head(ui, head, &items, review.safe(document.report()).len(), out);
    let body = Rect::from_min_max(pos2(room.left(), head.bottom()), room.max);
    ui.painter().rect_filled(body, 0.0, colours.surface);
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(body));
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    if items.is_empty() {
        let at = pos2(body.left() + 24.0, body.top() + ROW / 2.0);
        let tick = Rect::from_center_size(at, Vec2::splat(16.0));
        icons::TICK.paint(ui.painter(), tick, colours.fine);
        let words = "已全部读入，没有需要核对的地方。";
        let font = FontId::proportional(size::TEXT);
        let at = at + vec2(17.0, 0.0);
        ui.painter().text(at, Align2::LEFT_CENTER, words, font, colours.ink2);
        return;
    }
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("import items");
    let current = items.iter().position(|item| Some(item.index) == review.current);
    let moved = (review.current != view.shown).then_some(current).flatten();
    view.shown = review.current;
    view.row.bound(items.len());
    if let Some(row) = moved {
        view.row.put(row);
    }
    if let Some(row) = view.row.entering().or(moved) {
        #[allow(clippy::cast_precision_loss)] // A report has far fewer notes.
        let top = row as f32 * ROW;
        area = area.vertical_scroll_offset(bounded(
            view.offset,
            (top + ROW - body.height()).max(0.0),
            top,
        ));
    }
    let shown = area.show_rows(&mut ui, ROW, items.len(), |ui, range| {
        for index in range {
            row(ui, review, (index, &items), view, out);
        }
    });
    view.offset = shown.state.clamped_offset().y;
}

/// 需要核对 12，已处理 3：建议 1，存疑 4，空白 2，未放置 5; where several proposals go together,
/// a button accepts them all.
fn show_head(ui: &mut Ui, rect: Rect, items: &[ReviewItem<'_>], safe: usize, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let open = items.iter().filter(|item| !item.done).count();
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for item in items.iter().filter(|item| !item.done) {
        match counts.last_mut() {
            Some((word, count)) if *word == item.word => *count += 1,
            _ => counts.push((item.word, 1)),
        }
    }
    let counts: Vec<String> =
        counts.into_iter().map(|(word, count)| format!("{word} {count}")).collect();
    let title = format!("需要核对 {open}");
    let counted = match (counts.is_empty(), items.len() - open) {
        (true, 0) => String::new(),
        (true, done) => format!("已处理 {done}"),
        (false, 0) => counts.join("，"),
        (false, done) => format!("{}；已处理 {done}", counts.join("，")),
    };
    let font = FontId::proportional(size::TEXT);
    let at = rect.left_center() + vec2(16.0, 0.0);
    let drawn = ui.painter().text(at, Align2::LEFT_CENTER, &title, font, colours.ink);
    let font = FontId::proportional(size::SMALL);
    let at = pos2(drawn.right() + 16.0, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, &counted, font.clone(), colours.ink2);
    let words = if counted.is_empty() { title } else { format!("{title}：{counted}") };
    let spoken = ui.interact(rect, ui.scope_id().with("counts"), Sense::hover());
    spoken.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
    let mut at = rect.right_center() - vec2(16.0, 0.0);
    if safe > 1 {
        let name = format!("全部采纳，{safe} 处建议");
        let button = Button::new("全部采纳").small().name(&name);
        let (left, button) = super::button_left_of(ui, at, button, 24.0);
        if button.clicked() {
            out.push(ReviewCommand::AcceptProposals);
        }
        at.x = left - 12.0;
    }
    let keys = "F4 下一处，Ctrl＋M 采纳";
    ui.painter().text(at, Align2::RIGHT_CENTER, keys, font, colours.ink3);
}

fn row(
    ui: &mut Ui,
    review: &Review,
    (index, items): (usize, &[ReviewItem<'_>]),
    view: &mut ItemsView,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let item = &items[index];
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let line = item.note.line.map(|line| format!("第 {line} 行")).unwrap_or_default();
    let done = if item.done { "，已处理" } else { "" };
    let name = format!("{}{done}，{line}：{}", item.word, item.note.message);
    let current = view.row.row(ui, &response, (index, items.len()), &name);
    if current {
        widgets::active_row(ui.painter(), rect, colours);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.accent_soft);
    }
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    if response.clicked() {
        out.push(ReviewCommand::Goto(item.index));
    } else if current && response.has_focus() && review.current != Some(item.index) {
        out.push(ReviewCommand::Choose(item.index));
    }
    finding_actions::context(ui, (&response, response.id), "需要核对的地方", || lines(item), out);
    let mut right = rect.right() - 16.0;
    for step in item.steps.iter().rev() {
        let label = label(item, *step);
        let name = format!("{label}，{}", item.note.message);
        let button = Button::new(label).small().name(&name);
        let (left, button) =
            super::button_left_of(ui, pos2(right, rect.center().y + 0.5), button, 24.0);
        if button.clicked() {
            out.push(ReviewCommand::Step(item.index, *step));
        }
        right = left - 8.0;
    }
    let cut = paint(ui, rect, item, &line, right - 8.0);
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(2), colours);
    }
    if cut {
        response.on_hover_text(&item.note.message);
    }
}

/// The menu of a row.
fn lines(item: &ReviewItem<'_>) -> Vec<FindingAction> {
    let go = FindingAction::new("转到此处", ReviewCommand::Goto(item.index).into());
    let steps = item.steps.iter().map(|step| {
        FindingAction::new(label(item, *step), ReviewCommand::Step(item.index, *step).into())
    });
    [go].into_iter().chain(steps).collect()
}

fn label(item: &ReviewItem<'_>, step: ReviewStep) -> &'static str {
    let edits = item.note.fix.is_some()
        || item.note.kind == NoteKind::Unsure && matches!(item.note.place, Some(Place::Cell(_)));
    match (step, edits) {
        (ReviewStep::Accept, true) => "采纳",
        (ReviewStep::Accept, false) => "看过了",
        (ReviewStep::TakeBack, _) => "撤回",
    }
}

/// Draws a row; whether its message had to be cut.
fn paint(ui: &Ui, rect: Rect, item: &ReviewItem<'_>, line: &str, right: f32) -> bool {
    let colours = theme::colours(ui.ctx());
    let sign = Rect::from_center_size(pos2(rect.left() + 24.0, rect.center().y), Vec2::splat(16.0));
    if item.done {
        icons::TICK.paint(ui.painter(), sign, colours.fine);
    } else {
        let severity = match item.note.kind {
            NoteKind::Unplaced => Severity::Error,
            NoteKind::Unsure | NoteKind::Blank => Severity::Warning,
            NoteKind::Proposed | NoteKind::Cleaned | NoteKind::Found => Severity::Info,
        };
        icons::severity(ui.painter(), sign, severity, colours, false);
    }
    let ink = if item.done { colours.ink3 } else { colours.ink };
    let texts = [(item.word, ink), (line, colours.ink2), (item.note.message.as_str(), ink)];
    let ends = [COLUMNS[1] - 8.0, COLUMNS[2] - 8.0, right - rect.left()];
    let mut cut = false;
    for (((words, ink), x), end) in texts.into_iter().zip(COLUMNS).zip(ends) {
        let galley = widgets::elided(ui.painter(), words, size::TEXT, ink, end - x);
        cut |= galley.elided;
        let at = pos2(rect.left() + x, (rect.center().y - galley.size().y / 2.0).round());
        ui.painter().galley(at, galley, ink);
    }
    cut
}
