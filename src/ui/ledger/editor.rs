//! Typing in a cell of the list, as in the form's tables: what is typed replaces what was there,
//! Enter goes down, Tab to the right, Esc takes back.

use egui::{EventFilter, FontId, Frame, Id, Key, Modifiers, Rect, TextEdit, Ui, pos2, vec2};

use crate::app::LedgerCommand;
use crate::app::ledger::document::LedgerDocument;
use crate::ledger::RequestField;
use crate::ui::commands::Commands;
use crate::ui::theme::{self, size};
use crate::ui::widgets;

use super::cells::choices;

/// A cell that is being typed in.
#[derive(Clone, Debug)]
pub(super) struct CellEditor {
    pub row: usize,
    pub field: RequestField,
    pub text: String,
    /// What stood there before.
    before: String,
    /// It has only now been opened.
    fresh: bool,
    /// Which of the values that fit is chosen by the arrow keys.
    choice: Option<usize>,
}

/// How typing in a cell ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EditEnd {
    /// It goes on.
    Open,
    /// Enter: on in the next row.
    Down,
    /// Tab: on in the next column.
    Right,
    /// Shift and Tab: on in the column before.
    Left,
    /// Esc, or the keyboard went elsewhere.
    Closed,
}

impl CellEditor {
    /// Begins to type: with what stands there, or with what was typed in its place.
    pub(super) fn new(
        row: usize,
        field: RequestField,
        before: String,
        typed: Option<String>,
    ) -> Self {
        let text = typed.unwrap_or_else(|| before.clone());
        Self { row, field, text, before, fresh: true, choice: None }
    }

    /// Draws the field over its cell.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        (rect, document): (Rect, &LedgerDocument),
        out: &mut Commands,
    ) -> EditEnd {
        let colours = theme::colours(ui.ctx());
        ui.painter().rect_filled(rect, 0.0, colours.surface);
        let id = Id::unique("ledger cell");
        if self.fresh && self.text != self.before {
            self.write(out);
        }
        let fitting = self.fitting(document);
        let end = self.keys(ui, &fitting, out);
        let edit = TextEdit::singleline(&mut self.text)
            .id(id)
            .frame(Frame::NONE)
            .margin(vec2(8.0, 3.0))
            .return_key(None)
            .font(FontId::proportional(size::SMALL));
        let response = ui.put(rect, edit).accessible_name(self.field.heading());
        ui.memory_mut(|memory| {
            let filter = EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            memory.set_focus_lock_filter(id, filter);
        });
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
            let end = egui::text::CCursor::new(self.text.chars().count());
            let mut state = egui::text_edit::TextEditState::load(ui.ctx(), id).unwrap_or_default();
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), id);
        } else if response.changed() {
            self.choice = None;
            self.write(out);
        }
        widgets::focus_ring(ui.painter(), rect, egui::CornerRadius::same(2), colours);
        self.list(ui, rect, &fitting);
        match end {
            EditEnd::Open if response.lost_focus() => EditEnd::Closed,
            end => end,
        }
    }

    fn write(&self, out: &mut Commands) {
        let (row, field, text) = (self.row, self.field, self.text.clone());
        out.push(LedgerCommand::Write { row, field, text });
    }

    /// The values of which what was typed is a part.
    fn fitting(&self, document: &LedgerDocument) -> Vec<String> {
        let typed = self.text.trim();
        let fits = |choice: &String| typed == self.before.trim() || choice.contains(typed);
        choices(document, self.row, self.field).into_iter().filter(fits).collect()
    }

    fn keys(&mut self, ui: &Ui, fitting: &[String], out: &mut Commands) -> EditEnd {
        let (none, shift) = (Modifiers::NONE, Modifiers::SHIFT);
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(none, Key::Escape) {
            self.text.clone_from(&self.before);
            self.write(out);
            return EditEnd::Closed;
        }
        let last = fitting.len().checked_sub(1);
        if let Some(last) = last {
            if pressed(none, Key::ArrowDown) {
                self.choice = Some(self.choice.map_or(0, |at| (at + 1).min(last)));
            }
            if pressed(none, Key::ArrowUp) {
                self.choice = self.choice.and_then(|at| at.checked_sub(1));
            }
        }
        let enter = pressed(none, Key::Enter);
        let back = pressed(shift, Key::Tab);
        let tab = pressed(none, Key::Tab);
        if !(enter || tab || back) {
            return EditEnd::Open;
        }
        if let Some(choice) = self.choice.and_then(|at| fitting.get(at)) {
            self.text.clone_from(choice);
            self.write(out);
        }
        match (enter, back) {
            (true, _) => EditEnd::Down,
            (_, true) => EditEnd::Left,
            _ => EditEnd::Right,
        }
    }

    /// The values that fit, below the cell; the arrow keys choose among them.
    fn list(&self, ui: &Ui, rect: Rect, fitting: &[String]) {
        if fitting.is_empty() {
            return;
        }
        let colours = theme::colours(ui.ctx());
        let layer = egui::LayerId::new(egui::Order::Foreground, Id::unique("ledger choices"));
        let painter = ui.ctx().layer_painter(layer);
        let shown = 8.min(fitting.len());
        let from = self.choice.map_or(0, |at| (at + 1).saturating_sub(shown));
        #[allow(clippy::cast_precision_loss)] // Eight at most.
        let height = shown as f32 * 24.0 + 8.0;
        let width = rect.width().max(260.0);
        let below = rect.bottom() + height < ui.ctx().content_rect().bottom();
        let top = if below { rect.bottom() + 2.0 } else { rect.top() - 2.0 - height };
        let left = rect.left().min(ui.ctx().content_rect().right() - width - 8.0);
        let card = Rect::from_min_size(pos2(left, top), vec2(width, height));
        let edge = egui::Stroke::new(1.0, colours.line2);
        painter.rect(card, 6.0, colours.raised, edge, egui::StrokeKind::Inside);
        let mut y = card.top() + 4.0;
        for (index, choice) in fitting.iter().enumerate().skip(from).take(shown) {
            let line = Rect::from_min_size(pos2(card.left() + 4.0, y), vec2(width - 8.0, 24.0));
            if self.choice == Some(index) {
                painter.rect_filled(line, 4.0, colours.accent_soft);
            }
            let galley =
                widgets::elided(&painter, choice, size::SMALL, colours.ink, line.width() - 16.0);
            let at = pos2(line.left() + 8.0, line.center().y - galley.size().y / 2.0);
            painter.galley(at, galley, colours.ink);
            y += 24.0;
        }
    }
}
