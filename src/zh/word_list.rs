//! Words that are looked for together.

use std::ops::Range;

/// A fixed list of words that texts are searched for, all in one pass. One word after the other would
/// go through each text as often as there are words; the rules look for some five hundred.
///
/// It is made when the program is built: an automaton for each list took longer to make, at each
/// start, than all rules take to check a report.
pub struct WordList {
    words: &'static [&'static str],
    /// A bit for each slot in which the first character of a word is.
    first: [u64; SLOTS / 64],
}

/// Into how many slots characters fall.
const SLOTS: usize = 512;

/// The slot of the character that begins at a byte, and how many bytes it has: by the last bits of
/// UTF-8, which differ between characters of one script.
#[inline]
const fn slot(bytes: &[u8], at: usize) -> (usize, usize) {
    const fn bits(bytes: &[u8], at: usize) -> usize {
        if at < bytes.len() { (bytes[at] & 0x3f) as usize } else { 0 }
    }
    match bytes[at] {
        lead @ ..0x80 => (lead as usize, 1),
        lead @ ..0xe0 => ((lead as usize & 7) << 6 | bits(bytes, at + 1), 2),
        ..0xf0 => ((bits(bytes, at + 1) & 7) << 6 | bits(bytes, at + 2), 3),
        _ => ((bits(bytes, at + 2) & 7) << 6 | bits(bytes, at + 3), 4),
    }
}

impl WordList {
    /// The words; none is empty.
    #[must_use]
    pub const fn new(words: &'static [&'static str]) -> Self {
        let mut first = [0; SLOTS / 64];
        let mut index = 0;
        while index < words.len() {
            let (slot, _) = slot(words[index].as_bytes(), 0);
            first[slot / 64] |= 1 << (slot % 64);
            index += 1;
        }
        Self { words, first }
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
        let mut next = 0;
        std::iter::from_fn(move || {
            while next < bytes.len() {
                let at = next;
                let (slot, length) = slot(bytes, at);
                next += length;
                if self.first[slot / 64] >> (slot % 64) & 1 == 1 {
                    return Some(at);
                }
            }
            None
        })
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
    use super::WordList;

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
}
