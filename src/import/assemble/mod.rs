//! Last stage: blocks → a report. Title and lead-in before the first heading ([`title`]), the six
//! sections in order ([`outline`]), who signs at the end ([`signature`]), the edition by the words
//! of the tables ([`edition_choice`]); then each section's prose and table ([`assembler`]).

mod agency;
mod annex;
mod assembler;
mod edition_choice;
mod other;
mod outline;
mod signature;
mod tables_only;
mod title;

use std::sync::Arc;

use crate::edition;
use crate::import::blocks::{Block, SourceText, TextLine};
use crate::import::error::Problem;
use crate::import::imported::Imported;
use crate::import::notes::{NoteKind, NoteLog};
use crate::import::provenance::{Provenance, SourceKind};
use crate::import::vocabulary::{folding, titles, years};
use crate::report::place::Place;
use crate::report::{self, Report};
use crate::zh::numeral;
use assembler::Assembler;
use edition_choice::edition_of;
use signature::SignatureLines;
use title::FrontMatter;

/// A document with fewer of the six sections, and without a table of the form's, is another.
const MIN_SECTIONS: usize = 3;

/// The report that blocks make.
///
/// # Errors
/// Where they make none: fewer than three of the six sections and no table.
pub(crate) fn report(name: &str, source: SourceText) -> Result<Imported, Problem> {
    let mut parts = outline::parts(&source.blocks);
    if parts.is_empty()
        && let Some(read) = tables_only::report(name, &source)
    {
        return Ok(read);
    }
    let SourceText { kind, blocks, lines, cleaned, .. } = source;
    let blocks = blocks.as_slice();
    let head = parts.first().ok_or_else(|| other::problem(kind, blocks))?.start();
    let before = blocks.iter().take(head).flat_map(Block::lines).collect();
    let mut front =
        title::front(before, &signature::last_words(blocks.get(head..).unwrap_or_default()));
    let (lead_in, contents) = outline::contents(std::mem::take(&mut front.lead_in));
    front.lead_in = lead_in;
    front.unplaced.extend(contents);
    let title = joined(&front.title, kind);
    let annex = annex::take(&mut parts, blocks);
    let tail = signature::tail(&mut parts, blocks);
    let signature = signature::sign(&mut parts, blocks, &titles::agency(&title));
    let mut findings = NoteLog::default();
    let prose = || blocks.iter().skip(head).flat_map(Block::lines);
    let said = prose().find_map(|line| years::first_year(&line.text)).map(|year| year.number);
    let year = year(&title, &front, &signature, said, &mut findings);
    let (index, other_heads) = edition_of(blocks, year, &mut findings);
    let edition = edition::all().get(index).ok_or(Problem::NoReport)?;
    if lines.iter().map(|line| folding::traditional(line)).sum::<usize>() >= MIN_TRADITIONAL {
        let message = "原文是繁体字，已照原样读入，请改为规范汉字".to_owned();
        findings.tell(NoteKind::Unsure, Place::Report, message);
    }
    let agency = agency::find(&title, &front, &signature);
    let own_name = agency::own_name(lines.iter().map(String::as_str));
    let provenance = Provenance { kind, lines, ..Provenance::default() };
    let report = Report::blank(Arc::clone(edition), "", 0);
    let mut filler =
        Assembler { report, index, findings, provenance, other_heads, in_one: Vec::new() };
    let joined_title = front.title.len() > 1;
    filler.agency(agency, own_name);
    filler.heads(front, title, year);
    filler.signature(signature);
    filler.parts(&parts, blocks);
    annex::read(&mut filler, &annex, blocks);
    for line in tail {
        filler.findings.furniture(line.number, line.text);
    }
    let read = filler.finish(name, cleaned, joined_title);
    if parts.len() < MIN_SECTIONS && read.tables.iter().all(|table| table.read == 0) {
        return Err(other::problem(kind, blocks));
    }
    Ok(read)
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

/// The report's year: from the title, else the period of the figures, else the day of signing,
/// which is in the year after, else the first year that the sections speak of.
fn year(
    title: &str,
    front: &FrontMatter,
    sign: &SignatureLines,
    said: Option<u16>,
    findings: &mut NoteLog,
) -> Option<u16> {
    let lead_in = front.lead_in.iter().find_map(|line| years::period_year(&line.text));
    let titled = years::title_year(title).map(|year| year.number);
    if let Some(year) = titled.or(lead_in) {
        let from = if titled.is_some() { "" } else { "（来自引言中的统计期限）" };
        findings.tell(NoteKind::Found, Place::Year, format!("年度：{year}{from}"));
        return Some(year);
    }
    let signed = sign.1.as_ref().and_then(|date| years::first_year(&date.text));
    let year = signed.map(|date| date.number - 1).filter(|year| report::YEARS.contains(year));
    let message = match (year, said) {
        (Some(year), _) => format!("标题没有写年度，由成文日期推定为 {year} 年，请核对"),
        (None, Some(year)) => format!("标题没有写年度，由正文推定为 {year} 年，请核对"),
        (None, None) => "没有找到年度，请填写".to_owned(),
    };
    findings.tell(NoteKind::Unsure, Place::Year, message);
    year.or(said)
}
