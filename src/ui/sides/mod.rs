//! Two states of a report side by side, or what a file that came back proposes.

mod head;
mod line;

use egui::{Key, Modifiers, Rect, ScrollArea, Ui, UiBuilder, vec2};

use super::current_row::CurrentRow;
use super::theme::{self, size};
use super::{bounded, spoken, widgets};
use crate::app::sides::SidesView;
use crate::app::{App, SidesCommand};
use crate::ui::commands::Commands;

/// What the view keeps between frames: presentation only.
#[derive(Debug, Default)]
pub struct SidesScreen {
    /// The change that was brought into view last, as the app counts them.
    moved: usize,
    row: CurrentRow,
    /// The current change when this was drawn last.
    seen: usize,
}

/// Around everything.
const MARGIN: f32 = 16.0;

/// Draws the view over the whole window.
pub fn show(ui: &mut Ui, app: &App, screen: &mut SidesScreen, out: &mut Commands) {
    let Some(view) = app.sides() else { return };
    let colours = theme::colours(ui.ctx());
    let room = bounded::room(ui.max_rect());
    ui.painter().rect_filled(room, 0.0, colours.chrome);
    let margin = if room.width() < 480.0 { 6.0 } else { MARGIN };
    let inside = bounded::room(room.shrink(margin));
    let mut pane =
        ui.new_child(UiBuilder::new().scope_id(egui::Id::unique("sides")).max_rect(inside));
    pane.set_clip_rect(room.intersect(ui.clip_rect()));
    pane.spacing_mut().item_spacing = vec2(8.0, 6.0);
    // Esc that closes a menu leaves the view open.
    let in_menu = egui::Popup::is_any_open(ui.ctx());
    head::show(&mut pane, app, view, out);
    lines(&mut pane, view, screen, out);
    if !in_menu && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(SidesCommand::Close);
    }
}

/// The lines of both sides, and below them what has no place.
fn lines(ui: &mut Ui, view: &SidesView, screen: &mut SidesScreen, out: &mut Commands) {
    let colours = theme::colours(ui.ctx());
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 3.0, colours.surface);
    let goes = screen.moved != view.moved;
    screen.moved = view.moved;
    if std::mem::replace(&mut screen.seen, view.current) != view.current || goes {
        screen.row.put(view.current);
    }
    if goes {
        screen.row.enter();
    }
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("sides lines");
    let scrolled = area.show(ui, |ui| {
        ui.set_width((ui.available_width() - 4.0).max(60.0));
        ui.spacing_mut().item_spacing.y = 0.0;
        if view.changes() == 0 {
            ui.add_space(8.0);
            let words = if view.returned.is_some() {
                "改动都已采纳，或者没有改动。"
            } else {
                "两边相同，没有改动。"
            };
            paragraph(ui, words);
        }
        let count = view.changes();
        let mut same = 0;
        for line in &view.lines {
            match line.change {
                Some(number) => {
                    line::passed_over(ui, std::mem::take(&mut same));
                    line::change(ui, (view, line), (number, count), screen, out);
                }
                None if view.only_changes => same += 1,
                None => line::same(ui, &line.line),
            }
        }
        line::passed_over(ui, same);
        unplaced(ui, view);
    });
    spoken::bars(ui.ctx(), &scrolled, "对照");
}

/// What a file that came back changes where the report has no place for it.
fn unplaced(ui: &mut Ui, view: &SidesView) {
    let Some(returned) = view.returned.as_ref().filter(|file| !file.found.unplaced.is_empty())
    else {
        return;
    };
    ui.add_space(10.0);
    paragraph(ui, &format!("没有对上的 {} 处，请对照文件自己改：", returned.found.unplaced.len()));
    for words in &returned.found.unplaced {
        paragraph(ui, &format!("· {}", words.replace('\n', "¶")));
    }
    ui.add_space(10.0);
}

fn paragraph(ui: &mut Ui, words: &str) {
    let colours = theme::colours(ui.ctx());
    let whole = ui.available_rect_before_wrap();
    let rect = Rect::from_min_max(whole.min + vec2(12.0, 0.0), whole.max - vec2(12.0, 0.0));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(bounded::room(rect)));
    inner.add(egui::Label::new(widgets::text(words, size::TEXT, colours.ink2)).wrap());
    let taken = inner.min_rect().bottom() + 4.0;
    ui.advance_cursor_after_rect(Rect::from_min_max(whole.min, egui::pos2(whole.right(), taken)));
}
