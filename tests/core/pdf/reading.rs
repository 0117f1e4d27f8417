//! A written file, taken apart.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, decode_text_string};

/// What a dictionary has under a key, through a reference if it is one.
pub fn get<'a>(file: &'a Document, dictionary: &'a Dictionary, key: &str) -> &'a Object {
    let object = dictionary.get(key.as_bytes()).unwrap_or_else(|_| panic!("no {key}"));
    file.dereference(object).expect("a reference to an object").1
}

pub fn sub<'a>(file: &'a Document, dictionary: &'a Dictionary, key: &str) -> &'a Dictionary {
    get(file, dictionary, key).as_dict().unwrap_or_else(|_| panic!("{key} is no dictionary"))
}

pub fn keys(dictionary: &Dictionary) -> Vec<&str> {
    let mut keys: Vec<&str> =
        dictionary.iter().map(|(key, _)| str::from_utf8(key).expect("an ASCII key")).collect();
    keys.sort_unstable();
    keys
}

pub fn name(file: &Document, dictionary: &Dictionary, key: &str) -> String {
    let name = get(file, dictionary, key).as_name().unwrap_or_else(|_| panic!("{key}: no name"));
    str::from_utf8(name).expect("a name in UTF-8").to_owned()
}

pub fn text_of(object: &Object) -> String {
    decode_text_string(object).expect("a text string")
}

pub fn numbers(operands: &[Object]) -> Vec<f32> {
    operands.iter().filter_map(|operand| operand.as_float().ok()).collect()
}

/// A page's dictionary, counted from 0.
pub fn page(file: &Document, index: usize) -> &Dictionary {
    let id = file.get_pages()[&u32::try_from(index + 1).expect("few pages")];
    file.get_dictionary(id).expect("a page")
}

pub fn operations(file: &Document, index: usize) -> Vec<Operation> {
    let contents = get(file, page(file, index), "Contents").as_stream().expect("a stream");
    let contents = contents.decompressed_content().expect("a compressed stream");
    Content::decode(&contents).expect("operations").operations
}

/// A face of the file.
pub struct Embedded {
    pub name: String,
    /// The character of each code.
    pub characters: BTreeMap<u16, String>,
    /// What the file says of each code's advance, in thousandths of an em.
    pub widths: BTreeMap<u16, f32>,
    /// `Type0`, `CIDFont` and descriptor.
    pub dictionaries: [Dictionary; 3],
}

/// The faces of a page, by the name its content calls them.
pub fn fonts(file: &Document, index: usize) -> BTreeMap<String, Embedded> {
    let resources = sub(file, page(file, index), "Resources");
    let fonts = sub(file, resources, "Font").iter();
    fonts
        .map(|(key, object)| {
            let font = file.dereference(object).expect("a font").1.as_dict().expect("a dictionary");
            (String::from_utf8_lossy(key).into_owned(), embedded(file, font))
        })
        .collect()
}

fn embedded(file: &Document, font: &Dictionary) -> Embedded {
    let map = get(file, font, "ToUnicode").as_stream().expect("a stream");
    let map = map.decompressed_content().expect("a compressed stream");
    let map = printpdf::ToUnicodeCMap::parse(str::from_utf8(&map).expect("text")).expect("a map");
    let characters = map.mappings.into_iter().map(|(code, characters)| {
        let text = characters.into_iter().map(|c| char::from_u32(c).expect("a character"));
        (u16::try_from(code).expect("two bytes"), text.collect())
    });
    let below = get(file, font, "DescendantFonts").as_array().expect("an array");
    let below = file.dereference(&below[0]).expect("a font").1.as_dict().expect("a dictionary");
    Embedded {
        name: name(file, font, "BaseFont"),
        characters: characters.collect(),
        widths: widths(file, below),
        dictionaries: [font, below, sub(file, below, "FontDescriptor")].map(Clone::clone),
    }
}

fn widths(file: &Document, font: &Dictionary) -> BTreeMap<u16, f32> {
    let mut widths = BTreeMap::new();
    for pair in get(file, font, "W").as_array().expect("an array").chunks(2) {
        let first = pair[0].as_i64().expect("a code, then a row");
        for (code, width) in (first..).zip(numbers(pair[1].as_array().expect("a row"))) {
            widths.insert(u16::try_from(code).expect("two bytes"), width);
        }
    }
    widths
}

/// A shown string: where it starts, and the state it is shown in.
#[derive(Debug, PartialEq)]
pub struct Shown {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub spacing: f32,
    pub face: String,
    pub text: String,
    /// The face's key, and its codes.
    pub codes: Vec<(String, u16)>,
}

/// What a reader shows of a page, by the file's own maps. Strings that go on where the last one
/// ended are one.
pub fn shown(file: &Document, index: usize) -> Vec<Shown> {
    let fonts = fonts(file, index);
    let (mut x, mut y, mut size, mut spacing, mut key) = (0.0, 0.0, 0.0, 0.0, String::new());
    let mut moved = true;
    let mut shown = Vec::<Shown>::new();
    for operation in operations(file, index) {
        let numbers = numbers(&operation.operands);
        match operation.operator.as_str() {
            "Td" => (x, y, moved) = (x + numbers[0], y + numbers[1], true),
            "Tc" => spacing = numbers[0],
            "Tf" => {
                size = numbers[0];
                let name = operation.operands[0].as_name().expect("a name");
                key = String::from_utf8_lossy(name).into_owned();
            }
            "Tj" => {
                let codes = operation.operands[0].as_str().expect("a string").chunks_exact(2);
                let codes: Vec<u16> =
                    codes.map(|code| u16::from_be_bytes([code[0], code[1]])).collect();
                let text: String =
                    codes.iter().map(|code| fonts[&key].characters[code].as_str()).collect();
                let codes = codes.into_iter().map(|code| (key.clone(), code));
                if std::mem::take(&mut moved) {
                    let face = fonts[&key].name.clone();
                    shown.push(Shown { x, y, size, spacing, face, text, codes: codes.collect() });
                } else {
                    let last = shown.last_mut().expect("a string to go on from");
                    last.text += &text;
                    last.codes.extend(codes);
                }
            }
            "BT" | "ET" | "w" | "m" | "l" | "S" | "g" | "BMC" | "BDC" | "EMC" => {}
            other => panic!("unexpected {other}"),
        }
    }
    shown
}
