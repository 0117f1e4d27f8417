//! Words that a text may be made of, one after another.

use std::collections::BTreeMap;

/// Words, found by how a text begins.
pub(crate) struct WordChain {
    /// By their first character, the longest first.
    words: BTreeMap<char, Vec<&'static str>>,
}

impl WordChain {
    /// Words with spaces between them, in several texts.
    pub(crate) fn new(texts: &[&'static str]) -> Self {
        let mut words: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
        for word in texts.iter().flat_map(|text| text.split_whitespace()) {
            words.entry(word.chars().next().unwrap_or_default()).or_default().push(word);
        }
        for words in words.values_mut() {
            words.sort_by_key(|word| usize::MAX - word.len());
        }
        Self { words }
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        let first = word.chars().next().and_then(|first| self.words.get(&first));
        first.is_some_and(|words| words.contains(&word))
    }

    /// The words that a text is, each the longest; `None` where it is more than such words.
    pub(crate) fn words_of<'a>(&self, text: &'a str) -> Option<Vec<&'a str>> {
        let mut found = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let word = self.words.get(&first)?.iter().find(|word| rest.starts_with(**word))?;
            let (word, less) = rest.split_at_checked(word.len())?;
            found.push(word);
            rest = less;
        }
        Some(found)
    }

    pub(crate) fn makes(&self, text: &str) -> bool {
        self.words_of(text).is_some()
    }
}
