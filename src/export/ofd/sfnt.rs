//! A face cut to some characters, as a whole font file with `TrueType` outlines.

use std::collections::{BTreeMap, BTreeSet};

use super::outline::contours;
use super::tables::{
    GlyphOutline, Metrics, character_map, glyph_tables, head, horizontal, maximums, names, os2,
    post,
};
use crate::font::Font;

/// The font file; the first glyph is the font's own for what it lacks.
pub(super) fn cut(font: &Font, characters: &BTreeSet<char>) -> Vec<u8> {
    let mut sources = vec![0];
    let mut places = BTreeMap::<u16, u16>::from([(0, 0)]);
    let mut map = BTreeMap::<char, u16>::new();
    for c in characters {
        let Some(source) = font.glyph(*c) else { continue };
        let next = u16::try_from(sources.len()).unwrap_or(u16::MAX);
        let place = *places.entry(source).or_insert(next);
        if place == next {
            sources.push(source);
        }
        map.insert(*c, place);
    }
    let glyph = |source: &u16| GlyphOutline::new(contours(font, *source), font.advance(*source));
    let glyphs: Vec<GlyphOutline> = sources.iter().map(glyph).collect();
    let metrics = Metrics::new(font, &glyphs);
    let (glyf, loca, long) = glyph_tables(&glyphs);
    let (hhea, hmtx) = horizontal(&metrics, &glyphs);
    // By tag, as the directory wants them.
    let tables: [(&[u8; 4], Vec<u8>); 10] = [
        (b"OS/2", os2(&metrics, &map)),
        (b"cmap", character_map(&map)),
        (b"glyf", glyf),
        (b"head", head(&metrics, long)),
        (b"hhea", hhea),
        (b"hmtx", hmtx),
        (b"loca", loca),
        (b"maxp", maximums(&glyphs)),
        (b"name", names(font)),
        (b"post", post()),
    ];
    file(&tables)
}

/// The tables behind their directory.
fn file(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let log = count.ilog2();
    let range = 16_u16 << log;
    let mut out = vec![0, 1, 0, 0];
    for value in [count, range, u16::try_from(log).unwrap_or(0), count * 16 - range] {
        out.extend(value.to_be_bytes());
    }
    let mut offset = 12 + tables.len() * 16;
    for (tag, table) in tables {
        out.extend(*tag);
        out.extend(checksum(table).to_be_bytes());
        for value in [offset, table.len()] {
            out.extend(u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes());
        }
        offset += table.len().next_multiple_of(4);
    }
    let mut head = 0;
    for (tag, table) in tables {
        if *tag == b"head" {
            head = out.len();
        }
        out.extend(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&out));
    out[head + 8..head + 12].copy_from_slice(&adjustment.to_be_bytes());
    out
}

/// The sum of a table's words.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0_u32, |sum, word| {
        let mut padded = [0; 4];
        padded[..word.len()].copy_from_slice(word);
        sum.wrapping_add(u32::from_be_bytes(padded))
    })
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::font::{Face, Fonts};

    /// How far a glyph's ink reaches, found on its curves themselves: the boxes of a font may be
    /// those of the curves' control points. In the font's units.
    struct Extent {
        at: (f32, f32),
        low: (f32, f32),
        high: (f32, f32),
    }

    impl Extent {
        fn of(face: &ttf_parser::Face<'_>, glyph: u16) -> Self {
            let far = f32::MAX;
            let mut extent = Self { at: (0.0, 0.0), low: (far, far), high: (-far, -far) };
            face.outline_glyph(ttf_parser::GlyphId(glyph), &mut extent).unwrap();
            extent
        }

        fn sides(&self) -> [f32; 4] {
            [self.low.0, self.low.1, self.high.0, self.high.1]
        }

        fn reach(&mut self, x: f32, y: f32) {
            self.low = (self.low.0.min(x), self.low.1.min(y));
            self.high = (self.high.0.max(x), self.high.1.max(y));
        }
    }

    impl ttf_parser::OutlineBuilder for Extent {
        fn move_to(&mut self, x: f32, y: f32) {
            self.line_to(x, y);
        }

        fn line_to(&mut self, x: f32, y: f32) {
            self.reach(x, y);
            self.at = (x, y);
        }

        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            let third = |end: f32, control: f32| end + (control - end) * 2.0 / 3.0;
            let (x0, y0) = self.at;
            self.curve_to(third(x0, x1), third(y0, y1), third(x, x1), third(y, y1), x, y);
        }

        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            let (x0, y0) = self.at;
            for step in 1..=32_u8 {
                let to = f32::from(step) / 32.0;
                let back = 1.0 - to;
                let on = |p: [f32; 4]| {
                    let ends = back.powi(3) * p[0] + to.powi(3) * p[3];
                    ends + 3.0 * back * to * (back * p[1] + to * p[2])
                };
                self.reach(on([x0, x1, x2, x]), on([y0, y1, y2, y]));
            }
            self.at = (x, y);
        }

        fn close(&mut self) {}
    }

    #[test]
    fn a_cut_face_reads_as_a_font_with_the_same_characters() {
        for face in Face::ALL {
            let font = Fonts::builtin().font(face);
            let characters: Vec<char> = "年报《（，1aA—·㎡垟".chars().collect();
            let has = |c: &&char| font.glyph(**c).is_some();
            let bytes = cut(font, &characters.iter().copied().collect());
            assert_eq!(bytes, cut(font, &characters.iter().copied().collect()));
            let read = ttf_parser::Face::parse(&bytes, 0).unwrap();
            assert_eq!(read.units_per_em(), font.units_per_em());
            for c in characters.iter().filter(has) {
                let glyph = read.glyph_index(*c).unwrap();
                let source = font.glyph(*c).unwrap();
                assert_eq!(read.glyph_hor_advance(glyph), Some(font.advance(source)), "{c}");
                let was = Extent::of(font.tables(), source);
                let is = Extent::of(&read, glyph.0);
                let pairs = was.sides().into_iter().zip(is.sides());
                for (was, is) in pairs {
                    assert!((was - is).abs() <= 3.0, "{face:?} {c} {was} {is}");
                }
            }
            assert!(read.glyph_index('无').is_none());
        }
    }
}
