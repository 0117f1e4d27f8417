//! Any text as a web page.
#![no_main]

use nianbao_fuzz::attacks::Source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    nianbao_fuzz::run(Source::WebPage, bytes, |bytes| [b"<html>", bytes].concat());
});
