//! Any bytes as a report file: one that is read is written, and opens again equal.
#![no_main]

use nianbao::file;
use nianbao_fuzz::attacks::{Source, chosen};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = match bytes {
        [first, rest @ ..] if first % 2 == 1 => chosen(Source::Report, rest),
        _ => [b"Report(version: 1, ", bytes].concat(),
    };
    if let Ok((_, report)) = file::parse("f", &text) {
        let written = file::draft_text(&report);
        if written.len() as u64 <= file::MAX_BYTES {
            let (_, again) = file::parse("f", written.as_bytes()).expect("what is written opens");
            assert_eq!(again, report, "what is written opens equal");
        }
    }
});
