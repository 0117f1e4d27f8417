//! Last stage: blocks → a report. Title and lead-in before the first heading ([`title`]), the six
//! sections in order ([`outline`]), who signs at the end ([`signature`]), the edition by the words
//! of the tables ([`edition_choice`]); then each section's prose and table ([`assembler`]).

mod account;
mod agency;
mod annex;
mod assembler;
mod edition_choice;
mod end_lists;
mod foreign;
mod other;
mod outline;
mod section_tables;
mod several;
mod signature;
mod tables_only;
mod title;
mod year;

use std::ops::Range;
use std::sync::Arc;

use crate::edition;
use crate::import::blocks::{Block, SourceText, TextLine};
use crate::import::error::Problem;
use crate::import::imported::Imported;
use crate::import::notes::{NoteKind, NoteLog};
use crate::import::provenance::{Provenance, SourceKind};
use crate::import::vocabulary::{folding, titles, years};
use crate::report::Report;
use crate::report::place::Place;
use crate::zh::numeral;
use assembler::Assembler;
use edition_choice::edition_of;
use outline::SectionPart;
use signature::PageEnd;
use year::{SaidYears, year};

/// A document with fewer of the six sections, and without a table of the form's, is another.
const MIN_SECTIONS: usize = 3;

/// The report that blocks make.
///
/// # Errors
/// Where they make none: fewer than three of the six sections and no table.
pub(crate) fn report(name: &str, mut source: SourceText) -> Result<Imported, Problem> {
    let reports = several::reports(&source.blocks);
    if reports.is_empty() {
        return one_report(name, source);
    }
    let chosen = several::chosen(&reports);
    let here = reports[chosen].blocks.clone();
    let mut rest = std::mem::take(&mut source.blocks);
    let behind = rest.split_off(here.end);
    source.blocks = rest.split_off(here.start);
    let mut read = one_report(name, source)?;
    several::tell(&mut read, &reports, chosen, &[rest, behind].concat());
    Ok(read)
}

/// The report of a source that has no more than one.
fn one_report(name: &str, source: SourceText) -> Result<Imported, Problem> {
    let mut parts = outline::parts(&source.blocks);
    if parts.is_empty()
        && let Some(read) = tables_only::report(name, &source)
    {
        let part = other::heads_part_of_year(&source.blocks);
        return if part { Err(Problem::PartOfYear) } else { Ok(read) };
    }
    let SourceText { kind, mut blocks, lines, cleaned, .. } = source;
    let head = parts.first().ok_or_else(|| other::problem(kind, &blocks))?.start();
    let before = blocks.iter().take(head).flat_map(Block::lines).collect();
    let mut front =
        title::front(before, &signature::last_words(blocks.get(head..).unwrap_or_default()));
    let (lead_in, contents) = outline::contents(std::mem::take(&mut front.lead_in));
    front.lead_in = lead_in;
    front.unplaced.extend(contents);
    let first = if parts.iter().any(|part| part.section == 0) {
        Vec::new()
    } else {
        title::without_section_one(&mut front.lead_in)
    };
    let title = joined(&front.title, kind);
    let (PageEnd { signature, aside }, annex) =
        page_end(&mut parts, &mut blocks, &titles::agency(&title));
    let blocks = blocks.as_slice();
    let mut findings = NoteLog::default();
    let prose = || blocks.iter().skip(head).flat_map(Block::lines);
    let said = prose().find_map(|line| years::told_year(&line.text));
    let year = year(&SaidYears::of(&title, &front, &signature, said), &mut findings);
    let (index, other_heads) = edition_of(blocks, year, &mut findings);
    let edition = edition::all().get(index).ok_or(Problem::NoReport)?;
    if lines.iter().map(|line| folding::traditional(line)).sum::<usize>() >= MIN_TRADITIONAL {
        let message = "原文是繁体字，已照原样读入，请改为规范汉字".to_owned();
        findings.tell(NoteKind::Unsure, Place::Report, message);
    }
    let other = other::without_tables(&front, &title, &parts);
    let agency = agency::of_report(&title, &front, &signature, (kind, &lines));
    let own_name = agency::own_name(lines.iter().map(String::as_str));
    let provenance = Provenance { kind, lines, ..Provenance::default() };
    let report = Report::blank(Arc::clone(edition), "", 0);
    let mut filler =
        Assembler { report, index, findings, provenance, other_heads, in_one: Vec::new() };
    let joined_title = front.title.len() > 1;
    filler.agency(agency, own_name);
    filler.heads(front, title, year);
    filler.signature(signature);
    filler.first_without_heading(&first);
    filler.parts(&parts, blocks);
    annex::read(&mut filler, &annex, blocks);
    for line in aside {
        filler.findings.furniture(line.number, line.text);
    }
    let read = filler.finish(name, cleaned, joined_title);
    if read.tables.iter().any(|table| table.read > 0) {
        return Ok(read);
    }
    let is_known = |part: &&SectionPart| part.section == 0 || !part.by_place;
    let few = parts.iter().filter(is_known).count() < MIN_SECTIONS;
    few.then(|| other::problem(kind, blocks)).or(other).map_or(Ok(read), Err)
}

/// Takes the end of the page off the last section, and tells where the tables behind that are.
fn page_end(
    parts: &mut [SectionPart],
    blocks: &mut Vec<Block>,
    agency: &str,
) -> (PageEnd, Range<usize>) {
    // What is annexed stands behind the signature, and is read last.
    let annex = annex::take(parts, blocks);
    let annexed = blocks.split_off(annex.start);
    let end = signature::end(parts, blocks, agency);
    let annex = blocks.len()..blocks.len() + annexed.len();
    blocks.extend(annexed);
    (end, annex)
}

/// Lower bound on traditional characters of the form's in a text that is written in them.
const MIN_TRADITIONAL: usize = 20;

/// The words for the number of lines that a title or a heading took that is one line now.
fn in_lines(count: usize) -> String {
    let lines = match count {
        0 | 1 => return String::new(),
        2 => "两".to_owned(),
        _ => u32::try_from(count).map(numeral).unwrap_or_default(),
    };
    format!("（原文分为{lines}行，已连成一行）")
}

/// A title in one line. Where only a page's width broke it, the space that it was broken at stands
/// at the line's end; elsewhere what stands there means nothing.
fn joined(lines: &[TextLine], kind: SourceKind) -> String {
    let mut title = String::new();
    for (index, line) in lines.iter().enumerate() {
        title.push_str(&line.text);
        if kind == SourceKind::Pdf && line.spaced && index + 1 < lines.len() {
            title.push(' ');
        }
    }
    title
}
