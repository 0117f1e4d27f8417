//! Any text as the sheet of a workbook; what starts as an archive is read as one.
#![no_main]

use nianbao_fuzz::attacks::{Source, workbook_of};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    nianbao_fuzz::run(Source::Workbook, bytes, |bytes| match bytes {
        [b'P', b'K', ..] => bytes.to_vec(),
        _ => workbook_of(&String::from_utf8_lossy(bytes)),
    });
});
