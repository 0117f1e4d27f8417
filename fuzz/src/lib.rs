//! What the targets share: the attacks of the tests, and reading again what the program renders.

#[path = "../../tests/support/attacks/mod.rs"]
#[allow(dead_code)] // Each target takes what it needs.
pub mod attacks;

use std::sync::Once;

use nianbao::export::{ExportSetup, Format, export};
use nianbao::font::Choice;
use nianbao::layout::Options;
use nianbao::rules::Balanced;
use nianbao::{file, import};

/// Reads a file as whatever it is. What comes of it is written as a draft, which opens again and
/// is equal, and where it balances rendered in each format, which ends when it is read again.
pub fn read_and_reread(bytes: &[u8]) {
    let Ok(read) = import::read("f", bytes) else { return };
    let text = file::draft_text(&read.report);
    if text.len() as u64 <= file::MAX_BYTES {
        let (_, again) = file::parse("f", text.as_bytes()).expect("what is written opens");
        assert_eq!(again, read.report, "what is written opens equal");
    }
    let Ok(balanced) = Balanced::new(&read.report) else { return };
    let setup =
        ExportSetup { fonts: Choice::Builtin.fonts(), layout: Options::default(), gb18030: false };
    for format in [Format::Text, Format::Html, Format::Docx, Format::Pdf] {
        let exported = export(balanced, format, &setup);
        let _report_or_message = import::read("f", &exported.bytes);
    }
}

/// Reads a file that a fuzzer makes: an attack that its first bytes choose where the very first
/// one is odd, else the bytes themselves as `plain` makes a file of them.
pub fn run(source: attacks::Source, bytes: &[u8], plain: impl Fn(&[u8]) -> Vec<u8>) {
    static ONCE: Once = Once::new();
    ONCE.call_once(caught_panics_are_none);
    match bytes {
        [first, rest @ ..] if first % 2 == 1 => {
            read_and_reread(&attacks::chosen(source, rest));
        }
        [_, rest @ ..] => read_and_reread(&plain(rest)),
        [] => {}
    }
}

/// The reader of cells checks its sums here, and panics where one overflows: whoever calls it catches that,
/// so it is no finding.
fn caught_panics_are_none() {
    let end = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let caught = panic.location().is_some_and(|at| at.file().contains("/calamine-"));
        if !caught {
            end(panic);
        }
    }));
}
