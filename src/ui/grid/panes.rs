//! Where rows and columns stand on the screen this frame, after scrolling.

use std::ops::Range;

use egui::{Pos2, Rect, pos2};

use super::shape::{GridSpot, IDENTITY, Shape};
use crate::grid::GridCell;
use crate::ui::bounded::bounded;

/// A stretch of rows that keep together, and what of the screen they may use.
pub(super) struct Region {
    /// Rows of the grid.
    pub rows: Range<usize>,
    /// The part of the screen that the pane's cells are drawn in.
    pub clip: Rect,
}

/// Rows and columns on the screen.
pub(super) struct Panes {
    /// The frame of the whole table.
    pub frame: Rect,
    /// Headers and rows that stay above, what scrolls, rows that stay below.
    pub regions: Vec<Region>,
    /// The line that checks the identity.
    pub identity: Option<Rect>,
    /// Left edge of each column and right edge of the last.
    pub xs: Vec<f32>,
    /// Top and bottom of each row.
    pub ys: Vec<(f32, f32)>,
    /// The right edge of the labels: what scrolls sideways goes under it.
    pub labels: f32,
    /// Rows out of sight below.
    pub below: usize,
    /// The largest first row, counted from the first that scrolls.
    pub last_first: usize,
    /// How far the figures can go to the left.
    pub side_room: f32,
}

/// How far a table is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Scroll {
    /// The first row in view, counted from the first that scrolls.
    pub first: usize,
    /// How far the figures have gone to the left.
    pub side: f32,
}

/// The least width of a table's frame, in points.
const LEAST: f32 = 120.0;

impl Panes {
    /// Places a shape's rows and columns from a corner on, in the room it was made for.
    pub fn new(shape: &Shape, origin: Pos2, scroll: &mut Scroll) -> Self {
        let width = shape.width().min(shape.room().max(LEAST));
        let frame = Rect::from_min_size(origin, egui::vec2(width, shape.height()));
        let side_room = (shape.width() - width).max(0.0);
        scroll.side = bounded(scroll.side, 0.0, side_room);
        let last_first = last_first(shape);
        scroll.first = scroll.first.min(last_first);
        let xs = columns(shape, origin.x, scroll.side);
        let frozen = shape.frozen_labels();
        let labels = xs[shape.grid.label_columns];
        let mut panes = Self {
            frame,
            regions: Vec::new(),
            identity: None,
            xs,
            ys: vec![(0.0, 0.0); shape.grid.rows],
            labels: if frozen == 0 { frame.left() } else { labels },
            below: 0,
            last_first,
            side_room,
        };
        panes.rows(shape, scroll.first);
        panes
    }

    fn rows(&mut self, shape: &Shape, first: usize) {
        let mut y = self.frame.top();
        y = self.stack(shape, 0..shape.top.end, y);
        let (body_top, body_bottom) = (y, (y + shape.scrolled).round());
        let hidden: f32 = shape.heights[shape.body()].iter().take(first).sum();
        self.stack(shape, shape.body(), body_top - hidden);
        self.fill(shape.body(), body_top, body_bottom);
        let out = |row: &usize| self.ys[*row].1 > body_bottom + 0.5;
        self.below = shape.body().filter(out).count();
        let foot = self.stack(shape, shape.bottom.clone(), body_bottom);
        let band = |top: f32, bottom: f32| {
            Rect::from_min_max(pos2(self.frame.left(), top), pos2(self.frame.right(), bottom))
        };
        self.regions = if shape.whole {
            vec![Region { rows: 0..shape.grid.rows, clip: band(self.frame.top(), foot) }]
        } else {
            vec![
                Region { rows: 0..shape.top.end, clip: band(self.frame.top(), body_top) },
                Region { rows: shape.body(), clip: band(body_top, body_bottom) },
                Region { rows: shape.bottom.clone(), clip: band(body_bottom, foot) },
            ]
        };
        self.identity = shape.identity.then(|| band(foot, foot + IDENTITY));
    }

    /// The last row that is whole takes what is left below it, so that none is cut in half.
    fn fill(&mut self, body: Range<usize>, top: f32, bottom: f32) {
        let whole = |row: &usize| self.ys[*row].0 >= top - 0.5 && self.ys[*row].1 <= bottom + 0.5;
        let Some(last) = body.clone().rev().find(whole) else { return };
        let more = bottom - self.ys[last].1;
        self.ys[last].1 = bottom;
        for row in last + 1..body.end {
            self.ys[row] = (self.ys[row].0 + more, self.ys[row].1 + more);
        }
    }

    fn stack(&mut self, shape: &Shape, rows: Range<usize>, mut y: f32) -> f32 {
        for row in rows {
            let bottom = y + shape.heights[row];
            self.ys[row] = (y, bottom);
            y = bottom;
        }
        y
    }

    /// The part of the screen that a stretch of the grid takes, inside a region.
    pub fn rect(&self, rows: Range<usize>, columns: Range<usize>) -> Rect {
        let (top, bottom) = (self.ys[rows.start].0, self.ys[rows.end - 1].1);
        let (left, right) = (self.xs[columns.start], self.xs[columns.end]);
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }

    /// Whether a label in the rows at the bottom belongs to rows that scroll above them.
    pub fn goes_on(&self, region: &Region, cell: &GridCell) -> bool {
        let last = self.regions.len() > 1 && region.rows.end == self.ys.len();
        last && cell.row < region.rows.start
    }

    /// The region of a row.
    pub fn region(&self, row: usize) -> Option<&Region> {
        self.regions.iter().find(|region| region.rows.contains(&row))
    }

    /// What of the screen a row's figures (not its labels) may use.
    pub fn figures(&self, row: usize) -> Rect {
        let clip = self.region(row).map_or(Rect::NOTHING, |region| region.clip);
        Rect::from_min_max(pos2(self.labels, clip.top()), clip.max)
    }
}

fn columns(shape: &Shape, left: f32, side: f32) -> Vec<f32> {
    let labels = shape.frozen_labels();
    let shift = |column: usize| if column < labels || side == 0.0 { 0.0 } else { side };
    let mut xs: Vec<f32> =
        shape.edges.iter().enumerate().map(|(at, x)| (left + x - shift(at)).round()).collect();
    if labels > 0 {
        xs[labels] = (left + shape.edges[labels]).round();
    }
    xs
}

fn last_first(shape: &Shape) -> usize {
    let body = shape.body();
    let mut left = shape.scrolled + 0.5;
    let mut first = body.end;
    while first > body.start && shape.heights[first - 1] <= left {
        first -= 1;
        left -= shape.heights[first];
    }
    first - body.start
}

impl Scroll {
    /// Brings a figure into view.
    pub fn show(&mut self, shape: &Shape, spot: GridSpot) {
        let labels = shape.edges[shape.frozen_labels()];
        let (left, right) = (shape.edges[spot.column] - labels, shape.edges[spot.end]);
        self.side = self.side.min(left).max(right - shape.room().max(LEAST)).max(0.0);
        let (body, row) = (shape.body(), spot.row);
        if shape.whole || !body.contains(&row) {
            return;
        }
        let at = row - body.start;
        self.first = self.first.min(at);
        let shown = |first: usize| -> f32 { shape.heights[body.start + first..=row].iter().sum() };
        while self.first < at && shown(self.first) > shape.scrolled + 0.5 {
            self.first += 1;
        }
    }
}
