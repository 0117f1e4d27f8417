//! Any bytes, read as whatever they are.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = nianbao::import::read("f", bytes);
});
