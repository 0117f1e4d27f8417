//! The tables of a font file, as `OpenType` 1.9 has them.

use std::collections::BTreeMap;

use ttf_parser::name_id;

use super::outline::OutlinePoint;
use crate::font::Font;

/// One glyph: its contours, its box and its advance, in font units.
pub(super) struct GlyphOutline {
    contours: Vec<Vec<OutlinePoint>>,
    /// Left, lower, right and upper edge.
    bounds: [i16; 4],
    advance: u16,
}

impl GlyphOutline {
    /// A glyph of these contours.
    pub fn new(contours: Vec<Vec<OutlinePoint>>, advance: u16) -> Self {
        let points = || contours.iter().flatten();
        let least = |of: fn(&OutlinePoint) -> i16| points().map(of).min().unwrap_or(0);
        let most = |of: fn(&OutlinePoint) -> i16| points().map(of).max().unwrap_or(0);
        let bounds = [least(|p| p.x), least(|p| p.y), most(|p| p.x), most(|p| p.y)];
        Self { contours, bounds, advance }
    }

    fn encoded(&self) -> Vec<u8> {
        if self.contours.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::new();
        put(&mut out, short(self.contours.len()));
        self.bounds.iter().for_each(|edge| out.extend(edge.to_be_bytes()));
        let mut end = 0;
        for contour in &self.contours {
            end += contour.len();
            put(&mut out, short(end - 1));
        }
        put(&mut out, 0);
        let (flags, xs, ys) = self.coordinates();
        let mut flags = flags.into_iter().peekable();
        while let Some(flag) = flags.next() {
            let mut more = 0_u8;
            while more < u8::MAX && flags.next_if_eq(&flag).is_some() {
                more += 1;
            }
            match more {
                0 => out.push(flag),
                1 => out.extend([flag, flag]),
                _ => out.extend([flag | REPEAT, more]),
            }
        }
        out.extend(xs);
        out.extend(ys);
        out
    }

    /// The points' flags, and how far each is from the one before.
    fn coordinates(&self) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let (mut flags, mut xs, mut ys) = (Vec::new(), Vec::new(), Vec::new());
        let (mut x, mut y) = (0, 0);
        for point in self.contours.iter().flatten() {
            let mut flag = u8::from(point.on);
            flag |= step(&mut xs, i32::from(point.x) - x) << 1;
            flag |= step(&mut ys, i32::from(point.y) - y) << 2;
            (x, y) = (i32::from(point.x), i32::from(point.y));
            flags.push(flag);
        }
        (flags, xs, ys)
    }
}

/// The flag that says how often it is repeated.
const REPEAT: u8 = 8;

/// Adds a difference in as few bytes as it needs; the flags that say how: 1 for one byte, 8 for
/// its sign, or for no byte at all.
fn step(out: &mut Vec<u8>, difference: i32) -> u8 {
    match u8::try_from(difference.abs()) {
        Ok(0) => 8,
        Ok(byte) => {
            out.push(byte);
            if difference > 0 { 9 } else { 1 }
        }
        Err(_) => {
            let clamped = difference.clamp(i32::from(i16::MIN), i32::from(i16::MAX));
            out.extend(i16::try_from(clamped).unwrap_or_default().to_be_bytes());
            0
        }
    }
}

fn put(out: &mut Vec<u8>, value: u16) {
    out.extend(value.to_be_bytes());
}

fn put_signed(out: &mut Vec<u8>, values: &[i16]) {
    for value in values {
        out.extend(value.to_be_bytes());
    }
}

fn short(value: usize) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}

/// Outlines and where each begins, and whether the places are long ones.
pub(super) fn glyph_tables(glyphs: &[GlyphOutline]) -> (Vec<u8>, Vec<u8>, bool) {
    let mut glyf = Vec::new();
    let mut places = vec![0];
    for glyph in glyphs {
        glyf.extend(glyph.encoded());
        glyf.resize(glyf.len().next_multiple_of(4), 0);
        places.push(glyf.len());
    }
    let long = glyf.len() > usize::from(u16::MAX) * 2;
    let mut loca = Vec::new();
    for place in places {
        if long {
            loca.extend(u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes());
        } else {
            put(&mut loca, short(place / 2));
        }
    }
    (glyf, loca, long)
}

/// What several tables say of the face as a whole.
pub(super) struct Metrics {
    units_per_em: u16,
    ascender: i16,
    descender: i16,
    cap_height: i16,
    weight: u16,
    bounds: [i16; 4],
    widest: u16,
    count: u16,
}

impl Metrics {
    /// The tables of a font of which only these glyphs are left.
    pub fn new(font: &Font, glyphs: &[GlyphOutline]) -> Self {
        let tables = font.tables();
        let drawn = || glyphs.iter().filter(|glyph| !glyph.contours.is_empty());
        let least = |edge: usize| drawn().map(|glyph| glyph.bounds[edge]).min().unwrap_or(0);
        let most = |edge: usize| drawn().map(|glyph| glyph.bounds[edge]).max().unwrap_or(0);
        Self {
            units_per_em: font.units_per_em(),
            ascender: tables.ascender(),
            descender: tables.descender(),
            cap_height: font.cap_height(),
            weight: tables.weight().to_number(),
            bounds: [least(0), least(1), most(2), most(3)],
            widest: glyphs.iter().map(|glyph| glyph.advance).max().unwrap_or(0),
            count: short(glyphs.len()),
        }
    }
}

/// The head; its sum is put in where the file is whole.
pub(super) fn head(metrics: &Metrics, long: bool) -> Vec<u8> {
    let mut out = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5F, 0x0F, 0x3C, 0xF5];
    // Baseline at 0, left edges as they are.
    put(&mut out, 0b11);
    put(&mut out, metrics.units_per_em);
    // No dates.
    out.extend([0; 16]);
    put_signed(&mut out, &metrics.bounds);
    put_signed(&mut out, &[0, 8, 2, i16::from(long), 0]);
    out
}

/// The line's measures, and each glyph's advance and left edge.
pub(super) fn horizontal(metrics: &Metrics, glyphs: &[GlyphOutline]) -> (Vec<u8>, Vec<u8>) {
    let mut hhea = vec![0, 1, 0, 0];
    put_signed(&mut hhea, &[metrics.ascender, metrics.descender, 0]);
    put(&mut hhea, metrics.widest);
    let [left, _, right, _] = metrics.bounds;
    put_signed(&mut hhea, &[left, 0, right, 1, 0, 0, 0, 0, 0, 0, 0]);
    put(&mut hhea, metrics.count);
    let mut hmtx = Vec::new();
    for glyph in glyphs {
        put(&mut hmtx, glyph.advance);
        put_signed(&mut hmtx, &[glyph.bounds[0]]);
    }
    (hhea, hmtx)
}

/// What a reader has to make room for.
pub(super) fn maximums(glyphs: &[GlyphOutline]) -> Vec<u8> {
    let points = |glyph: &GlyphOutline| glyph.contours.iter().map(Vec::len).sum::<usize>();
    let mut out = vec![0, 1, 0, 0];
    put(&mut out, short(glyphs.len()));
    put(&mut out, short(glyphs.iter().map(points).max().unwrap_or(0)));
    put(&mut out, short(glyphs.iter().map(|glyph| glyph.contours.len()).max().unwrap_or(0)));
    for value in [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0] {
        put(&mut out, value);
    }
    out
}

/// Stretches of characters that follow one another and whose glyphs do so too.
fn stretches(map: &BTreeMap<char, u16>) -> Vec<(u32, u32, u16)> {
    let mut stretches = Vec::<(u32, u32, u16)>::new();
    for (c, glyph) in map {
        let code = u32::from(*c);
        match stretches.last_mut() {
            Some((first, last, start))
                if *last + 1 == code && u32::from(*glyph) == u32::from(*start) + code - *first =>
            {
                *last = code;
            }
            _ => stretches.push((code, code, *glyph)),
        }
    }
    stretches
}

/// More do not fit the table for readers of 16 bits; the others read the other one.
const MOST_SEGMENTS: usize = 8_000;

/// Characters and their glyphs, for readers of 16 bits and for the others.
pub(super) fn character_map(map: &BTreeMap<char, u16>) -> Vec<u8> {
    let all = stretches(map);
    let narrow = |code: u32| u16::try_from(code).ok().filter(|code| *code < u16::MAX);
    let mut segments: Vec<(u16, u16, u16)> = all
        .iter()
        .filter_map(|(first, last, glyph)| Some((narrow(*first)?, narrow(*last)?, *glyph)))
        .take(MOST_SEGMENTS)
        .collect();
    segments.push((u16::MAX, u16::MAX, 0));
    let count = short(segments.len());
    let log = u16::try_from(count.ilog2()).unwrap_or(0);
    let range = 2_u16 << log;
    let mut four = Vec::new();
    for value in [4, 16 + count * 8, 0, count * 2, range, log, count * 2 - range] {
        put(&mut four, value);
    }
    for (_, last, _) in &segments {
        put(&mut four, *last);
    }
    put(&mut four, 0);
    for (first, ..) in &segments {
        put(&mut four, *first);
    }
    for (first, _, glyph) in &segments {
        let delta = if *first == u16::MAX { 1 } else { glyph.wrapping_sub(*first) };
        put(&mut four, delta);
    }
    for _ in &segments {
        put(&mut four, 0);
    }
    let mut twelve = vec![0, 12, 0, 0];
    let groups = u32::try_from(all.len()).unwrap_or(u32::MAX);
    for value in [16 + groups * 12, 0, groups] {
        twelve.extend(value.to_be_bytes());
    }
    for (first, last, glyph) in all {
        for value in [first, last, u32::from(glyph)] {
            twelve.extend(value.to_be_bytes());
        }
    }
    let mut out = Vec::new();
    for value in [0, 2, 3, 1, 0, 20, 3, 10, 0] {
        put(&mut out, value);
    }
    put(&mut out, 20 + short(four.len()));
    out.extend(four);
    out.extend(twelve);
    out
}

/// The names that the font itself has.
pub(super) fn names(font: &Font) -> Vec<u8> {
    const WANTED: [u16; 7] = [
        name_id::COPYRIGHT_NOTICE,
        name_id::FAMILY,
        name_id::SUBFAMILY,
        name_id::UNIQUE_ID,
        name_id::FULL_NAME,
        name_id::VERSION,
        name_id::POST_SCRIPT_NAME,
    ];
    let named = |id: u16| {
        let mut all = font.tables().names().into_iter().filter(|name| name.name_id == id);
        all.find_map(|name| name.to_string())
    };
    let texts: Vec<(u16, Vec<u8>)> = WANTED
        .into_iter()
        .filter_map(|id| Some((id, named(id)?)))
        .map(|(id, text)| (id, text.encode_utf16().flat_map(u16::to_be_bytes).collect()))
        .collect();
    let mut out = Vec::new();
    for value in [0, texts.len(), 6 + texts.len() * 12] {
        put(&mut out, short(value));
    }
    let mut offset = 0;
    for (id, text) in &texts {
        for value in [3, 1, 0x409, usize::from(*id), text.len(), offset] {
            put(&mut out, short(value));
        }
        offset += text.len();
    }
    for (_, text) in texts {
        out.extend(text);
    }
    out
}

/// What Windows wants to know; the face may be embedded.
pub(super) fn os2(metrics: &Metrics, map: &BTreeMap<char, u16>) -> Vec<u8> {
    let code = |c: Option<&char>| c.map_or(0, |c| u16::try_from(u32::from(*c)).unwrap_or(u16::MAX));
    let em = i16::try_from(metrics.units_per_em).unwrap_or(1000);
    let mut out = Vec::new();
    put(&mut out, 4);
    put_signed(&mut out, &[em]);
    for value in [metrics.weight, 5, 0] {
        put(&mut out, value);
    }
    // Sizes and places of small figures and of the stroke through text, as is usual.
    let part = |hundredths: i16| {
        let product = i32::from(em) * i32::from(hundredths) / 100;
        i16::try_from(product).unwrap_or(0)
    };
    let small = [part(65), part(60), 0, part(8), part(65), part(60), 0, part(48)];
    put_signed(&mut out, &small);
    put_signed(&mut out, &[part(5), part(26), 0]);
    out.extend([0; 10]);
    // Ideographs, their marks and full-width forms; the code pages of Latin and simplified Chinese.
    for value in [0_u32, 0x2801_0000, 0, 0] {
        out.extend(value.to_be_bytes());
    }
    out.extend(b"    ");
    put(&mut out, 0x40);
    put(&mut out, code(map.keys().next()));
    put(&mut out, code(map.keys().next_back()));
    put_signed(&mut out, &[metrics.ascender, metrics.descender, 0]);
    put(&mut out, metrics.ascender.unsigned_abs());
    put(&mut out, metrics.descender.unsigned_abs());
    for value in [0x0004_0001_u32, 0] {
        out.extend(value.to_be_bytes());
    }
    put_signed(&mut out, &[part(50), metrics.cap_height, 0, 0x20, 1]);
    out
}

/// No names of glyphs.
pub(super) fn post() -> Vec<u8> {
    let mut out = vec![0, 3, 0, 0];
    out.extend([0; 4]);
    put_signed(&mut out, &[-100, 50]);
    out.extend([0; 20]);
    out
}
