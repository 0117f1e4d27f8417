//! Which characters were met.

/// A set of characters that is asked for every character of a text. Only those of the basic plane
/// are kept; any other one is always new.
#[derive(Debug, Default)]
pub struct CharSet(Vec<u64>);

/// How many words of 64 bits the basic plane takes.
const WORDS: usize = 0x1_0000 / 64;

impl CharSet {
    /// Puts a character in; whether it is new.
    pub fn insert(&mut self, c: char) -> bool {
        let code = u32::from(c) as usize;
        if self.0.is_empty() {
            self.0.resize(WORDS, 0);
        }
        let Some(word) = self.0.get_mut(code / 64) else { return true };
        let bit = 1 << (code % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Whether a character may have been put in: certain for those of the basic plane.
    #[must_use]
    pub fn may_have(&self, c: char) -> bool {
        let code = u32::from(c) as usize;
        match self.0.get(code / 64) {
            Some(word) => word >> (code % 64) & 1 == 1,
            None => code / 64 >= WORDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CharSet;

    #[test]
    fn a_character_is_new_once() {
        let mut set = CharSet::default();
        let new: String =
            "政府a政a\u{ffff}\u{ffff}府b".chars().filter(|c| set.insert(*c)).collect();
        assert_eq!(new, "政府a\u{ffff}b");
        assert!(set.insert('𬒗') && set.insert('𬒗'));
        assert!(set.may_have('政') && !set.may_have('策') && set.may_have('𬒗'));
    }
}
