//! A glyph's outline → quadratic contours in whole font units, as a `glyf` table has them.

use ttf_parser::{GlyphId, OutlineBuilder};

use crate::font::Font;

/// A point of a contour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OutlinePoint {
    /// In font units.
    pub x: i16,
    /// In font units, upwards.
    pub y: i16,
    /// Whether the contour goes through it; else it is a control point.
    pub on: bool,
}

/// The contours of a glyph; none where it is blank.
pub(super) fn contours(font: &Font, glyph: u16) -> Vec<Vec<OutlinePoint>> {
    let tolerance = f32::from(font.units_per_em()) * TOLERANCE;
    let mut quads = Quads { tolerance, ..Quads::default() };
    font.tables().outline_glyph(GlyphId(glyph), &mut quads);
    quads.contours.into_iter().map(|contour| rounded(&contour)).filter(|c| c.len() > 1).collect()
}

/// How far a curve may be from the font's, in parts of an em: it shows on no printer.
const TOLERANCE: f32 = 0.000_8;

/// A point before it is rounded, and whether the contour goes through it.
type Raw = (f32, f32, bool);

#[derive(Default)]
struct Quads {
    tolerance: f32,
    contours: Vec<Vec<Raw>>,
}

impl Quads {
    fn push(&mut self, point: Raw) {
        if let Some(contour) = self.contours.last_mut() {
            contour.push(point);
        }
    }

    fn last(&self) -> (f32, f32) {
        let last = self.contours.last().and_then(|contour| contour.last());
        last.map_or((0.0, 0.0), |(x, y, _)| (*x, *y))
    }
}

impl OutlineBuilder for Quads {
    fn move_to(&mut self, x: f32, y: f32) {
        self.contours.push(vec![(x, y, true)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push((x, y, true));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.push((x1, y1, false));
        self.push((x, y, true));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (x0, y0) = self.last();
        // How far one quadratic curve is from the cubic one; n of them are nearer by n³.
        let off = (x - 3.0 * x2 + 3.0 * x1 - x0).hypot(y - 3.0 * y2 + 3.0 * y1 - y0);
        let off = off * 3.0_f32.sqrt() / 36.0;
        let pieces = (1..=4_u8).find(|n| off <= self.tolerance * f32::from(*n).powi(3));
        let pieces = f32::from(pieces.unwrap_or(5));
        let at = |to: f32, a: [f32; 4]| {
            let back = 1.0 - to;
            let ends = back.powi(3) * a[0] + to.powi(3) * a[3];
            ends + 3.0 * back * to * (back * a[1] + to * a[2])
        };
        let slope = |to: f32, a: [f32; 4]| {
            let back = 1.0 - to;
            let ends = back * back * (a[1] - a[0]) + to * to * (a[3] - a[2]);
            3.0 * (ends + 2.0 * back * to * (a[2] - a[1]))
        };
        let (xs, ys) = ([x0, x1, x2, x], [y0, y1, y2, y]);
        let mut from = 0.0;
        let mut piece = 1.0;
        while piece <= pieces {
            let to = piece / pieces;
            // The control point of the cubic piece's nearest quadratic curve.
            let control = |a: [f32; 4]| {
                let third = (to - from) / 3.0;
                let (first, last) = (at(from, a), at(to, a));
                let (near, far) = (first + slope(from, a) * third, last - slope(to, a) * third);
                (3.0 * near - first + 3.0 * far - last) / 4.0
            };
            self.push((control(xs), control(ys), false));
            self.push((at(to, xs), at(to, ys), true));
            from = to;
            piece += 1.0;
        }
    }

    fn close(&mut self) {}
}

/// A contour in whole units, without the points that a reader finds itself: those in the middle
/// between two control points, and the first again at the end.
fn rounded(contour: &[Raw]) -> Vec<OutlinePoint> {
    #[allow(clippy::cast_possible_truncation)]
    // A face has no larger coordinates, and it saturates.
    let mut points: Vec<OutlinePoint> = contour
        .iter()
        .map(|(x, y, on)| OutlinePoint { x: x.round() as i16, y: y.round() as i16, on: *on })
        .collect();
    while points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    let count = points.len();
    let is_between = |index: usize| {
        let (a, b) = (points[(index + count - 1) % count], points[(index + 1) % count]);
        let here = points[index];
        let middle = |a: i16, b: i16, here: i16| {
            (i32::from(a) + i32::from(b) - 2 * i32::from(here)).abs() <= 1
        };
        here.on && !a.on && !b.on && middle(a.x, b.x, here.x) && middle(a.y, b.y, here.y)
    };
    // The first point stays: a contour is easier to read from a point that it goes through.
    let keeps = |index: &usize| *index == 0 || !is_between(*index);
    (0..count).filter(keeps).map(|index| points[index]).collect()
}
