//! Where everything of a table stands: widths, heights, broken labels, names. Made once for a
//! table and a room, not every frame.

use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, FontId, Painter, Vec2};

use super::widths::Widths;
use super::wrap;
use crate::edition::names;
use crate::edition::{Edition, Table};
use crate::grid::{Content, Grid};
use crate::ui::theme::size;

/// Height of the line that checks the identity.
pub(super) const IDENTITY: f32 = 48.0;
/// Room at the right for the bar that scrolls.
pub(super) const BAR: f32 = 16.0;
/// Width of the scroll bar where the table would not fit otherwise, in points.
const NARROW_BAR: f32 = 6.0;
/// Space between a table and the notes at its right.
pub(super) const NOTES_GAP: f32 = 16.0;
/// The least room for figures beside labels that stay, in points.
const LEAST_FIGURE: f32 = 60.0;
/// Least number of rows that scroll between the frozen ones; with fewer the frozen ones scroll too.
const LEAST_ROWS: f32 = 6.0;

/// Where one figure stands in the grid.
#[derive(Clone, Copy, Debug)]
pub(super) struct GridSpot {
    /// Row of the grid.
    pub row: usize,
    /// First column of the grid.
    pub column: usize,
    /// One past its last column.
    pub end: usize,
}

/// A table laid out for a room.
pub(super) struct Shape {
    key: ShapeKey,
    /// The merged cells.
    pub grid: Grid,
    /// What covers each place of the grid.
    pub cover: Vec<usize>,
    /// The left edge of each column from the table's left edge, and the right edge of the last.
    pub edges: Vec<f32>,
    /// The height of each row.
    pub heights: Vec<f32>,
    /// The lines of each merged cell's words.
    pub words: Vec<String>,
    /// Where each figure of the table stands.
    pub cell_rects: Vec<GridSpot>,
    /// What each figure is called in the history.
    pub names: Vec<String>,
    /// What each figure is called by a screen reader inside the table: its row with the group, and its
    /// column.
    pub spoken: Vec<String>,
    /// The rows of the grid that hold column headers and stay.
    pub head: usize,
    /// The rows that stay below the headers.
    pub top: Range<usize>,
    /// The rows that stay at the bottom.
    pub bottom: Range<usize>,
    /// Whether a line below checks the identity.
    pub identity: bool,
    /// Whether letters and rows are smaller.
    pub compact: bool,
    /// Whether all rows are in view.
    pub whole: bool,
    /// The height for the rows that scroll.
    pub scrolled: f32,
    /// Room for the bar that scrolls.
    pub bar: f32,
    /// Width for the notes at the right; 0 where there is no room for them.
    pub notes: f32,
}

/// What a shape was made for.
#[derive(Clone, PartialEq)]
struct ShapeKey {
    edition: Arc<Edition>,
    table: usize,
    room: Vec2,
    pixels_per_point: f32,
}

impl Shape {
    /// The shape of a table in a room; the former one where it still fits.
    pub fn of(
        painter: &Painter,
        former: Option<Arc<Self>>,
        edition: &Arc<Edition>,
        table: usize,
        room: Vec2,
    ) -> Arc<Self> {
        let pixels_per_point = painter.pixels_per_point();
        let key = ShapeKey { edition: edition.clone(), table, room, pixels_per_point };
        let same = |other: &ShapeKey| Arc::ptr_eq(&other.edition, &key.edition) && *other == key;
        if let Some(former) = former.filter(|shape| same(&shape.key)) {
            return former;
        }
        let normal = Self::new(painter, &key, false);
        let lacks = normal.width() > normal.room()
            || !normal.whole && normal.scrolled < LEAST_ROWS * normal.row_height();
        Arc::new(if lacks { Self::new(painter, &key, true) } else { normal })
    }

    fn new(painter: &Painter, key: &ShapeKey, compact: bool) -> Self {
        let form = &key.edition.tables[key.table];
        let grid = Grid::new(form);
        let points = if compact { size::SMALL } else { size::TEXT };
        let label = |text: &str| width(painter, text, points);
        let header = |text: &str| width(painter, text, size::SMALL);
        let columns = |bar: f32| {
            Widths { grid: &grid, room: key.room.x - bar, compact, text: &label }.columns()
        };
        let wide = columns(BAR);
        let fits = wide.iter().sum::<f32>() <= key.room.x - BAR;
        let (bar, widths) = if fits { (BAR, wide) } else { (NARROW_BAR, columns(NARROW_BAR)) };
        let edges = sums(&widths);
        let mut shape = Self {
            cover: grid.cover(),
            cell_rects: cell_rects(&grid, form),
            names: names::all(form),
            spoken: names::spoken(form),
            head: grid.head_rows,
            top: 0..0,
            bottom: 0..0,
            identity: form.balance.is_some() && grid.head_rows > 0,
            compact,
            whole: true,
            scrolled: 0.0,
            bar,
            notes: 0.0,
            heights: Vec::new(),
            words: Vec::new(),
            edges,
            grid,
            key: key.clone(),
        };
        let lines = shape.break_words(&label, &header);
        shape.heights = shape.row_heights(&lines);
        shape.freeze(form, key.room.y);
        let notes = shape.room() - shape.width() - NOTES_GAP;
        let wanted = shape.grid.label_columns == 1 && shape.grid.columns <= 5 && notes >= 200.0;
        shape.notes = if wanted { notes.min(386.0) } else { 0.0 };
        shape
    }

    /// Breaks the words of every merged cell; gives how many lines each takes.
    fn break_words(
        &mut self,
        label: &dyn Fn(&str) -> f32,
        header: &dyn Fn(&str) -> f32,
    ) -> Vec<usize> {
        let mut counts = Vec::new();
        let narrow = self.grid.label_columns == 0;
        for cell in &self.grid.cells {
            let room = self.edges[cell.column + cell.columns] - self.edges[cell.column];
            let lines = match &cell.content {
                Content::Caption(text) => vec![text.clone()],
                // Under a table without labels a header of four characters stands on two lines.
                Content::Header(text) => {
                    let padding = if narrow && cell.columns == 1 { 24.0 } else { 7.0 };
                    wrap::lines(text, room - padding, header)
                }
                // The label of a whole group stands clear of its lines.
                Content::Label(text, _) => {
                    let group = cell.column == 0 && cell.rows > 1;
                    wrap::lines(text, room - if group { 14.0 } else { 6.0 }, label)
                }
                Content::Figure(_) => Vec::new(),
            };
            counts.push(lines.len());
            self.words.push(lines.join("\n"));
        }
        counts
    }

    fn row_heights(&self, lines: &[usize]) -> Vec<f32> {
        let mut heights = vec![0.0_f32; self.grid.rows];
        for (cell, lines) in self.grid.cells.iter().zip(lines) {
            if cell.rows > 1 {
                continue;
            }
            let narrow = self.grid.label_columns == 0;
            let more =
                |line: f32| f32::from(u8::try_from(lines.saturating_sub(1)).unwrap_or(0)) * line;
            let height = match cell.content {
                Content::Caption(_) => 24.0,
                Content::Header(_) if *lines > 1 => {
                    if self.compact {
                        18.0 + more(18.0)
                    } else {
                        22.0 + more(18.0)
                    }
                }
                Content::Header(_) if self.compact => 24.0,
                Content::Header(_) if narrow => 25.0,
                Content::Header(_) => 26.0,
                Content::Label(..) if self.compact => 24.0 + more(18.0),
                Content::Label(..) => 26.0 + more(20.0),
                Content::Figure(_) => self.row_height(),
            };
            heights[cell.row] = heights[cell.row].max(height);
        }
        heights.iter().map(|height| if *height > 0.0 { *height } else { 25.0 }).collect()
    }

    /// Decides what stays and how much room is left for what scrolls.
    fn freeze(&mut self, form: &Table, room: f32) {
        let identity = if self.identity { IDENTITY } else { 0.0 };
        let all: f32 = self.heights.iter().sum::<f32>() + identity;
        self.whole = all <= room;
        let (top, bottom) = self.frozen(form);
        let kept: f32 = self.heights[..self.head].iter().sum::<f32>() + identity;
        let frozen = |shape: &Self| -> f32 {
            shape.heights[top.clone()].iter().chain(&shape.heights[bottom.clone()]).sum()
        };
        let row = self.row_height();
        let between = room - kept - frozen(self);
        let freezes = self.whole || between >= LEAST_ROWS * row;
        if freezes {
            (self.top, self.bottom) = (top, bottom);
        } else {
            (self.top, self.bottom) = (self.head..self.head, self.grid.rows..self.grid.rows);
        }
        self.scrolled = if self.whole {
            self.heights[self.body()].iter().sum()
        } else {
            let between = if freezes { between } else { room - kept };
            (between / row).floor().max(2.0) * row
        };
    }

    /// The rows of the identity's left side where they come first, those of its right side where
    /// they come last.
    fn frozen(&self, form: &Table) -> (Range<usize>, Range<usize>) {
        let (mut top, mut bottom) = (self.head..self.head, self.grid.rows..self.grid.rows);
        if let (Some((left, right)), true) = (&form.balance, self.identity) {
            let last = form.rows.len();
            if (0..left.len()).all(|row| left.contains(&row)) {
                top.end = self.head + left.len();
            }
            if (last - right.len()..last).all(|row| right.contains(&row)) {
                bottom.start = self.grid.rows - right.len();
            }
        }
        if top.end > bottom.start {
            (self.head..self.head, self.grid.rows..self.grid.rows)
        } else {
            (top, bottom)
        }
    }

    /// The rows that scroll.
    pub fn body(&self) -> Range<usize> {
        self.top.end..self.bottom.start
    }

    /// Height of an ordinary row.
    pub fn row_height(&self) -> f32 {
        match (self.compact, self.grid.label_columns) {
            (_, 0) => 28.0,
            (true, _) => 24.0,
            (false, _) => 26.0,
        }
    }

    /// The width there is without the bar that scrolls.
    pub fn room(&self) -> f32 {
        self.key.room.x - self.bar
    }

    /// How many columns of labels stay while the figures are scrolled sideways: none where they would
    /// leave no room for a figure.
    pub fn frozen_labels(&self) -> usize {
        let labels = self.grid.label_columns;
        if self.edges[labels] + LEAST_FIGURE <= self.room() { labels } else { 0 }
    }

    /// Width of the whole table.
    pub fn width(&self) -> f32 {
        self.edges.last().copied().unwrap_or(0.0)
    }

    /// Height of the whole table as it is shown.
    pub fn height(&self) -> f32 {
        let sum = |rows: Range<usize>| self.heights[rows].iter().sum::<f32>();
        let identity = if self.identity { IDENTITY } else { 0.0 };
        sum(0..self.top.end) + self.scrolled + sum(self.bottom.clone()) + identity
    }

    /// Size of letters in labels.
    pub fn points(&self) -> f32 {
        if self.compact { size::SMALL } else { size::TEXT }
    }

    /// Space between a figure and the right edge of its cell.
    pub fn right_padding(&self) -> f32 {
        if self.compact { 12.0 } else { 14.0 }
    }
}

/// Width of a text.
pub(super) fn width(painter: &Painter, text: &str, points: f32) -> f32 {
    let font = FontId::proportional(points);
    painter.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}

fn sums(widths: &[f32]) -> Vec<f32> {
    let mut edges = vec![0.0];
    let mut at = 0.0;
    for width in widths {
        at += width;
        edges.push(at);
    }
    edges
}

fn cell_rects(grid: &Grid, form: &Table) -> Vec<GridSpot> {
    let mut cell_rects = vec![GridSpot { row: 0, column: 0, end: 0 }; form.cells.len()];
    for cell in &grid.cells {
        if let Content::Figure(index) = cell.content {
            let (row, column) = (cell.row, cell.column);
            cell_rects[index] = GridSpot { row, column, end: column + cell.columns };
        }
    }
    cell_rects
}
