//! A Word document in which a superior can comment: real headings, real tables, the official faces
//! by name.
//!
//! A .docx file is a zip of XML. What never changes (styles, faces, page numbers) is in files
//! beside this one; the text and the properties are written with the same templates as the web
//! page: they escape, and an element they write with its end tag is XML as well.

mod body;
mod imprint;
mod review;
mod table;

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use maud::{Markup, PreEscaped, html};
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

pub use imprint::{IMPRINT, Imprint, ImprintItem, mark, packed};

use super::parts::plain;
use crate::font::Fonts;
use crate::layout::{self, ListSheet, MARK, Options, ReviewLayout};
use crate::report::{Form, Report};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const STYLES: &str = include_str!("docx/styles.xml");

/// The parts that are the same in every document, with their names in the file.
const PARTS: [(&str, &str); 9] = [
    ("[Content_Types].xml", include_str!("docx/content_types.xml")),
    ("_rels/.rels", include_str!("docx/package.rels")),
    ("docProps/app.xml", include_str!("docx/app.xml")),
    ("word/_rels/document.xml.rels", include_str!("docx/document.rels")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
    ("word/fontTable.xml", include_str!("docx/fonts.xml")),
    ("word/theme/theme1.xml", include_str!("docx/theme.xml")),
    ("word/footer1.xml", include_str!("docx/footer_odd.xml")),
    ("word/footer2.xml", include_str!("docx/footer_even.xml")),
];

/// The parts beside the marks of a report's text.
const IMPRINT_PARTS: [(&str, &str); 2] = [
    ("customXml/_rels/item1.xml.rels", include_str!("docx/item.rels")),
    ("customXml/itemProps1.xml", include_str!("docx/item_props.xml")),
];
const IMPRINT_TYPE: &str = "<Override PartName=\"/customXml/itemProps1.xml\" \
    ContentType=\"application/vnd.openxmlformats-officedocument.customXmlProperties+xml\"/>";
const IMPRINT_RELATION: &str = "<Relationship Id=\"rId9\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml\" \
    Target=\"../customXml/item1.xml\"/>";

/// The report as a .docx file; the same report gives the same bytes.
#[must_use]
pub fn docx(report: &Report, options: Options) -> Vec<u8> {
    let laid = layout::layout(report, Fonts::builtin(), options);
    let body = body::body(report, &laid.tables);
    pack(&report.title, &report.agency, (&body, Some(&Imprint::of(report))), options)
}

/// The report as 送审稿, marked on every page; `findings` is what a last page lists, if anything.
#[must_use]
pub fn review(
    report: &Report,
    findings: Option<&ListSheet>,
    review: ReviewLayout,
    options: Options,
) -> Vec<u8> {
    let options = Options { review: Some(review), ..options };
    let laid = layout::layout(report, Fonts::builtin(), options);
    let body = html! {
        (body::body(report, &laid.tables))
        @if let Some(findings) = findings { (review::list(findings, true)) }
    };
    let title = format!("{}（{MARK}）", report.title);
    pack(&title, &report.agency, (&body, Some(&Imprint::of(report))), options)
}

/// A blank form as a .docx file.
#[must_use]
pub fn form(form: &Form, options: Options) -> Vec<u8> {
    let mut laid = layout::form(form, Fonts::builtin(), options);
    // Word's own faces are a little higher: the form is to stay on the one page that it fills here.
    for row in laid.tables.iter_mut().flat_map(|shape| &mut shape.rows) {
        *row = row.scale(9, 10);
    }
    let body = laid.tables.first().map(|shape| body::form(form, shape));
    pack(&form.title(), &form.agency, (&body.unwrap_or_default(), None), options)
}

/// A list as a Word document of its own.
#[must_use]
pub fn list(sheet: &ListSheet) -> Vec<u8> {
    pack(&sheet.title, &sheet.author, (&review::list(sheet, false), None), Options::default())
}

/// A text under a title: a paragraph a line.
#[must_use]
pub fn prose(title: &str, author: &str, text: &str) -> Vec<u8> {
    pack(title, author, (&body::prose(title, author, text), None), Options::default())
}

/// A document of these paragraphs and tables, with the marks of those that can come back.
fn pack(
    title: &str,
    author: &str,
    (body, imprint): (&Markup, Option<&Imprint>),
    options: Options,
) -> Vec<u8> {
    let document = html! {
        w:document xmlns:w=(MAIN) xmlns:r=(RELATIONSHIPS) {
            w:body { (body) (section(options.review)) }
        }
    };
    let core = core(title, author);
    let mut written = vec![
        ("word/styles.xml", styles(options)),
        ("docProps/core.xml", xml(&core)),
        ("word/document.xml", xml(&document)),
    ];
    let mut fixed = PARTS.map(|(name, content)| (name, content.to_owned()));
    if options.review.is_some() {
        for (number, name) in (1..).zip(review::HEADERS) {
            written.push((name, xml(&review::header(number))));
        }
        let (types, relations) = headers();
        fixed = fixed.map(|(name, content)| (name, with(&content, &types, &relations)));
    }
    if let Some(imprint) = imprint {
        written.push(("customXml/item1.xml", xml(&imprint.part())));
        written.extend(IMPRINT_PARTS.map(|(name, content)| (name, content.to_owned())));
        fixed = fixed.map(|(name, content)| (name, with(&content, IMPRINT_TYPE, IMPRINT_RELATION)));
    }
    zipped(fixed.into_iter().chain(written)).expect("memory takes what is written to it")
}

/// The types and the relations of the heads of pages.
fn headers() -> (String, String) {
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";
    const RELATION: &str =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header";
    let mut types = String::new();
    let mut relations = String::new();
    for (number, name) in (6..).zip(review::HEADERS) {
        let target = name.trim_start_matches("word/");
        let _ = write!(types, "<Override PartName=\"/{name}\" ContentType=\"{TYPE}\"/>");
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{number}\" Type=\"{RELATION}\" Target=\"{target}\"/>"
        );
    }
    (types, relations)
}

/// A part with further types or relations in it, where it lists those of the document.
fn with(content: &str, types: &str, relations: &str) -> String {
    let content = content.replace("</Types>", &format!("{types}</Types>"));
    if content.contains("footer1.xml\"/>") && content.contains("</Relationships>") {
        return content.replace("</Relationships>", &format!("{relations}</Relationships>"));
    }
    content
}

/// The styles; Word keeps Chinese and Latin apart where it is told to, and lines where there is to
/// be room for a pencil.
fn styles(options: Options) -> String {
    let mut styles = STYLES.to_owned();
    if options.latin_gap {
        let told = |name: &str, on: u8| format!("<w:autoSpace{name} w:val=\"{on}\"/>");
        styles = styles.replace(&told("DE", 0), &told("DE", 1));
        styles = styles.replace(&told("DN", 0), &told("DN", 1));
    }
    if options.review.is_some() {
        styles = styles.replace("\"579\"", &format!("\"{}\"", review::LINE));
    }
    styles
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
        Write::write_all(&mut zip, content.as_bytes())?;
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
/// twentieths of a point. Characters of size 3 (16 pt) are closer by 0.21 pt, so that 28 fit. A
/// 送审稿 has a head, and fewer lines, numbered where that is asked for.
fn section(review: Option<ReviewLayout>) -> Markup {
    let pitch = if review.is_some() { review::LINE } else { "579" };
    html! {
        w:sectPr {
            @if review.is_some() {
                w:headerReference w:type="default" r:id="rId6" {}
                w:headerReference w:type="even" r:id="rId7" {}
            }
            w:footerReference w:type="default" r:id="rId4" {}
            w:footerReference w:type="even" r:id="rId5" {}
            w:pgSz w:w="11906" w:h="16838" {}
            w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"
                w:header="851" w:footer="1447" w:gutter="0" {}
            @if review.is_some_and(|review| review.line_numbers) {
                w:lnNumType w:countBy="1" w:restart="newPage" {}
            }
            w:cols w:space="425" {}
            w:docGrid w:type="linesAndChars" w:linePitch=(pitch) w:charSpace="-855" {}
        }
    }
}
