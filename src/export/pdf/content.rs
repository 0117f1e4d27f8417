//! A page's items → drawing operations.
//!
//! Rules come first and then all text in one text section: everything is black, so the order does
//! not show. What has not changed since the last run (face, size, spacing) is not said again, and
//! every position is relative to the last one: short, and exact in whole units.

use printpdf::{FontId, Line, LinePoint, Op, PdfFontHandle, Point, Pt, TextItem};

use crate::layout::page::{Item, Page, Rule, Run};
use crate::units::Length;

use super::PAPER_HEIGHT;
use super::faces::Faces;

pub(super) fn operations(page: &Page, faces: &Faces) -> Vec<Op> {
    let mut operations = Vec::new();
    let mut width = None;
    for item in &page.items {
        if let Item::Rule(rule) = item {
            if width.replace(rule.width) != Some(rule.width) {
                operations.push(Op::SetOutlineThickness { pt: pt(rule.width) });
            }
            operations.push(Op::DrawLine { line: line(rule) });
        }
    }
    let mut text = Text::new(faces);
    for item in &page.items {
        if let Item::Text(run) = item {
            text.run(run);
        }
    }
    operations.append(&mut text.finish());
    operations
}

fn pt(length: Length) -> Pt {
    Pt(length.to_pt())
}

fn line(rule: &Rule) -> Line {
    let point = |x, y| LinePoint { p: Point { x: pt(x), y: pt(PAPER_HEIGHT - y) }, bezier: false };
    Line { points: vec![point(rule.x0, rule.y0), point(rule.x1, rule.y1)], is_closed: false }
}

/// A text section being written, with the state a reader is in.
struct Text<'a> {
    faces: &'a Faces,
    operations: Vec<Op>,
    font: Option<(&'a FontId, Length)>,
    spacing: Length,
    x: Length,
    y: Length,
}

impl<'a> Text<'a> {
    fn new(faces: &'a Faces) -> Self {
        Self {
            faces,
            operations: vec![Op::StartTextSection],
            font: None,
            spacing: Length::ZERO,
            x: Length::ZERO,
            y: Length::ZERO,
        }
    }

    fn run(&mut self, run: &Run) {
        self.space(run.spacing);
        self.go(run.x, PAPER_HEIGHT - run.baseline);
        let faces = self.faces;
        let mut piece = String::new();
        let mut font = None;
        for c in run.text.chars() {
            let Some(id) = faces.id(run.face, c) else { continue };
            if font.is_some_and(|font| font != id) {
                self.show(font, run.size, std::mem::take(&mut piece));
            }
            font = Some(id);
            piece.push(c);
        }
        self.show(font, run.size, piece);
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
        let Some(id) = font else { return };
        if self.font != Some((id, size)) {
            self.font = Some((id, size));
            let font = PdfFontHandle::External(id.clone());
            self.operations.push(Op::SetFont { font, size: pt(size) });
        }
        self.operations.push(Op::ShowText { items: vec![TextItem::Text(text)] });
    }

    fn finish(mut self) -> Vec<Op> {
        self.operations.push(Op::EndTextSection);
        self.operations
    }
}
