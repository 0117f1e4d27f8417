//! The keyboard, event by event in the order given: two keys in one frame both count.
//!
//! What moves the cursor or works on the block is done here; what edits the text of one cell is
//! left to the live editor, unless a move follows it in the same frame.

use egui::{Event, ImeEvent, Key, Modifiers};

use super::typing::{CellTyping, narrow};
use super::view::{Arrows, GridCx, GridView, editor_id, selected};

/// Takes the events that belong to the grid; the others stay for the live editor and the rest of
/// the window. `page` is how many rows a screenful is.
pub(super) fn walk(view: &mut GridView, cx: &mut GridCx<'_, '_>, page: usize) {
    let Some(active) = view.active else { return };
    let ctx = cx.ctx.clone();
    let events = ctx.input_mut(|input| std::mem::take(&mut input.events));
    let mut walk = Walk { typing: typing(view, cx, active), view, cx, page, kept: Vec::new() };
    for event in events {
        walk.event(event);
    }
    let kept = walk.kept;
    ctx.input_mut(|input| input.events = kept);
}

fn typing(view: &GridView, cx: &GridCx<'_, '_>, cell: usize) -> CellTyping {
    let all = (0, view.text.chars().count());
    let selected = selected(cx.ctx, editor_id(cx.sheet.table, cell)).unwrap_or(all);
    CellTyping::new(&view.text, selected)
}

struct Walk<'a, 'b, 'c> {
    view: &'a mut GridView,
    cx: &'a mut GridCx<'b, 'c>,
    page: usize,
    /// What stands in the cell once the editor has had the events kept so far.
    typing: CellTyping,
    kept: Vec<Event>,
}

impl Walk<'_, '_, '_> {
    fn active(&self) -> usize {
        self.view.active.unwrap_or(0)
    }

    fn is_total(&self) -> bool {
        self.cx.sheet.is_total(self.active())
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Key { key, pressed: true, modifiers, .. } => {
                if !self.key(key, modifiers) {
                    self.keep(event);
                }
            }
            Event::Text(text) => self.text(&text, Event::Text),
            Event::Ime(ImeEvent::Preedit { ref text, .. }) => {
                self.view.composing = !text.is_empty();
                self.kept.push(event);
            }
            Event::Ime(ImeEvent::Commit(text)) => {
                self.view.composing = false;
                self.text(&text, |text| Event::Ime(ImeEvent::Commit(text)));
            }
            Event::Copy if self.works_on_cells() => self.view.copy(self.cx),
            Event::Cut if self.works_on_cells() => {
                self.commit();
                self.view.copy(self.cx);
                self.view.clear(self.cx, "剪切");
            }
            Event::Paste(text) => self.paste(&text),
            other => self.keep(other),
        }
    }

    /// Leaves an event to the editor.
    fn keep(&mut self, event: Event) {
        self.typing.apply(&event);
        self.kept.push(event);
    }

    /// Whether copying means cells, not letters in one.
    fn works_on_cells(&self) -> bool {
        self.view.is_block() || self.is_total() || !self.view.edits_text()
    }

    fn text(&mut self, text: &str, event: impl Fn(String) -> Event) {
        if self.is_total() {
            self.view.notice = Some("总计由程序计算，不用填写。".into());
            return;
        }
        if self.view.is_block() {
            self.collapse();
        }
        let text = narrow(self.cx.sheet.kind(self.active()), text);
        if !text.is_empty() {
            self.keep(event(text));
        }
    }

    fn paste(&mut self, text: &str) {
        let single = !text.trim_end_matches(['\r', '\n']).contains(['\t', '\n', '\r']);
        if single && self.view.edits_text() && !self.view.is_block() {
            let text = narrow(self.cx.sheet.kind(self.active()), text);
            return self.keep(Event::Paste(text));
        }
        self.commit();
        self.view.paste(self.cx, text);
        self.reload();
    }

    /// Takes the block back to the active cell, all of it selected.
    fn collapse(&mut self) {
        let active = self.active();
        self.view.enter(self.cx, active);
        self.reload();
    }

    fn reload(&mut self) {
        self.typing = typing(self.view, self.cx, self.active());
    }

    /// Makes what was typed so far count, as the editor would have.
    fn commit(&mut self) {
        self.kept
            .retain(|event| !matches!(event, Event::Text(_) | Event::Ime(_) | Event::Key { .. }));
        if self.typing.text != self.view.text {
            self.view.text.clone_from(&self.typing.text);
            self.view.send(self.cx);
        }
    }

    /// Whether the key was for the grid.
    fn key(&mut self, key: Key, modifiers: Modifiers) -> bool {
        if modifiers.alt {
            return false;
        }
        match (key, modifiers.command, modifiers.shift) {
            (Key::Escape, false, false) => {
                self.commit();
                self.view.take_back(self.cx);
                self.reload();
            }
            (Key::F2, false, false) => {
                self.view.edit(self.cx);
                self.reload();
            }
            (Key::Tab, false, back) => return self.tab(!back),
            (Key::Enter, false, back) => self.enter_key(!back),
            (Key::Delete | Key::Backspace, false, false) if self.view.is_block() => {
                self.view.clear(self.cx, "清除");
            }
            (Key::D, true, false) => {
                self.commit();
                self.view.fill_down(self.cx);
            }
            (Key::R, true, false) => {
                self.commit();
                self.view.fill_right(self.cx);
            }
            (Key::A, true, false) if !self.view.edits_text() => self.select_table(),
            (Key::Home | Key::End, true, false) => self.table_end(key == Key::End),
            (Key::Home | Key::End, false, false) if !self.view.edits_text() => {
                let end = self.cx.steps().row_end(self.active(), key == Key::End);
                self.go(Some(end), true);
            }
            (Key::PageUp | Key::PageDown, false, false) => {
                let page = isize::try_from(self.page.max(1)).unwrap_or(1);
                self.vertical(if key == Key::PageUp { -page } else { page });
            }
            (Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight, false, true) => {
                return self.extend(key);
            }
            (Key::ArrowUp | Key::ArrowDown, false, false) => {
                self.vertical(if key == Key::ArrowUp { -1 } else { 1 });
            }
            (Key::ArrowLeft | Key::ArrowRight, false, false) => {
                return self.sideways(key == Key::ArrowRight);
            }
            _ => return false,
        }
        true
    }

    /// Goes to a cell, where there is one; ends the typing and the block in any case.
    fn go(&mut self, cell: Option<usize>, sideways: bool) {
        self.commit();
        let cell = cell.unwrap_or(self.active());
        if sideways {
            self.view.enter_goal_column(self.cx, cell);
        } else {
            self.view.enter(self.cx, cell);
        }
        self.reload();
    }

    fn vertical(&mut self, rows: isize) {
        let next = self.cx.steps().down(self.active(), self.view.goal_column, rows);
        self.go(next, false);
    }

    fn sideways(&mut self, forward: bool) -> bool {
        let leaves = self.view.is_block() || self.is_total() || self.typing.at_edge(forward);
        if leaves {
            let next = self.cx.steps().across(self.active(), forward);
            self.go(next, true);
        }
        leaves
    }

    /// Past the last cell Tab leaves the table for what follows it in the window.
    fn tab(&mut self, forward: bool) -> bool {
        let next = self.cx.steps().next_typed(self.active(), forward);
        if next.is_some() {
            self.go(next, true);
        } else {
            self.commit();
            let direction =
                if forward { egui::FocusDirection::Next } else { egui::FocusDirection::Previous };
            self.cx.ctx.memory_mut(|memory| memory.move_focus(direction));
        }
        true
    }

    fn enter_key(&mut self, forward: bool) {
        let next = self.cx.steps().next_in_column(self.active(), forward);
        self.go(next, true);
    }

    fn table_end(&mut self, last: bool) {
        let cells = self.cx.sheet.form.cells.len();
        self.go(Some(if last { cells - 1 } else { 0 }), true);
    }

    fn select_table(&mut self) {
        self.table_end(false);
        self.view.corner = Some(self.cx.sheet.form.cells.len() - 1);
    }

    /// Moves the block's other corner; while a text is edited, the selection in it instead.
    fn extend(&mut self, key: Key) -> bool {
        let across = matches!(key, Key::ArrowLeft | Key::ArrowRight);
        if across && self.view.edits_text() {
            return false;
        }
        self.commit();
        let corner = self.view.corner.unwrap_or(self.active());
        let forward = matches!(key, Key::ArrowRight | Key::ArrowDown);
        let steps = self.cx.steps();
        let next = if across {
            steps.across(corner, forward)
        } else {
            let goal_column = self.cx.shape.cell_rects[corner].column;
            steps.down(corner, goal_column, if forward { 1 } else { -1 })
        };
        if let Some(next) = next {
            self.view.corner = Some(next);
            self.view.arrows = Arrows::Cells;
            self.view.scroll.show(self.cx.shape, self.cx.shape.cell_rects[next]);
        }
        true
    }
}
