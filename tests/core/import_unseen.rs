//! What a PDF or a page has and nobody sees: it is no part of what is read, and it is told; what stands
//! on a ground is seen.

use std::fmt::Write as _;

use crate::support::corpus;
use crate::support::corpus::form::{Document, Tile};
use nianbao::edition;
use nianbao::import::{self, Imported};

fn own(seed: u64) -> Document {
    Document::new(edition::all().last().unwrap(), seed)
}

/// Each figure is the document's.
fn check(document: &Document, what: &str, read: &Imported) {
    for (id, value) in &document.expected {
        let found = corpus::read_of(&read.report, *id);
        let name = corpus::name(&read.report, *id);
        assert_eq!(&found, value, "{what}: {name}\n{}", corpus::told(read));
    }
}

const SIZE: f64 = 5.0;
const COLUMN: f64 = 200.0;
const ROW: f64 = 20.0;

/// A page's content; lengths in points, from the lower left corner.
struct Content {
    text: String,
    y: f64,
}

impl Content {
    fn words(&mut self, x: f64, y: f64, size: f64, text: &str) {
        write!(self.text, "BT /A {size} Tf {x} {y} Td <").unwrap();
        for unit in text.encode_utf16() {
            write!(self.text, "{unit:04X}").unwrap();
        }
        self.text += "> Tj ET\n";
    }

    fn line(&mut self, text: &str) {
        self.y -= ROW;
        self.words(50.0, self.y, SIZE, text);
    }
}

/// How a tile is drawn: the tile, its lower left corner and its size, and where its words end.
type Drawn<'a> = &'a dyn Fn(&mut Content, &Tile, [f64; 4]);

/// The document as a PDF of one large page, its tables ruled, its tiles as `draw` draws them.
fn pdf(document: &Document, draw: Drawn) -> Vec<u8> {
    pdf_under(document, draw, &|_| {})
}

/// The document as a PDF of one large page, with something drawn over all of it at the end.
fn pdf_under(document: &Document, draw: Drawn, over: &dyn Fn(&mut Content)) -> Vec<u8> {
    let mut page = Content { text: String::new(), y: 2950.0 };
    page.line(&document.title);
    for (section, heading) in document.headings.iter().enumerate() {
        page.line(heading);
        for text in &document.prose[section] {
            page.line(text);
        }
        let Some(form) = document.form_in(section) else { continue };
        let top = page.y - ROW;
        let at = |n: usize, by: f64| f64::from(u32::try_from(n).unwrap()) * by;
        for tile in &form.tiles {
            let (width, height) = (at(tile.columns, COLUMN), at(tile.rows, ROW));
            let (x, y) = (50.0 + at(tile.column, COLUMN), top - at(tile.row + tile.rows, ROW));
            draw(&mut page, tile, [x, y, width, height]);
            writeln!(page.text, "0 G {x} {y} {width} {height} re S").unwrap();
        }
        page.y = top - at(form.rows, ROW);
    }
    over(&mut page);
    let states = "<</Clear<</ca 0/CA 0.05>>/Light<</ca 0.2>>>>";
    let font = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts\
                [<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo\
                <</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>]>>";
    format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 3200 3000]/Contents 4 0 R/Resources\
         <</Font<</A {font}>>/ExtGState {states}>>>>endobj\n4 0 obj<</Length {}>>stream\n{}\nendstream endobj\n\
         trailer<</Root 1 0 R>>\n%%EOF",
        page.text.len(),
        page.text,
    )
    .into_bytes()
}

/// A tile's words, and where they end.
fn plain(page: &mut Content, tile: &Tile, [x, y, _, height]: [f64; 4]) -> (f64, f64) {
    let (x, y) = (x + 10.0, y + height / 2.0 - 2.0);
    page.words(x, y, SIZE, &tile.text);
    (x + SIZE * f64::from(u32::try_from(tile.text.chars().count()).unwrap()), y)
}

fn read(bytes: &[u8]) -> Imported {
    import::read("年报.pdf", bytes).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn what_nobody_sees_of_a_pdf_is_no_part_of_a_figure() {
    let document = own(31);
    for (before, size) in [
        ("1 g", SIZE),
        ("0.99 g", SIZE),
        ("1 1 1 rg", SIZE),
        ("0 0 0 0 k", SIZE),
        ("/DeviceRGB cs 1 1 1 scn", SIZE),
        ("", 1.2),
        ("3 Tr", SIZE),
        ("7 Tr", SIZE),
        // As good as transparent.
        ("/Clear gs", SIZE),
        ("/Clear gs 2 Tr", SIZE),
        ("1 G 1 Tr", SIZE),
        // White on white is not seen either.
        ("1 g 0 0 3200 3000 re n 50 50 9 9 re f", SIZE),
    ] {
        let bytes = pdf(&document, &|page, tile, place| {
            let (end, y) = plain(page, tile, place);
            if tile.figure.is_some() && tile.row % 2 == 1 {
                writeln!(page.text, "q {before}").unwrap();
                page.words(end, y, size, "9");
                page.text += "Q\n";
            }
        });
        let read = read(&bytes);
        check(&document, before, &read);
        assert!(corpus::told(&read).contains("看不见的“9”"), "{before}");
    }
}

#[test]
fn upright_watermarks_of_a_pdf_are_set_aside() {
    let document = own(33);
    let draw: Drawn = &|page, tile, place| {
        plain(page, tile, place);
    };
    let clean = read(&pdf(&document, draw));
    for before in [
        "0.8 g",
        "0.75 0.85 0.95 rg",
        "0 0 0 0.2 k",
        "/DeviceGray cs 0.85 sc",
        "/Light gs",
        "0 g /Clear gs",
        "1 Tr 0.8 G",
    ] {
        for (size, rows, text) in
            [(SIZE, 1..40, "内部资料 12"), (40.0, 3..4, "上官乡人民政府"), (15.0, 4..20, "草稿")]
        {
            // What is not seen at all stands in the way only where it is large.
            if before.contains("Clear") && size <= SIZE {
                continue;
            }
            let bytes = pdf_under(&document, draw, &|page| {
                writeln!(page.text, "q {before}").unwrap();
                for row in rows.clone() {
                    page.words(61.0, 2951.0 - ROW * f64::from(row), size, text);
                }
                page.text += "Q\n";
            });
            let read = read(&bytes);
            check(&document, before, &read);
            assert_eq!(read.report.sections, clean.report.sections, "{before} {text}");
            assert_eq!(read.report.title, clean.report.title, "{before} {text}");
            assert!(corpus::told(&read).contains(text), "{before} {text}\n{}", corpus::told(&read));
        }
    }
}

#[test]
fn faint_lines_of_a_pdfs_own_are_read() {
    let document = own(34);
    for before in ["0.75 g", "0.2 g {area} re f 0.9 g"] {
        let bytes = pdf(&document, &|page, tile, place| {
            let area = place.map(|n| n.to_string()).join(" ");
            writeln!(page.text, "q {}", before.replace("{area}", &area)).unwrap();
            plain(page, tile, place);
            page.text += "Q\n";
        });
        check(&document, before, &read(&bytes));
    }
}

#[test]
fn white_words_of_a_pdf_on_a_ground_are_read() {
    let document = own(32);
    for (before, figures) in [
        ("0 0 0.5 rg {area} re f 1 g", false),
        ("0 0 0.5 rg {area} re f 1 g", true),
        ("0.8 g {area} re f 1 1 1 rg", true),
        ("/Pattern cs /P scn {area} re f 1 1 1 rg", true),
        ("/S sh 1 g", true),
        // White within black outlines.
        ("1 g 1 Tr", true),
        ("1 g 2 Tr", true),
    ] {
        let bytes = pdf(&document, &|page, tile, place| {
            let is_white = figures || tile.figure.is_none();
            let area = place.map(|n| n.to_string()).join(" ");
            let before = if is_white { before.replace("{area}", &area) } else { String::new() };
            writeln!(page.text, "q {before}").unwrap();
            plain(page, tile, place);
            page.text += "Q\n";
        });
        let read = read(&bytes);
        check(&document, before, &read);
        assert!(!corpus::told(&read).contains("看不见"), "{before}\n{}", corpus::told(&read));
    }
}

#[test]
fn what_a_page_hides_is_counted() {
    let hidden = "原文中隐藏的文字 ";
    let text = crate::support::published::html::site(&crate::support::published::parts(
        &crate::support::sources::read("assets/sample.ron"),
    ));
    let none = corpus::told(&import::read("年报", text.as_bytes()).unwrap());
    let before: usize = none
        .split_once(hidden)
        .map_or(0, |(_, rest)| rest.split(' ').next().unwrap().parse().unwrap());
    for (piece, characters) in [
        ("<p hidden>甲 乙丙</p>", 3),
        ("<div style='display:none'><p>共 <b>12</b> 条</p><script>var a = 1;</script></div>", 4),
        ("<p><span style='visibility: hidden'>一二三</span>正文</p>", 3),
        (
            "<table><tr style='display:none'><td>甲<td>乙</tr><tr><td hidden>丙<td>丁</tr></table>",
            3,
        ),
        ("<table hidden><tr><td>甲</table>", 1),
        ("<script>甲</script><style>p { color: red }</style>", 0),
    ] {
        let text = text.replacen("</body>", &format!("{piece}</body>"), 1);
        let told = corpus::told(&import::read("年报", text.as_bytes()).unwrap());
        let count = before + characters;
        let line = format!("{hidden}{count} 个字符，没有读取");
        assert_eq!(told.contains(&line), count > 0, "{piece}\n{told}");
        assert_eq!(told.matches(hidden).count(), usize::from(count > 0), "{piece}");
    }
}
