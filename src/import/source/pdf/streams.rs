//! The streams of a PDF, each unpacked once, all of them within one limit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hayro_syntax::object::Stream;

use super::filters::{TooLong, unpacked_length};
use super::inflate_limit::MAX_UNPACKED;
use crate::import::Problem;

/// The contents of pages and forms that were unpacked, and how much more may be.
pub(super) struct Streams {
    /// By the number and the generation of the object.
    unpacked: BTreeMap<(u32, i32), Arc<[u8]>>,
    /// The streams that the library keeps once it has unpacked them: they are counted once.
    charged: BTreeSet<(u32, i32)>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// Bytes of contents that may still be put together to pages.
    joined: u64,
}

impl Streams {
    pub(super) fn new() -> Self {
        Self {
            unpacked: BTreeMap::new(),
            charged: BTreeSet::new(),
            left: MAX_UNPACKED,
            joined: MAX_UNPACKED,
        }
    }

    /// The bytes of a stream; none where they are damaged.
    ///
    /// # Errors
    /// [`Problem::TooLargeUnpacked`] beyond the limit.
    pub(super) fn bytes(&mut self, stream: &Stream<'_>) -> Result<Arc<[u8]>, Problem> {
        let key = key(stream);
        if let Some(bytes) = self.unpacked.get(&key) {
            return Ok(Arc::clone(bytes));
        }
        self.charge(stream)?;
        let bytes: Arc<[u8]> = stream.decoded_data().unwrap_or_default().into();
        // A stream without a number is another one each time.
        if key != (0, 0) {
            self.unpacked.insert(key, Arc::clone(&bytes));
        }
        Ok(bytes)
    }

    /// Counts a stream that the library is about to unpack.
    ///
    /// # Errors
    /// As for [`Self::bytes`].
    pub(super) fn charge(&mut self, stream: &Stream<'_>) -> Result<(), Problem> {
        let data = stream.raw_data();
        let length = unpacked_length(&stream.filters(), &data, self.left);
        let length = length.map_err(|TooLong| Problem::TooLargeUnpacked)?;
        self.left = self.left.saturating_sub(length.max(data.len() as u64));
        Ok(())
    }

    /// Counts a stream that the library unpacks where it is first met, and keeps.
    ///
    /// # Errors
    /// As for [`Self::bytes`].
    pub(super) fn charge_once(&mut self, stream: &Stream<'_>) -> Result<(), Problem> {
        if self.charged.insert(key(stream)) { self.charge(stream) } else { Ok(()) }
    }

    /// The content of a page, of which the streams are parts.
    ///
    /// # Errors
    /// As for [`Self::bytes`]: a stream that is named many times counts each time.
    pub(super) fn content<'a>(
        &mut self,
        parts: impl Iterator<Item = Stream<'a>>,
    ) -> Result<Vec<u8>, Problem> {
        let mut content = Vec::new();
        for part in parts {
            let bytes = self.bytes(&part)?;
            let length = bytes.len() as u64 + 1;
            self.joined = self.joined.checked_sub(length).ok_or(Problem::TooLargeUnpacked)?;
            content.extend_from_slice(&bytes);
            // What is at the end of one is no part of a word in the next.
            content.push(b' ');
        }
        Ok(content)
    }
}

/// The number and the generation of a stream's object.
fn key(stream: &Stream<'_>) -> (u32, i32) {
    let id = stream.obj_id();
    (id.obj_number, id.gen_number)
}
