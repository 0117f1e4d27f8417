//! Signs and icons, drawn as lines in a box of 16 so that they are sharp at every zoom.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2};

use super::theme::Colours;
use crate::finding::Severity;

/// A line drawing in a box of 16 by 16.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Icon {
    parts: &'static [IconShape],
    mirrored: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum IconShape {
    /// Points joined by lines.
    Line(&'static [(f32, f32)]),
    /// Centre and radius.
    Circle(f32, f32, f32),
}

const fn icon(parts: &'static [IconShape]) -> Icon {
    Icon { parts, mirrored: false }
}

use IconShape::{Circle, Line};

/// Done, in order.
pub const TICK: Icon = icon(&[Line(&[(2.5, 8.5), (6.2, 12.0), (13.5, 4.5)])]);
/// Find.
pub const SEARCH: Icon = icon(&[Circle(6.8, 6.8, 4.3), Line(&[(9.9, 9.9), (14.0, 14.0)])]);
/// Preview: a written page.
pub const PAGE: Icon = icon(&[
    Line(&[(3.2, 1.7), (9.8, 1.7), (12.8, 4.7), (12.8, 14.3), (3.2, 14.3), (3.2, 1.7)]),
    Line(&[(5.8, 6.4), (10.2, 6.4)]),
    Line(&[(5.8, 9.0), (10.2, 9.0)]),
    Line(&[(5.8, 11.6), (8.8, 11.6)]),
]);
/// Print.
pub const PRINT: Icon = icon(&[
    Line(&[(4.5, 5.5), (4.5, 2.0), (11.5, 2.0), (11.5, 5.5)]),
    Line(&[(4.5, 11.5), (2.0, 11.5), (2.0, 5.5), (14.0, 5.5), (14.0, 11.5), (11.5, 11.5)]),
    Line(&[(4.5, 9.0), (11.5, 9.0), (11.5, 14.0), (4.5, 14.0), (4.5, 9.0)]),
]);
/// Export: out of the tray.
pub const EXPORT: Icon = icon(&[
    Line(&[(8.0, 10.5), (8.0, 2.2)]),
    Line(&[(4.8, 5.2), (8.0, 2.0), (11.2, 5.2)]),
    Line(&[(2.2, 10.0), (2.2, 13.7), (13.8, 13.7), (13.8, 10.0)]),
]);
/// Import: into the tray.
pub const IMPORT: Icon = icon(&[
    Line(&[(8.0, 2.0), (8.0, 10.3)]),
    Line(&[(4.8, 7.3), (8.0, 10.5), (11.2, 7.3)]),
    Line(&[(2.2, 10.0), (2.2, 13.7), (13.8, 13.7), (13.8, 10.0)]),
]);
/// Save.
pub const SAVE: Icon = icon(&[
    Line(&[(2.2, 2.2), (11.0, 2.2), (13.8, 5.0), (13.8, 13.8), (2.2, 13.8), (2.2, 2.2)]),
    Line(&[(5.0, 2.2), (5.0, 5.8), (10.0, 5.8), (10.0, 2.2)]),
    Line(&[(4.5, 13.8), (4.5, 9.2), (11.5, 9.2), (11.5, 13.8)]),
]);
/// Undo.
pub const UNDO: Icon = icon(BACK);
/// Redo.
pub const REDO: Icon = Icon { parts: BACK, mirrored: true };
const BACK: &[IconShape] = &[
    Line(&[(5.6, 2.6), (2.4, 5.8), (5.6, 9.0)]),
    Line(&[
        (2.6, 5.8),
        (9.8, 5.8),
        (11.4, 6.2),
        (12.7, 7.3),
        (13.4, 8.8),
        (13.4, 10.2),
        (12.7, 11.7),
        (11.4, 12.8),
        (9.8, 13.2),
        (6.4, 13.2),
    ]),
];
/// Fold to the left, or back.
pub const CHEVRON_LEFT: Icon = icon(&[Line(&[(10.0, 3.5), (5.5, 8.0), (10.0, 12.5)])]);
/// Fold to the right, or on.
pub const CHEVRON_RIGHT: Icon = icon(&[Line(&[(6.0, 3.5), (10.5, 8.0), (6.0, 12.5)])]);
/// Unfold, or the one above.
pub const CHEVRON_UP: Icon = icon(&[Line(&[(3.5, 10.2), (8.0, 5.7), (12.5, 10.2)])]);
/// Fold, or the one below.
pub const CHEVRON_DOWN: Icon = icon(&[Line(&[(3.5, 5.8), (8.0, 10.3), (12.5, 5.8)])]);
/// Close.
pub const CLOSE: Icon =
    icon(&[Line(&[(3.5, 3.5), (12.5, 12.5)]), Line(&[(12.5, 3.5), (3.5, 12.5)])]);
/// Add.
pub const PLUS: Icon = icon(&[Line(&[(8.0, 3.0), (8.0, 13.0)]), Line(&[(3.0, 8.0), (13.0, 8.0)])]);
/// Less.
pub const MINUS: Icon = icon(&[Line(&[(3.0, 8.0), (13.0, 8.0)])]);
/// What somebody says of it: a sheet with a tail.
pub const COMMENT: Icon = icon(&[Line(&[
    (2.0, 2.8),
    (14.0, 2.8),
    (14.0, 11.2),
    (7.6, 11.2),
    (4.8, 14.0),
    (4.8, 11.2),
    (2.0, 11.2),
    (2.0, 2.8),
])]);
/// New from another: two sheets.
pub const COPY: Icon = icon(&[
    Line(&[(5.7, 5.7), (14.2, 5.7), (14.2, 14.2), (5.7, 14.2), (5.7, 5.7)]),
    Line(&[(3.5, 10.3), (1.8, 10.3), (1.8, 1.8), (10.3, 1.8), (10.3, 3.5)]),
]);
/// New.
pub const NEW: Icon = icon(&[
    Line(&[(3.2, 1.7), (9.8, 1.7), (12.8, 4.7), (12.8, 14.3), (3.2, 14.3), (3.2, 1.7)]),
    Line(&[(8.0, 6.2), (8.0, 11.4)]),
    Line(&[(5.4, 8.8), (10.6, 8.8)]),
]);
/// Open.
pub const FOLDER: Icon = icon(&[Line(&[
    (1.5, 13.3),
    (1.5, 2.9),
    (6.0, 2.9),
    (7.6, 4.9),
    (14.5, 4.9),
    (14.5, 13.3),
    (1.5, 13.3),
])]);
/// Look at.
pub const EYE: Icon = icon(&[
    Line(&[
        (0.8, 8.0),
        (3.0, 5.2),
        (5.4, 3.7),
        (8.0, 3.2),
        (10.6, 3.7),
        (13.0, 5.2),
        (15.2, 8.0),
        (13.0, 10.8),
        (10.6, 12.3),
        (8.0, 12.8),
        (5.4, 12.3),
        (3.0, 10.8),
        (0.8, 8.0),
    ]),
    Circle(8.0, 8.0, 2.3),
]);
/// Basic information: a card.
pub const CARD: Icon = icon(&[
    Line(&[(1.2, 3.2), (14.8, 3.2), (14.8, 12.8), (1.2, 12.8), (1.2, 3.2)]),
    Line(&[(3.8, 6.3), (6.8, 6.3), (6.8, 9.2), (3.8, 9.2), (3.8, 6.3)]),
    Line(&[(9.0, 6.6), (12.3, 6.6)]),
    Line(&[(9.0, 9.2), (12.3, 9.2)]),
]);
/// The clock runs.
pub const CLOCK: Icon =
    icon(&[Circle(8.0, 8.0, 6.2), Line(&[(8.0, 4.2), (8.0, 8.0), (10.8, 9.8)])]);
/// The clock stands: two bars.
pub const PAUSE: Icon =
    icon(&[Line(&[(5.6, 3.5), (5.6, 12.5)]), Line(&[(10.4, 3.5), (10.4, 12.5)])]);
/// The ledger: a book.
pub const BOOK: Icon = icon(&[
    Line(&[(3.0, 2.0), (12.8, 2.0), (12.8, 11.6), (4.4, 11.6), (3.0, 12.8), (3.0, 2.0)]),
    Line(&[(3.0, 12.8), (4.4, 14.0), (12.8, 14.0), (12.8, 11.6)]),
    Line(&[(5.8, 5.2), (10.2, 5.2)]),
]);
/// Years: three bars.
pub const BARS: Icon = icon(&[
    Line(&[(2.0, 13.5), (14.0, 13.5)]),
    Line(&[(4.0, 13.5), (4.0, 9.0)]),
    Line(&[(8.0, 13.5), (8.0, 3.0)]),
    Line(&[(12.0, 13.5), (12.0, 6.5)]),
]);
/// Tables.
pub const TABLE: Icon = icon(&[
    Line(&[(1.8, 2.5), (14.2, 2.5), (14.2, 13.5), (1.8, 13.5), (1.8, 2.5)]),
    Line(&[(1.8, 6.3), (14.2, 6.3)]),
    Line(&[(1.8, 9.9), (14.2, 9.9)]),
    Line(&[(7.0, 6.3), (7.0, 13.5)]),
]);

impl Icon {
    /// Draws the icon into the middle of a rectangle, as large as fits, at most 16 (at 16 with
    /// strokes of 1.4).
    pub fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let side = rect.width().min(rect.height()).min(16.0);
        let scale = side / 16.0;
        let corner = rect.center() - egui::vec2(side, side) / 2.0;
        let at = |(x, y): (f32, f32)| -> Pos2 {
            let x = if self.mirrored { 16.0 - x } else { x };
            corner + egui::vec2(x, y) * scale
        };
        let stroke = Stroke::new(1.4, colour);
        for part in self.parts {
            match part {
                Line(points) => {
                    painter.line(points.iter().copied().map(at).collect(), stroke);
                }
                Circle(x, y, radius) => {
                    painter.circle_stroke(at((*x, *y)), radius * scale, stroke);
                }
            }
        }
    }
}

/// The sign of a severity, as large as the rectangle (16, 14 in small text): filled octagon with
/// ×, filled diamond with !, outlined triangle with !, outlined circle with i. `outlined` draws
/// the octagon or the diamond without filling: what follows from elsewhere.
pub fn severity(
    painter: &Painter,
    rect: Rect,
    severity: Severity,
    colours: &Colours,
    outlined: bool,
) {
    let ink = colours.tone(severity).ink;
    let scale = rect.width().min(rect.height()) / 16.0;
    let at = |x: f32, y: f32| rect.center() + egui::vec2(x - 8.0, y - 8.0) * scale;
    let stroke = Stroke::new(1.4 * scale, ink);
    let mark = Stroke::new(1.6 * scale, if outlined { ink } else { colours.surface });
    let outline: &[(f32, f32)] = match severity {
        Severity::Blocks => &OCTAGON,
        Severity::Error => &[(8.0, 0.8), (15.2, 8.0), (8.0, 15.2), (0.8, 8.0)],
        Severity::Warning => &[(8.0, 1.8), (15.0, 14.0), (1.0, 14.0)],
        Severity::Info => &[],
    };
    let points: Vec<Pos2> = outline.iter().map(|(x, y)| at(*x, *y)).collect();
    match severity {
        Severity::Blocks | Severity::Error if !outlined => {
            painter.add(Shape::convex_polygon(points, ink, Stroke::NONE));
        }
        Severity::Info => {
            painter.circle_stroke(at(8.0, 8.0), 6.4 * scale, stroke);
        }
        _ => {
            painter.add(Shape::closed_line(points, stroke));
        }
    }
    let bang = |top: f32, bottom: f32, stroke: Stroke| {
        painter.line_segment([at(8.0, top), at(8.0, bottom)], stroke);
        painter.circle_filled(at(8.0, bottom + 2.4), 0.95 * scale, stroke.color);
    };
    match severity {
        Severity::Blocks => {
            painter.line_segment([at(5.4, 5.4), at(10.6, 10.6)], mark);
            painter.line_segment([at(10.6, 5.4), at(5.4, 10.6)], mark);
        }
        Severity::Error => bang(4.3, 8.8, mark),
        Severity::Warning => bang(6.0, 9.6, stroke),
        Severity::Info => {
            painter.circle_filled(at(8.0, 5.0), 0.95 * scale, ink);
            painter.line_segment([at(8.0, 7.2), at(8.0, 11.4)], stroke);
        }
    }
}

const OCTAGON: [(f32, f32); 8] = [
    (5.2, 1.2),
    (10.8, 1.2),
    (14.8, 5.2),
    (14.8, 10.8),
    (10.8, 14.8),
    (5.2, 14.8),
    (1.2, 10.8),
    (1.2, 5.2),
];

/// The program's mark: a form on the accent colour.
pub fn mark(painter: &Painter, rect: Rect, colours: &Colours) {
    painter.rect_filled(rect, 6.0, colours.accent);
    let scale = rect.width() / 44.0;
    let at = |x: f32, y: f32| rect.min + egui::vec2(x, y) * scale;
    let stroke = Stroke::new(2.0 * scale, colours.accent_ink);
    let lines = [
        (pos2(10.0, 12.0), pos2(34.0, 12.0)),
        (pos2(10.0, 19.0), pos2(34.0, 19.0)),
        (pos2(10.0, 26.0), pos2(34.0, 26.0)),
        (pos2(10.0, 33.0), pos2(34.0, 33.0)),
        (pos2(18.0, 19.0), pos2(18.0, 33.0)),
        (pos2(26.0, 19.0), pos2(26.0, 33.0)),
    ];
    for (from, to) in lines {
        painter.line_segment([at(from.x, from.y), at(to.x, to.y)], stroke);
    }
}
