//! The find bar: words, where they stand, what to put in their place.

use egui::text_edit::TextEditState;
use egui::{Align, EventFilter, Id, Key, Layout, Modifiers, Rect, Ui, UiBuilder};
use egui::{pos2, vec2};

use super::bounded::bounded;
use super::find_hit::{current, hits, place, with_id, words_id};
use super::prose::Typing;
use super::theme::{self, size};
use super::widgets::{self, Button};
use super::{icons, prose};
use crate::app::{Action, App, Command, NavigationCommand, Search, SearchCommand};
use crate::ui::commands::Commands;

/// A bar narrower than this has two lines.
const TWO_LINES: f32 = 600.0;

/// What the find bar keeps from frame to frame.
#[derive(Clone, Default)]
pub struct FindView {
    words: Typing,
    with: Typing,
    /// How often the bar had been asked for when it last took the keyboard.
    asked: usize,
    /// The pass in which it was last shown.
    shown: u64,
}

/// The bar, 44 high, over the whole width.
pub fn bar(ui: &mut Ui, app: &App, view: &mut FindView, out: &mut Commands) {
    let Some(search) = app.search() else { return };
    let colours = theme::colours(ui.ctx());
    let lines = if ui.available_width() < TWO_LINES { 2.0 } else { 1.0 };
    let size = vec2(ui.available_width(), 44.0 * lines);
    let whole = Rect::from_min_size(ui.available_rect_before_wrap().min, size);
    ui.painter().rect_filled(whole, 0.0, colours.chrome);
    let y = whole.bottom() - 1.0;
    widgets::hairline(ui.painter(), pos2(whole.left(), y), pos2(whole.right(), y), colours.line);
    take_keyboard(ui, search, view);
    let inside = whole.shrink2(vec2(16.0, 0.0));
    let layout = Layout::left_to_right(Align::Center).with_main_wrap(lines > 1.0);
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(layout), |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        // As drawn where there is room: 150 and 128, else both less.
        let spare = bounded(inside.width() - 390.0, 140.0, 278.0);
        words(ui, search, view, spare * 0.54, out);
        let mut clicked = steps(ui, app, out);
        ui.add_space(4.0);
        let at = ui.cursor().min.x.round();
        let line = |y: f32| pos2(at, inside.center().y + y);
        widgets::hairline(ui.painter(), line(-10.0), line(10.0), colours.line2);
        ui.add_space(13.0);
        clicked |= replacement(ui, search, view, spare * 0.46, out);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if Button::icon_only(icons::CLOSE, "关闭查找").small().show(ui).clicked() {
                close(app, out);
            }
        });
        if clicked {
            ui.memory_mut(|memory| memory.request_focus(words_id()));
        }
    });
    if take_key(ui, view, Modifiers::NONE, Key::Escape) {
        close(app, out);
    }
    ui.advance_cursor_after_rect(whole);
}

/// Takes the keyboard each time the bar is asked for, with the words selected.
fn take_keyboard(ui: &Ui, search: &Search, view: &mut FindView) {
    let pass = ui.ctx().cumulative_pass_nr();
    let opened = view.shown + 1 < pass;
    view.shown = pass;
    if opened || view.asked != search.asked {
        view.asked = search.asked;
        let replacing = search.replacing && !search.words.is_empty();
        let (id, text) =
            if replacing { (with_id(), &search.with) } else { (words_id(), &search.words) };
        ui.memory_mut(|memory| memory.request_focus(id));
        prose::select(ui, id, text, &(0..text.len()));
    }
}

fn close(app: &App, out: &mut Commands) {
    out.push(SearchCommand::Close);
    out.extend(current(app).map(|hit| NavigationCommand::Goto(place(hit))));
}

fn words(ui: &mut Ui, search: &Search, view: &mut FindView, width: f32, out: &mut Commands) {
    let back = take_key(ui, view, Modifiers::SHIFT, Key::Enter);
    if focused(ui, words_id()) && (back || take_key(ui, view, Modifiers::NONE, Key::Enter)) {
        out.push(Command::Do(if back { Action::FindPrevious } else { Action::FindNext }));
    }
    field(ui, &mut view.words, words_id(), ("查找", &search.words), width);
    if view.words.differs(&search.words) {
        let words = view.words.text.clone();
        out.push(SearchCommand::Seek { words, with: search.with.clone() });
    }
}

/// Which hit is shown of how many, and the way to its neighbours.
fn steps(ui: &mut Ui, app: &App, out: &mut Commands) -> bool {
    let colours = theme::colours(ui.ctx());
    let Some(search) = app.search() else { return false };
    let count = hits(app).len();
    let position = match count {
        _ if search.words.is_empty() => String::new(),
        0 => "没有找到".into(),
        _ => format!("第 {} 处，共 {count} 处", search.current.min(count - 1) + 1),
    };
    let words = widgets::text(position, size::SMALL, colours.ink2);
    ui.allocate_ui(vec2(96.0, 30.0), |ui| {
        ui.set_min_width(96.0);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.label(words));
    });
    let mut clicked = false;
    for (icon, action) in
        [(icons::CHEVRON_UP, Action::FindPrevious), (icons::CHEVRON_DOWN, Action::FindNext)]
    {
        let button = Button::icon_only(icon, action.label()).small().enabled(count > 0);
        if button.show(ui).on_hover_text(action.label()).clicked() {
            out.push(Command::Do(action));
            clicked = true;
        }
    }
    clicked
}

fn replacement(
    ui: &mut Ui,
    search: &Search,
    view: &mut FindView,
    width: f32,
    out: &mut Commands,
) -> bool {
    if focused(ui, with_id()) && take_key(ui, view, Modifiers::NONE, Key::Enter) {
        out.push(SearchCommand::ReplaceOne);
    }
    field(ui, &mut view.with, with_id(), ("替换为", &search.with), width);
    if view.with.differs(&search.with) {
        let typed = view.with.text.clone();
        out.push(SearchCommand::Seek { words: search.words.clone(), with: typed });
    }
    let mut clicked = false;
    for (words, command) in
        [("替换", SearchCommand::ReplaceOne), ("全部替换", SearchCommand::ReplaceAll)]
    {
        let button = Button::new(words).small().enabled(!search.words.is_empty());
        if button.show(ui).clicked() {
            out.push(command);
            clicked = true;
        }
    }
    clicked
}

fn field(ui: &mut Ui, typing: &mut Typing, id: Id, (name, held): (&str, &str), width: f32) {
    typing.begin(ui, id, held, true);
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
        ..EventFilter::default()
    };
    let hint = widgets::text(name, size::TEXT, theme::colours(ui.ctx()).ink3);
    let output = egui::TextEdit::singleline(&mut typing.text)
        .id(id)
        .desired_width(width)
        .event_filter(filter)
        .hint_text(hint)
        .show(ui);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
    let mut state: TextEditState = output.state;
    state.clear_undoer();
    state.store(ui.ctx(), id);
}

fn focused(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
}

/// Takes a key that was pressed in one of the fields; not while an input method composes.
fn take_key(ui: &Ui, view: &FindView, modifiers: Modifiers, key: Key) -> bool {
    let composing = view.words.is_composing() || view.with.is_composing();
    let here = focused(ui, words_id()) || focused(ui, with_id());
    here && !composing && ui.input_mut(|input| input.consume_key(modifiers, key))
}
