//! What a workbook unpacks to, looked at before anything is built from it.
//!
//! A zip archive says how large its parts are and may lie; so every part is unpacked once and
//! counted, and the first byte too many ends it.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::WorkbookError;

/// Bytes that all parts together may unpack to: 100,000 rows of twenty cells need a third of it.
pub(super) const MAX_UNPACKED: u64 = 320 * 1024 * 1024;

/// Bytes of the shared strings: they are kept in memory as long as the workbook is read.
const MAX_STRINGS: u64 = 96 * 1024 * 1024;

/// Parts of the archive.
const MAX_PARTS: usize = 10_000;

/// Bytes of the shortest shared string: `<si/>`.
const STRING_BYTES: u64 = 5;

/// Unpacks every part and returns their size in bytes; more than `at_most` is an error.
///
/// # Errors
/// Where it is no archive, or a bound is passed.
pub(super) fn unpacked_bytes(bytes: &[u8], at_most: u64) -> Result<u64, WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WorkbookError::damaged())?;
    if archive.len() > MAX_PARTS {
        return Err(WorkbookError::too_large(format!("压缩包里有 {} 个部分", archive.len())));
    }
    let mut total = 0;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| WorkbookError::damaged())?;
        // A name that cannot be read is looked through as the strings are.
        let is_strings = |name: &str| name.to_ascii_lowercase().ends_with("sharedstrings.xml");
        let strings = part.name().map_or(true, |name| is_strings(&name));
        let left = at_most.saturating_sub(total);
        let most = if strings { left.min(MAX_STRINGS) } else { left };
        let mut scan = strings.then(StringsScan::default);
        let mut chunk = vec![0; 64 * 1024];
        let mut size = 0;
        loop {
            let read = part.read(&mut chunk).map_err(|_| WorkbookError::damaged())?;
            let Some(filled) = chunk.get(..read).filter(|filled| !filled.is_empty()) else { break };
            size += filled.len() as u64;
            if size > most {
                return Err(WorkbookError::too_large("展开后的内容太多"));
            }
            if let Some(scan) = &mut scan {
                scan.take(filled);
            }
        }
        if scan.is_some_and(|scan| !scan.is_sound(size)) {
            return Err(WorkbookError::damaged());
        }
        total += size;
    }
    Ok(total)
}

/// Looks for how many strings a part says it has: the reader makes room for as many before it has
/// seen one, so that a number that cannot be true must not come to it.
#[derive(Default)]
struct StringsScan {
    /// The last bytes seen, so that a name over two chunks is found.
    tail: Vec<u8>,
    /// The largest number said.
    said: u64,
    /// Whether it is in an encoding in which the name could hide.
    hidden: bool,
}

impl StringsScan {
    fn take(&mut self, chunk: &[u8]) {
        const NAME: &[u8] = b"uniqueCount";
        const KEPT: usize = 64;
        // UTF-16 has zeros, the others that are no superset of ASCII switch with ESC.
        self.hidden |= chunk.contains(&0) || chunk.contains(&0x1B);
        self.tail.extend_from_slice(chunk);
        let found = self.tail.windows(NAME.len()).enumerate().filter(|(_, w)| *w == NAME);
        for (at, _) in found {
            let behind = self.tail.get(at + NAME.len()..).unwrap_or_default();
            let digits = behind
                .iter()
                .skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\'' | b'+'))
                .take_while(|b| b.is_ascii_digit());
            let number = digits.fold(0_u64, |sum, digit| {
                sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
            });
            self.said = self.said.max(number);
        }
        let from = self.tail.len().saturating_sub(KEPT);
        self.tail.drain(..from);
    }

    fn is_sound(&self, bytes: u64) -> bool {
        !self.hidden && self.said <= bytes / STRING_BYTES
    }
}
