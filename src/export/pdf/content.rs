//! A page's items → drawing operations, and what each stretch of its text is.
//!
//! A large light mark comes first, then rules, and then all text in one text section: the rest is
//! black, so the order does not show. What has not changed since the last run (face, size,
//! spacing) is not said again, and every position is relative to the last one: short, and exact in
//! whole units.
//!
//! All that is drawn is marked: text with the element that it is a part of, everything else as an
//! artifact.

use std::collections::BTreeMap;
use std::ops::Range;

use printpdf::{
    Color, DictItem, FontId, Greyscale, Line, LinePoint, Op, PdfFontHandle, Point, Pt, TextItem,
};

use crate::layout::page::{Item, LaidOut, Page, RuleLine, Run};
use crate::layout::tags::{ContentTag, Element};
use crate::units::Length;

use super::faces::Faces;
use super::links::Stretches;

/// What a marked stretch of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// The element or cell that it is a part of.
    pub tag: ContentTag,
    /// Index of the link that it is the words of.
    pub link: Option<usize>,
}

/// How much of the paper's white a mark behind the text keeps, in hundredths.
const FAINT: f32 = 85.0;

/// The operations of a page, and its marked stretches by their number; `stretches` are those of its
/// items that lead somewhere.
pub(super) fn operations(
    page: &Page,
    document: &LaidOut,
    stretches: &Stretches,
    faces: &Faces,
) -> (Vec<Op>, Vec<Marked>) {
    let mut operations = Vec::new();
    let faint = page.items.iter().filter_map(|item| match item {
        Item::Faint(run) => Some(run),
        _ => None,
    });
    let faint: Vec<&Run> = faint.collect();
    if !faint.is_empty() {
        operations.push(Op::SetFillColor { col: grey(FAINT / 100.0) });
        let mut text = TextSection::new(faces, document);
        for run in faint {
            text.run(run, &[]);
        }
        operations.append(&mut text.finish().0);
        operations.push(Op::SetFillColor { col: grey(0.0) });
    }
    let mut rules = page.items.iter().filter_map(|item| match item {
        Item::Rule(rule) => Some(rule),
        _ => None,
    });
    if let Some(first) = rules.next() {
        operations.push(artifact());
        let mut width = None;
        for rule in std::iter::once(first).chain(rules) {
            if width.replace(rule.width) != Some(rule.width) {
                operations.push(Op::SetOutlineThickness { pt: pt(rule.width) });
            }
            operations.push(Op::DrawLine { line: line(rule, document.paper.height) });
        }
        operations.push(Op::EndMarkedContent);
    }
    let mut text = TextSection::new(faces, document);
    for (index, item) in page.items.iter().enumerate() {
        if let Item::Text(run) = item {
            text.run(run, stretches.get(&index).map(Vec::as_slice).unwrap_or_default());
        }
    }
    let (mut written, marked) = text.finish();
    operations.append(&mut written);
    (operations, marked)
}

fn artifact() -> Op {
    Op::BeginMarkedContent { tag: "Artifact".to_owned() }
}

fn grey(white: f32) -> Color {
    Color::Greyscale(Greyscale { percent: white, icc_profile: None })
}

fn pt(length: Length) -> Pt {
    Pt(length.to_pt())
}

fn line(rule: &RuleLine, height: Length) -> Line {
    let point = |x, y| LinePoint { p: Point { x: pt(x), y: pt(height - y) }, bezier: false };
    Line { points: vec![point(rule.x0, rule.y0), point(rule.x1, rule.y1)], is_closed: false }
}

/// What a stretch of the page's content is to a reader of the structure tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marking {
    /// Nothing to read: a rule, a page number, a repeated head.
    Artifact,
    /// A part of an element.
    Part(Marked),
}

impl From<Option<Marked>> for Marking {
    fn from(marked: Option<Marked>) -> Self {
        marked.map_or(Self::Artifact, Self::Part)
    }
}

/// A text section being written, with the state a reader is in.
struct TextSection<'a> {
    faces: &'a Faces,
    document: &'a LaidOut,
    operations: Vec<Op>,
    font: Option<(&'a FontId, Length)>,
    spacing: Length,
    x: Length,
    y: Length,
    /// What the operators being written are marked as; `None` before the first mark.
    marking: Option<Marking>,
    marked: Vec<Marked>,
}

impl<'a> TextSection<'a> {
    fn new(faces: &'a Faces, document: &'a LaidOut) -> Self {
        Self {
            faces,
            document,
            operations: vec![Op::StartTextSection],
            font: None,
            spacing: Length::ZERO,
            x: Length::ZERO,
            y: Length::ZERO,
            marking: None,
            marked: Vec::new(),
        }
    }

    /// Writes a run; `links` are the stretches of its text that lead somewhere.
    fn run(&mut self, run: &Run, links: &[(Range<usize>, usize)]) {
        let link_at =
            |at: usize| links.iter().find(|(range, _)| range.contains(&at)).map(|(_, link)| *link);
        let mark = |at: usize| run.tag.map(|tag| Marked { tag, link: link_at(at) });
        self.mark(mark(0));
        self.space(run.spacing);
        self.go(run.x, self.document.paper.height - run.baseline);
        let span = run.stands_for.as_deref().filter(|_| run.tag.is_some());
        if let Some(words) = span {
            let words = utf16(words);
            let map = [("ActualText".to_owned(), DictItem::Bytes(words))].into();
            self.begin("Span", map);
        }
        let faces = self.faces;
        let mut piece = String::new();
        let mut font = None;
        for (at, c) in run.text.char_indices() {
            let Some(id) = faces.id(run.face, c) else { continue };
            let marks = !links.is_empty() && self.marking != Some(mark(at).into());
            if marks || font.is_some_and(|font| font != id) {
                self.show(font, run.size, std::mem::take(&mut piece));
            }
            if marks {
                self.mark(mark(at));
            }
            font = Some(id);
            piece.push(c);
        }
        self.show(font, run.size, piece);
        if span.is_some() {
            self.operations.push(Op::EndMarkedContent);
        }
    }

    /// Says what comes next, unless it is more of the same.
    fn mark(&mut self, marked: Option<Marked>) {
        if self.marking == Some(marked.into()) {
            return;
        }
        if self.marking.replace(marked.into()).is_some() {
            self.operations.push(Op::EndMarkedContent);
        }
        let Some(marked) = marked else { return self.operations.push(artifact()) };
        let number = i64::try_from(self.marked.len()).unwrap_or(i64::MAX);
        let kind = match (marked.link, self.document.elements.get(marked.tag.element)) {
            (Some(_), _) => "Link",
            (None, Some(Element::Heading(1))) => "H1",
            (None, Some(Element::Heading(2))) => "H2",
            (None, Some(Element::Heading(_))) => "H3",
            (None, Some(Element::Table(_))) => "TD",
            (None, Some(Element::Paragraph) | None) => "P",
        };
        self.begin(kind, [("MCID".to_owned(), DictItem::Int(number))].into());
        self.marked.push(marked);
    }

    fn begin(&mut self, tag: &str, map: BTreeMap<String, DictItem>) {
        let properties = DictItem::Dict { map };
        self.operations
            .push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }

    fn space(&mut self, spacing: Length) {
        if self.spacing != spacing {
            self.spacing = spacing;
            self.operations.push(Op::SetCharacterSpacing { multiplier: spacing.to_pt() });
        }
    }

    fn go(&mut self, x: Length, y: Length) {
        let pos = Point { x: pt(x - self.x), y: pt(y - self.y) };
        (self.x, self.y) = (x, y);
        self.operations.push(Op::SetTextCursor { pos });
    }

    fn show(&mut self, font: Option<&'a FontId>, size: Length, text: String) {
        let Some(id) = font.filter(|_| !text.is_empty()) else { return };
        if self.font != Some((id, size)) {
            self.font = Some((id, size));
            let font = PdfFontHandle::External(id.clone());
            self.operations.push(Op::SetFont { font, size: pt(size) });
        }
        self.operations.push(Op::ShowText { items: vec![TextItem::Text(text)] });
    }

    fn finish(mut self) -> (Vec<Op>, Vec<Marked>) {
        if self.marking.is_some() {
            self.operations.push(Op::EndMarkedContent);
        }
        self.operations.push(Op::EndTextSection);
        (self.operations, self.marked)
    }
}

/// A text string of PDF.
fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}
