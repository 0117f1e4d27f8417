//! How much two texts have in common.

/// How many letters a text has: digits, marks and white space are none.
#[must_use]
pub fn letter_count(text: &str) -> usize {
    letters(text).count()
}

/// Percent of pairs of neighbouring letters that two texts share, rounded down; 100 for texts whose
/// letters are the same. Digits, marks, white space and the order of sentences make no difference.
#[must_use]
pub fn percent_alike(one: &str, other: &str) -> usize {
    if letters(one).eq(letters(other)) {
        return 100;
    }
    let (one, other) = (pairs(one), pairs(other));
    let (mut a, mut b, mut shared) = (0, 0, 0);
    while a < one.len() && b < other.len() {
        match one[a].cmp(&other[b]) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => (a, b, shared) = (a + 1, b + 1, shared + 1),
        }
    }
    200 * shared / (one.len() + other.len()).max(1)
}

fn letters(text: &str) -> impl Iterator<Item = u32> {
    text.chars().filter(|c| c.is_alphabetic()).map(u32::from)
}

fn pairs(text: &str) -> Vec<u64> {
    let letters: Vec<u32> = letters(text).collect();
    let pair = |pair: &[u32]| u64::from(pair[0]) << 32 | u64::from(pair[1]);
    let mut pairs: Vec<u64> = letters.windows(2).map(pair).collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::percent_alike;

    #[test]
    fn likeness_is_of_letters() {
        for (one, other, percent) in [
            ("", "", 100),
            ("无。", "无", 100),
            ("全年公开信息94条。", "全年公开信息120条", 100),
            ("甲乙丙丁戊", "甲乙丙丁己", 75),
            ("甲乙。丙丁", "丙丁。甲乙", 66),
            ("甲乙", "丙丁", 0),
            ("甲", "", 0),
        ] {
            assert_eq!(percent_alike(one, other), percent, "{one} {other}");
        }
    }
}
