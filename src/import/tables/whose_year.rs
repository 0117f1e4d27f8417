//! Of which year a table is: a report may have last year's before its own, or both side by side.
//!
//! Where rows of a form come once more with figures, another table begins. The year of a table is said
//! above it, in its head or right behind it; where that does not tell two tables apart, neither is read.

use std::collections::BTreeSet;
use std::ops::Range;

use super::token_rows::is_prose;
use super::year_units::{FormMarks, YearUnit, units};
use super::year_words::{SaidYear, is_about_above};
use crate::import::blocks::Block;
use crate::import::vocabulary::labels::{TableWords, is_word_of_a_form};

/// Lower bound on rows that two tables have both.
const MIN_SHARED: usize = 2;

/// Units in which words behind a table say what it was.
const BEHIND: usize = 3;

/// A caption is quoted up to here.
const MAX_QUOTED: usize = 20;

/// What is to be read of blocks in which a table is there several times, or of another year.
#[derive(Debug)]
pub(crate) struct OwnTable {
    /// The blocks to be read.
    pub kept: Vec<Block>,
    /// What is of another year, or of a year that nobody knows.
    pub aside: Vec<Block>,
    /// What there is to say, in a clerk's words.
    pub told: String,
    /// The figures that are read are to be looked at.
    pub unsure: bool,
    /// The newest year that the tables say.
    pub newest: Option<u16>,
}

/// A table in the units.
struct OneTable {
    marks: BTreeSet<usize>,
    /// From the first of its words to its last figure.
    units: Range<usize>,
}

/// What a table says of its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WhoseYear {
    Own,
    Other,
    /// Several years side by side.
    Several,
    Unsaid,
}

/// A table with what is said of it.
struct DatedTable<'a> {
    whose: WhoseYear,
    /// Whether several years are said in its head.
    in_head: bool,
    caption: Option<(usize, &'a str)>,
    units: Range<usize>,
}

/// What becomes of tables whose years are not told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undecided {
    /// None is read.
    LeftOut,
    /// The first is read, to be looked at: of a workbook nothing else may be left.
    First,
}

/// What is to be read where a table is there several times, or where it says that it is of another
/// year than the report; `None` where there is nothing to choose and nothing to tell.
pub(crate) fn own(
    name: &str,
    words: &TableWords,
    blocks: &[Block],
    year: Option<u16>,
    undecided: Undecided,
) -> Option<OwnTable> {
    let marks = FormMarks::new(words);
    if blocks.iter().any(|block| !marks.ends_within(block).is_empty()) {
        let apart: Vec<Block> = blocks.iter().flat_map(|block| marks.apart(block)).collect();
        // Where that is no other table, the row is to be read as it was.
        return own_of(name, &marks, &apart, year, undecided)
            .filter(|own| !own.aside.is_empty() || own.unsure);
    }
    own_of(name, &marks, blocks, year, undecided)
}

fn own_of(
    name: &str,
    marks: &FormMarks,
    blocks: &[Block],
    year: Option<u16>,
    undecided: Undecided,
) -> Option<OwnTable> {
    let units = units(marks, blocks);
    let tables = tables(&units);
    if tables.is_empty() {
        return None;
    }
    let shared = |at: usize| {
        let inside = |table: &&OneTable| {
            let of = |unit: usize| units.get(unit).map(|unit| unit.block);
            (of(table.units.start)..=of(table.units.end - 1)).contains(&Some(at))
        };
        tables.iter().filter(inside).count() > 1
    };
    if tables.len() > 1 && (0..blocks.len()).any(|at| is_grid(blocks, at) && shared(at)) {
        let rows = |(at, block): (usize, &Block)| match block {
            Block::Grid(tiles) if shared(at) => {
                tiles.to_rows().into_iter().map(Block::Row).collect()
            }
            block => vec![block.clone()],
        };
        let apart: Vec<Block> = blocks.iter().enumerate().flat_map(rows).collect();
        return own_of(name, marks, &apart, year, undecided);
    }
    let newest = newest(&units);
    let year = year.or(newest);
    let dated = dated(&units, &tables, year);
    let choice = YearChoice { name, blocks, units: &units, dated: &dated, year, newest, undecided };
    if dated.len() == 1 { choice.of_one() } else { choice.of_several() }
}

fn is_grid(blocks: &[Block], at: usize) -> bool {
    matches!(blocks.get(at), Some(Block::Grid(_)))
}

/// Where the same rows come again with figures, another table begins.
fn tables(units: &[YearUnit<'_>]) -> Vec<OneTable> {
    let mut tables: Vec<OneTable> = Vec::new();
    let mut pieces: Vec<OneTable> = Vec::new();
    let (mut seen, mut pending) = (BTreeSet::new(), BTreeSet::new());
    let (mut start, mut end) = (None, 0);
    for (at, unit) in units.iter().enumerate() {
        if unit.marks.iter().any(|mark| seen.contains(mark)) {
            let marks = std::mem::take(&mut seen);
            pending.clear();
            pieces.push(OneTable { marks, units: start.take().unwrap_or(at)..end });
        }
        if !unit.marks.is_empty() {
            start.get_or_insert(at);
            pending.extend(unit.marks.iter().copied());
        }
        if start.is_some() && !unit.figures.is_empty() {
            seen.append(&mut pending);
            end = at + 1;
        }
    }
    if let Some(start) = start.filter(|_| !seen.is_empty()) {
        pieces.push(OneTable { marks: seen, units: start..end });
    }
    for piece in pieces {
        // A row that is there twice begins no table.
        let is_more = |last: &&mut OneTable| {
            let shared = last.marks.intersection(&piece.marks).count();
            shared < MIN_SHARED || 2 * shared < last.marks.len().min(piece.marks.len())
        };
        match tables.last_mut().filter(is_more) {
            Some(last) => {
                last.marks.extend(piece.marks);
                last.units.end = piece.units.end;
            }
            None => tables.push(piece),
        }
    }
    tables
}

/// The newest year that anything over or in the tables says.
fn newest(units: &[YearUnit<'_>]) -> Option<u16> {
    let captions = units.iter().filter_map(|unit| unit.caption.as_ref()).flat_map(|(_, said)| said);
    let said = captions.chain(units.iter().flat_map(|unit| &unit.cells));
    let number = |said: &SaidYear| if let SaidYear::Year(year) = said { Some(*year) } else { None };
    said.filter_map(number).max()
}

/// What is said of each table.
fn dated<'a>(
    units: &[YearUnit<'a>],
    tables: &[OneTable],
    year: Option<u16>,
) -> Vec<DatedTable<'a>> {
    let mut dated = Vec::new();
    let mut from = 0;
    for (at, table) in tables.iter().enumerate() {
        let next = tables.get(at + 1).map_or(units.len(), |next| next.units.start);
        let gap = || (from..table.units.start).rev();
        let caption = |unit: usize| Some((unit, units.get(unit)?.caption.as_ref()?));
        let above = gap().filter_map(caption).find(|(_, (text, _))| !is_about_above(text));
        let behind = (table.units.end..next.min(table.units.end + BEHIND)).filter_map(caption);
        let behind = behind.into_iter().find(|(_, (text, _))| is_about_above(text));
        let inside = |unit: usize| units.get(unit).map(|unit| unit.cells.as_slice());
        // Its head's rows stand over the first that a row of the form names.
        let over = gap().take_while(|unit| inside(*unit).is_some_and(|cells| !cells.is_empty()));
        let cells = over.chain(table.units.clone()).filter_map(inside).flatten().copied();
        let cells: Vec<SaidYear> = cells.collect();
        let found = behind.or(above);
        let in_caption = found.map_or(&[][..], |(_, (_, said))| said.as_slice());
        let head = whose(&cells, year);
        let in_head = head != WhoseYear::Unsaid;
        dated.push(DatedTable {
            whose: if in_head { head } else { whose(in_caption, year) },
            in_head,
            caption: found.map(|(unit, (text, _))| (unit, *text)),
            units: table.units.clone(),
        });
        from = table.units.end;
    }
    dated
}

/// Whose year words say; those of a later one are of the day of signing.
fn whose(said: &[SaidYear], year: Option<u16>) -> WhoseYear {
    let is_number = |said: &SaidYear| matches!(said, SaidYear::Year(_));
    let numbers = said.iter().any(is_number);
    let is_own = |said: &SaidYear| match said {
        SaidYear::Year(number) => Some(Some(*number) == year),
        SaidYear::This | SaidYear::Last if numbers => None,
        SaidYear::This => Some(true),
        SaidYear::Last => Some(false),
    };
    let is_later = |said: &SaidYear| matches!((said, year), (SaidYear::Year(number), Some(year)) if *number > year);
    let all: BTreeSet<bool> = said.iter().filter(|s| !is_later(s)).filter_map(is_own).collect();
    match (all.contains(&true), all.contains(&false)) {
        (true, true) => WhoseYear::Several,
        (true, false) => WhoseYear::Own,
        (false, true) => WhoseYear::Other,
        (false, false) => WhoseYear::Unsaid,
    }
}

/// The tables of a part, and the blocks they are in.
struct YearChoice<'a> {
    name: &'a str,
    blocks: &'a [Block],
    units: &'a [YearUnit<'a>],
    dated: &'a [DatedTable<'a>],
    year: Option<u16>,
    newest: Option<u16>,
    undecided: Undecided,
}

impl YearChoice<'_> {
    /// The only table there is: one of another year is read all the same, and told.
    fn of_one(&self) -> Option<OwnTable> {
        let table = self.dated.first()?;
        let name = self.name;
        match (table.whose, table.in_head) {
            (WhoseYear::Several, true) => Some(self.without(
                &[0],
                format!("{name}把几个年度的数并列在一起，不知哪些是本年的，没有读入，请核对后填写"),
            )),
            (WhoseYear::Other, _) => {
                let said = Self::said(table);
                let year = self.year.map(|year| format!("（{year}年）")).unwrap_or_default();
                let told = format!(
                    "{name}上写的年度{said}与报告的年度{year}不同，已照原样读入，请核对是不是本年的"
                );
                Some(OwnTable { unsure: true, ..self.without(&[], told) })
            }
            _ => None,
        }
    }

    fn of_several(&self) -> Option<OwnTable> {
        let of = |whose: WhoseYear| -> Vec<usize> {
            (0..self.dated.len()).filter(|at| self.dated[*at].whose == whose).collect()
        };
        let (own, unsaid) = (of(WhoseYear::Own), of(WhoseYear::Unsaid));
        let chosen = match (own.as_slice(), unsaid.as_slice()) {
            ([], [one]) | ([one], _) => Some(*one),
            ([first, ..], _) if self.are_alike(&own) => Some(*first),
            _ => None,
        };
        let all: Vec<usize> = (0..self.dated.len()).collect();
        let (name, count) = (self.name, all.len());
        let Some(chosen) = chosen else {
            // The same table twice is no question.
            if self.are_alike(&all) {
                return None;
            }
            let each: String = self.dated.iter().map(Self::said).collect();
            if self.undecided == Undecided::First {
                let told = format!(
                    "原文有 {count} 张{name}{each}，可能是几个年度或几个单位的，读入的是第 1 张，其余的没有放进报告，请核对"
                );
                let others: Vec<usize> = (1..count).collect();
                return Some(OwnTable { unsure: true, ..self.without(&others, told) });
            }
            let told = format!(
                "原文有 {count} 张{name}{each}，分不清哪一张是本年的，都没有读入，请核对后填写"
            );
            return Some(self.without(&all, told));
        };
        let others: Vec<usize> = all.into_iter().filter(|at| *at != chosen).collect();
        let each: String = others.iter().map(|at| Self::said(&self.dated[*at])).collect();
        let said = Self::said(&self.dated[chosen]);
        let said = if said.is_empty() { "没有写年度".to_owned() } else { said };
        let told = format!(
            "原文有 {count} 张{name}，读入的是第 {} 张（{said}），其余的{each}没有放进报告，请核对",
            chosen + 1
        );
        let mut own = self.without(&others, told);
        own.aside.extend(self.caption_of(chosen).and_then(|at| self.blocks.get(at)).cloned());
        Some(own)
    }

    /// Whether tables have the same figures.
    fn are_alike(&self, tables: &[usize]) -> bool {
        let figures = |at: &usize| -> Vec<&str> {
            let units = self.units.get(self.dated[*at].units.clone()).unwrap_or_default();
            units.iter().flat_map(|unit| unit.figures.iter().copied()).collect()
        };
        tables.windows(2).all(|pair| figures(&pair[0]) == figures(&pair[1]))
    }

    fn said(table: &DatedTable<'_>) -> String {
        let Some((_, text)) = table.caption else { return String::new() };
        let text: String = text.chars().take(MAX_QUOTED).collect();
        format!("“{text}”")
    }

    /// The block of nothing but a table's caption.
    fn caption_of(&self, table: usize) -> Option<usize> {
        let block = self.units.get(self.dated[table].caption?.0)?.block;
        let is_grid = matches!(self.blocks.get(block), Some(Block::Grid(_)));
        (!is_grid).then_some(block)
    }

    /// The blocks without those of some tables, and without the caption of the one that is left.
    fn without(&self, aside: &[usize], told: String) -> OwnTable {
        let mut out = vec![false; self.blocks.len()];
        for table in aside {
            for block in self.blocks_of(*table) {
                out[block] = true;
            }
        }
        let parted = |is_out: bool| -> Vec<Block> {
            let blocks = self.blocks.iter().zip(&out).filter(|(_, out)| **out == is_out);
            blocks.map(|(block, _)| block.clone()).collect()
        };
        let mut kept = parted(false);
        let aside_blocks = parted(true);
        if !aside.is_empty() {
            let left = (0..self.dated.len()).filter(|at| !aside.contains(at));
            let captions: Vec<&Block> = left
                .filter_map(|at| self.caption_of(at))
                .filter_map(|block| self.blocks.get(block))
                .collect();
            kept.retain(|block| !captions.contains(&block));
        }
        OwnTable { kept, aside: aside_blocks, told, unsure: false, newest: self.newest }
    }

    /// The blocks of a table, from its caption or the top of its head to its last figure and what is
    /// said of it behind.
    fn blocks_of(&self, table: usize) -> Range<usize> {
        let dated = &self.dated[table];
        let block = |unit: usize| self.units.get(unit).map_or(0, |unit| unit.block);
        let (mut start, mut end) = (block(dated.units.start), block(dated.units.end - 1) + 1);
        let above =
            table.checked_sub(1).map_or(0, |above| block(self.dated[above].units.end - 1) + 1);
        let is_head = |at: usize| match self.blocks.get(at) {
            Some(Block::Paragraph(line)) => is_word_of_a_form(&line.text),
            Some(Block::Row(row)) => !row.cells.iter().any(|cell| is_prose(&cell.text)),
            _ => false,
        };
        while start > above && is_head(start - 1) {
            start -= 1;
        }
        if let Some(caption) = self.caption_of(table) {
            start = start.min(caption.max(above));
            end = end.max(caption + 1);
        }
        start..end
    }
}
