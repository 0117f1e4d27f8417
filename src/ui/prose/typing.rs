//! The text of a field between the report and egui's editor: composition held back, changes from
//! elsewhere taken over with the cursor kept, typing grouped into steps.

use std::ops::Range;

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Event, Id, ImeEvent, Key, Modifiers, Response, Ui};

use super::paste::{clean_line, clean_paste};
use crate::app::document::size::{MAX_LINE, MAX_PROSE};
use crate::app::{DocumentCommand, Merge, NavigationCommand};
use crate::report::place::{Field, Place};
use crate::report::{Edit, Report};
use crate::ui::commands::Commands;

/// Typing that stops for so many seconds ends a step of the history.
const PAUSE: f64 = 1.5;

/// A field's text while it is typed in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typing {
    /// What the editor shows and changes.
    pub text: String,
    /// Whether the report's text was ever taken over.
    known: bool,
    /// Whether an input method is composing: the report does not hear of it before it is done.
    composing: bool,
    pasted: bool,
    /// How many characters the text would have got by a paste that was too long.
    refused: Option<usize>,
    /// When the text was last changed.
    last: Option<f64>,
}

impl Typing {
    /// Before the editor is shown: takes over what the report holds, and looks at the events that
    /// the editor is about to get.
    pub fn begin(&mut self, ui: &Ui, id: Id, held: &str, line: bool) {
        self.refused = None;
        let focused = ui.memory(|memory| memory.has_focus(id));
        self.composing &= focused;
        if !self.composing && self.text != held {
            if self.known {
                keep_cursor(ui, id, &self.text, held);
            }
            held.clone_into(&mut self.text);
        }
        self.known = true;
        self.pasted = false;
        if focused {
            self.look(ui, id, line);
        }
    }

    fn look(&mut self, ui: &Ui, id: Id, line: bool) {
        let at_start = !line && self.before_a_paragraph(ui, id);
        let (most, held) = (most(line), self.text.chars().count());
        ui.input_mut(|input| {
            // Keys of another world, which would take text away here.
            for key in [Key::H, Key::K, Key::U, Key::W] {
                input.consume_key(Modifiers::CTRL, key);
            }
            for event in &mut input.events {
                match event {
                    Event::Paste(text) | Event::MiddleClickPaste { text, .. } if line => {
                        *text = clean_line(text);
                        self.pasted = true;
                        self.refused = self.refused.or_else(|| refuse(text, held, most));
                    }
                    Event::Paste(text) | Event::MiddleClickPaste { text, .. } => {
                        let whole = at_start && text.ends_with(['\n', '\r']);
                        *text = clean_paste(text);
                        // Whole paragraphs put before another one stay apart from it.
                        if whole && !text.is_empty() {
                            text.push('\n');
                        }
                        self.pasted = true;
                        self.refused = self.refused.or_else(|| refuse(text, held, most));
                    }
                    Event::Ime(ImeEvent::Preedit { text, .. }) => self.composing = !text.is_empty(),
                    Event::Ime(ImeEvent::Commit(_)) => self.composing = false,
                    _ => {}
                }
            }
        });
    }

    /// Whether the cursor stands at the start of a paragraph that has text.
    fn before_a_paragraph(&self, ui: &Ui, id: Id) -> bool {
        let cursor = TextEditState::load(ui.ctx(), id).and_then(|state| state.cursor.char_range());
        let Some(cursor) = cursor.and_then(|cursor| cursor.single()) else { return false };
        let byte = byte_at(&self.text, cursor.index.0);
        let (before, after) = self.text.split_at_checked(byte).unwrap_or_default();
        (before.is_empty() || before.ends_with('\n'))
            && !after.is_empty()
            && !after.starts_with('\n')
    }

    /// After the editor was shown: tells what was typed, and where the cursor is. `edits` makes
    /// the report's edits of the text.
    pub fn end(
        &mut self,
        response: &Response,
        (report, cursor): (&Report, Option<&Place>),
        field: Field,
        edits: impl FnOnce(&str) -> Vec<Edit>,
        out: &mut Commands,
    ) {
        let held = report.text(field);
        if let Some(characters) = self.refused.take() {
            let most = most(field.is_line());
            out.push(DocumentCommand::PasteRefused { characters, most });
        }
        if field.is_line() {
            self.text.retain(|c| !c.is_control());
        }
        let now = response.ctx.input(|input| input.time);
        if self.differs(held) {
            let paused = self.last.is_some_and(|last| now - last > PAUSE);
            if paused || self.pasted {
                out.push(DocumentCommand::EndMerge);
            }
            let words = Place::Field(field).words(report);
            let what = if self.pasted { "粘贴到" } else { "修改" };
            let merge = Some(Merge::Field(field));
            out.push(DocumentCommand::Edit {
                label: format!("{what} {words}"),
                edits: edits(&self.text),
                merge,
            });
            let lines = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
            if self.pasted || lines(&self.text) > lines(held) {
                out.push(DocumentCommand::EndMerge);
            }
            self.last = Some(now);
        }
        if response.lost_focus() {
            out.push(DocumentCommand::EndMerge);
            self.last = None;
        }
        let here = Place::Field(field);
        if response.has_focus() && cursor != Some(&here) {
            out.push(NavigationCommand::Cursor(Some(here)));
        }
    }

    /// Whether something else was typed than what is held, and is not still being composed.
    pub fn differs(&self, held: &str) -> bool {
        !self.composing && self.text != held
    }

    /// Whether an input method is composing.
    pub fn is_composing(&self) -> bool {
        self.composing
    }

    /// Where a range of the report's text stands in what is shown, which may be ahead of it by
    /// what was typed just now.
    pub fn shown(&self, held: &str, range: &Range<usize>) -> Range<usize> {
        if self.text == held {
            return range.clone();
        }
        let same = held.bytes().zip(self.text.bytes()).take_while(|(a, b)| a == b).count();
        if range.end <= same {
            return range.clone();
        }
        let moved = |at: usize| (at + self.text.len()).saturating_sub(held.len());
        moved(range.start)..moved(range.end)
    }
}

/// Egui's editor has a history of its own, which must not meddle with the report's.
pub(crate) fn forget_history(ui: &Ui, id: Id, mut state: TextEditState) {
    state.clear_undoer();
    state.store(ui.ctx(), id);
}

/// Puts the cursor, or a selection, into an editor.
pub(crate) fn select(ui: &Ui, id: Id, text: &str, range: &Range<usize>) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let at = |byte: usize| CCursor::new(char_at(text, byte));
    let cursor = CCursorRange::two(at(range.start), at(range.end));
    state.cursor.set_char_range(Some(cursor));
    state.store(ui.ctx(), id);
}

/// Keeps an editor's cursor at the same words when its text changes from elsewhere.
fn keep_cursor(ui: &Ui, id: Id, old: &str, new: &str) {
    let Some(mut state) = TextEditState::load(ui.ctx(), id) else { return };
    let Some(cursor) = state.cursor.char_range() else { return };
    let change = TextChange::between(old, new);
    let moved = |cursor: CCursor| CCursor::new(change.follow(cursor.index.0));
    let kept = CCursorRange::two(moved(cursor.secondary), moved(cursor.primary));
    state.cursor.set_char_range(Some(kept));
    state.store(ui.ctx(), id);
}

/// How two texts differ: so many characters alike before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TextChange {
    before: usize,
    old: usize,
    new: usize,
}

impl TextChange {
    fn between(old: &str, new: &str) -> Self {
        let before = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
        let (old_rest, new_rest) = (old.chars().skip(before), new.chars().skip(before));
        let (old_count, new_count) = (old_rest.count(), new_rest.count());
        let room = old_count.min(new_count);
        let alike = old.chars().rev().zip(new.chars().rev()).take(room);
        let after = alike.take_while(|(a, b)| a == b).count();
        Self { before, old: old_count - after, new: new_count - after }
    }

    /// Where a cursor goes: with its words, else to the end of what was changed.
    fn follow(self, cursor: usize) -> usize {
        let put_in_here = cursor == self.before && self.old == 0;
        if cursor <= self.before && !put_in_here {
            cursor
        } else if cursor >= self.before + self.old {
            cursor - self.old + self.new
        } else {
            self.before + self.new
        }
    }
}

/// How many characters a text may have in the window.
fn most(line: bool) -> usize {
    if line { MAX_LINE } else { MAX_PROSE }
}

/// Takes a pasted text away that would make one of `held` characters longer than it may be; how
/// many it would have.
fn refuse(pasted: &mut String, held: usize, most: usize) -> Option<usize> {
    let all = held + pasted.chars().count();
    (all > most).then(|| {
        pasted.clear();
        all
    })
}

/// The character at a byte.
pub(crate) fn char_at(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

/// The byte of a character; past the end, the text's length.
pub(crate) fn byte_at(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::{TextChange, Typing};

    #[test]
    fn the_cursor_follows_its_words() {
        for (old, new, cursor, expected) in [
            ("甲乙丙", "甲乙丙", 2, 2),
            ("甲乙丙", "甲丙", 3, 2),
            ("甲乙丙", "甲丙", 1, 1),
            ("甲乙丙丁", "甲丁", 2, 1),
            ("甲丁", "甲乙丙丁", 1, 3),
            ("甲丁", "甲乙丙丁", 2, 4),
            ("甲甲", "甲甲甲", 2, 3),
            ("", "甲", 0, 1),
            ("甲乙", "", 2, 0),
        ] {
            assert_eq!(TextChange::between(old, new).follow(cursor), expected, "{old} {new}");
        }
    }

    #[test]
    fn ranges_move_with_what_is_typed_before_them() {
        let typing = Typing { text: "甲nihao乙丙".into(), ..Typing::default() };
        let held = "甲乙丙";
        assert_eq!(typing.shown(held, &(0..3)), 0..3);
        assert_eq!(typing.shown(held, &(6..9)), 11..14);
    }
}
