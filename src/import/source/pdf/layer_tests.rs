//! Layers that are off, and what a content keeps.

use super::{Pdf, pages};

/// The characters and the count of rules on a page with a content; layer 5 is on, 6 is off, and
/// /F names a form that stands on what is given.
fn read(content: &str, form_on: &str) -> (String, usize) {
    let form = "BT /A 9 Tf (form) Tj ET";
    let stream = |of: &str, text: &str| {
        format!("<<{of}/Length {}>>stream\n{text}\nendstream endobj\n", text.len())
    };
    let face = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    let names = "<</On 5 0 R/Off 6 0 R/Any 8 0 R>>";
    let file = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R 6 0 R]\
         /D<</OFF[6 0 R]>>>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R\
         /Resources<</Font<</A {face}>>/Properties {names}/XObject<</F 7 0 R>>>>>>endobj\n\
         4 0 obj{}5 0 obj<</Type/OCG/Name(on)>>endobj\n6 0 obj<</Type/OCG/Name(off)>>endobj\n\
         7 0 obj{}8 0 obj<</Type/OCMD/OCGs[5 0 R 6 0 R]>>endobj\n\
         trailer<</Root 1 0 R>>\n%%EOF",
        stream("", content),
        stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]{form_on}"), form),
    );
    let pdf = Pdf::new(file.into_bytes()).unwrap();
    let page = pages(&pdf).unwrap().remove(0);
    (page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect(), page.rules.len())
}

#[test]
fn what_stands_on_a_layer_that_is_off_is_not_read() {
    let say = |layer: &str| {
        format!("/OC /{layer} BDC BT /A 9 Tf (x) Tj ET 9 9 m 99 9 l S EMC BT (y) Tj ET")
    };
    assert_eq!(read(&say("On"), ""), ("xy".into(), 1));
    assert_eq!(read(&say("Off"), ""), ("y".into(), 0));
    // One of several is on.
    assert_eq!(read(&say("Any"), ""), ("xy".into(), 1));
    for (on, text) in [
        ("", "form"),
        ("/OC 5 0 R", "form"),
        ("/OC 6 0 R", ""),
        ("/OC<</Type/OCMD/OCGs 6 0 R>>", ""),
        ("/OC<</Type/OCMD/P/AllOff/OCGs 6 0 R>>", "form"),
    ] {
        assert_eq!(read("/F Do", on), (text.into(), 0), "{on}");
    }
}

#[test]
fn a_content_brings_back_only_what_it_kept() {
    let sizes = "Q BT /A 9 Tf ET q BT /A 20 Tf ET Q BT (a) Tj ET";
    assert_eq!(read(sizes, "").0, "a");
    // A rule is one whether it is stroked, filled or a box; a path may begin with a line.
    for path in ["9 9 m 99 9 l S", "9 9 90 1 re f", "9 9 l 99 9 l S", "9 9 m 9 99 l b"] {
        assert!(read(path, "").1 >= 1, "{path}");
    }
}
