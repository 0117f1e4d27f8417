//! The drawn pieces of pages that the graphics card holds: those in view, and a little around.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Color32, ColorImage, Context, Painter, Rect, TextureHandle, TextureOptions, pos2};

use super::geometry::Geometry;
use crate::app::App;
use crate::app::preview::pages::{TILE, Tile, TileId};
use crate::app::preview::sheets::{PageSheet, Sheets};
use crate::export::picture::Scale;

/// How many pieces are drawn at a time, those in view first.
const AT_ONCE: usize = 4;
/// The whole of a texture.
const WHOLE: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(1.0, 1.0) };

/// See the module.
#[derive(Default)]
pub struct Tiles {
    held: BTreeMap<TileId, TextureHandle>,
    /// How each page was last drawn in full, for as long as it is not drawn anew.
    last: BTreeMap<usize, (u64, u32)>,
    /// The number of times that tiles were taken over.
    taken: u64,
}

/// The pages in view.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The pages that are shown.
    pub sheets: &'a Sheets,
    /// Where they are.
    pub geometry: &'a Geometry,
    /// What of the content is seen.
    pub view: Rect,
}

impl Scene<'_> {
    fn id(&self, index: usize, sheet: &PageSheet) -> TileId {
        let width = self.geometry.width;
        TileId { page: index, look: sheet.look, width, column: 0, row: 0 }
    }

    /// The pieces of a page that show in a part of the content.
    fn of_page(&self, index: usize, seen: Rect) -> Vec<TileId> {
        let Some(sheet) = self.sheets.sheets.get(index) else { return Vec::new() };
        let (columns, rows) = self.geometry.pixels_of(self.geometry.page(index), seen);
        let (width, height) = Scale::paper_width(self.geometry.width).paper();
        let tiles = |range: &std::ops::Range<usize>, size: usize| {
            range.start / TILE..range.end.min(size).div_ceil(TILE)
        };
        let id = self.id(index, sheet);
        let (columns, rows) = (tiles(&columns, width), tiles(&rows, height));
        rows.flat_map(|row| columns.clone().map(move |column| TileId { column, row, ..id }))
            .collect()
    }

    /// The pieces that show in a part of the content.
    fn tiles(&self, seen: Rect) -> Vec<TileId> {
        let pages = self.geometry.seen(seen.top(), seen.bottom());
        pages.flat_map(|index| self.of_page(index, seen)).collect()
    }

    /// The pieces that show, and then those around.
    fn wanted(&self) -> Vec<TileId> {
        let mut wanted = self.tiles(self.view);
        let around = self.view.expand2(self.view.size() * egui::vec2(0.1, 0.6));
        wanted.extend(self.tiles(around));
        wanted
    }
}

impl Tiles {
    /// Takes over what was drawn, lets go of what is far from the view, and gives what to draw.
    pub fn turn(&mut self, ctx: &Context, app: &App, scene: Scene<'_>) -> Vec<TileId> {
        let wanted = scene.wanted();
        let set: BTreeSet<TileId> = wanted.iter().copied().collect();
        let (times, drawn) = app.preview().drawn();
        if std::mem::replace(&mut self.taken, times) != times {
            for tile in drawn.iter().filter(|tile| set.contains(&tile.id)) {
                self.held.insert(tile.id, texture(ctx, tile));
            }
        }
        self.let_go(scene, &set);
        if app.preview().is_drawing() {
            return Vec::new();
        }
        let mut missing: Vec<TileId> = Vec::new();
        for id in wanted {
            if !self.held.contains_key(&id) && !missing.contains(&id) {
                missing.push(id);
            }
        }
        missing.truncate(AT_ONCE);
        missing
    }

    fn let_go(&mut self, scene: Scene<'_>, wanted: &BTreeSet<TileId>) {
        let pages: BTreeSet<usize> = wanted.iter().map(|id| id.page).collect();
        let Self { held, last, .. } = self;
        for index in &pages {
            let now = scene.of_page(*index, scene.view);
            if let Some(id) = now.first().filter(|_| now.iter().all(|id| held.contains_key(id))) {
                last.insert(*index, (id.look, id.width));
            }
        }
        last.retain(|page, _| pages.contains(page));
        // What was drawn before stays until all in view is drawn anew.
        let stale = |id: &TileId| {
            let now =
                scene.sheets.sheets.get(id.page).map(|sheet| (sheet.look, scene.geometry.width));
            let key = Some((id.look, id.width));
            last.get(&id.page).copied() == key && now != key
        };
        held.retain(|id, _| wanted.contains(id) || stale(id));
    }

    /// Paints a page's ink: sharp where it is drawn, elsewhere as it was last, to size.
    pub fn paint(
        &self,
        painter: &Painter,
        scene: Scene<'_>,
        index: usize,
        page: Rect,
        ink: Color32,
    ) {
        let place = |id: TileId, geometry: &Geometry| {
            let window = id.window();
            let rect = geometry.pixels(window.left, window.top, window.width, window.height);
            rect.translate(page.min.to_vec2())
        };
        for id in scene.of_page(index, scene.view) {
            let rect = place(id, scene.geometry);
            if let Some(texture) = self.held.get(&id) {
                painter.image(texture.id(), rect, WHOLE, ink);
                continue;
            }
            let Some((look, width)) = self.last.get(&index).copied() else { continue };
            let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
            let first = TileId { page: index, look, width, column: 0, row: 0 };
            let end = TileId { column: usize::MAX, ..first };
            let factor = scene.geometry.size().x / scene.geometry.as_wide_as(width).size().x;
            for (id, texture) in self.held.range(first..end) {
                let old = place(*id, &scene.geometry.as_wide_as(width));
                let at = |point: egui::Pos2| page.min + (point - page.min) * factor;
                let rect = Rect::from_min_max(at(old.min), at(old.max));
                painter.image(texture.id(), rect, WHOLE, ink);
            }
        }
    }
}

fn texture(ctx: &Context, tile: &Tile) -> TextureHandle {
    let picture = &tile.picture;
    let white = |ink: &u8| Color32::from_rgba_premultiplied(*ink, *ink, *ink, *ink);
    let pixels = picture.ink.iter().map(white).collect();
    let image = ColorImage::new([picture.width, picture.height], pixels);
    ctx.load_texture("preview", image, TextureOptions::LINEAR)
}
