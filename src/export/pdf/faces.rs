//! The faces a document uses, each cut to the characters it shows.
//!
//! A code in the page's content is a glyph of the cut face, and text is copied out of a PDF by
//! looking up the code's one character. So where a font draws two characters with one glyph
//! (`·` and `•`, a hyphen and U+2011), the second goes into a cut of its own: otherwise copying
//! would give one for the other.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontId, FontMetrics, ParsedFont, PdfFont, PdfFontMap, PdfFontMetricsStub};
use subsetter::GlyphRemapper;
use ttf_parser::name_id;

use crate::font::{Face, Font, Fonts};
use crate::layout::page::{Item, LaidOut};

use super::super::hash::fnv;

/// The cut faces, and which of them shows a character.
pub(super) struct Faces {
    ids: BTreeMap<(Face, char), FontId>,
    resources: PdfFontMap,
    traits: BTreeMap<String, Traits>,
}

/// What printpdf does not take about a face.
pub(super) struct Traits {
    /// `Flags` of the descriptor.
    pub flags: i64,
    /// Height of a capital in thousandths of an em.
    pub cap_height: i64,
}

impl Traits {
    fn new(font: &Font, face: Face) -> Self {
        const SERIF: i64 = 1 << 1;
        /// Characters beside the Latin ones.
        const SYMBOLIC: i64 = 1 << 2;
        let has_serifs = matches!(face.role(), Face::XiaoBiaoSong | Face::FangSong | Face::SongTi);
        let serif = if has_serifs { SERIF } else { 0 };
        Self { flags: SYMBOLIC | serif, cap_height: scaled(font.cap_height(), font.units_per_em()) }
    }
}

impl Faces {
    pub(super) fn new(document: &LaidOut, fonts: &Fonts) -> Self {
        let mut faces = Self {
            ids: BTreeMap::new(),
            resources: PdfFontMap::default(),
            traits: BTreeMap::new(),
        };
        for (face, characters) in used(document) {
            let font = fonts.font(face);
            for glyphs in without_sharing(font, &characters) {
                let id = FontId(format!("F{}", faces.resources.map.len()));
                faces.ids.extend(glyphs.iter().map(|(c, _)| ((face, *c), id.clone())));
                let cut = cut(font, face, &glyphs);
                faces
                    .traits
                    .extend(cut.font_name.clone().map(|name| (name, Traits::new(font, face))));
                faces.resources.map.insert(id, PdfFont::new(cut));
            }
        }
        faces
    }

    /// The cut that shows a character; `None` where the face lacks it.
    pub(super) fn id(&self, face: Face, c: char) -> Option<&FontId> {
        self.ids.get(&(face, c))
    }

    /// The faces for printpdf, and what it does not take about each, by its name.
    pub(super) fn into_resources(self) -> (PdfFontMap, BTreeMap<String, Traits>) {
        (self.resources, self.traits)
    }
}

fn used(document: &LaidOut) -> BTreeMap<Face, BTreeSet<char>> {
    let mut used = BTreeMap::<Face, BTreeSet<char>>::new();
    for item in document.pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(run) | Item::Faint(run) = item {
            used.entry(run.face).or_default().extend(run.text.chars());
        }
    }
    used
}

/// Characters with their glyphs, in as many lists as it takes for no list to have a glyph twice.
fn without_sharing(font: &Font, characters: &BTreeSet<char>) -> Vec<Vec<(char, u16)>> {
    let mut seen = BTreeMap::<u16, usize>::new();
    let mut lists = Vec::<Vec<(char, u16)>>::new();
    for c in characters {
        let Some(glyph) = font.glyph(*c) else { continue };
        let list = seen.entry(glyph).or_default();
        if lists.len() == *list {
            lists.push(Vec::new());
        }
        lists[*list].push((*c, glyph));
        *list += 1;
    }
    lists
}

/// A face with nothing but these glyphs; the whole face where it cannot be cut.
fn cut(font: &Font, face: Face, glyphs: &[(char, u16)]) -> ParsedFont {
    let mut codes = GlyphRemapper::new();
    let cut_codes: Vec<u16> = glyphs.iter().map(|(_, glyph)| codes.remap(*glyph)).collect();
    let name = postscript_name(font, face);
    if let Ok(bytes) = subsetter::subset(font.bytes, font.index, &codes) {
        let name = format!("{}+{name}", tag(&name, glyphs));
        parsed(font, bytes, name, glyphs, cut_codes)
    } else {
        let codes = glyphs.iter().map(|(_, glyph)| *glyph);
        parsed(font, font.bytes.to_vec(), name, glyphs, codes)
    }
}

/// What printpdf would find by parsing the face, had a cut face still a `cmap` to parse; lengths
/// in thousandths of an em, as PDF has them.
fn parsed(
    font: &Font,
    bytes: Vec<u8>,
    name: String,
    glyphs: &[(char, u16)],
    codes: impl IntoIterator<Item = u16>,
) -> ParsedFont {
    let tables = font.tables();
    let per_mille = |value: i16| scaled(value, font.units_per_em());
    let bounds = tables.global_bounding_box();
    let metrics = FontMetrics {
        ascent: per_mille(tables.ascender()),
        descent: per_mille(tables.descender()),
    };
    let mut parsed = ParsedFont::with_glyph_data(
        bytes,
        0,
        Some(name),
        BTreeMap::new(),
        BTreeMap::new(),
        1000,
        metrics,
    );
    parsed.pdf_font_metrics = PdfFontMetricsStub {
        x_min: per_mille(bounds.x_min),
        y_min: per_mille(bounds.y_min),
        x_max: per_mille(bounds.x_max),
        y_max: per_mille(bounds.y_max),
        us_weight_class: tables.weight().to_number(),
        ..PdfFontMetricsStub::default()
    };
    for ((c, glyph), code) in glyphs.iter().zip(codes) {
        parsed.set_codepoint_mapping(u32::from(*c), code);
        parsed.set_glyph_width(code, scaled(font.advance(*glyph), font.units_per_em()));
    }
    parsed
}

/// Font units to thousandths of an em, to the nearest. What would not fit is nobody's advance.
fn scaled<T: TryFrom<i32> + Default>(value: impl Into<i32>, units_per_em: u16) -> T {
    let units_per_em = i32::from(units_per_em.max(1));
    let product = value.into() * 1000;
    let half = units_per_em / 2 * product.signum();
    T::try_from((product + half) / units_per_em).unwrap_or_default()
}

/// The font's own name, or one that says what it is for.
fn postscript_name(font: &Font, face: Face) -> String {
    font.tables()
        .names()
        .into_iter()
        .filter(|name| name.name_id == name_id::POST_SCRIPT_NAME)
        .find_map(|name| name.to_string())
        .filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')))
        .unwrap_or_else(|| format!("{:?}", face.role()))
}

/// Six letters that differ between cuts of a face, by the characters it shows: two cuts that
/// keep characters of one glyph apart have the same glyphs.
fn tag(name: &str, glyphs: &[(char, u16)]) -> String {
    let characters = glyphs.iter().flat_map(|(c, _)| u32::from(*c).to_be_bytes());
    let mut hash = fnv(name.bytes().chain(characters));
    (0..6)
        .map(|_| {
            let letter = (hash % 26) as u8;
            hash /= 26;
            char::from(b'A' + letter)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Face, Font, Fonts, cut};

    /// A face as a user may have it: what reads it here does not mind, what cuts it does.
    #[test]
    fn a_face_that_cannot_be_cut_goes_in_whole() {
        let mut bytes = Fonts::builtin().font(Face::WenKai).bytes.to_vec();
        let at = bytes.windows(4).position(|tag| tag == b"glyf").unwrap();
        bytes[at..at + 4].copy_from_slice(b"none");
        let font = Font::new(bytes.leak(), 0).unwrap();
        let glyph = font.glyph('年').unwrap();
        let whole = cut(&font, Face::WenKai, &[('年', glyph)]);
        assert_eq!(whole.original_bytes, font.bytes);
        assert_eq!(whole.lookup_glyph_index(u32::from('年')), Some(glyph));
        assert_eq!(whole.get_glyph_width(glyph), Some(1000));
        assert!(!whole.font_name.unwrap().contains('+'));
    }
}
