//! Tables without the sections around them: a form that an office filled in, a workbook.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::agency;
use super::assembler::Assembler;
use super::edition_choice::edition_of;
use crate::edition::{self, Edition};
use crate::import::blocks::{Block, MergedTable, SourceText, TextLine};
use crate::import::imported::Imported;
use crate::import::notes::{NoteKind, NoteLog};
use crate::import::provenance::Provenance;
use crate::import::tables::{self, OwnTable, TableRead, Undecided};
use crate::import::vocabulary::figures::is_figure;
use crate::import::vocabulary::labels;
use crate::import::vocabulary::{titles, years};
use crate::report::place::Place;
use crate::report::{Edit, Report};

/// A source with more lines is no form.
const MAX_LINES: usize = 3000;

/// Words of a form's table, its heads and labels, that show that it is there.
const WORDS_OF_A_TABLE: usize = 5;

/// The report whose tables a source has; `None` where it has none of them. What else it says is
/// told, not read.
pub(super) fn report(name: &str, source: &SourceText) -> Option<Imported> {
    if source.lines.len() > MAX_LINES {
        return None;
    }
    let blocks = split(&source.blocks);
    let blocks = blocks.as_ref();
    let paragraphs: Vec<TextLine> = blocks
        .iter()
        .filter(|block| matches!(block, Block::Paragraph(_)))
        .flat_map(Block::lines)
        .collect();
    let title = paragraphs.iter().find(|line| titles::names_report(&line.text));
    let title = title.map(|line| line.text.as_str()).unwrap_or_default();
    let titled = years::title_year(title).map(|year| year.number);
    let said = titled.or_else(|| year_beside(&paragraphs, &source.lines));
    let mut findings = NoteLog::default();
    let (index, _) = edition_of(blocks, said, &mut NoteLog::default());
    let mut own = own_years(edition::all().get(index)?, index, blocks, titled);
    // Of several years the newest is the report's.
    let newest = own.iter().filter_map(|(_, own)| own.newest).max();
    let year = titled.or(newest).or(said);
    let kept = own.last_mut().map(|(_, own)| std::mem::take(&mut own.kept));
    let blocks = kept.as_deref().unwrap_or(blocks);
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
    let named = titles::agency(title);
    let agency = agency::of_form(&source.lines);
    let provenance =
        Provenance { kind: source.kind, lines: source.lines.clone(), ..Provenance::default() };
    let report = Report::blank(Arc::clone(edition), &named, year.unwrap_or(0));
    let mut filler =
        Assembler { report, index, findings, provenance, other_heads, in_one: Vec::new() };
    if !titles::is_name(&named) {
        filler.agency(agency, None);
    }
    tell_year(&mut filler, titled, year);
    let unsure: Vec<usize> =
        own.iter().filter(|(_, own)| own.unsure).map(|(table, _)| *table).collect();
    fill(&mut filler, found, blocks);
    filler.look_at(&unsure);
    for (table, own) in own {
        filler.of_other_years(table, own);
    }
    Some(filler.finish(name, source.cleaned.clone(), false))
}

/// Tells where the year comes from, where no title says it.
fn tell_year(filler: &mut Assembler, titled: Option<u16>, year: Option<u16>) {
    if let (None, Some(year)) = (titled, year) {
        let message = format!("年度：{year}（来自表上的文字，请核对）");
        filler.findings.tell(NoteKind::Unsure, Place::Year, message);
    }
    if year.is_none() {
        filler.apply(Edit::Year(None));
        filler.findings.tell(NoteKind::Unsure, Place::Year, "没有找到年度，请填写".to_owned());
    }
}

/// For each table that is there for several years, or for another than the report's, what is to be
/// read; what is kept of the last is what is kept of all.
fn own_years(
    edition: &Edition,
    index: usize,
    blocks: &[Block],
    year: Option<u16>,
) -> Vec<(usize, OwnTable)> {
    let mut found: Vec<(usize, OwnTable)> = Vec::new();
    for (table, form) in edition.tables.iter().enumerate() {
        let here = found.last().map_or(blocks, |(_, own)| own.kept.as_slice());
        let words = &labels::all()[index].tables[table];
        let own = tables::own(&form.name, words, here, year, Undecided::First);
        found.extend(own.map(|own| (table, own)));
    }
    found
}

/// The year that stands above or beside the tables, with the agency's name or with 年度.
fn year_beside(paragraphs: &[TextLine], lines: &[String]) -> Option<u16> {
    let first = |text: &str| Some(years::first_year(text)?.number);
    let above = paragraphs.iter().find_map(|line| first(&line.text));
    above.or_else(|| lines.iter().find_map(|line| first(line)))
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

/// Reads tables that were found; text beside them is told.
pub(super) fn fill(filler: &mut Assembler, found: Vec<(usize, Range<usize>)>, blocks: &[Block]) {
    let (edition, index) = (Arc::clone(filler.report.edition()), filler.index);
    let mut at = 0;
    for (table, group) in found {
        filler.beside(blocks.get(at..group.start).unwrap_or_default());
        let here = blocks.get(group.clone()).unwrap_or_default();
        if let Some(read) = read(&edition, index, table, here, &mut filler.findings) {
            filler.beside(here.get(..read.blocks.start).unwrap_or_default());
            filler.beside(here.get(read.blocks.end..).unwrap_or_default());
            filler.table(read, here);
        }
        at = group.end;
    }
    filler.beside(blocks.get(at..).unwrap_or_default());
}

/// For each table that the source has the blocks in which it stands, in the source's order. A table
/// is there where at least half of its cells are. Several may follow each other without a word
/// between them: what is before and behind one that was found may have another.
pub(super) fn found(
    edition: &Edition,
    index: usize,
    blocks: &[Block],
) -> Vec<(usize, Range<usize>)> {
    let mut groups = groups(blocks);
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    // Beside a table that is surely there a part of another is one, too.
    let twice = (0..edition.tables.len()).map(|table| (table, 2));
    for (table, share) in twice.chain((0..edition.tables.len()).map(|table| (table, 10))) {
        if found.iter().any(|(other, _)| *other == table) || (share > 2 && found.is_empty()) {
            continue;
        }
        let form = &edition.tables[table];
        let cells = |group: &Range<usize>| {
            let here = blocks.get(group.clone()).unwrap_or_default();
            let read = read(edition, index, table, here, &mut NoteLog::default());
            let read = read.filter(|read| read.readings.len() * share >= form.cells.len())?;
            Some((read.readings.len(), own_blocks(&read, here)))
        };
        let read = groups.iter().enumerate().filter_map(|(at, group)| Some((at, cells(group)?)));
        let best = read.max_by_key(|(at, (cells, _))| (*cells, usize::MAX - at));
        let Some((at, (_, own))) = best else { continue };
        let group = groups.remove(at);
        let own = group.start + own.start..group.start + own.end;
        groups.extend([group.start..own.start, own.end..group.end]);
        groups.retain(|group| !group.is_empty());
        found.push((table, own));
    }
    found.sort_by_key(|(_, group)| group.start);
    found
}

/// The blocks of a table that was read, without rows with figures above its first one: they are
/// another's.
fn own_blocks(read: &TableRead, blocks: &[Block]) -> Range<usize> {
    let lines = read.readings.iter().filter_map(|(_, reading)| reading.spot);
    let first = lines.map(|spot| spot.line).min().unwrap_or_default();
    let above = |block: &&Block| block.lines().iter().all(|line| line.number < first);
    let own = blocks.get(read.blocks.clone()).unwrap_or_default();
    let above = own.iter().take_while(above);
    let last = above.enumerate().filter(|(_, block)| has_figures(block)).last();
    read.blocks.start + last.map_or(0, |(at, _)| at + 1)..read.blocks.end
}

fn has_figures(block: &Block) -> bool {
    match block {
        Block::Paragraph(line) => is_figure(&line.text),
        Block::Row(row) => row.cells.iter().any(|cell| is_figure(&cell.text)),
        Block::Grid(_) => false,
    }
}

/// The blocks with a table that is several of a form's taken apart into its rows.
fn split(blocks: &[Block]) -> Cow<'_, [Block]> {
    let is_several = |tiles: &MergedTable| {
        labels::all().iter().any(|form| {
            let known = form.tables.iter().filter(|table| {
                let words = tiles.cells.iter().filter(|tile| table.is_word(&tile.text));
                words.count() >= WORDS_OF_A_TABLE
            });
            known.count() > 1
        })
    };
    let is_mixed = |block: &Block| matches!(block, Block::Grid(tiles) if is_several(tiles));
    if !blocks.iter().any(is_mixed) {
        return Cow::Borrowed(blocks);
    }
    let rows = |block: &Block| match block {
        Block::Grid(tiles) if is_mixed(block) => {
            tiles.to_rows().into_iter().map(Block::Row).collect()
        }
        block => vec![block.clone()],
    };
    Cow::Owned(blocks.iter().flat_map(rows).collect())
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
