//! A page as a PNG picture: eight bits of grey a pixel, and its words for those who do not see it.

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use super::picture::{PageWindow, Painter, Scale};
use crate::font::Fonts;
use crate::layout::page::{LaidOut, Page};

/// The first page at a resolution in dots to an inch, with a description; the same page gives the same
/// bytes.
#[must_use]
pub fn png(document: &LaidOut, description: &str, dpi: u32, fonts: &Fonts) -> Vec<u8> {
    let scale = Scale::dpi(dpi);
    let (width, height) = scale.size_of(document.paper);
    let window = PageWindow { left: 0, top: 0, width, height };
    let empty = Page::default();
    let page = document.pages.first().unwrap_or(&empty);
    let picture = Painter::default().draw(page, fonts, scale, window);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX).to_be_bytes();
    // Eight bits, grey, and the only methods that there are.
    let head = [&size(width)[..], &size(height), &[8, 0, 0, 0, 0]].concat();
    chunk(&mut out, *b"IHDR", &head);
    // Pixels to a metre.
    let density = (u64::from(dpi) * 10_000 / 254).to_be_bytes();
    chunk(&mut out, *b"pHYs", &[&density[4..], &density[4..], &[1]].concat());
    chunk(&mut out, *b"iTXt", &words("Title", &document.title));
    chunk(&mut out, *b"iTXt", &words("Description", description));
    let mut rows = Vec::with_capacity((width + 1) * height);
    for row in picture.ink.chunks(width.max(1)) {
        // No filter: most of the paper is bare.
        rows.push(0);
        rows.extend(row.iter().map(|ink| u8::MAX - ink));
    }
    chunk(&mut out, *b"IDAT", &packed(&rows));
    chunk(&mut out, *b"IEND", &[]);
    out
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Memory takes everything.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    out.extend(length.to_be_bytes());
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(data);
    out.extend(kind);
    out.extend(data);
    out.extend(crc.sum().to_be_bytes());
}

/// A keyword, not compressed, in Chinese, and the text.
fn words(keyword: &str, text: &str) -> Vec<u8> {
    [keyword.as_bytes(), &[0, 0, 0], b"zh-CN", &[0, 0], text.as_bytes()].concat()
}
