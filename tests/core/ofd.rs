//! OFD: references, ids, namespace and faces, which readers do not check; text and drawing against
//! the pages.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;

use crate::support::sources::{SOURCES, read};
use nianbao::export::ofd::ofd;
use nianbao::font::Fonts;
use nianbao::layout::page::{self, Item, Run};
use nianbao::layout::{Laid, Options, layout, sheet};
use roxmltree::{Document, Node};

const NAMESPACE: &str = "http://www.ofdspec.org/2016";

fn laid(source: &str) -> Laid {
    layout(&read(source), Fonts::builtin(), Options::default())
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut part = zip.by_index(index).unwrap();
            assert_eq!(part.last_modified(), Some(zip::DateTime::DEFAULT));
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn children<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

/// Checks one package against its pages.
fn check(document: &page::LaidOut, date: Option<(u16, u8, u8)>) {
    let fonts = Fonts::builtin();
    let bytes = ofd(document, fonts, date);
    assert!(bytes == ofd(document, fonts, date), "the same document gives the same bytes");
    let parts = parts(&bytes);
    let mut reached = BTreeSet::from(["OFD.xml".to_owned()]);
    let texts: BTreeMap<&String, &str> = parts
        .iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "xml"))
        .map(|(name, content)| (name, str::from_utf8(content).unwrap()))
        .collect();
    let xml: BTreeMap<&str, Document<'_>> =
        texts.iter().map(|(name, text)| (name.as_str(), Document::parse(text).unwrap())).collect();
    let mut ids = BTreeSet::new();
    for (name, document) in &xml {
        for node in document.descendants().filter(Node::is_element) {
            assert_eq!(node.tag_name().namespace(), Some(NAMESPACE), "{name}");
            assert!(node.attributes().all(|attribute| attribute.namespace().is_none()));
            if let Some(id) = node.attribute("ID") {
                assert!(ids.insert(id.parse::<usize>().unwrap()), "{id} twice");
            }
        }
    }
    // References, each to a part that is there.
    let root = children(xml["OFD.xml"].root(), "DocRoot").next().unwrap().text().unwrap();
    reached.insert(root.to_owned());
    let doc = &xml[root];
    let number = |name| children(doc.root(), name).next().unwrap().text().unwrap();
    assert_eq!(number("MaxUnitID").parse::<usize>().unwrap(), *ids.last().unwrap());
    let resources = format!("Doc_0/{}", number("PublicRes"));
    let res = &xml[resources.as_str()];
    let base = res.root_element().attribute("BaseLoc").unwrap();
    let mut faces = BTreeMap::new();
    for font in children(res.root(), "Font") {
        let file = children(font, "FontFile").next().unwrap().text().unwrap();
        let file = format!("Doc_0/{base}/{file}");
        let face = ttf_parser::Face::parse(&parts[&file], 0).unwrap();
        assert!(face.tables().glyf.is_some() && face.tables().cff.is_none(), "glyf outlines");
        faces.insert(font.attribute("ID").unwrap(), face);
        reached.insert(file);
    }
    reached.insert(resources.clone());
    let pages: Vec<_> = children(doc.root(), "Page").collect();
    assert_eq!(pages.len(), document.pages.len());
    let page_ids: BTreeSet<_> = pages.iter().map(|page| page.attribute("ID").unwrap()).collect();
    for (page, laid) in pages.iter().zip(&document.pages) {
        let name = format!("Doc_0/{}", page.attribute("BaseLoc").unwrap());
        check_page(&xml[name.as_str()], laid, &faces);
        reached.insert(name);
    }
    for target in children(doc.root(), "Dest") {
        assert!(page_ids.contains(target.attribute("PageID").unwrap()));
    }
    assert_eq!(children(doc.root(), "OutlineElem").count(), document.outline.len());
    assert_eq!(reached, parts.keys().cloned().collect(), "nothing is without a reference");
    let said = children(xml["OFD.xml"].root(), "CreationDate").next().and_then(|d| d.text());
    let expected = date.map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"));
    assert_eq!(said.map(str::to_owned), expected);
    let id = children(xml["OFD.xml"].root(), "DocID").next().unwrap().text().unwrap();
    assert!(id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));
}

fn floats(text: &str) -> Vec<f64> {
    text.split(' ').map(|number| number.parse().unwrap()).collect()
}

/// Every run is there in order, each character where the page has it, in a face that has it.
fn check_page(xml: &Document<'_>, page: &page::Page, faces: &BTreeMap<&str, ttf_parser::Face<'_>>) {
    let runs: Vec<&Run> = page
        .items
        .iter()
        .filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None })
        .collect();
    let objects: Vec<_> = children(xml.root(), "TextObject").collect();
    assert_eq!(objects.len(), runs.len());
    let mm = |length: nianbao::units::Length| f64::from(length.0) * 25.4 / 72_000.0;
    for (object, run) in objects.iter().zip(runs) {
        let code = children(*object, "TextCode").next().unwrap();
        assert_eq!(code.text(), Some(run.text.as_str()));
        let [left, top, width, height] = floats(object.attribute("Boundary").unwrap())[..] else {
            panic!("four edges")
        };
        let at = |name| code.attribute(name).unwrap().parse::<f64>().unwrap();
        let mut x = left + at("X");
        assert!((top + at("Y") - mm(run.baseline)).abs() < 0.001);
        let size = object.attribute("Size").unwrap().parse::<f64>().unwrap();
        assert!((size - mm(run.size)).abs() < 0.001 && height > size && width > 0.0);
        let deltas = code.attribute("DeltaX").map(floats).unwrap_or_default();
        assert_eq!(deltas.len(), run.text.chars().count() - 1);
        let face = &faces[object.attribute("Font").unwrap()];
        let mut expected = run.x;
        for (c, delta) in run.text.chars().zip(deltas.into_iter().chain([0.0])) {
            assert!((x - mm(expected)).abs() < 0.001, "{c}");
            assert!(face.glyph_index(c).is_some(), "{c}");
            expected += Fonts::builtin().advance(run.face, c, run.size) + run.spacing;
            x += delta;
        }
    }
    let paths = children(xml.root(), "AbbreviatedData").map(|path| path.text().unwrap());
    let drawn: usize = paths.map(|path| path.matches('M').count()).sum();
    let rules = page.items.iter().filter(|item| matches!(item, Item::Rule(_))).count();
    assert_eq!(drawn, rules);
    let box_text = children(xml.root(), "PhysicalBox").next().unwrap().text();
    assert_eq!(box_text, Some("0 0 210 297"));
    assert_eq!(sheet::PAPER_WIDTH, nianbao::units::Length::mm(210));
}

#[test]
fn packages_hold_together_and_say_what_the_pages_say() {
    for source in SOURCES {
        check(&laid(source).document, Some((2026, 1, 5)));
    }
    let strange = page::LaidOut { title: "<&\">".to_owned(), ..laid(SOURCES[0]).document };
    check(&strange, None);
    check(&crate::support::common::sample(), None);
}

#[test]
fn it_is_hardly_larger_than_the_pdf() {
    for source in SOURCES {
        let document = laid(source).document;
        let (ofd, pdf) = (
            ofd(&document, Fonts::builtin(), None).len(),
            nianbao::export::pdf::pdf(&document, Fonts::builtin()).len(),
        );
        assert!(ofd * 10 < pdf * 13, "{source}: {ofd} and {pdf} bytes");
    }
}
