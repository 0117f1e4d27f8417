//! One paragraph → lines. The only place that breaks lines.
//!
//! Greedy, line by line, as Chinese is set: a line takes what fits; where it may not break there,
//! marks in it are pressed together to take in what must stay with it, or else it gives up
//! characters until it may break. A line that is a little short is spread to the measure. Pure
//! Chinese lines need none of this and keep the character grid.

use std::ops::Range;

use super::kinsoku::{closes, has_room, may_break};
use super::measure::{Glyph, Shaped};
use super::number_units::{LONGEST, parts_unit};
use super::page::Run;
use super::sheet::small;
use crate::report::place::Place;
use crate::units::Length;

/// How a paragraph fills its lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measures {
    /// Width of the first line.
    pub first: Length,
    /// Width of the others.
    pub rest: Length,
    /// Whether lines but the last are pressed or spread to their width.
    pub justify: bool,
}

impl Measures {
    /// Lines of one width that end where they end.
    pub fn ragged(width: Length) -> Self {
        Self { first: width, rest: width, justify: false }
    }
}

/// What is added between the characters of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    /// The same length is added between all characters.
    Spread(Length),
    /// Taken away where marks have room, and from a mark at the end.
    Press {
        between: Length,
        end: Length,
    },
}

/// One line of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The line's glyphs: indices into the shaped text.
    pub glyphs: Range<usize>,
    /// Whether it had to end where no line should: one word or row of marks filled it.
    pub forced: bool,
    gap: Gap,
}

/// Breaks a paragraph; an empty one has no line.
pub(super) fn lines(text: &Shaped, measures: Measures) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.glyphs.len() {
        let width = if start == 0 { measures.first } else { measures.rest };
        let line = next_line(text, start, width, measures.justify);
        start = line.glyphs.end;
        lines.push(line);
    }
    lines
}

fn next_line(text: &Shaped, start: usize, width: Length, justify: bool) -> Line {
    let glyphs = &text.glyphs;
    let (fit, natural) = fitting(glyphs, start, width);
    if fit == glyphs.len() {
        return Line { glyphs: start..fit, forced: false, gap: Gap::None };
    }
    if justify
        && !breaks_at(glyphs, fit)
        && let Some(line) = pressed(text, start..fit, natural - width)
    {
        return line;
    }
    let end = (start + 1..=fit).rev().find(|end| breaks_at(glyphs, *end));
    let forced = end.is_none();
    let end = end.unwrap_or(fit);
    let slack = width - text.width(start..end);
    let gap = if justify { spread(text, end - start, slack) } else { Gap::None };
    Line { glyphs: start..end, forced, gap }
}

/// How far a line reaches that takes all that fits (at least one glyph), and its width.
fn fitting(glyphs: &[Glyph], start: usize, width: Length) -> (usize, Length) {
    let mut natural = Length::ZERO;
    for (index, glyph) in glyphs.iter().enumerate().skip(start) {
        if natural + glyph.advance > width && index > start {
            return (index, natural);
        }
        natural += glyph.advance + glyph.kern;
    }
    (glyphs.len(), natural)
}

/// Whether a line may end before a glyph.
pub(super) fn breaks_at(glyphs: &[Glyph], end: usize) -> bool {
    end == glyphs.len()
        || (may_break(glyphs[end - 1].shown, glyphs[end].shown) && !is_within_unit(glyphs, end))
}

/// Whether a line that ends before a glyph would part the unit of a number: 30万|元.
fn is_within_unit(glyphs: &[Glyph], end: usize) -> bool {
    let from = end.saturating_sub(LONGEST);
    let number = (from..end).rev().find(|index| glyphs[*index].shown.is_ascii_digit());
    number.is_some_and(|number| {
        let unit = &glyphs[number + 1..(number + 1 + LONGEST).min(glyphs.len())];
        parts_unit(unit.iter().map(|glyph| glyph.shown), end - number - 1)
    })
}

/// Width of the longest piece that no line should break.
pub(super) fn longest_piece(text: &Shaped) -> Length {
    let mut longest = Length::ZERO;
    let mut piece = Length::ZERO;
    for (end, glyph) in (1..).zip(&text.glyphs) {
        piece += glyph.advance;
        if breaks_at(&text.glyphs, end) {
            longest = longest.max(piece);
            piece = Length::ZERO;
        }
    }
    longest
}

/// Takes in up to three more glyphs by pressing marks together: first the one that comes to stand
/// at the end, by half, then those in the line, by two fifths at most.
fn pressed(text: &Shaped, fitting: Range<usize>, mut excess: Length) -> Option<Line> {
    let Range { start, end: fit } = fitting;
    for end in fit + 1..=(fit + 3).min(text.glyphs.len()) {
        excess += text.glyphs[end - 1].advance;
        if !breaks_at(&text.glyphs, end) {
            excess += text.glyphs[end - 1].kern;
            continue;
        }
        let last = text.glyphs[end - 1];
        let at_end =
            if gives_at_end(text, last) { excess.min(text.size / 2) } else { Length::ZERO };
        let more = excess - at_end;
        let rooms = (start..end - 1).filter(|index| room_after(text, *index)).count();
        if more > text.size.scale(2, 5) * small(rooms) {
            return None;
        }
        // Rounded up, so that the line does fit.
        let between = Length::milli((more.0 + small(rooms) - 1) / small(rooms).max(1));
        let gap = Gap::Press { between, end: at_end };
        return Some(Line { glyphs: start..end, forced: false, gap });
    }
    None
}

/// Whether a glyph is a full-width mark that leaves its right half empty.
fn gives_at_end(text: &Shaped, glyph: Glyph) -> bool {
    glyph.advance == text.size && closes(glyph.shown)
}

/// Whether there is half an em of room between a glyph and the next, still to be taken.
fn room_after(text: &Shaped, index: usize) -> bool {
    let (a, b) = (text.glyphs[index], text.glyphs[index + 1]);
    let full = |glyph: Glyph| glyph.advance == text.size;
    a.kern == Length::ZERO && full(a) && full(b) && has_room(a.shown, b.shown)
}

/// Spreads a line that is short by at most two characters; one that is shorter would look torn.
fn spread(text: &Shaped, glyphs: usize, slack: Length) -> Gap {
    if glyphs < 2 || slack <= Length::ZERO || slack > text.size * 2 {
        return Gap::None;
    }
    Gap::Spread(slack / small(glyphs - 1))
}

impl Line {
    /// A line set as it is.
    pub fn plain(glyphs: Range<usize>) -> Self {
        Self { glyphs, forced: false, gap: Gap::None }
    }

    /// What is added after a glyph that is not the line's last.
    fn gap_after(&self, text: &Shaped, index: usize) -> Length {
        let gap = match self.gap {
            Gap::Spread(gap) => gap,
            Gap::Press { between, .. } if room_after(text, index) => -between,
            Gap::None | Gap::Press { .. } => Length::ZERO,
        };
        text.glyphs[index].kern + gap
    }

    /// What a mark at the line's end gives up.
    fn cut(&self) -> Length {
        if let Gap::Press { end, .. } = self.gap { end } else { Length::ZERO }
    }

    /// The line's width as set.
    pub fn width(&self, text: &Shaped) -> Length {
        let Range { start, end } = self.glyphs;
        let advances: Length = text.glyphs[start..end].iter().map(|glyph| glyph.advance).sum();
        let gaps: Length =
            (start..end.saturating_sub(1)).map(|index| self.gap_after(text, index)).sum();
        advances + gaps - self.cut()
    }

    /// The line as runs of one face and one spacing, from `x` on.
    ///
    /// `place` names what the bytes of a run show.
    pub fn runs(
        &self,
        text: &Shaped,
        x: Length,
        baseline: Length,
        place: impl Fn(Range<usize>) -> Option<Place>,
    ) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut x = x;
        let mut start = self.glyphs.start;
        while start < self.glyphs.end {
            let (end, spacing, width) = self.run_from(text, start);
            let glyphs = &text.glyphs[start..end];
            let original = || glyphs.iter().map(|glyph| glyph.original).collect();
            runs.push(Run {
                tag: None,
                stands_for: glyphs[0].is_missing().then(original),
                x,
                baseline,
                size: text.size,
                face: glyphs[0].face,
                text: glyphs.iter().map(|glyph| glyph.shown).collect(),
                spacing,
                width,
                place: place(text.at(start)..text.at(end)),
            });
            x += width;
            if end < self.glyphs.end {
                x += self.gap_after(text, end - 1);
            }
            start = end;
        }
        runs
    }

    /// End, spacing and width of the run that begins at a glyph.
    fn run_from(&self, text: &Shaped, start: usize) -> (usize, Length, Length) {
        let last = self.glyphs.end - 1;
        let face = text.glyphs[start].face;
        let missing = text.glyphs[start].is_missing();
        let spacing = if start < last { self.gap_after(text, start) } else { Length::ZERO };
        let mut width = text.glyphs[start].advance;
        let mut end = start + 1;
        while end <= last
            && text.glyphs[end].face == face
            && text.glyphs[end].is_missing() == missing
            && self.gap_after(text, end - 1) == spacing
        {
            width += spacing + text.glyphs[end].advance;
            end += 1;
        }
        if end > last {
            width -= self.cut();
        }
        (end, if end == start + 1 { Length::ZERO } else { spacing }, width)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Measures, breaks_at, lines};
    use crate::font::{Face, Fonts};
    use crate::layout::Options;
    use crate::layout::kinsoku::has_room;
    use crate::layout::measure::Measure;
    use crate::layout::page::Run;
    use crate::testing::cases;
    use crate::units::Length;

    const EM: Length = Length::pt(10);

    /// The runs of each line of a text, `width` characters wide.
    fn set(text: &str, width: i32) -> Vec<Vec<Run>> {
        let shaped =
            Measure::new(Fonts::builtin(), Options::default()).shape(text, Face::FangSong, EM);
        let measures = Measures { first: EM * width, rest: EM * width, justify: true };
        let lines = lines(&shaped, measures);
        lines.iter().map(|line| line.runs(&shaped, Length::ZERO, EM, |_| None)).collect()
    }

    /// Runs of a line overlap by the blank half of a mark at most.
    fn check_apart(runs: &[Run]) {
        for pair in runs.windows(2) {
            let (a, b) = (pair[0].text.chars().next_back(), pair[1].text.chars().next());
            let room = a.zip(b).is_some_and(|(a, b)| has_room(a, b));
            let least = if room { -(EM / 2) } else { Length::ZERO };
            assert!(pair[1].x - (pair[0].x + pair[0].width) >= least, "{pair:?}");
        }
    }

    fn check(text: &str, width: i32, expected: &[&str]) {
        let lines = set(text, width);
        let texts: Vec<String> =
            lines.iter().map(|runs| runs.iter().map(|run| run.text.as_str()).collect()).collect();
        assert_eq!(texts, expected);
        for run in lines.iter().flatten() {
            assert!(run.x + run.width <= EM * width, "{run:?}");
        }
        for runs in &lines {
            check_apart(runs);
        }
    }

    #[test]
    fn chinese_keeps_the_grid() {
        check("政府信息公开工作", 4, &["政府信息", "公开工作"]);
        let runs = &set("政府信息公开工作", 4)[0];
        assert_eq!((runs.len(), runs[0].spacing, runs[0].width), (1, Length::ZERO, EM * 4));
    }

    #[test]
    fn a_mark_is_not_left_alone() {
        // No mark to press: a character goes along, and the line is spread.
        check("政府信息，公开", 4, &["政府信", "息，公开"]);
        assert_eq!(set("政府信息，公开", 4)[0][0].spacing, Length::pt(5));
        // Three marks give a third of a character each.
        check("政、府、信、息。公开", 7, &["政、府、信、息。", "公开"]);
        check("我们（政府信息", 3, &["我们", "（政府", "信息"]);
    }

    #[test]
    fn marks_side_by_side_share_a_half() {
        let runs = &set("是“甲”。", 9)[0];
        let places: Vec<_> = runs.iter().map(|run| (run.text.as_str(), run.x.0)).collect();
        assert_eq!(places, [("是“甲”", 0), ("。", 35_000)]);
        // The half that was won takes in a character more where two such pairs meet.
        check("甲，（乙）、丙丁戊", 7, &["甲，（乙）、丙丁", "戊"]);
        check("甲，（乙）、丙丁戊", 6, &["甲，（乙）、丙", "丁戊"]);
    }

    #[test]
    fn a_mark_at_the_end_gives_up_its_blank_half() {
        check("甲，乙，丙。丁", 5, &["甲，乙，丙。", "丁"]);
        let runs = &set("甲，乙，丙。丁", 5)[0];
        let end = runs.last().map(|run| run.x + run.width);
        assert_eq!(end, Some(EM * 5));
        // Half an em over: the mark at the end is enough, the others keep their places.
        check("1甲乙。丙", 4, &["1甲乙。", "丙"]);
        check("甲，1乙。丙", 5, &["甲，1乙。", "丙"]);
        check("甲，1乙丙。丁", 5, &["甲，1乙丙。", "丁"]);
        assert_eq!(set("甲，1乙丙。丁", 5)[0].len(), 1);
    }

    #[test]
    fn numbers_and_words_stay_whole() {
        check("共收到2021件", 4, &["共收到", "2021件"]);
        check("今收到30万元", 5, &["今收到", "30万元"]);
        check("用房约30平方米的", 6, &["用房约", "30平方米的"]);
        check("自1月1日起", 3, &["自", "1月1日", "起"]);
        check("国办发文〔2021〕30号文", 7, &["国办发文", "〔2021〕30号文"]);
        check("占比为33.5%。无", 4, &["占比为", "33.5%。", "无"]);
    }

    #[test]
    fn what_is_too_long_breaks_anyway() {
        check("111111111111", 4, &["11111111", "1111"]);
        check("。。。。。", 2, &["。。。", "。。"]);
        check("", 4, &[]);
    }

    #[test]
    fn spaces_stay() {
        check("政府 信息  公开", 3, &["政府 ", "信息  ", "公开"]);
        check("　　　　政", 2, &["　　", "　　", "政"]);
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn lines_hold_all_and_break_well(
            parts in proptest::collection::vec("[一-三，。（）“”…a1 %垟\u{301}\u{1f600}]{1,9}|[0-9]{1,30}", 0..30),
            width in 3..30_i32,
            justify: bool,
        ) {
            let text = parts.concat();
            let shaped = Measure::new(Fonts::builtin(), Options::default()).shape(&text, Face::FangSong, EM);
            let measures = Measures { first: EM * (width - 2), rest: EM * width, justify };
            let mut end = 0;
            for line in lines(&shaped, measures) {
                prop_assert_eq!(line.glyphs.start, end);
                prop_assert!(line.glyphs.end > end);
                let better = (end + 1..line.glyphs.end).find(|at| breaks_at(&shaped.glyphs, *at));
                end = line.glyphs.end;
                prop_assert_eq!(line.forced, !breaks_at(&shaped.glyphs, end));
                prop_assert!(!line.forced || better.is_none(), "{:?}", line);
                prop_assert!(line.width(&shaped) <= EM * width);
                let runs = line.runs(&shaped, Length::ZERO, EM, |_| None);
                let last = runs.last().map(|run| run.x + run.width);
                prop_assert_eq!(last, Some(line.width(&shaped)));
                check_apart(&runs);
            }
            prop_assert_eq!(end, shaped.glyphs.len());
        }
    }

    #[test]
    fn a_missing_character_comes_from_another_face() {
        let runs = &set("政垟府", 4)[0];
        let faces: Vec<Face> = runs.iter().map(|run| run.face).collect();
        assert_eq!(faces, [Face::FangSong, Face::WenKai, Face::FangSong]);
    }
}
