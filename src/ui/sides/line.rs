//! One line of both sides: what went is struck through at the left, what came underlined at the right.

use std::sync::Arc;

use egui::text::TextFormat;
use egui::{FontId, Galley, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo};
use egui::{pos2, vec2};

use super::SidesScreen;
use crate::app::SidesCommand;
use crate::app::sides::{SideLine, SidesView};
use crate::compare::{PairedLine, Stretch};
use crate::ui::commands::Commands;
use crate::ui::difference::{self, spoken};
use crate::ui::finding_actions::{self, FindingAction};
use crate::ui::theme::{self, Colours, size};
use crate::ui::widgets::{self, Button};

/// Width of the place, and of what can be done.
const PLACE: f32 = 150.0;
const DO: f32 = 84.0;
/// A narrower room has the place above the words.
const NARROW: f32 = 760.0;
/// Above and below the words.
const PAD: f32 = 6.0;
/// Height of a line of the words.
const LINE: f32 = 24.0;

/// Where the parts of a line stand.
struct SideColumns {
    place: f32,
    left: f32,
    right: f32,
    width: f32,
    above: f32,
}

impl SideColumns {
    fn new(room: Rect) -> Self {
        let narrow = room.width() < NARROW;
        let place = if narrow { 0.0 } else { PLACE };
        let width = ((room.width() - place - DO - 48.0) / 2.0).max(60.0);
        let left = room.left() + 12.0 + place;
        let above = if narrow { 20.0 } else { 0.0 };
        Self { place: room.left() + 12.0, left, right: left + width + 16.0, width, above }
    }
}

/// A line that both sides have.
pub(super) fn same(ui: &mut Ui, line: &PairedLine) {
    let colours = theme::colours(ui.ctx());
    let columns = SideColumns::new(ui.available_rect_before_wrap());
    let words = galley(ui, &line.later, columns.width, colours);
    let beside = least(ui, &columns, &line.words, colours);
    let height = words.size().y.max(beside) + 2.0 * PAD + columns.above;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let text = words.text().to_owned();
    let name = format!("{}，两边相同：{text}", line.words);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    place(ui, (&columns, rect), &line.words, colours);
    for x in [columns.left, columns.right] {
        let at = pos2(x, rect.top() + PAD + columns.above);
        ui.painter().galley_with_override_text_color(at, Arc::clone(&words), colours.ink2);
    }
}

/// How many lines that are the same were left out.
pub(super) fn passed_over(ui: &mut Ui, count: usize) {
    if count == 0 {
        return;
    }
    let colours = theme::colours(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let font = FontId::proportional(size::SMALL);
    let words = format!("（相同的 {count} 段）");
    let at = pos2(rect.left() + 12.0, rect.center().y);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, words, font, colours.ink3);
}

/// A line that differs: it takes the keyboard, Enter goes to it in the report.
pub(super) fn change(
    ui: &mut Ui,
    (view, line): (&SidesView, &SideLine),
    (number, count): (usize, usize),
    screen: &mut SidesScreen,
    out: &mut Commands,
) {
    let colours = theme::colours(ui.ctx());
    let columns = SideColumns::new(ui.available_rect_before_wrap());
    let earlier = galley(ui, &line.line.earlier, columns.width, colours);
    let later = galley(ui, &line.line.later, columns.width, colours);
    let by = if line.by.is_empty() { 0.0 } else { 20.0 };
    let beside = least(ui, &columns, &line.line.words, colours).max(24.0);
    let words = earlier.size().y.max(later.size().y).max(beside);
    let height = words + 2.0 * PAD + columns.above + by;
    let size = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name = format!(
        "{}，原来：{}，现在：{}{}{}",
        line.line.words,
        spoken(&line.line.earlier),
        spoken(&line.line.later),
        if line.by.is_empty() { "" } else { "，" },
        line.by,
    );
    let current = screen.row.row(ui, &response, (number, count), &name);
    if current {
        widgets::active_row(ui.painter(), rect, colours);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.accent_soft);
    }
    widgets::hairline(ui.painter(), rect.left_top(), rect.right_top(), colours.line);
    if current && view.current != number {
        out.push(SidesCommand::Choose(number));
    }
    let lines = || vec![FindingAction::new(label(view), does(view, number).into())];
    finding_actions::context(ui, (&response, response.id), "这一处", lines, out);
    if response.has_focus() {
        widgets::focus_ring(ui.painter(), rect, 2.into(), colours);
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            out.push(does(view, number));
        }
    }
    place(ui, (&columns, rect), &line.line.words, colours);
    let top = rect.top() + PAD + columns.above;
    ui.painter().galley(pos2(columns.left, top), earlier, colours.ink);
    ui.painter().galley(pos2(columns.right, top), later, colours.ink);
    if !line.by.is_empty() {
        let at = pos2(columns.right, top + words);
        let font = FontId::proportional(size::SMALL);
        ui.painter().text(at, egui::Align2::LEFT_TOP, &line.by, font, colours.ink3);
    }
    button(ui, (view, line), (pos2(rect.right() - 12.0, top), number), out);
}

/// What Enter and the button of a change do.
fn does(view: &SidesView, number: usize) -> SidesCommand {
    if view.returned.is_some() { SidesCommand::Take(number) } else { SidesCommand::Goto(number) }
}

fn label(view: &SidesView) -> &'static str {
    if view.returned.is_some() { "采纳" } else { "转到" }
}

/// The button of a change, which ends at a corner.
fn button(
    ui: &mut Ui,
    (view, line): (&SidesView, &SideLine),
    (corner, number): (egui::Pos2, usize),
    out: &mut Commands,
) {
    let label = label(view);
    let spoken = format!("{label}，{}", line.line.words);
    let button = Button::new(label).small().name(&spoken);
    let width = button.width(ui);
    let at = Rect::from_min_size(corner - vec2(width, 0.0), vec2(width, 24.0));
    if button.show_at(ui, at).clicked() {
        out.push(does(view, number));
    }
}

fn place(ui: &Ui, (columns, rect): (&SideColumns, Rect), words: &str, colours: &Colours) {
    let galley = place_words(ui, columns, words, colours);
    ui.painter().galley(pos2(columns.place, rect.top() + PAD + 2.0), galley, colours.ink2);
}

/// The words of a place: in their column, or on one line above where that has no room.
fn place_words(ui: &Ui, columns: &SideColumns, words: &str, colours: &Colours) -> Arc<Galley> {
    if columns.above > 0.0 {
        let room = columns.right + columns.width - columns.place;
        return widgets::elided(ui.painter(), words, size::SMALL, colours.ink2, room);
    }
    let font = FontId::proportional(size::SMALL);
    ui.painter().layout(words.to_owned(), font, colours.ink2, PLACE - 12.0)
}

/// How high the words beside a place have to be, so that the place has room.
fn least(ui: &Ui, columns: &SideColumns, words: &str, colours: &Colours) -> f32 {
    if columns.above > 0.0 { 24.0 } else { place_words(ui, columns, words, colours).size().y + 4.0 }
}

fn galley(ui: &Ui, stretches: &[Stretch], width: f32, colours: &Colours) -> Arc<Galley> {
    let mut job = difference::job(stretches, LINE, colours);
    if job.text.is_empty() {
        let format = TextFormat {
            font_id: FontId::proportional(size::TEXT),
            color: colours.ink3,
            line_height: Some(LINE),
            ..TextFormat::default()
        };
        job.append("（无）", 0.0, format);
    }
    job.wrap.max_width = width;
    ui.painter().layout_job(job)
}
