//! Text and lines at places of a sheet, never wider than their room.

use super::super::Options;
use super::super::line::{self, Line, Measures};
use super::super::measure::{Measure, Shaped};
use super::super::page::{Item, RuleLine, Run};
use super::super::sheet::baseline;
use super::super::tags::{ContentTag, Element};
use crate::font::{Face, Fonts};
use crate::units::Length;

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextLook {
    pub face: Face,
    pub size: Length,
    /// Whether its lines are centred in the sheet's width.
    pub centred: bool,
}

impl TextLook {
    pub fn plain(face: Face, size: Length) -> Self {
        Self { face, size, centred: false }
    }
}

/// Size of a figure that stands alone.
const FIGURE: Length = Length::pt(26);
/// Size of its unit.
const UNIT: Length = Length::pt(11);
/// Between a figure and its unit.
const BETWEEN: Length = Length::pt(3);

/// A page in the making.
pub(super) struct SheetPen<'a> {
    measure: Measure<'a>,
    pub items: Vec<Item>,
    pub elements: Vec<Element>,
    /// Left edge of the content.
    pub left: Length,
    /// Width of the content.
    pub width: Length,
    /// Where the next thing begins.
    pub y: Length,
}

impl<'a> SheetPen<'a> {
    pub fn new(fonts: &'a Fonts, left: Length, width: Length) -> Self {
        let measure = Measure::new(fonts, Options::default());
        let (items, elements) = (Vec::new(), Vec::new());
        Self { measure, items, elements, left, width, y: Length::ZERO }
    }

    /// Begins something that texts belong to; what tags them so.
    pub fn begin(&mut self, element: Element) -> ContentTag {
        self.elements.push(element);
        ContentTag { element: self.elements.len() - 1, cell: 0 }
    }

    /// A text over as many lines as it takes, below what was set last.
    pub fn paragraph(&mut self, text: &str, look: TextLook, tag: ContentTag) {
        let shaped = self.measure.shape(text, look.face, look.size);
        let pitch = look.size.scale(15, 10);
        for line in line::lines(&shaped, Measures::ragged(self.width)) {
            let spare = self.width - line.width(&shaped);
            let x = if look.centred { self.left + spare / 2 } else { self.left };
            self.line(&line, &shaped, (x, self.y + baseline(pitch, look.size)), tag);
            self.y += pitch;
        }
    }

    /// A text on one line around the middle of a room, made smaller where the room is too narrow.
    pub fn centred_line(
        &mut self,
        text: &str,
        look: TextLook,
        (middle, baseline): (Length, Length),
        room: Length,
        tag: ContentTag,
    ) {
        let (shaped, width) = self.fitted(text, look, room);
        self.whole(&shaped, (middle - width / 2, baseline), tag);
    }

    /// A text on one line, from a place on, or up to it; gives its width.
    pub fn side_line(
        &mut self,
        text: &str,
        look: TextLook,
        (edge, baseline): (Length, Length),
        (room, ends): (Length, bool),
        tag: ContentTag,
    ) -> Length {
        let (shaped, width) = self.fitted(text, look, room);
        let x = if ends { edge - width } else { edge };
        self.whole(&shaped, (x, baseline), tag);
        width
    }

    /// A large figure and its unit, together around the middle of a room.
    pub fn figure(
        &mut self,
        figure: &str,
        unit: &str,
        (middle, baseline): (Length, Length),
        room: Length,
        tag: ContentTag,
    ) {
        let (unit, of_unit) = self.fitted(unit, TextLook::plain(Face::FangSong, UNIT), room / 3);
        let between = if of_unit == Length::ZERO { Length::ZERO } else { BETWEEN };
        let look = TextLook::plain(Face::HeiTi, FIGURE);
        let (figure, of_figure) = self.fitted(figure, look, room - of_unit - between);
        let x = middle - (of_figure + between + of_unit) / 2;
        self.whole(&figure, (x, baseline), tag);
        self.whole(&unit, (x + of_figure + between, baseline), tag);
    }

    /// The size at which each of some texts is no wider than a room, at most that of the look.
    pub fn common_size<'t>(
        &mut self,
        texts: impl Iterator<Item = &'t str>,
        look: TextLook,
        room: Length,
    ) -> Length {
        texts.map(|text| self.fitted(text, look, room).0.size).min().unwrap_or(look.size)
    }

    fn fitted(&mut self, text: &str, look: TextLook, room: Length) -> (Shaped, Length) {
        let width = |shaped: &Shaped| shaped.width(0..shaped.glyphs.len());
        let shaped = self.measure.shape(text, look.face, look.size);
        let wide = width(&shaped);
        if wide <= room {
            return (shaped, wide);
        }
        // Widths are rounded glyph by glyph: a thousandth of a point for each.
        let glyphs = i32::try_from(shaped.glyphs.len()).unwrap_or(i32::MAX);
        let size = look.size.scale((room.0 - glyphs).max(1), wide.0);
        let shaped = self.measure.shape(text, look.face, size);
        let wide = width(&shaped);
        (shaped, wide)
    }

    fn whole(&mut self, shaped: &Shaped, at: (Length, Length), tag: ContentTag) {
        if !shaped.glyphs.is_empty() {
            self.line(&Line::plain(0..shaped.glyphs.len()), shaped, at, tag);
        }
    }

    fn line(
        &mut self,
        line: &Line,
        shaped: &Shaped,
        (x, baseline): (Length, Length),
        tag: ContentTag,
    ) {
        let runs = line.runs(shaped, x, baseline, |_| None).into_iter();
        self.items.extend(runs.map(|run| Item::Text(Run { tag: Some(tag), ..run })));
    }

    /// A straight line.
    pub fn rule(&mut self, (x0, y0): (Length, Length), (x1, y1): (Length, Length), width: Length) {
        self.items.push(Item::Rule(RuleLine { x0, y0, x1, y1, width }));
    }

    /// Four lines around a box.
    pub fn frame(
        &mut self,
        left: Length,
        top: Length,
        right: Length,
        bottom: Length,
        width: Length,
    ) {
        let half = width / 2;
        for y in [top, bottom] {
            self.rule((left - half, y), (right + half, y), width);
        }
        for x in [left, right] {
            self.rule((x, top), (x, bottom), width);
        }
    }
}
