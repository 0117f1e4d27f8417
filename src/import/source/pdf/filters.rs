//! How long a stream of a PDF is after each of its filters, measured before anything is kept.
//!
//! The library unpacks a stream whole, whatever it grows to: three times deflated, 800 bytes become
//! three gigabytes. Here every step stops at a limit.

use std::borrow::Cow;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use weezl::BitOrder;

/// A stream that unpacks to more than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// The length of a stream in bytes, summed over the outputs of all its filters: 0 where it has
/// none. Filters of pictures end the chain, since nothing of a picture is read.
pub(super) fn unpacked_length(filters: &[Filter], data: &[u8], most: u64) -> Result<u64, TooLong> {
    let mut total = 0;
    let mut held = Cow::Borrowed(data);
    for (index, filter) in filters.iter().enumerate() {
        let keep = index + 1 < filters.len();
        let mut sink = Sink { bytes: Vec::new(), length: 0, most: most - total, keep };
        match filter {
            Filter::FlateDecode => inflate(&held, &mut sink)?,
            Filter::LzwDecode => lzw(&held, &mut sink)?,
            Filter::RunLengthDecode => run_lengths(&held, &mut sink)?,
            Filter::Ascii85Decode => base85(&held, &mut sink)?,
            Filter::AsciiHexDecode => hexadecimal(&held, &mut sink)?,
            Filter::Crypt => sink.push(&held)?,
            _ => return Ok(total),
        }
        total += sink.length;
        held = Cow::Owned(sink.bytes);
    }
    Ok(total)
}

/// Where the output of a filter goes: it is counted, and kept where another filter follows.
struct Sink {
    bytes: Vec<u8>,
    length: u64,
    most: u64,
    keep: bool,
}

impl Sink {
    fn push(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        self.length += bytes.len() as u64;
        if self.length > self.most {
            return Err(TooLong);
        }
        if self.keep {
            self.bytes.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.length = 0;
    }
}

/// Inflates data as the library does: with the header of zlib, or else without, whichever goes to
/// an end; of damaged data the longer part.
fn inflate(data: &[u8], sink: &mut Sink) -> Result<(), TooLong> {
    if inflate_as(data, true, sink)? {
        return Ok(());
    }
    let (bytes, length) = (std::mem::take(&mut sink.bytes), sink.length);
    sink.clear();
    if !inflate_as(data, false, sink)? && sink.length < length {
        (sink.bytes, sink.length) = (bytes, length);
    }
    Ok(())
}

/// Whether the data came to its end without a fault.
fn inflate_as(data: &[u8], has_header: bool, sink: &mut Sink) -> Result<bool, TooLong> {
    if has_header && !has_zlib_header(data) {
        return Ok(false);
    }
    let mut state = Decompress::new(has_header);
    let mut buffer = [0; 16 * 1024];
    let (mut read, mut written) = (0_usize, 0_u64);
    loop {
        let rest = data.get(read..).unwrap_or_default();
        let status = state.decompress(rest, &mut buffer, FlushDecompress::None);
        let made = usize::try_from(state.total_out() - written).unwrap_or_default();
        sink.push(buffer.get(..made).unwrap_or_default())?;
        let taken = usize::try_from(state.total_in()).unwrap_or(data.len());
        let is_stuck = made == 0 && taken == read;
        (read, written) = (taken, state.total_out());
        match status {
            Ok(Status::StreamEnd) => return Ok(true),
            Ok(_) if !is_stuck => {}
            _ => return Ok(false),
        }
    }
}

/// Whether data begins as zlib writes it (RFC 1950, 2.2).
pub(super) fn has_zlib_header(data: &[u8]) -> bool {
    let [method, flags, ..] = *data else { return false };
    method & 15 == 8 && (u16::from(method) << 8 | u16::from(flags)).is_multiple_of(31)
}

fn lzw(data: &[u8], sink: &mut Sink) -> Result<(), TooLong> {
    let mut state = weezl::decode::Decoder::with_tiff_size_switch(BitOrder::Msb, 8);
    let mut buffer = [0; 16 * 1024];
    let mut rest = data;
    loop {
        let step = state.decode_bytes(rest, &mut buffer);
        sink.push(buffer.get(..step.consumed_out).unwrap_or_default())?;
        rest = rest.get(step.consumed_in..).unwrap_or_default();
        match step.status {
            Ok(weezl::LzwStatus::Ok) if step.consumed_in + step.consumed_out > 0 => {}
            _ => return Ok(()),
        }
    }
}

fn run_lengths(data: &[u8], sink: &mut Sink) -> Result<(), TooLong> {
    let mut rest = data;
    while let [length, after @ ..] = rest {
        let count = usize::from(*length);
        rest = match (count, after) {
            (0..=127, _) => {
                let end = after.len().min(count + 1);
                let (run, next) = after.split_at(end);
                sink.push(run)?;
                next
            }
            (129.., [byte, next @ ..]) => {
                sink.push(&vec![*byte; 257 - count])?;
                next
            }
            _ => return Ok(()),
        };
    }
    Ok(())
}

fn base85(data: &[u8], sink: &mut Sink) -> Result<(), TooLong> {
    let (mut group, mut digits) = (0_u32, 0);
    for byte in data.iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != 0) {
        match byte {
            b'z' if digits == 0 => sink.push(&[0; 4])?,
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                digits += 1;
                if digits == 5 {
                    sink.push(&group.to_be_bytes())?;
                    (group, digits) = (0, 0);
                }
            }
            _ => break,
        }
    }
    if digits > 1 {
        for _ in digits..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        sink.push(group.to_be_bytes().get(..digits - 1).unwrap_or_default())?;
    }
    Ok(())
}

fn hexadecimal(data: &[u8], sink: &mut Sink) -> Result<(), TooLong> {
    let digits: Vec<u8> = data
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    let bytes: Vec<u8> =
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect();
    sink.push(&bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut to = ZlibEncoder::new(Vec::new(), Compression::best());
        to.write_all(bytes).unwrap();
        to.finish().unwrap()
    }

    #[test]
    fn each_filter_is_measured() {
        use Filter::{Ascii85Decode, AsciiHexDecode, FlateDecode, LzwDecode, RunLengthDecode};
        let text = b"0 0 m 10 10 l S ".repeat(500);
        let lzw = weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8);
        let lzw = { lzw }.encode(&text).unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::best());
        raw.write_all(&text).unwrap();
        let raw = raw.finish().unwrap();
        for (filters, data, length) in [
            (vec![FlateDecode], zlib(&text), 8000),
            (vec![FlateDecode], raw, 8000),
            (vec![FlateDecode], zlib(&text)[..zlib(&text).len() - 4].to_vec(), 8000),
            (vec![LzwDecode], lzw, 8000),
            (vec![RunLengthDecode], vec![129, 7, 2, 1, 2, 3, 128, 9], 131),
            (vec![Ascii85Decode], b"zz87cURD]i,\"Ebo80~>".to_vec(), 20),
            (vec![AsciiHexDecode], b"41 42 4>".to_vec(), 3),
            (vec![AsciiHexDecode, RunLengthDecode], b"8107>".to_vec(), 2 + 128),
            (vec![], text.clone(), 0),
            (vec![Filter::DctDecode, FlateDecode], text.clone(), 0),
        ] {
            assert_eq!(unpacked_length(&filters, &data, 10_000), Ok(length), "{filters:?}");
            assert_eq!(
                unpacked_length(&filters, &data, length.saturating_sub(1)).is_err(),
                length > 0,
                "{filters:?}"
            );
        }
    }

    #[test]
    fn chains_are_bounded_by_what_all_steps_unpack_to() {
        let mut data = vec![0; 3 << 20];
        for _ in 0..3 {
            data = zlib(&data);
        }
        assert!(data.len() < 200);
        assert_eq!(unpacked_length(&[Filter::FlateDecode; 3], &data, 1 << 20), Err(TooLong));
        let all = unpacked_length(&[Filter::FlateDecode; 3], &data, 4 << 20).unwrap();
        assert!(all > 3 << 20, "{all}");
    }
}
