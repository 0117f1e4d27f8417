//! How much a PDF unpacks to, before anything is unpacked to be kept.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use crate::import::Problem;

/// All streams of a file together, unpacked, in bytes.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// A stream packed in a way that is not measured may be so long, in bytes.
const MAX_UNMEASURED: usize = 48 * 1024;

/// How far before a stream its dictionary is looked for.
const MAX_DICTIONARY: usize = 2048;

const STREAM: &[u8] = b"stream";

/// Whether a file stays within the limit.
pub(super) fn check(bytes: &[u8]) -> Result<(), Problem> {
    let mut left = MAX_UNPACKED;
    let mut start = 0;
    while let Some(at) = find(bytes.get(start..).unwrap_or_default(), STREAM) {
        let keyword = start + at;
        start = keyword + STREAM.len();
        let is_end = bytes.get(..keyword).is_some_and(|before| before.ends_with(b"end"));
        if is_end {
            continue;
        }
        let data = bytes.get(start..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let from = keyword.saturating_sub(MAX_DICTIONARY);
        let dictionary = bytes.get(from..keyword).unwrap_or_default();
        let dictionary = rfind(dictionary, b"obj")
            .map_or(dictionary, |at| dictionary.get(at..).unwrap_or_default());
        if packings(dictionary) > 1
            || contains(dictionary, b"LZW")
            || contains(dictionary, b"/RunLength")
        {
            let end = find(data, b"endstream").unwrap_or(data.len());
            if end > MAX_UNMEASURED {
                return Err(Problem::TooLargeUnpacked);
            }
        }
        left = left.checked_sub(length(data, left + 1)).ok_or(Problem::TooLargeUnpacked)?;
    }
    Ok(())
}

/// How long data is unpacked, up to a length; 0 where it is not packed.
fn length(data: &[u8], most: u64) -> u64 {
    let mut unpacked = ZlibDecoder::new(data).take(most);
    let mut buffer = [0; 8192];
    let mut length = 0;
    while let Ok(read @ 1..) = unpacked.read(&mut buffer) {
        length += read as u64;
    }
    length
}

/// How many ways of packing a dictionary names.
fn packings(dictionary: &[u8]) -> usize {
    let names: [&[u8]; 5] =
        [b"/FlateDecode", b"/LZWDecode", b"/RunLengthDecode", b"/ASCII", b"/Crypt"];
    names.iter().map(|name| count(dictionary, name)).sum()
}

fn count(bytes: &[u8], piece: &[u8]) -> usize {
    bytes.windows(piece.len()).filter(|window| *window == piece).count()
}

fn contains(bytes: &[u8], piece: &[u8]) -> bool {
    find(bytes, piece).is_some()
}

fn find(bytes: &[u8], piece: &[u8]) -> Option<usize> {
    bytes.windows(piece.len()).position(|window| window == piece)
}

fn rfind(bytes: &[u8], piece: &[u8]) -> Option<usize> {
    bytes.windows(piece.len()).rposition(|window| window == piece)
}
