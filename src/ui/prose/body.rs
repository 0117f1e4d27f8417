//! The editor of paragraphs: one field of text on a white sheet, with what was found and what is
//! wrong marked in it, signs in the margin, and one card.

use egui::text_edit::TextEditState;
use egui::{Align, Frame, Id, Layout, Pos2, Rect, Response, Shape, Ui, UiBuilder, pos2, vec2};

use super::card;
use super::marks::{FieldMarks, FieldSpot};
use super::menu;
use super::sheet::{INDENT, ParagraphGap, ProseSheet};
use super::typing::{self, Typing};
use crate::app::{App, NavigationCommand};
use crate::report::Edit;
use crate::report::place::{Field, Place};
use crate::ui::commands::Commands;
use crate::ui::find_hit;
use crate::ui::theme::{self, size};

/// Forty characters and a little.
pub(crate) const MEASURE: f32 = 606.0;

/// Where and how an editor stands.
pub(crate) struct Setting<'a> {
    /// The field it edits.
    pub field: Field,
    /// What a screen reader calls it.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// Where the text begins.
    pub at: Pos2,
    /// How wide it may be.
    pub width: f32,
    /// The least height, so that a click below the text goes into it.
    pub height: f32,
    /// Left edge of the signs.
    pub signs: f32,
}

/// An editor's own state.
#[derive(Clone, Default)]
pub(crate) struct Body {
    typing: Typing,
    sheet: ProseSheet,
    /// Where the words of each comment begin on the screen: its index, and the middle of the line.
    pub comments: Vec<(usize, f32)>,
    /// Unfolded although there is no text.
    pub open: bool,
    /// Whether it had the keyboard in the last frame.
    pub was_focused: bool,
    /// The byte that the right button of the mouse was pressed on last.
    asked: usize,
}

/// The editor of a field, for the keyboard.
pub(crate) fn id(field: Field) -> Id {
    Id::unique(("prose", field))
}

/// Ties a field's editor to its label.
pub(crate) fn label(ui: &Ui, field: Field, label: Id) {
    ui.ctx().accesskit_node_builder(id(field), |node| {
        node.push_labelled_by(label.accesskit_id());
    });
}

/// Whether a field's editor has the keyboard.
pub(crate) fn has_keyboard(ctx: &egui::Context, field: Field) -> bool {
    ctx.memory(|memory| memory.has_focus(id(field)))
}

impl Body {
    /// Characters that count: no spaces, no line ends.
    pub fn characters(&self) -> usize {
        self.sheet.characters
    }

    /// Shows the editor; gives back the room it took, card included.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        setting: &Setting<'_>,
        out: &mut Commands,
    ) -> Rect {
        let Some(document) = app.document() else { return Rect::NOTHING };
        let report = document.report();
        let field = setting.field;
        let (id, held) = (id(field), report.text(field));
        self.typing.begin(ui, id, held, false);
        let arrived = self.arrive(ui, app, field);
        let marks = FieldMarks::new(app, field, |range| self.typing.shown(held, range));
        let card = marks.current.as_ref().map(|(finding, spot)| (*finding, spot.range.start));
        let gap = card.map(|(finding, byte)| {
            let height = card::height(ui, app, finding, setting.width);
            let after = if self.sheet.heading_after(byte) { 1.0 } else { 7.0 };
            (ParagraphGap { byte, height: height + 7.0 + after }, height)
        });
        let under = ui.painter().add(Shape::Noop);
        let (response, galley_pos) = self.edit(ui, setting, gap.map(|(gap, _)| gap));
        let room = response.rect;
        let to_screen = galley_pos.to_vec2();
        let shapes =
            marks.grounds(&self.sheet, to_screen, ui.clip_rect(), theme::colours(ui.ctx()));
        ui.painter().set(under, Shape::Vec(shapes));
        marks.ring(ui, &self.sheet, to_screen);
        self.comments = marks.comment_lines(&self.sheet, to_screen);
        marks.signs(ui, &self.sheet, to_screen, setting.signs, out);
        marks.numbers(ui, app, (&self.sheet, to_screen), setting.signs, out);
        menu::show(ui, &response, app, (field, self.asked), out);
        if let (Some((finding, byte)), Some((_, height))) = (card, gap) {
            let top = self.sheet.bottom_of_paragraph(byte) + galley_pos.y + 7.0;
            let rect = Rect::from_min_size(pos2(setting.at.x, top), vec2(setting.width, height));
            card::show(ui, app, finding, rect, out);
        }
        if let Some(spot) = arrived {
            self.bring_into_view(ui, &spot, to_screen, gap.map_or(0.0, |(gap, _)| gap.height));
            out.push(NavigationCommand::Arrived);
        }
        let edits = |text: &str| vec![Edit::Text(field, text.to_owned())];
        self.typing.end(&response, (report, app.cursor()), field, edits, out);
        room
    }

    fn edit(
        &mut self,
        ui: &mut Ui,
        setting: &Setting<'_>,
        gap: Option<ParagraphGap>,
    ) -> (Response, Pos2) {
        let colours = theme::colours(ui.ctx());
        let id = id(setting.field);
        let rect = Rect::from_min_size(setting.at, vec2(setting.width, setting.height));
        let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::LEFT));
        let kept = kept_selection(ui, id);
        let Self { typing, sheet, .. } = self;
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
            sheet.lay(ui, text.as_str(), width, colours, gap)
        };
        let output = ui
            .scope_builder(builder, |ui| {
                egui::TextEdit::multiline(&mut typing.text)
                    .id(id)
                    .frame(Frame::NONE)
                    .desired_width(setting.width)
                    .desired_rows(1)
                    .min_size(vec2(setting.width, setting.height))
                    .layouter(&mut layouter)
                    .show(ui)
            })
            .inner;
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(setting.name));
        if typing.text.is_empty() {
            let font = egui::FontId::proportional(size::TEXT);
            let at = setting.at + vec2(INDENT, size::PROSE_LINE / 2.0);
            let hint = setting.hint;
            ui.painter().text(at, egui::Align2::LEFT_CENTER, hint, font, colours.ink3);
        }
        let (response, galley_pos) = (output.response.response, output.galley_pos);
        let mut state = output.state;
        if kept.is_some() {
            state.cursor.set_char_range(kept);
        }
        let pressed = response.interact_pointer_pos().filter(|_| response.secondary_clicked());
        if let Some(at) = pressed {
            // A right click beside what is selected goes there.
            let at = output.galley.cursor_from_pos(at - galley_pos);
            self.asked = typing::byte_at(&self.typing.text, at.index.0);
            if !kept.is_some_and(|kept| kept.contains(egui::text::CCursorRange::one(at))) {
                state.cursor.set_char_range(Some(egui::text::CCursorRange::one(at)));
            }
            response.request_focus();
        }
        typing::forget_history(ui, id, state);
        (response, galley_pos)
    }

    /// Takes the keyboard where this field is gone to, and tells what to bring into view.
    fn arrive(&mut self, ui: &Ui, app: &App, field: Field) -> Option<FieldSpot> {
        let id = id(field);
        let spot = match app.target()? {
            Place::Field(target) if *target == field => {
                let cursor = TextEditState::load(ui.ctx(), id).and_then(|s| s.cursor.char_range());
                let at = cursor.map_or(self.typing.text.len(), |cursor| {
                    typing::byte_at(&self.typing.text, cursor.primary.index.0)
                });
                FieldSpot { range: at..at, whole: true }
            }
            Place::Text(target, range) if *target == field => {
                FieldSpot { range: range.clone(), whole: false }
            }
            _ => return None,
        };
        // Going from hit to hit leaves the keyboard in the find bar.
        if find_hit::keeps_keyboard(ui.ctx(), app) {
            return Some(spot);
        }
        ui.memory_mut(|memory| memory.request_focus(id));
        if !spot.whole {
            typing::select(ui, id, &self.typing.text, &spot.range);
        }
        Some(spot)
    }

    fn bring_into_view(&self, ui: &Ui, spot: &FieldSpot, to_screen: egui::Vec2, below: f32) {
        let rects = self.sheet.rects(&spot.range);
        let rect = rects.iter().map(|(_, rect)| *rect).reduce(Rect::union);
        if let Some(mut rect) = rect {
            if below > 0.0 {
                rect.max.y = self.sheet.bottom_of_paragraph(spot.range.start) + below;
            }
            ui.scroll_to_rect(rect.translate(to_screen).expand2(vec2(0.0, 12.0)), None);
        }
    }
}

/// What is selected while the right button of the mouse is used: that takes nothing of it away.
fn kept_selection(ui: &Ui, id: Id) -> Option<egui::text::CCursorRange> {
    let right = egui::PointerButton::Secondary;
    let used = ui.input(|input| {
        let pointer = &input.pointer;
        pointer.button_down(right) || pointer.button_released(right)
    });
    if !used {
        return None;
    }
    let range = TextEditState::load(ui.ctx(), id)?.cursor.char_range()?;
    Some(range).filter(|range| !range.is_empty())
}
