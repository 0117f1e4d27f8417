//! A PDF with text → paragraphs and tables, by where the characters and the rules stand.

mod content;
mod filters;
mod fonts;
mod inflate_limit;
mod layers;
mod page;
mod process;
mod prose;
mod ruled_tables;
mod split_rows;
mod streams;
mod unruled_tables;

use hayro_font::kurbo::Affine;
use hayro_syntax::content::TypedIter;
use hayro_syntax::object::dict::keys::CONTENTS;
use hayro_syntax::object::{Array, Object, Stream};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::import::Problem;
use crate::import::source::flow::{FlowItem, FlowText, MAX_CELLS};
use content::{ContentReader, Document, MAX_OPERATIONS};
use fonts::DocumentFaces;
use layers::Layers;
pub use process::{CancelReading, serve};

use page::{PdfGlyph, PdfPage};
use streams::Streams;

/// A report has some ten pages.
const MAX_PAGES: usize = 500;

/// Fewer characters than this on all pages are a stamp on a scan.
const MIN_TEXT: usize = 50;

/// More characters and rules than this no report has.
const MAX_ITEMS: usize = 2_000_000;

/// The paragraphs and tables of a PDF, read in a process of its own.
///
/// # Errors
/// What the file is instead, [`Problem::TooCostly`] where the process had to be ended, or
/// [`Problem::Cancelled`].
pub(crate) fn read(bytes: &[u8], cancel: &CancelReading) -> Result<FlowText, Problem> {
    process::read(bytes, cancel)
}

/// The paragraphs and tables of a PDF, read in this process.
fn read_here(bytes: &[u8]) -> Result<FlowText, Problem> {
    inflate_limit::check(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => Problem::LockedPdf,
        _ => Problem::BrokenPdf,
    })?;
    let mut pages = pages(&pdf)?;
    let characters: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    if characters < MIN_TEXT {
        return Err(if pages.is_empty() { Problem::BrokenPdf } else { Problem::Scan });
    }
    let prose::Margins { mut beside, numbers } = prose::take_margins(&mut pages);
    for page in &pages {
        let turned = page.turned.trim();
        if !turned.is_empty() && !beside.iter().any(|told| told == turned) {
            beside.push(turned.to_owned());
        }
    }
    let mut pieces: Vec<FlowItem> = Vec::new();
    let mut prose = prose::Prose::new(&pages);
    for page in pages {
        let (forms, rest) = ruled_tables::read(page)?;
        let mut forms = forms.into_iter().peekable();
        for line in unruled_tables::cells(prose::lines(rest)) {
            while let Some(form) = forms.next_if(|form| form.top < line.y) {
                prose.close(&mut pieces);
                split_rows::push(&mut pieces, form.table);
            }
            prose.line(line, &mut pieces);
        }
        for form in forms {
            prose.close(&mut pieces);
            split_rows::push(&mut pieces, form.table);
        }
        prose.end_page();
    }
    prose.close(&mut pieces);
    let mut words = FlowText { pieces, beside, ..FlowText::default() };
    words.page_numbers(&numbers);
    Ok(words)
}

fn pages(pdf: &Pdf) -> Result<Vec<PdfPage>, Problem> {
    if pdf.pages().len() > MAX_PAGES {
        return Err(Problem::TooMany);
    }
    let mut document = Document {
        faces: DocumentFaces::new(),
        streams: Streams::new(),
        layers: Layers::new(pdf.xref()),
        operations: MAX_OPERATIONS,
    };
    let mut pages = Vec::new();
    let mut items = 0;
    for source in pdf.pages().iter() {
        let (width, height) = source.render_dimensions();
        let upright = Affine::new(source.initial_transform(true).as_coeffs());
        let mut page = PdfPage::new(f64::from(height));
        let content = content(source, &mut document.streams)?;
        ContentReader::new(upright, &mut document, &mut page)
            .read(TypedIter::new(&content), source.resources())?;
        page.mark_cut(f64::from(width));
        items += page.glyphs.len() + page.rules.len();
        if items > MAX_ITEMS {
            return Err(Problem::TooMany);
        }
        pages.push(page);
    }
    Ok(pages)
}

/// The content of a page.
fn content(
    source: &hayro_syntax::page::Page<'_>,
    streams: &mut Streams,
) -> Result<Vec<u8>, Problem> {
    let page = source.raw();
    if let Some(one) = page.get::<Stream<'_>>(CONTENTS) {
        return streams.content(std::iter::once(one));
    }
    let Some(parts) = page.get::<Array<'_>>(CONTENTS) else { return Ok(Vec::new()) };
    streams.content(parts.iter::<Object<'_>>().filter_map(Object::into_stream))
}

/// Characters from left to right as text, with spaces in the gaps.
fn words(glyphs: &[PdfGlyph]) -> String {
    let mut text = String::new();
    for (index, glyph) in glyphs.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| glyphs.get(before));
        let gap = before.is_some_and(|before| is_gap(before, glyph));
        if gap && !text.ends_with(' ') && !glyph.text.starts_with(' ') {
            text.push(' ');
        }
        text.push_str(&glyph.text);
    }
    text
}

/// Whether there is a space between characters: figures are set apart by less than words in lines
/// that are spread to the right edge.
fn is_gap(before: &PdfGlyph, glyph: &PdfGlyph) -> bool {
    let latin = |glyph: &PdfGlyph| glyph.text.chars().all(|c| c.is_ascii_alphanumeric());
    let least = if latin(before) && latin(glyph) { 0.3 } else { 1.0 };
    glyph.x - (before.x + before.width) > least * glyph.size
}

/// No more cells than a report may have.
fn count(cells: usize) -> Result<(), Problem> {
    if cells > MAX_CELLS { Err(Problem::TooMany) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::{Pdf, pages};

    /// The characters and the count of rules on a page with a content; layer 5 is on, 6 is off, and
    /// /F names a form that stands on what is given.
    fn read(content: &str, form_on: &str) -> (String, usize) {
        let form = "BT /A 9 Tf (form) Tj ET";
        let stream = |of: &str, text: &str| {
            format!("<<{of}/Length {}>>stream\n{text}\nendstream endobj\n", text.len())
        };
        let face = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
        let names = "<</On 5 0 R/Off 6 0 R/Any 8 0 R>>";
        let file = format!(
            "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R 6 0 R]\
             /D<</OFF[6 0 R]>>>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R\
             /Resources<</Font<</A {face}>>/Properties {names}/XObject<</F 7 0 R>>>>>>endobj\n\
             4 0 obj{}5 0 obj<</Type/OCG/Name(on)>>endobj\n6 0 obj<</Type/OCG/Name(off)>>endobj\n\
             7 0 obj{}8 0 obj<</Type/OCMD/OCGs[5 0 R 6 0 R]>>endobj\n\
             trailer<</Root 1 0 R>>\n%%EOF",
            stream("", content),
            stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]{form_on}"), form),
        );
        let pdf = Pdf::new(file.into_bytes()).unwrap();
        let page = pages(&pdf).unwrap().remove(0);
        (page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect(), page.rules.len())
    }

    #[test]
    fn what_stands_on_a_layer_that_is_off_is_not_read() {
        let say = |layer: &str| {
            format!("/OC /{layer} BDC BT /A 9 Tf (x) Tj ET 9 9 m 99 9 l S EMC BT (y) Tj ET")
        };
        assert_eq!(read(&say("On"), ""), ("xy".into(), 1));
        assert_eq!(read(&say("Off"), ""), ("y".into(), 0));
        // One of several is on.
        assert_eq!(read(&say("Any"), ""), ("xy".into(), 1));
        for (on, text) in [
            ("", "form"),
            ("/OC 5 0 R", "form"),
            ("/OC 6 0 R", ""),
            ("/OC<</Type/OCMD/OCGs 6 0 R>>", ""),
            ("/OC<</Type/OCMD/P/AllOff/OCGs 6 0 R>>", "form"),
        ] {
            assert_eq!(read("/F Do", on), (text.into(), 0), "{on}");
        }
    }

    #[test]
    fn a_content_brings_back_only_what_it_kept() {
        let sizes = "Q BT /A 9 Tf ET q BT /A 20 Tf ET Q BT (a) Tj ET";
        assert_eq!(read(sizes, "").0, "a");
        // A rule is one whether it is stroked, filled or a box; a path may begin with a line.
        for path in ["9 9 m 99 9 l S", "9 9 90 1 re f", "9 9 l 99 9 l S", "9 9 m 9 99 l b"] {
            assert!(read(path, "").1 >= 1, "{path}");
        }
    }
}
