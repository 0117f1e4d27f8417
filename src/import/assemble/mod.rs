//! Last stage: blocks → a report. Title and lead-in before the first heading ([`title`]), the six
//! sections in order ([`outline`]), who signs at the end ([`signature`]), the edition by the words
//! of the tables ([`edition_choice`]); then each section's prose and table ([`assembler`]).

mod assembler;
mod edition_choice;
mod outline;
mod signature;
mod title;

use std::sync::Arc;

use crate::edition;
use crate::import::Imported;
use crate::import::blocks::{Block, SourceText, TextLine};
use crate::import::notes::{NoteKind, NoteLog};
use crate::import::provenance::{Provenance, SourceKind};
use crate::import::vocabulary::{titles, years};
use crate::report::place::Place;
use crate::report::{self, Report};
use crate::zh::numeral;
use assembler::Assembler;
use edition_choice::edition_of;
use signature::SignatureLines;
use title::FrontMatter;

/// The report that blocks make; `None` where they make none.
pub(crate) fn report(name: &str, source: SourceText) -> Option<Imported> {
    let SourceText { kind, blocks, lines, cleaned } = source;
    let blocks = blocks.as_slice();
    let mut parts = outline::parts(blocks);
    let head = parts.first()?.start();
    let before = blocks.iter().take(head).flat_map(Block::lines).collect();
    let mut front =
        title::front(before, &signature::last_words(blocks.get(head..).unwrap_or_default()));
    let (lead_in, contents) = outline::contents(std::mem::take(&mut front.lead_in));
    front.lead_in = lead_in;
    front.unplaced.extend(contents);
    if parts.len() < 2 && front.title.is_empty() {
        return None;
    }
    let title = joined(&front.title, kind);
    let agency = titles::agency(&title);
    let tail = signature::tail(&mut parts, blocks);
    let signature = signature::sign(&mut parts, blocks, &agency);
    let mut findings = NoteLog::default();
    let prose = blocks.iter().skip(head).flat_map(Block::lines);
    let said =
        prose.filter_map(|line| years::first_year(&line.text)).map(|year| year.number).next();
    let year = year(&title, &front, &signature, said, &mut findings);
    let (index, other_heads) = edition_of(blocks, year, &mut findings);
    let edition = Arc::clone(edition::all().get(index)?);
    let provenance = Provenance { kind, lines, ..Provenance::default() };
    let mut filler = Assembler {
        report: Report::blank(edition, "", 0),
        index,
        findings,
        provenance,
        other_heads,
    };
    let joined_title = front.title.len() > 1;
    filler.heads(front, title, agency, year);
    filler.signature(signature);
    filler.parts(&parts, blocks);
    for line in tail {
        filler.findings.unplaced(line.number, line.text);
    }
    Some(filler.finish(name, cleaned, joined_title))
}

/// In how many lines a title or a heading stands that is one line now.
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
    if let Some(year) = years::first_year(title).map(|year| year.number).or(lead_in) {
        findings.tell(NoteKind::Found, Place::Year, format!("年度：{year}"));
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
