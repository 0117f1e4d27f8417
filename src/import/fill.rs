//! Blocks → a report.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::blocks::{Block, Line, Row, Source};
use super::furniture::is_page_number;
use super::labels::{self, plain};
use super::notes::{Findings, Note, NoteKind};
use super::outline::{self, Part};
use super::title::{self, Front};
use super::trace::{Reading, SourceKind, Spot, State, Trace};
use super::{Imported, TableCount, tables, values};
use crate::answers::{Proposal, proposals};
use crate::edition::{self, Edition};
use crate::report::place::{Field, Place};
use crate::report::{self, Edit, Report};

const NUMERALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

/// A line with more characters has no words of a table.
const MAX_WORDS: usize = 60;

/// A word is broken into no more pieces than this.
const MAX_PIECES: usize = 6;

/// The report that blocks make; `None` where they make none.
pub(super) fn report(name: &str, source: Source) -> Option<Imported> {
    let Source { kind, blocks, lines, cleaned } = source;
    let blocks = blocks.as_slice();
    let mut parts = outline::parts(blocks);
    let head = parts.first()?.start();
    let before = blocks.iter().take(head).flat_map(Block::lines).collect();
    let mut front =
        title::front(before, &outline::last_words(blocks.get(head..).unwrap_or_default()));
    let (lead_in, contents) = outline::contents(std::mem::take(&mut front.lead_in));
    front.lead_in = lead_in;
    front.unplaced.extend(contents);
    if parts.len() < 2 && front.title.is_empty() {
        return None;
    }
    let title = joined(&front.title, kind);
    let agency = title::agency(&title);
    let tail = outline::tail(&mut parts, blocks);
    let signature = outline::sign(&mut parts, blocks, &agency);
    let mut findings = Findings::default();
    let prose = blocks.iter().skip(head).flat_map(Block::lines);
    let said =
        prose.filter_map(|line| title::first_year(&line.text)).map(|year| year.number).next();
    let year = year(&title, &front, &signature, said, &mut findings);
    let index = edition_of(blocks, year, &mut findings);
    let edition = Arc::clone(edition::all().get(index)?);
    let trace = Trace { kind, lines, ..Trace::default() };
    let mut filler = Filler { report: Report::blank(edition, "", 0), index, findings, trace };
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
        2 => "两",
        _ => NUMERALS.get(count - 1).copied().unwrap_or("几"),
    };
    format!("（原文分为{lines}行，已连成一行）")
}

/// A title in one line. Where only a page's width broke it, the space that it was broken at stands
/// at the line's end; elsewhere what stands there means nothing.
fn joined(lines: &[Line], kind: SourceKind) -> String {
    let mut title = String::new();
    for (index, line) in lines.iter().enumerate() {
        title.push_str(&line.text);
        if kind == SourceKind::Pdf && line.spaced && index + 1 < lines.len() {
            title.push(' ');
        }
    }
    title
}

/// The signature's lines.
pub(super) type Signature = (Option<Line>, Option<Line>);

/// The report's year: from the title, else the period of the figures, else the day of signing,
/// which is in the year after, else the first year that the sections speak of.
fn year(
    title: &str,
    front: &Front,
    sign: &Signature,
    said: Option<u16>,
    findings: &mut Findings,
) -> Option<u16> {
    let lead_in = front.lead_in.iter().find_map(|line| title::period_year(&line.text));
    if let Some(year) = title::first_year(title).map(|year| year.number).or(lead_in) {
        findings.tell(NoteKind::Found, Place::Year, format!("年度：{year}"));
        return Some(year);
    }
    let signed = sign.1.as_ref().and_then(|date| title::first_year(&date.text));
    let year = signed.map(|date| date.number - 1).filter(|year| report::YEARS.contains(year));
    let message = match (year, said) {
        (Some(year), _) => format!("标题没有写年度，由成文日期推定为 {year} 年，请核对"),
        (None, Some(year)) => format!("标题没有写年度，由正文推定为 {year} 年，请核对"),
        (None, None) => "没有找到年度，请填写".to_owned(),
    };
    findings.tell(NoteKind::Unsure, Place::Year, message);
    year.or(said)
}

/// Everything that may be a word of a table: cells, short lines, and their pieces; of those that
/// make a word of a form together only that word, so that 行政 规范性文件 is not 规范性文件.
fn words_met(blocks: &[Block]) -> BTreeSet<String> {
    let mut pieces: Vec<String> = Vec::new();
    for block in blocks {
        match block {
            Block::Row(row) => pieces.extend(row.cells.iter().map(|cell| plain(&cell.text))),
            Block::Grid(tiles) => pieces.extend(tiles.cells.iter().map(|tile| plain(&tile.text))),
            Block::Paragraph(line) if line.text.chars().nth(MAX_WORDS).is_none() => {
                pieces.extend(line.text.split_whitespace().map(plain));
            }
            Block::Paragraph(_) => {}
        }
    }
    pieces.retain(|piece| !piece.is_empty() && piece.chars().nth(MAX_WORDS).is_none());
    let mut met: BTreeSet<String> = BTreeSet::new();
    let mut rest = pieces.as_slice();
    while !rest.is_empty() {
        let most = rest.len().min(MAX_PIECES);
        let joined = |count: usize| rest.get(..count).unwrap_or_default().concat();
        let count = (1..=most).rev().find(|count| labels::is_plain_word(&joined(*count)));
        let count = count.unwrap_or(1);
        met.insert(joined(count));
        rest = rest.get(count..).unwrap_or_default();
    }
    met
}

/// The edition, as an index into [`edition::all`]: the one most of whose own words the source
/// has, where the year's edition is as good as one with two words more; else the one for the
/// year, else the newest.
fn edition_of(blocks: &[Block], year: Option<u16>, findings: &mut Findings) -> usize {
    let met = words_met(blocks);
    let serves = |edition: &Edition| year.is_some_and(|year| edition.serves(year));
    let by_year = edition::all().iter().position(|edition| serves(edition));
    let words = |index: usize| labels::all()[index].own.intersection(&met).count();
    let weight = |index: &usize| words(*index) + 2 * usize::from(by_year == Some(*index));
    let best = (0..edition::all().len()).max_by_key(weight).filter(|index| weight(index) > 0);
    let index = best.unwrap_or(edition::all().len().saturating_sub(1));
    let why = match best {
        Some(index) if words(index) > 0 => None,
        Some(_) => Some("表中文字看不出是哪一版格式，按年度定为"),
        None => Some("看不出是哪一版格式，暂按最新的"),
    };
    if let Some(edition) = edition::all().get(index) {
        let kind = if why.is_some() { NoteKind::Unsure } else { NoteKind::Found };
        let message = format!("{}{}", why.unwrap_or("格式："), edition.name);
        findings.tell(kind, Place::Report, message);
    }
    index
}

struct Filler {
    report: Report,
    /// The edition's, in [`edition::all`].
    index: usize,
    findings: Findings,
    trace: Trace,
}

impl Filler {
    fn edition(&self) -> &Arc<Edition> {
        self.report.edition()
    }

    fn apply(&mut self, edit: Edit) {
        let done = self.report.apply(edit);
        debug_assert!(done.is_ok(), "places come from the edition, lines have no line end");
    }

    fn text(&mut self, field: Field, lines: &[Line]) {
        self.found(field, lines);
        let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        self.apply(Edit::Text(field, lines.join("\n")));
    }

    /// Remembers where a field stands.
    fn found(&mut self, field: Field, lines: &[Line]) {
        if !lines.is_empty() {
            let spot = |line: &Line| Spot { line: line.number, column: None };
            self.trace.fields.insert(field, lines.iter().map(spot).collect());
        }
    }

    fn heads(&mut self, front: Front, title: String, agency: String, year: Option<u16>) {
        for line in front.unplaced {
            self.findings.unplaced(line.number, line.text);
        }
        let place = Place::Field(Field::Title);
        match front.title.as_slice() {
            [] => {
                let message = "没有找到标题，请填写".to_owned();
                self.findings.tell(NoteKind::Unsure, place, message);
            }
            [line, ..] => {
                let message = format!("标题：{title}{}", in_lines(front.title.len()));
                self.findings.note(NoteKind::Found, line.number, place, message);
            }
        }
        self.found(Field::Title, &front.title);
        self.apply(Edit::Text(Field::Title, title));
        self.apply(Edit::Text(Field::Agency, agency));
        self.apply(Edit::Year(year));
        self.text(Field::LeadIn, &front.lead_in);
    }

    fn signature(&mut self, (name, date): Signature) {
        self.text(Field::SignatureName, name.as_slice());
        self.text(Field::SignatureDate, date.as_slice());
        if self.report.agency.is_empty() {
            self.apply(Edit::Text(Field::Agency, self.report.signature.name.clone()));
        }
        let place = Place::Field(Field::Agency);
        let (kind, message) = match self.report.agency.as_str() {
            "" => (NoteKind::Unsure, "没有找到机关名称，请填写".to_owned()),
            agency => (NoteKind::Found, format!("机关：{agency}")),
        };
        self.findings.tell(kind, place, message);
    }

    fn parts(&mut self, parts: &[Part], blocks: &[Block]) {
        for (section, numeral) in NUMERALS.iter().enumerate() {
            let field = Field::Heading(number(section));
            if let Some(part) = parts.iter().find(|part| part.section == section) {
                let line = &part.heading;
                let broken = in_lines(part.lines.len());
                let message = format!("第{numeral}部分的标题：{}{broken}", line.text);
                self.findings.note(NoteKind::Found, line.number, Place::Field(field), message);
                self.found(field, &part.lines);
                self.apply(Edit::Text(field, line.text.clone()));
            } else {
                let message = format!("没有找到“{}”的标题", self.edition().sections[section]);
                self.findings.tell(NoteKind::Unsure, Place::Field(field), message);
                self.apply(Edit::Text(field, String::new()));
            }
        }
        let ends = parts.iter().skip(1).map(|part| part.section).chain([6]);
        for (part, end) in parts.iter().zip(ends) {
            let here = blocks.get(part.blocks.clone()).unwrap_or_default();
            self.part(part.section, end, here);
        }
    }

    /// What stands under one heading: its own section's, and that of the sections after it whose
    /// headings are missing.
    fn part(&mut self, section: usize, end: usize, blocks: &[Block]) {
        let mut rest = blocks;
        let mut field = Field::Before(number(section));
        for at in section..end {
            let Some(table) = self.edition().table_in(number(at)) else { continue };
            let edition = Arc::clone(self.edition());
            let words = &labels::all()[self.index].tables[table];
            let Some(read) = tables::read(&edition, table, words, rest, &mut self.findings) else {
                continue;
            };
            for edit in read.edits {
                self.apply(edit);
            }
            // The bars of a drawn table leave out those between merged cells.
            let drawn = self.trace.kind == SourceKind::Text
                && matches!(rest.get(read.blocks.start), Some(Block::Grid(_)));
            for (id, mut reading) in read.readings {
                if let Some(spot) = reading.spot.as_mut().filter(|_| drawn) {
                    spot.column = None;
                }
                self.trace.cells.insert(id, reading);
            }
            let (before, from) = rest.split_at(read.blocks.start);
            self.prose(field, without_name(before, &edition.tables[table].name));
            field = Field::After(number(at));
            rest = from.split_at(read.blocks.len()).1;
        }
        self.prose(field, rest);
    }

    fn prose(&mut self, field: Field, blocks: &[Block]) {
        let mut lines: Vec<Line> = Vec::new();
        for block in blocks {
            match block {
                Block::Row(row) if self.is_stray(row, field) => {
                    self.findings.unplaced(row.number, row.text());
                }
                Block::Paragraph(line) if is_page_number(&line.text) => {
                    self.findings.unplaced(line.number, line.text.clone());
                }
                block => lines.extend(block.lines()),
            }
        }
        if let (Some(line), Field::Before(section) | Field::After(section)) = (lines.first(), field)
        {
            let name = &self.edition().sections[usize::from(section) - 1];
            let message = format!("“{name}”的文字 {} 段", lines.len());
            self.findings.note(NoteKind::Found, line.number, Place::Field(field), message);
        }
        self.text(field, &lines);
    }

    /// A row of nothing but figures beside a table is no prose.
    fn is_stray(&self, row: &Row, field: Field) -> bool {
        let (Field::Before(section) | Field::After(section)) = field else { return false };
        let figures = row.cells.iter().all(|cell| values::is_figure(&cell.text));
        figures && !row.cells.is_empty() && self.edition().table_in(section).is_some()
    }

    fn finish(mut self, name: &str, cleaned: Vec<String>, joined_title: bool) -> Imported {
        let tables: Vec<TableCount> =
            (0..self.edition().tables.len()).map(|t| self.count(t)).collect();
        for (index, table) in tables.iter().enumerate() {
            let (kind, message) = match table.read {
                0 => (NoteKind::Unsure, format!("没有读到{}的数字，请填写", table.name)),
                read => {
                    let message =
                        format!("{}应有 {} 格，读到 {read} 格", table.name, table.expected);
                    (NoteKind::Found, message)
                }
            };
            self.findings.tell(kind, Place::Table(index), message);
        }
        if tables.iter().all(|table| table.read == 0) {
            let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
            let message = format!(
                "没有读到任何表格，原文的表格可能是图片，图片里的数字读不出来。请对照原件填写{}",
                names.join("、")
            );
            self.findings.tell(NoteKind::Unsure, Place::Report, message);
        }
        for message in &cleaned {
            let message = format!("清除了转换残留，{message}");
            self.findings.tell(NoteKind::Cleaned, Place::Report, message);
        }
        let Findings { mut notes, unplaced, spots } = self.findings;
        let Self { mut report, mut trace, .. } = self;
        trace.unplaced = spots;
        for id in report.figures.cells() {
            trace.cells.entry(id).or_insert(Reading { state: State::Blank, spot: None });
        }
        let source = name.to_owned();
        let imported = report::Imported { source, unplaced, cleaned, joined_title };
        report.imported = Some(imported);
        for Proposal { place, message, fix, .. } in proposals(&report) {
            let (kind, place, fix) = (NoteKind::Proposed, Some(place), Some(fix));
            notes.push(Note { kind, line: None, place, message, fix });
        }
        Imported { report, notes, tables, trace }
    }

    fn count(&self, table: usize) -> TableCount {
        let figures = &self.report.figures;
        let is_read = |id| {
            let printed = figures.printed(id);
            let value = if figures.is_total(id) { printed } else { Some(figures.typed(id)) };
            value.is_some_and(|value| *value != report::Value::Blank)
        };
        let form = &self.edition().tables[table];
        TableCount {
            name: form.name.clone(),
            expected: form.cells.len(),
            read: figures.cells().filter(|id| id.table == table && is_read(*id)).count(),
        }
    }
}

/// What stands before a table, without the table's own name over it: a web page has it there.
fn without_name<'a>(blocks: &'a [Block], name: &str) -> &'a [Block] {
    match blocks.split_last() {
        Some((Block::Paragraph(line), before)) if line.text.trim() == name => before,
        _ => blocks,
    }
}

fn number(section: usize) -> u8 {
    u8::try_from(section + 1).unwrap_or(6)
}
