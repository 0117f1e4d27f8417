//! The sheet of GB/T 9704-2012: A4, a text area of 22 lines of 28 characters.
//!
//! 28 characters of 16 pt are 158 mm and do not fit the 156 mm of the standard, so that a
//! character of size 3 is 15.75 pt here.

use crate::units::Length;

/// The paper's width.
pub const PAPER_WIDTH: Length = Length::mm(210);
/// The paper's height.
pub const PAPER_HEIGHT: Length = Length::mm(297);
/// Left edge of the text area (the binding margin).
pub const LEFT: Length = Length::mm(28);
/// Upper edge of the text area (the head margin).
pub const TOP: Length = Length::mm(37);
/// Width of the text area.
pub const WIDTH: Length = Length::mm(156);
/// Height of the text area.
pub const HEIGHT: Length = Length::mm(225);
/// Lines to a page.
pub const LINES: usize = 22;
/// Characters to a line.
pub const CHARACTERS: i32 = 28;
/// Body text: 3号.
pub const BODY: Length = Length::milli(15_750);
/// Title: 2号.
pub const TITLE: Length = Length::pt(22);
/// Page number: 4号.
pub const FOLIO: Length = Length::pt(14);
/// What a full line measures: the character grid, a little less than [`WIDTH`].
pub const MEASURE: Length = Length::milli(BODY.0 * CHARACTERS);
/// First-line indent, and the distance of a signature from the right.
pub const INDENT: Length = Length::milli(BODY.0 * 2);

/// The lines of a page's text area, all equally high: [`LINES`] of them, or fewer where there is
/// to be room between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineGrid {
    /// The lines of a page.
    pub lines: usize,
}

impl LineGrid {
    /// Height of a line.
    pub fn pitch(self) -> Length {
        HEIGHT / small(self.lines)
    }

    /// Upper edge of a line, counted from 0; the number of lines gives the text area's lower edge.
    pub fn top(self, line: usize) -> Length {
        TOP + HEIGHT.scale(small(line), small(self.lines))
    }

    /// Height of a number of lines.
    pub fn height(self, lines: usize) -> Length {
        HEIGHT.scale(small(lines), small(self.lines))
    }

    /// The number of lines that hold something of a height.
    pub fn lines_for(self, height: Length) -> usize {
        // A thousandth of a point for the rounding of each line's top.
        let height = i64::from(height.0) + 1;
        let (lines, area) = (i64::from(small(self.lines)), i64::from(HEIGHT.0));
        usize::try_from((height * lines + area - 1) / area).unwrap_or(usize::MAX)
    }
}

/// Upper edge of a line of the page, counted from 0; [`LINES`] gives the text area's lower edge.
#[must_use]
pub fn line_top(line: usize) -> Length {
    LineGrid { lines: LINES }.top(line)
}

/// The baseline of characters whose em box stands in the middle of a line so high; counted from
/// the line's top. An em box reaches 0.88 em above the baseline, as Chinese faces have it.
#[must_use]
pub fn baseline(line_height: Length, size: Length) -> Length {
    (line_height - size) / 2 + size.scale(88, 100)
}

/// A count that is small by its nature as a factor for lengths.
pub(super) fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{BODY, HEIGHT, LEFT, LINES, MEASURE, PAPER_HEIGHT, TOP, WIDTH, baseline, line_top};
    use crate::units::Length;

    #[test]
    fn the_grid_fills_the_text_area() {
        assert!(MEASURE <= WIDTH && WIDTH - MEASURE < BODY);
        assert_eq!(line_top(0), TOP);
        assert_eq!(line_top(LINES), TOP + HEIGHT);
        assert!((PAPER_HEIGHT - TOP - HEIGHT - Length::mm(35)).0.abs() <= 1);
        assert_eq!(LEFT, Length::milli(79_370));
        assert_eq!(baseline(Length::pt(20), Length::pt(10)), Length::milli(13_800));
    }
}
