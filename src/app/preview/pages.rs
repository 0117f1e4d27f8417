//! The report as pages beside the editor: laid out, looked through and drawn in threads.
//!
//! The window asks, and takes what has come: [`Sheets`] for a state of the report, [`Tile`]s of
//! pixels for what is in view. One of each is under way at a time; what has become of no use
//! meanwhile is asked for no more, and dropped.

use std::sync::Arc;

use super::sheets::{PreviewInput, Sheets};
use crate::export::picture::{PageWindow, Painter, Picture, Scale};
use crate::font::Choice;

/// Side of a tile in pixels.
pub const TILE: usize = 512;

/// A square piece of a drawn page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TileId {
    /// Index of the page.
    pub page: usize,
    /// What the page looks like: [`super::sheets::PageSheet::look`].
    pub look: u64,
    /// The page's width in pixels.
    pub width: u32,
    /// Counted from the left.
    pub column: usize,
    /// Counted from the top.
    pub row: usize,
}

impl TileId {
    /// What of the page it shows.
    #[must_use]
    pub fn window(self) -> PageWindow {
        let (width, height) = Scale::paper_width(self.width).paper();
        let stretch =
            |at: usize, size: usize| (at * TILE, size.saturating_sub(at * TILE).min(TILE));
        let ((left, width), (top, height)) =
            (stretch(self.column, width), stretch(self.row, height));
        PageWindow { left, top, width, height }
    }
}

/// A tile and its pixels.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Which tile of which page it is, and how large it was drawn.
    pub id: TileId,
    /// The coverage of each of its pixels.
    pub picture: Picture,
}

/// What is known of the pages.
#[derive(Debug)]
pub struct Preview {
    sheets: Option<Arc<Sheets>>,
    laying: bool,
    /// No look is ever given to another page, of this report or the next.
    looks: u64,
    /// Away while it draws.
    painter: Option<Box<Painter>>,
    painted_in: Choice,
    drawn: Arc<Vec<Tile>>,
    drawings: u64,
}

impl Default for Preview {
    fn default() -> Self {
        let painter = Some(Box::default());
        let (painted_in, drawn) = (Choice::default(), Arc::default());
        Self { sheets: None, laying: false, looks: 0, painter, painted_in, drawn, drawings: 0 }
    }
}

impl Preview {
    /// The pages as last laid out.
    #[must_use]
    pub fn sheets(&self) -> Option<&Arc<Sheets>> {
        self.sheets.as_ref()
    }

    /// Whether the report is being laid out.
    #[must_use]
    pub fn is_laying(&self) -> bool {
        self.laying
    }

    /// Whether tiles are being drawn.
    #[must_use]
    pub fn is_drawing(&self) -> bool {
        self.painter.is_none()
    }

    /// The tiles drawn last, and how many times there have been some.
    #[must_use]
    pub fn drawn(&self) -> (u64, &Arc<Vec<Tile>>) {
        (self.drawings, &self.drawn)
    }

    /// Forgets the pages of another report.
    pub(crate) fn forget(&mut self) {
        self.sheets = None;
        self.drawn = Arc::default();
    }

    /// Work that lays a report out; `None` while it is under way.
    pub(crate) fn lay_out(
        &mut self,
        input: PreviewInput,
    ) -> Option<impl FnOnce() -> Sheets + use<>> {
        if std::mem::replace(&mut self.laying, true) {
            return None;
        }
        let (former, looks) = (self.sheets.clone(), self.looks);
        Some(move || {
            let fonts = input.faces.fonts();
            Sheets::new(input, fonts, former.as_deref(), looks)
        })
    }

    /// Takes what was laid out.
    pub(crate) fn laid(&mut self, sheets: Sheets, generation: u64) {
        self.laying = false;
        self.looks = sheets.looks;
        if sheets.input.generation == generation {
            self.sheets = Some(Arc::new(sheets));
        }
    }

    /// Work that draws tiles; `None` while it is under way, and where there are no pages.
    pub(crate) fn draw(
        &mut self,
        wanted: Vec<TileId>,
    ) -> Option<impl FnOnce() -> (Box<Painter>, Vec<Tile>) + use<>> {
        let sheets = self.sheets.clone()?;
        let mut painter = self.painter.take()?;
        let faces = sheets.input.faces;
        if std::mem::replace(&mut self.painted_in, faces) != faces {
            // What it remembers are characters of other faces.
            painter = Box::default();
        }
        Some(move || {
            let draw = |id: TileId| {
                let sheet = sheets.sheets.get(id.page).filter(|sheet| sheet.look == id.look)?;
                let scale = Scale::paper_width(id.width);
                let picture = painter.draw(&sheet.page, faces.fonts(), scale, id.window());
                Some(Tile { id, picture })
            };
            let tiles = wanted.into_iter().filter_map(draw).collect();
            (painter, tiles)
        })
    }

    /// Takes what was drawn.
    pub(crate) fn take_drawn(&mut self, painter: Box<Painter>, tiles: Vec<Tile>) {
        self.painter = Some(painter);
        self.drawn = Arc::new(tiles);
        self.drawings += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{TILE, TileId};

    #[test]
    fn tiles_cover_a_page() {
        let id = TileId { page: 0, look: 0, width: 600, column: 0, row: 0 };
        let size = |column, row| {
            let window = TileId { column, row, ..id }.window();
            (window.width, window.height)
        };
        assert_eq!([size(0, 0), size(1, 0)], [(TILE, TILE), (88, TILE)]);
        assert_eq!([size(0, 1), size(1, 2)], [(TILE, 337), (88, 0)]);
    }
}
