//! A blank form: its title, who fills it in, the table; on one page where a page holds it.

use super::flow::{Block, SetLine};
use super::line::{self, Measures};
use super::prose::{Setter, pitch};
use super::sheet::{BODY, LEFT, WIDTH, baseline};
use super::{Laid, Options, finish};
use crate::font::{Face, Fonts};
use crate::report::Form;
use crate::units::Length;

/// Size of the line for who fills the form in.
const FILLED_BY: Length = Length::milli(10_500);

/// Lays a blank form out.
#[must_use]
pub fn form(form: &Form, fonts: &Fonts, options: Options) -> Laid {
    let mut setter = Setter::new(fonts, options);
    for line in form.heading() {
        setter.form_lines(&line, Face::HeiTi, BODY);
    }
    setter.form_lines(Form::FILLED_BY, Face::FangSong, FILLED_BY);
    setter.table(form.table());
    finish(setter, form.title(), form.agency.clone())
}

impl Setter<'_> {
    /// Centred lines that stay on the table's page.
    pub(super) fn form_lines(&mut self, text: &str, face: Face, size: Length) {
        let shaped = self.measure.shape(text, face, size);
        for line in line::lines(&shaped, Measures::ragged(WIDTH)) {
            let x = LEFT + (WIDTH - line.width(&shaped)) / 2;
            let runs = line.runs(&shaped, x, baseline(pitch(), size), |_| None);
            self.blocks.push(Block::Line(SetLine { runs, keep: true, ..SetLine::default() }));
        }
    }
}
