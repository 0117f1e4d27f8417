//! The current row of a list: one for the keyboard, the mouse and whoever hears it. What is
//! highlighted is what a key or a button of the list acts on.

use egui::{EventFilter, Key, Modifiers, Response, Role, Ui, WidgetInfo};

use super::widgets;

/// Rows that a page key goes over.
const PAGE: usize = 8;

/// Which row of a list is the current one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CurrentRow {
    index: usize,
    /// Whether it takes the keyboard next.
    enters: bool,
}

impl CurrentRow {
    /// The current row.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// Makes a row the current one; the keyboard stays where it is.
    pub fn put(&mut self, index: usize) {
        self.index = index;
    }

    /// The current row takes the keyboard.
    pub fn enter(&mut self) {
        self.enters = true;
    }

    /// The current row, where it takes the keyboard next.
    #[must_use]
    pub fn entering(&self) -> Option<usize> {
        self.enters.then_some(self.index)
    }

    /// Gives the keyboard to something else: whether a row would have taken it.
    pub fn give_way(&mut self) -> bool {
        std::mem::take(&mut self.enters)
    }

    /// Keeps it among the rows that there are.
    pub fn bound(&mut self, count: usize) {
        self.index = self.index.min(count.saturating_sub(1));
    }

    /// One row of `count`, called `name`: what the mouse presses or the keyboard comes to is current;
    /// the arrow, page, Home and End keys walk. Whether it is the current one.
    pub fn row(
        &mut self,
        ui: &Ui,
        response: &Response,
        (index, count): (usize, usize),
        name: &str,
    ) -> bool {
        if self.enters && self.index == index {
            response.request_focus();
            response.scroll_to_me(None);
            self.enters = false;
        }
        if response.clicked() || response.secondary_clicked() || response.gained_focus() {
            self.index = index;
            if !response.has_focus() {
                response.request_focus();
            }
        }
        if response.has_focus() {
            self.walk(ui, response, (index, count));
        }
        let current = self.index == index;
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, current, name));
        current
    }

    fn walk(&mut self, ui: &Ui, response: &Response, (index, count): (usize, usize)) {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        widgets::keep_keys(ui, response.id, filter);
        let last = count.saturating_sub(1);
        let keys = [
            (Key::ArrowDown, (index + 1).min(last)),
            (Key::ArrowUp, index.saturating_sub(1)),
            (Key::PageDown, (index + PAGE).min(last)),
            (Key::PageUp, index.saturating_sub(PAGE)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        let pressed = keys
            .into_iter()
            .find(|(key, _)| ui.input_mut(|input| input.consume_key(Modifiers::NONE, *key)));
        if let Some((_, to)) = pressed.filter(|(_, to)| *to != index) {
            (self.index, self.enters) = (to, true);
            ui.ctx().request_repaint();
        }
    }
}
