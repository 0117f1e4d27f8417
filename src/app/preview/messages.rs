//! What is asked about the preview, and what comes of it.

use super::pages::{Tile, TileId};
use super::sheets::Sheets;
use crate::export::picture::Painter;

/// What views ask for about the preview.
#[derive(Clone, Debug)]
pub enum PreviewCommand {
    /// Lays the report out.
    LayOut,
    /// Draws pieces of the pages.
    Draw(Vec<TileId>),
}

/// What a job about the preview sends back.
pub(crate) enum PreviewAnswer {
    /// The report was laid out.
    Laid(Box<Sheets>),
    /// Pieces of pages were drawn.
    Drawn(Box<Painter>, Vec<Tile>),
}
