//! Attacks on the reader of PDF.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::{Make, numbered, repeated};

/// A file whose page 3 has the content 4 and the resources 5; further objects from 6 on.
struct File {
    bytes: Vec<u8>,
    /// What the dictionary of the page says besides.
    page: String,
}

impl File {
    fn new(resources: &str, page: &str) -> Self {
        let mut file = Self { bytes: b"%PDF-1.7\n".to_vec(), page: page.to_owned() };
        file.object(1, "<</Type/Catalog/Pages 2 0 R>>");
        file.object(5, resources);
        file
    }

    fn object(&mut self, number: usize, text: &str) {
        writeln!(self.bytes, "{number} 0 obj {text} endobj").expect("into memory");
    }

    fn stream(&mut self, number: usize, dict: &str, data: &[u8]) {
        writeln!(self.bytes, "{number} 0 obj <<{dict}/Length {}>>stream", data.len())
            .expect("into memory");
        self.bytes.extend_from_slice(data);
        self.bytes.extend_from_slice(b"\nendstream endobj\n");
    }

    fn finish(mut self) -> Vec<u8> {
        self.object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
        let contents = if self.page.contains("/Contents") { "" } else { "/Contents 4 0 R" };
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 5 0 R{contents}{}>>",
            self.page
        );
        self.object(3, &page);
        self.bytes.extend_from_slice(b"trailer<</Root 1 0 R/Size 9>>\n%%EOF");
        self.bytes
    }
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("into memory");
    encoder.finish().expect("into memory")
}

/// A page with a content that is packed.
fn content(text: &str) -> Vec<u8> {
    let face = "<</Font<</A<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>";
    let mut file = File::new(face, "");
    file.stream(4, "/Filter/FlateDecode", &deflated(text.as_bytes()));
    file.finish()
}

/// A page that shows a word in a face whose description says more.
fn face(described: &str) -> File {
    let font = format!(
        "<</Font<</A<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/ToUnicode 6 0 R\
         /DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo\
         <</Registry(Adobe)/Ordering(GB1)/Supplement 0>>{described}>>]>>>>>>"
    );
    let mut file = File::new(&font, "");
    file.stream(4, "", b"BT /A 9 Tf 9 9 Td <00010002> Tj ET");
    file
}

/// Forms from 6 on, each of which draws the next one some times.
fn forms(count: usize, times: usize) -> Vec<u8> {
    let mut file = File::new("<</XObject<</F 6 0 R>>>>", "");
    file.stream(4, "", b"/F Do");
    for n in 6..6 + count {
        let is_last = n + 1 == 6 + count;
        let draw = if is_last { "0 0 9 9 re f " } else { "/F Do " }.repeat(times);
        let next = format!(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {} 0 R>>>>",
            n + 1
        );
        file.stream(n, &next, draw.as_bytes());
    }
    file.finish()
}

pub(super) const PDF: &[(&str, Make)] = &[
    ("a content that unpacks", |size| content(&" ".repeat(size.saturating_mul(64)))),
    ("a content packed three times", |size| {
        let data = deflated(&deflated(&deflated(&vec![b' '; size.saturating_mul(64)])));
        let mut file = File::new("<<>>", "");
        file.stream(4, "/Filter[/FlateDecode/FlateDecode/FlateDecode]", &data);
        file.finish()
    }),
    ("filters named by a reference", |size| {
        let data = deflated(&deflated(&vec![b' '; size.saturating_mul(64)]));
        let mut file = File::new("<<>>", "");
        file.object(6, "[/FlateDecode/FlateDecode]");
        file.stream(4, "/Filter 6 0 R", &data);
        file.finish()
    }),
    ("runs of lengths", |size| {
        let mut file = File::new("<<>>", "");
        file.stream(4, "/Filter[/RunLengthDecode/RunLengthDecode]", &[129, 129].repeat(size / 2));
        file.finish()
    }),
    ("a content named many times", |size| {
        let page = format!("/Contents[{}]", repeated("4 0 R ", size));
        let mut file = File::new("<<>>", &page);
        file.stream(4, "/Filter/FlateDecode", &deflated(&b"0 0 9 9 re f ".repeat(10_000)));
        file.finish()
    }),
    ("widths of all characters", |size| {
        let mut file = face(&format!("/W[{}]", repeated("0 4294967295 500 ", size)));
        file.stream(6, "", b"");
        file.finish()
    }),
    ("heights of all characters", |size| {
        let mut file = face(&format!("/W2[{}]", repeated("0 4294967295 1 2 3 ", size)));
        file.stream(6, "", b"");
        file.finish()
    }),
    ("codes of all characters", |size| {
        let ranges = repeated("<00000000> <ffffffff> <0041>\n", size);
        let map = format!("99999 beginbfrange\n{ranges}endbfrange\n");
        let mut file = face("");
        file.stream(6, "/Filter/FlateDecode", &deflated(map.as_bytes()));
        file.finish()
    }),
    ("codes one by one", |size| {
        let one = |n: usize| format!("<{n:08x}> <{n:08x}> [<4e00>]\n");
        let map = format!("99999 beginbfrange\n{}endbfrange\n", numbered(size, one));
        let mut file = face("");
        file.stream(6, "/Filter/FlateDecode", &deflated(map.as_bytes()));
        file.finish()
    }),
    ("many faces of one map", |size| {
        let one = |n: usize| {
            format!(
                "/A{n}<</Type/Font/Subtype/Type0/Name/N{n}/BaseFont/F/Encoding/UniGB-UCS2-H\
                 /DescendantFonts[<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo\
                 <</Registry(Adobe)/Ordering(GB1)/Supplement 0>>>>]>>"
            )
        };
        let mut file = File::new(&format!("<</Font<<{}>>>>", numbered(size, one)), "");
        let show = |n: usize| format!("BT /A{n} 9 Tf (ab) Tj ET ");
        file.stream(4, "", numbered(size / 4, show).as_bytes());
        file.finish()
    }),
    ("forms in forms", |_| forms(20, 10)),
    ("forms that draw themselves", |size| {
        let mut file = File::new("<</XObject<</F 6 0 R>>>>", "");
        file.stream(4, "", b"/F Do");
        let form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R";
        file.stream(6, form, repeated("/F Do ", size).as_bytes());
        file.finish()
    }),
    ("states that are kept", |size| content(&repeated("q ", size.saturating_mul(4)))),
    ("one path", |size| content(&repeated("0 0 1 1 re ", size.saturating_mul(4)))),
    ("rules", |size| {
        content(&numbered(size, |n| format!("{} {} m 500 {} l S ", n % 50, n % 800, n % 800)))
    }),
    ("rules that do not touch", |size| {
        content(&numbered(size, |n| {
            let (x, y) = (n % 60 * 9, n / 60 % 90 * 9);
            format!("{x} {y} m {} {y} l S ", x + 4)
        }))
    }),
    ("one character on one place", |size| {
        content(&format!("BT /A 9 Tf 9 9 Td {} ET", repeated("(1) Tj 1 0 Td ", size)))
    }),
    ("leaders of dots", |size| {
        content(&numbered(size, |n| {
            format!("BT /A 9 Tf 9 {} Td ({}) Tj ET ", n * 9, ". ".repeat(200))
        }))
    }),
    ("figures everywhere", |size| {
        content(&numbered(size, |n| {
            format!("BT /A 9 Tf {} {} Td (12) Tj ET ", n % 20 * 25, n / 20 % 80 * 10)
        }))
    }),
    ("numbers that are none", |size| {
        content(&repeated("1e999 -1e999 m 9e99 9e99 l S BT /A 1e99 Tf (a) Tj ET ", size))
    }),
    ("arrays in arrays", |size| content(&repeated("[", size))),
    ("pages", |size| {
        let mut file = File::new("<<>>", "");
        file.stream(4, "", b"");
        let mut bytes = file.finish();
        let kids = repeated("<</Type/Page>> ", size);
        write!(bytes, "\n2 0 obj<</Type/Pages/Count 9/Kids[{kids}]>>endobj\n%%EOF")
            .expect("into memory");
        bytes
    }),
    ("a chain of tables of objects", |size| {
        let mut bytes = content("");
        for n in 0..size / 60 {
            let at = bytes.len();
            write!(bytes, "\nxref\n0 1\n0000000000 65535 f \ntrailer<</Prev {at}/Root 1 0 R>>")
                .expect("into memory");
            if n == 0 {
                write!(bytes, "\nstartxref\n{at}\n%%EOF").expect("into memory");
            }
        }
        bytes
    }),
    ("objects packed in objects", |size| {
        let mut file = File::new("<<>>", "");
        let count = size / 10;
        let mut head = String::new();
        for n in 0..count {
            write!(head, "{} 0 ", 100 + n).expect("into memory");
        }
        let dict = format!("/Type/ObjStm/N {count}/First {}/Filter/FlateDecode", head.len());
        file.stream(6, &dict, &deflated(format!("{head}<<>>").as_bytes()));
        file.stream(4, "", b"");
        file.finish()
    }),
    ("streams without an end", |size| {
        let mut file = File::new("<<>>", "");
        file.stream(4, "", b"");
        let mut bytes = file.finish();
        bytes.extend(numbered(size, |n| format!("{n} 0 obj<</Length 9>>stream\n")).bytes());
        bytes
    }),
];
