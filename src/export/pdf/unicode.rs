//! `ToUnicode`: which character a code means when text is copied or searched.
//!
//! Written anew with a space between a code and its character, without which some readers take
//! both for one word, and with no more around them than has to be.

use lopdf::{Document, ObjectId};
use printpdf::ToUnicodeCMap;

const HEAD: &str = "/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange";
const TAIL: &str = "endcmap
CMapName currentdict/CMap defineresource pop
end
end";
/// More lines than this are not allowed in one block.
const BLOCK: usize = 100;

/// Writes every map of the file tightly; one that cannot be read stays as it is.
pub(super) fn tighten(pdf: &mut Document) {
    let fonts = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let maps: Vec<ObjectId> = fonts
        .filter_map(|font| font.get(b"ToUnicode").and_then(lopdf::Object::as_reference).ok())
        .collect();
    for id in maps {
        if let Ok(stream) = pdf.get_object_mut(id).and_then(lopdf::Object::as_stream_mut)
            && let Ok(text) = str::from_utf8(&stream.content)
            && let Ok(map) = ToUnicodeCMap::parse(text)
        {
            stream.set_content(tight(&map).into_bytes());
        }
    }
}

fn tight(map: &ToUnicodeCMap) -> String {
    let mut lines = vec![HEAD.to_owned()];
    let mappings: Vec<(u32, String)> =
        map.mappings.iter().map(|(code, characters)| (*code, utf16(characters))).collect();
    for block in mappings.chunks(BLOCK) {
        lines.push(format!("{} beginbfchar", block.len()));
        lines.extend(block.iter().map(|(code, character)| format!("<{code:04X}> {character}")));
        lines.push("endbfchar".to_owned());
    }
    lines.push(TAIL.to_owned());
    lines.join("\n")
}

fn utf16(characters: &[u32]) -> String {
    let text: String = characters.iter().filter_map(|c| char::from_u32(*c)).collect();
    let units: Vec<String> = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<{}>", units.concat())
}
