//! What a terminal would obey, what turns the direction of a text, and what is no character at all
//! reaches no output: a mark stands in its place. It is told by the check, and on import.

use std::io::{Cursor, Read as _};

use crate::support::clerk::sample;
use nianbao::edition::Kind;
use nianbao::export::{ExportSetup, Exported, Format, ReviewCopy, export, review};
use nianbao::file;
use nianbao::import;
use nianbao::report::place::{CellId, Field};
use nianbao::report::{Edit, Report, Value};
use nianbao::rules::{self, Balanced, Config};
use nianbao::zh;

/// One of each kind, some of them twice.
const ACTING: &str = "\u{0}\u{1b}[2J\u{7}\u{7f}\u{85}\u{9b}31m\u{200e}\u{61c}\u{202e}\u{2066}\
                      \u{fdd0}\u{fffe}\u{ffff}\u{1fffe}";

fn acts(c: char) -> bool {
    zh::is_unprintable(c) && c != '\r'
}

/// The sample with such characters in every text.
fn report() -> Report {
    let mut report = file::parse("示例", &sample()).unwrap().1;
    let fields = Report::printed_fields().into_iter().chain([Field::Agency]);
    for field in fields {
        let words = format!("{}（一）{ACTING}公开", report.text(field));
        report.apply(Edit::Text(field, words)).unwrap();
    }
    // A figure as it is written takes any words.
    let kind = |id: &CellId| report.figures.cell(*id).unwrap().kind;
    let id = report.figures.cells().find(|id| kind(id) == Kind::AsWritten);
    if let Some(id) = id {
        let value = Value::read(Kind::AsWritten, &format!("1{ACTING}元"));
        report.apply(Edit::Value(id, value)).unwrap();
    }
    report
}

/// All that a reader of the file may show, as text.
fn shown(format: Format, exported: &Exported) -> String {
    match format {
        Format::Docx | Format::Ofd => parts(&exported.bytes),
        Format::Pdf => of_pdf(&exported.bytes),
        Format::Text | Format::Html | Format::Fragment => {
            String::from_utf8(exported.bytes.clone()).unwrap()
        }
    }
}

fn parts(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        if [".xml", ".rels"].iter().any(|end| name.ends_with(end)) {
            part.read_to_string(&mut all).unwrap();
        }
    }
    assert!(!all.contains("&#"), "nothing is written by its number");
    all
}

/// The strings of a PDF, and what its faces say that their glyphs mean.
fn of_pdf(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let mut all = String::new();
    for object in document.objects.values() {
        strings(object, &mut all);
        let Ok(stream) = object.as_stream() else { continue };
        let Ok(content) = stream.decompressed_content() else { continue };
        let content = String::from_utf8_lossy(&content).into_owned();
        if content.contains("beginbfchar") {
            let blocks = content.split("beginbfchar").skip(1);
            for block in blocks.filter_map(|block| block.split("endbfchar").next()) {
                for code in block.split(['<', '>']).skip(1).step_by(2) {
                    units(&bytes_of(code), &mut all);
                }
            }
        } else if content.contains("xpacket") {
            all.push_str(&content);
        }
    }
    all
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(hex.get(at..at + 2).unwrap_or("20"), 16);
    (0..hex.len() / 2).map(|n| digit(2 * n).unwrap_or(b' ')).collect()
}

/// UTF-16, as far as codes of glyphs are no control characters by chance.
fn units(bytes: &[u8], all: &mut String) {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|u| u16::from_be_bytes([u[0], u[1]])).collect();
    let text = String::from_utf16_lossy(&units);
    // Codes of glyphs are small, and stand in the same brackets.
    all.extend(text.chars().filter(|c| u32::from(*c) > 0xFF));
}

fn strings(object: &lopdf::Object, all: &mut String) {
    match object {
        lopdf::Object::String(bytes, _) => match bytes.strip_prefix(&[0xFE, 0xFF]) {
            Some(text) => units(text, all),
            None => all.extend(bytes.iter().filter(|b| b.is_ascii()).map(|b| char::from(*b))),
        },
        lopdf::Object::Array(items) => items.iter().for_each(|item| strings(item, all)),
        lopdf::Object::Dictionary(items) => items.iter().for_each(|(key, item)| {
            // An identifier of the file is bytes.
            if key.as_slice() != b"ID" {
                strings(item, all);
            }
        }),
        _ => {}
    }
}

fn assert_marked(what: &str, text: &str) {
    let acting: Vec<char> = text.chars().filter(|c| acts(*c)).collect();
    assert!(acting.is_empty(), "{what}: {acting:?}");
    assert!(text.contains(['\u{fffd}', '〓']), "{what} has no mark");
}

#[test]
fn no_output_holds_one_and_a_mark_stands_in_its_place() {
    let report = report();
    let balanced = Balanced::new(&report).unwrap();
    let setup = ExportSetup::default();
    for format in Format::ALL {
        let exported = export(balanced, format, &setup);
        assert_marked(&format!("{format:?}"), &shown(format, &exported));
        let notes = exported.notes.concat();
        assert!(format != Format::Pdf || notes.contains("〓"), "{notes}");
    }
    let national = export(balanced, Format::Text, &ExportSetup { gb18030: true, ..setup });
    let (text, _, _) = encoding_rs::GB18030.decode(&national.bytes);
    assert_marked("GB18030", &text);
    let findings = rules::check(&report, &Config::default());
    for format in ReviewCopy::FORMATS {
        let copy = ReviewCopy { line_numbers: true, findings: true };
        let exported = review(balanced, &findings, copy, format, &setup).unwrap();
        assert_marked(&format!("送审稿 {format:?}"), &shown(format, &exported));
    }
    for script in [nianbao::export::json::report(&report), nianbao::export::json::line(&report)] {
        assert_eq!(script.chars().find(|c| acts(*c)), None);
    }
}

#[test]
fn the_check_tells_each_of_them() {
    let mut report = file::parse("示例", &sample()).unwrap().1;
    for c in ACTING.chars().filter(|c| zh::is_unprintable(*c)) {
        let words = format!("全年公{c}开 1 条。");
        report.apply(Edit::Text(Field::Before(5), words)).unwrap();
        let findings = rules::check(&report, &Config::default());
        let told = findings.iter().filter(|f| matches!(f.code, "R32" | "R43"));
        assert!(told.count() > 0, "{c:?}");
        let message: String = findings.iter().map(|f| f.message.as_str()).collect();
        assert!(!zh::shown(&message).contains(acts), "{c:?}");
    }
}

#[test]
fn an_import_takes_them_out_and_tells_so() {
    let text = include_str!("../reports/004.txt");
    for c in ACTING.chars().filter(|c| zh::is_unprintable(*c) && !matches!(c, '\0' | '\u{85}')) {
        let text = text.replacen("信息", &format!("信{c}息"), 3);
        let imported = import::read("一", text.as_bytes()).unwrap();
        let report = imported.report;
        let all: String =
            Report::printed_fields().into_iter().map(|f| report.text(f).to_owned()).collect();
        assert!(!all.contains(acts), "{c:?}");
        let cleaned = report.imported.unwrap().cleaned.concat();
        assert!(cleaned.contains("控制字符") || cleaned.contains("零宽字符"), "{c:?}: {cleaned}");
    }
}
