//! A page's words on their way into paragraphs, white space as a browser shows it.

use super::veil::Veil;
use crate::import::blocks::AsideKind;
use crate::import::source::flow::{AT_RIGHT, FlowItem};
use crate::import::source::marked;

/// Where in the page something is.
#[derive(Clone, Copy, Default)]
pub(super) struct FlowLevel {
    pub depth: usize,
    pub right: bool,
    pub preformatted: bool,
    /// Within a table's cell.
    pub in_cell: bool,
    /// Beside the words rather than in them.
    pub aside: Option<AsideKind>,
    /// Whether the words are seen.
    pub veil: Veil,
}

/// Paragraphs and tables as they come.
#[derive(Default)]
pub(super) struct ParagraphFlow {
    pub pieces: Vec<FlowItem>,
    line: String,
    /// White space is due where more of the line follows; `Some(true)` where the source's own
    /// line ends in it.
    space: Option<bool>,
}

impl ParagraphFlow {
    /// Words with their white space as one space; between Chinese characters a line's end is none.
    pub(super) fn words(&mut self, text: &str, level: FlowLevel) {
        let aside = Some(AsideKind::Unseen).filter(|_| level.veil.hides()).or(level.aside);
        for c in text.chars() {
            if level.preformatted && c == '\n' {
                self.end(level.right);
            } else if level.preformatted && matches!(c, '\t' | ' ') {
                if self.space.take().is_some() {
                    self.line.push(' ');
                }
                self.line.push(c);
            } else if c.is_ascii_whitespace() {
                let broken = c != ' ' && c != '\t';
                if !self.line.is_empty() {
                    self.space = Some(broken || self.space == Some(true));
                }
            } else {
                let wide = |c: char| !c.is_ascii() && c != '\u{A0}';
                let between = self.line.chars().next_back().is_some_and(wide) && wide(c);
                if self.space.take().is_some_and(|broken| !(broken && between)) {
                    self.line.push(' ');
                }
                marked::push(&mut self.line, if c == '\u{A0}' { ' ' } else { c }, aside);
            }
        }
    }

    pub(super) fn end(&mut self, right: bool) {
        self.space = None;
        let line = marked::revealed(std::mem::take(&mut self.line));
        if !line.trim().is_empty() {
            let indent = if right { AT_RIGHT } else { "" };
            self.pieces.push(FlowItem::Text(format!("{indent}{}", line.trim_end())));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.line.trim().is_empty()
    }

    pub(super) fn finish(mut self) -> Vec<FlowItem> {
        self.end(false);
        self.pieces
    }
}
