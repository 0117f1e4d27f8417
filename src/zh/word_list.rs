//! Words that are looked for together.

use std::ops::Range;

/// A fixed list of words that texts are searched for, all in one pass. One word after the other would
/// go through each text as often as there are words; the rules look for some five hundred.
///
/// It is made when the program is built: an automaton for each list took longer to make, at each
/// start, than all rules take to check a report.
pub struct WordList {
    words: &'static [&'static str],
    /// Where the first characters of the words fall.
    first: Slots,
    /// Where the second ones fall; everywhere where a word has no second one.
    second: Slots,
}

/// A set of slots into which characters fall: words of 64 bits.
type Slots = [u64; 8];

/// The slot of the character with which some bytes begin, as a word and a bit in it, and how many
/// bytes it has: by the last bits of UTF-8, which differ between characters of one script.
#[inline]
const fn slot(bytes: &[u8]) -> ((usize, u8), usize) {
    let (word, bit, length) = match *bytes {
        // Most characters are Han.
        [0xe0..0xf0, a, b, ..] => (a, b, 3),
        [a @ ..0x80, ..] => (a >> 6, a, 1),
        [a @ ..0xe0, b, ..] => (a, b, 2),
        [_, _, a, b, ..] => (a, b, 4),
        _ => (0, 0, 1),
    };
    (((word & 7) as usize, bit & 0x3f), length)
}

const fn put(slots: &mut Slots, (word, bit): (usize, u8)) {
    slots[word] |= 1 << bit;
}

#[inline]
const fn has(slots: &Slots, (word, bit): (usize, u8)) -> bool {
    slots[word] >> bit & 1 == 1
}

/// What characters a text has, roughly: most words that are not in it are known not to be, without
/// going through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters(Slots);

impl Letters {
    /// Those of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (mut slots, mut rest) = ([0; 8], text.as_bytes());
        while !rest.is_empty() {
            let (slot, length) = slot(rest);
            put(&mut slots, slot);
            rest = rest.get(length..).unwrap_or_default();
        }
        Self(slots)
    }

    /// Whether a word of a list may be in the text.
    #[must_use]
    pub fn may_have(&self, list: &WordList) -> bool {
        let meets = |of: &Slots| self.0.iter().zip(of).any(|(own, other)| own & other != 0);
        meets(&list.first) && meets(&list.second)
    }
}

impl WordList {
    /// The words; none is empty.
    #[must_use]
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut first, mut second) = ([0; 8], [0; 8]);
        let mut index = 0;
        while index < words.len() {
            let word = words[index].as_bytes();
            let (one, length) = slot(word);
            put(&mut first, one);
            if length == word.len() {
                second = [u64::MAX; 8];
            } else {
                put(&mut second, slot(word.split_at(length).1).0);
            }
            index += 1;
        }
        Self { words, first, second }
    }

    /// Whether any of them is in a text.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        self.starts(text).any(|at| self.at(text, at).next().is_some())
    }

    /// Every place of each of them in a text, in bytes, with the word: in order, and of those that
    /// begin at one place in the order of the list. They may overlap.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'static str)> + 't {
        self.starts(text).flat_map(move |at| self.at(text, at).map(move |word| (at, word)))
    }

    /// The first of them in a text, the longest of those that begin there: its range in bytes.
    #[must_use]
    pub fn first_in(&self, text: &str) -> Option<Range<usize>> {
        let (at, _) = self.places(text).next()?;
        let word = self.at(text, at).max_by_key(|word| word.len())?;
        Some(at..at + word.len())
    }

    /// The longest of them that a text begins with.
    #[must_use]
    pub fn begin(&self, text: &str) -> Option<&'static str> {
        self.at(text, 0).max_by_key(|word| word.len())
    }

    /// Where a word may begin.
    fn starts<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let bytes = text.as_bytes();
        let mut rest = bytes;
        std::iter::from_fn(move || {
            while !rest.is_empty() {
                let at = bytes.len() - rest.len();
                let (slot, length) = slot(rest);
                rest = rest.get(length..).unwrap_or_default();
                if has(&self.first, slot) && self.may_follow(rest) {
                    return Some(at);
                }
            }
            None
        })
    }

    /// Whether what comes next may be the second character of a word, or need not be.
    fn may_follow(&self, rest: &[u8]) -> bool {
        if rest.is_empty() { self.second[0] == u64::MAX } else { has(&self.second, slot(rest).0) }
    }

    /// The words that are at a place of a text.
    fn at(&self, text: &str, at: usize) -> impl Iterator<Item = &'static str> {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        // The third byte tells most characters apart: looking at it first is quicker than comparing.
        let third = rest.get(2);
        self.words.iter().copied().filter(move |word| {
            let word = word.as_bytes();
            (word.len() < 3 || word.get(2) == third) && rest.starts_with(word)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Letters, WordList};

    static WORDS: WordList = WordList::new(&["公开", "公开申请", "申请", "××", "😀", "x"]);

    #[test]
    fn words_are_found() {
        let text = "依申请公开申请×××条";
        assert!(WORDS.are_in(text) && !WORDS.are_in("公布") && !WORDS.are_in(""));
        assert!(WORDS.are_in("啊😀") && WORDS.are_in("ax") && !WORDS.are_in("é😁公"));
        let places: Vec<_> = WORDS.places(text).collect();
        let (asked, open) = (text.find("申请").unwrap(), text.find("公开").unwrap());
        let (again, cross) = (text.rfind("申请").unwrap(), text.find("××").unwrap());
        let expected = [
            (asked, "申请"),
            (open, "公开"),
            (open, "公开申请"),
            (again, "申请"),
            (cross, "××"),
            (cross + 2, "××"),
        ];
        assert_eq!(places, expected);
        assert_eq!(WORDS.first_in("在公开申请中"), Some(3..15));
        assert_eq!(WORDS.first_in("没有"), None);
        assert_eq!(WORDS.begin("公开申请3件"), Some("公开申请"));
        assert_eq!((WORDS.begin("依公开"), WORDS.begin("")), (None, None));
    }

    #[test]
    fn what_is_not_in_a_text_is_known_by_its_letters() {
        static LONG: WordList = WordList::new(&["公开", "申请"]);
        for (text, may) in [("依法公开", true), ("公布开放", true), ("公布", false), ("", false)]
        {
            assert_eq!(Letters::of(text).may_have(&LONG), may, "{text}");
        }
        assert!(Letters::of("x").may_have(&WORDS) && Letters::of("a😀").may_have(&WORDS));
        assert!(LONG.are_in("公开") && !LONG.are_in("公") && WORDS.are_in("x"));
    }
}
