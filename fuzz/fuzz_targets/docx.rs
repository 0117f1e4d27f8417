//! Any text as the document of a Word file; what starts as an archive is read as one.
#![no_main]

use std::io::{Cursor, Write as _};

use nianbao_fuzz::attacks::Source;
use zip::CompressionMethod::Stored;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    nianbao_fuzz::run(Source::Word, bytes, |bytes| {
        if bytes.starts_with(b"PK") {
            return bytes.to_vec();
        }
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(Stored);
        // Two parts between a NUL: the document, and the numbering of its lists.
        let mut parts = bytes.splitn(2, |byte| *byte == 0);
        for name in ["word/document.xml", "word/numbering.xml"] {
            zip.start_file(name, options).expect("a new part");
            zip.write_all(parts.next().unwrap_or_default()).expect("into memory");
        }
        zip.finish().expect("into memory").into_inner()
    });
});
