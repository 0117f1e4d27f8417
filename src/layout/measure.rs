//! Characters → glyph boxes: which face shows each, and how wide it is.

use std::collections::BTreeSet;

use super::Options;
use super::kinsoku::{gives_half, takes_gap};
use crate::font::{Face, Fonts};
use crate::units::Length;
use crate::zh;

/// Drawn in place of a character that no face has: the printer's mark for a missing sort.
pub const MISSING: char = '〓';

/// One character ready to be set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// The character's first byte in the text.
    pub at: usize,
    /// The character of the text.
    pub original: char,
    /// What is drawn: the character itself, a space or [`MISSING`].
    pub shown: char,
    /// The face that has it.
    pub face: Face,
    /// How far it advances.
    pub advance: Length,
    /// Added to that where the next glyph is on the same line.
    pub kern: Length,
}

/// A stretch of text ready to be broken into lines.
#[derive(Debug)]
pub(super) struct Shaped {
    pub glyphs: Vec<Glyph>,
    /// Font size.
    pub size: Length,
    /// Where the text ends, in bytes.
    pub end: usize,
}

impl Glyph {
    /// Whether a mark is drawn for a character that no face has, and that has a meaning to others.
    pub fn is_missing(&self) -> bool {
        let private = matches!(u32::from(self.original), 0xE000..=0xF8FF | 0xF_0000..);
        let none = zh::is_unprintable(self.original) || self.original == '\u{FEFF}';
        self.shown == MISSING && self.original != MISSING && !private && !none
    }
}

impl Shaped {
    /// Width of a part, set as it is.
    pub fn width(&self, range: std::ops::Range<usize>) -> Length {
        let glyphs = self.glyphs.get(range).unwrap_or_default();
        let last = glyphs.last().map(|glyph| glyph.kern).unwrap_or_default();
        glyphs.iter().map(|glyph| glyph.advance + glyph.kern).sum::<Length>() - last
    }

    /// First byte of a glyph, or the text's end.
    pub fn at(&self, glyph: usize) -> usize {
        self.glyphs.get(glyph).map_or(self.end, |glyph| glyph.at)
    }
}

/// What a face shows for a character.
#[derive(Clone, Copy)]
struct GlyphEntry {
    wanted: Face,
    c: char,
    shown: char,
    face: Face,
    /// In font units.
    advance: u16,
    units_per_em: u16,
}

/// Looks characters up in the faces, and remembers: a report repeats a few hundred.
pub(super) struct Measure<'a> {
    fonts: &'a Fonts,
    options: Options,
    cache: Vec<Option<GlyphEntry>>,
    /// Each character once that no face has, with its first byte in the text being shaped.
    missing: Vec<(usize, char)>,
    told: BTreeSet<char>,
}

const CACHE_BITS: u32 = 11;

impl<'a> Measure<'a> {
    pub fn new(fonts: &'a Fonts, options: Options) -> Self {
        let cache = vec![None; 1 << CACHE_BITS];
        Self { fonts, options, cache, missing: Vec::new(), told: BTreeSet::new() }
    }

    /// A whole text in one face.
    pub fn shape(&mut self, text: &str, face: Face, size: Length) -> Shaped {
        let mut shaped = Shaped { glyphs: Vec::with_capacity(text.len() / 3), size, end: 0 };
        self.append(&mut shaped, text, face);
        shaped
    }

    /// Adds text in another face.
    pub fn append(&mut self, shaped: &mut Shaped, text: &str, face: Face) {
        let start = shaped.end;
        for (at, c) in text.char_indices() {
            let entry = self.look_up(face, c);
            if entry.shown == MISSING && c != MISSING && self.told.insert(c) {
                self.missing.push((start + at, c));
            }
            let advance =
                shaped.size.scale(i32::from(entry.advance), i32::from(entry.units_per_em));
            let (shown, face, kern) = (entry.shown, entry.face, Length::ZERO);
            let glyph = Glyph { at: start + at, original: c, shown, face, advance, kern };
            if let Some(before) = shaped.glyphs.last_mut() {
                before.kern = self.kern(before, &glyph, shaped.size);
            }
            shaped.glyphs.push(glyph);
        }
        shaped.end += text.len();
    }

    /// Leaves out the spaces, but not those between words in Latin letters.
    pub fn close_up(&self, shaped: &mut Shaped) {
        let is_letter = |glyph: &Glyph| glyph.shown.is_ascii_alphabetic();
        let mut kept: Vec<Glyph> = Vec::with_capacity(shaped.glyphs.len());
        let mut spaces = Vec::new();
        for glyph in shaped.glyphs.drain(..) {
            if glyph.shown.is_whitespace() {
                spaces.push(glyph);
                continue;
            }
            if kept.last().is_some_and(is_letter) && is_letter(&glyph) {
                kept.append(&mut spaces);
            }
            spaces.clear();
            kept.push(glyph);
        }
        for index in 1..kept.len() {
            kept[index - 1].kern = self.kern(&kept[index - 1], &kept[index], shaped.size);
        }
        if let Some(last) = kept.last_mut() {
            last.kern = Length::ZERO;
        }
        shaped.glyphs = kept;
    }

    /// Characters met since the last call that no face has; each is returned once a report.
    pub fn take_missing(&mut self) -> Vec<(usize, char)> {
        std::mem::take(&mut self.missing)
    }

    /// What is added between two glyphs: marks side by side share their blank halves.
    fn kern(&self, a: &Glyph, b: &Glyph, size: Length) -> Length {
        if a.advance == size && b.advance == size && gives_half(a.shown, b.shown) {
            -(size / 2)
        } else if self.options.latin_gap && takes_gap(a.shown, b.shown) {
            size / 4
        } else {
            Length::ZERO
        }
    }

    fn look_up(&mut self, wanted: Face, c: char) -> GlyphEntry {
        let hash = (u32::from(c) * 4 + wanted as u32).wrapping_mul(0x9E37_79B1);
        let slot = (hash >> (32 - CACHE_BITS)) as usize;
        match self.cache[slot] {
            Some(entry) if entry.c == c && entry.wanted == wanted => entry,
            _ => {
                let entry = self.find(wanted, c);
                self.cache[slot] = Some(entry);
                entry
            }
        }
    }

    fn find(&self, wanted: Face, c: char) -> GlyphEntry {
        // The 楷体 has Western, narrow quotation marks.
        let first = match (wanted, c) {
            (Face::KaiTi, '“' | '”' | '‘' | '’') => Face::FangSong,
            _ => wanted,
        };
        let shown = match c {
            '\t' | '\n' | '\r' => ' ',
            c if zh::is_unprintable(c) => MISSING,
            c => c,
        };
        let resolve = |shown| self.fonts.resolve(first, shown).map(|face| (shown, face));
        let space = || if c.is_whitespace() { resolve(' ') } else { None };
        let (shown, face) =
            resolve(shown).or_else(space).or_else(|| resolve(MISSING)).unwrap_or((MISSING, first));
        let font = self.fonts.font(face);
        let advance = font.glyph(shown).map_or(0, |glyph| font.advance(glyph));
        GlyphEntry { wanted, c, shown, face, advance, units_per_em: font.units_per_em().max(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::{MISSING, Measure, Options};
    use crate::font::{Face, Fonts};
    use crate::units::Length;

    #[test]
    fn what_is_added_between_glyphs() {
        let check = |options, expected: &[i32]| {
            let mut measure = Measure::new(Fonts::builtin(), options);
            let mut shaped = measure.shape("（《甲》）", Face::KaiTi, Length::pt(10));
            measure.append(&mut shaped, "，乙98.5%丙PDF", Face::FangSong);
            let kerns: Vec<_> = shaped.glyphs.iter().map(|glyph| glyph.kern.0).collect();
            assert_eq!(kerns, expected);
            let all = shaped.glyphs.iter().map(|g| g.advance + g.kern).sum::<Length>();
            assert_eq!(shaped.width(0..shaped.glyphs.len()), all);
            assert_eq!(shaped.width(0..1), Length::pt(10));
        };
        let half = -5_000;
        let gap = 2_500;
        let rest = [0; 3];
        check(
            Options::default(),
            &[&[half, 0, 0, half, half, 0, 0, 0, 0, 0, 0, 0, 0][..], &rest].concat(),
        );
        check(
            Options { latin_gap: true, ..Options::default() },
            &[&[half, 0, 0, half, half, 0, gap, 0, 0, 0, 0, gap, gap][..], &rest].concat(),
        );
    }

    #[test]
    fn faces_and_widths() {
        let mut measure = Measure::new(Fonts::builtin(), Options::default());
        let shaped = measure.shape("中1“垟\t\u{10FFFD}\u{10FFFD}", Face::FangSong, Length::pt(10));
        let shown: Vec<_> = shaped.glyphs.iter().map(|g| (g.shown, g.face, g.advance.0)).collect();
        let body = Face::FangSong;
        assert_eq!(
            shown,
            [
                ('中', body, 10_000),
                ('1', body, 5_000),
                ('“', body, 10_000),
                ('垟', Face::WenKai, 10_000),
                (' ', body, shown[4].2),
                (MISSING, body, 10_000),
                (MISSING, body, 10_000),
            ]
        );
        assert_eq!(measure.take_missing(), [(11, '\u{10FFFD}')]);
        assert_eq!(shaped.end, 19);
    }
}
