//! The faces, what they cover, and how wide their characters are.
//!
//! A character that its face lacks falls back, one by one, to the next face that has it; what
//! nobody has is told by [`Fonts::covers`] without drawing anything.

use std::sync::LazyLock;

use crate::units::Length;

/// A face role of GB/T 9704-2012.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// 仿宋: body text.
    FangSong,
    /// 楷体: second-level headings.
    KaiTi,
    /// 小标宋: the title.
    XiaoBiaoSong,
    /// 黑体: first-level headings, table headers.
    HeiTi,
}

impl Face {
    /// All faces, in the order in which a missing character is looked for.
    pub const ALL: [Self; 4] = [Self::FangSong, Self::KaiTi, Self::XiaoBiaoSong, Self::HeiTi];
}

/// One font program.
pub struct Font {
    /// The whole file.
    pub bytes: &'static [u8],
    face: ttf_parser::Face<'static>,
}

impl Font {
    /// Reads a font file; `None` where it is none.
    #[must_use]
    pub fn new(bytes: &'static [u8]) -> Option<Self> {
        let face = ttf_parser::Face::parse(bytes, 0).ok()?;
        Some(Self { bytes, face })
    }

    /// The glyph of a character, never 0.
    #[must_use]
    pub fn glyph(&self, c: char) -> Option<u16> {
        self.face.glyph_index(c).map(|id| id.0).filter(|id| *id != 0)
    }

    /// A glyph's advance in font units.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> u16 {
        self.face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0)
    }

    /// Font units to an em.
    #[must_use]
    pub fn units_per_em(&self) -> u16 {
        self.face.units_per_em()
    }

    /// Height of a capital letter in font units: what the font says, else what its H measures.
    #[must_use]
    pub fn cap_height(&self) -> i16 {
        let capital = || self.face.glyph_bounding_box(self.face.glyph_index('H')?);
        let said = self.face.capital_height().filter(|height| *height > 0);
        said.or_else(|| capital().map(|bounds| bounds.y_max)).unwrap_or(self.face.ascender())
    }

    /// The parsed tables, for metrics.
    #[must_use]
    pub fn tables(&self) -> &ttf_parser::Face<'static> {
        &self.face
    }
}

/// A full set of faces.
pub struct Fonts {
    fonts: [Font; 4],
}

static BUILTIN: LazyLock<Fonts> = LazyLock::new(|| {
    let load = |bytes| Font::new(bytes).expect("the built-in faces are fonts: a test holds it");
    Fonts {
        fonts: [
            load(include_bytes!("../fonts/FangSong.otf")),
            load(include_bytes!("../fonts/KaiTi.ttf")),
            load(include_bytes!("../fonts/XiaoBiaoSong.otf")),
            load(include_bytes!("../fonts/HeiTi.otf")),
        ],
    }
});

impl Fonts {
    /// The faces that come with the program.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The font that plays a role.
    #[must_use]
    pub fn font(&self, face: Face) -> &Font {
        &self.fonts[face as usize]
    }

    /// The face that shows a character where `wanted` is asked for: itself, or the first of
    /// [`Face::ALL`] that has it.
    #[must_use]
    pub fn resolve(&self, wanted: Face, c: char) -> Option<Face> {
        std::iter::once(wanted).chain(Face::ALL).find(|face| self.font(*face).glyph(c).is_some())
    }

    /// Whether any face has the character.
    #[must_use]
    pub fn covers(&self, c: char) -> bool {
        self.resolve(Face::FangSong, c).is_some()
    }

    /// A character's advance at a size; zero where the face lacks it.
    #[must_use]
    pub fn advance(&self, face: Face, c: char, size: Length) -> Length {
        let font = self.font(face);
        font.glyph(c).map_or(Length::ZERO, |glyph| {
            size.scale(i32::from(font.advance(glyph)), i32::from(font.units_per_em()))
        })
    }
}
