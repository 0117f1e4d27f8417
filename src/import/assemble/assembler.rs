//! The sections, read one after the other, put into a blank report.

use std::sync::Arc;

use super::in_lines;
use super::outline::SectionPart;
use super::signature::SignatureLines;
use super::title::FrontMatter;
use crate::edition::Edition;
use crate::import::blocks::{Block, CellRow, TextLine};
use crate::import::notes::{Note, NoteKind, NoteLog};
use crate::import::provenance::{CellReading, Provenance, ReadState, SourceKind, Spot};
use crate::import::vocabulary::figures;
use crate::import::vocabulary::furniture::is_page_number;
use crate::import::vocabulary::labels;
use crate::import::{Imported, TableCount, tables};
use crate::imputation::{Proposal, proposals};
use crate::report::place::{Field, Place};
use crate::report::{self, Edit, Report};
use crate::zh::numeral;

pub(super) struct Assembler {
    pub report: Report,
    /// The edition's, in [`edition::all`].
    pub index: usize,
    pub findings: NoteLog,
    pub provenance: Provenance,
    /// Name of another edition whose table heads the source has; empty where it has none.
    pub other_heads: String,
}

impl Assembler {
    fn edition(&self) -> &Arc<Edition> {
        self.report.edition()
    }

    fn apply(&mut self, edit: Edit) {
        let done = self.report.apply(edit);
        debug_assert!(done.is_ok(), "places come from the edition, lines have no line end");
    }

    fn text(&mut self, field: Field, lines: &[TextLine]) {
        self.found(field, lines);
        let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        self.apply(Edit::Text(field, lines.join("\n")));
    }

    /// Remembers where a field stands.
    fn found(&mut self, field: Field, lines: &[TextLine]) {
        if !lines.is_empty() {
            let spot = |line: &TextLine| Spot { line: line.number, column: None };
            self.provenance.fields.insert(field, lines.iter().map(spot).collect());
        }
    }

    pub(super) fn heads(
        &mut self,
        front: FrontMatter,
        title: String,
        agency: String,
        year: Option<u16>,
    ) {
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

    pub(super) fn signature(&mut self, (name, date): SignatureLines) {
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

    pub(super) fn parts(&mut self, parts: &[SectionPart], blocks: &[Block]) {
        for (section, numeral) in (1..=6).map(numeral).enumerate() {
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
            let drawn = self.provenance.kind == SourceKind::Text
                && matches!(rest.get(read.blocks.start), Some(Block::Grid(_)));
            for (id, mut reading) in read.readings {
                if let Some(spot) = reading.spot.as_mut().filter(|_| drawn) {
                    spot.column = None;
                }
                self.provenance.cells.insert(id, reading);
            }
            let (before, from) = rest.split_at(read.blocks.start);
            self.prose(field, without_name(before, &edition.tables[table].name));
            field = Field::After(number(at));
            rest = from.split_at(read.blocks.len()).1;
        }
        self.prose(field, rest);
    }

    fn prose(&mut self, field: Field, blocks: &[Block]) {
        let mut lines: Vec<TextLine> = Vec::new();
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
    fn is_stray(&self, row: &CellRow, field: Field) -> bool {
        let (Field::Before(section) | Field::After(section)) = field else { return false };
        let figures = row.cells.iter().all(|cell| figures::is_figure(&cell.text));
        figures && !row.cells.is_empty() && self.edition().table_in(section).is_some()
    }

    pub(super) fn finish(
        mut self,
        name: &str,
        cleaned: Vec<String>,
        joined_title: bool,
    ) -> Imported {
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
        let NoteLog { mut notes, unplaced, spots } = self.findings;
        let Self { mut report, mut provenance, other_heads, .. } = self;
        provenance.unplaced = spots;
        for id in report.figures.cells() {
            provenance
                .cells
                .entry(id)
                .or_insert(CellReading { state: ReadState::Blank, spot: None });
        }
        let source = name.to_owned();
        let imported = report::Imported { source, unplaced, cleaned, joined_title, other_heads };
        report.imported = Some(imported);
        for Proposal { place, message, fix, .. } in proposals(&report) {
            let (kind, place, fix) = (NoteKind::Proposed, Some(place), Some(fix));
            notes.push(Note { kind, line: None, place, message, fix });
        }
        Imported { report, notes, tables, provenance }
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
