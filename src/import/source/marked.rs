//! Characters that a source shows raised, lowered or struck out. They stand beside the words and
//! figures, not in them: readers put a sign before each such character, `flow` takes them out.

use std::borrow::Cow;

use crate::import::blocks::AsideKind;

/// Stands before a character that is set higher or lower than its line; no text has it.
const RAISED: char = '\u{FDD0}';

/// Stands before a character with a line through it; no text has it.
const STRUCK: char = '\u{FDD1}';

/// Stands before a character that is not to be seen; no text has it.
const UNSEEN: char = '\u{FDD2}';

/// Adds a character as it is shown; what a source has of the signs themselves says nothing.
pub(super) fn push(text: &mut String, c: char, aside: Option<AsideKind>) {
    if matches!(c, RAISED | STRUCK | UNSEEN) {
        return;
    }
    text.extend(aside.filter(|_| !c.is_whitespace()).map(sign));
    text.push(c);
}

/// All characters of a text as they are shown.
pub(super) fn marked(text: &str, aside: Option<AsideKind>) -> String {
    let mut marked = String::new();
    text.chars().for_each(|c| push(&mut marked, c, aside));
    marked
}

fn sign(aside: AsideKind) -> char {
    match aside {
        AsideKind::Raised => RAISED,
        AsideKind::Struck => STRUCK,
        AsideKind::Unseen => UNSEEN,
    }
}

/// Whether some character of a text is marked.
pub(super) fn has_marks(text: &str) -> bool {
    text.contains([RAISED, STRUCK, UNSEEN])
}

/// A text taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Unmarked {
    /// The text without what is raised or struck out.
    pub words: String,
    /// The text with what is raised, as prose has it.
    pub prose: String,
    pub raised: String,
    pub struck: String,
    pub unseen: String,
    /// Something raised is right behind a digit.
    pub at_digit: bool,
}

/// Takes a text with marks apart.
pub(super) fn unmarked(text: &str) -> Unmarked {
    let mut parts = Unmarked::default();
    let mut last = None;
    let mut characters = text.chars();
    while let Some(sign) = characters.next() {
        let kind = match sign {
            RAISED => AsideKind::Raised,
            STRUCK => AsideKind::Struck,
            UNSEEN => AsideKind::Unseen,
            c => {
                parts.words.push(c);
                parts.prose.push(c);
                last = None;
                continue;
            }
        };
        let Some(c) = characters.next() else { break };
        let aside = match kind {
            AsideKind::Raised => {
                parts.prose.push(c);
                let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
                parts.at_digit |= parts.words.trim_end().ends_with(digit);
                &mut parts.raised
            }
            AsideKind::Struck => &mut parts.struck,
            AsideKind::Unseen => &mut parts.unseen,
        };
        if last != Some(kind) && !aside.is_empty() {
            aside.push(' ');
        }
        aside.push(c);
        last = Some(kind);
    }
    parts
}

/// Whether a character's text is not to be seen.
pub(super) fn is_unseen(text: &str) -> bool {
    text.starts_with(UNSEEN)
}

/// A text with all that is not to be seen as its words.
pub(super) fn seen(text: &str) -> String {
    text.replace(UNSEEN, "")
}

/// A text with what was not to be seen as its words, where it has no others and they are no figure:
/// white words on a ground that nothing says the colour of.
pub(super) fn revealed(text: String) -> String {
    let parts = if text.contains(UNSEEN) { unmarked(&text) } else { return text };
    let digit = |c: char| c.is_ascii_digit();
    if parts.prose.trim().is_empty() && !parts.unseen.contains(digit) {
        text.replace(UNSEEN, "")
    } else {
        text
    }
}

/// A text without signs and without what is struck out.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if has_marks(text) { Cow::Owned(unmarked(text).prose) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::{AsideKind, marked, shown, unmarked};

    #[test]
    fn what_is_beside_the_words_is_taken_out() {
        let text = marked("9 8", Some(AsideKind::Struck))
            + "37"
            + &marked("1", Some(AsideKind::Raised))
            + &marked("\u{FDD0}件", None);
        let parts = unmarked(&text);
        assert_eq!((parts.words.as_str(), parts.prose.as_str()), (" 37件", " 371件"));
        assert_eq!((parts.raised.as_str(), parts.struck.as_str()), ("1", "9 8"));
        assert!(parts.at_digit);
        assert_eq!(shown(&text), " 371件");
    }
}
