//! The text of one table cell, set to the cell's width.

use std::ops::Range;

use super::even;
use super::label_words::word_ends;
use super::line::{self, Line, Measures};
use super::measure::Shaped;
use super::page::Run;
use super::sheet::baseline;
use crate::report::place::Place;
use crate::units::Length;

/// Between the middle of a rule and the text beside it.
pub(super) const SIDE: Length = Length::milli(2_750);

/// Lines of text in a cell.
#[derive(Debug, Default)]
pub(super) struct CellText {
    /// The lines' runs; positions count from the cell's left edge and the first line's top.
    pub runs: Vec<Run>,
    /// The number of lines.
    pub lines: usize,
    /// Height of all lines.
    pub height: Length,
    /// The number of the text's glyphs that are in the lines.
    pub glyphs: usize,
}

/// How lines are aligned in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// At the left, this far from the border.
    Left(Length),
    /// Centred, in lines of about the same length.
    Centre,
}

/// Height of a line of table text.
pub(super) fn leading(size: Length) -> Length {
    size.scale(6, 5)
}

/// Sets a text in a cell so wide, in at most `most` lines.
pub(super) fn set(
    text: &Shaped,
    width: Length,
    align: Align,
    most: usize,
    place: &Place,
) -> CellText {
    let lines = match align {
        Align::Left(indent) => line::lines(text, Measures::ragged(width - indent - SIDE)),
        Align::Centre => even_lines(text, width - SIDE * 2),
    };
    let mut set = CellText::default();
    for line in lines.iter().take(most) {
        let x = match align {
            Align::Left(indent) => indent,
            Align::Centre => (width - line.width(text)) / 2,
        };
        let y = set.height + baseline(leading(text.size), text.size);
        let place = |_: Range<usize>| Some(place.clone());
        set.runs.extend(line.runs(text, x, y, place));
        set.lines += 1;
        set.height += leading(text.size);
        set.glyphs = line.glyphs.end;
    }
    set
}

/// Few lines, and even ones, that end between words: 结果/维持, not 结果维/持.
fn even_lines(text: &Shaped, width: Length) -> Vec<Line> {
    let characters: Vec<char> = text.glyphs.iter().map(|glyph| glyph.shown).collect();
    let ends = word_ends(&characters);
    even::lines(text, width, |end| {
        if !line::breaks_at(&text.glyphs, end) {
            even::FORBIDDEN
        } else if ends[end] {
            0
        } else {
            WITHIN_WORD
        }
    })
}

/// The cost of ending a line within a word: less than that of a line more.
const WITHIN_WORD: i64 = even::LINE * 4 / 5;

#[cfg(test)]
mod tests {
    use super::{Align, SIDE, set};
    use crate::font::{Face, Fonts};
    use crate::layout::Options;
    use crate::layout::measure::Measure;
    use crate::report::place::Place;
    use crate::units::Length;

    fn check(text: &str, width: i32, align: Align, expected: &[&str]) {
        let shaped = Measure::new(Fonts::builtin(), Options::default()).shape(
            text,
            Face::HeiTi,
            Length::pt(10),
        );
        let set = set(&shaped, Length::pt(width), align, 9, &Place::Report);
        let texts: Vec<_> = set.runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(texts, expected);
        for run in &set.runs {
            assert!(run.x > Length::ZERO && run.x + run.width < Length::pt(width));
        }
    }

    #[test]
    fn centred_lines_are_even() {
        check("结果维持", 36, Align::Centre, &["结果", "维持"]);
        check("结果维持", 36, Align::Left(SIDE), &["结果维", "持"]);
        check("社会公益组织", 50, Align::Centre, &["社会", "公益组织"]);
        check("第一项加第二项之和", 60, Align::Centre, &["第一项加", "第二项之和"]);
        check("总计", 36, Align::Centre, &["总计"]);
        check("", 36, Align::Centre, &[]);
    }
}
