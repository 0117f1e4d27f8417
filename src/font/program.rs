//! One font program, and whether it may go into a file.

use std::sync::atomic::{AtomicU64, Ordering};

use subsetter::GlyphRemapper;
use ttf_parser::{GlyphId, Permissions};

/// One font program.
pub struct Font {
    /// The whole file.
    pub bytes: &'static [u8],
    /// Which face of a collection it is; 0 where the file is none.
    pub index: u32,
    face: ttf_parser::Face<'static>,
    met: Box<[AtomicU64]>,
}

/// Words of 64 bits that have one for each character of the basic plane.
const BASIC_PLANE: usize = 0x1_0000 / 64;

/// Why a font cannot be used for documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `fsType` forbids embedding.
    Restricted,
    /// `fsType` lets only bitmaps be embedded.
    BitmapsOnly,
    /// `fsType` lets no part of it be embedded, only the whole.
    WholeOnly,
    /// A variable font, whose outlines are to be computed first.
    Variable,
    /// A file that cannot be read, has no Chinese outlines, or cannot be cut.
    Unusable,
}

impl Refusal {
    /// Why not, in a clerk's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Restricted => "字库标明不许嵌入文件",
            Self::BitmapsOnly => "字库标明只许嵌入点阵",
            Self::WholeOnly => "字库标明不许裁剪后嵌入文件",
            Self::Variable => "是可变字体，不能嵌入文件",
            Self::Unusable => "字库文件读不出来，或者没有汉字轮廓",
        }
    }
}

impl Font {
    /// Reads a font file; `None` where it is none.
    #[must_use]
    pub fn new(bytes: &'static [u8], index: u32) -> Option<Self> {
        let face = ttf_parser::Face::parse(bytes, index).ok()?;
        let met = (0..BASIC_PLANE).map(|_| AtomicU64::new(0)).collect();
        Some(Self { bytes, index, face, met })
    }

    /// Whether documents may and can carry a face of a font file.
    ///
    /// # Errors
    /// Why not.
    pub fn embeddable(bytes: &[u8], index: u32) -> Result<(), Refusal> {
        let face = ttf_parser::Face::parse(bytes, index).map_err(|_| Refusal::Unusable)?;
        // A font without this table forbids nothing.
        if let Some(os2) = face.tables().os2 {
            if matches!(os2.permissions(), None | Some(Permissions::Restricted)) {
                return Err(Refusal::Restricted);
            }
            if !os2.is_outline_embedding_allowed() {
                return Err(Refusal::BitmapsOnly);
            }
            if !os2.is_subsetting_allowed() {
                return Err(Refusal::WholeOnly);
            }
        }
        if face.is_variable() {
            return Err(Refusal::Variable);
        }
        let drawn =
            face.glyph_index('年').filter(|glyph| face.glyph_bounding_box(*glyph).is_some());
        let mut codes = GlyphRemapper::new();
        codes.remap(drawn.ok_or(Refusal::Unusable)?.0);
        subsetter::subset(bytes, index, &codes).map(|_| ()).map_err(|_| Refusal::Unusable)
    }

    /// The glyph of a character, never 0.
    #[must_use]
    pub fn glyph(&self, c: char) -> Option<u16> {
        self.face.glyph_index(c).map(|id| id.0).filter(|id| *id != 0)
    }

    /// Whether it has a glyph for a character. What it was found to have once is kept: rules ask for
    /// each character of each report.
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        let code = u32::from(c) as usize;
        let Some(word) = self.met.get(code / 64) else { return self.glyph(c).is_some() };
        let bit = 1 << (code % 64);
        if word.load(Ordering::Relaxed) & bit != 0 {
            return true;
        }
        let has = self.glyph(c).is_some();
        if has {
            word.fetch_or(bit, Ordering::Relaxed);
        }
        has
    }

    /// A glyph's advance in font units.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> u16 {
        self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)
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
