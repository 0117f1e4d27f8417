//! What printpdf says about the whole file, put right; and the bytes.
//!
//! printpdf writes a 1.3 header, PDF/X keys, dates, a random id, four boxes and empty resources on
//! every page, and bookmarks as one flat list sorted by name. So everything but faces and contents
//! is written anew.

use flate2::{Compress, Compression, FlushCompress};
use lopdf::{
    Dictionary, Object, ObjectId, ObjectStreamConfig, SaveOptions, StringFormat, dictionary,
    text_string,
};

use crate::layout::page::Document;

use super::{PAPER_HEIGHT, PAPER_WIDTH, outline, unicode};

pub(super) fn finish(mut pdf: lopdf::Document, document: &Document) -> Vec<u8> {
    let pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    let id = Object::String(identifier(&pdf, document, &pages), StringFormat::Hexadecimal);
    unicode::tighten(&mut pdf);
    let tree = page_tree(&mut pdf, &pages);
    let catalog = catalog(&mut pdf, document, &pages, tree);
    let info = pdf.add_object(dictionary! {
        "Title" => text_string(&document.title),
        "Author" => text_string(&document.author),
        "Producer" => text_string("nianbao"),
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

/// The pages again, with paper and faces said once, where they inherit them.
fn page_tree(pdf: &mut lopdf::Document, pages: &[ObjectId]) -> ObjectId {
    let tree = pdf.new_object_id();
    let resources = pages.first().map_or(Object::Null, |page| entry(pdf, *page, b"Resources"));
    let faces = resources.as_reference().and_then(|id| pdf.get_dictionary(id)?.get(b"Font"));
    let resources = match faces {
        Ok(faces) => dictionary! { "Font" => faces.clone() },
        Err(_) => Dictionary::new(),
    };
    for page in pages {
        let contents = entry(pdf, *page, b"Contents");
        let dictionary = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => contents };
        pdf.set_object(*page, dictionary);
    }
    let kids: Vec<Object> = pages.iter().map(|page| (*page).into()).collect();
    let paper = [0.0, 0.0, PAPER_WIDTH.to_pt(), PAPER_HEIGHT.to_pt()];
    let paper: Vec<Object> = paper.into_iter().map(Object::from).collect();
    let dictionary = dictionary! {
        "Type" => "Pages",
        "Count" => i64::try_from(pages.len()).unwrap_or(i64::MAX),
        "Kids" => kids,
        "MediaBox" => paper,
        "Resources" => resources,
    };
    pdf.set_object(tree, dictionary);
    tree
}

fn catalog(
    pdf: &mut lopdf::Document,
    document: &Document,
    pages: &[ObjectId],
    tree: ObjectId,
) -> ObjectId {
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "Lang" => text_string("zh-CN"),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
    };
    if let Some(outline) = outline::write(pdf, &document.outline, pages) {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    pdf.add_object(catalog)
}

/// A file identifier that only what the file says decides.
fn identifier(pdf: &lopdf::Document, document: &Document, pages: &[ObjectId]) -> Vec<u8> {
    let contents: Vec<&[u8]> = pages
        .iter()
        .filter_map(|page| entry(pdf, *page, b"Contents").as_reference().ok())
        .filter_map(|id| Some(pdf.get_object(id).ok()?.as_stream().ok()?.content.as_slice()))
        .collect();
    let names = [document.title.as_bytes(), document.author.as_bytes()];
    fnv(names.into_iter().chain(contents).flatten().copied()).to_be_bytes().to_vec()
}

/// The 128-bit FNV-1a hash: unlike the standard library's, the same with every compiler.
pub(super) fn fnv(bytes: impl Iterator<Item = u8>) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

fn save(mut pdf: lopdf::Document) -> Vec<u8> {
    deflate(&mut pdf);
    let options = SaveOptions {
        use_object_streams: true,
        use_xref_streams: true,
        object_stream_config: ObjectStreamConfig {
            max_objects_per_stream: usize::MAX,
            compression_level: 6,
        },
        ..SaveOptions::default()
    };
    let mut bytes = Vec::new();
    pdf.save_with_options(&mut bytes, options).expect("memory takes what is written to it");
    bytes
}

/// Compresses every stream, with one compressor: to make one takes longer than a page's content.
fn deflate(pdf: &mut lopdf::Document) {
    // 7 is as fast as 6 on outlines, and smaller.
    let mut compressor = Compress::new(Compression::new(7), true);
    for object in pdf.objects.values_mut() {
        if let Object::Stream(stream) = object {
            // Room for content that does not shrink, so that one call takes it all.
            let mut deflated = Vec::with_capacity(stream.content.len() * 9 / 8 + 64);
            compressor.reset();
            compressor
                .compress_vec(&stream.content, &mut deflated, FlushCompress::Finish)
                .expect("a compressor that was just reset takes what it is given");
            stream.set_content(deflated);
            stream.dict.set("Filter", "FlateDecode");
        }
    }
}
