//! Which stretches of a text are unchanged in another: what keeps a mark with its words while the
//! text around them changes.

use std::ops::Range;

/// Comparisons that a change is worth, at most; beyond that the stretch is taken as one change.
const MOST: usize = 1 << 22;

/// A stretch that two texts have in common, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    old: usize,
    new: usize,
    length: usize,
}

/// How stretches of an old text are found in a new one.
#[derive(Clone, Debug)]
pub struct Alignment {
    /// In order, and none overlaps another in either text.
    kept: Vec<Kept>,
    new_length: usize,
}

impl Alignment {
    /// Aligns two texts: by paragraphs first, and within what differs by characters, a number
    /// counting as one.
    #[must_use]
    pub fn new(old: &str, new: &str) -> Self {
        let mut kept = Vec::new();
        let (lines, others) = (pieces(old, line), pieces(new, line));
        let text = |range: &Range<usize>, of: &str| of.get(range.clone()).map(ToOwned::to_owned);
        let (mut at, mut other_at) = (0, 0);
        let pairs = common(&lines, &others, |a, b| text(a, old) == text(b, new));
        for (line, other) in pairs.into_iter().chain([(lines.len(), others.len())]) {
            let end = lines.get(line).map_or(old.len(), |range| range.start);
            let other_end = others.get(other).map_or(new.len(), |range| range.start);
            within((old, at..end), (new, other_at..other_end), &mut kept);
            if let Some(range) = lines.get(line) {
                kept.push(Kept { old: end, new: other_end, length: range.len() });
                (at, other_at) = (range.end, other_end + range.len());
            }
        }
        Self { kept, new_length: new.len() }
    }

    /// Where a stretch of the old text is in the new one: what is left of it, or what was put in its
    /// place. Empty where its words are gone.
    #[must_use]
    pub fn moved(&self, range: &Range<usize>) -> Range<usize> {
        let holds = |byte: usize| {
            self.kept.iter().find(move |kept| (kept.old..kept.old + kept.length).contains(&byte))
        };
        let before = self.kept.iter().rev().find(|kept| kept.old + kept.length <= range.start);
        let after = self.kept.iter().find(|kept| kept.old >= range.end);
        let start = match holds(range.start) {
            Some(kept) => kept.new + (range.start - kept.old),
            None => before.map_or(0, |kept| kept.new + kept.length),
        };
        let end = match range.end.checked_sub(1).and_then(holds) {
            Some(kept) => kept.new + (range.end - kept.old),
            None => after.map_or(self.new_length, |kept| kept.new),
        };
        start..end.max(start)
    }
}

/// Aligns two stretches by characters and numbers.
fn within(
    (old, range): (&str, Range<usize>),
    (new, other): (&str, Range<usize>),
    kept: &mut Vec<Kept>,
) {
    let (Some(a), Some(b)) = (old.get(range.clone()), new.get(other.clone())) else { return };
    let (pieces_a, pieces_b) = (pieces(a, character), pieces(b, character));
    let same = |x: &Range<usize>, y: &Range<usize>| a.get(x.clone()) == b.get(y.clone());
    for (i, j) in common(&pieces_a, &pieces_b, same) {
        let (x, y) = (&pieces_a[i], &pieces_b[j]);
        kept.push(Kept { old: range.start + x.start, new: other.start + y.start, length: x.len() });
    }
}

/// The pieces of a text: `next` gives the length of the one that the rest begins with.
fn pieces(text: &str, next: fn(&str) -> usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let end = at + next(rest).max(1);
        pieces.push(at..end);
        at = end;
    }
    pieces
}

/// A paragraph with its line break.
fn line(rest: &str) -> usize {
    rest.find('\n').map_or(rest.len(), |at| at + 1)
}

/// A character, or a number of several digits.
fn character(rest: &str) -> usize {
    let digits: usize = rest.chars().take_while(|c| is_digit(*c)).map(char::len_utf8).sum();
    if digits > 0 { digits } else { rest.chars().next().map_or(0, char::len_utf8) }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The longest sequence of equal items in both, as pairs of their indices.
fn common<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    let head = old.iter().zip(new).take_while(|(x, y)| same(x, y)).count();
    let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = rest.take_while(|(x, y)| same(x, y)).count();
    let (rows, columns) = (old.len() - head - tail, new.len() - head - tail);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    if rows > 0 && columns > 0 && rows.saturating_mul(columns) <= MOST {
        // The length of the longest sequence from a row and a column on.
        let mut lengths = vec![0_u32; (rows + 1) * (columns + 1)];
        let cell = |row: usize, column: usize| row * (columns + 1) + column;
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                lengths[cell(row, column)] = if same(&old[head + row], &new[head + column]) {
                    lengths[cell(row + 1, column + 1)] + 1
                } else {
                    lengths[cell(row + 1, column)].max(lengths[cell(row, column + 1)])
                };
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            if same(&old[head + row], &new[head + column]) {
                pairs.push((head + row, head + column));
                (row, column) = (row + 1, column + 1);
            } else if lengths[cell(row + 1, column)] >= lengths[cell(row, column + 1)] {
                row += 1;
            } else {
                column += 1;
            }
        }
    }
    pairs.extend((0..tail).map(|at| (old.len() - tail + at, new.len() - tail + at)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::Alignment;

    /// Where the first `word` of `old` is in `new`.
    fn check(old: &str, new: &str, word: &str, expected: &str) {
        let start = old.find(word).unwrap();
        let moved = Alignment::new(old, new).moved(&(start..start + word.len()));
        assert_eq!(new.get(moved.clone()), Some(expected), "{old} → {new}: {moved:?}");
    }

    #[test]
    fn words_are_found_where_they_went() {
        check("公开94条。", "公开94条。", "94", "94");
        check("公开94条。", "共公开信息94条。", "94", "94");
        check("公开94条。", "公开104条。", "94", "104");
        check("公开94条。", "公开约94条，", "94", "94");
        check("公开94条，培训2次。", "公开了94条，共培训2次", "2", "2");
        check("公开94条，培训2次。", "公开条，培训2次。", "94", "");
        check("甲\n公开94条\n乙", "乙\n甲\n公开94条", "94", "94");
        check("2024年，94件；2024年，94件。", "2025年，94件；2024年，95件。", "2024", "2025");
        check("甲 94 条,乙 95 条,丙", "甲94条，乙95条，丙", "95", "95");
        check("94", "", "94", "");
    }
}
