//! The structure tree, walked as a screen reader walks it, against the report: headings, whole
//! paragraphs, and every figure with its headers.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};
use nianbao::font::Fonts;
use nianbao::grid::{Content, Grid, GridCell};
use nianbao::layout::{MISSING, Options, layout, subheading};
use nianbao::report::{Edit, Filled, Report, place::Field};

use super::reading::{fonts, get, name, operations, sub};
use crate::support::sources::{SOURCES, read};

/// An element and what is below it.
#[derive(Debug)]
struct Node {
    kind: String,
    /// `Scope`, `RowSpan`, `ColSpan`.
    scope: Option<String>,
    spans: (usize, usize),
    text: String,
    below: Vec<Node>,
}

/// What each marked stretch says: by page object and number. Everything that is shown is in
/// one, or in an artifact, and no stretch has two texts.
fn stretches(file: &Document) -> (BTreeMap<(ObjectId, i64), String>, String) {
    let mut texts = BTreeMap::new();
    let mut artifacts = String::new();
    for (index, page) in file.get_pages().into_values().enumerate() {
        let fonts = fonts(file, index);
        let mut key = String::new();
        // None for an artifact; the number of a stretch; what is said instead of it.
        let mut open: Vec<(Option<i64>, Option<String>)> = Vec::new();
        for operation in operations(file, index) {
            match operation.operator.as_str() {
                "Tf" => {
                    key = String::from_utf8_lossy(operation.operands[0].as_name().unwrap()).into();
                }
                "BMC" => {
                    assert_eq!(operation.operands[0].as_name().unwrap(), b"Artifact");
                    assert!(open.is_empty());
                    open.push((None, None));
                }
                "BDC" => {
                    let properties = operation.operands[1].as_dict().unwrap();
                    if let Ok(number) = properties.get(b"MCID").and_then(Object::as_i64) {
                        assert!(open.is_empty(), "a stretch within another");
                        assert!(texts.insert((page, number), String::new()).is_none());
                        open.push((Some(number), None));
                    } else {
                        let words =
                            lopdf::decode_text_string(properties.get(b"ActualText").unwrap());
                        open.push((open[0].0, Some(words.unwrap())));
                    }
                }
                "EMC" => {
                    if let Some((Some(number), Some(words))) = open.pop() {
                        texts.get_mut(&(page, number)).unwrap().push_str(&words);
                    }
                }
                "Tj" => {
                    let (number, instead) = open.last().expect("marked");
                    let codes = operation.operands[0].as_str().unwrap().chunks_exact(2);
                    let shown = codes.map(|code| {
                        fonts[&key].characters[&u16::from_be_bytes([code[0], code[1]])].as_str()
                    });
                    let shown: String = shown.collect();
                    match number {
                        Some(number) if instead.is_none() => {
                            texts.get_mut(&(page, *number)).unwrap().push_str(&shown);
                        }
                        Some(_) => assert!(shown.chars().all(|c| c == MISSING)),
                        None => artifacts.push_str(&shown),
                    }
                }
                "m" | "l" | "S" | "w" => assert_eq!(open, [(None, None)], "a rule is an artifact"),
                _ => {}
            }
        }
        assert!(open.is_empty());
    }
    (texts, artifacts)
}

struct Walk<'a> {
    file: &'a Document,
    texts: BTreeMap<(ObjectId, i64), String>,
    /// By page and number, the element that the parent tree names.
    owners: BTreeMap<(ObjectId, i64), ObjectId>,
    annotations: BTreeSet<ObjectId>,
}

impl Walk<'_> {
    fn node(&mut self, id: ObjectId, parent: ObjectId) -> Node {
        let element = self.file.get_dictionary(id).unwrap().clone();
        assert_eq!(element.get(b"P").unwrap().as_reference().unwrap(), parent);
        let attributes = element.get(b"A").and_then(Object::as_dict).ok();
        let span = |key: &[u8]| {
            let span = attributes.and_then(|a| a.get(key).ok()?.as_i64().ok()).unwrap_or(1);
            usize::try_from(span).unwrap()
        };
        let mut node = Node {
            kind: name(self.file, &element, "S"),
            scope: attributes.filter(|a| a.has(b"Scope")).map(|a| name(self.file, a, "Scope")),
            spans: (span(b"RowSpan"), span(b"ColSpan")),
            text: String::new(),
            below: Vec::new(),
        };
        let kids = match element.get(b"K").ok() {
            None => Vec::new(),
            Some(Object::Array(kids)) => kids.clone(),
            Some(kid) => vec![kid.clone()],
        };
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        for kid in kids {
            self.kid(&mut node, id, page, &kid);
        }
        node
    }

    fn kid(&mut self, node: &mut Node, id: ObjectId, page: Option<ObjectId>, kid: &Object) {
        match kid {
            Object::Integer(number) => self.take(node, id, page.expect("a page"), *number),
            Object::Reference(below) => {
                let below = self.node(*below, id);
                // A link is a part of its paragraph.
                if below.kind == "Link" {
                    node.text.push_str(&below.text);
                } else {
                    node.below.push(below);
                }
            }
            Object::Dictionary(kid) if kid.has(b"MCID") => {
                let page = kid.get(b"Pg").unwrap().as_reference().unwrap();
                self.take(node, id, page, kid.get(b"MCID").unwrap().as_i64().unwrap());
            }
            Object::Dictionary(kid) => {
                assert_eq!(name(self.file, kid, "Type"), "OBJR");
                self.annotations.insert(kid.get(b"Obj").unwrap().as_reference().unwrap());
            }
            other => panic!("{other:?}"),
        }
    }

    fn take(&mut self, node: &mut Node, id: ObjectId, page: ObjectId, number: i64) {
        node.text.push_str(&self.texts.remove(&(page, number)).expect("said once"));
        assert_eq!(self.owners.remove(&(page, number)), Some(id), "the parent tree");
    }
}

/// Who owns the stretches of each page and the annotations, by the parent tree.
fn owners(file: &Document, root: &Dictionary) -> BTreeMap<(ObjectId, i64), ObjectId> {
    let numbers = get(file, sub(file, root, "ParentTree"), "Nums").as_array().unwrap();
    let by_key: BTreeMap<i64, &Object> =
        numbers.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), &pair[1])).collect();
    let mut owners = BTreeMap::new();
    for page in file.get_pages().into_values() {
        let dictionary = file.get_dictionary(page).unwrap();
        assert_eq!(name(file, dictionary, "Tabs"), "S");
        let key = dictionary.get(b"StructParents").unwrap().as_i64().unwrap();
        let list = file.dereference(by_key[&key]).unwrap().1.as_array().unwrap();
        for (number, owner) in (0..).zip(list) {
            owners.insert((page, number), owner.as_reference().unwrap());
        }
        let Ok(annotations) = dictionary.get(b"Annots") else { continue };
        for annotation in annotations.as_array().unwrap() {
            let link = file.get_dictionary(annotation.as_reference().unwrap()).unwrap();
            let key = link.get(b"StructParent").unwrap().as_i64().unwrap();
            let owner = file.get_dictionary(by_key[&key].as_reference().unwrap()).unwrap();
            assert_eq!(name(file, owner, "S"), "Link");
        }
    }
    owners
}

/// The elements below the document's, and what is an artifact.
fn tree(file: &Document) -> (Vec<Node>, String) {
    let catalog = file.catalog().unwrap();
    let marked = get(file, sub(file, catalog, "MarkInfo"), "Marked");
    assert_eq!(marked, &Object::Boolean(true));
    let root_id = catalog.get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    let root = file.get_dictionary(root_id).unwrap();
    let (texts, artifacts) = stretches(file);
    let owners = owners(file, root);
    let mut walk = Walk { file, texts, owners, annotations: BTreeSet::new() };
    let kids = get(file, root, "K").as_array().unwrap();
    let document = walk.node(kids[0].as_reference().unwrap(), root_id);
    assert!(kids.len() == 1 && document.kind == "Document");
    assert!(walk.texts.is_empty() && walk.owners.is_empty(), "in no element: {:?}", walk.texts);
    let annotations: BTreeSet<ObjectId> = file
        .get_pages()
        .into_values()
        .filter_map(|page| file.get_dictionary(page).ok()?.get(b"Annots").ok()?.as_array().ok())
        .flatten()
        .map(|annotation| annotation.as_reference().unwrap())
        .collect();
    assert_eq!(walk.annotations, annotations);
    (document.below, artifacts)
}

/// What a reader should hear of a report, tables as their index.
fn expected(report: &Report) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    let mut add = |kind: &str, text: &str| {
        if !text.is_empty() {
            parts.push((kind.to_owned(), text.to_owned()));
        }
    };
    let title: String = report.title.chars().filter(|c| !c.is_whitespace()).collect();
    add("H1", &title);
    let prose = |add: &mut dyn FnMut(&str, &str), text: &str| {
        for paragraph in text.split('\n') {
            let is_head = |end: usize| paragraph.get(end..).unwrap().trim().is_empty();
            let alone = subheading(paragraph).is_some_and(is_head);
            add(if alone { "H3" } else { "P" }, paragraph);
        }
    };
    prose(&mut add, &report.lead_in);
    for (number, section) in (1..).zip(&report.sections) {
        add("H2", &section.heading);
        prose(&mut add, &section.before);
        if let Some(table) = report.edition().table_in(number) {
            add("Table", &table.to_string());
        }
        prose(&mut add, &section.after);
    }
    add("P", &report.signature.name);
    add("P", &report.signature.date);
    parts
}

/// What a cell should be: whether a header, its scope, its spans and its words.
fn cell(filled: Filled<'_>, cell: &GridCell) -> (String, Option<String>, (usize, usize), String) {
    let (kind, scope) = match cell.content {
        Content::Caption(_) | Content::Header(_) => ("TH", Some("Column".to_owned())),
        Content::Label(..) => ("TH", Some("Row".to_owned())),
        Content::Figure(_) => ("TD", None),
    };
    (kind.to_owned(), scope, (cell.rows, cell.columns), filled.words(&cell.content))
}

fn check(report: &Report, options: Options) -> String {
    let laid = layout(report, Fonts::builtin(), options);
    let file = Document::load_mem(&super::write(&laid.document)).unwrap();
    let (nodes, artifacts) = tree(&file);
    let expected = expected(report);
    assert_eq!(nodes.len(), expected.len());
    for (node, (kind, text)) in nodes.iter().zip(&expected) {
        assert_eq!(&node.kind, kind, "{text}");
        if kind != "Table" {
            assert_eq!(&node.text, text);
            continue;
        }
        let filled = Filled::new(&report.figures, text.parse().unwrap());
        let grid = Grid::new(filled.form());
        let rows: Vec<&[GridCell]> = grid.cells.chunk_by(|a, b| a.row == b.row).collect();
        assert_eq!(node.below.len(), rows.len());
        for (row, cells) in node.below.iter().zip(rows) {
            assert_eq!(row.kind, "TR");
            let found: Vec<_> = row
                .below
                .iter()
                .map(|node| (node.kind.clone(), node.scope.clone(), node.spans, node.text.clone()))
                .collect();
            let wanted: Vec<_> = cells.iter().map(|one| cell(filled, one)).collect();
            assert_eq!(found, wanted);
        }
    }
    artifacts
}

#[test]
fn a_reader_hears_the_whole_report() {
    for source in SOURCES {
        let artifacts = check(&read(source), Options::default());
        let folio = |c: char| c.is_ascii_digit() || matches!(c, '—' | ' ');
        assert!(artifacts.chars().all(folio), "page numbers alone: {artifacts}");
    }
}

#[test]
fn paragraphs_that_begin_with_a_number_and_run_over_pages_are_whole() {
    let mut report = read(SOURCES[0]);
    let long = format!("1.{}", "主动公开政府信息，".repeat(180));
    let text = format!("（一）主动公开。{long}\n（二）依申请公开\n{long}\n㊿无此字形：\u{2A6D6}。");
    report.apply(Edit::Text(Field::Before(1), text.clone())).unwrap();
    check(&report, Options::default());
    check(&report, Options { latin_gap: true, ..Options::default() });
}

#[test]
fn a_table_on_several_pages_is_one_table() {
    let edition = crate::layout::make::invented(&[30, 30], 5, 3);
    let report = Report::blank(edition, "某某镇人民政府", 2025);
    let artifacts = check(&report, Options::default());
    assert!(artifacts.contains("项目") && artifacts.contains("各列"), "its head was repeated");
}
