//! Any text as a web page.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let page = [b"<html>".as_slice(), bytes].concat();
    let _ = nianbao::import::read("f", &page);
});
