//! A blank form: its title, who fills it in, the table; on one page where a page holds it.

use super::flow::SetLine;
use super::line::{self, Line, Measures};
use super::list_sheet::{SIZE, WriteIn};
use super::prose::{Setter, tagged};
use super::sheet::{BODY, LEFT, WIDTH, baseline, small};
use super::table::TablePurpose;
use super::tags::Element;
use super::{Laid, Options, finish};
use crate::font::{Face, Fonts};
use crate::report::Form;
use crate::units::Length;

/// Between the rule after one word and the next word.
const GAP: Length = Length::pt(6);

/// Lays a blank form out.
#[must_use]
pub fn form(form: &Form, fonts: &Fonts, options: Options) -> Laid {
    let mut setter = Setter::new(fonts, options);
    for (index, line) in form.heading().iter().enumerate() {
        let element = if index == 0 { Element::Heading(1) } else { Element::Paragraph };
        setter.centred_lines(line, Face::HeiTi, BODY, element);
    }
    let fields = Form::FILLED_BY.map(|(label, share)| WriteIn::new(label, share));
    setter.write_in_line(&fields, true);
    setter.table(form.table(), &form.title(), TablePurpose::Pen);
    finish(setter, form.title(), form.agency.clone())
}

impl Setter<'_> {
    /// Centred lines that stay on the page of what follows.
    pub(super) fn centred_lines(&mut self, text: &str, face: Face, size: Length, element: Element) {
        let shaped = self.measure.shape(text, face, size);
        let lines = line::lines(&shaped, Measures::ragged(WIDTH));
        if lines.is_empty() {
            return;
        }
        let tag = self.begin_element(element);
        for line in lines {
            let x = LEFT + (WIDTH - line.width(&shaped)) / 2;
            let runs = line.runs(&shaped, x, baseline(self.grid.pitch(), size), |_| None);
            let runs = tagged(runs, tag);
            self.add_line(SetLine { runs, keep: true, ..SetLine::default() });
        }
    }

    /// Words with rules beside them to write on, over the width of the page; `keep` holds them on
    /// the page of what follows.
    pub(super) fn write_in_line(&mut self, fields: &[WriteIn], keep: bool) {
        let tag = self.begin_element(Element::Paragraph);
        let shape = |field: &WriteIn| {
            self.measure.shape(&format!("{}：", field.label), Face::FangSong, SIZE)
        };
        let shaped: Vec<_> = fields.iter().map(shape).collect();
        let widths: Length = shaped.iter().map(|text| text.width(0..text.glyphs.len())).sum();
        let room = WIDTH - widths - GAP * (small(fields.len()) - 1);
        let shares = fields.iter().map(|field| field.share).sum::<i32>().max(1);
        let mut set = SetLine { keep, ..SetLine::default() };
        let mut x = LEFT;
        for (field, text) in fields.iter().zip(&shaped) {
            let baseline = baseline(self.grid.pitch(), SIZE);
            let runs = Line::plain(0..text.glyphs.len()).runs(text, x, baseline, |_| None);
            set.runs.extend(tagged(runs, tag));
            x += text.width(0..text.glyphs.len());
            let end = x + room.scale(field.share, shares);
            set.blanks.push((x, end));
            x = end + GAP;
        }
        self.add_line(set);
    }
}
