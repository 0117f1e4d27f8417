//! The editors of a section's prose: heading, what it should speak of, paragraphs.

mod body;
mod card;
mod chips;
mod line;
mod marks;
mod menu;
mod paste;
mod sheet;
mod typing;

use std::collections::BTreeMap;

use egui::{Align, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::bounded::{self, bounded};
use super::comments::{self, CommentNotes};
use super::icons;
use super::spoken;
use super::theme::{self, size};
use super::widgets::{self, Button};
use crate::app::{App, CompareCommand, DocumentCommand, NavigationCommand};
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::ui::commands::Commands;

pub(crate) use body::{Body, MEASURE, Setting, has_keyboard, label};
pub(crate) use line::{LineEditor, finding_at, finding_line, is_at};
pub use paste::{clean_line, clean_paste};
pub(crate) use sheet::paragraph;
pub(crate) use typing::{Typing, select};

/// Where the cursor stands in a field's editor, in bytes of the field's text.
pub(crate) fn caret(ctx: &egui::Context, field: Field, text: &str) -> Option<usize> {
    let state = [body::id(field), line::id(field)]
        .into_iter()
        .find_map(|id| egui::text_edit::TextEditState::load(ctx, id))?;
    Some(typing::byte_at(text, state.cursor.char_range()?.primary.index.0))
}

/// What is selected in a field's editor, in bytes of the field's text; empty where the cursor only
/// stands there.
pub(crate) fn selection(
    ctx: &egui::Context,
    field: Field,
    text: &str,
) -> Option<std::ops::Range<usize>> {
    let state = [body::id(field), line::id(field)]
        .into_iter()
        .find_map(|id| egui::text_edit::TextEditState::load(ctx, id))?;
    let range = state.cursor.char_range()?.as_sorted_char_range();
    Some(typing::byte_at(text, range.start.0)..typing::byte_at(text, range.end.0))
}

/// Left edge of the text: margin, sign, gap.
const GUTTER: f32 = 44.0;
const MARGIN: f32 = 16.0;

/// What the prose editors keep from frame to frame.
#[derive(Clone, Default)]
pub struct ProseView {
    bodies: BTreeMap<Field, Body>,
    headings: BTreeMap<u8, Heading>,
    /// The comments, beside the prose or below whatever is shown.
    pub(crate) notes: CommentNotes,
}

#[derive(Clone, Default)]
struct Heading {
    line: LineEditor,
    /// Opened by a click although the heading is as mandated.
    open: bool,
}

impl ProseView {
    /// Whether the editor of a field beside a table is open although the field is empty.
    pub(crate) fn is_open(&self, field: Field) -> bool {
        self.bodies.get(&field).is_some_and(|body| body.open)
    }
}

/// The editor of section one, five or six.
pub fn section(ui: &mut Ui, app: &App, number: u8, view: &mut ProseView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let room = ui.available_rect_before_wrap();
    let colours = theme::colours(ui.ctx());
    ui.painter().rect_filled(room, 0.0, colours.surface);
    ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
    head(ui, app, number, view, out);
    if matches!(number, 1 | 6) {
        row(ui, 28.0, |ui| match number {
            1 => chips::aspects(ui, document.report(), out),
            _ => chips::fee(ui, app, out),
        });
        ui.add_space(10.0);
    }
    let y = ui.cursor().top().round();
    widgets::hairline(ui.painter(), pos2(room.left(), y), pos2(room.right(), y), colours.line);
    ui.add_space(1.0);
    let area = ScrollArea::vertical().id_salt(("prose", number)).auto_shrink(false);
    let scrolled = area.show(ui, |ui| paragraphs(ui, app, number, view, out));
    spoken::bars(ui.ctx(), &scrolled, "正文");
}

/// The heading with the count of characters at its right, or the signs of what is wrong with it.
fn head(ui: &mut Ui, app: &App, number: u8, view: &mut ProseView, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let bodies = [Field::Before(number), Field::After(number)].map(|f| view.bodies.get(&f));
    let count: usize = bodies.into_iter().flatten().map(Body::characters).sum();
    row(ui, 46.0, |ui| {
        let whole = ui.max_rect();
        let report = app.document().map(crate::app::Document::report);
        let last = report.filter(|report| !report.carried.is_empty());
        let last = last.and_then(|report| report.last.as_ref()?.year);
        let (from, width) = match last {
            Some(year) if whole.width() > 460.0 => (format!("沿用 {year} 年度报告，"), 230.0),
            _ => (String::new(), 80.0),
        };
        let words = widgets::text(format!("{from}{count} 字"), size::SMALL, colours.ink2);
        let at = Rect::from_min_max(pos2(whole.right() - width, whole.top()), whole.max);
        let right = Layout::right_to_left(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(at).layout(right), |ui| ui.label(words));
        let last = app.document().and_then(|document| document.report().last.as_ref());
        let section = last.and_then(|last| last.sections.get(usize::from(number).wrapping_sub(1)));
        let mut left = at.left();
        if section.is_some_and(|words| !words.trim().is_empty()) && whole.width() > 420.0 {
            let button = Button::new("与上年并排看").small();
            left -= button.width(ui) + 8.0;
            let middle = whole.center().y - 12.0;
            let place = Rect::from_min_size(pos2(left, middle), vec2(button.width(ui), 24.0));
            if button.show_at(ui, place).on_hover_text("两年的文字并排，不同的地方标出").clicked()
            {
                out.push(CompareCommand::OpenProse(number));
            }
        }
        let left = Rect::from_min_max(whole.min, pos2(left, whole.bottom()));
        let layout = Layout::left_to_right(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(left).layout(layout), |ui| {
            title(ui, app, number, view, out);
        });
    });
}

/// A section's heading: text, and a field for it on a click or where it is not as mandated.
pub fn title(ui: &mut Ui, app: &App, number: u8, view: &mut ProseView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let report = document.report();
    let field = Field::Heading(number);
    let mandated = &report.edition().sections[usize::from(number) - 1];
    let as_mandated = report.text(field) == mandated;
    let heading = view.headings.entry(number).or_default();
    let wanted = app.target().is_some_and(|place| is_at(field)(place));
    let shows_hit = app.search().is_some() && wanted;
    if as_mandated && !heading.open && (!wanted || shows_hit) {
        if wanted {
            out.push(NavigationCommand::Arrived);
        }
        if heading_text(ui, mandated).clicked() {
            heading.open = true;
            out.push(NavigationCommand::Goto(Place::Field(field)));
        }
        return;
    }
    ui.spacing_mut().item_spacing.x = 8.0;
    let edits = |text: &str| vec![Edit::Text(field, text.to_owned())];
    let what = (field, "标题", mandated.as_str());
    let width = bounded(ui.available_width() / 2.0, 160.0, 340.0);
    let response = heading.line.show(ui, app, what, width, edits, out);
    let left = response.is_some_and(|response| response.lost_focus());
    heading.open = (heading.open || wanted) && !left;
    if !as_mandated {
        let finding = finding_at(app, is_at(field)).filter(|finding| finding.fix.is_some());
        if finding.is_some() {
            finding_line(ui, finding, out);
        } else if Button::new("恢复规定标题").small().show(ui).clicked() {
            let edits = vec![Edit::Text(field, mandated.clone())];
            out.push(DocumentCommand::Edit {
                label: "恢复规定标题".into(), edits, merge: None
            });
        }
    }
}

fn heading_text(ui: &mut Ui, text: &str) -> egui::Response {
    let colours = theme::colours(ui.ctx());
    let font = egui::FontId::proportional(size::TITLE);
    let words = ui.painter().layout_no_wrap(text.to_owned(), font, colours.ink);
    let (rect, response) = ui.allocate_exact_size(words.size(), Sense::click());
    ui.painter().galley(rect.min, words, colours.ink);
    if response.hovered() {
        let y = rect.bottom();
        widgets::hairline(ui.painter(), pos2(rect.left(), y), pos2(rect.right(), y), colours.ink3);
    }
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect.expand(3.0), 4.into(), colours);
    }
    let name = format!("修改标题：{text}");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    response.on_hover_text("修改标题")
}

fn paragraphs(ui: &mut Ui, app: &App, number: u8, view: &mut ProseView, out: &mut Commands) {
    let room = ui.available_rect_before_wrap();
    let beside = comments::beside(app, room.width() - GUTTER);
    let whole = MEASURE.min(room.width() - GUTTER - MARGIN).max(160.0);
    let width = beside.map_or(whole, |(prose, _)| prose);
    let setting = Setting {
        field: Field::Before(number),
        name: &format!("第{}部分正文", crate::zh::numeral(number.into())),
        hint: "请在这里填写，也可以从 Word 或者 WPS 粘贴。",
        at: room.min + vec2(GUTTER, 12.0),
        width,
        height: (room.height() - 28.0).max(size::PROSE_LINE),
        signs: room.left() + MARGIN,
    };
    let body = view.bodies.entry(setting.field).or_default();
    let taken = body.show(ui, app, &setting, out);
    // A file may hold text after a table that this section has not.
    let after = Field::After(number);
    if app.document().is_some_and(|document| !document.report().text(after).is_empty()) {
        ui.advance_cursor_after_rect(taken);
        around(ui, app, after, view, out);
    }
    if let Some((_, wide)) = beside {
        let corner = room.min + vec2(GUTTER + width + comments::BETWEEN, 8.0);
        let at = Rect::from_min_size(corner, vec2(wide, room.height()));
        let lines: Vec<_> = [Field::Before(number), after]
            .iter()
            .filter_map(|field| view.bodies.get(field))
            .flat_map(|body| body.comments.iter().copied())
            .collect();
        let bottom = comments::column(ui, app, &mut view.notes, (at, &lines), out);
        let taken = Rect::from_min_max(room.min, pos2(at.right(), bottom));
        if bottom > ui.cursor().top() {
            ui.advance_cursor_after_rect(taken);
        }
    }
    ui.add_space(16.0);
}

/// The editor of what stands before or after a section's table: a line while it is empty.
pub fn around(ui: &mut Ui, app: &App, field: Field, view: &mut ProseView, out: &mut Commands) {
    let Some(document) = app.document() else { return };
    let name = if matches!(field, Field::Before(_)) { "表前说明" } else { "表后说明" };
    let body = view.bodies.entry(field).or_default();
    let wanted = app.target().is_some_and(|place| is_at(field)(place));
    let focused = has_keyboard(ui.ctx(), field);
    let empty = document.report().text(field).is_empty();
    let left = body.was_focused && !focused;
    body.was_focused = focused;
    // Left without a word in it, it folds.
    body.open = wanted || (body.open && !(left && empty));
    if empty && !body.open && !focused {
        row(ui, 30.0, |ui| {
            let button = Button::new(name).icon(icons::PLUS).small().flat();
            if button.name(&format!("添加{name}")).show(ui).clicked() {
                body.open = true;
                out.push(NavigationCommand::Goto(Place::Field(field)));
            }
        });
        return;
    }
    let body = view.bodies.entry(field).or_default();
    let room = ui.available_rect_before_wrap();
    let setting = Setting {
        field,
        name,
        hint: name,
        at: room.min + vec2(GUTTER, 4.0),
        width: MEASURE.min(room.width() - GUTTER - MARGIN).max(160.0),
        height: size::PROSE_LINE,
        signs: room.left() + MARGIN,
    };
    let taken = body.show(ui, app, &setting, out);
    ui.advance_cursor_after_rect(Rect::from_min_max(room.min, taken.max + vec2(0.0, 4.0)));
}

/// A row of a height, inside the margins.
fn row<T>(ui: &mut Ui, height: f32, add: impl FnOnce(&mut Ui) -> T) -> T {
    let whole = ui.available_rect_before_wrap();
    let rect = Rect::from_min_size(
        pos2(whole.left() + MARGIN, whole.top()),
        vec2(whole.width() - 2.0 * MARGIN, height),
    );
    // What has no room goes on in the next line.
    let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(bounded::room(rect)).layout(layout));
    inner.spacing_mut().item_spacing.y = 4.0;
    let result = add(&mut inner);
    let taken = inner.min_rect().height().max(height);
    ui.advance_cursor_after_rect(Rect::from_min_size(whole.min, vec2(whole.width(), taken)));
    result
}
