//! With what colours a content draws its characters, and how much of them is seen.

use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object};
use hayro_syntax::page::Resources;

use super::page::GlyphInk;

/// A colour is white whose every part is as much as this.
const WHITE: f64 = 0.98;

/// A colour is faint on paper from so much light on, black being 0 and white 1.
const FAINT: f64 = 0.7;

/// What is drawn with no more of its colour than this is not seen.
const CLEAR: f64 = 0.08;

/// Red, green and blue, each from 0 to 1.
type Colour = [f64; 3];

const BLACK: Colour = [0.0; 3];

/// The kinds of colours that `sc` gives in numbers alone.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum ColourSpace {
    /// A number is how light it is.
    Gray,
    /// Three or four numbers say what they are themselves; one may be anything.
    #[default]
    Other,
}

/// What is filled, or what is stroked: its colour, and how much of it is laid on.
#[derive(Clone, Copy)]
struct PdfPaint {
    colour: Colour,
    space: ColourSpace,
    alpha: f64,
}

impl PdfPaint {
    const NEW: Self = Self { colour: BLACK, space: ColourSpace::Gray, alpha: 1.0 };

    /// A colour of a space of its own; a pattern may be any.
    fn set(&mut self, parts: &[Number], is_pattern: bool) {
        self.colour = match parts {
            _ if is_pattern => BLACK,
            [gray] if self.space == ColourSpace::Gray => [gray.as_f64(); 3],
            [r, g, b] => [r, g, b].map(Number::as_f64),
            [c, m, y, k] => cmyk([c, m, y, k]),
            _ => BLACK,
        };
    }

    fn space(&mut self, name: &Name<'_>, resources: &Resources<'_>) {
        let is_gray = |name: &Name<'_>| matches!(name.as_ref(), b"DeviceGray" | b"CalGray" | b"G");
        // Of a profile one number is a gray, too.
        let own = || match resources.get_color_space(name) {
            Some(Object::Name(name)) => is_gray(&name),
            Some(Object::Array(parts)) => named(&parts),
            _ => false,
        };
        let is_gray = is_gray(name) || own();
        (self.colour, self.space) =
            (BLACK, if is_gray { ColourSpace::Gray } else { ColourSpace::Other });
    }

    /// How it looks on white paper; `None` where it is not seen at all.
    fn seen(&self) -> Option<Colour> {
        let on_paper = |part: f64| 1.0 - self.alpha * (1.0 - part);
        (self.alpha > CLEAR).then(|| self.colour.map(on_paper))
    }
}

fn named(parts: &Array<'_>) -> bool {
    let first = parts.iter::<Object<'_>>().next().and_then(Object::into_name);
    first.is_some_and(|name| matches!(name.as_ref(), b"ICCBased" | b"CalGray"))
}

fn cmyk([c, m, y, k]: [&Number; 4]) -> Colour {
    [c, m, y].map(|ink| (1.0 - ink.as_f64()) * (1.0 - k.as_f64()))
}

/// How light a colour is to the eye.
fn light([red, green, blue]: Colour) -> f64 {
    0.3 * red + 0.59 * green + 0.11 * blue
}

fn is_white(colour: Colour) -> bool {
    colour.iter().all(|part| *part >= WHITE)
}

/// The colours of a content as it goes on.
#[derive(Clone, Copy)]
pub(super) struct ContentInk {
    fill: PdfPaint,
    stroke: PdfPaint,
    /// The text's way of being drawn: 0 fills, 1 strokes, 2 both, 3 neither; 4 more clips with it.
    mode: i64,
}

impl ContentInk {
    /// Black, filled.
    pub(super) const NEW: Self = Self { fill: PdfPaint::NEW, stroke: PdfPaint::NEW, mode: 0 };

    /// Takes up what an operation says of colours.
    pub(super) fn take(&mut self, operation: &TypedInstruction<'_, '_>, resources: &Resources<'_>) {
        use TypedInstruction as Op;
        match operation {
            Op::NonStrokeColorDeviceGray(gray) => self.fill.colour = [gray.0.as_f64(); 3],
            Op::StrokeColorDeviceGray(gray) => self.stroke.colour = [gray.0.as_f64(); 3],
            Op::NonStrokeColorDeviceRgb(c) => {
                self.fill.colour = [c.0, c.1, c.2].map(|part| part.as_f64());
            }
            Op::StrokeColorDeviceRgb(c) => {
                self.stroke.colour = [c.0, c.1, c.2].map(|part| part.as_f64());
            }
            Op::NonStrokeColorCmyk(c) => self.fill.colour = cmyk([&c.0, &c.1, &c.2, &c.3]),
            Op::StrokeColorCmyk(c) => self.stroke.colour = cmyk([&c.0, &c.1, &c.2, &c.3]),
            Op::NonStrokeColor(c) => self.fill.set(&c.0, false),
            Op::StrokeColor(c) => self.stroke.set(&c.0, false),
            Op::NonStrokeColorNamed(c) => self.fill.set(&c.0, c.1.is_some()),
            Op::StrokeColorNamed(c) => self.stroke.set(&c.0, c.1.is_some()),
            Op::ColorSpaceNonStroke(space) => self.fill.space(space.0, resources),
            Op::ColorSpaceStroke(space) => self.stroke.space(space.0, resources),
            Op::SetGraphicsState(state) => {
                if let Some(state) = resources.get_ext_g_state(state.0) {
                    self.state(&state);
                }
            }
            Op::TextRenderingMode(mode) => self.mode = mode.0.as_i64(),
            _ => {}
        }
    }

    /// How much of a colour is laid on.
    fn state(&mut self, state: &Dict<'_>) {
        let alpha = |key: &[u8]| state.get::<Number>(key).map(|alpha| alpha.as_f64());
        self.fill.alpha = alpha(b"ca").unwrap_or(self.fill.alpha);
        self.stroke.alpha = alpha(b"CA").unwrap_or(self.stroke.alpha);
    }

    /// How light an area is that is filled; `None` where it is white, or not seen.
    pub(super) fn ground(&self) -> Option<f64> {
        self.fill.seen().filter(|colour| !is_white(*colour)).map(light)
    }

    /// Whether what is so light is dark enough that light characters are seen on it.
    pub(super) fn is_dark(light: f64) -> bool {
        light < FAINT
    }

    /// How characters are drawn.
    pub(super) fn glyphs(&self) -> GlyphInk {
        let (fills, strokes) = match self.mode {
            1 | 5 => (false, true),
            2 | 6 => (true, true),
            3 | 7 => (false, false),
            _ => (true, false),
        };
        let laid = [(fills, &self.fill), (strokes, &self.stroke)];
        let seen = laid.into_iter().filter(|(is_drawn, _)| *is_drawn);
        let darkest = seen.filter_map(|(_, laid)| laid.seen()).min_by(|a, b| {
            let whiteness = |colour: &Colour| colour.iter().copied().fold(1.0, f64::min);
            whiteness(a).total_cmp(&whiteness(b))
        });
        match darkest {
            None => GlyphInk::Undrawn,
            Some(colour) if is_white(colour) => GlyphInk::White,
            Some(colour) if light(colour) >= FAINT => GlyphInk::Faint,
            Some(_) => GlyphInk::Dark,
        }
    }
}
