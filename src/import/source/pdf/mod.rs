//! A PDF with text → paragraphs and tables, by where the characters and the rules are.

mod beside;
mod content;
mod filters;
mod fonts;
mod inflate_limit;
mod ink;
mod layers;
mod page;
mod process;
mod prose;
mod ruled_tables;
mod split_rows;
mod streams;
mod unruled_tables;
mod watermarks;
mod widgets;

use hayro_font::kurbo::Affine;
use hayro_syntax::content::TypedIter;
use hayro_syntax::object::dict::keys::CONTENTS;
use hayro_syntax::object::{Array, Object, Stream};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::import::Problem;
use crate::import::source::flow::{FlowItem, FlowText, MAX_CELLS};
use content::{ContentReader, MAX_OPERATIONS, PdfDocument};
use fonts::DocumentFaces;
use layers::Layers;
pub use process::{CancelReading, serve};

use page::{PdfGlyph, PdfPage};
use streams::Streams;

/// A report has some ten pages.
const MAX_PAGES: usize = 500;

/// Fewer characters than this on all pages are a stamp on a scan.
const MIN_TEXT: usize = 50;

/// More paths than this on pages without text are the outlines of letters.
const MIN_OUTLINES: usize = 200;

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
        return Err(without_text(&pages, characters));
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

/// What a PDF with hardly any text is.
fn without_text(pages: &[PdfPage], characters: usize) -> Problem {
    let paths: usize = pages.iter().map(|page| page.paths).sum();
    if pages.is_empty() {
        Problem::BrokenPdf
    } else if pages.iter().any(|page| page.has_picture) {
        Problem::Scan
    } else if paths > MIN_OUTLINES {
        Problem::Outlines
    } else if characters > 0 {
        Problem::FewCharacters
    } else {
        Problem::BlankPdf
    }
}

fn pages(pdf: &Pdf) -> Result<Vec<PdfPage>, Problem> {
    if pdf.pages().len() > MAX_PAGES {
        return Err(Problem::TooMany);
    }
    let mut document = PdfDocument {
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
        widgets::draw(source.raw(), upright, &mut document, &mut page, source.resources())?;
        let width = page.turn_upright(f64::from(width));
        page.reveal();
        watermarks::part(&mut page);
        beside::mark(&mut page);
        page.mark_cut(width);
        items += page.glyphs.len() + page.rules.len();
        if items > MAX_ITEMS {
            return Err(Problem::TooMany);
        }
        pages.push(page);
    }
    watermarks::part_repeated(&mut pages);
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
mod layer_tests;
#[cfg(test)]
mod tests;
