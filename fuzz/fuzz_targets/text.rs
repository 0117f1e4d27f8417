//! Any bytes, read as whatever they are.
#![no_main]

use nianbao_fuzz::attacks::Source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    nianbao_fuzz::run(Source::Text, bytes, <[u8]>::to_vec);
});
