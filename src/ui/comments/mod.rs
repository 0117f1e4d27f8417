//! What others say of the report: beside the prose where there is room, else below the editor.

mod bar;
mod menu;
mod note;

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

pub(crate) use bar::bar;
use note::CommentNote;
pub(crate) use note::ring;

use super::current_row::CurrentRow;
use super::theme::{self, size};
use super::{bounded, spoken, widgets};
use crate::app::{App, CommentId, Part};
use crate::report::Report;
use crate::report::place::Field;
use crate::ui::commands::Commands;

/// Least width of the prose with comments beside it, of the comments, and what lies between them.
const PROSE_LEAST: f32 = 380.0;
const NOTES: (f32, f32) = (320.0, 420.0);
pub(crate) const BETWEEN: f32 = 62.0;
/// Room between two comments.
const GAP: f32 = 10.0;

/// What the views of comments keep between frames.
#[derive(Clone, Debug, Default)]
pub struct CommentNotes {
    row: CurrentRow,
    /// The comment that was brought into view last.
    shown: Option<CommentId>,
}

impl CommentNotes {
    /// Puts the keyboard on the current comment, or the first.
    pub fn enter(&mut self, app: &App) {
        let Some(report) = app.document().map(crate::app::Document::report) else { return };
        let current = app.comments().current.as_ref().and_then(|id| id.find(report));
        let drawn = drawn(app, report);
        self.row.put(drawn.iter().position(|(_, at)| Some(*at) == current).unwrap_or(0));
        self.row.enter();
    }
}

/// Widths of the prose and of the comments beside it, in a room of a width; `None` where they stand
/// below it, or are not shown.
pub(crate) fn beside(app: &App, width: f32) -> Option<(f32, f32)> {
    let rest = width - BETWEEN - 16.0;
    if !app.comments().open || rest < PROSE_LEAST + NOTES.0 {
        return None;
    }
    let notes = bounded::bounded(rest - 606.0, NOTES.0, NOTES.1);
    Some(((rest - notes).min(606.0), notes))
}

/// The indices of the comments that are listed, in the order of the report.
pub(crate) fn listed(app: &App, report: &Report) -> Vec<usize> {
    let only_open = app.comments().only_open;
    let mut order = report.comments_in_order();
    order.retain(|at| !only_open || !report.comments[*at].settled);
    order
}

/// The comments that are listed, as they are drawn: group by group.
fn drawn(app: &App, report: &Report) -> Vec<(CommentGroup, usize)> {
    let grouped = listed(app, report).into_iter();
    let mut drawn: Vec<_> = grouped.map(|at| (CommentGroup::of(app, report, at), at)).collect();
    drawn.sort_by_key(|(group, _)| *group);
    drawn
}

/// Where a comment stands among the groups of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum CommentGroup {
    Here,
    Elsewhere,
    Lost,
}

impl CommentGroup {
    fn of(app: &App, report: &Report, at: usize) -> Self {
        let comment = &report.comments[at];
        if comment.is_lost(report) {
            return Self::Lost;
        }
        let place = comment.place.place(report);
        let section = place.as_ref().and_then(|place| place.section(report));
        let here = match (app.part(), section, &place) {
            (_, _, Some(crate::report::place::Place::Report)) => false,
            (Part::Basic, None, _) => true,
            (Part::Section(part), Some(section), _) => part == section,
            (Part::Tables, Some(section), _) => report.edition().table_in(section).is_some(),
            _ => false,
        };
        if here { Self::Here } else { Self::Elsewhere }
    }

    fn title(self, count: usize) -> String {
        match self {
            Self::Here => format!("这一部分的意见 {count}"),
            Self::Elsewhere => format!("其他部分的意见 {count}"),
            Self::Lost => format!("未能对上原文的意见 {count}"),
        }
    }
}

/// The number of each comment as it stands in the margin and in the list: from 1, in the report's order.
pub(crate) fn numbers(report: &Report) -> Vec<usize> {
    let mut numbers = vec![0; report.comments.len()];
    for (number, at) in (1..).zip(report.comments_in_order()) {
        numbers[at] = number;
    }
    numbers
}

/// The comments beside the prose of a field; `lines` tells where what each is about stands on the
/// screen. Gives back where the last one ends.
pub(crate) fn column(
    ui: &mut Ui,
    app: &App,
    view: &mut CommentNotes,
    (room, lines): (Rect, &[(usize, f32)]),
    out: &mut Commands,
) -> f32 {
    let margin = room.left() - BETWEEN + 8.0;
    notes(
        ui,
        app,
        view,
        room,
        &|at| {
            let y = lines.iter().find(|(of, _)| *of == at).map(|(_, y)| *y)?;
            Some((margin, y))
        },
        out,
    )
}

/// The comments below the editor, with a scroll bar of their own.
pub(crate) fn below(ui: &mut Ui, app: &App, view: &mut CommentNotes, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let room = ui.max_rect();
    ui.painter().rect_filled(room, 0.0, colours.surface);
    widgets::hairline(ui.painter(), room.left_top(), room.right_top(), colours.line2);
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("comments");
    let scrolled = area.show(ui, |ui| {
        let room = ui.available_rect_before_wrap();
        let left = room.left() + 16.0;
        let inner = Rect::from_min_max(
            pos2(left, room.top() + 6.0),
            pos2((room.right() - 16.0).min(left + 900.0), room.bottom()),
        );
        let bottom = notes(ui, app, view, inner, &|_| None, out);
        ui.advance_cursor_after_rect(Rect::from_min_max(
            room.min,
            pos2(room.right(), bottom + 8.0),
        ));
    });
    spoken::bars(ui.ctx(), &scrolled, "意见");
}

/// Draws the groups of comments from the top of a room on; where the last one ends. `line` gives the
/// place on the screen that a comment is tied to by a line: where that begins, and its height.
fn notes(
    ui: &mut Ui,
    app: &App,
    view: &mut CommentNotes,
    room: Rect,
    line: &dyn Fn(usize) -> Option<(f32, f32)>,
    out: &mut Commands,
) -> f32 {
    let Some(report) = app.document().map(crate::app::Document::report) else { return room.top() };
    let all = drawn(app, report);
    if all.is_empty() {
        return none(ui, room, report.comments.is_empty());
    }
    let current = app.comments().current.as_ref().and_then(|id| id.find(report));
    let numbers = numbers(report);
    let mut top = room.top();
    let mut count = 0;
    view.row.bound(all.len());
    let chosen = all.iter().position(|(_, at)| current == Some(*at));
    if let Some(at) = chosen.filter(|_| view.shown.as_ref() != app.comments().current.as_ref()) {
        view.row.put(at);
    }
    for members in all.chunk_by(|(one, _), (other, _)| one == other) {
        let group = members[0].0;
        let members: Vec<usize> = members.iter().map(|(_, at)| *at).collect();
        let tied = group == CommentGroup::Here && members.iter().any(|at| line(*at).is_some());
        if !tied {
            top = head(ui, room, top, &group.title(members.len()));
        }
        for at in members {
            let chosen = current == Some(at);
            let Some(note) =
                CommentNote::new(ui, app, report, (at, numbers[at]), (room.width(), chosen, tied))
            else {
                continue;
            };
            let line = line(at).filter(|_| tied);
            let y = line.map_or(top, |(_, y)| top.max(y - note::FIRST_LINE));
            let rect = Rect::from_min_size(pos2(room.left(), y), vec2(room.width(), note.height));
            if let Some((from, at)) = line {
                note.tie(ui, (pos2(from, at), rect));
            }
            note.show(ui, rect, (count, all.len()), view, out);
            count += 1;
            top = rect.bottom() + GAP;
        }
    }
    if view.shown.as_ref() != app.comments().current.as_ref() {
        view.shown.clone_from(&app.comments().current);
    }
    top
}

/// Says that there is no comment, or none that is open; where what stands below begins.
fn none(ui: &mut Ui, room: Rect, at_all: bool) -> f32 {
    let words = if at_all {
        "没有意见。选中文字或者格，按 Ctrl＋Shift＋M 添加；退回的 Word 文件可用“读入审阅稿”读入。"
    } else {
        "没有待处理的意见。"
    };
    let job = widgets::text(words, size::TEXT, theme::colours(ui.ctx()).ink2);
    let mut here = ui.new_child(UiBuilder::new().max_rect(bounded::room(room)));
    here.add(egui::Label::new(job).wrap());
    here.min_rect().bottom()
}

/// The head of a group; where what stands below it begins.
fn head(ui: &Ui, room: Rect, top: f32, title: &str) -> f32 {
    let colours = theme::colours(ui.ctx());
    let (from, to) = (pos2(room.left(), top), pos2(room.right(), top));
    widgets::hairline(ui.painter(), from, to, colours.line);
    let font = egui::FontId::proportional(size::SMALL);
    let at = pos2(room.left(), top + 18.0);
    let words = ui.painter().text(at, egui::Align2::LEFT_CENTER, title, font, colours.ink2);
    let response = ui.interact(words, ui.scope_id().with(("group", title)), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, title));
    top + 32.0
}

/// The comments on words of a field: index, bytes of its text, settled, current.
pub(crate) fn marks(app: &App, field: Field) -> Vec<(usize, std::ops::Range<usize>, bool, bool)> {
    let Some(report) = app.document().map(crate::app::Document::report) else { return Vec::new() };
    let current = app.comments().current.as_ref().and_then(|id| id.find(report));
    let current = current.filter(|_| app.comments().open);
    let here =
        report.comments.iter().enumerate().filter_map(|(at, comment)| match &comment.place {
            crate::report::CommentPlace::Text(anchor) if anchor.field() == field => {
                Some((at, anchor.range(), comment.settled, current == Some(at)))
            }
            _ => None,
        });
    here.collect()
}
