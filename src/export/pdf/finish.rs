//! What printpdf says about the whole file, put right; and the bytes.
//!
//! printpdf writes a 1.3 header, PDF/X keys, dates, a random id, four boxes and empty resources on
//! every page, and bookmarks as one flat list sorted by name; it takes every face for a Latin one.
//! So everything but font programs and contents is written anew.

use std::collections::BTreeMap;

use flate2::{Compress, Compression, FlushCompress};
use lopdf::{
    Dictionary, Object, ObjectId, ObjectStreamConfig, SaveOptions, StringFormat, dictionary,
    text_string,
};

use crate::layout::page::LaidOut;

use super::super::hash::fnv;
use super::content::Marked;
use super::faces::Traits;
use super::links::Link;
use super::structure::{self, Parts};
use super::{archive, links, outline, unicode};

const PRODUCER: &str = "nianbao";

/// What is beside faces and contents.
pub(super) struct Rest<'a> {
    pub document: &'a LaidOut,
    /// By the name of the cut.
    pub traits: &'a BTreeMap<String, Traits>,
    pub links: &'a [Link],
    /// By page, what each marked stretch of its content is.
    pub marked: &'a [Vec<Marked>],
}

pub(super) fn finish(mut pdf: lopdf::Document, rest: &Rest<'_>) -> Vec<u8> {
    let document = rest.document;
    let pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    let id = identifier(&pdf, rest, &pages);
    let id = Object::String(id, StringFormat::Hexadecimal);
    unicode::tighten(&mut pdf);
    describe(&mut pdf, rest.traits);
    let annotations = links::annotations(&mut pdf, rest.links, pages.len(), document.paper);
    let tree = page_tree(&mut pdf, rest, &pages, &annotations);
    let structure = structure::write(
        &mut pdf,
        &Parts {
            elements: &document.elements,
            marked: rest.marked,
            pages: &pages,
            links: &annotations,
        },
    );
    let catalog = catalog(&mut pdf, document, &pages, tree, structure);
    let info = pdf.add_object(dictionary! {
        "Title" => text_string(&archive::plain(&document.title)),
        "Author" => text_string(&archive::plain(&document.author)),
        "Producer" => text_string(PRODUCER),
    });
    pdf.trailer = dictionary! { "Root" => catalog, "Info" => info, "ID" => vec![id.clone(), id] };
    "1.7".clone_into(&mut pdf.version);
    pdf.prune_objects();
    pdf.renumber_objects();
    save(pdf)
}

/// What a page's dictionary holds under a key.
fn entry(pdf: &lopdf::Document, page: ObjectId, key: &[u8]) -> Object {
    let dictionary = pdf.get_dictionary(page).ok();
    dictionary.and_then(|page| page.get(key).ok()).cloned().unwrap_or(Object::Null)
}

/// Puts right what is said about each face.
fn describe(pdf: &mut lopdf::Document, traits: &BTreeMap<String, Traits>) {
    for object in pdf.objects.values_mut() {
        let Ok(descriptor) = object.as_dict_mut() else { continue };
        let name = descriptor.get(b"FontName").and_then(Object::as_name).map(<[u8]>::to_vec);
        let Some(name) = name.ok().and_then(|name| String::from_utf8(name).ok()) else { continue };
        if let Some(traits) = traits.get(&name) {
            descriptor.set("Flags", traits.flags);
            descriptor.set("CapHeight", traits.cap_height);
        }
    }
}

/// The pages again, with paper said once, where they inherit it. Faces are named on each page:
/// PDF/A lets no content inherit what it draws with.
fn page_tree(
    pdf: &mut lopdf::Document,
    rest: &Rest<'_>,
    pages: &[ObjectId],
    annotations: &[ObjectId],
) -> ObjectId {
    let tree = pdf.new_object_id();
    let resources = pages.first().map_or(Object::Null, |page| entry(pdf, *page, b"Resources"));
    let faces = resources.as_reference().and_then(|id| pdf.get_dictionary(id)?.get(b"Font"));
    let resources = match faces {
        Ok(faces) => dictionary! { "Font" => faces.clone() },
        Err(_) => Dictionary::new(),
    };
    let resources = pdf.add_object(resources);
    for (index, page) in pages.iter().enumerate() {
        let contents = entry(pdf, *page, b"Contents");
        let mut dictionary = dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "Resources" => resources,
            "Contents" => contents,
            "StructParents" => i64::try_from(index).unwrap_or(i64::MAX),
            // In the order of the structure.
            "Tabs" => "S",
        };
        let links = links::on_page(rest.links, annotations, index);
        if !links.is_empty() {
            dictionary.set("Annots", links);
        }
        pdf.set_object(*page, dictionary);
    }
    let kids: Vec<Object> = pages.iter().map(|page| (*page).into()).collect();
    let paper = [0.0, 0.0, rest.document.paper.width.to_pt(), rest.document.paper.height.to_pt()];
    let paper: Vec<Object> = paper.into_iter().map(Object::from).collect();
    let dictionary = dictionary! {
        "Type" => "Pages",
        "Count" => i64::try_from(pages.len()).unwrap_or(i64::MAX),
        "Kids" => kids,
        "MediaBox" => paper,
    };
    pdf.set_object(tree, dictionary);
    tree
}

fn catalog(
    pdf: &mut lopdf::Document,
    document: &LaidOut,
    pages: &[ObjectId],
    tree: ObjectId,
    structure: ObjectId,
) -> ObjectId {
    let metadata = archive::metadata(&document.title, &document.author, PRODUCER);
    let metadata = pdf.add_object(metadata);
    let intent = archive::output_intent(pdf);
    // 1, 2, 3, as the pages have it printed, whatever page a reader's window is on.
    let numbers = vec![0.into(), dictionary! { "S" => "D" }.into()];
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "Lang" => text_string("zh-CN"),
        "PageLabels" => dictionary! { "Nums" => numbers },
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "Metadata" => metadata,
        "OutputIntents" => vec![intent.into()],
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => structure,
    };
    if let Some(outline) = outline::write(pdf, document, pages) {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    pdf.add_object(catalog)
}

/// A file identifier that only what the file says decides.
fn identifier(pdf: &lopdf::Document, rest: &Rest<'_>, pages: &[ObjectId]) -> Vec<u8> {
    let contents: Vec<&[u8]> = pages
        .iter()
        .filter_map(|page| entry(pdf, *page, b"Contents").as_reference().ok())
        .filter_map(|id| Some(pdf.get_object(id).ok()?.as_stream().ok()?.content.as_slice()))
        .collect();
    let names = [rest.document.title.as_bytes(), rest.document.author.as_bytes()];
    // A cut's name names the face and the characters.
    let faces = rest.traits.keys().map(String::as_bytes);
    let parts = names.into_iter().chain(faces).chain(contents);
    fnv(parts.flatten().copied()).to_be_bytes().to_vec()
}

fn save(mut pdf: lopdf::Document) -> Vec<u8> {
    deflate(&mut pdf);
    // How objects are put together decides how the streams end that hold them.
    let written = [usize::MAX, 300, 200, 150].into_iter().map(|objects| packed(&mut pdf, objects));
    let mut last = Vec::new();
    for bytes in written {
        if !ends_in_a_line_end(&bytes) {
            return bytes;
        }
        last = bytes;
    }
    last
}

/// The file, with `objects` objects to a stream.
fn packed(pdf: &mut lopdf::Document, objects: usize) -> Vec<u8> {
    let options = SaveOptions {
        use_object_streams: true,
        use_xref_streams: true,
        object_stream_config: ObjectStreamConfig {
            max_objects_per_stream: objects,
            compression_level: 6,
        },
        ..SaveOptions::default()
    };
    let mut bytes = Vec::new();
    pdf.save_with_options(&mut bytes, options).expect("memory takes what is written to it");
    bytes
}

/// Whether a stream's data end in a carriage return, and only a line feed follows: see `deflate`.
fn ends_in_a_line_end(bytes: &[u8]) -> bool {
    const END: &[u8] = b"\r\nendstream";
    let found = bytes.windows(END.len()).enumerate().filter(|(_, window)| *window == END);
    found.into_iter().any(|(at, _)| at == 0 || bytes[at - 1] != b'\r')
}

/// Compresses every stream, with one compressor: to make one takes longer than a page's content.
fn deflate(pdf: &mut lopdf::Document) {
    // 7 is as fast as 6 on outlines, and smaller.
    let mut compressor = Compress::new(Compression::new(7), true);
    for object in pdf.objects.values_mut() {
        if let Object::Stream(stream) = object
            && !stream.dict.has_type(b"Metadata")
        {
            // Room for content that does not shrink, so that one call takes it all.
            let mut deflated = Vec::with_capacity(stream.content.len() * 9 / 8 + 64);
            compressor.reset();
            compressor
                .compress_vec(&stream.content, &mut deflated, FlushCompress::Finish)
                .expect("a compressor that was just reset takes what it is given");
            let ends_line = deflated.last() == Some(&b'\r');
            stream.set_content(deflated);
            // With the line feed before `endstream` it would be taken for the end of a line, and the
            // data for a byte shorter than they say; so there is a line end of both.
            if ends_line {
                stream.content.push(b'\r');
            }
            stream.dict.set("Filter", "FlateDecode");
        }
    }
}
