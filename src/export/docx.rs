//! A Word document in which a superior can comment: real headings, real tables, the official faces
//! by name.
//!
//! A .docx file is a zip of XML. What never changes (styles, faces, page numbers) stands in files
//! beside this one; the text and the properties are written with the same templates as the web
//! page: they escape, and an element they write with its end tag is XML as well.

mod body;
mod table;

use std::io::{Cursor, Write as _};

use maud::{Markup, PreEscaped, html};
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::parts::plain;
use crate::layout::Options;
use crate::report::{Form, Report};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const STYLES: &str = include_str!("docx/styles.xml");

/// The parts that are the same in every document, with their names in the file.
const PARTS: [(&str, &str); 8] = [
    ("[Content_Types].xml", include_str!("docx/content_types.xml")),
    ("_rels/.rels", include_str!("docx/package.rels")),
    ("docProps/app.xml", include_str!("docx/app.xml")),
    ("word/_rels/document.xml.rels", include_str!("docx/document.rels")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
    ("word/fontTable.xml", include_str!("docx/fonts.xml")),
    ("word/footer1.xml", include_str!("docx/footer_odd.xml")),
    ("word/footer2.xml", include_str!("docx/footer_even.xml")),
];

/// The report as a .docx file; the same report gives the same bytes.
#[must_use]
pub fn docx(report: &Report, options: Options) -> Vec<u8> {
    pack(&report.title, &report.agency, &body::body(report), options)
}

/// A blank form as a .docx file.
#[must_use]
pub fn form(form: &Form, options: Options) -> Vec<u8> {
    pack(&form.title(), &form.agency, &body::form(form), options)
}

/// A document of these paragraphs and tables.
fn pack(title: &str, author: &str, body: &Markup, options: Options) -> Vec<u8> {
    let document = html! {
        w:document xmlns:w=(MAIN) xmlns:r=(RELATIONSHIPS) { w:body { (body) (section()) } }
    };
    let core = core(title, author);
    let written = [
        ("word/styles.xml", styles(options)),
        ("docProps/core.xml", xml(&core)),
        ("word/document.xml", xml(&document)),
    ];
    let fixed = PARTS.map(|(name, content)| (name, content.to_owned()));
    zipped(fixed.into_iter().chain(written)).expect("memory takes what is written to it")
}

/// The styles; Word keeps Chinese and Latin apart where it is told to.
fn styles(options: Options) -> String {
    if !options.latin_gap {
        return STYLES.to_owned();
    }
    let told = |name: &str, on: u8| format!("<w:autoSpace{name} w:val=\"{on}\"/>");
    STYLES.replace(&told("DE", 0), &told("DE", 1)).replace(&told("DN", 0), &told("DN", 1))
}

fn zipped(parts: impl Iterator<Item = (&'static str, String)>) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The time of each entry is the format's earliest, and the system always the same: neither a
    // clock nor the machine reaches the bytes.
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::DEFAULT)
        .system(zip::System::Unix);
    for (name, content) in parts {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn xml(markup: &Markup) -> String {
    const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    html! { (PreEscaped(DECLARATION)) (markup) }.into_string()
}

fn core(title: &str, author: &str) -> Markup {
    const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    html! {
        cp:coreProperties xmlns:cp=(CORE) xmlns:dc="http://purl.org/dc/elements/1.1/" {
            dc:title { (plain(title)) }
            dc:creator { (plain(author)) }
            dc:language { "zh-CN" }
        }
    }
}

/// The page of GB/T 9704: margins, page numbers and the grid of 28 characters by 22 lines, in
/// twentieths of a point. Characters of size 3 (16 pt) stand closer by 0.21 pt, so that 28 fit.
fn section() -> Markup {
    html! {
        w:sectPr {
            w:footerReference w:type="default" r:id="rId4" {}
            w:footerReference w:type="even" r:id="rId5" {}
            w:pgSz w:w="11906" w:h="16838" {}
            w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"
                w:header="851" w:footer="1447" w:gutter="0" {}
            w:cols w:space="425" {}
            w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-855" {}
        }
    }
}
