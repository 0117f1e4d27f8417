//! The rules of PDF/A-2a that this program could break, clause by clause (ISO 19005-2:2011), on
//! the made-up sample and on the published reports.

use std::path::Path;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object};
use nianbao::font::Fonts;
use nianbao::layout::page;
use nianbao::layout::{Options, layout};
use nianbao::open::open;

use super::reading::{Embedded, fonts, get, keys, name, numbers, shown, sub, text_of};
use super::{cff, reading};
use crate::support::common;

const SOURCES: [&str; 3] = ["tests/reports/000.txt", "tests/reports/003.txt", "assets/sample.ron"];

fn documents() -> Vec<page::LaidOut> {
    let reports = SOURCES.map(|source| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
        let report = open(&path).expect("a report").into_report();
        layout(&report, Fonts::builtin(), Options::default()).document
    });
    reports.into_iter().chain([common::sample()]).collect()
}

/// Each document's bytes, and what they say.
fn files() -> impl Iterator<Item = (Vec<u8>, Document)> {
    documents().into_iter().map(|document| {
        let bytes = super::write(&document);
        let file = Document::load_mem(&bytes).expect("what was written can be read");
        (bytes, file)
    })
}

#[test]
fn header_trailer_and_objects_are_written_as_asked() {
    for (bytes, file) in files() {
        // 6.1.2, 6.1.3
        let (head, mark) = (b"%PDF-1.7\n%", 4);
        assert!(bytes.starts_with(head));
        assert!(bytes[head.len()..][..mark].iter().all(|byte| *byte > 127));
        assert!(bytes.ends_with(b"%%EOF"));
        let id = file.trailer.get(b"ID").and_then(Object::as_array).expect("an identifier");
        assert!(id[0] == id[1] && id[0].as_str().expect("a string").len() == 16);
        assert!(!file.trailer.has(b"Encrypt"));
        // 6.1.7.1, 6.1.9
        let mut objects = 0;
        for (number, entry) in &file.reference_table.entries {
            let XrefEntry::Normal { offset, .. } = entry else { continue };
            let at = *offset as usize;
            let start = format!("{number} 0 obj\n<<");
            assert!(bytes[at - 1] == b'\n' && bytes[at..].starts_with(start.as_bytes()));
            let begin = find(&bytes, at, b">>stream\n") + 9;
            let key = find(&bytes, at, b"/Length ") + 8;
            let digits = bytes[key..].iter().take_while(|byte| byte.is_ascii_digit());
            let length = digits.fold(0, |length, digit| length * 10 + usize::from(digit - b'0'));
            let rest = &bytes[begin + length..];
            let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
            assert!(key < begin && rest.starts_with(b"\nendstream \nendobj\n"));
            objects += 1;
        }
        assert!(objects > 5, "streams, and what holds the rest");
    }
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> usize {
    from + bytes[from..].windows(what.len()).position(|part| part == what).expect("to be found")
}

#[test]
fn metadata_says_what_the_file_is_and_agrees_with_it() {
    let mut strange = common::sample();
    strange.title = "某镇<2025>&“年报”\u{7}\t\u{fffe}".to_owned();
    let anonymous = page::LaidOut { author: String::new(), ..common::sample() };
    for document in documents().into_iter().chain([strange, anonymous]) {
        let file = Document::load_mem(&super::write(&document)).expect("a file");
        let metadata = get(&file, file.catalog().expect("a catalog"), "Metadata");
        let metadata = metadata.as_stream().expect("a stream");
        assert_eq!(keys(&metadata.dict), ["Length", "Subtype", "Type"], "not compressed");
        let text = str::from_utf8(&metadata.content).expect("UTF-8");
        assert!(text.starts_with("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"));
        assert!(text.ends_with("<?xpacket end=\"r\"?>"));
        let text = text.split_once("?>\n").expect("a head").1;
        let xml = roxmltree::Document::parse(text).expect("well formed");
        let said = |space: &str, name: &str| {
            let node = xml.descendants().find(|node| node.has_tag_name((space, name)))?;
            Some(
                node.descendants()
                    .filter(roxmltree::Node::is_text)
                    .filter_map(|n| n.text())
                    .collect::<String>()
                    .trim()
                    .to_owned(),
            )
        };
        let (archive, dc) = ("http://www.aiim.org/pdfa/ns/id/", "http://purl.org/dc/elements/1.1/");
        assert_eq!(said(archive, "part").as_deref(), Some("2"));
        assert_eq!(said(archive, "conformance").as_deref(), Some("A"));
        let pdfua = "http://www.aiim.org/pdfua/ns/id/";
        assert_eq!(said(pdfua, "part").as_deref(), Some("1"));
        let info = sub(&file, &file.trailer, "Info");
        assert_eq!(keys(info), ["Author", "Producer", "Title"], "no date to disagree");
        assert_eq!(said(dc, "title"), Some(text_of(get(&file, info, "Title"))));
        assert_eq!(said(dc, "creator").unwrap_or_default(), text_of(get(&file, info, "Author")));
        let producer = said("http://ns.adobe.com/pdf/1.3/", "Producer");
        assert_eq!(producer, Some(text_of(get(&file, info, "Producer"))));
        assert!(!text.contains("http://ns.adobe.com/xap/1.0/"), "no dates here either");
    }
}

#[test]
fn colours_mean_srgb() {
    for (_, file) in files() {
        let intents = get(&file, file.catalog().expect("a catalog"), "OutputIntents");
        let [intent] = intents.as_array().expect("an array").as_slice() else { panic!("one") };
        let intent = file.dereference(intent).expect("an intent").1.as_dict().expect("an intent");
        assert_eq!(name(&file, intent, "S"), "GTS_PDFA1");
        assert!(intent.has(b"OutputConditionIdentifier"));
        let profile = get(&file, intent, "DestOutputProfile").as_stream().expect("a stream");
        assert_eq!(get(&file, &profile.dict, "N"), &Object::from(3));
        let profile = profile.decompressed_content().expect("a compressed stream");
        let length = u32::from_be_bytes(profile[..4].try_into().expect("four bytes"));
        assert_eq!(length as usize, profile.len());
        assert_eq!((profile[8], &profile[12..20]), (2, &b"mntrRGB "[..]));
        assert_eq!(&profile[36..40], b"acsp");
    }
}

/// Every dictionary of the file, however deep.
fn dictionaries<'a>(object: &'a Object, all: &mut Vec<&'a Dictionary>) {
    let dictionary = match object {
        Object::Array(objects) => return objects.iter().for_each(|o| dictionaries(o, all)),
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    all.push(dictionary);
    dictionary.iter().for_each(|(_, object)| dictionaries(object, all));
}

#[test]
fn nothing_is_transparent_hidden_run_or_elsewhere() {
    /// 6.1.7.1 (F), 6.1.7.2 (LZW), 6.2.5 and 6.2.10 (transparency), 6.2.8 to 6.2.9, 6.4 (forms),
    /// 6.5 (actions), 6.8 (files), 6.9 (layers), 6.10, and 6.2.11.4.2 for a `CIDSet`.
    const FORBIDDEN: [&str; 25] = [
        "AA",
        "AF",
        "AcroForm",
        "Alternates",
        "BM",
        "CA",
        "CIDSet",
        "EF",
        "ExtGState",
        "FDecodeParms",
        "FFilter",
        "Group",
        "HTP",
        "JS",
        "Names",
        "NeedsRendering",
        "OCProperties",
        "OPI",
        "OpenAction",
        "PresSteps",
        "Requirements",
        "SMask",
        "TR",
        "XObject",
        "ca",
    ];
    for (_, file) in files() {
        let mut all = Vec::new();
        file.objects.values().for_each(|object| dictionaries(object, &mut all));
        for dictionary in all {
            let found: Vec<_> =
                keys(dictionary).into_iter().filter(|key| FORBIDDEN.contains(key)).collect();
            assert!(found.is_empty(), "{found:?} in {dictionary:?}");
            // A filter, an action, a length.
            let is = |key: &str, value: &str| {
                dictionary.get(key.as_bytes()).is_ok_and(|object| *object == Object::from(value))
            };
            assert!(!dictionary.has(b"Filter") || is("Filter", "FlateDecode"));
            assert!(!dictionary.has(b"URI") || is("S", "URI"));
            assert!(is("Subtype", "Link") || is("Subtype", "XML") || !dictionary.has(b"F"));
            if is("Subtype", "Link") {
                // 6.3.2, 6.3.3: printed, never hidden; a link needs no appearance.
                assert_eq!(get(&file, dictionary, "F"), &Object::from(4));
            }
            for (key, value) in dictionary {
                // 6.1.13
                assert!(key.len() < 128 && value.as_name().map_or(0, <[u8]>::len) < 128);
            }
        }
    }
}

#[test]
fn pages_name_what_they_draw_with() {
    for (_, file) in files() {
        for index in 0..file.get_pages().len() {
            // 6.2.2: nothing inherited, and only what is there; `shown` knows no other operator.
            let page = reading::page(&file, index);
            assert!(page.has(b"Resources"));
            let named = fonts(&file, index);
            for operation in reading::operations(&file, index) {
                if operation.operator == "Tf" {
                    let name = operation.operands[0].as_name().expect("a name");
                    assert!(named.contains_key(str::from_utf8(name).expect("ASCII")));
                }
            }
            // 6.1.13
            let pages = sub(&file, file.catalog().expect("a catalog"), "Pages");
            let paper = numbers(get(&file, pages, "MediaBox").as_array().expect("an array"));
            assert!(paper[2..].iter().all(|side| (3.0..14_400.0).contains(side)));
        }
    }
}

#[test]
fn faces_are_whole_measured_and_told_in_unicode() {
    files().for_each(|(_, file)| check_faces(&file));
}

/// What 6.2.11 asks of the faces of a file.
pub fn check_faces(file: &Document) {
    {
        let mut shown_codes = std::collections::BTreeSet::new();
        for index in 0..file.get_pages().len() {
            shown_codes.extend(shown(file, index).into_iter().flat_map(|shown| shown.codes));
        }
        let faces = fonts(file, 0);
        assert!(!faces.is_empty());
        for (key, face) in &faces {
            let advances = program(file, face);
            let used = shown_codes.iter().filter(|(name, _)| name == key);
            for (_, code) in used {
                // 6.2.11.8, 6.2.11.4.1, 6.2.11.5, 6.2.11.7.2
                assert_ne!(*code, 0, "not .notdef");
                let advance = advances.get(usize::from(*code)).expect("a glyph");
                assert!((advance - face.widths[code]).abs() <= 1.0, "{} {code}", face.name);
                let text = &face.characters[code];
                assert!(!text.is_empty());
                assert!(!text.contains(['\0', '\u{feff}', '\u{fffe}']));
            }
        }
    }
}

/// The advances of an embedded program, in thousandths of an em, after what is said about it.
fn program(file: &Document, face: &Embedded) -> Vec<f32> {
    let [font, below, descriptor] = &face.dictionaries;
    // 6.2.11.2, 6.2.11.3
    assert_eq!(name(file, font, "Subtype"), "Type0");
    assert_eq!(name(file, font, "Encoding"), "Identity-H");
    for (dictionary, key) in [(below, "BaseFont"), (descriptor, "FontName")] {
        assert_eq!(name(file, dictionary, key), face.name);
    }
    let system = sub(file, below, "CIDSystemInfo");
    let ordering = get(file, system, "Ordering").as_str().expect("a string");
    assert_eq!(ordering, b"Identity");
    let flags = get(file, descriptor, "Flags").as_i64().expect("flags");
    assert_eq!((flags & 4, flags & 32), (4, 0), "characters beside the Latin ones");
    let height = |key| get(file, descriptor, key).as_float().expect("a height");
    let (capital, ascent) = (height("CapHeight"), height("Ascent"));
    assert!((500.0..860.0).contains(&capital) && capital < ascent, "{capital} {ascent}");
    if descriptor.has(b"FontFile2") {
        assert_eq!(name(file, below, "Subtype"), "CIDFontType2");
        assert_eq!(name(file, below, "CIDToGIDMap"), "Identity");
        let program = content(file, descriptor, "FontFile2");
        return true_type(&program);
    }
    assert_eq!(name(file, below, "Subtype"), "CIDFontType0");
    let stream = get(file, descriptor, "FontFile3").as_stream().expect("a stream");
    // Also where the face has names instead of CIDs: the cut has not.
    assert_eq!(name(file, &stream.dict, "Subtype"), "CIDFontType0C");
    cff::advances(&content(file, descriptor, "FontFile3"))
}

fn content(file: &Document, descriptor: &Dictionary, key: &str) -> Vec<u8> {
    let stream = get(file, descriptor, key).as_stream().expect("a stream");
    stream.decompressed_content().expect("a compressed stream")
}

fn true_type(program: &[u8]) -> Vec<f32> {
    let face = ttf_parser::RawFace::parse(program, 0).expect("a font");
    let table = |tag| face.table(ttf_parser::Tag::from_bytes(tag)).expect("a table");
    let head = ttf_parser::head::Table::parse(table(b"head")).expect("a table");
    let glyphs = ttf_parser::maxp::Table::parse(table(b"maxp")).expect("a table").number_of_glyphs;
    let hhea = ttf_parser::hhea::Table::parse(table(b"hhea")).expect("a table");
    let columns = hhea.number_of_metrics;
    let hmtx = ttf_parser::hmtx::Table::parse(columns, glyphs, table(b"hmtx")).expect("a table");
    let advance = |glyph| f32::from(hmtx.advance(ttf_parser::GlyphId(glyph)).expect("a glyph"));
    (0..glyphs.get()).map(|id| advance(id) * 1000.0 / f32::from(head.units_per_em)).collect()
}
