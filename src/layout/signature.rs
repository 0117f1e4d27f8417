//! Who signs and when: the block of an unsealed document (GB/T 9704-2012, 7.3.5.2).

use super::flow::{FlowBlock, SetLine};
use super::line::{self, Measures};
use super::measure::Shaped;
use super::prose::{Setter, keeps_before_more};
use super::sheet::{BODY, INDENT, LEFT, MEASURE};
use super::tags::Element;
use crate::font::Face;
use crate::report::Signature;
use crate::report::place::{Field, Place};
use crate::units::Length;

impl Setter<'_> {
    /// A blank line, the name, the date: what there is of them.
    pub fn signature(&mut self, signature: &Signature) {
        let name = self.shape_signature(Field::SignatureName, &signature.name);
        let date = self.shape_signature(Field::SignatureDate, &signature.date);
        if name.glyphs.is_empty() && date.glyphs.is_empty() {
            return;
        }
        let (name_x, date_x) = edges(width(&name), width(&date));
        let mut lines = vec![SetLine::default()];
        lines.extend(self.signature_lines(&name, name_x, Field::SignatureName));
        lines.extend(self.signature_lines(&date, date_x, Field::SignatureDate));
        self.keep_last_lines(2);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            // A name that fills half a page, and no name does, may part.
            let keep = count <= self.grid.lines / 2 || keeps_before_more(index, count);
            self.add_line(SetLine { keep, ..line });
        }
    }

    fn shape_signature(&mut self, field: Field, text: &str) -> Shaped {
        let shaped = self.measure.shape(text, Face::FangSong, BODY);
        self.note_missing(|at, c| Place::Text(field, at..at + c.len_utf8()));
        shaped
    }

    /// Keeps the last lines before a signature on its page, so that it is never alone there.
    fn keep_last_lines(&mut self, count: usize) {
        for block in self.blocks.iter_mut().rev().take(count) {
            match block {
                FlowBlock::Line(line) => line.keep = true,
                FlowBlock::Table(table) => {
                    table.keep = true;
                    return;
                }
                FlowBlock::Turn => return,
            }
        }
    }

    fn signature_lines(&mut self, shaped: &Shaped, x: Length, field: Field) -> Vec<SetLine> {
        let lines = line::lines(shaped, MEASURES);
        if lines.is_empty() {
            return Vec::new();
        }
        let tag = self.begin_element(Element::Paragraph);
        lines.iter().map(|line| self.body_line(shaped, line, x, field, 0, tag)).collect()
    }
}

const MEASURES: Measures = Measures {
    first: Length::milli(MEASURE.0 - INDENT.0),
    rest: Length::milli(MEASURE.0 - INDENT.0),
    justify: false,
};

fn width(shaped: &Shaped) -> Length {
    let lines = line::lines(shaped, MEASURES);
    lines.iter().map(|line| line.width(shaped)).max().unwrap_or_default()
}

/// Left edges of name and date, given their widths. The name ends two characters from the right
/// and the date begins two characters right of the name; where the date is the longer, it is the
/// one to end two characters from the right.
fn edges(name: Length, date: Length) -> (Length, Length) {
    let right = LEFT + MEASURE - INDENT;
    if name == Length::ZERO || date > name {
        let date_x = right - date;
        (LEFT.max(date_x - INDENT), date_x)
    } else {
        (right - name, right - name + INDENT)
    }
}

#[cfg(test)]
mod tests {
    use super::edges;
    use crate::layout::sheet::{BODY, LEFT};
    use crate::units::Length;

    fn check(name: i32, date: i32, expected: (i32, i32)) {
        let found = edges(BODY * name, BODY * date);
        assert_eq!(found, (LEFT + BODY * expected.0, LEFT + BODY * expected.1));
    }

    #[test]
    fn name_and_date() {
        check(10, 6, (16, 18));
        check(4, 7, (17, 19));
        check(0, 7, (17, 19));
        check(26, 6, (0, 2));
        check(3, 26, (0, 0));
        assert_eq!(edges(BODY * 5, Length::ZERO).0, LEFT + BODY * 21);
    }
}
