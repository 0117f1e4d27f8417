//! A written PDF, read again: what it says about itself, and every character where it should be.

mod archive;
mod cff;
mod links;
mod office;
mod reading;
mod structure;

use crate::support::common::{LINES, run, runs as text_runs, sample};
use lopdf::{Dictionary, Object};
use nianbao::export::pdf::pdf;
use nianbao::font::{Face, Fonts};
use nianbao::layout::page::{Item, LaidOut, Page, Run};
use nianbao::units::Length;
use reading::{get, keys, numbers, shown, sub, text_of};

fn write(document: &LaidOut) -> Vec<u8> {
    pdf(document, Fonts::builtin())
}

fn read(document: &LaidOut) -> lopdf::Document {
    lopdf::Document::load_mem(&write(document)).expect("what was written can be read")
}

/// A page with one line of text.
fn page(face: Face, text: &str) -> Page {
    Page {
        items: text_runs(Length::mm(28), Length::mm(40), face, text, Length::ZERO),
        ..Page::default()
    }
}

fn runs(page: &Page) -> Vec<&Run> {
    let items = page.items.iter();
    items
        .filter_map(|item| match item {
            Item::Text(run) => Some(run),
            Item::Rule(_) | Item::Faint(_) => None,
        })
        .collect()
}

#[test]
fn every_character_is_where_the_page_has_it_and_copies_as_itself() {
    let document = sample();
    let file = read(&document);
    for (index, page) in document.pages.iter().enumerate() {
        let shown = shown(&file, index);
        let runs = runs(page);
        assert_eq!(shown.len(), runs.len());
        for (shown, run) in shown.iter().zip(runs) {
            assert_eq!(shown.text, run.text);
            assert!((shown.x - run.x.to_pt()).abs() < 0.001, "{shown:?} for {run:?}");
            let height = Length::mm(297) - run.baseline;
            assert!((shown.y - height.to_pt()).abs() < 0.001, "{shown:?} for {run:?}");
            assert!((shown.size - 16.0).abs() < f32::EPSILON);
            assert!((shown.spacing - run.spacing.to_pt()).abs() < f32::EPSILON);
        }
    }
    let all: String = (0..2).flat_map(|page| shown(&file, page)).map(|shown| shown.text).collect();
    assert_eq!(all, LINES.map(|(_, text)| text).concat());
}

#[test]
fn rules_are_drawn_with_their_width() {
    let file = read(&sample());
    let content = file.get_page_content(file.get_pages()[&1]);
    let content = String::from_utf8_lossy(&content).into_owned();
    let text = content.find("BT").expect("text after the rules");
    assert_eq!(
        content.get(..text).expect("rules").split_whitespace().collect::<Vec<_>>().join(" "),
        "/Artifact BMC 1 w 85.039 501.733 m 510.236 501.733 l S \
         85.039 388.347 m 510.236 388.347 l S 0.5 w 85.039 501.733 m 85.039 388.347 l S \
         510.236 501.733 m 510.236 388.347 l S EMC"
    );
}

#[test]
fn the_file_says_what_it_is_and_nothing_else() {
    let document = sample();
    assert!(write(&document).starts_with(b"%PDF-1.7\n"));
    let file = read(&document);
    let info = sub(&file, &file.trailer, "Info");
    assert_eq!(keys(info), ["Author", "Producer", "Title"]);
    assert_eq!(text_of(get(&file, info, "Title")), document.title);
    assert_eq!(text_of(get(&file, info, "Author")), document.author);
    assert_eq!(text_of(get(&file, info, "Producer")), "nianbao");
    let catalog = file.catalog().expect("a catalog");
    let expected = [
        "Lang",
        "MarkInfo",
        "Metadata",
        "Outlines",
        "OutputIntents",
        "PageLabels",
        "PageMode",
        "Pages",
        "StructTreeRoot",
        "Type",
        "ViewerPreferences",
    ];
    assert_eq!(keys(catalog), expected);
    let labels = get(&file, sub(&file, catalog, "PageLabels"), "Nums").as_array().expect("labels");
    let decimal = lopdf::dictionary! { "S" => "D" };
    assert_eq!(labels, &[Object::from(0), decimal.into()], "1, 2, 3 from the first page on");
    assert_eq!(text_of(get(&file, catalog, "Lang")), "zh-CN");
    assert_eq!(get(&file, catalog, "PageMode"), &Object::from("UseOutlines"));
    let preferences = sub(&file, catalog, "ViewerPreferences");
    assert_eq!(get(&file, preferences, "DisplayDocTitle"), &Object::Boolean(true));
    let pages = sub(&file, catalog, "Pages");
    let paper = get(&file, pages, "MediaBox").as_array().expect("an array");
    assert_eq!(numbers(paper), [0.0, 0.0, 595.276, 841.89]);
    assert_eq!(file.get_pages().len(), 2);
}

/// Level, title, page and height of what hangs below a node, in the order of the links.
fn outline(file: &lopdf::Document, node: &Dictionary, level: u8) -> Vec<(u8, String, usize, f32)> {
    let pages: Vec<_> = file.get_pages().into_values().collect();
    let mut lines = Vec::new();
    let mut next = node.get(b"First").ok().cloned();
    let mut last = None;
    while let Some(link) = next.take() {
        let item = file.dereference(&link).expect("an item").1.as_dict().expect("a dictionary");
        assert_eq!(item.get(b"Prev").ok(), last.as_ref());
        let target = get(file, item, "Dest").as_array().expect("a target");
        assert_eq!(target[1], Object::from("XYZ"));
        let page = target[0].as_reference().expect("a page");
        let page = pages.iter().position(|id| *id == page).expect("one of the pages");
        lines.push((level, text_of(get(file, item, "Title")), page, numbers(target)[0]));
        lines.append(&mut outline(file, item, level + 1));
        next = item.get(b"Next").ok().cloned();
        last = Some(link);
    }
    assert_eq!(node.get(b"Last").ok(), last.as_ref());
    let count = node.get(b"Count").and_then(Object::as_i64).unwrap_or(0);
    assert_eq!(usize::try_from(count).expect("all is unfolded"), lines.len());
    lines
}

#[test]
fn the_outline_is_the_documents_in_its_order() {
    let document = sample();
    let file = read(&document);
    let root = sub(&file, file.catalog().expect("a catalog"), "Outlines");
    let expected: Vec<_> = document
        .outline
        .iter()
        .map(|anchor| {
            let top = (Length::mm(297) - anchor.y).to_pt();
            (anchor.level, anchor.title.clone(), anchor.page, top)
        })
        .collect();
    assert_eq!(outline(&file, root, 0), expected);
}

#[test]
fn an_outline_may_start_below_a_section_or_lead_to_no_page() {
    let mut document = sample();
    document.outline.remove(0);
    document.outline[0].page = 9;
    let file = read(&document);
    let root = sub(&file, file.catalog().expect("a catalog"), "Outlines");
    let titles: Vec<_> = outline(&file, root, 0).into_iter().map(|line| line.1).collect();
    assert_eq!(titles, ["（二）依申请公开", "二、主动公开政府信息情况"]);
}

#[test]
fn faces_are_embedded_and_cut_to_what_is_shown() {
    let document = LaidOut { pages: LINES.map(|(face, text)| page(face, text)).into(), ..sample() };
    let file = read(&document);
    let mut names = Vec::new();
    for object in file.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        if !font.has(b"DescendantFonts") {
            continue;
        }
        let name = get(&file, font, "BaseFont").as_name().expect("a name");
        let below = get(&file, font, "DescendantFonts").as_array().expect("an array");
        let below = below[0].as_dict().expect("a dictionary");
        assert_eq!(get(&file, below, "BaseFont").as_name().ok(), Some(name));
        let descriptor = sub(&file, below, "FontDescriptor");
        assert_eq!(get(&file, descriptor, "FontName").as_name().ok(), Some(name));
        let key = if descriptor.has(b"FontFile2") { "FontFile2" } else { "FontFile3" };
        let program = get(&file, descriptor, key).as_stream().expect("a stream");
        assert!(program.content.len() < 40_000, "{} bytes", program.content.len());
        names.push(String::from_utf8_lossy(name).into_owned());
    }
    assert_eq!(names.iter().filter(|name| name.contains("FandolFang")).count(), 3, "{names:?}");
    for name in &names {
        let (tag, _) = name.split_once('+').expect("a tag");
        assert!(tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase()), "{name}");
    }
    names.dedup();
    assert_eq!(names.len(), 7, "a tag for each cut: {names:?}");
}

#[test]
fn characters_that_share_a_glyph_copy_as_themselves() {
    let fonts = Fonts::builtin();
    let text = "a·b•c・d\u{a0}e f";
    let glyph = |c| fonts.font(Face::FangSong).glyph(c);
    assert_eq!(glyph('·'), glyph('•'), "the case that is tested");
    let document = LaidOut { pages: vec![page(Face::FangSong, text)], ..sample() };
    let file = read(&document);
    let shown = shown(&file, 0);
    assert_eq!(shown.len(), 1, "in one go, without a new position: {shown:?}");
    assert_eq!(shown[0].text, text);
}

#[test]
fn what_a_face_lacks_is_left_out() {
    let run = run(Length::mm(28), Length::mm(40), Face::FangSong, "a\u{10ffff}b甪", Length::ZERO);
    let only = |text: &str| Item::Text(Run { text: text.to_owned(), ..run.clone() });
    let page = Page {
        items: vec![Item::Text(run.clone()), only("\u{10ffff}"), only("c")],
        ..Page::default()
    };
    let file = read(&LaidOut { pages: vec![page], ..sample() });
    let texts: Vec<_> = shown(&file, 0).into_iter().map(|shown| shown.text).collect();
    assert_eq!(texts, ["ab", "c"]);
}

#[test]
fn a_document_may_be_empty() {
    let empty = LaidOut::default();
    assert!(read(&empty).get_pages().is_empty());
    let blank = LaidOut { pages: vec![Page::default()], ..empty };
    assert_eq!(read(&blank).get_pages().len(), 1);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = sample();
    let bytes = write(&document);
    assert!(bytes == write(&document));
    let id = |document| get(&read(document), &read(document).trailer, "ID").clone();
    let other = LaidOut { author: "另一机关".to_owned(), ..document.clone() };
    assert_ne!(id(&document), id(&other));
}

#[test]
fn all_but_the_faces_is_small() {
    let document = sample();
    let file = read(&document);
    let programs: usize = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has(b"FontName"))
        .map(|descriptor| {
            let key = if descriptor.has(b"FontFile2") { "FontFile2" } else { "FontFile3" };
            get(&file, descriptor, key).as_stream().expect("a stream").content.len()
        })
        .sum();
    let rest = write(&document).len() - programs;
    assert!(rest < 9_000, "{rest} bytes besides {programs} of faces");
}
