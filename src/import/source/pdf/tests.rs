//! What stands on pages that are made here, object by object.

use std::fmt::Write as _;

use hayro_cmap::{CMap, CMapName, load_embedded};

use super::*;
use crate::font::{Face, Fonts};

/// A file of one page, whose dictionary says something more, with a content, resources, and
/// further objects from 6 on.
fn file(page: &str, content: &str, resources: &str, more: &[&[u8]]) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    text += "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n";
    write!(
        text,
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources 5 0 R\
         {page}>>endobj\n5 0 obj{resources}endobj\n4 0 obj<</Length {}>>stream\n{content}\n\
         endstream endobj\n",
        content.len()
    )
    .unwrap();
    let mut bytes = text.into_bytes();
    for (number, object) in (6..).zip(more) {
        bytes.extend(format!("{number} 0 obj").bytes());
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"endobj\n");
    }
    bytes.extend_from_slice(b"trailer<</Root 1 0 R>>\n%%EOF");
    bytes
}

const HELVETICA: &str = "<</Font<</A<</Type/Font/Subtype/Type1/BaseFont/Helvetica\
                         /Encoding/WinAnsiEncoding>>>>>>";

/// The characters of the first page, from top to bottom and left to right.
fn text(bytes: &[u8]) -> String {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let page = pages(&pdf).unwrap().remove(0);
    let lines = prose::lines(page.glyphs);
    lines.iter().map(|line| words(&line.glyphs)).collect::<Vec<_>>().join("|")
}

#[test]
fn pages_that_are_turned_are_read_upright() {
    let upright = "BT /A 9 Tf 1 0 0 1 50 700 Tm (one) Tj 0 -20 Td (two) Tj ET";
    let across = "BT /A 9 Tf 0 1 -1 0 100 50 Tm (one) Tj 0 -20 Td (two) Tj ET";
    for (page, content) in [
        ("", upright),
        ("/Rotate 90", upright),
        ("/Rotate 180", upright),
        ("/Rotate 270", upright),
        ("", across),
        ("/Rotate 90", across),
    ] {
        assert_eq!(text(&file(page, content, HELVETICA, &[])), "one|two", "{page} {content}");
    }
}

#[test]
fn filled_fields_of_forms_are_read() {
    let content = "BT /A 9 Tf 50 700 Td (name) Tj ET";
    let drawn = |words: &str| {
        let shown = format!("BT /A 9 Tf 2 2 Td ({words}) Tj ET");
        format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources 5 0 R/Length {}>>stream\n\
             {shown}\nendstream ",
            shown.len()
        )
    };
    let field = |more: &str, shown: &str| {
        format!("<</Subtype/Widget/Rect[150 695 250 715]{more}/AP<</N {shown}>>>>")
    };
    for (fields, expected) in [
        (field("", "6 0 R"), "name filled"),
        (field("/AS/On", "<</On 6 0 R/Off 7 0 R>>"), "name filled"),
        (field("/AS/Off", "<</On 6 0 R/Off 7 0 R>>"), "name empty"),
        (field("/F 2", "6 0 R"), "name"),
        (field("", "null"), "name"),
    ] {
        let objects = [drawn("filled"), drawn("empty")];
        let objects: Vec<&[u8]> = objects.iter().map(String::as_bytes).collect();
        let page = format!("/Annots[{fields}]");
        assert_eq!(text(&file(&page, content, HELVETICA, &objects)), expected, "{fields}");
    }
}

#[test]
fn faces_that_only_name_a_collection_are_read() {
    let program = Fonts::builtin().font(Face::HeiTi).bytes;
    let stream = [
        format!("<</Length {}>>stream\n", program.len()).as_bytes(),
        program,
        b"\nendstream ".as_slice(),
    ]
    .concat();
    let table = CMap::parse(load_embedded(CMapName::UniGbUcs2H).unwrap(), load_embedded).unwrap();
    let codes = [0x516C_u32, 0x5F00];
    let numbers = codes.map(|code| table.lookup_cid_code(code, 2).unwrap());
    for (encoding, codes) in [("UniGB-UCS2-H", codes), ("Identity-H", numbers)] {
        let face = format!(
            "<</Font<</A<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/{encoding}\
             /DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo\
             <</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor\
             <</Type/FontDescriptor/FontName/F/Flags 4/FontFile2 6 0 R>>>>]>>>>>>"
        );
        let content = format!("BT /A 9 Tf 50 700 Td <{:04x}{:04x}> Tj ET", codes[0], codes[1]);
        assert_eq!(text(&file("", &content, &face, &[&stream])), "公开", "{encoding}");
    }
}

#[test]
fn pdfs_without_text_are_told_apart() {
    let picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray\
                    /BitsPerComponent 8/Length 1>>stream\n0\nendstream "
        .as_slice();
    let resources = "<</XObject<</P 6 0 R>>/Font<</A<</Type/Font/Subtype/Type1\
                     /BaseFont/Helvetica>>>>>>";
    let outlines = "0 0 m 9 9 l 9 0 l f ".repeat(300);
    for (content, expected) in [
        ("/P Do", Problem::Scan),
        ("BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI", Problem::Scan),
        (&outlines, Problem::Outlines),
        ("BT /A 9 Tf (few) Tj ET", Problem::FewCharacters),
        ("", Problem::BlankPdf),
    ] {
        let bytes = file("", content, resources, &[picture]);
        assert_eq!(read_here(&bytes).unwrap_err(), expected, "{content}");
    }
}
