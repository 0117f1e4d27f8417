//! The structure tree: what the marked stretches of the pages are (ISO 32000-1, 14.7 and 14.8), so
//! that a reader without eyes hears headings, paragraphs, and each figure with its labels.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use crate::layout::tags::{CellElement, CellRole, ContentTag, Element, TableElement};

use super::archive;
use super::content::Marked;

/// A marked stretch of a page: the page's index and the stretch's number on it.
#[derive(Clone, Copy, Debug)]
struct TaggedStretch {
    page: usize,
    number: usize,
    /// Index of the link that it is the words of.
    link: Option<usize>,
}

/// What the tree is made of beside the pages' marks.
pub(super) struct Parts<'a> {
    /// The elements of the document, in reading order.
    pub elements: &'a [Element],
    /// By page, then by number, what each marked stretch is.
    pub marked: &'a [Vec<Marked>],
    /// The pages' objects.
    pub pages: &'a [ObjectId],
    /// The links' annotations.
    pub links: &'a [ObjectId],
}

/// Writes the tree; the annotation of link `n` is known in it as `pages + n`.
pub(super) fn write(pdf: &mut Document, parts: &Parts<'_>) -> ObjectId {
    let root = pdf.new_object_id();
    let document = pdf.new_object_id();
    let mut tree = Tree {
        pdf,
        parts,
        owners: parts.marked.iter().map(|page| vec![document; page.len()]).collect(),
        link_owners: vec![document; parts.links.len()],
    };
    let mut stretches = stretches(parts.marked);
    let mut level = 0;
    let mut kids = Vec::new();
    for (index, element) in parts.elements.iter().enumerate() {
        let first = ContentTag { element: index, cell: 0 };
        let kid = match element {
            Element::Table(table) => Some(tree.table(document, index, table, &mut stretches)),
            Element::Heading(wanted) => stretches.remove(&first).map(|stretches| {
                // No level is left out, and the first heading is the highest.
                level = (*wanted).min(level + 1);
                tree.element(&format!("H{level}"), document, &stretches, None)
            }),
            Element::Paragraph => stretches
                .remove(&first)
                .map(|stretches| tree.element("P", document, &stretches, None)),
        };
        kids.extend(kid.map(Object::from));
    }
    let Tree { owners, link_owners, .. } = tree;
    pdf.set_object(
        document,
        dictionary! {
            "Type" => "StructElem",
            "S" => "Document",
            "P" => root,
            "K" => kids,
        },
    );
    let (parents, next) = parent_tree(pdf, owners, link_owners);
    pdf.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => vec![document.into()],
            "ParentTree" => parents,
            "ParentTreeNextKey" => next,
        },
    );
    root
}

/// Writes which element owns each marked stretch, page by page, and after them each link; gives back
/// the object and the number after the last one in it.
fn parent_tree(
    pdf: &mut Document,
    owners: Vec<Vec<ObjectId>>,
    link_owners: Vec<ObjectId>,
) -> (ObjectId, i64) {
    let mut numbers: Vec<Object> = Vec::new();
    let mut next: i64 = 0;
    for page in owners {
        let owners = page.into_iter().map(Object::from).collect::<Vec<_>>();
        let owners = pdf.add_object(owners);
        numbers.extend([next.into(), owners.into()]);
        next += 1;
    }
    for owner in link_owners {
        numbers.extend([next.into(), owner.into()]);
        next += 1;
    }
    (pdf.add_object(dictionary! { "Nums" => numbers }), next)
}

/// The stretches of each element and cell, in reading order.
fn stretches(marked: &[Vec<Marked>]) -> BTreeMap<ContentTag, Vec<TaggedStretch>> {
    let mut stretches = BTreeMap::<ContentTag, Vec<TaggedStretch>>::new();
    for (page, marked) in marked.iter().enumerate() {
        for (number, Marked { tag, link }) in marked.iter().enumerate() {
            stretches.entry(*tag).or_default().push(TaggedStretch { page, number, link: *link });
        }
    }
    stretches
}

/// A tree in the making.
struct Tree<'a> {
    pdf: &'a mut Document,
    parts: &'a Parts<'a>,
    /// By page, then by number, the element that each stretch is a part of.
    owners: Vec<Vec<ObjectId>>,
    /// By link, its element.
    link_owners: Vec<ObjectId>,
}

impl Tree<'_> {
    /// An element with its stretches below another.
    fn element(
        &mut self,
        kind: &str,
        parent: ObjectId,
        stretches: &[TaggedStretch],
        attributes: Option<Dictionary>,
    ) -> ObjectId {
        let id = self.pdf.new_object_id();
        let mut element = dictionary! { "S" => kind, "P" => parent };
        if let Some(first) = stretches.first() {
            element.set("Pg", self.parts.pages[first.page]);
            let mut kids: Vec<Object> = Vec::new();
            for stretches in stretches.chunk_by(|a, b| a.link.is_some() && a.link == b.link) {
                match stretches.first().and_then(|stretch| stretch.link) {
                    Some(link) => kids.push(self.link(id, link, stretches).into()),
                    None => kids.extend(stretches.iter().map(|s| self.stretch(id, s, first.page))),
                }
            }
            let only = if kids.len() == 1 { kids.pop() } else { None };
            element.set("K", only.unwrap_or(Object::Array(kids)));
        }
        if let Some(attributes) = attributes {
            element.set("A", attributes);
        }
        self.pdf.set_object(id, element);
        id
    }

    /// A reference to a stretch, on the element's own page by its number alone.
    fn stretch(&mut self, owner: ObjectId, stretch: &TaggedStretch, page: usize) -> Object {
        self.owners[stretch.page][stretch.number] = owner;
        let number = i64::try_from(stretch.number).unwrap_or(i64::MAX);
        if stretch.page == page {
            return number.into();
        }
        let dictionary = dictionary! {
            "Type" => "MCR",
            "Pg" => self.parts.pages[stretch.page],
            "MCID" => number,
        };
        dictionary.into()
    }

    /// The words of a link and its annotation.
    fn link(&mut self, parent: ObjectId, link: usize, stretches: &[TaggedStretch]) -> ObjectId {
        let id = self.pdf.new_object_id();
        let page = stretches.first().map_or(0, |stretch| stretch.page);
        let mut kids: Vec<Object> =
            stretches.iter().map(|stretch| self.stretch(id, stretch, page)).collect();
        let annotation = dictionary! {
            "Type" => "OBJR",
            "Obj" => self.parts.links[link],
            "Pg" => self.parts.pages[page],
        };
        kids.push(annotation.into());
        self.link_owners[link] = id;
        let pg = self.parts.pages[page];
        let element = dictionary! { "S" => "Link", "P" => parent, "Pg" => pg, "K" => kids };
        self.pdf.set_object(id, element);
        id
    }

    /// Says on which page an element begins.
    fn set_page(&self, element: &mut Dictionary, page: Option<usize>) {
        if let Some(page) = page.and_then(|page| self.parts.pages.get(page)) {
            element.set("Pg", *page);
        }
    }

    /// A table, its rows and cells, whatever pages they are on.
    fn table(
        &mut self,
        parent: ObjectId,
        element: usize,
        table: &TableElement,
        stretches: &mut BTreeMap<ContentTag, Vec<TaggedStretch>>,
    ) -> ObjectId {
        let id = self.pdf.new_object_id();
        let mut rows: Vec<Object> = Vec::new();
        let mut table_page = None;
        let cells: Vec<(usize, &CellElement)> = table.cells.iter().enumerate().collect();
        for row in cells.chunk_by(|(_, a), (_, b)| a.row == b.row) {
            let row_id = self.pdf.new_object_id();
            let mut kids: Vec<Object> = Vec::new();
            let mut row_page = None;
            for (index, cell) in row {
                let tag = ContentTag { element, cell: *index };
                let stretches = stretches.remove(&tag).unwrap_or_default();
                row_page = row_page.or(stretches.first().map(|stretch| stretch.page));
                let kind = if cell.role == CellRole::Data { "TD" } else { "TH" };
                kids.push(self.element(kind, row_id, &stretches, attributes(cell)).into());
            }
            let mut dictionary = dictionary! { "S" => "TR", "P" => id, "K" => kids };
            self.set_page(&mut dictionary, row_page);
            table_page = table_page.or(row_page);
            self.pdf.set_object(row_id, dictionary);
            rows.push(row_id.into());
        }
        let summary = dictionary! { "O" => "Table", "Summary" => text_string(&archive::plain(&table.summary)) };
        let mut dictionary =
            dictionary! { "S" => "Table", "P" => parent, "K" => rows, "A" => summary };
        self.set_page(&mut dictionary, table_page);
        self.pdf.set_object(id, dictionary);
        id
    }
}

/// Scope and spans of a cell; nothing for a figure of one row and column.
fn attributes(cell: &CellElement) -> Option<Dictionary> {
    let mut attributes = dictionary! { "O" => "Table" };
    match cell.role {
        CellRole::ColumnHeader => attributes.set("Scope", "Column"),
        CellRole::RowHeader => attributes.set("Scope", "Row"),
        CellRole::Data => {}
    }
    for (key, count) in [("RowSpan", cell.rows), ("ColSpan", cell.columns)] {
        if count > 1 {
            attributes.set(key, i64::try_from(count).unwrap_or(i64::MAX));
        }
    }
    (attributes.len() > 1).then_some(attributes)
}
