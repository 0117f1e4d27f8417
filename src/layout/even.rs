//! A few centred lines of about the same length: titles and table headers.

use super::line::{self, Line, Measures};
use super::measure::Shaped;
use crate::units::Length;

/// What a line more costs.
pub(super) const LINE: i64 = 100;

/// The cost of ending a line where none should end.
pub(super) const FORBIDDEN: i64 = 10_000;

/// Beyond this many characters a text is broken like prose.
const LONGEST: usize = 250;

/// The cheapest set of lines: few, broken well, and even; where all is equal, the last is long.
/// `cost` gives what it costs to end a line before a glyph.
pub(super) fn lines(text: &Shaped, width: Length, cost: impl Fn(usize) -> i64) -> Vec<Line> {
    let count = text.glyphs.len();
    if count > LONGEST {
        return line::lines(text, Measures::ragged(width));
    }
    // For each end: the least cost of the lines up to it, and where its last line begins.
    let mut best: Vec<(i64, usize)> = vec![(0, 0)];
    for end in 1..=count {
        let mut taken = Length::ZERO;
        let mut found = (i64::MAX, end - 1);
        for start in (0..end).rev() {
            let kern = if start + 1 < end { text.glyphs[start].kern } else { Length::ZERO };
            taken += text.glyphs[start].advance + kern;
            if taken > width && start + 1 < end {
                break;
            }
            let total = best[start].0 + line_cost(taken, width);
            if total <= found.0 {
                found = (total, start);
            }
        }
        let here = if end < count { cost(end) } else { 0 };
        best.push((found.0 + here, found.1));
    }
    let mut lines = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = best[end].1;
        lines.push(Line::plain(start..end));
        end = start;
    }
    lines.reverse();
    lines
}

/// [`LINE`], and up to half as much again the emptier the line: squared, so that equal lines are
/// cheapest.
pub(super) fn line_cost(taken: Length, width: Length) -> i64 {
    let empty = i64::from((width - taken).0.max(0)) * 1000 / i64::from(width.0.max(1));
    LINE + LINE / 2 * empty * empty / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::{FORBIDDEN, lines};
    use crate::font::{Face, Fonts};
    use crate::layout::Options;
    use crate::layout::measure::Measure;
    use crate::units::Length;

    fn check(text: &str, characters: i32, expected: &[&str]) {
        let shaped = Measure::new(Fonts::builtin(), Options::default()).shape(
            text,
            Face::HeiTi,
            Length::pt(10),
        );
        let forbidden = |end: usize| {
            let (a, b) = (shaped.glyphs[end - 1].shown, shaped.glyphs[end].shown);
            if crate::layout::kinsoku::may_break(a, b) { 0 } else { FORBIDDEN }
        };
        let lines = lines(&shaped, Length::pt(10) * characters, forbidden);
        let texts: Vec<String> = lines
            .iter()
            .map(|line| shaped.glyphs[line.glyphs.clone()].iter().map(|g| g.shown).collect())
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn few_and_even() {
        check("结果维持", 3, &["结果", "维持"]);
        check("（三）不予公开", 3, &["（三）", "不予", "公开"]);
        check("（三）不予公开", 4, &["（三）", "不予公开"]);
        check("三、本年度办理结果", 2, &["三、", "本", "年度", "办理", "结果"]);
        check("总计", 3, &["总计"]);
        check("", 3, &[]);
    }
}
