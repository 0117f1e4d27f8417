//! The lines of a source cut into rows of one width, so that a source of any length is drawn by
//! the few rows in view.

use std::ops::Range;

/// A row on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ScreenRow {
    /// Index of the line it is of.
    pub line: usize,
    /// Its bytes in that line.
    pub bytes: Range<usize>,
}

/// Marks that stand behind words: a row does not begin with one.
const BEHIND: &str = "，。、；：！？》〉）〕】”’,.;:!?)]%％";

/// Cuts lines into rows of at most `room`; a character is as wide as `width` says. A mark that stands
/// behind words takes the character before it along.
pub(super) fn cut(lines: &[String], room: f32, width: impl Fn(char) -> f32) -> Vec<ScreenRow> {
    let mut rows = Vec::with_capacity(lines.len());
    for (line, text) in lines.iter().enumerate() {
        let (mut start, mut used) = (0, 0.0);
        for (at, character) in text.char_indices() {
            let wide = width(character);
            if used + wide > room && at > start {
                let before = text.get(start..at).and_then(|row| row.char_indices().next_back());
                let (cut, along) = match before {
                    Some((offset, before)) if BEHIND.contains(character) && offset > 0 => {
                        (start + offset, width(before))
                    }
                    _ => (at, 0.0),
                };
                rows.push(ScreenRow { line, bytes: start..cut });
                (start, used) = (cut, along);
            }
            used += wide;
        }
        rows.push(ScreenRow { line, bytes: start..text.len() });
    }
    rows
}

/// Whether a row is the first of its line.
pub(super) fn begins(row: &ScreenRow) -> bool {
    row.bytes.start == 0
}

/// The first row of a line, and of the row that holds a byte of it.
pub(super) fn row_of(rows: &[ScreenRow], line: usize, byte: usize) -> usize {
    rows.partition_point(|row| row.line < line || row.line == line && row.bytes.end <= byte)
        .min(rows.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::{cut, row_of};

    #[test]
    fn lines_are_cut_where_they_are_full() {
        let lines = ["一二三四五", "", "ab"].map(str::to_owned);
        let rows = cut(&lines, 4.0, |c| if c.is_ascii() { 1.0 } else { 2.0 });
        let told: Vec<_> =
            rows.iter().map(|row| (row.line, lines[row.line].get(row.bytes.clone()))).collect();
        let expected = [(0, "一二"), (0, "三四"), (0, "五"), (1, ""), (2, "ab")];
        assert_eq!(told, expected.map(|(line, text)| (line, Some(text))));
        let marks = cut(&["一二，三四。".to_owned()], 4.0, |_| 2.0);
        let told: Vec<_> = marks.iter().map(|row| row.bytes.clone()).collect();
        assert_eq!(told, [0..3, 3..9, 9..12, 12..18], "no row begins with a mark");
        assert_eq!(row_of(&rows, 0, 0), 0);
        assert_eq!(row_of(&rows, 0, 6), 1);
        assert_eq!(row_of(&rows, 2, 1), 4);
        assert_eq!(row_of(&rows, 2, 9), 4);
    }
}
