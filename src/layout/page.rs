//! A page: positioned items and nothing else. The PDF, the preview and print draw just this.

use super::sheet::{PAPER_HEIGHT, PAPER_WIDTH};
use super::tags::{ContentTag, Element};
use crate::font::Face;
use crate::report::place::Place;
use crate::units::Length;

/// One page. The origin is the paper's top left corner, y grows downwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// In reading order.
    pub items: Vec<Item>,
    /// The cells of tables, in reading order: they draw nothing, but an empty one can be pointed at.
    pub cells: Vec<CellArea>,
}

/// The box of a merged cell of a table, from the middle of one rule to that of the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellArea {
    /// What the box shows: a figure, a row (labels and captions), a column (headers) or a table.
    pub place: Place,
    /// Left edge.
    pub left: Length,
    /// Upper edge.
    pub top: Length,
    /// Right edge.
    pub right: Length,
    /// Lower edge.
    pub bottom: Length,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A run of characters.
    Text(Run),
    /// A straight line.
    Rule(RuleLine),
    /// A run of large characters in light grey behind everything else: a mark, no text.
    Faint(Run),
}

/// Characters of one face and size on one baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Left edge of the first character's advance box.
    pub x: Length,
    /// The baseline's distance from the paper's top.
    pub baseline: Length,
    /// Font size.
    pub size: Length,
    /// The face that has every character of `text` (fallback is already resolved).
    pub face: Face,
    /// What is written, never empty.
    pub text: String,
    /// Added after each character's advance, to fill a line or to press it together.
    pub spacing: Length,
    /// Width from `x` to the end of the last character's advance, without the last spacing and
    /// without what a mark at a line's end gives up of its blank half.
    pub width: Length,
    /// What this run shows.
    pub place: Option<Place>,
    /// The element that the run is a part of; `None` for what only a sheet of paper needs (page
    /// numbers, heads repeated on another page).
    pub tag: Option<ContentTag>,
    /// What the report says where `text` shows a mark for characters that no face has.
    pub stands_for: Option<String>,
}

/// A horizontal or vertical line, centred on its coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// The left end, from the paper's left edge.
    pub x0: Length,
    /// The upper end, from the paper's upper edge.
    pub y0: Length,
    /// The right end, from the paper's left edge.
    pub x1: Length,
    /// The lower end, from the paper's upper edge.
    pub y1: Length,
    /// Line width.
    pub width: Length,
}

/// A heading of the outline and its place on the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineAnchor {
    /// The heading's words.
    pub title: String,
    /// 0 for a section, 1 below it.
    pub level: u8,
    /// Index of the page.
    pub page: usize,
    /// Top of the heading's line.
    pub y: Length,
}

/// The size of a document's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The paper's width.
    pub width: Length,
    /// The paper's height.
    pub height: Length,
}

/// A4, upright.
impl Default for Paper {
    fn default() -> Self {
        Self { width: PAPER_WIDTH, height: PAPER_HEIGHT }
    }
}

/// A laid-out report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaidOut {
    /// Title for the reader's window.
    pub title: String,
    /// Author: the agency.
    pub author: String,
    /// The size of every page.
    pub paper: Paper,
    /// The pages.
    pub pages: Vec<Page>,
    /// The outline, in order.
    pub outline: Vec<OutlineAnchor>,
    /// What the texts are, in reading order; a run names its element by index.
    pub elements: Vec<Element>,
}
