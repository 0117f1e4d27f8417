//! A text by its characters.

/// A text whose characters can be reached by their number; places in it are such numbers.
pub(super) struct Reader<'a> {
    text: &'a str,
    chars: Vec<(usize, char)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, chars: text.char_indices().collect() }
    }

    /// How many characters there are.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    /// Where a character begins, in bytes of the text.
    pub(super) fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.text.len(), |(byte, _)| *byte)
    }

    /// The text from a character on.
    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.text.get(self.byte(at)..).unwrap_or_default()
    }

    /// The first character that is no space of the line.
    pub(super) fn spaces(&self, mut at: usize) -> usize {
        while self.char(at).is_some_and(|c| c.is_whitespace() && c != '\n') {
            at += 1;
        }
        at
    }
}
