//! The faces of a PDF, looked at before the library takes them apart.
//!
//! The library keeps an entry for each character whose width a face gives, and a range is two
//! numbers: `/W [0 4294967295 500]` would be four thousand million entries.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontResolverFn};
use hayro_syntax::object::dict::keys::{
    CID_TO_GID_MAP, CIDSYSTEMINFO, DESCENDANT_FONTS, ENCODING, FONT_DESC, FONT_FILE, FONT_FILE2,
    FONT_FILE3, ORDERING, TO_UNICODE, W, W2,
};
use hayro_syntax::object::{self, Array, Dict, Name, Stream};

use super::streams::Streams;
use crate::font::{Face, Fonts};
use crate::import::Problem;

/// Widths that all faces of a document give: a face has at most 65,536 characters.
const MAX_WIDTHS: u64 = 1_000_000;

/// Faces of a document, and those of them whose characters are numbered by a table of the
/// library's, of which each takes a megabyte.
const MAX_FACES: usize = 2000;
const MAX_TABLES: usize = 50;

/// A face, and what its characters are where it does not say so itself.
#[derive(Clone)]
pub(super) struct ReadFace<'a> {
    pub font: Font<'a>,
    pub collection: Option<Rc<Collection>>,
}

/// The characters of a face that numbers them as one of Adobe's collections does: GB1, Japan1,
/// CNS1 or Korea1 (ISO 32000-1, 9.7.3).
#[derive(Debug)]
pub(super) struct Collection {
    /// From codes to the collection's numbers; `None` where they are the same.
    numbers: Option<CMap>,
    /// From the collection's numbers to characters.
    characters: CMap,
}

impl Collection {
    /// What a code of a number of bytes says.
    pub(super) fn text(&self, code: u32, length: usize) -> Option<BfString> {
        let number = match &self.numbers {
            Some(numbers) => numbers.lookup_cid_code(code, u8::try_from(length).ok()?)?,
            None => code,
        };
        self.characters.lookup_bf_string(number)
    }

    /// Of a composite face that has no map to characters.
    fn of(face: &Dict<'_>, part: &Dict<'_>) -> Option<Self> {
        if face.contains_key(TO_UNICODE) {
            return None;
        }
        let info = part.get::<Dict<'_>>(CIDSYSTEMINFO)?;
        let ordering = info.get::<object::String<'_>>(ORDERING)?;
        let family = CidFamily::from_registry_ordering(b"Adobe", ordering.as_bytes());
        let table = |name| CMap::parse(load_embedded(name)?, load_embedded);
        let encoding = face.get::<Name<'_>>(ENCODING)?;
        let numbers = match CMapName::from_bytes(encoding.as_ref()) {
            CMapName::IdentityH | CMapName::IdentityV => None,
            name => Some(table(name)?),
        };
        Some(Self { numbers, characters: table(family.ucs2_cmap()?)? })
    }
}

/// The faces of a document.
pub(super) struct DocumentFaces<'a> {
    cache: FontCache<'a>,
    /// The faces that were asked for, by the address of their dictionary in memory.
    seen: BTreeMap<(usize, usize), Option<ReadFace<'a>>>,
    /// Stands in for a face that is not in the file: without any, its text could not be read.
    stand_in: FontResolverFn,
    code_maps: CMapResolverFn,
    /// What further faces may give and be.
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
    /// [`Problem::TooMany`] or [`Problem::TooLargeUnpacked`] where the faces of the document give
    /// more than any document needs.
    pub(super) fn face(
        &mut self,
        dict: &Dict<'a>,
        streams: &mut Streams,
    ) -> Result<Option<ReadFace<'a>>, Problem> {
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
            let is_table = |name: Name<'_>| !name.starts_with(b"Identity");
            if dict.get::<Name<'_>>(ENCODING).is_some_and(is_table)
                || !dict.contains_key(TO_UNICODE)
            {
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
        let collection = part.and_then(|part| Collection::of(dict, &part)).map(Rc::new);
        let font = self.cache.font(dict, &self.stand_in, &self.code_maps);
        let face = font.map(|font| ReadFace { font, collection });
        self.seen.insert(key, face.clone());
        Ok(face)
    }
}

/// How many characters an array of widths is about, each with as many numbers (ISO 32000-1,
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
