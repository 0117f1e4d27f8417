//! The form: grounds, lines, labels, figures.

use std::ops::Range;

use egui::{Align, Color32, Painter, Rect, Shape as Drawing, Stroke, StrokeKind, pos2, vec2};

use super::panes::{Panes, Region};
use super::pen::{self, Grounds};
use super::shape::Shape;
use super::sheet::{CellMark, GridSheet, Side};
use crate::finding::Severity;
use crate::grid::{Content, GridCell};
use crate::ui::icons;
use crate::ui::theme::{Colours, size};

/// What the pictures of one frame are made from.
pub(super) struct Paint<'a> {
    /// What is shown.
    pub sheet: &'a GridSheet<'a>,
    /// Where each cell is in the grid.
    pub shape: &'a Shape,
    /// Where the grid's panes are on the screen after scrolling.
    pub panes: &'a Panes,
    /// In which colours.
    pub colours: &'a Colours,
    /// The cell with the cursor.
    pub active: Option<usize>,
    /// Selected cells, where they are several.
    pub block: &'a [usize],
    /// The cell that the live editor draws.
    pub edited: Option<usize>,
}

impl Paint<'_> {
    /// Draws everything but the live editor and the rings.
    pub fn form(&self, painter: &Painter) {
        let mut grounds = Grounds::new(painter);
        for region in &self.panes.regions {
            self.region_grounds(&mut grounds, region);
        }
        for region in &self.panes.regions {
            self.lines(&mut grounds, region);
        }
        if let Some(identity) = self.panes.identity {
            self.identity_grounds(&mut grounds, identity);
        }
        grounds.paint(painter);
        for region in &self.panes.regions {
            self.texts(painter, region);
        }
        if let Some(identity) = self.panes.identity {
            self.identity_texts(painter, identity);
        }
        let stroke = Stroke::new(1.0, self.colours.line2);
        painter.rect_stroke(self.panes.frame, 3.0, stroke, StrokeKind::Inside);
    }

    /// The parts of the merged cells that a region shows, each with the screen it may use.
    fn pieces<'b>(
        &'b self,
        region: &'b Region,
    ) -> impl Iterator<Item = (usize, &'b GridCell, Rect, Rect)> {
        self.shape.grid.cells.iter().enumerate().filter_map(|(index, cell)| {
            let rows = cell.row.max(region.rows.start)..(cell.row + cell.rows).min(region.rows.end);
            if rows.is_empty() {
                return None;
            }
            let rect = self.panes.rect(rows, cell.column..cell.column + cell.columns);
            let clip = self.clip(region, cell.column);
            rect.intersect(clip).is_positive().then_some((index, cell, rect, clip))
        })
    }

    /// Figures and their headers go under the labels when they are scrolled sideways.
    fn clip(&self, region: &Region, column: usize) -> Rect {
        let left = if column >= self.shape.grid.label_columns {
            self.panes.labels
        } else {
            region.clip.left()
        };
        Rect::from_min_max(pos2(left, region.clip.top()), region.clip.max)
    }

    fn region_grounds(&self, grounds: &mut Grounds, region: &Region) {
        grounds.fill(region.clip, region.clip, self.colours.surface);
        for (_, cell, rect, clip) in self.pieces(region) {
            grounds.fill(rect, clip, self.ground(cell));
        }
    }

    fn ground(&self, cell: &GridCell) -> Color32 {
        let colours = self.colours;
        match cell.content {
            Content::Caption(_) => colours.computed,
            Content::Header(_) if self.header_side(cell) == Some(Side::Fails) => {
                colours.blocks.ground
            }
            Content::Label(_, row) if self.is_active_label(cell, row) => colours.accent_soft,
            Content::Header(_) | Content::Label(..) => colours.head,
            Content::Figure(index) => self.figure_ground(index),
        }
    }

    fn figure_ground(&self, index: usize) -> Color32 {
        let colours = self.colours;
        if self.block.contains(&index) {
            return colours.accent_soft;
        }
        if self.edited == Some(index) {
            return colours.surface;
        }
        if self.sheet.side(index) == Some(Side::Fails) {
            return colours.blocks.ground;
        }
        match self.sheet.marks[index] {
            Some(CellMark { severity: Severity::Warning, waived: None, .. }) => {
                colours.warning.ground
            }
            Some(CellMark { severity: Severity::Error, .. }) => colours.error.ground,
            _ if self.sheet.is_total(index) => colours.computed,
            _ => colours.surface,
        }
    }

    /// How the one column does that a header stands right above.
    fn header_side(&self, cell: &GridCell) -> Option<Side> {
        let column = cell.column.checked_sub(self.shape.grid.label_columns)?;
        let lowest = cell.row + cell.rows == self.shape.head && cell.columns == 1;
        let columns = &self.sheet.form.bands[0].columns;
        let at = columns.iter().position(|label| label.column == column).filter(|_| lowest)?;
        self.sheet.identity.get(at).map(|(_, side)| *side)
    }

    /// Whether a label is the innermost one of the row with the cursor.
    fn is_active_label(&self, cell: &GridCell, row: usize) -> bool {
        let innermost = cell.column + cell.columns == self.shape.grid.label_columns;
        innermost && self.active.is_some_and(|active| self.sheet.form.cells[active].row == row)
    }

    fn lines(&self, grounds: &mut Grounds, region: &Region) {
        let columns = self.shape.grid.columns;
        if region.rows.start > 0 && !region.rows.is_empty() {
            let clip = region.clip;
            grounds.across(clip.min, clip.right(), clip, self.colours.line2);
        }
        for row in self.in_view(region) {
            let y = self.panes.ys[row].0;
            if row == region.rows.start || y < region.clip.top() + 0.5 {
                continue;
            }
            let (top, bottom) = (&self.shape.top, &self.shape.bottom);
            let edge = row == top.end && !top.is_empty() || row == bottom.start;
            let colour = if edge { self.colours.line2 } else { self.colours.line };
            let differs = |column: usize| self.covers(row, column) != self.covers(row - 1, column);
            for run in runs(0..columns, differs) {
                let from = pos2(self.panes.xs[run.start], y);
                let clip = self.clip(region, run.start);
                grounds.across(from, self.panes.xs[run.end], clip, colour);
            }
        }
        for column in 1..columns {
            let rows = self.in_view(region);
            let differs = |row: usize| self.covers(row, column - 1) != self.covers(row, column);
            let colour = if self.is_edge(column) { self.colours.line2 } else { self.colours.line };
            for run in runs(rows, differs) {
                let from = pos2(self.panes.xs[column], self.panes.ys[run.start].0);
                let clip = self.clip(region, column);
                grounds.down(from, self.panes.ys[run.end - 1].1, clip, colour);
            }
        }
    }

    fn covers(&self, row: usize, column: usize) -> usize {
        self.shape.cover[row * self.shape.grid.columns + column]
    }

    fn in_view(&self, region: &Region) -> Range<usize> {
        let seen = |row: &usize| {
            let (top, bottom) = self.panes.ys[*row];
            bottom > region.clip.top() + 0.5 && top < region.clip.bottom() - 0.5
        };
        let mut rows = region.rows.clone().filter(seen);
        let first = rows.next().unwrap_or(region.rows.start);
        first..rows.next_back().map_or(first + 1, |last| last + 1).min(region.rows.end.max(first))
    }

    /// Whether a stronger line stands left of a column: before the figures, before the total of
    /// all columns, and between the groups of a table without labels.
    fn is_edge(&self, column: usize) -> bool {
        let labels = self.shape.grid.label_columns;
        if labels == 0 {
            let above = self.shape.head.checked_sub(2);
            return above
                .is_some_and(|row| self.covers(row, column - 1) != self.covers(row, column));
        }
        let last = column + 1 == self.shape.grid.columns && self.shape.head > 0;
        column == labels || last && self.sheet.form.cells.last().is_some_and(|c| c.sum_of.is_some())
    }

    fn texts(&self, painter: &Painter, region: &Region) {
        let whole = painter.with_clip_rect(painter.clip_rect().intersect(region.clip));
        let figures = self.panes.side_room > 0.0;
        let labels = self.shape.grid.label_columns;
        for (index, cell, rect, clip) in self.pieces(region) {
            let inner = (figures && cell.column >= labels)
                .then(|| painter.with_clip_rect(painter.clip_rect().intersect(clip)));
            let painter = inner.as_ref().unwrap_or(&whole);
            let words = &self.shape.words[index];
            match cell.content {
                Content::Caption(_) => self.caption(painter, rect, words),
                Content::Header(_) => self.header(painter, rect, words, self.header_side(cell)),
                // Where rows go on at the bottom, the words stand above only.
                Content::Label(..) if self.panes.goes_on(region, cell) => {}
                Content::Label(_, row) => {
                    let seen = rect.intersect(clip);
                    self.label(painter, cell, seen, words, self.is_active_label(cell, row));
                }
                Content::Figure(index) => self.figure(painter, rect, index),
            }
        }
    }

    fn caption(&self, painter: &Painter, rect: Rect, words: &str) {
        let galley = pen::line(painter, words, size::SMALL);
        pen::centred(painter, rect.center(), galley, self.colours.ink2);
    }

    fn header(&self, painter: &Painter, rect: Rect, words: &str, side: Option<Side>) {
        let mut galley = pen::lines(painter, words, size::SMALL, 17.0, Align::Center);
        let (Some(Side::Fails | Side::Follows), Some(side)) = (side, side) else {
            return pen::centred(painter, rect.center(), galley, self.colours.ink2);
        };
        let outlined = side == Side::Follows;
        let ink = self.colours.blocks.ink;
        let above = rect.height() >= 44.0;
        if !above && galley.size().x + 22.0 > rect.width() {
            galley = pen::lines(painter, words, 11.0, 15.0, Align::Center);
        }
        let (sign, text) = if above {
            let middle = rect.center();
            let half = galley.size().y / 2.0 + 9.0;
            (middle - vec2(0.0, half - 7.0), middle + vec2(0.0, half - galley.size().y / 2.0))
        } else {
            let from = rect.center().x - galley.size().x / 2.0 - 9.0;
            let from = from.max(rect.left() + 2.0);
            let middle = rect.center().y;
            (pos2(from + 7.0, middle), pos2(from + 17.0 + galley.size().x / 2.0, middle))
        };
        let at = Rect::from_center_size(sign, vec2(14.0, 14.0));
        icons::severity(painter, at, Severity::Blocks, self.colours, outlined);
        pen::centred(painter, text, galley, ink);
    }

    fn label(&self, painter: &Painter, cell: &GridCell, rect: Rect, words: &str, active: bool) {
        let colour = if active { self.colours.accent } else { self.colours.ink };
        let points = self.shape.points();
        let height = if self.shape.compact { 18.0 } else { 20.0 };
        if active {
            let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
            painter.rect_filled(bar, 0.0, colour);
        }
        if cell.column + cell.columns < self.shape.grid.label_columns {
            let galley = pen::lines(painter, words, points, height, Align::Center);
            pen::centred(painter, rect.center(), galley, colour);
        } else {
            let galley = pen::lines(painter, words, points, height, Align::LEFT);
            pen::left(painter, rect.left_center() + vec2(8.0, 0.0), galley, colour);
        }
    }

    fn figure(&self, painter: &Painter, rect: Rect, index: usize) {
        let (colours, sheet) = (self.colours, self.sheet);
        let pad = self.shape.right_padding();
        let fault = sheet.fault(index).is_some();
        let mut right = rect.right() - pad;
        let mark = sheet.marks[index];
        if let Some(mark) = mark.filter(|_| !fault) {
            self.corner(painter, rect, &mark);
        }
        self.comment(painter, rect, index);
        if fault {
            let at = pos2(rect.right() - 15.0 - 7.0, rect.center().y);
            let sign = Rect::from_center_size(at, vec2(14.0, 14.0));
            icons::severity(painter, sign, Severity::Blocks, colours, false);
            right = rect.right() - 32.0;
        }
        let mut left = right;
        if self.edited != Some(index) {
            let text = sheet.shown(index);
            let ink = self.ink(index, &text);
            if text.is_empty() {
                let from = pos2(right + 2.0 - 26.0, rect.bottom() - 5.0);
                painter.rect_filled(
                    Rect::from_min_size(from.round(), vec2(26.0, 1.0)),
                    0.0,
                    colours.ink3,
                );
                left = from.x;
            } else {
                let galley = pen::line(painter, &text, size::TEXT);
                left -= galley.size().x;
                pen::right(painter, pos2(right, rect.center().y), galley, ink);
            }
        } else if !fault {
            left -= 30.0;
        }
        self.last(painter, rect, left, index);
    }

    fn ink(&self, index: usize, text: &str) -> Color32 {
        if self.sheet.side(index) == Some(Side::Fails) && !self.block.contains(&index) {
            self.colours.blocks.ink
        } else if text == "0" {
            self.colours.ink3
        } else {
            self.colours.ink
        }
    }

    /// Last year's figure, where it is no 0 and there is room left of this year's.
    fn last(&self, painter: &Painter, rect: Rect, left: f32, index: usize) {
        if !self.sheet.app.settings().compare_last {
            return;
        }
        let Some(Some(value)) = self.sheet.last.get(index) else { return };
        let text = value.text();
        if text.is_empty() || text == "0" {
            return;
        }
        let galley = pen::line(painter, &text, size::SMALL);
        let wide = rect.width() > 160.0;
        let x = if wide { rect.right() - 141.0 } else { rect.left() + 9.0 };
        if x + galley.size().x + 4.0 <= left {
            pen::left(painter, pos2(x, rect.center().y + 1.0), galley, self.colours.ink3);
        }
    }

    /// The corner at the top left of a cell that somebody has said something of: filled while that is
    /// open.
    fn comment(&self, painter: &Painter, rect: Rect, index: usize) {
        let Some((_, open)) = self.sheet.comments.get(index).filter(|(said, _)| !said.is_empty())
        else {
            return;
        };
        let corner = rect.left_top() + vec2(1.0, 1.0);
        let points = vec![corner, corner + vec2(9.0, 0.0), corner + vec2(0.0, 9.0)];
        if *open {
            painter.add(Drawing::convex_polygon(points, self.colours.accent, Stroke::NONE));
        } else {
            let stroke = Stroke::new(1.0, self.colours.accent_line);
            painter.add(Drawing::closed_line(points, stroke));
        }
    }

    /// The sign of a finding in the top right corner: a triangle for a warning, outlined where it
    /// was waived, the diamond for what must be mended.
    fn corner(&self, painter: &Painter, rect: Rect, mark: &CellMark<'_>) {
        let corner = rect.right_top() + vec2(0.0, 1.0);
        let points = vec![corner - vec2(9.0, 0.0), corner, corner + vec2(0.0, 9.0)];
        let colour = self.colours.warning_mark;
        match (mark.severity, mark.waived) {
            (Severity::Warning, None) => {
                painter.add(Drawing::convex_polygon(points, colour, Stroke::NONE));
            }
            (Severity::Warning, Some(_)) => {
                let points = points.into_iter().map(|point| point + vec2(-1.0, 1.0)).collect();
                painter.add(Drawing::closed_line(points, Stroke::new(1.0, colour)));
            }
            (Severity::Error, _) => {
                let at = Rect::from_center_size(corner + vec2(-7.0, 6.0), vec2(12.0, 12.0));
                icons::severity(painter, at, Severity::Error, self.colours, false);
            }
            _ => {}
        }
    }
}

/// The runs of neighbours for which something holds.
fn runs(range: Range<usize>, holds: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in range.filter(|at| holds(*at)) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}
