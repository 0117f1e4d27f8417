//! Pages → PDF 1.7, as PDF/A-2a and PDF/UA-1 have it.
//!
//! printpdf turns faces, operations and pages into PDF objects. Three things are done around it:
//! `faces` cuts the faces first, since printpdf would embed them whole; `content` says a page
//! in as few operations as it can, and marks what each stretch of it is; `structure` says the same
//! of the whole file; `finish` then puts right what printpdf says about the whole
//! file (version, dates, outline, links, what an archive wants) and compresses it.

mod archive;
mod content;
mod faces;
mod finish;
mod links;
mod outline;
mod structure;
mod unicode;

use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use crate::font::Fonts;
use crate::layout::page::LaidOut;

use self::faces::Faces;
use self::finish::Rest;

/// Writes a laid-out document as PDF/A-2a and PDF/UA-1; the same document gives the same bytes.
#[must_use]
pub fn pdf(document: &LaidOut, fonts: &Fonts) -> Vec<u8> {
    let faces = Faces::new(document, fonts);
    // The title and the paper are said again, exactly, in `finish`.
    let mut pdf = PdfDocument::new(&document.title);
    let links = links::links(document, fonts);
    let mut marked = Vec::with_capacity(document.pages.len());
    for (index, page) in document.pages.iter().enumerate() {
        let stretches = links::stretches(&links, index);
        let (operations, on_page) = content::operations(page, document, &stretches, &faces);
        pdf.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), operations));
        marked.push(on_page);
    }
    let (fonts_used, traits) = faces.into_resources();
    pdf.resources.fonts = fonts_used;
    // The warnings are about built-in faces and colours, of which there are none here.
    let objects = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    finish::finish(objects, &Rest { document, traits: &traits, links: &links, marked: &marked })
}
