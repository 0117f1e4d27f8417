//! A page's content, read for its characters and its rules.
//!
//! Pictures, clips and shadings are passed over, and nothing of them is unpacked.

use std::collections::BTreeMap;

use hayro_cmap::BfString;
use hayro_font::FontGlyph;
use hayro_font::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::dict::keys::{BBOX, FORM, IMAGE, MATRIX, RESOURCES, SUBTYPE};
use hayro_syntax::object::{Name, Number, Object, Stream};
use hayro_syntax::page::Resources;

use super::fonts::{DocumentFaces, ReadFace};
use super::ink::ContentInk;
use super::layers::Layers;
use super::page::PdfPage;
use super::streams::Streams;
use crate::import::Problem;

/// Forms within forms deeper than this are passed over.
const MAX_NESTING: usize = 50;

/// More operations than this, with those of forms each time they are drawn, no report has.
pub(super) const MAX_OPERATIONS: usize = 2_000_000;

/// States that are kept at once, and elements of a path: more is no report's.
const MAX_KEPT: usize = 10_000;
const MAX_PATH: usize = 200_000;

/// What the pages of a document share.
pub(super) struct PdfDocument<'a> {
    pub faces: DocumentFaces<'a>,
    pub streams: Streams,
    pub layers: Layers,
    /// Operations that may still follow.
    pub operations: usize,
}

/// What `q` keeps and `Q` brings back.
#[derive(Clone)]
struct TextState<'a> {
    place: Affine,
    font: Option<ReadFace<'a>>,
    size: f64,
    character_space: f64,
    word_space: f64,
    /// 1 is as wide as the face has it.
    stretch: f64,
    leading: f64,
    rise: f64,
    ink: ContentInk,
}

/// A reader of a page's content, and of the forms that are drawn on it.
pub(super) struct ContentReader<'a, 'd> {
    document: &'d mut PdfDocument<'a>,
    page: &'d mut PdfPage,
    state: TextState<'a>,
    kept: Vec<TextState<'a>>,
    /// The faces that this content has named: to look one up takes its whole description apart.
    named: BTreeMap<Vec<u8>, Option<ReadFace<'a>>>,
    text: Affine,
    line: Affine,
    path: BezPath,
    nesting: usize,
}

impl<'a, 'd> ContentReader<'a, 'd> {
    /// A reader for a page on which `place` puts what is drawn.
    pub(super) fn new(
        place: Affine,
        document: &'d mut PdfDocument<'a>,
        page: &'d mut PdfPage,
    ) -> Self {
        let state = TextState {
            place,
            font: None,
            size: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            ink: ContentInk::NEW,
        };
        let (text, line) = (Affine::IDENTITY, Affine::IDENTITY);
        let (kept, named, path) = (Vec::new(), BTreeMap::new(), BezPath::new());
        Self { document, page, state, kept, named, text, line, path, nesting: 0 }
    }

    /// Reads a content with the faces and forms that it names.
    ///
    /// # Errors
    /// Where it takes more than a document may.
    pub(super) fn read(
        &mut self,
        mut operations: TypedIter<'_>,
        resources: &Resources<'a>,
    ) -> Result<(), Problem> {
        // A content brings back only what it has kept itself, and leaves the state as it was.
        let (state, kept) = (self.state.clone(), std::mem::take(&mut self.kept));
        let named = std::mem::take(&mut self.named);
        let depth = self.document.layers.depth();
        while let Some(operation) = operations.next() {
            let left = self.document.operations.checked_sub(1);
            self.document.operations = left.ok_or(Problem::TooMany)?;
            self.operation(&operation, resources)?;
        }
        self.path.truncate(0);
        self.document.layers.close_to(depth);
        (self.state, self.kept, self.named) = (state, kept, named);
        Ok(())
    }

    fn operation(
        &mut self,
        operation: &TypedInstruction<'_, '_>,
        resources: &Resources<'a>,
    ) -> Result<(), Problem> {
        use TypedInstruction as Op;
        match operation {
            Op::SaveState(_) if self.kept.len() < MAX_KEPT => self.kept.push(self.state.clone()),
            Op::RestoreState(_) => {
                if let Some(state) = self.kept.pop() {
                    self.state = state;
                }
            }
            Op::Transform(m) => self.state.place *= matrix([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]),
            Op::BeginMarkedContent(_) => self.document.layers.open(),
            Op::BeginMarkedContentWithProperties(mark) => match mark.1.clone().into_name() {
                Some(name) => self.document.layers.open_on(&resources.properties, name.as_ref()),
                None => self.document.layers.open(),
            },
            Op::EndMarkedContent(_) => self.document.layers.close(),
            Op::XObject(object) => {
                if let Some(form) = resources.get_x_object(object.0) {
                    self.form(&form, resources)?;
                }
            }
            Op::InlineImage(_) => self.page.has_picture = true,
            Op::Shading(_) => self.page.has_ground(None),
            _ => {
                self.state.ink.take(operation, resources);
                self.path(operation);
            }
        }
        self.text(operation, resources)
    }

    /// A form is a content that can be drawn many times.
    pub(super) fn form(
        &mut self,
        form: &Stream<'a>,
        resources: &Resources<'a>,
    ) -> Result<(), Problem> {
        let dict = form.dict();
        let kind = dict.get::<Name<'_>>(SUBTYPE);
        self.page.has_picture |= kind.as_ref().is_some_and(|kind| kind.as_ref() == IMAGE);
        let is_form = kind.is_some_and(|kind| kind.as_ref() == FORM);
        if !is_form || !dict.contains_key(BBOX) || self.nesting >= MAX_NESTING {
            return Ok(());
        }
        let content = self.document.streams.bytes(form)?;
        let own = dict.get(RESOURCES).map(Resources::new);
        let matrix = dict.get::<[f64; 6]>(MATRIX).map_or(Affine::IDENTITY, Affine::new);
        self.document.layers.open_form(dict);
        self.path.truncate(0);
        let (place, text, line) = (self.state.place, self.text, self.line);
        self.state.place *= matrix;
        self.nesting += 1;
        self.read(TypedIter::new(&content), own.as_ref().unwrap_or(resources))?;
        (self.text, self.line) = (text, line);
        self.nesting -= 1;
        self.state.place = place;
        self.document.layers.close();
        Ok(())
    }

    fn path(&mut self, operation: &TypedInstruction<'_, '_>) {
        use TypedInstruction as Op;
        if self.path.elements().len() > MAX_PATH {
            self.path.truncate(0);
        }
        // A move alone counts as empty for `is_empty`.
        let is_begun = !self.path.elements().is_empty();
        match operation {
            Op::RectPath(r) => {
                let (x, y) = (r.0.as_f64(), r.1.as_f64());
                let rect = Rect::new(x, y, x + r.2.as_f64(), y + r.3.as_f64());
                self.path.extend(rect.path_elements(0.1));
            }
            Op::MoveTo(to) => self.path.move_to(point(&to.0, &to.1)),
            // A path begins with a move, whatever a damaged file says.
            Op::LineTo(to) if is_begun => self.path.line_to(point(&to.0, &to.1)),
            Op::LineTo(to) => self.path.move_to(point(&to.0, &to.1)),
            // Only where a curve ends matters here.
            Op::CubicTo(to) => self.curve(point(&to.4, &to.5)),
            Op::CubicStartTo(to) => self.curve(point(&to.2, &to.3)),
            Op::CubicEndTo(to) => self.curve(point(&to.2, &to.3)),
            Op::ClosePath(_) => self.close(),
            Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_) => self.draw(true, false),
            Op::StrokePath(_) => self.draw(false, true),
            Op::CloseAndStrokePath(_) => {
                self.close();
                self.draw(false, true);
            }
            Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => self.draw(true, true),
            Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => {
                self.close();
                self.draw(true, true);
            }
            Op::EndPath(_) => self.path.truncate(0),
            _ => {}
        }
    }

    fn curve(&mut self, to: Point) {
        if self.path.elements().is_empty() {
            self.path.move_to(to);
        } else {
            self.path.quad_to(to, to);
        }
    }

    fn close(&mut self) {
        let last = self.path.elements().last();
        if !matches!(last, None | Some(PathEl::ClosePath)) {
            self.path.close_path();
        }
    }

    fn draw(&mut self, fill: bool, stroke: bool) {
        if self.document.layers.is_shown() && !self.path.is_empty() {
            self.page.paths += 1;
            let path = self.state.place * &self.path;
            if fill {
                if let Some(light) = self.state.ink.ground() {
                    self.page.has_ground(Some((path.bounding_box(), light)));
                }
                self.page.fills(&path);
            }
            if stroke {
                self.page.strokes(&path);
            }
        }
        self.path.truncate(0);
    }

    fn text(
        &mut self,
        operation: &TypedInstruction<'_, '_>,
        resources: &Resources<'a>,
    ) -> Result<(), Problem> {
        use TypedInstruction as Op;
        let state = &mut self.state;
        match operation {
            Op::BeginText(_) => (self.text, self.line) = (Affine::IDENTITY, Affine::IDENTITY),
            Op::SetTextMatrix(m) => {
                self.line = matrix([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]);
                self.text = self.line;
            }
            Op::TextFont(font) => {
                state.size = font.1.as_f64();
                if !self.named.contains_key(font.0.as_ref()) {
                    let PdfDocument { faces, streams, .. } = &mut *self.document;
                    let face = match resources.get_font(font.0) {
                        Some(dict) => faces.face(&dict, streams)?,
                        None => None,
                    };
                    self.named.insert(font.0.to_vec(), face);
                }
                state.font = self.named.get(font.0.as_ref()).cloned().flatten();
            }
            Op::HorizontalScaling(scale) => state.stretch = scale.0.as_f64() / 100.0,
            Op::TextLeading(leading) => state.leading = leading.0.as_f64(),
            Op::CharacterSpacing(space) => state.character_space = space.0.as_f64(),
            Op::WordSpacing(space) => state.word_space = space.0.as_f64(),
            Op::TextRise(rise) => state.rise = rise.0.as_f64(),
            Op::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::ShowText(text) => self.show(text.0.as_bytes()),
            Op::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0.as_bytes());
            }
            Op::ShowTextWithParameters(text) => {
                state.word_space = text.0.as_f64();
                state.character_space = text.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(text.2.as_bytes());
            }
            Op::ShowTexts(texts) => {
                for part in texts.0.iter::<Object<'_>>() {
                    match part {
                        Object::Number(back) => self.adjust(back.as_f64()),
                        Object::String(text) => self.show(text.as_bytes()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.text = self.line;
    }

    /// Goes back by thousandths of the size.
    fn adjust(&mut self, back: f64) {
        let Some(ReadFace { font, .. }) = &self.state.font else { return };
        let by = -back / 1000.0 * self.state.size;
        let by = if font.is_horizontal() { (by * self.state.stretch, 0.0) } else { (0.0, by) };
        self.text *= Affine::translate(by);
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(ReadFace { font, collection }) = self.state.font.clone() else { return };
        let state = &self.state;
        let (size, stretch, ink) = (state.size, state.stretch, state.ink.glyphs());
        let scale = Affine::new([size * stretch, 0.0, 0.0, size, 0.0, state.rise]);
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = font.read_code(bytes, at);
            at += length.max(1);
            let advance = font.code_advance(code);
            if self.document.layers.is_shown() {
                let glyph = font.glyph(font.map_code(code), code);
                let text = match &glyph {
                    FontGlyph::Outline(glyph) => glyph.as_unicode(),
                    FontGlyph::Type3(glyph) => glyph.as_unicode(),
                };
                let text = text.or_else(|| collection.as_ref()?.text(code, length));
                let text = match text {
                    Some(BfString::Char(c)) => c.to_string(),
                    Some(BfString::String(text)) => text,
                    None => '\u{FFFD}'.to_string(),
                };
                let width = match glyph {
                    FontGlyph::Outline(glyph) => glyph.advance_width(),
                    FontGlyph::Type3(glyph) => Some(glyph.advance_width()),
                };
                let origin = font.origin_displacement(code) / 1000.0;
                let place = state.place * self.text * scale * Affine::translate(origin);
                self.page.glyph(place, &text, width, ink);
            }
            let word_space = if code == 32 && length == 1 { state.word_space } else { 0.0 };
            let by = |advance: f64| advance / 1000.0 * size + state.character_space + word_space;
            let by = if font.is_horizontal() {
                (by(advance.x) * stretch, 0.0)
            } else {
                (0.0, by(advance.y))
            };
            self.text *= Affine::translate(by);
        }
    }
}

fn point(x: &Number, y: &Number) -> Point {
    Point::new(x.as_f64(), y.as_f64())
}

fn matrix(numbers: [&Number; 6]) -> Affine {
    Affine::new(numbers.map(Number::as_f64))
}
