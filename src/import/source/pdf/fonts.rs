//! The faces of a PDF, looked at before the library takes them apart.
//!
//! The library keeps an entry for each character whose width a face tells, and a range is two
//! numbers: `/W [0 4294967295 500]` would be four thousand million entries.

use std::collections::BTreeMap;
use std::sync::Arc;

use hayro_cmap::load_embedded;
use hayro_font::{CMapResolverFn, Font, FontCache, FontResolverFn};
use hayro_syntax::object::dict::keys::{
    CID_TO_GID_MAP, DESCENDANT_FONTS, ENCODING, FONT_DESC, FONT_FILE, FONT_FILE2, FONT_FILE3,
    TO_UNICODE, W, W2,
};
use hayro_syntax::object::{Array, Dict, Name, Stream};

use super::streams::Streams;
use crate::font::{Face, Fonts};
use crate::import::Problem;

/// Widths that all faces of a document tell: a face has at most 65,536 characters.
const MAX_WIDTHS: u64 = 1_000_000;

/// Faces of a document, and those of them whose characters are numbered by a table of the
/// library's, of which each takes a megabyte.
const MAX_FACES: usize = 2000;
const MAX_TABLES: usize = 50;

/// The faces of a document.
pub(super) struct DocumentFaces<'a> {
    cache: FontCache<'a>,
    /// Those that were asked for, by where their dictionary is in memory.
    seen: BTreeMap<(usize, usize), Option<Font<'a>>>,
    /// Stands in for a face that is not in the file: without any, its text could not be read.
    stand_in: FontResolverFn,
    code_maps: CMapResolverFn,
    /// What further faces may tell and be.
    widths: u64,
    faces: usize,
    tables: usize,
}

impl<'a> DocumentFaces<'a> {
    pub(super) fn new() -> Self {
        Self {
            cache: FontCache::new(),
            seen: BTreeMap::new(),
            stand_in: Arc::new(|_| Some((Arc::new(Fonts::builtin().font(Face::HeiTi).bytes), 0))),
            code_maps: Arc::new(load_embedded),
            widths: MAX_WIDTHS,
            faces: MAX_FACES,
            tables: MAX_TABLES,
        }
    }

    /// The face of a dictionary, if it can be read.
    ///
    /// # Errors
    /// [`Problem::TooMany`] or [`Problem::TooLargeUnpacked`] where the faces of the document tell
    /// more than any document needs.
    pub(super) fn face(
        &mut self,
        dict: &Dict<'a>,
        streams: &mut Streams,
    ) -> Result<Option<Font<'a>>, Problem> {
        let key = (dict.data().as_ptr().addr(), dict.data().len());
        if let Some(face) = self.seen.get(&key) {
            return Ok(face.clone());
        }
        self.faces = self.faces.checked_sub(1).ok_or(Problem::TooMany)?;
        let parts = dict.get::<Array<'_>>(DESCENDANT_FONTS);
        let part = parts.and_then(|parts| parts.iter::<Dict<'_>>().next());
        if let Some(part) = &part {
            let widths = part.get::<Array<'_>>(W).map_or(0, |widths| told(&widths, 1));
            let heights = part.get::<Array<'_>>(W2).map_or(0, |widths| told(&widths, 3));
            let told = widths.saturating_add(heights);
            self.widths = self.widths.checked_sub(told).ok_or(Problem::TooMany)?;
            if dict.get::<Name<'_>>(ENCODING).is_some_and(|name| !name.starts_with(b"Identity")) {
                self.tables = self.tables.checked_sub(1).ok_or(Problem::TooMany)?;
            }
        }
        for dict in [Some(dict), part.as_ref()].into_iter().flatten() {
            let descriptor = dict.get::<Dict<'_>>(FONT_DESC).unwrap_or_default();
            let own: [Option<Stream<'_>>; 3] =
                [TO_UNICODE, ENCODING, CID_TO_GID_MAP].map(|key| dict.get(key));
            let programs: [Option<Stream<'_>>; 3] =
                [FONT_FILE, FONT_FILE2, FONT_FILE3].map(|key| descriptor.get(key));
            for stream in own.iter().flatten() {
                streams.charge(stream)?;
            }
            for stream in programs.iter().flatten() {
                streams.charge_once(stream)?;
            }
        }
        let face = self.cache.font(dict, &self.stand_in, &self.code_maps);
        self.seen.insert(key, face.clone());
        Ok(face)
    }
}

/// How many characters an array of widths tells of, each with so many numbers (ISO 32000-1,
/// 9.7.4.3): `first [width …]` or `first last width`.
fn told(widths: &Array<'_>, numbers: u64) -> u64 {
    let mut rest = widths.flex_iter();
    let mut told: u64 = 0;
    loop {
        if let Some((_, list)) = rest.next::<(u32, Array<'_>)>() {
            told = told.saturating_add(list.iter::<f32>().count() as u64 / numbers);
            continue;
        }
        let range = if numbers == 1 {
            rest.next::<(u32, u32, f32)>().map(|(first, last, _)| (first, last))
        } else {
            rest.next::<(u32, u32, f32, f32, f32)>().map(|(first, last, ..)| (first, last))
        };
        let Some((first, last)) = range else { return told };
        told = told.saturating_add(u64::from(last.saturating_sub(first)) + 1);
    }
}
