//! `ToUnicode`: which character a code stands for when text is copied or searched.
//!
//! printpdf writes a line a code. The codes of a cut face follow one another, so one range with
//! its characters in a row says the same in half the bytes.

use lopdf::{Document, ObjectId};
use printpdf::ToUnicodeCMap;

const HEAD: &str = "/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange";
const TAIL: &str = "endcmap
CMapName currentdict/CMap defineresource pop
end
end";
/// More ranges than this are not allowed in one block.
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
    for block in ranges(map).chunks(BLOCK) {
        lines.push(format!("{} beginbfrange", block.len()));
        for (first, characters) in block {
            let last = first + characters.len() - 1;
            lines.push(format!("<{first:04X}><{last:04X}>[{}]", characters.concat()));
        }
        lines.push("endbfrange".to_owned());
    }
    lines.push(TAIL.to_owned());
    lines.join("\n")
}

/// Runs of codes, each with its characters; only a code's low byte may grow within a range.
fn ranges(map: &ToUnicodeCMap) -> Vec<(usize, Vec<String>)> {
    let mut ranges = Vec::<(usize, Vec<String>)>::new();
    for (code, characters) in &map.mappings {
        let code = *code as usize;
        let character = utf16(characters);
        match ranges.last_mut() {
            Some((first, row)) if *first + row.len() == code && code & 0xff != 0 => {
                row.push(character);
            }
            _ => ranges.push((code, vec![character])),
        }
    }
    ranges
}

fn utf16(characters: &[u32]) -> String {
    let text: String = characters.iter().filter_map(|c| char::from_u32(*c)).collect();
    let units: Vec<String> = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<{}>", units.concat())
}
