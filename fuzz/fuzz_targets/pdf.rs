//! Any bytes as a PDF, read in this process: the program's own limits are all that holds.
#![no_main]

use nianbao_fuzz::attacks::Source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    nianbao_fuzz::run(Source::Pdf, bytes, |bytes| [b"%PDF-1.7\n", bytes].concat());
});
