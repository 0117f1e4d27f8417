//! What an editor's text and caret will be after some events: known before the editor has seen
//! them, so that a key that leaves the cell in the same frame finds them done.

use egui::{Event, ImeEvent, Key};

use crate::edition::Kind;

/// A text with a selection, in characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CellTyping {
    /// The text that is being typed.
    pub text: String,
    /// Where the selection starts, or the caret is.
    pub from: usize,
    /// Where the selection ends.
    pub to: usize,
}

impl CellTyping {
    /// A text as it stands, with a selection.
    pub fn new(text: &str, selected: (usize, usize)) -> Self {
        let count = text.chars().count();
        let (from, to) = (selected.0.min(count), selected.1.min(count));
        Self { text: text.to_owned(), from, to }
    }

    fn count(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether all of it is selected: what is typed replaces it.
    pub fn is_fresh(&self) -> bool {
        self.from == 0 && self.to == self.count()
    }

    /// Whether an arrow would leave the text.
    pub fn at_edge(&self, forward: bool) -> bool {
        self.is_fresh()
            || self.from == self.to && if forward { self.to == self.count() } else { self.to == 0 }
    }

    fn replace(&mut self, from: usize, to: usize, with: &str) {
        let kept = self.text.chars().take(from);
        let text: String = kept.chain(with.chars()).chain(self.text.chars().skip(to)).collect();
        self.text = text;
        self.from = from + with.chars().count();
        self.to = self.from;
    }

    /// Does what the editor does with an event.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) | Event::Paste(text) => {
                self.replace(self.from, self.to, text);
            }
            Event::Cut => self.replace(self.from, self.to, ""),
            Event::Key { key, pressed: true, modifiers, .. } if modifiers.is_none() => {
                self.key(*key);
            }
            _ => {}
        }
    }

    fn key(&mut self, key: Key) {
        let (from, to, count) = (self.from, self.to, self.count());
        let caret = match key {
            Key::Backspace if from == to => return self.replace(from.saturating_sub(1), to, ""),
            Key::Delete if from == to => return self.replace(from, (to + 1).min(count), ""),
            Key::Backspace | Key::Delete => return self.replace(from, to, ""),
            Key::ArrowLeft if from == to => from.saturating_sub(1),
            Key::ArrowLeft | Key::Home if from != to => from,
            Key::ArrowRight if from == to => (to + 1).min(count),
            Key::ArrowRight => to,
            Key::Home => 0,
            Key::End => count,
            _ => return,
        };
        (self.from, self.to) = (caret, caret);
    }
}

/// What is typed into a cell of a kind: full-width digits and signs as the narrow ones they
/// stand for, no spaces. What is no figure stays, to be shown as what it is.
pub(super) fn narrow(kind: Kind, text: &str) -> String {
    if kind == Kind::AsWritten {
        return text.to_owned();
    }
    let one = |c: char| match c {
        '０'..='９' | '．' | '－' | '，' | '＋' | '／' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        // What an input method gives for the point key.
        '。' if kind == Kind::Money => '.',
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{CellTyping, narrow};
    use crate::edition::Kind;
    use egui::{Event, Key, Modifiers};

    #[test]
    fn the_first_letter_replaces() {
        let mut typing = CellTyping::new("12", (0, 2));
        typing.apply(&Event::Text("3".into()));
        typing.apply(&Event::Text("4".into()));
        assert_eq!(typing, CellTyping::new("34", (2, 2)));
        assert!(typing.at_edge(true) && !typing.at_edge(false));
        let press = |key| Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        typing.apply(&press(Key::ArrowLeft));
        typing.apply(&press(Key::Backspace));
        assert_eq!(typing, CellTyping::new("4", (0, 0)));
    }

    #[test]
    fn full_width_digits_become_narrow() {
        assert_eq!(narrow(Kind::Count, "１２ 3"), "123");
        assert_eq!(narrow(Kind::Money, "３。２万"), "3.2万");
        assert_eq!(narrow(Kind::AsWritten, "３ 元"), "３ 元");
    }
}
