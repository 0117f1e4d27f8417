//! Pages → OFD (GB/T 33190-2016), the state's own fixed layout.
//!
//! A package of XML and faces in one zip. Everything is in millimetres from the paper's top left
//! corner, y downwards; every object has an id that no other has. The faces are cut to the
//! characters that are shown and have `TrueType` outlines, which every reader takes.

mod content;
mod outline;
mod sfnt;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

use self::content::{Ids, millimetres};
use super::hash::fnv;
use super::parts::plain;
use crate::font::{Face, Fonts};
use crate::layout::page::{Item, LaidOut, OutlineAnchor};

/// The namespace of every element.
pub(super) const NAMESPACE: &str = "http://www.ofdspec.org/2016";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A face of the document: its id, and the cut of it.
struct CutFace {
    id: usize,
    face: Face,
    program: Vec<u8>,
}

/// Writes a laid-out document as OFD; the same document gives the same bytes. `date` is when it was
/// made, as year, month and day, where the document says so.
///
/// # Panics
///
/// Never: what is written goes to memory, which takes everything.
#[must_use]
pub fn ofd(document: &LaidOut, fonts: &Fonts, date: Option<(u16, u8, u8)>) -> Vec<u8> {
    let mut ids = Ids::default();
    let faces: Vec<CutFace> = used(document)
        .into_iter()
        .map(|(face, characters)| {
            let program = sfnt::cut(fonts.font(face), &characters);
            CutFace { id: ids.next(), face, program }
        })
        .collect();
    let by_face: BTreeMap<Face, usize> = faces.iter().map(|cut| (cut.face, cut.id)).collect();
    let pages: Vec<(usize, String)> = document
        .pages
        .iter()
        .map(|page| (ids.next(), content::page(page, fonts, &by_face, &mut ids)))
        .collect();
    let mut parts = vec![
        ("OFD.xml".to_owned(), entry(document, date, &pages, &faces).into_bytes()),
        ("Doc_0/Document.xml".to_owned(), root(document, &pages, ids.last()).into_bytes()),
        ("Doc_0/PublicRes.xml".to_owned(), resources(&faces).into_bytes()),
    ];
    for (index, (_, content)) in pages.into_iter().enumerate() {
        parts.push((format!("Doc_0/Pages/Page_{index}/Content.xml"), content.into_bytes()));
    }
    for cut in faces {
        parts.push((format!("Doc_0/Res/font_{}.ttf", cut.id), cut.program));
    }
    zipped(parts).expect("memory takes what is written to it")
}

fn used(document: &LaidOut) -> BTreeMap<Face, BTreeSet<char>> {
    let mut used = BTreeMap::<Face, BTreeSet<char>>::new();
    for item in document.pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(run) | Item::Faint(run) = item {
            used.entry(run.face).or_default().extend(run.text.chars());
        }
    }
    used
}

/// Text escaped for XML, between tags or in an attribute.
fn escaped(text: &str) -> String {
    let text = plain(text).replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// The way in: what the document is, and where.
fn entry(
    document: &LaidOut,
    date: Option<(u16, u8, u8)>,
    pages: &[(usize, String)],
    faces: &[CutFace],
) -> String {
    let names = [document.title.as_bytes(), document.author.as_bytes()];
    let contents = pages.iter().map(|(_, content)| content.as_bytes());
    let programs = faces.iter().map(|cut| cut.program.as_slice());
    let id = fnv(names.into_iter().chain(contents).chain(programs).flatten().copied());
    let mut info = format!("<ofd:DocID>{id:032x}</ofd:DocID>");
    for (name, text) in [("Title", &document.title), ("Author", &document.author)] {
        if !text.is_empty() {
            let _ = write!(info, "<ofd:{name}>{}</ofd:{name}>", escaped(text));
        }
    }
    if let Some((year, month, day)) = date {
        let date = format!("{year:04}-{month:02}-{day:02}");
        let _ = write!(info, "<ofd:CreationDate>{date}</ofd:CreationDate>");
    }
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "{DECLARATION}<ofd:OFD xmlns:ofd=\"{NAMESPACE}\" Version=\"1.0\" DocType=\"OFD\">\
         <ofd:DocBody><ofd:DocInfo>{info}<ofd:Creator>nianbao</ofd:Creator>\
         <ofd:CreatorVersion>{version}</ofd:CreatorVersion></ofd:DocInfo>\
         <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
}

/// The document: its paper, its pages, its outline.
fn root(document: &LaidOut, pages: &[(usize, String)], max_id: usize) -> String {
    let mut list = String::new();
    for (index, (id, _)) in pages.iter().enumerate() {
        let _ = write!(list, "<ofd:Page ID=\"{id}\" BaseLoc=\"Pages/Page_{index}/Content.xml\"/>");
    }
    let mut outlines = String::new();
    if !document.outline.is_empty() {
        outlines.push_str("<ofd:Outlines>");
        outline_elements(&mut outlines, &document.outline, pages);
        outlines.push_str("</ofd:Outlines>");
    }
    format!(
        "{DECLARATION}<ofd:Document xmlns:ofd=\"{NAMESPACE}\"><ofd:CommonData>\
         <ofd:MaxUnitID>{max_id}</ofd:MaxUnitID><ofd:PageArea>\
         <ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>\
         <ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>\
         <ofd:Pages>{list}</ofd:Pages>{outlines}</ofd:Document>"
    )
}

/// The headings, those of a lower level within those above them.
fn outline_elements(out: &mut String, anchors: &[OutlineAnchor], pages: &[(usize, String)]) {
    let mut open: Vec<u8> = Vec::new();
    for anchor in anchors {
        let Some((page, _)) = pages.get(anchor.page) else { continue };
        while open.last().is_some_and(|level| *level >= anchor.level) {
            open.pop();
            out.push_str("</ofd:OutlineElem>");
        }
        let (title, top) = (escaped(&anchor.title), millimetres(anchor.y));
        let _ = write!(
            out,
            "<ofd:OutlineElem Title=\"{title}\"><ofd:Actions><ofd:Action Event=\"CLICK\">\
             <ofd:Goto><ofd:Dest Type=\"XYZ\" PageID=\"{page}\" Left=\"0\" Top=\"{top}\" \
             Zoom=\"0\"/></ofd:Goto></ofd:Action></ofd:Actions>"
        );
        open.push(anchor.level);
    }
    for _ in &open {
        out.push_str("</ofd:OutlineElem>");
    }
}

/// What a face is called in an office: some readers look for it there instead of in the file.
fn office_name(face: Face) -> &'static str {
    match face.role() {
        Face::KaiTi | Face::WenKai => "楷体_GB2312",
        Face::XiaoBiaoSong => "方正小标宋简体",
        Face::HeiTi => "黑体",
        Face::SongTi => "宋体",
        _ => "仿宋_GB2312",
    }
}

fn resources(faces: &[CutFace]) -> String {
    let mut list = String::new();
    for cut in faces {
        let (id, name) = (cut.id, office_name(cut.face));
        let _ = write!(
            list,
            "<ofd:Font ID=\"{id}\" FontName=\"{name}\" FamilyName=\"{name}\" Charset=\"unicode\">\
             <ofd:FontFile>font_{id}.ttf</ofd:FontFile></ofd:Font>"
        );
    }
    format!(
        "{DECLARATION}<ofd:Res xmlns:ofd=\"{NAMESPACE}\" BaseLoc=\"Res\">\
         <ofd:Fonts>{list}</ofd:Fonts></ofd:Res>"
    )
}

fn zipped(parts: Vec<(String, Vec<u8>)>) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Neither a clock nor the machine reaches the bytes.
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::DEFAULT)
        .system(zip::System::Unix);
    for (name, content) in parts {
        zip.start_file(name, options)?;
        zip.write_all(&content)?;
    }
    Ok(zip.finish()?.into_inner())
}
