//! One character's outline → how much of each pixel it covers.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use ttf_parser::{GlyphId, OutlineBuilder};

use crate::font::Font;

/// A character's ink around its origin.
#[derive(Debug)]
pub(super) struct Mask {
    /// Left edge, from the pixel of the origin.
    pub left: i64,
    /// Upper edge, from the pixel row of the baseline.
    pub top: i64,
    width: usize,
    ink: Vec<u8>,
}

impl Mask {
    /// Draws a glyph, `em` pixels large, `quarter` quarters of a pixel right of its pixel.
    pub fn new(font: &Font, glyph: u16, em: f32, quarter: u8) -> Self {
        let scale = em / f32::from(font.units_per_em().max(1));
        let mut outline = Outline { scale, shift: f32::from(quarter) / 4.0, ..Outline::default() };
        font.tables().outline_glyph(GlyphId(glyph), &mut outline);
        outline.draw()
    }

    /// The rows from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.ink.chunks(self.width.max(1))
    }

    /// The memory that the drawn character takes, in bytes, about.
    pub fn bytes(&self) -> usize {
        self.ink.len() + 128
    }
}

/// An outline in pixels, y downwards.
#[derive(Default)]
struct Outline {
    scale: f32,
    shift: f32,
    start: Point,
    last: Point,
    curves: Vec<Curve>,
}

enum Curve {
    Line(Point, Point),
    Quad(Point, Point, Point),
    Cubic(Point, Point, Point, Point),
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> Point {
        point(x * self.scale + self.shift, -y * self.scale)
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    // A character is some hundred pixels wide and high; coverage is 0 to 1.
    fn draw(self) -> Mask {
        let points = self.curves.iter().flat_map(Curve::points);
        let ((mut left, mut top), mut right, mut bottom) =
            ((f32::MAX, f32::MAX), f32::MIN, f32::MIN);
        for Point { x, y } in points {
            (left, top) = (left.min(x), top.min(y));
            (right, bottom) = (right.max(x), bottom.max(y));
        }
        if left > right {
            return Mask { left: 0, top: 0, width: 0, ink: Vec::new() };
        }
        let (left, top) = (left.floor(), top.floor());
        // The rasterizer wants a column to spare at the right.
        let (width, height) = ((right - left) as usize + 2, (bottom - top) as usize + 1);
        let mut rasterizer = Rasterizer::new(width, height);
        let to = |p: Point| point(p.x - left, p.y - top);
        for curve in &self.curves {
            match *curve {
                Curve::Line(a, b) => rasterizer.draw_line(to(a), to(b)),
                Curve::Quad(a, b, c) => rasterizer.draw_quad(to(a), to(b), to(c)),
                Curve::Cubic(a, b, c, d) => rasterizer.draw_cubic(to(a), to(b), to(c), to(d)),
            }
        }
        let mut ink = vec![0; width * height];
        rasterizer.for_each_pixel(|at, cover| {
            ink[at] = (cover.min(1.0) * 255.0 + 0.5) as u8;
        });
        Mask { left: left as i64, top: top as i64, width, ink }
    }
}

impl Curve {
    /// All its points: the curve lies between them.
    fn points(&self) -> impl Iterator<Item = Point> + use<> {
        match *self {
            Self::Line(a, b) => [a, a, b, b],
            Self::Quad(a, b, c) => [a, b, b, c],
            Self::Cubic(a, b, c, d) => [a, b, c, d],
        }
        .into_iter()
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.at(x, y);
        self.last = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.curves.push(Curve::Line(self.last, to));
        self.last = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.at(x1, y1), self.at(x, y));
        self.curves.push(Curve::Quad(self.last, control, to));
        self.last = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second, to) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.curves.push(Curve::Cubic(self.last, first, second, to));
        self.last = to;
    }

    fn close(&mut self) {
        self.curves.push(Curve::Line(self.last, self.start));
        self.last = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::Mask;
    use crate::font::{Face, Fonts};

    fn mask(face: Face, c: char, em: f32, quarter: u8) -> Mask {
        let font = Fonts::builtin().font(face);
        Mask::new(font, font.glyph(c).unwrap(), em, quarter)
    }

    /// Ink of a character in whole pixels, in thousandths.
    fn area(mask: &Mask) -> u32 {
        mask.ink.iter().map(|ink| u32::from(*ink)).sum::<u32>() * 1000 / 255
    }

    #[test]
    fn ink_does_not_depend_on_where_a_character_stands() {
        for face in Face::ALL {
            let areas = [0, 1, 2, 3].map(|quarter| area(&mask(face, '报', 21.0, quarter)));
            let (least, most) = (areas.iter().min().unwrap(), areas.iter().max().unwrap());
            assert!(*least > 50_000 && most - least < 1500, "{face:?} {areas:?}");
        }
    }

    #[test]
    fn a_space_has_no_ink() {
        let space = mask(Face::FangSong, '　', 21.0, 0);
        assert_eq!((space.rows().count(), area(&space)), (0, 0));
    }
}
