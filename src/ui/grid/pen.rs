//! Drawing rectangles on whole pixels and text where the grid wants it.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Align, Color32, FontId, Galley, Mesh, Painter, Pos2, Rect, Shape, pos2};

/// A mesh of filled rectangles on whole pixels: one shape for all grounds and lines.
pub(super) struct Grounds {
    mesh: Mesh,
    pixel: f32,
}

impl Grounds {
    /// Nothing yet.
    pub fn new(painter: &Painter) -> Self {
        Self { mesh: Mesh::default(), pixel: 1.0 / painter.pixels_per_point() }
    }

    fn whole(&self, value: f32) -> f32 {
        (value / self.pixel).round() * self.pixel
    }

    /// How thick a line is: 1, on whole pixels.
    pub fn line(&self) -> f32 {
        (1.0 / self.pixel).round().max(1.0) * self.pixel
    }

    /// Fills what of a rectangle lies inside another.
    pub fn fill(&mut self, rect: Rect, clip: Rect, colour: Color32) {
        let rect = rect.intersect(clip);
        let min = pos2(self.whole(rect.left()), self.whole(rect.top()));
        let max = pos2(self.whole(rect.right()), self.whole(rect.bottom()));
        if max.x > min.x && max.y > min.y {
            self.mesh.add_colored_rect(Rect::from_min_max(min, max), colour);
        }
    }

    /// A line to the right of a point.
    pub fn across(&mut self, from: Pos2, to: f32, clip: Rect, colour: Color32) {
        let line = self.line();
        let from = pos2(from.x, self.whole(from.y));
        self.fill(Rect::from_min_max(from, pos2(to, from.y + line)), clip, colour);
    }

    /// A line downwards from a point.
    pub fn down(&mut self, from: Pos2, to: f32, clip: Rect, colour: Color32) {
        let line = self.line();
        let from = pos2(self.whole(from.x), from.y);
        self.fill(Rect::from_min_max(from, pos2(from.x + line, to)), clip, colour);
    }

    /// Draws all of it.
    pub fn paint(self, painter: &Painter) {
        if !self.mesh.is_empty() {
            painter.add(Shape::mesh(self.mesh));
        }
    }
}

/// A text of one line, laid out.
pub(super) fn line(painter: &Painter, text: &str, points: f32) -> Arc<Galley> {
    painter.layout_no_wrap(text.to_owned(), FontId::proportional(points), Color32::PLACEHOLDER)
}

/// A text whose lines are already broken, with a height for each.
pub(super) fn lines(
    painter: &Painter,
    text: &str,
    points: f32,
    height: f32,
    align: Align,
) -> Arc<Galley> {
    let font = FontId::proportional(points);
    let mut job = LayoutJob::simple(text.to_owned(), font, Color32::PLACEHOLDER, f32::INFINITY);
    job.halign = align;
    for section in &mut job.sections {
        section.format.line_height = Some(height);
    }
    painter.layout_job(job)
}

/// Draws a text with its left end here, its middle at this height.
pub(super) fn left(painter: &Painter, at: Pos2, galley: Arc<Galley>, colour: Color32) {
    let y = at.y - galley.size().y / 2.0;
    painter.galley(pos2(at.x.round(), y.round()), galley, colour);
}

/// Draws a text with its right end here, its middle at this height.
pub(super) fn right(painter: &Painter, at: Pos2, galley: Arc<Galley>, colour: Color32) {
    let corner = at - galley.size() * egui::vec2(1.0, 0.5);
    painter.galley(pos2(corner.x.round(), corner.y.round()), galley, colour);
}

/// Draws a text around its middle, each line centred.
pub(super) fn centred(painter: &Painter, at: Pos2, galley: Arc<Galley>, colour: Color32) {
    let corner = pos2(at.x - galley.rect.center().x, at.y - galley.size().y / 2.0);
    painter.galley(pos2(corner.x.round(), corner.y.round()), galley, colour);
}
