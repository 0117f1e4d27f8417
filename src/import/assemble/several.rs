//! Several reports in one source, as on a page that has those of all years, or of all units.
//!
//! One is read: the report of the newest year, since that is the one that the next is made from; of
//! those of one year the first. Which, and where the others begin, is told.

use std::ops::Range;

use super::account;
use super::outline::only_line;
use crate::import::blocks::{Block, TextLine};
use crate::import::imported::Imported;
use crate::import::notes::{Note, NoteKind};
use crate::import::provenance::Spot;
use crate::import::vocabulary::headings::sure_heading;
use crate::import::vocabulary::titles;
use crate::import::vocabulary::years::title_year;
use crate::report::place::Place;

/// Lower bound on headings that are a report's.
const MIN_HEADINGS: usize = 4;

/// Lower bound on sections that two reports have both.
const MIN_SHARED: usize = 3;

/// Lower bound on blocks between a report's headings; a list of contents has none.
const MIN_BETWEEN: usize = 2;

/// A title stands in no more blocks than this before the first heading.
const MAX_BEFORE: usize = 60;

/// A report of several.
#[derive(Debug)]
pub(super) struct OneOfSeveral {
    pub blocks: Range<usize>,
    /// Its title; empty where none was found.
    pub title: String,
    pub year: Option<u16>,
}

/// The reports that a source has, where there is more than one.
pub(super) fn reports(blocks: &[Block]) -> Vec<OneOfSeveral> {
    let runs = runs(blocks);
    if runs.len() < 2 {
        return Vec::new();
    }
    let mut starts = Vec::new();
    let mut before = 0;
    for run in &runs {
        let first = run.first().map_or(0, |head| head.0);
        let from = first.saturating_sub(MAX_BEFORE).max(before);
        let title = (from..first).rev().find_map(|at| {
            let line = only_title(blocks.get(at)?)?;
            Some((at, line.text))
        });
        let (start, title) = title.unwrap_or((first, String::new()));
        starts.push((if starts.is_empty() { 0 } else { start }, title));
        before = run.last().map_or(before, |head| head.0 + 1);
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([blocks.len()]);
    let ends: Vec<usize> = ends.collect();
    let one = |((start, title), end): ((usize, String), usize)| OneOfSeveral {
        blocks: start..end,
        year: title_year(&title).map(|year| year.number),
        title,
    };
    starts.into_iter().zip(ends).map(one).collect()
}

/// The place of the one that is read: of the newest year the first.
pub(super) fn chosen(reports: &[OneOfSeveral]) -> usize {
    let newest = (0..reports.len()).max_by_key(|at| (reports[*at].year, reports.len() - at));
    newest.unwrap_or(0)
}

/// Tells which report was read, and keeps the lines of the others as such that found no place.
pub(super) fn tell(read: &mut Imported, reports: &[OneOfSeveral], chosen: usize, others: &[Block]) {
    let name = |report: &OneOfSeveral| match report.title.as_str() {
        "" => "没有标题的一份".to_owned(),
        title => format!("“{title}”"),
    };
    let all: Vec<String> = reports.iter().map(name).collect();
    let years: Vec<Option<u16>> = reports.iter().map(|report| report.year).collect();
    let same = years.iter().all(|year| *year == years[0]);
    let why = if same { "排在最前的一份" } else { "年度最近的一份" };
    let message = format!(
        "原文里有 {} 份报告：{}。读入的是第 {} 份（{why}），其余的没有放进报告；要读别的，请把它单独存成一个文件再导入",
        all.len(),
        all.join("、"),
        chosen + 1
    );
    let (line, place, fix) = (None, Some(Place::Report), None);
    read.notes.insert(0, Note { kind: NoteKind::Unsure, line, place, message, fix });
    let kept = read.report.imported.get_or_insert_default();
    for line in others.iter().flat_map(Block::lines) {
        read.provenance.unplaced.push(Spot { line: line.number, column: None });
        kept.unplaced.push(line.text);
    }
    account::again(read);
}

fn only_title(block: &Block) -> Option<TextLine> {
    let [line] = <[TextLine; 1]>::try_from(block.lines()).ok()?;
    titles::is_title(&line.text).then_some(line)
}

/// Headings whose words are sure, in runs that each have a section once: one run a report.
fn runs(blocks: &[Block]) -> Vec<Vec<(usize, usize)>> {
    let mut runs: Vec<Vec<(usize, usize)>> = vec![Vec::new()];
    for (at, block) in blocks.iter().enumerate() {
        let Some(line) = only_line(block) else { continue };
        let Some((section, numeral)) = sure_heading(&line.text) else { continue };
        if numeral.is_some_and(|numeral| numeral.bracketed) {
            continue;
        }
        let run = runs.last_mut();
        match run.filter(|run| run.iter().all(|head| head.1 != section)) {
            Some(run) => run.push((at, section)),
            None => runs.push(vec![(at, section)]),
        }
    }
    let says = |run: &Vec<(usize, usize)>| {
        let span = run.last().zip(run.first()).map_or(0, |(last, first)| last.0 - first.0);
        run.len() >= MIN_HEADINGS && span + 1 >= run.len() + MIN_BETWEEN
    };
    runs.retain(says);
    // A heading that stands twice parts one report into runs that have little in common.
    let shared = |a: &[(usize, usize)], b: &[(usize, usize)]| {
        a.iter().filter(|head| b.iter().any(|other| other.1 == head.1)).count()
    };
    let alike = runs.windows(2).all(|pair| shared(&pair[0], &pair[1]) >= MIN_SHARED);
    if alike { runs } else { Vec::new() }
}
