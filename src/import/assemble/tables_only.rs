//! Tables without the sections around them: a form that an office filled in, a workbook.

use std::ops::Range;
use std::sync::Arc;

use super::assembler::Assembler;
use super::edition_choice::edition_of;
use crate::edition::{self, Edition};
use crate::import::blocks::{Block, SourceText, TextLine};
use crate::import::imported::Imported;
use crate::import::notes::{NoteKind, NoteLog};
use crate::import::provenance::Provenance;
use crate::import::tables::{self, TableRead};
use crate::import::vocabulary::labels;
use crate::import::vocabulary::{titles, years};
use crate::report::place::Place;
use crate::report::{Edit, Report};

/// A source with more lines is no form.
const MAX_LINES: usize = 3000;

/// The report whose tables a source has; `None` where it has none of them. What else it says is
/// told, not read.
pub(super) fn report(name: &str, source: &SourceText) -> Option<Imported> {
    if source.lines.len() > MAX_LINES {
        return None;
    }
    let blocks = source.blocks.as_slice();
    let paragraphs: Vec<TextLine> = blocks
        .iter()
        .filter(|block| matches!(block, Block::Paragraph(_)))
        .flat_map(Block::lines)
        .collect();
    let title = paragraphs.iter().find(|line| titles::names_report(&line.text));
    let title = title.map(|line| line.text.as_str()).unwrap_or_default();
    let year = years::title_year(title).map(|year| year.number);
    let mut findings = NoteLog::default();
    let (index, other_heads) = edition_of(blocks, year, &mut findings);
    let edition = edition::all().get(index)?;
    let found = found(edition, index, blocks);
    if found.is_empty() {
        return None;
    }
    findings.tell(
        NoteKind::Unsure,
        Place::Report,
        "原文只有表格，没有各部分的标题，只读入表中的数字，文字请填写".to_owned(),
    );
    let agency = titles::agency(title);
    let provenance =
        Provenance { kind: source.kind, lines: source.lines.clone(), ..Provenance::default() };
    let report = Report::blank(Arc::clone(edition), &agency, year.unwrap_or(0));
    let mut filler =
        Assembler { report, index, findings, provenance, other_heads, in_one: Vec::new() };
    if year.is_none() {
        filler.apply(Edit::Year(None));
        filler.findings.tell(NoteKind::Unsure, Place::Year, "没有找到年度，请填写".to_owned());
    }
    let mut at = 0;
    for (table, group) in found {
        filler.beside(blocks.get(at..group.start).unwrap_or_default());
        let here = blocks.get(group.clone()).unwrap_or_default();
        if let Some(read) = read(edition, index, table, here, &mut filler.findings) {
            filler.beside(here.get(..read.blocks.start).unwrap_or_default());
            filler.beside(here.get(read.blocks.end..).unwrap_or_default());
            filler.table(read, here);
        }
        at = group.end;
    }
    filler.beside(blocks.get(at..).unwrap_or_default());
    Some(filler.finish(name, source.cleaned.clone(), false))
}

fn read(
    edition: &Edition,
    index: usize,
    table: usize,
    blocks: &[Block],
    findings: &mut NoteLog,
) -> Option<TableRead> {
    tables::read(edition, table, &labels::all()[index].tables[table], blocks, findings)
}

/// For each table that the source has the blocks in which it stands, in the source's order. A table
/// is there where at least half of its cells are.
fn found(edition: &Edition, index: usize, blocks: &[Block]) -> Vec<(usize, Range<usize>)> {
    let mut groups = groups(blocks);
    let mut found = Vec::new();
    for (table, form) in edition.tables.iter().enumerate() {
        let cells = |group: &Range<usize>| {
            let here = blocks.get(group.clone()).unwrap_or_default();
            let read = read(edition, index, table, here, &mut NoteLog::default());
            read.map_or(0, |read| read.readings.len())
        };
        let best = groups
            .iter()
            .map(cells)
            .enumerate()
            .max_by_key(|(at, cells)| (*cells, usize::MAX - at));
        if let Some((at, _)) = best.filter(|(_, cells)| cells * 2 >= form.cells.len()) {
            found.push((table, groups.remove(at)));
        }
    }
    found.sort_by_key(|(_, group)| group.start);
    found
}

/// Each table with merged cells alone, and the rows and paragraphs between them together.
fn groups(blocks: &[Block]) -> Vec<Range<usize>> {
    let is_grid = |block: &Block| matches!(block, Block::Grid(_));
    let mut groups = Vec::new();
    let mut start = 0;
    for run in blocks.chunk_by(|a, b| !is_grid(a) && !is_grid(b)) {
        groups.push(start..start + run.len());
        start += run.len();
    }
    groups
}
