//! How much a PDF unpacks to, before the library unpacks anything of it.
//!
//! The streams are found by their keyword in the bytes of the file, since the library unpacks
//! tables of objects and streams of objects while it opens a file.

use hayro_syntax::Filter;

use super::filters::{TooLong, has_zlib_header, unpacked_length};
use crate::import::Problem;

/// All streams of a file together, in bytes, counting what each filter of a chain gives.
pub(super) const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// How far before a stream its dictionary is looked for, in bytes.
const MAX_DICTIONARY: usize = 2048;

const STREAM: &[u8] = b"stream";

/// Refuses a file whose streams unpack to more than [`MAX_UNPACKED`].
pub(super) fn check(bytes: &[u8]) -> Result<(), Problem> {
    let mut left = MAX_UNPACKED;
    let mut start = 0;
    while let Some(at) = find(bytes.get(start..).unwrap_or_default(), STREAM) {
        let keyword = start + at;
        start = keyword + STREAM.len();
        let before = bytes.get(..keyword).unwrap_or_default();
        if before.ends_with(b"end") {
            continue;
        }
        let data = bytes.get(start..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let dictionary = before.get(keyword.saturating_sub(MAX_DICTIONARY)..).unwrap_or_default();
        let dictionary = rfind(dictionary, b"obj")
            .map_or(dictionary, |at| dictionary.get(at..).unwrap_or_default());
        let mut filters = filters(dictionary);
        // Named by a reference, or in a way that only the library's reader sees.
        if filters.is_empty() && has_zlib_header(data) {
            filters = vec![Filter::FlateDecode; 2];
        }
        // Only data that inflates shows where it ends; the others end where the stream does.
        let data = match filters.first() {
            None => continue,
            Some(Filter::FlateDecode) => data,
            Some(_) => {
                data.get(..find(data, b"endstream").unwrap_or(data.len())).unwrap_or_default()
            }
        };
        let length = unpacked_length(&filters, data, left);
        left -= length.map_err(|TooLong| Problem::TooLargeUnpacked)?;
    }
    Ok(())
}

/// The filters that a dictionary names, in their order; none where it names them elsewhere.
fn filters(dictionary: &[u8]) -> Vec<Filter> {
    let text = unescaped(dictionary);
    let key = rfind(&text, b"/Filter").map(|at| at + b"/Filter".len());
    let Some(value) = key.and_then(|at| text.get(at..)) else { return Vec::new() };
    let value = value.trim_ascii_start();
    let value = match value {
        [b'[', array @ ..] => {
            array.get(..find(array, b"]").unwrap_or(array.len())).unwrap_or_default()
        }
        // One name: it ends before the next key.
        [b'/', name @ ..] => {
            let end = name.iter().position(|byte| !byte.is_ascii_alphanumeric());
            value.get(..=end.unwrap_or(name.len())).unwrap_or_default()
        }
        _ => return Vec::new(),
    };
    let names = value.split(|byte| *byte == b'/').skip(1);
    names.filter_map(|name| filter(name.trim_ascii_end())).collect()
}

/// The filter of a name, short or long (ISO 32000-1, 7.4 and 8.9.7).
fn filter(name: &[u8]) -> Option<Filter> {
    Some(match name {
        b"FlateDecode" | b"Fl" => Filter::FlateDecode,
        b"LZWDecode" | b"LZW" => Filter::LzwDecode,
        b"RunLengthDecode" | b"RL" => Filter::RunLengthDecode,
        b"ASCII85Decode" | b"A85" => Filter::Ascii85Decode,
        b"ASCIIHexDecode" | b"AHx" => Filter::AsciiHexDecode,
        b"Crypt" => Filter::Crypt,
        b"DCTDecode" | b"DCT" => Filter::DctDecode,
        b"JPXDecode" => Filter::JpxDecode,
        b"JBIG2Decode" => Filter::Jbig2Decode,
        b"CCITTFaxDecode" | b"CCF" => Filter::CcittFaxDecode,
        _ => return None,
    })
}

/// Names may write any of their characters as `#` and two hexadecimal digits.
fn unescaped(dictionary: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(dictionary.len());
    let mut rest = dictionary;
    while let [byte, after @ ..] = rest {
        rest = after;
        let digit = |at: usize| {
            let digit = char::from(*after.get(at)?).to_digit(16)?;
            u8::try_from(digit).ok()
        };
        match (byte, digit(0), digit(1)) {
            (b'#', Some(high), Some(low)) => {
                text.push(high << 4 | low);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => text.push(*byte),
        }
    }
    text
}

fn find(bytes: &[u8], piece: &[u8]) -> Option<usize> {
    bytes.windows(piece.len()).position(|window| window == piece)
}

fn rfind(bytes: &[u8], piece: &[u8]) -> Option<usize> {
    bytes.windows(piece.len()).rposition(|window| window == piece)
}

#[cfg(test)]
mod tests {
    use super::{Filter, filters};

    #[test]
    fn filters_are_read_from_any_spelling() {
        use Filter::{AsciiHexDecode, DctDecode, FlateDecode, LzwDecode};
        for (dictionary, expected) in [
            ("obj<</Filter/FlateDecode/Length 3>>", vec![FlateDecode]),
            ("obj<</Length 3/Filter [ /AHx\n/Fl ]>>", vec![AsciiHexDecode, FlateDecode]),
            ("obj<</Filter[/LZWDecode/DCTDecode]/DecodeParms[]>>", vec![LzwDecode, DctDecode]),
            ("obj<</Fi#6cter/Flate#44ecode>>", vec![FlateDecode]),
            ("obj<</Filter 7 0 R>>", vec![]),
            ("obj<</Length 3>>", vec![]),
        ] {
            assert_eq!(filters(dictionary.as_bytes()), expected, "{dictionary}");
        }
    }
}
